"""The 问题清单 of a dataset as an Excel workbook, a sheet for each severity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.errors import extra
from extractor.rules import all_rules

with extra("tables"):
    import duckdb
    import xlsxwriter

SEVERITIES = {"error": "错误", "warning": "警告", "notice": "提示"}
COLUMNS = (
    ("序号", 6), ("单位", 24), ("年度", 7), ("编号", 7), ("问题描述", 60), ("原文", 50),
    ("表格值", 36), ("差额", 10), ("位置", 26), ("连带", 10), ("来源", 40),
)  # fmt: skip
"""Heading and width in characters."""
MAX_ROWS = 1_048_576
"""Rows that a sheet can hold, the heading included."""
_KNOCK_ON = "由本件其他问题引起"
_FETCHED = 2_000
_EXACT = 15
"""Digits that a number in a sheet can hold."""
_UNREAD = (("编号", 8), ("原因", 60), ("来源", 60), ("记录", 20))
_LONGEST = 32_767
"""Characters that a cell can hold; more than that would be left out without a word."""
_TOTALS = (("编号", 8), ("不符之处", 44), ("处数", 8), ("件数", 8))


def write_workbook(
    connection: duckdb.DuckDBPyConnection, path: Path, max_rows: int = MAX_ROWS
) -> dict[str, int]:
    """Writes the findings, by agency, year and code; gives their number by severity.

    Text is written as text: nothing in a report becomes a formula or a link. What does not fit
    on a sheet goes on on another one. Raises OSError where the file cannot be written.
    """
    counts = dict.fromkeys(SEVERITIES, 0)
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    with path.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        styles = _Styles(book)
        for severity, title in SEVERITIES.items():
            sheet = None
            row = max_rows
            for number, values in enumerate(_findings(connection, severity), start=1):
                if row >= max_rows:
                    _finish(sheet, row)
                    more = "" if sheet is None else f"（{number // (max_rows - 1) + 1}）"
                    sheet, row = _sheet(book, title + more, styles), 1
                _write_row(sheet, row, number, values, styles)
                counts[severity] = number
                row += 1
            if sheet is None:
                sheet, row = _sheet(book, title, styles), 1
            _finish(sheet, row)
        _totals(book, connection, styles)
        _unread(book, connection, styles, max_rows)
    return counts


class _Styles:
    def __init__(self, book: Any) -> None:
        self.head = book.add_format(
            {"bold": True, "bg_color": "#DDE7F0", "border": 1, "valign": "vcenter"}
        )
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.plain = book.add_format({"valign": "top"})


def _sheet(book: Any, title: str, styles: _Styles) -> Any:
    sheet = book.add_worksheet(title)
    _head(sheet, COLUMNS, styles)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    return sheet


def _head(sheet: Any, columns: Sequence[tuple[str, int]], styles: _Styles) -> None:
    for column, (heading, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, styles.head)
    sheet.freeze_panes(1, 0)


def _finish(sheet: Any, rows: int) -> None:
    if sheet is not None:
        sheet.autofilter(0, 0, max(rows - 1, 1), len(COLUMNS) - 1)


def _findings(connection: duckdb.DuckDBPyConnection, severity: str) -> Iterator[tuple[object, ...]]:
    cursor = connection.execute(
        """
        SELECT f.agency, f.year, f.code, f.message, f.quote, f.table_values, f.difference,
               f.place, CASE WHEN f.cause IS NULL THEN '' ELSE $knock_on END, r.uri
        FROM findings f JOIN reports r USING (doc)
        WHERE f.severity = $severity
        ORDER BY f.agency, f.year, f.code, doc, f.finding
        """,
        {"severity": severity, "knock_on": _KNOCK_ON},
    )
    while rows := cursor.fetchmany(_FETCHED):
        yield from rows


def _write_row(
    sheet: Any, row: int, number: int, values: tuple[object, ...], styles: _Styles
) -> None:
    for column, value in enumerate((number, *values)):
        if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > _EXACT:
            sheet.write_string(row, column, format(value.normalize(), "f"), styles.plain)
        elif isinstance(value, int | Decimal):
            sheet.write_number(row, column, float(value), styles.plain)
        elif value is not None:
            sheet.write_string(row, column, str(value)[:_LONGEST], styles.text)


def _totals(book: Any, connection: duckdb.DuckDBPyConnection, styles: _Styles) -> None:
    """How often each rule found something, and in how many reports."""
    sheet = book.add_worksheet("汇总")
    _head(sheet, _TOTALS, styles)
    titles = {rule.code: rule.title for rule in all_rules()}
    found = connection.execute(
        "SELECT code, count(*), count(DISTINCT doc) FROM findings GROUP BY code ORDER BY code"
    ).fetchall()
    for row, (code, times, documents) in enumerate(found, start=1):
        sheet.write_string(row, 0, code)
        sheet.write_string(row, 1, titles.get(code, ""))
        sheet.write_number(row, 2, times)
        sheet.write_number(row, 3, documents)


def _unread(
    book: Any, connection: duckdb.DuckDBPyConnection, styles: _Styles, max_rows: int
) -> None:
    """The documents that could not be read: of them the other sheets say nothing."""
    sheet = book.add_worksheet("未能读取")
    _head(sheet, _UNREAD, styles)
    found = connection.execute(
        "SELECT code, message, uri, id FROM errors ORDER BY doc LIMIT $most", {"most": max_rows - 1}
    ).fetchall()
    for row, values in enumerate(found, start=1):
        for column, value in enumerate(values):
            sheet.write_string(row, column, str(value or "")[:_LONGEST], styles.text)
