"""Rows whose cells are parted by pipes or tabs, so that blank cells can be seen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.layout.lost_lines import doubtful_rows
from extractor.layout.row import Row, sums_up
from extractor.layout.splitting import Way, digits, pieces
from extractor.layout.tokens import Mode, Token, cut

_MOST_FILLERS = 30
"""Empty cells left of the values that a span of the widest form leaves, and more."""
_WORDS = re.compile("[\u4e00-\u9fff]{3}|[A-Za-z]{4}")


def read_separated(text: str, rows: Sequence[Row], mode: Mode, *, sums: bool, torn: bool) -> None:
    """Fills `cells`, or `candidates`, of every row.

    A crawler pads rows with empty cells for what spans cover, on the left or on the right of
    the values. A full row shows where its values begin; rows with blanks follow their likes.
    """
    pending: dict[int, list[Row]] = {}
    places: dict[int, list[int]] = {}
    for row in rows:
        row.tokens = own_cells(cut(text, row.start, row.end, mode), row.count)
    for row in doubtful_rows(text, rows, torn=torn) if mode == "pipe" else ():
        row.torn = True
    for row in rows:
        if row.torn:
            continue
        _plain(row)
        if row.cells is None:
            pending.setdefault(row.level, []).append(row)
        elif (place := _place(row)) is not None:
            places.setdefault(row.level, []).append(place)
    for level, waiting in pending.items():
        usual = _usual(waiting, places.get(level, []), sums=sums)
        for row in waiting:
            _at(row, usual, sums=sums)


def own_cells(tokens: list[Token], count: int) -> list[Token]:
    """The cells up to words that are none: a row that somebody added, the text behind the table."""
    for i, token in enumerate(tokens[count:], count):
        if len(token.text) > 3 and _WORDS.search(token.text):
            return tokens[:i]
    return tokens


def _plain(row: Row) -> None:
    """A row with as many values as columns, or with none."""
    filled = [t for t in row.tokens if t.text]
    if len(filled) > row.count and row.number and filled[-1].text == row.number:
        filled.pop()
    if len(filled) == row.count:
        row.cells = tuple(filled)
    elif not filled:
        row.cells = row.all_blank()


def _place(row: Row) -> int | None:
    """How many fillers stand left of the values of a full row."""
    filled = [i for i, t in enumerate(row.tokens) if t.text]
    if len(filled) >= row.count and filled[row.count - 1] - filled[0] + 1 == row.count:
        return filled[0]
    return None


def _usual(waiting: list[Row], places: list[int], *, sums: bool) -> int:
    """The number of fillers on the left: as full rows show, else what fits most rows best."""
    if places:
        return max(set(places), key=lambda p: (places.count(p), -p))
    most = max(len(r.tokens) - r.count for r in waiting)

    def fit(offset: int) -> tuple[int, int, int]:
        windows = [(r, _window(r, offset)) for r in waiting]
        good = [w for r, w in windows if w is not None]
        return (len(good), sum(sums_up(w) for w in good) if sums else 0, -offset)

    return max(range(min(max(most, 0), _MOST_FILLERS) + 1), key=fit)


def _window(row: Row, offset: int) -> Way | None:
    """The cells of a row behind so many fillers; None where a value would be left out."""
    window = row.tokens[offset : offset + row.count]
    outside = row.tokens[:offset] + row.tokens[offset + row.count :]
    if len(window) < row.count or any(t.text for t in outside):
        return None
    return tuple(window)


def _at(row: Row, usual: int, *, sums: bool) -> None:
    filled = [t for t in row.tokens if t.text]
    row.cells = _window(row, usual) or _window(row, 0)
    if row.cells is not None:
        return
    if len(filled) > row.count:
        windows = [tuple(filled[i : i + row.count]) for i in range(len(filled) - row.count + 1)]
        balanced = [w for w in windows if sums and sums_up(w)]
        row.cells = balanced[0] if len(balanced) == 1 else windows[0]
    elif len(filled) == len(row.tokens) == 1:
        _unparted(row, filled, sums=sums)
    elif sums:
        row.fill_blanks(filled)


def _unparted(row: Row, filled: list[Token], *, sums: bool) -> None:
    """All values of the row in one cell."""
    parts = pieces(
        [
            Token(filled[0].start + m, filled[0].start + n, filled[0].text[m:n])
            for m, n in _words(filled[0].text)
        ]
    )
    if len(parts) == row.count:
        row.cells = tuple(parts)
    elif digits(parts) >= row.count:
        row.cut_digits(parts, sums=sums)


def _words(text: str) -> list[tuple[int, int]]:
    out, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        out.append((at, at + len(word)))
        at += len(word)
    return out
