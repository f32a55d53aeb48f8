"""Stocks (现行有效, 粉丝) by what a figure states and by its whole, where its words do not tell.

现行有效的规章5件、行政规范性文件48件: the second is no count of the year either; of 128 accounts
that there are the 71 on one platform are such a stock too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
import regex

from extractor.indicators.frames import Frame
from extractor.records import Figure

FOLLOWERS = "n.followers"
IN_FORCE = ".in_force"
"""Indicators of what there is, whatever the words: this one, and those that end so."""
NEAR = 4
"""How many figures before a list the count may stand that it breaks down."""
SHORT_PART = 8
"""A figure that only names its kind (微信公众号71个) has no more characters before its number."""
_CAME_OR_WENT = regex.compile("[进出添减增收退]")
"""年初26件，进3件，出5件: what a stock gained and lost."""
_DONE_WITH = regex.compile(
    r"(?:均|都|已|尚?未|在)[^，。；]{0,8}(?:发|听取|征求|解读|链接|公开|评估|修[改订]|录|完成)"
)
"""其中18件均配发解读: what was done with some of them within the year."""
_MOVED_TO = re.compile(
    r"(?:逐步|进一步)?[增减降升压缩精简整合并调扩涨变]{1,2}(?:加|少|低|高|长|容|缩)?[至到为成]"
)
"""账号由58个整合到33个: what a stock has become is one too."""
_OF_THE_YEAR = regex.compile(
    "[年新今进出添收减]|修[改订]|拟|废|失效|注销|关停|整合|清[退理]|取关|标[注明]|关联|划[入出转]|涉|占"
)
"""Words of what came or went within a year, or of what only some of them are."""


def with_stocks(frames: Sequence[Frame], figures: Sequence[Figure]) -> list[Figure]:
    """`figures` with the kind `cumulative` where they are stocks; `frames` are theirs, in order."""
    out = list(figures)
    elsewhere = _lists_of_counts(frames, figures)
    for frame in frames:
        figure = out[frame.index]
        if figure.kind != "count":
            continue
        beside = frame.index - 1 if frame.joined else frame.parent
        listed = beside is not None and _goes_on(frame, figure, out[beside])
        listed = listed and frame.list_id not in elsewhere
        stated = figure.indicator == FOLLOWERS and frame.parent is None
        stated = stated and "活跃" not in frame.left
        moved = frame.index and _is_stock_of(figure, out[frame.index - 1])
        moved = moved and _MOVED_TO.fullmatch(frame.since) is not None
        told = figure.indicator
        in_force = told is not None and IN_FORCE in told
        in_force = in_force and all(one.endswith(IN_FORCE) for one in str(told).split("+"))
        in_force = in_force and not _CAME_OR_WENT.fullmatch(frame.left)
        if listed or stated or in_force or moved:
            out[frame.index] = msgspec.structs.replace(figure, kind="cumulative")
    return out


def _lists_of_counts(frames: Sequence[Frame], figures: Sequence[Figure]) -> set[int]:
    """The lists that break down a count near their stock: 新增48条，累计1126条。其中人事6条，…

    Their parts add up to that count, and not to the stock.
    """
    parts: dict[int, list[Frame]] = {}
    for frame in frames:
        if frame.parent is not None and figures[frame.parent].kind == "cumulative":
            parts.setdefault(frame.list_id, []).append(frame)
    found = set()
    for list_id, run in parts.items():
        total = sum(f.figure.value for f in run if f.figure.unit == run[0].figure.unit)
        near = figures[max(0, run[0].index - NEAR) : run[0].index]
        counts = [f for f in near if f.kind == "count" and f.unit == run[0].figure.unit]
        first = run[0].figure  # 累计2,655条，其中本年新增290条：执法120条，人事170条
        counts += [first] if first.kind == "count" else []
        if len(run) > 1 and any(f.value in (total, total - first.value) for f in counts):
            found.add(list_id)
    return found


def _is_stock_of(figure: Figure, before: Figure) -> bool:
    return before.kind == "cumulative" and before.unit == figure.unit


def _goes_on(frame: Frame, figure: Figure, before: Figure) -> bool:
    """Is the whole, or the one before it in a list, a stock, and this one no more than named?"""
    if not _is_stock_of(figure, before):
        return False
    if frame.leads and _DONE_WITH.match(frame.right):
        return False
    named = frame.left.strip(" ，,、；;：:")
    if figure.qualifier == "zero":
        named += figure.text  # 现行有效17件，未废止
    return len(named) <= SHORT_PART and _OF_THE_YEAR.search(named) is None
