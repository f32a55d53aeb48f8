"""Sums that hold by what the figures state, wherever neighbouring sentences tell all of them."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import COUNTS
from extractor.records import Figure, Relation


def _identity_rows() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = [
        "new",
        "carried_in",
        "total",
        "carried_out",
        "granted",
        "partial",
        "denied",
        "unavailable",
        "rejected",
        "other",
    ]
    results = ("upheld", "corrected", "other", "pending")
    out: list[tuple[str, tuple[str, ...]]] = [
        (f"t3.{r}.total", (f"t3.{r}.person", f"t3.{r}.org")) for r in rows
    ]
    out.append(("t3.new.total+t3.carried_in.total", ("t3.new.total", "t3.carried_in.total")))
    out.append(("t3.granted.total+t3.partial.total", ("t3.granted.total", "t3.partial.total")))
    out.append(("t3.total.total", tuple(f"t3.{r}.total" for r in rows[4:])))
    out.append(("t4.litigation.total", ("t4.direct.total", "t4.after_review.total")))
    out.append(("t4.review.total+t4.litigation.total", ("t4.review.total", "t4.litigation.total")))
    out.extend(
        (f"t4.{g}.total", tuple(f"t4.{g}.{r}" for r in results))
        for g in ("review", "litigation", "direct", "after_review")
    )
    out.append(("n.proposals", ("n.proposals.npc", "n.proposals.cppcc")))
    return tuple(out)


_IDENTITIES = _identity_rows()


def stated_identities(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """Sums that hold by what the figures state, wherever two neighbouring sentences tell all of them."""
    related = {(r.left[0], i) for r in taken if r.kind == "parts" for i in r.right}
    by_sentence: dict[int, dict[str, list[int]]] = {}
    for frame in frames:
        f = figures[frame.index]
        if (
            f.indicator is None
            or f.scope.year is not None
            or f.scope.body is not None
            or f.kind not in COUNTS
        ):
            continue
        if f.indicator.startswith(("t3", "t4", "n.proposals")):
            by_sentence.setdefault(frame.sentence, {}).setdefault(f.indicator, []).append(
                frame.index
            )
    for number, here in by_sentence.items():
        before = by_sentence.get(number - 1, {})
        for whole, parts in _IDENTITIES:
            if not all(p in here for p in parts):
                continue
            wholes = here.get(whole) or before.get(whole) or []
            if len(wholes) != 1 or any(len(here[p]) != 1 for p in parts):
                continue
            addends = tuple(here[p][0] for p in parts)
            if any((wholes[0], i) in related for i in addends):
                continue
            yield Relation("parts", (wholes[0],), addends)
