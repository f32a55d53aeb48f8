"""Counts of one document, and what was missed in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Outcome = Literal["tp", "fp", "fn"]


class Link(NamedTuple):
    """One decided link for calibration: how sure the tool was, and whether it was right."""

    confidence: float
    right: bool


@dataclass
class Tally:
    """What was right (tp), spurious or wrong (fp) and missed (fn), by the name of the measure."""

    counts: Counter[tuple[str, Outcome]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    silent: int = 0
    """Figures with a gold indicator for which the tool named none."""

    def add(self, name: str, outcome: Outcome, times: int = 1) -> None:
        if times:
            self.counts[name, outcome] += times

    def check(self, name: str, right: bool) -> None:
        """A value of something that was found: right or wrong."""
        self.add(name, "tp" if right else "fp")

    def miss(self, *words: object) -> None:
        self.misses.append(" ".join(str(w) for w in words))
