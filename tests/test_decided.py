"""What cannot be, whatever a model takes a figure for."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from extractor.figures import find_figures
from extractor.indicators import link
from extractor.indicators.frames import Frame
from extractor.layout.prose import split_prose
from extractor.records import Document, Figure, Identity, Tables

CASES = [
    ("被申请复议9件（含上年结转3件）。", 1, "t3.carried_in.total", None),
    ("被申请复议9件，其中上年结转申请引起的3件。", 1, "t3.carried_in.total", "t3.carried_in.total"),
    ("公开人大建议、政协提案办理结果70份。", 0, "n.proposals.cppcc", "n.proposals"),
    ("公开人大建议12件、政协提案30件。", 1, "n.proposals.cppcc", "n.proposals.cppcc"),
]


@pytest.mark.parametrize(("text", "at", "taken_for", "stated"), CASES)
def test_a_part_of_cases_and_a_number_of_both(
    text: str, at: int, taken_for: str, stated: str | None
) -> None:
    document, tables = Document(text, "text/plain"), Tables(None, {}, ())
    sentences = split_prose(document, (), tables)
    identity = Identity(None, 2023, None)
    figures = find_figures(document, sentences, identity)

    def decide(frames: Sequence[Frame], read: Sequence[Figure], year: int | None) -> list[Figure]:
        del frames, year
        out = list(read)
        out[at] = msgspec.structs.replace(out[at], indicator=taken_for, readings=(taken_for,))
        return out

    linked, _ = link(document, sentences, figures, identity, tables, decide)
    assert linked[at].indicator == stated
