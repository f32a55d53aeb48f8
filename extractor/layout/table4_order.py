"""In which order table 4 has its groups and results, as its labels say.

Where the label of a group is missing the order is not known, and what depends on it is not read.
Where that of a result is, it is that of the form, unless those that are there contradict it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

import msgspec

GROUPS = ("review", "direct", "after_review")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
_HEADER = ("review", "litigation", "direct", "after_review")
_PLACE = {key: i for i, key in enumerate(RESULTS)}


class Order(msgspec.Struct, frozen=True):
    """The groups in their order, and per group the results in theirs."""

    groups: tuple[str, ...]
    results: dict[str, tuple[str, ...]]
    groups_known: bool
    columns_known: bool
    """Whether the order of the groups is known where each is a column and each result a row."""
    results_known: bool

    def everything(self) -> list[str]:
        """All cells in the order of the table."""
        return [f"{g}.{r}" for g in self.groups for r in self.results[g]]

    def knows(self, keys: Sequence[str]) -> bool:
        """Whether the order of these cells is known."""
        groups = {k.partition(".")[0] for k in keys}
        if len({k.rpartition(".")[2] for k in keys}) < 2:
            return self.columns_known or len(groups) < 2
        return self.results_known and (self.groups_known or len(groups) < 2)


def order_of(labels: Sequence[str]) -> Order:
    """The order of a table whose labels, of groups and of results, stand in the text so.

    >>> order = order_of(["litigation", "review", "after_review", "direct", *RESULTS])
    >>> order.groups, order.groups_known, order.results["review"] == RESULTS
    (('after_review', 'direct', 'review'), True, True)
    >>> order_of(["review", "after_review", *RESULTS]).groups_known
    False
    """
    found = tuple(dict.fromkeys(k for k in labels if k in _HEADER))
    groups = _turned({key: i for i, key in enumerate(found)})
    named = all(g in found for g in GROUPS)
    # Without 行政诉讼 only results that stand before its two kinds say that it does not come first.
    tree = named and any(k in RESULTS for k in labels[: labels.index("direct")])
    if named and "litigation" not in found and not tree:
        groups = tuple(g for g in found if g in GROUPS)
    results = _results([k for k in labels if k in RESULTS], groups)
    return Order(
        groups=groups,
        results=results or dict.fromkeys(GROUPS, RESULTS),
        groups_known=named and ("litigation" in found or tree),
        columns_known=named,
        results_known=results is not None,
    )


def _turned(places: dict[str, int]) -> tuple[str, ...]:
    """The groups in the order of the header, those of the form where it lacks one."""
    outer = sorted(("review", "litigation"), key=lambda k: places.get(k, k == "litigation"))
    inner = ["direct", "after_review"]
    if places.get("after_review", 9) < places.get("direct", 0):
        inner.reverse()
    return tuple(g for key in outer for g in ([key] if key == "review" else inner))


def _results(keys: Sequence[str], groups: tuple[str, ...]) -> dict[str, tuple[str, ...]] | None:
    """Per group the order of its results; None where labels contradict the form and some lack."""
    size = len(RESULTS)
    if len(keys) == size * len(GROUPS):
        runs = [tuple(keys[i : i + size]) for i in range(0, len(keys), size)]
    else:
        runs = _runs(keys)
    if runs and all(set(run) == set(RESULTS) and len(run) == size for run in runs):
        if len(set(runs)) == 1:
            return dict.fromkeys(GROUPS, runs[0])
        # Else the labels of 行政复议 may come first, since they stand a row above the others.
        in_order = len(runs) == len(groups) and groups[0] == "review"
        return dict(zip(groups, runs, strict=True)) if in_order else None
    turns = sum(_PLACE[a] > _PLACE[b] for a, b in pairwise(keys))
    return dict.fromkeys(GROUPS, RESULTS) if turns < max([1, *Counter(keys).values()]) else None


def _runs(keys: Sequence[str]) -> list[tuple[str, ...]]:
    """The labels group by group: a label that comes again begins the next group."""
    runs: list[list[str]] = [[]]
    for key, _ in groupby(keys):  # a label may come twice where a cell spans two rows
        if key in runs[-1]:
            runs.append([])
        runs[-1].append(key)
    return [tuple(run) for run in runs if run]
