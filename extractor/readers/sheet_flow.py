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
_LONG = 25
"""Characters of a line that is text and no cell or title."""
_SAME_SIZE = 0.15
_GOOD_PART = 0.25
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
    flow = _Flow(lines)
    for sheet, found, rest in zip(sheets, tables, lines, strict=True):
        flow.page(_blocks(found, rest, sheet.width))
    flow.close()
    return flow.root


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size of the text: the largest that a good part of the long lines has.

    Tables are set smaller, and there may be more of them than of text; titles are short.
    """
    weights: Counter[float] = Counter()
    for line in (n for page in pages for n in page):
        if len(line.text) >= _LONG and len(line.runs) <= 2:
            weights[round(line.size * 2) / 2] += len(line.text)
    most = max(weights.values(), default=0)
    return max((size for size, n in weights.items() if n >= _GOOD_PART * most), default=0.0)


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
    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self.root = Box()
        self.open = Paragraphs()
        self.size = _body_size(pages)
        """How large the text is, tables aside."""
        of_text = [body for page in pages if (body := self.body(page))] or [p for p in pages if p]
        self.width = max((Margins(body).width for body in of_text), default=0.0)
        """How wide the text is on the page where it is widest."""
        self.bottom: list[SheetCell] = []

    def body(self, lines: Sequence[Line]) -> Sequence[Line]:
        """The lines that are text and no table, as far as their size tells."""
        return [n for n in lines if abs(n.size - self.size) <= _SAME_SIZE * self.size]

    def page(self, blocks: list[_Block]) -> None:
        lines = [b.content for b in blocks if isinstance(b.content, Line)]
        margins = Margins(self.body(lines) or lines)
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
