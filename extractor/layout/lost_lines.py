"""Rows of tables with one cell a line, from which lines were taken.

Mirrors that keep every line once leave `0` out where it stands above already. What is left looks
like a row with blank cells. Where pipes close the cells their number tells, since crawlers pad the
rows of a table to one width; a row of which nothing is left is told by a table in which no line
stands twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from extractor.layout.row import Row
from extractor.layout.tokens import PIPES, one_a_line

_BLANKS = "[ \t\r\u3000]{0,40}"
_ALONE = re.compile(rf"{_BLANKS}\n{_BLANKS}[{PIPES}]{_BLANKS}(?:\n\s{{0,40}}|\Z)")
_CLOSING = re.compile(rf"{_BLANKS}\n?{_BLANKS}[{PIPES}]")
_ALONE_AT_END = re.compile(rf"{_ALONE.pattern}\Z")
_TAIL = 120
"""Characters at the end of a row in which that stands."""
_FEWEST = 2
"""Rows that must be alike."""
_OPENED = 0.6
"""Rows that end with a pipe on its own line where it opens the next: else their last is blank."""
_MANY = 10
_REGULAR = 0.8
"""Of many rows, those as wide as most where no line is lost."""
_LINES = 8
"""Lines of a table among which one should stand twice."""


class _Seen(msgspec.Struct, frozen=True):
    """What a row shows: how many columns and pipes it has, and whether all columns are filled."""

    count: int
    opens: bool
    width: int
    full: bool

    @property
    def like(self) -> tuple[int, bool]:
        return self.count, self.opens


def doubtful_rows(text: str, rows: Sequence[Row], *, torn: bool) -> list[Row]:
    """The rows with pipes that have fewer values than columns, and perhaps lost the others.

    `rows` with their `tokens`, blank ones among them. Empty for tables of one row a line.
    `torn`: another table of the document has lost lines, so that none but full rows is trusted.
    """
    if not in_lines(text, rows):
        return []
    seen = [
        _Seen(r.count, r.opens, width, _filled(r) == r.count)
        for r, width in zip(rows, _widths(text, rows), strict=True)
    ]
    doubled = _doubled(text, rows)
    even = not torn and (len(rows) < _MANY or _usual_share(seen) >= _REGULAR)
    return [
        row
        for row, s in zip(rows, seen, strict=True)
        if not s.full
        and not (even and _like_others(s, seen, doubled=doubled) and _fits_table(s, seen))
    ]


def lost_rows(text: str, rows: Sequence[Row]) -> list[Row]:
    """The rows without any value whose lines may have been taken since they stand above."""
    filled = [next((t for t in r.tokens if t.text), None) for r in rows]
    below = ["\n" in text[r.start : t.start] for r, t in zip(rows, filled, strict=True) if t]
    start = text.rfind("\n", 0, rows[0].start) + 1
    if not below or not all(below) or not no_line_twice(text, start, rows[-1].start):
        return []
    return [r for r, t in zip(rows, filled, strict=True) if t is None]


def no_line_twice(text: str, start: int, end: int) -> bool:
    """Whether each of many lines stands once."""
    lines = [s for line in text[start:end].split("\n") if (s := line.strip())]
    return len(lines) >= _LINES and len(set(lines)) == len(lines)


def _like_others(row: _Seen, seen: list[_Seen], *, doubled: bool) -> bool:
    """Whether the rows of as many columns are as wide: the full ones, or all of them.

    `doubled`: some lines of the table are followed by their like.
    """
    likes = [s for s in seen if s.like == row.like]
    full = {s.width for s in likes if s.full}
    if sum(s.full for s in likes) >= _FEWEST:
        return full == {row.width}
    alike = len(likes) >= _FEWEST and {s.width for s in likes} == {row.width}
    return alike and row.width >= row.count and (doubled or bool(full))


def _fits_table(row: _Seen, seen: list[_Seen]) -> bool:
    """Whether rows of other columns are as wide, being padded, or have a pipe a column.

    A row that opens a group has the group's label too; a row that needs no padding may have the
    pipe more that others have instead of it.
    """
    full = [s for s in seen if s.full and s.like != row.like]
    if not full and not any(s.full for s in seen):
        full = [s for s in seen if s.like != row.like]
        if len({s.like for s in full}) != len({(s.like, s.width) for s in full}):
            return False  # no row is full, and no two are as wide
    if not full:
        return True
    padded = row.width + row.opens - max(s.width + s.opens for s in full)
    return padded in (0, 1) or max(s.width - s.count for s in full) == row.width - row.count


def _usual_share(seen: list[_Seen]) -> float:
    """The share of the rows that are as wide as most."""
    padded = Counter(s.width + s.opens for s in seen)
    bare = Counter(s.width - s.count for s in seen)
    return max(c.most_common(1)[0][1] for c in (padded, bare)) / len(seen)


def in_lines(text: str, rows: Sequence[Row]) -> bool:
    """Whether most rows of several values have one a line, or most rows stand on several lines."""
    several = [f for r in rows if len(f := [t for t in r.tokens if t.text]) > 1]
    if several:
        return sum(one_a_line(text, f) for f in several) * 2 > len(several)
    return sum(text.count("\n", r.start, r.end) > 1 for r in rows) * 2 > len(rows)


def _widths(text: str, rows: Sequence[Row]) -> list[int]:
    """The pipes of each row, without one on its own line at the end: it opens the next row.

    Where all rows of one kind end so and none of another, it stands for what a span covers.
    """
    ends = [
        _ALONE_AT_END.search(text, max(r.start, r.end - _TAIL), r.end) is not None for r in rows
    ]
    kinds = {(r.count, r.opens, end) for r, end in zip(rows, ends, strict=True) if not r.last}
    padded = len({k[:2] for k in kinds}) == len(kinds) and len({k[2] for k in kinds}) > 1
    if padded or sum(ends) < _OPENED * len(rows):
        ends = [False] * len(rows)
    elif rows[-1].last:  # the text behind it is in its stretch
        values = (t for r in rows for t in r.tokens if t.text)
        ends[-1] = any(_ALONE.match(text, t.end) for t in values)
    return [_pipes(text, r) - end for r, end in zip(rows, ends, strict=True)]


def _pipes(text: str, row: Row) -> int:
    end = row.end
    if row.last and row.tokens:
        behind = row.tokens[-1].end
        closing = _CLOSING.match(text, behind, row.end)
        end = closing.end() if closing else behind
    return sum(text.count(pipe, row.start, end) for pipe in PIPES)


def _filled(row: Row) -> int:
    return sum(bool(t.text) for t in row.tokens)


def _doubled(text: str, rows: Sequence[Row]) -> bool:
    """Whether any line of the table is followed by its like: then not every such was taken."""
    lines = [s for s in text[rows[0].start : rows[-1].start].split("\n") if s.strip()]
    return any(a == b for a, b in pairwise(lines))
