"""Every record that passes between the stages of gouji.

All records are frozen. Offsets are half-open character offsets into `Document.text`,
so `document.text[start:end]` is what a reviewer sees. Numbers are `Decimal`.
What there are hundreds of in a report is hidden from the search for cyclic garbage (`gc=False`),
which a record that holds nothing but values is never part of.
This module imports nothing of the project.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from typing import Literal

import msgspec

SCHEMA_VERSION = "1.0"

Qualifier = Literal["exact", "about", "at_least", "at_most", "zero"]
Kind = Literal["count", "amount", "ratio", "change", "rank", "cumulative"]
Severity = Literal["error", "warning", "notice"]
Form = Literal["2021", "2019", "2014"]
CellState = Literal["number", "blank", "slash", "dash", "text", "undecided"]
RelationKind = Literal["parts", "flow", "share", "change", "on_year"]
DamageKind = Literal[
    "pinyin", "comment", "instruction", "repeated", "second_report",
    "hidden", "hidden_word", "hidden_number",
]  # fmt: skip
"""`hidden`: characters that nothing says; `hidden_word`: of a word of the form, put back;
`hidden_number`: of a number, which is not read."""


class Span(msgspec.Struct, frozen=True):
    """A half-open stretch of the document's text."""

    start: int
    end: int


class GridCell(msgspec.Struct, frozen=True, gc=False):
    """One cell of a table that the source itself marks as a table (HTML, docx)."""

    row: int
    column: int
    rowspan: int
    colspan: int
    start: int
    end: int


class Grid(msgspec.Struct, frozen=True):
    """A table of the source, cells in reading order, offsets into `Document.text`."""

    start: int
    end: int
    cells: tuple[GridCell, ...]


class Recognised(msgspec.Struct, frozen=True):
    """How a text was recognised that came as pictures of pages."""

    pages: int
    confidence: float
    """The mean over all characters, 0 to 1, as the recogniser tells it."""
    doubtful: int
    """Characters that were not certain enough; U+FFFD stands for each."""
    unread: int = 0
    """Pages behind the `pages` that were looked at: too many, or too slow to recognise."""


class Document(msgspec.Struct, frozen=True):
    """What a reader made of the bytes: the text in reading order and its tables.

    For plain text `text` is the decoded text itself. For the other formats it is built by
    the reader: one line a paragraph, one line a table row, cells parted by a tab.
    """

    text: str
    media_type: str
    encoding: str | None = None
    sha256: str = ""
    uri: str | None = None
    id: str | None = None
    title: str | None = None
    grids: tuple[Grid, ...] = ()
    agency_hint: str | None = None
    year_hint: int | None = None
    recognised: Recognised | None = None
    """Where the text was read off pictures: no number in it is beyond doubt."""


class Section(msgspec.Struct, frozen=True):
    """One of the six statutory sections. `start` is where its heading begins."""

    number: int
    title: str
    start: int
    end: int
    body: int
    """Offset behind the heading, where the section's own text begins."""


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cell of a statutory table.

    `value` is None unless `state` is "number". `decoded_by` names the identities (T301,
    T302, T303, T401) that were needed to split fused digits: a rule does not count such
    a cell as evidence for itself.
    """

    id: str
    value: Decimal | None
    raw: str
    start: int
    end: int
    state: CellState = "number"
    decoded_by: tuple[str, ...] = ()


class TableReading(msgspec.Struct, frozen=True):
    """One statutory table as found: "t2", "t3" or "t4"."""

    table: str
    start: int
    end: int
    missing_rows: tuple[str, ...] = ()
    """Row keys of the form (`t3.denied.secret`) that the table lacks."""
    missing_columns: tuple[str, ...] = ()
    """Column keys of the form (`person`, `issued`) that the table lacks."""
    unsplit: tuple[Span, ...] = ()
    """Fused digits for which no split, or more than one, fits."""


class Tables(msgspec.Struct, frozen=True):
    """All that was read of the statutory tables. `form` is the one the tables follow."""

    form: Form | None
    cells: Mapping[str, Cell]
    readings: tuple[TableReading, ...]
    extra: tuple[Span, ...] = ()
    """Further statutory tables that were not read (a second report in the same file)."""

    def value(self, cell_id: str) -> Decimal | None:
        cell = self.cells.get(cell_id)
        return None if cell is None else cell.value

    def reading(self, table: str) -> TableReading | None:
        return next((r for r in self.readings if r.table == table), None)


class YearClaim(msgspec.Struct, frozen=True):
    """A year that some part of the report claims to be the report's own."""

    year: int
    where: Literal["title", "period", "signature", "heading", "prose", "hint"]
    start: int
    end: int


