"""The sentences that hold figures, each figure marked, and below what it was matched to."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import regex
from rich.console import RenderableType
from rich.text import Text

from extractor.codebook import Codebook
from extractor.records import Figure, Report, Sentence
from extractor.writers._equations import Equation, equations
from extractor.writers._matches import Match, Status, find_matches
from extractor.writers._wrap import wrap
from extractor.writers.console.style import BAD, DIM, GOOD, HEAD, WARN, safe

_BREAK = regex.compile(r"\s*\n\s*")
_BLANK = regex.compile(r"[\s　]+")
_NUMERALS = "〇一二三四五六"


_MARKS: dict[Status, tuple[str, str]] = {
    "agrees": ("✓", GOOD),
    "contradicts": ("✗", BAD),
    "questioned": ("!", WARN),
    "otherwise": ("?", WARN),
    "alone": (" ", "cyan"),
}
_LEGEND = {"✓": "相符", "✗": "与表格不符", "!": "见问题清单", "?": "与表格不同，可作他解"}


def render_prose(
    report: Report, codebook: Codebook, width: int, *, plain: bool
) -> list[RenderableType]:
    """A block `正文中的数字`, by section; nothing where the prose holds no figures."""
    if not report.figures:
        return []
    extraction = report.extraction
    told = equations(report, _tidy)
    matches = find_matches(report, codebook, told.values())
    lines: list[RenderableType] = [Text(), *_heading(matches, told.values(), width)]
    titles = {s.number: safe(s.title) for s in extraction.sections}
    numbered = list(enumerate(extraction.figures))
    section = -1
    for index, group in groupby(numbered, key=lambda pair: pair[1].sentence):
        sentence = extraction.sentences[index]
        if sentence.section != section:
            section = sentence.section
            if section in titles:
                name = titles[section].strip()
                numbered_name = name if name[:1] in _NUMERALS else f"{_NUMERALS[section]}、{name}"
                lines.append(Text(numbered_name, style="bold"))
        figures = [(f, matches[i]) for i, f in group]
        lines += _sentence(extraction.document.text, sentence, figures, width, plain)
        lines += _notes(figures, told.get(index, []), width)
    return lines


def _heading(
    matches: Iterable[Match], told: Iterable[list[Equation]], width: int
) -> list[RenderableType]:
    """The block's title, and what those marks mean that occur in it."""
    marks = {_MARKS[m.status][0] for m in matches}
    marks.update("!" if e.code else "✓" for group in told for e in group)
    head, keep = Text("正文中的数字", style=HEAD), list[tuple[int, int]]()
    for words in ["→ 所指的指标", *(f"{m} {w}" for m, w in _LEGEND.items() if m in marks)]:
        keep.append((len(head) + 2, len(head) + 2 + len(words)))
        head.append(f"  {words}", style="not bold dim default")
    return list(wrap(head, width, keep))


def _sentence(
    text: str,
    sentence: Sentence,
    figures: list[tuple[Figure, Match]],
    width: int,
    plain: bool,
) -> list[RenderableType]:
    body, keep = Text(), list[tuple[int, int]]()
    at = sentence.start
    for figure, match in figures:
        if figure.start < at:
            continue
        body.append(_tidy(text[at : figure.start]))
        start = len(body)
        shown = _tidy(text[figure.start : figure.end])
        mark, style = _MARKS[match.status]
        body.append(f"[{shown}{mark.strip()}]" if plain else shown, style=style)
        keep.append((start, len(body)))
        at = figure.end
    body.append(_tidy(text[at : sentence.end]).rstrip())
    return [Text("  ").append_text(x) for x in wrap(body, width - 2, keep)]


def _notes(
    figures: list[tuple[Figure, Match]], told: list[Equation], width: int
) -> list[RenderableType]:
    """What each figure was matched to and what they add up to, as many on a line as fit."""
    items = [(f"{_tidy(f.text)} → {m.note}", *_MARKS[m.status]) for f, m in figures if m.note]
    for one in told:
        mark, style = ("!", WARN) if one.code else ("✓", GOOD)
        items.append((f"{one.text}，见{one.code}" if one.code else one.text, mark, style))
    notes, keep = Text(), list[tuple[int, int]]()
    for words, mark, style in items:
        if notes:
            notes.append("   ")
        start = len(notes)
        notes.append(f"{words} ", style=DIM)
        notes.append(mark, style=style)
        keep.append((start, len(notes)))
    if not notes:
        return []
    indent = "      "
    return [Text(indent).append_text(x) for x in wrap(notes, width - len(indent), keep)]


def _tidy(text: str) -> str:
    """Line breaks inside a sentence are the crawler's, not the author's."""
    tidy: str = _BLANK.sub(" ", _BREAK.sub("", safe(text)))
    return tidy
