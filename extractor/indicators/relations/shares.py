"""Shares (占, 占比, a bracket behind a count) with their part and their whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

import regex

from extractor.arithmetic import share_agrees, sums_agree
from extractor.indicators.cues import table
from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import (
    COUNTS,
    WHOLE_WORDS,
    listed,
    same_sentence,
    unit_of,
)
from extractor.indicators.relations.rates import RATE, RISEN, next_of_row, opened_together, rate_of
from extractor.indicators.relations.share_places import (
    COUNTED_BEHIND,
    counted_behind,
    in_bracket,
    in_turn,
    of_figure,
    spelt_out,
    told_within,
)
from extractor.records import Figure, Relation

ALL = 105
"""Shares of one whole do not exceed it, in percent, but for a slip."""
NAME_REACH = 6
"""The last characters before a number, in which its noun stands."""
LEAST_NAME = 2
"""Characters of a name by which a number is known again."""
_ALL_OF = regex.compile(r"总[量数]")
SENTENCES = 3
"""How many sentences back a whole may stand that the words call by its name and 总量."""
REACH = 60
"""How many figures back a share's whole is looked for."""

_SHARE = re.compile(
    r"占(?P<base>[^，。；\d]{0,16}?)(?:的)?(?:比例|比重|份额|比)?(?:为|达到?|到|去|了|约|近|超过?|是|的)*\s*$"
    r"|(?:比例|比重|比率|占比|份额)(?:为|达|达到|约|是)*\s*$"
)
_NOUN_OF_BASE = regex.compile(r"^(?:全部|全年|本年|其)|(?:总量|总数|数量|量|数|总件数|案件|件|者)$")
_THAT_IS = regex.compile(r"[，（]?(?:即|恰为|恰好?是|恰好为|正好是?|也就是)(?:约|近)?\s*")
"""2400件里1680件，即七成: between a part and its share."""
_BETWEEN = regex.compile(r"约|均|共|仅|大约|其|各|，|比重|所")
_PREDICATE = regex.compile(r"[^，。；、]{1,24}，[^，。；、]{0,3}")
"""What a number that comes first is told of, before its share."""
_REACHED = regex.compile(r"(?:提升|提高|上升|增加|增长|下降|降低|回落|升|降|涨)(?:至|到|为)")
_OTHERS = regex.compile(r"不再|其余|剩余")
_NAMED = regex.compile(
    r"(?:^|，)(?:其中)?(?P<name>[^，。；、\d占]{2,10})(?:占|占比)(?:比|达|为|约|去|了|到)*$"
)
"""A share told with what it is a share of, by name."""
_SUFFIX = regex.compile(
    r"(?:类|稿件?|一路|一项|行业|案件|违法|信息|方面|渠道|申请|平台|办理|发布|提交)+$"
)
"""What a name has more where it comes back (微信650篇、…，微信稿占…)."""
_NOT_SO = regex.compile(r"[不未]")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_TOTALS = frozenset(["", "总数", "总量", "申请总数", "总申请量"])
_BASE_WORDS = (
    (regex.compile(r"办结|答复|办理"), ("t3.total.total",)),
    (
        regex.compile(r"新收|收到|受理|申请"),
        ("t3.new.total", "t3.new.total+t3.carried_in.total", "t3.total.total"),
    ),
)
"""What the words between 占 and the share say of its whole; the first id is meant for certain."""


