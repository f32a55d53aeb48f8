"""Wholes that stand behind their parts (合计), and lists without a word between."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.arithmetic import beginnings_agree
from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import (
    CLOSE,
    COUNTED_CLOSE,
    COUNTS,
    LAST_PART,
    MOST_PARTS,
    NEARLY,
    PERIODS,
    gap_between,
    make_up_all,
    plain_part,
    slips,
    unit_of,
)
from extractor.indicators.relations.identities import FAMILIES
from extractor.indicators.relations.parts import closed, times_of
from extractor.records import Figure, Relation

_SUM = regex.compile(
    r"(?:合计|共计|总计|总共|相加|累计|总数|全[市县区省旗](?:[^，。；\d]{0,4}?)|两项|三项|二者|两者|三者|合在一起|加起来|合起来|加在一起|合并计算?)(?:[^，。；\d]{0,6}?)(?:为|是|有|达|约|近)?\s*$|(?:合|共|计)(?:为|是|有|达|约|近|发布|公开|推送|收到|受理|办理|提交)?\s*$"
)


_AVERAGE = regex.compile(r"平均|日均|月均|[每周]")
"""平均每周10条 is no part of the year's."""
FAR = Decimal("0.25")
"""A sum that misses its parts by more is of something else besides."""
_NOT_ALL = regex.compile(
    r"[^，。；\d（]{0,4}[（，][^，。；）\d]{1,12}(?:不计|除外|未计|另计|不在其[中内])"
)
"""Behind a sum: one of the numbers before it is not in it."""
_ALL_YEAR = regex.compile(
    r"[\s，；、]*(?:全年|全年度)(?:共|合计|为|是|共计)?(?:收件|收到|新收|受理|公开|发布|办理|申请)?\s*"
)
"""一季度…、四季度240件，全年1,035件: the year behind its quarters."""
_REST_LEFT = regex.compile(r"[\s，,；;、]*(?:其[他它余]|余下|剩余)")
"""The rest of a list, whose number may lead its clause."""
_LOST = regex.compile(r"(?:接通|接听|应答)率")
"""A rate by which not every call was taken: calls answered do not make up those that came."""


