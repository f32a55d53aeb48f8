"""Rows for people and for programs: a table, CSV or JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from extractor.cli._printing import stdout_for

if TYPE_CHECKING:
    from rich.console import Console

Columns = Sequence[str]
Rows = Iterable[Sequence[object]]


def write_rows(format_: str, columns: Columns, rows: Rows) -> None:
    """Prints rows in one of FORMATS."""
    stdout_for("console" if format_ == "table" else format_)
    _WRITERS[format_](columns, rows)


_LEAST = 12
"""Columns of the screen that a column of a table has at least, if its values need them."""
_GAP = 2


def _table(columns: Columns, rows: Rows) -> None:
    """A table; where it is too wide for the screen to be read, a block of lines a row."""
    from extractor.writers._screen import screen

    shown = [["" if v is None else _shown(v) for v in row] for row in rows]
    console = screen()
    widths = [_width(column) for column in zip(columns, *shown, strict=True)]
    if sum(min(w, _LEAST) + _GAP for w in widths) - _GAP <= console.width:
        _print_table(console, columns, shown)
    else:
        _print_blocks(console, columns, shown)


def _width(texts: Iterable[str]) -> int:
    from rich.cells import cell_len

    return max(cell_len(line) for text in texts for line in text.split("\n"))


def _print_table(console: Console, columns: Columns, rows: Sequence[Sequence[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*(Text(value) for value in row))
    console.print(table)


def _print_blocks(console: Console, columns: Columns, rows: Sequence[Sequence[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    for number, row in enumerate(rows, start=1):
        block = Table(box=None, pad_edge=False, show_header=False)
        block.add_column(style="bold", no_wrap=True)
        block.add_column(overflow="fold")
        for name, value in zip(columns, row, strict=True):
            if value:
                block.add_row(Text(name), Text(value))
        console.print(Text(f"第{number}行", style="bold"))
        console.print(block)
    if not rows:
        console.print("没有符合条件的行。")


def _shown(value: object) -> str:
    from decimal import Decimal

    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)


def _csv(columns: Columns, rows: Rows) -> None:
    from extractor.bulk.delimited import write_csv

    write_csv(sys.stdout, columns, rows)


def _jsonl(columns: Columns, rows: Rows) -> None:
    for row in rows:
        line = dict(zip(columns, row, strict=True))
        sys.stdout.write(json.dumps(line, ensure_ascii=False, default=_shown) + "\n")


_WRITERS: dict[str, Callable[[Columns, Rows], None]] = {
    "table": _table,
    "csv": _csv,
    "jsonl": _jsonl,
}

FORMATS = tuple(_WRITERS)
