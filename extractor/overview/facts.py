"""The numbers of the overview page, out of a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

import msgspec

from extractor.bulk.dataset import State
from extractor.codebook import load_codebook
from extractor.errors import extra
from extractor.records import source_name
from extractor.rules import all_rules

with extra("tables"):
    import duckdb

WORST = 50
"""Reports and agencies that are listed."""
_SEVERITIES = ("error", "warning", "notice")

Counts = tuple[int, int, int]
"""Findings by severity: errors, warnings, notices."""


class Bar(msgspec.Struct, frozen=True):
    """A row of a bar chart. `of` is what the longest bar stands for, in the same unit."""

    label: str
    hint: str
    counts: Counts
    of: int
    beside: int = 0
    """What stands beside the bar: how many reports, for a rule or a year."""


class WorstReport(msgspec.Struct, frozen=True):
    """A report with many findings."""

    agency: str
    year: int | None
    source: str
    counts: Counts
    codes: str


class Coverage(msgspec.Struct, frozen=True):
    """How many of a year's reports have each statutory section, in percent."""

    year: int
    reports: int
    shares: tuple[int, ...]


class Trend(msgspec.Struct, frozen=True):
    """One series over the years: the sum over the reports that have the cell."""

    name: str
    points: tuple[tuple[int, int, int], ...]
    """(year, sum, reports it is of)"""


class Facts(msgspec.Struct, frozen=True):
    """All that the page says."""

    documents: int
    read: int
    failed: int
    faulty: int
    complete: bool
    agencies: int
    years: str
    rules: tuple[Bar, ...]
    by_year: tuple[Bar, ...]
    by_agency: tuple[Bar, ...]
    worst: tuple[WorstReport, ...]
    sections: tuple[str, ...]
    coverage: tuple[Coverage, ...]
    trends: tuple[Trend, ...]
    errors: tuple[tuple[str, str, int], ...]
    """(code, an example of its message, how many)"""


def gather(db: duckdb.DuckDBPyConnection, state: State) -> Facts:
    """Asks the dataset; a dozen questions, each over the columns it needs."""
    read, agencies = _row(db, "SELECT count(*), count(DISTINCT agency) FROM reports")
    failed, faulty = _row(
        db,
        "SELECT (SELECT count(*) FROM errors), "
        "(SELECT count(DISTINCT doc) FROM findings WHERE severity = 'error')",
    )
    return Facts(
        documents=read + failed,
        read=read,
        failed=failed,
        faulty=faulty,
        complete=state.complete,
        agencies=agencies,
        years=_span(db),
        rules=tuple(_rules(db)),
        by_year=tuple(_years(db)),
        by_agency=tuple(_agencies(db)),
        worst=tuple(_worst(db)),
        sections=load_codebook().section_titles,
        coverage=tuple(_coverage(db)),
        trends=tuple(_trends(db)),
        errors=tuple(
            db.execute(
                "SELECT code, any_value(message), count(*) FROM errors GROUP BY code ORDER BY code"
            ).fetchall()
        ),
    )


def _row(db: duckdb.DuckDBPyConnection, sql: str) -> tuple[int, ...]:
    found = db.execute(sql).fetchone()
    assert found is not None
    return found


def _span(db: duckdb.DuckDBPyConnection) -> str:
    """The years that the reports are for."""
    found = db.execute("SELECT min(year), max(year) FROM reports").fetchone()
    first, last = found or (None, None)
    if first is None:
        return ""
    return str(first) if first == last else f"{first}—{last}"


_BY_SEVERITY = ", ".join(f"count(*) FILTER (severity = '{s}')" for s in _SEVERITIES)


def _rules(db: duckdb.DuckDBPyConnection) -> Iterator[Bar]:
    rows = db.execute(
        f"SELECT code, {_BY_SEVERITY}, count(DISTINCT doc) FROM findings "  # noqa: S608
        "GROUP BY code ORDER BY count(*) DESC, code"
    ).fetchall()
    titles = {r.code: r.title for r in all_rules()}
    longest = max((sum(r[1:4]) for r in rows), default=0)
    for code, *counts, reports in rows:
        yield Bar(code, titles.get(code, ""), _counts(counts), longest, reports)


