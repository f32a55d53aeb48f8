"""Table 2: what was issued, decided and charged, in blocks after article 20 of the 条例."""

from __future__ import annotations

from extractor.codebook import load_codebook
from extractor.layout.folding import Folded, Mark
from extractor.layout.money import power_between, unit_told
from extractor.layout.row import Row
from extractor.layout.rows import read_rows
from extractor.layout.spans import Cells, Place, place_values
from extractor.layout.tokens import (
    Mode,
    cut,
    label_end,
    label_start,
    mode_of,
    table_start,
)
from extractor.records import Form

_BEHIND = 60
"""Characters behind the last label in which its cells begin."""


_UNIT = 12
"""Characters behind the label of the amounts in which their unit stands."""
_CAPTION = 40
"""Characters before the table in which a line may tell its unit."""


class Table2:
    """What was read of one table of kind 2. `columns` holds those of each row."""

    __slots__ = ("columns", "end", "rows", "start")

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.columns: dict[str, tuple[str, ...]] = {}
        self.start = 0
        self.end = 0


def read_table2(
    text: str,
    folded: Folded,
    marks: list[Mark],
    bounds: tuple[int, int],
    cells: Cells,
    form: Form,
    *,
    torn: bool = False,
) -> Table2:
    """Reads the table whose labels `marks` holds; it stands within `bounds`.

    `cells`: those of the tables that the source marks. `torn`: another table of the document has
    lost lines.
    """
    floor, ceiling = bounds
    table = Table2()
    first, last = marks[0], marks[-1]
    start = label_start(text, folded.start(first.lo), floor)
    table.start = table_start(text, start, floor)
    rows = sum(m.kind == "row" for m in marks)
    mode = mode_of(text, table.start, folded.end(last.hi) + 4, rows)
    header = _Header(text, folded)
    places: dict[str, list[Place]] = {}
    end = folded.end(marks[-1].hi)
    for i, mark in enumerate(marks):
        if mark.kind != "row":
            header.add(mark, marks[i + 1] if i + 1 < len(marks) else None)
        elif not any(r.key == mark.key for r in table.rows):
            header.closed = True
            row = _row(text, folded, marks, i, ceiling)
            filled = _filled(text, row, mode)
            if mode == "space" and filled < 2:  # one run of digits tells no number of cells
                filled = 0
            columns = _fit(mark.key, header, filled, form, {m.key for m in marks})
            table.columns[mark.key] = columns
            places[mark.key] = header.places(cells, columns)
            row.power = _power(text, folded, marks[:i], columns, f"t2.{mark.key}", table.start)
            row.count = max(1, len(columns))
            table.rows.append(row)
            end = max(end, row.start)
    read_rows(text, table.rows, mode, signed=form == "2019", torn=torn)
    if mode == "tab":
        place_values(cells, table.rows, places)
    for row in table.rows:
        stop = row.cells[-1].end if row.cells else row.run[1]
        end = max(end, stop)
    table.end = end
    return table


def _row(text: str, folded: Folded, marks: list[Mark], i: int, ceiling: int) -> Row:
    mark = marks[i]
    following = marks[i + 1] if i + 1 < len(marks) else None
    label = folded.end(mark.hi)
    high = folded.start(following.lo) if following else min(ceiling, label + _BEHIND)
    start = label_end(text, label, high)
    if following:
        high = label_start(text, high, start)
    row = Row(mark.key, start, high, 1)
    row.last = following is None
    return row


def _power(
    text: str,
    folded: Folded,
    before: list[Mark],
    columns: tuple[str, ...],
    row: str,
    start: int,
) -> int:
    """The power of ten between the unit that the header, or a line above, tells and the form's."""
    own = load_codebook().cell(f"{row}.amount") if columns == ("amount",) else None
    label = next((m for m in reversed(before) if m.kind == "column" and m.key == "amount"), None)
    if own is None or label is None:
        return 0
    end = folded.end(label.hi)
    above = [folded.end(m.hi) for m in before if m.kind == "row" and m.lo < label.lo]
    low = above[-1] if above else start
    told = unit_told(text, low, end, min(len(text), end + _UNIT))
    caption = text[max(0, start - _CAPTION) : start].rpartition("。")[2]
    told = told or unit_told(caption, 0, len(caption), len(caption))
    return power_between(told, own.unit)


def _filled(text: str, row: Row, mode: Mode) -> int:
    return sum(1 for t in cut(text, row.start, row.end, mode) if t.text)


class _Header:
    """The columns that the labels since the last rows announce.

    `exact` says that nothing else stands in it, so that a column it lacks is not misspelt.
    """

    def __init__(self, text: str, folded: Folded) -> None:
        self.text = text
        self.folded = folded
        self.columns: list[str] = []
        self.starts: dict[str, int] = {}
        """Where each label of a column stands in the text."""
        self.exact = True
        self.closed = False

    def add(self, mark: Mark, following: Mark | None) -> None:
        if self.closed or (mark.kind == "block" and self.columns):
            self.columns, self.exact, self.closed = [], True, False
        if mark.kind == "column":
            self.columns.append(mark.key)
            self.starts[mark.key] = self.folded.start(mark.lo)
        if following is not None and following.lo > mark.hi:
            start, end = self.folded.end(mark.hi), self.folded.start(following.lo)
            close = label_end(self.text, start, end)
            self.exact = self.exact and self.folded.index(close) >= following.lo

    def places(self, cells: Cells, columns: tuple[str, ...]) -> list[Place]:
        """Where the columns stand in the source's own table; empty where it does not say so."""
        found = [cells.at(self.starts[c]) for c in columns if c in self.columns]
        known = [(at[1].column, at[1].colspan) for at in found if at]
        return known if len(known) == len(columns) else []


def _fit(key: str, header: _Header, filled: int, form: Form, labels: set[str]) -> tuple[str, ...]:
    """The columns of a row: those of its header, or the form's own where the header lacks some.

    A header that lacks a column has lost it if the row is as short, or if the header holds
    nothing else; otherwise the column is there and misspelt. It is there too where another header
    of the table has it, as `labels` says: a mirror left out the line that had stood before.
    """
    usable = tuple(c for c in dict.fromkeys(header.columns) if f"t2.{key}.{c}" in _KNOWN)
    for name in (form, *_OWN):
        own = _OWN[name].get(key, ())
        if own and set(usable) <= set(own):
            if not usable or filled == len(own) or set(own) <= labels:
                return own
            return usable if header.exact or filled == len(usable) else own
    return usable


def _own_columns() -> dict[str, dict[str, tuple[str, ...]]]:
    """Per form and row key of table 2, the columns that the form prints."""
    out: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, book in load_codebook().forms.items():
        rows = (r for r in book.rows.values() if r.table == "t2")
        out[name] = {r.id.removeprefix("t2."): tuple(c.key for c in r.columns) for r in rows}
    return out


_OWN = _own_columns()
_KNOWN = frozenset(
    f"t2.{row}.{column}"
    for rows in _OWN.values()
    for row, columns in rows.items()
    for column in columns
)
