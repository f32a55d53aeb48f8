"""The examples of the rule pages: mini reports, read by the stages that read real ones.

One line each (docs: README.md beside this file):

    t3.new.person = 103      a table cell as it stands; the table's other cells are 0
    t3.new.person = ?1034    a cell whose digits could not be told from those of its neighbours
    @year 2024               the report's year, where no title says it
    @form 2019               the form of the tables (default: that of the year, or 2021)
    @table t2 t3             these tables are there, all zeros
    @lacks t3.denied.query   this row is not in its table
    @before t3.new.total = 5 a cell of the same agency's report of the year before
    @recognised 3 0.98 2     read off pictures: pages, mean confidence, doubtful characters; a
                             fourth number: pages behind those that were not read
    --                       the next example begins
    anything else            a line of the report, as it stands
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import get_args

import msgspec
import regex

from extractor.codebook import load_codebook, table_of
from extractor.figures import find_figures
from extractor.indicators import link
from extractor.layout.identity import identify
from extractor.layout.prose import split_prose
from extractor.layout.sections import find_sections
from extractor.records import (
    Cell,
    CellState,
    Document,
    Extraction,
    Form,
    Recognised,
    TableReading,
    Tables,
    YearBefore,
)
from extractor.repair import repair
from extractor.rules._registry import Rule

_CELL = regex.compile(r"(?P<id>(?:t[234]|s)(?:\.[a-z_\d]+)+)\s*=[ \t]*(?P<raw>.*)")
_NUMBER = regex.compile(r"(?P<sign>[增减+\-]?)(?P<digits>\d+(?:\.\d+)?)(?P<unit>\D*)")
_STATES: dict[str, CellState] = {"": "blank", "/": "slash", "—": "dash"}


class Example(msgspec.Struct):
    """The parsed lines of one example."""

    lines: list[str]
    cells: dict[str, str]
    tables: set[str]
    lacks: set[str]
    before: dict[str, Decimal]
    year: int | None = None
    form: Form | None = None
    recognised: Recognised | None = None


def examples_of(rule: Rule) -> Iterator[tuple[bool, str]]:
    """(whether it must fire, its text), for every example on the rule's page."""
    page = rule.page()
    for head, fires in (("Fires on", True), ("Silent on", False)):
        for text in page.get(head, "").split("\n--\n"):
            yield fires, text


def parse(text: str) -> Example:
    """Reads an example. Raises ValueError for a directive that is not known."""
    example = Example([], {}, set(), set(), {})
    for line in text.splitlines():
        cell = _CELL.fullmatch(line.strip())
        if cell is not None:
            example.cells[cell["id"]] = cell["raw"].strip()
            example.tables.add(table_of(cell["id"]))
        elif line.startswith("@"):
            _directive(example, *line[1:].split())
        else:
            example.lines.append(line)
    return example


def _directive(example: Example, name: str, *arguments: str) -> None:
    if name == "year":
        example.year = int(arguments[0])
    elif name == "form" and arguments[0] in get_args(Form):
        example.form = next(f for f in get_args(Form) if f == arguments[0])
    elif name == "table":
        example.tables.update(arguments)
    elif name == "lacks":
        example.lacks.update(arguments)
        example.tables.update(table_of(a) for a in arguments)
    elif name == "before":
        cell, _, value = arguments
        example.before[cell] = Decimal(value)
    elif name == "recognised":
        pages, confidence, doubtful, *unread = arguments
        example.recognised = Recognised(
            int(pages), float(confidence), int(doubtful), *map(int, unread)
        )
    else:
        raise ValueError(f"unknown directive @{name}")


def build(text: str) -> Extraction:
    """The extraction of an example: its prose read in earnest, its tables as they are given."""
    example = parse(text)
    repaired = repair(Document("\n".join(example.lines).strip("\n"), "text/plain"))
    prose = repaired.document.text
    of_year = load_codebook().form_of_year(example.year) if example.year else None
    form: Form = example.form or of_year or "2021"
    document, tables = _with_tables(prose + "\n\n" if prose else "", example, form)
    sections = find_sections(document)
    sections = tuple(msgspec.structs.replace(s, end=min(s.end, len(prose))) for s in sections)
    identity = identify(document, sections, tables)
    if example.year is not None:
        identity = msgspec.structs.replace(identity, year=example.year)
    sentences = split_prose(document, sections, tables)
    found = find_figures(document, sentences, identity)
    figures, relations = link(document, sentences, found, identity, tables)
    return repaired.without_doubt(
        Extraction(document, identity, sections, tables, sentences, figures, relations)
    )


def build_before(text: str, extraction: Extraction) -> YearBefore | None:
    """The report of the year before that an example gives cells of; None where it gives none."""
    cells = parse(text).before
    identity = extraction.identity
    if not cells or identity.year is None:
        return None
    form = extraction.tables.form
    return YearBefore("上年.html", identity.agency, identity.year - 1, form, cells)


def _with_tables(prose: str, example: Example, form: Form) -> tuple[Document, Tables]:
    """Appends the tables to the prose, one `id = raw` line a cell, so that offsets hold."""
    codebook = load_codebook()
    text, cells, readings = [prose], dict[str, Cell](), []
    at = len(prose)
    for table in sorted(example.tables):
        start = at
        for cell_id in codebook.cells(form, table):
            if cell_id.rpartition(".")[0] in example.lacks:
                continue
            raw = example.cells.get(cell_id, "0")
            line = f"{cell_id} = {raw}\n"
            end = at + len(line) - 1
            cells[cell_id] = _cell(cell_id, raw, end - len(raw), end)
            text.append(line)
            at += len(line)
        lacks = tuple(sorted(r for r in example.lacks if r.startswith(table)))
        readings.append(TableReading(table, start, at, missing_rows=lacks))
    unknown = set(example.cells) - set(cells)
    if unknown:
        raise ValueError(f"not in the form of {form}: {sorted(unknown)}")
    document = Document("".join(text), "text/plain", recognised=example.recognised)
    return document, Tables(form if cells else None, cells, tuple(readings))


def _cell(cell_id: str, raw: str, start: int, end: int) -> Cell:
    """A cell as the table reader would have it: 减4 is -4, 128件 is 128, words are no number."""
    if raw in _STATES:
        return Cell(cell_id, None, raw, start, end, _STATES[raw])
    if raw.startswith("?"):
        return Cell(cell_id, None, raw[1:], start + 1, end, "undecided")
    match = _NUMBER.fullmatch(raw)
    if match is None:
        return Cell(cell_id, None, raw, start, end, "text")
    value = Decimal(match["digits"])
    return Cell(cell_id, -value if match["sign"] in ("减", "-") else value, raw, start, end)
