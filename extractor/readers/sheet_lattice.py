"""Ruled tables of a page, by the lines that are drawn.

Lines that touch make one table. Their positions cut it into fields; fields with no line between
them are one cell, so that merged cells come out as such.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence

from extractor.readers.sheet import Line, Run, Sheet, lines_of

_NEAR = 2.5
"""Points within which two lines are one: double borders, and borders drawn cell by cell."""
_TOUCH = 3.5
_OVERHANG = 8.0
"""Points by which lines must overhang for the open side of a table to be a border."""
_MOST = 200_000
"""Pairs of lines that are compared; pages with more of them are drawings."""
_MOST_FIELDS = 20_000

Rule = tuple[float, float, float]


class GridCell:
    """One cell and what stands in it."""

    __slots__ = ("colspan", "column", "row", "rowspan", "runs")

    def __init__(self, row: int, column: int, rowspan: int, colspan: int) -> None:
        self.row = row
        self.column = column
        self.rowspan = rowspan
        self.colspan = colspan
        self.runs: list[Run] = []


class Lattice:
    """A ruled table: the positions of its lines and its cells in reading order."""

    __slots__ = ("cells", "owner", "xs", "ys")

    def __init__(self, xs: list[float], ys: list[float]) -> None:
        self.xs = xs
        self.ys = ys
        self.cells: list[GridCell] = []
        self.owner: list[GridCell] = []
        """The cell of each field, row by row."""

    @property
    def area(self) -> float:
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def column_at(self, x: float) -> int:
        return min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)

    def holds(self, run: Run) -> bool:
        """Whether a run stands within the table."""
        # At a page break the last line of a cell may reach over the border.
        if not self.ys[0] <= run.y <= self.ys[-1] + 0.3 * run.size:
            return False
        return self.xs[0] <= (run.x0 + run.x1) / 2 <= self.xs[-1]

    def put(self, run: Run) -> None:
        """Gives a run to its cell; one that a line cuts is parted there."""
        row = min(max(bisect_right(self.ys, run.y) - 1, 0), len(self.ys) - 2)
        fields = self.owner[row * (len(self.xs) - 1) : (row + 1) * (len(self.xs) - 1)]
        first, last = self.column_at(run.x0), self.column_at(run.x1)
        if first == last or fields[first] is fields[last]:
            fields[self.column_at((run.x0 + run.x1) / 2)].runs.append(run)
            return
        start = 0
        for column in range(first, last):
            if fields[column] is fields[column + 1]:
                continue
            stop = self.cut(run, start, self.xs[column + 1])
            if stop > start:
                fields[column].runs.append(run.part(start, stop))
                start = stop
        if start < len(run.chars):
            rest = run.part(start, len(run.chars)) if start else run
            fields[self.column_at((rest.x0 + rest.x1) / 2)].runs.append(rest)

    def cut(self, run: Run, start: int, x: float) -> int:
        """The first character behind a line; a number that a line runs through stays whole."""
        stop = start
        while stop < len(run.chars) and (run.lefts[stop] + run.rights[stop]) / 2 < x:
            stop += 1
        if 0 < stop < len(run.chars) and run.chars[stop - 1].isdecimal():
            through = run.lefts[stop] < x - 0.6 or run.rights[stop - 1] > x + 0.6
            touching = run.lefts[stop] - run.rights[stop - 1] < 0.12 * run.size
            if run.chars[stop].isdecimal() and through and touching:
                low, high = stop, stop
                while low > start and _of_number(run.chars[low - 1]):
                    low -= 1
                while high < len(run.chars) and _of_number(run.chars[high]):
                    high += 1
                middle = (run.lefts[low] + run.rights[high - 1]) / 2
                return high if middle < x else low
        return stop


def _of_number(char: str) -> bool:
    return char.isdecimal() or char in ".,"


def lattices(sheet: Sheet) -> list[Lattice]:
    """The ruled tables of a page with their runs, from top to bottom; takes these off the page.

    What is drawn like a table but does not part columns, as frames and underlines, is none.
    """
    across, down = _merged(sheet.horizontals), _merged(sheet.verticals)
    if len(across) * len(down) > _MOST:
        return []
    found = []
    for rows, columns in _connected(across, down):
        lattice = _lattice(rows, columns)
        if lattice is not None:
            found.append(lattice)
    found.sort(key=lambda t: t.area)  # a table in a frame before the frame
    kept = []
    for lattice in found:
        inside = [r for r in sheet.runs if lattice.holds(r)]
        if not inside:
            continue
        for run in inside:
            lattice.put(run)
        if not _is_table(lattice):
            continue
        taken = {id(r) for r in inside}
        sheet.runs = [r for r in sheet.runs if id(r) not in taken]
        kept.append(lattice)
    return sorted(kept, key=lambda t: t.ys[0])


def cell_lines(cell: GridCell) -> list[Line]:
    """The lines of a cell from top to bottom."""
    return lines_of(cell.runs)


def _is_table(lattice: Lattice) -> bool:
    """Whether lines part columns, and rows too where numbers stand below one another."""
    if all(c.column == 0 for c in lattice.cells):
        return False
    stacked = 0
    for cell in lattice.cells:
        if len(cell.runs) > 1:
            lines = cell_lines(cell)
            stacked += len(lines) > 1 and all(r.is_number() for n in lines for r in n.runs)
    return stacked < 2


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Lines at one position as one, where they touch or nearly do."""
    out: list[Rule] = []
    group: list[Rule] = []
    for rule in sorted(rules):
        if group and rule[0] - group[0][0] > _NEAR:
            out += _spliced(group)
            group = []
        group.append(rule)
    return out + _spliced(group)


