"""A text under repair: edits that shorten it or keep its length, and the way back."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

import msgspec

from extractor.records import Damage, DamageKind, Span

_SAMPLE = 40
"""Characters of a place that are kept to be shown."""


class Edit(msgspec.Struct, frozen=True):
    """A stretch and what stands there instead: no longer than the stretch itself."""

    start: int
    end: int
    text: str = ""


class Origins:
    """Where the characters of the repaired text stand in the original."""

    __slots__ = ("at", "size")

    def __init__(self, at: array[int] | None, size: int) -> None:
        self.at = at
        self.size = size

    def span(self, start: int, end: int) -> Span:
        """The stretch of the original that a stretch of the repaired text stands for."""
        if self.at is None:
            return Span(start, end)
        begin = self.at[start] if start < len(self.at) else self.size
        return Span(begin, begin if start == end else self.at[end - 1] + 1)

    def repaired(self, span: Span) -> Span:
        """A stretch of the original as it is in the repaired text."""
        if self.at is None:
            return span
        return Span(bisect_left(self.at, span.start), bisect_left(self.at, span.end))


class Draft:
    """`text` as far as it is mended, and what was found damaged, in offsets of the original."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.origins = Origins(None, len(text))
        self.found: dict[DamageKind, list[tuple[Span, str]]] = {}

    def mend(self, kind: DamageKind, edits: Iterable[Edit]) -> None:
        """Applies edits; where two overlap the first in the text wins."""
        kept: list[Edit] = []
        for edit in sorted(edits, key=lambda e: e.start):
            if edit.start < edit.end and (not kept or edit.start >= kept[-1].end):
                kept.append(edit)
        for edit in kept:
            self.note(kind, edit.start, edit.end)
        self.tidy(kept)

    def tidy(self, edits: Sequence[Edit]) -> None:
        """Applies edits that mend no damage; they are in text order and apart."""
        if edits:
            self._apply(edits)

    def note(self, kind: DamageKind, start: int, end: int, around: int = 0) -> None:
        """Keeps a damaged place of the text as it is now, shown with so much around it."""
        stop = min(end + around, start + _SAMPLE)
        sample = " ".join(self.text[max(0, start - around) : stop].split())
        self.found.setdefault(kind, []).append((self.origins.span(start, end), sample))

    def damage(self) -> list[tuple[Damage, Span]]:
        """What was found, in text order: in offsets of the repaired text and of the original."""
        out = []
        for kind, places in self.found.items():
            for span, sample in places:
                now = self.origins.repaired(span)
                out.append((Damage(kind, now.start, now.end, sample), span))
        return sorted(out, key=lambda d: d[1].start)

    def _apply(self, edits: Sequence[Edit]) -> None:
        shortens = any(len(e.text) != e.end - e.start for e in edits)
        at = self.origins.at
        if shortens and at is None:
            at = array("I", range(len(self.text)))
        pieces: list[str] = []
        origins = array("I")
        done = 0
        for edit in edits:
            pieces += self.text[done : edit.start], edit.text
            if at is not None:
                origins.extend(at[done : edit.start + len(edit.text)])
            done = edit.end
        pieces.append(self.text[done:])
        if at is not None:
            origins.extend(at[done:])
            self.origins = Origins(origins, self.origins.size)
        self.text = "".join(pieces)
