"""Increases and decreases with the two figures they compare."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.arithmetic import change_agrees
from extractor.figures.patterns import words
from extractor.figures.turns import runs_of_changes
from extractor.indicators.frames import Frame
from extractor.indicators.relations.changes_behind import told_behind
from extractor.indicators.relations.common import may_be_compared, unit_of
from extractor.records import Figure, Relation

_WORDS = words()
_A_YEAR, _LAST_YEAR = _WORDS["year"], _WORDS["last_year"]

_COMPARED = regex.compile(
    rf"(?:(?<!占)比(?!例|重|为)|较|与|同|由|从)[^，。；]{{0,14}}$"
    rf"|(?<!结转){_LAST_YEAR}(?!度?[结转遗移未])|[年期]初|同期"
)
"""The words before a figure that another one is compared with."""
_CHANGED_TO = regex.compile(
    r"(?:增加|减少|增长|下降|上升|提高|提升|降低|调整|扩大|缩减|变|[增减降升])(?:到|至|为)(?:了)?[^，。；]{0,8}$"
)
_OF_ANOTHER_YEAR = regex.compile(
    rf"(?:{_LAST_YEAR}|{_A_YEAR}年度?)的?{_WORDS['rate_of_change']}\s*$"
)
"""比上年降幅7.8%更大: the change of the year before."""
_OF_A_SUM = regex.compile(
    r"(?:[两三二]?[项者类]|一并)?(?:相加|加起来|合起来|之和)[^，。；\d]{0,6}(?:比|较|同比)"
    r"|总[量数]上[^，。；\d]{0,6}$"
)
"""两项相加比去年的97件多12件: the sum is told nowhere."""
_THE_FORMER = regex.compile(r"前者[^，。；]{0,6}$")
_THE_LATTER = regex.compile(r"后者[^，。；]{0,6}$")
_RATE_GROWS = regex.compile(
    rf"{_WORDS['rate_of_change']}[^，。；]*(?:由|从|[落升降窄增减][^，。；]{{0,2}}[至到为])[^，。；]{{0,2}}$"
)
"""增幅由15.3%降为4.3%: each is a change, but the word before it is of the other."""
_BARE_YEAR = regex.compile(
    rf"[，、]?(?:{_WORDS['this_year']}|{_LAST_YEAR}(?:同期)?|{_A_YEAR}年度?)[则为是]?"
)
"""Nothing but a year between two numbers of one thing."""
_YEAR = regex.compile(rf"(?P<year>{_A_YEAR})(?:自然)?年")
_OF_OTHER_YEARS = regex.compile(
    rf"{_A_YEAR}年度?[^，。；\d]{{0,4}}[比较]{_A_YEAR}年[^，。；\d]{{0,4}}$"
)
"""The years of both numbers are told; which they are is not looked for."""
_LAST_YEARS = regex.compile(
    rf"(?:^|[，；]){_LAST_YEAR}(?:同比)?(?:[增涨降减升多少]|上升|提高|下[降滑]|回落)"
)
"""去年涨25%: last year's own change."""
_OVER_YEARS = regex.compile(r"[两三四五六七八九十\d]年(?:间|来|里|前|以来)")
"""A change over several years."""
_CHANGE_OF = regex.compile(
    rf"(?:^|[，。；、])\s*(?:(?P<year>{_A_YEAR})年度?(?:[比较](?P<base>{_A_YEAR})年度?)?"
    rf"|(?P<last>{_LAST_YEAR})(?!同期)|{_WORDS['this_year']})"
    r"[^，。；\d]{0,8}(?:，[^，。；\d]{0,3})?$"
)
"""Before a change: the clause names the year that it is of, perhaps also the one before."""
_NEXT_CHANGE = regex.compile(r"[\s，、]*(?:而|和|与|及)?[^，。；、\d]{1,5}")
"""Between two changes of a row, each with its verb: 、降幅."""
LEAST_YEARS = 3
"""A row of so many years, or more, may have several changes."""
TWO_PAIRS = 4
"""Numbers of two things, each with the one it is compared with."""
REACH = 20
"""How many figures before a change may be the two it compares."""
_FALL = regex.compile(
    r"下降|减少|降低|压缩|缩短|压减|回落|下滑|降幅|减幅|少|降|减|低(?!于)|精简|瘦身|收窄|流失|[缩跌]了"
)
_RISE = regex.compile(
    r"增长|上升|提高|提升|增加|上涨|增幅|涨幅|净增|增|升|多|高出|高(?=\s*$)|扩容|涨了"
)


