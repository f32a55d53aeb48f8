"""The sentences that hold figures, each figure marked, and below what it was matched to."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

import msgspec
import regex
from rich.console import RenderableType
from rich.text import Text

from extractor.arithmetic import Interval, interval
from extractor.codebook import Codebook
from extractor.records import Figure, Report, Sentence
from extractor.writers._wrap import wrap
from extractor.writers.console.equations import Equation, equations
from extractor.writers.console.style import BAD, DIM, GOOD, HEAD, WARN, safe

_BREAK = regex.compile(r"\s*\n\s*")
_BLANK = regex.compile(r"[\s　]+")
_NUMERALS = "〇一二三四五六"


class _Match(msgspec.Struct, frozen=True):
    """What is said of one figure: its mark, its colour, and the words of its line."""

    mark: str
    style: str
    note: str


_LEGEND = {"✓": "相符", "✗": "与表格不符", "!": "见问题清单", "?": "与表格不同，可作他解"}


def render_prose(
    report: Report, codebook: Codebook, width: int, *, plain: bool
) -> list[RenderableType]:
    """A block `正文中的数字`, by section; nothing where the prose holds no figures."""
    if not report.figures:
        return []
    extraction = report.extraction
    told = equations(report, _tidy)
    matches = _matches(report, codebook, told.values())
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
    matches: Iterable[_Match], told: Iterable[list[Equation]], width: int
) -> list[RenderableType]:
    """The block's title, and what those marks mean that occur in it."""
    marks = {m.mark for m in matches}
    marks.update("!" if e.code else "✓" for group in told for e in group)
    head, keep = Text("正文中的数字", style=HEAD), list[tuple[int, int]]()
    for words in ["→ 所指的指标", *(f"{m} {w}" for m, w in _LEGEND.items() if m in marks)]:
        keep.append((len(head) + 2, len(head) + 2 + len(words)))
        head.append(f"  {words}", style="not bold dim default")
    return list(wrap(head, width, keep))


def _sentence(
    text: str,
    sentence: Sentence,
    figures: list[tuple[Figure, _Match]],
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
        body.append(f"[{shown}{match.mark.strip()}]" if plain else shown, style=match.style)
        keep.append((start, len(body)))
        at = figure.end
    body.append(_tidy(text[at : sentence.end]).rstrip())
    return [Text("  ").append_text(x) for x in wrap(body, width - 2, keep)]


def _notes(
    figures: list[tuple[Figure, _Match]], told: list[Equation], width: int
) -> list[RenderableType]:
    """What each figure was matched to and what they add up to, as many on a line as fit."""
    items = [(f"{_tidy(f.text)} → {m.note}", m.mark, m.style) for f, m in figures if m.note]
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


def _matches(report: Report, codebook: Codebook, told: Iterable[list[Equation]]) -> list[_Match]:
    """For every figure: does it agree with the table, stand alone, or contradict?

    A figure of which there is nothing to say but that its equation is wrong has no note.
    """
    codes: dict[int, list[str]] = {}
    spoken = {(i, e.code) for group in told for e in group for i in e.members}
    for finding in report.findings:
        for i in finding.figures:
            codes.setdefault(i, []).append(finding.code)
    matches = []
    for i, figure in enumerate(report.figures):
        told_of = codes.get(i, [])
        quiet = bool(told_of) and all((i, code) in spoken for code in told_of)
        matches.append(_match(figure, report, codebook, told_of, quiet=quiet))
    return matches


def _match(
    figure: Figure, report: Report, codebook: Codebook, codes: list[str], *, quiet: bool
) -> _Match:
    name = _indicator_name(figure, codebook)
    table = _table_value(figure, report, codebook)
    told = f"{name}，表中{_plain(table)}" if table is not None else name
    against_table = [c for c in codes if c in ("P101", "P102")]
    if against_table:
        return _Match("✗", BAD, told or "与表格不符")
    if codes:
        see = "" if quiet else f"见{codes[0]}"
        return _Match("!", WARN, "，".join(x for x in (told, see) if x))
    if table is None:
        return _Match(" ", "cyan", told)
    if interval(figure).meets(Interval(table, table)):
        return _Match("✓", GOOD, told)
    return _Match("?", WARN, f"{told}，可作他解")


def _indicator_name(figure: Figure, codebook: Codebook) -> str:
    """What the figure states, with the year and the body where they are not the report's."""
    if figure.indicator is None or figure.indicator == "n.other":
        return ""
    scope = "".join(
        [f"{figure.scope.year}年" if figure.scope.year else "", figure.scope.body or ""]
    )
    return scope + "＋".join(_term_name(term, codebook) for term in figure.indicator.split("+"))


def _term_name(term: str, codebook: Codebook) -> str:
    """A cell by row and column, as the tables above show it; any other id by its own name."""
    row, _, column = term.rpartition(".")
    if codebook.cell(term) is not None:
        return f"{codebook.row_name(row)}·{codebook.column_name(column)}"
    name = codebook.describe(term)
    if column == "org":  # a sum of columns: its name stands in brackets behind the row's
        return f"{codebook.row_name(row)}·{name.rpartition('（')[2].removesuffix('）')}"
    return name


def _table_value(figure: Figure, report: Report, codebook: Codebook) -> Decimal | None:
    """The sum of the cells that the figure states, where it speaks of the whole report."""
    if figure.indicator is None or figure.kind not in ("count", "amount", "cumulative"):
        return None
    if figure.scope.year is not None or figure.scope.body is not None:
        return None
    tables = report.extraction.tables
    cells = codebook.expand(figure.indicator, tables.form)
    values = [tables.value(c) for c in cells]
    known = [v for v in values if v is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def _plain(value: Decimal) -> str:
    return format(value, "f")
