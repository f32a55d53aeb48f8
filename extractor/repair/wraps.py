"""Lines that were broken to a width (`收到申请1,2` / `04件`), joined again.

Text taken from a PDF or an e-mail is broken at a width, in the middle of words and numbers. It
shows: nearly all lines that do not end a sentence are of one length, and none is longer. Where the
lines of a text do not, every break stays, since a crawler's lines are paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from unicodedata import east_asian_width

from extractor.repair.draft import Edit

SHORTEST = 15
"""Lines of fewer characters are headings, cells, the ends of paragraphs."""
LONGEST = 120
"""Nobody breaks lines at more characters than these."""
SLACK = 3
"""By how much a full line may fall short: a mark is not parted from its word."""
FEWEST = 3
"""So many full lines show that the text is broken to a width."""
SHARE = 0.8
"""The least share of full lines among those that end no sentence."""

_STOPS = "。；：！？;:!?"
_CLOSING = re.compile(r"[”\"』」）)]+$")
_CELLS = re.compile(r"[|\t]|\d\s+\d")
_BEGINS = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十]+[章节部]"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳]|\s*$"
)
"""A new paragraph, whatever the line above looks like."""


def breaks(text: str) -> Iterator[Edit]:
    """Every line break, with the blanks around it, that is there for the width alone."""
    if "\n" not in text:
        return
    lines = text.split("\n")
    bare = [line.strip() for line in lines]
    full = _full_lines(lines, bare)
    if full is None:
        return
    at = 0
    for k, line in enumerate(lines[:-1]):
        end = at + len(line)
        if full(k) and not _BEGINS.match(bare[k + 1]):
            behind = lines[k + 1]
            indent = len(behind) - len(behind.lstrip())
            yield Edit(at + len(line.rstrip()), end + 1 + indent)
        at = end + 1


def _full_lines(lines: Sequence[str], bare: Sequence[str]) -> Callable[[int], bool] | None:
    """Tells whether the line of a number is full and ends no sentence; None: no text of lines."""
    if any(len(line) > LONGEST and not _CELLS.search(line) for line in bare):
        return None  # a paragraph on one line
    going_on = [k for k, line in enumerate(bare) if _goes_on(line)]
    if len(going_on) < FEWEST:
        return None
    for size in (len, _width):
        sizes = {k: size(lines[k].rstrip()) for k in going_on}
        most = max(sizes.values())
        full = {k for k, n in sizes.items() if n >= most - SLACK}
        ends = max((size(x.rstrip()) for k, x in enumerate(lines) if k not in sizes), default=0)
        if len(full) >= max(FEWEST, SHARE * len(sizes)) and ends <= most + SLACK:
            return full.__contains__
    return None


def _goes_on(line: str) -> bool:
    if not SHORTEST <= len(line) <= LONGEST or _CELLS.search(line):
        return False
    return not _CLOSING.sub("", line).endswith(tuple(_STOPS))


def _width(line: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in line)
