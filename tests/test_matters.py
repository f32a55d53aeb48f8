"""What a clause names beside where applications stand."""

from __future__ import annotations

import pytest

from extractor.figures import find_figures
from extractor.indicators.frames import build_frames
from extractor.indicators.lists import place_in_lists
from extractor.indicators.matters import note_matters
from extractor.layout.prose import split_prose
from extractor.records import Document, Identity, Tables

ELSE, SOME, NOTHING = "else", "some", ""
BESIDE = [
    ("不动产抵押上年结转31件，本年受理406件，办结410件。", [ELSE, ELSE, ELSE]),
    (
        "船员考试方面，上年结转5件，新收88件；新收信息公开申请9件。",
        ["else opened", "else opened", NOTHING],
    ),
    (
        "全年新收政府信息公开申请9件，办结8件；船员考试受理88件。",
        [NOTHING, NOTHING, "apart opened"],
    ),
    ("本年新收12件，上年结转1件，办结13件。", [NOTHING, NOTHING, NOTHING]),
    ("从申请人类别看，全年新收12件。", [NOTHING]),
    ("收到林权类申请12件，办结11件。", [ELSE, ELSE]),
    ("收到信息公开申请12件，涉林权收到5件。", [NOTHING, SOME]),
    ("全年收到船员考试88件，予以公开5件。", ["else opened", "else opened"]),
    ("全年处理船员考试异议88件。年内办结80件。", [ELSE, ELSE]),
]


@pytest.mark.parametrize(("text", "beside"), BESIDE, ids=lambda v: str(v)[:14])
def test_what_a_clause_names_beside_its_row(text: str, beside: list[str]) -> None:
    document, tables = Document(text, "text/plain"), Tables(None, {}, ())
    sentences = split_prose(document, (), tables)
    frames = build_frames(
        text, sentences, find_figures(document, sentences, Identity(None, 2023, None))
    )
    place_in_lists(frames)
    note_matters(frames)
    assert [frame.beside for frame in frames] == beside
