"""`gouji run`: an archive into a dataset."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractor.cli._dataset import tables_extra
from extractor.cli._options import chosen_rules, rule_options
from extractor.cli._status import BAD_INPUT, FOUND, INTERRUPTED, OK
from extractor.cli._summary import summarise
from extractor.errors import MissingExtra, reason

if TYPE_CHECKING:
    from extractor.bulk.run import Plan


_SECONDS, _OCR_SECONDS = 60.0, 600.0
"""Seconds for a document; a scanned page takes some ten on one processor."""
_OCR_MEMORY = 1536
"""MiB without which no page can be recognised: 1.2 GB at 150 dpi."""


@click.command("run")
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Folder of the dataset."
)
@click.option(
    "--from-list",
    "lists",
    multiple=True,
    metavar="FILE",
    help="Also the sources named in FILE, one a line; - for standard input.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1, 256), help="Processes.  [default: one a processor]"
)
@click.option(
    "--timeout", type=click.FloatRange(0.1), show_default="60, with --ocr 600",
    help="Seconds that one document may take.",
)  # fmt: skip
@click.option(
    "--memory", type=click.IntRange(400), default=2048, show_default=True,
    help="MiB that a process may take.",
)  # fmt: skip
@rule_options
@click.option("--agency", help="Whose reports they are, where neither text nor record says.")
@click.option("--year", type=click.IntRange(2008, 2100), help="The reports' year, likewise.")
@click.option(
    "--ocr", is_flag=True,
    help="Recognise scans and pictures: slow, needs gouji[ocr]; each process starts another.",
)  # fmt: skip
@click.option(
    "--part-size", type=click.IntRange(1, 100_000), default=256, show_default=True,
    help="Documents in one file of the dataset.",
)  # fmt: skip
@click.option(
    "--update", is_flag=True,
    help="Let the sources, the options or the version differ from those that made the folder.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary.")
def command(
    sources: tuple[str, ...],
    out: Path,
    lists: tuple[str, ...],
    jobs: int | None,
    timeout: float | None,
    memory: int,
    select: tuple[tuple[str, ...], ...],
    ignore: tuple[tuple[str, ...], ...],
    agency: str | None,
    year: int | None,
    ocr: bool,
    part_size: int,
    update: bool,
    quiet: bool,
) -> None:
    """Checks a whole archive into a dataset of Parquet files.

    SOURCE is what `gouji check` takes: files, folders, archives (.zip .tar .tar.gz), crawls
    (.warc .warc.gz), records (.jsonl .jsonl.gz, Parquet), or - for records on standard input.

    The run may be stopped at any moment; the same command goes on where it stopped. Run again
    over a changed archive it reads only what is new.

    Exit status: 0 nothing of severity error, 1 at least one error found, 2 usage or documents
    that could not be read, 130 interrupted.
    """
    if not sources and not lists:
        raise click.UsageError("没有给出来源。")
    if "-" in sources and "-" in lists:
        raise click.UsageError("标准输入不能既是记录又是来源清单。")
    if ocr and memory < _OCR_MEMORY:
        raise click.UsageError(f"文字识别需要 --memory {_OCR_MEMORY} 以上。")
    from extractor.bulk import forks

    forks.begin()  # the workers' side loads while this one does
    with tables_extra():
        from extractor.bulk.batch import Settings
        from extractor.bulk.run import Plan
        from extractor.bulk.worker import Limits

    chosen = chosen_rules(select, ignore)
    codes = None if chosen is None else tuple(r.code for r in chosen)
    plan = Plan(
        sources=(*sources, *(f"@{name}" for name in lists)),
        out=out,
        settings=Settings(codes, agency, year, ocr),
        limits=Limits(timeout or (_OCR_SECONDS if ocr else _SECONDS), memory),
        jobs=jobs or _processors(),
        part_documents=part_size,
        update=update,
    )
    sys.exit(_run(plan, (*sources, *_listed(lists)), quiet))


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # pragma: no cover - not Linux
        return os.cpu_count() or 1


def _run(plan: Plan, names: tuple[str, ...], quiet: bool) -> int:
    from extractor.bulk import items
    from extractor.bulk.dataset import Refused
    from extractor.bulk.pool import Broken
    from extractor.bulk.run import Progress, run
    from extractor.cli._progress import run_progress
    from extractor.overview import write_overview

    started = time.monotonic()
    last = Progress()

    def told(now: Progress) -> None:
        nonlocal last
        last = now
        watch(now)

    try:
        with run_progress(names, quiet=quiet) as watch:
            state = run(plan, items(names, sys.stdin.buffer, plan.out), told)
        write_overview(plan.out)
    except KeyboardInterrupt:
        click.echo("已中断；再次运行同一命令即从中断处继续。", err=True)
        return INTERRUPTED
    except (Refused, Broken, MissingExtra) as error:
        click.echo(f"错误：{error}", err=True)
        return BAD_INPUT
    if not quiet:
        summarise(state, plan.out)
        seconds = time.monotonic() - started
        kept = f"沿用已有结果{last.kept}件，" if last.kept else ""
        click.echo(f"{kept}用时{seconds:.1f}秒。")
    if state.failed:
        return BAD_INPUT
    return FOUND if state.faulty else OK


def _listed(lists: tuple[str, ...]) -> tuple[str, ...]:
    """The names in the lists, blank lines left out."""
    out: list[str] = []
    for name in lists:
        try:
            text = (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode(
                "utf-8-sig", "surrogateescape"
            )
        except OSError as error:
            raise click.UsageError(f"读不了来源清单：{name}（{reason(error)}）") from None
        out += [line.strip("\r") for line in text.split("\n") if line.strip()]
    return tuple(out)
