"""F105: section six says nothing of the information-handling fee."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.records import Fault, Span, Verdict
from extractor.rules._context import Context
from extractor.rules._registry import Outcome, rule
from extractor.rules._words import words

_FEE = regex.compile("|".join(map(regex.escape, words("fee"))))
_NO_FEE = regex.compile("|".join(map(regex.escape, words("fee_not_this"))))


@rule("F105", severity="warning", since="0.1.0", title="第六部分未报告信息处理费情况")
def fee_not_reported(context: Context) -> Iterator[Outcome]:
    """Section six says nothing of the information-handling fee.

    What it checks
    In reports in the form of 2021, section six mentions the fee: collected, waived or none.

    Why it matters
    Since the fee was introduced in 2021 the form asks every agency to report it there, zero
    included. A bare 无 leaves open whether no fee was taken or nobody asked.

    How approximation and blanks are treated
    Any mention of a fee in section six will do, however worded. Where the section is missing
    the rule is skipped (F101 says so); where the fee is told in another section, the finding
    is a notice.

    Source
    国办公开办函〔2021〕30号, section six; 政府信息公开信息处理费管理办法 (国办函〔2020〕109号).

    Fires on
        @table t2 t3 t4
        云岭县水务局2023年政府信息公开工作年度报告
        五、存在的主要问题及改进情况
        主动性有待提高，经费保障不足。
        六、其他需要报告的事项
        本报告可在县政府网站查阅。

    Silent on
        @table t2 t3 t4
        云岭县水务局2023年政府信息公开工作年度报告
        五、存在的主要问题及改进情况
        主动性有待提高。
        六、其他需要报告的事项
        全年没有收取信息处理费。
    """
    section = context.section(6)
    if not context.is_report or section is None or context.form_used != "2021":
        yield Verdict.SKIPPED
        return
    if _mentions_fee(context.text[section.body : section.end]):
        yield Verdict.PASSED
        return
    elsewhere = next(
        (s for s in context.sentences if _mentions_handling_fee(context.text[s.start : s.end])),
        None,
    )
    if elsewhere is not None:
        yield Fault(
            message="信息处理费收取情况未写在第六部分“其他需要报告的事项”，而写在了其他部分。",
            spans=(Span(section.start, section.body), Span(elsewhere.start, elsewhere.end)),
            severity="notice",
        )
        return
    yield Fault(
        message="第六部分“其他需要报告的事项”未报告政府信息公开信息处理费的收取情况（含未收取）。",
        spans=(Span(section.start, section.end),),
    )


def _mentions_fee(text: str) -> bool:
    return _FEE.search(_NO_FEE.sub("", text)) is not None


def _mentions_handling_fee(text: str) -> bool:
    return "处理费" in text
