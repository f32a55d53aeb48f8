"""Wholes that stand behind their parts: what a 合计, a count or the year adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.arithmetic import beginnings_agree, may_be_mistyped, sums_agree
from extractor.indicators.frames import Frame
from extractor.indicators.phrases import SUM_WORDS
from extractor.indicators.relations.common import (
    COUNTED_CLOSE,
    COUNTS,
    MOST_PARTS,
    NEARLY,
    NUMERALS,
    PERIODS,
    counts_sorts,
    gap_between,
    make_up_all,
    plain_part,
    slips,
    unit_of,
    within,
)
from extractor.indicators.relations.identities import make_up
from extractor.indicators.relations.parts import times_of
from extractor.language.first import often_tried
from extractor.records import Figure, Relation

CALLED_SUM = often_tried(
    r"(?:合计|共计|总计|总共|相加|累计|总数|全[市县区省旗](?:[^，。；\d]{0,4}?)|[两二三四五六七八]项|二者|两者|三者|合在一起|加起来|合起来|加在一起|合并(?:计算?)?|加总|之和|总量|总申请量?|口径|凡|合为|合一|组成|构成)(?:[^，。；\d]{0,6}?)(?:为|是|有|达|约|近)?\s*$|(?:合|共|计)(?:为|是|有|达|约|近|发布|公开|推送|收到|受理|办理|提交|收|办|答|发|结|处理)?\s*$"
)
"""Before a whole that is called a sum; more is said by the words than by a bare one."""
_OF_THE_YEAR = often_tried(
    r"(?:全年|年度|年内|本年|以上|申请数|收件数?|全[市县区省旗州厅局院校镇乡系][^，。；\d]{0,3})[^，。；\d]{0,12}$"
)
"""A whole behind its parts that is not called a sum: 自然人18件、企业3件、律所1件，年度新收22件."""
_OF_ALL_SORTS = regex.compile(r"各[类种项式]|[两二三四五六七八][种类个项条者]|条次|件次|途径|渠道")
"""Before a sum of what is counted in several units."""
_ADDED_UP = often_tried(
    r"(?:加总起来|加起来|合起来|加在一起|合在一[起处]|相加|合计|汇总|统算|算下来|算起来)[，,][^，。；\d]{0,20}$"
)
"""In the clause before the sum: 加起来，我局一年公开信息985条."""
_SORTS = regex.compile(r"(?:分为|分成|归为|就)(?P<n>[两二三四五六七八])(?:类|种|项|块|部分|途)")
"""Before the first part: how many there are."""
SEVERAL = 4
"""So many numbers in several units belong together where a sum stands behind them."""
FEWEST = 3
"""So many units are several, and so many numbers a list."""
MUCH = Decimal("0.16")
"""Three numbers and more may miss their bare sum by so much: by one of a digit in the tens."""
NOUN = 2
"""Characters of the noun that a sum begins with."""
HUNDREDS = 100
"""Smaller numbers differ from many others by one digit."""
_EXCEPT = regex.compile(r"(?:除了?|扣除|除去|剔除)$")
"""Before a number that is left out."""
_OF_THE_ONE_BEFORE = regex.compile(r"\s*(?:[之当其]?[中里])的?(?:仅|只)?有?\s*")
"""Between a number and some of those that it counts."""
_TWICE = regex.compile(r"[\s，（]*(?:其中|内?含|包[含括])(?:有)?重复")
_AVERAGE = regex.compile(r"平均|日均|月均|[每周]")
"""平均每周10条 is no part of the year's."""
_NOT_ALL = re.compile(
    r"[^，。；\d（]{0,4}[（，](?P<what>[^，。；）\d]{1,12})(?:不计|除外|未计|另计|不在其[中内])"
)
"""Behind a sum: one of the numbers before it is not in it."""
_ALL_YEAR = re.compile(
    r"[\s，；、]*(?:全年|全年度)(?:共|合计|为|是|共计)?(?:收件|收到|新收|受理|公开|发布|办理|申请)?\s*"
)
"""一季度…、四季度240件，全年1,035件: the year behind its quarters."""
_CAME = frozenset(["t3.new.total", "t3.carried_in.total"])
"""What there is to do in a year."""
_AS_ONE = regex.compile(r"合并|一并|一起|两[项者]|相加|加起来")
"""新收97件、结转5件，合并处理104件: all there was to deal with."""
_BARE_SUM = regex.compile(
    r"[\s，]*(?:[两二三四五六七八](?:项|者|类|种|路|段|部分)|二者)?"
    rf"(?:{SUM_WORDS}|相加)(?:有|为|是|达)?\s*"
)
"""Nothing but the word for a sum."""
_MORE = regex.compile(r"[\s；]*(?:再|又|另)?(?:加上|算上|连同)")
"""A semicolon before what is to be added: 108条；加上…92条，共200条."""
_REST_OF = re.compile(r"[\s，、；]*其[他它](?:各?类|方面|信息|情况)")
"""其他类累计290条: the rest of a list has a sum of its own, or is told with all."""
_TOTAL = re.compile(r"(?:合计|共计|总计)[^，。；\d]{0,6}$")
"""A sum that may be of the sentence before."""
_THE_ABOVE = regex.compile(r"\s*(?:以上|上述)(?:合计|共计|共|总计)?\s*")
"""Before a number that opens its sentence: 以上430条即全年公开量."""
_COUNTED = regex.compile(
    r"(?P<n>[两二三四五六七八])(?:项|者|类|种|年|条|个|级|家|所|部分)[^，。；\d]{0,8}$|(?P<both>与|和)[^，。；\d]{1,8}(?:共计|合计|总计)\s*$"
)
"""四类信息累计, 网站与微信共计: how many there are of which this is the sum."""


