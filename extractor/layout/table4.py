"""Table 4: administrative reviews and lawsuits, fifteen numbers in one row as a rule.

Other renderings are read too: one row a group, one row a result, one label a number.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise, takewhile

from extractor.layout.folding import Folded, Mark
from extractor.layout.row import sums_up
from extractor.layout.separated import own_cells
from extractor.layout.spans import Cells
from extractor.layout.splitting import (
    Way,
    digits,
    grouped_ways,
    may_be_fewer,
    pieces,
    plain_cells,
    ways,
)
from extractor.layout.table4_order import GROUPS, RESULTS, order_of
from extractor.layout.tokens import (
    PIPES,
    Mode,
    Token,
    cells,
    cut,
    end_of_values,
    mode_of,
    one_a_line,
    table_start,
)

_BEHIND = 300
_SHORT = 5
_PADDING = re.compile(rf"(?:[ \t]*[{PIPES}]{{2,}}[ \t]*\n)+")
"""A line of pipes and nothing else: what the spans of the header cover."""
_FEWEST_LABELS = 7
"""Labels of a table at least: its groups and results, once each."""
_CLOSE = re.compile(rf"[ \t]*(?:\n[ \t]*)?[{PIPES}][ \t\r]*(?:\n|\Z)")
_OPENER = re.compile(rf"[{PIPES}][ \t\r]*\n[ \t]*[{PIPES}][ \t\r]*\n")
"""A pipe of its own behind a row: one opens the next."""
_STOP = re.compile("[\u4e00-\u9fffA-Za-z（(]")


class Table4:
    """What was read of one table of kind 4: per cell key (`review.total`) its token."""

    __slots__ = ("by", "cells", "end", "labels", "start", "undecided")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.cells: dict[str, Token] = {}
        self.undecided: dict[str, tuple[int, int]] = {}
        self.by: tuple[str, ...] = ()
        self.labels: set[str] = set()


def read_table4(
    text: str,
    folded: Folded,
    marks: list[Mark],
    bounds: tuple[int, int],
    grid: Cells,
    *,
    torn: bool = False,
) -> Table4:
    """Reads the table whose labels `marks` holds; it stands within `bounds`.

    `grid`: the cells of the tables that the source marks. `torn`: another table of the document
    has lost lines.
    """
    floor, ceiling = bounds
    marks = _behind_prose(text, folded, marks)
    first, last = marks[0], marks[-1]
    start = folded.start(first.lo)
    table = Table4(table_start(text, start, floor), folded.end(last.hi))
    table.labels = {m.key for m in marks}
    stop = min(ceiling, table.end + _BEHIND)
    mode = mode_of(text, table.start, stop, 12)
    opened = text[table.start] in PIPES or (
        _OPENER.search(text, table.start, table.end) is not None
    )
    state = _State(marks, torn=torn)
    table.end = start
    for i, mark in enumerate(marks):
        if len(table.cells) + len(table.undecided) == len(GROUPS) * len(RESULTS):
            break  # the words of the labels come again in the text behind the table
        state.label(mark)
        begin = folded.end(mark.hi)
        table.end = max(table.end, begin)
        end = folded.start(marks[i + 1].lo) if i + 1 < len(marks) else stop
        tokens = _tokens(text, begin, end, mode, last=i + 1 == len(marks), opened=opened)
        filled = [t for t in tokens if t.text]
        if filled and not all(_STOP.search(t.text) for t in filled):
            lines = one_a_line(text, filled)
            if mode == "pipe" and lines and _closes(text, tokens):
                tokens.pop()
            spread = grid.spread(filled[0].start, len(GROUPS) * len(RESULTS))
            if mode == "tab" and None in spread:
                state.merged(table, spread, (filled[0].start, filled[-1].end))
            else:
                apart = mode != "space" and len(filled) > 1
                state.values(table, tokens, in_lines=lines and mode != "tab", apart=apart)
            table.end = max([table.end, *(t.end for t in own_cells(tokens, 1) if t.text)])
        elif i + 1 == len(marks) and not table.cells and not table.undecided:
            state.blank(table, begin, lost=_once_each(text, folded, marks))
    return table


def _behind_prose(text: str, folded: Folded, marks: list[Mark]) -> list[Mark]:
    """The labels without those of sentences before the table, which name the groups and results
    in an order of their own."""
    first = 0
    for i in range(len(marks) - _FEWEST_LABELS):
        if "。" in text[folded.end(marks[i].hi) : folded.start(marks[i + 1].lo)]:
            first = i + 1
    return marks[first:]


def _tokens(
    text: str, start: int, end: int, mode: Mode, *, last: bool, opened: bool
) -> list[Token]:
    """The cells behind a label. Behind the last one, those of the rows below the header.

    `opened`: rows begin with a pipe, on a line of its own or not.
    """
    tokens = cut(text, start, end, mode)
    if mode == "space":
        return _numbers(tokens)
    if not last:
        return tokens
    if mode == "tab" and not any(t.text for t in tokens):
        tokens = cells(text, start, end, mode)  # only tabs behind the header: its row was padded
    line = text.find("\n", start, end)
    if line < 0 or not any(t.text and t.start > line for t in tokens):
        return tokens
    closes_label = mode == "pipe" and not any(c in PIPES for c in text[start:line])
    if mode == "pipe" and (padding := _PADDING.match(text, line + 1, end)):
        line = padding.end() - 1
    tokens = cells(text, line + 1, end, mode)
    if (opened or closes_label) and not tokens[0].text:
        del tokens[0]
    return tokens


def _once_each(text: str, folded: Folded, marks: list[Mark]) -> bool:
    """Whether labels one a line stand once each, though every group has all results."""
    apart = (text[folded.end(a.hi) : folded.start(b.lo)] for a, b in pairwise(marks))
    results = [m.key for m in marks if m.kind == "result"]
    return all("\n" in between for between in apart) and len(set(results)) == len(results)


def _closes(text: str, tokens: list[Token]) -> bool:
    """Whether a pipe closes each cell, so that what follows the last pipe is none."""
    last = next(t for t in reversed(tokens) if t.text)
    return not tokens[-1].text and _CLOSE.match(text, last.end) is not None


def _numbers(tokens: list[Token]) -> list[Token]:
    """The words that are cells: fifteen short ones, else the numbers up to the first other."""
    short = list(takewhile(lambda t: len(t.text) <= _SHORT, tokens))
    if len(short) == len(GROUPS) * len(RESULTS):
        return short
    out = []
    for t in tokens:
        found = _STOP.search(t.text)
        if found:
            keep = end_of_values(t.text, found.start())
            if keep:
                out.append(Token(t.start, t.start + keep, t.text[:keep]))
            break
        out.append(t)
    return out


class _State:
    """Where the reading of a table 4 stands: the group that is open, the header so far."""

    def __init__(self, marks: list[Mark], *, torn: bool) -> None:
        self.torn = torn
        self.group = ""
        self.result = ""
        self.header: list[Mark] = []
        self.closed = False
        self.by_result = False
        """One row a result, the groups as columns."""
        self.order = order_of([m.key for m in marks if m.kind != "header"])

    def label(self, mark: Mark) -> None:
        if self.closed:
            self.header, self.closed = [], False
        self.header.append(mark)
        if mark.kind == "group":
            self.group = mark.key
        self.result = mark.key if mark.kind == "result" else ""

    def merged(self, table: Table4, spread: list[Token | None], run: tuple[int, int]) -> None:
        """Stores the row of all groups, of which the source has merged some cells."""
        self.closed = True
        keys = self.order.everything()
        known = self.order.knows(keys)
        for key, token in zip(keys, spread, strict=True):
            if token is None or not known:
                table.undecided[key] = run
            else:
                table.cells.setdefault(key, token)

    def values(self, table: Table4, tokens: list[Token], *, in_lines: bool, apart: bool) -> None:
        """Stores the values at this place.

        `in_lines`: a line is a cell. `apart`: separators part the cells. Then none is cut.
        """
        self.closed = True
        tokens = own_cells(tokens, 1)
        filled = [t for t in tokens if t.text]
        if in_lines and not self.whole(tokens):
            self.undecided(table, self.order.everything(), filled)
            return
        keys = self.expected(len(filled))
        if not self.order.knows(keys):
            self.undecided(table, keys, filled)
            return
        parts = filled if in_lines or apart else pieces(filled)
        for found in (filled, parts):
            if len(found) == len(keys) and (found is filled or in_lines or plain_cells(found)):
                self.store(table, keys, tuple(found))
                return
        if len(tokens) >= len(keys) > len(filled) and digits(parts) < len(keys):
            self.store(table, keys, tuple(tokens[: len(keys)]))
            return
        if len(filled) > len(keys) and all(len(t.text) < 6 for t in filled):
            self.store(table, keys, tuple(filled[: len(keys)]))
            return
        if in_lines or apart:
            self.undecided(table, keys, parts)
        else:
            self.fused(table, keys, parts)

    def fused(self, table: Table4, keys: list[str], parts: list[Token]) -> None:
        """Digits that run together: by count where no cell can be blank, else by T401."""
        found: list[Way] | None = None
        by: tuple[str, ...] = ()
        if digits(parts) == len(keys) and not may_be_fewer(parts):
            found = ways(parts, len(keys))
        elif len(keys) % len(RESULTS) == 0 and digits(parts) >= len(keys):
            by = ("T401",)
            found = grouped_ways(parts, len(keys) // len(RESULTS), len(RESULTS))
            if not found and digits(parts) == len(keys):
                found = ways(parts, len(keys))
        if found and len(found) == 1:
            self.store(table, *_that_add_up(keys, found[0]) if by else (keys, found[0]))
            table.by = by
        self.undecided(table, keys, parts)

    def undecided(self, table: Table4, keys: list[str], parts: list[Token]) -> None:
        run = (parts[0].start, parts[-1].end) if parts else (table.end, table.end)
        table.undecided |= dict.fromkeys((k for k in keys if k not in table.cells), run)

    def expected(self, filled: int) -> list[str]:
        """The cells that values at this place belong to, by the labels since the last values."""
        if self.header[-1].kind == "header" or filled == len(GROUPS) * len(RESULTS):
            return self.order.everything()
        results = [m for m in self.header if m.kind == "result"]
        group = self.group if self.group in GROUPS else ""
        above = [m for m in self.header if m.kind == "group" and m.key in GROUPS]
        self.by_result = self.by_result or (len(above) == 3 and len(results) == 1)
        if self.by_result and len(results) == 1:
            return [f"{g}.{self.result}" for g in self.order.groups]
        if len(results) == 1 and self.result and filled == 1 and group:
            return [f"{group}.{self.result}"]
        if len(results) == 1 and self.result and filled == 3:
            return [f"{g}.{self.result}" for g in self.order.groups]
        if not results and group:
            return [f"{group}.{r}" for r in self.order.results[group]]
        if len(results) == 5 and (filled == 5 or not self.group) and group:
            return [f"{group}.{r}" for r in self.order.results[group]]
        if len(results) == 10 and all(m.key != "review" for m in above):
            return [k for k in self.order.everything() if not k.startswith("review.")]
        return self.order.everything()

    def whole(self, tokens: list[Token]) -> bool:
        """Whether cells one a line are all there: lines may have been taken that stand above too.

        All fifteen are; fewer are where the header has each result as often, and blank cells
        show as such.
        """
        filled = sum(bool(t.text) for t in tokens)
        if filled >= len(GROUPS) * len(RESULTS):
            return True
        results = Counter(m.key for m in self.header if m.kind == "result")
        told = len(self.expected(filled))
        even = len(set(results.values())) <= 1 and len(results) in (0, 1, len(RESULTS))
        return even and (told == filled or (told == len(tokens) and not self.torn))

    def store(self, table: Table4, keys: list[str], cells: Way) -> None:
        for key, token in zip(keys, cells, strict=True):
            table.cells.setdefault(key, token)

    def blank(self, table: Table4, at: int, *, lost: bool) -> None:
        """Labels without any value: the cells are there and blank, if no lines were taken."""
        for key in self.order.everything():
            if lost:
                table.undecided[key] = (at, at)
            else:
                table.cells[key] = Token(at, at, "")


def _that_add_up(keys: list[str], cells: Way) -> tuple[list[str], Way]:
    """The groups whose last cell is the sum of the others, as keys and cells."""
    size = len(RESULTS)
    starts = [i for i in range(0, len(keys), size) if sums_up(cells[i : i + size])]
    kept = [j for i in starts for j in range(i, i + size)]
    return [keys[j] for j in kept], tuple(cells[j] for j in kept)
