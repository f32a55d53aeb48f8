"""What words say outright, so that nothing around them can weigh against it.

Read behind the model, each from few characters: one file for what was decided of documents, one
for cases that were left open, one for the flow of applications, one for applications, one for
publication.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.indicators.frames import Frame
from extractor.indicators.outright.applications import APPLICATIONS, of_applications
from extractor.indicators.outright.cases import of_cases
from extractor.indicators.outright.documents import of_documents
from extractor.indicators.outright.flows import FLOWS
from extractor.indicators.outright.published import PUBLICATION, of_publication
from extractor.indicators.outright.seen import OUTRIGHT, SURE, Seen, Told
from extractor.indicators.statements import stating
from extractor.records import Figure

__all__ = ["OUTRIGHT", "said_outright"]

_BY_WORD = (*FLOWS, *APPLICATIONS, *PUBLICATION)


def said_outright(
    frames: Sequence[Frame], figures: Sequence[Figure], year: int | None
) -> list[Figure]:
    """`figures`, whose `frames` come in order, with what their words say outright."""
    seen = Seen(frames, list(figures), year)
    for frame in frames:
        figure = seen.figures[frame.index]
        if figure.qualifier == "zero" or figure.kind in ("ratio", "change", "rank"):
            continue
        told = _told(seen, frame, figure)
        readings = (told,) if isinstance(told, str) else told or ()
        if readings and readings[0] != figure.indicator:
            stated = stating(figure, readings[0], SURE, OUTRIGHT)
            seen.figures[frame.index] = msgspec.structs.replace(stated, readings=readings)
    return seen.figures


def _told(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """The first of them that says anything, None where all keep silent."""
    for ask in (of_documents, of_cases, _by_word, of_applications, of_publication):
        told = ask(seen, frame, figure)
        if told is not None:
            return told
    return None


def _by_word(seen: Seen, frame: Frame, figure: Figure) -> Told:
    for word, ask in _BY_WORD:
        if word in frame.left and (told := ask(seen, frame, figure)) is not None:
            return told
    return None
