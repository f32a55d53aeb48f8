"""The findings, gravest first; what follows from another finding stands under it."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from extractor.records import Finding, Report
from extractor.writers._order import by_cause
from extractor.writers._verdict import CLEAN, verdict
from extractor.writers._wrap import wrap
from extractor.writers.console.style import BAD, DIM, GOOD, HEAD, SEVERITIES, WARN, safe


def render_findings(report: Report, width: int) -> list[RenderableType]:
    """A block `问题清单`; nothing where there are no findings."""
    findings = report.findings
    if not findings:
        return []
    lines: list[RenderableType] = [Text(), Text("问题清单", style=HEAD)]
    for number, (root, under) in enumerate(by_cause(findings), start=1):
        lines += _lines(findings[root], width, f"{number:>2}. ")
        for i in under:
            lines += _lines(findings[i], width, "    ↳ ")
    return lines


def _lines(finding: Finding, width: int, lead: str) -> list[Text]:
    mark, name, style = SEVERITIES[finding.severity]
    head = Text(lead, style=DIM)
    head.append(f"{mark} {name} {finding.code} ", style=style if finding.cause is None else DIM)
    indent = head.cell_len
    first, *rest = wrap(Text(safe(finding.message)), width - indent)
    head.append_text(first)
    return [head, *(Text(" " * indent).append_text(line) for line in rest)]


def summary(report: Report) -> Text:
    """One closing line: how many findings of each kind, how much was checked."""
    counts = {s: sum(f.severity == s for f in report.findings) for s in SEVERITIES}
    knock_on = sum(f.cause is not None for f in report.findings)
    passed = sum(t.passed for t in report.checks.values())
    skipped = sum(t.skipped for t in report.checks.values())
    line = Text("\n")
    found = verdict(report)
    if report.findings:
        told = "、".join(f"{SEVERITIES[s][1]}{n}处" for s, n in counts.items() if n)
        line.append(f"发现{told}", style=BAD if counts["error"] else WARN)
        if knock_on:
            line.append(f"（其中{knock_on}处由其他问题引起）")
    if found:
        line.append("；" if report.findings else "")
        line.append(found, style=GOOD if found == CLEAN else WARN)
        if found != CLEAN:
            return line.append("。")
    line.append(f"；另有{passed}项核对相符")
    if skipped:
        line.append(f"，{skipped}项因缺少数据未判定", style=DIM)
    return line.append("。")
