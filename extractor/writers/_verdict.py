"""What is said of a report without findings."""

from __future__ import annotations

from extractor.records import Report

CLEAN = "未发现不符之处"
NO_REPORT = "未读到年度报告的内容"


def verdict(report: Report) -> str:
    """CLEAN, or that there was nothing in the document that could have been checked.

    Any page has numbers; those of a report are known for what they state, or add up.
    """
    extraction = report.extraction
    told = extraction.relations or any(f.indicator is not None for f in report.figures)
    return CLEAN if extraction.sections or report.cells or told else NO_REPORT
