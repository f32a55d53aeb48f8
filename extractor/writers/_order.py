"""In what order findings are told, and which cells they point at."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.records import Finding

_GRAVITY = ("error", "warning", "notice")


def by_cause(findings: Sequence[Finding]) -> list[tuple[int, list[int]]]:
    """Indices of the findings that stand for themselves, gravest first, with those they explain."""
    under: dict[int, list[int]] = {}
    for i, finding in enumerate(findings):
        if finding.cause is not None:
            under.setdefault(_root(findings, i), []).append(i)
    roots = [i for i, f in enumerate(findings) if f.cause is None]
    roots.sort(key=lambda i: (_GRAVITY.index(findings[i].severity), i))
    return [(root, under.get(root, [])) for root in roots]


def _root(findings: Sequence[Finding], i: int) -> int:
    """The finding at the end of the chain of causes; a broken chain ends where it breaks."""
    seen = {i}
    while (cause := findings[i].cause) is not None and cause not in seen:
        seen.add(cause)
        i = cause
    return i


def suspects(findings: Sequence[Finding]) -> frozenset[str]:
    """The cells to mark: where findings have one cause, the cells that all of them name."""
    marked: set[str] = set()
    for i, finding in enumerate(findings):
        if finding.severity == "notice" or finding.cause is not None:
            continue
        shared = set(finding.cells)
        for other in findings:
            if other.cause == i and other.cells:
                shared &= set(other.cells)
        marked |= shared or set(finding.cells)
    return frozenset(marked)
