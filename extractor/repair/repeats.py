"""Text that stands on the page twice: lines, or the whole article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from operator import eq

from extractor.repair.draft import Edit

_LINE = re.compile(r"[^\n]+")
_LONG = 25
"""Characters of a line that does not come twice in a row by chance."""
_ANCHORS = 3
_SHORTEST = 400
"""Characters of a copy of the article."""
_STEP = 4096


def repeated(text: str) -> Iterator[Edit]:
    """The second of two equal lines in a row, and the second copy of the article."""
    yield from _article(text)
    told = [bare for piece in text.split("\n") if (bare := piece.strip())]
    if not any(map(eq, told, told[1:])):
        return  # as it is for most
    lines = [m for m in _LINE.finditer(text) if not m[0].isspace()]
    for before, line in pairwise(lines):
        if line.end() - line.start() < _LONG or "|" in line[0] or "\t" in line[0]:
            continue
        if before[0].strip() == line[0].strip():
            yield Edit(before.end(), line.end())


def _article(text: str) -> Iterator[Edit]:
    if len(text) < 2 * _SHORTEST:
        return
    tried = 0
    for m in _LINE.finditer(text):
        if m.end() - m.start() < _LONG:
            continue
        tried += 1
        anchor = text[m.start() : m.start() + 60]
        again = text.find(anchor, m.start() + _SHORTEST)
        if again > 0:
            size = _common(text, m.start(), again)
            if size >= max(_SHORTEST, (again - m.start()) // 2):
                yield Edit(again, again + size)
                return
        if tried == _ANCHORS:
            return


def _common(text: str, first: int, second: int) -> int:
    """How many characters two places have in common, the first ending where the second begins."""
    most = min(second - first, len(text) - second)
    size = 0
    while size < most:
        step = min(_STEP, most - size)
        if text[first + size : first + size + step] == text[second + size : second + size + step]:
            size += step
            continue
        while size < most and text[first + size] == text[second + size]:
            size += 1
        return size
    return size
