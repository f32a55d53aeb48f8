"""The unit in which a table counts money: what its header or the line above it says."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.layout.values import UNITS

_MONEY = "|".join(sorted(UNITS.powers, key=len, reverse=True))
_TOLD = re.compile(
    rf"""单位\s*[:：]?\s*
         (?:[^\s）)|\d]{{1,4}}?[、,，/和])?  # the unit of the counts
         ({_MONEY})(?![\u4e00-\u9fff])""",
    re.VERBOSE,
)
"""`单位：元`, `单位：件、万元`."""
_BESIDE = re.compile(rf"\s*[（(]\s*(?:单位\s*[:：]?\s*)?({_MONEY})\s*[）)]")
"""What stands in brackets right behind a label: `（元）`."""
_OWN = re.compile(rf"(?:{_MONEY})\s*$")


def unit_told(text: str, start: int, label: int, end: int) -> str:
    """The unit of the amounts whose label ends at `label`; empty where none is told.

    What stands beside the label, else the last that the lines from `start` to `end` say.
    """
    beside = _BESIDE.match(text, label, end)
    if beside:
        return beside[1]
    told = _TOLD.findall(text, start, end)
    return told[-1] if told else ""


def power_between(told: str, form: str) -> int:
    """The power of ten that takes an amount in one unit to the other; 0 where either is unknown.

    >>> power_between("元", "万元"), power_between("亿元", "万元"), power_between("", "万元")
    (-4, 4, 0)
    """
    powers = UNITS.powers
    return powers[told] - powers[form] if told in powers and form in powers else 0


def has_own_unit(raw: str) -> bool:
    """Whether the amount is written with a unit, which then counts and not the header's."""
    return _OWN.search(raw) is not None


def shifted(value: Decimal, power: int) -> Decimal:
    """The value times a power of ten, exactly, without zeros that say nothing.

    >>> shifted(Decimal("1200"), -4), shifted(Decimal("0.35"), 4)
    (Decimal('0.12'), Decimal('3500'))
    """
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    exponent += power
    if exponent > 0:
        digits, exponent = (*digits, *[0] * exponent), 0
    while exponent < 0 and len(digits) > 1 and not digits[-1]:
        digits, exponent = digits[:-1], exponent + 1
    return Decimal((sign, digits, exponent)) if any(digits) else Decimal(0)
