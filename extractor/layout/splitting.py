"""Digits of several cells that run together: every way to cut them, and which ways hold.

Crawlers that drop the table markup leave `640020470` for 64, 0, 0, 2, 0, 4, 70. A cut must
give each cell at least one digit and no leading zero; what identities it must satisfy is said
by the caller. All searches are bounded: too many ways count as none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from extractor.layout.tokens import Token

_UNIT = "(?:万元|亿元|元|件|条|项)?"
_DIGITS = rf"\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?{_UNIT}|\d+(?:\.\d+)?{_UNIT}"
_REST = r"/|[-—–－]+|[^\d/\-—–－]+"
_PIECE = re.compile(f"{_DIGITS}|{_REST}")
_SIGNED = re.compile(rf"[-—–－]+(?=[-－]\d)|(?:[+＋\-－]|[增减][加少]?)\d+|{_DIGITS}|{_REST}")
MAX_WAYS = 600
_MAX_STEPS = 30_000

Way = tuple[Token, ...]


def pieces(tokens: Sequence[Token], *, signed: bool = False) -> list[Token]:
    """Tokens cut where the kind of character changes: `0/0` is three cells.

    `signed`: a sign belongs to the number behind it, as the change columns of 2019 have them.
    """
    pattern = _SIGNED if signed else _PIECE
    return [
        Token(t.start + m.start(), t.start + m.end(), m[0])
        for t in tokens
        for m in pattern.finditer(t.text)
    ]


def digits(runs: Sequence[Token]) -> int:
    """How many cells the runs fill at most: every digit its own, a mark one."""
    return sum(max(1, len(r.text) - _sign(r.text)) if _is_number(r.text) else 1 for r in runs)


def _is_number(text: str) -> bool:
    """Digits, a sign before them or none: what more than one cell may be fused in."""
    return text.isdecimal() or text[_sign(text) :].isdecimal()


def _sign(text: str) -> int:
    """How many characters of sign stand before the digits."""
    size = 0
    while size < len(text) and text[size] in "+＋-－增减加少":
        size += 1
    return size


def may_be_fewer(runs: Sequence[Token]) -> bool:
    """Whether the digits may be those of fewer cells, the others blank: `210` is 21 and 0 too.

    A digit that follows zeros alone begins a cell of its own.

    >>> [may_be_fewer([Token(0, 3, run)]) for run in ("210", "002", "000")]
    [True, False, False]
    """
    return any(_is_number(r.text) and r.text[_sign(r.text) : -1].strip("0") for r in runs)


def plain_cells(runs: Sequence[Token]) -> bool:
    """Whether each run can be a cell as it stands: `03` is two, what a sign belongs to unknown."""
    for run, following in zip(runs, [*runs[1:], None], strict=True):
        text = run.text
        if text.isdecimal():
            if len(text) > 1 and text[0] == "0":
                return False
        elif text[-1].isdecimal() or text == "/":
            continue
        elif len(text) > 1 or (
            following is not None and run.end == following.start and text in "-－"
        ):
            return False
    return True


def ways(runs: Sequence[Token], count: int) -> list[Way] | None:
    """Every cut of the runs into `count` cells; None where there are too many."""
    found: list[Way] = []
    stack: list[tuple[int, int, Way]] = [(0, 0, ())]
    steps = _MAX_STEPS
    while stack:
        steps -= 1
        if steps <= 0 or len(found) > MAX_WAYS:
            return None
        run, offset, way = stack.pop()
        if run == len(runs):
            if len(way) == count:
                found.append(way)
            continue
        if count - len(way) < len(runs) - run:
            continue
        r = runs[run]
        if not _is_number(r.text):
            stack.append((run + 1, 0, (*way, r)))
            continue
        sign = 0 if offset else _sign(r.text)
        for end in range(offset + sign + 1, len(r.text) + 1):
            text = r.text[offset:end]
            if len(text) - sign > 1 and text[sign] == "0":
                break
            token = Token(r.start + offset, r.start + end, text)
            done = end == len(r.text)
            stack.append((run + done, 0 if done else end, (*way, token)))
    return found


def balanced_ways(runs: Sequence[Token], count: int) -> list[Way] | None:
    """Every cut whose last cell is the sum of the others; None where the search is too long.

    >>> runs = [Token(0, 9, "640020470")]
    >>> [[t.text for t in way] for way in balanced_ways(runs, 7)]
    [['64', '0', '0', '2', '0', '4', '70']]
    """
    last = runs[-1]
    if not last.text.isdecimal() or not all(r.text.isdecimal() for r in runs):
        return None
    found: list[Way] = []
    budget = [_MAX_STEPS]
    for size in range(1, len(last.text) + 1):
        total = last.text[-size:]
        if size > 1 and total[0] == "0":
            continue
        tail = Token(last.end - size, last.end, total)
        rest = [*runs[:-1]]
        if size < len(last.text):
            rest.append(Token(last.start, last.end - size, last.text[:-size]))
        for way in _summing(rest, count - 1, int(total), budget):
            found.append((*way, tail))
            if len(found) > MAX_WAYS:
                return None
        if budget[0] <= 0:
            return None
    return found


def balances_with_blanks(runs: Sequence[Token], count: int) -> bool:
    """Whether fewer cells, the others blank, could be cut so that the last is their sum.

    A search that is too long counts as yes.
    """
    if not may_be_fewer(runs):
        return False
    return any(balanced_ways(runs, n) != [] for n in range(max(2, len(runs)), count))


def grouped_ways(runs: Sequence[Token], groups: int, size: int) -> list[Way] | None:
    """Every cut into `groups` of `size` cells, the last of each the sum of its others."""
    text = "".join(r.text for r in runs)
    if not all(c.isdecimal() for c in text):
        return None
    at = [r.start + i for r in runs for i in range(len(r.text))]
    sizes = list(accumulate(len(r.text) for r in runs))
    ends = [end for r, end in zip(runs, sizes, strict=True) for _ in r.text]
    budget = [_MAX_STEPS]
    partial: list[tuple[int, Way]] = [(0, ())]
    for group in range(groups):
        later = (groups - group - 1) * size
        grown = []
        for start, way in partial:
            for end, more in _group(text, at, ends, start, size, len(text) - later, budget):
                grown.append((end, way + more))
                if len(grown) > MAX_WAYS or budget[0] <= 0:
                    return None
        partial = grown
    return [way for end, way in partial if end == len(text)]


def _group(
    text: str,
    offsets: Sequence[int],
    ends: Sequence[int],
    start: int,
    size: int,
    limit: int,
    budget: list[int],
) -> Iterator[tuple[int, Way]]:
    """Groups of `size` cells from `start` on whose last cell is the sum of the others.

    `offsets` says where each digit stands in the document, `ends` where its run of digits ends.
    """
    stack: list[tuple[int, int, Way]] = [(start, 0, ())]
    while stack:
        at, total, way = stack.pop()
        budget[0] -= 1
        if budget[0] <= 0:
            return
        last = len(way) == size - 1
        most = min(limit, at + 8)
        if at < most:
            most = at + 1 if text[at] == "0" else min(most, ends[at])
        for end in range(at + 1, most + 1):
            cell = text[at:end]
            token = Token(offsets[at], offsets[end - 1] + 1, cell)
            if not last:
                stack.append((end, total + int(cell), (*way, token)))
            elif int(cell) == total:
                yield end, (*way, token)


def _summing(runs: Sequence[Token], count: int, total: int, budget: list[int]) -> Iterator[Way]:
    """Cuts into `count` cells that add up to `total`."""
    width = len(str(total))
    left = [0] * (len(runs) + 1)
    for i in range(len(runs) - 1, -1, -1):
        left[i] = left[i + 1] + len(runs[i].text)
    stack: list[tuple[int, int, int, Way]] = [(0, 0, 0, ())]
    while stack:
        run, offset, spent, way = stack.pop()
        budget[0] -= 1
        if budget[0] <= 0:
            return
        if run == len(runs):
            if len(way) == count and spent == total:
                yield way
            continue
        need = count - len(way)
        rest = left[run] - offset
        if need < len(runs) - run or rest < need or rest > need * width:
            continue
        r = runs[run]
        for end in range(offset + 1, min(len(r.text), offset + width) + 1):
            text = r.text[offset:end]
            if len(text) > 1 and text[0] == "0":
                break
            if spent + int(text) > total:
                break
            token = Token(r.start + offset, r.start + end, text)
            done = end == len(r.text)
            stack.append((run + done, 0 if done else end, spent + int(text), (*way, token)))
