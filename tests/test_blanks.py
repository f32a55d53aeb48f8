"""Blanks around numbers, digits of full width and plain quotes change nothing that is read."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from corpus.render import render
from corpus.spec import REPORTS, read
from eval import documents
from extractor import Report, check
from extractor.records import Document
from extractor.repair import repair

_NUMBER = re.compile(r"(?<![\d.,])(?<!\d )\d(?:[\d,.]*\d)?(?=[\u4e00-\u9fff])(?!\d* \d)")
_PARAGRAPH = re.compile(r"(<p[^>]*>)([^<]*，[^<]*)(</p>)")


def _spread(text: str, blank: str = " ") -> str:
    return _NUMBER.sub(lambda m: f"{blank}{m[0]}{blank}", text)


def _read(report: Report) -> list[tuple[Decimal, str | None, str, int | None]]:
    return [(f.value, f.indicator, f.kind, f.scope.year) for f in report.figures]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("收到申请 12 件，办结　1,204　件。", "收到申请12件，办结1,204件。"),
        ("2023 年公开 1 204 条，增长 12.5 %。", "2023年公开1 204条，增长12.5%。"),
        ("2023 年：3 件→ 2 件→ 1 件，减少", "2023年：3件→2件→1件，减少"),
        ("    2023 年，", "    2023年，"),  # an indent
        ("本年新收 12 0 0 1 13，", "本年新收 12 0 0 1 13，"),  # a row of a table
        ("行政许可 57 项", "行政许可 57 项"),  # no prose, for all one can see
        ("网站\t12 条，微信\t9 条", "网站\t12 条，微信\t9 条"),  # cells
        ("（区分处理的，只计这一情形） 4", "（区分处理的，只计这一情形） 4"),
        ("２０２３年收到９件", "2023年收到9件"),
        ('公众号"某县发布"推送12条，"打开', '公众号“某县发布”推送12条，"打开'),
    ],
)
def test_what_is_taken_out(text: str, mended: str) -> None:
    assert repair(Document(text, "text/plain", "utf-8", "")).document.text == mended


@pytest.mark.parametrize("blank", [" ", "\u00a0", "　", "      "])
def test_passages_read_the_same(blank: str) -> None:
    compared = 0
    for document in documents.passages("train")[::60]:
        text = str(document.source)
        spread = _spread(text, blank)
        if spread == text or not re.search("[，。；]", text):
            continue
        plain, spaced = check(text, year=document.year), check(spread, year=document.year)
        assert _read(spaced) == _read(plain), document.id
        assert [f.code for f in spaced.findings] == [f.code for f in plain.findings], document.id
        for f in spaced.figures:
            assert spread[f.start : f.end] == f.text
        compared += 1
    assert compared > 60


@pytest.mark.parametrize("name", ["r03", "r05", "r08", "r16"])
@pytest.mark.parametrize("style", ["html_plain", "html_portal"])
def test_tables_of_the_page_stay_where_they_are(name: str, style: str) -> None:
    page = render(read(REPORTS / f"{name}.toml"), style).data.decode()
    spread = _PARAGRAPH.sub(lambda m: m[1] + _spread(m[2]) + m[3], page)
    assert spread != page
    plain, spaced = check(page), check(spread)
    assert {i: c.value for i, c in spaced.cells.items()} == {
        i: c.value for i, c in plain.cells.items()
    }
    text = spaced.extraction.document.text
    for cell in spaced.cells.values():
        assert text[cell.start : cell.end].strip() == cell.raw.strip()
    assert _read(spaced) == _read(plain)
    assert [f.message for f in spaced.findings] == [f.message for f in plain.findings]


def test_digits_of_full_width() -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    page = render(read(REPORTS / "r08.toml"), "pipe").text or ""
    plain, written = check(page), check(page.translate(wide))
    assert _read(written) == _read(plain)
    assert [f.code for f in written.findings] == [f.code for f in plain.findings]
