"""Changes told in turn: 分别增长20%、66.7%、90%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import regex

from extractor.records import Figure, Scope

_JOINT = regex.compile(r"\s*(?:[、，]|和|与|及)\s*")
"""All that stands between two of them."""


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


def as_told_before(share: Figure, before: Figure, between: str) -> Figure:
    """`share` as a change where it goes on a row of changes, of which only the first has a verb."""
    if share.kind != "ratio" or not in_turn(before, share, between):
        return share
    return msgspec.structs.replace(share, kind="change", scope=before.scope)


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