def sums_behind_parts(
    text: str, frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """`A件，B件，合计C件`: the whole stands behind its parts."""
    known = {r.left[0] for r in taken if r.kind == "parts"}
    for k, frame in enumerate(frames):
        whole = figures[frame.index]
        if whole.kind not in COUNTS:
            continue
        words = frame.left if frame.left.strip("，, ") else frame.since
        yearly = "全年" in words and _ALL_YEAR.fullmatch(words) and PERIODS.search(frame.before)
        summed = "，" in frame.since or "," in frame.since
        summed = summed and _ADDED_UP.search(frame.since) is not None
        above = words.startswith(("以上", "上述")) and _THE_ABOVE.fullmatch(frame.since)
        called = yearly or summed or above or CALLED_SUM.search(words) is not None
        if not called and (frame.index in known or _OF_THE_YEAR.search(words) is None):
            continue
        if "占" in words or _leaves_out(text, frame, whole) or _REST_OF.match(words):
            continue  # 四家单位占全县198件的73.2%; 总数92件（初审不计）; 其他类累计290条
        earlier = frames[max(0, k - MOST_PARTS) : k]
        if called:
            chosen = _summed_up(frame, words, earlier, figures)
        else:
            chosen = _plain_run(frame, earlier, figures)
        if chosen and not _of_another_body(whole, [figures[i] for i in chosen]):
            yield Relation("parts", (frame.index,), tuple(chosen))


def _of_another_body(whole: Figure, parts: list[Figure]) -> bool:
    """市局承办52件，建议20件、提案32件；县级合计承办141件: does the sum go on to another body?"""
    bodies = {p.scope.body for p in parts}
    return (
        whole.scope.body is not None and len(bodies) == 1 and not bodies <= {whole.scope.body, None}
    )


def _summed_up(frame: Frame, words: str, earlier: list[Frame], figures: list[Figure]) -> list[int]:
    """The addends of a whole that its words call a sum."""
    bodies = _body_addends(frame, earlier, figures)
    if bodies:
        return bodies
    run = _run_before(frame, earlier, figures)
    if not run and _THE_ABOVE.fullmatch(frame.since):
        return _sentence_before(frame, earlier, figures)
    chosen = _addends(frame, run or _sentence_before(frame, earlier, figures), earlier, figures)
    if not chosen and (_OF_ALL_SORTS.search(words) or _TOTAL.search(words)):
        chosen = _of_all_sorts(frame, earlier, figures)
    return chosen


def _run_before(frame: Frame, earlier: list[Frame], figures: list[Figure]) -> list[int]:
    """The numbers of the sentence before a sum that can be added, back to the sum before it."""
    whole = figures[frame.index]
    run: list[int] = []
    for before in reversed(earlier):
        f = figures[before.index]
        if before.sentence != frame.sentence:
            break
        if f.kind in ("ratio", "change", "rank") or counts_sorts(f, whole):
            continue
        alike = unit_of(f) == unit_of(whole) and f.scope.year == whole.scope.year
        if not alike or f.kind not in COUNTS:
            break
        if (before.parent is not None and before.bracket) or _AVERAGE.search(before.left):
            continue
        if _OF_THE_ONE_BEFORE.fullmatch(before.since) or _TWICE.match(before.left):
            continue  # 复议4件中3件维持; 网上38件、窗口22件，含重复4件，共56件
        if _EXCEPT.search(before.left) and "外" in before.onward:
            continue  # 除2件次年才能答复的以外，31件与3件均已了结，共32件
        if "新收" in frame.left and "结转" in before.left:
            continue  # 个人新收5件，结转1件；企业新收2件，结转0件；总计新收7件
        run[:0] = [before.index] * times_of(before)
        opens = (
            earlier[0] is before or earlier[earlier.index(before) - 1].sentence != before.sentence
        )
        summed = not opens and before.turn is None and not PERIODS.search(before.left)
        summed = summed and CALLED_SUM.search(before.left) is not None
        if summed and len(run) > 1:
            run.pop(0)
            break
    return run


def _leaves_out(text: str, frame: Frame, whole: Figure) -> bool:
    """Does the text say behind the sum that one of the numbers before it is not in it?"""
    told = _NOT_ALL.match(text, whole.end)
    if told is None:
        return False
    what = told["what"]
    return any(what[i : i + 2] in frame.before for i in range(len(what) - 1))


def _plain_run(frame: Frame, earlier: list[Frame], figures: list[Figure]) -> list[int]:
    """The parts right before a whole that no word calls a sum: three or more, one behind another.

    They must add up to it, or nearly: what is told of the year for its own sake does not.
    """
    whole = figures[frame.index]
    run: list[int] = []
    for before in reversed(earlier):
        f = figures[before.index]
        if before.sentence != frame.sentence or f.kind != "count":
            break
        if f.qualifier == "zero":
            continue
        if unit_of(f) != unit_of(whole) or f.scope != whole.scope or before.bracket:
            break
        turn = before.turn is not None and before.turn[1] > 2  # 新办、延续、变更许可依次为…
        if f.value >= whole.value or not (turn or plain_part(f, whole)):
            break
        if before.parent is not None:
            break
        run.insert(0, before.index)
        if "；" in before.since:
            break
    parts = [figures[i] for i in run]
    close = gap_between(whole, parts) < NEARLY or ("：" in frame.since and slips(whole, parts))
    return run if len(run) > 2 and close else []


def _of_all_sorts(frame: Frame, earlier: list[Frame], figures: list[Figure]) -> list[int]:
    """Numbers of the sentence in several units that one sum takes together (四种途径共740条次).

    A colon before the first says as well that they belong together (图文22篇，视频17个，合计39篇).
    """
    whole = figures[frame.index]
    run: list[int] = []
    colon = False
    for before in reversed(earlier):
        f = figures[before.index]
        alike = f.kind == "count" and f.scope == whole.scope and f.value < whole.value
        if before.sentence != frame.sentence or not alike or before.bracket:
            break
        run.insert(0, before.index)
        if "；" in before.since or "：" in before.since:
            colon = "：" in before.since
            break
    units = {unit_of(figures[i]) for i in (frame.index, *run)}
    several = len(run) >= SEVERAL and len(units) >= FEWEST and not frame.since.startswith("等")
    if not ((colon and len(units) > 1) or several or _OF_ALL_SORTS.search(frame.left)):
        return []
    as_told = counted(frame, run)
    run = as_told or run
    most = COUNTED_CLOSE if as_told or len(units) > FEWEST else NEARLY
    least = 2 if as_told else 3
    close = len(run) >= least and gap_between(whole, [figures[i] for i in run]) < most
    return run if close else []


def _sentence_before(frame: Frame, earlier: list[Frame], figures: list[Figure]) -> list[int]:
    """All figures of the sentence before, where each may be an addend (…。全年共计585条)."""
    whole = figures[frame.index]
    near = [f for f in earlier if f.sentence == frame.sentence - 1]
    parts = [figures[f.index] for f in near]
    if _THE_ABOVE.fullmatch(frame.since) and not within(whole, parts, NEARLY):
        return []
    if not _TOTAL.search(frame.left) and not _THE_ABOVE.fullmatch(frame.since):
        return []
    several = _COUNTED.search(frame.left)
    if several is not None and NUMERALS.get(several["n"]) == len(near):
        if len({(unit_of(f), f.scope.year) for f in (whole, *parts)}) == 1:
            return [f.index for f in near]  # 以…名义办结134件；办结21件。两项合计155件
    alike = all(
        unit_of(p) == unit_of(whole) and p.kind in COUNTS and p.scope == whole.scope for p in parts
    ) and all(plain_part(p, whole) for p in parts)
    return [f.index for f in near for _ in range(times_of(f))] if alike and len(near) > 2 else []


def _body_addends(frame: Frame, earlier: list[Frame], figures: list[Figure]) -> list[int]:
    """The figures of the bodies that `全区合计` sums up: same indicator, each with its body."""
    whole = figures[frame.index]
    if whole.scope.body is not None or whole.indicator is None:
        return []
    if earlier and "小计" in earlier[-1].left:
        return []  # of the subtotal and what stands beside it
    mine = [
        f.index for f in earlier
        if f.sentence >= frame.sentence - 1 and figures[f.index].indicator == whole.indicator
        and figures[f.index].scope.body and figures[f.index].scope.year == whole.scope.year
        and unit_of(figures[f.index]) == unit_of(whole)
    ]  # fmt: skip
    others = [
        f
        for f in earlier
        if f.sentence >= frame.sentence - 1
        and figures[f.index].indicator == whole.indicator
        and f.index not in mine
    ]
    near = gap_between(whole, [figures[i] for i in mine]) < COUNTED_CLOSE
    return mine if len(mine) >= 2 and not others and near else []


def _addends(
    frame: Frame, run: list[int], earlier: list[Frame], figures: list[Figure]
) -> list[int]:
    """The figures before a 合计 that it adds up: those that do, else those that must."""
    whole = figures[frame.index]
    if len(run) < 2:
        return []
    agree = beginnings_agree(whole, [figures[i] for i in reversed(run)])
    for n in range(len(run), 1, -1):
        if agree[n - 1] == "agrees":
            return run[-n:]
    told = [f for f in earlier if f.index in run]
    tops = [f.index for f in told if f.parent not in run]
    named = [f.index for f in told if not f.leads]
    own = _all_of(tops, run, whole, figures) or _all_of(named, run, whole, figures)
    for tail in (own, counted(frame, run), _in_turn(run, earlier)):
        if tail and within(whole, [figures[i] for i in tail], COUNTED_CLOSE):
            return tail
    for start in range(len(run) - 1):
        if make_up(whole, [figures[i] for i in run[start:]]):
            return run[start:]
    words = "".join(f.left for f in earlier if f.index in run)
    if len(run) == (4 if "季度" in words else 2) and PERIODS.search(words):
        return run
    first = next(f for f in earlier if f.index == run[0])
    parts = [figures[i] for i in run]
    if _must_be_all(frame, [f for f in earlier if f.index in run], earlier, figures):
        return run
    if len(run) >= 3 and "：" in first.since and slips(whole, [figures[i] for i in run]):
        return run
    plain = [i for i in run if plain_part(figures[i], whole)]
    exceed = sum(p.value for p in parts) > whole.value and gap_between(whole, parts) < COUNTED_CLOSE
    exceed = exceed and not any(f.bracket for f in earlier if f.index in run)
    if len(plain) >= 3 and plain == run and (exceed or slips(whole, parts)):
        return run
    return _of_its_clause(frame, run, earlier, figures)


def _of_its_clause(
    frame: Frame, run: list[int], earlier: list[Frame], figures: list[Figure]
) -> list[int]:
    """监审报告4件、听证记录2件，一共6件: all counts since the semicolon, right before their sum.

    A bare word for a sum claims them all, so that they may miss it by more than by a slip; one
    that tells what is summed up does so where they are all that the sentence counts.
    """
    here: list[int] = []
    opens = True
    for before in reversed(earlier):
        if before.sentence != frame.sentence:
            break
        if figures[before.index].kind in ("ratio", "change"):
            continue
        if counts_sorts(figures[before.index], figures[frame.index]):
            continue  # 38个部门子站公开12.6万条，7个县区公开41.9万条
        if before.index not in run:
            return []
        if not here and CALLED_SUM.search(before.left):
            return []  # 三家合计523件，接近全市办结量1,094件的一半
        here.insert(0, before.index)
        if "；" in before.since and not _MORE.match(before.since):
            opens = False
            break
    whole, parts = figures[frame.index], [figures[i] for i in here]
    less = all(0 < p.value < whole.value and p.qualifier == whole.qualifier for p in parts)
    if len(here) < 2 or not less or "；" in frame.since or frame.since.startswith("等"):
        return []
    if {p.indicator for p in parts} == _CAME and not _BARE_SUM.fullmatch(frame.left):
        return []  # 新收167件，上年结转6件，共处理170件: some of them are left over
    gap = gap_between(whole, parts)
    if _BARE_SUM.fullmatch(frame.left):
        near = gap < (COUNTED_CLOSE if len(here) == 2 else MUCH)
    else:
        # 罚款类处罚1,260件、停产类处罚43件，处罚总量1,303件
        kind = frame.left.strip("，、 ")[:NOUN]
        told = [f.left for f in earlier if f.index in here]
        alike = len(kind) == NOUN and all(kind in words for words in told)
        near = (opens or alike) and gap < (NEARLY if len(here) == 2 else COUNTED_CLOSE)
    return here if near or (slips(whole, parts) and opens) else []


def _sorts_before(first: Frame, earlier: list[Frame], figures: list[Figure]) -> int | None:
    """How many sorts the words before the first count of a sentence tell (分为两类), 0 if none.

    None where another count stands before it.
    """
    here = [
        f
        for f in earlier
        if f.sentence == first.sentence
        and f.index < first.index
        and figures[f.index].kind not in ("ratio", "change")
    ]
    if not here:
        told = _SORTS.search(first.since)
        return 0 if told is None else NUMERALS[told["n"]]
    sorts = figures[here[-1].index]
    alone = len(here) == 1 and counts_sorts(sorts, figures[first.index])
    return int(sorts.value) if alone else None


def _must_be_all(
    frame: Frame, told: list[Frame], earlier: list[Frame], figures: list[Figure]
) -> bool:
    """Were all the numbers of the sentence before a sum, those of `told`, meant to make it up?

    They are as many as the words say, state one thing with it, are told by names that leave
    nothing out (按件收取300元，按量收取560元，合计收取880元), or their sum is the whole but for a
    digit, or for two that changed places.
    """
    whole, parts = figures[frame.index], [figures[f.index] for f in told]
    sorts = _sorts_before(told[0], earlier, figures)
    if sorts not in (0, len(told)) or any(times_of(f) > 1 for f in told):
        return False
    stated = {p.indicator for p in (whole, *parts)}
    alike = len(stated) == 1 and not stated & {None, "n.other"}
    came = {p.indicator for p in parts} == _CAME and _AS_ONE.search(frame.left) is not None
    called = len(told) > 2 and _TOTAL.search(frame.left) is not None
    named = sorts or alike or came or called or make_up_all("".join(f.left for f in told))
    if named and all(p.value < whole.value for p in parts) and slips(whole, parts):
        return True
    total = sum((p.value for p in parts), Decimal(0))
    near = gap_between(whole, parts) < COUNTED_CLOSE and whole.value >= HUNDREDS
    mistyped = near and may_be_mistyped(total, whole.value)
    return mistyped and _ADDED_UP.search(frame.since) is not None


def counted(frame: Frame, run: list[int]) -> list[int]:
    """`四类信息累计1297条`: as many as the words say."""
    told = _COUNTED.search(frame.left)
    if told is None:
        return []
    n = 2 if told["both"] else NUMERALS[told["n"]]
    return run[-n:] if 2 <= n <= len(run) else []


def _all_of(tops: list[int], run: list[int], whole: Figure, figures: list[Figure]) -> list[int]:
    """公开35件；不公开52件，其中涉密6件；总数87件: without what is part of another.

    Or without what is told behind its number: 听证18次、补偿17次，1次因故撤回，累计35次.
    """
    several = 1 < len(tops) < len(run)
    agrees = several and sums_agree(whole, [figures[i] for i in tops]) == "agrees"
    return tops if agrees else []


def _in_turn(run: list[int], earlier: list[Frame]) -> list[int]:
    """The `分别是A件、B件、C件` right before the sum."""
    last = next((f for f in earlier if f.index == run[-1]), None)
    if last is None or last.turn is None or last.turn[0] + 1 != last.turn[1]:
        return []
    return run[-last.turn[1] :] if last.turn[1] <= len(run) else []
