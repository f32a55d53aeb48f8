"""D203: part of the text stands on the page twice."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.rules._context import Context
from extractor.rules._damage import damaged, places, quote
from extractor.rules._registry import Outcome, rule


@rule("D203", severity="notice", since="0.1.0", title="文字重复出现")
def text_stands_twice(context: Context) -> Iterator[Outcome]:
    """A line, or the whole article, stands on the page twice.

    What it checks
    Two long lines in a row that are equal, and a second copy of the article behind the first,
    as pages have it that hold one for screens and one for printing.

    Why it matters
    In the report itself it is a slip of the editor; in an archive every figure counts twice.

    How approximation and blanks are treated
    The second of the two is left out and the rest is checked. Short lines and rows of tables
    repeat by chance.

    Source
    The text itself.

    Fires on
        2023年，全县共收到政府信息公开申请15件，较上年增加3件，均已按期办结。
        2023年，全县共收到政府信息公开申请15件，较上年增加3件，均已按期办结。

    Silent on
        2023年，全县共收到政府信息公开申请15件，较上年增加3件，均已按期办结。
        2023年，全县共发布信息1500条，较上年增加3条，均已审核。
    """
    found = places(context, "repeated")
    first = quote(found[0]) if found else ""
    yield from damaged(found, f"页面有{len(found)}处文字重复出现（如{first}），重复部分未计入。")