def shares(
    frames: list[Frame],
    by_index: dict[int, Frame],
    figures: list[Figure],
    lists: list[Relation],
) -> Iterator[Relation]:
    """One relation for each share or rate whose part and whole the prose tells.

    `lists` are the relations of parts: `34件（75%）、6件（15%），合计40件` has its whole behind.
    """
    last: Relation | None = None
    row: Relation | None = None
    wholes = _wholes(frames, figures, lists)
    for k, frame in enumerate(frames):
        stated = figures[frame.index]
        if stated.kind != "ratio" or stated.unit != "%" or stated.value > 100:
            continue
        earlier = frames[max(0, k - REACH) : k]
        before = [f for f in same_sentence(earlier, frame) if figures[f.index].kind in COUNTS]
        share = _SHARE.search(frame.since)
        rate = RATE.search(frame.left)
        if rate is None and k and _REACHED.fullmatch(frame.since):
            rate = RISEN.search(frames[k - 1].left)  # 网办比例由去年的60%升至75%
        made: Relation | None = None
        if rate is not None and share is None:
            near = before or _of_sentence_before(frame, earlier, rate["stem"], figures)
            made = rate_of(frame, stated, rate["stem"], near, figures, wholes, earlier)
            made = made or next_of_row(frame, before, row, figures)
        elif (
            before
            and not in_turn(frames, k, figures)
            and (
                share
                or in_bracket(frame, before)
                or of_figure(frame, frames[k - 1])
                or (before[-1] is frames[k - 1] and _THAT_IS.fullmatch(frame.since))
            )
        ):
            base = share["base"] if share is not None and share["base"] else ""
            base = base.removeprefix("到").removeprefix("去").removeprefix("了")
            made = _share(frame, stated, base, before, earlier, figures)
            if made is None and not base:
                made = _of_list(frame, before[-1], wholes, figures)
            if not base and last is not None:
                made = _same_if_better(made, frame, stated, before, last, figures)
            if made is None and share is not None:
                made = _named_again(frame, before, wholes, figures)
        if made is None:
            made = spelt_out(frames, k, figures) or counted_behind(frames, k, figures)
        made = _of_base_before(made, last, share, figures)
        if made is not None and figures[made.right[0]].scope.year != stated.scope.year:
            made = None  # 占15%，上年这个比例是32%
        if made is not None:
            last = made if rate is None or share is not None else None
            row = made
            yield made


def _of_base_before(
    made: Relation | None,
    last: Relation | None,
    share: regex.Match[str] | None,
    figures: list[Figure],
) -> Relation | None:
    """Of the whole that the share before is of, where that agrees as well as a nearer number."""
    if made is None or last is None or (share is not None and share["base"]):
        return made
    part, base = made.right[0], last.right[1]
    here = figures[last.left[0]].sentence == figures[made.left[0]].sentence
    if not here or base == made.right[1] or unit_of(figures[part]) != unit_of(figures[base]):
        return made
    if share_agrees(figures[made.left[0]], figures[part], figures[base]):
        return Relation("share", made.left, (part, base))
    return made


def _of_the_same(
    frame: Frame, before: list[Frame], last: Relation, figures: list[Figure]
) -> Relation | None:
    """网站102条，占37.5%；公众号170条，占62.5%: of the whole that the share before is of."""
    part, whole = before[-1].index, last.right[1]
    follows = last.left[0] + 1 == part and part + 1 == frame.index
    alike = unit_of(figures[part]) == unit_of(figures[whole])
    told = [figures[last.left[0]], figures[frame.index]]
    together = sum(f.value for f in told) <= ALL and figures[part].value < figures[whole].value
    same = figures[last.left[0]].sentence == frame.sentence and not listed(before[-1])
    same = same and part not in last.right  # 自然人占84%，计42件；企业占16%，计8件
    if not (follows and alike and together and same) or figures[part].qualifier == "zero":
        return None
    return Relation("share", (frame.index,), (part, whole))


def _same_if_better(
    made: Relation | None,
    frame: Frame,
    stated: Figure,
    before: list[Frame],
    last: Relation,
    figures: list[Figure],
) -> Relation | None:
    """`36件，占复议的37.5%；24件，占28%`: where no whole fits, the one of the share before."""
    if made is not None:
        part, whole = (figures[i] for i in made.right)
        if share_agrees(stated, part, whole):
            return made
    return _of_the_same(frame, before, last, figures) or made


