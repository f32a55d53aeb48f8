"""The cells of one labelled row, whatever parts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractor.layout.splitting import MAX_WAYS, Way, balanced_ways, digits, pieces, ways
from extractor.layout.tokens import Mode, Token, cut
from extractor.layout.values import read_value

_LONGEST = 24
"""A cell is at most this long; what is longer is the text behind the table."""


class Row:
    """A row on its way to its cells.

    `cells` is set once the row is decided; until then `candidates` holds the ways that its
    digits can be cut, and `by` the identities that narrowed them down.
    """

    __slots__ = ("by", "candidates", "cells", "count", "end", "key", "number", "start", "tokens")

    def __init__(self, key: str, start: int, end: int, count: int, number: str = "") -> None:
        self.key = key
        self.start = start
        self.end = end
        self.count = count
        self.number = number
        """The list number of the label that follows, where the label was found without it."""
        self.tokens: list[Token] = []
        self.cells: Way | None = None
        self.candidates: list[Way] = []
        self.by: tuple[str, ...] = ()

    @property
    def run(self) -> tuple[int, int]:
        """The stretch that holds what is written in the row."""
        filled = [t for t in self.tokens if t.text]
        return (filled[0].start, filled[-1].end) if filled else (self.start, self.start)


def read_rows(text: str, rows: Sequence[Row], mode: Mode, *, sums: bool) -> None:
    """Fills `cells`, or `candidates`, of every row. `sums`: the last cell is the total."""
    for row in rows:
        row.tokens = _row_tokens(text, row, mode)
    if mode == "space":
        unit = _line_unit(text, rows)
        for row in rows:
            _from_words(text, row, unit, sums=sums)
        return
    for row in rows:
        _from_separated(row)
    shift = Counter(
        offset for row in rows if row.cells is None and (offset := _offset(row)) is not None
    )
    usual = shift.most_common(1)[0][0] if shift else 0
    for row in rows:
        if row.cells is None:
            _from_window(row, usual, sums=sums)


def _row_tokens(text: str, row: Row, mode: Mode) -> list[Token]:
    tokens = cut(text, row.start, row.end, mode)
    if mode == "tab":  # a row of the source is a line
        line = text.find("\n", row.start, row.end)
        first = [t for t in tokens if line < 0 or t.start < line]
        if any(t.text for t in first) or len(first) >= row.count:
            tokens = first
    if mode == "space":
        tokens = _values_only(tokens, row.count)
    return tokens


def _values_only(tokens: list[Token], count: int) -> list[Token]:
    """The words up to the first that can be no cell; words alone may be one (见公示平台)."""
    if len(tokens) == count and all(len(t.text) <= _LONGEST for t in tokens):
        return tokens
    out = []
    for t in tokens:
        keep = _numeric_head(t.text)
        if keep:
            out.append(Token(t.start, t.start + keep, t.text[:keep]))
        if keep < len(t.text):
            break
    return out


def _numeric_head(word: str) -> int:
    """How many characters at the start of a word can stand in cells of numbers."""
    size = 0
    while size < len(word) and (word[size].isdecimal() or word[size] in "/-—–－.,，．%+增减"):
        size += 1
    if size < len(word):  # `1.其他` is one number and a list mark, `12件` a number and its unit
        if read_value(word)[0] == "number":
            return len(word)
        while size and word[size - 1] in ".,，．增减+":
            size -= 1
            if size and word[size].isascii() and word[size - 1].isdecimal():
                size -= 1
                break
    return size


def _from_separated(row: Row) -> None:
    filled = [t for t in row.tokens if t.text]
    if len(filled) > row.count and row.number and filled[-1].text == row.number:
        filled = filled[:-1]
    if len(filled) == row.count:
        row.cells = tuple(filled)
    elif not filled:
        row.cells = tuple(Token(row.start, row.start, "") for _ in range(row.count))


def _offset(row: Row) -> int | None:
    """How many fillers stand left of the cells, where the row shows it."""
    places = [i for i, t in enumerate(row.tokens) if t.text]
    if places[-1] - places[0] + 1 == row.count and len(row.tokens) >= row.count:
        return places[0]
    return None


def _from_window(row: Row, usual: int, *, sums: bool) -> None:
    """A row with blank cells or too many: the window of cells that its neighbours have."""
    tokens, n = row.tokens, row.count
    places = [i for i, t in enumerate(tokens) if t.text]
    offset = _offset(row)
    if offset is None and len(tokens) >= n:
        fits = [o for o in (usual, 0) if o <= places[0] and places[-1] < o + n <= len(tokens)]
        offset = fits[0] if fits else None
    if offset is not None:
        row.cells = tuple(tokens[offset : offset + n])
        return
    filled = [t for t in tokens if t.text]
    if len(filled) > n:
        windows = [tuple(filled[i : i + n]) for i in range(len(filled) - n + 1)]
        balanced = [w for w in windows if sums and _sums_up(w)]
        row.cells = balanced[0] if len(balanced) == 1 else windows[0]
        return
    if len(pieces(filled)) == n:
        row.cells = tuple(pieces(filled))
    elif digits(pieces(filled)) >= n:
        _from_digits(row, pieces(filled), sums=sums)
    elif sums:
        _from_ragged(row, filled)


def _from_ragged(row: Row, filled: list[Token]) -> None:
    """Fewer cells than columns and no blanks to count: the first cells and the total at the end.

    Only where the numbers leave one place for each: all but the last column add up to it.
    """
    blank = [Token(filled[0].start, filled[0].start, "") for _ in range(row.count - len(filled))]
    full = (*filled[:-1], *blank, filled[-1])
    if len(filled) <= 1:
        return
    row.candidates = _placements(filled, row.count)
    good = [w for w in row.candidates if _sums_up(w)]
    row.candidates = good or row.candidates
    if full in good and len(good) == 1:
        row.cells, row.by = full, ("T303",)


def _placements(filled: list[Token], count: int) -> list[Way]:
    from itertools import combinations

    out: list[Way] = []
    blank = Token(filled[0].start, filled[0].start, "")
    for places in combinations(range(count), len(filled)):
        way = [blank] * count
        for place, token in zip(places, filled, strict=True):
            way[place] = token
        out.append(tuple(way))
        if len(out) >= MAX_WAYS:
            break
    return out


def _from_words(text: str, row: Row, unit: int, *, sums: bool) -> None:
    tokens, n = row.tokens, row.count
    if not tokens:
        row.cells = tuple(Token(row.start, row.start, "") for _ in range(n))
        return
    parts = pieces(tokens)
    for cells in (tokens, parts):
        if len(cells) == n:
            row.cells = tuple(cells)
            return
        if len(cells) == n + 1 and row.number and cells[-1].text == row.number:
            row.cells = tuple(cells[:-1])
            return
    if n == 1:
        _single(row)
        return
    if digits(parts) < n:
        row.cells = _by_lines(text, row, unit)
        if row.cells is not None:
            return
        if sums and all(t.text.isdecimal() for t in parts):
            _from_ragged(row, parts)
        return
    _from_digits(row, parts, sums=sums)
    if row.cells is None and row.number and parts[-1].text.endswith(row.number):
        last = parts[-1]
        shorter = Token(last.start, last.end - 1, last.text[:-1])
        kept = [*parts[:-1], shorter] if shorter.text else parts[:-1]
        if digits(kept) == n:
            _from_digits(row, kept, sums=sums)


def _single(row: Row) -> None:
    """A row of one cell: the whole run, thousands parted by blanks included."""
    tokens = row.tokens
    if all(t.text.isdecimal() for t in tokens) and all(len(t.text) == 3 for t in tokens[1:]):
        joined = "".join(t.text for t in tokens)
        row.cells = (Token(tokens[0].start, tokens[-1].end, joined),)
    else:
        row.cells = (tokens[0],)


def _from_digits(row: Row, parts: list[Token], *, sums: bool) -> None:
    """Digits that run together: cut by count, else by the identity of the row."""
    n = row.count
    if digits(parts) == n:
        found = ways(parts, n)
        if found and len(found) == 1:
            row.cells = found[0]
        return
    every = ways(parts, n)
    if every is not None and len(every) == 1:
        row.cells = every[0]
        return
    if not sums:
        return
    balanced = balanced_ways(parts, n)
    if balanced is None:
        return
    if len(balanced) == 1:
        row.cells, row.by = balanced[0], ("T303",)
    elif balanced:
        row.candidates, row.by = balanced, ("T303",)
    else:
        row.candidates = every or []


def _sums_up(way: Way) -> bool:
    numbers = [0 if not t.text else _integer(t) for t in way]
    if any(x is None for x in numbers):
        return False
    whole = [x for x in numbers if x is not None]
    return sum(whole[:-1]) == whole[-1]


def _integer(token: Token) -> int | None:
    state, value = read_value(token.text)
    return int(value) if state == "number" and value is not None and value == int(value) else None


def _line_unit(text: str, rows: Sequence[Row]) -> int:
    """How many line breaks part two cells, as the full rows show; 0 where cells share lines."""
    steps: Counter[int] = Counter()
    for row in rows:
        if len(row.tokens) == row.count > 1:
            for a, b in zip(row.tokens, row.tokens[1:], strict=False):
                steps[text.count("\n", a.end, b.start)] += 1
    return steps.most_common(1)[0][0] if steps else 1


def _by_lines(text: str, row: Row, unit: int) -> Way | None:
    """One cell a line, blank cells as blank lines: each value's place told by its line."""
    if unit <= 0:
        return None
    first = text.count("\n", row.start, row.tokens[0].start)
    cells: list[Token] = [Token(row.start, row.start, "") for _ in range(row.count)]
    taken = -1
    for t in row.tokens:
        lines = text.count("\n", row.start, t.start)
        place, rest = divmod(lines - min(first, unit), unit)
        if rest or place <= taken or place >= row.count:
            return None
        cells[place], taken = t, place
    return tuple(cells)
