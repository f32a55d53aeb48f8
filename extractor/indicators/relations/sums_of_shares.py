"""Shares that are summed up behind them, as counts are."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import MOST_PARTS
from extractor.indicators.relations.sums import CALLED_SUM, counted
from extractor.records import Figure, Relation


def sums_of_shares(frames: list[Frame], figures: list[Figure]) -> Iterator[Relation]:
    """`公示栏45%、微信群30%、网站15%，三个渠道合为100%`: shares that are summed up."""
    for k, frame in enumerate(frames):
        whole = figures[frame.index]
        if whole.kind != "ratio" or whole.unit != "%" or whole.qualifier != "exact":
            continue
        if not CALLED_SUM.search(frame.left) or "率" in frame.left:
            continue
        run: list[int] = []
        for before in reversed(frames[max(0, k - MOST_PARTS) : k]):
            f = figures[before.index]
            alike = f.kind == "ratio" and f.unit == "%" and f.qualifier == "exact"
            if before.sentence != frame.sentence or not alike or f.scope != whole.scope:
                break
            run.insert(0, before.index)
        told = counted(frame, run)
        if len(told or run) > 1 and max(figures[i].value for i in run) <= whole.value:
            yield Relation("parts", (frame.index,), tuple(told or run))
