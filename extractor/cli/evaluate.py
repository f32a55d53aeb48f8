"""`gouji eval`: an output scored against annotated documents."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from extractor.cli._printing import stdout_for


@click.command("eval")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("pred", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(["passages", "reports"]), help="What GOLD holds.")
@click.option(
    "--format", "format_", type=click.Choice(["console", "json"]), default="console",
    show_default=True, help="For a terminal, or programs.",
)  # fmt: skip
@click.option("-v", "--verbose", is_flag=True, help="Also list every miss.")
def command(gold: Path, pred: Path, kind: str | None, format_: str, verbose: bool) -> None:
    """Scores an output against annotated documents.

    GOLD and PRED are JSONL, one object a document, in the same order; PRED is what `gouji
    check --format jsonl` printed. docs/accuracy.md describes GOLD.
    """
    from extractor.evaluation import BadGold
    from extractor.evaluation import command as scoring

    stdout_for(format_)
    try:
        found = scoring.evaluate(gold, pred, scoring.as_mode(kind))
    except BadGold as error:
        raise click.UsageError(str(error)) from None
    scoring.write(sys.stdout, found, as_json=format_ == "json", verbose=verbose)
