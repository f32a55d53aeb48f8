"""F102: a statutory table is missing."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Span, Verdict
from extractor.rules._context import Context
from extractor.rules._registry import Outcome, rule

_TABLES = {
    "t2": (2, "表二（主动公开政府信息情况）"),
    "t3": (3, "表三（收到和处理政府信息公开申请情况）"),
    "t4": (4, "表四（政府信息公开行政复议、行政诉讼情况）"),
}


@rule("F102", severity="warning", since="0.1.0", title="缺少法定表格")
def missing_table(context: Context) -> Iterator[Outcome]:
    """A statutory table of the report is missing.

    What it checks
    Sections two, three and four each hold their table.

    Why it matters
    The tables are what is compared across agencies and years; a heading without its table is
    an empty section. Tables published as pictures or attachments cannot be reused either.

    How approximation and blanks are treated
    A table counts as present once any of its cells was read; what it lacks is F103's business.
    Where not one of its cells could be made out, the rule is skipped.
    Where the whole section is missing, F101 says so and this rule is skipped, as it is for
    reports for 2018 and earlier and pages that are no reports.

    Source
    国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, annex.

    Fires on
        @table t2 t3
        云岭县水务局2023年政府信息公开工作年度报告
        一、总体情况
        本年度各项工作平稳推进。
        二、主动公开政府信息情况
        各项数据如下。
        三、收到和处理政府信息公开申请情况
        各项数据如下。
        四、政府信息公开行政复议、行政诉讼情况
        本年度未发生行政复议、行政诉讼。

    Silent on
        @table t2 t3 t4
        云岭县水务局2023年政府信息公开工作年度报告
        一、总体情况
        本年度各项工作平稳推进。
        二、主动公开政府信息情况
        各项数据如下。
        三、收到和处理政府信息公开申请情况
        各项数据如下。
        四、政府信息公开行政复议、行政诉讼情况
        本年度未发生行政复议、行政诉讼。
    """
    if not context.is_report:
        yield Verdict.SKIPPED
        return
    for table, (number, name) in _TABLES.items():
        if context.tables.reading(table) is not None:
            cells = context.cells_read(table)
            undecided = bool(cells) and all(c.state == "undecided" for c in cells)
            yield Verdict.SKIPPED if undecided else Verdict.PASSED
            continue
        section = context.section(number)
        if section is None:
            yield Verdict.SKIPPED
            continue
        yield Fault(
            message=f"报告缺少{name}，该部分只有标题和文字。",
            spans=(Span(section.start, section.body),),
        )
