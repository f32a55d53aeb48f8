"""The statutory tables as the page draws them, faulty cells marked."""

from __future__ import annotations

import re
from itertools import groupby

import msgspec

from extractor.codebook import TABLES, Codebook, FormBook, RowInfo
from extractor.records import Report

_TITLES = {
    "t2": "表二 主动公开政府信息情况",
    "t3": "表三 收到和处理政府信息公开申请情况",
    "t4": "表四 政府信息公开行政复议、行政诉讼情况",
    "s": "政府信息公开情况统计表",
}
_DIGITS = re.compile(r"[\d.,，+\-\s]*")
_ABSENT = {"blank": "空", "undecided": "未能分开"}


class CellView(msgspec.Struct, frozen=True):
    """One cell: what stands in it, and the classes that colour it."""

    anchor: str
    shown: str
    classes: str
    hint: str = ""


class RowView(msgspec.Struct, frozen=True):
    """A row, or with no cells the heading of a group of rows."""

    label: str
    cells: tuple[CellView, ...] = ()
    deep: bool = False


class PartView(msgspec.Struct, frozen=True):
    """Rows under one header."""

    heads: tuple[str, ...]
    rows: tuple[RowView, ...]


class TableView(msgspec.Struct, frozen=True):
    """One statutory table. `start` is where it stands in the text; `faulty`: cells marked."""

    name: str
    title: str
    start: int
    parts: tuple[PartView, ...]
    faulty: int


def table_views(
    report: Report, codebook: Codebook, faulty: frozenset[str], number: int
) -> list[TableView]:
    """The tables that the report has, in the order of the form."""
    book = codebook.form(report.extraction.tables.form)
    out = []
    for table in TABLES:
        reading = report.extraction.tables.reading(table)
        if reading is None:
            continue
        draw = _Drawing(report, book, faulty, number)
        rows = [book.rows[r] for r in book.row_ids(table)]
        parts = draw.listed(rows[0]) if table == "s" else draw.grid(rows)
        bad = sum(c in faulty for c in book.cell_ids(table))
        out.append(TableView(table, _TITLES[table], reading.start, tuple(parts), bad))
    return out


class _Drawing:
    def __init__(self, report: Report, book: FormBook, faulty: frozenset[str], number: int) -> None:
        self._cells = report.cells
        self._book = book
        self._faulty = faulty
        self._number = number

    def listed(self, row: RowInfo) -> list[PartView]:
        """A form with one number a row: the columns of its only row as rows."""
        rows = tuple(
            RowView(f"{c.label}（{c.unit}）", (self._cell(f"{row.id}.{c.key}"),))
            for c in row.columns
            if f"{row.id}.{c.key}" in self._cells
        )
        return [PartView(("统计数",), rows)]

    def grid(self, rows: list[RowInfo]) -> list[PartView]:
        """Rows with the same columns under one header, as the form prints them."""
        parts = []
        for columns, group in groupby(rows, key=lambda r: r.columns):
            drawn: list[RowView] = []
            last = ""
            for row in group:
                head, _, leaf = row.label.rpartition("/")
                if head and head != last:
                    drawn.append(RowView(head))
                last = head
                cells = tuple(self._cell(f"{row.id}.{c.key}") for c in columns)
                drawn.append(RowView(leaf, cells, deep=bool(head)))
            parts.append(PartView(tuple(c.label for c in columns), tuple(drawn)))
        return parts

    def _cell(self, cell_id: str) -> CellView:
        anchor = f"c{self._number}-{cell_id}"
        cell = self._cells.get(cell_id)
        if cell is None:
            return CellView(anchor, "缺", "absent", "报告中没有这一格")
        classes = ["bad"] if cell_id in self._faulty else []
        if cell.value is None:
            classes.append("absent")
            shown = cell.raw.strip()[:20] if cell.state != "undecided" else ""
            return CellView(anchor, shown or _ABSENT.get(cell.state, "空"), " ".join(classes))
        if not cell.value:
            classes.append("zero")
        plain = format(cell.value, "f")
        raw = cell.raw.strip()
        if cell_id in self._faulty and not _DIGITS.fullmatch(raw):
            return CellView(
                anchor, raw[:20], " ".join(classes)
            )  # what stands beside it is at fault
        hint = f"原文：{raw}" if raw != plain else ""
        return CellView(anchor, plain, " ".join(classes), hint)
