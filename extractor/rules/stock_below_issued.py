"""T201: fewer documents in force than were issued this year."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Verdict
from extractor.rules._context import Context, spans, values
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import number

_ISSUED = {"2021": ("issued", "本年制发件数"), "2019": ("published", "本年新公开数量")}


@rule("T201", severity="warning", since="0.1.0", title="现行有效件数少于本年制发件数")
def stock_below_issued(context: Context) -> Iterator[Outcome]:
    """Table 2 counts fewer documents in force than were issued this year.

    What it checks
    For 规章 and 行政规范性文件: 现行有效件数 is at least 本年制发件数. In the form of 2019
    likewise 对外公开总数量 against 本年新公开数量 (本年新制作 may be more: not all that is made
    is published).

    Why it matters
    What was issued this year is as a rule in force at its end. A smaller stock means that
    one of the two cells was left at zero or copied from the year before.

    How approximation and blanks are treated
    A blank or unreadable cell skips its row. Documents issued and repealed within the same
    year are possible, if rare: hence a warning and no error.

    Source
    国办公开办函〔2021〕30号, table 2 (figures as of 31 December of the report's year).

    Fires on
        t2.normative.issued = 4
        t2.normative.in_force = 1

    Silent on
        t2.normative.issued = 4
        t2.normative.in_force = 4
    """
    form = context.tables.form
    for row in ("t2.rules", "t2.normative"):
        cells = None
        if form in ("2021", "2019"):
            column, name = _ISSUED[form]
            cells = context.evidence("T201", (f"{row}.{column}", f"{row}.in_force"))
        if cells is None:
            yield Verdict.SKIPPED
            continue
        issued, in_force = values(cells)
        if in_force >= issued:
            yield Verdict.PASSED
            continue
        stock = "现行有效件数" if form == "2021" else "对外公开总数量"
        yield Fault(
            message=f"表二“{context.row_name(row)}”：{stock}{number(in_force)}件，"
            f"少于{name}{number(issued)}件，相差{number(issued - in_force)}件。",
            expected=issued,
            actual=in_force,
            difference=issued - in_force,
            cells=tuple(c.id for c in cells),
            spans=spans(cells),
        )
