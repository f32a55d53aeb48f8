"""Wholes in front of lists that no word opens, and parts told only by their shares."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import takewhile

import regex

from extractor.arithmetic import beginnings_agree, may_be_mistyped
from extractor.indicators.frames import Frame
from extractor.indicators.relations.closed_lists import all_but_one_applicant, closed
from extractor.indicators.relations.common import (
    CLOSE,
    COUNTED_CLOSE,
    COUNTS,
    FAR,
    LAST_PART,
    MOST_PARTS,
    counts_sorts,
    gap_between,
    listed,
    make_up_all,
    plain_part,
    slips,
    unit_of,
    within,
)
from extractor.indicators.relations.identities import OUTCOMES
from extractor.indicators.relations.overlaps import dimension_of
from extractor.indicators.relations.parts import OVERLAP
from extractor.records import Figure, Relation

_JOINTS = ("，", "、", "—", "：")
"""Before the parts of a list, the first of them too."""
SHORT_NAME = 10
"""The name of a part in a list of names has so many characters at most."""
FEWEST = 3
"""Two numbers behind a third are chance more often."""
_DEED = regex.compile(r"(?:共|累计)?(?:公开|发布|推送|更新|刊发|发文)(?:信息)?$")
"""网站公开455条: what was done, behind the name of a part."""
_IS = regex.compile(r"\s*(?:为|是|系|属于?|以)")
"""16篇解读，9篇为文字: what a number is follows it."""
_TELLS_OF = regex.compile(r"\s*(?:关于|有关|来自|反映|询问|咨询|申请|索取|要求)")
"""14件关于土地流转，7件关于补贴，余下5件关于宅基地: told behind each number, down to the rest."""
_BESIDE_WHOLE = regex.compile(r"[\s，]*(?:连同|加上|再加|算上)")
"""登记183件，连同上年未结的5件，调解…: beside the number before, and no part of it."""
_REST_LEFT = regex.compile(r"[\s，,；;、]*(?:其[他它余]|余下|剩余)")
"""The rest of a list, whose number may lead its clause."""
_NO_MORE = regex.compile(
    r"[^，。；\d]{0,3}[，。；]\s*(?:除此|此外|再|别|并|除(?:了|上述|以上|这))[^。；\d]{0,16}?(?:再?无|没有|未(?:出现|有|见))"
    r"(?:其他|其它|他|别)"
)
_BOTH = ({"t4.review.total", "t4.litigation.total"}, {"n.proposals.npc", "n.proposals.cppcc"})
"""Two kinds that a whole may name together."""
_TOLD_AS_ALL = regex.compile(r"(?:提出|申请)(?:申请)?(?:人|者|的)[^，。；\d]{0,2}(?:为|是|系|有)")
"""收到8件，提出申请的为自然人6件、企业1件."""
_ONE_CHANNEL = frozenset(["n.published.website", "n.published.wechat", "n.published.weibo"])
"""What came out one way holds nothing that came out another."""
_LOST = regex.compile(r"(?:接通|接听|应答)率")
"""A rate by which not every call was taken: calls answered do not make up those that came."""


def implied_lists(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """`总条数X条，A类a条、B类b条、C类c条`: a whole and three or more parts, no word between."""
    known = {i for r in taken if r.kind == "parts" for i in (*r.left, *r.right)}
    skip = -1
    for k, frame in enumerate(frames):
        whole = figures[frame.index]
        if (
            k <= skip
            or whole.kind not in COUNTS
            or frame.parent is not None
            or frame.index in known
        ):
            continue
        run = _following(frames, k, figures)
        if len(run) < 2 or known & set(run) or _one_of_a_row(frames[max(0, k - 1) : k + 2]):
            continue
        behind = frames[k + 1 : k + 2 + len(run)]
        first = _is_first(frames, k, figures)
        claims = not _is_item(frames, k, figures)
        n = _how_many(frame, behind, run, figures, first, claims)
        if n and not _with_one_before(frames[:k][-1:], frame, run[:n], figures):
            yield Relation("parts", (frame.index,), tuple(run[:n]))
            skip = k + n


def _one_of_a_row(three: list[Frame]) -> bool:
    """就业推文30篇，创业推文46篇，维权推文22篇: is the middle one told as its neighbours are?"""
    names = [f.left.strip()[-2:] for f in three]
    alike = len(set(names)) == 1 and len(names[0]) == 2 and len({f.sentence for f in three}) == 1
    return len(three) == 3 and alike and all(len(f.left.strip()) > 2 for f in three)


def _is_first(frames: list[Frame], k: int, figures: list[Figure]) -> bool:
    """Is the k-th the first count of its sentence, or since the semicolon before it?"""
    if "；" in frames[k].since:
        return True
    here = takewhile(
        lambda f: f.sentence == frames[k].sentence, reversed(frames[max(0, k - MOST_PARTS) : k])
    )
    return all(figures[f.index].kind not in COUNTS for f in here)


def _with_one_before(
    before: list[Frame], frame: Frame, parts: list[int], figures: list[Figure]
) -> bool:
    """上年未结31件，受理2,406件，支付2,398件，退27件，在审12件: do they make up both?"""
    whole, told = figures[frame.index], sum((figures[i].value for i in parts), Decimal(0))
    return any(
        f.sentence == frame.sentence
        and unit_of(figures[f.index]) == unit_of(whole)
        and figures[f.index].value + whole.value == told
        for f in before
    )


def _is_item(frames: list[Frame], k: int, figures: list[Figure]) -> bool:
    """网站公开900条，要闻栏目103条，预算栏目22条，…: is the k-th one of those before it?"""
    head, before = frames[k], frames[k - 1] if k else None
    if before is None or before.sentence != head.sentence or "；" in head.since:
        return False
    whole, told = figures[before.index], figures[head.index]
    larger = whole.kind in COUNTS and whole.value > told.value
    return larger and before.parent is None and unit_of(whole) == unit_of(told)


def _how_many(
    head: Frame,
    behind: list[Frame],
    run: list[int],
    figures: list[Figure],
    first: bool,
    claims: bool,
) -> int:
    """So many of `run` are the parts of the number before them, 0 where it has none.

    `behind` are the frames of the run with the one after it; `first`: it opens the sentence;
    `claims`: it may hold parts that nearly make it up.
    """
    whole, parts = figures[head.index], [figures[i] for i in run]
    listing = behind[: len(run)]
    if _builds_up(listing):
        return len(run)
    came = any(p.indicator == "t3.carried_in.total" for p in parts)  # 收464件，上年结转3件，…
    rest = listing[-1].leads and not came and _REST_LEFT.match(listing[-1].left)
    if rest and len(run) >= FEWEST and slips(whole, parts):
        return len(run)  # 登记44件，答复37件，移送3件，其余4件转至下年
    if not all(plain_part(p, whole) for p in parts):
        return 0
    halves = "".join(f.left for f in listing[:2])
    if "上半年" in halves and "下半年" in halves:
        return 2
    other_ways = _other_ways(whole, parts)
    if not other_ways and _claimed(head, behind, parts, figures):
        return len(run)
    agree = beginnings_agree(whole, parts)
    for n in range(len(run), 2, -1):
        if agree[n - 1] == "agrees":
            return n
    if other_ways or not _may_hold(whole, parts):
        return 0
    # a list's own item is no whole, unless the words count its parts
    named = whole.indicator not in (None, "n.other") or listing[0].turn == (0, len(run))
    own = dimension_of(whole)
    told = (
        first
        and _to_the_end(behind, run, figures)
        and not (own or "").startswith(("outcome", "result"))
    )
    apart = own is None or own not in {dimension_of(p) for p in parts}
    near = _close(listing, whole, parts) or (told and apart and slips(whole, parts))
    near = near and claims and whole.qualifier == "exact"  # 230余条: of a list that claims nothing
    if not named:
        return len(run) if _one_row(head, behind, run, figures) else 0
    return len(run) if len(run) > 2 and near else 0


def _one_row(head: Frame, behind: list[Frame], run: list[int], figures: list[Figure]) -> bool:
    """公示项目162个，产业97个、基础设施52个、公益岗位14个: all of a whole that nothing names?

    Joined by `、`, told to the end, and off by a slip of the pen: one, or one digit.
    """
    listing, whole = behind[: len(run)], figures[head.index]
    total = sum((figures[i].value for i in run), Decimal(0))
    joined = all(listed(f) for f in listing[1:]) and not listed(head)
    if len(run) < FEWEST or not joined or not _to_the_end(behind, run, figures):
        return False
    if head.left.endswith("等"):
        return False  # 更新职能、领导等6条: one of the row, and told of what
    if any(figures[i].value >= whole.value or figures[i].qualifier != "exact" for i in run):
        return False
    return abs(total - whole.value) == 1 or (
        slips(whole, [figures[i] for i in run]) and may_be_mistyped(total, whole.value)
    )


def _claimed(head: Frame, behind: list[Frame], parts: list[Figure], figures: list[Figure]) -> bool:
    """Do the words of the list say that it is all of it, and is it nearly that?"""
    whole, listing = figures[head.index], behind[: len(parts)]
    lost = len(behind) > len(parts) and _LOST.search(behind[-1].left) is not None
    if not lost and make_up_all("".join(f.left for f in listing)) and slips(whole, parts):
        return True
    if len(parts) == 2 and _both_named(head, listing) and slips(whole, parts):
        return True
    if _TOLD_AS_ALL.search(listing[0].left) and all_but_one_applicant(whole, parts):
        return True
    if {p.indicator for p in parts} in _BOTH and within(whole, parts, COUNTED_CLOSE):
        return "和" in head.left or "、" in head.left  # 官司和复议合计18件，复议11件、诉讼7件
    if _more_than_all(whole, parts):
        return True
    if nothing_else(behind, len(parts)) and within(whole, parts, COUNTED_CLOSE):
        return True
    if len(parts) < FEWEST:
        return False
    rest = (
        not listed(head)
        and LAST_PART.match(listing[-1].left) is not None
        and dimension_of(whole) not in {dimension_of(p) for p in parts} - {None}
    )
    if rest and within(whole, parts, COUNTED_CLOSE):
        return True
    return _tells_all(head, listing, figures)


def _other_ways(whole: Figure, parts: list[Figure]) -> bool:
    """公众号310条，网站120条，微博95条: did the parts come out another way than the whole?"""
    if whole.indicator not in _ONE_CHANNEL:
        return False
    ways = {p.indicator for p in parts if (p.indicator or "").startswith("n.published.")}
    return bool(ways - {whole.indicator})


def _may_hold(whole: Figure, parts: list[Figure]) -> bool:
    """公开53件、部分公开14件、无法提供39件: no outcome holds others, but for its own reasons."""
    own, row = dimension_of(whole), (whole.indicator or "").removesuffix(".total")
    if own is None or not own.startswith(("outcome", "result")):
        return True
    return not any(
        dimension_of(p) == own and not (p.indicator or "").startswith(f"{row}.") for p in parts
    )


def _more_than_all(whole: Figure, parts: list[Figure]) -> bool:
    """复议后起诉7件，驳回5件，在审3件: results of which each case has one are more than the cases.

    Of applications answered as well, whose outcomes are each in another row.
    """
    group, _, column = (whole.indicator or "").rpartition(".")
    told = [p.indicator or "" for p in parts]
    if len(set(told)) < len(told) or column != "total" or whole.scope.body is not None:
        return False
    if group.startswith("t4."):
        each = all(t.startswith(f"{group}.") for t in told)
    else:
        rows = {t.split(".")[1] for t in told if t.startswith("t3.") and t.endswith(".total")}
        each = group == "t3.total" and len(rows & set(OUTCOMES)) == len(told)
    exact = all(p.qualifier == "exact" for p in (whole, *parts))
    return each and exact and whole.value < sum(p.value for p in parts) <= whole.value * OVERLAP


def _close(listing: list[Frame], whole: Figure, parts: list[Figure]) -> bool:
    """Does the list miss its whole by little, or by a slip where all is told behind its numbers?"""
    told_behind = listing[0].leads and all(_IS.match(f.onward) for f in listing if f.leads)
    return gap_between(whole, parts) <= CLOSE or (told_behind and slips(whole, parts))


def _to_the_end(behind: list[Frame], run: list[int], figures: list[Figure]) -> bool:
    """Are the parts all that is told, each named in few words behind the one before?

    To the end of the sentence, to a semicolon, or to a number of another unit.
    """
    listing = behind[: len(run)]
    ends = len(behind) == len(run) or behind[-1].sentence != listing[-1].sentence
    if not ends:
        units = [unit_of(figures[f.index]) for f in behind[-2:]]
        ends = "；" in behind[-1].since or len(set(units)) > 1
    if listing[0].since.startswith("、"):
        return False  # 文字解读7份、图片解读3份、视频解读5份: the first is one of the row
    return ends and all(
        f.since[:1] in _JOINTS and 0 < len(f.since.strip("，、—：")) <= SHORT_NAME for f in listing
    )


def _builds_up(run: list[Frame]) -> bool:
    """由上年未结14件与当年新到121件构成: are these all the parts by their own words?"""
    return "由" in run[0].since and run[-1].right.startswith(("构成", "组成"))


def _both_named(head: Frame, listing: list[Frame]) -> bool:
    """网站与公众号合计1,140条，网站455条，公众号695条: does the whole name the two?"""
    one, other = (_DEED.sub("", f.left.strip("，、和与 ")) for f in listing)
    other = other.removeprefix("政务")
    if len(one) < 2 or len(other) < 2:
        return False
    return any(f"{one}{joint}{other}" in head.left for joint in "和与及、")


def nothing_else(behind: list[Frame], n: int) -> bool:
    """166条，公众号232条，再无其他渠道: does the text say so behind the last of `n` parts?"""
    return _NO_MORE.match(behind[n - 1].onward) is not None


def _named_in(part: Frame, whole: Frame) -> bool:
    """投诉举报咨询21件，投诉12件、…: does the whole name this part?"""
    name = part.left.strip("、，和与 ")
    return len(name) > 1 and name in whole.left


def _tells_all(whole: Frame, run: list[Frame], figures: list[Figure]) -> bool:
    """Do the words say that `run` makes up the whole: every result, or the kinds it is told by?"""
    parts = [figures[f.index] for f in run]
    group, _, row = (figures[whole.index].indicator or "").rpartition(".")
    reasons = row == "total" and group.startswith("t3.") and "." not in group[3:]
    if reasons and all((p.indicator or "").startswith(f"{group}.") for p in parts):
        return gap_between(figures[whole.index], parts) < FAR  # 不予公开34件：国家秘密12件、…
    if row == "total" and group.startswith("t4."):
        same = all((p.indicator or "").startswith(f"{group}.") for p in parts)
        return same and closed(run, figures, divided=False)
    again = all(_named_in(f, whole) for f in run)
    if not again and not run[0].since.startswith("、"):
        again = all(_kind_of(f, whole) for f in run)
    return again and gap_between(figures[whole.index], parts) < COUNTED_CLOSE


def _kind_of(part: Frame, whole: Frame) -> bool:
    """受理咨询150人次，电话咨询90人次、…: is the part told as a kind of what the whole counts?"""
    noun, name = whole.left.strip()[-2:], part.left.strip("、，和与 ")
    return len(noun) > 1 and len(name) > len(noun) and name.endswith(noun)


def _following(frames: list[Frame], k: int, figures: list[Figure]) -> list[int]:
    """The figures right behind the k-th that may be its parts: same unit, kind, year and body."""
    whole = figures[frames[k].index]
    run: list[int] = []
    for frame in frames[k + 1 : k + 1 + MOST_PARTS]:
        f = figures[frame.index]
        if frame.sentence != frames[k].sentence or frame.parent is not None or "；" in frame.since:
            break
        if f.kind == "ratio" or counts_sorts(f, whole):
            continue
        alike = unit_of(f) == unit_of(whole) and f.kind == whole.kind and f.scope == whole.scope
        named = not frame.leads or _may_lead(frame) or _TELLS_OF.match(frame.onward)
        if not alike or not named or _BESIDE_WHOLE.match(frame.left):
            break
        run.append(frame.index)
    behind = frames[k + 1 : k + 1 + len(run)]
    if not behind or not _REST_LEFT.match(behind[-1].left):
        named = list(takewhile(lambda f: not f.leads or _may_lead(f), behind))
        run = run[: len(named)]  # what is told behind its number ends with the rest, or is no part
    return run


def _may_lead(frame: Frame) -> bool:
    """余下5件关于…, 9篇为文字: what leads its clause and is told there by itself."""
    return bool(_REST_LEFT.match(frame.left) or _IS.match(frame.onward))


def _told_of_others(
    parts: list[int], base: int, by_index: dict[int, Frame], figures: list[Figure]
) -> bool:
    """Does the row hold another number with a share, whose whole was not made out?"""
    here = by_index[parts[0]].sentence
    return any(
        figures[i].kind in COUNTS
        and figures[i + 1].kind == "ratio"
        and unit_of(figures[i]) == unit_of(figures[base])
        and figures[i].value <= figures[base].value
        and i in by_index
        and by_index[i].sentence == here
        and i not in parts
        and i != base
        for i in range(max(0, parts[0] - 2), max(parts))
    )


def shared_out(
    shares: list[Relation], by_index: dict[int, Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """Parts told only by their shares of one whole, the last of them 其余, or making up 100 %."""
    by_base: dict[int, list[Relation]] = {}
    for r in shares:
        if len(r.right) == 2:
            by_base.setdefault(r.right[1], []).append(r)
    known = {r.left[0] for r in taken if r.kind == "parts"}
    for base, rows in by_base.items():
        parts = [r.right[0] for r in rows]
        if (
            base in known
            or len(set(parts)) < 3
            or any(by_index[p].sentence != by_index[parts[0]].sentence for p in parts)
        ):
            continue
        if _told_of_others(parts, base, by_index, figures):
            continue
        told = sum((figures[r.left[0]].value for r in rows), Decimal(0))
        if LAST_PART.match(by_index[parts[-1]].left) or abs(told - 100) <= Decimal("1.5"):
            yield Relation("parts", (base,), tuple(parts))
