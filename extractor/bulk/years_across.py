"""The rules across years over a whole dataset: Y101 to Y103 between reports that lie anywhere.

One query finds what each pair of consecutive reports of an agency is held against one another by;
the reports are put together again as far as the rules look at them, and the rules of
`gouji check` decide. So a run says what a check of the two files would say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import cast

import msgspec

from extractor.bulk.agencies import Head, heads, last_year
from extractor.bulk.batch import ACROSS, check_rows, finding_rows, table_of
from extractor.bulk.schema import TABLES
from extractor.codebook import load_codebook
from extractor.errors import extra
from extractor.pipeline import apply_rules
from extractor.records import (
    Cell,
    Document,
    Extraction,
    Figure,
    Form,
    Identity,
    Kind,
    Qualifier,
    Relation,
    Scope,
    Section,
    Sentence,
    Tables,
)
from extractor.rules import Rule, year_before

with extra("tables"):
    import duckdb
    import pyarrow as pa

PAIRS = 2_000
"""Pairs of reports that are looked at together."""

_COLUMNS = ("person", "company", "research", "ngo", "legal", "other_org", "total")
_NOW = tuple(f"t3.carried_in.{c}" for c in _COLUMNS) + tuple(
    f"t2.{row}.{c}" for row in ("rules", "normative") for c in ("issued", "repealed", "in_force")
)
_THEN = (
    *(f"t3.carried_out.{c}" for c in _COLUMNS),
    "t2.rules.in_force",
    "t2.normative.in_force",
)
"""The cells that Y101 and Y102 look at; those of Y103 depend on what the prose compares."""


def across_tables(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule]
) -> Iterator[dict[str, pa.Table]]:
    """Rows of `findings` and `checks` for all pairs, in the order of the later documents."""
    wanted = [r for r in rules if r.code.startswith(ACROSS)]
    known = {h.doc: h for h in heads(connection)} if wanted else {}
    pairs = sorted((d, [h.doc for h in hs]) for d, hs in last_year(known.values()).items())
    for at in range(0, len(pairs), PAIRS):
        yield _decided(connection, known, dict(pairs[at : at + PAIRS]), wanted)


def _decided(
    connection: duckdb.DuckDBPyConnection,
    known: Mapping[int, Head],
    pairs: Mapping[int, list[int]],
    rules: Sequence[Rule],
) -> dict[str, pa.Table]:
    told = _figures(connection, pairs)
    then = {
        b: _then(known[b], told.get(doc, ())) for doc, befores in pairs.items() for b in befores
    }
    cells_then = _cells(connection, then)
    cells_now = _cells(connection, dict.fromkeys(pairs, _NOW))
    findings: list[tuple[object, ...]] = []
    checks: list[tuple[object, ...]] = []
    for doc, befores in pairs.items():
        cells = [cells_then.get(b, {}) for b in befores]
        if any(_values(c) != _values(cells[0]) for c in cells):
            continue  # Two reports for one year that differ: nothing says which one holds.
        head, before = known[doc], known[befores[0]]
        earlier = _rebuilt(before, cells[0], told.get(before.doc, ()))
        now = _rebuilt(head, cells_now.get(doc, {}), told.get(doc, ()))
        report = apply_rules(now, rules=rules, before=year_before(earlier))
        owner = (doc, head.agency, head.year)
        findings += [(*owner, *row) for row in finding_rows(report, head.findings)]
        checks += [(*owner, *row) for row in check_rows(report, across=True)]
    return {
        "findings": table_of(findings, TABLES["findings"]),
        "checks": table_of(checks, TABLES["checks"]),
    }


def _values(cells: Mapping[str, Cell]) -> dict[str, Decimal | None]:
    return {i: c.value for i, c in cells.items()}


# -- what the rules look at -------------------------------------------------------------------


class _Told(msgspec.Struct, frozen=True):
    """A row of `figures`, in the order of its columns."""

    figure: int
    text: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    step: Decimal | None
    unit: str
    qualifier: Qualifier
    kind: Kind
    indicator: str | None
    confidence: float
    scope_year: int | None
    scope_body: str | None
    change_of: int | None
    section: int
    start_char: int
    end_char: int
    sentence_start: int
    sentence: str


def _figures(
    connection: duckdb.DuckDBPyConnection, pairs: Mapping[int, list[int]]
) -> dict[int, list[_Told]]:
    """Figures by document: all of reports that speak of last year, and what those of last year
    tell beside their tables."""
    rows = connection.execute(
        """
        WITH pairs AS (SELECT unnest($docs) AS doc, unnest($befores) AS before),
        speaks AS (
            SELECT DISTINCT f.doc FROM figures f SEMI JOIN pairs USING (doc)
            WHERE f.doc BETWEEN $first AND $last
              AND (f.change_of IS NOT NULL OR f.scope_year = f.year - 1)
        )
        SELECT f.* EXCLUDE (agency, year) FROM figures f
        WHERE f.doc BETWEEN $first AND $last AND (
            f.doc IN (SELECT doc FROM speaks)
            OR (f.indicator LIKE 'n.%' AND f.doc IN (
                SELECT before FROM pairs WHERE doc IN (SELECT doc FROM speaks))))
        ORDER BY f.doc, figure
        """,
        {
            "docs": [d for d, befores in pairs.items() for _ in befores],
            "befores": [b for befores in pairs.values() for b in befores],
            "first": min(chain(pairs, *pairs.values())),
            "last": max(chain(pairs, *pairs.values())),
        },
    ).fetchall()
    out: dict[int, list[_Told]] = defaultdict(list)
    for doc, *rest in rows:
        out[doc].append(_Told(*rest))
    return out


def _then(head: Head, told: Iterable[_Told]) -> tuple[str, ...]:
    """The cells of last year's report that this year's is held against."""
    named = {t.indicator for t in told if t.indicator is not None}
    form = cast("Form | None", head.form)
    expanded = (load_codebook().expand(name, form) for name in sorted(named))
    return tuple(dict.fromkeys([*_THEN, *chain.from_iterable(expanded)]))


def _cells(
    connection: duckdb.DuckDBPyConnection, wanted: Mapping[int, Sequence[str]]
) -> dict[int, dict[str, Cell]]:
    """The wanted cells that hold a number, by document and id."""
    rows = connection.execute(
        """
        WITH wanted AS (SELECT unnest($docs) AS doc, unnest($cells) AS cell)
        SELECT doc, cell, value, raw, start_char, end_char
        FROM cells SEMI JOIN wanted USING (doc, cell)
        WHERE value IS NOT NULL AND doc BETWEEN $first AND $last
        """,
        {
            "docs": [doc for doc, ids in wanted.items() for _ in ids],
            "cells": [i for ids in wanted.values() for i in ids],
            "first": min(wanted),
            "last": max(wanted),
        },
    ).fetchall()
    out: dict[int, dict[str, Cell]] = defaultdict(dict)
    for doc, *rest in rows:
        cell = Cell(*rest)
        out[doc][cell.id] = cell
    return out


def _rebuilt(head: Head, cells: Mapping[str, Cell], told: Sequence[_Told]) -> Extraction:
    """A report as far as the rules across years look at it.

    Its text has the sentences and the cells where they stood, and blanks between them.
    """
    sentences = {t.sentence_start: t for t in told}
    index = {start: n for n, start in enumerate(sentences)}
    pieces = {c.start: c.raw for c in cells.values()} | {
        start: t.sentence for start, t in sentences.items()
    }
    form = cast("Form | None", head.form)
    return Extraction(
        document=Document(text=_laid_out(pieces), media_type="text/plain", uri=head.uri),
        identity=Identity(head.agency, head.year, form),
        sections=tuple(_sections(sentences.values())),
        tables=Tables(form, cells, ()),
        sentences=tuple(
            Sentence(start, start + len(t.sentence), t.section) for start, t in sentences.items()
        ),
        figures=tuple(_figure(t, index[t.sentence_start]) for t in told),
        relations=tuple(_relations(told)),
    )


def _figure(t: _Told, sentence: int) -> Figure:
    return Figure(
        start=t.start_char, end=t.end_char, text=t.text, value=t.value, low=t.low, high=t.high,
        unit=t.unit, qualifier=t.qualifier, kind=t.kind, sentence=sentence, indicator=t.indicator,
        confidence=t.confidence, scope=Scope(t.scope_year, t.scope_body), step=t.step,
    )  # fmt: skip


def _relations(told: Sequence[_Told]) -> Iterator[Relation]:
    """The changes whose other side is told too; only whole reports have any."""
    at = {t.figure: n for n, t in enumerate(told)}
    for n, t in enumerate(told):
        if t.change_of is not None and t.change_of in at:
            yield Relation("on_year", (n,), (at[t.change_of],))


def _sections(told: Iterable[_Told]) -> Iterator[Section]:
    """From the first sentence of a section that is known to the last."""
    ends: dict[int, tuple[int, int]] = {}
    for t in told:
        start, end = ends.get(t.section, (t.sentence_start, 0))
        ends[t.section] = (start, max(end, t.sentence_start + len(t.sentence)))
    for number, (start, end) in sorted(ends.items()):
        if number:
            yield Section(number, "", start, end, start)


def _laid_out(pieces: Mapping[int, str]) -> str:
    out: list[str] = []
    at = 0
    for start, piece in sorted(pieces.items()):
        if start < at:
            continue
        out += ["\n" * (start - at), piece]
        at = start + len(piece)
    return "".join(out)
