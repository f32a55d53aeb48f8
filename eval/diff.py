"""Two runs compared: scores, and gains and losses document by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from eval.results import Run
from extractor.evaluation.measures import value_of
from extractor.evaluation.page import MAIN

NOTABLE = 0.00005


def lines(old: Run, new: Run) -> Iterator[str]:
    """What changed from `old` to `new`, for printing."""
    if old.corpus != new.corpus:
        yield "note: the corpus is not the same; documents that came or went count as changed"
    for name in sorted(old.parts.keys() | new.parts.keys()):
        if name not in old.parts or name not in new.parts:
            yield f"{name}: only in the {'new' if name in new.parts else 'old'} run"
            continue
        a, b = old.parts[name].measures, new.parts[name].measures
        changed = [
            f"  {m:12s} {value_of(a[m]):.4f} -> {value_of(b[m]):.4f}"
            for m in MAIN
            if m in a and m in b and abs(value_of(a[m]) - value_of(b[m])) > NOTABLE
        ]
        if changed:
            yield name
            yield from changed
    gained, lost = 0, 0
    for doc in sorted(old.misses.keys() | new.misses.keys()):
        before, after = Counter(old.misses.get(doc, [])), Counter(new.misses.get(doc, []))
        gains, losses = list((before - after).elements()), list((after - before).elements())
        if not gains and not losses:
            continue
        gained, lost = gained + len(gains), lost + len(losses)
        yield doc
        yield from (f"  + {g}" for g in gains)
        yield from (f"  - {x}" for x in losses)
    yield f"{gained} faults gone, {lost} new"