def _named_again(
    frame: Frame, before: list[Frame], wholes: dict[int, int], figures: list[Figure]
) -> Relation | None:
    """`网站60条、公众号65条，共125条，公众号占52%`: of a part of a list, by the part's name."""
    named = _NAMED.search(frame.since)
    if named is None:
        return None
    name = named["name"]
    found = [f for f in before if f.left.strip("，、； ").removeprefix("其中").startswith(name)]
    core = _SUFFIX.sub("", name)
    if not found and len(core) >= LEAST_NAME:
        found = [f for f in before if core in f.left and (f.index in wholes or not f.bracket)]
    if len(found) != 1 or len(set(name)) < 2:
        return None
    part = found[0].index
    whole = wholes.get(part)
    if whole is None:
        whole = _whole_of_pair(found[0], before, figures)
    if whole is None or whole > frame.index or not figures[part].value:
        return None
    return Relation("share", (frame.index,), (part, whole))


def _of_sentence_before(
    frame: Frame, earlier: list[Frame], stem: str, figures: list[Figure]
) -> list[Frame]:
    """打进400通，接起380通。接通率95%: the counts before a rate whose sentence has none."""
    if _NOT_SO.search(stem):
        return []
    counts = [f for f in earlier if figures[f.index].kind in COUNTS]
    return [f for f in counts if f.sentence == frame.sentence - 1]


def _wholes(frames: list[Frame], figures: list[Figure], lists: list[Relation]) -> dict[int, int]:
    """The whole of each part of a list, or of two that make up the number right before them."""
    wholes = {i: r.left[0] for r in lists if r.kind == "parts" for i in r.right}
    for three in zip(frames, frames[1:], frames[2:], strict=False):
        for i in _pair(three, figures):
            wholes.setdefault(i, three[0].index)
    return wholes


def _pair(three: tuple[Frame, Frame, Frame], figures: list[Figure]) -> tuple[int, ...]:
    """复议20件，维持17件、纠正3件: two right behind a number that they make up."""
    if three[0].sentence != three[2].sentence:
        return ()
    whole, *two = (figures[f.index] for f in three)
    if len({(unit_of(f), f.kind) for f in (whole, *two)}) != 1 or not whole.value:
        return ()
    if whole.kind not in COUNTS or sums_agree(whole, two) != "agrees":
        return ()
    return (three[1].index, three[2].index) if all(f.value for f in two) else ()


def _whole_of_pair(part: Frame, before: list[Frame], figures: list[Figure]) -> int | None:
    """`申请75件，网上60件、信函15件`: the number right before two that make it up."""
    at = before.index(part)
    for first in (at, at - 1):
        run = [f.index for f in before[max(0, first - 1) : first + 2]]
        if first < 1 or len(run) < 3 or run[2] - run[0] != 2:
            continue
        whole, *two = (figures[i] for i in run)
        if len({unit_of(f) for f in (whole, *two)}) == 1 and sums_agree(whole, two) == "agrees":
            return run[0]
    return None


def _of_list(
    frame: Frame, part: Frame, wholes: dict[int, int], figures: list[Figure]
) -> Relation | None:
    """The share right behind a part, of the whole of the list that the part is in."""
    whole = wholes.get(part.index)
    several = (
        listed(part) and not frame.bracket
    )  # 政策类86条（占43%）、服务类114条（占57%），共200条
    if whole is None or whole < frame.index or part.index != frame.index - 1 or several:
        return None  # a whole that stands before has been looked for
    head = frame.since.partition("占")[0]
    if "；" in head or _CJK.search(_BETWEEN.sub("", head)):
        return None  # 共324件；县区占73%，共876件: of what stands behind
    stated, of, value = figures[frame.index], figures[whole], figures[part.index]
    if not 0 < value.value <= of.value:
        return None
    if not share_agrees(stated, value, of):  # …，三类共400条，全站2,100条: of a larger one behind
        behind = takewhile(lambda g: g.sentence == of.sentence, figures[whole + 1 :])
        for i, g in enumerate(behind, start=whole + 1):
            larger = unit_of(g) == unit_of(value) and g.kind in COUNTS and g.value >= value.value
            if larger and share_agrees(stated, value, g):
                return Relation("share", (frame.index,), (part.index, i))
    return Relation("share", (frame.index,), (part.index, whole))


