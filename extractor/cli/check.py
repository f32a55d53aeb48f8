"""`gouji check`: reads reports, checks them, prints what does not hold."""

from __future__ import annotations

import sys

import click

from extractor.cli._options import chosen_rules, format_option, rule_options
from extractor.cli._printing import print_results, with_progress


@click.command("check")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@format_option
@click.option("--with-text", is_flag=True, help="JSON: put the document's text into source.text.")
@rule_options
@click.option("-q", "--quiet", is_flag=True, help="Console and HTML: the findings only.")
@click.option("--agency", help="Whose report it is, where the text does not say.")
@click.option("--year", type=click.IntRange(2008, 2100), help="The report's year, likewise.")
@click.option(
    "--ocr", is_flag=True,
    help="Recognise scans and pictures (.png .jpg .tif): slow, needs gouji[ocr].",
)  # fmt: skip
def command(
    inputs: tuple[str, ...],
    format_: str,
    with_text: bool,
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    quiet: bool,
    agency: str | None,
    year: int | None,
    ocr: bool,
) -> None:
    """Checks reports and prints what does not hold.

    INPUT is a file (.html .txt .md .docx .doc .pdf .ofd), a folder, an archive (.zip .tar
    .tar.gz), a crawl (.warc .warc.gz), records (.jsonl .jsonl.gz, Parquet), or - for records
    on standard input. Reports of one agency for two years running are also held against one
    another.

    Exit status: 0 nothing of severity error, 1 at least one error found, 2 usage or an input
    that could not be read (the others are still checked and printed).
    """
    from extractor.bulk import items
    from extractor.writers import Options

    rules = chosen_rules(select, ignore)
    options = Options(with_text=with_text, quiet=quiet)
    stream = items(inputs, sys.stdin.buffer)
    shown = with_progress(stream)
    live = "-" in inputs
    sys.exit(print_results(shown, format_, options, rules, agency, year, live=live, ocr=ocr))
