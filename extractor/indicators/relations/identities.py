"""Sums that hold by what the figures state, wherever neighbouring sentences tell all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import COUNTS, FAR, NEARLY, gap_between, slips
from extractor.records import Figure, Relation

REACH = 2
"""How many sentences the figures of one sum may be told over."""

OUTCOMES = ("granted", "partial", "denied", "unavailable", "rejected", "other")
RESULTS = ("upheld", "corrected", "other", "pending")


def _families() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Whole -> the sets of indicators that make it up, whatever a report says between."""
    rows = ("new", "carried_in", "total", "carried_out", *OUTCOMES)
    out: dict[str, list[tuple[str, ...]]] = {
        f"t3.{r}.total": [(f"t3.{r}.person", f"t3.{r}.org")] for r in rows
    }
    out["t3.total.total"].append(tuple(f"t3.{r}.total" for r in OUTCOMES))
    for group in ("review", "litigation", "direct", "after_review"):
        out[f"t4.{group}.total"] = [tuple(f"t4.{group}.{r}" for r in RESULTS)]
    out["t4.litigation.total"].append(("t4.direct.total", "t4.after_review.total"))
    out["n.proposals"] = [("n.proposals.npc", "n.proposals.cppcc")]
    for pair in (
        ("t3.new.total", "t3.carried_in.total"),
        ("t3.granted.total", "t3.partial.total"),
        ("t4.review.total", "t4.litigation.total"),
    ):
        out["+".join(pair)] = [pair]
    return {whole: tuple(parts) for whole, parts in out.items()}


FAMILIES = _families()
_KINDS = ("t4.litigation.total", "n.proposals")
"""Wholes of two kinds, whatever a sum is taken for."""
_IN_ALL = "t3.new.total+t3.carried_in.total"
"""What was to be handled."""
FEWEST = 3
"""A whole and two parts: no family has fewer."""
_DECIDED = re.compile(r"已结|审结|办结")
_TELLING = ("t3.", "t4.", "n.proposals")


def stated_identities(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """Relations of parts for every family that is told completely, each figure once."""
    words = {f.index: f.left for f in frames}
    related = {(r.left[0], i) for r in taken if r.kind == "parts" for i in r.right}
    done: set[int] = set()
    window: list[tuple[int, str, int]] = []  # (sentence, indicator, index)
    more = False
    for k, frame in enumerate(frames):
        f = figures[frame.index]
        own = f.scope.year is None and f.kind in COUNTS
        if own and f.indicator is not None and f.indicator.startswith(_TELLING):
            window = [w for w in window if frame.sentence - w[0] <= REACH]
            window.append((frame.sentence, f.indicator, frame.index))
            more = True
        ends = k + 1 == len(frames) or frames[k + 1].sentence != frame.sentence
        if not (more and ends):
            continue
        more = False
        told = _told_of_all(window, figures)
        if len(told) < FEWEST:
            continue
        for whole, families in FAMILIES.items():
            if whole not in told or len(told[whole]) != 1 or told[whole][0] in done:
                continue
            at = told[whole][0]
            for addends in _told_families(families, told, pending=not _DECIDED.search(words[at])):
                if any((at, i) in related for i in addends):
                    continue
                if whole == _IN_ALL and _less_what_is_left(figures, at, addends, told):
                    continue
                if figures[at].qualifier == "zero" or not _of_one_body(figures, at, addends):
                    continue  # 自然人246件、组织18件；中心承办44件
                done.add(at)
                yield Relation("parts", (at,), addends)


def _told_of_all(window: list[tuple[int, str, int]], figures: list[Figure]) -> dict[str, list[int]]:
    """Where each indicator is told, of all bodies together where that and parts of it are told."""
    told: dict[str, list[int]] = {}
    for _, indicator, index in window:
        told.setdefault(indicator, []).append(index)
    return {
        indicator: [i for i in indices if figures[i].scope.body is None] or indices
        for indicator, indices in told.items()
    }


def _told_families(
    families: tuple[tuple[str, ...], ...], told: dict[str, list[int]], *, pending: bool
) -> Iterator[tuple[int, ...]]:
    """The figures of every family of which each is told once.

    `pending`: may the whole hold what is pending (已结15件 does not)?
    """
    for family in families:
        once = all(p in told and len(told[p]) == 1 for p in family)
        if once and (pending or not family[-1].endswith(".pending")):
            yield tuple(told[p][0] for p in family)


def _less_what_is_left(
    figures: list[Figure], whole: int, addends: tuple[int, ...], told: dict[str, list[int]]
) -> bool:
    """新收82件，办理87件（含结转7件，另有2件顺延到下年）: the 87 are those that were answered."""
    left = told.get("t3.carried_out.total", ())
    came = sum(figures[i].value for i in addends)
    return any(figures[whole].value + figures[i].value == came for i in left)


def _of_one_body(figures: list[Figure], whole: int, addends: tuple[int, ...]) -> bool:
    return len({figures[i].scope.body for i in (whole, *addends)}) == 1


def make_up(whole: Figure, parts: list[Figure]) -> bool:
    """Do the parts by what they state make up the whole, every one of them told?"""
    if any(p.indicator is None for p in parts):
        return False
    stated = [str(p.indicator) for p in parts]
    if whole.indicator in (None, "n.other"):
        if any(set(stated) == set(f) for w in _KINDS for f in FAMILIES[w]) and slips(whole, parts):
            return True  # 直接起诉的5件，复议后起诉的4件，总计8件
        two = "+".join(stated) in FAMILIES or "+".join(reversed(stated)) in FAMILIES
        return two and gap_between(whole, parts) < NEARLY  # 上年结转5起，新收48起，合计54起
    if whole.scope.body is None and all(p.scope.body for p in parts):
        return set(stated) == {whole.indicator} and gap_between(whole, parts) < NEARLY
    named = whole.indicator.split("+")
    if len(named) > 1:
        return sorted(stated) == sorted(named) and gap_between(whole, parts) < FAR
    for family in FAMILIES.get(whole.indicator, ()):
        if set(stated) == set(family):
            return True
    if whole.indicator == "n.published":
        return gap_between(whole, parts) < NEARLY and all(
            s.startswith("n.published.") for s in stated
        )
    return False
