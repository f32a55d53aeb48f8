"""Reports set on pages: a small typesetter whose pages `render_office` writes as PDF or OFD.

Lengths are in points from the upper left corner. An ideograph is one em wide, an ASCII
character half an em, so that the same page can be written in any format without its fonts.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus import forms
from corpus.render import _HALF_WIDTH as HALF_WIDTH
from corpus.render import cell_texts
from corpus.spec import Paragraph, Spec, Table

WIDTH, HEIGHT = 595.0, 842.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 72.0, 523.0, 80.0, 770.0
_PAD = 4.0
_BODY, _SMALL = 12.0, 9.0
_LEADING = 1.65
_CELL_LEADING = 1.2
_NO_START = "，。、；：！？）》”"


@dataclass(frozen=True)
class Look:
    """How a report is set."""

    rules: str = "grid"
    """grid: a line round every cell; bars: the same as thin filled boxes, cell by cell;
    frames: a rectangle a cell; rows: lines between rows only; none."""
    drawn: str = "cells"
    """The order in which text is drawn: cells, or lines from left to right over the page."""
    align: str = "middle"
    """Where values stand beside a label of several lines: middle or top."""
    repeat: bool = True
    """Whether a table that goes on over a page has its header again."""
    cut: bool = False
    """Whether a row may be broken over two pages."""
    numbers: str = "第 {} 页"
    running: str = ""
    """A line at the head of every page."""
    upright_label: bool = True
    """Whether the label over all outcomes stands one character a line."""
    turned: str = ""
    """Pages set on their side: `page` where the page's rotation shows them upright, or `text`."""
    radicals: bool = False
    watermark: str = ""
    row_gap: float = 2.5


@dataclass
class Word:
    """Text at a place: the left end and the middle of its line."""

    x: float
    y: float
    size: float
    text: str


@dataclass
class Leaf:
    """One page."""

    words: list[Word] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)


def width(text: str, size: float) -> float:
    return sum(size if c >= "\u2000" else size / 2 for c in text)


def wrap(text: str, room: float, size: float) -> list[str]:
    """Lines that fit; a closing mark does not begin one."""
    lines, line, used = [], "", 0.0
    for i, c in enumerate(text):
        own = width(c, size)
        ahead = size if text[i + 1 : i + 2] and text[i + 1] in _NO_START else 0.0
        number = c.isascii() and c.isalnum() and line and line[-1].isascii() and line[-1].isalnum()
        if line and used + own + ahead > room + 0.1 and c not in _NO_START and not number:
            lines.append(line)
            line, used = "", 0.0
        line += c
        used += own
    return [*lines, line] if line else lines


