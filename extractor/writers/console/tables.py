"""The statutory tables in short: rows and columns that are all zero are left out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extractor.codebook import Codebook, table_of
from extractor.records import Report
from extractor.writers._order import suspects
from extractor.writers._wrap import wrap
from extractor.writers.console.style import BAD, DIM, HEAD, safe

_FRAME = ("t3.new", "t3.carried_in", "t3.total", "t3.carried_out")
"""Rows of table 3 that are shown even where they are zero."""
_LISTED = {"t2": "表二 主动公开", "s": "统计表"}
_TITLES = {"t3": "表三 收到和处理申请（件）", "t4": "表四 复议和诉讼（件）"}


def render_tables(
    report: Report, codebook: Codebook, width: int, *, plain: bool
) -> list[RenderableType]:
    """The statutory tables as far as the report has them."""
    if not report.cells:
        return []
    view = _View(report, codebook, width, plain)
    parts = [view.listed("t2"), view.grid("t3", _FRAME), view.grid("t4", ()), view.listed("s")]
    return [part for part in parts if part is not None]


_DIGITS = regex.compile(r"[\d.,，+\-\s]*")
_LABEL = 16
"""Columns that the row labels keep on a narrow terminal; beyond, they end in an ellipsis."""


class _View:
    """One report's cells, with those that a finding names marked."""

    def __init__(self, report: Report, codebook: Codebook, width: int, plain: bool) -> None:
        self._cells = report.cells
        self._form = report.extraction.tables.form
        self._book = codebook
        self._width = width
        self._plain = plain
        self._faulty = suspects(report.findings)

    def grid(self, table: str, always: tuple[str, ...]) -> RenderableType | None:
        rows = self._book.rows(self._form, table)
        columns = [i.rpartition(".")[2] for i in self._book.cells(self._form, table)]
        columns = list(dict.fromkeys(columns))
        if not any(f"{r}.{c}" in self._cells for r in rows for c in columns):
            return None
        rows = tuple(r for r in rows if r in always or any(self._told(r, c) for c in columns))
        columns = [c for c in columns if c == "total" or any(self._told(r, c) for r in rows)]
        if not rows:
            return Text.assemble("\n", (_TITLES[table], HEAD), ("  全部为0", DIM))
        labels = [Text(self._name(r) if r in _FRAME else f"  {self._name(r)}") for r in rows]
        values = [[self._value(f"{r}.{c}") for c in columns] for r in rows]
        heads = [_two_lines(self._book.column_name(c, self._form)) for c in columns]
        grid = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
        numbers = 0
        for at, head in enumerate(heads):
            sizes = (cell_len(line) for line in head.split("\n"))
            numbers += 3 + max(*sizes, *(row[at].cell_len for row in values))
        widest = max(label.cell_len for label in labels)
        room = max(_LABEL, min(widest, self._width - numbers))
        grid.add_column("", no_wrap=True, overflow="ellipsis", width=room)
        for head in heads:
            grid.add_column(head, justify="right", header_style=DIM, vertical="bottom")
        for label, row in zip(labels, values, strict=True):
            grid.add_row(label, *row)
        title = Text(f"\n{_TITLES[table]}", style=HEAD)
        if table == "t3":
            title.append("  全为0的行和列从略", style="not bold dim default")
        return Group(title, grid)

    def _name(self, row: str) -> str:
        return self._book.row_name(row, self._form)

    def listed(self, table: str) -> RenderableType | None:
        """A table whose rows have too few columns for a grid: cell after cell in one line."""
        if table == "s":
            every = self._book.cells(self._form, "s")
            names = (Text(self._book.column_name(i.removeprefix("s."), self._form)) for i in every)
            pairs = zip(every, names, strict=True)
            items = [n.append(" ").append_text(self._value(i)) for i, n in pairs if self._shown(i)]
        else:
            items = list(self._rows(table))
        if not any(table_of(i) == table for i in self._cells):
            return None
        head = Text(f"{_LISTED[table]}  ", style=HEAD)
        if not items:
            return Text.assemble("\n", head, ("全部为0", DIM))
        body = Text("；").join(items)
        body.style = ""
        indent = head.cell_len
        first, *rest = wrap(body, self._width - indent)
        lines = [Text("\n").append_text(head).append_text(first)]
        lines += [Text(" " * indent).append_text(line) for line in rest]
        return Text("\n").join(lines)

    def _rows(self, table: str) -> Iterator[Text]:
        """Each row that says anything: its name, its columns, what stands there."""
        for row in self._book.rows(self._form, table):
            cells = [i for i in self._book.cells(self._form, table) if i.startswith(f"{row}.")]
            told = Text(self._name(row))
            shown = [i for i in cells if self._shown(i)]
            for cell_id in shown:
                name = self._book.column_name(cell_id.rpartition(".")[2], self._form)
                name = name.removeprefix("本年")
                info = self._book.cell(cell_id, self._form)
                told.append(f" {name}" if len(cells) > 1 else "").append(" ")
                told.append_text(self._value(cell_id))
                told.append(info.unit if info and info.unit == "万元" else "")
            if shown:
                yield told

    def _told(self, row: str, column: str) -> bool:
        return self._shown(f"{row}.{column}")

    def _shown(self, cell_id: str) -> bool:
        """Whether the cell says anything but zero."""
        cell = self._cells.get(cell_id)
        if cell is None:
            return False
        odd = cell.state in ("text", "undecided")
        return bool(cell.value) or odd or (cell_id in self._faulty and cell.value is None)

    def _value(self, cell_id: str) -> Text:
        cell = self._cells.get(cell_id)
        if cell is None:
            return Text("缺", style=DIM)
        bad = cell_id in self._faulty
        raw = safe(cell.raw).strip()[:16]
        if cell.state == "undecided":  # what stands there is its neighbours' too
            shown = "未能分开"
        elif cell.value is None:
            shown = raw or "空"
        else:  # what stands beside the number may be the fault
            shown = raw if bad and not _DIGITS.fullmatch(raw) else _plain(cell.value)
        if bad:
            return Text(f"{shown}✗" if self._plain else shown, style=BAD)
        return Text(shown, style="" if cell.value else DIM)


def _two_lines(name: str) -> str:
    """A column's name over two lines, as the forms print it, so that columns stay narrow."""
    if len(name) < 4:
        return name
    at = 2 if len(name) <= 4 else len(name) - 2
    return f"{name[:at]}\n{name[at:]}"


def _plain(value: Decimal) -> str:
    return format(value, "f")
