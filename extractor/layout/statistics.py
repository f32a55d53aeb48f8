"""The statistics table of the reports for 2014 to 2018: a label, a unit and one number a row.

The labels of the form are found as a chain in the form's order, as those of table 3 are; what
stands between one and the next is a unit and a number, in whatever way they are parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.codebook import load_codebook
from extractor.layout.anchors import Hit, longest_chain
from extractor.layout.folding import Folded
from extractor.layout.tokens import PIPES, Token, label_end, label_start
from extractor.layout.words import LABELS

_LEAST = 8
"""Labels that make a table: prose names some of them too."""
_PER_LABEL = 6
_BEHIND = 24
"""Characters behind the last label in which its number stands."""
_MOST = 4
"""Tables in one document; more are a list of reports."""
_IDEOGRAPHS = re.compile("[^\u4e00-\u9fff]+")
_VALUE = re.compile(
    rf"""[\s{PIPES}]*
         (?P<unit>[（(]?(?:单位[:：])?(?:人次|万元|元|条|件|次|篇|个|人)[）)]?)?
         [\s{PIPES}]*
         (?P<raw>\d{{1,3}}(?:[,，]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|[/／\-—–－]+)?""",
    re.VERBOSE,
)


class Statistics:
    """What was read of one table: row key to what stands in its cell."""

    __slots__ = ("cells", "end", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.cells: dict[str, Token] = {}


def statistics_tables(text: str, folded: Folded) -> list[Statistics]:
    """The tables in the form of 2014, in text order."""
    hits = sorted(_hits(folded), key=lambda h: (h.lo, -h.hi, place()[h.row]))
    out: list[Statistics] = []
    while len(hits) >= _LEAST and len(out) < _MOST:
        chain = longest_chain(text, folded, hits, place())
        if len(chain) < _LEAST:
            break
        out.append(_read(text, folded, chain))
        first, last = chain[0].lo, chain[-1].hi
        hits = [h for h in hits if h.hi <= first or h.lo >= last]
    return sorted((t for t in out if t.cells), key=lambda t: t.start)


@cache
def place() -> dict[str, int]:
    """Row key to its place in the form."""
    return {c.partition(".")[2]: i for i, c in enumerate(load_codebook().cells("2014", "s"))}


@cache
def _labels() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Row key and its spellings in ideographs, without what the form explains in brackets."""
    book = load_codebook().statistics.book
    return tuple(
        (c.column, (_IDEOGRAPHS.sub("", c.column_label.partition("（")[0]), *_aliases(c.column)))
        for c in book.cells.values()
    )


def _aliases(key: str) -> tuple[str, ...]:
    return LABELS.statistics.get(key, ())


def _hits(folded: Folded) -> Iterator[Hit]:
    for key, words in _labels():
        for lo, hi in folded.find_all(words, limit=_PER_LABEL):
            yield Hit(key, lo, hi)


def _read(text: str, folded: Folded, chain: list[Hit]) -> Statistics:
    table = Statistics(label_start(text, folded.start(chain[0].lo), 0))
    for hit, following in zip(chain, [*chain[1:], None], strict=True):
        end = folded.end(hit.hi)
        stop = folded.start(following.lo) if following else min(len(text), end + _BEHIND)
        start = _behind_label(text, end, stop)
        token = _value(text, start, label_start(text, stop, start) if following else stop)
        table.cells[hit.row] = token
        table.end = max(end, token.end)
    return table


def _behind_label(text: str, end: int, stop: int) -> int:
    """Behind the label and its explanation; the unit that follows a label is none of it."""
    at = label_end(text, end, stop)
    bare = text.find("（", end, stop)
    return at if 0 <= bare < at else end


def _value(text: str, start: int, stop: int) -> Token:
    found = _VALUE.match(text, start, stop)
    raw = found["raw"] if found else None
    if found is None or not raw:
        return Token(start, start, "")
    at = found.start("raw")
    return Token(at, at + len(raw), raw)
