"""Y102: 现行有效件数 against last year's, what was issued and what was repealed."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Verdict
from extractor.rules._context import Context, spans, values
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import number
from extractor.rules._years import that_report, this_report


@rule("Y102", severity="notice", since="0.1.0", title="现行有效件数与上年度报告不衔接")
def stock_does_not_carry_on(context: Context) -> Iterator[Outcome]:
    """The documents in force are not last year's, plus those issued, less those repealed.

    What it checks
    For 规章 and 行政规范性文件 in table 2: 现行有效件数 = 现行有效件数 of the same agency's
    report of the year before + 本年制发件数 - 本年废止件数.

    Why it matters
    A stock that does not carry on shows that a clean-up was not counted, or that the columns
    were filled in by different people.

    How approximation and blanks are treated
    Documents also lapse, move to another body or are counted anew, so this is a notice. Both
    reports must use the form of 2021; a blank or absent cell is skipped.

    Source
    Annex to 国办公开办函〔2021〕30号, table 2, first block.

    Fires on
        @year 2024
        @before t2.normative.in_force = 30
        t2.normative.issued = 4
        t2.normative.repealed = 1
        t2.normative.in_force = 34

    Silent on
        @year 2024
        @before t2.normative.in_force = 30
        t2.normative.issued = 4
        t2.normative.repealed = 1
        t2.normative.in_force = 33
    """
    before = context.before
    if before is None:
        return
    for row in ("t2.rules", "t2.normative"):
        then = before.cells.get(f"{row}.in_force")
        ids = (f"{row}.issued", f"{row}.repealed", f"{row}.in_force")
        cells = context.evidence("Y102", ids)
        if then is None or cells is None or before.form != context.tables.form:
            yield Verdict.SKIPPED
            continue
        issued, repealed, stock = values(cells)
        carried = then + issued - repealed
        if stock == carried:
            yield Verdict.PASSED
            continue
        yield Fault(
            message=f"{this_report(context)}表二{context.row_name(row)}现行有效{number(stock)}件，"
            f"而{that_report(before)}现行有效{number(then)}件＋本年制发{number(issued)}件"
            f"－本年废止{number(repealed)}件＝{number(carried)}件，"
            f"相差{number(abs(stock - carried))}件。",
            expected=carried,
            actual=stock,
            difference=stock - carried,
            cells=tuple(c.id for c in cells),
            spans=spans(cells),
        )
