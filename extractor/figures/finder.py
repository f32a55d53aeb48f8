"""Finds the quantities of a sentence on its raw characters.

Reading map: `find_in` masks what is no figure (`patterns.masks`), runs the number pattern over
the rest, and `_figure` turns a match into value, interval, unit and qualifier or refuses it.
Zero statements without digits are in `zero.py`, kinds (share, change, stock) in `kinds.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import regex

from extractor.figures import patterns
from extractor.language.numerals import MAGNITUDES, parse_arabic, parse_chinese, step_of
from extractor.records import Qualifier

MAX_DIGITS = 15
"""Longer runs of digits are account numbers or damage, never a count."""

_PREFIX = {name: regex.compile(p) for name, p in patterns.PREFIX_QUALIFIERS.items()}
_BARE_BEFORE = regex.compile(
    r"(?:[为是达共计至约近超]|总数|总量|数量|条数|件数|人数|人次|次数|场次|篇数|期数|户数|维持|纠正|其他(?:结果)?|未?审结|复议|诉讼|起诉|申请|"
    r"收件|新收|受理|废止|现行有效|有效|无法提供|不予处理|其他处理|总计|合计|自然人|组织|企业|机构|总金额|收费|填|结转|结转(?:至|到|入)?下(?:一)?年(?:度)?|办结|答复|(?:予以|部分|不予|主动)公开|规章|文件|许可|处罚|强制)[到了有]?\s*(?:[:：]|——|—)?\s*$"
    r"|(?:[量数额计][:：])\s*$"
)
_BARE_AFTER = regex.compile(r"\s*(?:[，,。；;、）)（(！]|$)")
_PHRASE_BEFORE = regex.compile(
    r"(?:第|每[\u4e00-\u9fff]{0,3}|逐|之|某|这|那|哪|此|任|另|同|统|单|唯|更进|更上|新)$"
)
_NO_RANGE_BEFORE = regex.compile(r"[\d.]$")
_LAST_EVENT = regex.compile(
    r"(?:收到|新收|受理|接到|接收|办结|答复|结转|发生|共|仅|了|有|为|达|计|班|会|申请|案件|[\u4e00-\u9fff]{2})$"
)
_CASE = regex.compile(r"\s*(?:依申请|申请|行政|复议|诉讼|案|政府信息|信息公开|因|属于|属|未|已)")
_BOUNDARY = regex.compile(r"\s*(?:[，,。；;、）)！：:]|$|和|及|与|以及|共|均|已|并|的(?!时))")
_QUOTED = regex.compile(r"[“‘\"「『《][^”’\"」』》]{0,30}$")
_RANK_BEFORE = regex.compile(
    r"(?:排名|排|列|位列|名列|位居|居|获|并列|跃居|升至)[\u4e00-\u9fff]{0,6}$"
)
_RANK = regex.compile(r"第\s?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})\s?(?P<unit>名|位)?")


class Quantity(NamedTuple):
    """A number of the text, before anything is known of what it states."""

    start: int
    end: int
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier
    step: Decimal | None
    is_rank: bool = False


def find_in(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """The quantities in `text[start:end]`, offsets into `text`.

    >>> [(q.value, q.unit, q.qualifier) for q in find_in("全年公开1.3万余条，占近三成")]
    [(Decimal('13000'), '条', 'at_least'), (Decimal('30'), '%', 'at_most')]
    """
    end = len(text) if end is None else end
    out: list[Quantity] = []
    holes = [m.span() for m in patterns.masks().finditer(text, start, end)]
    out.extend(_ranks(text, start, end))
    pattern = patterns.number()
    for lo, hi in _free(start, end, holes):
        for m in pattern.finditer(text, lo, hi):
            found = _figure(m, text, start, end)
            if found is not None:
                out.append(found)
    out.sort(key=lambda q: q.start)
    return out


def _free(start: int, end: int, holes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for lo, hi in holes:
        if lo > start:
            yield start, lo
        start = max(start, hi)
    if start < end:
        yield start, end


def _ranks(text: str, start: int, end: int) -> Iterator[Quantity]:
    for m in _RANK.finditer(text, start, end):
        if not _RANK_BEFORE.search(text[max(start, m.start() - 14) : m.start()]):
            continue
        if m.group("unit") is None and not _BARE_AFTER.match(text, m.end(), end):
            continue
        n = m.group("n")
        value = Decimal(n) if n.isdigit() else parse_chinese(n)
        if value is not None:
            yield Quantity(
                m.start(), m.end(), value, value, value, m.group("unit") or "", "exact", None, True
            )


def _figure(m: regex.Match[str], text: str, start: int, end: int) -> Quantity | None:
    unit = (m.group("unit") or "").strip()
    if m.group("fraction"):
        return _percent(m, _of_hundred(m.group("of_hundred")), bool(m.group("fraction_more")))
    if m.group("tenths"):
        if _QUOTED.search(text[max(start, m.start() - 30) : m.start()]):
            return None
        raw = m.group("tenths")
        tenths = parse_chinese(raw) if not raw.isdigit() else Decimal(raw)
        if tenths is None:
            return None
        units = parse_chinese(m.group("tenths_unit")) if m.group("tenths_unit") else None
        value = tenths * 10 + (5 if m.group("tenths_half") else units or 0)
        return _percent(m, value, bool(m.group("tenths_more") or m.group("tenths_post")))
    if m.group("arabic"):
        return _arabic(m, unit, text, start, end)
    return _chinese(m, unit, text, start, end)


def _of_hundred(raw: str) -> Decimal | None:
    whole, _, part = raw.partition("点")
    if part:
        head, tail = parse_chinese(whole), parse_chinese(part)
        return None if head is None or tail is None else Decimal(f"{head}.{tail}")
    if raw == "百":
        return Decimal(100)
    return parse_chinese(raw) if not raw[0].isascii() else parse_arabic(raw)


def _percent(m: regex.Match[str], value: Decimal | None, more: bool) -> Quantity | None:
    if value is None:
        return None
    return _bounded(m, value, "%", more, None)


def _arabic(m: regex.Match[str], unit: str, text: str, start: int, end: int) -> Quantity | None:
    raw = m.group("arabic")
    value = parse_arabic(raw)
    if value is None or len(raw) > MAX_DIGITS + 6:
        return None
    before = text[max(start, m.start() - 24) : m.start()]
    if _NO_RANGE_BEFORE.search(before) or (text[m.end() : m.end() + 1] in "%％" and not unit):
        return None
    magnitude = _magnitude(m)
    if not unit and not m.group("magnitude") and not m.group("plus"):
        has_prefix = bool(m.group("prefix"))
        if not _BARE_AFTER.match(text, m.end(), end) or not (
            has_prefix or _BARE_BEFORE.search(before)
        ):
            return None
        if "\n" in raw:
            return None
    if unit in patterns.units().durations and not _measured(m, text, start, end):
        return None
    value *= magnitude
    step = step_of(raw, magnitude) if magnitude >= 10000 else None
    if m.group("range"):
        return _range(m, value, magnitude, unit)
    more = bool(
        m.group("more")
        or m.group("more2")
        or m.group("more3")
        or m.group("plus")
        or m.group("plus2")
    )
    return _bounded(m, value, unit, more, step)


def _chinese(m: regex.Match[str], unit: str, text: str, start: int, end: int) -> Quantity | None:
    raw = m.group("chinese")
    if len(raw) > 12 or m.group("range"):
        return None
    before = text[max(start, m.start() - 30) : m.start()]
    if _PHRASE_BEFORE.search(before) or _QUOTED.search(before):
        return None
    more = bool(m.group("more") or m.group("more2") or m.group("more3"))
    several = bool(m.group("several"))
    only_power = all(c in "十百千万亿" for c in raw)
    if raw == "十" and unit == "分":
        return None  # 十分集中
    if only_power and raw != "十" and not (several or more or m.group("prefix")):
        return None
    value = parse_chinese("一" + raw if only_power else raw)
    if value is None:
        return None
    value *= _magnitude(m)
    known = patterns.units()
    if not unit:
        if not (only_power or value >= 1000) or not (
            several or m.group("prefix") or _BARE_BEFORE.search(before)
        ):
            return None
        if not _BARE_AFTER.match(text, m.end(), end):
            return None
    if unit in known.durations and not _measured(m, text, start, end):
        return None
    if value < 10 and unit and not m.group("prefix"):
        if raw == "二" or not _small_counts(value, unit, before, text, m.end(), end):
            return None
    if (
        value >= 10
        and unit in ("个", "类", "种")
        and not (several or more)
        and not _BOUNDARY.match(text, m.end(), end)
        and value <= 10
    ):
        return None
    return _bounded(m, value, unit, more or several, None)


def _small_counts(value: Decimal, unit: str, before: str, text: str, after: int, end: int) -> bool:
    """Is a numeral from one to nine a count, or part of a phrase (三项制度, 一件事)?"""
    known = patterns.units()
    final = bool(_BOUNDARY.match(text, after, end))
    if unit in ("元", "万元", "%", "％", "倍", "亿元"):
        return True
    if value == 1:
        if unit in known.strong and _CASE.match(text, after, end):
            return True
        return final and bool(_LAST_EVENT.search(before)) and unit in (known.strong | known.final)
    if unit in known.strong:
        return True
    return unit in known.final and final and bool(_LAST_EVENT.search(before))


def _magnitude(m: regex.Match[str]) -> int:
    raw = m.group("magnitude")
    if not raw:
        return 1
    return 10000 if raw in "Ww" else MAGNITUDES[raw]


def _measured(m: regex.Match[str], text: str, start: int, end: int) -> bool:
    before = regex.split(r"[，,；;]", text[max(start, m.start() - 16) : m.start()])[-1]
    return bool(patterns.units().measured.search(before + text[m.start() : min(end, m.end() + 4)]))


def _range(m: regex.Match[str], low: Decimal, magnitude: int, unit: str) -> Quantity | None:
    high = parse_arabic(m.group("upper"))
    if high is None:
        return None
    high *= magnitude
    if high < low:
        return None
    return Quantity(m.start(), m.end(), low, low, high, unit, "exact", None)


def _bounded(
    m: regex.Match[str], value: Decimal, unit: str, more: bool, step: Decimal | None
) -> Quantity:
    prefix, post = m.group("prefix").strip(), (m.group("post") or "").strip()
    start = m.start()
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
                qualifier = name  # type: ignore[assignment]
    if value == value.to_integral_value():
        value = value.quantize(Decimal(1))
    low = None if qualifier == "at_most" else value
    high = None if qualifier == "at_least" else value
    end = m.end() - (len(m.group()) - len(m.group().rstrip()))
    return Quantity(start, end, value, low, high, "%" if unit == "％" else unit, qualifier, step)
