"""How findings put numbers into words: one Chinese sentence that can be pasted as it is."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def number(value: Decimal) -> str:
    """A number as a reviewer writes it: no exponent, no trailing zeros.

    >>> number(Decimal("25239.90")), number(Decimal("1E+4"))
    ('25239.9', '10000')
    """
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def plus(*parts: tuple[str, Decimal], unit: str = "件") -> str:
    """Named numbers as a sum.

    >>> plus(("本年新收", Decimal(103)), ("上年结转", Decimal(6)))
    '本年新收103件＋上年结转6件'
    """
    return "＋".join(f"{name}{number(value)}{unit}" for name, value in parts)


def points(unit: str) -> str:
    """The unit of the difference between two numbers of that unit.

    >>> points("%"), points("件")
    ('个百分点', '件')
    """
    return "个百分点" if unit == "%" else unit


def terms(parts: Iterable[tuple[str, Decimal]]) -> str:
    """The parts of a long sum that are not zero, without units.

    >>> terms([("予以公开", Decimal(5)), ("部分公开", Decimal(0)), ("其他", Decimal(2))])
    '予以公开5＋其他2'
    """
    return "＋".join(f"{name}{number(value)}" for name, value in parts if value)


def listing(names: Iterable[str], unit: str, limit: int = 6) -> str:
    """Names for a sentence with their number, the first `limit` of them spelled out.

    >>> listing(["甲", "乙", "丙"], "行", limit=2), listing(["甲"], "行")
    ('“甲”“乙”等3行', '“甲”1行')
    """
    known = list(names)
    shown = "".join(f"“{n.replace('“', '‘').replace('”', '’')}”" for n in known[:limit])
    return f"{shown}{'等' if len(known) > limit else ''}{len(known)}{unit}"


TABLE_NAMES = {"t2": "表二", "t3": "表三", "t4": "表四", "s": "统计表"}
"""The statutory tables, named after the section that holds them; that of 2014 is an annex."""
