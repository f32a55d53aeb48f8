"""Does one way of deciding beat another by more than chance? A paired bootstrap over bodies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from eval.documents import Document
from extractor.evaluation import Tally
from extractor.evaluation.measures import DRAWS, LEVEL, SEED, is_rate

GAINED = ("link", "narrative", "sentence", "finding")
Scored = Sequence[tuple[Sequence[Document], Sequence[Tally]]]


class Gain(msgspec.Struct, frozen=True):
    """The difference of F1 (of a rate: the rate), and its interval at 95 per cent."""

    measure: str
    difference: float
    low: float
    high: float


def gains(one: Scored, other: Scored, split: str) -> list[Gain]:
    """What `other` gains over `one` on all documents of a split; both have the same documents.

    The same bodies are drawn for both, since a body that is hard is hard for both.
    """
    import numpy as np

    before, after = _by_body(one, split), _by_body(other, split)
    bodies = sorted(before)
    if bodies != sorted(after):
        raise ValueError("two runs over different documents")
    weights = np.random.default_rng(SEED).multinomial(
        len(bodies), np.full(len(bodies), 1 / len(bodies)), size=DRAWS
    )
    out: list[Gain] = []
    for measure in GAINED:
        counts = np.array([[_counts(run[b], measure) for b in bodies] for run in (before, after)])
        values = [_value(measure, weights @ own) for own in counts]
        told = [float(_value(measure, own.sum(axis=0))) for own in counts]
        tail = (1 - LEVEL) / 2
        low, high = np.quantile(values[1] - values[0], [tail, 1 - tail])
        out.append(Gain(measure, told[1] - told[0], float(low), float(high)))
    return out


def table(found: Sequence[Gain]) -> list[list[str]]:
    return [[g.measure, f"{g.difference:+.3f}", f"[{g.low:+.3f}, {g.high:+.3f}]"] for g in found]


HEAD = ("measure", "difference", "95 %")


def _by_body(scored: Scored, split: str) -> dict[str, list[Tally]]:
    out: dict[str, list[Tally]] = {}
    for docs, tallies in scored:
        for doc, tally in zip(docs, tallies, strict=True):
            if doc.split == split:
                out.setdefault(doc.group, []).append(tally)
    return out


def _counts(tallies: Sequence[Tally], measure: str) -> list[int]:
    """tp, fp, fn."""
    return [sum(t.counts[measure, o] for t in tallies) for o in ("tp", "fp", "fn")]


def _value(measure: str, counts: Any) -> Any:
    """Of arrays whose last axis is tp, fp, fn."""
    import numpy as np

    tp, fp, fn = np.moveaxis(np.asarray(counts, dtype=float), -1, 0)
    if is_rate(measure):
        return tp / np.maximum(tp + fp, 1)
    return 2 * tp / np.maximum(2 * tp + fp + fn, 1)
