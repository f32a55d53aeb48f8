"""Does a confidence mean what it says, and what would more abstention buy?"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.evaluation.tally import Link, Tally

BINS = 10
COVERAGES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)


class Bin(msgspec.Struct, frozen=True):
    """Links whose confidence lies in (low, high]: how sure, how often right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


class Calibration(msgspec.Struct, frozen=True):
    """`ece` is the mean gap between confidence and rate, weighted by count.

    `curve` has (coverage, threshold, share right): of all figures that state an indicator, the
    share that is answered when answers below the threshold are withheld.
    """

    links: int
    silent: int
    ece: float
    bins: tuple[Bin, ...]
    curve: tuple[tuple[float, float, float], ...]


def calibrate(tallies: Sequence[Tally]) -> Calibration:
    """Over all links of the documents that name an indicator other than n.other."""
    links = sorted((x for t in tallies for x in t.links), key=lambda x: -x.confidence)
    silent = sum(t.silent for t in tallies)
    bins: list[Bin] = []
    for k in range(BINS):
        low, high = k / BINS, (k + 1) / BINS
        inside = [x for x in links if low < x.confidence <= high or (k == 0 and x.confidence == 0)]
        if inside:
            n = len(inside)
            bins.append(
                Bin(
                    low, high, n,
                    sum(x.confidence for x in inside) / n,
                    sum(x.right for x in inside) / n,
                )
            )  # fmt: skip
    ece = sum(b.count * abs(b.confidence - b.right) for b in bins) / len(links) if links else 0.0
    return Calibration(len(links), silent, ece, tuple(bins), tuple(_curve(links, silent)))


def _curve(links: Sequence[Link], silent: int) -> list[tuple[float, float, float]]:
    """`links` by falling confidence."""
    everything = len(links) + silent
    out: list[tuple[float, float, float]] = []
    for wanted in COVERAGES:
        n = min(len(links), round(wanted * everything))
        if not n or (out and n / everything <= out[-1][0]):
            continue
        right = sum(x.right for x in links[:n]) / n
        out.append((n / everything, links[n - 1].confidence, right))
    return out
