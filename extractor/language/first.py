"""What a match of a pattern may begin with, so that it is tried nowhere else.

An alternation of many words is tried word by word at every character of a text, and nearly
everywhere in vain. A lookahead for the characters that any of them begins with ends that at once.
"""

from __future__ import annotations

import re
from typing import cast

import regex

from extractor.language.behind import CLASS, apart

_NONE, _ANY = "", "any"
"""In the place of first characters: the match may begin behind this, or with whatever there is."""
_ZERO_WIDTH = ("(?=", "(?!", "(?<=", "(?<!")
_GROUP = regex.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")
_TIMES = regex.compile(r"(?:(?P<none>[?*]|\{0)|\+|\{)(?:[\d,]*\})?[?+]?")
"""How often the item before comes; `none`: maybe not at all."""


def guarded(pattern: str) -> str:
    """`pattern` as a group that is tried only where it may begin; it matches the same.

    >>> guarded("(?:新闻)?发布会|(?<!行业)规章|[二两]次")
    '(?=[二两发新规])(?:(?:新闻)?发布会|(?<!行业)规章|[二两]次)'
    """
    return f"(?=[{first_characters(pattern)}])(?:{pattern})"


def often_tried(pattern: str) -> re.Pattern[str]:
    """`pattern`, guarded, for what is looked for before nearly every figure.

    >>> often_tried("(?<!其中|新)增加").pattern
    '(?=[增])(?:(?<!其中)(?<!新)增加)'
    """
    return swift(guarded(pattern))


def swift(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`pattern` compiled by `re`, of which a call takes a third of the time, where that can do it.

    What only `regex` can do, as lookbehinds of any length, is left to that. Both find the same.
    """
    try:
        return re.compile(apart(pattern), flags)
    except re.error:
        return cast("re.Pattern[str]", regex.compile(pattern, flags))


def first_characters(pattern: str) -> str:
    """The inside of a class of all characters that a match of `pattern` may begin with.

    For words, classes, groups, repeats and lookarounds. Raises ValueError where a match may be
    empty or begin with anything, and for what else a pattern may hold.
    """
    reader = _Reader(pattern)
    first = reader.alternatives()
    if reader.at != len(pattern) or first & {_NONE, _ANY}:
        raise ValueError(f"no first characters: {pattern}")
    return "".join(sorted(first))


class _Reader:
    """Goes through a pattern once."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternatives(self) -> set[str]:
        """Up to the end of the group or the pattern."""
        first = self._sequence()
        while self.pattern.startswith("|", self.at):
            self.at += 1
            first |= self._sequence()
        return first

    def _sequence(self) -> set[str]:
        first = {_NONE}
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            item = self._item()
            if _NONE in first:
                first = (first - {_NONE}) | item
        return first

    def _item(self) -> set[str]:
        first = self._one()
        times = _TIMES.match(self.pattern, self.at)
        if times is not None:
            self.at = times.end()
            if times["none"]:
                first = first | {_NONE}
        return first

    def _one(self) -> set[str]:
        rest = self.pattern[self.at :]
        if rest[0] == "(":
            ahead = rest.startswith(_ZERO_WIDTH)
            opening = regex.match(r"\(\?<?[=!]", rest) if ahead else _GROUP.match(rest)
            if opening is None:
                raise ValueError(f"unknown group: {rest}")
            self.at += opening.end()
            inside = self.alternatives()
            self.at += 1
            return {_NONE} if ahead else inside
        if rest[0] == "[":
            found = CLASS.match(rest)
            assert found is not None
            self.at += found.end()
            return {_ANY if found["not"] else found["inside"]}
        self.at += 2 if rest[0] == "\\" else 1
        if rest[0] in "^$":
            return {_NONE}
        if rest[0] == ".":
            return {_ANY}
        return {rest[:2] if rest[0] == "\\" else regex.escape(rest[0])}
