"""P202: a stated share or rate against the figures it is a share of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.arithmetic import places, rounds_to, share_agrees, share_of, together
from extractor.records import Fault, Figure, Relation, Verdict
from extractor.rules._context import Context
from extractor.rules._prose import quote, span_of
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import number

_BASES = ("t3.new.total", "t3.total.total")


FARTHEST = 4
"""No slip makes a share so many times larger or smaller …"""
FAR_APART = 20
"""… where it is off by more than so many percentage points."""


@rule("P202", severity="error", since="0.1.0", title="占比或比率与所依据的数据不符")
def share_disagrees(context: Context) -> Iterator[Outcome]:
    """A stated share or rate disagrees with the figures it is a share of.

    What it checks
    占比 and 率 whose part and whole both stand in the prose: 31件，占20% of 150件; also the share
    of several parts together, and what is told as so many times last year's.

    Why it matters
    Shares are worked out by hand and survive the correction of the numbers they came from.

    How approximation and blanks are treated
    Rounding and truncation at the stated precision are both right (七成 for 67% or 75%), and so
    is rounding once more what was rounded to two places. 约, 近, 超 are held to their side.
    Shares of one whole that add up to 100 % may each be evened out by less than their last
    place. Where several wholes come into question (the total of the report's own table among
    them), none may fit before it is a fault. Of a whole that is none no share can be worked out:
    skipped. A share more than fourfold off, and by more than
    twenty points, is one of other numbers: skipped.

    Source
    条例第五十条: figures of the report; GB/T 8170 for rounding.

    Fires on
        全年收到申请150件，其中网上申请120件，占75%。

    Silent on
        全年收到申请150件，其中网上申请121件，占80.6%。
        --
        收到申请640件，其中网上527件，占82.3%，信函104件，占16.2%，当面9件，占1.5%。
        --
        公开信息301条，其中政策文件138条，占45.9%。
        --
        收到申请150件，其中网上申请121件，占80.6%；收到信访0件，其中网上信访0件，占0%。
    """
    shares = [r for r in context.extraction.relations if r.kind == "share"]
    for relation in shares:
        stated = context.figures[relation.left[0]]
        *several, base = (context.figures[i] for i in relation.right)
        if not base.value:
            yield Verdict.SKIPPED
            continue
        part = together(several)
        if share_agrees(stated, part, base) or _fits_table(context, stated, part):
            yield Verdict.PASSED
            continue
        exact = share_of(part, base) / (100 if stated.unit == "倍" else 1)
        if _far_off(stated.value, exact):
            yield Verdict.SKIPPED
            continue
        if _evened_out(context, shares, relation, exact):
            yield Verdict.PASSED
            continue
        shown = exact.quantize(Decimal(1).scaleb(-max(2, places(stated.value))))
        if rounds_to(shown, stated.value):  # 45.8472 % told as 45.85 %, and that as 45.9 %
            yield Verdict.PASSED
            continue
        times = stated.unit == "倍"
        off = f"{number(abs(stated.value - shown))}{'倍' if times else '个百分点'}"
        told = "、".join(f"“{quote(context, p)}”" for p in several)
        yield Fault(
            message=f"正文称“{quote(context, stated)}”，而按{told}与"
            f"“{quote(context, base)}”计算应为{number(shown)}{'倍' if times else '%'}，相差{off}。",
            expected=shown,
            actual=stated.value,
            difference=stated.value - shown,
            figures=(relation.left[0], *relation.right),
            spans=tuple(span_of(f) for f in (stated, *several, base)),
        )


def _far_off(stated: Decimal, exact: Decimal) -> bool:
    """Do the two differ so much that the share is of other numbers than these?"""
    small, large = sorted((stated, exact))
    return large > small * FARTHEST and large - small > FAR_APART


def _evened_out(
    context: Context, shares: list[Relation], relation: Relation, exact: Decimal
) -> bool:
    """Is the share off by less than its last place, so that all of one whole make up 100 %?"""
    stated = context.figures[relation.left[0]]
    last_place = Decimal(1).scaleb(-places(stated.value))
    of_base = [context.figures[r.left[0]] for r in shares if r.right[-1] == relation.right[-1]]
    whole = [s for s in of_base if s.sentence == stated.sentence]
    return abs(stated.value - exact) < last_place and sum(s.value for s in whole) == 100


def _fits_table(context: Context, stated: Figure, part: Figure) -> bool:
    """Is it the share of a total that only the table states?"""
    totals = [context.value(i) for i in _BASES]
    known = [t for t in totals if t]
    carried = context.value("t3.carried_in.total")
    if totals[0] is not None and carried is not None:
        known.append(totals[0] + carried)
    return part.unit in ("件", "起", "宗") and any(
        rounds_to(part.value * 100 / t, stated.value) for t in known if t
    )
