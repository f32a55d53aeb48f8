"""Rows whose cells are parted by blanks and line breaks, or by nothing at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from extractor.layout.row import Row, sums_up
from extractor.layout.splitting import Way, digits, pieces, plain_cells
from extractor.layout.tokens import Token, end_of_values, one_a_line, words
from extractor.layout.values import read_value
from extractor.repair.masks import BLOT

_LONGEST = 24
"""A cell has at most this many characters; what is longer is the text behind the table."""
_IN_CELLS = "/-—–－.,，．%+增减" + BLOT
"""What stands in cells of numbers beside digits."""
_REGULAR = 0.9
"""Cells as many line breaks apart as most, from which on line breaks count cells."""
_Apart = Literal["lines", "words", "no"]
_WORDS_BEHIND = re.compile(r"\S")


def read_unseparated(text: str, rows: Sequence[Row], *, sums: bool, signed: bool) -> None:
    """Fills `cells`, or `candidates`, of every row."""
    for row in rows:
        row.tokens = words(text, row.start, row.end)
    apart = _apart(text, [r for r in rows if r.count > 1])
    for row in rows:
        if not _direct(row, apart, sums=sums, signed=signed):
            row.tokens = _values_only(row.tokens) or _strewn(text, row)
            row.tokens = _first_line(text, row)
    unit = _line_unit(text, rows)
    for row in rows:
        if row.cells is None:
            _read(text, row, unit, apart, sums=sums, signed=signed)


def _apart(text: str, rows: Sequence[Row]) -> _Apart:
    """How the cells of a table are parted, as its rows of several columns show.

    `lines`: one cell a line, though lines may be missing; `words`: most rows have a word a
    cell; `no`: cells may run together.
    """
    if rows and _in_lines(text, rows):
        return "lines"
    return "words" if sum(len(r.tokens) == r.count for r in rows) * 2 >= len(rows) > 0 else "no"


def _in_lines(text: str, rows: Sequence[Row]) -> bool:
    several = [tokens for r in rows if len(tokens := _values_only(r.tokens)) > 1]
    return sum(one_a_line(text, tokens) for tokens in several) * 2 > len(several)


def _direct(row: Row, apart: _Apart, *, sums: bool, signed: bool) -> bool:
    """A row with as many words as columns, or as many stretches of digits, marks and words."""
    n, number = row.count, row.number
    tokens = row.tokens
    if row.last:
        tokens = _values_only(tokens) if len(tokens) != n else tokens
    if any(len(t.text) > _LONGEST for t in tokens):
        return False
    parts = tokens if apart == "lines" else pieces(tokens, signed=signed)
    for found in (tokens, parts):
        fused = apart == "no" or len(found) > len(tokens)
        ends = len(found) == n + 1 and number and found[-1].text == number
        cells = found[:-1] if ends else found
        if len(cells) == n and _stand_alone(cells, fused, sums=sums):
            row.cells = tuple(cells)
            return True
    if apart == "no" and parts and digits(parts) == n and not row.last:
        row.cut_digits(parts, sums=sums)
    return row.cells is not None


def _stand_alone(cells: list[Token], fused: bool, *, sums: bool) -> bool:
    """Whether what is as many as the columns are the cells themselves, none of them two in one."""
    return not fused or len(cells) == 1 or plain_cells(cells) or (sums and sums_up(tuple(cells)))


def _read(text: str, row: Row, unit: int, apart: _Apart, *, sums: bool, signed: bool) -> None:
    tokens, n = row.tokens, row.count
    if not tokens:
        row.cells = row.all_blank()
        return
    parts = tokens if apart == "lines" else pieces(tokens, signed=signed)
    fused = apart == "no"
    if len(tokens) == n and _stand_alone(tokens, fused, sums=sums):
        row.cells = tuple(tokens)
    elif len(parts) == n and _stand_alone(parts, fused or len(tokens) < n, sums=sums):
        row.cells = tuple(parts)
    elif n == 1:
        row.cells = (_single(tokens),)
    elif apart != "no" or digits(parts) < n:
        row.cells = _by_lines(text, row, unit)
        if row.cells is None and sums and len(tokens) < n:
            row.fill_blanks(tokens)
    else:
        row.cut_digits(parts, sums=sums)
        if row.cells is None and row.number and parts[-1].text.endswith(row.number):
            kept = _without_last_digit(parts)
            if digits(kept) == n:
                row.cut_digits(kept, sums=sums)


def _values_only(tokens: list[Token]) -> list[Token]:
    """The words up to the first that can stand in no cell of numbers."""
    out = []
    for t in tokens:
        keep = _numeric_head(t.text)
        if keep:
            out.append(Token(t.start, t.start + keep, t.text[:keep]))
        if keep < len(t.text):
            break
    return out


def _strewn(text: str, row: Row) -> list[Token]:
    """Values behind the rest of a label that a PDF broke up: as many numbers as columns."""
    if row.count < 3:
        return []
    numbers = rf"(?<![^\s])(?:[\d/—-]+[ \t]+){{{row.count - 1}}}[\d/—-]+(?![^\s])"
    found = re.search(numbers, text[row.start : row.end])
    return words(text, row.start + found.start(), row.start + found.end()) if found else []


def _first_line(text: str, row: Row) -> list[Token]:
    """The tokens without what stands below the row: the number of the page."""
    tokens, n = row.tokens, row.count
    if len(tokens) > n and "\n" in text[tokens[n - 1].end : tokens[n].start]:
        return tokens[:n]
    return tokens


def _numeric_head(word: str) -> int:
    """How many characters at the start of a word can stand in cells of numbers.

    `1.其他` is a list mark and no number, `12件` a number with its unit.
    """
    size = 0
    while size < len(word) and (word[size].isdecimal() or word[size] in _IN_CELLS):
        size += 1
    if size == len(word) or read_value(word)[0] == "number":
        return len(word)
    size = end_of_values(word, size)
    while size and word[size - 1] in ",，增减+":
        size -= 1
    return size


def _single(tokens: list[Token]) -> Token:
    """A row of one cell: the first word, or a number whose thousands are parted by blanks."""
    grouped = all(t.text.isdecimal() and len(t.text) == 3 for t in tokens[1:])
    if len(tokens) > 1 and grouped and tokens[0].text.isdecimal() and len(tokens[0].text) < 4:
        return Token(tokens[0].start, tokens[-1].end, "".join(t.text for t in tokens))
    return tokens[0]


def _without_last_digit(parts: list[Token]) -> list[Token]:
    last = parts[-1]
    if len(last.text) == 1:
        return parts[:-1]
    return [*parts[:-1], Token(last.start, last.end - 1, last.text[:-1])]


def _line_unit(text: str, rows: Sequence[Row]) -> int:
    """How many line breaks part two cells, as the full rows show; 0 where that tells nothing."""
    steps: Counter[int] = Counter()
    for row in rows:
        if row.cells is not None and len(row.cells) == row.count > 1:
            for a, b in pairwise(row.cells):
                steps[text.count("\n", a.end, b.start)] += 1
    unit, often = steps.most_common(1)[0] if steps else (1, 0)
    return unit if often >= _REGULAR * steps.total() else 0


def _behind(text: str, row: Row) -> int:
    """Where the text behind the row begins: its end, or for the last one the next words."""
    if not row.last:
        return row.end
    found = _WORDS_BEHIND.search(text, row.tokens[-1].end)
    return found.start() if found else len(text)


def _by_lines(text: str, row: Row, unit: int) -> Way | None:
    """One cell a line, blank cells as blank lines: the place of each value told by its line."""
    if unit <= 0:
        return None
    first = text.count("\n", row.start, row.tokens[0].start)
    if text.count("\n", row.start, _behind(text, row)) <= min(first, unit) + unit * (row.count - 1):
        return None  # fewer lines than cells: lines were lost, and nothing says which
    cells: list[Token] = list(row.all_blank())
    taken = -1
    for t in row.tokens:
        lines = text.count("\n", row.start, t.start)
        place, rest = divmod(lines - min(first, unit), unit)
        if rest or place <= taken or place >= row.count:
            return None
        cells[place], taken = t, place
    return tuple(cells)