class Setter:
    """Sets one report."""

    def __init__(self, spec: Spec, look: Look, labels: dict[str, str], rng: random.Random) -> None:
        self.spec, self.look, self.labels, self.rng = spec, look, labels, rng
        self.leaves: list[Leaf] = []
        self.y = 0.0
        self.new_leaf()

    def new_leaf(self) -> None:
        self.leaves.append(Leaf())
        self.y = _TOP

    @property
    def leaf(self) -> Leaf:
        return self.leaves[-1]

    def write(self, x: float, y: float, size: float, text: str) -> None:
        text = text.translate(HALF_WIDTH) if self.spec.ascii else text
        self.leaf.words.append(Word(x, y, size, text))

    def set(self) -> list[Leaf]:
        for block in self.spec.blocks():
            if isinstance(block, Table):
                self.table(block)
            else:
                self.paragraph(block)
        for number, leaf in enumerate(self.leaves, start=1):
            shown = self.look.numbers.format(number)
            leaf.words.append(Word((WIDTH - width(shown, 9)) / 2, 806, 9, shown))
            if self.look.running:
                leaf.words.insert(0, Word(_LEFT, 48, 9, self.look.running))
            if self.look.drawn == "lines":
                leaf.words.sort(key=lambda w: (round(w.y / 3), w.x))
        return self.leaves

    def paragraph(self, block: Paragraph) -> None:
        if block.role == "title":
            size = 18.0
            for line in wrap(block.text, _RIGHT - _LEFT, size):
                self.line((_LEFT + _RIGHT - width(line, size)) / 2, size, line)
            self.y += 12
            return
        size = 14.0 if block.role == "heading" else _BODY
        indent = 0.0 if block.role == "signature" else 2 * size
        first, *_ = wrap(block.text, _RIGHT - _LEFT - indent, size)
        if block.role == "signature":
            self.line(_RIGHT - width(block.text, size) - 20, size, block.text)
            return
        self.line(_LEFT + indent, size, first)
        for line in wrap(block.text[len(first) :], _RIGHT - _LEFT, size):
            self.line(_LEFT, size, line)

    def line(self, x: float, size: float, text: str) -> None:
        if self.y + size * _LEADING > _BOTTOM:
            self.new_leaf()
        self.write(x, self.y + size * _LEADING / 2, size, text)
        self.y += size * _LEADING

    # -- tables -----------------------------------------------------------------------------

    def placed_lines(
        self, block: Table, edges: list[float]
    ) -> list[tuple[forms.Placed, list[str]]]:
        """Every cell of the table with its text broken to the width of its columns."""
        cells = []
        for row, texts in zip(
            block.grid.rows(), cell_texts(self.spec, block, self.labels), strict=True
        ):
            for placed, text in zip(row, texts, strict=True):
                room = edges[placed.column + placed.colspan] - edges[placed.column] - 2 * _PAD
                tall = self.look.upright_label and placed.rowspan > 12
                lines = list(text) if tall else wrap(text, room, _SMALL)
                cells.append((placed, lines))
        return cells

    def table(self, block: Table) -> None:
        grid = block.grid
        edges = self.columns(grid)
        cells = self.placed_lines(block, edges)
        heights = [_SMALL * _CELL_LEADING + 2 * self.look.row_gap for _ in grid.matrix]
        for placed, lines in cells:
            if placed.rowspan == 1:
                tall_enough = len(lines) * _SMALL * _CELL_LEADING + 2 * self.look.row_gap
                heights[placed.row] = max(heights[placed.row], tall_enough)
        header = next((p.row for p, _ in cells if p.slot.cell), 0) if grid.name != "t2" else 0
        self.y += 6
        at = 0
        done: set[int] = set()
        skipped = 0.0  # what of row `at` the page before has shown
        while at < len(heights):
            shown = list(range(header)) if at >= header and at and self.look.repeat else []
            top = self.y
            stop = at
            used = sum(heights[r] for r in shown)
            room = _BOTTOM - top
            while (
                stop < len(heights)
                and used + heights[stop] - (skipped if stop == at else 0) <= room
            ):
                used += heights[stop] - (skipped if stop == at else 0)
                stop += 1
            part = 0.0
            step = _SMALL * _CELL_LEADING
            if (
                self.look.cut
                and header <= stop < len(heights)
                and heights[stop] > 2 * step
                and not skipped
            ):
                part = (room - used - self.look.row_gap) // step * step
                part = part if part > 0 and part < heights[stop] - 2 * self.look.row_gap else 0.0
            if stop == at and not part:
                self.new_leaf()
                continue
            rows = [*shown, *range(at, stop + bool(part))]
            tops, y = {}, top
            for r in rows:
                tops[r] = y
                y += heights[r]
                if r == at:
                    y -= skipped
            if part:
                y = tops[stop] + part + self.look.row_gap
            self.part(cells, edges, rows, tops, y, done, header, at if skipped else -1, skipped)
            self.y = y
            at, skipped = stop, part
            if at < len(heights):
                self.new_leaf()
        self.y += 10

    def part(
        self, cells: list, edges: list[float], rows: list[int], tops: dict[int, float],
        bottom: float, done: set[int], header: int, cut_row: int, skipped: float,
    ) -> None:  # fmt: skip
        """One page's part of a table: what of each cell lies in these rows."""
        for i, (placed, lines) in enumerate(cells):
            covered = [r for r in rows if placed.row <= r < placed.row + placed.rowspan]
            if not covered:
                continue
            x0, x1 = edges[placed.column], edges[placed.column + placed.colspan]
            y0 = tops[covered[0]]
            after = rows.index(covered[-1]) + 1
            y1 = tops[rows[after]] if after < len(rows) else bottom
            self.border(x0, y0, x1, y1)
            step = _SMALL * _CELL_LEADING
            goes_on = placed.row == cut_row and placed.rowspan == 1
            if i in done and placed.row >= header and not goes_on:
                continue
            shown = lines
            if goes_on:
                shown = lines[round(skipped / step) :]
            fit = int((y1 - y0 + 1) // step)
            shown = shown[:fit] if placed.rowspan == 1 else shown
            done.add(i)
            tall = len(shown) * step
            y = y0 + (y1 - y0 - tall) / 2 if self.look.align == "middle" else y0 + self.look.row_gap
            y = max(y, y0)
            for line in shown:
                x = x0 + _PAD
                if placed.slot.cell or placed.row == 0 or tall > step * 8:
                    x = (x0 + x1 - width(line, _SMALL)) / 2
                self.write(x, y + step / 2, _SMALL, line)
                y += step

    def border(self, x0: float, y0: float, x1: float, y1: float) -> None:
        leaf, rules = self.leaf, self.look.rules
        if rules == "grid":
            leaf.lines += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
        elif rules == "bars":
            h = 0.3
            leaf.boxes += [(x0, y0 - h, x1, y0 + h), (x0, y1 - h, x1, y1 + h)]
            leaf.boxes += [(x0 - h, y0, x0 + h, y1), (x1 - h, y0, x1 + h, y1)]
        elif rules == "frames":
            leaf.boxes.append((x0 + 0.6, y0 + 0.6, x1 - 0.6, y1 - 0.6))
        elif rules == "rows":
            leaf.lines += [(x0, y0, x1, y0), (x0, y1, x1, y1)]

    def columns(self, grid: forms.Grid) -> list[float]:
        shares: Sequence[float]
        if grid.name == "t3":
            values = grid.width - 3
            shares = [0.06 if self.look.upright_label else 0.1, 0.13, 0.31] + [
                0.5 / values
            ] * values
        elif grid.name == "t2":
            shares = [0.3] + [0.7 / (grid.width - 1)] * (grid.width - 1)
        else:
            shares = [1 / grid.width] * grid.width
        edges = [_LEFT - 20]
        for share in shares:
            edges.append(edges[-1] + share * (_RIGHT - _LEFT + 40))
        return edges
