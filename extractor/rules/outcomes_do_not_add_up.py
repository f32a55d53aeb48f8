"""T302: the outcome rows against （七）总计."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.rules._context import Context
from extractor.rules._identities import Equation
from extractor.rules._registry import Outcome, rule
from extractor.rules._sums import sums_against_totals
from extractor.rules._wording import number, terms


@rule("T302", severity="error", since="0.1.0", title="各办理结果之和≠（七）总计")
def outcomes_do_not_add_up(context: Context) -> Iterator[Outcome]:
    """The outcome rows of a column of table 3 do not add up to （七）总计.

    What it checks
    In each applicant column: the leaf rows of 本年度办理结果, from （一）予以公开 down to
    （六）其他处理, add up to （七）总计.

    Why it matters
    Every answered request is counted once, under its final outcome. Where the rows give
    another number than the total, a request was counted twice or left out.

    How approximation and blanks are treated
    Whole numbers, so equality. A column with a blank, absent or unreadable cell is skipped:
    what stands in it could be the difference.

    Source
    Annex to 国办公开办函〔2021〕30号, table 3; 国办公开办函〔2019〕60号, where （六）其他处理 is
    one row.

    Fires on
        t3.granted.person = 5
        t3.denied.process.person = 2
        t3.total.person = 8

    Silent on
        t3.granted.person = 5
        t3.denied.process.person = 2
        t3.rejected.petition.person = 1
        t3.total.person = 8
    """

    def tell(column: Equation, parts: Sequence[Decimal], found: Decimal, total: Decimal) -> str:
        rows = (context.row_name(i.rpartition(".")[0]) for i in column.left)
        listed = terms(zip(rows, parts, strict=True))
        return (
            f"表三“{context.column_name(column.of)}”列：各项办理结果之和"
            f"{f'（{listed}）' if listed else ''}为{number(found)}件，"
            f"与“（七）总计”{number(total)}件不等，相差{number(abs(found - total))}件。"
        )

    yield from sums_against_totals(context, "T302", tell)
