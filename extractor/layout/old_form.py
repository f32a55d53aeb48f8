"""Statistics tables of the years before 2019 in the forms of provinces and cities: only recognised.

Their digits are no prose; their cells are not read, since every place had rows of its own. The
national form of 2014 is read by `statistics.py`.
"""

from __future__ import annotations

import re

from extractor.layout.folding import Folded
from extractor.layout.words import LABELS
from extractor.records import Span

_NUMBER = re.compile(r"\d")
_PROSE = 60
"""A line of more characters than this, with a full stop, ends the table."""


def old_tables(text: str, folded: Folded) -> list[Span]:
    """Where statistics tables stand, header to last value; empty where there is none."""
    out: list[Span] = []
    for words in LABELS.old_table_headers:
        for lo, _ in folded.find_all((words,), limit=8):
            start = folded.start(lo)
            if any(s.start <= start < s.end for s in out):
                continue
            end = _end(text, start)
            if len(_NUMBER.findall(text, start, end)) >= 3:
                out.append(Span(start, end))
    return sorted(out, key=lambda s: s.start)


def _end(text: str, start: int) -> int:
    """Behind the last line of the table: lines with numbers and short labels belong to it."""
    at, end = start, start
    while at < len(text):
        line_end = text.find("\n", at)
        if line_end < 0:
            line_end = len(text)
        line = text[at:line_end]
        if at > start and len(line) > _PROSE and "。" in line:
            break
        if _NUMBER.search(line):
            end = line_end
        at = line_end + 1
    return max(end, min(len(text), start + 1))
