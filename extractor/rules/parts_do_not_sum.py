"""P201: the parts of a list against their whole, and flows told in prose."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.arithmetic import interval, last_place, sums_agree, totals_agree
from extractor.indicators.relations.identities import OUTCOMES
from extractor.indicators.relations.overlaps import SAID_TO_OVERLAP
from extractor.records import Fault, Figure, Relation, Verdict
from extractor.rules._context import Context
from extractor.rules._prose import quote, span_of
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import number

_NEW, _IN = "t3.new.total", "t3.carried_in.total"
_DONE, _OUT = "t3.total.total", "t3.carried_out.total"
_OUTCOMES = tuple(f"t3.{r}." for r in OUTCOMES)
_TAKEN_OUT = regex.compile(
    r"告知向|剔除|扣除|减去|除去|核减|撤回|撤销|撤件|收回|终止|并案|并入|合并|注销|退[回件]|转[出办送至]|移送|作废|放弃"
)
"""Around what left the books in another way than by an answer."""
_EXCEPT = regex.compile(r"(?:除了?|扣除|除去|剔除|重复)[^，。；\d]{0,6}$")
"""Before a number that is left out of a sum."""
_BESIDE = regex.compile(r"[，；（]?(?:另外?|此外|其中|还有?|不含|未含|包?含|包括)[^，。；\d]{0,6}")
"""Between a list and a number that stands beside its parts."""
BEHIND = 40
"""So many characters behind a list may say that its parts overlap."""
EXCEPT_REACH = 4
"""How many figures before a list such a number may stand."""
FARTHEST = 3
"""Sums that differ by more than so many times are of two things, if by more than `LEAST_APART`."""
ONE_SIDE = 2
"""The same of the sides of a balance."""
LEAST_APART = 10
"""So far apart may small numbers be by a slip."""
MOST_SHOWN = 12
"""So many parts are told one by one."""


@rule("P201", severity="error", since="0.1.0", title="正文分项之和与总数不符")
def parts_do_not_sum(context: Context) -> Iterator[Outcome]:
    """The listed parts do not add up to the stated whole, or a flow in prose does not balance.

    What it checks
    Wholes and the parts that the prose lists for them (其中, 包括, brackets, 合计 behind the
    parts); and 新收 + 上年结转 against 办结 + 结转下年 where a passage tells all four.

    Why it matters
    A reader can add. A list that does not sum is the most visible error of a report.

    How approximation and blanks are treated
    Sums are taken over intervals: 400余条 may have exact parts of 417. A list that is open
    (等, 其中包括, 主要有) may fall short of its whole and must not exceed it. A list that does
    not claim to be complete is held to be so only where little is missing. Parts that
    overlap by their own words (重复计算) are left alone, and so is what stands before
    papers that are disclosed and those that are not. A list whose rest is told
    without its number (其余为…) may fall short, and so may one of how cases of another matter were
    decided: some may be pending. What is told beside a sum or its parts and makes up the
    difference (另有…, 其中…) is no fault. Sides that differ more than
    threefold (of a balance twofold), and by more than ten, are of different things: skipped. A
    balance that lacks just what the prose says was withdrawn, merged or passed on holds. Shares
    that are summed up may each be rounded.

    Source
    条例第五十条: the report gives 数量 and 分类; 国办公开办函〔2021〕30号, table 3 for the flow.

    Fires on
        全年收到政府信息公开申请54件，其中自然人48件，法人或其他组织5件。
        --
        @year 2023
        本年度新收申请60件，上年结转3件，办结58件，结转下年度4件。

    Silent on
        全年收到政府信息公开申请54件，其中自然人48件，法人或其他组织6件。
        --
        主动公开信息700余条，其中网站430条、微信公众号300条。
        --
        全年印发文件62件，其中规范性文件2件，主动公开35件，不予公开27件。
        --
        主动公开信息800条，其中包括政策文件40条、人事信息22条。
        --
        @year 2023
        上年结转5件，本年新收60件。扣除申请人撤回的4件，办结58件，结转下年3件。
        --
        受理备案520件，其中准予490件，不予12件，撤回8件。
        --
        甲县收件21件、乙县收件28件，全市收件52件，其中3件由市直部门收到。
        --
        @year 2023
        除2件次年才能答复的以外，本年新收的31件与上年结转的3件均已办结，合计32件。
    """
    flows = [r for r in context.extraction.relations if r.kind == "flow"]
    longest = {r.right: r for r in sorted(flows, key=lambda r: len(r.left))}
    balanced = {(r.left, r.right) for r in flows}
    for relation in context.extraction.relations:
        if relation.kind == "parts" and (relation.left, relation.right) in balanced:
            continue  # 要办29件，其中办结27件、结转3件: told once, as a balance
        if relation.kind == "parts":
            yield _parts(context, relation)
        elif relation.kind == "flow":
            found = _flow(context, relation)
            if found is Verdict.PASSED or relation is longest[relation.right]:
                yield found  # 31件（新收28件，结转3件） is held against 办结 and 结转 once


def _parts(context: Context, relation: Relation) -> Outcome:
    figures = context.figures
    whole = figures[relation.left[0]]
    parts = [figures[i] for i in relation.right]
    found = sums_agree(whole, parts)
    if found == "agrees" or (found == "short" and relation.open):
        return Verdict.PASSED
    if _parts_of_another(context, relation) or _all_to_deal_with(context, whole, parts):
        return Verdict.PASSED
    if sums_agree(whole, parts[-2:]) == "agrees" and _disclosed_or_not(context, parts):
        return Verdict.PASSED
    total = sum((p.value for p in parts), Decimal(0))
    if _excepted(context, relation, total - whole.value):
        return Verdict.PASSED
    if _told_behind(context, relation, total - whole.value):
        return Verdict.PASSED
    if whole.unit == "%" and abs(whole.value - total) < last_place(whole) * len(parts):
        return Verdict.PASSED  # each is rounded
    if _far_apart(whole.value, total):
        return Verdict.SKIPPED
    factor = Decimal(1)
    if any(p.unit != whole.unit for p in parts) and whole.kind == "amount":
        total = sum((interval(p).low or Decimal(0) for p in parts), Decimal(0))
        factor = (interval(whole).low or Decimal(1)) / whole.value if whole.value else Decimal(1)
    total /= factor
    unit = whole.unit
    mixed = whole.kind == "amount" and len({p.unit for p in (whole, *parts)}) > 1
    shown = "＋".join(f"{number(p.value)}{p.unit if mixed else ''}" for p in parts[:MOST_SHOWN])
    shown += "＋…" if len(parts) > MOST_SHOWN else ""
    return Fault(
        message=f"正文称“{quote(context, whole)}”，而所列分项之和为{number(total)}{unit}"
        f"（{shown}），两者相差{number(abs(whole.value - total))}{unit}。",
        expected=total,
        actual=whole.value,
        difference=whole.value - total,
        figures=tuple(dict.fromkeys((relation.left[0], *relation.right))),
        spans=tuple(span_of(f) for f in (whole, *parts)),
    )


def _disclosed_or_not(context: Context, parts: list[Figure]) -> bool:
    """印发62件，其中规范性文件2件，主动公开35件，不予公开27件: two divisions in one list?"""
    at = [context.sentences[parts[0].sentence].start, *(p.end for p in parts)]
    named = ["公开" in context.text[a : p.start] for a, p in zip(at[1:], parts[1:], strict=False)]
    return len(parts) > 2 and named == [False] * (len(parts) - 3) + [True, True]


def _excepted(context: Context, relation: Relation, missing: Decimal) -> bool:
    """除4件到次年才能答复的以外，新收73件与结转2件均已办结，共71件: is what lacks left out?"""
    whole = context.figures[relation.left[0]]
    start = context.sentences[whole.sentence].start
    first = max(0, min(*relation.left, *relation.right) - EXCEPT_REACH)
    near = context.figures[first : first + EXCEPT_REACH + len(relation.right) + 1]
    return missing > 0 and any(
        f.value == missing
        and f.sentence == whole.sentence
        and _EXCEPT.search(context.text[start : f.start]) is not None
        for f in near
    )


def _told_behind(context: Context, relation: Relation, more: Decimal) -> bool:
    """甲县21件、乙县28件，全市收件52件，其中3件由市直部门收到; …（1件同时涉及两种答复）.

    What is missing is told right behind, or what is too much is said to be counted twice.
    """
    last = max(*relation.left, *relation.right)
    end = context.figures[last].end
    sentence = context.sentences[context.figures[last].sentence]
    behind = context.figures[last + 1 : last + 2]
    told = behind[0].value if behind and behind[0].start < sentence.end else None
    if told == abs(more) and (more < 0 or last == relation.left[0]):
        return _BESIDE.fullmatch(context.text, end, behind[0].start) is not None
    around = min(sentence.end, end + BEHIND)
    return more > 0 and SAID_TO_OVERLAP.search(context.text, end, around) is not None


def _parts_of_another(context: Context, relation: Relation) -> bool:
    """Do the parts make up another number that stands before them in the sentence?

    受理69件，办结67件，其中…: of which of the two is not said.
    """
    figures, (whole,) = context.figures, relation.left
    parts = [figures[i] for i in relation.right]
    own = figures[whole]
    return any(
        f.sentence == own.sentence and f.unit == own.unit and f.kind == own.kind
        and f.scope == own.scope and sums_agree(f, parts) == "agrees"
        for i, f in enumerate(figures[: min(relation.right)])
        if i != whole and f.value
    )  # fmt: skip


def _all_to_deal_with(context: Context, whole: Figure, parts: list[Figure]) -> bool:
    """新收58件，其中予以公开22件、…、结转下年5件（含上年结转2件）: outcomes of more than came in.

    What was carried in and out may be told elsewhere in the prose, or by the table.
    """
    named = [p.indicator or "" for p in parts]
    between = any(
        f.indicator == _IN and whole.start < f.start < parts[0].start for f in context.figures
    )
    if whole.indicator != _NEW and not (whole.indicator in (_DONE, None) and between):
        return False  # 应由本办答复的23件，加上年结转1件，除2件延至下年外均已答复
    if not all(i.startswith(_OUTCOMES) or i == _OUT for i in named):
        return False
    total = sum((p.value for p in parts), Decimal(0))
    left = {Decimal(0)} if _OUT in named else _told(context, _OUT)
    return any(whole.value + came == total + out for came in _told(context, _IN) for out in left)


def _told(context: Context, cell: str) -> set[Decimal]:
    """Every value that prose or table gives for `cell`; none counts as one of them."""
    found = {f.value for f in context.figures if f.indicator == cell and f.scope.year is None}
    there = context.value(cell)
    return found | {Decimal(0) if there is None else there}


def _flow(context: Context, relation: Relation) -> Outcome:
    figures = context.figures
    into, out = [figures[i] for i in relation.left], [figures[i] for i in relation.right]
    came, went = _total(into), _total(out)
    if totals_agree(into, out) or _taken_out(context, relation, came - went):
        return Verdict.PASSED
    if _far_apart(came, went, ONE_SIDE):
        return Verdict.SKIPPED
    left = _shown(context, into)
    right = _shown(context, out)
    cases = any((f.indicator or "").startswith("t3.") for f in (*into, *out))
    sides = "收到与办理的件数" if cases else "年初数、增减数与年末数"
    off = f"{number(abs(came - went))}{into[0].unit or '件'}"
    return Fault(
        message=f"正文{sides}不平：{left}，而{right}，两者相差{off}。",
        expected=came,
        actual=went,
        difference=came - went,
        figures=(*relation.left, *relation.right),
        spans=tuple(span_of(f) for f in (*into, *out)),
    )


def _taken_out(context: Context, relation: Relation, missing: Decimal) -> bool:
    """上年9件，接收64件，剔除应退回的6件，答复59件，余8件: is what is missing told as taken out?"""
    members = (*relation.left, *relation.right)
    for i in range(min(members), min(max(members) + 2, len(context.figures))):
        figure = context.figures[i]
        if i in members or figure.value != missing or missing <= 0:
            continue
        sentence = context.sentences[figure.sentence]
        before = context.figures[i - 1].end if i else 0
        behind = context.figures[i + 1].start if i + 1 < len(context.figures) else sentence.end
        around = context.text[max(sentence.start, before) : min(behind, sentence.end)]
        if _TAKEN_OUT.search(around):
            return True
    return False


def _far_apart(one: Decimal, other: Decimal, times: int = FARTHEST) -> bool:
    """Do the two sides differ so much that they are of different things, and none is a slip?"""
    small, large = sorted((one, other))
    return large > small * times and large - small > LEAST_APART


def _shown(context: Context, side: list[Figure]) -> str:
    """One side of a balance: 新收60件＋结转3件＝63件, a single figure as it stands."""
    told = "＋".join(quote(context, f) for f in side)
    return told if len(side) == 1 else f"{told}＝{number(_total(side))}{side[0].unit or '件'}"


def _total(figures: list[Figure]) -> Decimal:
    return sum((f.value for f in figures), Decimal(0))
