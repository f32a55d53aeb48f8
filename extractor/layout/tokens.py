"""The stretch of text between two labels, cut into what its cells hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import msgspec

Mode = Literal["pipe", "tab", "space"]
"""What parts the cells of a table: pipes, tabs, or white space and nothing at all."""

PIPES = "|｜│┃║"
_ON_ITS_LINE = re.compile(r"[\t\d]")
_WORD = re.compile(r"[^\s\u3000]+")
_OPENING = re.compile(rf"[{PIPES}][{PIPES}\s]*[（(]?\s*$|[（(]\s*$")
_TRIM = " \t\r\n\f\v\u00a0\u3000\u200b\ufeff*"
_VALUE_LINE = re.compile(r"([\d.,，]+|[/—–-]+)[ \t\r\u3000]*\n")
_CLOSED = re.compile(rf"(?:[^{PIPES}\n]*[{PIPES}][ \t\r\u3000]*\n)+\s*")
"""Cells one a line, each closed by a pipe."""
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
_YEAR = re.compile(r"20\d\d$")
_LIST_NUMBER = re.compile(r"[\d０-９][.．、]$")
_BEFORE = 10
_CLOSING = re.compile(r"[ \u3000]*[”\"』」）)：:]*")
_SUFFIX = re.compile("[\u4e00-\u9fff]{2,3}(?![\u4e00-\u9fff])")
_BLANKS = " \u3000\n"
_GAP = re.compile(f"[{_BLANKS}]+")
_BEGINS_CELL = frozenset(f"{PIPES}\t0123456789")
"""What stands right behind a label, blanks aside, where nothing more belongs to it."""
_NEAR = 4
"""So many characters behind a label are looked at for one of them."""
# A bracket with what it holds, brackets within it once; bounded, so that it stays linear.
_BRACKETS = re.compile(
    r"[（(][^（()）]{0,200}(?:[（(][^（()）]{0,60}[）)][^（()）]{0,100}){0,3}[）)]"
)
_EXPLAINS = re.compile(r"[（(]\s*[\u4e00-\u9fff“\"][^|\t]{2}")


class Token(msgspec.Struct, eq=False, gc=False):
    """What one cell holds: `text` with its blanks folded, offsets into the document.

    There are hundreds in a report: made without a call of `__init__`, and no garbage to look for.
    """

    start: int
    end: int
    text: str

    def __repr__(self) -> str:
        return f"Token({self.start}, {self.end}, {self.text!r})"


def end_of_values(word: str, size: int) -> int:
    """Where the values end in a word whose first `size` characters are digits and marks.

    The last of them may belong to the words behind: a list number, a year.

    >>> end_of_values("0002.其他", 5), end_of_values("0002023年，我局", 7), end_of_values("12件", 2)
    (3, 3, 2)
    """
    pattern = _YEAR if word[size : size + 1] == "年" else _LIST_NUMBER
    found = pattern.search(word[:size])
    return found.start() if found else size


def without_rules(text: str) -> str:
    """The text with Markdown's `|---|---|` lines blanked, offsets unchanged."""
    return _RULE.sub(lambda m: " " * len(m[0]), text) if "---" in text else text


def mode_of(text: str, start: int, end: int, rows: int) -> Mode:
    """How the cells of a table with that many rows are parted."""
    region = text[start:end]
    if sum(map(region.count, PIPES)) >= rows:
        return "pipe"
    return "tab" if region.count("\t") >= rows else "space"


def table_start(text: str, start: int, floor: int) -> int:
    """Where a table begins whose first label stands at `start`: row openers belong to it."""
    found = _OPENING.search(text, max(floor, start - 12), start)
    return found.start() if found else start


def label_start(text: str, start: int, floor: int) -> int:
    """Where a label begins, its list number included: `2.` before 其他法律行政法规禁止公开."""
    low = max(floor, start - _BEFORE)
    last = text[low:start].rstrip()[-1:]
    if not last or last in PIPES:  # as before most labels of a table with pipes
        return start
    found = _NUMBER.search(text, low, start)
    return found.start() if found else start


def label_end(text: str, end: int, ceiling: int) -> int:
    """Where a label ends: a closing quote, a suffix (行政强制措施) and an explanation included."""
    if text[end : min(ceiling, end + _NEAR)].lstrip(_BLANKS)[:1] in _BEGINS_CELL:
        return end
    suffix = _SUFFIX.match(text, end, ceiling)
    end = suffix.end() if suffix else end
    found = _CLOSING.match(text, end, ceiling)
    stop = found.end() if found and found[0].strip() else end
    blank = _GAP.match(text, stop, ceiling)
    brackets = _BRACKETS.match(text, blank.end() if blank else stop, ceiling)
    if brackets and _EXPLAINS.match(brackets[0]):
        found = _CLOSING.match(text, brackets.end(), ceiling)
        return found.end() if found and found[0].strip() else brackets.end()
    return stop


def explanations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The brackets between two offsets that hold words; list numbers are none."""
    return [m.span() for m in _BRACKETS.finditer(text, start, end) if m.end() - m.start() > 8]


def cut(text: str, start: int, end: int, mode: Mode) -> list[Token]:
    """The cells between `start` and `end`; blank ones too where separators show them.

    `start` is where a label ends: with pipes or tabs, what follows it up to the first
    separator belongs to the label, unless it is a number that was glued to it. With tabs a
    row is a line, so that only the label's own line is cut, unless no value stands on it.
    """
    if mode == "space":
        return words(text, start, end)
    if mode == "tab":
        line = text.find("\n", start, end)
        if line >= 0 and _ON_ITS_LINE.search(text, start, line):
            end = line
    out = cells(text, start, end, mode)
    if mode == "pipe" and len(out) > 2 and _CLOSED.fullmatch(text, start, end):
        out.pop()  # a pipe closes each cell, so that none stands behind the last
    if not out[0].text[:1].isdecimal():
        del out[0]
    return out


def words(text: str, start: int, end: int) -> list[Token]:
    """What blanks part between `start` and `end`."""
    return [Token(m.start(), m.end(), m[0]) for m in _WORD.finditer(text, start, end)]


def one_a_line(text: str, tokens: Sequence[Token]) -> bool:
    """Whether there are several and each stands on a line of its own."""
    return len(tokens) > 1 and all("\n" in text[a.end : b.start] for a, b in pairwise(tokens))


def cells(text: str, start: int, end: int, mode: Mode) -> list[Token]:
    """What separators part between `start` and `end`, blank cells included."""
    out: list[Token] = []
    for raw in _parted(text[start:end], mode):
        folded, at = raw.strip(_TRIM), start
        start += len(raw) + 1
        if not folded:
            out.append(Token(at, at, ""))
            continue
        at += raw.index(folded)
        if "\n" in folded and (found := _VALUE_LINE.match(folded)):
            folded = found[1]  # the last cell of a row, and below it the text behind the table
        out.append(Token(at, at + len(folded), folded))
    return out


def _parted(text: str, mode: Mode) -> list[str]:
    """What stands between the separators."""
    if mode != "pipe":
        return text.replace("\n", "\t").split("\t")
    for other in PIPES[1:]:
        if other in text:
            text = text.replace(other, PIPES[0])
    return text.split(PIPES[0])
