"""Lists that what they state makes out as whole and parts, whatever words or marks stand between.

`不予公开总计16件。其中，国家秘密3件；…；讨论过程5件。`: every figure behind the whole is one of its
parts by the forms, and they make it up but for a slip.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import (
    COUNTS,
    MOST_PARTS,
    counts_sorts,
    gap_between,
    unit_of,
)
from extractor.records import Figure, Relation

FEWEST = 3
"""Two numbers near a third are chance more often."""
REASON = 4
"""Names in the id of a reason: table, row, reason, column."""
SLIP = Decimal("0.04")
"""So much of the whole may be missing, or one piece, or what leaves the sum within a digit."""
_ORGS = ("org", "company", "research", "ngo", "legal", "other_org")
_OUTCOMES = ("granted", "partial", "denied", "unavailable", "rejected", "other")


def _columns(row: str, columns: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"t3.{row}.{c}" for c in columns)


def _parts_of(indicator: str) -> tuple[frozenset[str], ...]:
    """The sets that the parts of a whole may come from, each told in one way."""
    table, _, rest = indicator.partition(".")
    row, _, column = rest.rpartition(".")
    if table == "t3" and "+" not in indicator:
        if column == "org":
            return (_columns(row, _ORGS[1:]),)
        if column == "total":
            own = [_columns(row, ("person", *_ORGS))]
            outcomes = frozenset(f"t3.{o}.total" for o in _OUTCOMES)
            if row in ("total", "new"):
                own.append(outcomes | ({"t3.carried_out.total"} if row == "new" else frozenset()))
            return tuple(own)
    if table == "t4" and column == "total" and "+" not in indicator:
        return (frozenset(f"t4.{row}.{r}" for r in ("upheld", "corrected", "other", "pending")),)
    return ()


def _is_part(part: str, whole: str, family: frozenset[str]) -> bool:
    """Is it in the family, or a reason below one of its members (t3.denied.secret.total)?"""
    if part in family:
        return True
    pieces = part.split(".")
    if len(pieces) < REASON:
        return False
    above = f"{pieces[0]}.{pieces[1]}.{pieces[-1]}"
    return above in family or above == whole


def lists_of_a_family(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """One relation for each whole behind which nothing but its parts stand, nearly all of it."""
    known = {i for r in taken if r.kind == "parts" for i in r.left}
    used = {i for r in taken if r.kind == "parts" for i in r.right}
    for k, frame in enumerate(frames):
        whole = figures[frame.index]
        if whole.indicator is None or whole.kind not in COUNTS or frame.index in known:
            continue
        for family in _parts_of(whole.indicator):
            run = _run(frames, k, figures, family)
            if len(run) < FEWEST or used & set(run):
                continue
            parts = [figures[i] for i in run]
            if _nearly(whole, parts):
                yield Relation("parts", (frame.index,), tuple(run))
                break


def _run(frames: list[Frame], k: int, figures: list[Figure], family: frozenset[str]) -> list[int]:
    """The parts right behind the k-th figure, in its sentence or, all of them, in the next."""
    whole = figures[frames[k].index]
    run: list[int] = []
    sentence: int | None = None
    for frame in frames[k + 1 : k + 1 + MOST_PARTS]:
        f = figures[frame.index]
        sentence = frame.sentence if sentence is None else sentence
        if frame.sentence != sentence or sentence > frames[k].sentence + 1:
            break
        if f.kind == "ratio" or f.qualifier == "zero" or counts_sorts(f, whole):
            continue
        alike = unit_of(f) == unit_of(whole) and f.scope == whole.scope and f.kind in COUNTS
        if (
            not alike
            or f.indicator is None
            or not _is_part(f.indicator, str(whole.indicator), family)
        ):
            break
        run.append(frame.index)
    return run


def _nearly(whole: Figure, parts: list[Figure]) -> bool:
    off_by = abs(whole.value - sum((p.value for p in parts), Decimal(0)))
    return off_by <= 1 or gap_between(whole, parts) <= SLIP
