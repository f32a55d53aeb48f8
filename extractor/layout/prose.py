"""The sentences of a report's prose: everything that is neither table nor page furniture.

Crawled text breaks lines anywhere, inside words and numbers too, and leaves headings without
punctuation; so a line break ends a sentence only where the line looks finished.
"""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise

import msgspec
import regex

from extractor.records import Document, Section, Sentence, Tables

PATTERN_SECONDS = 20.0
"""What one pattern may cost over a whole text; they are linear and take a hundredth of it."""
MAX_SENTENCE = 1200
"""Longest sentence in characters; what runs on longer is cut at the next comma or at once."""
MIN_SENTENCE = 2
"""What is shorter is a stray mark."""
MAX_HEADING = 40
"""A numbered heading is kept up to so many characters."""
SHORT_LINE = 24
"""A line below this that ends in a digit and has no comma is a row of figures."""
SHORT_ROW = 60
"""A line below this with one separator is a label and its number."""
AHEAD = 60
"""How much of the next line tells whether this one ended, in characters."""


class _Furniture(msgspec.Struct, frozen=True):
    """`labels` stand before a colon beside the article, `footer` below it."""

    labels: tuple[str, ...]
    footer: tuple[str, ...]


_DATA = files("extractor.layout").joinpath("data", "furniture.json").read_bytes()
_WORDS = msgspec.json.decode(_DATA, type=_Furniture)

_END = re.compile(
    r"""(?=[。！？!?.\s])(?:             # nothing else begins one
        [。！？!?]+[”"』」）)]*      # a full stop, with what closes after it
      | (?<=[\u4e00-\u9fff）)”])\.(?=\s*(?:[\u4e00-\u9fff（]|\d{1,2}[.．、]|$))
                                   # ASCII stop used as a Chinese one
      | (?<![^\S\n])[^\S\n]*+\n\s*+  # a line break: decided by the caller
    )""",
    re.VERBOSE,
)
"""Where a sentence may end. Tried at every character of the prose, for which `re` takes a third of
the time."""
_NUMBERED = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、．.是]"
    r"|其[一二三四五六七八九]|第[一二三四五六七八九](?!季度|次|批|期|年|号|条|款|项)，?"
    r"|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])\s*"
)
"""The number of a heading or a list item."""
_NUMBER = re.compile(r"\d(?!\d*年)")
"""A number that is no year: what holds one is a sentence, and no heading."""
_SENTENCE_BEGINS = re.compile(r"[\d，,]")
_UNFINISHED_HEADING = re.compile(r"[^。，,；;：:？！]{1,32}")
"""A short line without any punctuation: a heading, a title, a name."""
_GOES_ON = regex.compile(
    r"(?:[件条项次个场期篇份起宗例人元%％]|人次|万[元条次人]|[余多]?[万亿]?[件条次人])[，。；、）)]|[年月]\s*\d|日[至到止起]"
)
"""What only goes on with a number or a date that a line break has cut."""
_FURNITURE = re.compile(rf"(?:{'|'.join(_WORDS.labels)})\s*[:：【\[]")
"""Page furniture before the report: date, source, views."""
_FOOTER = regex.compile("|".join(_WORDS.footer), regex.IGNORECASE)
"""The page's footer."""
_CJK = re.compile(r"[\u4e00-\u9fff]")


def split_prose(
    document: Document, sections: tuple[Section, ...], tables: Tables
) -> tuple[Sentence, ...]:
    """The prose of `document` as sentences in text order, tables and page furniture left out.

    Offsets are into `document.text`; a sentence carries the number of its section (0: before the
    first) and the sub-heading above it ("" where there is none).
    """
    text = document.text
    holes = sorted(
        [(r.start, r.end) for r in tables.readings] + [(s.start, s.end) for s in tables.extra]
    )
    holes = _clip(holes, len(text))
    by_start = sorted(sections, key=lambda s: s.start)
    cuts = sorted({0, len(text), *(s.start for s in by_start), *(s.body for s in by_start)})
    heading_starts = {s.start: s.body for s in by_start if s.body > s.start}
    out: list[Sentence] = []
    footer = _footer_start(text, by_start, holes)
    for start, end in pairwise(cuts):
        if start in heading_starts:  # the heading itself is no prose
            continue
        number = 0
        for s in by_start:
            if s.start <= start < s.end:
                number = s.number
        for lo, hi in _outside(start, min(end, footer), holes):
            _split(text, lo, hi, number, out)
    return tuple(out)


