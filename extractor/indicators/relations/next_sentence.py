"""Lists that are a sentence of their own, of a whole told in the sentence before.

`全年收到申请3,015件。提出者是公民个人的2,648件，是企业的231件，…`: no word opens the list; that it
makes up the whole, or all but a slip of it, is what tells it from numbers of other things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

import regex

from extractor.arithmetic import sums_agree
from extractor.indicators.frames import Frame
from extractor.indicators.phrases import NEW_EVENT
from extractor.indicators.relations.common import (
    COUNTS,
    LAST_PART,
    NEARLY,
    all_but_a_slip,
    counts_sorts,
    gap_between,
    plain_part,
    unit_of,
    within,
)
from extractor.indicators.relations.share_places import told_within
from extractor.records import Figure, Relation

_WITHIN = re.compile(
    r"\s*(?P<name>[^，。；：\d]{2,10}?)(?:发布)?(?:的)?(?:信息|文章|稿件|内容|件|条目)?(?:[当之]?中|里|内)[，,]?"
)
"""The name of a whole in front of its parts."""
REACH = 40
"""How many figures before a list the number may stand whose name opens it."""
FEWEST = 3
"""Two numbers near a third are chance more often."""
MANY = 4
"""So many parts need no word that says that they are all."""
_AS_FOLLOWS = regex.compile(r"如下|分为|归为|分别|逐[项一]|按|从|看")
"""In front of the first part."""


def lists_of_the_next_sentence(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """One relation for each sentence that holds nothing but the parts of the whole before it."""
    known = {i for r in taken if r.kind == "parts" for i in r.left}
    used = {i for r in taken if r.kind == "parts" for i in r.right}
    before: list[Frame] = []
    for number, group in groupby(frames, key=lambda f: f.sentence):
        here = list(group)
        run = _run(here, figures)
        named = _named_whole(before, here, run, number, figures)
        whole = named if named is not None else _whole(before, run, number, figures)
        before = here
        if whole is None or whole in known or not used.isdisjoint(run):
            continue
        parts = [figures[i] for i in run]
        near = named is not None and gap_between(figures[whole], parts) < NEARLY
        agree = sums_agree(figures[whole], parts) == "agrees"
        if agree or near or _slips(here, run, figures[whole], parts):
            yield Relation("parts", (whole,), tuple(run))


def _named_whole(
    before: list[Frame], here: list[Frame], run: list[int], number: int, figures: list[Figure]
) -> int | None:
    """网站284条，公众号197条。网站信息中，水情163条、…: the whole whose name opens the list."""
    told = _WITHIN.match(here[0].since) if run else None
    if told is None or not before or before[0].sentence != number - 1:
        return None
    name = told["name"]
    found = [
        f.index
        for f in before
        if name in f.left
        and figures[f.index].kind in COUNTS
        and figures[f.index].scope.year is None
        and unit_of(figures[f.index]) == unit_of(figures[run[0]])
        and figures[f.index].value >= max(figures[i].value for i in run)
    ]
    return found[0] if len(found) == 1 else None


def _run(here: list[Frame], figures: list[Figure]) -> list[int]:
    """The numbers of the sentence, where all of them are counts of one unit and no list."""
    run: list[int] = []
    for frame in here:
        f = figures[frame.index]
        if f.kind == "ratio" or f.qualifier == "zero" or (run and frame.bracket):
            continue
        if run and counts_sorts(f, figures[run[0]]):
            continue
        if f.kind != "count" or f.scope.year is not None or frame.parent is not None:
            return []
        if run and unit_of(f) != unit_of(figures[run[0]]):
            return []
        run.append(frame.index)
    return run if len(run) >= FEWEST else []


def _whole(before: list[Frame], run: list[int], number: int, figures: list[Figure]) -> int | None:
    """The number of the sentence right before that they make up, or the last that can hold each."""
    if not run or not before or before[0].sentence != number - 1:
        return None
    parts = [figures[i] for i in run]
    largest = max(p.value for p in parts)
    able = [
        f.index
        for f in reversed(before)
        if figures[f.index].kind in COUNTS
        and unit_of(figures[f.index]) == unit_of(parts[0])
        and figures[f.index].value >= largest
        and figures[f.index].scope.year is None
        and f.parent is None
    ]
    for i in able:
        if sums_agree(figures[i], parts) == "agrees":
            return i
    fits = able and all(plain_part(p, figures[able[0]]) for p in parts)
    return able[0] if fits else None


def _slips(here: list[Frame], run: list[int], whole: Figure, parts: list[Figure]) -> bool:
    """Were they meant to be all, and is one of the numbers wrong?"""
    last = next(f for f in here if f.index == run[-1])
    if LAST_PART.match(last.left) and gap_between(whole, parts) < NEARLY:
        return True
    told = len(run) >= MANY or _AS_FOLLOWS.search(here[0].since) is not None
    return told and all_but_a_slip(whole, parts)


def lists_of_a_name(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """官网240条、公众号310条；公众号里科普190条、招聘35条、院务85条: the name opens the list.

    Of three or more, which make up the number that bears the name but for a slip.
    """
    used = {i for r in taken if r.kind == "parts" for i in (*r.left, *r.right)}
    known = {i for r in taken if r.kind == "parts" for i in r.left}
    for k, frame in enumerate(frames):
        if frame.index in used or figures[frame.index].kind != "count":
            continue
        whole = told_within(frame, frames[max(0, k - REACH) : k], figures)
        if whole is None or whole in known:
            continue
        run = [frame]
        for behind in frames[k + 1 :]:
            joined = behind.since.startswith(("、", "，")) and not NEW_EVENT.search(behind.since)
            if not joined or not _goes_on(behind, frame, figures) or behind.index in used:
                break
            run.append(behind)
        parts = [figures[f.index] for f in run]
        if len(run) >= FEWEST and within(figures[whole], parts, NEARLY):
            yield Relation("parts", (whole,), tuple(f.index for f in run))


def _goes_on(behind: Frame, first: Frame, figures: list[Figure]) -> bool:
    one, other = figures[behind.index], figures[first.index]
    alike = one.kind == "count" and unit_of(one) == unit_of(other) and one.scope == other.scope
    return alike and behind.sentence == first.sentence and not (behind.bracket or behind.leads)
