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
NOUN = 2
"""Characters in front of a number by which its noun is known."""


def one_that_holds(
    relations: Sequence[Relation], frames: Sequence[Frame], figures: Sequence[Figure]
) -> list[Relation]:
    """`relations`, those of parts that do not hold in the reading that does, if there is one."""
    places = {f.index: k for k, f in enumerate(frames)}
    lists = [r for r in relations if r.kind == "parts"]
    read = [
        _read_anew(r, lists, frames, figures, places) if r.kind == "parts" else r for r in relations
    ]
    made_up = {r.left[0] for r in read if r.kind == "parts" and _holds(r, figures)}
    inner = [(r.left[0], {*r.right}) for r in read if r.kind == "parts" and _holds(r, figures)]
    return [
        r
        for r in read
        if not (r.left[0] in made_up and _of_another_thing(r, figures))
        and not (r.kind == "parts" and not _holds(r, figures) and _adds_twice(r, inner))
        and not (r.kind == "parts" and one_of_the_row(figures, r))
    ]


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
    for other in others:
        if sums_agree(figures[whole], [figures[i] for i in other]) == "agrees":
            return Relation("parts", relation.left, other, relation.open)
    return relation


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
    return alike and frame.index != whole and frame.sentence == end.sentence
