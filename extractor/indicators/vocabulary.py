"""What the words of a clause tell beyond its noun: table 3's own vocabulary, a dispute's result.

A figure may be about applications though no 申请 stands in its clause (不予公开8件), and a clause
with 维持 or 其他结果 goes on with the dispute before it.
"""

from __future__ import annotations

import re

import regex

from extractor.indicators.cues import table
from extractor.indicators.disputes import GROUPS
from extractor.indicators.frames import Frame
from extractor.indicators.memory import PIECES, PROPOSALS, Memory
from extractor.indicators.parallels import WEAK_ROWS
from extractor.indicators.phrases import (
    APPLICATION_HEADING,
    APPLICATION_NEAR,
    CARRIED,
    DOCUMENTS,
    IS_ONE,
    ON_DISCLOSURE,
    SUBJECT,
    THIN,
)

CLAUSE_AHEAD = 26
"""How far into the clause behind a number its row word may stand."""

OUTCOME_NEAR = 12
"""How far behind a number the outcome of the next one may stand."""

_APPLIED = regex.compile(r"申请(?!人)")
_OPENNESS = re.compile(
    r"[\s，,、；;：:]*(?:其中)?(?:属于?|为)?(?:依申请公开|不(?:予|宜)?公开)的?(?:共|为|有)?\s*"
)
"""公文36件，主动公开20件，依申请公开6件，不予公开10件: how open documents are."""
_OTHER_FIELD = re.compile(r"复议|诉讼|建议|提案|留言|来信|公文|文件")
_STAGES = regex.compile(r"收到|新收|受理|依申请|予以公开|不予|无法")
_STILL_OPEN = regex.compile(r"跨年|等待|尚无")
_GRANTING = regex.compile(r"(?:予以|同意|准予)公开")
_OF_A_DISPUTE = regex.compile(
    r"(?:^|[，、；\s])(?:全[省市县区]|今年|全年|年内|本年|最终|其中|结果|被|获|为|有)*"
    r"(?:维持|纠正)(?:的|了)?\s*$"
)
"""A result that no other case has, and nothing but it."""
_BY_A_COURT = re.compile(
    r"原告|胜诉|败诉|撤诉|一审|二审|法院|判决|开庭|维持告终|撤销重|责令重|尚待结论"
)
"""How a case ends or stands that is before a court or on review."""
_BEFORE_COURT = regex.compile(r"诉|法院|判")
_POSING = re.compile(
    r"(?:借|以)[^，。；\d]{0,8}申请[^，。；\d]{0,12}(?:上访|信访|投诉|举报)|(?:实|实质)(?:上)?[是为](?:信访|投诉|举报)"
)
"""Complaints that come as applications."""
_COMMA = regex.compile(r"[，,]")

_LOOSE_LEAVES = frozenset(["rejected.petition", "other.other", "denied.law"])
_OWN_GROUPS = frozenset(["unavailable", "rejected", "partial", "granted+partial"])
_NEVER_APPLICATIONS = PROPOSALS | frozenset(
    ["enquiry", "training", "consultation", "services", "views", "followers"]
)


def tells_openness(frame: Frame) -> bool:
    """Is the figure one of how many of the documents told before are open, and how?"""
    if not _OPENNESS.fullmatch(frame.left) or not DOCUMENTS.search(frame.before):
        return False
    beside = "主动公开" in frame.before or "主动公开" in frame.onward
    return beside and "申请" not in frame.before.replace("依申请公开", "")


def names_a_row(frame: Frame) -> bool:
    """Does the clause name an outcome or an applicants' kind of table 3?"""
    words = _COMMA.split(frame.onward)[0][:CLAUSE_AHEAD] if frame.leads else frame.left
    hits = table("rows").hits(words)
    if any(h.value not in WEAK_ROWS for h in hits):
        return True
    if hits and frame.among_outcomes and frame.figure.unit in PIECES:
        return True
    if hits and (frame.parent is not None or "其他处理" in words or _beside_outcomes(frame)):
        return True
    carried = any(h.value in ("carried_in", "carried_out") for h in table("flow").hits(words))
    return carried or any(h.value for h in table("columns").hits(words))


def names_outcome(frame: Frame, memory: Memory) -> bool:
    """The same, but for what was carried over among cases (复议9件（含上年结转1件）)."""
    named = "复议" in frame.before and "application" not in memory.cases
    alone = memory.thing if named else ""
    about = alone if frame.parent is None else memory.parent_thing(frame.parent)
    if about in GROUPS and "申请" not in frame.left:
        if any(h.value == "carried_in" for h in table("flow").hits(frame.left)):
            return False
    return names_a_row(frame)


