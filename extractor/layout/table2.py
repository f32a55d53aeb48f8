"""Table 2: what was issued, decided and charged, in blocks after article 20 of the 条例."""

from __future__ import annotations

import msgspec

from extractor.codebook import load_codebook
from extractor.layout.folding import Folded
from extractor.layout.forms_match import similarity
from extractor.layout.row import Row
from extractor.layout.rows import read_rows
from extractor.layout.tokens import (
    Mode,
    cut,
    explanations,
    label_end,
    label_start,
    mode_of,
    table_start,
)
from extractor.layout.words import LABELS
from extractor.records import Form

_FARTHEST = 90
"""Ideographs between two labels of the table; an explanation in brackets may stand between."""
_ALIKE = 0.6
_LEAST = 5
"""Labels that make a table."""
_BEHIND = 60
"""Characters behind the last label in which its cells begin."""


class Mark(msgspec.Struct, frozen=True):
    """A label of table 2: a block heading, a column or a row, offsets into the folded text."""

    kind: str
    key: str
    lo: int
    hi: int


class Table2:
    """What was read of one table of kind 2. `columns` holds those of each row."""

    __slots__ = ("columns", "end", "found_columns", "rows", "start")

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.columns: dict[str, tuple[str, ...]] = {}
        self.found_columns: set[str] = set()
        self.start = 0
        self.end = 0


def marks_of_table2(text: str, folded: Folded) -> list[list[Mark]]:
    """The tables of kind 2 in text order, each as its labels."""
    marks = _all_marks(folded)
    clusters: list[list[Mark]] = []
    for mark in marks:
        last = clusters[-1][-1] if clusters else None
        if (
            last is not None
            and mark.lo - last.hi <= _FARTHEST
            and text.find("。", folded.end(last.hi), folded.start(mark.lo)) < 0
        ):
            clusters[-1].append(mark)
        else:
            clusters.append([mark])
    out = []
    for cluster in clusters:
        labels = _outside_brackets(text, folded, cluster)
        heads = [i for i, m in enumerate(labels) if m.kind != "row"]
        if heads:
            trimmed = labels[heads[0] :]
            columns = {m.key for m in trimmed if m.kind == "column"}
            blocks = sum(m.kind == "block" for m in trimmed)
            rows = {m.key for m in trimmed if m.kind == "row"}
            if blocks + len(columns) >= 3 and (blocks or len(columns) >= 3) and len(rows) >= 2:
                out += _separate(_with_misspelt(text, folded, trimmed))
    return out


def _all_marks(folded: Folded) -> list[Mark]:
    """Every label, the longer one where two overlap."""
    found: list[Mark] = []
    sources = [("block", {"": LABELS.table2_blocks}), ("column", LABELS.table2_columns)]
    for kind, table in [*sources, ("row", LABELS.table2_rows)]:
        for key, words in table.items():
            found += [Mark(kind, key, lo, hi) for lo, hi in folded.find_all(words)]
    found.sort(key=lambda m: (m.lo, -m.hi))
    out: list[Mark] = []
    for mark in found:
        if not out or mark.lo >= out[-1].hi:
            out.append(mark)
    return out


def _outside_brackets(text: str, folded: Folded, marks: list[Mark]) -> list[Mark]:
    """The marks that are labels, not words in the explanation that a bracket gives of one."""
    if len(marks) < _LEAST:
        return []
    brackets = explanations(text, folded.start(marks[0].lo), folded.end(marks[-1].hi))
    out, i = [], 0
    for mark in marks:
        start = folded.start(mark.lo)
        while i < len(brackets) and brackets[i][1] <= start:
            i += 1
        if i == len(brackets) or start < brackets[i][0]:
            out.append(mark)
    return out


def _with_misspelt(text: str, folded: Folded, marks: list[Mark]) -> list[Mark]:
    """The marks with the columns whose label has a slip (本年废纸件数)."""
    out: list[Mark] = []
    for i, mark in enumerate(marks):
        out.append(mark)
        high = marks[i + 1].lo if i + 1 < len(marks) else mark.hi
        between = text[folded.end(mark.hi) : folded.start(high)] if high > mark.hi else ""
        if mark.kind == "row" or not 3 <= high - mark.hi <= 12 or "（" in between or "(" in between:
            continue
        chunk = folded.text[mark.hi : high]
        scores = [(similarity(chunk, w[0]), k) for k, w in LABELS.table2_columns.items()]
        best, key = max(scores)
        if best >= _ALIKE:
            out.append(Mark("column", key, mark.hi, high))
    return out


def _separate(marks: list[Mark]) -> list[list[Mark]]:
    """Two tables that follow one another: the second begins where its first row comes again."""
    out: list[list[Mark]] = [[]]
    seen: set[str] = set()
    for mark in marks:
        if mark.kind == "row":
            if mark.key == "rules" and "rules" in seen and "fees" in seen:
                head = len(out[-1])
                while head and out[-1][head - 1].kind != "row":
                    head -= 1
                out.append(out[-1][head:])
                del out[-2][head:]
                seen = set()
            seen.add(mark.key)
        out[-1].append(mark)
    return out


def read_table2(
    text: str, folded: Folded, marks: list[Mark], floor: int, ceiling: int, form: Form
) -> Table2:
    """Reads the table whose labels `marks` holds; it stands between `floor` and `ceiling`."""
    table = Table2()
    first, last = marks[0], marks[-1]
    start = label_start(text, folded.start(first.lo), floor)
    table.start = table_start(text, start, floor)
    rows = sum(m.kind == "row" for m in marks)
    mode = mode_of(text, table.start, folded.end(last.hi) + 4, rows)
    header: list[tuple[str, int]] = []
    fresh = True
    end = folded.end(marks[-1].hi)
    for i, mark in enumerate(marks):
        if mark.kind == "block":
            header, fresh = [], True
        elif mark.kind == "column":
            if not fresh:
                header = []
            header.append((mark.key, mark.lo))
            fresh = True
            table.found_columns.add(mark.key)
        elif not any(r.key == mark.key for r in table.rows):
            fresh = False
            row = _row(text, folded, marks, i, ceiling)
            columns = tuple(k for k, _ in header)
            filled = _filled(text, row, mode)
            if mode == "space" and filled < 2:  # one run of digits tells no number of cells
                filled = 0
            table.columns[mark.key] = _fit(mark.key, columns, filled, form)
            row.count = max(1, len(table.columns[mark.key]))
            table.rows.append(row)
            end = max(end, row.start)
    read_rows(text, table.rows, mode, signed=form == "2019")
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


def _filled(text: str, row: Row, mode: Mode) -> int:
    return sum(1 for t in cut(text, row.start, row.end, mode) if t.text)


def _fit(key: str, header: tuple[str, ...], filled: int, form: Form) -> tuple[str, ...]:
    """The columns of a row: those of its header, or the form's own where the header lacks some.

    A header that lacks a column has lost it if the row is as short, else it is misspelt.
    """
    usable = tuple(c for c in dict.fromkeys(header) if f"t2.{key}.{c}" in _KNOWN)
    for name in (form, *_OWN):
        own = _OWN[name].get(key, ())
        if own and set(usable) <= set(own):
            return usable if usable and filled == len(usable) else own
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
