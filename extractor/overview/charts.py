"""Line charts as SVG: small, without a library, drawn the same everywhere."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.overview.facts import Trend

WIDTH, HEIGHT = 300, 130
_LEFT, _RIGHT, _TOP, _BOTTOM = 10, 10, 22, 22


class Dot(msgspec.Struct, frozen=True):
    """A point: where it is drawn, and what it says."""

    x: float
    y: float
    year: int
    value: int
    reports: int


class Line(msgspec.Struct, frozen=True):
    """One series as a chart of its own: series differ too much in size for one scale."""

    name: str
    path: str
    dots: tuple[Dot, ...]


def lines(trends: Sequence[Trend]) -> list[Line]:
    """Each trend as a line from zero to its highest value."""
    return [_line(t) for t in trends]


def _line(trend: Trend) -> Line:
    first, last = trend.points[0][0], trend.points[-1][0]
    highest = max((value for _, value, _ in trend.points), default=0) or 1
    dots = tuple(
        Dot(
            round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (year - first) / max(1, last - first), 1),
            round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value / highest, 1),
            year,
            value,
            reports,
        )
        for year, value, reports in trend.points
    )
    return Line(trend.name, "M" + "L".join(f"{d.x} {d.y}" for d in dots), dots)
