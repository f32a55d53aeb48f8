"""The command line: arguments and printing only.

Everything heavy is imported inside the commands, so that `gouji --help` starts at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from extractor import __version__
from extractor.writers import formats

if TYPE_CHECKING:
    from rich.progress import Progress

    from extractor.bulk import Item, Unreadable
    from extractor.rules import Rule
    from extractor.writers import Options

_T = TypeVar("_T")

OK, FOUND, BAD_INPUT = 0, 1, 2
"""Exit status: nothing grave; an error found; usage, or an input that could not be read."""

PROGRESS_FROM = 10
"""Documents from which a progress bar is worth its line."""


class _Prefixes(click.ParamType[tuple[str, ...]]):
    """Rule codes or prefixes, parted by commas: `T,P201`."""

    name = "codes"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        return tuple(p.strip().upper() for p in str(value).split(",") if p.strip())


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="gouji")
def app() -> None:
    """Reads Chinese government-information-disclosure annual reports and checks their figures."""


@app.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--format", "format_", type=click.Choice(formats()), default="console", show_default=True
)
@click.option("--with-text", is_flag=True, help="Put the document's text into source.text.")
@click.option("--select", type=_Prefixes(), multiple=True, help="Only these rules: T, P201, ...")
@click.option("--ignore", type=_Prefixes(), multiple=True, help="Not these rules.")
@click.option("-q", "--quiet", is_flag=True, help="Console: the findings only.")
@click.option("--agency", help="Whose report it is, where the text does not say.")
@click.option("--year", type=click.IntRange(2008, 2100), help="The report's year, likewise.")
def check(
    inputs: tuple[str, ...],
    format_: str,
    with_text: bool,
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    quiet: bool,
    agency: str | None,
    year: int | None,
) -> None:
    """Checks reports and prints what does not hold.

    INPUT is a file (.html .txt .md .docx .pdf), a folder, an archive (.zip .tar.gz), records
    (.jsonl, Parquet), or - for records on standard input.

    Exit status: 0 nothing of severity error, 1 at least one error found, 2 usage or an input
    that could not be read (the others are still checked and printed).
    """
    from extractor.bulk import items
    from extractor.writers import Options

    rules = _rules(_flat(select), _flat(ignore))
    options = Options(with_text=with_text, quiet=quiet)
    stream = items(inputs, sys.stdin.buffer)
    sys.exit(_run(_with_progress(stream), format_, options, rules, agency, year))


@app.command()
def rules() -> None:
    """Lists the rules."""
    from extractor.rules import all_rules
    from extractor.writers import _pages

    _pages.rule_table(all_rules())


@app.command()
@click.argument("code")
def explain(code: str) -> None:
    """Shows the page of the rule CODE: what it checks, why, and examples."""
    from extractor.rules import all_rules
    from extractor.writers import _pages

    found = next((r for r in all_rules() if r.code == code.upper()), None)
    if found is None:
        raise click.UsageError(f"没有编号为 {code} 的规则；gouji rules 可列出全部规则。")
    _pages.rule_page(found)


@app.command()
@click.option("--format", "format_", type=click.Choice(formats()), default="console")
def demo(format_: str) -> None:
    """Checks the bundled sample reports and shows the result."""
    from importlib.resources import files

    from extractor.bulk import Item
    from extractor.writers import Options

    samples = sorted(files("extractor").joinpath("demo").iterdir(), key=lambda f: f.name)
    stream = (Item(f.read_bytes(), f"demo/{f.name}") for f in samples)
    _run(stream, format_, Options())


@app.command("eval")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("pred", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice(["passages", "reports"]), help="What GOLD holds.")
@click.option("--format", "format_", type=click.Choice(["console", "json"]), default="console")
@click.option("-v", "--verbose", is_flag=True, help="Also list every miss.")
def evaluate(gold: Path, pred: Path, kind: str | None, format_: str, verbose: bool) -> None:
    """Scores an output (`check --format jsonl`) against annotated documents.

    GOLD and PRED are JSONL, one object a document, in the same order.
    """
    from extractor.evaluation import BadGold, command

    _stdout_for(format_)
    try:
        found = command.evaluate(gold, pred, command.as_mode(kind))
    except (BadGold, OSError) as error:
        raise click.UsageError(str(error)) from None
    command.write(sys.stdout, found, as_json=format_ == "json", verbose=verbose)


def _flat(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(code for group in groups for code in group)


def _rules(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...] | None:
    """The rules to run; None for all of them."""
    if not select and not ignore:
        return None
    from extractor.rules import all_rules, select_rules

    try:
        return select_rules(all_rules(), select, ignore)
    except ValueError as error:
        raise click.UsageError(f"没有以 {error} 开头的规则；gouji rules 可列出全部规则。") from None


def _run(
    stream: Iterable[Item | Unreadable],
    format_: str,
    options: Options,
    rules: tuple[Rule, ...] | None = None,
    agency: str | None = None,
    year: int | None = None,
) -> int:
    """Checks and prints the stream; returns the exit status."""
    from extractor.bulk import Unreadable, results
    from extractor.writers import open_writer

    _stdout_for(format_)
    writer = open_writer(format_, sys.stdout, options)
    status = OK
    for result in results(stream, rules=rules, agency=agency, year=year):
        if isinstance(result, Unreadable):
            writer.failure(result.error, result.uri, result.id)
            status = BAD_INPUT
        else:
            writer.report(result)
            if status == OK and next(result.errors(), None) is not None:
                status = FOUND
    writer.close()
    return status


def _stdout_for(format_: str) -> None:
    """JSON is UTF-8 whatever the locale; a terminal shows what it can."""
    if isinstance(sys.stdout, TextIOWrapper):
        if format_ == "console":
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def _with_progress(stream: Iterable[_T]) -> Iterator[_T]:
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


def main() -> None:
    """The command `gouji`. A closed pipe (`| head`) ends it without a word."""
    try:
        app()
    except BrokenPipeError:
        _drop_stdout()
        sys.exit(OK)
    except SystemExit:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            _drop_stdout()
        raise


def _drop_stdout() -> None:
    """Whatever is still buffered goes nowhere, so that the interpreter does not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
