"""Which reports of a dataset are one agency's, whatever way it writes its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from extractor.errors import extra
from extractor.layout.agencies import name_key, plain_name, same_body

with extra("tables"):
    import duckdb

_key = lru_cache(50_000)(name_key)
_plain = lru_cache(50_000)(plain_name)
_same = lru_cache(50_000)(same_body)


class Head(msgspec.Struct, frozen=True):
    """A report that says whose it is and for which year."""

    doc: int
    uri: str | None
    agency: str
    year: int
    form: str | None
    findings: int


def heads(connection: duckdb.DuckDBPyConnection, *, least_cells: int = 1) -> list[Head]:
    """Those with so many cells of tables, in the order of the documents."""
    rows = connection.execute(
        """
        SELECT doc, uri, agency, year, form, findings FROM reports
        WHERE agency IS NOT NULL AND year IS NOT NULL AND cells >= $least ORDER BY doc
        """,
        {"least": least_cells},
    ).fetchall()
    return [Head(*row) for row in rows]


def last_year(known: Iterable[Head]) -> dict[int, list[Head]]:
    """For each report the reports of the year before that are its agency's, if there are any."""
    by_name: dict[tuple[int, str], list[Head]] = defaultdict(list)
    for head in known:
        by_name[head.year, _key(head.agency)].append(head)
    out: dict[int, list[Head]] = {}
    for (year, key), later in by_name.items():
        earlier = by_name.get((year - 1, key), [])
        for head in later:
            alike = [h for h in earlier if _plain(h.agency) == _plain(head.agency)]
            alike = alike or [h for h in earlier if _same(h.agency, head.agency)]
            if alike:
                out[head.doc] = alike
    return out


def clusters(known: Iterable[Head]) -> list[list[Head]]:
    """The reports of each agency, agencies in the order of their first report.

    A name that could be one of two agencies' goes to the one that came first.
    """
    by_key: dict[str, list[list[Head]]] = defaultdict(list)
    out: list[list[Head]] = []
    for head in known:
        groups = by_key[_key(head.agency)]
        plain = _plain(head.agency)
        group = next((g for g in groups if _plain(g[0].agency) == plain), None) or next(
            (g for g in groups if _same(g[0].agency, head.agency)), None
        )
        if group is None:
            group = []
            groups.append(group)
            out.append(group)
        group.append(head)
    return out
