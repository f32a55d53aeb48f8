"""C102: a cell that holds something else than a plain number of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

import regex

from extractor.records import Cell, Fault, Severity, Verdict
from extractor.rules._context import Context, spans
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import TABLE_NAMES, listing, number

_DIGITS = regex.compile(r"[\d.,，\s+\-−－]+")
_ALONE = 3
"""Up to so many cells of one fault in one table are reported one by one, more together."""


@rule("C102", severity="warning", since="0.1.0", title="单元格不是规范的数字")
def cell_is_no_count(context: Context) -> Iterator[Outcome]:
    """A cell holds text, a negative number, a fraction of a count, or a unit of its own.

    What it checks
    Every cell of the tables is a plain number: no words, no unit beside it, not negative, and
    whole unless it is an amount of money.

    Why it matters
    见公示平台 or 128件 cannot be added up; a negative or broken count shows a slip of the
    keyboard or another row's number.

    How approximation and blanks are treated
    Blank cells are C101's business. Of the form of 2019, 本年增/减 may be signed and worded (减4),
    and 采购总金额 may carry its unit, which that form leaves open. A fee that repeats the 万元 of
    its header is a notice; one in 元 is a warning.

    Source
    国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, annex: integers, fees in 万元.

    Fires on
        t2.penalties.decisions = 见公示平台
        --
        t2.licences.decisions = 128件
        --
        t3.new.person = 2.5
        --
        t3.new.person = -1

    Silent on
        t2.penalties.decisions = 137
        t2.fees.amount = 1860.42
        --
        @form 2019
        t2.licences.change = 减4
        t2.procurement.amount = 42.8万元
    """
    if not context.tables.readings:
        yield Verdict.SKIPPED
        return
    for reading in context.tables.readings:
        faulty: dict[tuple[str, Severity], list[Cell]] = {}
        for cell in context.cells_read(reading.table):
            if cell.raw.isdecimal():  # nearly all cells: digits and nothing else
                yield Verdict.PASSED
                continue
            fault = _fault(context, cell)
            if fault:
                faulty.setdefault(fault, []).append(cell)
            elif cell.state == "undecided":
                yield Verdict.SKIPPED
            elif cell.state in ("number", "text"):
                yield Verdict.PASSED
        for (what, severity), cells in faulty.items():
            groups = [[c] for c in cells] if len(cells) <= _ALONE else [cells]
            for group in groups:
                yield Fault(
                    message=_message(context, reading.table, what, group),
                    actual=group[0].value if len(group) == 1 else None,
                    cells=tuple(c.id for c in group),
                    spans=spans(group),
                    severity=severity,
                )


_MONEY = ("万元", "as written")
"""Units of the form for amounts, which may have digits behind the point."""


def _fault(context: Context, cell: Cell) -> tuple[str, Severity] | None:
    """What is wrong with the cell, in words that complete 为“…”，."""
    if cell.state == "text":
        return "不是数字", "warning"
    if cell.value is None:
        return None
    column = cell.id.rpartition(".")[2]
    if cell.value < 0 and column != "change":
        return "为负数", "warning"
    info = context.codebook.cell(cell.id, context.form_used)
    if info is not None and info.unit in _MONEY:
        return _unit_of_fee(cell)
    if cell.value != cell.value.to_integral_value():
        return "不是整数", "warning"
    if column != "change" and _DIGITS.sub("", normalize("NFKC", cell.raw)):
        own_words = any(ch.isdigit() for ch in cell.raw)
        return ("自带单位或文字", "warning") if own_words else None
    return None


def _unit_of_fee(cell: Cell) -> tuple[str, Severity] | None:
    """The fee's unit stands in the header; the procurement amount of 2019 has none there."""
    unit = _DIGITS.sub("", normalize("NFKC", cell.raw))
    if not unit or cell.id.startswith("t2.procurement."):
        return None
    return ("重复填写了单位“万元”", "notice") if unit == "万元" else ("自带单位或文字", "warning")


def _message(context: Context, table: str, what: str, cells: list[Cell]) -> str:
    name = TABLE_NAMES[table]
    raw = _quoted(cells[0])
    if len(cells) == 1:
        return f"{name}“{context.cell_name(cells[0].id)}”一格填的是{raw}，{what}。"
    rows = dict.fromkeys(context.row_name(c.id.rpartition(".")[0]) for c in cells)
    same = "均填" if len({_quoted(c) for c in cells}) == 1 else "如"
    return f"{name}有{len(cells)}格{what}（{same}{raw}），涉及{listing(rows, '行')}。"


def _quoted(cell: Cell) -> str:
    """What stands in the cell, in quotes."""
    raw = cell.raw.strip() or (number(cell.value) if cell.value is not None else "")
    return f"“{raw[:40]}”"
