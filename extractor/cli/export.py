"""`gouji export`: a dataset for Excel and for programs that read CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli._dataset import dataset, folder_argument, tables_extra

if TYPE_CHECKING:
    import duckdb


@click.command("export")
@folder_argument
@click.option(
    "--xlsx", type=click.Path(dir_okay=False, path_type=Path), help="The findings as a workbook."
)
@click.option(
    "--csv", "csv_", type=click.Path(file_okay=False, path_type=Path),
    help="Every table as a CSV file in this folder.",
)  # fmt: skip
def command(folder: Path, xlsx: Path | None, csv_: Path | None) -> None:
    """Writes a dataset as Excel or CSV.

    FOLDER is a dataset of `gouji run`. The workbook is a 问题清单: one sheet for each severity,
    with filters, one of totals, one of the documents that could not be read.
    """
    if xlsx is None and csv_ is None:
        raise click.UsageError("请给出 --xlsx 文件 或 --csv 文件夹。")
    with dataset(folder) as connection:
        if xlsx is not None:
            _workbook(connection, xlsx)
        if csv_ is not None:
            _csv_files(connection, csv_)


def _workbook(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    with tables_extra():
        from extractor.bulk.workbook import SEVERITIES, write_workbook

    counts = write_workbook(connection, path)
    told = "、".join(f"{SEVERITIES[s]}{n}处" for s, n in counts.items())
    click.echo(f"{path}：{told}")


def _csv_files(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    from extractor.bulk.delimited import write_csv
    from extractor.bulk.query import table_names, whole_table

    folder.mkdir(parents=True, exist_ok=True)
    for name in table_names(connection):
        path = folder / f"{name}.csv"
        # The mark at its head tells Excel that it is UTF-8.
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            count = write_csv(stream, *whole_table(connection, name))
        click.echo(f"{path}：{count}行")
