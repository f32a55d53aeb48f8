"""Shares whose numbers are found by where they stand: spelt out behind, or so many times another.

`占35%，即40件中的14件`; `18%的来电问医保——全年来电4,600个，问医保的828个`; `为去年的5倍`;
`网上提交占比72%，计36件`; `主办件中列入A类的33件，占82.5%`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import COUNTS, same_sentence, unit_of
from extractor.records import Figure, Relation

REACH = 60
"""How many figures back the numbers that are so many times another may stand."""
_OF_FIGURE = regex.compile(r"^[^，。；\d]{0,6}(?:的|中的|之)(?:比例|比重|份额)?\s*(?:约|近|超)?$")
_TAKEN_OF = regex.compile(r"占|相当于|等于")
_AMONG = regex.compile(r"[，,]?(?:在|于)(?:全部|全年|所有|总共|本年)?(?:的)?[^，。；\d]{0,6}")
_TAKES_UP = regex.compile(r"[^，。；\d]{0,8}(?:当?中|里|内)(?:所)?占(?:比|到|了)?(?:约|近|超)?\s*")
"""在全部180件答复中占35%: between the whole and the share."""
_TOGETHER = regex.compile(r"合计|合占|两|三|共|前者|后者|之和")
_AND = regex.compile(r"\s*[和、与及]\s*")
_THAT_IS = regex.compile(r"[，（(]?(?:即|也就是|为)[^，。；\d]{0,4}")
_COMES_FIRST = regex.compile(r"的[^，。；：\d]{2,24}(?:—+|：)[^，。；\d]{2,16}$")
_OUT_OF = regex.compile(r"(?:[之当]?中|里)(?:的|有)?")
COUNTED_BEHIND = regex.compile(r"[，（]?(?:计|共计|共|合计|折合|即|合|为)?")
"""Between a share and the number that it is of."""
_SHARE_OF_NAMED = re.compile(r"(?:占比|占总[数量]|比例|比重|份额|率)(?:为|达|是|约|近)?\s*$")
_WITHIN = re.compile(
    r"(?:^|[，。；：])\s*在?(?P<name>[^，。；：\d]{2,12}?)(?:[当之]?中|里面?|内)(?![介小学央期间])"
)
_KIND_OF_PIECE = regex.compile(r"(?:的|件|类|信息|申请|案件|数量)+$")
NAMED_SENTENCES = 2
"""How many sentences back a number may stand that is taken up by its name."""
LEAST_NAME = 2
"""Characters of a name by which a number is known again."""
_TIMES = regex.compile(
    r"(?:为|是|达到?|相当于|等于|即|合)[^，。；\d]{0,10}"
    r"(?:[去上前]一?年|[两三四五]年前|年初|同期|当年|当初|20\d\d年)[^，。；\d]{0,6}的\s*(?:近|约|超)?$"
)
"""今年播放量为去年的5倍."""


_IS_OF = regex.compile(
    r"[，（]?(?:是|为|相当于|等于|达到?)[^，。；\d]{0,2}(?:[去上前]一?年|20\d\d年)"
)
_OF_IT = regex.compile(r"(?:）)?的(?:近|约|超)?")
"""是上年140件的, around the number that another is so many times."""


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
        return _of_the_one_between(frames, k, figures)
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


def _of_the_one_between(frames: list[Frame], k: int, figures: list[Figure]) -> Relation | None:
    """今年210件，是上年140件的1.5倍: the number of another year stands between."""
    if k < 2 or not _OF_IT.fullmatch(frames[k].since) or not _IS_OF.match(frames[k - 1].since):
        return None
    now, base = (figures[f.index] for f in frames[k - 2 : k])
    one = len({f.sentence for f in frames[k - 2 : k + 1]}) == 1
    alike = now.kind in COUNTS and base.kind in COUNTS and unit_of(now) == unit_of(base)
    years = now.scope.year is None and base.scope.year is not None
    if not (one and alike and years and base.value and now.indicator == base.indicator):
        return None
    return Relation("share", (frames[k].index,), (frames[k - 2].index, frames[k - 1].index))


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


def told_within(part: Frame, earlier: list[Frame], figures: list[Figure]) -> int | None:
    """批前公示125项。批前公示中收到反馈的15项，占12%: the one number that bears the name."""
    since = part.since
    told = _WITHIN.search(since) if "中" in since or "里" in since or "内" in since else None
    if told is None:
        return None
    counts = [
        f
        for f in earlier
        if f.index < part.index
        and f.sentence >= part.sentence - NAMED_SENTENCES
        and figures[f.index].kind in COUNTS
        and unit_of(figures[f.index]) == unit_of(figures[part.index])
        and figures[f.index].scope == figures[part.index].scope
    ]
    if told["name"] == "后者" and counts and counts[-1].index == part.index - 1:
        return counts[-1].index
    name = _KIND_OF_PIECE.sub("", told["name"].removeprefix("在"))
    if len(name) < LEAST_NAME:
        return None
    found = [f.index for f in counts if name in f.left]
    return found[0] if len(found) == 1 else None


def counted_behind(frames: list[Frame], k: int, figures: list[Figure]) -> Relation | None:
    """申请50件，网上提交占比72%，计36件: the part stands behind, the whole opens the sentence."""
    if k + 1 >= len(frames) or not _SHARE_OF_NAMED.search(frames[k].since):
        return None
    part = frames[k + 1]
    told = part.since and COUNTED_BEHIND.fullmatch(part.since.rstrip("为 "))
    here = [
        f
        for f in same_sentence(frames[max(0, k - REACH) : k], frames[k])
        if figures[f.index].kind in COUNTS
    ]
    if not told or not here or part.sentence != frames[k].sentence:
        return None
    whole, of = figures[here[0].index], figures[part.index]
    others = {f.index - 1 for f in here[1:]}
    shares = all(figures[i].kind == "ratio" for i in others)
    alike = of.kind in COUNTS and unit_of(of) == unit_of(whole) and of.scope == whole.scope
    if not (shares and alike and 0 < of.value < whole.value):
        return None
    return Relation("share", (frames[k].index,), (part.index, here[0].index))


def in_bracket(frame: Frame, before: list[Frame]) -> bool:
    """`61件（42.1%）`."""
    return frame.bracket and before[-1].index == frame.index - 1 and not frame.left.strip(" 占约")


def of_figure(frame: Frame, base: Frame) -> bool:
    """`占全部742件的17.4%`, `占全部申请（225件）的74.2%`, `在全部180件答复中占35%`."""
    if _AMONG.fullmatch(base.since) and _TAKES_UP.fullmatch(frame.since):
        return True
    told = _OF_FIGURE.match(frame.since.lstrip("） "))
    return (
        told is not None
        and _TAKEN_OF.search(base.since) is not None
        and _TOGETHER.search(base.since) is None
    )


def in_turn(frames: list[Frame], k: int, figures: list[Figure]) -> bool:
    """`占22.2%和16%`: shares told in turn, which of which is not decided here."""
    after = frames[k + 1] if k + 1 < len(frames) else None
    if after is not None and figures[after.index].kind == "ratio" and _AND.fullmatch(after.since):
        return True
    before = frames[k - 1] if k else None
    return (
        before is not None
        and figures[before.index].kind == "ratio"
        and _AND.fullmatch(frames[k].since) is not None
    )
