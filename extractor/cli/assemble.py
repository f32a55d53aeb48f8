"""`gouji assemble`: results of another engine into a dataset."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor.cli._dataset import tables_extra
from extractor.cli._status import BAD_INPUT, OK
from extractor.cli._summary import summarise


@click.command("assemble")
@click.argument(
    "results", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RESULTS...",
)  # fmt: skip
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Folder of the dataset."
)
def command(results: tuple[Path, ...], out: Path) -> None:
    """Makes a dataset of what a cluster has worked out.

    RESULTS are Parquet files, or folders of them, as the adapters for Daft and Spark give them.
    The dataset is the one that `gouji run` makes of the same documents.
    """
    with tables_extra():
        from extractor.bulk.assemble import assemble
        from extractor.bulk.dataset import Refused
        from extractor.overview import write_overview
    try:
        state = assemble(results, out)
        write_overview(out)
    except Refused as error:
        click.echo(f"错误：{error}", err=True)
        sys.exit(BAD_INPUT)
    summarise(state, out)
    sys.exit(OK)
