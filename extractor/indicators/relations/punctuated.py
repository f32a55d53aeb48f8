"""Lists that punctuation alone makes: behind a colon, or with semicolons between their parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from extractor.arithmetic import sums_agree
from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import (
    CLOSE,
    COUNTED_CLOSE,
    COUNTS,
    FAR,
    LAST_PART,
    MOST_PARTS,
    NUMERALS,
    gap_between,
    plain_part,
    slips,
    unit_of,
    within,
)
from extractor.indicators.relations.overlaps import dimension_of
from extractor.records import Figure, Relation

MIXED_PARTS = 4
"""Parts counted in different units make up a whole only where there are so many of them."""
LONGEST_PART = 24
"""Characters from the semicolon to the number of a part."""
FEWEST = 3
"""Two numbers near a third are chance more often."""
_TOLD_BEHIND = regex.compile(r"[^，。；：\d]{0,14}(?:，[^，。；：\d]{2,10})?：")
"""Between a whole and its first part: 10起公开诉讼：, 18件的去向：, 318件，案件来源分布为：."""
_SOME = regex.compile(r"主要|其中|前[二三四五]|包括|涉及|例如|比如|重点|集中|较多|最多")
_COLON = regex.compile(
    r"\s*(?:，?[^，。；：\d]{0,6}(?P<n>[二两三四五六七八])个?(?:方面|部分|类|渠道|来源|途径|种))?"
    r"：[^，；。]*"
)
"""The colon behind a whole, with how many parts are to come."""


def lists_behind_colon(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """`回应134次：发布会11场，访谈6次，…`: parts to the sentence's end, each in its own unit."""
    known = {i for r in taken if r.kind == "parts" for i in (*r.left, *r.right)}
    for k, frame in enumerate(frames[:-1]):
        whole = figures[frame.index]
        since = frames[k + 1].since
        colon = _COLON.match(since) if "：" in since and whole.kind in COUNTS else None
        if colon is None or frame.parent is not None or frame.index in known:
            continue
        behind = frames[k + 1 : k + 1 + MOST_PARTS]
        run = [f for f in behind if f.sentence == frame.sentence]
        parts = [figures[f.index] for f in run]
        counted = NUMERALS.get(colon["n"]) == len(run)  # 来自三个方面：…
        if (
            (counted or len(run) >= MIXED_PARTS)
            and not known & {f.index for f in run}
            and all(p.kind == "count" and p.scope == whole.scope for p in parts)
            and not any(f.bracket or f.parent is not None for f in run)
            and (counted or not any("；" in f.since for f in run))
            and gap_between(whole, parts) <= (COUNTED_CLOSE if counted else CLOSE)
        ):
            yield Relation("parts", (frame.index,), tuple(f.index for f in run))


def _one_is_not_the_other(two: list[Frame]) -> bool:
    """公文类6件；非公文类25件: no third kind is left."""
    one, other = (f.left.strip("，；、其中 ") for f in two)
    return bool(one) and other == f"非{one}"


