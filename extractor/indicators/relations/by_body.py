"""Wholes whose parts are told body by body, without a word that says so (全市96件。市局40件，…)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from extractor.arithmetic import sums_agree
from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import (
    COUNTED_CLOSE,
    COUNTS,
    NEARLY,
    gap_between,
    unit_of,
)
from extractor.records import Figure, Relation

_OF_ALL = re.compile(r"合计|总计|共计|全[市县区省旗州系局]|合并口径")
"""The sentence tells of all bodies together."""
_LEVELS = regex.compile(
    r"[，、；]?(?:其中)?(?:各)?(?:(?:省|市|县|区|乡|镇|街道|州|旗)[、和]?)+(?:[两三四]级|直(?:部门|机关|单位)?|本级)"
)
"""Bodies that are named by their level only: 市、县、乡三级, 市直."""
_ITSELF = regex.compile(r"本身|自身|自己|本级|机关[^，。；\d]{0,2}$")
"""The body that reports, beside those below it."""
REACH = 40
"""How many figures behind a whole its bodies may stand, at most in the next sentence."""


def told_by_body(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """One relation for each whole that the bodies behind it make up, or nearly make up."""
    known = {i for r in taken if r.kind == "parts" for i in (*r.left, *r.right)}
    for k, frame in enumerate(frames):
        whole = figures[frame.index]
        if frame.index in known or not _is_whole(whole):
            continue
        bodies = _bodies_behind(frames[k + 1 : k + 1 + REACH], frame, whole, figures)
        if not bodies and _OF_ALL.search(frame.before):
            bodies = _bodies_before(frames[max(0, k - REACH) : k], frame, whole, figures)
        # 全县208件，县政府42件，部门121件，乡镇45件。部门中以住建局30件为多: those of its sentence
        here = [i for i in bodies if figures[i].sentence == whole.sentence]
        rows = [r for r in (bodies, here) if len({figures[i].scope.body for i in r}) > 1]
        rows = [r for r in rows if not known & set(r)]
        agree = [r for r in rows if sums_agree(whole, [figures[i] for i in r]) == "agrees"]
        for row in (*agree, *(r for r in rows if _nearly(frames, k, r, figures))):
            yield Relation("parts", (frame.index,), tuple(row))
            break


def _nearly(frames: list[Frame], k: int, bodies: list[int], figures: list[Figure]) -> bool:
    """Do they miss their whole by a slip, or exceed it a little where they stand right behind it?

    A body can have no more than all have together: 全市63件，市局21件，稽查局17件，县局29件.
    """
    whole, parts = figures[frames[k].index], [figures[i] for i in bodies]
    gap = gap_between(whole, parts)
    row = [f.index for f in frames[k + 1 : k + 1 + len(bodies)]]
    exceed = sum(p.value for p in parts) > whole.value
    return gap < NEARLY or (exceed and row == bodies and gap < COUNTED_CLOSE)


def _bodies_before(
    before: list[Frame], frame: Frame, whole: Figure, figures: list[Figure]
) -> list[int]:
    """The figures of bodies before `whole` that state the same (市局12件，分局9件，合计21件)."""
    found: list[int] = []
    for earlier in reversed(before):
        figure = figures[earlier.index]
        if earlier.sentence < frame.sentence - 1:
            break
        if figure.indicator != whole.indicator or figure.scope.year is not None:
            continue
        if figure.scope.body is None:
            break
        if unit_of(figure) == unit_of(whole):
            found.insert(0, earlier.index)
    return found


def _is_whole(figure: Figure) -> bool:
    told = figure.indicator not in (None, "n.other") and figure.kind in COUNTS
    return told and figure.scope.body is None and figure.scope.year is None


def _bodies_behind(
    after: list[Frame], frame: Frame, whole: Figure, figures: list[Figure]
) -> list[int]:
    """The figures of bodies that state the same as `whole`, up to the next one of no body."""
    found: list[int] = []
    for later in after:
        figure = figures[later.index]
        if later.sentence > frame.sentence + 1:
            break
        other = figure.indicator != whole.indicator
        if (
            other
            and found
            and figure.indicator in (None, "n.other")
            and _LEVELS.fullmatch(later.left)
        ):
            other = False  # …，市、县、乡三级31,785件
        elif (
            other and found and figure.indicator in (None, "n.other") and _ITSELF.search(later.left)
        ):
            other = False  # …，市政府本身收104件
        elif other or figure.scope.year is not None:
            continue
        elif figure.scope.body is None and not _LEVELS.fullmatch(later.left):
            break
        if unit_of(figure) == unit_of(whole):
            found.append(later.index)
    return found
