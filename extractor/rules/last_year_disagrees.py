"""Y103: what the prose says of last year against last year's report."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from extractor.arithmetic import Interval, change_agrees, interval
from extractor.indicators.relations import falls_in
from extractor.records import Fault, Figure, Severity, Verdict, YearBefore
from extractor.rules._changes import true_change
from extractor.rules._context import Context
from extractor.rules._prose import quote, span_of
from extractor.rules._registry import Outcome, rule
from extractor.rules._some_cases import CERTAIN, COUNTED
from extractor.rules._wording import number
from extractor.rules._years import same_basis, that_report


@rule("Y103", severity="warning", since="0.1.0", title="与上年相比的数据与上年度报告不符")
def last_year_disagrees(context: Context) -> Iterator[Outcome]:
    """A change against last year, or last year's figure, disagrees with last year's report.

    What it checks
    Increases and decreases `较上年` whose base the text leaves out, and figures that the prose
    gives for the year before, against the tables of the same agency's report of that year;
    narrative figures against the one figure that report tells of the same thing.

    Why it matters
    Readers compare years. A change that cannot be worked out from the two published reports
    means that one of them was revised without a word, or that the base was another one.

    How approximation and blanks are treated
    Rounding and truncation at the stated precision are both right; approximate operands decide
    nothing. Where the base is narrative, or the form or the name of the body changed, it is a
    notice: the two reports may not count the same.

    Source
    条例第五十条: figures of the report; GB/T 8170 for rounding.

    Fires on
        @year 2024
        @before t3.new.total = 50
        全年收到政府信息公开申请58件，较上年增长20%。
        --
        @year 2024
        @before t3.new.total = 50
        2024年收到政府信息公开申请58件，2023年收到政府信息公开申请52件。

    Silent on
        @year 2024
        @before t3.new.total = 50
        全年收到政府信息公开申请58件，较上年增长16%。
    """
    before = context.before
    if before is None:
        return
    for relation in context.extraction.relations:
        if relation.kind == "on_year":
            yield _change(context, before, relation.left[0], relation.right[0])
    for index, figure in enumerate(context.figures):
        if figure.scope.year == before.year and figure.kind in COUNTED:
            yield _last_years(context, before, index, figure)


def _change(context: Context, before: YearBefore, stated_at: int, now_at: int) -> Outcome:
    stated, now = context.figures[stated_at], context.figures[now_at]
    then = _then(context, before, now)
    if then is None or not then.value:
        return Verdict.SKIPPED
    sentence = context.sentences[stated.sentence]
    falls = falls_in(context.text[sentence.start : stated.start])
    agrees = change_agrees(stated, now, then, falls)
    if agrees is None:
        return Verdict.SKIPPED
    if agrees:
        return Verdict.PASSED
    expected, told = true_change(stated, now, then, falls)
    return Fault(
        message=f"正文称“{quote(context, now)}”“{quote(context, stated)}”，"
        f"而{that_report(before)}中{context.codebook.describe(now.indicator or '')}为"
        f"{number(then.value)}{now.unit}，{told}。",
        expected=expected,
        actual=stated.value,
        difference=stated.value - expected,
        cells=context.codebook.expand(now.indicator or "", context.form_used),
        figures=(stated_at, now_at),
        spans=(span_of(stated), span_of(now)),
        severity=_severity(context, before, now),
    )


def _last_years(context: Context, before: YearBefore, index: int, figure: Figure) -> Outcome:
    then = _then(context, before, figure)
    if then is None:
        return Verdict.SKIPPED
    if interval(figure).meets(Interval(then.low, then.high)):
        return Verdict.PASSED
    off = figure.value - then.value
    return Fault(
        message=f"正文称“{quote(context, figure)}”，而{that_report(before)}中"
        f"{context.codebook.describe(figure.indicator or '')}为{number(then.value)}{figure.unit}，"
        f"相差{number(abs(off))}{figure.unit}。",
        expected=then.value,
        actual=figure.value,
        difference=off,
        cells=context.codebook.expand(figure.indicator or "", context.form_used),
        figures=(index,),
        spans=(span_of(figure),),
        severity=_severity(context, before, figure),
    )


def _then(context: Context, before: YearBefore, figure: Figure) -> Figure | None:
    """Last year's figure for what `figure` states, in its words; None where nothing is sure."""
    name = figure.indicator
    if name is None or figure.confidence < CERTAIN or figure.scope.body is not None:
        return None
    told = before.told.get(name)
    if told is not None:
        return told if told.unit == figure.unit else None
    if figure.kind == "amount":
        return None
    cells = context.codebook.expand(name, before.form)
    found = [before.cells[c] for c in cells if c in before.cells]
    if not cells or len(found) < len(cells):
        return None
    total = sum(found, Decimal(0))
    return msgspec.structs.replace(
        figure, value=total, low=total, high=total, qualifier="exact", step=None
    )


def _severity(context: Context, before: YearBefore, figure: Figure) -> Severity | None:
    narrative = figure.indicator is not None and figure.indicator in before.told
    return "notice" if narrative or not same_basis(context, before) else None
