"""Changes against last year whose base the text leaves out: `收到58件，较上年增长16%`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extractor.figures.patterns import words
from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import COUNTS, unit_of
from extractor.records import Figure, Relation

_SINCE_LAST_YEAR = regex.compile(
    rf"""(?:[^，。；：（）\d]{{0,14}}(?:（(?![^（）]*年)[^（）\d]{{1,20}}）)?(?=，))?
        [\s，,（(、]*
        (?:(?:申请|收件|办件|公开)?(?:总量|总数|数量|量|数))?
        (?:同比|[较比与同](?:{words()["last_year"]}|(?P<year>20\d\d)年度?)(?:同期)?(?:相比)?)
        [，,]?(?:有所|略有|小幅|大幅|明显|总体)?(?:同比)?
        (?:增长|下降|上升|提高|增加|减少|降低|多|少|增|减|升|降)(?:了|幅(?:为|达)?|率为|约)?\s*
    """,
    regex.VERBOSE,
)
"""Nothing but the comparison may stand between the figure and its change, and what it counts
(36件申请（均为个人提交），同比上升)."""


def changes_since_last_year(
    frames: Sequence[Frame],
    figures: Sequence[Figure],
    told: Sequence[Relation],
    year: int | None,
) -> Iterator[Relation]:
    """One relation for each change right behind this year's figure, unless `told` has both.

    `year` is the report's own, where it is known: 较2022年 in the report of 2023.
    """
    known = {r.left[0] for r in told if r.kind == "change"}
    for earlier, frame in pairwise(frames):
        stated, now = figures[frame.index], figures[earlier.index]
        if stated.kind != "change" or frame.index in known or earlier.sentence != frame.sentence:
            continue
        if now.kind not in COUNTS or now.scope.year is not None or now.qualifier != "exact":
            continue
        if stated.unit not in ("%", "倍") and unit_of(stated) != unit_of(now):
            continue
        since = _SINCE_LAST_YEAR.fullmatch(frame.since)
        if since is None or (since["year"] and (year is None or int(since["year"]) != year - 1)):
            continue
        yield Relation("on_year", (frame.index,), (earlier.index,))
