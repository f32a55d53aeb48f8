"""Which thing a figure counts: the noun in its clause, behind it, before it, or in the heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import regex

from extractor.indicators.cues import Hit, table
from extractor.indicators.disputes import GROUPS
from extractor.indicators.frames import Frame
from extractor.indicators.memory import ITEM_UNITS, PIECES, TABLE2, Memory
from extractor.indicators.phrases import (
    APPLICATION_HEADING,
    CASE_NOISE,
    CASE_VERB,
    CONTENT,
    LISTED,
    PUBLISH_VERB,
    PUBLISHED,
    SHORT_DECISION,
    THIN,
)
from extractor.indicators.words import thing_by_words
from extractor.records import Figure, Sentence

NEAR = 10
"""A noun so close behind a number is what it counts (8份政府信息公开申请), in characters."""
AHEAD = 26
"""How far behind a number that opens its clause the noun may stand."""
BACK = 40
"""How far a noun before the figure's own clause reaches."""
FAR_BACK = 160
"""How far back in its sentence the thing is looked for where nothing nearer tells."""

BARE = 6
"""A clause of so few characters is a bare channel."""
DOCUMENTS_BACK = 120
"""How many characters before a sentence may name the documents that its deeds are of."""
NEAREST = 3
"""So many of the nouns told last may be of them."""
DOCUMENT_UNITS = frozenset(["件", "份", "部", ""])
_DOCUMENTS = frozenset(["normative", "rules"])
_DEED = regex.compile(r"(?:制发|制定|出台|印发|新立|新制|废止|失效|有效)(?:了|的|共)*\s*$")
"""What is done with rules and normative documents, and with hardly anything else."""
_USERS = frozenset(["followers", "views"])
_USER_UNITS = frozenset(["", "人", "人次", "次", "个"])
_DISPUTE_HEADING = re.compile(r"复议|诉讼")
_PUBLISH_HEADING = re.compile(r"主动公开|信息公开情况|平台|公开数量|新媒体|渠道")
_SUMS = regex.compile(r"(?:共|计)\s*$")
"""A sum: what it counts stands before it."""
_OF_THE_CLOSED = regex.compile(
    r"(?:办结件|答复件|办件|办结的?申请|答复)(?:里面?|当?中|之中)"
    r"|(?:办理结果|答复(?:结果)?)(?:[，：、；]|$|涉及|去向|如下|按|依|归)"
)
"""96件办结件中, 125件答复中, 33件答复，…: of the applications."""
_ALL_OF_THEM = regex.compile(r"(?:合计|共计|总计|拢共|[两三]级共|合起来|之和|并计)\s*$")
_OF_THEM = regex.compile(r"(?:案件?)?(?:里面?|当?中|之中)(?:[，,]|$)")
_AMOUNT = regex.compile(r"(?:答复|办结|新收|收件|受理|申请)[量数](?!据)")
"""答复量居前的部门：某局318件: what the figures of bodies are of."""
_CARRIED_OR_NEW = regex.compile("结转|新收")
_AND_THEN = re.compile(r"(?:和|与|及)\s*$")
"""10件建议和28件提案: what stands before the link belongs to the number before."""
_EXAMPLES = re.compile("等.{0,6}类")
"""文件、解读等政策类信息: kinds before 等 are examples of what is counted."""
_ANOTHER = regex.compile(
    r"(?:报告|会议|目录|清单|纪要|公报|预算|决算|任免|规划|计划|公告|通知)"
    r"(?:类|信息|及[^，。；\d]{1,4})?\s*$"
)
"""What stands in lists of documents beside rules and normative ones."""
_LINKS = ("、", "和", "与", "及", "以及")
_NOT_COUNTED_BY = re.compile(r"[、办答收公发结召举开已均并较比占的为是被]")
_OF_DISCLOSURE = regex.compile(r"公开(?:工作)?(?:方面)?(?:的|类|引起的|引发的)")
"""关于政府信息公开的行政诉讼: what the head behind it is about."""
_SUBMITTED = regex.compile(
    r"(?:公众|群众|市民|企业|公民|申请人|社会)[^，。；\d]{0,30}(?:提交|提出|递交|发来|寄来)的"
    r"[^，。；\d]{0,8}申请"
)
"""2条公众通过网站提交的申请: who applied stands before what is counted."""
_DID = regex.compile(r"(?:走进|做客|参加|出席|参与|召开|举办|组织|开展|上线|接受|登上|主持|上网)")
"""局领导3次走进在线访谈: what was done so many times stands behind the number."""
_HEADS = frozenset(["application", "review", "litigation", "direct", "after_review"])
_CASES = frozenset(["件", "起", "宗", "例"])
"""Units of decisions that are told by their subject."""
_LONE_DECISION = regex.compile(
    r"(?<!不予|准予|免予|从轻|减轻|受理|公示|公开|公布|结构|类|程序|简易|其余|余下|因|新增)(?P<thing>许可|处罚)\s*$"
)
"""A subject, and the kind of decision (占道许可)."""
_SOME = regex.compile(r"季度|半年|\d月|平均|受理")
"""Of a part of the year, or no decisions."""
_DECISIONS = {"许可": "licences", "处罚": "penalties", "强制": "coercion"}
_OTHER_DECISION = {"许可": regex.compile("处罚|强制"), "处罚": regex.compile("许可|强制|审批")}
"""Beside a decision that is told by its subject: of another kind, so that it is the only one."""

