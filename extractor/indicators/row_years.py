"""Years that belong to the name of a row (上年结转) and not to the figure in it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import regex

from extractor.figures.scope_words import ROW_OF_ENDS
from extractor.indicators.frames import Frame
from extractor.records import Figure, Scope

_ROW_WITH_YEAR = regex.compile(r"\.carried_|\.previous_items")
"""Rows whose names hold a year of their own (上年结转, 上一年项目数量)."""
_LEFT_OVER = regex.compile(r"(?:结转|延续|遗留)[^，。；\d]{0,6}$")
"""复议9件，其中上年结转3件: the same of cases that no row is of."""
_YEAR_ALONE = regex.compile(r"年(?:度)?(?:的|为|是|共|有)*\s*$")
"""2023年31,466件: what there was in a year, and not what is left of it."""
_MOVED_FROM = regex.compile(r"[由从]\s*$")
"""结转量由11件压减至3件: of two years, and the first is the one before."""


def without_row_year(frame: Frame, indicator: str | None, scope: Scope, year: int | None) -> Scope:
    """`scope` of the figure in `frame` without a year that only the row's name holds.

    `year` is the report's own. A year told by itself stays, as does one of a row of ends of
    years (2021年末8件，2022年末5件).
    """
    if scope.year is None or indicator is None:
        return scope
    left_over = indicator == "n.other" and _LEFT_OVER.search(frame.left) is not None
    if not left_over and not _ROW_WITH_YEAR.search(indicator):
        return scope
    if year is None or abs(scope.year - year) != 1 or _MOVED_FROM.search(frame.left):
        return scope
    ends = {m["year"] for m in ROW_OF_ENDS.finditer(f"{frame.before}0")}
    return scope if len(ends) > 1 else Scope(None, scope.body)


def is_told_alone(frame: Frame, indicator: str | None) -> bool:
    """Does a year stand alone before what was left of a year?"""
    return ".carried_" in (indicator or "") and _YEAR_ALONE.search(frame.left) is not None


def without_year_carried_on(
    frames: Sequence[Frame], figures: Sequence[Figure], year: int | None
) -> list[Figure]:
    """`figures` without a year that only the row's name before them holds.

    办理上年度依申请公开3件，办结39件: what was closed is of the report's `year`, as only what
    was carried in names the one before.
    """
    out = list(figures)
    sentence, carried = -1, False
    for frame in frames:
        figure = out[frame.index]
        if frame.sentence != sentence or "年" in frame.since:
            sentence = frame.sentence
            carried = ".carried_in." in (figure.indicator or "")
        elif carried and year is not None and figure.scope.year == year - 1:
            scope = Scope(None, figure.scope.body)
            out[frame.index] = msgspec.structs.replace(figure, scope=scope)
    return out
