"""Pages put together: furniture taken off, tables and paragraphs joined over page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractor.readers.blocks import Box, Table
from extractor.readers.sheet import Line, Sheet, lines_of
from extractor.readers.sheet_columns import split_columns
from extractor.readers.sheet_joins import SheetCell, append, ruled_table
from extractor.readers.sheet_lattice import Lattice, lattices
from extractor.readers.sheet_lines import Margins, Paragraphs

_EDGE = 0.13
"""The share of the height of a page, above and below, in which running lines stand."""
_EDGE_LINES = 3
_HEADER_LINES = 8
"""Lines at the top of a page among which the header of a table may come again."""
_COLUMNS = 4
"""Runs of a line that belong to the header of a table."""
_PAGE_NUMBER = re.compile(
    r"""[-—–－·~\s]*(?:第|[Pp]age)?\s*\d{1,4}\s*页?[-—–－·~\s]*
       (?:[/／,，|]?\s*(?:共|of)?\s*\d{1,4}\s*页?)?[-—–－·~\s]*""",
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d+")


class _Block:
    """A line or a table of a page, by its upper edge."""

    __slots__ = ("bottom", "content", "y")

    def __init__(
        self, y: float, content: Line | Table, bottom: list[SheetCell] | None = None
    ) -> None:
        self.y = y
        self.content = content
        self.bottom = bottom or []
        """The cells at the foot of a ruled table."""


def put_together(sheets: Sequence[Sheet]) -> Box:
    """The lines and tables of all pages in reading order."""
    tables = [lattices(sheet) for sheet in sheets]
    lines = [lines_of(sheet.runs) for sheet in sheets]
    _drop_furniture(sheets, lines)
    flow = _Flow(max((Margins(page).width for page in lines if page), default=0.0))
    for sheet, found, rest in zip(sheets, tables, lines, strict=True):
        flow.page(_blocks(found, rest, sheet.width))
    flow.close()
    return flow.root


def _blocks(found: list[Lattice], lines: list[Line], width: float) -> list[_Block]:
    out = [_Block(t.ys[0], *ruled_table(t)) for t in found]
    for part in _between(found, lines):
        at = part[0].y
        for content in split_columns(part, width):
            if isinstance(content, Line):
                at = content.y
            out.append(_Block(at, content))
    return sorted(out, key=lambda b: b.y)


def _between(found: list[Lattice], lines: list[Line]) -> list[list[Line]]:
    """The lines of a page by the ruled tables that they stand before or behind."""
    parts: dict[int, list[Line]] = {}
    for line in lines:
        parts.setdefault(sum(t.ys[0] < line.y for t in found), []).append(line)
    return list(parts.values())


# -- page furniture ---------------------------------------------------------------------------


def _drop_furniture(sheets: Sequence[Sheet], pages: list[list[Line]]) -> None:
    """Takes page numbers and running lines off the edges of the pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_key(line) for line in (*page[:_HEADER_LINES], *page[-_EDGE_LINES:])})
    often = max(2, (len(pages) + 2) // 3)
    for sheet, lines in zip(sheets, pages, strict=True):
        recurring = [n for n in lines[:_HEADER_LINES] if seen[_key(n)] >= often]
        repeated_header = any(len(n.runs) >= _COLUMNS for n in recurring)
        drop = set()
        for line, at_top in _edge_lines(sheet, lines):
            runs_on = seen[_key(line)] >= often and not (at_top and repeated_header)
            if runs_on or _PAGE_NUMBER.fullmatch(line.text):
                drop.add(id(line))
        lines[:] = [n for n in lines if id(n) not in drop]


def _key(line: Line) -> str:
    """What a running line has on every page: its words, numbers masked, and its height."""
    words = _DIGITS.sub("0", line.text).replace(" ", "")
    return f"{round(line.y / 6)}:{words}"


def _edge_lines(sheet: Sheet, lines: list[Line]) -> list[tuple[Line, bool]]:
    """The lines at the upper and lower edge of a page, and whether it is the upper one."""
    top = [(n, True) for n in lines[:_EDGE_LINES] if n.y < _EDGE * sheet.height]
    foot = [(n, False) for n in lines[-_EDGE_LINES:] if n.y > (1 - _EDGE) * sheet.height]
    return top + foot


# -- pages in sequence --------------------------------------------------------------------------


class _Flow:
    def __init__(self, width: float) -> None:
        self.root = Box()
        self.open = Paragraphs()
        self.width = width
        """How wide the text is on the page where it is widest."""
        self.bottom: list[SheetCell] = []

    def page(self, blocks: list[_Block]) -> None:
        margins = Margins([b.content for b in blocks if isinstance(b.content, Line)])
        if margins.width < 0.9 * self.width:  # no full line on this page
            margins.right = margins.left + self.width
        for number, block in enumerate(blocks):
            if isinstance(block.content, Line):
                first = number == 0
                self.add(self.open.add(block.content, margins, page_break=first))
                continue
            before = self.open.last is not None
            self.add(self.open.flush())
            last = self.root.items[-1] if self.root.items else None
            if number == 0 and isinstance(last, Table) and not before:
                append(last, block.content, self.bottom)
            else:
                self.root.items.append(block.content)
            self.bottom = block.bottom

    def add(self, paragraph: str | None) -> None:
        if paragraph is not None:
            self.root.items.append(paragraph)

    def close(self) -> None:
        self.add(self.open.flush())
