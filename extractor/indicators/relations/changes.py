"""Increases and decreases with the two figures they compare."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.arithmetic import change_agrees
from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import COUNTS, unit_of
from extractor.records import Figure, Relation

_COMPARE = regex.compile(
    r"(?:(?<!占)比(?!例|重|为)|较|与|同|由|从)[^，。；]{0,14}$|上年(?:同期)?(?:为|的)?$|去年(?:同期)?(?:为|的)?$"
)


def changes(frames: list[Frame], figures: list[Figure]) -> Iterator[Relation]:
    for k, frame in enumerate(frames):
        stated = figures[frame.index]
        if stated.kind != "change":
            continue
        points = stated.unit.endswith("百分点")
        kinds = ("ratio",) if points else tuple(COUNTS)
        before: int | None = None
        now: int | None = None
        explicit = regex.search(r"(?P<y>(?:19|20)\d\d)年", frame.since)
        for f in reversed(frames[:k]):
            if f.sentence != frame.sentence:
                break
            g = figures[f.index]
            if g.kind not in kinds or (
                stated.unit not in ("%", "倍") and not points and unit_of(g) != unit_of(stated)
            ):
                continue
            if (
                "；" in "".join(x.since for x in frames if f.index < x.index <= frame.index)
                and before is None
                and now is None
            ):
                break
            is_before = (
                g.scope.year is not None
                or bool(_COMPARE.search(f.left))
                or regex.search(r"上年|去年|年初|上一年|同期", f.left)
            )
            rises = bool(_TO_HERE.search(f.left))
            if is_before and not rises and before is None:
                if explicit and g.scope.year is not None and int(explicit["y"]) != g.scope.year:
                    continue
                before = f.index
            elif not is_before and now is None and (f.parent is None or before is None):
                now = f.index
            if before is not None and now is not None:
                break
        if before is None or now is None:
            continue
        a, b = figures[now], figures[before]
        if unit_of(a) != unit_of(b) or not b.value:
            continue
        if (
            a.indicator != b.indicator
            and a.indicator is not None
            and b.indicator is not None
            and abs(now - before) > 1
        ):
            continue
        falls = falls_in(frame.since)
        if change_agrees(stated, a, b, falls) is False:
            near = [
                f.index
                for f in frames[: k + 2]
                if f.sentence == frame.sentence
                and figures[f.index].kind in kinds
                and unit_of(figures[f.index]) == unit_of(a)
            ]
            fits = [
                (x, y)
                for x in near
                for y in near
                if x != y
                and (x == now or y == before)
                and figures[y].value
                and change_agrees(stated, figures[x], figures[y], falls)
            ]
            if fits:
                now, before = fits[-1]
                a, b = figures[now], figures[before]
        relation = Relation("change", (frame.index,), (now, before))
        if change_agrees(stated, a, b, falls) is not None:
            yield relation


_TO_HERE = regex.compile(
    r"(?:增加|减少|增长|下降|上升|提高|提升|降低|调整|扩大|缩减|变|[增减降升])(?:到|至|为)(?:了)?[^，。；]{0,8}$"
)


_FALL = regex.compile(r"下降|减少|降低|压缩|缩短|压减|回落|下滑|降幅|减幅|少|降|减")


_RISE = regex.compile(r"增长|上升|提高|提升|增加|上涨|增幅|涨幅|净增|增|升|多")


def falls_in(words: str) -> bool | None:
    """True for a fall, False for a rise, None where the words do not say."""
    fall = [m.end() for m in _FALL.finditer(words)]
    rise = [m.end() for m in _RISE.finditer(words)]
    if not fall and not rise:
        return None
    return (fall[-1] if fall else -1) > (rise[-1] if rise else -1)
