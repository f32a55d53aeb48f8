"""T303: the applicant columns against 总计."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.rules._context import Context
from extractor.rules._identities import Equation
from extractor.rules._registry import Outcome, rule
from extractor.rules._sums import sums_against_totals
from extractor.rules._wording import number, terms


@rule("T303", severity="error", since="0.1.0", title="各类申请人之和≠总计列")
def row_does_not_add_up(context: Context) -> Iterator[Outcome]:
    """The applicant columns of a row of table 3 do not add up to its 总计.

    What it checks
    In each row of table 3: 自然人 + 商业企业 + 科研机构 + 社会公益组织 + 法律服务机构 + 其他
    = 总计.

    Why it matters
    Every request has one applicant of one kind. A total that the columns do not give is the
    figure that is quoted, summed up and published above, and it is wrong.

    How approximation and blanks are treated
    Whole numbers, so equality. A row with a blank, absent or unreadable cell is skipped.

    Source
    Annex to 国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, table 3, columns 申请人情况.

    Fires on
        t3.new.person = 38
        t3.new.company = 2
        t3.new.total = 42

    Silent on
        t3.new.person = 38
        t3.new.company = 2
        t3.new.total = 40
    """

    def tell(row: Equation, parts: Sequence[Decimal], found: Decimal, total: Decimal) -> str:
        columns = (context.column_name(i.rpartition(".")[2]) for i in row.left)
        listed = terms(zip(columns, parts, strict=True))
        return (
            f"表三“{context.row_name(row.of)}”行：各类申请人之和"
            f"{f'（{listed}）' if listed else ''}为{number(found)}件，"
            f"与总计{number(total)}件不等，相差{number(abs(found - total))}件。"
        )

    yield from sums_against_totals(context, "T303", tell)
