"""The stretch of text between two labels, cut into what its cells hold."""

from __future__ import annotations

import re
from typing import Literal

Mode = Literal["pipe", "tab", "space"]
"""What parts the cells of a table: pipes, tabs, or white space and nothing at all."""

PIPES = "|｜│┃║"
_PIPE = re.compile(f"[{PIPES}]")
_TAB = re.compile("[\t\n]")
_WORD = re.compile(r"[^\s\u3000]+")
_OPENING = re.compile(rf"[{PIPES}][{PIPES}\s]*[（(]?\s*$|[（(]\s*$")
_TRIM = " \t\r\n\f\v\u00a0\u3000\u200b\ufeff*"
_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{3,}:?[ \t]*\|)*[ \t]*:?-{3,}:?[ \t]*\|?[ \t]*$", re.M)

_NUMBER = re.compile(
    r"""(?:[（(]\s*[一二三四五六七八九十\d]\s*[)）]\s*[、．.]?
        |[一二三四五六七八九十]\s*[、．.，,]?
        |[\d０-９]\s*[.．、]
        |[\u2460-\u2473\u3220-\u3229]
        )\s*["“「『]?\s*$
        |["“「『]\s*$""",
    re.VERBOSE,
)
_BEFORE = 10
_BRACKET = re.compile(
    r"[ \u3000]*[”\"』」）)：:]*(?:[ \u3000\n]*[（(][^（）()\t\d|]{0,60}[）)])?[”\"』」：:]*"
)


class Token:
    """What one cell holds: `text` with its blanks folded, offsets into the document."""

    __slots__ = ("end", "start", "text")

    def __init__(self, start: int, end: int, text: str) -> None:
        self.start = start
        self.end = end
        self.text = text

    def __repr__(self) -> str:
        return f"Token({self.start}, {self.end}, {self.text!r})"


def without_rules(text: str) -> str:
    """The text with Markdown's `|---|---|` lines blanked, offsets unchanged."""
    return _RULE.sub(lambda m: " " * len(m[0]), text) if "---" in text else text


def mode_of(text: str, start: int, end: int, rows: int) -> Mode:
    """How the cells of a table with that many rows are parted."""
    region = text[start:end]
    if len(_PIPE.findall(region)) >= rows:
        return "pipe"
    return "tab" if region.count("\t") >= rows else "space"


def table_start(text: str, start: int, floor: int) -> int:
    """Where a table begins whose first label stands at `start`: row openers belong to it."""
    found = _OPENING.search(text, max(floor, start - 12), start)
    return found.start() if found else start


def label_start(text: str, start: int, floor: int) -> int:
    """Where a label begins, its list number included: `2.` before 其他法律行政法规禁止公开."""
    low = max(floor, start - _BEFORE)
    found = _NUMBER.search(text, low, start)
    return found.start() if found else start


def label_end(text: str, end: int, ceiling: int) -> int:
    """Where a label ends, a closing quote and an explanation in brackets included."""
    found = _BRACKET.match(text, end, ceiling)
    stop = found.end() if found else end
    return stop if text[end:stop].strip() else end


def cut(text: str, start: int, end: int, mode: Mode) -> list[Token]:
    """The cells between `start` and `end`; blank ones too where separators show them.

    `start` is where a label ends: with pipes or tabs, what follows it up to the first
    separator belongs to the label, unless it is a number that was glued to it. With tabs a
    row is a line, so that only the label's own line is cut, unless nothing else stands on it.
    """
    if mode == "space":
        return words(text, start, end)
    if mode == "tab":
        line = text.find("\n", start, end)
        if line >= 0 and text.find("\t", start, line) >= 0:
            end = line
    out = cells(text, start, end, mode)
    if not out[0].text[:1].isdecimal():
        del out[0]
    return out


def words(text: str, start: int, end: int) -> list[Token]:
    """What blanks part between `start` and `end`."""
    return [Token(m.start(), m.end(), m[0]) for m in _WORD.finditer(text, start, end)]


def cells(text: str, start: int, end: int, mode: Mode) -> list[Token]:
    """What separators part between `start` and `end`, blank cells included."""
    separator = _PIPE if mode == "pipe" else _TAB
    out: list[Token] = []
    at = start
    for m in separator.finditer(text, start, end):
        out.append(_token(text, at, m.start()))
        at = m.end()
    out.append(_token(text, at, end))
    return out


def _token(text: str, start: int, end: int) -> Token:
    raw = text[start:end]
    folded = raw.strip(_TRIM)
    if not folded:
        return Token(start, start, "")
    at = start + raw.index(folded)
    return Token(at, at + len(folded), folded)
