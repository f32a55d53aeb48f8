"""What words say outright of applications, reviews and lawsuits where the decision left them open.

Only what was decided to state nothing, or something outside the codebook, is looked at, and what
was handled where it was taken for what came in; two numbers that add up to a third confirm what its
words say, and never more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from extractor.indicators.frames import Frame
from extractor.indicators.outright.seen import Seen, Told
from extractor.indicators.statements import OTHER
from extractor.records import Figure

_BARE_SUM = re.compile(r"[\s，、]*(?:全年|年内|本年度?)?(?:办理)?(?:共计|合计|总计|共)\s*")
_APPLIED_FOR = regex.compile(
    r"(?:收到|受理|接到|接收)(?:了|群众|公民|各类|的)*(?:政府|政务)?信息(?:依申请)?公开申请(?:共|共计)?$"
)
_CAME = re.compile(r"(?:收到|受理|接到|接收)(?:了|共|群众)*\s*$")
_APPLICATIONS = re.compile(r"\s*的?(?:政府|政务)?信息公开申请(?!人|表|指南|咨询)")
"""收到12人次的信息公开申请."""
_TIMES = frozenset(["次", "人次", "条"])
"""Units in which applications are counted now and then, and other things far more often."""
_ANSWERED = re.compile(r"[\s，、]*(?:已|共|均|按时|按期)*(?:答复|办结|回复)(?:了|共)?\s*")
_OUTCOMES = {
    "予以公开": "granted",
    "部分公开": "partial",
    "不予公开": "denied",
    "无法提供": "unavailable",
    "不予处理": "rejected",
}
"""其中予以公开5次: what became of applications that are counted so."""
_DECIDED = re.compile(
    rf"\s*(?:申请)?(?:依法|分别)?作出(?:了)?(?P<what>{'|'.join(_OUTCOMES)})的?(?:决定|答复|处理)"
)
"""对5件作出不予处理决定: what was decided stands behind the number."""
_CAME_IN = ("t3.new.total", "t3.carried_in.total")
_REVIEW, _LAWSUITS = "t4.review.total", "t4.litigation.total"
_NO_CASE = re.compile(r"行政(?P<kind>复议|诉讼)(?:案件|案)?(?:共|为)?\s*$")
"""没有申请，行政复议0条: in whatever unit."""
_DISPUTES = regex.compile(r"(?:争议|纠纷)(?:案件|案)?(?:共|共计|合计|为|有)*\s*$")
"""行政争议3件，其中复议1件、诉讼2件."""
_ASKED_FOR = regex.compile(
    r"(?:收到|受理|接到)[^，。；\d]{0,10}申请公开(?:的)?(?:政府)?信息(?:数量?|件数)?(?:共|为)?\s*$"
)
"""受理自然人申请公开信息数9件."""
_NOT_PROVIDED = re.compile(r"无法提供(?:的)?(?:共|有|为)?\s*$")
_WHY = regex.compile(r"不掌握|未制作|没有现成|需(?:要)?(?:另行)?(?:制作|加工)|不明确")
"""Reasons of the rows under 无法提供."""
_HANDLED = re.compile(
    r"(?:共|全年|总共)*(?:办理|办结|处理)(?:了)?(?:政府信息)?(?:依申请公开|信息公开申请|申请)(?:件|事项)?(?:共)?\s*$"
)
_RECEIVED = re.compile(r"收|受理|接[到获]")
"""What came in, and is told beside what was handled."""
_PUT_IN = regex.compile(
    r"(?:处理|办理)[^，。；\d]{0,4}(?:依申请公开|信息公开申请)(?:件|事项)?(?:共)?\s*$"
)
"""处理申请46件，办结48件，其中2件上年转入."""
COUNTED = ("count", "cumulative")
"""Kinds of numbers that may be of cases or of documents."""
NEXT = 3
"""How many figures behind may tell what became of those and of those carried in."""


def of_cases(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """What a figure that was left open says of applications or cases."""
    if figure.kind not in COUNTED:
        return None
    if figure.indicator in (None, _CAME_IN[0]) and _handled(seen, frame):
        return "t3.total.total"
    if figure.indicator not in (None, OTHER):
        return None
    left, out = frame.left, seen.figures
    if figure.unit in _TIMES and (told := _of_applications(frame, figure, out)):
        return told
    if not figure.value:
        return _of_none(frame, out) if "行政" in left else None
    if frame.scoped_body or figure.scope.year is not None:
        return None
    if _DISPUTES.search(left):
        behind = {f.indicator: f.value for f in _behind(frame, out)[:2]}
        both = behind.keys() == {_REVIEW, _LAWSUITS} and sum(behind.values()) == figure.value
        return f"{_REVIEW}+{_LAWSUITS}" if both else None
    return _of_what_was_open(frame, figure, out) if figure.indicator is None else None


def _of_what_was_open(frame: Frame, figure: Figure, out: Sequence[Figure]) -> Told:
    left = frame.left
    if "作出" in frame.right and (decided := _DECIDED.match(frame.right)):
        return f"t3.{_OUTCOMES[decided['what']]}.total"
    if _BARE_SUM.fullmatch(left) and frame.index > 1:
        return _of_what_came_in(frame, out)
    if "申请" in left:
        if _ASKED_FOR.search(left):
            return "t3.new.person" if "自然人" in left or "个人" in left else _CAME_IN[0]
        if _PUT_IN.search(left):
            return _by_what_became(frame, figure, out)
    if "无法提供" in left and _NOT_PROVIDED.search(left):
        return "t3.unavailable.total" if len(set(_WHY.findall(left))) > 1 else None
    return None


def _handled(seen: Seen, frame: Frame) -> bool:
    """Is a number that was read as of those received one of those handled, told apart from them?

    受理申请41件，另有上年转办3件。年内办理申请38件: what came in is told and differs.
    """
    if _RECEIVED.search(frame.left) or not _HANDLED.search(frame.left) or frame.scoped_body:
        return False
    out, own = seen.figures, seen.figures[frame.index]
    near = range(max(0, frame.index - NEXT), frame.index)
    told = [k for k in near if out[k].indicator == _CAME_IN[0] and not out[k].scope.body]
    return any(
        _RECEIVED.search(seen.frames[k].left)
        and frame.sentence - out[k].sentence <= 1
        and out[k].value != own.value
        for k in told
    )


def _behind(frame: Frame, out: Sequence[Figure]) -> list[Figure]:
    """The next figures of its sentence, shares and changes left out."""
    near = out[frame.index + 1 : frame.index + 1 + 2 * NEXT]
    told = [f for f in near if f.sentence == frame.sentence and f.kind == "count"]
    return told[:NEXT]


def _of_none(frame: Frame, out: Sequence[Figure]) -> Told:
    """行政复议0条 behind a statement that there was no application, or no other case."""
    named = _NO_CASE.search(frame.left)
    before = out[frame.index - 1] if frame.index else None
    if named is None or before is None or before.sentence != frame.sentence or before.value:
        return None
    of_cases_too = (before.indicator or "").startswith(("t3.new", "t4."))
    return (_REVIEW if named["kind"] == "复议" else _LAWSUITS) if of_cases_too else None


def _by_what_became(frame: Frame, figure: Figure, out: Sequence[Figure]) -> Told:
    """Those that came in, where what was closed is these and what was carried in."""
    behind = {f.indicator: f.value for f in _behind(frame, out)}
    closed, carried = behind.get("t3.total.total"), behind.get(_CAME_IN[1])
    if not closed or not carried:
        return None
    return _CAME_IN[0] if figure.value + carried == closed else None


def _of_applications(frame: Frame, figure: Figure, out: Sequence[Figure]) -> Told:
    """收到信息公开申请8次，其中予以公开5次: what came in, and what became of it."""
    if frame.parent is None:
        if "申请" in frame.left:
            return _CAME_IN[0] if _APPLIED_FOR.search(frame.left) else None
        if "公开申请" in frame.right and _APPLICATIONS.match(frame.right):
            return _CAME_IN[0] if _CAME.search(frame.left) else None
        before = out[frame.index - 1] if frame.index else figure
        told_on = before.sentence == frame.sentence and before.unit == figure.unit
        answered = told_on and before.indicator == _CAME_IN[0] and _ANSWERED.fullmatch(frame.left)
        return "t3.total.total" if answered else None
    whole = out[frame.parent]
    row = _OUTCOMES.get(frame.left.strip(" ，、").removeprefix("其中").removesuffix("的"))
    of_them = whole.indicator == _CAME_IN[0] and whole.unit == figure.unit
    return f"t3.{row}.total" if row and of_them else None


def _of_what_came_in(frame: Frame, out: Sequence[Figure]) -> Told:
    """新收36件，上年结转0件，共计36件: all that there was to be answered."""
    two = out[frame.index - 2 : frame.index]
    came_in = tuple(f.indicator for f in two) == _CAME_IN
    near = all(f.sentence == frame.sentence and not f.scope.body for f in two)
    if not (came_in and near) or sum(f.value for f in two) != out[frame.index].value:
        return None
    return "+".join(_CAME_IN)
