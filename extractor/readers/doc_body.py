"""The main text of a binary Word document as paragraphs and tables.

Cells end with a bell (7), rows with one more of their own whose paragraph says so; within an
inner table, cells and rows end with ordinary paragraph marks that say so.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from extractor.errors import UnsupportedFormat
from extractor.readers.blocks import Box, Table, compose
from extractor.readers.doc_file import DocFile, Paragraph
from extractor.readers.lines import shown_line
from extractor.records import Grid

_MARK = re.compile("[\r\x07\x0c]")
_FIELD = re.compile("[\x13\x14\x15]")
_PICTURE = re.compile("[\x01\x08]")
_DROPPED = re.compile("[\0-\x06\x08\x0e-\x1d\x1f]")
_ACROSS, _DOWN, _RESTART = 0x03, 0x20, 0x40
_NEAR = 40
"""Twentieths of a point within which edges of cells are one."""


def read_doc(data: bytes) -> tuple[str, tuple[Grid, ...]]:
    """The text of a document and its tables. Raises `Damaged` or `UnsupportedFormat`."""
    file = DocFile(data)
    page = _Page()
    codes: list[bool] = []
    start = 0
    for found in _MARK.finditer(file.text):
        raw = file.text[start : found.start()]
        start = found.end()
        page.paragraph(_shown(raw, codes), found[0], file.paragraph(found.start()))
    rest = _shown(file.text[start:], codes)
    page.paragraph(rest, "\r", Paragraph())
    if not page.root.items and _PICTURE.search(file.text):
        raise UnsupportedFormat("Word文档里只有图片，没有文字，请先做文字识别。")
    return compose(page.root)


def _shown(raw: str, codes: list[bool]) -> str:
    """The text of a paragraph: of fields only the results, no marks of pictures and notes.

    `codes` holds the open fields; a code ends with its paragraph at the latest.
    """
    if codes or _FIELD.search(raw):
        out, at = [], 0
        for mark in _FIELD.finditer(raw):
            if not any(codes):
                out.append(raw[at : mark.start()])
            at = mark.end()
            if mark[0] == "\x13":
                codes.append(True)
            elif codes and mark[0] == "\x14":
                codes[-1] = False
            elif codes:
                codes.pop()
        if not any(codes):
            out.append(raw[at:])
        codes[:] = [False] * len(codes)
        raw = "".join(out)
    return _DROPPED.sub("", raw).replace("\x1e", "-")


class _Level:
    """A table that is open: its row and the cell that is being filled."""

    __slots__ = ("cell", "cells", "ends", "table")

    def __init__(self) -> None:
        self.table = Table()
        self.cells: list[Box] = []
        self.cell = Box()
        self.ends: list[tuple[list[Box], Paragraph]] = []


class _Page:
    def __init__(self) -> None:
        self.root = Box()
        self.levels: list[_Level] = []

    def paragraph(self, text: str, mark: str, kind: Paragraph) -> None:
        depth = kind.depth or (1 if mark == "\x07" else 0)
        self.open(depth)
        ends_cell = mark == "\x07" if depth == 1 else kind.inner_cell or mark == "\x07"
        if kind.row_end and depth:
            level = self.levels[-1]
            level.ends.append((level.cells, kind))
            level.cells, level.cell = [], Box()
            return
        box = self.levels[-1].cell if depth else self.root
        for line in text.split("\x0b"):
            shown = shown_line(line, cell=bool(depth))
            if shown:
                box.items.append(shown)
        if ends_cell and depth:
            level = self.levels[-1]
            level.cells.append(level.cell)
            level.cell = Box()

    def open(self, depth: int) -> None:
        """Opens or closes tables until there are so many around the paragraph."""
        while len(self.levels) > depth:
            level = self.levels.pop()
            if level.cells or level.cell.items:
                level.cells.append(level.cell)
                level.ends.append((level.cells, Paragraph()))
            _finish(level)
        while len(self.levels) < depth:
            around = self.levels[-1].cell if self.levels else self.root
            level = _Level()
            around.items.append(level.table)
            self.levels.append(level)


def _finish(level: _Level) -> None:
    """The rows of a table, merged cells as one."""
    edges: list[int] = []
    for edge in sorted({e for _, kind in level.ends for e in kind.edges}):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    above: dict[int, Box] = {}  # the cell that a merge downwards goes on with, by left edge
    for cells, kind in level.ends:
        row: list[Box] = []
        flags = kind.cells if len(kind.cells) == len(cells) else [0] * len(cells)
        known = len(kind.edges) == len(cells) + 1
        for i, (box, flag) in enumerate(zip(cells, flags, strict=True)):
            left = bisect_left(edges, kind.edges[i] - _NEAR) if known else i
            right = bisect_left(edges, kind.edges[i + 1] - _NEAR) if known else i + 1
            box.colspan = max(1, min(right - left, 64))
            if flag & _ACROSS and i and flags[i - 1] & _ACROSS and not box.items and row:
                row[-1].colspan += box.colspan
                continue
            if flag & _DOWN and not flag & _RESTART and left in above:
                above[left].rowspan += 1
                above[left].items += box.items if not above[left].items else []
                continue
            above[left] = box
            row.append(box)
        level.table.rows.append(row)
