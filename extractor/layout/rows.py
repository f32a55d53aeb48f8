"""The cells of labelled rows: what the renderings have in common."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.layout.lost_lines import lost_rows
from extractor.layout.row import Row
from extractor.layout.separated import read_separated
from extractor.layout.tokens import Mode
from extractor.layout.unseparated import read_unseparated


def read_rows(
    text: str,
    rows: Sequence[Row],
    mode: Mode,
    *,
    sums: bool = False,
    signed: bool = False,
    torn: bool = False,
) -> None:
    """Fills `cells`, or `candidates`, of every row.

    `sums`: the last cell of a row is the total of the others (T303). `signed`: a cell may
    hold a signed number, as the change columns of the 2019 form do. `torn`: another table of
    the document has lost lines.
    """
    if mode == "space":
        read_unseparated(text, rows, sums=sums, signed=signed)
    else:
        read_separated(text, rows, mode, sums=sums, torn=torn)
    for row in lost_rows(text, rows):
        row.cells, row.torn = None, True