_BEFORE_MEDIUM = {
    "published": {"interpretation": 8, "interview": 8, "press": 8, "consultation": 8,
                  "views": 6, "followers": 6},
    "litigation": {"direct": 10, "after_review": 10},
}  # fmt: skip
"""A nearest noun that gives way to a more telling one within so many characters."""


class Topic(NamedTuple):
    """The thing a figure counts; `sure` where the figure's own clause names it.

    `hits` are the nouns found in `words`; `last`: the nearest is the last of them.
    """

    thing: str
    hits: Sequence[Hit]
    words: str
    last: bool
    sure: bool


class TopicFinder:
    """Finds the topic of one figure after the other; `memory` holds what came before."""

    def __init__(
        self,
        text: str,
        sentences: tuple[Sentence, ...],
        figures: tuple[Figure, ...],
        memory: Memory,
    ) -> None:
        self._text, self._sentences, self._memory = text, sentences, memory
        self._spans: dict[int, list[tuple[int, int]]] = {}
        for f in figures:
            if f.qualifier != "zero":
                self._spans.setdefault(f.sentence, []).append((f.start, f.end))

    def find(self, frame: Frame) -> Topic:
        """The topic of `frame`; thing "" where nothing tells."""
        topic = self._in_clause(frame) or self._inherited(frame)
        if not topic.sure and frame.parent is None and frame.figure.kind != "amount":
            return self._by_words(frame, topic)
        return topic

    def _in_clause(self, frame: Frame) -> Topic | None:
        """From the clause itself: its nouns, the noun behind the number, verbs that tell."""
        objects = table("objects")
        left, right = objects.hits(frame.left), objects.hits(frame.right)
        if frame.leads and not (_SUMS.search(frame.left) and not right):
            onward = [h for h in right or objects.hits(frame.onward) if h.start < AHEAD]
            if onward:
                head = _head_of(onward, frame.onward)
                thing = head.value if head else self._pick(onward, frame, nearest_last=False)
                return Topic(thing, onward, frame.onward, False, True)
        if "申请" in frame.right and _SUBMITTED.match(frame.right):
            return Topic("application", right, frame.right, False, True)
        after = _noun_after(frame, right)
        if not left and right and frame.figure.unit == "次" and _DID.match(frame.right):
            done = self._pick(right, frame, nearest_last=False)
            return Topic(done, right, frame.right, False, True)
        own = left and left[-1].end >= len(frame.left) - 1 and not _AND_THEN.search(frame.left)
        if after is not None and not own:
            return Topic(after.value, right, frame.right, False, True)
        if left and (users := self._users(frame, left)):
            return Topic(users, left, frame.left, True, True)
        if left:
            return Topic(self._pick(left, frame, nearest_last=True), left, frame.left, True, True)
        decided = "许可" in frame.left or "处罚" in frame.left
        alone = _LONE_DECISION.search(frame.left) if decided else None
        if alone is not None and _told_alone(frame, alone["thing"]):
            return Topic(_DECISIONS[alone["thing"]], [], frame.left, True, True)
        of_table2 = self._memory.thing in TABLE2
        short = SHORT_DECISION.fullmatch(frame.left) if of_table2 else None
        if short is not None:
            return Topic(_DECISIONS[short["thing"]], [], frame.left, True, True)
        of_applications = self._memory.thing == "application"
        in_items = of_applications and self._memory.units.get("application") == frame.figure.unit
        if frame.figure.unit in ITEM_UNITS and not in_items and PUBLISHED.search(frame.left):
            return Topic("published", [], frame.left, True, True)
        return None if right else self._case(frame)

    def _users(self, frame: Frame, left: Sequence[Hit]) -> str:
        """微博粉丝1206万、微信688万; 粉丝：公众号6.7万: what a bare channel has; "" not told."""
        if left[-1].value != "published" or len(frame.left) > BARE:
            return ""
        unit = frame.figure.unit
        if unit not in _USER_UNITS:
            return ""
        thing = self._memory.thing
        if thing in _USERS:
            goes_on = frame.joined or frame.parent is not None
            return thing if goes_on or self._memory.counted_alike(thing, unit) else ""
        head = frame.since.removesuffix(frame.left)
        told = table("objects").hits(head[:-1]) if head.endswith("：") else ()
        return told[-1].value if told and told[-1].value in _USERS else ""

    def _inherited(self, frame: Frame) -> Topic:
        """From the list's whole, the words since the last figure, the sentence, the heading."""
        objects, memory = table("objects"), self._memory
        parent = memory.parent_thing(frame.parent)
        if parent is not None:
            return Topic(parent, [], frame.left, True, False)
        if frame.turn is None and not frame.joined:
            since = objects.hits(frame.since)
            tail = frame.since[since[-1].end :] if since else ""
            if since and "；" not in tail and len(tail) < BACK:
                thing = self._pick(since, frame, nearest_last=True)
                return Topic(thing, since, frame.since, True, False)
        right = objects.hits(frame.right)
        own = frame.leads or "、" not in frame.right[: right[0].start if right else 0]
        if right and right[0].start < NEAR + 2 and own:
            thing = self._pick(right, frame, nearest_last=False)
            return Topic(thing, right, frame.right, False, True)
        if memory.thing:
            another = memory.thing in _DOCUMENTS and _names_another(frame)
            return Topic("" if another else memory.thing, [], frame.left, True, False)
        head = objects.hits(frame.before[-FAR_BACK:])
        if head:
            thing = self._pick(head, frame, nearest_last=True)
            return Topic(thing, head, frame.before, True, False)
        return Topic(self._documents(frame) or _by_heading(frame), [], frame.left, True, False)

    def _documents(self, frame: Frame) -> str:
        """制发2件 in the sentence behind one on documents, or behind such a heading."""
        if frame.figure.unit not in DOCUMENT_UNITS or not _DEED.search(frame.left):
            return ""
        start = self._sentences[frame.sentence].start
        told = table("objects").hits(self._text[max(0, start - DOCUMENTS_BACK) : start])
        return next((h.value for h in reversed(told[-NEAREST:]) if h.value in _DOCUMENTS), "")

    def _by_words(self, frame: Frame, topic: Topic) -> Topic:
        """Where no cue stands in the figure's own clause: the noun before it, segmented."""
        if not CONTENT.search(frame.left):
            return topic
        spans = tuple(self._spans[frame.sentence])
        at = spans.index((frame.figure.start, frame.figure.end))
        s = self._sentences[frame.sentence]
        thing = thing_by_words(self._text, spans, s.start, s.end, at)
        return Topic(thing, [], frame.left, True, True) if thing else topic

    def _case(self, frame: Frame) -> Topic | None:
        """`新收23件`, `办结76件` without a noun: the case last spoken of, else applications."""
        memory = self._memory
        if frame.figure.unit not in PIECES:
            return None
        parent = memory.parent_thing(frame.parent)
        closed = memory.case in ("", "application") and not memory.thing
        closed = closed and _OF_THE_CLOSED.match(frame.right) is not None
        if closed and (frame.leads or not CASE_NOISE.sub("", frame.left)):
            return Topic("application", [], frame.left, True, True)
        verb = CASE_VERB.search(frame.left)
        if verb is None and frame.scoped_body and _AMOUNT.search(frame.since):
            return Topic("application", [], frame.left, True, False)
        if verb and parent in (None, "", memory.case or "application"):
            if any(h.value != "published" for h in table("objects").hits(frame.since)):
                return None
            if memory.case or parent:
                return Topic(parent or memory.case, [], frame.left, True, True)
            if memory.thing in TABLE2 or len(CASE_NOISE.sub("", frame.left)) > 2:
                return None  # 法律援助受理402件: another thing is named
            short = len(verb.group().rstrip("了")) == 1 and "申请" not in frame.before
            if short and frame.section != 3 and not frame.about_applications:
                return None
            if verb.group() != "办理" or _CARRIED_OR_NEW.search(frame.before):
                return Topic("application", [], frame.left, True, True)
        if any(h.value in GROUPS for h in table("objects").hits(frame.since)):
            return None
        return self._listed(frame, parent) if LISTED.fullmatch(frame.left) else None

    def _listed(self, frame: Frame, parent: str | None) -> Topic | None:
        """A sum or a rest without a noun: of the cases last spoken of."""
        memory = self._memory
        told = _OF_THEM.match(frame.right) or _ALL_OF_THEM.search(frame.left)
        if memory.only_case in GROUPS and frame.parent is None and told:
            return Topic(memory.only_case, [], frame.left, True, False)  # 全年14件中，9件维持
        if memory.case == "application" and (frame.parent is None or parent == "application"):
            return Topic("application", [], frame.left, True, False)
        return None

    def _pick(self, hits: Sequence[Hit], frame: Frame, *, nearest_last: bool) -> str:
        """The object that counts among those named: the nearest, but a thing before its medium."""
        order = hits[::-1] if nearest_last else hits
        first, others = order[0], order[1:]
        telling = _BEFORE_MEDIUM.get(first.value, {})
        for h in others:
            near = h.value in telling and abs(h.start - first.start) <= telling[h.value]
            if near and not _EXAMPLES.search(frame.left[h.end : first.start]):
                return h.value
            if first.value == "published" and h.value == "normative":
                if frame.left[first.start : first.end] == "文件":
                    return h.value
            if first.value == "services" and abs(h.end - first.start) <= 1:
                if h.value in ("licences", "penalties", "coercion", "other_services"):
                    return h.value
        npc_too = any(h.value == "npc" for h in others) and "建议" in frame.left
        if first.value == "cppcc" and frame.turn is None and npc_too:
            return "both_proposals"  # 人大代表建议、政协提案97件
        return first.value


