"""The words around each figure, cut the way Chinese official prose is built.

A frame holds what stands to the left (back to the clause, back to the figure before), what stands
to the right, and the figure's place in a list: the whole it is a part of (`lists.py`), or its turn
in a `分别为` list, whose nouns stand together before the numbers (`in_turn.py`).

All text here is folded: full-width punctuation, half-width digits.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec
import regex

from extractor.indicators.phrases import ONLY_LINK, SUM_WORDS
from extractor.language.first import swift
from extractor.records import Figure, Sentence

BOUNDARY = "，；。：！？\n（）"
"""What ends a clause."""
_BOUNDARY = re.compile(f"[{BOUNDARY}]")
_UP_TO_BOUNDARY = re.compile(f".*[{BOUNDARY}]", re.DOTALL)
"""All that stands before a clause; for `_UP_TO_MARK`, brackets belong to it."""
_UP_TO_MARK = re.compile(r".*[，；。：！？]", re.DOTALL)
_STOP = re.compile(r"[；。！？]")
COUNTED = ("count", "cumulative", "amount")
"""Kinds of figures that count something."""
JOINTS = frozenset("、，→和与及") | {"以及", "，和"}
"""What joins two numbers of one list, blanks aside."""
_CLOSED_BRACKET = regex.compile(r"（[^（）]*）")
_TELLS_ITSELF = regex.compile(r"\s*(?:属于?|系|因|与|索要|要求|涉及?|经|由)")
"""Behind a number that a colon stands before."""
_NOUN_END = regex.compile(r"[、，；。：）]")
_COMMA = re.compile(r"[，：]")
_WRAP = regex.compile(r"\s*\n\s*")
"""A line break in a sentence is only where the source was wrapped, inside words too."""
_AGAIN = re.compile(r"[\s，]*(?:即|计|为|合|共|约)*\s*|（\s*")
"""Between a share and the number that it comes to."""
_SHARE_OF = re.compile(
    r"(?P<what>[^，。；]*[\u4e00-\u9fff][^，。；]*?)(?<!信息)(?<![^以意]公开)(?<!^公开)"
    r"(?:所?占(?!全)(?:比[例重]?)?|的?比[例重]|率)[^，。；]{0,3}$"
)
"""自然人占, 予以公开率: what a share is of; 公开率 may be of 部分公开 as well."""
_OF_THEM = ("中", "里", "的")
"""Behind a number that is the whole of a share, and not what it comes to."""
_SUM_ALONE = regex.compile(rf"\s*(?:{SUM_WORDS}|累计)(?:有|为|达)?\s*")
"""A sum behind a bracket, and nothing else."""
_HEADING = regex.compile(
    r"\s*(?:主动公开|依申请公开|申请公开)(?:政府信息|办理|工作)?(?:情况|方面)?\s*"
)
"""A heading that names what the sentence behind it counts."""
_PREDICATE = re.compile(r"[\u4e00-\u9fff]{2}")
"""复议机关1件维持、1件终止: what stands right behind the first number is said of it."""
_YEAR_ALONE = re.compile(
    r"[\s，、；]*(?:(?:19|20)\d\d年(?:度)?|前年|去年|上年|今年|本年)(?:末|底|度)?(?:为|是|有)?\s*"
)
"""Nothing but a year, before a number."""
_LIST_NUMBER = re.compile(
    r"[（][一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}[、．.]|\d{1,2}[．.、](?!\d)|[①-⑳]"
)
"""（二）, before a sentence: no word of it."""
_WAYS = swift(
    r"(?:通过|经由?|依托|以)(?:[^，。；\d]|\d{5}){2,60}?(?:渠道|途径|方式|形式|平台)"
    r"(?=[^，。；\d]{0,8}(?:收到|受理|接收|接到)[^，。；\d]{0,12}(?:申请|公开))"
)
"""通过网站、信函等渠道收到申请: all ways together are no part of what came in."""
_ANOTHER_WAY = swift(
    r"通过|经由|以[^，。；\d]{2,20}(?:形式|方式)|(?:当面|现场|信函|邮寄|网[上络]|窗口|线[上下])[^，。；\d]{0,8}\d"
)
"""Behind the number: the ways before it were some of them."""
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
    beside: str = ""
    """What its stretch names beside where applications stand (`matters`)."""
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
        listed = _LIST_NUMBER.match(text, s.start, s.end)
        if listed is not None and listed.end() <= figures[indices[0]].start:
            s = msgspec.structs.replace(s, start=listed.end())
        made = [_frame(text, s, number, figures, indices, k) for k in range(len(indices))]
        _number_first(made)
        _shared_predicates(made)
        _years_first(made)
        _shares_again(made)
        frames.extend(made)
    return frames


def _frame(
    text: str, s: Sentence, number: int, figures: tuple[Figure, ...], indices: list[int], k: int
) -> Frame:
    figure = figures[indices[k]]
    lo = figures[indices[k - 1]].end if k else s.start
    hi = figures[indices[k + 1]].start if k + 1 < len(indices) else s.end
    before = text[s.start : figure.start]
    wrapped = "\n" in before
    since, after = text[lo : figure.start], _unwrapped(text[figure.end : hi])
    since = _unwrapped(since) if wrapped else since
    if k == 0 and not _ANOTHER_WAY.search(text, figure.end, s.end):
        since, before = _without_ways(since), _without_ways(before)
    cut = _last_boundary(since)
    left = since[cut:]
    if not left.strip():
        left = (
            _named_before(since, text[max(0, s.start - LABEL) : s.start] if k == 0 else "", after)
            or left
        )
    if since[:cut].endswith("）") and _SUM_ALONE.fullmatch(left):
        left = _before_bracket(text[s.start : lo]) + left
    mark = _UP_TO_MARK.match(before)
    clause = before if mark is None else before[mark.end() :]
    boundary = _BOUNDARY.search(after)
    stop = None if boundary is None else _STOP.search(after, boundary.start())
    starts_anew = k == 0 or cut > 0 or since.strip()[:1] in ("、", "和", "与", "及", "")
    joined = k > 0 and since[:1] in JOINTS
    return Frame(
        index=indices[k],
        figure=figure,
        sentence=number,
        left=left,
        since=since,
        clause=_unwrapped(clause) if wrapped else clause,
        before=_unwrapped(before) if wrapped else before,
        right=after if boundary is None else after[: boundary.start()],
        onward=after if stop is None else after[: stop.start()],
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


def _without_ways(text: str) -> str:
    """`text` without the ways by which applications came in, where several are named at once."""
    if "其中" in text or not ("收" in text or "受理" in text or "接" in text):
        return text
    return _WAYS.sub(lambda m: "" if "、" in m[0] or "等" in m[0] else m[0], text)


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


def _years_first(frames: list[Frame]) -> None:
    """2018年5件、2019年7件，公开申请量翻了一番: what a row counts that opens its sentence."""
    first = frames[0]
    if not first.left or first.left != first.since or not _YEAR_ALONE.fullmatch(first.left):
        return
    count = 1
    while count < len(frames) and _YEAR_ALONE.fullmatch(frames[count].since):
        count += 1
    if count > 1 and first.figure.kind in COUNTED:
        first.left = _COMMA.split(frames[count - 1].onward.lstrip(" ，：—"))[0] + first.left


def _shares_again(frames: list[Frame]) -> None:
    """自然人占80%，即48件; 公开率27.3%（12件）: the number is of what the share before it is of."""
    for share, frame in pairwise(frames):
        if share.figure.kind != "ratio" or frame.figure.kind not in COUNTED:
            continue
        if not _AGAIN.fullmatch(frame.since) or frame.right[:1] in _OF_THEM:
            continue
        told = _SHARE_OF.match(share.left)
        if told is not None:
            frame.left, frame.leads = told["what"], False
