"""Lists whose parts exceed their whole without a fault: they overlap, or are of another number."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from extractor.arithmetic import sums_agree
from extractor.indicators.frames import Frame
from extractor.records import Figure, Relation

_CONCERN = regex.compile(r"涉及")
"""Opens a list of subjects, of which one case may have several."""
SAID_TO_OVERLAP = regex.compile(
    r"重复计|[与和同][^，。；、\d]{1,8}(?:有)?重复(?!申请)|可涉及多|交叉|多项内容|同一(?:申请|案件"
    r"|人)[^，。；]{0,10}(?:多|两)|兼有|兼具|既有|同时涉及|不相加"
    r"|大于总数|超过总数|多于总数|兼问|兼涉|分别(?:计数|计算|计入|统计"
    r"|计件)|各计一|各算一|两头|重[叠合]|以上形式|同时采用"
    r"|(?:采用|使用|兼用|运用|具有|涉及|分属)[两多]种|[两多]种(?:形式|方式|渠道|情形)(?:并用|发布|解读|呈现)"
    r"|(?:相同|同一)的?(?:信息|内容|稿件)[^，。；]{0,6}[计算](?:为)?(?:1|一)[条件篇]"
    r"|同一?[件条篇期份](?:信息|稿件|解读|文件)?[^，。；]{0,6}(?:多|两)|一稿多|(?:一|1)[件条份篇][^，。；]{0,8}[多两数][项个种类]|多渠道(?:同步|同时)|可多选|可复选"
)
"""The text itself says that the parts are more than the whole."""
_HAS = regex.compile(
    r"(?:均|都|还|也|另)?(?:配|带|附|设|含|有(?!效)|加|嵌|用|采用|使用|标注|插入|制作|录制)[了有上着]?"
)
"""12期里，8期配了字幕、7期配了手语: what each of them has may be both."""

ROW_REACH = 4
"""How many figures before the first of a row its whole may stand."""


def dimension_of(figure: Figure) -> str | None:
    """What a part is a part by: applicants, outcome, origin, flow, group, result; None unknown."""
    i = figure.indicator or ""
    if not i.startswith("t") or "+" in i:
        return None
    table, _, rest = i.partition(".")
    row, _, column = rest.rpartition(".")
    if table == "t3":
        if column != "total":
            return "applicant"
        if row in ("new", "carried_in"):
            return "origin"
        return "flow" if row in ("total", "carried_out") else "outcome"
    if table == "t4":
        return "group" if column == "total" else "result " + row
    return None


def _divided_by_semicolons(run: list[Frame], figures: list[Figure]) -> bool:
    """可网办1371项，占92%；跨省通办142项: kinds that no form names and that may overlap."""
    stated = [figures[m.index] for m in run]
    unnamed = all(dimension_of(f) is None for f in stated)
    channels = {f.indicator for f in stated if (f.indicator or "").startswith("n.published.")}
    return unnamed and len(channels) < len(run) - 1 and all("；" in m.since for m in run[1:])


def beside_whole(figures: list[Figure], whole: int, parts: list[int]) -> bool:
    """84条，其中动态31条，其中解读4条，部门53条: is one of them beside the whole?"""
    larger = [i for i in parts if figures[i].value > figures[whole].value]
    before = [f.value for f in figures[:whole] if f.sentence == figures[whole].sentence]
    return any(figures[whole].value + figures[i].value in before for i in larger)


def one_of_the_row(figures: Sequence[Figure], made: Relation) -> bool:
    """年内回了107份。回了的里面，给了51份，给一部分13份，…: does one told before hold them all?

    The first of a row that adds up to a number before it is a part as the others are.
    """
    at = made.left[0]
    whole, parts = figures[at], [figures[i] for i in made.right]
    if sums_agree(whole, parts) == "agrees":
        return False
    all_of_them = sum((p.value for p in parts), whole.value)
    return any(
        f.value == all_of_them and f.unit == whole.unit and f.sentence >= whole.sentence - 1
        for f in figures[max(0, at - ROW_REACH) : at]
    )


def of_both_together(whole: Figure, between: list[Figure], total: Decimal) -> bool:
    """收到9件，上年结转1件，其中网上5件，信函5件: are the parts those of two wholes?

    Of the one before it as well: 建议24件、提案37件，其中主办41件、会办20件.
    """
    return any(
        f.unit == whole.unit and f.sentence == whole.sentence and whole.value + f.value == total
        for f in between
    )


def overlap(
    text: str, whole: Figure, last: Figure, figures: list[Figure], run: list[Frame]
) -> bool:
    """May the parts in `run` of `whole` overlap, so that their sum says nothing?"""
    if _divided_by_semicolons(run, figures) or _CONCERN.search(run[0].opener) is not None:
        return True  # 动态370条，涉及民生信息180条，…: one beside the other, or subjects
    if all(_HAS.match(m.right) for m in run):
        return True
    around = text[whole.start : last.end + 40]
    if SAID_TO_OVERLAP.search(around) is not None:
        return True
    dims = {dimension_of(figures[m.index]) for m in run}
    return len(dims - {None}) > 1
