"""D204: comments of whoever edited the document are left in the text."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.rules._context import Context
from extractor.rules._damage import damaged, places, quote
from extractor.rules._registry import Outcome, rule


@rule("D204", severity="notice", since="0.1.0", title="夹有批注")
def comments_left_in(context: Context) -> Iterator[Outcome]:
    """Comments of whoever edited the document are left in the published text.

    What it checks
    Comments as word processors print them (批注 [w1]: …), and those at the foot of a web page
    that was exported with its anchors.

    Why it matters
    Readers see the office's doubts, and numbers that are no part of the report.

    How approximation and blanks are treated
    Comments are left out and the rest is checked. Comments that a Word file keeps apart from
    its text are not looked at.

    Source
    The text itself.

    Fires on
        2023年，全县收到政府信息公开申请15件。
        批注 [w1]: 请核对，去年是18件
        均已按期办结。

    Silent on
        2023年，领导批注信访件15件，均已按期办结。
    """
    found = places(context, "comment")
    first = quote(found[0]) if found else ""
    yield from damaged(found, f"正文夹有未删除的批注{len(found)}处（如{first}），请删除。")
