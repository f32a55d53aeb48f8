"""What the rules over sums of cells share: parts held against the total that a form prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from extractor.records import Fault, Verdict
from extractor.rules._context import Context, spans, values
from extractor.rules._identities import Equation
from extractor.rules._registry import Outcome

Tell = Callable[[Equation, Sequence[Decimal], Decimal, Decimal], str]
"""Puts a broken sum into words: the equation, its parts, what they add up to, the total."""


def sums_against_totals(context: Context, code: str, tell: Tell) -> Iterator[Outcome]:
    """Every equation of the rule `code` whose right side is one cell, the total.

    One with a blank, absent or unreadable cell is skipped: what stands in it could be the
    difference.
    """
    for equation in context.equations(code):
        cells = context.evidence(code, (*equation.left, *equation.right))
        if cells is None:
            yield Verdict.SKIPPED
            continue
        *parts, total = values(cells)
        found = sum(parts, Decimal(0))
        if found == total:
            yield Verdict.PASSED
            continue
        yield Fault(
            message=tell(equation, parts, found, total),
            expected=found,
            actual=total,
            difference=found - total,
            cells=tuple(c.id for c in cells),
            spans=spans(cells),
        )
