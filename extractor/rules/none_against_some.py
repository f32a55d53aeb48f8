"""P102: prose says none, the table says some, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Verdict
from extractor.rules._context import Context
from extractor.rules._prose import contradiction, held_against_tables
from extractor.rules._registry import Outcome, rule


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
        elif held.agrees:
            yield Verdict.PASSED
        elif not (held.figure.value and held.total):  # else P101's
            yield contradiction(context, held)
