"""`gouji query`: a question in SQL to a dataset."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from extractor.cli._dataset import dataset
from extractor.cli._printing import stdout_for
from extractor.cli._status import BAD_INPUT


@click.command("query")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("sql")
@click.option(
    "--format", "format_", type=click.Choice(["table", "csv", "jsonl"]), default="table",
    show_default=True,
)  # fmt: skip
def command(folder: Path, sql: str, format_: str) -> None:
    """Answers one SELECT over the dataset in FOLDER.

    The tables are reports, cells, figures, findings, checks, errors, panel and codebook
    (docs/dataset.md). DuckDB's SQL; nothing can be changed, no other file be read.
    """
    with dataset(folder) as connection:
        import duckdb

        from extractor.bulk.query import NotASelection, select

        try:
            answer = select(connection, sql)
            stdout_for("console" if format_ == "table" else format_)
            _WRITERS[format_](answer.columns, answer.rows)
        except (NotASelection, duckdb.Error) as error:
            click.echo(f"错误：{error}", err=True)
            sys.exit(BAD_INPUT)


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
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


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    from extractor.bulk.delimited import write_csv

    write_csv(sys.stdout, columns, rows)


def _jsonl(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    for row in rows:
        line = dict(zip(columns, row, strict=True))
        sys.stdout.write(json.dumps(line, ensure_ascii=False, default=_shown) + "\n")


_WRITERS = {"table": _table, "csv": _csv, "jsonl": _jsonl}
