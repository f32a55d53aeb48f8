"""`gouji assemble`: results of another engine into a dataset."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor.cli._dataset import tables_extra
from extractor.cli._status import BAD_INPUT, OK


@click.command("assemble")
@click.argument(
    "results", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path),
    metavar="RESULTS...",
)  # fmt: skip
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Folder of the dataset."
)
def command(results: tuple[Path, ...], out: Path) -> None:
    """Makes a dataset out of results that a cluster has written.

    RESULTS are Parquet files, or folders of them, as the adapters for Daft and Spark give them.
    The dataset is the one that `gouji run` makes of the same documents.
    """
    with tables_extra():
        from extractor.bulk.assemble import assemble
        from extractor.bulk.dataset import Refused
    try:
        state = assemble(results, out)
    except Refused as error:
        click.echo(f"错误：{error}", err=True)
        sys.exit(BAD_INPUT)
    click.echo(
        f"共{state.documents}件，{state.faulty}件有错误，{state.failed}件未能读取。结果在 {out}"
    )
    sys.exit(OK)
