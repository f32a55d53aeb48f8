"""The statistics table of the reports for 2014 to 2018: a label, a unit and one number a row.

The labels of the form are found as a chain in the form's order, as those of table 3 are; what
stands between one and the next is a unit and a number, in whatever way they are parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from extractor.codebook import load_codebook
from extractor.layout.anchors import Hit, longest_chain
from extractor.layout.folding import Folded
from extractor.layout.money import power_between
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
_HEADER = 40
"""Ideographs before the first label in which the heading of a column of numbers stands."""
_NUMBERED = "序号"
_GAP = rf"[\s{PIPES}]*"
_UNIT = re.compile(
    rf"""{_GAP}(?:[（(]?(?:单位[:：])?
         (?P<unit>人次|百元|千元|万元|亿元|元|条|件|次|篇|个|人)[）)]?)?{_GAP}""",
    re.VERBOSE,
)
_CELL = re.compile(
    rf"""(?P<raw>\d{{1,3}}(?:[,，]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|[/／\-—–－]+)
         (?!\s*[.．、]\s*[\u4e00-\u9fff])  # the list number of a label
         {_GAP}""",
    re.VERBOSE,
)


class Statistics:
    """What was read of one table: row key to what stands in its cell."""

    __slots__ = ("cells", "end", "powers", "start", "undecided")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.cells: dict[str, Token] = {}
        self.powers: dict[str, int] = {}
        """Of amounts in another unit than the form's, the power of ten between the two."""
        self.undecided: dict[str, tuple[int, int]] = {}
        """Rows of several numbers, of which none says that it is the one."""


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
    return sorted(out, key=lambda t: t.start)


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
    rows: list[list[Token]] = []
    blanks: list[Token] = []
    for hit, following in zip(chain, [*chain[1:], None], strict=True):
        end = folded.end(hit.hi)
        stop = folded.start(following.lo) if following else min(len(text), end + _BEHIND)
        start = _behind_label(text, end, stop)
        stop = label_start(text, stop, start) if following else stop
        unit, tokens = _cells(text, start, stop)
        rows.append(tokens)
        blanks.append(Token(start, start, ""))
        table.powers[hit.row] = power_between(unit, _units()[hit.row])
        table.end = max([end, *(t.end for t in tokens[:1])])
    numbered = _numbered(rows[:-1])
    for tokens in rows[:-1] if numbered else ():
        del tokens[-1]
    if all(len(tokens) < 2 for tokens in rows[:-1]):
        del rows[-1][1:]  # behind the table
    header = folded.text[max(0, chain[0].lo - _HEADER) : chain[0].lo]
    lost = _NUMBERED in header and not numbered
    for hit, tokens, blank in zip(chain, rows, blanks, strict=True):
        if len(tokens) > 1 or (tokens and lost):
            table.undecided[hit.row] = (tokens[0].start, tokens[-1].end)
        else:
            table.cells[hit.row] = tokens[0] if tokens else blank
    return table


def _numbered(rows: list[list[Token]]) -> bool:
    """Whether the last number of every row is that of the next: they rise without exception."""
    if len(rows) < _LEAST - 1 or not all(t and t[-1].text.isdecimal() for t in rows):
        return False
    return all(int(a[-1].text) < int(b[-1].text) for a, b in pairwise(rows))


def _behind_label(text: str, end: int, stop: int) -> int:
    """Behind the label and its explanation; the unit that follows a label is none of it."""
    at = label_end(text, end, stop)
    bare = text.find("（", end, stop)
    return at if 0 <= bare < at else end


def _cells(text: str, start: int, stop: int) -> tuple[str, list[Token]]:
    """The unit of a row, and its numbers and marks up to the first words."""
    found = _UNIT.match(text, start, stop)
    at = found.end() if found else start
    out = []
    while cell := _CELL.match(text, at, stop):
        out.append(Token(cell.start(), cell.end("raw"), cell["raw"]))
        at = cell.end()
    return (found["unit"] or "" if found else ""), out


@cache
def _units() -> dict[str, str]:
    return {c.column: c.unit for c in load_codebook().statistics.book.cells.values()}
