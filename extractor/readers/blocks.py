"""Blocks and tables to reading-order text: what the formats with a layout of their own share.

A reader builds a tree of `Box`es (lines and tables in order) and hands it to `compose`. One
line of text is one paragraph, or one table row with its cells parted by tabs.
"""

from __future__ import annotations

from extractor.records import Grid, GridCell

MAX_COLUMNS = 64
"""Columns of a grid that are told apart; what stands further right shares the last one."""
MAX_SPAN = 10_000
_LONG_CELL = 200
"""A cell with more characters than this is no cell of a form but a page laid out by a table."""
_PARAGRAPH = 50
"""A cell of several lines, one of them longer than this, holds paragraphs."""


class Box:
    """A place that holds lines and tables in order: the page, or one cell."""

    __slots__ = ("colspan", "items", "rowspan")

    def __init__(self, rowspan: int = 1, colspan: int = 1) -> None:
        self.items: list[str | Table] = []
        self.rowspan = min(max(rowspan, 1), MAX_SPAN)
        self.colspan = min(max(colspan, 1), MAX_COLUMNS)

    def line(self) -> str:
        """The lines of a cell as one, without the breaks that only its width made."""
        lines = [i for i in self.items if isinstance(i, str)]
        if len(lines) < 2:
            return lines[0] if lines else ""
        out = lines[0]
        for part in lines[1:]:
            out += part if _ideograph(out[-1]) and _ideograph(part[0]) else f" {part}"
        return out


class Table:
    """A table as the source marks it: rows of cells, spans not yet expanded."""

    __slots__ = ("rows",)

    def __init__(self) -> None:
        self.rows: list[list[Box]] = []

    def is_layout(self) -> bool:
        """Whether it only arranges the page: it holds tables, paragraphs, or a single cell."""
        cells = [c for row in self.rows for c in row]
        if len(cells) <= 1:
            return True
        for cell in cells:
            lengths = [len(i) if isinstance(i, str) else _LONG_CELL + 1 for i in cell.items]
            if sum(lengths) > _LONG_CELL or (len(lengths) > 1 and max(lengths) > _PARAGRAPH):
                return True
        return False


def compose(page: Box) -> tuple[str, tuple[Grid, ...]]:
    """The text of a page and its tables with offsets into that text.

    Iterative, so that nesting is bounded by memory only.
    """
    out = _Composer()
    stack: list[list[str | Table]] = [page.items[::-1]]
    while stack:
        if not stack[-1]:
            stack.pop()
            continue
        item = stack[-1].pop()
        if isinstance(item, str):
            out.add(item)
        elif item.is_layout():
            stack.append([i for row in item.rows for cell in row for i in cell.items][::-1])
        else:
            out.table(item)
    return "\n".join(out.lines), tuple(out.grids)


class _Composer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.grids: list[Grid] = []
        self.size = 0

    def add(self, line: str) -> int:
        """Appends a line and says where it starts."""
        start = self.size
        self.lines.append(line)
        self.size += len(line) + 1
        return start

    def table(self, table: Table) -> None:
        begin = self.size
        cells: list[GridCell] = []
        busy: list[int] = []  # per column: the row from which it is free again
        for number, row in enumerate(table.rows):
            texts = [cell.line() for cell in row]
            if not any(texts):
                continue
            at = self.add("\t".join(texts))
            column = 0
            for cell, text in zip(row, texts, strict=True):
                column = _free(busy, column, number)
                cells.append(
                    GridCell(number, column, cell.rowspan, cell.colspan, at, at + len(text))
                )
                _occupy(busy, column, cell, number)
                column += cell.colspan
                at += len(text) + 1
        if cells:
            self.grids.append(Grid(begin, self.size - 1, tuple(cells)))


def _free(busy: list[int], column: int, row: int) -> int:
    while column < len(busy) and busy[column] > row:
        column += 1
    return min(column, MAX_COLUMNS)


def _occupy(busy: list[int], column: int, cell: Box, row: int) -> None:
    last = min(column + cell.colspan, MAX_COLUMNS)
    busy += [0] * (last - len(busy))
    for c in range(column, last):
        busy[c] = row + cell.rowspan


def _ideograph(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char in "、，。；：（）“”"