def _years(db: duckdb.DuckDBPyConnection) -> Iterator[Bar]:
    rows = db.execute(
        f"SELECT r.year, {_BY_SEVERITY}, count(DISTINCT r.doc) "  # noqa: S608
        "FROM reports r LEFT JOIN findings f ON f.doc = r.doc "
        "WHERE r.year IS NOT NULL GROUP BY r.year ORDER BY r.year"
    ).fetchall()
    longest = max((sum(r[1:4]) for r in rows), default=0)
    for year, *counts, reports in rows:
        yield Bar(str(year), "", _counts(counts), longest, reports)


def _agencies(db: duckdb.DuckDBPyConnection) -> Iterator[Bar]:
    rows = db.execute(
        f"SELECT agency, {_BY_SEVERITY}, count(DISTINCT doc) FROM findings "  # noqa: S608
        "WHERE agency IS NOT NULL GROUP BY agency "
        f"ORDER BY 2 DESC, 3 DESC, agency LIMIT {WORST}"
    ).fetchall()
    longest = max((sum(r[1:4]) for r in rows), default=0)
    for agency, *counts, reports in rows:
        yield Bar(agency, "", _counts(counts), longest, reports)


def _worst(db: duckdb.DuckDBPyConnection) -> Iterator[WorstReport]:
    rows = db.execute(
        f"SELECT r.agency, r.year, r.uri, r.id, {_BY_SEVERITY}, "  # noqa: S608
        "string_agg(DISTINCT code, ' ' ORDER BY code) "
        "FROM findings f JOIN reports r ON f.doc = r.doc GROUP BY r.doc, r.agency, r.year, "
        f"r.id, r.uri ORDER BY 5 DESC, 6 DESC, r.doc LIMIT {WORST}"
    ).fetchall()
    for agency, year, uri, id_, *counts, codes in rows:
        source = _short(source_name(uri, id_))
        yield WorstReport(agency or "", year, source, _counts(counts), codes)


def _short(source: str) -> str:
    """The end of a path: what tells one file from another."""
    parts = PurePath(source).parts
    return source if len(parts) < 3 or "://" in source else "/".join(("…", *parts[-2:]))


def _coverage(db: duckdb.DuckDBPyConnection) -> Iterator[Coverage]:
    has = ", ".join(
        f"round(100 * avg(CASE WHEN list_contains(sections, {n}) THEN 1 ELSE 0 END))::INT"
        for n in range(1, len(load_codebook().section_titles) + 1)
    )
    rows = db.execute(
        f"SELECT year, count(*), {has} FROM reports "  # noqa: S608
        "WHERE year >= 2019 GROUP BY year ORDER BY year"
    ).fetchall()
    for year, reports, *shares in rows:
        yield Coverage(year, reports, tuple(shares))


_SERIES = {
    "t3.new.total": "新收申请",
    "t3.granted.total": "予以公开",
    "t3.carried_out.total": "结转下年度",
    "t4.review.total": "行政复议",
}


def _trends(db: duckdb.DuckDBPyConnection) -> Iterator[Trend]:
    for cell, name in _SERIES.items():
        # A sum of floats has no end; one of decimals, or as an integer, fails for a cell that
        # somebody's nine got stuck on.
        rows = db.execute(
            "SELECT year, round(sum(value::DOUBLE)), count(*) FROM cells "
            "WHERE cell = ? AND value IS NOT NULL AND year IS NOT NULL GROUP BY year ORDER BY year",
            [cell],
        ).fetchall()
        if len(rows) > 1:
            yield Trend(name, tuple((year, int(value), reports) for year, value, reports in rows))


def _counts(values: list[int]) -> Counts:
    errors, warnings, notices = values
    return errors, warnings, notices
