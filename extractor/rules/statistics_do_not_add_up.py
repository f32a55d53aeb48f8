"""T501: the sums within the statistics table of 2014."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractor.rules._context import Context
from extractor.rules._identities import Equation
from extractor.rules._registry import Outcome, rule
from extractor.rules._sums import sums_against_totals
from extractor.rules._wording import number, terms


@rule("T501", severity="error", since="0.1.0", title="统计表分项之和≠合计")
def statistics_do_not_add_up(context: Context) -> Iterator[Outcome]:
    """The parts of a row of the statistics table of 2014 do not add up to it.

    What it checks
    收到申请数 against the four ways of applying, 申请办结数 against 按时 and 延期, 申请答复数
    against its eight answers, 不同意公开答复数 against its six reasons, 行政复议 and 行政诉讼
    against their three results, 工作人员数 against 专职 and 兼职.

    Why it matters
    The table is a sum sheet: a difference means a cell that was miscounted or not filled in.

    How approximation and blanks are treated
    Cells are whole numbers, so the sum must be exact. Where a cell of the sum is blank, absent
    or no number, the sum is skipped.

    Source
    Annex to 国办发〔2014〕32号, 政府信息公开情况统计表.

    Fires on
        @year 2016
        s.s = 12
        s.s1 = 3
        s.s3 = 8

    Silent on
        @year 2016
        s.s = 12
        s.s1 = 3
        s.s3 = 8
        s.s4 = 1
    """

    def tell(row: Equation, parts: Sequence[Decimal], found: Decimal, total: Decimal) -> str:
        info = context.codebook.cell(row.of)
        unit = info.unit if info else ""
        listed = terms(zip(map(context.cell_name, row.left), parts, strict=True))
        return (
            f"统计表“{context.cell_name(row.of)}”的分项之和（{listed or '各分项均为0'}）为"
            f"{number(found)}{unit}，与所填{number(total)}{unit}不等，"
            f"相差{number(abs(found - total))}{unit}。"
        )

    yield from sums_against_totals(context, "T501", tell)
