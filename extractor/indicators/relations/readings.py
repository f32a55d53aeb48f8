"""Another sensible reading of a list whose parts do not make up its whole.

`维持6件、纠正1件，另有2件没有宣判`: the last may be a part or not. `7,846件，涉企2,911件、涉民
4,935件，不予许可12件`: it stands beside the list. A reading that holds is the one that was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from extractor.arithmetic import sums_agree
from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import (
    COUNTS,
    FAR,
    LAST_PART,
    gap_between,
    listed,
    unit_of,
)
from extractor.indicators.relations.overlaps import dimension_of, one_of_the_row
from extractor.records import Figure, Relation

Parts = tuple[int, ...]

MOST_BESIDE = 2
"""So many figures beside a list may belong to it."""
FEWEST = 2
"""A list has so many parts at least."""
_SAID_OF_IT = regex.compile(r"[有中]$")
"""Before a number of those told just before it."""
_BESIDE = regex.compile(r"另|此外|还有|不含|不计|除外")
"""Of what stands beside a list."""
_REST_WORD = regex.compile(r"(?:^|[，；、）])\s*(?:另?[有外]?其[他它余]|余下|剩余|剩下|另有)")
"""What else there is in a list."""
_TAKEN_IN = regex.compile(r"受理|收到|接[收件到]|申请|申报|登记|立案|报名|检查|抽[检查]|排查")
"""Before a number of what is to be dealt with."""
_DECIDED = regex.compile(
    r"准予|不予|优秀|良好|同意|批准|通过|合格|撤[回诉销案]|退[回件]|驳回|裁[决定]|调解|办结|审结|结案|认定"
    r"|转[送办交]|不符|整改|处罚|维持|终[止结]"
)
"""Before a number of those that were dealt with in some way."""
_PENDING = regex.compile(r"在[办审途]|未[办审结了完]|结转|尚|待|正在")
NOUN = 2
"""Characters in front of a number by which its noun is known."""


def one_that_holds(
    relations: Sequence[Relation], frames: Sequence[Frame], figures: Sequence[Figure]
) -> list[Relation]:
    """`relations`, those of parts that do not hold in the reading that does, if there is one."""
    places = {f.index: k for k, f in enumerate(frames)}
    lists = [r for r in relations if r.kind == "parts"]
    read = [
        _opened(_read_anew(r, lists, frames, figures, places), frames, figures, places)
        if r.kind == "parts"
        else r
        for r in relations
    ]
    made_up = {r.left[0] for r in read if r.kind == "parts" and _holds(r, figures)}
    inner = [(r.left[0], {*r.right}) for r in read if r.kind == "parts" and _holds(r, figures)]
    return [
        r
        for r in read
        if not (r.left[0] in made_up and _of_another_thing(r, figures))
        and not (r.kind == "parts" and not _holds(r, figures) and _adds_twice(r, inner))
        and not (r.kind == "parts" and _of_a_row(r, frames, figures, places))
    ]


def _of_a_row(
    relation: Relation,
    frames: Sequence[Frame],
    figures: Sequence[Figure],
    places: dict[int, int],
) -> bool:
    """Is it no list, but a row whose first is told as its whole? Not one in a bracket behind it."""
    bracket = frames[places[relation.right[0]]].bracket
    return not bracket and one_of_the_row(figures, relation)


def _adds_twice(relation: Relation, inner: Sequence[tuple[int, set[int]]]) -> bool:
    """栏目甲480条（图片180条、文字300条），全站927条: a part, and what makes it up, as well?"""
    parts = {*relation.right}
    return any(whole in parts and of < parts for whole, of in inner)


def _holds(relation: Relation, figures: Sequence[Figure]) -> bool:
    parts = [figures[i] for i in relation.right]
    return sums_agree(figures[relation.left[0]], parts) == "agrees"


def _of_another_thing(relation: Relation, figures: Sequence[Figure]) -> bool:
    """Is a further list of a whole far from making it up? Then it is one that others overlap."""
    whole, parts = figures[relation.left[0]], [figures[i] for i in relation.right]
    return (
        relation.kind == "parts"
        and not relation.open
        and not _holds(relation, figures)
        and gap_between(whole, parts) > FAR
    )


def _read_anew(
    relation: Relation,
    lists: Sequence[Relation],
    frames: Sequence[Frame],
    figures: Sequence[Figure],
    places: dict[int, int],
) -> Relation:
    whole, parts = relation.left[0], relation.right
    found = sums_agree(figures[whole], [figures[i] for i in parts])
    if found == "agrees" or (found == "short" and relation.open) or len(set(parts)) < len(parts):
        return relation
    others = (*_nested(whole, parts, lists), *_others(whole, parts, frames, figures, places))
    row = [frames[places[i]] for i in sorted(parts)]
    if _told_apart(whole, row):
        others = (*others, tuple(sorted(parts))[:-1])
    for other in others:
        if sums_agree(figures[whole], [figures[i] for i in other]) == "agrees":
            return Relation("parts", relation.left, other, relation.open)
    return relation


def _opened(
    relation: Relation,
    frames: Sequence[Frame],
    figures: Sequence[Figure],
    places: dict[int, int],
) -> Relation:
    """A list that falls short as an open one, where the words leave room for what is missing."""
    whole, parts = figures[relation.left[0]], [figures[i] for i in relation.right]
    if relation.open or sums_agree(whole, parts) != "short":
        return relation
    row = [frames[places[i]] for i in sorted(relation.right)]
    head = frames[places[relation.left[0]]]
    leaves = _rest_is_uncounted(row[-1], frames, figures, places)
    if not leaves and not _some_may_be_pending(head, row, figures):
        return relation
    return Relation("parts", relation.left, relation.right, open=True)


def _rest_is_uncounted(
    last: Frame, frames: Sequence[Frame], figures: Sequence[Figure], places: dict[int, int]
) -> bool:
    """…，企业12件，占7.2%，其余为律所: is the rest told, and not how many it is?"""
    for frame in frames[places[last.index] :]:
        if frame.sentence != last.sentence:
            return False
        if frame is not last and figures[frame.index].kind in COUNTS:
            return False
        if frame is not last and _REST_WORD.search(frame.since):
            return figures[frame.index].kind == "ratio"  # 其他主体占2.4%
        if _REST_WORD.search(frame.onward):
            behind = frames[places[frame.index] + 1 :][:1]
            counted = behind and behind[0].sentence == frame.sentence
            return not counted or figures[behind[0].index].kind not in COUNTS
    return False


def _some_may_be_pending(head: Frame, row: Sequence[Frame], figures: Sequence[Figure]) -> bool:
    """受理1,206件，准予1,150件，不予21件，撤回13件: some of them may not be decided yet."""
    if not _TAKEN_IN.search(head.left):
        return False
    tables = [(figures[f.index].indicator or "").startswith(("t3.", "t4.")) for f in row]
    if any(tables) or any(_PENDING.search(f.left) for f in row):
        return False
    return sum(_DECIDED.search(f.left) is not None for f in row) > 1


def _nested(whole: int, parts: tuple[int, ...], lists: Sequence[Relation]) -> Iterator[Parts]:
    """22件，已审结19件，维持11件、纠正4件；3件在审: a list of another part, which stands for it."""
    for inner in lists:
        subtotal = inner.left[0]
        if subtotal != whole and subtotal not in parts and set(inner.right) < set(parts):
            yield tuple(sorted({subtotal, *parts} - set(inner.right)))


def _others(
    whole: int,
    parts: tuple[int, ...],
    frames: Sequence[Frame],
    figures: Sequence[Figure],
    places: dict[int, int],
) -> Iterator[Parts]:
    """The list with the figures beside it, and without its ends."""
    first, last = min(parts), max(parts)
    ahead: list[int] = []
    for frame in frames[places[last] + 1 : places[last] + 1 + MOST_BESIDE]:
        if not _may_belong(frame, frames[places[last]], figures, whole):
            break
        ahead.append(frame.index)
        yield (*parts, *ahead)
    if whole > last:
        behind: list[int] = []
        for frame in reversed(frames[max(0, places[first] - MOST_BESIDE) : places[first]]):
            if not _may_belong(frame, frames[places[first]], figures, whole):
                break
            behind.insert(0, frame.index)
            yield (*behind, *parts)
    ordered = tuple(sorted(parts))
    for one, again in pairwise(ordered):
        stands, follows = frames[places[one]], frames[places[again]]
        if stands.leads and figures[one].value == figures[again].value and not listed(follows):
            yield tuple(i for i in ordered if i != again)  # 其中1件查无记录，按不掌握办结1件
    row = [frames[places[i]] for i in ordered]
    if _all_of_one_row(row) or (whole < first and _last_belongs(row, figures)):
        return  # 文字解读44篇，图片解读21篇，视频解读1篇: none of them stands beside the list
    if any(figures[i].qualifier != "exact" for i in (whole, *parts)):
        return  # what is told roughly adds up with or without the last
    if whole > last and _SAID_OF_IT.search(frames[places[last]].left):
        yield ordered[:-1]  # 网上填的48件——其中填错的有5件——合计145件
    for n in range(len(ordered) - 1, FEWEST - 1, -1):
        yield ordered[:n] if whole < first else ordered[-n:]


def _told_apart(whole: int, row: Sequence[Frame]) -> bool:
    """机关65件，镇街72件，另有协会3件，机关镇街共137件: may the last of a row not be in its sum?"""
    behind = whole > row[-1].index and len(row) > FEWEST
    return behind and _BESIDE.search(row[-1].since) is not None


def _all_of_one_row(row: Sequence[Frame]) -> bool:
    """Are all parts joined by `、` alone, or told with one noun in the same place?"""
    joints = {f.since.lstrip()[:1] for f in row[1:]}
    if all(f.bracket for f in row) and len({f.list_id for f in row}) == len(joints) == 1:
        return not any(_BESIDE.search(f.left) for f in row)  # 审结7件（维持4件、纠正2件、其他1件）
    if len(row) <= FEWEST or any(f.leads or f.bracket for f in row):
        return False
    nouns = {f.left.strip()[-NOUN:] for f in row}
    return joints == {"、"} or (len(joints) == 1 and len(nouns) == 1 and len(nouns.pop()) == NOUN)


def _last_belongs(row: Sequence[Frame], figures: Sequence[Figure]) -> bool:
    """Is the last of a list one of it by its words, by the marks or by what all of it states?

    …、反复申请1件，确认信息1件; 余下1件撤回. What is pending may stand beside what was decided.
    """
    last = row[-1]
    if len(row) < FEWEST or _BESIDE.search(last.left) or _BESIDE.search(last.since):
        return False
    if LAST_PART.match(last.left) or LAST_PART.match(last.since):
        return True
    if (figures[last.index].indicator or "").endswith(".pending"):
        return False
    joints = {f.since.lstrip(" ）")[:1] for f in row[1:]}
    if len(joints) > 1:
        return False
    kinds = {dimension_of(figures[f.index]) for f in row}
    stated = {figures[f.index].indicator for f in row}
    listed_alone = all(f.opener == "：" and f.list_id == last.list_id for f in row)
    return listed_alone or (None not in kinds and len(kinds) == 1 and len(stated) == len(row))


def _may_belong(frame: Frame, end: Frame, figures: Sequence[Figure], whole: int) -> bool:
    one, of = figures[frame.index], figures[whole]
    alike = unit_of(one) == unit_of(of) and one.kind in COUNTS and one.qualifier == "exact"
    if end.bracket and not frame.bracket and not _BESIDE.search(frame.left):
        return False  # 不予公开5件（国家秘密1件、执法案卷3件），无法提供1件
    return alike and frame.index != whole and frame.sentence == end.sentence
