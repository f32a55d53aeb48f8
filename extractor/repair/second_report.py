"""A second report behind the first on one page: only the first is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extractor.repair.draft import Edit

_FIRST = re.compile(r"一\s?[、.．]\s?[^\n。；，|]{0,10}总体(?:工作)?(?:情况|概况)")
_OTHERS = re.compile(r"([二三四五六])\s?[、.．]\s?[^\n。；，|]{2,24}(?:情况|事项|措施|计划)")
_TITLE = re.compile(r"^[^\n。；|]{0,60}(?:年度报告|年报)[^\n。；，|]{0,20}$", re.MULTILINE)
_FEWEST = 3
"""Statutory headings, and sentences, of a report at least: a table of contents has no sentences."""
_TITLE_BEFORE = 1200
_MOST = 40


def second_report(text: str) -> Iterator[Edit]:
    """Everything from the title of a second report on, whole or cut off."""
    heads = [m.start() for m, _ in zip(_FIRST.finditer(text), range(_MOST), strict=False)]
    for before, head in pairwise(heads):
        if not _is_report(text, before, head):
            continue
        titles = list(_TITLE.finditer(text, max(before, head - _TITLE_BEFORE), head))
        yield Edit(titles[-1].start() if titles else head, len(text))
        return


def _is_report(text: str, start: int, end: int) -> bool:
    """Whether a stretch that begins with the first heading has others, and sentences."""
    others = {m[1] for m in _OTHERS.finditer(text, start, end)}
    return len(others) + 1 >= _FEWEST and text.count("。", start, end) >= _FEWEST
