"""Breaks Chinese text into lines: anywhere between characters, not inside a number or a mark.

Rich breaks at spaces, which Chinese prose does not have; a figure must stay in one piece, and
closing punctuation does not begin a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from rich.cells import cell_len
from rich.text import Text

_UNIT = regex.compile(r"[A-Za-z0-9.,，%％:：/_+-]*[A-Za-z0-9%％]|\s+|.", regex.DOTALL)
_NO_START = frozenset("，。、；：？！）】》”’〕」』%％…,.;:!?)]}✓✗")
_NO_END = frozenset("（【《“‘〔「『([{")

_LEAST = 8
"""Columns below which a line is not made narrower."""


def wrap(text: Text, width: int, keep: Sequence[tuple[int, int]] = ()) -> list[Text]:
    """`text` as lines of at most `width` columns; the stretches in `keep` are not broken.

    A stretch longer than a line is broken all the same.
    """
    width = max(width, _LEAST)
    plain = text.plain
    pieces = [small for piece in _pieces(plain, keep) for small in _fit(plain, piece, width)]
    cuts: list[int] = []
    used = at = 0
    while at < len(pieces):
        start, end = pieces[at]
        size = cell_len(plain[start:end])
        if used and used + size > width:
            at = _step_back(plain, pieces, at, cuts[-1] if cuts else 0)
            cuts.append(pieces[at][0])
            used = 0
        else:
            used += size
            at += 1
    return [_stripped(line) for line in (text.divide(cuts) if cuts else [text])]


def _stripped(line: Text) -> Text:
    """A line without the blanks at which it was broken."""
    line.rstrip()
    blanks = len(line.plain) - len(line.plain.lstrip())
    return line.divide([blanks])[1] if blanks else line


def _pieces(plain: str, keep: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Unbreakable stretches of the text, in order."""
    at = 0
    for start, end in [*sorted(keep), (len(plain), len(plain))]:
        if start < at:
            continue
        for match in _UNIT.finditer(plain, at, start):
            yield match.span()
        if end > start:
            yield start, end
        at = end


def _fit(plain: str, piece: tuple[int, int], width: int) -> Iterator[tuple[int, int]]:
    """The piece, cut into single characters where it alone is wider than a line."""
    start, end = piece
    if cell_len(plain[start:end]) <= width:
        yield piece
    else:
        yield from ((i, i + 1) for i in range(start, end))


def _step_back(plain: str, pieces: list[tuple[int, int]], at: int, line_start: int) -> int:
    """Moves the break back where a line would begin or end with the wrong punctuation."""
    back = at
    for _ in range(3):
        if pieces[back - 1][0] <= line_start:
            return at
        begins, ends = plain[pieces[back][0]], plain[pieces[back - 1][1] - 1]
        if begins not in _NO_START and ends not in _NO_END:
            return back
        back -= 1
    return at
