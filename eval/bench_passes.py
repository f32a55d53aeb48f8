"""What a check costs in passes of jieba over the same text, a measure that knows no machine.

A text that was checked before is checked faster, since words and clauses of it are remembered. In
a run over many reports each is seen once: that is the first look, in a process that has checked
other reports and loaded all it needs.
"""

from __future__ import annotations

import gc
import logging
import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from corpus.render import render
from corpus.spec import Spec
from eval.documents import report_specs
from extractor.pipeline import check
from extractor.readers import read

TRIES = 7
"""So often a report is checked again; the quickest counts, since other processes only add."""


class Passes(NamedTuple):
    """The median report's cost in passes."""

    first: float
    """The first look at it."""
    again: float
    """Every further one."""


def passes(others: Sequence[Spec], specs: Sequence[Spec]) -> Passes:
    """Of the reports `specs`, none of which was checked in this process, after `others`."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    for source in map(_source, others):
        check(source)
    gc.collect()  # what was loaded is not looked through again in the middle of a report
    gc.freeze()
    each = [_passes(source) for source in map(_source, specs)]
    gc.unfreeze()
    return Passes(*(statistics.median(column) for column in zip(*each, strict=True)))


def of_the_corpus() -> Passes:
    """Of the corpus's reports of dev, after those of train; in a process that is fresh."""
    return passes(report_specs("train"), report_specs("dev"))


def _source(spec: Spec) -> bytes:
    return render(spec, "pipe").data


def _passes(source: bytes) -> tuple[float, float]:
    text = read(source).text
    first = _seconds(lambda: check(source))
    again = min(_seconds(lambda: check(source)) for _ in range(TRIES))
    one = min(_seconds(lambda: jieba_words(text)) for _ in range(TRIES))
    return first / one, again / one


def jieba_words(text: str) -> list[str]:
    """One pass of jieba, by the word list that it brings."""
    import jieba

    return list(jieba.cut(text))


def _seconds(work: Callable[[], object]) -> float:
    """Of the processor."""
    started = time.process_time()
    work()
    return time.process_time() - started
