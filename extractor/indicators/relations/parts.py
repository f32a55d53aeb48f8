"""Wholes and their listed parts: 其中, brackets, colons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.arithmetic import sums_agree
from extractor.indicators.frames import Frame
from extractor.indicators.relations.closed_lists import (
    all_bodies,
    all_but_one_applicant,
    closed,
    ending,
)
from extractor.indicators.relations.common import (
    COUNTED_CLOSE,
    COUNTS,
    LAST_PART,
    NEARLY,
    all_but_a_slip,
    gap_between,
    make_up_all,
    unit_of,
)
from extractor.indicators.relations.overlaps import (
    beside_whole,
    dimension_of,
    of_both_together,
    one_of_the_row,
    overlap,
)
from extractor.indicators.relations.punctuated import runs_on
from extractor.records import Figure, Relation

_THE_LATTER = regex.compile(r"[\s，。；]*后者")
"""A list of parts of the number told last."""


_HOLDS = regex.compile(r"[，,（]?\s*(?:其中)?(?:包)?[含括]|[，,（]?\s*其中")
"""In front of the parts of a part."""


_EACH = re.compile(r"(?:各|均为|均是|各为|都是)\s*(?:约|近)?\s*$")
_LIST_HEAD = regex.compile(r"包括|其中|分别|[：:（(]")
"""In front of the things of which there are so many each."""
_JOINT = regex.compile(r"[、和与及，,]")
_APART = regex.compile(
    r"^的有|另行(?!制作|加工|汇总|整理|统计|编制)|未计入|不计入|不含|不包括|除外|另计"
)


_PIECES = frozenset(["条", "篇", "则"])
"""Units in which the same published pieces may be counted (420条（国家级10篇、省级410篇）)."""
_PUBLISHED = "n.published"
_INFORMATION = frozenset([*_PIECES, "份", "件"])
"""The same where the parts are called information too (104条，其中公文类信息90份)."""
FEWEST = 3
"""So many parts that miss their whole by a slip are a list, whatever each is taken for."""
FAR_ABOVE = 3
"""A part so many times larger than its whole is of another one."""
NO_CHANCE = 30
"""Numbers that add up to so many hardly do so by chance."""
OVERLAP = Decimal("1.3")
"""Parts that exceed their whole by more overlap, or belong to another whole: no slip does that."""
OVERLAP_UNNAMED = Decimal("1.15")
"""The same of three or more that no form names: 文字类1,200条、图片类430条、视频类86条."""
_UNNAMED = frozenset([None, "n.other"])
_ALL_TOGETHER = regex.compile(r"(?:合计|共计|总计|总共|总数)[^，。；\d]{0,4}$")
"""Before a sum, which is no part of what is smaller."""

_DIGITS = re.compile(r"(?<=[\u4e00-\u9fff])(?<!第)\d{1,6}(?![\d.%年月日号时点至到~—-])")
"""What may be a number of a list, and no date, place or share."""

REACH = 120
"""How many figures back the whole of a list that opens its sentence may stand."""


def parts_of_lists(
    text: str, frames: list[Frame], by_index: dict[int, Frame], figures: list[Figure]
) -> Iterator[Relation]:
    groups: dict[tuple[int, int], list[Frame]] = {}
    for frame in frames:
        if frame.parent is not None and figures[frame.index].kind in COUNTS:
            groups.setdefault((frame.parent, frame.list_id), []).append(frame)
    for (parent, _), members in groups.items():
        whole = figures[parent]
        if whole.kind not in COUNTS or not whole.value:
            continue
        if _counted_otherwise(members, figures, whole):
            continue  # 236条，其中网站27条、微信198条，回复诉求11件: the parts are of two units
        runs = list(_runs(members, figures, whole))
        if members[0].far:
            found = _far_whole(members, frames, figures, runs)
            if found is None:
                continue
            parent, whole = found, figures[found]
        for run in runs:
            run = run if members[0].far else runs_on(run, frames, figures)
            unnamed = len(runs) > 1 and dimension_of(figures[run[0].index]) is None
            if unnamed and not (len(run) >= FEWEST and _slips(parent, run, figures)):
                continue  # a list read as two kinds of parts: what is unnamed is not its own list
            head = by_index.get(parent)
            if head is not None and head.joined and run[0].opener[:1] in ("按", "从", "以"):
                continue  # A 64件、B 22件。按类别分: of which of the two is not said
            made = _list_of(text, parent, run, figures, len(runs) > 1)
            if made is not None and (run[0].bracket or not one_of_the_row(figures, made)):
                yield made


def _counted_otherwise(members: list[Frame], figures: list[Figure], whole: Figure) -> bool:
    """Do the parts make up the whole only with those that are counted in another unit?"""
    parts = [figures[m.index] for m in members]
    units = {unit_of(p) for p in parts} - {""}
    money = any(p.kind == "amount" for p in parts)
    return len(units) > 1 and not money and sums_agree(whole, parts) == "agrees"


def _far_whole(
    members: list[Frame], frames: list[Frame], figures: list[Figure], runs: list[list[Frame]]
) -> int | None:
    """The whole of a list that opens its own sentence (`从渠道看，…`): told in one just before."""
    first = members[0]
    near = [
        f.index for f in frames[max(0, first.index - REACH) : first.index]
        if first.sentence - 3 <= f.sentence < first.sentence
        and f.parent is None and figures[f.index].kind in COUNTS and figures[f.index].value
        and unit_of(figures[f.index]) == unit_of(figures[first.index])
    ]  # fmt: skip
    for i in reversed(near):
        for run in runs:
            if len(run) > 1 and sums_agree(figures[i], [figures[m.index] for m in run]) == "agrees":
                return i
    last = [i for i in near if figures[i].sentence == first.sentence - 1]
    if (
        len(near) == 1
        and not last
        and any(_claims(r) and _slips(near[0], r, figures) for r in runs)
    ):
        return near[0]  # 新收165件。为此抽调人员充实力量。从来源看，…: all that was counted before
    if _THE_LATTER.match(first.since) and last:
        return last[-1]
    if len(last) == 1:
        return last[0]
    slips = [i for i in last for run in runs if _claims(run) and _slips(i, run, figures)]
    return slips[0] if len(slips) == 1 else None


def _slips(whole: int, run: list[Frame], figures: list[Figure]) -> bool:
    return all_but_a_slip(figures[whole], [figures[m.index] for m in run])


def _claims(run: list[Frame]) -> bool:
    """Are they so many, or two of such names, that they were meant to be all?"""
    return len(run) >= FEWEST or (len(run) > 1 and make_up_all(_names(run)))


def _names(run: list[Frame]) -> str:
    """What the parts of a list are, before or behind their numbers."""
    return "".join(m.onward if m.leads else m.left for m in run)


def _runs(members: list[Frame], figures: list[Figure], whole: Figure) -> Iterator[list[Frame]]:
    """The members that can be added: same unit and year as the whole, one dimension at a time."""

    unit = unit_of(whole)
    kinds = {figures[m.index].unit for m in members}
    pieces = _INFORMATION if all("信息" in m.left for m in members) else _PIECES
    written = whole.unit in pieces and len(kinds) == 1
    channels = all(
        (f.indicator or "").startswith(_PUBLISHED)
        for f in (whole, *(figures[m.index] for m in members))
    )
    written = written and (members[0].bracket or pieces is _INFORMATION or channels)

    def alike(figure: Figure) -> bool:
        same = unit_of(figure) in (unit, "") or (written and figure.unit in pieces)
        return (same and figure.scope.year == whole.scope.year) or figure.qualifier == "zero"

    run = [m for m in members if alike(figures[m.index])]
    if len(run) < len(members) and whole.scope.year is None:
        every = [m for m in members if unit_of(figures[m.index]) == unit_of(whole)]
        if sums_agree(whole, [figures[m.index] for m in every]) == "agrees":
            run = every  # 累计142项，其中2024年31项、2023年37项，其余74项; 39条，其中2023年的3条
    alone = _without_nested(run, figures, whole)
    if sums_agree(whole, [figures[m.index] for m in alone]) == "agrees":
        yield alone  # whatever the parts are taken for, and said of: what adds up is one list
        return
    run = [m for m in run if not _APART.search(m.right.partition("、")[0])]
    run = [m for m in run if _group(figures[m.index]) in ("", _group(whole)) or not _group(whole)]
    for n, m in enumerate(run):
        larger = n and figures[m.index].value > whole.value
        if larger and ("；" in m.since or _ALL_TOGETHER.search(m.left)):
            run = run[:n]  # …；部门34个中: the next whole; 4件中3件维持，听证2件，合计6件
            break
    if _claims(run) and all_but_a_slip(whole, [figures[m.index] for m in run]):
        yield run  # whatever the parts are taken for: what adds up is one list
        return
    if not run:
        return
    dimensions: list[list[Frame]] = []
    for m in run:
        d = dimension_of(figures[m.index])
        before = dimension_of(figures[dimensions[-1][-1].index]) if dimensions else None
        of_one_row = m.since.startswith("、") and None in (d, before)  # 结果维持3件、未审结2件
        by_body = dimensions and None not in (_body(m, figures), _body(dimensions[-1][-1], figures))
        last = d is None and LAST_PART.match(m.left)
        if dimensions and (d == before or of_one_row or by_body or last):
            dimensions[-1].append(m)
        else:
            dimensions.append([m])
    yield from dimensions


def _body(part: Frame, figures: list[Figure]) -> str | None:
    return figures[part.index].scope.body


def _group(figure: Figure) -> str:
    """The group of table 4 that a figure belongs to, litigation and its two kinds as one."""
    i = figure.indicator or ""
    if not i.startswith("t4.") or "+" in i:
        return ""
    return "review" if i.startswith("t4.review") else "litigation"


def _list_of(
    text: str,
    parent: int,
    run: list[Frame],
    figures: list[Figure],
    divided: bool,
) -> Relation | None:
    whole = figures[parent]
    run = _without_nested(_without_sum(run, figures, whole), figures, whole)
    parts = [m.index for m in run for _ in range(times_of(m))]
    total = sums_agree(whole, [figures[i] for i in parts])
    all_told, openly = ending(text, run, figures)
    if total == "agrees":
        return Relation("parts", (parent,), tuple(parts), open=openly)
    if total == "short":
        return _short_list(text, parent, parts, run, figures, divided, all_told, openly)
    if _is_no_list(text, parent, parts, run, figures):
        return None
    return Relation("parts", (parent,), tuple(parts), open=openly)


def _short_list(
    text: str,
    parent: int,
    parts: list[int],
    run: list[Frame],
    figures: list[Figure],
    divided: bool,
    all_told: bool,
    openly: bool,
) -> Relation | None:
    """A list whose parts make less than the whole: open, wrong, or no list of all parts."""
    whole, told_parts = figures[parent], [figures[i] for i in dict.fromkeys(parts)]
    gap = gap_between(whole, [figures[i] for i in parts])
    by_body = whole.scope.body is None and any(f.scope.body for f in told_parts)
    every_level = by_body and all_bodies(run)
    least = COUNTED_CLOSE if run[0].opener == "：" and len(run) > 1 else NEARLY
    if openly or (by_body and not every_level and gap > least):
        return Relation("parts", (parent,), tuple(parts), open=True)
    if len(told_parts) < 2 or _leaves_unread(text, whole, run[-1].index, parts, figures):
        return None
    complete = every_level or all_told or closed(run, figures, divided)
    complete = complete or all_but_one_applicant(whole, told_parts)
    if not complete and (divided or gap > (least if by_body else NEARLY)):
        return None
    return Relation("parts", (parent,), tuple(parts))


def _is_no_list(
    text: str, parent: int, parts: list[int], run: list[Frame], figures: list[Figure]
) -> bool:
    """Parts that exceed their whole: do they overlap (多选, 交叉), or are they of two kinds?"""
    whole = figures[parent]
    if len(set(parts)) < 2 or any(figures[i].value > whole.value * FAR_ABOVE for i in parts):
        return True
    excess = sum((figures[i].value for i in parts), Decimal(0))
    apart = make_up_all(_names(run))  # what is one is not the other: they cannot overlap
    unnamed = len(parts) >= FEWEST and all(figures[i].indicator in _UNNAMED for i in parts)
    most = OVERLAP_UNNAMED if unnamed and parts[0] > parent else OVERLAP
    far = excess > whole.value * most and not apart and not _one_too_many(whole, excess)
    if far and all(figures[i].value <= whole.value for i in parts):
        return True
    before = figures[max(0, parent - 1) : parent] if not run[0].bracket else []
    beside = [*before, *figures[parent + 1 : run[0].index]]
    return (
        of_both_together(whole, beside, excess)
        or beside_whole(figures, parent, parts)
        or overlap(text, whole, figures[run[-1].index], figures, run)
    )


def _leaves_unread(
    text: str, whole: Figure, last: int, parts: list[int], figures: list[Figure]
) -> bool:
    """Is what the parts lack of their whole a number of the list that was not read as a figure?

    公告56动态21条: a list with a slip of the pen in it is no list whose sum is wrong.
    """
    lacking = whole.value - sum((figures[i].value for i in parts), Decimal(0))
    return any(
        Decimal(m.group()) == lacking
        and not any(f.start <= whole.end + m.start() < f.end for f in figures[parts[0] : last])
        for m in _DIGITS.finditer(text[whole.end : figures[last].start])
    )


def _without_sum(run: list[Frame], figures: list[Figure], whole: Figure) -> list[Frame]:
    """A list less the sum of its own parts at its end (57件…，8件…，不予公开即为这65件).

    One that makes up its whole is left as it is: of 4 the last part may be 2, as the others are.
    """
    parts = [figures[m.index] for m in run]
    if len(run) < FEWEST or sums_agree(whole, parts) == "agrees":
        return run
    return run[:-1] if sum(p.value for p in parts[:-1]) == parts[-1].value else run


def _without_nested(run: list[Frame], figures: list[Figure], whole: Figure) -> list[Frame]:
    """A list less what breaks down one of its parts (网站123条，含公文类2条，其他121条)."""
    parts = [figures[m.index] for m in run]
    if len(run) < FEWEST or sums_agree(whole, parts) == "agrees":
        return run
    for k, part in enumerate(parts[:-2]):
        if _HOLDS.match(run[k + 1].since) and sums_agree(part, parts[k + 1 :]) == "agrees":
            return run[: k + 1]
        if len(parts) - k > FEWEST and _breaks_down(part, parts[k + 1 :]):
            return run[: k + 1]  # 网站98条，文化40条，旅游29条，执法12条，其他17条: of the 98
        end = _end_of_breakdown(parts, k)  # …14件——隐私5件、执法9件——其余12件
        if end and sums_agree(whole, parts[: k + 1] + parts[end:]) == "agrees":
            return run[: k + 1] + run[end:]
    return run


def _breaks_down(part: Figure, behind: list[Figure]) -> bool:
    """Are those behind it its own parts? Small numbers add up by chance, and cells are known."""
    unnamed = all(dimension_of(p) is None for p in (part, *behind))
    return unnamed and part.value >= NO_CHANCE and sum(p.value for p in behind) == part.value


def _end_of_breakdown(parts: list[Figure], k: int) -> int:
    """Where the two or more figures behind the `k`-th end that add up to it; 0 where none do."""
    told = Decimal(0)
    for end in range(k + 1, len(parts)):
        told += parts[end].value
        if told >= parts[k].value:
            return end + 1 if told == parts[k].value and end > k + 1 else 0
    return 0


def times_of(frame: Frame) -> int:
    """`A、B、C各1条` is three times one."""
    if not _EACH.search(frame.left):
        return 1
    words = frame.since.lstrip("，,；;、 ")
    words = _LIST_HEAD.split(words)[-1]
    return len([w for w in _JOINT.split(words) if w.strip()]) or 1


def _one_too_many(whole: Figure, told: Decimal) -> bool:
    """Of 3 cases 2 and 2: a slip by one is a large share of so few."""
    return whole.value > 1 and told - whole.value == 1
