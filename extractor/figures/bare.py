"""Numbers without a unit: which of them count.

One alone counts where the words before it say so (共12, 维持3). Others count where they stand in a
row, as in a table that is told in prose (党务36，政务144，财务28), or are told in turn
(三个数分别为6、6、0).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.figures import patterns
from extractor.figures.quantity import Quantity
from extractor.language.first import swift

SHORTEST_ROW = 3
"""So many numbers in a row count even where each alone would be doubtful."""
SHORTEST_TOLD = 2
"""The same where one of them counts by itself, or the unit of all is told before."""
LABEL = 24
"""How many characters before a number say that it is told in turn."""
PIECES = frozenset("条篇件份则")
"""Units that are left out of a list now and then."""
BEFORE_ROW = 60
"""How far before a row the unit of all of it stands, in characters."""

_WORDS = patterns.words()

BARE_BEFORE = swift(
    rf"{_WORDS['bare_before']}[到了有]?\s*(?:[:：]|——|—)?\s*$"
    r"|(?:[量数额计][:：]|(?<![系指分倍岁基常])[数额])\s*$"
)
"""What lets a number without a unit count, before it; `BARE_AFTER` behind it."""
BARE_AFTER = swift(r"\s*(?:[，,。；;、）)（(！]|$)")
ROW_AFTER = swift(r"\s*(?:[，,。；;、）)（(！／/｜和与及]|$)")
"""What may stand behind a number of a row."""
_NAME = r"[“”\"《》（）()\u4e00-\u9fffA-Za-z]{1,20}"
_NO_LABEL = (
    r"(?:国道|省道|县道|乡道|线|路|(?<![众频条阅务音])号|楼|栋|幢|座|单元|室|房间?|附件|附|表|图|第|型|版|编号|序号|代码|热线|电话|传真"
    r"|邮编|邮箱|分机|文号|(?<![上去\d])年|月|日|星期|周|目标|任务|问题|专栏|类别|[A-Za-z至到距])"
)
_LABEL = swift(rf"(?<=[\u4e00-\u9fff”\"）)])(?<!{_NO_LABEL})\s*(?:[:：]|——|—)?\s*$")
"""A word that may name what the number counts, and is no part of a name with a number."""
_NEXT = swift(
    rf"\s*(?:[）)]?[、，,；;／/]\s*(?:其中)?(?:{_NAME}|(?:19|20)\d\d年)\s*(?:[:：]|——|—)?|[；;]{_NAME}，)\s*"
)
_OPENS_LIST = swift(
    rf"\s*(?:[、，,；;]\s*(?:其中|包括|分别[为是])?|[（(])\s*[:：，,]?\s*{_NAME}\s*|\s*[:：]\s*{_NAME}\s*"
)
"""What stands between a number and the first of its parts: 155条，其中，制度15，公告21条."""
"""All that stands between two numbers of a row."""
_IN_TURN = swift(r"\s*(?:[、，,/／]|和|与|及|以及)\s*")
"""All that stands between two numbers that are told in turn; `_TURN_BEGINS` before the first."""
_MARKS = "、，,；;／/：:— "
"""What stands around the names in it: 附件1、附件2 are numbers of one name, and no row."""
_TURN_BEGINS = swift(r"(?:分别|依次|各自|顺次)[^，。；\d]{0,8}$")
_GOES_ON = swift(r"[、，,/／和与及]\s*$")
_UNIT_TOLD = swift(rf"单位[均都]?[:：为是]|[（(]{patterns.units().pattern}[)）]")
"""（单位：条）."""
_NO_ROW = swift(
    r"(?:(?:电话|热线)(?!咨询|接听|受理|答复|接待|量)|分机|内线|短号|邮编|代码|编号|车次)[^\d。；;]{0,24}$"
)
"""What stands before a row of numbers that are names."""
_NO_NUMBER = swift(r"(?:编号|页码|代码|序号|文号)[^\d，。；;]{0,8}$")
"""What stands before a number alone that is a name."""
_IN_CELLS = swift(r"\d\s+\d+\s+[^\s\d，,。；;、：:]{1,20}\s*$")
"""规章 0 0 0 行政许可 76: what is left of a table, whose columns nobody knows."""
_NO_COUNT = re.compile(
    r"0\d|(?:19|20)\d\d$|1[012]\d{3}$|9[56]\d{3,4}$|11[0249]$|12[0234]$|\d{7}|\d+\.0$"
)
"""Years, hotlines and telephones, versions."""
_NONE_OF = swift(r"(?:政府)?(?:信息公开)?(?:行政)?(?:申请|复议|诉讼)(?=[、，,。；;]|$)")
"""0申请、0复议、0诉讼."""
_FILLED_IN = swift(r"填[报写入列]?(?:为|的是)?[“\"]$")
"""栏内均填“0”."""


def counts_alone(raw: str, text: str, behind: int, before: str, end: int) -> bool:
    """Does the number `raw`, which ends at `behind`, count by the words around it?

    `before` is what leads up to it.
    """
    if BARE_AFTER.match(text, behind, end) and BARE_BEFORE.search(before):
        return _NO_NUMBER.search(before) is None and _IN_CELLS.search(before) is None
    if raw != "0":
        return False
    filled_in = text[behind : behind + 1] in ("”", '"') and _FILLED_IN.search(before)
    return bool(filled_in) or _NONE_OF.match(text, behind, end) is not None


def may_count(raw: str, text: str, behind: int, before: str, end: int) -> bool:
    """Could the number `raw`, which ends at `behind`, be one of a row?"""
    if not ROW_AFTER.match(text, behind, end) or _NO_COUNT.match(raw):
        return False
    return bool(_LABEL.search(before) or _GOES_ON.search(before))


def with_rows(text: str, start: int, found: Sequence[Quantity]) -> list[Quantity]:
    """Of `found` those that count by themselves or in a row.

    They are in text order and of the sentence that begins at `start`.
    """
    if all(q.counts for q in found):
        return list(found)
    counted: set[int] = set()
    row: list[Quantity] = []
    for q in found:
        if row and not _goes_on(text, row[-1], q):
            counted |= _of_row(text, start, row)
            row = []
        row.append(q)
    counted |= _of_row(text, start, row)
    counted |= _left_bare(text, found)
    turn = False
    for one, behind in pairwise(found):
        begins = _TURN_BEGINS.search(text, max(start, one.start - LABEL), one.start)
        turn = one.start in counted and _is_bare(one) and (turn or begins is not None)
        turn = turn and _IN_TURN.fullmatch(text, one.end, behind.start) is not None
        if turn:
            counted.add(behind.start)
    return [q if q.counts else q._replace(counts=True) for q in found if q.start in counted]


def _left_bare(text: str, found: Sequence[Quantity]) -> set[int]:
    """Where numbers begin whose unit a list leaves out: 许可30条，公示18，检查21条."""
    left_out: set[int] = set()
    run: list[Quantity] = []
    before: Quantity | None = None
    for q in found:
        last = run[-1] if run else before
        between = "" if last is None else text[last.end : q.start]
        listed = _NEXT.fullmatch(between) or (last is before and _OPENS_LIST.fullmatch(between))
        if not q.unit:
            bare = not q.counts and _is_bare(q) and listed and _LABEL.search(between)
            run, before = ([*run, q], before) if bare else ([], None)
            continue
        if run and before is not None and q.unit == before.unit and listed:
            left_out.update(one.start for one in run)
        run, before = [], q if q.unit in PIECES else None
    return left_out


def _goes_on(text: str, one: Quantity, behind: Quantity) -> bool:
    between = text[one.end : behind.start]
    return (
        _is_bare(one)
        and _is_bare(behind)
        and _NEXT.fullmatch(between) is not None
        and (_LABEL.search(between) is not None or behind.counts)
    )


def _is_bare(q: Quantity) -> bool:
    return not q.unit and not q.is_rank


def _of_row(text: str, start: int, row: Sequence[Quantity]) -> set[int]:
    """Where the numbers of `row` that count begin: all, or those that count by themselves."""
    alone = {q.start for q in row if q.counts}
    before = text[max(start, row[0].start - BEFORE_ROW) : row[0].start]
    shortest = SHORTEST_TOLD if alone or _UNIT_TOLD.search(before) else SHORTEST_ROW
    if len(row) < shortest or _NO_ROW.search(before):
        return alone
    if not (row[0].counts or _LABEL.search(before)):
        return alone
    names = {text[a.end : b.start].strip(_MARKS) for a, b in pairwise(row)}
    same = len(names) == 1 and before.endswith(names.pop())
    return alone if same else {q.start for q in row}
