"""D201: characters of the text are hidden or lost."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.rules._context import Context
from extractor.rules._damage import damaged, places, quote
from extractor.rules._registry import Outcome, rule


@rule("D201", severity="notice", since="0.1.0", title="文字被遮盖或缺失")
def hidden_characters(context: Context) -> Iterator[Outcome]:
    """Characters of the text are hidden (□, ＊) or were lost in conversion (U+FFFD).

    What it checks
    Marks that stand for a character within words and numbers of the prose and the tables.

    Why it matters
    A number of which one digit is missing is no number. What was left out of the comparison
    because of it should be compared with the original.

    How approximation and blanks are treated
    Words that the form prints are put back (行政处□: 行政处罚) and read. A number with a hidden
    digit is not read at all: its cell has no value, its sentence is not compared with tables. Bold
    asterisks of Markdown, ticked boxes and bullets are no hidden characters.

    Source
    The text itself.

    Fires on
        2023年，全县收到政府信息公开申请1□件。
        --
        2023年，共作出行政处＊决定12件，公开信息30条。

    Silent on
        2023年，全县收到政府信息公开申请**15**件。
    """
    found = places(context, "hidden", "hidden_word", "hidden_number")
    numbers = places(context, "hidden_number")
    first = quote((numbers or found)[0]) if found else ""
    what = f"其中{len(numbers)}处为数字（如{first}），未予读取" if numbers else f"如{first}处"
    yield from damaged(
        found, f"正文或表格有{len(found)}处文字被遮盖或缺失，{what}，请对照原件核对。"
    )
