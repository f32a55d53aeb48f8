"""A row of a table on its way to its cells."""

from __future__ import annotations

from itertools import combinations

from extractor.layout.splitting import (
    MAX_WAYS,
    Way,
    balanced_ways,
    balances_with_blanks,
    digits,
    may_be_fewer,
    plain_cells,
    ways,
)
from extractor.layout.tokens import Token
from extractor.layout.values import read_value


class Row:
    """A labelled row. `start..end` is the stretch of text that holds its values.

    `cells` is set once the row is decided; until then `candidates` holds the ways that its
    digits can be cut, and `by` the identities that narrowed them down.
    """

    __slots__ = (
        "by", "candidates", "cells", "count", "end", "key", "last", "level", "number", "opens",
        "power", "start", "tokens", "torn", "unsure",
    )  # fmt: skip

    def __init__(self, key: str, start: int, end: int, count: int) -> None:
        self.key = key
        self.start = start
        self.end = end
        self.count = count
        self.level = 0
        """How deep the label stands: rows of one level have as many fillers left of them."""
        self.number = ""
        """The list number of the label that follows, where the label was found without it."""
        self.opens = False
        """The heading of a group stands before the label in the same row."""
        self.unsure: frozenset[int] = frozenset()
        """Places in `cells` whose value cannot be told, since it belongs to other places too."""
        self.power = 0
        """The power of ten that takes the amounts of the row to the unit of the form."""
        self.torn = False
        """Some of its lines may have been lost, so that it is not decided."""
        self.last = False
        """No label follows, so that the stretch may hold the text behind the table."""
        self.tokens: list[Token] = []
        self.cells: Way | None = None
        self.candidates: list[Way] = []
        self.by: tuple[str, ...] = ()

    @property
    def run(self) -> tuple[int, int]:
        """The stretch that holds what is written in the row."""
        filled = [t for t in self.tokens if t.text]
        return (filled[0].start, filled[-1].end) if filled else (self.start, self.start)

    def blank(self) -> Token:
        """A cell with nothing in it, placed behind the label."""
        return Token(self.start, self.start, "")

    def all_blank(self) -> Way:
        return tuple(self.blank() for _ in range(self.count))

    def cut_digits(self, parts: list[Token], *, sums: bool) -> None:
        """Digits of several cells in one run: cut by count, else by the identity of the row.

        The count decides only where no cell can be blank.
        """
        if digits(parts) < self.count:
            return
        # Every way is looked for only where it is asked for: there may be hundreds.
        if not may_be_fewer(parts):
            every = ways(parts, self.count)
            if every is not None and len(every) == 1 and plain_cells(every[0]):
                self.cells = every[0]
        if self.cells is not None or not sums:
            return
        balanced = balanced_ways(parts, self.count)
        if balanced is None:
            every = ways(parts, self.count)
            if every is not None and len(every) == 1 and sums_up(every[0]):
                self.cells, self.by = every[0], ("T303",)
            return
        if len(balanced) == 1 and not balances_with_blanks(parts, self.count):
            self.cells, self.by = balanced[0], ("T303",)
        elif balanced:
            self.candidates, self.by = balanced, ("T303",)
        else:
            self.candidates = ways(parts, self.count) or []

    def fill_blanks(self, filled: list[Token]) -> None:
        """Fewer values than columns: blank cells were dropped, and only the sum can say which."""
        if len(filled) < 2:
            return
        found: list[Way] = []
        for chosen in combinations(range(self.count), len(filled)):
            way = list(self.all_blank())
            for place, token in zip(chosen, filled, strict=True):
                way[place] = token
            if sums_up(tuple(way)):
                found.append(tuple(way))
        if len(found) == 1:
            self.cells = found[0]
        self.candidates, self.by = found[:MAX_WAYS], ("T303",) if found else ()


def sums_up(way: Way) -> bool:
    """Whether the last cell is the sum of the others, blanks and marks counted as nothing."""
    total = 0
    for i, token in enumerate(way):
        state, value = read_value(token.text)
        if state == "text" or (value is not None and value != int(value)):
            return False
        total += int(value or 0) * (-1 if i == len(way) - 1 else 1)
    return total == 0
