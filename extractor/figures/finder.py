"""Finds the quantities of a sentence on its raw characters.

Reading map: `find_in` masks what is no figure (`patterns.masks`), runs the number pattern over
the rest, and `_figure` turns a match into value, interval, unit and qualifier or refuses it.
Zero statements without digits are in `zero.py`, kinds (share, change, stock) in `kinds.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.figures import patterns
from extractor.figures.bare import BARE_AFTER, BARE_BEFORE, counts_alone, may_count, with_rows
from extractor.figures.quantity import Quantity
from extractor.language.first import swift
from extractor.language.numerals import MAGNITUDES, parse_arabic, parse_chinese, step_of
from extractor.records import Qualifier

MAX_DIGITS = 15
"""Longer runs of digits are account numbers or damage, never a count."""
MAX_SEPARATORS = 6
"""Commas, blanks and a decimal point that may stand between them."""
MAX_NUMERALS = 12
"""Longer Chinese numerals are damage."""
BEFORE = 24
"""How many characters before digits tell whether they are a figure."""
BEFORE_NUMERAL = 30
"""The same for a Chinese numeral, which may be part of a quoted phrase."""
BEFORE_RANK = 14
"""The same for a rank."""
BEFORE_DURATION = 16
"""How many characters before a length of time say that it was measured; `AFTER_DURATION` behind."""
AFTER_DURATION = 4

_WORDS = patterns.words()

_PREFIX: dict[Qualifier, re.Pattern[str]] = {
    name: swift(p) for name, p in patterns.PREFIX_QUALIFIERS.items()
}
"""What an approximator before the number means."""
_PHRASE_BEFORE = re.compile(rf"{_WORDS['phrase_before']}$")
"""A Chinese numeral that is part of a phrase (每一, 逐一)."""
_PHRASE_BEFORE_DIGIT = re.compile(rf"{_WORDS['phrase_before_digit']}$")
_PHRASE_BEFORE_ONE = swift(rf"{_WORDS['phrase_before_one']}$")
_TORN_BEFORE = swift(r"\d[ \t]*\n\s*$")
"""Digits end the line before, perhaps of this number; `_TORN_BEHIND`: digits begin the next."""
_TORN_BEHIND = swift(r"[ \t]*\n\s*\d")
_LAST_EVENT = swift(rf"{_WORDS['event']}$")
"""Something happened so often (采纳建议两条)."""
_NAMED_ITEM = swift(r"(?:处理费|收费|复议|诉讼|结转|依申请公开)$")
"""收费一项: one of the things a report tells of, and none that was counted."""
_LEFT = swift(r"(?:剩下?|留下|[还只仅另]有|尚余)$")
"""剩下一件: what is left of those told before."""
_CASE = swift(rf"\s*{_WORDS['case']}")
"""Behind 一件: a case, and no 一件事."""
_CASE_UNITS = frozenset(["件", "起", "宗", "份"])
_ONE_OF_ITS_CLAUSE = {
    unit: swift(rf"(?<=[，,、；;：:—])一{unit}(?![事也都未没不])") for unit in _CASE_UNITS
}
_CLAUSE_BEFORE = swift(r"[，,、；;：:—）)]$|其中$|^\s*$")
_NONE_BEHIND = swift(r"[事里中也都未没]|书|式[一两]|申请(?:常|往往|涉及多|多)")
"""一件也没有."""
_SEVERAL_BEFORE = swift(
    r"[一二三四五六七八九两十\d](?:[件起宗份])[^，,。；;、（）\d]{0,14}(?:[，,][^，,。；;、（）\d]{1,10})?[，,、；;]$"
)
"""两件驳回、一件…"""
_BOUNDARY = swift(r"\s*(?:[，,。；;、）)！：:]|$|和|及|与|以及|共|均|已|并|的(?!时))")
"""The phrase ends behind the unit."""
_QUOTED = re.compile(r"[“‘\"「『《][^”’\"」』》]{0,30}$")
"""A quotation that is still open."""
_RANK_BEFORE = swift(rf"{_WORDS['ranked']}[\u4e00-\u9fff]{{0,6}}$")
"""排名全市第3; without it 第3 is an ordinal."""
_RANK = swift(r"第\s?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?P<unit>名|位)?")
"""A rank or an ordinal."""
_CLAUSE_MARK = swift(r"[，,；;]")


_BRACKET_OPENS = swift(r"[（(]\d")
_FILLED_IN = swift(
    rf"(?<=[\u4e00-\u9fff](?<!第))[（(](?P<n>\d[\d,，.]*)[)）](?=(?:余|多)?\s?{patterns.units().pattern})"
)
"""共（29）件: a form was filled in; the brackets are no aside, and part of the figure."""


def without_filled_brackets(text: str) -> str:
    """`text` with blanks for the brackets of numbers that were filled into a form; same length.

    >>> without_filled_brackets("共（29）件")
    '共 29 件'
    """
    return str(_FILLED_IN.sub(r" \g<n> ", text)) if _BRACKET_OPENS.search(text) else text


def find_in(
    text: str, start: int = 0, end: int | None = None, opened: str | None = None
) -> list[Quantity]:
    """The quantities in `text[start:end]`, offsets into `text`.

    `opened` is `without_filled_brackets(text)`, for who asks sentence by sentence.

    >>> [(q.value, q.unit, q.qualifier) for q in find_in("全年公开1.3万余条，占近三成")]
    [(Decimal('13000'), '条', 'at_least'), (Decimal('30'), '%', 'at_most')]
    """
    end = len(text) if end is None else end
    if not patterns.NUMERAL.search(text, start, end):
        return []
    raw, text = text, without_filled_brackets(text) if opened is None else opened
    out: list[Quantity] = []
    holes = [m.span() for m in patterns.masks().finditer(text, start, end)]
    if text.find("第", start, end) >= 0:
        out.extend(_ranks(text, start, end))
    pattern = patterns.number()
    for lo, hi in _free(start, end, holes):
        for m in pattern.finditer(text, lo, hi):
            found = _figure(m, text, start, end)
            if found is not None:
                before = slice(max(0, found.start - 1), found.start)
                filled_in = raw[before] != text[before]
                out.append(found._replace(start=before.start) if filled_in else found)
    out.sort(key=lambda q: q.start)
    return with_rows(text, start, out)


def _free(start: int, end: int, holes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for lo, hi in holes:
        if lo > start:
            yield start, lo
        start = max(start, hi)
    if start < end:
        yield start, end


def _ranks(text: str, start: int, end: int) -> Iterator[Quantity]:
    for m in _RANK.finditer(text, start, end):
        if not _RANK_BEFORE.search(text[max(start, m.start() - BEFORE_RANK) : m.start()]):
            continue
        if m.group("unit") is None and not BARE_AFTER.match(text, m.end(), end):
            continue
        n = m.group("n")
        value = Decimal(n) if n.isdigit() else parse_chinese(n)
        if value is not None:
            yield Quantity(
                m.start(), m.end(), value, value, value, m.group("unit") or "", "exact", None, True
            )


def _figure(m: re.Match[str], text: str, start: int, end: int) -> Quantity | None:
    unit, fraction, half, raw, arabic = m.group("unit", "fraction", "half", "tenths", "arabic")
    if fraction:
        return _percent(m, _with_point(m.group("of_hundred")), bool(m.group("fraction_more")))
    if half:
        return _percent(m, Decimal(50), bool(m.group("half_more")))
    if raw:
        if _QUOTED.search(text[max(start, m.start() - BEFORE_NUMERAL) : m.start()]):
            return None
        tenths = parse_chinese(raw) if not raw.isdigit() else Decimal(raw)
        if tenths is None:
            return None
        units = parse_chinese(m.group("tenths_unit")) if m.group("tenths_unit") else None
        value = tenths * 10 + (5 if m.group("tenths_half") else units or 0)
        return _percent(m, value, bool(m.group("tenths_more") or m.group("tenths_post")))
    unit = (unit or "").strip()
    read = _arabic if arabic else _chinese
    return read(m, unit, text, start, end)


def _with_point(raw: str) -> Decimal | None:
    whole, _, part = raw.partition("点")
    if part:
        head, tail = parse_chinese(whole), parse_chinese(part)
        return None if head is None or tail is None else Decimal(f"{head}.{tail}")
    if raw == "百":
        return Decimal(100)
    return parse_chinese(raw) if not raw[0].isascii() else parse_arabic(raw)


def _percent(m: re.Match[str], value: Decimal | None, more: bool) -> Quantity | None:
    if value is None:
        return None
    return _bounded(m, value, "%", more, None)


def _is_rest(before: str) -> bool:
    """Is what follows the rest of a longer number?"""
    last = before.removesuffix("\n")[-1:]
    return last == "." or last.isdecimal()


def _arabic(m: re.Match[str], unit: str, text: str, start: int, end: int) -> Quantity | None:
    raw, prefix, power, plus = m.group("arabic", "prefix", "magnitude", "plus")
    value = parse_arabic(raw)
    if value is None or len(raw) > MAX_DIGITS + MAX_SEPARATORS:
        return None
    at, behind = m.span()
    before = text[max(start, at - BEFORE) : at]
    if _is_rest(before) or (text[behind : behind + 1] in ("%", "％") and not unit):
        return None
    if text[at - 1 : at].isspace() and _TORN_BEFORE.search(text, max(0, at - BEFORE), at):
        return None
    if not unit and text[behind : behind + 1].isspace() and _TORN_BEHIND.match(text, behind):
        return None
    counts = True
    if not unit and not power and not plus:
        if "\n" in raw:
            return None
        if prefix or (value >= 10 and any(m.group("more", "more2", "more3"))):
            counts = BARE_AFTER.match(text, behind, end) is not None
        else:
            counts = counts_alone(raw, text, behind, before, end)
        if not counts and (prefix or not may_count(raw, text, behind, before, end)):
            return None
    if unit in patterns.units().durations and not _measured(m, text, start, end):
        return None
    magnitude = _magnitude(power) if power else 1
    if power:
        value *= magnitude
    step = step_of(raw, magnitude) if magnitude >= 10000 else None
    if m.group("range"):
        return _range(m, value, magnitude, unit)
    more = any(m.group("more", "more2", "more3", "plus", "plus2"))
    return _bounded(m, value, unit, more, step, counts=counts)


def _chinese(m: re.Match[str], unit: str, text: str, start: int, end: int) -> Quantity | None:
    raw = m.group("chinese")
    if len(raw) > MAX_NUMERALS or m.group("range") or (raw == "十" and unit == "分"):
        return None  # 十分集中
    before = text[max(start, m.start() - BEFORE_NUMERAL) : m.start()]
    if _PHRASE_BEFORE.search(before) or _QUOTED.search(before):
        return None
    inexact = any(m.group("more", "more2", "more3", "several"))
    only_power = all(c in "十百千万亿" for c in raw)
    if only_power and raw != "十" and not (inexact or m.group("prefix") or before.endswith("达")):
        return None
    value = _with_point("一" + raw if only_power else raw)
    if value is None:
        return None
    value *= _magnitude(m.group("magnitude"))
    if (value < 10 and _PHRASE_BEFORE_DIGIT.search(before)) or (
        value == 1 and _PHRASE_BEFORE_ONE.search(before)
    ):
        return None
    if unit:
        counted = _numeral_counts(m, value, unit, before, text, start, end)
    else:
        announced = m.group("several") or m.group("prefix") or BARE_BEFORE.search(before)
        ends = BARE_AFTER.match(text, m.end(), end)
        least = 100 if m.group("prefix") else 1000
        counted = bool((only_power or value >= least) and announced and ends) or bool(
            value >= 10000 and inexact and not m.group("several")
        )
    return _bounded(m, value, unit, inexact, None) if counted else None


def _numeral_counts(
    m: re.Match[str],
    value: Decimal,
    unit: str,
    before: str,
    text: str,
    start: int,
    end: int,
) -> bool:
    """Is a Chinese numeral with a unit a figure, or part of a phrase or a deadline?"""
    if unit in patterns.units().durations and not _measured(m, text, start, end):
        return False
    if m.group("chinese")[0] in patterns.FORMAL or "点" in m.group("chinese"):
        return True
    if value < 10 and not m.group("prefix"):
        small = _small_counts(value, unit, before, text, m.end(), end)
        if value == 1 and not small and unit in _CASE_UNITS:
            small = _one_of_several(m, unit, before, text, start, end)
        if value == 1 and unit == "类":
            return False  # 最多的一类, 其他处理一类共7件
        if m.group("chinese") == "二":  # 确认的二件: written out, and no 二是
            return unit in _CASE_UNITS and _BOUNDARY.match(text, m.end(), end) is not None
        return small
    if value == 10 and unit in ("个", "类", "种"):  # 十个方面, 十类事项
        inexact = any(m.group("more", "more2", "more3", "several"))
        return inexact or _BOUNDARY.match(text, m.end(), end) is not None
    return True


def _small_counts(value: Decimal, unit: str, before: str, text: str, after: int, end: int) -> bool:
    """Is a numeral from one to nine a count, or part of a phrase (三项制度, 一件事)?"""
    known = patterns.units()
    final = bool(_BOUNDARY.match(text, after, end))
    if unit in ("元", "万元", "%", "％", "倍", "亿元"):
        return True
    if value == 1:
        if unit == "项" and _NAMED_ITEM.search(before):
            return False
        if unit in _CASE_UNITS and before[-1:] in ("（", "(") and text[after : after + 1] in "）)":
            return True  # 国家秘密（一件）
        if (
            unit in _CASE_UNITS
            and _LEFT.search(before)
            and not _NONE_BEHIND.match(text, after, end)
        ):
            return True
        if unit in known.strong and _CASE.match(text, after, end):
            return True
        return final and bool(_LAST_EVENT.search(before)) and unit in (known.strong | known.final)
    if unit in known.strong:
        return True
    return unit in known.final and final and bool(_LAST_EVENT.search(before))


def _one_of_several(
    m: re.Match[str], unit: str, before: str, text: str, start: int, end: int
) -> bool:
    """2件申请，一件询问…，一件索要…; 两件驳回、一件撤诉: is one of several cases told apart?"""
    if _NONE_BEHIND.match(text, m.end(), end) or not _CLAUSE_BEFORE.search(before):
        return False
    if before.endswith("其中") or _SEVERAL_BEFORE.search(before):
        return True
    others = _ONE_OF_ITS_CLAUSE[unit].finditer(text, start, end)
    return any(o.start() != m.start("chinese") for o in others)


def _magnitude(raw: str | None) -> int:
    if not raw:
        return 1
    return 10000 if raw in "Ww" else MAGNITUDES[raw]


def _measured(m: re.Match[str], text: str, start: int, end: int) -> bool:
    """Does the clause measure a length of time (平均用时3天)? Else it is a rule or a deadline."""
    before = _CLAUSE_MARK.split(text[max(start, m.start() - BEFORE_DURATION) : m.start()])[-1]
    behind = text[m.start() : min(end, m.end() + AFTER_DURATION)]
    return bool(patterns.units().measured.search(before + behind))


def _range(m: re.Match[str], low: Decimal, magnitude: int, unit: str) -> Quantity | None:
    high = parse_arabic(m.group("upper"))
    if high is None:
        return None
    high *= magnitude
    if high < low:
        return None
    return Quantity(m.start(), m.end(), low, low, high, unit, "exact", None)


def _bounded(
    m: re.Match[str],
    value: Decimal,
    unit: str,
    more: bool,
    step: Decimal | None,
    *,
    counts: bool = True,
) -> Quantity:
    """The quantity with the interval that its approximators leave; `more`: 余, 多, 几 or +."""
    found, prefix, post = m.group(0, "prefix", "post")
    prefix, post = prefix.strip(), (post or "").strip()
    start, end = m.span()
    qualifier: Qualifier = "exact"
    if post in ("左右", "上下"):
        qualifier = "about"
    elif post in ("以内", "以下"):
        qualifier = "at_most"
    elif more or post:
        qualifier = "at_least"
    if prefix:
        for name, pattern in _PREFIX.items():
            if pattern.search(prefix) and not (name == "about" and qualifier != "exact"):
                qualifier = name
    if value == value.to_integral_value():
        value = value.quantize(Decimal(1))
    low = None if qualifier == "at_most" else value
    high = None if qualifier == "at_least" else value
    end -= len(found) - len(found.rstrip())
    unit = "%" if unit == "％" else unit
    return Quantity(start, end, value, low, high, unit, qualifier, step, counts=counts)
