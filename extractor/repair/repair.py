"""The repairs in their order, and what was read put back onto the original text."""

from __future__ import annotations

from bisect import bisect_left
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from extractor.records import (
    Cell,
    Document,
    Extraction,
    Figure,
    Finding,
    Grid,
    Relation,
    Span,
    Tables,
)
from extractor.repair.blanks import around_numbers
from extractor.repair.characters import blanked, half_width, quoted
from extractor.repair.comments import comments
from extractor.repair.draft import Draft, Origins
from extractor.repair.instructions import instructions, placeholders
from extractor.repair.masks import hidden_numbers, hidden_words, still_hidden
from extractor.repair.pinyin import readings
from extractor.repair.repeats import repeated
from extractor.repair.second_report import second_report
from extractor.repair.traditional import is_traditional, simplified
from extractor.repair.wraps import breaks

_Record = TypeVar("_Record", bound=msgspec.Struct)


def repair(document: Document) -> Repaired:
    """A document with mended text, and what was damaged. Linear in the length of the text."""
    text, title = quoted(half_width(blanked(document.text))), document.title
    traditional = is_traditional(text)
    if traditional:
        text = simplified(text)
        title = simplified(title) if title else title
    same = text == document.text
    draft = Draft(text)
    draft.mend("pinyin", readings(draft.text))
    draft.mend("comment", comments(draft.text))
    draft.mend("instruction", instructions(draft.text))
    draft.mend("repeated", repeated(draft.text))
    draft.mend("second_report", second_report(draft.text))
    draft.mend("hidden_word", hidden_words(draft.text))
    numbers = list(hidden_numbers(draft.text))
    told = {i for n in numbers for i in range(n.start, n.end)}
    for start, end in still_hidden(draft.text):
        if start not in told:
            draft.note("hidden", start, end, around=4)
    draft.mend("hidden_number", numbers)
    for start, end in placeholders(draft.text):
        draft.note("instruction", start, end)
    # Where no character was taken out, the tables of the source are where they were.
    grids = document.grids if draft.origins.at is None else ()
    wraps = [] if document.grids else list(breaks(draft.text))
    draft.tidy(wraps)
    blanks = list(around_numbers(draft.text, grids))
    draft.tidy(blanks)
    if same and not (draft.found or wraps or blanks):
        return Repaired(document, document, draft)
    if blanks:
        grids = tuple(_moved_grid(g, draft.origins) for g in grids)
    return Repaired(document, replace(document, text=draft.text, title=title, grids=grids), draft)


def _moved_grid(grid: Grid, origins: Origins) -> Grid:
    """A table of the source where it stands once blanks are out of the prose around it."""
    whole = origins.repaired(Span(grid.start, grid.end))
    cells = []
    for cell in grid.cells:
        span = origins.repaired(Span(cell.start, cell.end))
        cells.append(replace(cell, start=span.start, end=span.end))
    return Grid(whole.start, whole.end, tuple(cells))


class Repaired:
    """`document` is what the stages read; `original` is what came in."""

    def __init__(self, original: Document, document: Document, draft: Draft) -> None:
        self.original = original
        self.document = document
        self.origins: Origins = draft.origins
        found = draft.damage()
        self.damage = tuple(d for d, _ in found)
        self.places = {(d.start, d.end): place for d, place in found}
        """Damaged places, what was cut out among them, and where they are in the original."""

    def without_doubt(self, extraction: Extraction) -> Extraction:
        """The extraction with the damage noted, and without what depends on hidden characters.

        A sentence that cannot be read in full says nothing for certain, nor does the next, which
        may go on with it: figures stay, what they state is undecided, no sum is made of them.
        """
        if not self.damage:
            return extraction
        hidden = [d.start for d in self.damage if d.kind in ("hidden", "hidden_number")]
        if not hidden:
            return replace(extraction, damage=self.damage)
        cut = {
            i
            for i, s in enumerate(extraction.sentences)
            if bisect_left(hidden, s.start) < bisect_left(hidden, s.end)
        }
        unsure = cut | {i + 1 for i in cut}
        figures = tuple(
            replace(f, indicator=None, confidence=0.0, readings=(), reason="hidden characters")
            if f.sentence in unsure
            else f
            for f in extraction.figures
        )
        relations = tuple(r for r in extraction.relations if not _spans(extraction, r) & unsure)
        return replace(extraction, figures=figures, relations=relations, damage=self.damage)

    def restore(self, extraction: Extraction) -> Extraction:
        """What was read of the repaired document, in offsets and words of the original."""
        if self.document is self.original:
            return extraction
        e = extraction
        return Extraction(
            document=self.original,
            identity=replace(
                e.identity,
                claims=tuple(self._moved(c, c.start, c.end) for c in e.identity.claims),
            ),
            sections=tuple(
                replace(self._moved(s, s.start, s.end), body=self.origins.span(s.body, s.body).end)
                for s in e.sections
            ),
            tables=self._tables(e.tables),
            sentences=tuple(self._moved(s, s.start, s.end) for s in e.sentences),
            figures=tuple(map(self._figure, e.figures)),
            relations=e.relations,
            damage=tuple(self._moved(d, d.start, d.end) for d in e.damage),
            mended=extraction,
        )

    def findings(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Findings with their spans in the original."""
        return tuple(
            replace(f, spans=tuple(self._span(s.start, s.end) for s in f.spans)) for f in findings
        )

    def _tables(self, tables: Tables) -> Tables:
        return Tables(
            tables.form,
            {i: self._cell(c) for i, c in tables.cells.items()},
            tuple(
                replace(
                    self._moved(r, r.start, r.end),
                    unsplit=tuple(self._span(s.start, s.end) for s in r.unsplit),
                )
                for r in tables.readings
            ),
            tuple(self._span(s.start, s.end) for s in tables.extra),
        )

    def _cell(self, cell: Cell) -> Cell:
        span = self.origins.span(cell.start, cell.end)
        moved = replace(cell, start=span.start, end=span.end)
        if cell.raw != self.document.text[cell.start : cell.end]:
            return moved
        return replace(moved, raw=self.original.text[moved.start : moved.end])

    def _figure(self, figure: Figure) -> Figure:
        moved = self._moved(figure, figure.start, figure.end)
        return replace(moved, text=self.original.text[moved.start : moved.end])

    def _span(self, start: int, end: int) -> Span:
        known = self.places.get((start, end))
        return self.origins.span(start, end) if known is None else known

    def _moved(self, record: _Record, start: int, end: int) -> _Record:
        span = self._span(start, end)
        return replace(record, start=span.start, end=span.end)


def _spans(extraction: Extraction, relation: Relation) -> set[int]:
    """The sentences of a relation's figures and those between them."""
    own = [extraction.figures[i].sentence for i in (*relation.left, *relation.right)]
    return set(range(min(own), max(own) + 1)) if own else set()
