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
    ("收取职称评审费每人80元，共收取2400元。", 1, "n.fee_collected", "n.other"),
    ("收取申请人检索费36元，共收取36元。", 1, "n.fee_collected", "n.fee_collected"),
    ("收到申请30件，撤件12件，受理18件。", 2, "t3.new.total", "n.other"),
    ("收到申请30件，同期受理许可18件。", 1, "t3.new.total", "t3.new.total"),
    ("推送惠企消息24条，累计送达860人次。", 1, "n.enquiries", "n.other"),
    ("开通咨询渠道，送达回复1977人次。", 0, "n.enquiries", "n.enquiries"),
    ("全年依申请公开政府信息2条。", 0, None, "t3.total.total"),
    ("全年依申请公开政府信息培训2次。", 0, None, None),
    ("受理依申请公开33件，予以公开21件，其余12件均已答复。", 2, "t3.total.total", "n.other"),
    ("受理依申请公开33件，其余12件均已答复。", 1, "t3.total.total", "t3.total.total"),
    ("收到市民申请公开政府信息2次。", 0, None, "t3.new.total"),
    ("收到如何申请公开政府信息的咨询2次。", 0, None, None),
    ("涉及信息公开行政复议1项。", 0, None, "t4.review.total"),
    ("由本局代为审理的信息公开行政复议案件16件。", 0, None, None),
]


@pytest.mark.parametrize(("text", "at", "taken_for", "stated"), CASES)
def test_a_part_of_cases_and_a_number_of_both(
    text: str, at: int, taken_for: str | None, stated: str | None
) -> None:
    document, tables = Document(text, "text/plain"), Tables(None, {}, ())
    sentences = split_prose(document, (), tables)
    identity = Identity(None, 2023, None)
    figures = find_figures(document, sentences, identity)

    def decide(frames: Sequence[Frame], read: Sequence[Figure], year: int | None) -> list[Figure]:
        del frames, year
        out = list(read)
        out[at] = msgspec.structs.replace(
            out[at], indicator=taken_for, readings=(taken_for,) if taken_for else ()
        )
        return out

    linked, _ = link(document, sentences, figures, identity, tables, decide)
    assert linked[at].indicator == stated
