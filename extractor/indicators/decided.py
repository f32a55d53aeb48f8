"""Figures with what follows from the cell that they were decided to state: year, other readings."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.indicators.frames import Frame
from extractor.indicators.other_readings import other_readings
from extractor.indicators.row_years import is_told_alone, without_row_year
from extractor.indicators.sequels import change_of_items
from extractor.records import Figure


def as_decided(
    frames: Sequence[Frame], figures: Sequence[Figure], year: int | None
) -> list[Figure]:
    """`figures` with the scope and the other readings of what they were decided to state."""
    out = list(figures)
    for frame in frames:
        figure = out[frame.index]
        if figure.kind == "change" and figure.indicator is None and frame.index:
            figure = out[frame.index] = change_of_items(frame, figure, out[frame.index - 1])
        scope = figure.scope
        if not is_told_alone(frame, figure.indicator):
            scope = without_row_year(frame, figure.indicator, scope, year)
        loose = other_readings(frame, figure.indicator or "") if figure.value else ()
        more = tuple(r for r in loose if r not in figure.readings)
        if more or scope is not figure.scope:
            readings = (*figure.readings, *more)
            out[frame.index] = msgspec.structs.replace(figure, scope=scope, readings=readings)
    return out
