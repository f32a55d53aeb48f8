"""Shares whose numbers are found by where they stand: spelt out behind, or so many times another.

`占35%，即40件中的14件`; `18%的来电问医保——全年来电4,600个，问医保的828个`; `为去年的5倍`.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import COUNTS, same_sentence, unit_of
from extractor.records import Figure, Relation

REACH = 60
"""How many figures back the numbers that are so many times another may stand."""
_THAT_IS = regex.compile(r"[，（(]?(?:即|也就是|为)[^，。；\d]{0,4}")
_COMES_FIRST = regex.compile(r"的[^，。；：\d]{2,24}(?:—+|：)[^，。；\d]{2,16}$")
_OUT_OF = regex.compile(r"(?:[之当]?中|里)(?:的|有)?")
_TIMES = regex.compile(
    r"(?:为|是|达到?|相当于|等于|即|合)[^，。；\d]{0,10}"
    r"(?:[去上前]一?年|[两三四五]年前|年初|同期|当年|当初|20\d\d年)[^，。；\d]{0,6}的\s*(?:近|约|超)?$"
)
"""今年播放量为去年的5倍."""


def times_of_another(frames: list[Frame], figures: list[Figure]) -> Iterator[Relation]:
    """One relation for each number that is told as so many times another one before it."""
    for k, frame in enumerate(frames):
        stated = figures[frame.index]
        found = None
        if stated.kind == "ratio" and stated.unit == "倍":
            found = _so_many_times(frames, k, figures)
        if found is not None:
            yield found


def _so_many_times(frames: list[Frame], k: int, figures: list[Figure]) -> Relation | None:
    """由2021年的12件增至30件，为两年前的2.5倍: of the one number of another year before it."""
    frame = frames[k]
    if not _TIMES.search(frame.since):
        return None
    row = [
        f.index
        for f in same_sentence(frames[max(0, k - REACH) : k], frame)
        if figures[f.index].kind in COUNTS
    ]
    if len(row) != 2 or unit_of(figures[row[0]]) != unit_of(figures[row[1]]):
        return None
    years = [figures[i].scope.year for i in row]
    if (years[0] is None) == (years[1] is None) and years[0] == years[1]:
        return None
    base = row[0] if years[1] is None or (years[0] or years[1]) < years[1] else row[1]
    now = row[1] if base == row[0] else row[0]
    named = figures[base].scope.year is not None and figures[base].value
    return Relation("share", (frame.index,), (now, base)) if named else None


def spelt_out(frames: list[Frame], k: int, figures: list[Figure]) -> Relation | None:
    """`占35%，即40件中的14件`: the whole and the part stand behind the share."""
    if k + 2 >= len(frames):
        return None
    whole, part = frames[k + 1], frames[k + 2]
    told = _THAT_IS.fullmatch(whole.since) and _OUT_OF.fullmatch(part.since)
    if frames[k].leads and _COMES_FIRST.match(whole.since):
        # 18%的来电问医保——全年来电4,600个，问医保的828个
        behind = frames[k + 3] if k + 3 < len(frames) else None
        alone = behind is None or behind.sentence != part.sentence
        told = alone and part.sentence == whole.sentence == frames[k].sentence
    two = [figures[whole.index], figures[part.index]]
    if not told or any(f.kind not in COUNTS for f in two) or unit_of(two[0]) != unit_of(two[1]):
        return None
    if not two[0].value >= two[1].value > 0:
        return None
    return Relation("share", (frames[k].index,), (part.index, whole.index))
