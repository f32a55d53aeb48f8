"""Bodies that share a whole: their numbers make it up, and tell what it tells.

全县新收申请47件，…；从层级看，县本级9件、部门26件、乡镇12件: the three are the 47, whatever was
told last. Only numbers that agree to the last digit are taken for such shares.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec
import regex

from extractor.indicators.frames import Frame
from extractor.indicators.list_sums import REACH, SENTENCES, SHORT_SUM, is_exact_count
from extractor.indicators.model.labels import canonical
from extractor.indicators.statements import AS_COMPARED, OTHER
from extractor.records import Figure

SMALL = 10
"""Smaller sums agree by chance: their whole must stand right beside them."""
SHARED = 0.9
"""How much of the confidence of a whole its shares have."""

_OWN_WORDS = regex.compile(r"[\s，,、；;：:（的由收了共为有是约计则在]*")
"""What may stand beside the number of a body that shares a whole."""


def tell_shares(frames: Sequence[Frame], out: list[Figure]) -> None:
    """Puts into `out` what bodies tell whose figures make up a whole; `frames` are theirs.

    The frame of each keeps that it tells the same (`told_as`).
    """
    for run in _runs_of_bodies(frames):
        whole = _whole_of(frames, run)
        if whole is not None:
            _tell(out, run, whole)


def _tell(out: list[Figure], run: Sequence[Frame], whole: Frame) -> None:
    """The figures of `run` tell what their `whole` does; where that is open, once it is decided."""
    source = out[whole.index]
    open_yet = canonical(source.indicator) == OTHER
    if open_yet and any(_is_own_reading(out[f.index]) for f in run):
        return
    for frame in run:
        frame.told_as = whole.index
        if not open_yet:
            out[frame.index] = msgspec.structs.replace(
                out[frame.index],
                indicator=source.indicator,
                confidence=source.confidence * SHARED,
                readings=source.readings,
                reason=source.reason,
            )


def _runs_of_bodies(frames: Sequence[Frame]) -> Iterator[list[Frame]]:
    """Figures of different bodies that stand side by side in one unit, and tell nothing else."""
    run: list[Frame] = []
    for frame in frames:
        shares = frame.scoped_body is not None and is_exact_count(frame) and _tells_no_more(frame)
        if run and not (
            shares
            and frame.index == run[-1].index + 1
            and frame.sentence == run[-1].sentence
            and frame.figure.unit == run[-1].figure.unit
            and frame.scoped_body not in {f.scoped_body for f in run}
        ):
            if len(run) > 1:
                yield run
            run = []
        if shares:
            run.append(frame)
    if len(run) > 1:
        yield run


def _is_own_reading(figure: Figure) -> bool:
    """Do its own words, and not the number before it, tell what the figure is of?"""
    return canonical(figure.indicator) != OTHER and figure.reason != AS_COMPARED


def _tells_no_more(frame: Frame) -> bool:
    """Do the words of a body's figure name it and no row?"""
    if not _OWN_WORDS.fullmatch(frame.left):
        return False
    return not frame.leads or len(frame.right) < SHORT_SUM


def _whole_of(frames: Sequence[Frame], run: Sequence[Frame]) -> Frame | None:
    """The one figure near `run` that its figures make up; None where none or several do."""
    total = sum((f.figure.value for f in run), Decimal(0))
    first, last, unit = run[0], run[-1], run[0].figure.unit
    year = first.figure.scope.year
    near = (
        frames[n]
        for n in range(max(0, first.index - REACH), min(len(frames), last.index + 3))
        if not first.index <= n <= last.index
    )
    found = [
        f
        for f in near
        if f.figure.value == total
        and f.figure.unit == unit
        and is_exact_count(f)
        and f.scoped_body is None
        and f.figure.scope.year == year
        and first.sentence - SENTENCES <= f.sentence <= last.sentence + 1
    ]
    beside = [f for f in found if f.index in (first.index - 1, last.index + 1)]
    if total < SMALL or (len(found) > 1 and len(beside) == 1):
        found = beside
    return found[0] if len(found) == 1 else None
