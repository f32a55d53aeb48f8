"""What stands in a cell: a number as written, nothing, a slash, a dash, or words."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib.resources import files

import msgspec

from extractor.records import CellState
from extractor.repair.masks import BLOT


class _Units(msgspec.Struct, frozen=True):
    counts: tuple[str, ...]
    money: tuple[str, ...]
    powers: dict[str, int]
    """Units of money and the power of ten of 元 that each is."""
    up: tuple[str, ...]
    down: tuple[str, ...]


_DATA = files("extractor.layout").joinpath("data", "units.json").read_bytes()
UNITS = msgspec.json.decode(_DATA, type=_Units)


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


_FOLD = str.maketrans("０１２３４５６７８９．，／", "0123456789.,/", "\u200b\ufeff")
"""Full-width digits and marks to their plain forms; what has no width is dropped."""

_NUMBER = re.compile(
    rf"""(?P<sign>{_any(UNITS.up + UNITS.down)})?\s*
         (?P<number>\d{{1,3}}(?:[,\s]\d{{3}})+(?:\.\d+)? | \d+(?:\.\d+)?)\s*
         (?P<unit>(?P<wan>万)?(?:{_any(UNITS.counts)})|{_any(UNITS.money)}|万)?""",
    re.VERBOSE,
)
_THOUSANDS = re.compile(r"[,\s]")
_DASH = re.compile(r"[-—–―─－_~～ ]+")
_SLASH = re.compile(r"[/\\／＼ ]+")
_BLOTTED = re.compile(rf"[{BLOT}+＋\-－增减加少]+(?:{_any(UNITS.counts + UNITS.money)})?")


def read_value(raw: str) -> tuple[CellState, Decimal | None]:
    """The state and the number of a cell.

    A sign may be written out, as the change columns of the 2019 form have it; a unit is
    passed over: `128件` is 128, `231.5万元` is 231.5.

    >>> read_value("减4"), read_value("1,234"), read_value("/")
    (('number', Decimal('-4')), ('number', Decimal('1234')), ('slash', None))
    """
    if raw.isdecimal() and raw.isascii():
        return "number", Decimal(raw)
    text = raw.translate(_FOLD).strip()
    if not text:
        return "blank", None
    if _DASH.fullmatch(text):
        return "dash", None
    if _SLASH.fullmatch(text):
        return "slash", None
    if BLOT in text and _BLOTTED.fullmatch(text):
        return "undecided", None
    found = _NUMBER.fullmatch(text)
    if found is None:
        return "text", None
    value = Decimal(_THOUSANDS.sub("", found["number"]))
    if found["sign"] in UNITS.down and value:
        value = -value
    if found["wan"] or found["unit"] == "万":
        value = (value * 10_000).normalize() + 0  # no trailing zeros, no exponent
    return "number", value
