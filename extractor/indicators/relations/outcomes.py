"""Outcomes listed over all there was to deal with: `新收217件，上年结转5件。其中，予以公开…`.

Such a list breaks down neither number alone. With what is left for the next year it makes up both
(T301 and T302); without it, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from extractor.arithmetic import sums_agree
from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import CLOSE, unit_of
from extractor.indicators.relations.identities import OUTCOMES
from extractor.records import Figure, Relation

FEWEST = 3
"""So many different outcomes are a list of them."""
REACH = 8
"""How many figures before the first outcome what came in may be told."""
_NEW, _IN, _DONE, _OUT = (f"t3.{r}.total" for r in ("new", "carried_in", "total", "carried_out"))


def outcomes_of_both(
    frames: Sequence[Frame], figures: Sequence[Figure], taken: Sequence[Relation]
) -> list[Relation]:
    """`taken`, lists of outcomes over one of two numbers that came in read over both."""
    out = list(taken)
    nested = {i for r in taken if r.kind == "parts" and _row(figures[r.left[0]]) for i in r.right}
    for first, run in _lists(frames, figures, nested):
        came = _came_in(frames, first, figures)
        if came is None:
            continue
        members = {f.index for f in run}
        out = [r for r in out if not _over_one(r, came, members, figures)]
        balance = _balance(came, run, figures)
        if balance is not None and balance not in out:
            out.append(balance)
    return out


def _row(figure: Figure) -> bool:
    """Is it an outcome, whole or in its sub-rows, over all applicants?"""
    return _is_outcome(figure.indicator or "")


@lru_cache(maxsize=1024)
def _is_outcome(indicator: str) -> bool:
    parts = indicator.split(".")
    return parts[0] == "t3" and parts[-1] == "total" and parts[1] in OUTCOMES


def _lists(
    frames: Sequence[Frame], figures: Sequence[Figure], nested: set[int]
) -> Iterator[tuple[int, list[Frame]]]:
    """(place of the first, the outcomes of one list and what is left over behind them)."""
    plain = [k for k, f in enumerate(frames) if not f.bracket and f.index not in nested]
    at = 0
    while at < len(plain):
        run: list[Frame] = []
        start = plain[at]
        while at < len(plain):
            frame = frames[plain[at]]
            figure = figures[frame.index]
            if figure.kind in ("ratio", "change") and run:
                at += 1
                continue
            last = _own(figure) and figure.indicator == _OUT and bool(run)
            same = not run or frame.sentence == run[-1].sentence or last
            if not (same and _own(figure) and (_row(figure) or last)):
                break
            run.append(frame)
            at += 1
            if last:
                break
        if len({figures[f.index].indicator for f in run if _row(figures[f.index])}) >= FEWEST:
            yield start, run
        at += not run


def _own(figure: Figure) -> bool:
    told = figure.scope.year is None and figure.scope.body is None
    return told and figure.kind == "count" and figure.qualifier in ("exact", "zero")


def _came_in(
    frames: Sequence[Frame], first: int, figures: Sequence[Figure]
) -> tuple[int, int] | None:
    """What came in and what was carried in, told right before a list; None where one lacks."""
    found: dict[str, int] = {}
    for frame in reversed(frames[max(0, first - REACH) : first]):
        figure = figures[frame.index]
        if frames[first].sentence - frame.sentence > 1 or figure.indicator == _DONE:
            break
        if figure.indicator in (_NEW, _IN) and _own(figure) and not frame.bracket:
            found.setdefault(figure.indicator, frame.index)
    return (found[_NEW], found[_IN]) if len(found) > 1 else None


def _over_one(
    relation: Relation, came: tuple[int, int], members: set[int], figures: Sequence[Figure]
) -> bool:
    """Is it such a list over one of the two alone, which does not make it up?"""
    if relation.kind != "parts" or relation.left[0] not in came or not members & {*relation.right}:
        return False
    whole, parts = figures[relation.left[0]], [figures[i] for i in relation.right]
    return sums_agree(whole, parts) != "agrees"


def _balance(
    came: tuple[int, int], run: Sequence[Frame], figures: Sequence[Figure]
) -> Relation | None:
    """Both against the list, where it tells what is left over and misses them by a slip at most."""
    into, out = [figures[i] for i in came], [figures[f.index] for f in run]
    if out[-1].indicator != _OUT or len({unit_of(f) for f in (*into, *out)}) > 1:
        return None
    came_in, went = (sum((f.value for f in side), Decimal(0)) for side in (into, out))
    if abs(came_in - went) > max(Decimal(1), came_in * CLOSE):
        return None
    if into[0].value == went:
        return None  # of the new ones alone: those carried in are not in the list
    return Relation("flow", came, tuple(f.index for f in run))