def _spliced(group: list[Rule]) -> list[Rule]:
    if not group:
        return []
    position = sum(r[0] for r in group) / len(group)
    out: list[Rule] = []
    for _, start, end in sorted(group, key=lambda r: r[1]):
        if out and start <= out[-1][2] + _TOUCH:
            out[-1] = (position, out[-1][1], max(out[-1][2], end))
        else:
            out.append((position, start, end))
    return out


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that touch one another."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (y, x0, x1) in enumerate(across):
        for j, (x, y0, y1) in enumerate(down, start=len(across)):
            if x0 - _TOUCH <= x <= x1 + _TOUCH and y0 - _TOUCH <= y <= y1 + _TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(down, start=len(across)):
        groups.setdefault(root(j), ([], []))[1].append(rule)
    return [g for g in groups.values() if g[0] and g[1]]


def _positions(rules: list[Rule], low: float, high: float) -> list[float]:
    """Where lines stand, and the open ends of a table that the lines across overhang."""
    out: list[float] = []
    for position in sorted(r[0] for r in rules):
        if not out or position - out[-1] > _NEAR:
            out.append(position)
    if low < out[0] - _OVERHANG:
        out.insert(0, low)
    if high > out[-1] + _OVERHANG:
        out.append(high)
    return out


def _lattice(across: list[Rule], down: list[Rule]) -> Lattice | None:
    xs = _positions(down, min(r[1] for r in across), max(r[2] for r in across))
    ys = _positions(across, min(r[1] for r in down), max(r[2] for r in down))
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 1 or columns * rows > _MOST_FIELDS:
        return None
    right = _walls(xs, down, [(a + b) / 2 for a, b in itertools.pairwise(ys)])
    below = _walls(ys, across, [(a + b) / 2 for a, b in itertools.pairwise(xs)])
    parent = list(range(columns * rows))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for r in range(rows):
        for c in range(columns):
            i = r * columns + c
            if c + 1 < columns and not right[c + 1][r]:
                parent[root(i + 1)] = root(i)
            if r + 1 < rows and not below[r + 1][c]:
                parent[root(i + columns)] = root(i)
    lattice = Lattice(xs, ys)
    by_root: dict[int, GridCell] = {}
    for i in range(columns * rows):
        r, c = divmod(i, columns)
        cell = by_root.get(root(i))
        if cell is None:
            cell = by_root[root(i)] = GridCell(r, c, 1, 1)
            lattice.cells.append(cell)
        cell.column, last = min(cell.column, c), max(cell.column + cell.colspan, c + 1)
        cell.colspan = last - cell.column
        cell.rowspan = r - cell.row + 1
        lattice.owner.append(cell)
    return lattice


def _walls(positions: list[float], rules: list[Rule], middles: list[float]) -> list[list[bool]]:
    """Whether a line stands at each position, field by field along it."""
    walls = [[False] * len(middles) for _ in positions]
    for position, start, end in rules:
        wall = walls[min(bisect_right(positions, position + _NEAR), len(positions)) - 1]
        for i, middle in enumerate(middles):
            if start <= middle <= end:
                wall[i] = True
    return walls
