"""D205: instructions or blanks of the template are left in the text."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.rules._context import Context
from extractor.rules._damage import damaged, places, quote
from extractor.rules._registry import Outcome, rule


@rule("D205", severity="notice", since="0.1.0", title="模板说明或空位未处理")
def template_left_in(context: Context) -> Iterator[Outcome]:
    """What the template says to whoever fills it in is left in the report.

    What it checks
    Bracketed instructions (此处填写…, 请根据实际情况填写…), notes 填写说明：…, and blanks that
    were never filled in: X件, ××次, __条.

    Why it matters
    A published report with an empty place lacks the number that belongs there.

    How approximation and blanks are treated
    Instructions are left out, examples in them are no figures. The explanations that the form
    itself prints are none.

    Source
    国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, annex: the texts of the forms.

    Fires on
        2023年，全县收到政府信息公开申请15件（此处填写本年度新收申请数，如20件）。
        --
        2023年，全县召开新闻发布会X次，公开信息30条。

    Silent on
        2023年，全县收到政府信息公开申请15件（其中网上填写申请表3件）。
    """
    found = places(context, "instruction")
    first = quote(found[0]) if found else ""
    yield from damaged(
        found, f"正文有{len(found)}处模板说明或未填写的空位（如{first}），请填写或删除。"
    )
