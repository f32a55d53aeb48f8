"""What else a figure on applications may count: 收到75件 may hold what was carried in."""

from __future__ import annotations

import re

import regex

from extractor.indicators.application_words import ANSWERED
from extractor.indicators.frames import Frame
from extractor.indicators.wordlists import word_lists

_WORDS = word_lists("applications").words

_NEWLY = re.compile(_WORDS["newly"])
"""Came in within the year: nothing carried in is meant."""
_HANDLING = regex.compile(_WORDS["handling"])
"""Handled: may be all that was to be handled."""
_IN_TIME = regex.compile(r"按(?:期|时)|均")
"""All answered in time may count what was carried out."""


def other_readings(frame: Frame, indicator: str) -> tuple[str, ...]:
    """What else a figure that states `indicator` may count; none for what is no cell of table 3."""
    table, _, rest = indicator.partition(".")
    if table != "t3" or "+" in indicator:
        return ()
    row, _, column = rest.rpartition(".")
    return readings_of_cell(frame, row, column)


def readings_of_cell(frame: Frame, row: str, column: str) -> tuple[str, ...]:
    """What else a figure of this row may count, the likeliest first."""
    new, total = f"t3.new.{column}", f"t3.total.{column}"
    both = f"{new}+t3.carried_in.{column}"
    words = frame.since + frame.right
    others: list[str] = []
    if row == "new" and not _NEWLY.search(words):
        others.append(both)  # 收到75件 may count what was carried in
    elif row == "handled":
        others += [new, total]
    elif row == "total":
        if _HANDLING.search(words) and not ANSWERED.search(words):
            others += [both, new]  # 办理75件 may be all that was to be handled
        if _IN_TIME.search(frame.since):
            others.append(f"{total}+t3.carried_out.{column}")
    elif row == "granted":
        others.append(f"t3.granted.{column}+t3.partial.{column}")
    elif row == "unavailable.not_held":
        others.append(f"t3.unavailable.{column}")
    return tuple(others)
