"""Shares and changes that fit two counts beside them: part and base, the year and the one before.

`118件，占应答复125件的94.4%` ties 118 to 125, and `33件，比上年的40件少7件` ties 33 to 40 as one
thing of two years. It is evidence as the sums of `balance` are, weighed by the ranking; where a
share or change is wrong it ties nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from extractor.indicators.frames import Frame
from extractor.indicators.model.balance import class_of
from extractor.indicators.model.labels import canonical, parse_label
from extractor.records import Figure

REACH = 5
"""So many figures before and behind a share or change its counts may stand."""
SMALLEST = 10
"""Smaller numbers fit a share or a change by chance."""


class Tie(NamedTuple):
    """What a figure is in such a pair (part, base, now, then, again), and the other one's index."""

    role: str
    other: int


Ties = Mapping[int, Sequence[Tie]]
"""Index of a figure -> the pairs that it is in."""


def ties_in(frames: Sequence[Frame]) -> dict[int, list[Tie]]:
    """The pairs among the figures of a report, by each figure that is in one."""
    found: dict[int, dict[Tie, None]] = {}
    for _, group in groupby(frames, key=lambda f: f.sentence):
        here = list(group)
        for k, frame in enumerate(here):
            if frame.figure.kind not in ("ratio", "change") or frame.figure.qualifier != "exact":
                continue
            for roles, one, other in _pairs(here[max(0, k - REACH) : k + REACH + 1], frame.figure):
                found.setdefault(one, {})[Tie(roles[0], other)] = None
                found.setdefault(other, {})[Tie(roles[1], one)] = None
    return {index: list(ties) for index, ties in found.items()}


def _pairs(near: Sequence[Frame], told: Figure) -> Iterator[tuple[tuple[str, str], int, int]]:
    """(their roles, one count, the other count) of those that `told` fits."""
    if told.kind == "ratio" and told.unit != "%":
        return
    counts = [f for f in near if f.figure.kind == "count" and f.figure.qualifier == "exact"]
    for one in counts:
        for other in counts:
            a, b = one.figure, other.figure
            if a.unit != b.unit or a.value == b.value or not b.value:
                continue
            if max(a.value, b.value) < SMALLEST:
                continue
            if told.kind == "ratio":
                if a.value < b.value and _fits(100 * a.value / b.value, told.value):
                    yield ("part", "base"), one.index, other.index
            elif told.unit == "%":
                if _fits(100 * abs(a.value - b.value) / b.value, abs(told.value)):
                    yield ("now", "then"), one.index, other.index
            elif told.unit == a.unit and a.value - b.value == abs(told.value):
                yield ("again", "again"), one.index, other.index


def _fits(exact: Decimal, stated: Decimal) -> bool:
    """Is `stated` what `exact` rounds or truncates to?"""
    exponent = stated.as_tuple().exponent
    step = Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))
    return abs(exact - stated) < step


def told_by(
    ties: Sequence[Tie], figures: Sequence[Figure]
) -> Iterator[tuple[Callable[..., tuple[str, ...]], *tuple[object, ...]]]:
    """What tells candidates of a figure apart, from the pairs that it is in.

    Functions that name features of a candidate, with the words they name them from beside it.
    """
    for role, other in ties:
        yield _tied, role, canonical(figures[other].indicator)


@lru_cache(maxsize=4096)
def _tied(indicator: str, role: str, other: str) -> tuple[str, ...]:
    label, of = parse_label(indicator), parse_label(other)
    if indicator == other:
        how = "same"
    elif label.topic != of.topic:
        how = "apart"
    else:
        how = "row" if label.row == of.row else "topic"
    return (
        f"tie {role} {how} {label.sort}",
        f"tie {role} {how} {label.topic}",
        f"tie {role} {class_of(of)} {class_of(label)}",
    )