def sums_behind_parts(
    text: str, frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """`A件，B件，合计C件`: the whole stands behind its parts."""
    known = {r.left[0] for r in taken if r.kind == "parts"}
    for k, frame in enumerate(frames):
        whole = figures[frame.index]
        words = frame.left if frame.left.strip("，, ") else frame.since
        yearly = _ALL_YEAR.fullmatch(words) and PERIODS.search(frame.before)
        if whole.kind not in COUNTS or frame.index in known or not (yearly or _SUM.search(words)):
            continue
        if "占" in words or _NOT_ALL.match(text, whole.end):
            continue  # 四家单位占全县198件的73.2%; 总数92件（初审不计）
        earlier = frames[max(0, k - MOST_PARTS) : k]
        bodies = _body_addends(frame, earlier, figures)
        if bodies:
            yield Relation("parts", (frame.index,), tuple(bodies))
            continue
        run: list[int] = []
        for before in reversed(earlier):
            f = figures[before.index]
            if before.sentence != frame.sentence:
                break
            if f.kind in ("ratio", "change", "rank"):
                continue
            if (
                unit_of(f) != unit_of(whole)
                or f.scope.year != whole.scope.year
                or f.kind not in COUNTS
            ):
                break
            if (before.parent is not None and before.bracket) or _AVERAGE.search(before.left):
                continue
            run[:0] = [before.index] * times_of(before)
            summed = _SUM.search(before.left) and not PERIODS.search(before.left)
            if summed and len(run) > 1:
                run.pop(0)
                break
        chosen = _addends(frame, run or _sentence_before(frame, earlier, figures), earlier, figures)
        if chosen:
            yield Relation("parts", (frame.index,), tuple(chosen))


def _sentence_before(frame: Frame, earlier: list[Frame], figures: list[Figure]) -> list[int]:
    """All figures of the sentence before, where each may be an addend (…。全年共计585条)."""
    whole = figures[frame.index]
    if not _TOTAL.search(frame.left):
        return []
    near = [f for f in earlier if f.sentence == frame.sentence - 1]
    alike = all(
        unit_of(figures[f.index]) == unit_of(whole)
        and figures[f.index].kind in COUNTS
        and figures[f.index].scope == whole.scope
        and plain_part(figures[f.index], whole)
        for f in near
    )
    return [f.index for f in near] if alike and len(near) > 2 else []


_TOTAL = regex.compile(r"(?:合计|共计|总计)[^，。；\d]{0,6}$")
"""A sum that may be of the sentence before."""
_COUNTED = regex.compile(
    r"(?P<n>[两二三四五六])(?:项|者|类|种|年|条|个|级|部分)[^，。；\d]{0,6}$|(?P<both>与|和)[^，。；\d]{1,8}(?:共计|合计|总计)\s*$"
)


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
    for tail in (_counted(frame, run), _taken_in_turn(run, earlier)):
        if tail and gap_between(whole, [figures[i] for i in tail]) < NEARLY:
            return tail
    for start in range(len(run) - 1):
        if _make_up(whole, [figures[i] for i in run[start:]]):
            return run[start:]
    words = "".join(f.left for f in earlier if f.index in run)
    if len(run) == (4 if "季度" in words else 2) and PERIODS.search(words):
        return run
    first = next(f for f in earlier if f.index == run[0])
    if len(run) >= 3 and "：" in first.since and slips(whole, [figures[i] for i in run]):
        return run
    plain = [i for i in run if plain_part(figures[i], whole)]
    if len(plain) >= 3 and plain == run and gap_between(whole, [figures[i] for i in run]) < NEARLY:
        return run
    return []


def _counted(frame: Frame, run: list[int]) -> list[int]:
    """`四类信息累计1297条`: as many as the words say."""
    told = _COUNTED.search(frame.left)
    if told is None:
        return []
    n = 2 if told["both"] else "零一两三四五六".find((told["n"] or "").replace("二", "两"))
    return run[-n:] if 2 <= n <= len(run) else []


def _taken_in_turn(run: list[int], earlier: list[Frame]) -> list[int]:
    """The `分别是A件、B件、C件` right before the sum."""
    last = next((f for f in earlier if f.index == run[-1]), None)
    if last is None or last.turn is None or last.turn[0] + 1 != last.turn[1]:
        return []
    return run[-last.turn[1] :] if last.turn[1] <= len(run) else []


def _make_up(whole: Figure, parts: list[Figure]) -> bool:
    """Do the parts by what they state make up the whole, every one of them told?"""
    if whole.indicator is None or any(p.indicator is None for p in parts):
        return False
    stated = [str(p.indicator) for p in parts]
    if whole.scope.body is None and all(p.scope.body for p in parts):
        return set(stated) == {whole.indicator} and gap_between(whole, parts) < NEARLY
    named = whole.indicator.split("+")
    if len(named) > 1:
        return sorted(stated) == sorted(named) and gap_between(whole, parts) < FAR
    for family in FAMILIES.get(whole.indicator, ()):
        if set(stated) == set(family):
            return True
    if whole.indicator == "n.published":
        return gap_between(whole, parts) < NEARLY and all(
            s.startswith("n.published.") for s in stated
        )
    return False


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
        if len(run) < 2 or known & set(run):
            continue
        if not all(plain_part(figures[i], whole) for i in run):
            continue
        parts = [figures[i] for i in run]
        agree = beginnings_agree(whole, parts)
        turn = frames[k + 1].turn
        named = (  # a list's own item is no whole, unless the words count its parts
            whole.indicator not in (None, "n.other") or turn == (0, len(run))
        )
        halves = "".join(f.left for f in frames[k + 1 : k + 3])
        if "上半年" in halves and "下半年" in halves:
            yield Relation("parts", (frame.index,), tuple(run[:2]))
            skip = k + 2
            continue
        told = "".join(f.left for f in frames[k + 1 : k + 1 + len(run)])
        rate = frames[k + 1 + len(run)].left if k + 1 + len(run) < len(frames) else ""
        lost = _LOST.search(rate) is not None
        if not lost and make_up_all(told) and slips(whole, parts):
            yield Relation("parts", (frame.index,), tuple(run))
            skip = k + len(run)
            continue
        if _builds_up(frames[k + 1 : k + 1 + len(run)]):
            yield Relation("parts", (frame.index,), tuple(run))
            skip = k + len(run)
            continue
        if len(run) > 2 and _tells_all(frame, frames[k + 1 : k + 1 + len(run)], figures):
            yield Relation("parts", (frame.index,), tuple(run))
            skip = k + len(run)
            continue
        for n in range(len(run), 2, -1):
            close = named and n == len(run) and gap_between(whole, parts) <= CLOSE
            holds = any(a == "agrees" for a in agree[2:])
            if agree[n - 1] == "agrees" or (close and not holds):
                yield Relation("parts", (frame.index,), tuple(run[:n]))
                skip = k + n
                break


def _builds_up(run: list[Frame]) -> bool:
    """由上年未结14件与当年新到121件构成: are these all the parts by their own words?"""
    return "由" in run[0].since and run[-1].right.startswith(("构成", "组成"))


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
    again = all(_named_in(f, whole) for f in run) or all(_kind_of(f, whole) for f in run)
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
        if f.kind == "ratio":
            continue
        alike = unit_of(f) == unit_of(whole) and f.kind == whole.kind and f.scope == whole.scope
        if not alike or (frame.leads and not _REST_LEFT.match(frame.left)):
            break
        run.append(frame.index)
    return run


def shared_out(
    shares: list[Relation], by_index: dict[int, Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """Parts told only by their shares of one whole, the last of them 其余, or making up 100 %."""
    by_base: dict[int, list[Relation]] = {}
    for r in shares:
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
        told = sum((figures[r.left[0]].value for r in rows), Decimal(0))
        if LAST_PART.match(by_index[parts[-1]].left) or abs(told - 100) <= Decimal("1.5"):
            yield Relation("parts", (base,), tuple(parts))
