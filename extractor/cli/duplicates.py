"""`gouji duplicates`: reports of a dataset that are there twice, or that copy another."""

from __future__ import annotations

from pathlib import Path

import click

from extractor.cli._dataset import dataset, folder_argument
from extractor.cli._options import rows_option
from extractor.cli._rows import write_rows


@click.command("duplicates")
@folder_argument
@rows_option
def command(folder: Path, format_: str) -> None:
    """Lists reports that are there twice, or that copy another one.

    FOLDER is a dataset of `gouji run`. Copies are told by their numbers: the words of these
    reports are rightly much the same every year and from town to town (docs/dataset.md).
    """
    with dataset(folder) as connection:
        from msgspec.structs import astuple

        from extractor.bulk.duplicates import Copy, find_copies

        write_rows(format_, Copy.__struct_fields__, (astuple(c) for c in find_copies(connection)))
