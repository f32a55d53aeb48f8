"""The words around each figure, cut the way Chinese official prose is built.

A frame holds what stands to the left (back to the clause, back to the figure before), what stands
to the right, and the figure's place in a list: the whole it is a part of (`lists.py`), or its turn
in a `分别为` list, whose nouns stand together before the numbers.

All text here is folded: full-width punctuation, half-width digits.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec
import regex

from extractor.indicators.cues import table
from extractor.indicators.phrases import ONLY_LINK, RESPECTIVE
from extractor.records import Figure, Sentence

BOUNDARY = "，；。：！？\n（）"
"""What ends a clause."""
_BOUNDARY = re.compile(f"[{BOUNDARY}]")
_UP_TO_BOUNDARY = re.compile(f".*[{BOUNDARY}]", re.DOTALL)
"""All that stands before a clause; for `_UP_TO_MARK`, brackets belong to it."""
_UP_TO_MARK = re.compile(r".*[，；。：！？]", re.DOTALL)
_STOP = re.compile(r"[；。！？]")
_COUNTED = ("count", "cumulative", "amount")
_ITEM_SPLIT = regex.compile(r"[、和与及]|以及|，")
_JOINTS = frozenset("、，→和与及") | {"以及", "，和"}
"""What joins two numbers of one list, blanks aside."""
_CLOSED_BRACKET = regex.compile(r"（[^（）]*）")
_SPAN = regex.compile(
    r"(?P<first>20\d\d)年?(?:至|到|—|-)(?P<last>20\d\d)年"
    r"|自(?P<first>20\d\d)年[^，。；\d]{1,12}至(?P<last>20\d\d)年"
)
_YEAR = regex.compile(r"(20\d\d)(?:年|(?=、20\d\d))")
_IN_YEARS = regex.compile(r"[二两三四五]年(?:分别|依次|各)?(?:为|是)?$")
"""三年为: one number a year, and the years stand before."""
_YEARS = regex.compile(r"近(?P<n>[两二三四五])年|(?P<n>[两二三四五])年(?:来)?(?:申请|分别|依次)")
"""近三年分别为: as many numbers, one a year."""
_TELLS_ITSELF = regex.compile(r"\s*(?:属于?|系|因|与|索要|要求|涉及?|经|由)")
"""Behind a number that a colon stands before."""
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
_NOUN_END = regex.compile(r"[、，；。：）]")
_WRAP = regex.compile(r"\s*\n\s*")
"""A line break in a sentence is only where the source was wrapped, inside words too."""
_SUM_ALONE = regex.compile(r"\s*(?:总计|共计|合计|累计|总共|共|计)(?:有|为|达)?\s*")
"""A sum behind a bracket, and nothing else."""
_HEADING = regex.compile(
    r"\s*(?:主动公开|依申请公开|申请公开)(?:政府信息|办理|工作)?(?:情况|方面)?\s*"
)
"""A heading that names what the sentence behind it counts."""
_PREDICATE = regex.compile(r"[\u4e00-\u9fff]{2}")
"""复议机关1件维持、1件终止: what stands right behind the first number is said of it."""
LABEL = 16
"""A label before a colon, or a heading, has fewer characters."""
SHARED_REACH = 16
"""How long the words between two numbers may be that share what stands behind the second."""


class Frame(msgspec.Struct):
    """What is known of one figure's surroundings. Indices are into the figures of the report."""

    index: int
    figure: Figure
    sentence: int
    left: str
    """The clause to the left, back to a boundary or the figure before."""
    since: str
    """Everything since the figure before (or the sentence's start)."""
    clause: str
    """The clause to the left with the figures in it."""
    before: str
    """The sentence up to the figure."""
    right: str
    """To the right, up to a boundary or the next figure."""
    onward: str
    """To the right, over commas, up to the next figure, a semicolon or the end."""
    heading: str
    section: int
    about_applications: bool = False
    """The sub-heading above is 依申请公开."""
    leads: bool = False
    """The clause begins with the figure: what it states follows it (`441件已办结`)."""
    parent: int | None = None
    list_open: bool = False
    far: bool = False
    """The whole stands in an earlier sentence."""
    list_id: int = 0
    """Parts of one list share it; a whole may be broken down more than once."""
    opener: str = ""
    """The word that opened the list (其中, 包括 …), empty for brackets."""
    turn: tuple[int, int] | None = None
    """(k, n): k-th of n figures of a `分别为` list."""
    turn_year: int | None = None
    """In 2020年至2022年分别为, or 2020年、2021年分别为: the year of this one."""
    years_back: int | None = None
    """In 近三年分别为: how many years before the report's this one is."""
    bracket: bool = False
    shared: str = ""
    """What stands behind the last of a list whose numbers lead (`70件复议、24件诉讼获维持`)."""
    whole: bool = False
    """It is broken down in its own sentence."""
    kind: str = ""
    """The kind of applicant of whom its stretch between semicolons tells (`parallels`)."""
    among_outcomes: bool = False
    """Other figures of its sentence tell outcomes that only applications have."""
    scoped_body: str | None = None
    """The body that is part of the whole and whose figure this is (市本级, 区县, 某局)."""
    told_as: int | None = None
    """The figure that it is compared with or repeats, in words that add nothing (增至117件)."""
    joined: bool = False
    """Joined to the figure before by `、` or 和: the same list."""


