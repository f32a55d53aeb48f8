"""D202: the page is a copy that mixes pinyin into the text."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.rules._context import Context
from extractor.rules._damage import damaged, places, quote
from extractor.rules._registry import Outcome, rule


@rule("D202", severity="notice", since="0.1.0", title="正文夹杂拼音，疑为转载页面")
def copied_with_pinyin(context: Context) -> Iterator[Outcome]:
    """Readings in brackets stand behind characters: the page is a mirror's copy.

    What it checks
    Brackets with a pinyin syllable behind ideographs, five and more of them on a page.

    Why it matters
    Mirrors add them so as not to look like the page they copy. They lose brackets, dates and
    digits on the way, so that the agency's own page should be compared.

    How approximation and blanks are treated
    The readings are taken out and the rest is checked like any report.

    Source
    The text itself.

    Fires on
        2023年，政(zheng)府(fu)信(xin)息(xi)公(gong)开(kai)申请12件，办结12件。

    Silent on
        2023年，手机应用（app）收到申请12件，办结12件。
    """
    found = places(context, "pinyin")
    first = quote(found[0]) if found else ""
    yield from damaged(
        found, f"正文夹杂拼音{len(found)}处（如{first}），疑为转载页面，数字请对照原网页核对。"
    )
