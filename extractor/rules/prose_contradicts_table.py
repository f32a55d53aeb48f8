"""P101: a prose figure against the cell, or the sum of cells, that it states."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Verdict
from extractor.rules._context import Context
from extractor.rules._prose import contradiction, held_against_tables
from extractor.rules._registry import Outcome, rule


@rule("P101", severity="error", since="0.1.0", title="正文数据与表格数据不一致")
def prose_contradicts_table(context: Context) -> Iterator[Outcome]:
    """A figure of the prose contradicts the table cell, or the sum of cells, that it states.

    What it checks
    Every figure of the prose that was linked to cells of the report's own tables: its value
    against the cell, or the sum of the cells. Figures of another year, or of a part of the
    body (市本级, 某局), are not compared; nor are figures whose clause tells of something
    narrower than the cell (以受委托身份接收的申请), or that differ from it twentyfold.

    Why it matters
    Prose and table are written by different hands from the same ledger. Where they differ,
    one of the two published numbers is wrong.

    How approximation and blanks are treated
    约, 余, 近 and the like contradict only what lies outside their interval; a number told in
    万 or 亿 stands for every count that rounds or truncates to it. Where the words can be
    read in two ways (收到75件 as new, or as new and carried in), no reading may fit before
    it is a fault. Words that name another matter and no application (不动产登记业务上年结转31件)
    contradict nothing. Blank, absent or unreadable cells: skipped. One side zero and the other
    not is P102.

    Source
    国办公开办函〔2021〕30号: the tables and 总体情况 report the same year's figures.

    Fires on
        @table t3
        @year 2023
        t3.new.person = 40
        t3.new.total = 40
        t3.granted.person = 40
        t3.granted.total = 40
        t3.total.person = 40
        t3.total.total = 40
        全年新收政府信息公开申请46件，均已答复。
        --
        @year 2023
        t2.fees.amount = 1.2
        全年行政事业性收费8600元。

    Silent on
        @year 2023
        t3.new.person = 40
        t3.new.total = 40
        t3.granted.person = 40
        t3.granted.total = 40
        t3.total.person = 40
        t3.total.total = 40
        全年新收政府信息公开申请近50件，办结40件。
        --
        @year 2023
        t2.fees.amount = 1.2
        全年行政事业性收费12000元。
        --
        @year 2023
        t3.new.person = 40
        t3.new.total = 40
        t3.granted.person = 40
        t3.granted.total = 40
        t3.total.person = 40
        t3.total.total = 40
        全年新收政府信息公开申请40件。同一小区业主就加装电梯先后提交的申请15件，均已答复。
    """
    for held in held_against_tables(context):
        if held is None:
            yield Verdict.SKIPPED
        elif held.agrees:
            yield Verdict.PASSED
        elif held.figure.value and held.total:  # else P102's
            yield contradiction(context, held)
