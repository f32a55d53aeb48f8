"""The statutory tables of a report, whatever rendering they have come in.

Every table is read by its labels: the labels of the form are found in the text, and what stands
between one and the next are the cells of that row. So text from a crawler, Markdown, the lines
that the HTML reader makes and a page on a single line are all read by the same code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from extractor.layout.anchors import Hit, row_chains
from extractor.layout.collect import Collector
from extractor.layout.folding import Folded, Mark, fold
from extractor.layout.forms_match import form_of
from extractor.layout.old_form import old_tables
from extractor.layout.plausible import without_prose
from extractor.layout.spans import Cells
from extractor.layout.statistics import statistics_tables
from extractor.layout.table2 import read_table2
from extractor.layout.table2_labels import marks_of_table2
from extractor.layout.table3 import Table3, read_table3
from extractor.layout.table4 import read_table4
from extractor.layout.table4_labels import marks_of_table4
from extractor.layout.tokens import without_rules
from extractor.records import Document, Form, Grid, Section, Tables

_EXTRA_LABELS = 6
"""Labels that a further table must have to be reported as one; fewer are prose."""

Label = TypeVar("Label", Hit, Mark)


def read_tables(document: Document, sections: tuple[Section, ...]) -> Tables:
    """Reads the statutory tables.

    Cells that the document lacks are absent; blank ones are there with value None. Of two tables
    of one kind the first is read, the other is in `extra`, as is a statistics table of the years
    before 2019 that does not follow the form of 2014.
    """
    text = without_rules(document.text)
    return without_prose(text, _Reader(text, fold(text), sections, document.grids).read())


class _Reader:
    def __init__(
        self, text: str, folded: Folded, sections: tuple[Section, ...], grids: tuple[Grid, ...]
    ) -> None:
        self.text = text
        self.cells = Cells(text, grids)
        self.folded = folded
        self.starts = sorted({s.start for s in sections} | {s.body for s in sections})
        self.out = Collector(text)

    def read(self) -> Tables:
        text, folded, out = self.text, self.folded, self.out
        second, more2 = _first(marks_of_table2(text, folded))
        third, more3 = _first(row_chains(text, folded))
        fourth, more4 = _first(marks_of_table4(text, folded))
        spans = [(m[0].lo, m[-1].hi) for m in (second, third) if m]
        form = form_of(folded, spans)
        torn = False
        if third:
            table3 = read_table3(text, folded, third, self.bounds(third), self.cells)
            form = form or _form_of_rows(table3)
            out.keep_table3(table3, form)
            torn = table3.torn
        if second:
            book = form or "2021"
            bounds = self.bounds(second)
            out.keep_table2(
                read_table2(text, folded, second, bounds, self.cells, book, torn=torn), book
            )
        if fourth:
            bounds = self.bounds(fourth)
            out.keep_table4(read_table4(text, folded, fourth, bounds, self.cells, torn=torn))
        for chain in more3:
            table3 = read_table3(text, folded, chain, self.bounds(chain), self.cells)
            out.add_extra(table3.start, table3.end)
        for marks in more2:
            table2 = read_table2(
                text, folded, marks, self.bounds(marks), self.cells, form or "2021"
            )
            out.add_extra(table2.start, table2.end)
        for marks4 in more4:
            table4 = read_table4(text, folded, marks4, self.bounds(marks4), self.cells)
            out.add_extra(table4.start, table4.end)
        if not out.readings:
            form = self.read_old(form)
        readings, extra = out.apart()
        return Tables(form, out.ordered(), readings, extra)

    def read_old(self, form: Form | None) -> Form | None:
        """The statistics table of the years before 2019; the form that it makes."""
        found = statistics_tables(self.text, self.folded)
        if found:
            self.out.keep_statistics(found[0])
            for other in found[1:]:
                self.out.add_extra(other.start, other.end)
            return "2014"
        self.out.extra += old_tables(self.text, self.folded)
        return "2014" if self.out.extra else form

    def bounds(self, labels: Sequence[Hit | Mark]) -> tuple[int, int]:
        """The section boundaries around a table with these labels."""
        start, end = self.folded.start(labels[0].lo), self.folded.end(labels[-1].hi)
        floor = max((s for s in self.starts if s <= start), default=0)
        ceiling = min((s for s in self.starts if s >= end), default=len(self.text))
        return floor, ceiling


def _first(tables: list[list[Label]]) -> tuple[list[Label], list[list[Label]]]:
    """The table to read, the first that has most of the labels of the largest; the others."""
    if not tables:
        return [], []
    largest = max(len(t) for t in tables)
    main = next(t for t in tables if len(t) * 3 >= largest * 2)
    return main, [t for t in tables if t is not main and len(t) >= _EXTRA_LABELS]


def _form_of_rows(table: Table3) -> Form | None:
    rows = {r.key for r in table.rows}
    if "other" in rows:
        return "2019"
    return "2021" if any(r.startswith("other.") for r in rows) else None
