"""D211: of a scan only the first pages were recognised."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.readers.recogniser import MAX_PAGES, MAX_SECONDS
from extractor.records import Fault, Span, Verdict
from extractor.rules._context import Context
from extractor.rules._registry import Outcome, rule


@rule("D211", severity="warning", since="0.1.0", title="扫描件未读完")
def scan_not_read_to_its_end(context: Context) -> Iterator[Outcome]:
    """Of a scan only the first pages were recognised; the rest was neither read nor checked.

    What it checks
    Whether pages were left when the limits of recognition were reached: 40 pages, or eight minutes
    for a document and two for a page.

    Why it matters
    What stands on the other pages is in no figure, no cell and no check: that nothing is found
    there says nothing. Parts of the file, each within the limits, can be checked by themselves.

    How approximation and blanks are treated
    Nothing is called missing in such a document (F101, F102, F105, and F103 for the last table),
    and the sentence in which the text breaks off is compared with nothing.

    Source
    政府信息公开条例 article 49 and 50.

    Fires on
        @recognised 40 0.982 2 20
        @table t2 t3 t4
        2023年，全县收到政府信息公开申请15件。

    Silent on
        @recognised 3 0.982 2
        @table t2 t3 t4
        2023年，全县收到政府信息公开申请15件。
    """
    found = context.extraction.document.recognised
    if found is None or not found.unread:
        yield Verdict.PASSED
        return
    first, last = found.pages + 1, found.pages + found.unread
    which = f"第{first}页" if first == last else f"第{first}至{last}页"
    end = len(context.text.rstrip())
    yield Fault(
        message=(
            f"文件共{last}页，文字识别每件限{MAX_PAGES}页、{MAX_SECONDS / 60:.0f}分钟，"
            f"{which}未读取、未核对，请拆分后再试或对照原件核对。"
        ),
        spans=(Span(context.text.rfind("\n", 0, end) + 1, end),),
    )
