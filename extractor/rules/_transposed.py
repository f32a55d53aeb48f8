"""Numbers told again with two digits that changed places: 留言318条, and 381条居民留言.

By chance two numbers of a report hardly stand so to each other and are told with the same noun. So
it is enough that one of them is known for what it states, and that they share words beside those
that any whole may have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.indicators.model.labels import OTHER
from extractor.records import Figure
from extractor.rules._context import Context
from extractor.rules._plainness import levels_of
from extractor.rules._restated import around, is_no_whole, of_a_period, own_words, told_before
from extractor.rules._some_cases import CASES, COUNTED

LEAST_DIGITS = 3
"""Smaller numbers stand so to each other by chance."""
MOST_PLACES = 6
"""Numbers of the same digits that are kept."""
_HANZI = re.compile(r"[\u4e00-\u9fff]")


def transposed(context: Context) -> Iterator[tuple[int, int, str]]:
    """(first place, later place, indicator) of each such pair."""
    parts = {i for r in context.extraction.relations if r.kind == "parts" for i in r.right}
    places: dict[tuple[str, str], list[int]] = {}
    times: dict[Decimal, int] = {}
    for figure in context.figures:
        times[figure.value] = times.get(figure.value, 0) + 1
    for index, figure in enumerate(context.figures):
        digits = str(figure.value)
        if len(digits) < LEAST_DIGITS or not _may_be_told_again(figure):
            continue
        unit = "件" if figure.unit in CASES else figure.unit
        earlier = places.setdefault((unit, "".join(sorted(digits))), [])
        alone = times[figure.value] == 1 and index not in parts
        for first in earlier:
            indicator = _of_both(context.figures[first], figure)
            if alone and indicator and _one_thing(context, first, index, indicator):
                yield first, index, indicator
                break
        if len(earlier) < MOST_PLACES:
            earlier.append(index)


def _may_be_told_again(figure: Figure) -> bool:
    exact = figure.kind in COUNTED and figure.qualifier == "exact"
    return exact and figure.scope.year is None


def _of_both(first: Figure, later: Figure) -> str:
    """What the two state, where one of them is known for it and the other for nothing else."""
    named = {f.indicator for f in (first, later)} - {None, OTHER}
    return str(named.pop()) if len(named) == 1 else ""


def _one_thing(context: Context, first: int, later: int, indicator: str) -> bool:
    one, other = context.figures[first], context.figures[later]
    between = context.text[one.end : other.start]
    if one.sentence == other.sentence and "；" not in between:
        return False
    if one.scope.body != other.scope.body or not _neighbours_swapped(one.value, other.value):
        return False
    if one.scope.body is None and levels_of(context, one) != levels_of(context, other):
        return False
    if any(of_a_period(context, f) or is_no_whole(context, f) for f in (one, other)):
        return False
    if not _pairs(context, one) & _pairs(context, other):
        return False
    return not told_before(context, later, indicator, one)


def _neighbours_swapped(value: Decimal, other: Decimal) -> bool:
    one, two = str(value), str(other)
    apart = [i for i, (a, b) in enumerate(zip(one, two, strict=True)) if a != b]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and (one[apart[0]], one[apart[1]]) == (two[apart[1]], two[apart[0]])
    )


def _pairs(context: Context, figure: Figure) -> set[str]:
    """Pairs of characters around the figure that not any whole may have."""
    found: set[str] = set()
    for side in around(context, figure):
        for words in own_words(side):
            found |= {words[i : i + 2] for i in range(len(words) - 1)}
    return {p for p in found if len(_HANZI.findall(p)) == len(p)}
