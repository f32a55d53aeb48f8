"""Which reports of a dataset are one agency's, whatever way it writes its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, TypeVar

import msgspec

from extractor.errors import extra
from extractor.layout.agencies import name_key, plain_name, shorter_forms

with extra("tables"):
    import duckdb

_T = TypeVar("_T")
_plain = lru_cache(50_000)(plain_name)


@lru_cache(50_000)
def _forms(plain: str) -> tuple[str, ...]:
    """Shorter forms of the same key: 清河市 by itself may be any province's."""
    key = name_key(plain)
    return tuple(sorted(f for f in shorter_forms(plain) if name_key(f) == key))


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


class _Bodies(Generic[_T]):
    """What belongs to a body, to be found by any way of writing its name."""

    def __init__(self) -> None:
        self._plain: dict[str, list[_T]] = defaultdict(list)
        self._short: dict[str, list[_T]] = defaultdict(list)

    def add(self, name: str, thing: _T) -> None:
        plain = _plain(name)
        self._plain[plain].append(thing)
        for form in _forms(plain):
            self._short[form].append(thing)

    def find(self, name: str) -> list[_T]:
        """What was added under this name; if there is none, under names of the same body."""
        plain = _plain(name)
        if exact := self._plain.get(plain):
            return exact
        longer = self._short.get(plain, [])
        return [t for form in _forms(plain) for t in self._plain.get(form, ())] + longer


def last_year(known: Iterable[Head]) -> dict[int, list[Head]]:
    """For each report the reports of the year before that are its agency's, if there are any."""
    heads_ = list(known)
    by_year: dict[int, _Bodies[Head]] = defaultdict(_Bodies)
    for head in heads_:
        by_year[head.year].add(head.agency, head)
    out: dict[int, list[Head]] = {}
    for head in heads_:
        before = by_year.get(head.year - 1)
        if before is not None and (alike := before.find(head.agency)):
            out[head.doc] = sorted(alike, key=lambda h: h.doc)
    return out


def clusters(known: Iterable[Head]) -> list[list[Head]]:
    """The reports of each agency, agencies in the order of their first report.

    A name that could be one of two agencies' goes to the one that came first.
    """
    bodies: _Bodies[int] = _Bodies()
    out: list[list[Head]] = []
    for head in known:
        found = bodies.find(head.agency)
        if found:
            out[min(found)].append(head)
        else:
            bodies.add(head.agency, len(out))
            out.append([head])
    return out
