"""A finding in the words of a 问题清单: what the text says, what the table says, and where.

A dataset holds the prose but not the documents' whole text, so these are written down while it is
at hand.
"""

from __future__ import annotations

from collections.abc import Iterable

from extractor.codebook import load_codebook
from extractor.records import Cell, Finding, Report, Span
from extractor.rules._wording import TABLE_NAMES

MOST = 8
"""Cells, sentences or places that are spelled out."""
LONGEST = 300
"""Characters of one quotation."""

_ORDINALS = "〇一二三四五六"


def quote(report: Report, finding: Finding) -> str:
    """The sentences of the prose that the finding rests on, or what its other evidence reads."""
    extraction = report.extraction
    text = extraction.document.text
    sentences = sorted({extraction.figures[i].sentence for i in finding.figures})
    if sentences:
        stretches = [Span(s.start, s.end) for s in (extraction.sentences[i] for i in sentences)]
    elif finding.cells:
        return ""
    else:
        stretches = list(finding.spans)
    return _joined("……", (" ".join(text[s.start : s.end].split()) for s in stretches))


def table_values(report: Report, finding: Finding) -> str:
    """The cells that the finding names, as they are filled in."""
    names, form = load_codebook(), report.form
    read = report.cells
    return _joined(
        "；",
        (
            f"{names.cell_name(i, form)}：{_filled_in(read[i])}"
            for i in finding.cells
            if i in read and names.cell(i, form) is not None
        ),
    )


def _filled_in(cell: Cell) -> str:
    """What stands in the cell; digits that nobody can divide are its neighbours' too."""
    raw = cell.raw.strip()
    return f"未能分开（{raw}）" if cell.state == "undecided" else raw or "空"


def place(report: Report, finding: Finding) -> str:
    """The tables and the sections in which to look, with offsets into the document's text."""
    extraction = report.extraction
    tables = sorted({i.partition(".")[0] for i in finding.cells})
    out = [TABLE_NAMES[t] for t in tables if t in TABLE_NAMES]
    cells = {(c.start, c.end) for i in finding.cells if (c := report.cells.get(i)) is not None}
    for span in finding.spans:
        if (span.start, span.end) in cells:
            continue
        number = section_of(report, span.start)
        head = f"第{_ORDINALS[number]}部分，" if 0 < number < len(_ORDINALS) else ""
        out.append(f"{head}全文第{span.start + 1}—{max(span.end, span.start + 1)}字")
    if not out and extraction.sections:
        out.append("全文")
    return _joined("；", out)


def section_of(report: Report, offset: int) -> int:
    """The number of the section that holds the offset; 0 outside the six."""
    sections = report.extraction.sections
    return next((s.number for s in sections if s.start <= offset < s.end), 0)


def _joined(mark: str, parts: Iterable[str]) -> str:
    known = [p if len(p) <= LONGEST else p[:LONGEST] + "…" for p in dict.fromkeys(parts) if p]
    more = f"{mark}等{len(known)}处" if len(known) > MOST else ""
    return mark.join(known[:MOST]) + more
