"""What a rule may look at: the extraction, and the codebook to name what it finds there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from extractor.codebook import Codebook, load_codebook, table_of
from extractor.language.folding import fold
from extractor.records import (
    Cell,
    Extraction,
    Figure,
    Form,
    Section,
    Sentence,
    Span,
    YearBefore,
    YearClaim,
)
from extractor.rules._identities import Equation, equations

SIX_PARTS_SINCE = 2019
"""The first report year with six fixed sections and three tables (国办公开办函〔2019〕60号)."""

T = TypeVar("T")

_HANZI = re.compile(r"[\u4e00-\u9fff]")


class Context:
    """One extraction as the rules see it. Rules read it and change nothing.

    The helpers answer with None, or with an empty tuple, where the report does not say.
    """

    def __init__(
        self,
        extraction: Extraction,
        codebook: Codebook | None = None,
        before: YearBefore | None = None,
    ) -> None:
        self.extraction = extraction
        self.before = before
        """The same agency's report of the year before, where there is one."""
        self.text = extraction.document.text
        self.tables = extraction.tables
        self.codebook = codebook or load_codebook()
        self._made: dict[Callable[[Context], object], object] = {}

    def once(self, make: Callable[[Context], T]) -> T:
        """What `make` makes of this extraction, made once for all rules that ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]  # type: ignore[assignment]
        return made

    @cached_property
    def folded(self) -> str:
        """The text with full-width punctuation and half-width digits, offsets unchanged."""
        return fold(self.text)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.extraction.figures

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.extraction.sentences

    @property
    def year(self) -> int | None:
        """The year the report is for."""
        return self.extraction.identity.year

    @property
    def claims(self) -> tuple[YearClaim, ...]:
        return self.extraction.identity.claims

    @cached_property
    def form_of_year(self) -> Form | None:
        """The form that the notices of 2019 and 2021 prescribe for the report's year."""
        return None if self.year is None else self.codebook.form_of_year(self.year)

    @property
    def form_used(self) -> Form | None:
        """The form that the tables follow; where there are none, the one of the year."""
        return self.tables.form or self.form_of_year

    @property
    def is_cut_short(self) -> bool:
        """Whether the document goes on where nothing was read."""
        recognised = self.extraction.document.recognised
        return recognised is not None and recognised.unread > 0

    @cached_property
    def is_report(self) -> bool:
        """Whether this is an annual report in the six-part form, not a page about one.

        Reports for 2018 and before had no fixed sections, so nothing is missing there; of a scan
        whose last pages were not looked at nobody knows what is missing.
        """
        if self.is_cut_short:
            return False
        if self.tables.form == "2014" or (self.year is not None and self.year < SIX_PARTS_SINCE):
            return False
        if self.tables.readings:
            return True
        sections = self.extraction.sections
        written = (self.text[s.body : s.end] for s in sections)
        # A table of contents has the headings too, and next to nothing between them.
        return len(sections) >= 3 and sum(len(_HANZI.findall(body)) for body in written) >= 100

    def section(self, number: int) -> Section | None:
        return next((s for s in self.extraction.sections if s.number == number), None)

    def cell(self, cell_id: str) -> Cell | None:
        return self.tables.cells.get(cell_id)

    def value(self, cell_id: str) -> Decimal | None:
        return self.tables.value(cell_id)

    def evidence(self, code: str, cell_ids: Iterable[str]) -> tuple[Cell, ...] | None:
        """The cells as operands of the identity `code`; None where one of them is no evidence.

        That is: absent, blank, no number, or split out of fused digits with the help of the
        very identity that is to be tested.
        """
        found = []
        for cell in map(self.tables.cells.get, cell_ids):
            if cell is None or cell.value is None or code in cell.decoded_by:
                return None
            found.append(cell)
        return tuple(found)

    def equations(self, code: str) -> tuple[Equation, ...]:
        """The equations of the form that the rule `code` tests."""
        return equations(self.form_used).get(code, ())

    def cells_of(self, table: str) -> tuple[str, ...]:
        """Every cell id of a table in its form, row by row."""
        return self.codebook.cells(self.form_used, table)

    def cells_read(self, table: str) -> tuple[Cell, ...]:
        """The cells of a table that the document has, in the order they were read."""
        return self._by_table.get(table, ())

    @cached_property
    def _by_table(self) -> dict[str, tuple[Cell, ...]]:
        grouped: dict[str, list[Cell]] = {}
        for cell in self.tables.cells.values():
            grouped.setdefault(table_of(cell.id), []).append(cell)
        return {table: tuple(cells) for table, cells in grouped.items()}

    def row_name(self, row: str) -> str:
        """A row as prose would call it: `t3.new` is 本年新收."""
        return self.codebook.row_name(row, self.form_used)

    def column_name(self, column: str) -> str:
        """A column as the form calls it: `person` is 自然人."""
        return self.codebook.column_name(column, self.form_used)

    def cell_name(self, cell_id: str) -> str:
        """A cell by row and column: `t3.new.person` is 本年新收·自然人."""
        return self.codebook.cell_name(cell_id, self.form_used)


def spans(cells: Iterable[Cell]) -> tuple[Span, ...]:
    """Where the cells stand, as the evidence of a finding."""
    return tuple(Span(c.start, c.end) for c in cells)


def values(cells: Iterable[Cell]) -> Iterator[Decimal]:
    """The cells' values; call it with evidence only."""
    return (c.value for c in cells if c.value is not None)
