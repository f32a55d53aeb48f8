"""Figures that say what they are of only through the one told before them."""

from __future__ import annotations

import re

import regex

from extractor.figures.kind_words import MOVED_BY
from extractor.figures.patterns import words
from extractor.indicators.frames import Frame
from extractor.indicators.statements import stating
from extractor.records import Figure

CHANGED = 0.8
"""Confidence of a change of items."""
_THIS_YEAR = regex.compile(r"本年(?:度)?[增减]")
"""The column of the form of 2019 for the change of items."""
_CHANGED_BY = regex.compile(
    r"(?:[^，。；\d]{0,8}?[年后因批权征改放])?(?:净|调|核|压|削|精)?"
    r"(?:增减|[增减](?:少|加|设)?|取消|新增)(?:了)?"
)
"""由上年的9项调减2项, 改革后减1项."""
_MOVED_BY = regex.compile(MOVED_BY)
_YEAR_WAS = re.compile(
    rf"(?:而|但)?(?:在)?(?:{words()['year']}年度?|{words()['last_year']})(?:同期|全年)?(?:这一|该)?"
    r"(?P<deed>[\u4e00-\u9fff]{2})?(?:到)?(?:的)?(?:数量?|量|数字|人次|件数)?(?:则|仅|只|共)?[为是有]?\s*"
)
"""2024年为, as all that stands before a number in its sentence; what was done may come back."""


def change_of_items(frame: Frame, figure: Figure, before: Figure | None) -> Figure:
    """`figure`, that of `frame`: 上一年项目5项，本年减少1项 has a cell in the form of 2019.

    `before` is the linked figure right before it, None where there is none.
    """
    told = before.indicator if before is not None and before.sentence == frame.sentence else None
    if told is None or not told.endswith(".previous_items"):
        return figure
    right_behind = frame.since.lstrip(" ，") == frame.left and _CHANGED_BY.fullmatch(frame.left)
    moved = _MOVED_BY.fullmatch(frame.since) is not None
    if not (right_behind or moved or _THIS_YEAR.search(frame.left)):
        return figure
    indicator = told.removesuffix("previous_items") + "change"
    if frame.figure.unit not in ("项", "个", ""):
        return figure
    return stating(figure, indicator, CHANGED, "items")


def in_row_of_years(frame: Frame, previous: Frame) -> bool:
    """公开申请三年1件、0件、2件: does `frame` go on with a row that has one number a year?"""
    if frame.turn is None or previous.turn is None or not frame.turn[0]:
        return False
    by_year = frame.turn_year is not None or frame.years_back is not None
    on = (frame.turn[0] - 1, frame.turn[1]) == previous.turn
    bare = not frame.left.strip("\u3000 ，、→") or frame.left == previous.left
    return by_year and on and bare and frame.figure.unit == previous.figure.unit


def is_year_before(frame: Frame, previous: Frame, source: Figure) -> bool:
    """举办6场，较上年增加2场。上年为4场: is it the number that the change before was of?

    `source` is the figure of `previous`, the last one that was linked.
    """
    told = _YEAR_WAS.fullmatch(frame.left) if frame.since == frame.before else None
    if told is None or (told["deed"] and told["deed"] not in previous.left):
        return False
    if not told["deed"] and frame.left[-1:] not in "为是有":
        return False
    near = previous.sentence == frame.sentence - 1 and previous.index == frame.index - 2
    alike = source.unit == frame.figure.unit and source.scope.year is None
    return bool(near and alike and frame.figure.scope.year and source.indicator)
