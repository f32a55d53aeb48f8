"""Text that was broken to a width is read as it was before; other line breaks stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import east_asian_width

import pytest

from eval import documents
from extractor import check
from extractor.records import Document
from extractor.repair import repair

_AT_STOPS = re.compile(r"(?<=[。；：！？])\n")


def paragraphs(count: int) -> list[str]:
    """Paragraphs of the corpus that hold no blanks and end with their last sentence."""
    found = [
        text
        for d in documents.passages("train")[::40]
        for text in str(d.source).split("\n")
        if text.endswith("。") and len(text) > 60 and not set(text) & set("|\t \u3000?")
    ]
    return found[:count]


def by_width(line: str, width: int) -> list[str]:
    """Broken where so many half-width characters are full."""
    out, used = [""], 0
    for c in line:
        size = 2 if east_asian_width(c) in "WF" else 1
        if used + size > width:
            out.append("")
            used = 0
        out[-1] += c
        used += size
    return out


def by_count(line: str, width: int) -> list[str]:
    return [line[i : i + width] for i in range(0, len(line), width)]


@pytest.mark.parametrize(("broken", "width"), [(by_width, 76), (by_width, 64), (by_count, 38)])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_joined_again(broken: Callable[[str, int], list[str]], width: int, indent: str) -> None:
    """Where a line ends with its sentence it says nothing, so that break may stay."""
    whole = [indent + text for text in paragraphs(40)]
    wrapped = "\n".join(part for text in whole for part in broken(text, width))
    assert wrapped.count("\n") > 2 * len(whole)
    mended = repair(Document(wrapped, "text/plain")).document.text
    assert _AT_STOPS.sub("", mended) == _AT_STOPS.sub("", "\n".join(whole))


def test_numbers_that_were_broken_are_whole() -> None:
    text = (
        "一、总体情况\n"
        "2023年，我局坚持以公开为常态，全年主动公开政府信息1,2\n"
        "04条，其中网站公开884条，公众号推送320条；收到政府信息\n"
        "公开申请36件，上年结转2件，办结35件，结转下年度3件，收\n"
        "取信息处理费2,106.4万\n"
        "元。\n"
    )
    report = check(text, year=2023)
    assert [str(f.value) for f in report.figures][:3] == ["1204", "884", "320"]
    for f in report.figures:
        assert text[f.start : f.end] == f.text
    assert not [f for f in report.findings if f.code.startswith("P")]


@pytest.mark.parametrize(
    "text",
    [
        "全年公开信息120条\n其中政策文件类30条，财政资金类25条\n重点领域65条\n收到申请12件\n",
        "主动公开政府信息120条，其中政策文件30条。\n收到政府信息公开申请12件，均已办结答复。\n" * 4,
        "行政许可决定公示情况 12 5 7\n行政处罚决定公示情况 10 4 6\n行政强制决定公示情况 1 0 1\n"
        * 3,
    ],
)
def test_other_breaks_stay(text: str) -> None:
    assert repair(Document(text, "text/plain")).document.text == text
