"""Changes of which one number, or both, stand behind them.

`处罚54件，同比下降10%（上年60件）`; `2.4万通，同比减少20%，上年为3万通`;
`同比增长两成，由1,500条增至1,800条`; `比上年的12.6万条增长18%，达到14.9万条`.
"""

from __future__ import annotations

import regex

from extractor.figures.patterns import words
from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import may_be_compared, unit_of
from extractor.records import Figure

_WORDS = words()
_A_YEAR, _LAST_YEAR = _WORDS["year"], _WORDS["last_year"]
_YEAR = regex.compile(rf"(?P<year>{_A_YEAR})(?:自然)?年")
_YEAR_WAS = regex.compile(
    rf"[，；](?:而)?(?:{_LAST_YEAR}|(?P<year>{_A_YEAR})年度?)(?:同期)?数?则?(?:的?(?P<name>[^，。；\d]{{2,8}}?))?[为是有]?\s*"
)
"""2.4万通，同比减少20%，上年为3万通: what it is compared with, told behind."""
_FROM = regex.compile(
    rf"[，（]?(?:即|具体)?(?:由|从)(?:(?:{_LAST_YEAR}|{_A_YEAR}年度?)(?:同期)?的?)?\s*"
)
_UP_TO = regex.compile(
    rf"(?:大幅|快速|进一步)?(?:增加|增长|上升|提高|提升|减少|下降|降低|变|增|升|降|减)(?:至|到|为)(?:了)?"
    rf"(?:(?:{_WORDS['this_year']}|{_A_YEAR}年度?)的?)?\s*"
)
"""同比增长两成，由1,500条增至1,800条: both numbers are told behind."""
_COMES_TO = regex.compile(
    rf"，(?:共|总量|总数)?(?:达到?|[增升降减]至|为)(?:了)?\s*|，{_WORDS['this_year']}(?:共|达|为)\s*"
)


def told_behind(
    frames: list[Frame], k: int, figures: list[Figure], year: int | None
) -> tuple[int, int] | None:
    """(now, before) of the k-th, a change, where one of them stands behind it; None else."""
    return (
        _both_behind(frames, k, figures)
        or _now_behind(frames, k, figures)
        or _base_behind(frames, k, figures, year)
    )


def _both_behind(frames: list[Frame], k: int, figures: list[Figure]) -> tuple[int, int] | None:
    """信息总量同比增长两成，由1,500条增至1,800条."""
    run = frames[k : k + 3]
    if len(run) < 3 or len({f.sentence for f in run}) > 1:
        return None
    base, now = (figures[f.index] for f in run[1:])
    told = _FROM.fullmatch(run[1].since) and _UP_TO.fullmatch(run[2].since)
    alike = may_be_compared(figures[run[0].index], base) and may_be_compared(
        figures[run[0].index], now
    )
    if not (told and alike and base.value) or unit_of(base) != unit_of(now):
        return None
    return run[2].index, run[1].index


def _now_behind(frames: list[Frame], k: int, figures: list[Figure]) -> tuple[int, int] | None:
    """比上年的12.6万条增长18%，达到14.9万条: what it has come to stands behind."""
    if not 0 < k < len(frames) - 1:
        return None
    first, frame, last = frames[k - 1 : k + 2]
    base, stated, now = (figures[f.index] for f in (first, frame, last))
    if len({f.sentence for f in (first, frame, last)}) > 1 or "，" in frame.since:
        return None
    opens = k == 1 or frames[k - 2].sentence != frame.sentence
    years = base.scope.year is not None and now.scope.year is None
    alike = (
        may_be_compared(stated, base)
        and may_be_compared(stated, now)
        and unit_of(base) == unit_of(now)
    )
    if not (opens and years and alike and base.value and _COMES_TO.fullmatch(last.since)):
        return None
    return last.index, first.index


def _base_behind(
    frames: list[Frame], k: int, figures: list[Figure], year: int | None
) -> tuple[int, int] | None:
    """处罚54件，同比下降10%（上年60件）: the number compared with stands in a bracket behind."""
    if k + 1 >= len(frames) or k == 0:
        return None
    frame, behind, first = frames[k], frames[k + 1], frames[k - 1]
    stated, base, now = (figures[f.index] for f in (frame, behind, first))
    one_sentence = first.sentence == frame.sentence == behind.sentence
    in_bracket = behind.bracket and not frame.bracket and behind.since.startswith("（")
    told = one_sentence and in_bracket
    if behind.told_as == first.index and behind.sentence == frame.sentence + 1:
        told = first.sentence == frame.sentence  # 6场，较上年增加2场。上年为4场
    was = _YEAR_WAS.fullmatch(behind.since) if one_sentence else None
    if was is not None and not frame.bracket and not behind.bracket:
        named = _YEAR.search(frame.since)
        before = named["year"] if named else str((year or 0) - 1)
        told = (was["name"] or "") in first.left and was["year"] in (None, before)
    if not (told and base.scope.year is not None and base.value):
        return None
    alike = may_be_compared(stated, now) and may_be_compared(stated, base)
    if not alike or unit_of(now) != unit_of(base) or now.scope.year is not None:
        return None
    return first.index, behind.index
