"""Changes whose two numbers stand in the sentence before, or are called by name.

`今年上网450条，去年360条。同比增长25%`; `2022年咨询1,500人次。…，2023年降到1,170人次，减幅22%`;
`上半年300人次，下半年390人次，下半年比上半年高出30%`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractor.figures.patterns import words
from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import COUNTS, unit_of
from extractor.records import Figure, Relation

REACH = 20
"""How many figures before a change its numbers may stand."""
SENTENCES = 2
"""How many sentences before this year's number the one compared with may stand."""
LEAST_NAME = 2
"""Characters of a name by which a number is known again."""
_WORDS = words()
_COMPARES = regex.compile(
    rf"^[\s，,]*(?:同比|环比|[较比与]{_WORDS['last_year']}(?:同期)?(?:相比)?|{_WORDS['rate_of_change']})"
)
"""A sentence that begins with a comparison tells of what the sentence before did."""
_REACHED = regex.compile(
    r"(?:增|减|降|升|涨|落|回落|上升|下降|增长|增加|减少|提高|提升|跌|缩|扩大|压缩|变)[到至为][^，。；\d]{0,4}$"
)
_BARE_CHANGE = regex.compile(
    rf"^[，、]?(?:同比|[较比]{_WORDS['last_year']}(?:同期)?)?"
    rf"(?:大幅|明显|整整|净|共|又)?(?:{_WORDS['rate_of_change']}|增|减|降|升|涨|跌|多|少|回落|下滑)[^，。；\d]{{0,4}}$"
)
_NAMED = regex.compile(
    r"(?:^|[，；。：])(?P<now>[^，。；：\d]{2,8}?)(?:比|较)(?P<base>[^，。；：\d]{2,8}?)"
    r"(?:同比|环比)?(?:增长|增加|增|减少|下降|减|降|升|多|少|高出?|低|上升|回落|涨|跌)[^，。；\d]{0,2}$"
)
"""下半年比上半年高出40%."""
_HALVES = (
    (regex.compile(r"后(?:半[程年]|六个月)|下半(?:年|程)"), regex.compile(r"下半年|后六个月|后半")),
    (regex.compile(r"前(?:半[程年]|六个月)|上半(?:年|程)"), regex.compile(r"上半年|前六个月|前半")),
)
_YEAR_AGAINST_YEAR = regex.compile(r"(?P<now>20\d\d)年度?[比较](?P<base>20\d\d)年[^，。；]{0,8}$")
_YEARS = regex.compile(r"(20\d\d)年")
_THE_LAST_YEAR = regex.compile(r"最近一年|近一年|末一年|最后一年")
LEAST_YEARS = 3
"""A row of so many years has a last one."""
_Pair = tuple[int, int]


def changes_apart(
    frames: Sequence[Frame], figures: Sequence[Figure], told: Sequence[Relation]
) -> Iterator[Relation]:
    """One relation for each change that `told` has not, of two numbers told apart from it."""
    known = {r.left[0] for r in told if r.kind in ("change", "on_year")}
    for k, frame in enumerate(frames):
        stated = figures[frame.index]
        if stated.kind != "change" or frame.index in known or stated.unit.endswith("百分点"):
            continue
        near = [f for f in frames[max(0, k - REACH) : k] if _comparable(stated, figures[f.index])]
        found = (
            _of_two_years(frame, near, figures)
            or _called_by_name(frame, near, figures)
            or _of_the_last_year(frame, near, figures)
            or _of_sentence_before(frame, near, figures)
            or _base_before(frame, near, figures)
        )
        if found is not None and figures[found[1]].value:
            yield Relation("change", (frame.index,), found)


def _comparable(stated: Figure, figure: Figure) -> bool:
    if figure.kind not in COUNTS or figure.qualifier != "exact":
        return False
    return stated.unit in ("%", "倍") or unit_of(figure) == unit_of(stated)


def _alike(one: Figure, other: Figure) -> bool:
    """Do they count one thing, as far as is known?"""
    return unit_of(one) == unit_of(other) and one.scope.body == other.scope.body