def _told_alone(frame: Frame, thing: str) -> bool:
    """占道许可207件: is it the only number of such decisions in its sentence, and no part?"""
    led_up = frame.before.removesuffix(frame.left)[-BACK:]
    listed = frame.joined or frame.right.startswith("、")
    listed = listed and _OTHER_DECISION[thing].search(f"{led_up}〇{frame.onward}") is None
    listed = listed or frame.parent is not None  # 取水许可48件、水事处罚5件: one of each
    another = re.search(rf"{thing}[^，。；\d]{{0,4}}\d", frame.before) is not None
    behind = thing in frame.onward or _SOME.search(frame.left) is not None
    return frame.figure.unit in _CASES and not (listed or another or behind)


def _names_another(frame: Frame) -> bool:
    """规范性文件6件、政府工作报告1件: does a number beside that of documents have its own noun?"""
    if not frame.joined and not frame.since.startswith("）、"):
        return False
    return _ANOTHER.search(frame.left) is not None


def _noun_after(frame: Frame, right: Sequence[Hit]) -> Hit | None:
    """`8份政府信息公开申请`: the noun right behind the number is what is counted."""
    if not right or right[0].start > NEAR:
        return None
    if _NOT_COUNTED_BY.search(frame.right[: right[0].start]):
        return None
    if right[0].value == "npc" and len(right) > 1 and right[1].value == "cppcc":
        if frame.right[right[0].end : right[1].start] in _LINKS:
            return right[0]._replace(value="both_proposals")  # 12件人大代表建议和政协提案
    return _head_of(right, frame.right) or right[0]


def _head_of(hits: Sequence[Hit], words: str) -> Hit | None:
    """The second of `hits` where the first only tells what it is about (政府信息公开申请)."""
    if len(hits) > 1 and hits[1].value in _HEADS:
        between = words[hits[0].end : hits[1].start]
        if len(between) <= 2 or _OF_DISCLOSURE.fullmatch(between):
            return hits[1]
    return None


def _by_heading(frame: Frame) -> str:
    if _DISPUTE_HEADING.search(frame.heading) or frame.section == 4:
        return "dispute"
    if APPLICATION_HEADING.search(frame.heading) or frame.section == 3:
        return "application"
    items = frame.figure.unit in ITEM_UNITS and THIN.fullmatch(frame.left)
    if _PUBLISH_HEADING.search(frame.heading) and (items or PUBLISH_VERB.search(frame.left)):
        return "published"
    return ""
