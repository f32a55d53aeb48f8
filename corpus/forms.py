"""The statutory tables as grids of cells with spans, built from forms.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TABLES = ("t2", "t3", "t4")
_TOKEN = re.compile(r"(?P<text>.*?)(?:>(?P<columns>\d+))?(?:\^(?P<rows>\d+))?")


@dataclass(frozen=True, eq=False)
class Slot:
    """One cell: a label, or the place of a value (`cell`); compared by identity."""

    label: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Placed:
    """A slot where it stands."""

    slot: Slot
    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True)
class Grid:
    """A table as a full matrix; a spanning slot stands in every place that it covers."""

    name: str
    matrix: tuple[tuple[Slot, ...], ...]

    def __iter__(self) -> Iterator[Placed]:
        """Cells in reading order."""
        return iter(self._placed)

    @cached_property
    def _placed(self) -> tuple[Placed, ...]:
        first: dict[int, tuple[Slot, int, int]] = {}
        last: dict[int, tuple[int, int]] = {}
        for r, row in enumerate(self.matrix):
            for c, slot in enumerate(row):
                first.setdefault(id(slot), (slot, r, c))
                last[id(slot)] = (r, c)
        ends = ((i, slot, r, c, *last[i]) for i, (slot, r, c) in first.items())
        return tuple(Placed(s, r, c, y - r + 1, x - c + 1) for _, s, r, c, y, x in ends)

    def rows(self) -> list[list[Placed]]:
        """Cells by the row that they begin in."""
        out: list[list[Placed]] = [[] for _ in self.matrix]
        for placed in self:
            out[placed.row].append(placed)
        return out

    @property
    def width(self) -> int:
        return len(self.matrix[0])

    def cells(self) -> list[str]:
        return [p.slot.cell for p in self if p.slot.cell]

    def without_row(self, key: str) -> Grid:
        """Drops the row of values `t3.rejected.excessive`. Its group label stays."""
        first = next(r for r, row in enumerate(self.matrix) if _is_row(row, key))
        return Grid(self.name, self.matrix[:first] + self.matrix[first + 1 :])

    def without_column(self, key: str) -> Grid:
        """Drops a column of values of table 3 (`legal`) or of table 2 (`repealed`)."""
        places = {
            c
            for row in self.matrix
            for c, slot in enumerate(row)
            if slot.cell.rsplit(".", 1)[-1] == key
        }
        if len(places) != 1:
            raise ValueError(f"{self.name} has {len(places)} columns {key}")
        at = places.pop()
        return Grid(self.name, tuple(row[:at] + row[at + 1 :] for row in self.matrix))


def _is_row(row: Sequence[Slot], key: str) -> bool:
    return any(s.cell.rsplit(".", 1)[0] == key for s in row if s.cell)


@cache
def data() -> dict[str, Any]:
    """forms.toml as it is."""
    return tomllib.loads((HERE / "forms.toml").read_text(encoding="utf-8"))


def headings() -> dict[int, str]:
    return {int(k): v for k, v in data()["headings"].items()}


@cache
def grid(form: str, table: str) -> Grid:
    """The grid of a form (`2021`, `2019`) and a table (`t2`, `t3`, `t4`)."""
    rows = _rows(form, table)
    return Grid(table, _matrix(rows, _width(rows)))


def padded_width(form: str, table: str) -> int:
    """The number of columns that a crawler pads this table's rows to."""
    spec = data()[form][table]
    return int(spec["columns"] if "columns" in spec else data()[spec["same_as"]][table]["columns"])


def _rows(form: str, table: str) -> list[list[str]]:
    spec = data()[form][table]
    if "same_as" not in spec:
        return [list(row) for row in spec["rows"]]
    rows = _rows(spec["same_as"], table)
    replace, drop = spec.get("replace", {}), spec.get("drop", [])
    out: list[list[str]] = []
    for row in rows:
        if row[-1] in drop:
            continue
        new = replace.get(row[0], row[0])
        out.append(list(new) if isinstance(new, list) else [new, *row[1:]])
    return out


def _width(rows: Sequence[Sequence[str]]) -> int:
    return sum(columns for _, columns, _ in (_token(t) for t in _expand(rows[0])))


def _expand(row: Sequence[str]) -> Iterator[str]:
    for token in row:
        if token.startswith("*"):
            columns = data()["t4_columns" if token.startswith("*t4") else "t3_columns"]
            yield from (f"={token[1:]}.{c}" for c in columns)
        else:
            yield token


def _token(token: str) -> tuple[Slot, int, int]:
    m = _TOKEN.fullmatch(token)
    if m is None:
        raise ValueError(f"cannot read {token!r}")
    text = m["text"]
    slot = Slot(cell=text[1:]) if text.startswith("=") else Slot(label=text)
    return slot, int(m["columns"] or 1), int(m["rows"] or 1)


def _matrix(rows: Sequence[Sequence[str]], width: int) -> tuple[tuple[Slot, ...], ...]:
    matrix: list[list[Slot | None]] = [[None] * width for _ in rows]
    for r, row in enumerate(rows):
        c = 0
        for slot, columns, height in map(_token, _expand(row)):
            while matrix[r][c] is not None:
                c += 1
            for y in range(r, r + height):
                for x in range(c, c + columns):
                    matrix[y][x] = slot
            c += columns
    full = tuple(tuple(s for s in row if s is not None) for row in matrix)
    if any(len(row) != width for row in full):
        raise ValueError("a row of the form does not fill its width")
    return full
