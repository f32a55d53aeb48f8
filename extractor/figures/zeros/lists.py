"""None of several things at once (许可、处罚、强制三项均为零): they stand before, in a list.

A list is read only where each member of it is a thing of the tables: none is left out unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from extractor.figures.zeros.words import rows
from extractor.language.first import often_tried, swift

MAX_LISTS = 20
"""Lists of one sentence that are looked at."""
BEFORE_LIST = 8
"""How many characters before a list may say that its first word is no thing of its own."""
POWERS_REACH = 40
"""How far back of 两项均为零 the clause with the things begins, in characters."""

_THINGS = tuple((row["match"], row.get("indicator", "")) for row in rows()["thing"])
"""What may stand in such a list, and the indicator of each; none: it goes with the others."""
_ROWS = ("granted", "partial", "denied", "unavailable", "rejected", "other")
_OUTCOMES = frozenset(f"t3.{row}.total" for row in _ROWS)
"""What may become of an application: together they are all that were decided."""
_NOUN = r"(?:决定|措施|案件?|事项|业务|行为|数据|情形|情况|数量?|类)"
_NAMED = "|".join(words for words, _ in _THINGS)
_MEMBER = rf"(?:{_NAMED}){_NOUN}?"
_NONE = (
    r"(?:为零|是零|为空白?|空缺|空白|挂零|归零|阙如|全?无|[皆俱]无|没有|无发生|未(?:发生|出现|产生|安排|举办|召开|举行|开展|组织)|清零|无数据"
    r"|不产生数据|零)"
)
_TELLS = r"(?:[均都皆俱]|双双|同样|各季度均|全部|悉数|统统|一律|自然|也|亦)"
_CLOSES = r"(?=[。；;，,、）)]|$)"
_LIST = swift(
    rf"""
    (?<![、和与及或“])(?<![、和与及或](?:行政|政府|信息|公开|商业|社会)+)(?P<list>{_MEMBER}(?:(?:、|和|与|及|以及){_MEMBER})+)
    (?:等?(?:[两二三四五六][项者类栏个种])|各项|各栏)?
    (?:决定|业务|事项|案件|数据|数字|数量?|情况|行为|职能|结果|栏目)*
    (?:[，,]?(?:本|全)年(?:度)?|(?:[，,]|在)?[我本][局委乡镇办厅](?:成立以来)?|[，,](?:登记簿|台账|表格?)[上中]|[，,](?=全部|悉数|一律|[均皆都]))?
    (?P<t>{_TELLS}*{_NONE}){_CLOSES}
    """,
    re.VERBOSE,
)
"""许可、处罚、强制三项决定均无."""
_POINTS_BACK = swift(
    rf"""
    [，,；;](?:我[局委乡镇办厅]|本[局委乡镇办厅])?
    (?:[该这两]|上述|以上|前述|相关|对应的?)?(?P<n>[两二三四五六])?(?:[项者栏]|栏目|项目)
    (?:决定|业务|事项|数据|数字|数量?|情况|栏目)*
    (?P<t>{_TELLS}*{_NONE}){_CLOSES}
    """,
    re.VERBOSE,
)
"""不承担许可、强制职能，两项决定数均为零: none of the things of a list in the clause before."""
_POWERS = swift(
    rf"(?:不|无|没有)[^，。；、]{{0,10}}?(?P<list>{_MEMBER}(?:(?:、|和|与|及|以及){_MEMBER})+)(?:等)?(?:职[权能责]|权限?)$"
)
"""What it has no power of."""
_BEHIND = re.compile(
    rf"(?:任何|相关)?(?P<list>{_MEMBER}(?:(?:、|和|与|及|以及|或){_MEMBER})+)"
    r"(?:等?的?(?:情况|情形|事项|业务|案件|决定|行为|问题)){0,2}(?=[，,。；;\n]|$)"
)
"""无行政许可、行政处罚: what stands behind the word that says none."""
_SAID = often_tried(_NONE + _CLOSES)
"""What any of these statements ends with."""
_NUMERALS = "两二三四五六"
_EACH = tuple((swift(rf"(?:{words}){_NOUN}?"), indicator) for words, indicator in _THINGS)
_BETWEEN = swift(r"、|和|与|以及|及|或")
_LEFT_OPEN = swift(
    r"(?:经|因|对|就|于|不服|引起|引发|败诉|纠正|撤销|提起|申请|未|没有|无|有关(?!的$)|涉及|代办|办理|作出)[^，。；、]{0,6}$"
)
"""Before the list: its first word is no thing that is counted (未经复议)."""


class Listed(NamedTuple):
    """None of each of several things: `start..end` is the trigger, `begin` where the list is."""

    begin: int
    start: int
    end: int
    indicator: str


def none_of_lists(text: str, start: int, end: int) -> Iterator[Listed]:
    """The statements in `text[start:end]` that say none of each thing of a list.

    >>> text = "许可、处罚、强制三项决定均无。"
    >>> [(text[z.start : z.end], z.indicator) for z in none_of_lists(text, 0, len(text))]
    [('均无', 't2.licences.decisions+t2.penalties.decisions+t2.coercion.decisions')]
    """
    if _SAID.search(text, start, end) is None:
        return
    for m in islice(_LIST.finditer(text, start, end), MAX_LISTS):
        told = _sum_of(m["list"])
        if told is None:
            continue
        if _LEFT_OPEN.search(text, max(start, m.start() - BEFORE_LIST), m.start()):
            continue
        a, b = m.span("t")
        yield Listed(m.start(), a, b, told)
    for m in islice(_POINTS_BACK.finditer(text, start, end), MAX_LISTS):
        powers = _POWERS.search(text, max(start, m.start() - POWERS_REACH), m.start())
        every = None if powers is None else _sum_of(powers["list"])
        if every is None or (
            m["n"] and max(2, _NUMERALS.index(m["n"]) + 1) != every.count("+") + 1
        ):
            continue
        a, b = m.span("t")
        yield Listed(m.start(), a, b, every)


def listed_behind(text: str, at: int, end: int) -> str | None:
    """The sum of the things in the list that begins at `at` and is all that the clause says.

    >>> listed_behind("无行政许可、行政处罚事项。", 1, 13)
    't2.licences.decisions+t2.penalties.decisions'
    """
    m = _BEHIND.match(text, at, end)
    return None if m is None else _sum_of(m["list"])


def _sum_of(things: str) -> str | None:
    """The indicators of a list as one sum; None where one is unknown, or too few have any."""
    told = [_indicator(words) for words in _BETWEEN.split(things)]
    known = [t for t in told if t]
    if None in told or len(set(told)) < len(told):
        return None
    if set(known) >= _OUTCOMES:
        return "t3.total.total"
    return "+".join(known) if len(known) > 1 else None


def _indicator(words: str) -> str | None:
    return next((indicator for pattern, indicator in _EACH if pattern.fullmatch(words)), None)