def _beside_outcomes(frame: Frame) -> bool:
    """公开2件，部分公开1件: does the next number, or the one before, tell an outcome of table 3?"""
    if frame.figure.unit not in PIECES:
        return False
    near = (
        (frame.onward or frame.right)[:OUTCOME_NEAR],
        frame.since[: len(frame.since) - len(frame.left)],
    )
    return any(h.value not in WEAK_ROWS for words in near for h in table("rows").hits(words))


def speaks_of_applications(frame: Frame, memory: Memory) -> bool:
    """Words that only table 3 uses: reasons of refusal, 结转, 不予处理 …"""
    words = _telling_words(frame)
    if frame.figure.unit in PIECES and _POSING.search(words):
        return True
    if _OTHER_FIELD.search(words):
        return False
    other_cases = memory.case in PROPOSALS or memory.case == "enquiry"
    if other_cases and "申请" not in words and memory.thing == memory.case:
        return False
    if DOCUMENTS.search(frame.before) and "申请" not in frame.before.replace("依申请公开", ""):
        return False
    rows = {h.value for h in table("rows").hits(words)}
    if rows & _OWN_GROUPS or any("." in r and r not in _LOOSE_LEAVES for r in rows):
        return True
    if frame.figure.unit in PIECES and frame.figure.unit and rows:
        told = (
            "application" in (memory.thing, memory.only_case)
            or frame.about_applications
            or frame.section == 3
        )
        if rows & {"denied", "denied.law"}:
            return "信息公开率" not in words
        if "rejected.petition" in rows:
            return told
        if "granted" in rows:
            return told or _GRANTING.search(words) is not None
    return CARRIED.search(words) is not None and memory.case not in GROUPS


def _telling_words(frame: Frame) -> str:
    if frame.leads:
        return str(_COMMA.split(frame.onward)[0])
    if THIN.fullmatch(frame.left) and "；" not in frame.since and not frame.joined:
        return frame.since  # 无法提供仍是最多的类型，共60件
    if frame.left.rstrip().endswith("的") and _told_behind(frame):
        return frame.right  # 要警力布防图的1件因危及公共安全不给
    if IS_ONE.match(frame.right) and not table("objects").hits(frame.left):
        return frame.right  # 原因是2件为上年度遗留事项
    return frame.left


def _told_behind(frame: Frame) -> bool:
    """Does an outcome that only applications have stand behind the number?"""
    rows = {h.value for h in table("rows").hits(frame.right)}
    return bool(rows & _OWN_GROUPS or any("." in r and r not in _LOOSE_LEAVES for r in rows))


def near_applications(frame: Frame, thing: str, memory: Memory) -> bool:
    """May a row word in this clause be taken for table 3's?"""
    if thing in _NEVER_APPLICATIONS:
        return False
    if frame.parent is not None:
        return memory.things.get(frame.parent) == "application"
    return (
        thing in ("", "application")
        or memory.thing == "application"
        or frame.section == 3
        or APPLICATION_NEAR.search(frame.before) is not None
        or APPLICATION_HEADING.search(frame.heading) is not None
    )


def dispute_told_on(frame: Frame, thing: str, memory: Memory) -> str:
    """The group, where a result of a review or lawsuit is told under one (其中维持3件)."""
    about = memory.thing if frame.parent is None else memory.things.get(frame.parent, "")
    result = "维持" in frame.left or "纠正" in frame.left
    words = frame.onward if frame.leads else frame.left
    of_section = frame.section == 4 or "诉讼" in frame.heading
    may_be = not about and frame.parent is None and bool(memory.only_case or of_section)
    if may_be and _BY_A_COURT.search(words):
        about = memory.only_case  # 诉讼三件。一件原告败诉
        if not about and of_section:
            about = "litigation"
    if not about and result and _OF_A_DISPUTE.search(frame.left):
        about = memory.only_case  # 被申请复议12件。维持9件、纠正3件
        if not about and "复议" in frame.before and _BEFORE_COURT.search(frame.before) is None:
            about = "review"
    if about not in GROUPS or thing in ("npc", "cppcc", "enquiry"):
        return ""
    if (_APPLIED.search(words) and "复议" not in words) or _STAGES.search(words):
        return ""
    on_disclosure = frame.parent is not None and ON_DISCLOSURE.search(words)
    told = table("results").hits(words) or _STILL_OPEN.search(words) or on_disclosure
    return about if told or words.rstrip("的 ").endswith("审结") else ""


def another_kind_of_case(frame: Frame) -> bool:
    """征地补偿13件 after 行政诉讼24件: cases by subject, not another total."""
    return (
        frame.scoped_body is None
        and not frame.leads
        and ON_DISCLOSURE.search(frame.left) is None
        and THIN.fullmatch(frame.left) is None
        and SUBJECT.search(frame.left) is not None
    )
