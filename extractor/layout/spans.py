"""Merged cells among the values of a table that the source marks as one.

A row with a merged cell has fewer values than columns. Where each of them stands is told by the
grid: what covers one column is its value, what covers several, or several rows, is nobody's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from extractor.layout.row import Row
from extractor.layout.tokens import Token
from extractor.records import Grid, GridCell

Place = tuple[int, int]
"""A column of a grid and how many it covers."""


class Cells:
    """The cells of the grids of a document, found by offset."""

    def __init__(self, text: str, grids: Sequence[Grid]) -> None:
        self.text = text
        self._grids = sorted(grids, key=lambda g: g.start)
        self._starts = [g.start for g in self._grids]
        self._rows: dict[int, dict[int, list[GridCell]]] = {}
        self._filled: dict[int, tuple[list[int], list[GridCell]]] = {}
        self._tall: dict[int, list[GridCell]] = {}

    def at(self, offset: int) -> tuple[int, GridCell] | None:
        """The grid, as a number, and the cell that hold what stands at an offset."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or offset >= self._grids[number].end:
            return None
        if number not in self._filled:
            cells = [c for c in self._grids[number].cells if c.start < c.end]
            cells.sort(key=lambda c: c.start)
            self._filled[number] = [c.start for c in cells], cells
        starts, cells = self._filled[number]
        nearest = bisect_right(starts, offset) - 1
        if nearest < 0 or offset >= cells[nearest].end:
            return None
        return number, cells[nearest]

    def right_of(self, offset: int) -> tuple[int, list[GridCell]]:
        """The grid of the cell with this offset, and the cells right of it in its row."""
        found = self.at(offset)
        if found is None:
            return -1, []
        number, label = found
        return number, [c for c in self.row(number, label.row) if c.start > label.start]

    def row(self, number: int, row: int) -> list[GridCell]:
        if number not in self._rows:
            rows: dict[int, list[GridCell]] = {}
            for cell in self._grids[number].cells:
                rows.setdefault(cell.row, []).append(cell)
            self._rows[number] = rows
        return self._rows[number].get(row, [])

    def reach_into(self, number: int, row: int) -> list[GridCell]:
        """The cells of rows above that cover this one too."""
        if number not in self._tall:
            self._tall[number] = [c for c in self._grids[number].cells if c.rowspan > 1]
        return [c for c in self._tall[number] if c.row < row < c.row + c.rowspan]

    def token(self, cell: GridCell) -> Token:
        raw = self.text[cell.start : cell.end]
        value = raw.strip()
        start = cell.start + raw.index(value)
        return Token(start, start + len(value), value)

    def spread(self, offset: int, count: int) -> list[Token | None]:
        """The row of the grid around an offset, a token a column, None for merged ones.

        Empty where the row has another number of columns.
        """
        found = self.at(offset)
        if found is None:
            return []
        number, cell = found
        out: list[Token | None] = []
        for c in self.row(number, cell.row):
            whole = c.colspan == c.rowspan == 1
            out += [self.token(c)] if whole else [None] * c.colspan
        return out if len(out) == count and not self.reach_into(number, cell.row) else []


def place_values(
    cells: Cells, rows: Sequence[Row], columns: dict[str, list[Place]] | None = None
) -> None:
    """Puts the values of rows with merged cells where the grid has them.

    `columns`: per row key where its columns stand, as the header says; else the rows tell that
    have a value in each.
    """
    found = {r.key: cells.right_of(r.start - 1) for r in rows}
    shapes = Counter(
        tuple((c.column, c.colspan) for c in values)
        for r in rows
        if len(values := found[r.key][1]) == r.count
    )
    usual = shapes.most_common(1)[0][0] if shapes else ()
    for row in rows:
        number, values = found[row.key]
        places = list(usual) if columns is None else columns.get(row.key, [])
        if values and len(places) == row.count > 1:
            _place(cells, row, number, values, places)


def _place(
    cells: Cells, row: Row, number: int, values: list[GridCell], places: list[Place]
) -> None:
    filled = [c for c in values if c.end > c.start]
    if len(filled) > row.count:  # more than this row in one row of the grid
        return
    above = [c for c in cells.reach_into(number, values[0].row) if _covered(c, places)]
    merged = above or any(c.rowspan > 1 for c in values)
    if not merged and (len(filled) in (0, row.count) or len(values) == row.count):
        return
    if len(filled) == row.count:  # in their order, whatever the spans of the labels say
        row.unsure = frozenset(i for i, c in enumerate(filled) if c.rowspan > 1)
        return
    covered = [_covered(c, places) for c in values]
    own: list[Token | None] = [None] * row.count
    for cell, over in zip(values, covered, strict=True):
        if len(over) == 1 and cell.rowspan == 1:
            own[over[0]] = cells.token(cell)
    shared = Counter(i for over in [*covered, *(_covered(c, places) for c in above)] for i in over)
    outside = any(not over and c.end > c.start for over, c in zip(covered, values, strict=True))
    sure = [t is not None and shared[i] == 1 and not outside for i, t in enumerate(own)]
    row.cells, row.by, row.candidates = None, (), []
    if any(sure):
        row.cells = tuple(t or row.blank() for t in own)
        row.unsure = frozenset(i for i, known in enumerate(sure) if not known)


def _covered(cell: GridCell, places: list[Place]) -> list[int]:
    """Which of the columns the cell stands over."""
    end = cell.column + cell.colspan
    return [i for i, (at, size) in enumerate(places) if at < end and cell.column < at + size]
