"""T301: 新收 + 上年结转 against 总计 + 结转下年度."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Verdict
from extractor.rules._context import Context, spans, values
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import number, plus


@rule("T301", severity="error", since="0.1.0", title="新收＋上年结转≠总计＋结转下年度")
def column_does_not_balance(context: Context) -> Iterator[Outcome]:
    """A column of table 3 does not balance: what came in is not what went out.

    What it checks
    In each applicant column of table 3: 本年新收 + 上年结转 = 办理结果总计 + 结转下年度.

    Why it matters
    The form itself prints this identity above its first column. A request that came in is
    either answered within the year or carried over; a difference means a miscounted cell.

    How approximation and blanks are treated
    Cells are whole numbers, so the two sides must be equal. A column with a blank, absent or
    unreadable cell is skipped, and so is one whose digits were split apart by this identity.

    Source
    Annex to 国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, table 3, note in the stub.

    Fires on
        t3.new.person = 103
        t3.carried_in.person = 6
        t3.total.person = 104
        t3.carried_out.person = 7

    Silent on
        t3.new.person = 103
        t3.carried_in.person = 6
        t3.total.person = 102
        t3.carried_out.person = 7
    """
    for balance in context.equations("T301"):
        cells = context.evidence("T301", (*balance.left, *balance.right))
        if cells is None:
            yield Verdict.SKIPPED
            continue
        new, carried_in, total, carried_out = values(cells)
        came, went = new + carried_in, total + carried_out
        if came == went:
            yield Verdict.PASSED
            continue
        yield Fault(
            message=f"表三“{context.column_name(balance.of)}”列："
            f"{plus(('本年新收', new), ('上年结转', carried_in))}＝{number(came)}件，"
            f"与{plus(('总计', total), ('结转下年度', carried_out))}＝{number(went)}件不等，"
            f"相差{number(abs(came - went))}件。",
            expected=came,
            actual=went,
            difference=came - went,
            cells=tuple(c.id for c in cells),
            spans=spans(cells),
        )