def changes(
    frames: list[Frame], figures: list[Figure], year: int | None = None
) -> Iterator[Relation]:
    """One relation for each change whose two figures stand in its sentence.

    `year` is the report's own, where it is known.
    """
    own = [figures[frame.index] for frame in frames]
    runs = runs_of_changes(own, [frame.since for frame in frames])
    turns = {k: run for run in runs for k in run}
    for k, frame in enumerate(frames):
        stated = own[k]
        if stated.kind != "change" or _OF_ANOTHER_YEAR.search(frame.left):
            continue
        if _RATE_GROWS.search(frame.clause) or _OF_A_SUM.search(frame.clause):
            continue
        turn = turns.get(k)
        if turn is None:
            found = (
                _of_former_or_latter(frames, k, figures)
                or told_behind(frames, k, figures, year)
                or _of_named_year(frames, k, figures)
                or _operands(frames, k, figures)
            )
        else:
            found = _in_turn(frames, k, turn, figures)
        if found is None:
            continue
        now, before = found
        falls = falls_in(frame.since if turn is None else frames[turn.start].since)
        agrees = change_agrees(stated, figures[now], figures[before], falls)
        if agrees is False and turn is None:
            better = _better(frames, k, figures, now, before)
            if better is None:
                continue
            now, before = better
        elif agrees is None:
            continue
        yield Relation("change", (frame.index,), (now, before))


def _of_former_or_latter(
    frames: list[Frame], k: int, figures: list[Figure]
) -> tuple[int, int] | None:
    """复议由7件升至10件，诉讼由6件降至3件，前者升42.9%、后者降50%."""
    former, latter = (p.search(frames[k].left) for p in (_THE_FORMER, _THE_LATTER))
    if not former and not latter:
        return None
    row = [
        f.index
        for f in frames[max(0, k - REACH) : k]
        if f.sentence == frames[k].sentence
        and may_be_compared(figures[frames[k].index], figures[f.index])
    ]
    if len(row) != TWO_PAIRS:
        return None
    before, now = row[:2] if former else row[2:]
    return now, before


def _in_turn(
    frames: list[Frame], k: int, turn: range, figures: list[Figure]
) -> tuple[int, int] | None:
    """The two figures of the k-th, which is told in turn with the changes of `turn`.

    2021年40件，2022年52件，2023年65件，增幅分别为30%、25%: from each year to the next, of a row
    with one year more. 网站80条、公众号60条，上年为64条、50条，分别增长25%、20%: two rows as
    long. None where neither fits, so that it is not said which change is of which.
    """
    at, count = k - turn.start, len(turn)
    row = [
        f.index
        for f in frames[max(0, turn.start - REACH) : turn.start]
        if f.sentence == frames[k].sentence
        and may_be_compared(figures[frames[k].index], figures[f.index])
    ]
    if len(row) == 2 * count:
        own = all(figures[i].scope.year is None for i in row[:count])
        base = {figures[i].scope.year for i in row[count:]}
        now, before = row[at], row[at + count]
        if not (own and len(base) == 1 and None not in base and figures[before].value):
            return None
        return (now, before) if unit_of(figures[now]) == unit_of(figures[before]) else None
    if len(row) != count + 1 or not _year_by_year(row, figures):
        return None
    before, now = row[at], row[at + 1]
    return (now, before) if figures[before].value else None


def _year_by_year(row: list[int], figures: list[Figure]) -> bool:
    """Is it one number of years in a row, the last of them perhaps the report's own?"""
    years = [figures[i].scope.year for i in row]
    known = [y for y in years if y is not None]
    alike = len({(figures[i].indicator, figures[i].unit) for i in row}) == 1
    return alike and known == sorted(set(known)) and all(y is not None for y in years[:-1])


