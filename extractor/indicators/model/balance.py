"""Numbers of the prose that add up: which figure is the sum of which, what came in and went out.

That `7件`, `83件`, `90件`, `84件`, `6件` are 7+83=90=84+6 tells that the third is the whole of its
neighbours, whatever words the author chose. It is evidence among others, weighed by the ranking.
Numbers that would add up but for a slip of the pen tell so too, by weights of their own: what is
the whole can then be said, and that it is wrong is for the rules to find. Where a number is far
off nothing adds up and the words alone decide. Numbers of tables are not looked at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import ne
from typing import NamedTuple

from extractor.indicators.frames import Frame
from extractor.indicators.model.labels import (
    TABLE3,
    TABLE4,
    Label,
    canonical,
    indicator_of,
    parse_label,
)
from extractor.records import Figure

MOST_PARTS = 12
"""Parts of one sum that are looked for."""
SENTENCES = 2
"""How many sentences a sum and its parts may lie apart."""
SMALLEST_SLIP, COUNTED_WRONG = 10, 2
"""A sum of less is not taken for one that a slip spoilt; so much may be counted wrong."""
SLIP = "slip"
_SIZES = (3, 10, 50)
"""Sums up to these are told apart: small numbers add up by chance."""
_FLOW = ("carried_in", "new", "total", "carried_out", "carried_in+new")
_OUTCOMES = frozenset(["granted", "partial", "denied", "unavailable", "rejected", "other"])
_ORGS = frozenset(["company", "research", "ngo", "legal", "other_org"])
_CHANNELS = frozenset(
    ["n.published.website", "n.published.wechat", "n.published.weibo", "n.published.new_media"]
)
_KINDS_OF_LAWSUITS = frozenset(["direct", "after_review"])
_SUM_OF_ROWS = {
    frozenset(["carried_in", "new"]): "carried_in+new",
    frozenset(["total", "carried_out"]): "carried_in+new",
    frozenset(["granted", "partial"]): "granted+partial",
}


class Sum(NamedTuple):
    """Figures that add up, by index: `whole` is what `parts` make; `place` where it stands.

    A flow is what came in and what went out, four figures in order: its `whole` is -1.
    """

    whole: int
    parts: tuple[int, ...]
    place: str
    size: str


Sums = Mapping[int, Sequence[Sum]]
"""Index of a figure -> the sums that it is in."""


def sums_in(frames: Sequence[Frame]) -> dict[int, list[Sum]]:
    """The sums among the figures of a report, by each figure that is in one."""
    found: dict[int, list[Sum]] = {}
    for run in _runs(frames):
        for made in dict.fromkeys(_sums_of(run)):
            for index in made.parts if made.whole < 0 else (made.whole, *made.parts):
                known = found.setdefault(index, [])
                if made not in known:
                    known.append(made)
    return found


def _runs(frames: Sequence[Frame]) -> Iterator[list[Frame]]:
    """Counts of one unit, in order; once with what stands in brackets and once without."""
    units: dict[str, list[Frame]] = {}
    for frame in frames:
        figure = frame.figure
        if figure.kind == "count" and figure.qualifier == "exact":
            units.setdefault(figure.unit, []).append(frame)
    for run in units.values():
        yield run
        flat = [f for f in run if not f.bracket]
        if len(flat) < len(run):
            yield flat


def _sums_of(run: Sequence[Frame]) -> Iterator[Sum]:
    values, sentences = [f.figure.value for f in run], [f.sentence for f in run]
    for k, (frame, value) in enumerate(zip(run, values, strict=True)):
        low = max(0, k - MOST_PARTS, bisect_left(sentences, frame.sentence - SENTENCES))
        high = min(k + 1 + MOST_PARTS, bisect_right(sentences, frame.sentence + SENTENCES))
        before, behind = values[low:k][::-1], values[k + 1 : high]
        after, ahead = _parts(before, value), _parts(behind, value)
        if not after and not ahead:
            if n := _parts_nearly(before, value):
                yield _slipped(_sum(frame, run[k - n : k], "behind"))
            if n := _parts_nearly(behind, value):
                yield _slipped(_sum(frame, run[k + 1 : k + 1 + n], "before"))
        if after:
            yield _sum(frame, run[k - after : k], "behind")
        if ahead:
            yield _sum(frame, run[k + 1 : k + 1 + ahead], "before")
        if ahead == after == 2:
            yield _flow([*run[k - 2 : k], *run[k + 1 : k + 3]])
        elif len(behind) > 2:
            came, went = value + behind[0], behind[1] + behind[2]
            if came == went and came > 0 and {value, behind[0]} != {*behind[1:3]}:
                yield _flow(run[k : k + 4])
            elif behind[1] > behind[2] and _differ_by_slip(came, went):
                yield _flow(run[k : k + 4])._replace(size=SLIP)


def _parts(values: Sequence[Decimal], whole: Decimal) -> int:
    """How many of the first `values` make up `whole`; 0 where one of them alone is as large."""
    rest = whole
    for n, value in enumerate(values, 1):
        rest -= value
        if rest < 0:
            return 0
        if rest == 0:
            return n if sum(v > 0 for v in values[:n]) > 1 else 0
    return 0


def _parts_nearly(values: Sequence[Decimal], whole: Decimal) -> int:
    """How many of the first `values` would make up `whole` but for a slip of the pen; 0 if none."""
    if whole < SMALLEST_SLIP:
        return 0
    total = Decimal(0)
    for n, value in enumerate(values, 1):
        total += value
        if not 0 < value < whole or total > 2 * whole:
            return 0
        if n > 1 and _differ_by_slip(total, whole):
            return n
    return 0


def _differ_by_slip(value: Decimal, other: Decimal) -> bool:
    """Two numbers of as many digits: one or two apart, a digit changed, or two in turn."""
    less, more = (value, other) if value < other else (other, value)
    if less < SMALLEST_SLIP or less == more or more >= 10 * less:
        return False
    one, two = str(value), str(other)
    if len(one) != len(two):
        return False
    return sum(map(ne, one, two)) == 1 or more - less <= COUNTED_WRONG or sorted(one) == sorted(two)


def _slipped(made: Sum) -> Sum:
    """A sum as one that a slip spoilt."""
    return made._replace(place=f"{SLIP} {made.place}", size=SLIP)


def _sum(whole: Frame, parts: Sequence[Frame], side: str) -> Sum:
    far = any(f.sentence != whole.sentence for f in parts)
    place = f"{side} {'far' if far else 'near'} {min(len(parts), 4)}"
    return Sum(whole.index, tuple(f.index for f in parts), place, _size(whole.figure.value))


def _flow(frames: Sequence[Frame]) -> Sum:
    size = _size(frames[0].figure.value + frames[1].figure.value)
    return Sum(-1, tuple(f.index for f in frames), "flow", size)


def _size(value: Decimal) -> str:
    return next((f"<={most}" for most in _SIZES if value <= most), "large")


def in_flow(sums: Sequence[Sum], index: int) -> Iterator[str]:
    """The rows of table 3 that fit the place of the figure in a flow, as indicators."""
    for made in sums:
        if made.whole < 0:
            place = made.parts.index(index)
            rows = ("new", "carried_in") if place < 2 else ("total", "carried_out")
            yield from (f"t3.{row}.total" for row in rows)


def whole_of(sums: Sequence[Sum], index: int, figures: Sequence[Figure]) -> Iterator[str]:
    """What the figure states if it is the sum of what its parts are taken for."""
    for made in sums:
        if made.whole == index:
            name = composed(tuple(canonical(figures[p].indicator) for p in made.parts))
            if name is not None:
                yield name


@lru_cache(maxsize=4096)
def composed(parts: tuple[str, ...]) -> str | None:
    """What figures with these indicators make up together; None where that has no name.

    >>> composed(("t3.new.total", "t3.carried_in.total"))
    't3.new.total+t3.carried_in.total'
    >>> composed(("t4.direct.total", "t4.after_review.total"))
    't4.litigation.total'
    """
    names = {*parts}
    if len(names) == 1:
        return parts[0] if parts[0] != "n.other" else None
    if names - {"n.other"} <= _CHANNELS:
        return "n.published"
    labels = [*map(parse_label, parts)]
    topic, row, column = labels[0]
    if len({x.topic for x in labels}) > 1:
        return None
    rows, columns = {x.row for x in labels}, {x.column for x in labels}
    made = None
    if len(columns) == 1:
        if topic == TABLE3:
            named = _SUM_OF_ROWS.get(frozenset(rows))
            if named is None and rows <= _OUTCOMES and len(rows) > 2:
                named = "total"
            group = {r.split(".")[0] for r in rows}
            if named is None and len(group) == 1 and all("." in r for r in rows):
                named = group.pop()
            made = named and Label(topic, named, column)
        elif topic == TABLE4:
            both = rows == {"review", "litigation"}
            named = "litigation" if rows == _KINDS_OF_LAWSUITS else "litigation+review"
            made = Label(topic, named, column) if both or rows == _KINDS_OF_LAWSUITS else None
    elif len(rows) == 1:
        if topic == TABLE4 and "total" not in columns:
            made = Label(topic, row, "total")
        elif topic == TABLE3 and "total" not in columns:
            made = Label(topic, row, "org" if columns <= _ORGS else "total")
    return indicator_of(made) if made else None


def told(
    index: int, sums: Sequence[Sum], figures: Sequence[Figure]
) -> Iterator[tuple[Callable[..., tuple[str, ...]], *tuple[object, ...]]]:
    """What tells candidates of the figure `index` apart, from the sums that it is in.

    Functions that name features of a candidate, with the words they name them from beside it.
    """
    for made in sums:
        others = tuple(canonical(figures[p].indicator) for p in made.parts if p != index)
        if made.whole < 0:
            yield _as_flow, made.parts.index(index), made.size, others
        elif made.whole == index:
            yield _as_whole, made.place, made.size, others
        else:
            whole = canonical(figures[made.whole].indicator)
            yield _as_part, made.place, made.size, whole, others


def _as_flow(indicator: str, place: int, size: str, others: tuple[str, ...]) -> tuple[str, ...]:
    label = parse_label(indicator)
    fitting = sum(canonical(f"t3.{r}.total") in others for r in _FLOW[:4])
    name = f"flow {place} {class_of(label)}"
    return (name, f"{name} {size}", f"{name} {fitting}")


def _as_whole(indicator: str, place: str, size: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    label, made = parse_label(indicator), composed(parts)
    how = "unnamed" if made is None else "same" if made == indicator else "another"
    side = place.rpartition(" ")[0]
    return (
        f"sum {side} {how} {size}",
        f"sum {place} {how} {label.sort}",
        f"sum {how} {class_of(label)}",
        f"sum {class_of(parse_label(parts[0]))} {class_of(label)}",
    )


def _as_part(
    indicator: str, place: str, size: str, whole: str, others: tuple[str, ...]
) -> tuple[str, ...]:
    label, of = parse_label(indicator), parse_label(whole)
    made = composed((*others, indicator))
    how = "unnamed" if made is None else "same" if made == whole else "another"
    twin = "twin" if indicator in others and indicator != "n.other" else "single"
    return (
        f"part {place.rpartition(' ')[0]} {how} {size}",
        f"part {place} {how} {label.sort}",
        f"part {twin} {label.sort}",
        f"part {class_of(of)} {class_of(label)}",
        f"part {place.partition(' ')[0]} {class_of(label)} {size}",
    )


@lru_cache(maxsize=4096)
def class_of(label: Label) -> str:
    """The sort of cell that a label is: a step of the flow, an outcome, a kind of applicant …"""
    if label.topic == TABLE3:
        row = label.row if label.row in _FLOW else "reason" if "." in label.row else "outcome"
        return f"{row} {'all' if label.column == 'total' else 'kind'}"
    if label.topic == TABLE4:
        return f"{label.topic} {label.row} {'all' if label.column == 'total' else 'result'}"
    return f"{label.topic} {label.column}"
