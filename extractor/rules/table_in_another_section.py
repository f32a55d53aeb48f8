"""D209: a statutory table stands in another section than its own."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Span, Verdict
from extractor.rules._context import Context
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import TABLE_NAMES

_SECTIONS = {"t2": 2, "t3": 3, "t4": 4}
_NUMERALS = "一二三四五六"


@rule("D209", severity="notice", since="0.1.0", title="法定表格不在应在的部分")
def table_in_another_section(context: Context) -> Iterator[Outcome]:
    """A statutory table stands in another section than the one that prescribes it.

    What it checks
    Sections two, three and four each hold their own table.

    Why it matters
    Tables that were exchanged mislead every reader who goes by the headings.

    How approximation and blanks are treated
    Tables are told by their labels, so that their cells are right wherever they stand. Skipped
    where a table, or the section that should hold it, was not found.

    Source
    国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, annex.

    Fires on
        @table t3
        云岭县水务局2023年政府信息公开工作年度报告
        一、总体情况
        2023年，我局主动公开信息120条。
        三、收到和处理政府信息公开申请情况
        各项数据见表。
        四、政府信息公开行政复议、行政诉讼情况
        本年度未发生行政复议、行政诉讼。

    Silent on
        @table t3
        云岭县水务局2023年政府信息公开工作年度报告
        一、总体情况
        2023年，我局主动公开信息120条。
        二、主动公开政府信息情况
        各项数据见表。
        三、收到和处理政府信息公开申请情况
        各项数据见表。
    """
    for reading in context.tables.readings:
        own = _SECTIONS.get(reading.table)
        first = next(iter(context.cells_read(reading.table)), None)
        if own is None or first is None or context.section(own) is None:
            yield Verdict.SKIPPED
            continue
        before = [s for s in context.extraction.sections if s.start <= first.start]
        here = max(before, key=lambda s: s.start, default=None)
        if here is None:
            yield Verdict.SKIPPED
        elif here.number == own:
            yield Verdict.PASSED
        else:
            yield Fault(
                message=f"{TABLE_NAMES[reading.table]}应在第{_NUMERALS[own - 1]}部分，"
                f"而在第{_NUMERALS[here.number - 1]}部分“{here.title}”中，请核对表格位置。",
                spans=(Span(reading.start, reading.end),),
            )
