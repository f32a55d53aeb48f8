"""`gouji query`: a question in SQL to a dataset."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor.cli._dataset import dataset, folder_argument
from extractor.cli._options import rows_option
from extractor.cli._rows import write_rows
from extractor.cli._status import BAD_INPUT


@click.command("query")
@folder_argument
@click.argument("sql")
@rows_option
def command(folder: Path, sql: str, format_: str) -> None:
    """Answers a question in SQL to a dataset.

    FOLDER is a dataset of `gouji run`; SQL is one SELECT. The tables are reports, cells,
    figures, sentences, findings, checks, errors, panel and codebook (docs/dataset.md).
    DuckDB's SQL; nothing can be changed, no other file be read.
    """
    with dataset(folder) as connection:
        import duckdb

        from extractor.bulk.query import NotASelection, select

        try:
            answer = select(connection, sql)
            write_rows(format_, *answer)
        except (NotASelection, duckdb.Error) as error:
            click.echo(f"错误：{error}", err=True)
            sys.exit(BAD_INPUT)
