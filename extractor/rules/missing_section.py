"""F101: a statutory section is missing."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Verdict
from extractor.rules._context import Context
from extractor.rules._registry import Outcome, rule

_NUMERALS = "一二三四五六"


@rule("F101", severity="warning", since="0.1.0", title="缺少法定部分")
def missing_section(context: Context) -> Iterator[Outcome]:
    """A statutory section of the report is missing.

    What it checks
    All six sections of the form stand in the report: 总体情况, 主动公开政府信息情况,
    收到和处理政府信息公开申请情况, 政府信息公开行政复议、行政诉讼情况,
    存在的主要问题及改进情况, 其他需要报告的事项.

    Why it matters
    The form is binding in its headings. Section six is the one most often left out, and with
    it the statement on fees.

    How approximation and blanks are treated
    Headings are recognised with other numbering, with the usual variants of their words, and where
    a numbered line between its neighbours tells the subject (五、工作不足和下一步打算).
    Reports for 2018 and earlier, and pages that are no reports, are skipped.

    Source
    国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号; 政府信息公开条例 article 50.

    Fires on
        @table t2 t3 t4
        云岭县水务局2023年政府信息公开工作年度报告
        一、总体情况
        本年度各项工作平稳推进。
        二、主动公开政府信息情况
        各项数据如下。
        三、收到和处理政府信息公开申请情况
        各项数据如下。
        四、政府信息公开行政复议、行政诉讼情况
        各项数据如下。
        五、存在的主要问题及改进情况
        主动性有待提高。

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
        各项数据如下。
        五、存在的主要问题及改进情况
        主动性有待提高。
        六、其他需要报告的事项
        未收取信息处理费。
    """
    if not context.is_report:
        yield Verdict.SKIPPED
        return
    titles = context.codebook.section_titles
    present = {s.number for s in context.extraction.sections}
    if not present:
        yield Fault(message="报告未见法定的六个部分标题，结构不符合年度报告格式要求。")
        return
    for number, title in enumerate(titles, start=1):
        if number in present:
            yield Verdict.PASSED
        else:
            yield Fault(message=f"报告缺少第{_NUMERALS[number - 1]}部分“{title}”。")
