"""Checks a stream of documents and prints each result as it comes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from typing import TYPE_CHECKING, TypeVar

import click

from extractor.cli._status import BAD_INPUT, FOUND, OK

if TYPE_CHECKING:
    from rich.progress import Progress

    from extractor.bulk import Item, Unreadable
    from extractor.rules import Rule
    from extractor.writers import Options

_T = TypeVar("_T")

PROGRESS_FROM = 10
"""Documents from which a progress bar is worth its line."""


def print_results(
    stream: Iterable[Item | Unreadable],
    format_: str,
    options: Options,
    rules: tuple[Rule, ...] | None = None,
    agency: str | None = None,
    year: int | None = None,
    *,
    live: bool = False,
    ocr: bool = False,
) -> int:
    """Checks and prints the stream; returns the exit status.

    `live`: every result is printed as soon as its document has come in. `ocr`: scans are read.
    """
    from extractor.bulk import LOOKAHEAD, Unreadable, results
    from extractor.writers import open_writer

    stdout_for(format_)
    writer = open_writer(format_, sys.stdout, options)
    status, empty = OK, True
    lookahead = 0 if live else LOOKAHEAD
    found = results(stream, rules=rules, agency=agency, year=year, lookahead=lookahead, ocr=ocr)
    for result in found:
        empty = False
        if isinstance(result, Unreadable):
            writer.failure(result.error, result.uri, result.id)
            status = BAD_INPUT
        else:
            writer.report(result)
            if status == OK and next(result.errors(), None) is not None:
                status = FOUND
    writer.close()
    if empty:
        click.echo("没有找到可检查的文档。", err=True)
    return status


def stdout_for(format_: str) -> None:
    """JSON is UTF-8 whatever the locale; a terminal shows what it can."""
    if isinstance(sys.stdout, TextIOWrapper):
        if format_ == "console":
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def with_progress(stream: Iterable[_T]) -> Iterator[_T]:
    """Shows on stderr how far it is, from the tenth document on.

    Only where stderr is a terminal and the results go elsewhere: otherwise the results
    themselves show how far it is, and a bar between them would be in the way.
    """
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from stream
        return
    bar = _bar()
    task = bar.add_task("检查中", total=None)
    try:
        for count, item in enumerate(stream, start=1):
            if count == PROGRESS_FROM:
                bar.start()
            bar.update(task, completed=count)
            yield item
    finally:
        bar.stop()


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description} {task.completed}件"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
