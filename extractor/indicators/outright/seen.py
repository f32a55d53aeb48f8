"""What is looked at where words say outright what a figure states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.indicators.frames import Frame
from extractor.records import Figure

OUTRIGHT = "said outright"
"""The reason of a figure that states what its words say outright."""
SURE = 0.9
"""Confidence of what is said outright."""
MOST_ROWS = 8
"""How many figures back a list may begin whose rows are added."""
LETTERS = frozenset(["件", "条", "份", "宗", "次", "人次", "封", "起", "项"])
TIMES = frozenset(["次", "期", "场", "轮", "批"])


class Seen(NamedTuple):
    """The frames of a report, and the figures as they are taken by now."""

    frames: Sequence[Frame]
    figures: list[Figure]
    year: int | None

    def beside(self, frame: Frame, step: int) -> Frame | None:
        """The frame so many steps away, None where that is in another sentence."""
        at = frame.index + step
        near = self.frames[at] if 0 <= at < len(self.frames) else None
        return near if near is not None and near.sentence == frame.sentence else None


Told = str | tuple[str, ...] | None
"""What a figure states outright, with what it may state as well behind it; None for nothing."""
