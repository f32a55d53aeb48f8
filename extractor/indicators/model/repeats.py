"""Numbers told again: what else in the report is taken for the same, and is it as large.

A report states an indicator once, or again with the same number. That something larger is already
taken for the applications received speaks against `17件` being them as well; that the same number
is taken for them elsewhere speaks for it. A number near the other one tells nothing: one of them
may be a slip, and a slip must not be explained away.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from decimal import Decimal

from extractor.arithmetic import may_be_mistyped
from extractor.indicators.frames import Frame
from extractor.indicators.model.labels import OTHER, canonical, parse_label
from extractor.records import Figure

SLIP = Decimal("0.87")
"""Of two numbers of which the smaller is no less than this part of the other, one may be a slip."""

_Key = tuple[str, int | None, str | None]


class Repeats:
    """The figures of a report by what they are taken for, with their year and body."""

    def __init__(self, frames: Sequence[Frame], figures: Sequence[Figure]) -> None:
        self._figures = figures
        self._places: dict[_Key, list[int]] = {}
        self._bodies = {f.index: f.scoped_body for f in frames}
        for frame in frames:  # in text order, so that every list is sorted
            figure = figures[frame.index]
            name = canonical(figure.indicator)
            if name != OTHER and figure.qualifier != "zero":
                key = (name, figure.scope.year, frame.scoped_body)
                self._places.setdefault(key, []).append(frame.index)

    def told(
        self, indicator: str, index: int
    ) -> tuple[Callable[..., tuple[str, ...]], *tuple[str, ...]] | None:
        """What tells a candidate of the figure `index` apart: a function that names features, and
        the words it names them from; None where nothing does."""
        if indicator == OTHER:
            return None
        own = self._figures[index]
        others = self._places.get((indicator, own.scope.year, self._bodies.get(index)), ())
        nearest = _nearest(others, index)
        if nearest is None:
            return _alone, indicator
        other = self._figures[nearest]
        return (
            _told,
            indicator,
            _stands(own.value, other.value),
            "later" if nearest > index else "before",
            "in" if own.sentence == other.sentence else "out",
        )


def _nearest(places: Sequence[int], index: int) -> int | None:
    """The place nearest to `index`, itself left out; the earlier of two."""
    at = bisect_left(places, index)
    before = places[at - 1] if at else None
    if at < len(places) and places[at] == index:
        at += 1
    behind = places[at] if at < len(places) else None
    if before is None or behind is None:
        return behind if before is None else before
    return before if index - before <= behind - index else behind


def _stands(value: Decimal, other: Decimal) -> str:
    if value == other:
        return "equal"
    if not value or not other:
        return "zero"
    if min(value, other) >= SLIP * max(value, other) or may_be_mistyped(value, other):
        return "near"
    return "smaller" if value < other else "larger"


def _alone(indicator: str) -> tuple[str, ...]:
    return (f"alone {parse_label(indicator).sort}",)


def _told(indicator: str, how: str, when: str, where: str) -> tuple[str, ...]:
    label = parse_label(indicator)
    return (
        f"told {how} {when} {label.sort}",
        f"told {how} {where} {label.sort}",
        f"told {how} {when} {label.topic}",
        f"told {how} {where} {label.topic}",
        f"told {how} {when} {where}",
    )
