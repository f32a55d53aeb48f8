"""The findings, gravest first; what follows from another finding stands under it."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from extractor.records import Finding, Report
from extractor.writers._wrap import wrap
from extractor.writers.console.style import BAD, DIM, GOOD, HEAD, SEVERITIES, WARN, safe

_ORDER = {severity: at for at, severity in enumerate(SEVERITIES)}


def render_findings(report: Report, width: int) -> list[RenderableType]:
    """A block `问题清单`; nothing where there are no findings."""
    findings = report.findings
    if not findings:
        return []
    under: dict[int, list[int]] = {}
    for i, finding in enumerate(findings):
        if finding.cause is not None:
            under.setdefault(_root(findings, i), []).append(i)
    roots = [i for i, f in enumerate(findings) if f.cause is None]
    roots.sort(key=lambda i: (_ORDER[findings[i].severity], i))
    lines: list[RenderableType] = [Text(), Text("问题清单", style=HEAD)]
    for number, root in enumerate(roots, start=1):
        lines += _lines(findings[root], width, f"{number:>2}. ")
        for i in under.get(root, ()):
            lines += _lines(findings[i], width, "    ↳ ")
    return lines


def _root(findings: tuple[Finding, ...], i: int) -> int:
    """The finding at the end of the chain of causes; a broken chain ends where it breaks."""
    seen = {i}
    while (cause := findings[i].cause) is not None and cause not in seen:
        seen.add(cause)
        i = cause
    return i


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
    if not report.findings:
        line.append("未发现不符之处", style=GOOD)
    else:
        worst = BAD if counts["error"] else WARN
        found = "、".join(f"{SEVERITIES[s][1]}{n}处" for s, n in counts.items() if n)
        line.append(f"发现{found}", style=worst)
        if knock_on:
            line.append(f"（其中{knock_on}处由其他问题引起）")
    line.append(f"；另有{passed}项核对相符")
    if skipped:
        line.append(f"，{skipped}项因缺少数据未判定", style=DIM)
    return line.append("。")
