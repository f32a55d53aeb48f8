"""Runs the rules over one extraction and counts how often each was decided."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from msgspec.structs import replace

from extractor.codebook import Codebook
from extractor.records import (
    Extraction,
    Fault,
    Finding,
    Report,
    Severity,
    Tally,
    Verdict,
    YearBefore,
)
from extractor.rules._causes import trace_causes
from extractor.rules._context import Context
from extractor.rules._registry import Rule, all_rules, every_code

CRASHED = "规则{code}运行出错（{error}），本项未作判断。"

MAX_FAULTS = 500
"""Faults that one rule may report on one document; the rest is said in a notice."""


def run_rules(
    extraction: Extraction,
    *,
    rules: Sequence[Rule] | None = None,
    codebook: Codebook | None = None,
    before: YearBefore | None = None,
) -> Report:
    """Checks an extraction. `rules` None means all; the other codes are then listed as 0/0/0.

    `before` is the same agency's report of the year before, which the Y rules hold it against.

    Findings stand in the order of the output contract: by code, then as the rule met them.
    A rule that raises loses its own result and nothing else: it counts as skipped, and a
    notice under its code says so.
    """
    context = Context(extraction, codebook, before)
    chosen = all_rules() if rules is None else rules
    tallies: dict[str, Tally] = dict.fromkeys(every_code(), Tally())
    findings: list[Finding] = []
    for rule in chosen:
        found, tallies[rule.code] = _run(rule, context)
        findings += found
    traced = trace_causes(tuple(findings), context)
    return Report(extraction, tuple(_as_sure(f, extraction, before) for f in traced), tallies)


def _as_sure(finding: Finding, extraction: Extraction, before: YearBefore | None) -> Finding:
    """No error is made out of what was read off a picture: the digit may be the reader's."""
    earlier = before is not None and before.recognised and finding.code.startswith("Y")
    if finding.severity == "error" and (extraction.document.recognised is not None or earlier):
        return replace(finding, severity="warning")
    return finding


def _run(rule: Rule, context: Context) -> tuple[list[Finding], Tally]:
    """One rule's findings and tally. A rule that says nothing at all had nothing to check."""
    try:
        outcomes = list(rule.check(context))
    except Exception as error:
        note = Fault(CRASHED.format(code=rule.code, error=type(error).__name__))
        return [_finding(rule.code, "notice", note)], Tally(skipped=1)
    passed, skipped = outcomes.count(Verdict.PASSED), outcomes.count(Verdict.SKIPPED)
    failed = len(outcomes) - passed - skipped
    faults = (o for o in outcomes if not isinstance(o, Verdict)) if failed else ()
    findings = [
        _finding(rule.code, fault.severity or rule.severity, fault)
        for fault in islice(faults, MAX_FAULTS)
    ]
    if failed > MAX_FAULTS:
        note = Fault(f"{rule.code}共发现{failed}处，仅列出前{MAX_FAULTS}处。")
        findings.append(_finding(rule.code, "notice", note))
    if not passed and not failed and not skipped:
        skipped = 1
    return findings, Tally(passed, failed, skipped)


def _finding(code: str, severity: Severity, fault: Fault) -> Finding:
    spans = sorted(set(fault.spans), key=lambda s: (s.start, s.end)) if fault.spans else ()
    return Finding(
        code=code,
        severity=severity,
        message=fault.message,
        expected=fault.expected,
        actual=fault.actual,
        difference=fault.difference,
        cells=fault.cells,
        figures=fault.figures,
        spans=tuple(spans),
    )
