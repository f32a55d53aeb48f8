"""Lists that end with the word that there was nothing else, over sentences and in any order.

`对62件申请，答得最多的是不掌握，27件；次之为公开，19件；…。此外没有别的答复类型。`
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.arithmetic import sums_agree
from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import (
    COUNTED_CLOSE,
    MOST_PARTS,
    counts_sorts,
    unit_of,
    within,
)
from extractor.records import Figure, Relation

_NOTHING_ELSE = regex.compile(
    r"(?:[，。；]\s*)(?:除此(?:之外|以外)?|此外|除(?:上述|以上|前述|这)[^，。；\d]{0,10}外|再)[，,]?"
    r"[^，。；\d]{0,4}(?:无|没有|未(?:出现|有|见)|不存在)(?:任何)?(?:其他|其它|别)的?[^，。；\d]{0,3}"
    r"(?:类|种|渠道|来源|途径)"
)
"""Behind a list: 此外没有别的答复类型, 除此再无别类, 除上述五种外，未出现其他类型."""
FEWEST = 3
"""So many parts are a list."""
REACH = 2
"""How many sentences such a list may go on over."""


def lists_with_nothing_else(
    text: str, frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """One relation for each whole that all numbers behind it, up to such words, make up."""
    if "别" not in text and "其他" not in text and "其它" not in text:
        return
    known = {r.left[0] for r in taken if r.kind == "parts"}
    for told in _NOTHING_ELSE.finditer(text):
        run = _run_before(told.start(), frames, figures)
        for k in range(len(run) - FEWEST):
            whole, parts = figures[run[k]], [figures[i] for i in run[k + 1 :]]
            if run[k] in known or any(p.value >= whole.value for p in parts):
                continue
            if sums_agree(whole, parts) == "agrees" or within(whole, parts, COUNTED_CLOSE):
                yield Relation("parts", (run[k],), tuple(run[k + 1 :]))
                break


def _run_before(end: int, frames: list[Frame], figures: list[Figure]) -> list[int]:
    """The counts of one unit right before `end`, over few sentences."""
    before = [f for f in frames if figures[f.index].end <= end][-MOST_PARTS:]
    if not before:
        return []
    last = before[-1]
    run: list[int] = []
    for frame in reversed(before):
        figure = figures[frame.index]
        if frame.sentence < last.sentence - REACH:
            break
        if figure.kind == "ratio" or frame.bracket or counts_sorts(figure, figures[last.index]):
            continue
        alike = unit_of(figure) == unit_of(figures[last.index]) and figure.kind == "count"
        if not alike or figure.scope.year is not None or figure.qualifier == "zero":
            break
        run.insert(0, frame.index)
    return run
