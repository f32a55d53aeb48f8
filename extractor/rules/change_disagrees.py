"""P203: a stated change against the two figures it compares."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.arithmetic import change_agrees
from extractor.indicators.relations import falls_in
from extractor.records import Fault, Verdict
from extractor.rules._changes import true_change
from extractor.rules._context import Context
from extractor.rules._prose import quote, span_of
from extractor.rules._registry import Outcome, rule

_MEAN = regex.compile(r"(?:[年季月日]|平)均[^，。；\d]{0,6}$")
"""年均增长20%: of each of several years, which are not told."""


@rule("P203", severity="error", since="0.1.0", title="增减数或增减幅与所比较的数据不符")
def change_disagrees(context: Context) -> Iterator[Outcome]:
    """A stated change disagrees with the two figures it compares, both in the text.

    What it checks
    Increases and decreases, in pieces, per cent, times or percentage points, whose two
    figures (this year's and the one compared with) both stand in the sentence; the direction
    as well as the size.

    Why it matters
    Changes are what the press quotes, and are worked out by hand.

    How approximation and blanks are treated
    Rounding and truncation at the stated precision are both right; operands that are
    approximate decide nothing, nor does a mean of several years (年均增长). A change whose base is
    not in the text is Y103's.

    Source
    条例第五十条: figures of the report; GB/T 8170 for rounding.

    Fires on
        @year 2023
        2023年收到申请58件，较2022年的50件增长18%。

    Silent on
        @year 2023
        2023年收到申请58件，较2022年的50件增加8件，增长16%。
    """
    for relation in context.extraction.relations:
        if relation.kind != "change":
            continue
        stated = context.figures[relation.left[0]]
        now, before = (context.figures[i] for i in relation.right)
        sentence = context.sentences[stated.sentence]
        words = context.text[sentence.start : stated.start]
        if _MEAN.search(words):
            yield Verdict.SKIPPED
            continue
        falls = falls_in(words)
        agrees = change_agrees(stated, now, before, falls)
        if agrees is None:
            yield Verdict.SKIPPED
            continue
        if agrees:
            yield Verdict.PASSED
            continue
        expected, told = true_change(stated, now, before, falls)
        yield Fault(
            message=f"正文称“{quote(context, stated)}”，"
            f"而按“{quote(context, before)}”与“{quote(context, now)}”计算，{told}。",
            expected=expected,
            actual=stated.value,
            difference=stated.value - expected,
            figures=(relation.left[0], *relation.right),
            spans=(span_of(stated), span_of(now), span_of(before)),
        )