def lists_to_the_end(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """`10起公开诉讼：驳回6起，撤诉2起，判决履行1起`: three or more behind a colon, and no others.

    What misses its whole by one only, or by a slip, was meant to be all of it.
    """
    known = {i for r in taken if r.kind == "parts" for i in (*r.left, *r.right)}
    for k, frame in enumerate(frames[:-1]):
        whole = figures[frame.index]
        first = frames[k + 1]
        if whole.kind not in COUNTS or frame.index in known or frame.bracket:
            continue
        if "：" not in first.since or not _TOLD_BEHIND.match(first.since):
            continue
        if _SOME.search(first.since):
            continue
        run: list[Frame] = []
        for after in frames[k + 1 : k + 1 + MOST_PARTS]:
            if after.sentence != frame.sentence:
                break
            if not (after.bracket or figures[after.index].kind == "ratio"):
                run.append(after)
        parts = [figures[f.index] for f in run]
        if (
            len(run) >= FEWEST
            and known.isdisjoint(f.index for f in run)
            and all(_is_part(f, figures[f.index], frame.index, whole) for f in run)
            and not run[-1].onward.startswith("等")
            and slips(whole, parts)
        ):
            yield Relation("parts", (frame.index,), tuple(f.index for f in run))


def _is_part(frame: Frame, part: Figure, at: int, whole: Figure) -> bool:
    """Is it told exactly, in the unit of the whole, and part of nothing else?"""
    exact = part.qualifier == whole.qualifier == "exact" and part.value < whole.value
    alike = unit_of(part) == unit_of(whole) and part.scope == whole.scope and part.kind == "count"
    return exact and alike and frame.parent in (None, at)


def lists_by_semicolon(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """`136条，其中，动态类63条；人事类11条；其他58条。`: the first part alone was read as one.

    Or the first few, with commas between them, where the last is the rest (其他58条): what is the
    rest makes up the whole, whatever joins the parts.
    """
    known = {i for r in taken if r.kind == "parts" for i in (*r.left, *r.right)}
    alone = Counter((f.parent, f.list_id) for f in frames if f.parent is not None)
    for k, frame in enumerate(frames):
        if frame.parent is None or frame.parent in known:
            continue
        same = (frame.parent, frame.list_id)
        if k and (frames[k - 1].parent, frames[k - 1].list_id) == same:
            continue
        whole = figures[frame.parent]
        first = alone[same]
        run = [*frames[k : k + first], *_behind_semicolons(frames[k + first :], frame, figures)]
        last = run[-1] if len(run) > first else frame
        parts = [figures[f.index] for f in run]
        rest = LAST_PART.match(last.since) is not None
        if first > 1 and not (rest and _of_one_kind(frames[k : k + first], parts, whole)):
            continue
        behind = (f for f in frames[k + 1 :] if f.index > run[-1].index)
        counted = next((f for f in behind if figures[f.index].kind != "ratio"), None)
        ends = counted is None or counted.sentence != frame.sentence
        close = ends and (
            gap_between(whole, parts) <= CLOSE or (rest and within(whole, parts, FAR))
        )
        agree = sums_agree(whole, parts) == "agrees"
        pair = len(run) == 2 and _one_is_not_the_other(frames[k : k + 2]) and slips(whole, parts)
        if (pair or (len(run) > 2 and (agree or close))) and all(
            plain_part(p, whole) for p in parts
        ):
            openly = frame.list_open or last.onward.startswith("等")
            yield Relation("parts", (frame.parent,), tuple(f.index for f in run), open=openly)


def _behind_semicolons(
    after: Sequence[Frame], first: Frame, figures: list[Figure]
) -> Iterator[Frame]:
    """Those of `after` that go on with the list of `first`, each behind a semicolon."""
    whole = figures[first.parent or 0]
    for frame in after[:MOST_PARTS]:
        f = figures[frame.index]
        if f.kind == "ratio" and frame.sentence == first.sentence and "；" not in frame.since:
            continue  # 官网862件，占82.4%；信函171件，占16.3%；…
        alike = unit_of(f) == unit_of(whole) and f.scope == whole.scope
        joined = frame.since.startswith("；") and len(frame.since) <= LONGEST_PART
        if frame.sentence != first.sentence or not alike or not joined:
            return
        yield frame


def runs_on(run: list[Frame], frames: Sequence[Frame], figures: list[Figure]) -> list[Frame]:
    """`run` with what goes on behind its semicolon, where the list makes up its whole only so.

    60条，其中规章5条、文件30条；报告2条（中英文各1条）、预算23条: the semicolon
    sets off kinds of items. `frames` are those of the report.
    """
    parent, last = run[0].parent, run[-1].index
    whole = figures[parent or 0]
    behind = frames[last + 1 : last + 1 + MOST_PARTS]
    lacking = whole.value - sum(figures[f.index].value for f in run)
    if parent is None or lacking <= 0 or not behind or not behind[0].since.startswith("；"):
        return run
    told = [*run]
    for frame in behind:
        f = figures[frame.index]
        if frame.bracket and frame.parent != parent:
            continue  # （中英文各1条）
        alike = unit_of(f) == unit_of(whole) and plain_part(f, whole)
        if frame.sentence != run[0].sentence or not alike or lacking <= 0:
            break
        told.append(frame)
        lacking -= f.value
    return told if lacking == 0 else run


def _of_one_kind(first: list[Frame], parts: list[Figure], whole: Figure) -> bool:
    """Are all parts counted like the whole, and none by applicant where others go by outcome?"""
    together = len({(f.parent, f.list_id) for f in first}) == 1
    alike = all(unit_of(p) == unit_of(whole) and p.scope == whole.scope for p in parts)
    return together and alike and len({dimension_of(p) for p in parts}) == 1
