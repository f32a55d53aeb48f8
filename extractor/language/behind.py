"""Lookbehinds of one length each, as `re` has them, in the place of those that match several."""

from __future__ import annotations

import re
from typing import cast

LONGEST = 40
"""A lookbehind that may look further is left as it is."""
CLASS = re.compile(r"\[(?P<not>\^)?(?P<inside>\]?(?:\\.|[^\]\\])*)\]")
_BEHIND = re.compile(r"\(\?<[=!]")
_VARIES = re.compile(r"[?{|]")
"""Without any of these a pattern has one length, if any."""
_ITEM = re.compile(
    rf"{CLASS.pattern}|\\[dDsSwW]|\\[^A-Za-z0-9]|[^\\()\[\]|?*+{{}}^$]|(?P<group>\(\?:)|(?P<edge>[$^])"
)
_TIMES = re.compile(r"\?|\{(?P<low>\d*),(?P<high>\d+)\}|\{(?P<exact>\d+)\}")
"""How often the item before comes, where that has an end."""


def apart(pattern: str) -> str:
    """`pattern` with lookbehinds for several words as one for each word, each of one length.

    >>> apart("(?<!其中|新)增(?<=新增|[又再]增)加")
    '(?<!其中)(?<!新)增(?:(?<=新增)|(?<=[又再]增))加'
    >>> apart("(?<!由[^，]{0,1})公开")
    '(?<!由)(?<!由[^，])公开'
    """
    out, done = [], 0
    for m in _BEHIND.finditer(pattern):
        end, marks = _alternatives(pattern, m.end())
        if m.start() < done:
            continue
        words = [word for a, b in marks for word in _of_one_length(pattern[a:b])]
        if len(words) == 1:
            continue
        each = [f"{m.group()}{word})" for word in words]
        out += [pattern[done : m.start()]]
        out.append("".join(each) if m.group() == "(?<!" else f"(?:{'|'.join(each)})")
        done = end + 1
    return "".join(out) + pattern[done:]


def _alternatives(pattern: str, start: int) -> tuple[int, list[tuple[int, int]]]:
    """Where the group whose inside begins at `start` closes, and its alternatives."""
    depth, at, first = 0, start, start
    found: list[tuple[int, int]] = []
    while depth or pattern[at] != ")":
        if pattern[at] == "[":
            at = cast("re.Match[str]", CLASS.match(pattern, at)).end()
            continue
        if pattern[at] == "|" and not depth:
            found.append((first, at))
            first = at + 1
        depth += (pattern[at] == "(") - (pattern[at] == ")")
        at += 2 if pattern[at] == "\\" else 1
    return at, [*found, (first, at)]


def _of_one_length(pattern: str) -> list[str]:
    """What matches the same as `pattern` together, each of one length.

    `pattern` alone where it has one length, where it may be too long and where it holds what is
    not known here.

    >>> _of_one_length("不(?:予|同意|准)?"), _of_one_length("(?:新|再)增"), _of_one_length("不.*")
    (['不', '不(?:予|准)', '不同意'], ['(?:新|再)增'], ['不.*'])
    """
    if not _VARIES.search(pattern):
        return [pattern]
    try:
        re.compile(f"(?<={pattern})")
    except re.error:
        return [*_by_length(pattern).values()] or [pattern]
    return [pattern]


_ByLength = dict[int, str]
"""Length -> what matches the same as a pattern where that matches so many characters."""


def _by_length(pattern: str) -> _ByLength:
    """Empty where the pattern may be longer than `LONGEST` or holds what is not known here."""
    made: _ByLength = {0: ""}
    at = 0
    while at < len(pattern):
        found = _ITEM.match(pattern, at)
        if found is None:
            return {}
        item, at = {0 if found["edge"] else 1: found.group()}, found.end()
        if found["group"]:
            end, marks = _alternatives(pattern, at)
            item, at = _any_of([_by_length(pattern[a:b]) for a, b in marks]), end + 1
        times = _TIMES.match(pattern, at)
        if times is not None:
            at = times.end()
            low, high = times["low"] or times["exact"], times["high"] or times["exact"]
            item = _repeated(item, int(low or 0), int(high or 1))
        made = _one_behind_another(made, item)
        if not made or max(made) > LONGEST:
            return {}
    return made


def _any_of(alternatives: list[_ByLength]) -> _ByLength:
    """What one of them matches; empty where one of them is."""
    if {} in alternatives:
        return {}
    told: dict[int, list[str]] = {}
    for each in alternatives:
        for length, pattern in each.items():
            told.setdefault(length, []).append(pattern)
    return {n: ps[0] if len(ps) == 1 else f"(?:{'|'.join(ps)})" for n, ps in told.items()}


def _one_behind_another(one: _ByLength, other: _ByLength) -> _ByLength:
    return _any_of([{a + b: p + q} for a, p in one.items() for b, q in other.items()])


def _repeated(item: _ByLength, low: int, high: int) -> _ByLength:
    """Between `low` and `high` times."""
    if high > LONGEST:
        return {}
    row: list[_ByLength] = [{0: ""}]
    for _ in range(high):
        row.append(_one_behind_another(row[-1], item))
    return _any_of(row[low:])