def _share(
    frame: Frame,
    stated: Figure,
    base_words: str,
    before: list[Frame],
    earlier: list[Frame],
    figures: list[Figure],
) -> Relation | None:
    if len(before) >= 2 and of_figure(frame, before[-1]):
        return _of_whole_between(frame, stated, before, figures)
    head = frame.since[: frame.since.find("占")] if "占" in frame.since else ""
    first = before[-1].leads or before[-1].left.endswith(("有", "中", "里"))
    of_number = first and _PREDICATE.fullmatch(head) is not None  # 20件与网贷有关，占比80%
    if _OTHERS.search(frame.since):
        return None  # 复议后起诉的6件，不再起诉的比例为76%: of those that are not told
    if not of_number and _CJK.search(_BETWEEN.sub("", head)):
        return None  # 予以公开、部分公开占办结总数的48.7%: the part is no figure of the text
    part_frame = before[-1]
    if part_frame.bracket and not frame.bracket and part_frame.parent is not None:
        # 77件（予以公开50件，部分公开27件），占56.6%: of the 77
        part_frame = next((f for f in before if f.index == part_frame.parent), part_frame)
    value = figures[part_frame.index]
    if value.qualifier == "zero":
        return None
    certain, candidates = _bases(base_words, part_frame, earlier, figures)
    within = None if base_words else told_within(part_frame, earlier, figures)
    if within is not None:
        certain, candidates = within, [within]  # 主办件中，甲类33件，占82.5%: of no other number
    for i in candidates:
        if share_agrees(stated, value, figures[i]):
            return Relation("share", (frame.index,), (part_frame.index, i))
    if listed(part_frame) and frame.since.lstrip().startswith("，"):
        # 予以公开241件、部分公开72件，占51.1%: of both
        return opened_together(frame, "公开", before, figures) if "公开" in frame.since else None
    if certain is None:
        certain = _only_whole(base_words, frame, part_frame, before, earlier, figures, candidates)
    if certain is None or figures[certain].value < value.value:
        return None
    return Relation("share", (frame.index,), (part_frame.index, certain))


def _of_whole_between(
    frame: Frame, stated: Figure, before: list[Frame], figures: list[Figure]
) -> Relation | None:
    """`占全部742件的17.4%`: the whole stands between the part and the share."""
    last = before[-2]
    if last.bracket and not frame.bracket and figures[last.index].scope.year is not None:
        # 浏览17.6万次（去年15.1万次），占全站88万次的两成: of this year's
        last = next((f for f in reversed(before[:-2]) if not f.bracket), last)
    part, base = last.index, before[-1].index
    if not figures[base].value or unit_of(figures[part]) != unit_of(figures[base]):
        return None
    several = listed(last) and before[-1].since.lstrip().startswith("，")
    if several and not share_agrees(stated, figures[part], figures[base]):
        return None  # 132件、44件、9件，占全部221件的八成四: all of them
    return Relation("share", (frame.index,), (part, base))


def _bases(
    base_words: str, part: Frame, earlier: list[Frame], figures: list[Figure]
) -> tuple[int | None, list[int]]:
    """(the whole that the words name for certain, every figure that may be the whole)."""
    value = figures[part.index]
    certain: int | None = None
    found: list[int] = []
    wanted: tuple[str, ...] = next(
        (ids for p, ids in _BASE_WORDS if base_words and p.search(base_words)), ()
    )
    for f in reversed(earlier):
        g = figures[f.index]
        own = g.scope.year is None and g.scope.body is None
        if g.indicator in wanted and (own or g.scope == value.scope):
            found.append(f.index)
    if found and figures[found[0]].indicator == wanted[0]:
        certain = found[0]
    if certain is None and base_words:
        certain = _named_base(base_words, part, earlier, figures)
        found += [certain] if certain is not None else []
    if not base_words:
        certain = certain if certain is not None else _of_all_applicants(value, earlier, figures)
    if part.parent is not None:
        found.append(part.parent)
        if certain is None and _names_kind_of(base_words, figures[part.parent]):
            certain = part.parent
        if certain is None and WHOLE_WORDS.fullmatch(base_words):
            certain = part.parent
    for f in reversed(earlier):
        g = figures[f.index]
        if g.kind in COUNTS and g.value >= value.value and unit_of(g) == unit_of(value):
            found.append(f.index)
    return certain, [i for i in dict.fromkeys(found) if i != part.index]


