"""Rows for people and for programs: a table, CSV or JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence

from extractor.cli._printing import stdout_for

Columns = Sequence[str]
Rows = Iterable[Sequence[object]]


def write_rows(format_: str, columns: Columns, rows: Rows) -> None:
    """Prints rows in one of FORMATS."""
    stdout_for("console" if format_ == "table" else format_)
    _WRITERS[format_](columns, rows)


def _table(columns: Columns, rows: Rows) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if v is None else _shown(v)) for v in row))
    Console(highlight=False, emoji=False, markup=False).print(table)


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
