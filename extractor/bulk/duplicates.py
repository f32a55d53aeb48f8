"""Reports that copy another year's: the same office, another year, the same figures in order.

Judged by figures alone. The words of these reports are much the same every year, and rightly so;
numbers of what happened in a year are not. Left out are numbers that may well stay: small ones,
round shares, stocks and totals since the beginning, ranks, and what is said of other years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations

import msgspec

from extractor.bulk.agencies import Head, clusters, heads
from extractor.errors import extra

with extra("tables"):
    import duckdb

LEAST = 6
"""Equal numbers below which nothing is said."""
LEAST_DISTINCT = 4
"""Different values among them: one number told five times is one number."""
SHARE = 0.75
"""Of the later report's telling numbers, how many have to be the earlier one's, in order."""
_SMALL = 10
_ROUND = (Decimal(50), Decimal(100))
_AGENCIES = 500
"""Agencies that are looked at together."""
_SHOWN = 3
_LONGEST = 80


class Copy(msgspec.Struct, frozen=True):
    """One report that repeats another's numbers. `evidence` is for a reviewer."""

    agency: str
    year: int
    copied_year: int
    what: str
    """`figures` of the prose or `table` 3."""
    equal: int
    of: int
    message: str
    evidence: str
    doc: int
    copied_doc: int


class _Number(msgspec.Struct, frozen=True):
    value: Decimal
    unit: str
    sentence: str


def find_copies(connection: duckdb.DuckDBPyConnection) -> Iterator[Copy]:
    """Every pair that is a copy, by agency and year. Memory: some hundred agencies' figures."""
    groups = clusters(heads(connection))
    for at in range(0, len(groups), _AGENCIES):
        some = groups[at : at + _AGENCIES]
        docs = [h.doc for group in some for h in group]
        figures, tables = _figures(connection, docs), _tables(connection, docs)
        for group in some:
            yield from _in_group(group, figures, tables)


def _in_group(
    group: Sequence[Head],
    figures: Mapping[int, Sequence[_Number]],
    tables: Mapping[int, Mapping[str, Decimal]],
) -> Iterator[Copy]:
    ordered = sorted(group, key=lambda h: (h.year, h.doc))
    for earlier, later in combinations(ordered, 2):
        if earlier.year == later.year:
            continue
        found = _same_figures(figures.get(earlier.doc, ()), figures.get(later.doc, ()))
        if found is not None:
            yield _copy(earlier, later, "figures", found, len(figures[later.doc]))
        rows = _same_table(tables.get(earlier.doc, {}), tables.get(later.doc, {}))
        if rows is not None:
            yield _copy(earlier, later, "table", rows, len(rows))


def _same_figures(earlier: Sequence[_Number], later: Sequence[_Number]) -> list[_Number] | None:
    """The later report's numbers that stand in the earlier one in the same order, if so many
    that chance and habit are no explanation."""
    if len(later) < LEAST or len(earlier) < LEAST:
        return None
    matcher = SequenceMatcher(
        None, [(n.value, n.unit) for n in earlier], [(n.value, n.unit) for n in later], False
    )
    equal = [later[b.b + i] for b in matcher.get_matching_blocks() for i in range(b.size)]
    enough = len(equal) >= LEAST and len(equal) >= SHARE * len(later)
    return equal if enough and len({n.value for n in equal}) >= LEAST_DISTINCT else None


def _same_table(
    earlier: Mapping[str, Decimal], later: Mapping[str, Decimal]
) -> list[_Number] | None:
    """The filled cells of table 3 where all of them are equal and tell more than a few cases."""
    if earlier != later or len({v for v in later.values() if v >= _SMALL}) < LEAST_DISTINCT:
        return None
    return [_Number(value, "", cell) for cell, value in later.items()]


def _copy(earlier: Head, later: Head, what: str, equal: Sequence[_Number], of: int) -> Copy:
    if what == "table":
        message = (
            f"{later.year}年度报告表三的{len(equal)}个非零单元格与{earlier.year}年度报告全部相同。"
        )
        evidence = "；".join(f"{n.sentence}={n.value.normalize():f}" for n in equal[:_SHOWN])
    else:
        message = (
            f"{later.year}年度报告正文的{of}个数字中有{len(equal)}个"
            f"与{earlier.year}年度报告依次相同。"
        )
        sentences = dict.fromkeys(n.sentence for n in equal)
        evidence = "……".join(_short(s) for s in list(sentences)[:_SHOWN])
    return Copy(
        later.agency, later.year, earlier.year, what, len(equal), of, message, evidence,
        later.doc, earlier.doc,
    )  # fmt: skip


def _short(sentence: str) -> str:
    text = " ".join(sentence.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _figures(
    connection: duckdb.DuckDBPyConnection, docs: Sequence[int]
) -> dict[int, list[_Number]]:
    """The telling numbers of the prose by document, in text order."""
    rows = connection.execute(
        """
        SELECT doc, value, unit, sentence
        FROM figures SEMI JOIN (SELECT unnest($docs) AS doc) USING (doc)
        WHERE doc BETWEEN $first AND $last
          AND kind IN ('count', 'amount', 'ratio', 'change') AND qualifier != 'zero'
          AND scope_year IS NULL AND value IS NOT NULL
          AND (value >= $small OR value != round(value)) AND NOT list_contains($round, value)
        ORDER BY doc, figure
        """,
        _range(docs) | {"small": _SMALL, "round": list(_ROUND)},
    ).fetchall()
    out: dict[int, list[_Number]] = defaultdict(list)
    for doc, *rest in rows:
        out[doc].append(_Number(*rest))
    return out


def _tables(
    connection: duckdb.DuckDBPyConnection, docs: Sequence[int]
) -> dict[int, dict[str, Decimal]]:
    """The cells of table 3 that are not zero, by document."""
    rows = connection.execute(
        """
        SELECT doc, cell, value FROM cells SEMI JOIN (SELECT unnest($docs) AS doc) USING (doc)
        WHERE doc BETWEEN $first AND $last AND form_table = 't3' AND value != 0 ORDER BY doc, cell
        """,
        _range(docs),
    ).fetchall()
    out: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for doc, cell, value in rows:
        out[doc][cell] = value
    return out


def _range(docs: Sequence[int]) -> dict[str, object]:
    """The documents as parameters, with the range by which files without them are passed over."""
    return {"docs": docs, "first": min(docs), "last": max(docs)}
