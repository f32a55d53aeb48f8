"""Years and dates as reports write them: 2024年, 二〇二四年, ２０２４ 年, with blanks anywhere."""

from __future__ import annotations

import regex

_ZERO = "0０〇零○OＯ"
_DIGIT = rf"[\d０-９{_ZERO}一二三四五六七八九]"
YEAR = rf"[2２二]\s?[{_ZERO}]\s?{_DIGIT}\s?{_DIGIT}"
"""A year of this century; `read_year` turns it into a number."""
_DAY = r"(?:\d{1,2}|[０-９]{1,2}|[一二三四五六七八九十〇]{1,3})"
DATE = regex.compile(rf"(?P<year>{YEAR})\s*年\s*(?P<month>{_DAY})\s*月\s*{_DAY}\s*日")
_FIRST = r"(?:[0０]?[1１]|一)"
_LAST_MONTH = r"(?:12|１２|十二)\s*月"
_LAST_DAY = rf"{_LAST_MONTH}\s*(?:31|３１|三十一)\s*日?"
PERIOD = regex.compile(
    rf"""(?P<year>{YEAR})\s*年\s*{_FIRST}\s*月\s*{_FIRST}\s*日\s*(?:起|开始)?\s*[,，]?\s*
         (?:[至到止\-－—–~～一]+|截[至止]到?)\s*(?:(?P<until>{YEAR})\s*年)?\s*{_LAST_DAY}""",
    regex.VERBOSE,
)
"""A statistics period: 2024年1月1日至2024年12月31日."""
UNTIL = regex.compile(
    rf"(?:数据|统计|信息)[^。\n]{{0,12}}截[至止]到?\s*(?P<year>{YEAR})\s*年\s*{_LAST_DAY}"
)
"""The end of one: 数据截至2024年12月31日."""

_VALUES = {c: str(i % 10) for i, c in enumerate("0123456789０１２３４５６７８９")}
_VALUES |= {c: str(i) for i, c in enumerate("〇一二三四五六七八九")}
_VALUES |= dict.fromkeys("零○OＯ", "0")


def read_year(raw: str | None) -> int | None:
    """A year as written; None where it is no year from 2000 to 2099.

    >>> read_year("二〇二四"), read_year("2 0 2 4"), read_year("1024")
    (2024, 2024, None)
    """
    digits = "".join(_VALUES.get(c, "") for c in raw or "")
    return int(digits) if len(digits) == 4 and digits.startswith("20") else None


def read_month(raw: str) -> int:
    """A month as written.

    >>> read_month("1"), read_month("十二"), read_month("１０")
    (1, 12, 10)
    """
    if "十" in raw:
        return 10 + int("".join(_VALUES.get(c, "") for c in raw.replace("十", "")) or "0")
    return int("".join(_VALUES.get(c, "") for c in raw) or "1")