def build_frames(
    text: str, sentences: tuple[Sentence, ...], figures: tuple[Figure, ...]
) -> list[Frame]:
    """One frame a figure, in order; without the lists, which `lists.place_in_lists` adds."""
    frames: list[Frame] = []
    by_sentence: dict[int, list[int]] = {}
    for i, f in enumerate(figures):
        by_sentence.setdefault(f.sentence, []).append(i)
    for number, indices in by_sentence.items():
        s = sentences[number]
        made = [_frame(text, s, number, figures, indices, k) for k in range(len(indices))]
        _number_first(made)
        _shared_predicates(made)
        frames.extend(made)
    return frames


def _frame(
    text: str, s: Sentence, number: int, figures: tuple[Figure, ...], indices: list[int], k: int
) -> Frame:
    figure = figures[indices[k]]
    lo = figures[indices[k - 1]].end if k else s.start
    hi = figures[indices[k + 1]].start if k + 1 < len(indices) else s.end
    since, after = _unwrapped(text[lo : figure.start]), _unwrapped(text[figure.end : hi])
    cut = _last_boundary(since)
    left = since[cut:]
    if not left.strip():
        left = (
            _named_before(since, text[max(0, s.start - LABEL) : s.start] if k == 0 else "", after)
            or left
        )
    if since[:cut].endswith("）") and _SUM_ALONE.fullmatch(left):
        left = _before_bracket(text[s.start : lo]) + left
    mark = _UP_TO_MARK.match(text, s.start, figure.start)
    starts_anew = k == 0 or cut > 0 or since.strip()[:1] in ("、", "和", "与", "及", "")
    joined = k > 0 and since[:1] in _JOINTS
    return Frame(
        index=indices[k],
        figure=figure,
        sentence=number,
        left=left,
        since=since,
        clause=_unwrapped(text[s.start if mark is None else mark.end() : figure.start]),
        before=_unwrapped(text[s.start : figure.start]),
        right=_until(after, _BOUNDARY),
        onward=_until(after, _STOP),
        heading=s.heading,
        section=s.section,
        about_applications="申请" in s.heading,
        leads=starts_anew and ONLY_LINK.fullmatch(left) is not None,
        joined=joined and "；" not in since and "。" not in since,
    )


def _before_bracket(text: str) -> str:
    """The clause before the bracket that holds the last numbers of `text`.

    公开信息（动态、公告等4个栏目）共计890条: what the sum counts stands before it.
    """
    head = text[: text.rfind("（")] if "（" in text else ""
    return _unwrapped(head[_last_boundary(head) :])


def _unwrapped(text: str) -> str:
    """`text` of a sentence without the line breaks that only wrap it."""
    return _WRAP.sub("", text) if "\n" in text else text


def _named_before(since: str, before: str, after: str) -> str:
    """What names a number that opens its clause: before its bracket or colon, or the heading.

    不予处理：7件属信访事项, 3件与此前重复: each tells itself what it is.

    本机关不掌握（56件）, 依申请公开：3件, （二）依申请公开。3件; "" where nothing does.
    """
    words = since.rstrip()
    if words.endswith("（") and len(since) > 4:
        return str(_NOUN_END.split(words[:-1])[-1])
    if words.endswith("："):
        if _TELLS_ITSELF.match(after):
            return ""
        label = str(_NOUN_END.split(words[:-1])[-1])
        return label if len(label) < LABEL else ""
    if not words and before.rstrip().endswith(("。", "：")):
        heading = str(_NOUN_END.split(before.rstrip()[:-1])[-1])
        return heading if _HEADING.fullmatch(heading) else ""
    return ""


def _until(text: str, mark: re.Pattern[str]) -> str:
    found = mark.search(text)
    return text if found is None else text[: found.start()]


def _last_boundary(since: str) -> int:
    """Where the clause before a figure begins; brackets without figures belong to the clause."""
    if "（" in since:
        since = _CLOSED_BRACKET.sub(lambda m: "\u3000" * len(m.group()), since)
    last = _UP_TO_BOUNDARY.match(since)
    return 0 if last is None else last.end()


def _number_first(frames: list[Frame]) -> None:
    """`70件行政复议、24件行政诉讼获维持`: the words before 、 belong to the number before them."""
    for before, frame in pairwise(frames):
        mark = frame.since.rfind("、")
        if mark < 0 or frame.leads:
            continue
        if not before.leads and not _PREDICATE.match(frame.since[:mark]):
            continue
        if ONLY_LINK.fullmatch(frame.since[mark + 1 :]):
            frame.left, frame.leads = frame.since[mark + 1 :], True
            before.right = before.onward = frame.since[:mark]


def _shared_predicates(frames: list[Frame]) -> None:
    """What stands behind the last number of such a list holds for those before it too."""
    for before, frame in reversed(list(pairwise(frames))):
        joined = frame.since.strip().endswith(("、", "和", "与"))
        if frame.leads and joined and len(frame.since) < SHARED_REACH:
            before.shared = frame.shared or frame.onward


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
    row = row and all(f.figure.kind in _COUNTED for f in before[-len(run) :])
    if not row or known != sorted(set(known)) or _named_each(first.since, len(run)):
        return
    for n, (frame, year) in enumerate(zip(run, years, strict=True)):
        frame.turn, frame.turn_year = (n, len(run)), year


def _named_each(left: str, count: int) -> bool:
    """Does each number have a noun of its own (网站、微信分别为)?"""
    return len([i for i in _ITEM_SPLIT.split(left) if i.strip()]) >= count


def _names_turns(left: str) -> bool:
    return "分别" in left or "依次" in left


def _in_turn(frames: list[Frame], k: int) -> list[Frame]:
    counted = frames[k].figure.kind in _COUNTED
    run = [frames[k]]
    for frame in frames[k + 1 :]:
        if frame.since.strip() not in _JOINTS or (frame.figure.kind in _COUNTED) != counted:
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
