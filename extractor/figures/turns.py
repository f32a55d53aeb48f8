"""Changes told in turn: 分别增长20%、66.7%、90%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from extractor.language.first import swift
from extractor.records import Figure, Scope

_JOINT = swift(r"\s*(?:[、，]|和|与|及|，[后再]是)\s*")
"""All that stands between two of them."""
_IN_TURN = swift(r"(?:分别|各|依次)[^，。；\d]{0,3}$")
"""Before the first: those that follow have no verb of their own."""
_RESTATED = swift(r"\s*(?:（\s*(?:即|合|折合)?|[，、]?(?:即|也就是|折合|合)|，约合)\s*")
"""增长两成（20%）, 压减6.4%、折合21.3万元: the same change once more, in another unit."""


def in_turn(change: Figure, behind: Figure, between: str) -> bool:
    """Does `behind` go on a row in which `change` is told? `between` is all that stands between."""
    return (
        change.kind == "change"
        and change.unit == behind.unit
        and _JOINT.fullmatch(between) is not None
    )


def runs_of_changes(figures: Sequence[Figure], between: Sequence[str]) -> Iterator[range]:
    """The indices of each two or more changes told in turn.

    `between[k]` is the text from the figure before the k-th up to it.
    """
    first = 0
    for k in range(1, len(figures) + 1):
        goes_on = (
            k < len(figures)
            and figures[k].kind == "change"
            and in_turn(figures[k - 1], figures[k], between[k])
        )
        if not goes_on:
            if k - first > 1:
                yield range(first, k)
            first = k


def as_told_before(figure: Figure, told: Sequence[Figure], between: Sequence[str]) -> Figure:
    """`figure` as a change where it goes on a row of changes, or restates one.

    `told` are those before it in the sentence, `between` as for `runs_of_changes`, its own last.
    """
    if not told or told[-1].kind != "change" or figure.kind in ("change", "rank"):
        return figure
    share = figure.kind == "ratio"
    restated = _RESTATED.fullmatch(between[-1]) and (share or figure.unit != told[-1].unit)
    if not restated:
        goes_on = in_turn(told[-1], figure, between[-1])
        if not (goes_on and (share or _are_in_turn(told, between))):
            return figure
    return msgspec.structs.replace(figure, kind="change", scope=told[-1].scope)


def _are_in_turn(told: Sequence[Figure], between: Sequence[str]) -> bool:
    """Does 分别 or 各 stand before the row of changes that the last of `told` ends?"""
    first = len(told) - 1
    while first and told[first - 1].kind == "change" and _JOINT.fullmatch(between[first]):
        first -= 1
    return _IN_TURN.search(between[first]) is not None


def with_years_of_changes(figures: Sequence[Figure], between: Sequence[str]) -> list[Figure]:
    """The figures of a sentence; changes told in turn behind a row of years have theirs.

    2020年18件，2021年30件，2022年57件，分别增长20%、66.7%、90%: a change for each year, or for each
    but the first. The last is the report's own year. `between` as for `runs_of_changes`.
    """
    out = list(figures)
    for run in runs_of_changes(figures, between):
        row = [f.scope.year for f in out[: run.start] if f.kind not in ("change", "ratio", "rank")]
        told = row[-len(run) :]
        past = [y for y in told[:-1] if y is not None]
        a_row = len(past) == len(run) - 1 and told[-1] is None
        if a_row and len(row) - len(run) in (0, 1) and past == sorted(set(past)):
            for k, year in zip(run, past, strict=False):
                out[k] = msgspec.structs.replace(out[k], scope=Scope(year=year))
    return out
