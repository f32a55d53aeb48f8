"""How far two readings of the corpus agree, before their differences were settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.markup import Mark
from corpus.readings import OPEN, Disagreement, Pair, differs, may_state

_HEAD = (
    "batch", "texts", "figures", "in both", "F1", "indicator", "kappa", "kind", "scope",
    "differences", "first", "second", "both", "other",
)  # fmt: skip


@dataclass(frozen=True)
class Agreement:
    """How far two readings agree. All but counts are shares of 1; kappa is Cohen's."""

    passages: int
    first: int
    second: int
    both: int
    figures_f1: float
    indicators: float
    indicators_kappa: float
    kinds: float
    scopes: float
    values: float
    outcomes: Mapping[str, int]

    def row(self, name: str) -> str:
        """A line of the table; the last columns are what settlement made of the differences."""
        shares = (self.figures_f1, self.indicators, self.indicators_kappa, self.kinds, self.scopes)
        told = [self.outcomes.get(k, 0) for k in ("first", "second", "both")]
        every = sum(self.outcomes.values())
        counts = (every, *told, every - sum(told))
        cells = (name, self.passages, max(self.first, self.second), self.both)
        return _line((*cells, *(f"{x:.4f}" for x in shares), *counts))


def table(rows: Mapping[str, Agreement]) -> str:
    """The agreement of each batch as a Markdown table."""
    lines = [_line(_HEAD), _line(["---"] * len(_HEAD)), *(a.row(name) for name, a in rows.items())]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def agreement(number: int, both: Sequence[Pair], settled: Sequence[Disagreement]) -> Agreement:
    """The agreement over `number` passages, figures that may be left out not counted."""
    firm = [p for p in both if not any(m is not None and m.ignored for m in (p.first, p.second))]
    met = [(p.first, p.second) for p in firm if p.first is not None and p.second is not None]
    first = sum(p.first is not None for p in firm)
    second = sum(p.second is not None for p in firm)
    labels = [_labels(a, b) for a, b in met]
    share = {
        aspect: sum(not differs(a, b, aspect) for a, b in met) / max(len(met), 1)
        for aspect in ("indicator", "kind", "scope", "value")
    }
    return Agreement(
        passages=number,
        first=first,
        second=second,
        both=len(met),
        figures_f1=2 * len(met) / max(first + second, 1),
        indicators=share["indicator"],
        indicators_kappa=kappa(labels),
        kinds=share["kind"],
        scopes=share["scope"],
        values=share["value"],
        outcomes=Counter(d.outcome for d in settled),
    )


def _labels(a: Mark, b: Mark) -> tuple[str, str]:
    """The indicators of both; alternatives that meet count as the one that meets."""
    for shared in (b.indicator, a.indicator, *b.alternatives):
        if (shared or OPEN) in may_state(a) & may_state(b):
            return shared or OPEN, shared or OPEN
    return a.indicator or OPEN, b.indicator or OPEN


def kappa(labels: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of pairs of labels; 1 where chance alone would agree always.

    >>> kappa([("a", "a"), ("a", "a"), ("b", "b"), ("b", "a")])
    0.5
    """
    n = len(labels)
    left, right = Counter(a for a, _ in labels), Counter(b for _, b in labels)
    chance = sum(left[x] * right[x] for x in left) / (n * n) if n else 1.0
    if chance == 1:
        return 1.0
    return (sum(a == b for a, b in labels) / n - chance) / (1 - chance)
