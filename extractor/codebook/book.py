"""The codebook: every id a cell or a figure can carry, across the forms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

from extractor.codebook.forms import TABLES, CellInfo, FormBook, read_form, table_of
from extractor.codebook.statistics import Statistics, read_statistics
from extractor.records import Form


class _DerivedFile(msgspec.Struct, frozen=True):
    org_columns: tuple[str, ...]
    org: str
    litigation: str
    litigation_rows: tuple[str, ...]
    narrative: dict[str, str]


class Codebook:
    """The forms of 2021, 2019 and 2014, the derived ids and the narrative ids.

    A derived id stands for a sum of cells: a group of table 3 (`t3.denied.total`), all
    organisations (`t3.new.org`), both kinds of litigation (`t4.litigation.upheld`).
    """

    def __init__(
        self, forms: tuple[FormBook, ...], statistics: Statistics, source: _DerivedFile
    ) -> None:
        self.statistics = statistics
        every = (*forms, statistics.book)
        self.forms: Mapping[str, FormBook] = MappingProxyType({f.form: f for f in every})
        self.narrative: Mapping[str, str] = MappingProxyType(source.narrative)
        self.section_titles = forms[0].section_titles
        self._source = source
        self._newest = forms[0]
        self.derived: Mapping[str, tuple[str, ...]] = MappingProxyType(self._derive())
        self._names = self._name()
        self._order = {i: n for n, i in enumerate(self._sequence())}

    # -- what a form holds ------------------------------------------------------------------

    def form(self, form: Form | None) -> FormBook:
        """The form of that name; the newest for None."""
        return self.forms.get(form or "", self._newest)

    def rows(self, form: Form | None, table: str) -> tuple[str, ...]:
        """The row ids of a table in print order: `t3.new`, ...; for table 4 its three groups."""
        return self.form(form).row_ids(table)

    def cells(self, form: Form | None, table: str | None = None) -> tuple[str, ...]:
        """The cell ids of a form, or of one of its tables, in print order."""
        return self.form(form).cell_ids(table)

    def cell(self, cell_id: str, form: Form | None = None) -> CellInfo | None:
        """What the form prints around a cell; without `form` the newest form that has it."""
        books = (self.form(form),) if form else tuple(self.forms.values())
        return next((b.cells[cell_id] for b in books if cell_id in b.cells), None)

    def form_of_year(self, year: int) -> Form | None:
        """The form that the notices prescribe for a report year; None before 2014.

        >>> load_codebook().form_of_year(2020)
        '2019'
        """
        if year >= 2021:
            return "2021"
        if year >= 2019:
            return "2019"
        return "2014" if year >= 2014 else None

    # -- ids --------------------------------------------------------------------------------

    def known(self, indicator: str) -> bool:
        """Whether every term of the expression is a cell id, a derived id or a narrative id."""
        return all(term in self._order for term in indicator.split("+"))

    def expand(self, indicator: str, form: Form | None) -> tuple[str, ...]:
        """The cells of `form` that an indicator adds up.

        A cell id gives itself, a derived id its cells, a `+` expression those of its terms; in
        the form of 2014, the row of its table that counts the same. Empty where a term has no
        cells in that form: the whole cannot be known then.

        >>> load_codebook().expand("t4.litigation.total", "2021")
        ('t4.direct.total', 't4.after_review.total')
        >>> load_codebook().expand("t3.other.total", "2019")
        ('t3.other.total',)
        >>> load_codebook().expand("n.other", "2021")
        ()
        >>> load_codebook().expand("t3.new.total", "2014")
        ('s.s',)
        """
        book = self.form(form)
        stands_for = self.statistics.stands_for if book is self.statistics.book else {}
        out: list[str] = []
        pending = indicator.split("+")[::-1]
        while pending:
            term = pending.pop()
            if term in book.cells:
                out.append(term)
            elif term in stands_for:
                out.append(stands_for[term])
            elif term in self.derived:
                pending += self.derived[term][::-1]
            else:
                return ()
        return tuple(out)

    def canonical(self, indicator: str) -> str:
        """A `+` expression with its terms in codebook order, each once.

        >>> load_codebook().canonical("t3.partial.total+t3.granted.total")
        't3.granted.total+t3.partial.total'
        """
        terms = dict.fromkeys(indicator.split("+"))
        last = len(self._order)
        return "+".join(sorted(terms, key=lambda t: self._order.get(t, last)))

    # -- names for messages -----------------------------------------------------------------

    def describe(self, indicator: str) -> str:
        """What an id or a `+` expression is called in a Chinese sentence.

        >>> load_codebook().describe("t3.new.total")
        '本年新收政府信息公开申请数量（总计）'
        >>> load_codebook().describe("t4.review.upheld+t4.litigation.upheld")
        '行政复议结果维持＋行政诉讼结果维持'
        """
        return "＋".join(self._names.get(term, term) for term in indicator.split("+"))

    def row_name(self, row: str, form: Form | None = None) -> str:
        """A row as prose would call it.

        >>> load_codebook().row_name("t3.new")
        '本年新收'
        """
        for book in (self.form(form), *self.forms.values()):
            if row in book.rows:
                return book.rows[row].short
        return self._newest.groups.get(row.removeprefix("t3."), row)

    def column_name(self, column: str, form: Form | None = None) -> str:
        """A column as the form prints it, without what stands in brackets.

        >>> load_codebook().column_name("person")
        '自然人'
        """
        for book in (self.form(form), *self.forms.values()):
            for row in book.rows.values():
                for c in row.columns:
                    if c.key == column:
                        return c.label.partition("（")[0]
        return column

    def cell_name(self, cell_id: str, form: Form | None = None) -> str:
        """A cell by row and column.

        >>> load_codebook().cell_name("t3.new.person")
        '本年新收·自然人'
        """
        row, _, column = cell_id.rpartition(".")
        name = self.column_name(column, form)
        return name if table_of(cell_id) == "s" else f"{self.row_name(row, form)}·{name}"

    # -- building ---------------------------------------------------------------------------

    def _derive(self) -> dict[str, tuple[str, ...]]:
        rows = [r for r in self._newest.rows.values() if r.table == "t3"]
        out: dict[str, tuple[str, ...]] = {}
        for group in self._newest.groups:
            leaves = [r.id for r in rows if r.group == group]
            for c in rows[0].columns:
                out[f"t3.{group}.{c.key}"] = tuple(f"{leaf}.{c.key}" for leaf in leaves)
        for row in [r.id for r in rows] + [f"t3.{g}" for g in self._newest.groups]:
            out[f"{row}.org"] = tuple(f"{row}.{c}" for c in self._source.org_columns)
        for c in self._newest.rows["t4.review"].columns:
            out[f"t4.litigation.{c.key}"] = tuple(
                f"t4.{row}.{c.key}" for row in self._source.litigation_rows
            )
        return out

    def _name(self) -> dict[str, str]:
        names = dict(self.narrative)
        for book in reversed(tuple(self.forms.values())):
            for cell in book.cells.values():
                row = book.rows[cell.row]
                column = cell.column_label.partition("（")[0]
                names[cell.id] = (
                    _table3_name(row.label, column)
                    if row.table == "t3"
                    else (f"{row.short}{column}")
                )
        for key in self.derived:
            stem, _, column = key.rpartition(".")
            if stem == "t4.litigation":
                names[key] = f"{self._source.litigation}{self.column_name(column)}"
                continue
            known = self._newest.rows.get(stem)
            label = known.label if known else self._newest.groups[stem.removeprefix("t3.")]
            word = self._source.org if column == "org" else self._t3_column(column)
            names[key] = _table3_name(label, word)
        return names

    def _t3_column(self, key: str) -> str:
        columns = self._newest.rows["t3.new"].columns
        return next(c.label for c in columns if c.key == key)

    def _sequence(self) -> list[str]:
        """Every id in codebook order; a derived id stands before the first cell it adds up."""
        cells: dict[str, None] = {}
        for book in self.forms.values():
            cells |= dict.fromkeys(book.cells)
        tables = sorted(cells, key=_place)
        before: dict[str, list[str]] = {}
        for key in self.derived:
            first = self.expand(key, None)
            before.setdefault(first[0], []).append(key)
        out = [i for cell in tables for i in (*before.get(cell, ()), cell)]
        return list(dict.fromkeys([*out, *self.narrative]))


def _place(cell_id: str) -> int:
    """The place of an id's table in the codebook: the statistics table of 2014 stands last."""
    return TABLES.index(next(t for t in TABLES if t == table_of(cell_id)))


def _table3_name(row_label: str, column: str) -> str:
    """`（三）不予公开/1.属于国家秘密` and 自然人 make 不予公开之属于国家秘密（自然人）."""
    parts = [p.lstrip("（一二三四五六七）、.0123456789") for p in row_label.split("/")]
    if len(parts) == 2 and parts[1] == "其他":
        parts = [f"{parts[0]}之其他"]
    if parts == ["总计"]:
        parts = ["办理结果总计"]
        if column == "总计":
            return parts[0]
    return f"{parts[-1]}（{column}）"


@lru_cache(maxsize=1)
def load_codebook() -> Codebook:
    """The codebook of the package, loaded once; thread-safe and never changed."""
    raw = files("extractor.codebook").joinpath("data", "derived.json").read_bytes()
    return Codebook(
        (read_form("2021"), read_form("2019")),
        read_statistics(),
        msgspec.json.decode(raw, type=_DerivedFile),
    )
