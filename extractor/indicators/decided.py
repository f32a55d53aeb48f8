"""Figures with what follows from the cell that they were decided to state: year, other readings.

Nor does everything go together: a part of reviews is no application, and one number told of
proposals from both sides is not that of one.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import regex

from extractor.indicators.frames import Frame
from extractor.indicators.other_readings import other_readings
from extractor.indicators.outright import said_outright
from extractor.indicators.row_years import is_told_alone, without_row_year, without_year_carried_on
from extractor.indicators.sequels import change_of_items
from extractor.indicators.statements import stating
from extractor.records import Figure

_BOTH = "proposals of both"
"""Why a figure on proposals is of either kind."""
_PROPOSALS = regex.compile(
    r"(?:建议|议案)[^，。；：、\d]{0,4}(?:[、和与及]|以及)[^，。；：、\d]{0,6}提案[^，。；：、\d]{0,8}$"
)
"""人大建议、政协提案办理结果70份: no number stands between the two."""


def as_decided(
    frames: Sequence[Frame], figures: Sequence[Figure], year: int | None
) -> list[Figure]:
    """`figures` with the scope and the other readings of what they were decided to state."""
    out = said_outright(frames, figures, year)
    for frame in frames:
        figure = out[frame.index]
        if frame.parent is not None and _is_no_application(frame, figure, figures[frame.parent]):
            figure = out[frame.index] = msgspec.structs.replace(
                figure, indicator=None, confidence=0.0, readings=(), reason="part of cases"
            )
        if (figure.indicator or "").startswith("n.proposals.") and _names_both(frame):
            figure = out[frame.index] = stating(figure, "n.proposals", figure.confidence, _BOTH)
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
    return without_year_carried_on(frames, out, year)


def _is_no_application(frame: Frame, figure: Figure, whole: Figure) -> bool:
    """复议9件（含上年结转3件）: a part of cases is in no row of table 3, unless it says so."""
    told = (figure.indicator or "").startswith("t3.") and (whole.indicator or "").startswith("t4.")
    return told and "申请" not in frame.left + frame.right


def _names_both(frame: Frame) -> bool:
    return frame.turn is None and "提案" in frame.left and bool(_PROPOSALS.search(frame.left))
