"""What a report says that next year's is held against, and how messages name the two."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from extractor.records import Extraction, Figure, YearBefore
from extractor.rules._context import Context

_NARRATIVE = "n."
_UNTOLD = ("n.other", "n.normative")
"""Ids that stand for more than one thing, so that two figures under them are no pair."""


def year_before(extraction: Extraction) -> YearBefore | None:
    """`extraction` as next year's report sees it; None where it does not say its year."""
    identity = extraction.identity
    if identity.year is None:
        return None
    cells = {c.id: c.value for c in extraction.tables.cells.values() if c.value is not None}
    return YearBefore(
        uri=extraction.document.uri,
        agency=identity.agency or extraction.document.agency_hint,
        year=identity.year,
        form=extraction.tables.form,
        cells=cells,
        told=dict(_told_once(extraction.figures)),
        recognised=extraction.document.recognised is not None,
    )


def _told_once(figures: tuple[Figure, ...]) -> Iterator[tuple[str, Figure]]:
    seen: dict[str, list[Figure]] = {}
    for figure in figures:
        name = figure.indicator or ""
        if name.startswith(_NARRATIVE) and name not in _UNTOLD and "+" not in name:
            seen.setdefault(name, []).append(figure)
    for name, found in seen.items():
        first = found[0]
        whole = first.scope.year is None and first.scope.body is None
        if len(found) == 1 and whole and first.qualifier == "exact" and first.kind == "count":
            yield name, first


def this_report(context: Context) -> str:
    """This year's report, named for a message."""
    return _named(context.year, context.extraction.document.uri)


def that_report(before: YearBefore) -> str:
    """The report of the year before, named for a message."""
    return _named(before.year, before.uri)


def _named(year: int | None, uri: str | None) -> str:
    """With the file's name; a line of standard input (`-:2`) has none."""
    name = PurePath(uri).name if uri and not uri.startswith("-:") else ""
    return f"{year}年度报告" + (f"（{name}）" if name else "")


def same_basis(context: Context, before: YearBefore) -> bool:
    """Whether both reports are of one body by one form, so that a difference is a plain fault."""
    agency = context.extraction.identity.agency or context.extraction.document.agency_hint
    return context.tables.form == before.form and agency == before.agency
