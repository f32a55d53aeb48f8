"""D208: the page only points to the report."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.records import Fault, Span, Verdict
from extractor.rules._context import Context
from extractor.rules._registry import Outcome, rule

_REPORT = regex.compile(r"信息公开[^\n。]{0,20}(?:年报|年度报告|报告)|(?:年报|年度报告)")
_FILE = regex.compile(
    r"""[^\n。；]{0,60}\.(?:pdf|docx?|wps|ofd|xlsx?|zip|rar)\b
       |附件\s*\d?\s*[:：][^\n。]{0,60}
       |(?:点击|请)?(?:查看|下载|阅读|打开)(?:附件|全文|原文|正文|报告|文件)""",
    regex.VERBOSE | regex.IGNORECASE,
)
_SENTENCE = regex.compile(r"[^\n。]{30,}。")
_MOST = 600
"""Ideographs of a page that only points elsewhere, its furniture included."""
_IDEOGRAPH = regex.compile("[\u4e00-\u9fff]")


@rule("D208", severity="notice", since="0.1.0", title="页面只有附件链接")
def only_an_attachment(context: Context) -> Iterator[Outcome]:
    """The page has no report, only a link to one.

    What it checks
    A short page without statutory sections and tables that speaks of the report and of a file
    to be opened or downloaded.

    Why it matters
    Nothing was checked: the attachment must be fetched. The rules say that the report is published
    on the web; a bare attachment is often a scan that nobody can search.

    How approximation and blanks are treated
    A page with sentences of its own is taken as the report and skipped here.

    Source
    政府信息公开条例 article 49 and 50.

    Fires on
        云岭县水务局2023年政府信息公开工作年度报告
        附件：云岭县水务局2023年政府信息公开工作年度报告.pdf

    Silent on
        @table t2 t3 t4
        云岭县水务局2023年政府信息公开工作年度报告
        附件：统计表.xlsx
    """
    text = context.text
    if context.tables.readings:
        yield Verdict.PASSED
        return
    link = _FILE.search(text[:20_000])
    bare = (
        len(context.extraction.sections) < 2
        and len(text) < 20_000
        and len(_IDEOGRAPH.findall(text)) <= _MOST
        and len(_SENTENCE.findall(text)) < 2
    )
    if not bare or link is None or _REPORT.search(text) is None:
        yield Verdict.SKIPPED
        return
    name = " ".join(link[0].split())[:60]
    yield Fault(
        message=f"页面没有报告正文，只有附件或链接（“{name}”），请下载附件后再检查。",
        spans=(Span(link.start(), link.end()),),
    )
