"""Extractions made by hand, without reading anything."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from extractor.codebook import load_codebook
from extractor.records import (
    Cell,
    Document,
    Extraction,
    Form,
    Identity,
    Section,
    TableReading,
    Tables,
)


def extraction(
    cells: Mapping[str, int | str | None] | None = None,
    *,
    form: Form = "2021",
    year: int | None = 2023,
    tables: tuple[str, ...] = ("t2", "t3", "t4"),
    fill: int | None = 0,
    prose: str = "未收取信息处理费。\n",
) -> Extraction:
    """Tables by hand: the given cells, all others of `tables` at `fill` (None: left out).

    A string that is no number makes a text cell, None a blank one. The text is `prose`, which
    sections without a table share, and one line a cell, so that offsets slice back to what
    stands there.
    """
    given = dict(cells or {})
    book = load_codebook()
    text, made, readings, at = prose, dict[str, Cell](), [], 0
    for table in tables:
        start = len(text)
        for cell_id in book.cells(form, table):
            if cell_id not in given and fill is None:
                continue
            raw = given.get(cell_id, fill)
            shown = "" if raw is None else str(raw)
            number = shown.lstrip("-").replace(".", "", 1).isdigit()
            at = len(text) + len(cell_id) + 1
            text += f"{cell_id}={shown}\n"
            made[cell_id] = Cell(
                cell_id,
                Decimal(shown) if number else None,
                shown,
                at,
                at + len(shown),
                "number" if number else "text" if shown else "blank",
            )
        readings.append(TableReading(table, start, len(text)))
    unknown = set(given) - set(made)
    assert not unknown, f"not in the form: {unknown}"
    starts = {int(r.table[1:]): r.start for r in readings if r.table != "s"}
    titles = book.form(form).section_titles
    sections = tuple(
        Section(n, t, starts.get(n, 0), len(text) if n in starts else len(prose), starts.get(n, 0))
        for n, t in enumerate(titles, start=1)
    )
    return Extraction(
        document=Document(text, "text/plain"),
        identity=Identity("云岭县水务局", year, form),
        sections=sections,
        tables=Tables(form, made, tuple(readings)),
        sentences=(),
        figures=(),
        relations=(),
    )
