"""Finds the finding that explains the others, and lets the knock-on ones point at it.

One wrong cell of table 3 breaks its row, its column and the balance. Every broken identity is
a linear equation over cells, so each of its cells has a correction that would repair it. A cell
is the root where one and the same correction repairs several broken identities and breaks none
that holds; prose that states the corrected number counts as one of them. Roots are looked for by
code and position, so the result does not depend on chance, and a finding that is a root never
gets a cause itself: there are no cycles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import msgspec

from extractor.arithmetic import change_agrees, share_agrees, together
from extractor.indicators.relations import falls_in
from extractor.records import Finding
from extractor.rules._context import Context, values
from extractor.rules._wording import number

_IDENTITIES = ("T301", "T302", "T303", "T401", "T501")
_PROSE = ("P101", "P102")
_ROOT_ORDER = {"T303": 0, "T302": 1, "T401": 2, "T501": 2, "T301": 3, "P101": 4, "P102": 4}
"""Which of several broken identities names the fault best: the row before the balance."""


class _Suspect(msgspec.Struct, frozen=True):
    """A cell whose one correction repairs all the broken identities that it stands in."""

    cell: str
    correction: Decimal
    repairs: tuple[int, ...]
    """Indices of findings: the identities, and prose that states the corrected number."""


def trace_causes(findings: tuple[Finding, ...], context: Context) -> tuple[Finding, ...]:
    """Sets `cause` where one finding explains another, and names the suspected cell."""
    if len(findings) < 2:
        return findings
    causes: dict[int, int] = {}
    hints: dict[int, str] = {}
    corrected = _cells(findings, context, causes, hints)
    _columns_behind_total(findings, causes)
    _prose(findings, context, causes, corrected)
    return tuple(
        msgspec.structs.replace(f, cause=causes.get(i), message=_with_hint(f.message, hints.get(i)))
        if i in causes or i in hints
        else f
        for i, f in enumerate(findings)
    )


def _with_hint(message: str, hint: str | None) -> str:
    return f"{message.rstrip('。')}，{hint}。" if hint else message


def _cells(
    findings: tuple[Finding, ...],
    context: Context,
    causes: dict[int, int],
    hints: dict[int, str],
) -> Mapping[str, tuple[int, Decimal]]:
    """Explains broken identities by single cells; returns {cell: (root, corrected value)}."""
    broken = {i: f for i, f in enumerate(findings) if f.code in _IDENTITIES and f.difference}
    told = {i: f for i, f in enumerate(findings) if f.code in _PROSE and len(f.cells) == 1}
    if not broken:
        return {}
    holding = _holding(context, broken.values())
    corrected: dict[str, tuple[int, Decimal]] = {}
    open_ones = {*broken, *told}
    suspects = _suspects(broken, told, holding)
    for suspect in sorted(suspects, key=lambda s: (-len(s.repairs), s.repairs, s.cell)):
        repairs = [i for i in suspect.repairs if i in open_ones]
        value = context.value(suspect.cell)
        if len(repairs) < max(2, len(suspect.repairs)) or value is None:
            continue
        if value + suspect.correction < 0:
            continue
        root = min(repairs, key=lambda i: (_ROOT_ORDER[findings[i].code], i))
        rivals = [s for s in suspects if s.repairs == suspect.repairs and s.cell != suspect.cell]
        causes.update({i: root for i in repairs if i != root})
        open_ones.difference_update(repairs)
        if not rivals:
            right = value + suspect.correction
            corrected[suspect.cell] = (root, right)
            hints[root] = (
                f"疑为“{context.cell_name(suspect.cell)}”一格有误"
                f"（改为{number(right)}则相关各处均相符）"
            )
    return corrected


def _suspects(
    broken: Mapping[int, Finding], told: Mapping[int, Finding], holding: frozenset[str]
) -> list[_Suspect]:
    """Every cell whose one correction repairs two or more broken identities and breaks none.

    `told`: prose that contradicts a single cell. Where it states the corrected number, one broken
    identity is enough.
    """
    wanted: dict[str, dict[int, Decimal]] = {}
    for i, finding in broken.items():
        for cell, sign in _signs(finding):
            if cell not in holding and finding.difference is not None:
                wanted.setdefault(cell, {})[i] = -finding.difference * sign
    for i, finding in told.items():
        by = wanted.get(finding.cells[0])
        if by and finding.difference is not None and set(by.values()) == {finding.difference}:
            by[i] = finding.difference
    return [
        _Suspect(cell, next(iter(by.values())), tuple(by))
        for cell, by in wanted.items()
        if len(by) >= 2 and len(set(by.values())) == 1
    ]


def _signs(finding: Finding) -> Iterable[tuple[str, int]]:
    """The cells of an identity with +1 for the side summed up, -1 for the other.

    T301 lists (new, carried_in, total, carried_out); the others list the parts, then the total.
    """
    parts = 2 if finding.code == "T301" else len(finding.cells) - 1
    return ((cell, 1 if at < parts else -1) for at, cell in enumerate(finding.cells))


def _holding(context: Context, broken: Iterable[Finding]) -> frozenset[str]:
    """Cells of the broken identities that also stand in an identity that holds."""
    touched = {c for f in broken for c in f.cells}
    held: set[str] = set()
    for code in _IDENTITIES:
        for each in context.equations(code):
            if touched.isdisjoint(each.left) and touched.isdisjoint(each.right):
                continue
            left, right = context.evidence(code, each.left), context.evidence(code, each.right)
            if left is not None and right is not None and sum(values(left)) == sum(values(right)):
                held.update(each.left, each.right)
    return frozenset(held)


def _columns_behind_total(findings: tuple[Finding, ...], causes: dict[int, int]) -> None:
    """The 总计 column fails by what the applicant columns fail by: it only sums them up."""
    for code in ("T301", "T302", "Y101"):
        own = [(i, f) for i, f in enumerate(findings) if f.code == code and i not in causes]
        totals = [(i, f) for i, f in own if f.cells and f.cells[0].endswith(".total")]
        columns = [(i, f) for i, f in own if f.cells and not f.cells[0].endswith(".total")]
        if len(totals) != 1 or not columns or totals[0][0] in causes.values():
            continue
        (total, knock_on), (root, _) = totals[0], columns[0]
        if knock_on.difference == sum((f.difference or 0 for _, f in columns), Decimal(0)):
            causes[total] = root


def _prose(
    findings: tuple[Finding, ...],
    context: Context,
    causes: dict[int, int],
    corrected: Mapping[str, tuple[int, Decimal]],
) -> None:
    """Prose that is right where the cell is wrong; and what follows from one wrong figure."""
    stated = [(i, f) for i, f in enumerate(findings) if f.code in ("P101", "P102")]
    for i, finding in stated:
        for cell in finding.cells:
            root, right = corrected.get(cell, (i, None))
            alone = len(finding.cells) == 1 and finding.actual is not None
            if alone and right in (finding.expected, finding.actual) and root != i:
                causes[i] = root
    for i, finding in enumerate(findings):
        if finding.code not in ("P103", "P201", "P202", "P203") or i in causes:
            continue
        for root, wrong in stated:
            shared = set(wrong.figures) & set(finding.figures)
            if not shared or root in causes:
                continue
            if _same_size(finding, wrong) or _right_with_cell(finding, wrong, context):
                causes[i] = root
                break


def _right_with_cell(finding: Finding, wrong: Finding, context: Context) -> bool:
    """Is a share or a change right once the figure that the table contradicts is the table's?"""
    if finding.code not in ("P202", "P203") or wrong.expected is None:
        return False
    figures = [context.figures[i] for i in finding.figures]
    at = finding.figures.index(wrong.figures[0])
    if not at:
        return False
    told = {"value": wrong.expected, "low": wrong.expected, "high": wrong.expected}
    figures[at] = msgspec.structs.replace(figures[at], **told, qualifier="exact", step=None)
    stated, *several, base = figures
    if finding.code == "P202":
        return share_agrees(stated, together(several), base)
    (now,), before = several, base
    falls = falls_in(context.text[context.sentences[stated.sentence].start : stated.start])
    return bool(before.value) and change_agrees(stated, now, before, falls) is True


def _same_size(one: Finding, other: Finding) -> bool:
    if one.difference is None or other.difference is None:
        return False
    return abs(one.difference) == abs(other.difference)
