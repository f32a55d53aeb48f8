"""What is said of a report as a whole, beside its findings."""

from __future__ import annotations

from extractor.records import Report
from extractor.rules import OF_NUMBERS

CLEAN = "未发现不符之处"
NO_REPORT = "未读到年度报告的内容"


def verdict(report: Report) -> str:
    """CLEAN, or that no number could be held against another; empty where findings say it all.

    Any page has numbers; those of a report are known for what they state, or add up. Rules that
    were left out are not missed.
    """
    extraction = report.extraction
    told = extraction.relations or any(f.indicator is not None for f in report.figures)
    if not (extraction.sections or report.cells or told):
        return NO_REPORT
    if _nothing_held(report):
        return (
            f"没有可以相互核对的数据（正文{len(report.figures)}个数字，{len(report.cells)}个"
            "表格单元），未作勾稽"
        )
    return "" if report.findings else CLEAN


def could_be_checked(report: Report) -> bool:
    """Whether any of its numbers was held against another."""
    return verdict(report) in ("", CLEAN)


def _nothing_held(report: Report) -> bool:
    tallies = [t for code, t in report.checks.items() if code.startswith(OF_NUMBERS)]
    return any(t.skipped for t in tallies) and not any(t.passed or t.failed for t in tallies)
