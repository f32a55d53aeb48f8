"""Ruled tables as `Table`s, and tables that go on over a page break as one.

A header that comes again is dropped. A row that the break cut has all its values on one of the
pages, and a label whose first part fills its line.
"""

from __future__ import annotations

from extractor.readers.blocks import Box, Table
from extractor.readers.sheet import clean, is_number, join_lines
from extractor.readers.sheet_lattice import GridCell, Lattice, cell_lines
from extractor.readers.sheet_lines import LIST_NUMBER, paragraphs

_HEADER_ROWS = 6
_SEARCHED = 60
"""Rows of a table in which a header that comes again is looked for."""
_TEXT_CELL = 120
"""A cell with more characters than this holds paragraphs."""
_SAME_EDGE = 4.0
_FULL = 2.0
"""Ems that a full line leaves free in its cell, the padding included."""


class SheetCell(Box):
    """A cell of a ruled table, with its sides on the page."""

    __slots__ = ("full", "x0", "x1")

    def __init__(self, cell: GridCell, lattice: Lattice) -> None:
        super().__init__(cell.rowspan, cell.colspan)
        self.x0 = lattice.xs[cell.column]
        self.x1 = lattice.xs[cell.column + cell.colspan]
        self.full = False
        """Whether its last line leaves no room, so that the text may go on overleaf."""
        if len(cell.runs) == 1:
            run = cell.runs[0]
            text = clean(run.text)
            self.items = [text] if text else []
            self.full = self.x1 - run.x1 < _FULL * run.size
        elif cell.runs:
            lines = cell_lines(cell)
            size = lines[-1].size
            self.full = self.x1 - lines[-1].x1 < _FULL * size
            if sum(len(n.text) for n in lines) > _TEXT_CELL:
                self.items = [*paragraphs(lines, self.x1 - 0.5 * size)]
            else:
                text = join_lines(n.text for n in lines)
                self.items = [text] if text else []

    def beside(self, other: SheetCell) -> bool:
        """Whether two cells have the same sides."""
        return abs(self.x0 - other.x0) < _SAME_EDGE and abs(self.x1 - other.x1) < _SAME_EDGE


def ruled_table(lattice: Lattice) -> tuple[Table, list[SheetCell]]:
    """A ruled table, and the cells that reach down to its end."""
    table = Table()
    table.rows = [[] for _ in lattice.ys[1:]]
    bottom = []
    for cell in lattice.cells:
        box = SheetCell(cell, lattice)
        table.rows[cell.row].append(box)
        if cell.row + cell.rowspan == len(table.rows):
            bottom.append(box)
    return table, bottom


def append(table: Table, rest: Table, bottom: list[SheetCell]) -> None:
    """Adds the rows of the next page; `bottom` are the cells at the foot of the page before."""
    rows = [r for r in rest.rows if any(c.items for c in r)] or rest.rows
    rows = rows[_repeated(table, rows) :]
    if rows:
        pairs, whole = _cut(rows[0], bottom)
        for cell, above in pairs:
            above.items = [join_lines([above.line(), cell.line()])]
            cell.items = []
        if whole:
            for cell in rows[0]:
                over = _above(cell, bottom)
                if over is not None and cell.items:
                    over.items = cell.items
            rows = rows[1:]
    table.rows += rows


def _repeated(table: Table, rows: list[list[Box]]) -> int:
    """How many of the rows repeat the header of the table."""
    heads = [_texts(r) for r in table.rows if any(c.items for c in r)]
    for start in range(min(len(heads), _SEARCHED)):
        same = 0
        for row, head in zip(rows[:_HEADER_ROWS], heads[start:], strict=False):
            if _texts(row) != head or _has_values(row):
                break
            same += 1
        if same and (start == 0 or same > 1):
            return same
    return 0


def _texts(row: list[Box]) -> list[str]:
    return [c.line().replace(" ", "") for c in row]


def _has_values(row: list[Box]) -> bool:
    return any(map(is_number, _texts(row)))


def _above(cell: Box, bottom: list[SheetCell]) -> SheetCell | None:
    if not isinstance(cell, SheetCell):
        return None
    return next((b for b in bottom if b.beside(cell)), None)


def _cut(row: list[Box], bottom: list[SheetCell]) -> tuple[list[tuple[Box, SheetCell]], bool]:
    """The cells of a row that go on from the page before; whether the row as a whole does.

    Cells that span rows may go on although a row ends with the page.
    """
    pairs: list[tuple[Box, SheetCell]] = []
    whole = True
    values = _has_values(row)
    for cell in row:
        if not cell.items:
            continue
        above = _above(cell, bottom)
        if above is None:
            whole = False
        elif above.items:
            if _continues(cell.line(), above):
                pairs.append((cell, above))
            else:
                whole = False
    if values and any(is_number(b.line()) for b in bottom if b.rowspan == 1):
        whole = False
    if not whole and values:
        # The label beside the values belongs to them.
        pairs = [p for p in pairs if not _beside_values(row, p[0])]
    return pairs, whole and bool(pairs)


def _continues(text: str, above: SheetCell) -> bool:
    """Whether a text may be the rest of what stands in the cell above."""
    if not above.full or LIST_NUMBER.match(text):
        return False
    return not is_number(text) and not is_number(above.line())


def _beside_values(row: list[Box], cell: Box) -> bool:
    at = next(i for i, c in enumerate(row) if c is cell)
    return at + 1 == len(row) or not row[at + 1].items or is_number(row[at + 1].line())
