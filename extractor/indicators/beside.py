"""Figures that say what they are of only through the one told before them."""

from __future__ import annotations

import msgspec
import regex

from extractor.figures.kind_words import MOVED_BY
from extractor.figures.patterns import words
from extractor.indicators.frames import Frame
from extractor.records import Figure

_THIS_YEAR = regex.compile(r"本年(?:度)?[增减]")
"""The column of the form of 2019 for the change of matters."""
_CHANGED_BY = regex.compile(
    r"(?:调|核|压|削|精)?[增减](?:少|加|设)?(?:了)?|取消(?:了)?|新增(?:了)?"
)
"""由上年的9项调减2项."""
_MOVED_BY = regex.compile(MOVED_BY)
_YEAR_WAS = regex.compile(
    rf"(?:{words()['year']}年度?|{words()['last_year']})(?:同期)?数?则?[为是]\s*"
)
"""2024年为, as all that stands before a number in its sentence."""


def change_of_matters(frame: Frame, before: Figure | None) -> Figure:
    """The change in `frame`: 上一年项目5项，本年减少1项 has a cell in the form of 2019.

    `before` is the linked figure right before it, None where there is none.
    """
    told = before.indicator if before is not None and before.sentence == frame.sentence else None
    if told is None or not told.endswith(".previous_items"):
        return frame.figure
    right_behind = frame.since == frame.left and _CHANGED_BY.fullmatch(frame.left) is not None
    moved = _MOVED_BY.fullmatch(frame.since) is not None
    if not (right_behind or moved or _THIS_YEAR.search(frame.left)):
        return frame.figure
    indicator = told.removesuffix("previous_items") + "change"
    if frame.figure.unit not in ("项", "个") or indicator == "t2.fees.change":
        return frame.figure
    return msgspec.structs.replace(
        frame.figure, indicator=indicator, confidence=0.8, readings=(indicator,), reason="items"
    )


def is_year_before(frame: Frame, previous: Frame, source: Figure) -> bool:
    """举办6场，较上年增加2场。上年为4场: is it the number that the change before was of?

    `source` is the figure of `previous`, the last one that was linked.
    """
    if frame.since != frame.before or not _YEAR_WAS.fullmatch(frame.left):
        return False
    near = previous.sentence == frame.sentence - 1 and previous.index == frame.index - 2
    alike = source.unit == frame.figure.unit and source.scope.year is None
    return bool(near and alike and frame.figure.scope.year and source.indicator)
