"""Numbers told in turn: `A、B分别为1件、2件`, and one number a year or a body.

Each number is handed its own noun, its place in the row and the year that it is of.
"""

from __future__ import annotations

import re

import regex

from extractor.indicators.cues import table
from extractor.indicators.frames import COUNTED, JOINTS, Frame
from extractor.indicators.phrases import RESPECTIVE

EACH = 5
"""网站、微信各发5条、2条: 各 and a verb are no longer."""
_ITEM_SPLIT = regex.compile(r"[、和与及]|以及|，")
_SPAN = regex.compile(
    r"(?P<first>20\d\d)年?(?:至|到|—|-)(?P<last>20\d\d)年"
    r"|自(?P<first>20\d\d)年[^，。；\d]{1,12}至(?P<last>20\d\d)年"
)
_YEAR = regex.compile(r"(20\d\d)(?:年|(?=、20\d\d))")
_IN_YEARS = regex.compile(r"[二两三四五]年(?:分别|依次|各)?(?:为|是)?$")
"""三年为: one number a year, and the years stand before."""
_YEARS = regex.compile(r"近(?P<n>[两二三四五])年|(?P<n>[两二三四五])年(?:来)?(?:申请|分别|依次)")
"""近三年分别为: as many numbers, one a year."""
_SINCE_YEAR = regex.compile(
    r"自(?P<first>20\d\d)年(?:度)?[^，。；]{0,8}(?:以来|起)[^。；]{0,16}(?:年[发公收受办]|历年|逐年|每年|年度)"
)
"""自2019年以来年发布量依次为: one number a year, the last of the report's own."""
_TREND = regex.compile(
    r"(?P<n>[两二三四五])年(?:来|间)?(?:走势|数据|变化)?(?:分别|依次)?(?:为|是)?$"
)
_BY_YEARS = regex.compile(r"逐年|历年|[两二三四五]年|同期")
"""Before a row of numbers: one a year."""
_HEAD = (
    r"(?:本年|当年)?(?:新收|收到|受理|登记|收件|办结|答复|在办|未办结)"
    r"|(?:上年|年初)?结转(?:(?:至|到)?下年度?|上年度?)?"
)
_HEADS = regex.compile(rf"(?:{_HEAD})(?:(?:[、和与及]|以及)(?:{_HEAD}))+")
"""Rows of table 3 that stand together before the numbers of several bodies or years."""
_AND = regex.compile(r"[、和与及]|以及")
_NO_HEAD = regex.compile(
    r"[\s，,；;：:]*[^，。；：\d]{0,10}?(?:(?:19|20)\d\d年(?:度)?)?(?:则|各|分别)?(?:为|是)\s*"
)
"""What may stand before the first of such numbers: a body, a year."""
_ALL_OF_THEM = re.compile(r"(?:以上|上述|这)?[两三四五六七八](?:种|类|项|者|个|家|方|块|数|栏)")
"""What sums up the items before the numbers told in turn."""


def take_turns(frames: list[Frame]) -> None:
    """`A、B分别为1件、2件`: hand each figure of one sentence its own noun as its left context."""
    k = 0
    while k < len(frames):
        first = frames[k]
        told = RESPECTIVE.search(first.left) if _names_turns(first.left) else None
        run = _in_turn(frames, k)
        k += len(run)
        if len(run) == 1:
            continue
        heads = _heads_of(run) if told is None else []
        if heads:
            for n, (frame, head) in enumerate(zip(run, heads, strict=True)):
                frame.left, frame.leads, frame.turn = head, False, (n, len(run))
        elif told is None:
            _hand_out_years(run)
        else:
            _hand_out(run, told)
        if first.turn_year is None and first.years_back is None:
            _as_before(run, frames[: k - len(run)], told is not None)


def _as_before(run: list[Frame], before: list[Frame], told: bool) -> None:
    """2022年、2023年分别收到35件、28件，被诉分别为2件、0件: the years of the row before it.

    So does 逐年 or 三年 before a row, of which the figures before it tell the years; `told` says
    that 分别 stands before the numbers.
    """
    first = run[0]
    if not (told or _BY_YEARS.search(first.left)) or "年" in _BY_YEARS.sub("", first.since):
        return
    years = [f.turn_year or f.figure.scope.year for f in before[-len(run) :]]
    known = [y for y in years if y is not None]
    row = len(years) == len(run) and all(y is not None for y in years[:-1])
    row = row and all(f.figure.kind in COUNTED for f in before[-len(run) :])
    if not row or known != sorted(set(known)) or _named_each(first.since, len(run)):
        return
    for n, (frame, year) in enumerate(zip(run, years, strict=True)):
        frame.turn, frame.turn_year = (n, len(run)), year


