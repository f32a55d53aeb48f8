"""D206: a second report or further statutory tables stand on the page."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Verdict
from extractor.rules._context import Context
from extractor.rules._damage import damaged, places, quote
from extractor.rules._registry import Outcome, rule


@rule("D206", severity="notice", since="0.1.0", title="同一页面有两份报告或多套法定表格")
def second_report_on_page(context: Context) -> Iterator[Outcome]:
    """A second report, or a second set of statutory tables, stands on the same page.

    What it checks
    A second run of the statutory headings behind a whole report, and statutory tables beyond
    the first of each kind.

    Why it matters
    Only the first is read and checked: the others need a document of their own.

    How approximation and blanks are treated
    A table of contents is no second report. Pages without any statutory table are skipped.

    Source
    政府信息公开条例 article 49: each agency publishes its own report.

    Fires on
        云岭县水务局2023年政府信息公开工作年度报告
        一、总体情况
        2023年，我局认真贯彻落实各项要求，主动公开信息120条，其中通过网站公开100条，通过公众号公开20条。全年未发生失密泄密事件。
        二、主动公开政府信息情况
        各项数据如下，请予审阅。
        三、收到和处理政府信息公开申请情况
        各项数据如下，请予审阅。
        四、政府信息公开行政复议、行政诉讼情况
        本年度未发生行政复议、行政诉讼。
        云岭县文化局2023年政府信息公开工作年度报告
        一、总体情况
        2023年，我局主动公开信息90条。
        二、主动公开政府信息情况
        各项数据如下，请予审阅。
        三、收到和处理政府信息公开申请情况
        各项数据如下，请予审阅。
        四、政府信息公开行政复议、行政诉讼情况
        本年度未发生行政复议、行政诉讼。

    Silent on
        @table t2 t3 t4
        云岭县水务局2023年政府信息公开工作年度报告
        一、总体情况
        2023年，我局主动公开信息120条。
    """
    reports = places(context, "second_report")
    if reports:
        yield from damaged(
            reports, f"页面另有一份报告（{quote(reports[0])}），只检查了第一份，请拆分后再查。"
        )
        return
    tables = context.tables
    if not tables.readings:
        yield Verdict.SKIPPED
    elif tables.extra:
        yield Fault(
            message=f"页面另有{len(tables.extra)}张法定表格，只读取了每种的第一张，请核对是否多份报告。",
            spans=tables.extra,
        )
    else:
        yield Verdict.PASSED
