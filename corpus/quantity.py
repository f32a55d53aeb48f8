"""What the words of one quantity say: `1.3万余条`, `近三成`, `约200件`, `三十五件`.

Gold: shares no code with `extractor`, so that a fault there cannot hide here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}

# Words before and behind a number that bend it. Longest first.
_BEFORE = {
    "不低于": "at_least", "不少于": "at_least", "至少": "at_least", "超过": "at_least",
    "多于": "at_least", "超": "at_least", "逾": "at_least", "上": "at_least", "突破": "at_least",
    "不超过": "at_most", "不足": "at_most", "不到": "at_most", "将近": "at_most",
    "接近": "at_most", "近": "at_most", "至多": "at_most", "少于": "at_most", "低于": "at_most",
    "大约": "about", "大概": "about", "约": "about", "共": "", "达": "", "第": "",
}  # fmt: skip
_BEHIND = {
    "左右": "about", "上下": "about", "以上": "at_least", "有余": "at_least",
    "以内": "at_most", "以下": "at_most",
}  # fmt: skip

_NUMBER = re.compile(
    r"""(?P<arabic>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<more1>[余多]?)
        (?P<scale>[百千]?[万亿]?)(?P<more2>[余多来]?)(?P<unit>.*)""",
    re.X | re.S,
)
_CHINESE = re.compile(
    r"(?P<some>[数几])?(?P<han>[零〇○一二两三四五六七八九十百千万亿]+)(?P<more>[余多来几]?)(?P<unit>.*)",
    re.S,
)


class MarkupError(ValueError):
    """A mark that cannot be understood; `offset` points into the marked text."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True)
class Quantity:
    """What a quantity's words say. `step` is what its last told digit is worth."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: str
    step: Decimal


def chinese_numeral(text: str) -> int:
    """`一千二百零三` -> 1203. Raises MarkupError for colloquial or odd forms (`三百二`)."""
    total, section, digit, seen_zero, last = 0, 0, -1, False, 10**9
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    for c in text:
        if c in _DIGITS:
            if digit > 0:
                raise MarkupError(f"cannot read numeral {text!r}: give v=")
            digit = _DIGITS[c]
            seen_zero = seen_zero or digit == 0
        elif c in _SCALES:
            last = _SCALES[c]
            section += (digit if digit > 0 else 1) * last
            digit, seen_zero = -1, False
        else:
            section += max(digit, 0)
            unit = _MYRIADS[c]
            last = unit
            total = (total + section) * unit if unit > total > 0 else total + (section or 1) * unit
            section, digit, seen_zero = 0, -1, False
    if digit > 0 and last > 10 and last < 10**9 and not seen_zero:
        raise MarkupError(f"colloquial numeral {text!r}: give v=")
    return total + section + max(digit, 0)


def read_quantity(text: str) -> Quantity | None:
    """Derives what plain words say; None where they hold no number (a zero word).

    Covers Arabic numbers with separators, 万/亿/千/百, Chinese numerals, 成, 百分之, 半数 and
    the approximators of docs/output.md. Anything else raises MarkupError: the annotator says it.
    """
    s, qualifier = _bend(re.sub(r"\s+", "", text.translate(_FULL_WIDTH)))
    if s in ("半数", "一半", "半", "过半", "过半数"):
        return finish(Decimal(50), "%", "at_least" if s[0] == "过" else qualifier, Decimal(1))
    if s.startswith("百分之"):
        inner = read_quantity(s[3:])
        if inner is None:
            raise MarkupError(f"cannot read {text!r}: give v= and u=")
        return finish(inner.value, "%", qualifier, inner.step)
    if m := _NUMBER.fullmatch(s):
        value, step, unit, more = _arabic(m, text)
    elif m := _CHINESE.fullmatch(s):
        value, step, unit, more = _han(m, text)
        if value == 0:
            qualifier = "zero"
    else:
        return None
    if unit.startswith("成"):
        value, step, tail_more = _tenths(value, unit[1:], text)
        unit, more = "%", more or tail_more
    return finish(value, unit, "at_least" if more else qualifier, step)


def _bend(s: str) -> tuple[str, str]:
    """Takes the approximators off both ends -> (the rest, qualifier)."""
    qualifier = "exact"
    for word in sorted(_BEFORE, key=len, reverse=True):
        if s.startswith(word) and len(s) > len(word):
            s, qualifier = s[len(word) :], _BEFORE[word] or qualifier
            break
    for word in sorted(_BEHIND, key=len, reverse=True):
        if s.endswith(word):
            return s[: -len(word)], _BEHIND[word]
    return s, qualifier


def _arabic(m: re.Match[str], text: str) -> tuple[Decimal, Decimal, str, str]:
    """(value, step, unit, the 余/多 that was there or "")."""
    digits, scale, unit = m["arabic"].replace(",", ""), m["scale"], m["unit"]
    if re.match(r"[-~—–\d.,]", unit) or re.search(r"\d", unit):
        raise MarkupError(f"more than one number in {text!r}: give v=, lo=, hi= and u=")
    if scale.endswith("万") and unit.startswith("元") and not m["more2"]:
        scale, unit = scale[:-1], "万" + unit
    factor = 1
    for c in scale:
        factor *= _SCALES.get(c) or _MYRIADS[c]
    step = Decimal(1).scaleb(-len(digits.partition(".")[2])) * factor
    return Decimal(digits) * factor, step, unit, m["more1"] or m["more2"]


def _han(m: re.Match[str], text: str) -> tuple[Decimal, Decimal, str, str]:
    """As `_arabic`, for a Chinese numeral."""
    han, unit = m["han"], m["unit"]
    if han.endswith("万") and unit.startswith("元") and not m["more"]:
        han, unit = han[:-1], "万" + unit
    if re.search(r"[0-9零一二两三四五六七八九十百千万亿]", unit[:1]):
        raise MarkupError(f"cannot read {text!r}: give v= and u=")
    # 三万件 is told to the myriad; 三百件 is taken as exact, as people say it of small counts.
    step = _MYRIADS[han[-1]] if han[-1] in _MYRIADS and len(han) > 1 else 1
    return Decimal(chinese_numeral(han)), Decimal(step), unit, m["more"] or m["some"] or ""


def _tenths(value: Decimal, tail: str, text: str) -> tuple[Decimal, Decimal, str]:
    """三成, 三成半, 八成五 -> (per cent, step, more)."""
    if tail in _DIGITS:
        return value * 10 + _DIGITS[tail], Decimal(1), ""
    if tail == "半":
        return value * 10 + 5, Decimal(5), ""
    if tail in ("", "多", "余"):
        return value * 10, Decimal(10), tail
    raise MarkupError(f"cannot read {text!r}: give v= and u=")


def finish(value: Decimal, unit: str, qualifier: str, step: Decimal) -> Quantity:
    """The interval that the qualifier gives the value."""
    low = None if qualifier == "at_most" else value
    high = None if qualifier == "at_least" else value
    return Quantity(value, low, high, unit, qualifier, step)