def _named_each(left: str, count: int) -> bool:
    """Does each number have a noun of its own (网站、微信分别为)?"""
    return len([i for i in _ITEM_SPLIT.split(left) if i.strip()]) >= count


def _names_turns(left: str) -> bool:
    return "分别" in left or "依次" in left or "各" in left[-EACH:]


def _in_turn(frames: list[Frame], k: int) -> list[Frame]:
    counted = frames[k].figure.kind in COUNTED
    run = [frames[k]]
    for frame in frames[k + 1 :]:
        if frame.since.strip() not in JOINTS or (frame.figure.kind in COUNTED) != counted:
            break
        run.append(frame)
    return run


def _heads_of(run: list[Frame]) -> list[str]:
    """新收、办结、结转三个数，市直为412件、409件、11件: as many heads in the same order, or []."""
    first = run[0]
    if not _NO_HEAD.fullmatch(first.left):
        return []
    named = (_AND.split(m.group()) for m in _HEADS.finditer(first.before))
    return next((heads for heads in named if len(heads) == len(run)), [])


def _years_in_turn(words: str, count: int) -> list[int]:
    """The years of so many numbers told in turn (2020年至2022年, 2020年、2021年); else []."""
    since = _SINCE_YEAR.search(words)
    if since is not None:
        return [int(since["first"]) + k for k in range(count)]
    span = _SPAN.search(words)
    if span is not None:
        first, last = int(span["first"]), int(span["last"])
        return list(range(first, last + 1)) if last - first + 1 == count else []
    named = [int(y) for y in _YEAR.findall(words)]
    return named if len(named) == count > 1 else []


def _hand_out_years(run: list[Frame]) -> None:
    """2021年至2023年3,020件、3,310件、3,120件, also 三年为 behind such a span."""
    first = run[0]
    trend = _TREND.search(first.left)
    if trend is not None and "零一二三四五".find(trend["n"].replace("两", "二")) == len(run):
        for n, frame in enumerate(run):
            frame.turn, frame.years_back = (n, len(run)), len(run) - 1 - n
        return
    span = (_SPAN.search(first.since) or _SINCE_YEAR.search(first.since)) is not None
    words = first.before if _IN_YEARS.search(first.left) else first.since if span else ""
    for n, (frame, year) in enumerate(zip(run, _years_in_turn(words, len(run)), strict=False)):
        frame.turn, frame.turn_year = (n, len(run)), year


def _hand_out(run: list[Frame], told: regex.Match[str]) -> None:
    first, verb = run[0], told.group("verb")
    own = first.left
    head = own[: told.start()] or first.since[: -len(own) or None]
    items = [i for i in _ITEM_SPLIT.split(head) if i.strip()]
    if len(items) < len(run):
        wider = first.since[: first.since.rfind(own) + told.start()] if own else first.since
        items = [i for i in _ITEM_SPLIT.split(wider) if i.strip()]
    if len(items) > len(run) and _ALL_OF_THEM.match(items[-1]):
        items.pop()  # 收到的、办结的，两个数分别是6、5
    years = None if "至" in first.since else _YEARS.search(first.since)
    told_years = years["n"].replace("两", "二") if years is not None else "零"
    recent = "零一二三四五".find(told_years) == len(run)
    turns = first.before if _IN_YEARS.search(first.left) else first.since
    years_told = _years_in_turn(turns, len(run))
    for n, frame in enumerate(run):
        frame.turn = (n, len(run))
        if recent:
            frame.years_back = len(run) - 1 - n
        if years_told:
            frame.turn_year = years_told[n]
    if len(items) < len(run):
        for frame in run[1:]:
            frame.left, frame.leads = own, False
        return
    start = head.find(items[-len(run)])
    lead = head[:start] if start >= 0 else ""
    noun = table("objects").last(items[-1])
    suffix = items[-1][noun.end :].strip() + "，" if noun else ""
    for n, frame in enumerate(run):
        item = items[-len(run) + n].strip()
        last = n + 1 == len(run)
        frame.left = (lead if n else "") + ("" if last else suffix) + item + verb
        frame.leads = False
