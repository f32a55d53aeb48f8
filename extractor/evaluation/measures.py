"""Precision, recall and F1 of many documents, with bootstrap intervals.

Documents are drawn by group (body), since those of one body are worded alike: an interval over
single figures would be too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.evaluation.tally import Tally

DRAWS = 1000
SEED = 20240501
LEVEL = 0.95


class Measure(msgspec.Struct, frozen=True):
    """One measure. `low` and `high` bound F1 (of a rate: the rate) at 95 per cent."""

    name: str
    precision: float
    recall: float
    f1: float
    tp: int
    fp: int
    fn: int
    low: float | None = None
    high: float | None = None

    @property
    def support(self) -> int:
        return self.tp + self.fn


def score(tp: float, fp: float, fn: float) -> tuple[float, float, float]:
    """(precision, recall, F1); what nothing can be said of counts as 1.

    >>> score(8, 2, 0)
    (0.8, 1.0, 0.888888888888889)
    """
    p = tp / (tp + fp) if tp + fp else 1.0
    r = tp / (tp + fn) if tp + fn else 1.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def measures(
    tallies: Sequence[Tally], groups: Sequence[str] | None = None, *, draws: int = DRAWS
) -> dict[str, Measure]:
    """Every measure by name, sorted. Without `groups` there are no intervals."""
    names = sorted({name for t in tallies for name, _ in t.counts})
    sums = {
        n: tuple(sum(t.counts[n, o] for t in tallies) for o in ("tp", "fp", "fn")) for n in names
    }
    bounds = {} if groups is None or not names else _bounds(tallies, groups, names, draws)
    out: dict[str, Measure] = {}
    for n in names:
        tp, fp, fn = sums[n]
        p, r, f1 = score(tp, fp, fn)
        out[n] = Measure(n, p, r, f1, tp, fp, fn, *bounds.get(n, (None, None)))
    return out


def _bounds(
    tallies: Sequence[Tally], groups: Sequence[str], names: Sequence[str], draws: int
) -> dict[str, tuple[float, float]]:
    import numpy as np

    order = {g: i for i, g in enumerate(dict.fromkeys(groups))}
    column = {n: i for i, n in enumerate(names)}
    table = np.zeros((len(order), 3, len(names)))
    for t, g in zip(tallies, groups, strict=True):
        for (n, o), c in t.counts.items():
            table[order[g], ("tp", "fp", "fn").index(o), column[n]] += c
    weights = np.random.default_rng(SEED).multinomial(
        len(order), np.full(len(order), 1 / len(order)), size=draws
    )
    tp, fp, fn = np.moveaxis(np.tensordot(weights, table, axes=(1, 0)), 1, 0)
    f1 = np.where(tp + fp + fn > 0, 2 * tp / np.maximum(2 * tp + fp + fn, 1), 1.0)
    # A rate (right or wrong, nothing to miss) is told as a rate, not as F1.
    rate = (table[:, 2].sum(axis=0) == 0) & (table[:, :2].sum(axis=(0, 1)) > 0)
    shares = np.where(tp + fp > 0, tp / np.maximum(tp + fp, 1), 1.0)
    values = np.where([is_rate(n) for n in names] & rate, shares, f1)
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(values, [tail, 1 - tail], axis=0)
    return {n: (float(low[i]), float(high[i])) for n, i in column.items()}


RATES = frozenset(
    ["unit", "qualifier", "kind", "interval", "sentence", "clean reports", "tables whole"]
)
"""Measures of what was found: right or wrong, so that precision is all there is to say."""


def is_rate(name: str) -> bool:
    return name in RATES or name.startswith("report.")


def value_of(m: Measure) -> float:
    """The one number of a measure: F1, or the rate."""
    return m.precision if is_rate(m.name) else m.f1