def _of_named_year(frames: list[Frame], k: int, figures: list[Figure]) -> tuple[int, int] | None:
    """The two figures of a change whose own clause names its year, of a row told year by year.

    依次为25件、40件、46件，2022年比2021年增60%，2023年增15%.
    """
    frame = frames[k]
    named = _CHANGE_OF.search(frame.since)
    if named is None:
        return None
    row = [
        f.index
        for f in frames[max(0, k - REACH) : k]
        if frame.sentence - 1 <= f.sentence <= frame.sentence
        and may_be_compared(figures[frame.index], figures[f.index])
    ]
    while row and figures[row[-1]].scope.year is None and len(row) > 1:
        if figures[row[-2]].scope.year is not None:
            break
        row.pop()
    first = len(row) - 1
    while first > 0 and _year_by_year(row[first - 1 :], figures):
        first -= 1
    row = row[first:]
    if len(row) < LEAST_YEARS:
        return None
    known = [figures[i].scope.year or 0 for i in row]
    if not known[-1]:
        known[-1] = known[-2] + 1
    year = int(named["year"] or known[-1] - (named["last"] is not None))
    base = int(named["base"] or year - 1)
    if year not in known or base not in known or base >= year:
        return None
    before, now = row[known.index(base)], row[known.index(year)]
    return (now, before) if figures[before].value else None


def _operands(frames: list[Frame], k: int, figures: list[Figure]) -> tuple[int, int] | None:
    """(this year's figure, the one compared with), the nearest of each; None where one lacks."""
    frame, stated = frames[k], figures[frames[k].index]
    if _LAST_YEARS.search(frame.since):
        return None
    named = _YEAR.search(frame.since)
    now: int | None = None
    before: int | None = None
    since = frame.since
    for f in reversed(frames[max(0, k - REACH) : k]):
        if f.sentence != frame.sentence or (now is None and before is None and "；" in since):
            break
        behind, since = since, f.since + since
        g = figures[f.index]
        if not may_be_compared(stated, g):
            continue
        if f.left.startswith("同期") and "同比" in frame.since and now is None and before is None:
            return None  # 我区210件；同期全市1,860件，同比增长4%: of its own year before
        reached = _CHANGED_TO.search(f.left) is not None
        compared = g.scope.year is not None or (
            not reached and _COMPARED.search(f.left) is not None
        )
        if compared and not reached:
            other_year = named and (
                ("；" in behind and named["year"] not in f.since)
                or (g.scope.year is not None and int(named["year"]) != g.scope.year)
            )
            if before is None and not other_year:
                before = f.index
        elif f.bracket and not frame.bracket:
            continue
        elif not compared and now is None and (f.parent is None or before is None):
            now = f.index
        if now is not None and before is not None:
            break
    if now is None or before is None:
        return None
    return (now, before) if _of_one_thing(frames, k, now, before, figures) else None


def _of_one_thing(
    frames: list[Frame], k: int, now: int, before: int, figures: list[Figure]
) -> bool:
    """Can the k-th be the change from `before` to `now`, by unit, by what they state, by list?"""
    frame, a, b = frames[k], figures[now], figures[before]
    if unit_of(a) != unit_of(b) or not b.value:
        return False
    differ = a.indicator != b.indicator and None not in (a.indicator, b.indicator)
    here = {f.index: f for f in frames[max(0, k - REACH) : k]}
    if here[before].parent == now and here[before].bracket:
        differ = False  # 受理66件，同比（80件）减少14件
    if abs(now - before) == 1 and _BARE_YEAR.fullmatch(here[max(now, before)].since):
        differ = False  # 处罚去年96件，今年72件: the second is of what the first is
    first, last = sorted((now, before))
    apart = any("；" in f.since for i, f in here.items() if first < i <= last)
    if apart and a.kind == "ratio" and not _share_words(here[now].left, here[before].left):
        return False  # 解读率由上年的91%升至98%；移动端占比64%，较上年提高5个百分点
    cells = (a.indicator or "").startswith("t") or (b.indicator or "").startswith("t")
    if differ and (cells or abs(now - before) > 1):
        return False
    part = here[now].parent
    if part is not None and here[before].parent != part and part != before:
        return False  # 解读提升到80件，其中视频33件，较上年多19件: the part's base is not told
    if "前年" in frame.since and "前年" not in here[before].left:
        return False  # 去年收到48件，较前年增加10件: of a year that is not told
    if _OVER_YEARS.search(frame.since):
        return False  # 前年15件、去年36件，两年间增长两倍
    return _OF_OTHER_YEARS.search(frame.since) is None  # 2023年比2022年…, in the report of 2024


