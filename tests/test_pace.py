"""What a check costs, in passes of jieba over the same text: no figure of a machine's own speed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

MOST_PASSES = 3.5
"""The corpus's reports have twice as many figures as real ones and take some 2, more by
a Python built without optimisation; the rest is room for a machine with other work."""
MOST_AT_FIRST = 5.5
"""The same for the first look at a text, which takes some 3."""
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def passes() -> list[float]:
    """Of the first look at a report and of every further one, in a process that is fresh."""
    command = [sys.executable, "-m", "eval.bench", "passes"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=300)
    return [float(n) for n in re.findall(r"([\d.]+) passes", done.stdout.decode())]


def test_a_check_costs_few_passes_of_jieba(passes: list[float]) -> None:
    first, again = passes
    assert 0 < again <= min(first, MOST_PASSES)


def test_the_first_look_at_a_report_costs_few_passes_of_jieba(passes: list[float]) -> None:
    assert passes[0] <= MOST_AT_FIRST