class Identity(msgspec.Struct, frozen=True):
    """Whose report it is and for which year, with every claim that was found."""

    agency: str | None
    year: int | None
    form: Form | None
    claims: tuple[YearClaim, ...] = ()


class Sentence(msgspec.Struct, frozen=True):
    """One sentence of the prose. `section` is 0 before the first heading.

    `heading` is the nearest sub-heading above it (`（二）依申请公开情况`), without numbering.
    """

    start: int
    end: int
    section: int = 0
    heading: str = ""


class Scope(msgspec.Struct, frozen=True):
    """The year and the body a figure speaks of, where they are not the report's own."""

    year: int | None = None
    body: str | None = None


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A quantity of the prose: what is written, what it can mean, what it states."""

    start: int
    end: int
    text: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier
    kind: Kind
    sentence: int
    """Index into `Extraction.sentences`."""
    indicator: str | None = None
    confidence: float = 0.0
    scope: Scope = Scope()
    readings: tuple[str, ...] = ()
    """Every indicator the words allow, best first; a rule contradicts only if none fits."""
    step: Decimal | None = None
    """Where a number is told in 万 or 亿: the value of its last digit (`1.86万` -> 100)."""
    reason: str = ""
    """Why this indicator: the rule or the model's step that decided."""


class Relation(msgspec.Struct, frozen=True):
    """Figures that the prose itself puts into an equation.

    parts: left = (whole,), right = parts. flow: left = what came in, right = what went out.
    share: left = (ratio,), right = (part, base), of several parts together all of them before the
    base. change: left = (stated,), right = (now, before).
    on_year: a change against last year whose base is not told; left = (stated,), right = (now,).
    """

    kind: RelationKind
    left: tuple[int, ...]
    right: tuple[int, ...]
    open: bool = False
    """The list of parts is not exhaustive (等, 其中包括): it must not exceed the whole."""
    cells: tuple[str, ...] = ()
    """Table cells that stand in for an operand the prose does not state, by role."""


class Damage(msgspec.Struct, frozen=True):
    """A place where the text was damaged. What was cut out there is an empty stretch.

    `sample` is the beginning of what stood there.
    """

    kind: DamageKind
    start: int
    end: int
    sample: str = ""


def source_name(uri: str | None, id_: str | None) -> str:
    """What people know a document by: the id that its owner gave it, else where it comes from.

    The number that a crawler gave a page is no such id.

    >>> (
    ...     source_name("a.jsonl:1", "a1"),
    ...     source_name("http://a.cn", "urn:uuid:0"),
    ...     source_name("a", None),
    ... )
    ('a1', 'http://a.cn', 'a')
    """
    own = "" if id_ is None or id_.startswith("urn:uuid:") else id_
    return own or uri or id_ or ""


class Extraction(msgspec.Struct, frozen=True):
    """Everything read out of one document: the input of the rules."""

    document: Document
    identity: Identity
    sections: tuple[Section, ...]
    tables: Tables
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...]
    damage: tuple[Damage, ...] = ()
    mended: Extraction | None = None
    """The same in terms of the mended text, which is what rules read; None where nothing was."""


class YearBefore(msgspec.Struct, frozen=True):
    """What a report says that next year's report of the same agency is held against.

    Small, so that it can be kept for every report of an archive.
    """

    uri: str | None
    agency: str | None
    year: int
    form: Form | None
    cells: Mapping[str, Decimal]
    """The cells that hold a number, by id."""
    told: Mapping[str, Figure] = {}
    """Narrative ids that the prose counts once, exactly, and for the whole body."""
    recognised: bool = False
    """Whether its text was read off pictures."""


