"""Stocks (现行有效, 粉丝) by what a figure states and by its whole, where its words do not tell.

现行有效的规章5件、行政规范性文件48件: the second is no count of the year either; of 128 accounts
that there are the 71 on one platform are such a stock too.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import regex

from extractor.indicators.frames import Frame
from extractor.records import Figure

FOLLOWERS = "n.followers"
IN_FORCE = ".in_force"
"""Indicators of what there is, whatever the words: this one, and those that end so."""
SHORT_PART = 8
"""A figure that only names its kind (微信公众号71个) has no more characters before its number."""
_OF_THE_YEAR = regex.compile(
    "[年新今]|修[改订]|拟|废|失效|注销|关停|整合|清[退理]|取关|标[注明]|关联|划[入出转]|涉|占"
)
"""Words of what came or went within a year, or of what only some of them are."""


def with_stocks(frames: Sequence[Frame], figures: Sequence[Figure]) -> list[Figure]:
    """`figures` with the kind `cumulative` where they are stocks; `frames` are theirs, in order."""
    out = list(figures)
    for frame in frames:
        figure = out[frame.index]
        if figure.kind != "count":
            continue
        beside = frame.index - 1 if frame.joined else frame.parent
        listed = beside is not None and _goes_on(frame, figure, out[beside])
        stated = figure.indicator == FOLLOWERS and frame.parent is None
        in_force = figure.indicator is not None and figure.indicator.endswith(IN_FORCE)
        if listed or stated or in_force:
            out[frame.index] = msgspec.structs.replace(figure, kind="cumulative")
    return out


def _goes_on(frame: Frame, figure: Figure, before: Figure) -> bool:
    """Is the whole, or the one before it in a list, a stock, and this one no more than named?"""
    if before.kind != "cumulative" or before.unit != figure.unit:
        return False
    named = frame.left.strip(" ，,、；;：:")
    return len(named) <= SHORT_PART and _OF_THE_YEAR.search(named) is None
