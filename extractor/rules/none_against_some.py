"""P102: prose says none, the table says some, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Verdict
from extractor.rules._context import Context, spans
from extractor.rules._prose import both, held_against_tables, quote, span_of
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import number


@rule("P102", severity="error", since="0.1.0", title="正文与表格一方为零、一方不为零")
def none_against_some(context: Context) -> Iterator[Outcome]:
    """Prose says none where the table has some, or the table has none where prose has some.

    What it checks
    Figures of the prose that state table cells, where exactly one of the two sides is zero:
    未收到申请 against a filled row, 行政复议2件 against an empty table 4.

    Why it matters
    It is the plainest contradiction a reader can find, and mostly the trace of a paragraph
    taken over from last year.

    How approximation and blanks are treated
    Zero is zero however it is worded (未收到, 无, 没有发生, 0件). Blank, absent or unreadable
    cells: skipped.

    Source
    国办公开办函〔2021〕30号: the tables and 总体情况 report the same year's figures.

    Fires on
        @year 2024
        t3.new.person = 1
        t3.new.total = 1
        t3.granted.person = 1
        t3.granted.total = 1
        t3.total.person = 1
        t3.total.total = 1
        本镇2024年未收到政府信息公开申请。

    Silent on
        @year 2024
        @table t3
        本镇2024年未收到政府信息公开申请。
    """
    for held in held_against_tables(context):
        if held is None:
            yield Verdict.SKIPPED
            continue
        figure = held.figure
        if held.agrees:
            yield Verdict.PASSED
            continue
        if figure.value and held.total:
            continue  # P101's
        name, table = both(context, held)
        difference = figure.value - held.total
        told = f"称“{quote(context, figure)}”"
        clash = f"，即{name}为0，而表格中" if not figure.value else f"，而表格中{name}"
        yield Fault(
            message=f"正文{told}{clash}为{table}，"
            f"正文与表格相差{number(abs(difference))}{figure.unit}。",
            expected=held.total,
            actual=figure.value,
            difference=difference,
            cells=tuple(c.id for c in held.cells),
            figures=(held.index,),
            spans=(span_of(figure), *spans(held.cells)),
        )
