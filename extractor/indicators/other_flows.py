"""Flows of another matter: 未结信访事项34件，本年登记1208件，办结1199件 are no applications.

Received, closed and carried over are words of applications and of anything else that is handled.
Where the sentence names a matter that is listed, and nothing of applications, its numbers are of
that matter; so they are up to a semicolon where what became of it becomes of no application
(准予许可31件, 作出裁决6件) and nothing is said of disclosure. Of matters that no list has,
`matters` tells the model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
_OF_DISCLOSURE = regex.compile(_WORDS["of_disclosure"])
_COUNTED = r"(?:办结|决定|登记)?[的了共有为各]*\s*$"
_OTHER_ENDS = regex.compile(_WORDS["other_ends"] + _COUNTED)
_MAYBE_OTHER_ENDS = regex.compile(_WORDS["maybe_other_ends"] + _COUNTED)
"""What became of the matter, right before its number."""
_FLOW = ("t3.new.", "t3.carried_in.", "t3.total.", "t3.carried_out.")
_TABLE = "t3."
_NAMES_MORE = ("else", "apart")
"""What `matters` says of a stretch that names another matter."""
APPLICATIONS = 3
"""The section on applications."""
SURE = 0.8
"""Confidence that the numbers are of the other matter."""


def without_other_flows(frames: Sequence[Frame], figures: Sequence[Figure]) -> list[Figure]:
    """`figures`, whose `frames` come in order, without cells for the flow of another matter."""
    out = list(figures)
    for _, group in groupby(frames, key=lambda f: f.sentence):
        here = list(group)
        flow = [f for f in here if (out[f.index].indicator or "").startswith(_FLOW)]
        if not flow:
            continue
        if _of_another(here[0], here[-1]):
            _take_out(out, flow)
            continue
        for stretch in _stretches(here):
            if any(f in flow for f in stretch) and _ends_otherwise(stretch):
                _take_out(
                    out, [f for f in stretch if (out[f.index].indicator or "").startswith(_TABLE)]
                )
    return out


def _take_out(out: list[Figure], frames: Sequence[Frame]) -> None:
    for frame in frames:
        out[frame.index] = stating(out[frame.index], OTHER, SURE, "another matter")


def _of_another(first: Frame, last: Frame) -> bool:
    behind = last.onward
    if not (_NAMED.search(first.left) or _NAMED_BEHIND.match(behind)):
        return False
    return _OF_APPLICATIONS.search(last.before + behind) is None


def _stretches(here: Sequence[Frame]) -> Iterator[list[Frame]]:
    """The figures of a sentence, from semicolon to semicolon."""
    stretch: list[Frame] = []
    for frame in here:
        if stretch and "；" in frame.since:
            yield stretch
            stretch = []
        stretch.append(frame)
    yield stretch


def _ends_otherwise(stretch: Sequence[Frame]) -> bool:
    """Did what is told of end as no application for disclosure does?"""
    more = any(f.beside.startswith(_NAMES_MORE) for f in stretch)
    on_applications = stretch[0].about_applications or stretch[0].section == APPLICATIONS
    if on_applications and not more:
        return False
    first, last = stretch[0], stretch[-1]
    opening = first.since[first.since.rfind("；") + 1 :]
    words = "#".join([opening, *(f.since for f in stretch[1:]), last.onward])
    if "公开" in words or "答复" in words or _OF_DISCLOSURE.search(words):
        return False
    ends = (_OTHER_ENDS, _MAYBE_OTHER_ENDS) if more else (_OTHER_ENDS,)
    return any(end.search(f.left) for f in stretch for end in ends)
