"""docs/performance.md, written by `make bench`."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence

from eval.bench_measure import Measured
from eval.bench_passes import Passes
from extractor import __version__

_NAMES = {
    "read": "reading: HTML, text, decoding",
    "repair": "mending of damage",
    "find_sections": "sections",
    "read_tables": "tables",
    "identify": "agency, year, form",
    "split_prose": "sentences",
    "find_figures": "figures",
    "link": "what they state: rules, model, relations",
    "run_rules": "rules",
    "rows": "all else: rows and columns of the result",
}


def in_passes(looks: Passes) -> str:
    """What a check costs in passes of jieba, a line each."""
    return (
        f"- the first look at a report: {looks.first:.1f} passes\n"
        f"- every further one: {looks.again:.1f} passes"
    )


def page(results: Sequence[Measured], looks: Passes) -> str:
    """The whole page."""
    last = results[-1]
    whole = sum(last.stages.values())
    return _PAGE.format(
        version=__version__,
        python=platform.python_version(),
        processors=os.cpu_count(),
        runs=_runs(results),
        stages=_stages(last),
        jieba=last.jieba,
        whole=whole,
        times=whole / last.jieba,
        passes=in_passes(looks),
    )


_PAGE = """# Performance

Written by `make bench` with gouji {version}, Python {python}, {processors} processors:
`gouji run` on generated archives (`corpus/archive.py`: the corpus's reports under other names,
in other years and with other numbers, in 13 text and HTML styles, every tenth with a fault
planted). Times depend on the machine and on what else it does; read them as ratios.

## Runs

{runs}

Memory is the sum of the resident memory of all processes at its peak; pages that they share
count in each. "Again" is a second run over the finished dataset, which reads and hashes every
document and does none: what a resumed run pays for what is done. "JSON copy" reads every record
and writes it out with `json`.

## Stages

Milliseconds a report of processor time, warm, in one process:

{stages}

One pass of jieba over the same text takes {jieba:.2f} ms a report; all stages together take
{whole:.2f} ms, {times:.1f} times as long.

A check of one of the corpus's reports (`python -m eval.bench passes`: the median of dev, after
train; these reports have twice as many figures as real ones) takes, against one pass of jieba
over its text:

{passes}

A run sees each text once, but much of it in the words of others: what it pays lies between.

## An archive of 100,000

<!-- not run: takes half an hour -->
```console
$ python -m eval.bench archive --count 100000 --out archive.jsonl.gz
$ gouji run archive.jsonl.gz --out one
$ gouji run archive.jsonl.gz --out two    # kill -9 as often as one likes, start it again
$ python -m eval.bench compare one two
the same: ... files
```

Done so on two processors that had other work as well, one version, 100,000 reports (145 MB
packed): one run undisturbed in 578 seconds (173 reports a second, the main process 374 MB at
most), another ended by `kill -9` three times, 40, 90 and 150 seconds after its starts. All 3,134
files of the two datasets were the same. Memory of all processes together (shared pages counted
once) stayed below 480 MB in an earlier run of that size.

Done again with a later version on a slower machine: 691 seconds (the main process 414 MB), with
other work beside it, under Python 3.11; the other run under Python 3.12, ended by `kill -9` after
40, 90 and 150 seconds. All 3,134 files were the same.
"""


def _runs(results: Sequence[Measured]) -> str:
    rows = [
        (
            f"{m.count:,}", f"{m.megabytes:.0f}", f"{m.count / m.one.seconds:.0f}",
            f"{m.count / m.two.seconds:.0f}", f"{m.one.seconds / m.two.seconds:.2f}",
            f"{m.one.peak_mb:.0f}", f"{m.two.peak_mb:.0f}", f"{m.again.seconds:.1f}",
            f"{m.copy_seconds:.1f}",
        )
        for m in results
    ]  # fmt: skip
    head = (
        "reports", "MB", "reports/s, 1 process", "2 processes", "speed-up",
        "peak MB, 1 process", "2 processes", "again, s", "JSON copy, s",
    )  # fmt: skip
    return _table(head, rows)


def _stages(m: Measured) -> str:
    whole = sum(m.stages.values())
    rows = [(_NAMES[s], f"{t:.2f}", f"{100 * t / whole:.0f} %") for s, t in m.stages.items()]
    return _table(("stage", "ms", "share"), [*rows, ("all", f"{whole:.2f}", "100 %")])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
