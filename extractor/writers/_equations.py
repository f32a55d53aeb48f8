"""What the prose puts into an equation, one short note each: `148条＋201条＋163条＝512条 ✓`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

import msgspec

from extractor.arithmetic import change_agrees, share_agrees, sums_agree, together
from extractor.indicators.relations import falls_in
from extractor.records import Extraction, Figure, Relation, Report

_MOST = 8
"""Parts of a list that are shown; the others stand behind an ellipsis."""
_JUDGES = frozenset(["P201", "P202", "P203"])
"""The rules that decide whether a relation holds."""


class Equation(msgspec.Struct, frozen=True):
    """One relation in words. `code` is that of the finding against it; empty where it holds."""

    text: str
    code: str
    members: tuple[int, ...]
    """Indices into `Extraction.figures`."""


def equations(report: Report, show: Callable[[str], str]) -> dict[int, list[Equation]]:
    """By sentence: the equations whose last figure stands there; `show` cleans a figure's text.

    Those that were not decided (operands too open, the rule left out) are left out.
    """
    found: dict[int, list[Equation]] = {}
    for sentence, equation in _each(report, show):
        there = found.setdefault(sentence, [])
        if equation not in there:
            there.append(equation)
    return found


def _each(report: Report, show: Callable[[str], str]) -> Iterator[tuple[int, Equation]]:
    extraction = report.extraction
    against = {frozenset(f.figures): f.code for f in report.findings if f.code in _JUDGES}
    for relation in extraction.relations:
        members = tuple(dict.fromkeys((*relation.left, *relation.right)))
        code = against.get(frozenset(members), "")
        if relation.kind == "on_year":
            continue  # last year's figure stands in another report
        if relation.cells or (not code and not _holds(relation, extraction)):
            continue
        text = _words(relation, extraction.figures, show, wrong=bool(code))
        last = max(extraction.figures[i].sentence for i in members)
        yield last, Equation(text, code, members)


def _holds(relation: Relation, extraction: Extraction) -> bool:
    left = [extraction.figures[i] for i in relation.left]
    right = [extraction.figures[i] for i in relation.right]
    if relation.kind == "parts":
        found = sums_agree(left[0], right)
        return found == "agrees" or (found == "short" and relation.open)
    if relation.kind == "flow":
        return _sum(left) == _sum(right)
    if relation.kind == "share":
        return share_agrees(left[0], together(right[:-1]), right[-1])
    sentence = extraction.sentences[left[0].sentence]
    falls = falls_in(extraction.document.text[sentence.start : left[0].start])
    return bool(change_agrees(left[0], right[0], right[1], falls))


def _sum(figures: Sequence[Figure]) -> Decimal:
    return sum((f.value for f in figures), Decimal(0))


def _words(
    relation: Relation, figures: Sequence[Figure], show: Callable[[str], str], *, wrong: bool
) -> str:
    left = [show(figures[i].text) for i in relation.left]
    right = [show(figures[i].text) for i in relation.right]
    if relation.kind == "share":
        part = _added(right[:-1]) if len(right) == 2 else f"（{_added(right[:-1])}）"
        return f"{part}÷{right[-1]}{'≠' if wrong else '≈'}{left[0]}"
    if relation.kind == "change":
        return f"{right[1]}→{right[0]}：{left[0]}"
    if relation.kind == "flow":
        return f"{_added(left)}{'≠' if wrong else '＝'}{_added(right)}"
    sign = "≠" if wrong else "≤" if relation.open else "＝"
    return f"{_added(right)}{sign}{left[0]}"


def _added(terms: Sequence[str]) -> str:
    return "＋".join([*terms[:_MOST], "…"] if len(terms) > _MOST else terms)
