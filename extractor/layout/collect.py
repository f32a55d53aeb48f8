"""What was read of the tables, gathered as the records that `Tables` holds."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec.structs import replace

from extractor.codebook import TABLES, load_codebook, table_of
from extractor.layout.money import has_own_unit, shifted
from extractor.layout.row import Row
from extractor.layout.statistics import Statistics
from extractor.layout.table2 import Table2
from extractor.layout.table3 import Table3
from extractor.layout.table4 import Table4
from extractor.layout.tokens import PIPES, Token
from extractor.layout.values import read_value
from extractor.records import Cell, Form, Span, TableReading

_PADDING = re.compile(rf"(?:\s*[{PIPES}])+")


class Collector:
    """The cells and readings of one document, as they come in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.cells: dict[str, Cell] = {}
        self.readings: list[TableReading] = []
        self.extra: list[Span] = []

    def keep_table2(self, table: Table2, form: Form) -> None:
        book = load_codebook()
        unsplit = []
        for row in table.rows:
            stem = f"t2.{row.key}"
            unsplit += self.keep_row(row, [f"{stem}.{c}" for c in table.columns[row.key]])
        rows = {f"t2.{r.key}" for r in table.rows}
        columns = {c for cs in table.columns.values() for c in cs}
        own = dict.fromkeys(i.rpartition(".")[2] for i in book.cells(form, "t2"))
        wanted = [
            c
            for c in own
            if any(i.endswith(f".{c}") and i.rpartition(".")[0] in rows for i in book.cells(form))
        ]
        self.add_reading(
            "t2",
            table.start,
            table.end,
            tuple(r for r in book.rows(form, "t2") if r not in rows),
            tuple(c for c in wanted if c not in columns),
            unsplit,
        )

    def keep_table3(self, table: Table3, form: Form | None) -> None:
        unsplit = []
        for row in table.rows:
            stem = f"t3.{row.key}"
            unsplit += self.keep_row(row, [f"{stem}.{c}" for c in table.columns])
        rows = {f"t3.{r.key}" for r in table.rows}
        if "t3.other" in rows:
            own = load_codebook().rows("2019", "t3")
        elif any(r.startswith("t3.other.") for r in rows):
            own = load_codebook().rows("2021", "t3")
        else:
            own = load_codebook().rows(form, "t3")
        missing = tuple(r for r in own if r not in rows)
        self.add_reading("t3", table.start, table.end, missing, table.missing_columns, unsplit)

    def keep_table4(self, table: Table4) -> None:
        unsplit = [Span(*run) for run in dict.fromkeys(table.undecided.values())]
        for key, token in table.cells.items():
            self.keep_cell(f"t4.{key}", token, table.by)
        for key, (start, end) in table.undecided.items():
            self.keep_undecided(f"t4.{key}", start, end)
        kept = {*table.cells, *table.undecided}
        groups = load_codebook().rows("2021", "t4")
        missing = [g for g in groups if not any(f"t4.{k}".startswith(f"{g}.") for k in kept)]
        columns = dict.fromkeys(i.rpartition(".")[2] for i in load_codebook().cells("2021", "t4"))
        lacking = tuple(c for c in columns if not any(k.endswith(f".{c}") for k in kept))
        self.add_reading("t4", table.start, table.end, tuple(missing), lacking, unsplit)

    def keep_statistics(self, table: Statistics) -> None:
        for key, token in table.cells.items():
            self.keep_cell(f"s.{key}", token, (), table.powers.get(key, 0))
        for key, (start, end) in table.undecided.items():
            self.keep_undecided(f"s.{key}", start, end)
        unsplit = [Span(*run) for run in table.undecided.values()]
        lacks = (c for c in load_codebook().cells("2014", "s") if c not in self.cells)
        self.add_reading("s", table.start, table.end, tuple(lacks), (), unsplit)

    def keep_row(self, row: Row, ids: list[str]) -> list[Span]:
        """Stores the cells of a row; returns the run of digits that could not be split."""
        if row.cells is not None:
            for cell_id, token in zip(ids, row.cells, strict=True):
                self.keep_cell(cell_id, token, row.by, row.power)
            if not row.unsure:
                return []
        start, end = row.run
        if row.cells is not None:
            ids = [cell_id for i, cell_id in enumerate(ids) if i in row.unsure]
        for cell_id in ids:
            self.keep_undecided(cell_id, start, end)
        return [Span(start, end)]

    def keep_cell(self, cell_id: str, token: Token, by: tuple[str, ...], power: int = 0) -> None:
        """Stores a cell; an amount that the table tells in another unit in that of the form."""
        state, value = read_value(token.text)
        if power and value is not None and not has_own_unit(token.text):
            value = shifted(value, power)
        self.cells[cell_id] = Cell(cell_id, value, token.text, token.start, token.end, state, by)

    def keep_undecided(self, cell_id: str, start: int, end: int) -> None:
        raw = self.text[start:end]
        self.cells[cell_id] = Cell(cell_id, None, raw, start, end, "undecided")

    def add_reading(
        self,
        table: str,
        start: int,
        end: int,
        rows: tuple[str, ...],
        columns: tuple[str, ...],
        unsplit: list[Span],
    ) -> None:
        end = self.close(end)
        self.readings.append(TableReading(table, start, end, rows, columns, tuple(unsplit)))

    def add_extra(self, start: int, end: int) -> None:
        self.extra.append(Span(start, self.close(end)))

    def close(self, end: int) -> int:
        """The end of a table with the separators behind its last value: what spans cover."""
        found = _PADDING.match(self.text, end)
        return found.end() if found else end

    def apart(self) -> tuple[tuple[TableReading, ...], tuple[Span, ...]]:
        """The readings and extra spans in text order; the opener of a table is its own."""
        starts = sorted([r.start for r in self.readings] + [s.start for s in self.extra])

        def end_of(start: int, end: int) -> int:
            return min([end, *(s for s in starts if start < s < end)])

        readings = [replace(r, end=end_of(r.start, r.end)) for r in self.readings]
        extra = [replace(s, end=end_of(s.start, s.end)) for s in self.extra]
        readings.sort(key=lambda r: r.start)
        extra.sort(key=lambda s: s.start)
        return tuple(readings), tuple(extra)

    def ordered(self) -> dict[str, Cell]:
        """The cells in the order of the codebook."""
        return {i: self.cells[i] for i in cell_order() if i in self.cells}


@lru_cache(maxsize=1)
def cell_order() -> tuple[str, ...]:
    """Every cell id of any form, table by table."""
    book = load_codebook()
    every = dict.fromkeys(i for form in book.forms.values() for i in form.cells)
    return tuple(i for table in TABLES for i in every if table_of(i) == table)
