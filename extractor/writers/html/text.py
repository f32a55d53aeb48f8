"""The text of a report in blocks: headings, paragraphs with figures, and tables in their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from extractor.records import Report
from extractor.writers._matches import Match
from extractor.writers.html.tables import TableView

_NAMES = {
    "agrees": "与表格相符",
    "contradicts": "与表格不符",
    "questioned": "见问题清单",
    "otherwise": "与表格不同，可作他解",
    "alone": "",
}


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text; with a status it is a figure, with a target a link to its cell."""

    text: str
    anchor: str = ""
    status: str = ""
    note: str = ""
    target: str = ""


class Block(msgspec.Struct, frozen=True):
    """A heading, a paragraph or a table."""

    kind: str
    pieces: tuple[Piece, ...] = ()
    table: TableView | None = None


def blocks(
    report: Report, matches: Sequence[Match], tables: Sequence[TableView], number: int
) -> Iterator[Block]:
    """The whole text in its order; where a table was read, the table itself."""
    text = report.extraction.document.text
    readings = {r.start: r for r in report.extraction.tables.readings}
    drawn = {t.start: t for t in tables}
    heads = {s.start: s.body for s in report.extraction.sections}
    inside = _Pieces(report, matches, number)
    at = 0
    for start in [*sorted(readings), len(text)]:
        for low, high in _paragraphs(text, at, start, heads):
            kind = "heading" if low in heads and high <= heads[low] else "paragraph"
            yield Block(kind, tuple(inside.between(low, high)))
        if start in readings and start in drawn:
            yield Block("table", table=drawn[start])
        at = max(at, readings[start].end) if start in readings else start


def _paragraphs(text: str, low: int, high: int, heads: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Stretches between line ends and the ends of headings, blank ones left out."""
    cuts = {low, high}
    cuts.update(c for pair in heads.items() for c in pair if low < c < high)
    at = text.find("\n", low, high)
    while at >= 0:
        cuts.add(at)
        at = text.find("\n", at + 1, high)
    ordered = sorted(cuts)
    for start, end in pairwise(ordered):
        while start < end and text[start].isspace():
            start += 1
        if text[start:end].strip(" |\t\r\n\u3000"):
            yield start, end


class _Pieces:
    """Cuts text into figures and what stands between them."""

    def __init__(self, report: Report, matches: Sequence[Match], number: int) -> None:
        self._text = report.extraction.document.text
        self._figures = list(zip(report.figures, matches, strict=True))
        self._next = 0
        self._number = number

    def between(self, low: int, high: int) -> Iterator[Piece]:
        at = low
        while self._next < len(self._figures):
            figure, match = self._figures[self._next]
            if figure.start >= high:
                break
            index, self._next = self._next, self._next + 1
            if figure.start < at:
                continue
            if figure.start > at:
                yield Piece(self._text[at : figure.start])
            at = min(figure.end, high)
            yield Piece(
                self._text[figure.start : at],
                anchor=f"f{self._number}-{index}",
                status=match.status,
                note="：".join(x for x in (match.note, _NAMES[match.status]) if x),
                target=f"c{self._number}-{match.cells[0]}" if match.cells else "",
            )
        if at < high:
            yield Piece(self._text[at:high])
