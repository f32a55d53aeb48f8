"""When do stated numbers agree? Sums, shares and changes over intervals of `Decimal`.

Prose rounds, truncates and approximates. A number that is told in 万 stands for every count that
rounds or truncates to it; 约 allows a tenth either way; 余 and 近 leave one side open. Two sides
agree where their intervals meet (as in XBRL Calculations 1.1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

from extractor.records import Figure

ABOUT = Decimal("0.1")
"""How far 约 and 左右 reach, as a share of the number."""

Agreement = Literal["agrees", "short", "exceeds"]


_HALF = re.compile("一半|半数|[过近超逾]半")
_TENTHS = re.compile(r"成(?P<half>半)?(?P<digit>[一二三四五六七八九])?")

UNITS_OF_MONEY = {"万元": Decimal(10_000), "亿元": Decimal(10**8)}
"""In 元."""


class Interval(NamedTuple):
    """Closed on both sides; None is unbounded."""

    low: Decimal | None
    high: Decimal | None

    def meets(self, other: Interval) -> bool:
        return not (_below(self.high, other.low) or _below(other.high, self.low))


def _below(a: Decimal | None, b: Decimal | None) -> bool:
    return a is not None and b is not None and a < b


def interval(figure: Figure) -> Interval:
    """Every value that the words of `figure` allow, in its own unit, 万元 and 亿元 told in 元.

    `3.1万` may be a rounded or a truncated count: 30,500 to 31,999.
    """
    low, high = figure.low, figure.high
    if figure.qualifier == "about":
        low, high = figure.value * (1 - ABOUT), figure.value * (1 + ABOUT)
    elif figure.step is not None:
        if low is not None:
            low -= figure.step / 2
        if high is not None:
            high += figure.step - 1 if figure.step >= 1 else figure.step
    if (factor := UNITS_OF_MONEY.get(figure.unit)) is not None:
        low, high = low if low is None else low * factor, high if high is None else high * factor
    return Interval(low, high)


def sums_agree(whole: Figure, parts: Sequence[Figure]) -> Agreement:
    """Do `parts` add up to `whole`, fall short of it or exceed it?"""
    return "short" if not parts else beginnings_agree(whole, parts)[-1]


def totals_agree(one: Sequence[Figure], other: Sequence[Figure]) -> bool:
    """Can the two rows of figures have the same sum?"""
    return _total(one).meets(_total(other))


def _total(figures: Sequence[Figure]) -> Interval:
    """The interval of a sum; a side is open where that of one addend is."""
    each = [interval(f) for f in figures]
    lows, highs = [i.low for i in each], [i.high for i in each]
    return Interval(
        None if None in lows else sum((x for x in lows if x is not None), Decimal(0)),
        None if None in highs else sum((x for x in highs if x is not None), Decimal(0)),
    )


def beginnings_agree(whole: Figure, parts: Sequence[Figure]) -> list[Agreement]:
    """The same for the first part, the first two, and so on up to all of them, in one pass."""
    low: Decimal | None = Decimal(0)
    high: Decimal | None = Decimal(0)
    least, most = interval(whole)
    out: list[Agreement] = []
    for part in parts:
        lowest, highest = interval(part)
        low = None if low is None or lowest is None else low + lowest
        high = None if high is None or highest is None else high + highest
        if high is not None and least is not None and high < least:
            out.append("short")
        elif low is not None and most is not None and most < low:
            out.append("exceeds")
        else:
            out.append("agrees")
    return out


def places(value: Decimal) -> int:
    """Digits behind the point."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounds_to(exact: Decimal, stated: Decimal) -> bool:
    """Is `stated` what `exact` gives by rounding or by truncation at the stated precision?

    >>> rounds_to(Decimal("6.8548"), Decimal("6.8")), rounds_to(Decimal("6.8548"), Decimal("6.9"))
    (True, True)
    """
    unit = Decimal(1).scaleb(-places(stated))
    distance = exact - stated
    return -unit / 2 <= distance < unit


def last_place(stated: Figure) -> Decimal:
    """What one more in the last digit is worth: 10 for 七成 and 一半, 5 for 七成半, 1 for 75%."""
    if stated.unit == "%" and _HALF.search(stated.text):
        return Decimal(10)
    tenths = _TENTHS.search(stated.text) if stated.unit == "%" else None
    if tenths is not None and not tenths["digit"]:
        return Decimal(5 if tenths["half"] else 10)
    return Decimal(1).scaleb(-places(stated.value))


def _matches(exact: Decimal, stated: Figure) -> bool:
    if stated.qualifier == "exact":
        unit = last_place(stated)
        return -unit / 2 <= exact - stated.value < unit
    if stated.qualifier == "about":
        return abs(exact - stated.value) <= max(Decimal(3), stated.value * ABOUT)
    if stated.qualifier == "at_least":
        return exact >= stated.value - Decimal("0.5")
    return exact <= stated.value + Decimal("0.5")


