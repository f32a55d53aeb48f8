"""What the rules on damaged text share: the places of a kind, and one finding for all of them."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Damage, DamageKind, Fault, Span, Verdict
from extractor.rules._context import Context
from extractor.rules._registry import Outcome

_QUOTED = 24
_SHOWN = 20
"""Places that a finding points at; the message has the number of all."""


def places(context: Context, *kinds: DamageKind) -> list[Damage]:
    """The damaged places of these kinds in text order."""
    return [d for d in context.extraction.damage if d.kind in kinds]


def quote(place: Damage) -> str:
    """The beginning of what stood there, for a message."""
    shown = place.sample.replace("“", "‘").replace("”", "’")
    return f"“{shown[:_QUOTED]}…”" if len(shown) > _QUOTED else f"“{shown}”"


def damaged(found: list[Damage], message: str) -> Iterator[Outcome]:
    """One finding over all places, or a pass where there are none."""
    if not found:
        yield Verdict.PASSED
        return
    yield Fault(message=message, spans=tuple(Span(d.start, d.end) for d in found[:_SHOWN]))
