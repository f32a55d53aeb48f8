"""What each figure of the prose was matched to: the same words in every format."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

import msgspec

from extractor.arithmetic import Interval, interval
from extractor.codebook import Codebook
from extractor.records import Figure, Report
from extractor.writers._equations import Equation

Status = Literal["agrees", "contradicts", "questioned", "otherwise", "alone"]
"""A figure agrees with the table, contradicts it, is named by another finding, differs from the
table but can be read otherwise, or has nothing in the tables that it could be held against."""


class Match(msgspec.Struct, frozen=True):
    """What is said of one figure. `cells` are those of the table that it states."""

    status: Status
    note: str
    cells: tuple[str, ...] = ()


def find_matches(report: Report, codebook: Codebook, told: Iterable[list[Equation]]) -> list[Match]:
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
) -> Match:
    name = _indicator_name(figure, codebook)
    cells, table = _table_value(figure, report, codebook)
    told = f"{name}，表中{_plain(table)}" if table is not None else name
    against_table = [c for c in codes if c in ("P101", "P102")]
    if against_table:
        return Match("contradicts", told or "与表格不符", cells)
    if codes:
        see = "" if quiet else f"见{codes[0]}"
        return Match("questioned", "，".join(x for x in (told, see) if x), cells)
    if table is None:
        return Match("alone", told)
    if interval(figure).meets(Interval(table, table)):
        return Match("agrees", told, cells)
    return Match("otherwise", f"{told}，可作他解", cells)


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
        of_row, of_column = codebook.row_name(row), codebook.column_name(column)
        return of_row if of_row.endswith(of_column) else f"{of_row}·{of_column}"
    name = codebook.describe(term)
    if column == "org":  # a sum of columns: its name stands in brackets behind the row's
        return f"{codebook.row_name(row)}·{name.rpartition('（')[2].removesuffix('）')}"
    return name


def _table_value(
    figure: Figure, report: Report, codebook: Codebook
) -> tuple[tuple[str, ...], Decimal | None]:
    """The cells that the figure states and their sum, where it speaks of the whole report."""
    if figure.indicator is None or figure.kind not in ("count", "amount", "cumulative"):
        return (), None
    if figure.scope.year is not None or figure.scope.body is not None:
        return (), None
    tables = report.extraction.tables
    cells = codebook.expand(figure.indicator, tables.form)
    values = [tables.value(c) for c in cells]
    known = [v for v in values if v is not None]
    if not known or len(known) < len(values):
        return (), None
    return cells, sum(known, Decimal(0))


def _plain(value: Decimal) -> str:
    return format(value, "f")
