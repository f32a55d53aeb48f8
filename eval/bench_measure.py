"""Measures `gouji run` as a process from outside, and the stages of one report from inside."""

from __future__ import annotations

import gzip
import json
import logging
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import extractor.pipeline
from extractor.bulk.batch import check_batch, pages
from extractor.bulk.items import Item
from extractor.bulk.jsonl import record_item
from extractor.bulk.tables import flatten

SAMPLE = 400
"""Reports by which the stages are timed."""
STAGES = (
    "read", "repair", "find_sections", "read_tables", "identify", "split_prose", "find_figures",
    "link", "run_rules",
)  # fmt: skip
"""Functions of the pipeline, in its order."""


class Run(NamedTuple):
    """One `gouji run`. Memory is summed over its processes, shared pages in each of them."""

    seconds: float
    peak_mb: float


class Measured(NamedTuple):
    """What was measured on one archive."""

    count: int
    megabytes: float
    one: Run
    two: Run
    again: Run
    """Over the finished dataset: everything is read and nothing is done."""
    copy_seconds: float
    """Reading every record and writing it as JSON: the floor."""
    stages: dict[str, float]
    """Milliseconds a report of each stage, of processor time."""
    jieba: float
    """Milliseconds a report of one pass of jieba over the same text."""


def measure(source: Path, count: int, folder: Path) -> Measured:
    one = run(source, folder / "one", 1)
    two = run(source, folder / "two", 2)
    again = run(source, folder / "two", 2)
    stages, jieba = _stages(source)
    return Measured(count, _unpacked(source) / 1e6, one, two, again, _copied(source), stages, jieba)


def run(source: Path, out: Path, jobs: int) -> Run:
    """One run as its users start it."""
    command = [sys.executable, "-m", "extractor.cli", "run", str(source), "--out", str(out)]
    started = time.monotonic()
    process = subprocess.Popen([*command, "-j", str(jobs), "--quiet"])
    peak = 0
    while process.poll() is None:
        peak = max(peak, _resident(process.pid))
        time.sleep(0.1)
    if process.returncode not in (0, 1, 2):
        raise RuntimeError(f"gouji run ended with {process.returncode}")
    return Run(time.monotonic() - started, peak / 2**20)


def _resident(root: int) -> int:
    """Bytes of memory of a process and all below it, from /proc."""
    children: dict[int, list[int]] = defaultdict(list)
    size: dict[int, int] = {}
    page = os.sysconf("SC_PAGE_SIZE")
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children[int(stat[1])].append(int(entry.name))
            size[int(entry.name)] = int(stat[21]) * page
    total, pending = 0, [root]
    while pending:
        at = pending.pop()
        total += size.get(at, 0)
        pending += children[at]
    return total


def _lines(source: Path) -> Iterator[bytes]:
    with gzip.open(source) as file:
        yield from file


def _unpacked(source: Path) -> int:
    return sum(map(len, _lines(source)))


def _copied(source: Path) -> float:
    started = time.perf_counter()
    with open(os.devnull, "w", encoding="utf-8") as sink:
        for line in _lines(source):
            json.dump(json.loads(line), sink, ensure_ascii=False)
    return time.perf_counter() - started


def _stages(source: Path) -> tuple[dict[str, float], float]:
    """Milliseconds a report, in a process that is warm, by stage; and jieba's over its text."""
    found = (record_item(line, str(n)) for n, line in enumerate(islice(_lines(source), SAMPLE)))
    entries = [item for item in found if isinstance(item, Item)]
    batch = pages(entries)
    check_batch(batch)
    spent: dict[str, float] = dict.fromkeys(STAGES, 0.0)
    texts: list[str] = []
    with _timed(spent, texts):
        started = time.process_time()
        result = check_batch(batch)
        whole = time.process_time() - started
    spent["rows"] = whole - sum(spent.values())
    started = time.process_time()
    flatten(result)
    spent["rows"] += time.process_time() - started
    return {s: 1e3 * t / len(entries) for s, t in spent.items()}, _jieba(texts)


@contextmanager
def _timed(spent: dict[str, float], texts: list[str]) -> Iterator[None]:
    """Clocks around the stages; keeps the text of each document."""
    pipeline: Any = extractor.pipeline
    originals = {name: getattr(pipeline, name) for name in STAGES}

    def clocked(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            started = time.process_time()
            try:
                result = stage(*args, **kwargs)
            finally:
                spent[name] += time.process_time() - started
            if name == "read":
                texts.append(result.text)
            return result

        return call

    for name, stage in originals.items():
        setattr(pipeline, name, clocked(name, stage))
    try:
        yield
    finally:
        for name, stage in originals.items():
            setattr(pipeline, name, stage)


def _jieba(texts: list[str]) -> float:
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.lcut("一")
    started = time.process_time()
    for text in texts:
        jieba.lcut(text)
    return 1e3 * (time.process_time() - started) / len(texts)
