"""Every figure of the prose as a record: numbers and zero statements, with kind and year."""

from __future__ import annotations

import re
from decimal import Decimal

from extractor.errors import TooLarge
from extractor.figures.finder import find_in, without_filled_brackets
from extractor.figures.kinds import kind_of
from extractor.figures.quantity import Quantity
from extractor.figures.scope import ScopeTracker
from extractor.figures.turns import as_told_before, with_years_of_changes
from extractor.figures.zeros import Zero, find_zeros
from extractor.language.first import swift
from extractor.language.folding import fold
from extractor.records import Document, Figure, Identity, Kind, Scope, Sentence

MAX_FIGURES = 5_000
"""Figures of one document. A long report has 400; what has more is a heap of documents, a ledger or
an attack, and no result for a part of it could be told from one for the whole."""

LOOK_BACK = 48
"""How much of the sentence before a figure tells its kind, in characters."""

SHORT_CLAUSE = 3
"""A clause with fewer characters before the figure tells nothing: `TAIL` characters are read."""

TAIL = 16
"""How far back over clause marks a short clause is widened, in characters."""

AHEAD = 16
"""How many characters behind a figure may say that it rose or fell to another, or is in force."""

SHORT_BEFORE = 10
"""How many characters before 一件 may say that there is none."""

_UP_TO_CLAUSE = re.compile(r".*(?:[，；。：\n]|[,:;](?!\d))", re.DOTALL)
"""All that stands before a clause."""

_ZERO = Decimal(0)
_ONE = Decimal(1)

_NOT_EVEN = swift(
    r"(?:未[^，。；\d]{1,5}(?:送达|发来|提出)|没有?|[从并]?未(?:曾)?(?:发生|收到|受理|接到|出现|产生|获|处罚|办理|采取|有)?过?|不曾|任何|无|不到)过?\s*$"
)
"""没有一件, 未受理过一件: none at all."""
_NONE_OF = swift(r"(?:申请)?(?:也|都|亦|均)?(?:没|未[收有受接跨采分获报漏])")
"""一件都没有."""


def find_figures(
    document: Document, sentences: tuple[Sentence, ...], identity: Identity
) -> tuple[Figure, ...]:
    """The figures of all sentences in text order, without indicators (zero statements have theirs).

    Raises `TooLarge` beyond `MAX_FIGURES`.
    """
    out: list[Figure] = []
    text = document.text
    folded, opened = fold(text), without_filled_brackets(text)
    for number, sentence in enumerate(sentences):
        found = find_in(text, sentence.start, sentence.end, opened)
        out.extend(_of_sentence(text, folded, found, number, sentence, identity.year))
        if len(out) > MAX_FIGURES:
            raise TooLarge(
                f"正文数据超过{MAX_FIGURES}处，不像一份年度报告；如含多份报告，请拆开后再查。"
            )
    return tuple(out)


def _of_sentence(
    text: str,
    folded: str,
    quantities: list[Quantity],
    number: int,
    sentence: Sentence,
    year: int | None,
) -> list[Figure]:
    """The figures of one sentence, the `number`-th; `folded` is `text` in half-width form."""
    found = [q for q in quantities if not _is_none(folded, q)]
    zeros = find_zeros(folded, sentence.start, sentence.end)
    if not found and not zeros:
        return []
    numbers = [(q.start, q.end) for q in found]
    silent = [z for z in zeros if not any(a < z.end and z.start < b for a, b in numbers)]
    tracker = ScopeTracker(year, folded[sentence.start : sentence.end])
    figures: list[Figure] = []
    between: list[str] = []
    previous_end = sentence.start
    every: list[Quantity | Zero] = [*found, *silent]
    for one in sorted(every, key=lambda q: q.start):
        between.append(folded[previous_end : one.start])
        if isinstance(one, Zero):
            figures.append(_zero(text, folded, one, number, previous_end, tracker))
        else:
            made = _figure(text, folded, one, number, sentence, previous_end, tracker)
            figures.append(as_told_before(made, figures, between))
        previous_end = one.end
    return with_years_of_changes(figures, between)


def _is_none(text: str, q: Quantity) -> bool:
    """Is it the 一件 of `没有一件` or `一件都没有`, which counts nothing?"""
    if q.value != _ONE or text[q.start] != "一":
        return False
    return bool(
        _NOT_EVEN.search(text[max(0, q.start - SHORT_BEFORE) : q.start])
        or _NONE_OF.match(text, q.end)
    )


def _kind_of_none(z: Zero) -> Kind:
    if z.indicator.endswith(".change"):
        return "change"
    return "amount" if z.unit in ("元", "万元") else "count"


def _zero(
    raw: str, text: str, z: Zero, number: int, previous_end: int, tracker: ScopeTracker
) -> Figure:
    """The record of a zero statement."""
    year = tracker.year_of(text[previous_end : z.start])
    return Figure(
        z.start, z.end, raw[z.start : z.end], _ZERO, _ZERO, _ZERO, z.unit, "zero",
        _kind_of_none(z), number,
        indicator=z.indicator, confidence=0.9, scope=Scope(year=year),
        readings=(z.indicator,), reason="zero",
    )  # fmt: skip


def _figure(
    raw: str,
    text: str,
    q: Quantity,
    number: int,
    sentence: Sentence,
    previous_end: int,
    tracker: ScopeTracker,
) -> Figure:
    """The record of `q`; `text` is the folded text, `raw` the original with the same offsets."""
    left = text[previous_end : q.start]
    mark = _UP_TO_CLAUSE.match(text, previous_end, q.start)
    clause = text[previous_end if mark is None else mark.end() : q.start]
    if len(clause) < SHORT_CLAUSE:
        clause = left[-TAIL:]
    before = text[max(sentence.start, q.start - LOOK_BACK) : q.start]
    right = text[q.end : q.end + AHEAD]
    kind = kind_of(q, left, clause, before, right)
    year = tracker.year_of(left, right)
    if kind in ("change", "rank") or q.unit == "倍":
        year = None if kind != "change" else tracker.year_of_change(left, right)
    return Figure(
        q.start, q.end, raw[q.start : q.end], q.value, q.low, q.high, q.unit, q.qualifier, kind,
        number, scope=Scope(year=year), step=q.step,
    )  # fmt: skip
