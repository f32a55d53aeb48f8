"""The equations prose puts its own figures into: wholes and parts, flows, shares, changes.

A relation is only what the words claim; whether it holds is for the rules. Where the words allow
several operands, all readings are tried and one that holds is kept, so that a rule never
contradicts what some sensible reading reconciles. One file a kind of relation.
"""

from __future__ import annotations

from extractor.indicators.frames import Frame
from extractor.indicators.relations.balances import balances_in_words
from extractor.indicators.relations.by_body import told_by_body
from extractor.indicators.relations.changes import changes, falls_in
from extractor.indicators.relations.changes_apart import changes_apart
from extractor.indicators.relations.families import lists_of_a_family
from extractor.indicators.relations.flows import flows, stock_flows
from extractor.indicators.relations.identities import stated_identities
from extractor.indicators.relations.implied import implied_lists, shared_out
from extractor.indicators.relations.named_shares import named_shares
from extractor.indicators.relations.next_sentence import (
    lists_of_a_name,
    lists_of_the_next_sentence,
)
from extractor.indicators.relations.nothing_else import lists_with_nothing_else
from extractor.indicators.relations.outcomes import outcomes_of_both
from extractor.indicators.relations.parts import parts_of_lists
from extractor.indicators.relations.punctuated import (
    lists_behind_colon,
    lists_by_semicolon,
    lists_to_the_end,
)
from extractor.indicators.relations.readings import one_that_holds
from extractor.indicators.relations.share_places import times_of_another
from extractor.indicators.relations.shares import shares
from extractor.indicators.relations.sums import sums_behind_parts
from extractor.indicators.relations.sums_of_shares import sums_of_shares
from extractor.indicators.relations.year_before import changes_since_last_year
from extractor.records import Figure, Relation, Sentence

__all__ = ["falls_in", "find_relations"]


def find_relations(
    text: str,
    sentences: tuple[Sentence, ...],
    frames: list[Frame],
    figures: list[Figure],
    year: int | None = None,
) -> tuple[Relation, ...]:
    """All relations of the report, in text order of their left sides."""
    by_index = {f.index: f for f in frames}
    out: list[Relation] = []
    out.extend(parts_of_lists(text, frames, by_index, figures))
    out.extend(lists_by_semicolon(frames, figures, out))
    out.extend(sums_behind_parts(text, frames, figures, out))
    out.extend(sums_of_shares(frames, figures))
    out.extend(implied_lists(frames, figures, out))
    out.extend(lists_with_nothing_else(text, frames, figures, out))
    out.extend(lists_behind_colon(frames, figures, out))
    out.extend(told_by_body(frames, figures, out))
    told: list[Relation] = []
    if any(f.kind == "ratio" for f in figures):
        told.extend(shares(frames, by_index, figures, out))
        told.extend(named_shares(frames, figures, out, told))
        told.extend(times_of_another(frames, figures))
    out.extend(shared_out(told, by_index, figures, out))
    out.extend(stated_identities(frames, figures, out))
    out.extend(lists_of_a_family(frames, figures, out))
    out.extend(lists_of_the_next_sentence(frames, figures, out))
    out.extend(lists_of_a_name(frames, figures, out))
    out.extend(lists_to_the_end(frames, figures, out))
    out.extend(flows(sentences, frames, figures, out))
    out.extend(stock_flows(frames, figures))
    out.extend(balances_in_words(frames, figures, out))
    out.extend(told)
    out.extend(changes(frames, figures, year))
    out.extend(changes_apart(frames, figures, out))
    out.extend(changes_since_last_year(frames, figures, out, year))
    out = one_that_holds(out, frames, figures)
    out = outcomes_of_both(frames, figures, out)
    out.sort(key=lambda r: r.left)
    return tuple(out)