def _clip(holes: list[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """The sorted `holes` cut to the text's `size`, those that touch joined."""
    merged: list[tuple[int, int]] = []
    for lo, hi in holes:
        lo, hi = max(lo, 0), min(hi, size)
        if merged and lo <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(hi, merged[-1][1]))
        elif lo < hi:
            merged.append((lo, hi))
    return merged


def _outside(lo: int, hi: int, holes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of `lo..hi` lies in no hole."""
    out = []
    for a, b in holes:
        if b <= lo or a >= hi:
            continue
        if a > lo:
            out.append((lo, a))
        lo = max(lo, b)
    if lo < hi:
        out.append((lo, hi))
    return out


def _footer_start(text: str, sections: list[Section], holes: list[tuple[int, int]]) -> int:
    """Where the page's footer begins: only looked for behind the last section and table."""
    after = max([s.body for s in sections] + [b for _, b in holes] + [0])
    if not after:
        return len(text)
    found = _FOOTER.search(text, after, timeout=PATTERN_SECONDS)
    return found.start() if found else len(text)


def _split(text: str, lo: int, hi: int, section: int, out: list[Sentence]) -> None:
    """Append the sentences of `text[lo:hi]`, which no hole and no section heading interrupts."""
    start = lo
    heading = ""
    for m in _END.finditer(text, lo, hi):
        if "\n" in m.group() and not _line_ends(text, start, m.start(), m.end(), hi):
            continue
        heading = _add(text, start, m.end(), section, heading, out)
        start = m.end()
    _add(text, start, hi, section, heading, out)


def _line_ends(text: str, start: int, stop: int, after: int, hi: int) -> bool:
    """Does the line break at `stop` end the sentence that began at `start`?"""
    if stop <= start:
        return True
    if text[stop - 1] in "；;：:":
        return True
    line_start = max(text.rfind("\n", start, stop) + 1, start)
    line = text[line_start:stop].strip()
    if after >= hi or not line:
        return True
    if "|" in line or "\t" in line or _FURNITURE.match(line):
        return True
    upcoming = text[after : after + AHEAD]
    if _NUMBERED.match(upcoming) and not (line[-1].isdigit() and upcoming[:1].isdigit()):
        return True
    if "|" in upcoming.split("\n", 1)[0] or "\t" in upcoming.split("\n", 1)[0]:
        return True
    if line[-1].isdigit():
        if _GOES_ON.match(upcoming) or (upcoming[:1].isdigit() and not _begins_line(text, start)):
            return False  # 收到申请69 / 件，予以公开2 / 6件: a line broken within a number
        if len(line) < SHORT_LINE and not upcoming[:1].isdigit() and "，" not in line:
            return True  # 行政许可：315: a row of figures written as text
    # a heading, a title, a name: no punctuation at all in a short line of its own
    whole_line = line_start == start and _begins_line(text, start)
    return whole_line and _UNFINISHED_HEADING.fullmatch(line) is not None


def _begins_line(text: str, at: int) -> bool:
    """Is there nothing before `at` on its line?"""
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _add(text: str, start: int, end: int, section: int, heading: str, out: list[Sentence]) -> str:
    """Append the sentence, or take it as the heading of what follows; returns the heading."""
    while start < end and (text[start].isspace() or text[start] in "　\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start < MIN_SENTENCE:
        return heading
    body = text[start:end]
    numbered = _NUMBERED.match(body)
    own = heading
    if numbered:
        rest = body[numbered.end() :]
        stop = min((i for i in map(rest.find, "。：:；;") if i >= 0), default=len(rest))
        heading = rest[: min(stop, MAX_HEADING)]
        own = _name_of(heading)
    elif _UNFINISHED_HEADING.fullmatch(body) and not any(c.isdigit() for c in body):
        own = heading = body
    if (
        not _CJK.search(body)
        or _is_cells(body)
        or (section == 0 and _FURNITURE.search(body) and "。" not in body)
    ):
        return heading
    while end - start > MAX_SENTENCE:
        cut = max(text.rfind(mark, start, start + MAX_SENTENCE) for mark in "；;，,、 ")
        cut = cut + 1 if cut > start else start + MAX_SENTENCE
        out.append(Sentence(start, cut, section, own))
        start = cut
    if end > start:
        out.append(Sentence(start, end, section, own))
    return heading


def _name_of(heading: str) -> str:
    """What stands above a numbered sentence: of a sentence that is its own heading, only its name.

    （二）依申请公开方面，全年收到12件 has one; （二）2023年，我局收到12件 is read like any other.
    """
    if _NUMBER.search(heading) is None:
        return heading
    name = _SENTENCE_BEGINS.split(heading, maxsplit=1)[0]
    return name if name.endswith(("情况", "方面", "工作", "公开", "管理", "保障", "建设")) else ""


def _is_cells(body: str) -> bool:
    """A row of some other table: many separators for its length, or a label and its number."""
    marks = body.count("|") + body.count("\t")
    return marks >= 2 or (marks == 1 and len(body) < SHORT_ROW)
