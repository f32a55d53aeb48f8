"""F103: a table lacks rows or columns of its form."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Span, TableReading, Verdict
from extractor.rules._context import Context
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import TABLE_NAMES, listing


@rule("F103", severity="warning", since="0.1.0", title="表格缺行或缺列")
def incomplete_table(context: Context) -> Iterator[Outcome]:
    """A statutory table lacks rows or columns of its form.

    What it checks
    Every row and column that the form prescribes stands in the table, whatever its value.

    Why it matters
    The form may not be cut down: a row that is left out reads as zero in a summary, and the
    identities of the table can no longer be tested.

    How approximation and blanks are treated
    Labels are recognised with their usual variants and slips; a row that is there with blank
    cells is C101's business. Rows and columns are those of the form that the table follows.

    Source
    国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, annex.

    Fires on
        @lacks t3.rejected.reconfirm
        t3.new.person = 1

    Silent on
        @table t3
        t3.new.person = 1
    """
    if not context.tables.readings or context.tables.form == "2014":
        yield Verdict.SKIPPED
        return
    for reading in context.tables.readings:
        if context.is_cut_short and reading is context.tables.readings[-1]:
            yield Verdict.SKIPPED
            continue
        if not reading.missing_rows and not reading.missing_columns:
            yield Verdict.PASSED
            continue
        lacks = []
        if reading.missing_rows:
            rows = [context.row_name(r) for r in reading.missing_rows]
            lacks.append(f"缺少{listing(rows, '行')}")
        if reading.missing_columns:
            columns = [context.column_name(c) for c in reading.missing_columns]
            lacks.append(f"缺少{listing(columns, '列')}")
        yield Fault(
            message=f"{TABLE_NAMES[reading.table]}{'，'.join(lacks)}，与规定格式不符。",
            cells=_missing_cells(context, reading),
            spans=(Span(reading.start, reading.end),),
        )


def _missing_cells(context: Context, reading: TableReading) -> tuple[str, ...]:
    """The ids of the form that the missing rows and columns would hold."""
    rows, columns = set(reading.missing_rows), set(reading.missing_columns)
    return tuple(
        i
        for i in context.cells_of(reading.table)
        if i.rpartition(".")[0] in rows or i.rpartition(".")[2] in columns
    )
