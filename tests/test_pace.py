"""What a check costs, in passes of jieba over the same text: no figure of a machine's own speed."""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Callable

import jieba

from corpus.render import render
from corpus.spec import Spec
from eval.documents import report_specs
from extractor.pipeline import check
from extractor.readers import read

MOST_PASSES = 3.5
"""The corpus's reports have twice as many figures as real ones and take some 1.7, or 2.3 by a
Python built without optimisation; the rest is room for a machine with other work."""
REPORTS, TRIES = 7, 7


def test_a_check_costs_few_passes_of_jieba() -> None:
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    specs = report_specs("dev")[:REPORTS]
    assert statistics.median(map(_passes, specs)) <= MOST_PASSES


def _passes(spec: Spec) -> float:
    source = render(spec, "pipe").data
    text = read(source).text
    return _least(lambda: check(source)) / _least(lambda: jieba.lcut(text))


def _least(work: Callable[[], object]) -> float:
    """Seconds of the processor, of the quickest of several tries: other processes only add."""
    work()
    spent = []
    for _ in range(TRIES):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return min(spent)
