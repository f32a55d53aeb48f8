"""Rows of table 3 that could be cut in several ways, decided by the columns.

T301 ties the first two rows to 总计 and 结转下年度, T302 the outcome rows to 总计, both in every
column. A row is decided only if one of its ways is left; otherwise it stays undecided. In a table
that has blank cells a row that adds up may do so by chance, so that no column may speak against it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from extractor.layout.row import Row
from extractor.layout.splitting import Way, digits, may_be_fewer, pieces
from extractor.layout.tokens import Token
from extractor.layout.values import read_value

_MAX_COMBINATIONS = 20_000
_FRAME = ("new", "carried_in", "total", "carried_out")

Vector = tuple[int, ...]


class _Equation:
    """An identity in every column: what is decided sums up to `base`, what is not is pending."""

    __slots__ = ("base", "code", "pending", "usable")

    def __init__(self, code: str, left: Sequence[Row], right: Sequence[Row], width: int) -> None:
        self.code = code
        self.base = [0] * width
        self.pending: list[tuple[int, Row]] = []
        self.usable = True
        for sign, row in [(1, r) for r in left] + [(-1, r) for r in right]:
            if row.cells is not None and not row.unsure:
                self.settle(sign, row.cells)
            else:
                self.pending.append((sign, row))
                self.usable = self.usable and bool(row.candidates)

    def settle(self, sign: int, way: Way) -> None:
        vector = _vector(way)
        if vector is None:
            self.usable = False
            return
        self.base = [b + sign * v for b, v in zip(self.base, vector, strict=True)]

    def holds(self, guess: dict[str, Vector]) -> bool:
        totals = list(self.base)
        for sign, row in self.pending:
            for c, v in enumerate(guess[row.key]):
                totals[c] += sign * v
        return not any(totals)


def resolve(rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Settles the rows that `read_rows` left with several candidates, where that can be done."""
    if not any(r.candidates or r.by for r in rows):
        return  # as it is for most tables: each row was read as it stands
    filled = all(digits(_runs(r)) >= r.count for r in rows)
    _settle(rows, columns, filled=filled)
    if not filled:
        _doubt(rows)


def _settle(rows: Sequence[Row], columns: Sequence[str], *, filled: bool) -> None:
    pending = [r for r in rows if r.cells is None and r.candidates]
    for row in pending:
        row.candidates = [w for w in row.candidates if _vector(w) is not None]
        if not (filled or row.by):  # nor does it add up with some of its cells blank: too little
            row.candidates = []
    if not pending:
        return
    for row in pending if filled else ():
        if len(row.candidates) == 1 and row.by:
            row.cells = row.candidates[0]
    while any(
        len(e.pending) == 1 and _decide([e.pending[0][1]], [e])
        for e in _equations(rows, len(columns))
    ):
        pass
    equations = _equations(rows, len(columns))
    tied = [r for r in pending if any(r is p for e in equations for _, p in e.pending)]
    if tied:
        _decide(tied, equations)


def _doubt(rows: Sequence[Row]) -> None:
    """Takes back rows that were cut by their sum alone where a column speaks against it.

    In a table with blank cells a row may add up by chance: `0000011` is 0, ..., 0, 1, 1, and it
    is 0, 0, 0, 0, 0, 11 where the cell of the 11 was left blank.
    """
    cut = [r for r in rows if r.by == ("T303",) and r.cells and may_be_fewer(_runs(r))]
    cut = [r for r in cut if sum(bool(t.text) for t in r.cells or ()) > len(_runs(r))]
    for row in cut and [r for e in _contradicted(rows) for r in cut if _has_part(r, e)]:
        row.cells, row.candidates = None, []


def _contradicted(rows: Sequence[Row]) -> list[tuple[set[str], int]]:
    """Rows and column of every identity that what is decided breaks; more may be undecided."""
    known = {r.key: v for r in rows if r.cells and (v := _vector(r.cells)) is not None}
    leaves = [r.key for r in rows if r.key not in _FRAME]
    out = []
    for parts, wholes in ((leaves, _FRAME[2:3]), (_FRAME[:2], _FRAME[2:])):
        if any(k not in known for k in wholes):
            continue
        whole = all(k in known for k in parts)
        for c in range(len(known[wholes[0]])):
            left = sum(known[k][c] for k in parts if k in known)
            right = sum(known[k][c] for k in wholes)
            if left > right or (whole and left < right):
                out.append(({*parts, *wholes}, c))
    return out


def _has_part(row: Row, broken: tuple[set[str], int]) -> bool:
    keys, column = broken
    vector = _vector(row.cells or ())
    return row.key in keys and bool(vector and vector[column])


def _runs(row: Row) -> list[Token]:
    return pieces([t for t in row.tokens if t.text])


def _equations(rows: Sequence[Row], width: int) -> list[_Equation]:
    """The identities whose rows are all there and not yet all decided."""
    by_key = {r.key: r for r in rows}
    out = []
    if all(k in by_key for k in _FRAME):
        new, carried_in, total, carried_out = (by_key[k] for k in _FRAME)
        out.append(_Equation("T301", [new, carried_in], [total, carried_out], width))
    leaves = [r for r in rows if r.key not in _FRAME]
    if "total" in by_key and leaves:
        out.append(_Equation("T302", leaves, [by_key["total"]], width))
    return [e for e in out if e.usable and e.pending]


def _decide(rows: Sequence[Row], equations: Sequence[_Equation]) -> bool:
    """Gives `rows` their cells if exactly one combination of their ways satisfies `equations`."""
    size = 1
    for row in rows:
        size *= len(row.candidates)
    if size > _MAX_COMBINATIONS:
        return False
    vectors = [[(w, _vector(w) or ()) for w in row.candidates] for row in rows]
    solution: list[Way] | None = None
    for chosen in product(*vectors):
        guess = {r.key: v for r, (_, v) in zip(rows, chosen, strict=True)}
        if all(e.holds(guess) for e in equations):
            if solution is not None:
                return False
            solution = [w for w, _ in chosen]
    if solution is None:
        return False
    for row, way in zip(rows, solution, strict=True):
        codes = [e.code for e in equations if any(row is p for _, p in e.pending)]
        row.cells, row.by = way, (*row.by, *codes)
    return True


def _vector(way: Way) -> Vector | None:
    """The numbers of a row, blanks and marks as 0; None where a cell is no whole number."""
    out = []
    for token in way:
        state, value = read_value(token.text)
        if state == "text" or (value is not None and value != int(value)):
            return None
        out.append(int(value or 0))
    return tuple(out)