def _of_two_years(frame: Frame, near: Sequence[Frame], figures: Sequence[Figure]) -> _Pair | None:
    """2023年350件，2022年300件，2023年比2022年增长17%: in whatever order they stand."""
    told = _YEAR_AGAINST_YEAR.search(frame.since)
    if told is None:
        return None
    years = [(_YEARS.findall(f.since) or [""])[-1] for f in near if f.sentence == frame.sentence]
    here = [f.index for f in near if f.sentence == frame.sentence]
    if years.count(told["now"]) != 1 or years.count(told["base"]) != 1:
        return None
    now, base = here[years.index(told["now"])], here[years.index(told["base"])]
    return (now, base) if _alike(figures[now], figures[base]) else None


def _called_by_name(frame: Frame, near: Sequence[Frame], figures: Sequence[Figure]) -> _Pair | None:
    """下半年比上半年高出40%: each name stands before one number of the sentence."""
    named = _NAMED.search(frame.since)
    if named is None:
        return None
    here = [f for f in near if f.sentence == frame.sentence and figures[f.index].scope.year is None]
    two = [_with_name(named[name], here) for name in ("now", "base")]
    now, base = two
    if now is None or base is None or now == base:
        return None
    return (now, base) if _alike(figures[now], figures[base]) else None


def _with_name(name: str, near: Sequence[Frame]) -> int | None:
    for called, written in _HALVES:
        if called.search(name):
            found = [f.index for f in near if written.search(f.left)]
            return found[0] if len(found) == 1 else None
    found = [f.index for f in near if len(name) >= LEAST_NAME and name in f.left]
    return found[0] if len(found) == 1 else None


def _of_the_last_year(
    frame: Frame, near: Sequence[Frame], figures: Sequence[Figure]
) -> _Pair | None:
    """2021年96件、2022年132件、2023年108件，最近一年回落24件."""
    if not _THE_LAST_YEAR.search(frame.since):
        return None
    row = [f.index for f in near if f.sentence == frame.sentence]
    years = [figures[i].scope.year for i in row]
    told = [y for y in years if y is not None]
    ascending = told == sorted(set(told)) and all(y is not None for y in years[:-1])
    if len(row) < LEAST_YEARS or not ascending:
        return None
    return (row[-1], row[-2]) if _alike(figures[row[-1]], figures[row[-2]]) else None


def _of_sentence_before(
    frame: Frame, near: Sequence[Frame], figures: Sequence[Figure]
) -> _Pair | None:
    """今年450条，去年360条。同比增长25%: the sentence before tells nothing but the two."""
    if not _COMPARES.search(frame.since) or any(f.sentence == frame.sentence for f in near):
        return None
    before = [f for f in near if f.sentence == frame.sentence - 1]
    row = [f.index for f in before]
    if len(row) != 2 or not _alike(figures[row[0]], figures[row[1]]):
        return None
    past = [i for i in row if figures[i].scope.year is not None]
    own = [i for i in row if figures[i].scope.year is None]
    return (own[0], past[0]) if len(past) == 1 == len(own) else None


def _base_before(frame: Frame, near: Sequence[Frame], figures: Sequence[Figure]) -> _Pair | None:
    """2022年咨询1,500人次。…，2023年降到1,170人次，减幅22%: of what it has come down from."""
    now = near[-1] if near else None
    if now is None or now.index != frame.index - 1 or now.sentence != frame.sentence:
        return None
    if not _REACHED.search(now.left) or not _BARE_CHANGE.search(frame.since):
        return None
    value = figures[now.index]
    if value.scope.year is not None:
        return None
    past = [
        f
        for f in near[:-1]
        if frame.sentence - SENTENCES <= f.sentence
        and figures[f.index].scope.year is not None
        and _alike(figures[f.index], value)
        and (figures[f.index].indicator or value.indicator) == value.indicator
    ]
    return (now.index, past[0].index) if len(past) == 1 else None
