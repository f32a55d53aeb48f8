"""The bank of wordings: every line is sound, and what is made from it says what it is said to."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

from corpus.markup import parse
from corpus.quantity import MarkupError
from corpus.wordings import HERE, families, sentences
from eval.documents import passages
from models.examples import wordings

FILES = sorted(HERE.glob("*.txt"))
BANKS = [f for path in FILES for f in families(path.read_text(encoding="utf-8"))]
MADE = [(group, marked, *parse(marked)) for group, marked in sentences()]


def test_the_bank_states_much_in_many_ways() -> None:
    clauses = [c for family in BANKS for c in family.clauses]
    assert len(clauses) > 2500
    assert len(set(clauses)) > 0.97 * len(clauses)
    assert len({f.name for f in BANKS}) == len(BANKS)


def test_every_clause_is_used_and_what_is_made_repeats() -> None:
    assert list(sentences()) == [(group, marked) for group, marked, *_ in MADE]
    told = "\n".join(text for *_, text, _ in MADE)
    words = [c.partition("{")[0] or c.rpartition("}")[2] for f in BANKS for c in f.clauses]
    assert all(w in told for w in words)


def test_no_clause_is_in_sentences_of_two_groups() -> None:
    groups: dict[str, set[str]] = defaultdict(set)
    for family in BANKS:
        for clause in family.clauses:
            before, _, rest = clause.partition("{")
            behind = rest.rpartition("}")[2]
            if len(before) > 9 and not behind:
                groups[before] |= {g for g, _, text, _ in MADE if before in text}
    alone = sum(len(g) == 1 for g in groups.values())
    assert alone > 0.98 * len(groups)  # a few begin alike


@pytest.mark.parametrize("total", ["t3.denied.total", "t4.review.total"])
def test_a_whole_is_what_its_parts_add_up_to(total: str) -> None:
    stem = total.removesuffix("total")
    seen = 0
    for *_, marks in MADE:
        whole = [m for m in marks if m.indicator == total]
        parts = [
            m for m in marks if m.indicator and m.indicator.startswith(stem) and m not in whole
        ]
        others = [
            m for m in marks if m not in whole and m not in parts and m.indicator != "n.other"
        ]
        if len(whole) == 1 and len(parts) > 1 and not others:
            assert sum((m.quantity.value for m in parts), Decimal()) == whole[0].quantity.value
            seen += 1
    assert seen > 20


def test_made_sentences_are_trained_on_and_in_no_split() -> None:
    made = wordings()
    assert len(made) == len(MADE)
    assert not {d.id for d in made} & {d.id for d in passages()}
    assert {d.batch for d in made} == {"wordings"}


def test_a_wording_without_a_family_is_refused() -> None:
    with pytest.raises(MarkupError, match="before the first family"):
        list(families("查无{#件|t3.unavailable.not_held.total}"))
