"""Patterns that are tried only where a match may begin match what they would without."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
import regex

from eval.documents import passages
from extractor.figures.zeros import lists, statements, words
from extractor.indicators.cues import _data, table
from extractor.language.first import first_characters, guarded, often_tried, swift


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("公开|发布", "公发"),
        ("(?:新闻)?发布会", "发新"),
        ("(?<!不)予以(?=公开)|(?!其他)其他", "予其"),
        (r"[、，]?\s*(?P<all>均|都){1,2}+办结", r"\s、，均都"),
        (r"\d{0,2}个|\.", r"\.\d个"),
        ("^共(?:甲|乙)$", "共"),
        (r"[\]甲]乙", r"\]甲"),
    ],
)
def test_what_a_match_may_begin_with(pattern: str, first: str) -> None:
    assert set(first_characters(pattern)) == set(first)
    regex.compile(guarded(pattern))


@pytest.mark.parametrize(
    "pattern",
    ["", "甲?", "甲|", "(?:甲|乙*)", ".甲", "[^甲]乙", "(?i:甲)", "甲)", "(?:甲", "(?=甲)"],
)
def test_what_may_begin_with_anything_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"unknown group|no first characters"):
        first_characters(pattern)


@pytest.mark.parametrize(
    "pattern", ["(?:公开|发布)了?$", "(?<!其中|不)(?:公开|发布)", r"信息\d+条"]
)
def test_what_is_often_tried_matches_what_it_would_by_regex(pattern: str) -> None:
    plain, often = regex.compile(pattern), often_tried(pattern)
    for text in ("其中公开", "不公开，发布了", "公开信息12条发布", "收到申请"):
        told = [m.span() for m in plain.finditer(text)]
        assert [m.span() for m in often.finditer(text)] == told


@pytest.mark.parametrize(
    "pattern",
    [
        "(?<!由[^，。]{0,3})公开",
        "(?<=办理[^，。]{1,3})公开",
        "(?<!不(?:予以?|准备)?)公开",
        "(?<!(?:^|，)(?:不|未能)[予得]?)公开",
        "(?<!(?:再|又一){0,2}不)公开",
        "(?<![^（]{2}不?)公开",
    ],
)
def test_what_stands_before_may_have_several_lengths(pattern: str) -> None:
    plain, quick = regex.compile(pattern), swift(pattern)
    assert isinstance(quick, re.Pattern)
    told = set()
    words = ("", "，", "由", "办理", "不", "未能", "予", "以", "准备", "再", "又一", "省里", "（")
    for before in ("".join(some) for n in range(4) for some in product(words, repeat=n)):
        told.add(found := plain.search(f"{before}公开") is not None)
        assert (quick.search(f"{before}公开") is not None) == found, before
    assert told == {True, False}


def test_what_looks_back_without_an_end_is_left_to_regex() -> None:
    for pattern in ("(?<!由[^，]*)公开", "(?<!由[^，]{0,90})公开", "(?<=(?=不|未).?)公开"):
        assert not isinstance(swift(pattern), re.Pattern)


@pytest.mark.parametrize("name", list(_data()))
def test_cues_are_found_wherever_they_stand(name: str) -> None:
    plain = regex.compile(
        "|".join(f"(?:{p})(?P<g{i}>)" for i, p in enumerate(_data()[name].values()))
    )
    found = 0
    for passage in passages("train"):
        text = str(passage.source)
        told = [(h.start, h.end) for h in table(name).hits(text)]
        assert told == [m.span() for m in plain.finditer(text)]
        found += len(told)
    assert found > 50


def _holds_one(items: Iterable[tuple[object, Any]], characters: str) -> bool:
    """Does every match of a parsed pattern hold one of `characters`?"""
    for op, of in items:
        name = str(op)
        if name == "LITERAL" and chr(of) in characters:
            return True
        if name == "IN" and all(str(o) == "LITERAL" and chr(c) in characters for o, c in of):
            return True
        if name == "BRANCH" and all(_holds_one(each, characters) for each in of[1]):
            return True
        if name == "SUBPATTERN" and _holds_one(of[3], characters):
            return True
        if name.endswith("_REPEAT") and of[0] and _holds_one(of[2], characters):
            return True
    return False


def test_what_says_none_holds_one_of_the_characters_that_are_looked_for_first() -> None:
    strong, final, _ = statements._rules()
    for pattern in (strong.pattern, final.pattern, lists._NONE):
        assert _holds_one(_parser.parse(pattern), words.SAYS_NONE.pattern.strip("[]"))
    assert not _holds_one(_parser.parse("没有|均缺|为(?:零|(?=无))"), "没零无")
    assert not _holds_one(_parser.parse("无*有|无?"), "无")
