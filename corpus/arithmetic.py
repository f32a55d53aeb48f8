"""Do the equations that the prose states hold? Intervals, so that words like 余 are fair.

Used on the gold only; shares no code with `extractor`. Rounding and truncation at the stated
precision are both right; a number told in 万 or 亿 stands for every count that rounds or
truncates to it; `about` is taken as within a tenth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.markup import Mark

CODES = {"parts": "P201", "open": "P201", "flow": "P201", "share": "P202", "change": "P203"}
_LINE = re.compile(r"(\w+)\s+([\d+\s]+?)\s*:\s*([\d+\s]+)")
_ABOUT = Decimal("0.1")


@dataclass(frozen=True)
class Relation:
    """left and right hold figure indices; a group of several is summed (`1+2`)."""

    kind: str
    left: tuple[tuple[int, ...], ...]
    right: tuple[tuple[int, ...], ...]

    def indices(self) -> tuple[int, ...]:
        return tuple(i for group in self.left + self.right for i in group)

    def gold(self) -> dict[str, object]:
        """As in the gold files, the groups flattened."""
        flat = [[i for group in side for i in group] for side in (self.left, self.right)]
        kind = "parts" if self.kind == "open" else self.kind
        return {"kind": kind, "left": flat[0], "right": flat[1], "open": self.kind == "open"}


@dataclass(frozen=True)
class Interval:
    """low..high; None is unbounded; `open_high` leaves high itself out."""

    low: Decimal | None
    high: Decimal | None
    open_high: bool = False

    def __add__(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.open_high or other.open_high)

    def below(self, other: Interval) -> bool:
        """Does every value here lie under every value there?"""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.open_high and self.high == other.low)

    def meets(self, other: Interval) -> bool:
        return not self.below(other) and not other.below(self)


def parse_relation(line: str, count: int) -> Relation:
    """`parts 0 : 1 2`, `share 3 : 1+2 0`; raises ValueError. `count`: figures in the passage."""
    m = _LINE.fullmatch(line.strip())
    if not m or m[1] not in CODES:
        raise ValueError(f"cannot read relation {line!r}")
    left, right = _groups(m[2]), _groups(m[3])
    for group in left + right:
        for i in group:
            if i >= count:
                raise ValueError(f"figure {i} of {count} (they count from 0, `i` marks left out)")
    one_left = m[1] != "flow"
    if one_left and len(left) != 1:
        raise ValueError(f"{m[1]} has one figure on the left")
    if m[1] in ("share", "change") and len(right) != 2:
        raise ValueError(f"{m[1]} has two operands on the right (sum several with +)")
    return Relation(m[1], left, right)


def _groups(text: str) -> tuple[tuple[int, ...], ...]:
    words = re.sub(r"\s*\+\s*", "+", text.strip()).split()
    return tuple(tuple(int(i) for i in word.split("+")) for word in words)


def interval(mark: Mark) -> Interval:
    """What a stated figure can stand for."""
    q = mark.quantity
    if q.qualifier == "about":
        slack = max(abs(q.value) * _ABOUT, q.step)
        low = q.value - slack if q.low in (None, q.value) else q.low
        high = q.value + slack if q.high in (None, q.value) else q.high
        return Interval(low, high)
    if q.low is not None and q.low == q.high and q.step > 1:
        return Interval(q.low - q.step / 2, q.high + q.step, open_high=True)
    return Interval(q.low, q.high)


def total(marks: Sequence[Mark], group: Sequence[int]) -> Interval:
    """The sum of several figures."""
    out = Interval(Decimal(0), Decimal(0))
    for i in group:
        out = out + interval(marks[i])
    return out


def plain(marks: Sequence[Mark], group: Sequence[int]) -> Decimal:
    return sum((marks[i].quantity.value for i in group), Decimal(0))


def holds(relation: Relation, marks: Sequence[Mark]) -> tuple[bool, Decimal | None]:
    """(does it hold, the difference on the stated values; None if that cannot be told)."""
    marks = _in_yuan(relation, marks)
    if relation.kind in ("parts", "open", "flow"):
        left = [i for g in relation.left for i in g]
        right = [i for g in relation.right for i in g]
        difference = abs(plain(marks, left) - plain(marks, right))
        one, many = total(marks, left), total(marks, right)
        if relation.kind == "open":
            return not one.below(many), difference
        return one.meets(many), difference
    stated = marks[relation.left[0][0]]
    first, second = relation.right
    unit = stated.quantity.unit
    if relation.kind == "share" or (unit == "倍" and stated.kind != "change"):
        factor = Decimal(100) if unit == "%" else Decimal(1000) if unit == "‰" else Decimal(1)
        return _ratio(stated, total(marks, first), total(marks, second), factor, marks, relation)
    if unit in ("%", "‰", "倍"):
        return _rate(stated, relation, marks)
    # A change told as a number or in percentage points: the sign is in the words, not in it.
    a, b = total(marks, first), total(marks, second)
    up = Interval(_minus(a.low, b.high), _minus(a.high, b.low))
    down = Interval(_minus(b.low, a.high), _minus(b.high, a.low))
    told = interval(stated)
    plain_change = abs(plain(marks, first) - plain(marks, second))
    difference = abs(stated.quantity.value - plain_change)
    if unit.endswith("百分点"):
        step = min(stated.quantity.step, Decimal(1))
        ok = difference < step and told.low is not None
        return ok or told.meets(up) or told.meets(down), difference
    return told.meets(up) or told.meets(down), difference


def _in_yuan(relation: Relation, marks: Sequence[Mark]) -> Sequence[Mark]:
    """Where 元 and 万元 meet in one equation, everything is told in 元."""
    units = {marks[i].quantity.unit for i in relation.indices()}
    if not units >= {"元", "万元"}:
        return marks
    return [m if m.quantity.unit != "万元" else _scaled(m, Decimal(10_000)) for m in marks]


def _scaled(mark: Mark, factor: Decimal) -> Mark:
    q = mark.quantity
    low = None if q.low is None else q.low * factor
    high = None if q.high is None else q.high * factor
    told = replace(q, value=q.value * factor, low=low, high=high, unit="元", step=q.step * factor)
    return replace(mark, quantity=told)


def _minus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a - b


def _fits(stated: Mark, low: Decimal | None, high: Decimal | None) -> bool:
    """Is there a true ratio within low..high that the words allow?"""
    q = stated.quantity
    if q.qualifier == "at_least":
        return high is None or high >= q.value
    if q.qualifier == "at_most":
        return low is None or low <= q.value
    if q.qualifier == "about":
        slack = max(q.value * _ABOUT, q.step)
        return _overlap(low, high, q.value - slack, q.value + slack)
    # Rounded to the step or cut off at it.
    reaches = low is None or low < q.value + q.step
    return reaches and (high is None or high >= q.value - q.step / 2)


def _overlap(low: Decimal | None, high: Decimal | None, bottom: Decimal, top: Decimal) -> bool:
    return (high is None or high >= bottom) and (low is None or low <= top)


def _ratio(
    stated: Mark,
    part: Interval,
    base: Interval,
    factor: Decimal,
    marks: Sequence[Mark],
    relation: Relation,
) -> tuple[bool, Decimal | None]:
    below = plain(marks, relation.right[1])
    if below == 0:
        return True, None
    true = plain(marks, relation.right[0]) / below * factor
    low = None if part.low is None or not base.high else part.low / base.high * factor
    high = None if part.high is None or not base.low else part.high / base.low * factor
    return _fits(stated, low, high), abs(stated.quantity.value - true)


def _rate(stated: Mark, relation: Relation, marks: Sequence[Mark]) -> tuple[bool, Decimal | None]:
    now, before = (total(marks, g) for g in relation.right)
    base = plain(marks, relation.right[1])
    if base == 0:
        return True, None
    factor = {"%": Decimal(100), "‰": Decimal(1000)}.get(stated.quantity.unit, Decimal(1))
    true = abs(plain(marks, relation.right[0]) / base - 1) * factor
    ends = [
        abs(n / b - 1) * factor
        for n in (now.low, now.high)
        for b in (before.low, before.high)
        if n is not None and b
    ]
    bounded = len(ends) == 4
    low = min(ends) if bounded else None
    high = max(ends) if bounded else None
    if now.meets(before):
        low = Decimal(0)
    return _fits(stated, low, high), abs(stated.quantity.value - true)
