"""Shares told apart from the numbers they are of, by the names of parts or in their order.

`全年40件，林权22件、野保10件、防火8件，所占比重林权55%、野保25%、防火20%`;
`换成比例，依次是50%、30%、20%`; `咨询与投诉两项相加占90%`. The list of parts is read already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import COUNTS, NUMERALS, unit_of
from extractor.records import Figure, Relation

REACH = 24
"""How many figures before a share the numbers it is of may stand."""
LEAST_NAME = 2
"""Characters of a name by which a part is known again."""
_OF_A_SHARE = regex.compile(r"占|比重|份额|比例|构成")
_COME_TO = regex.compile(r"占比(?:上?升|提[高升]|下?降|回落|增加?|扩大)[至到为]")
"""企业占比升至45%: what it is now."""
_NO_SHARE = regex.compile(r"率|[增减涨跌升降]|同比|比上|平均|超过?半")
_LEAD = regex.compile(
    r"^[，、；：\s和与及]*(?:其中|分析|从)?(?:各?所占)?(?:的)?(?:比重|占比|比例|份额)?(?:为|是|中|看)?[，：]?"
)
_TAIL = regex.compile(
    r"(?:(?:各?自?所?占)(?:比例?|比重|到|了|去|据|总[数量])?(?:升至|降至)?|为|达|约|近|恰|即|就|便|又|各|的|分别|依次|是)+$"
)
_SUFFIX = regex.compile(r"(?:一项|一类|一路|类|稿件?|数量?|量|部分|方面|信息|案件|申请|渠道)+$")
_TOGETHER = regex.compile(
    r"(?P<names>[^，。；：\d]{2,20}?)(?:这)?(?P<n>[两二三四])?(?:项|者|类|种|部分)?"
    r"(?:相加|合计|合起来|加起来|合在一起|之和|一共|合|共)+(?:起来)?(?:占|占比|占到|占了)"
)
_FORMER = regex.compile(r"前(?P<n>[两二三四])(?:项|者|类|种|位|名)")
_AND = regex.compile(r"[、和与及]")
_MARK = re.compile("[，。；：]")
_JOINT = regex.compile(r"\s*[、，]?(?:和|与|及)?\s*")
_IN_TURN = regex.compile(r"依次|分别")
_AS_BASE = regex.compile(r"[^，。；\d]{0,4}为(?:基数|分母|底数|总量|基准)")
"""以500条为基数: what all shares of the sentence are of."""


def named_shares(
    frames: Sequence[Frame],
    figures: Sequence[Figure],
    lists: Sequence[Relation],
    told: Sequence[Relation],
) -> Iterator[Relation]:
    """One relation for each share that `told` has not, where names or their order tell its part.

    `lists` are the relations of parts. The right side of one that several parts have together
    is these parts, and the whole last.
    """
    known = {r.left[0] for r in told}
    by_index = {f.index: f for f in frames}
    k = 0
    while k < len(frames):
        row = _row(frames, k, figures) if figures[frames[k].index].kind == "ratio" else []
        k += max(1, len(row))
        if not row or known & {f.index for f in row}:
            continue
        words = "".join(f.since for f in row)
        if not _OF_A_SHARE.search(words) or _NO_SHARE.search(_COME_TO.sub("占比", words)):
            continue
        yield from _of_row(row, frames[max(0, k - REACH) : k], figures, lists, by_index)


def _row(frames: Sequence[Frame], k: int, figures: Sequence[Figure]) -> list[Frame]:
    """The shares that stand one behind another from the k-th figure on."""
    row: list[Frame] = []
    for frame in frames[k:]:
        f = figures[frame.index]
        share = f.kind == "ratio" and f.unit == "%" and 0 < f.value < 100
        same = not row or (frame.sentence == row[0].sentence and "；" not in frame.since)
        if not share or not same or f.scope.year is not None:
            break
        row.append(frame)
    return row


def _of_row(
    row: list[Frame],
    near: Sequence[Frame],
    figures: Sequence[Figure],
    lists: Sequence[Relation],
    by_index: dict[int, Frame],
) -> Iterator[Relation]:
    at = row[0]
    close = [r for r in lists if _before(r, at, by_index)]
    last = max(close, key=lambda r: max(r.right), default=None)
    if last is not None and len(row) == len(last.right) and _in_order(row):
        for share, i in zip(row, last.right, strict=True):
            yield Relation("share", (share.index,), (i, last.left[0]))
        return
    base = _stated_base(near, at)
    for frame in row:
        if last is not None:
            several = _several(frame, last, by_index)
            if several is not None:
                yield Relation("share", (frame.index,), several)
                continue
        name = _name(frame)
        if len(name) < LEAST_NAME:
            continue
        found: tuple[int, int] | None = None
        if base is not None:
            found = _part_of(base, name, near, figures)
        elif last is not None:
            two = dict(zip(("前者", "后者"), last.right, strict=False))
            part = two.get(name) if len(last.right) == len(two) else None
            if part is None:
                part = _one_named(name, [by_index[i] for i in last.right])
            found = None if part is None else (part, last.left[0])
        else:
            found = _part_and_whole(name, frame, near, figures)
        if found is not None and 0 < figures[found[0]].value <= figures[found[1]].value:
            yield Relation("share", (frame.index,), found)


def _before(relation: Relation, at: Frame, by_index: dict[int, Frame]) -> bool:
    """Is it a list of the sentence of `at` or of the one before, told before it?"""
    ends = max((*relation.left, *relation.right))
    return (
        len(set(relation.right)) == len(relation.right)
        and ends < at.index
        and at.index - ends <= REACH
        and at.sentence - by_index[ends].sentence <= 1
    )


def _in_order(row: list[Frame]) -> bool:
    """依次是50%、30%、25%: nothing but 依次 or 分别 before them, and joints between."""
    first = row[0]
    head = _MARK.split(first.since)[-1]
    bare = _IN_TURN.search(head) and len(_name(first)) < LEAST_NAME
    return len(row) > 1 and bool(bare) and all(_JOINT.fullmatch(f.since) for f in row[1:])


def _name(frame: Frame) -> str:
    """What a share is told of, as far as it stands right before it."""
    words = frame.left if frame.turn is not None else _MARK.split(frame.since)[-1]
    return str(_SUFFIX.sub("", _TAIL.sub("", _LEAD.sub("", words))))


def _one_named(name: str, parts: Sequence[Frame]) -> int | None:
    found = [f.index for f in parts if name in f.left]
    return found[0] if len(found) == 1 else None


def _several(
    frame: Frame, relation: Relation, by_index: dict[int, Frame]
) -> tuple[int, ...] | None:
    """咨询与投诉两项相加占80%, 前两类合计占六成: these parts, and their whole."""
    clause = _MARK.split(frame.since)[-1]
    told = _TOGETHER.match(clause)
    if told is None:
        return None
    former = _FORMER.match(clause)
    if former is not None:
        n = NUMERALS[former["n"]]
        chosen = list(relation.right[:n])
    else:
        names = [_SUFFIX.sub("", w.strip()) for w in _AND.split(told["names"]) if w.strip()]
        parts = [by_index[i] for i in relation.right]
        found = [_one_named(n, parts) if len(n) >= LEAST_NAME else None for n in names]
        chosen = [i for i in found if i is not None]
        if len(chosen) < len(found):
            return None
    enough = 1 < len(set(chosen)) == len(chosen) < len(relation.right)
    return (*chosen, relation.left[0]) if enough else None


def _stated_base(near: Sequence[Frame], at: Frame) -> int | None:
    """以推送和发布两项500条为基数."""
    for one, behind in pairwise([*near, at]):
        if one.sentence == at.sentence and _AS_BASE.match(behind.since):
            return one.index
    return None


def _part_of(
    base: int, name: str, near: Sequence[Frame], figures: Sequence[Figure]
) -> tuple[int, int] | None:
    """The one number with that name before a base that is called so."""
    alike = [f for f in near if f.index < base and _alike(figures[f.index], figures[base])]
    part = _one_named(name, alike)
    return None if part is None else (part, base)


def _part_and_whole(
    name: str, frame: Frame, near: Sequence[Frame], figures: Sequence[Figure]
) -> tuple[int, int] | None:
    """征集意见150条，采纳45条，采纳数占四成: the one larger number stands right before the part."""
    counts = [
        f for f in near if f.sentence == frame.sentence and f.index < frame.index
        and figures[f.index].kind in COUNTS
    ]  # fmt: skip
    part = _one_named(name, counts)
    if part is None or not any(f.index == part - 1 for f in counts):
        return None
    alike = [f.index for f in counts if f.index < part and _alike(figures[f.index], figures[part])]
    larger = [i for i in alike if figures[i].value > figures[part].value]
    return (part, part - 1) if larger == [part - 1] == alike else None


def _alike(one: Figure, other: Figure) -> bool:
    return one.kind in COUNTS and unit_of(one) == unit_of(other) and one.scope == other.scope
