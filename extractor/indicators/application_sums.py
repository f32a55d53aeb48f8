"""Sums of applications (两数之和27件): the row that the figures told before make up together.

By their rows alone; whether the numbers add up is asked in `list_sums`.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.indicators.frames import Frame
from extractor.indicators.wordlists import word_lists
from extractor.language.first import swift

OUTCOMES = frozenset(
    ["granted", "partial", "denied", "unavailable", "rejected", "other", "granted+partial"]
)
"""Rows of table 3 that are outcomes, without the reasons below them."""
_WORDS = word_lists("applications").words

SUM = swift(rf"{_WORDS['sum']}(?:[^，。；]{{0,6}}?)?{_WORDS['sum_tail']}{{0,6}}\s*$")
"""A sum of the figures before, right before the number."""
_TOGETHER = {
    frozenset(["new", "carried_in"]): "handled",
    frozenset(["granted", "partial"]): "granted+partial",
    frozenset(["total", "carried_out"]): "total+carried_out",
}
"""Rows that have a name of their own, or none but this, where they are added."""
_ADDED = regex.compile(r"[共计和合加拢]")
"""Words that can mean nothing but a sum, unlike 全年."""


def is_sum(frame: Frame) -> bool:
    """Does a word of sum stand right before the number?"""
    return SUM.search(frame.left if frame.left.strip() else frame.since) is not None


def adds_up(frame: Frame) -> bool:
    """Do the words leave no doubt of it?"""
    return _ADDED.search(frame.left) is not None


def row_of_sum(*lists: Sequence[str]) -> str | None:
    """The row that the rows of the first list that makes one add up to; None where none does.

    >>> row_of_sum(["carried_out", "carried_out"], ["new", "new", "carried_out", "carried_out"])
    'carried_out'
    """
    return next(filter(None, map(_made_up, lists)), None)


def _made_up(told: Sequence[str]) -> str | None:
    rows = frozenset(told)
    if rows in _TOGETHER:
        return _TOGETHER[rows]
    groups = {row.split(".")[0] for row in rows}
    if len(rows) > 1 and len(groups) == 1 and groups < OUTCOMES:
        return groups.pop()  # 过程性信息4件、国家秘密2件，合计6件
    if rows & OUTCOMES and len(rows) > 2:
        return "total"
    row = next(iter(rows), None)
    alone = len(told) == 1 and "." in told[0]
    return row if len(rows) == 1 and not alone else None
