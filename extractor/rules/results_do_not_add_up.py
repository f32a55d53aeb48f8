"""T401: 维持 + 纠正 + 其他 + 尚未审结 against 总计."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.rules._context import Context
from extractor.rules._identities import Equation
from extractor.rules._registry import Outcome, rule
from extractor.rules._sums import sums_against_totals
from extractor.rules._wording import number, plus


@rule("T401", severity="error", since="0.1.0", title="维持＋纠正＋其他＋尚未审结≠总计")
def results_do_not_add_up(context: Context) -> Iterator[Outcome]:
    """The results of a group of table 4 do not add up to its 总计.

    What it checks
    For 行政复议, 未经复议直接起诉 and 复议后起诉: 结果维持 + 结果纠正 + 其他结果 + 尚未审结 = 总计.

    Why it matters
    Every case stands under one result, or is pending. Corrected decisions are what a
    supervisor looks for first, and a total that does not fit hides one or invents one.

    How approximation and blanks are treated
    Whole numbers, so equality. A group with a blank, absent or unreadable cell is skipped.

    Source
    Annex to 国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, table 4.

    Fires on
        t4.review.upheld = 5
        t4.review.corrected = 1
        t4.review.total = 7

    Silent on
        t4.review.upheld = 5
        t4.review.corrected = 1
        t4.review.pending = 1
        t4.review.total = 7
    """

    def tell(group: Equation, parts: Sequence[Decimal], found: Decimal, total: Decimal) -> str:
        names = (context.column_name(i.rpartition(".")[2]) for i in group.left)
        return (
            f"表四“{context.row_name(group.of)}”："
            f"{plus(*zip(names, parts, strict=True))}＝{number(found)}件，"
            f"与总计{number(total)}件不等，相差{number(abs(found - total))}件。"
        )

    yield from sums_against_totals(context, "T401", tell)
