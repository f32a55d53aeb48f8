"""What the page shows of one report, ready for the template.

Anchors: `f1-3` is the fourth figure of the page's first report, `c1-t3.new.total` a cell of it,
`i1-2` its third finding.
"""

from __future__ import annotations

import msgspec

from extractor.codebook import Codebook
from extractor.errors import GoujiError
from extractor.records import Finding, Report, source_name
from extractor.writers._equations import equations
from extractor.writers._matches import find_matches
from extractor.writers._order import by_cause, suspects
from extractor.writers._verdict import CLEAN, verdict
from extractor.writers.html.tables import TableView, table_views
from extractor.writers.html.text import Block, blocks

SEVERITIES = {"error": "错误", "warning": "警告", "notice": "提示"}


class Link(msgspec.Struct, frozen=True):
    """Where a piece of evidence stands on the page."""

    anchor: str
    words: str


class FindingView(msgspec.Struct, frozen=True):
    """One line of the 问题清单; `under` are those that follow from it."""

    anchor: str
    number: str
    code: str
    severity: str
    severity_name: str
    message: str
    links: tuple[Link, ...]
    under: tuple[FindingView, ...] = ()


class ReportView(msgspec.Struct, frozen=True):
    """A report as the template has it."""

    anchor: str
    agency: str
    year: str
    form: str
    source: str
    facts: tuple[str, ...]
    counts: tuple[tuple[str, str, int], ...]
    """(severity, its name, how many), gravest first, those that occur."""
    passed: int
    skipped: int
    verdict: str
    """What is said beside the findings, or where there are none; may be empty."""
    clean: bool
    findings: tuple[FindingView, ...]
    blocks: tuple[Block, ...]
    loose: tuple[TableView, ...]
    """Tables that stand nowhere in the text."""


class FailureView(msgspec.Struct, frozen=True):
    """A document that could not be read."""

    anchor: str
    source: str
    code: str
    message: str


def report_view(report: Report, codebook: Codebook, number: int, *, quiet: bool) -> ReportView:
    """Everything that the page says of `report`, the `number`th of the page."""
    extraction = report.extraction
    identity, document = extraction.identity, extraction.document
    told = equations(report, lambda text: "".join(text.split()))
    matches = find_matches(report, codebook, told.values())
    faulty = suspects(report.findings)
    tables = table_views(report, codebook, faulty, number)
    shown = () if quiet else tuple(blocks(report, matches, tables, number))
    placed = {b.table.name for b in shown if b.table is not None}
    tally = report.checks.values()
    said = verdict(report)
    return ReportView(
        anchor=f"r{number}",
        agency=identity.agency or "（未识别出机关名称）",
        year=f"{identity.year}年度" if identity.year else "（未识别出年度）",
        form=f"{identity.form}年格式" if identity.form else "",
        source=source_name(document.uri, document.id),
        facts=(
            f"{len(extraction.sections)}个法定部分",
            f"{len(report.cells)}个表格单元",
            f"正文{len(report.figures)}个数字",
        ),
        counts=tuple(
            (severity, name, n)
            for severity, name in SEVERITIES.items()
            if (n := sum(f.severity == severity for f in report.findings))
        ),
        passed=sum(t.passed for t in tally),
        skipped=sum(t.skipped for t in tally),
        verdict=said,
        clean=said == CLEAN,
        findings=tuple(_findings(report, codebook, number, faulty)),
        blocks=shown,
        loose=() if quiet else tuple(t for t in tables if t.name not in placed),
    )


def failure_view(error: GoujiError, source: str, number: int) -> FailureView:
    return FailureView(f"r{number}", source, error.code, error.message)


def _findings(
    report: Report, codebook: Codebook, number: int, faulty: frozenset[str]
) -> list[FindingView]:
    """The findings in the order of the 问题清单, those that follow from another under it."""

    def view(at: int, label: str, under: tuple[FindingView, ...] = ()) -> FindingView:
        finding = report.findings[at]
        return FindingView(
            anchor=f"i{number}-{at}",
            number=label,
            code=finding.code,
            severity=finding.severity,
            severity_name=SEVERITIES[finding.severity],
            message=finding.message,
            links=tuple(_links(finding, report, codebook, number, faulty)),
            under=under,
        )

    return [
        view(root, str(place), tuple(view(i, "↳") for i in under))
        for place, (root, under) in enumerate(by_cause(report.findings), start=1)
    ]


_MOST_LINKS = 8


def _links(
    finding: Finding, report: Report, codebook: Codebook, number: int, faulty: frozenset[str]
) -> list[Link]:
    """Jumps to the figures and the cells at fault that a finding names, the first few of them."""
    figures = [
        Link(f"f{number}-{i}", "".join(report.figures[i].text.split())) for i in finding.figures
    ]
    present = [c for c in finding.cells if c in report.cells]
    at_fault = [c for c in present if c in faulty] or present
    cells = [Link(f"c{number}-{c}", codebook.cell_name(c)) for c in at_fault]
    return (figures + cells)[:_MOST_LINKS]
