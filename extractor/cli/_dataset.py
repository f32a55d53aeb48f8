"""Opening a dataset for a command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli._status import BAD_INPUT
from extractor.errors import MissingExtra, extra

if TYPE_CHECKING:
    import duckdb


folder_argument = click.argument("folder", type=click.Path(path_type=Path))
"""Of the commands that read a dataset. Whether it is there is asked after the extra: without
that no folder could have been made."""


@contextmanager
def dataset(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The dataset as SQL views, read only. Ends the command with a message where there is none."""
    with tables_extra():
        from extractor.bulk.dataset import Refused
        from extractor.bulk.query import open_dataset
    try:
        connection, state = open_dataset(folder)
    except Refused as error:
        click.echo(f"错误：{error}", err=True)
        raise click.exceptions.Exit(BAD_INPUT) from None
    if not state.complete:
        click.echo("注意：gouji run 尚未完成，以下只是已完成的部分。", err=True)
    with connection:
        yield connection


@contextmanager
def tables_extra() -> Iterator[None]:
    """Around imports that need the extra `tables`: says so where it is not installed."""
    try:
        with extra("tables"):
            yield
    except MissingExtra as error:
        click.echo(f"错误：{error}", err=True)
        raise click.exceptions.Exit(BAD_INPUT) from None
