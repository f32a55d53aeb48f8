"""新收 + 上年结转 against 办结 + 结转下年, told in prose."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.arithmetic import totals_agree
from extractor.indicators.frames import Frame
from extractor.records import Figure, Relation, Sentence

_NEW, _IN, _DONE, _OUT, _HANDLED = range(5)
_ROLES = {
    "t3.new.total": _NEW,
    "t3.carried_in.total": _IN,
    "t3.total.total": _DONE,
    "t3.carried_out.total": _OUT,
    "t3.new.total+t3.carried_in.total": _HANDLED,
}
REACH = 2
"""How many sentences a flow may be told over."""


def flows(
    sentences: tuple[Sentence, ...], frames: list[Frame], figures: list[Figure]
) -> Iterator[Relation]:
    """One relation for each passage that tells both sides of the balance, each figure once."""
    told: dict[tuple[int, str], dict[int, list[int]]] = {}
    whole = {f.index for f in frames if _ROLES.get(figures[f.index].indicator or "") == _HANDLED}
    last = -1
    for frame in frames:
        figure = figures[frame.index]
        role = _ROLES.get(figure.indicator or "")
        own = frame.parent is None or frame.leads or frame.parent in whole
        if role is None or not own or not _own_and_exact(figure):
            continue
        if frame.sentence > last + REACH:
            told = {}
        last = frame.sentence
        key = (sentences[frame.sentence].section, figure.scope.body or "")
        rows = told.setdefault(key, {})
        rows.setdefault(role, []).append(frame.index)
        if len(rows.get(_DONE, ())) != 1 or len(rows.get(_OUT, ())) != 1:
            continue
        out = (rows[_DONE][0], rows[_OUT][0])
        ways = _came_in(rows)
        holds = [
            w for w in ways if totals_agree([figures[i] for i in w], [figures[i] for i in out])
        ]
        if ways:
            yield Relation("flow", (holds or ways)[0], out)
            del told[key]


def _own_and_exact(figure: Figure) -> bool:
    return (
        figure.scope.year is None
        and figure.kind in ("count", "cumulative")
        and figure.qualifier in ("exact", "zero")
    )


def _came_in(rows: dict[int, list[int]]) -> list[tuple[int, ...]]:
    """What came in: 新收 and 上年结转, or what was to be handled, each where it is told once."""
    ways: list[tuple[int, ...]] = []
    if len(rows.get(_NEW, ())) == 1 and len(rows.get(_IN, ())) == 1:
        ways.append((rows[_NEW][0], rows[_IN][0]))
    if len(rows.get(_HANDLED, ())) == 1 and (ways or _NEW not in rows):
        ways.append((rows[_HANDLED][0],))
    return ways
