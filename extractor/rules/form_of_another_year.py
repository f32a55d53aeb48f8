"""F104: the form of another year was used."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Span, Verdict
from extractor.rules._context import Context
from extractor.rules._registry import Outcome, rule

_NOTICES = {
    "2021": "国办公开办函〔2021〕30号",
    "2019": "国办公开办函〔2019〕60号",
    "2014": "国办发〔2014〕32号",
}


@rule("F104", severity="warning", since="0.1.0", title="用了其他年度的表格格式")
def form_of_another_year(context: Context) -> Iterator[Outcome]:
    """The tables follow the form of another year.

    What it checks
    Reports for 2021 and later follow the form of 2021, those for 2019 and 2020 that of 2019.

    Why it matters
    The forms count other things under like names: 处理决定数量 stayed, but 项目数量 and 采购
    went, and 收费 turned from a number of items into an amount. Numbers in an old form cannot
    be compared.

    How approximation and blanks are treated
    Skipped where the report's year or the form of its tables is not known.

    Source
    国办公开办函〔2021〕30号 (from the report for 2021 on); 国办公开办函〔2019〕60号 (for 2019
    and 2020).

    Fires on
        @form 2019
        @table t2 t3 t4
        云岭县水务局2022年政府信息公开工作年度报告

    Silent on
        @form 2021
        @table t2 t3 t4
        云岭县水务局2022年政府信息公开工作年度报告
    """
    used, wanted = context.tables.form, context.form_of_year
    if used is None or wanted is None or not context.tables.readings:
        yield Verdict.SKIPPED
        return
    if used == wanted or wanted == "2014":
        yield Verdict.PASSED
        return
    yield Fault(
        message=f"{context.year}年度报告应使用{wanted}年印发的格式（{_NOTICES[wanted]}），"
        f"实际使用的是{used}年的格式（{_NOTICES[used]}）。",
        spans=tuple(Span(r.start, r.end) for r in context.tables.readings[:1]),
    )
