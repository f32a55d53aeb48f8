"""Lists that what they state makes out as whole and parts, whatever words or marks stand between.

`不予公开总计16件。其中，国家秘密3件；…；讨论过程5件。`: every figure behind the whole is one of its
parts by the forms, and they make it up but for a slip.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import (
    COUNTS,
    MOST_PARTS,
    NEARLY,
    all_but_a_slip,
    counts_sorts,
    gap_between,
    unit_of,
)
from extractor.indicators.relations.identities import OUTCOMES, RESULTS
from extractor.records import Figure, Relation

MANY = 4
"""So many different outcomes behind a colon are all that there were."""
FEWEST = 3
"""Two numbers near a third are chance more often."""
REASON = 4
"""Names in the id of a reason: table, row, reason, column."""
_ORGS = ("org", "company", "research", "ngo", "legal", "other_org")


def _columns(row: str, columns: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"t3.{row}.{c}" for c in columns)


def _parts_of(indicator: str) -> tuple[frozenset[str], ...]:
    """The sets that the parts of a whole may come from, each told in one way."""
    table, _, rest = indicator.partition(".")
    row, _, column = rest.rpartition(".")
    if table == "t3" and "+" not in indicator:
        if column == "org":
            return (_columns(row, _ORGS[1:]),)
        if column == "total":
            own = [_columns(row, ("person", *_ORGS))]
            outcomes = frozenset(f"t3.{o}.total" for o in OUTCOMES)
            if row in ("total", "new"):
                own.append(outcomes | ({"t3.carried_out.total"} if row == "new" else frozenset()))
            return tuple(own)
    if table == "t4" and column == "total" and "+" not in indicator:
        return (frozenset(f"t4.{row}.{r}" for r in RESULTS),)
    return ()


def _is_part(part: str, whole: str, family: frozenset[str]) -> bool:
    """Is it in the family, or a reason below one of its members (t3.denied.secret.total)?"""
    above = _row_above(part)
    return part in family or above in family or above == whole


def _row_above(part: str) -> str | None:
    """The row that a reason is one of (t3.denied.total of t3.denied.secret.total), if it is one."""
    pieces = part.split(".")
    return f"{pieces[0]}.{pieces[1]}.{pieces[-1]}" if len(pieces) == REASON else None


def _counted_twice(parts: list[str | None]) -> bool:
    """Is one of them the sum of others (案卷38件、商业秘密7件，不予公开即为这45件)?"""
    return not {_row_above(p) for p in parts if p is not None}.isdisjoint(filter(None, parts))


def lists_of_a_family(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """One relation for each whole behind which nothing but its parts stand, nearly all of it."""
    known = {i for r in taken if r.kind == "parts" for i in r.left}
    used = {i for r in taken if r.kind == "parts" for i in r.right}
    for k, frame in enumerate(frames):
        whole = figures[frame.index]
        if whole.indicator is None or whole.kind not in COUNTS or frame.index in known:
            continue
        for family in _parts_of(whole.indicator):
            run = _run(frames, k, figures, family)
            if len(run) < FEWEST or used & set(run):
                continue
            if _counted_twice([figures[i].indicator for i in run]):
                continue
            if all_but_a_slip(whole, [figures[i] for i in run]) or _all_told(
                frames, k, run, figures
            ):
                yield Relation("parts", (frame.index,), tuple(run))
                break


def _all_told(frames: list[Frame], k: int, run: list[int], figures: list[Figure]) -> bool:
    """Are they so many different outcomes behind a colon, to the sentence's end, as to be all?"""
    last = k + len(run)
    ends = last + 1 >= len(frames) or frames[last + 1].sentence != frames[last].sentence
    colon = "：" in frames[k + 1].since and frames[k + 1].sentence == frames[k].sentence
    told = [(figures[i].indicator or "").split(".") for i in run]
    rows = {pieces[1] for pieces in told if len(pieces) > 1} & set(OUTCOMES)
    near = gap_between(figures[frames[k].index], [figures[i] for i in run]) < NEARLY
    return ends and colon and len(rows) >= MANY and near


def _same_words_as_before(frame: Frame, behind: list[Frame], figures: list[Figure]) -> str | None:
    """…不予提供6件；…不予提供5件: what a part with the words of one before it states."""
    words = frame.left.strip("，；、 ")
    for other in behind:
        if other.index >= frame.index:
            break
        if len(words) > 1 and other.left.strip("，；、 ").endswith(words):
            return figures[other.index].indicator
    return None


def _run(frames: list[Frame], k: int, figures: list[Figure], family: frozenset[str]) -> list[int]:
    """The parts right behind the k-th figure, in its sentence or, all of them, in the next."""
    whole = figures[frames[k].index]
    run: list[int] = []
    sentence: int | None = None
    for frame in frames[k + 1 : k + 1 + MOST_PARTS]:
        f = figures[frame.index]
        sentence = frame.sentence if sentence is None else sentence
        if frame.sentence != sentence or sentence > frames[k].sentence + 1:
            break
        if f.kind == "ratio" or f.qualifier == "zero" or counts_sorts(f, whole):
            continue
        alike = unit_of(f) == unit_of(whole) and f.scope == whole.scope and f.kind in COUNTS
        part = f.indicator or _same_words_as_before(
            frame, frames[k + 1 : k + 1 + MOST_PARTS], figures
        )
        if not alike or part is None or not _is_part(part, str(whole.indicator), family):
            break
        run.append(frame.index)
    return run