class Verdict(Enum):
    """What a rule says of one thing it looked at and found no fault with."""

    PASSED = "passed"
    SKIPPED = "skipped"


class Fault(msgspec.Struct, frozen=True):
    """What a rule yields where something does not hold; the runner adds code and cause."""

    message: str
    expected: Decimal | None = None
    actual: Decimal | None = None
    difference: Decimal | None = None
    cells: tuple[str, ...] = ()
    figures: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    severity: Severity | None = None
    """Only where it differs from the rule's own."""


class Finding(msgspec.Struct, frozen=True):
    """What does not hold, with its evidence: one line of a 问题清单."""

    code: str
    severity: Severity
    message: str
    expected: Decimal | None
    actual: Decimal | None
    difference: Decimal | None
    cells: tuple[str, ...]
    figures: tuple[int, ...]
    spans: tuple[Span, ...]
    cause: int | None = None


class Tally(msgspec.Struct, frozen=True):
    """How often a rule was decided; without its data it counts as skipped, never as passed."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0


class Report(msgspec.Struct, frozen=True):
    """One report, read and checked: what `extractor.check` returns."""

    extraction: Extraction
    findings: tuple[Finding, ...] = ()
    checks: Mapping[str, Tally] = {}

    @property
    def agency(self) -> str | None:
        return self.extraction.identity.agency

    @property
    def year(self) -> int | None:
        return self.extraction.identity.year

    @property
    def form(self) -> Form | None:
        return self.extraction.identity.form

    @property
    def cells(self) -> Mapping[str, Cell]:
        return self.extraction.tables.cells

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.extraction.figures

    def errors(self) -> Iterator[Finding]:
        return (f for f in self.findings if f.severity == "error")

    def to_dict(self, *, with_text: bool = False) -> dict[str, object]:
        """The object of the output contract, keys in its order, numbers as decimal strings."""
        doc, identity = self.extraction.document, self.extraction.identity
        source: dict[str, object] = {
            "uri": doc.uri,
            "id": doc.id,
            "sha256": doc.sha256,
            "media_type": doc.media_type,
            "encoding": doc.encoding,
            "chars": len(doc.text),
        }
        if with_text:
            source["text"] = doc.text
        return {
            "schema": SCHEMA_VERSION,
            "source": source,
            "report": {"agency": identity.agency, "year": identity.year, "form": identity.form},
            "sections": [
                {"number": s.number, "title": s.title, "start": s.start, "end": s.end}
                for s in self.extraction.sections
            ],
            "cells": {
                c.id: {"value": _number(c.value), "raw": c.raw, "start": c.start, "end": c.end}
                for c in self.cells.values()
            },
            "figures": [self._figure(f) for f in self.figures],
            "findings": [_finding(f) for f in self.findings],
            "checks": {
                code: {"passed": t.passed, "failed": t.failed, "skipped": t.skipped}
                for code, t in self.checks.items()
            },
        }

    def _figure(self, f: Figure) -> dict[str, object]:
        sentence = self.extraction.sentences[f.sentence]
        return {
            "text": f.text,
            "start": f.start,
            "end": f.end,
            "value": _number(f.value),
            "low": _number(f.low),
            "high": _number(f.high),
            "unit": f.unit,
            "qualifier": f.qualifier,
            "kind": f.kind,
            "indicator": f.indicator,
            "confidence": round(f.confidence, 3),
            "scope": {"year": f.scope.year, "body": f.scope.body},
            "sentence": self.extraction.document.text[sentence.start : sentence.end],
        }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _finding(f: Finding) -> dict[str, object]:
    return {
        "code": f.code,
        "severity": f.severity,
        "message": f.message,
        "expected": _number(f.expected),
        "actual": _number(f.actual),
        "difference": _number(f.difference),
        "cells": list(f.cells),
        "figures": list(f.figures),
        "spans": [[s.start, s.end] for s in f.spans],
        "cause": f.cause,
    }
