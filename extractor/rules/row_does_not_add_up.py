"""T303: the applicant columns against 总计."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.records import Fault, Verdict
from extractor.rules._context import Context, spans, values
from extractor.rules._registry import Outcome, rule
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
    for row in context.equations("T303"):
        cells = context.evidence("T303", (*row.left, *row.right))
        if cells is None:
            yield Verdict.SKIPPED
            continue
        *parts, total = values(cells)
        found = sum(parts, Decimal(0))
        if found == total:
            yield Verdict.PASSED
            continue
        columns = (context.column_name(i.rpartition(".")[2]) for i in row.left)
        listed = terms(zip(columns, parts, strict=True))
        yield Fault(
            message=f"表三“{context.row_name(row.of)}”行：各类申请人之和"
            f"{f'（{listed}）' if listed else ''}为{number(found)}件，"
            f"与总计{number(total)}件不等，相差{number(abs(found - total))}件。",
            expected=found,
            actual=total,
            difference=found - total,
            cells=tuple(c.id for c in cells),
            spans=spans(cells),
        )