def together(parts: Sequence[Figure]) -> Figure:
    """One figure for several: their sum, with the interval that theirs give it."""
    if len(parts) == 1:
        return parts[0]
    lows, highs = [p.low for p in parts], [p.high for p in parts]
    steps = [p.step for p in parts if p.step is not None]
    exact = all(p.qualifier == "exact" for p in parts)
    return msgspec.structs.replace(
        parts[0],
        value=sum((p.value for p in parts), Decimal(0)),
        low=None if None in lows else sum((x for x in lows if x is not None), Decimal(0)),
        high=None if None in highs else sum((x for x in highs if x is not None), Decimal(0)),
        step=sum(steps, Decimal(0)) if steps else None,
        qualifier="exact" if exact else "about",
    )


def share_of(part: Figure, base: Figure) -> Decimal:
    """`part` as a percentage of `base`."""
    return part.value * _factor(part) * 100 / (base.value * _factor(base))


def _factor(figure: Figure) -> Decimal:
    return UNITS_OF_MONEY.get(figure.unit, Decimal(1))


def share_agrees(stated: Figure, part: Figure, base: Figure) -> bool:
    """Is `stated` (in %) the share that `part` is of `base`, whatever the words leave open?"""
    if not base.value:
        return False
    if (
        part.qualifier == "exact"
        and base.qualifier == "exact"
        and part.step is None
        and base.step is None
    ):
        share = share_of(part, base)
        return _matches(share / 100 if stated.unit == "倍" else share, stated)
    p, b = interval(part), interval(base)
    if b.low is None or b.low <= 0 or p.low is None or p.high is None or b.high is None:
        return True  # one side open: nothing to contradict
    low, high = p.low * 100 / b.high, p.high * 100 / b.low
    if stated.unit == "倍":
        low, high = low / 100, high / 100
    unit = last_place(stated)
    if stated.qualifier == "at_least":
        return high >= stated.value
    if stated.qualifier == "at_most":
        return low <= stated.value
    return low - unit <= stated.value <= high + unit / 2  # cut off, or rounded


def change_of(stated: Figure, now: Figure, before: Figure) -> Decimal:
    """The change from `before` to `now` in %, in times, or in the count's own unit, money in 元."""
    base = before.value * _factor(before)
    apart = now.value * _factor(now) - base
    if stated.unit == "%":
        return apart * 100 / base
    return apart / base if stated.unit == "倍" else apart


def _apart(now: Figure, before: Figure) -> Interval:
    """How far apart the two can be, whichever is the larger; both are closed intervals."""
    larger, smaller = (now, before) if now.value >= before.value else (before, now)
    a, b = interval(larger), interval(smaller)
    if a.low is None or a.high is None or b.low is None or b.high is None:
        return Interval(None, None)
    return Interval(a.low - b.high, a.high - b.low)


def _may_change_by(stated: Figure, now: Figure, before: Figure) -> bool | None:
    """Does some pair of counts that rounding gives `now` and `before` give the stated change?"""
    a, b = interval(now), interval(before)
    if a.low is None or a.high is None or b.low is None or b.high is None or b.low <= 0:
        return None
    factor = 100 if stated.unit == "%" else 1
    lowest, highest = (a.low / b.high - 1) * factor, (a.high / b.low - 1) * factor
    unit = last_place(stated)
    rises = now.value >= before.value
    least, most = (lowest, highest) if rises else (-highest, -lowest)
    below = stated.qualifier == "at_least" or least - unit <= stated.value  # 一成多 may be 13 %
    return below and (stated.qualifier == "at_most" or stated.value <= most + unit / 2)


def change_agrees(stated: Figure, now: Figure, before: Figure, falls: bool | None) -> bool | None:
    """Does the stated change hold? None where the operands are too open to tell."""
    if any(f.qualifier != "exact" for f in (now, before)):
        return None
    exact = change_of(stated, now, before)
    if falls is not None and exact and (exact < 0) != falls:
        return False
    size = abs(exact)
    if now.step is not None or before.step is not None:
        if stated.unit not in ("%", "倍"):
            return _apart(now, before).meets(interval(stated))
        return _may_change_by(stated, now, before)
    if stated.unit in ("%", "倍"):
        return _matches(size, stated)
    one = interval(stated)
    return one.meets(Interval(size, size))


def may_be_mistyped(value: Decimal, other: Decimal) -> bool:
    """Are the digits those of the other in another order, or all of them the same but one?

    >>> may_be_mistyped(Decimal(1560), Decimal(1650)), may_be_mistyped(Decimal(12), Decimal(13))
    (True, False)
    """
    one, two = str(value), str(other)
    if len(one) != len(two) or len(one) < 2:
        return False
    if sorted(one) == sorted(two):
        return True
    return len(one) > 2 and sum(a != b for a, b in zip(one, two, strict=True)) == 1
