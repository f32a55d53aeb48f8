"""Y101: 上年结转 against 结转下年度 in the report of the year before."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Span, Verdict
from extractor.rules._context import Context
from extractor.rules._identities import COLUMNS
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import number
from extractor.rules._years import same_basis, that_report, this_report


@rule("Y101", severity="error", since="0.1.0", title="上年结转与上年度报告的结转下年度不符")
def carried_in_differs(context: Context) -> Iterator[Outcome]:
    """What was carried in differs from what last year's report carried out.

    What it checks
    In each applicant column of table 3: 上年结转 equals 结转下年度 in the same agency's report
    of the year before.

    Why it matters
    The two cells count the same applications. A difference means that one of the two reports
    was changed afterwards or miscounted, and every balance behind it moves with it.

    How approximation and blanks are treated
    Cells are whole numbers, so they must be equal. A blank or absent cell on either side is
    skipped. Where the form or the name of the body changed between the two years, the
    difference may have its reason there: it is a warning then.

    Source
    Annex to 国办公开办函〔2021〕30号, table 3, rows 二 and 四.

    Fires on
        @year 2024
        @before t3.carried_out.person = 7
        t3.carried_in.person = 5

    Silent on
        @year 2024
        @before t3.carried_out.person = 7
        @before t3.carried_out.total = 7
        t3.carried_in.person = 7
        t3.carried_in.total = 7
    """
    before = context.before
    if before is None:
        return
    for column in COLUMNS:
        cell = context.cell(f"t3.carried_in.{column}")
        then = before.cells.get(f"t3.carried_out.{column}")
        if cell is None or cell.value is None or then is None:
            yield Verdict.SKIPPED
            continue
        if cell.value == then:
            yield Verdict.PASSED
            continue
        yield Fault(
            message=f"{this_report(context)}表三“上年结转”{context.column_name(column)}列为"
            f"{number(cell.value)}件，与{that_report(before)}“结转下年度继续办理”的"
            f"{number(then)}件不等，相差{number(abs(cell.value - then))}件。",
            expected=then,
            actual=cell.value,
            difference=cell.value - then,
            cells=(cell.id,),
            spans=(Span(cell.start, cell.end),),
            severity=None if same_basis(context, before) else "warning",
        )
