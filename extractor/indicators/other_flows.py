"""Flows of another matter: 未结信访事项34件，本年登记1208件，办结1199件 are no applications.

Received, closed and carried over are words of applications and of anything else that is handled.
Where the sentence names a matter that is listed, and nothing of applications, its numbers are of
that matter and no model is asked; of matters that no list has, `matters` tells the model.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import regex

from extractor.indicators.frames import Frame
from extractor.indicators.statements import OTHER, stating
from extractor.indicators.wordlists import word_lists
from extractor.records import Figure

_WORDS = word_lists("matters").words
_NAMED = regex.compile(rf"{_WORDS['other']}(?:平台|系统)?[^，。；\d]{{0,6}}$")
"""The matter that the first number counts."""
_NAMED_BEHIND = regex.compile(
    rf"[\s，—]*(?:以上|上述|此|这些?|前述)(?:均|都|全)?(?:[为系是]|属于?)[^，。；]{{0,4}}{_WORDS['other']}"
)
"""此系信访事项, behind the last number."""
_OF_APPLICATIONS = regex.compile(_WORDS["of_applications"])
"""Anywhere in the sentence: it may be on applications all the same."""
_FLOW = ("t3.new.", "t3.carried_in.", "t3.total.", "t3.carried_out.")
SURE = 0.8
"""Confidence that the numbers are of the other matter."""


def without_other_flows(frames: Sequence[Frame], figures: Sequence[Figure]) -> list[Figure]:
    """`figures`, whose `frames` come in order, without cells for the flow of another matter."""
    out = list(figures)
    for _, group in groupby(frames, key=lambda f: f.sentence):
        here = list(group)
        flow = [f for f in here if (out[f.index].indicator or "").startswith(_FLOW)]
        if flow and _of_another(here[0], here[-1]):
            for frame in flow:
                out[frame.index] = stating(out[frame.index], OTHER, SURE, "another matter")
    return out


def _of_another(first: Frame, last: Frame) -> bool:
    behind = last.onward
    if not (_NAMED.search(first.left) or _NAMED_BEHIND.match(behind)):
        return False
    return _OF_APPLICATIONS.search(last.before + behind) is None
