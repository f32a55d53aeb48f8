"""Damaged reports: what can be recovered is, the rest has no value, nothing wrong is certain."""

from __future__ import annotations

import time
from collections import Counter
from decimal import Decimal
from itertools import product

import pytest

from corpus.damage import KINDS, damage
from corpus.render import render
from corpus.spec import REPORTS, read
from extractor import Report, check
from extractor.records import Document
from extractor.repair import repair

SPECS = {p.stem: read(p) for p in sorted(REPORTS.glob("*.toml"))}
SOME = ("r03", "r05", "r16", "r25")
GUESSED_AT = ("lost_characters", "first_lines")
"""Words are gone without a trace here, so that a sentence may say something else."""


def sharp(report: Report) -> Counter[str]:
    return Counter(f.code for f in report.findings if f.severity == "error")


@pytest.mark.parametrize(("kind", "name"), list(product(KINDS, SOME)))
def test_no_value_is_wrong_and_no_error_is_made_up(kind: str, name: str) -> None:
    for style in ("pipe", "lines"):
        whole = render(SPECS[name], style)
        damaged = damage(SPECS[name], kind, style)
        report, clean = check(damaged.text), check(whole.text or "")
        for cell_id, expected in whole.gold["cells"].items():
            cell = report.cells.get(cell_id)
            value = None if cell is None else cell.value
            gold = None if expected is None else Decimal(expected)
            assert value in (None, gold), (style, cell_id)
            if not damaged.lost:
                assert value == gold, (style, cell_id)
        if kind not in GUESSED_AT:
            assert not sharp(report) - sharp(clean)
        if not damaged.lost:
            assert sharp(report) == sharp(clean)
            assert [f.value for f in report.figures] == [f.value for f in clean.figures]
        codes = {f.code for f in report.findings}
        assert damaged.code is None or damaged.code in codes
        slices(report, damaged.text)


def slices(report: Report, text: str) -> None:
    """Everything points into the text as it came."""
    assert report.extraction.document.text == text
    for f in report.figures:
        assert text[f.start : f.end] == f.text
    for c in report.cells.values():
        assert 0 <= c.start <= c.end <= len(text)
    for span in (s for f in report.findings for s in f.spans):
        assert 0 <= span.start <= span.end <= len(text)


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("作出行政处□决定12件", "作出行政处罚决定12件"),
        ("作出行□□□决定12件", "作出行□□□决定12件"),  # too little of the word is left
        ("作出行政处□12件", "作出行政处□□□件"),  # of the word or of the number
        ("其他对外管理服□事项", "其他对外管理服务事项"),
        ("政府信＊公开工作", "政府信息公开工作"),
        ("政fu信息公开", "政府信息公开"),
        ("收到申请1□件", "收到申请□□件"),
        ("收到申请□2件", "收到申请□□件"),
        ("收到申请1\ufffd2件", "收到申请□□□件"),
        ("收到申请1,□24件", "收到申请□□□□□件"),
        ("收到申请＊＊件", "收到申请□□件"),
        ("收到申请1X件", "收到申请□□件"),
        ("规章 | ＊ | 3", "规章 | □ | 3"),
        # These hide nothing.
        ("收到申请**15**件", "收到申请**15**件"),
        ("**收到申请15件**，办结3件", "**收到申请15件**，办结3件"),
        ("■2023年我局收到申请15件", "■2023年我局收到申请15件"),
        ("7×24小时，5x8小时", "7×24小时，5x8小时"),
        ("手机应用（app）收到12件", "手机应用（app）收到12件"),
        ("领导批注信访件15件", "领导批注信访件15件"),
        ("收到15件（其中网上填写申请表3件）", "收到15件（其中网上填写申请表3件）"),
        ("收到15件（请填写具体数，如3件）。", "收到15件（请填写具体数，如3件）。"),
        ("没有收到（没有的填0）申请", "没有收到申请"),
        ("政(zhèng)府(fǔ)信（xin）息(xi)公(gong)开", "政府信息公开"),
        ("本文[w1]称12件。\n[w1]去年是18件\n", "本文称12件。\n"),
        ("根据附录[甲1]办理。", "根据附录[甲1]办理。"),
        ("收到&nbsp;15件&#160;", "收到      15件      "),
        ("收到&amp;15件", "收到&amp;15件"),
        ("資訊公開條例規定，機關應將辦理數據", "资讯公开条例规定，机关应将办理数据"),
    ],
)
def test_what_is_mended_and_what_is_left_alone(text: str, mended: str) -> None:
    assert repair(Document(text, "text/plain")).document.text == mended


def test_cells_between_blanks_that_were_encoded_twice_are_read() -> None:
    text = render(SPECS["r01"], "pipe").text or ""
    page = text.replace(" | ", "&nbsp;|&nbsp;")
    clean, report = check(text), check(page)
    assert {i: c.value for i, c in report.cells.items()} == {
        i: c.value for i, c in clean.cells.items()
    }
    assert [f.code for f in report.findings] == [f.code for f in clean.findings]
    slices(report, page)


def test_a_document_without_damage_is_the_same_object() -> None:
    document = Document(render(SPECS["r01"], "pipe").text or "", "text/plain")
    repaired = repair(document)
    assert repaired.document is document
    assert not repaired.damage


def test_what_was_cut_out_can_be_pointed_at() -> None:
    text = "2023年，收到申请12件。\n批注 [w1]: 请核对，去年是18件\n办结12件。"
    report = check(text)
    spans = [s for f in report.findings if f.code == "D204" for s in f.spans]
    assert [text[s.start : s.end] for s in spans] == ["批注 [w1]: 请核对，去年是18件\n"]
    assert [f.value for f in report.figures] == [12, 12]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("云岭县水务局2023年政府信息公开年报\n附件：2023年年报.pdf", True),
        ("<html><body><h1>2023年政府信息公开工作年度报告</h1><p><a href='a.doc'>点击下载附件"
         "</a></p></body></html>", True),
        ("关于召开会议的通知\n附件：议程.docx", False),
        (render(SPECS["r01"], "pipe").text, False),
    ],
)  # fmt: skip
def test_a_page_that_is_only_a_link_says_so(page: str, found: bool) -> None:
    assert any(f.code == "D208" for f in check(page).findings) == found


@pytest.mark.parametrize(
    "piece",
    ["1", "中□", "X件", "(a)", "政(zheng)", "批注 [w1]: ", "[a1]\n", "（请填", "1,", "**a",
     "□政府信", "一、总体情况。", "| □ "],
)  # fmt: skip
def test_mending_takes_time_in_proportion(piece: str) -> None:

    document = Document(piece * (150_000 // len(piece)), "text/plain")
    start = time.perf_counter()
    repair(document)
    assert time.perf_counter() - start < 6


def test_a_row_of_many_thousand_cells_takes_no_time() -> None:
    row = "三、本年度办理结果 | （一）予以公开 | 1" + " | " * 40_000
    text = (render(SPECS["r03"], "pipe").text or "").replace("（一）予以公开", row)
    start = time.perf_counter()
    check(text)
    assert time.perf_counter() - start < 6
