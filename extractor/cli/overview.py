"""`gouji overview`: a dataset on one page."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor.cli._dataset import folder_argument, tables_extra
from extractor.cli._status import BAD_INPUT


@click.command("overview")
@folder_argument
def command(folder: Path) -> None:
    """Writes a page with charts over a dataset.

    FOLDER is a dataset of `gouji run`; the page is FOLDER/index.html. `gouji run` does so at
    its end; this shows a run that is still under way.
    """
    with tables_extra():
        from extractor.bulk.dataset import Refused
        from extractor.overview import write_overview
    try:
        click.echo(str(write_overview(folder)))
    except Refused as error:
        click.echo(f"错误：{error}", err=True)
        sys.exit(BAD_INPUT)
