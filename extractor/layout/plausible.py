"""Is it a table at all? Prose lists the rows of a form too, in their order and with numbers."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import regex

from extractor.codebook import table_of
from extractor.records import Cell, Span, TableReading, Tables

_CELL_MARKS = regex.compile(r"[|\t]")
_NUMBER = regex.compile(r"\d+(?:\.\d+)?")
_COUNTED = regex.compile(r"\d\s*(?:件|条|项|宗|起|例|份|%|％)")
_PUNCTUATION = regex.compile(r"[，,；;。：]")
_IN_LABELS = regex.compile(r"[（(][^（）()]{0,40}[）)]|不补正、|缴纳费用、|之和，等于")
PROSE = 0.5
"""Punctuation marks, or units behind numbers, for each number from which on it is prose."""


def without_prose(text: str, tables: Tables) -> Tables:
    """`tables` without what was read out of sentences; those then count as prose again."""
    kept = tuple(r for r in tables.readings if not _reads_as_prose(text, r))
    extra = tuple(s for s in tables.extra if not _reads_as_prose(text, s))
    if len(kept) == len(tables.readings):
        return msgspec.structs.replace(tables, extra=extra)
    names = {r.table for r in kept}
    cells: Mapping[str, Cell] = {k: c for k, c in tables.cells.items() if table_of(k) in names}
    form = tables.form if cells else None
    return msgspec.structs.replace(tables, form=form, cells=cells, readings=kept, extra=extra)


def _reads_as_prose(text: str, reading: TableReading | Span) -> bool:
    region = text[reading.start : reading.end]
    if _CELL_MARKS.search(region):
        return False
    plain = _IN_LABELS.sub("", region)
    numbers = len(_NUMBER.findall(plain))
    if not numbers:
        return False
    told = max(len(_PUNCTUATION.findall(plain)), len(_COUNTED.findall(plain)))
    return told >= numbers * PROSE