def _share_words(one: str, other: str) -> bool:
    """Is some pair of characters in both?"""
    return any(one[i : i + 2] in other for i in range(len(one) - 1))


def _better(
    frames: list[Frame], k: int, figures: list[Figure], now: int, before: int
) -> tuple[int, int] | None:
    """Another pair of the sentence that gives the change, if any; else the one of its place.

    It has one of the two operands, or is another thing's number of either year: 2022年收件25件、
    公开9件，2023年收件22件、公开13件，收件少12%. None where the change goes the other way than its
    numbers do and stands among changes of several, so that it is not said which it is of.
    """
    frame, stated = frames[k], figures[frames[k].index]
    falls = falls_in(frame.since)
    around = frames[max(0, k - REACH) : k + 2]
    apart = [f.index for f in around if "；" in f.since]
    first = max((i for i in apart if i <= min(now, before)), default=0)
    behind = min((i for i in apart if i > frame.index), default=frame.index + 2)
    near = [
        f.index
        for f in around
        if f.sentence == frame.sentence
        and first <= f.index < behind
        and may_be_compared(stated, figures[f.index])
        and unit_of(figures[f.index]) == unit_of(figures[now])
    ]
    own = [i for i in near if figures[i].scope.year is None and i not in (now, before)]
    past = [i for i in near if figures[i].scope.year == figures[before].scope.year and i != before]
    pairs = [
        (x, y) for x in own for y in past
        if x != y and figures[x].indicator == figures[y].indicator is not None
    ]  # fmt: skip
    pairs += [(x, before) for x in near if x != before] + [(now, y) for y in near if y != now]
    for x, y in reversed(pairs):
        if figures[y].value and change_agrees(stated, figures[x], figures[y], falls):
            return x, y
    row = _row_of_changes(frames, k, figures)
    if len(row) == 1:
        return now, before
    two = _kth_of_two_rows(frames, k, row, figures)
    if two is not None:
        return two
    turned = falls is not None and falls == (figures[now].value > figures[before].value)
    return None if turned else (now, before)


def _row_of_changes(frames: list[Frame], k: int, figures: list[Figure]) -> range:
    """The changes that stand one behind another around the k-th: 升幅20%、降幅10%."""

    def goes_on(i: int) -> bool:
        two = figures[frames[i - 1].index], figures[frames[i].index]
        alike = all(f.kind == "change" for f in two) and two[0].unit == two[1].unit
        same = frames[i - 1].sentence == frames[i].sentence
        return alike and same and _NEXT_CHANGE.fullmatch(frames[i].since) is not None

    first, last = k, k + 1
    while first and goes_on(first):
        first -= 1
    while last < len(frames) and goes_on(last):
        last += 1
    return range(first, last)


def _kth_of_two_rows(
    frames: list[Frame], k: int, row: range, figures: list[Figure]
) -> tuple[int, int] | None:
    """网站90条、公众号60条（上年75条、80条），升幅20%、降幅25%: the two numbers in its place."""
    near = [
        f.index
        for f in frames[max(0, row.start - REACH) : row.start]
        if f.sentence == frames[k].sentence
        and may_be_compared(figures[frames[k].index], figures[f.index])
    ]
    own = [i for i in near if figures[i].scope.year is None]
    past = [i for i in near if figures[i].scope.year is not None]
    if not len(own) == len(past) == len(row):
        return None
    now, before = own[k - row.start], past[k - row.start]
    alike = unit_of(figures[now]) == unit_of(figures[before])
    return (now, before) if alike and figures[before].value else None


def falls_in(words: str) -> bool | None:
    """True for a fall, False for a rise, None where the words do not say; the last word decides.

    >>> falls_in("较上年增加"), falls_in("同比下降"), falls_in("共")
    (False, True, None)
    """
    fall = [m.end() for m in _FALL.finditer(words)]
    rise = [m.end() for m in _RISE.finditer(words)]
    if not fall and not rise:
        return None
    return (fall[-1] if fall else -1) > (rise[-1] if rise else -1)
