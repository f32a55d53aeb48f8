"""Where the labels of table 2 stand: block headings, columns and rows."""

from __future__ import annotations

from extractor.layout.folding import Folded, Mark
from extractor.layout.forms_match import alike, similarity
from extractor.layout.tokens import explanations
from extractor.layout.words import LABELS

_FARTHEST = 90
"""Ideographs between two labels of the table; an explanation in brackets may stand between."""
_ALIKE = 0.6
_LEAST = 5
"""Labels that make a table."""


def marks_of_table2(text: str, folded: Folded) -> list[list[Mark]]:
    """The tables of kind 2 in text order, each as its labels."""
    marks = _all_marks(folded)
    clusters: list[list[Mark]] = []
    for mark in marks:
        last = clusters[-1][-1] if clusters else None
        if (
            last is not None
            and mark.lo - last.hi <= _FARTHEST
            and text.find("。", folded.end(last.hi), folded.start(mark.lo)) < 0
        ):
            clusters[-1].append(mark)
        else:
            clusters.append([mark])
    out = []
    for cluster in clusters:
        labels = _outside_brackets(text, folded, cluster)
        heads = [i for i, m in enumerate(labels) if m.kind != "row"]
        if heads:
            trimmed = labels[heads[0] :]
            columns = {m.key for m in trimmed if m.kind == "column"}
            blocks = sum(m.kind == "block" for m in trimmed)
            rows = {m.key for m in trimmed if m.kind == "row"}
            if blocks + len(columns) >= 3 and (blocks or len(columns) >= 3) and len(rows) >= 2:
                out += _separate(_with_misspelt(text, folded, trimmed))
    return out


def _all_marks(folded: Folded) -> list[Mark]:
    """Every label, the longer one where two overlap."""
    found: list[Mark] = []
    sources = [("block", {"": LABELS.table2_blocks}), ("column", LABELS.table2_columns)]
    for kind, table in [*sources, ("row", LABELS.table2_rows)]:
        for key, words in table.items():
            found += [Mark(kind, key, lo, hi) for lo, hi in folded.find_all(words)]
    found.sort(key=lambda m: (m.lo, -m.hi))
    out: list[Mark] = []
    for mark in found:
        if not out or mark.lo >= out[-1].hi:
            out.append(mark)
    return out


def _outside_brackets(text: str, folded: Folded, marks: list[Mark]) -> list[Mark]:
    """The marks that are labels, not words in the explanation that a bracket gives of one."""
    if len(marks) < _LEAST:
        return []
    brackets = explanations(text, folded.start(marks[0].lo), folded.end(marks[-1].hi))
    out, i = [], 0
    for mark in marks:
        start = folded.start(mark.lo)
        while i < len(brackets) and brackets[i][1] <= start:
            i += 1
        if i == len(brackets) or start < brackets[i][0]:
            out.append(mark)
    return out


def _with_misspelt(text: str, folded: Folded, marks: list[Mark]) -> list[Mark]:
    """The marks with the columns whose label has a slip (本年废纸件数)."""
    out: list[Mark] = []
    for i, mark in enumerate(marks):
        out.append(mark)
        high = marks[i + 1].lo if i + 1 < len(marks) else mark.hi
        between = text[folded.end(mark.hi) : folded.start(high)] if high > mark.hi else ""
        if mark.kind == "row" or not 3 <= high - mark.hi <= 12 or "（" in between or "(" in between:
            continue
        chunk = folded.text[mark.hi : high]
        labels = ((k, w[0]) for k, w in LABELS.table2_columns.items() if alike(chunk, w[0], _ALIKE))
        scores = [(similarity(chunk, label), key) for key, label in labels]
        if scores:
            out.append(Mark("column", max(scores)[1], mark.hi, high))
    return out


def _separate(marks: list[Mark]) -> list[list[Mark]]:
    """Two tables that follow one another: the second begins where its first row comes again."""
    out: list[list[Mark]] = [[]]
    seen: set[str] = set()
    for mark in marks:
        if mark.kind == "row":
            if mark.key == "rules" and "rules" in seen and "fees" in seen:
                head = len(out[-1])
                while head and out[-1][head - 1].kind != "row":
                    head -= 1
                out.append(out[-1][head:])
                del out[-2][head:]
                seen = set()
            seen.add(mark.key)
        out[-1].append(mark)
    return out