def _named_base(words: str, part: Frame, earlier: list[Frame], figures: list[Figure]) -> int | None:
    """`主办32件、…，占主办件的84.4%`: the one number of the sentence that the words name."""
    core = _NOUN_OF_BASE.sub("", words)
    if len(core) < LEAST_NAME:
        return None
    value = figures[part.index]

    def named(near: list[Frame]) -> list[int]:
        return [
            f.index
            for f in near
            if f.index != part.index
            and (core in f.left or core[-LEAST_NAME:] in f.left[-NAME_REACH:])
            and figures[f.index].kind in COUNTS
            and unit_of(figures[f.index]) == unit_of(value)
        ]

    found = named(same_sentence(earlier, part))
    if not found and _ALL_OF.search(words):  # 占来电总量的43%, told two sentences before
        before = [f for f in earlier if part.sentence - SENTENCES <= f.sentence < part.sentence]
        found = [i for i in named(before) if figures[i].scope == value.scope]
    return found[0] if len(found) == 1 and figures[found[0]].value >= value.value else None


def _names_kind_of(words: str, whole: Figure) -> bool:
    """占组织类的65%: is it the kind of applicants that `whole` counts?"""
    named = table("columns").last(words)
    return named is not None and (whole.indicator or "").endswith(f".{named.value}")


def _of_all_applicants(value: Figure, earlier: list[Frame], figures: list[Figure]) -> int | None:
    """自然人240件，占98.8%: the same row over all applicants, told in the same sentence."""
    stem, _, column = (value.indicator or "").rpartition(".")
    if not stem.startswith("t3.") or "+" in stem or column == "total":
        return None
    for f in reversed(earlier):
        g = figures[f.index]
        if (
            g.sentence == value.sentence
            and g.indicator == f"{stem}.total"
            and g.scope == value.scope
        ):
            return f.index
    return None


def _is_spelt_out(frame: Frame, figures: list[Figure]) -> bool:
    """原创占62%，共计496条；转载304条，占38%: is it what the share before it comes to?"""
    behind = frame.index and figures[frame.index - 1].kind in ("ratio", "change")
    return bool(behind) and COUNTED_BEHIND.fullmatch(frame.since.rstrip("为 ")) is not None


def _only_whole(
    base_words: str,
    frame: Frame,
    part: Frame,
    before: list[Frame],
    earlier: list[Frame],
    figures: list[Figure],
    candidates: list[int],
) -> int | None:
    """The one figure that can be the whole, where there is just one; parts are none."""
    parts = {f.index - 1 for f in same_sentence(earlier, frame) if figures[f.index].kind == "ratio"}
    left = [i for i in candidates if i not in parts or i == part.parent]
    here = {f.index: f for f in before}
    left = [i for i in left if i not in here or not _is_spelt_out(here[i], figures)]
    near = [i for i in left if i in here]
    wholes = [i for i in near if here[i].parent is None]
    if len({figures[i].value for i in wholes}) == 1 and WHOLE_WORDS.fullmatch(base_words):
        return wholes[0]
    if part.parent is None and not near and base_words.strip() in _TOTALS:
        tops = [i for i in left if frame.sentence - figures[i].sentence <= 1]
        if len({figures[i].value for i in tops}) == 1:
            return tops[0]
    return None
