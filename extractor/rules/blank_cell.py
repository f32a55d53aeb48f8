"""C101: a cell that is blank where the form wants a number."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Cell, Fault, Verdict
from extractor.rules._context import Context, spans
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import TABLE_NAMES, listing

_BLANK = ("blank", "slash", "dash")
"""States of a cell without a number, in the order in which a message names them."""


@rule("C101", severity="warning", since="0.1.0", title="应填数字的单元格空白或为“/”")
def blank_cell(context: Context) -> Iterator[Outcome]:
    """A cell is blank, or holds a slash or a dash, where the form wants a number.

    What it checks
    Every cell of the three tables holds a number; nothing happened is written 0. All blank
    cells of a table make one finding.

    Why it matters
    A blank is no zero: it may be forgotten, not applicable or unknown. Sums over agencies
    take it for zero without saying so, and no identity can be tested with it.

    How approximation and blanks are treated
    Blank, `/` and `—` are the fault itself. Cells that are not in the document at all are
    F103's business; text in a cell is C102's.

    Source
    国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, annex: every cell is a number.

    Fires on
        t3.new.person = 3
        t3.new.company = /
        t3.carried_in.person =

    Silent on
        t3.new.person = 3
        t3.new.company = 0
        t3.carried_in.person = 0
    """
    if not context.tables.readings:
        yield Verdict.SKIPPED
        return
    for reading in context.tables.readings:
        blank = [c for c in context.cells_read(reading.table) if c.state in _BLANK]
        if blank:
            yield Fault(
                message=_message(context, reading.table, blank),
                cells=tuple(c.id for c in blank),
                spans=spans(blank),
            )
        else:
            yield Verdict.PASSED


def _message(context: Context, table: str, blank: list[Cell]) -> str:
    """One sentence: how many, what stands there, and in which rows."""
    kinds = "或".join(dict.fromkeys(w for s in _BLANK for c in blank if (w := _seen(c, s))))
    name = TABLE_NAMES[table]
    if len(blank) == 1:
        where = context.cell_name(blank[0].id)
        return f"{name}“{where}”一格为{kinds}，应填数字（没有的填0）。"
    rows = dict.fromkeys(context.row_name(c.id.rpartition(".")[0]) for c in blank)
    return f"{name}有{len(blank)}格为{kinds}，应填数字（没有的填0），涉及{listing(rows, '行')}。"


def _seen(cell: Cell, state: str) -> str | None:
    """What a reader sees in a cell of this state; None if it is of another."""
    if cell.state != state:
        return None
    return "空白" if state == "blank" else f"“{cell.raw.strip()}”"
