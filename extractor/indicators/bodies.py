"""Whose figure it is, where the prose names a part of the whole (市本级, 区县, 某局).

`place_bodies` goes through the frames sentence by sentence: first the bodies that the clauses
name (`body_names.py`), then which of them are parts, then how far each holds. A name that may be
the report's own (局机关, 县财政局) is a part only beside another body or a whole (全市, 系统).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

import msgspec
import regex

from extractor.indicators.body_names import Named, Namer
from extractor.indicators.body_patterns import (
    LEAD,
    NO_BODY_OF,
    OTHERS,
    ROW_SPLIT,
    UNITS,
    WHOLE,
    WORDS,
)
from extractor.indicators.frames import Frame
from extractor.indicators.phrases import THE_REST
from extractor.language.first import first_characters, swift
from extractor.records import Figure, Sentence

_WHOLE_FIRST = re.compile(rf"{LEAD}{WORDS['whole']}")
_MAY_BE_WHOLE = re.compile(f"[{first_characters(WORDS['whole'])}]")
"""One of these stands in whatever that matches."""
_BACK = re.compile(rf"{WORDS['whole']}|{WORDS['sum']}|(?<!属于)(?<!非){WORDS['own']}")
"""Where the text turns back from a part of the body to the whole."""
_STOP = regex.compile("[；。]")
_SHARE_OF = regex.compile(r"占(?:[省市县区州][局厅委])?全[^，。；\d]*")
"""占全系统76件的四分之一: a larger whole, whose part may be the reporting body itself."""
_DONE_TOO = regex.compile(
    r"[\s、和]*(?:(?:申请|行政)?(?:被[^，。；\d]{0,6}|诉讼|应诉)|罚没|办结|答复|收到|受理|结转)\s*"
)
"""、被诉9件: what the body before did or suffered as well."""
_SYSTEM = swift(r"全[省市县区州][^，。；、\d]{0,6}系统|全系统|本系统")
_PASSED_ON = regex.compile(
    r"转(?:送|交|由|给|至|办|往)[^，。；\d]{0,16}(?:的|办理|答复|承办|处理)?\s*$"
)
"""由其转送职能部门的96件: those that others were given."""
_LEVELS = regex.compile(r"[省市县区州旗乡镇村、]{2,5}[两三]级")
_LABEL = regex.compile(r"\s*(?P<label>[\u4e00-\u9fff]{2,12})：")
"""区级：受理1,944件: a sentence that opens with whose figures it tells."""
_COUNTED = regex.compile(rf"{WORDS['counted']}|[\u4e00-\u9fff]{{0,4}}?{WORDS['head']}")
_BARE = regex.compile(WORDS["bare"])
_SUMMED = regex.compile(
    r"[\s，；、]*(?:合?[共计]|总共|合[收答办]|(?:统一|累计|[两三]个主体)[^，。；]{0,8})\s*"
)
"""部门87件、镇街13件，共100件: the whole again."""


class _Around(NamedTuple):
    """What stands about a sentence: the one before, units in which a whole is counted near it."""

    before: str
    counted: frozenset[str]
    in_system: bool
    """A system is told of before (全市教育系统), whose 机关 is a part."""
    in_row: bool
    """It opens with a body and a colon, as does the sentence beside it (市级：…。区级：…。)."""


def place_bodies(
    frames: list[Frame], agency: str | None, text: str, sentences: Sequence[Sentence]
) -> None:
    """Sets `scoped_body` of every frame of a report; `agency` is the reporting body's name.

    `text`, folded, and its `sentences` tell of a whole where no figure stands.
    """
    namer = Namer(agency or "")
    groups = [list(group) for _, group in groupby(frames, key=lambda f: f.sentence)]
    named = [[namer.named(here, k) for k in range(len(here))] for here in groups]
    told = [_sentence_before(text, sentences, here[0]) for here in groups]
    for found, before in zip(named, told, strict=True):
        found[0] = found[0] or namer.headed(before)
    units = [_units_of_wholes(here, found) for here, found in zip(groups, named, strict=True)]
    system = _SYSTEM.search(text)
    counted: frozenset[str] = frozenset()
    for n, here in enumerate(groups):
        section = here[0].section
        if n and groups[n - 1][0].section != section:
            counted = frozenset()
        if any(named[n]):
            ahead = n + 1 < len(groups) and groups[n + 1][0].section == section
            before = groups[n - 1][-1].before + groups[n - 1][-1].onward if n else ""
            in_system = system is not None and system.end() <= sentences[here[0].sentence].start
            near = counted | units[n + 1] if ahead else counted
            in_row = _in_row([g[0] for g in groups[max(0, n - 1) : n + 2]], here[0])
            _hold(here, named[n], _Around(before + told[n], near, in_system, in_row))
        counted |= units[n]


def _in_row(near: Sequence[Frame], own: Frame) -> bool:
    """Do `own` and another first figure of a sentence beside it stand behind labels (市级：)?"""
    label = _LABEL.match(own.before)
    others = [m for f in near if f is not own and (m := _LABEL.match(f.before))]
    return label is not None and any(m["label"][-1] == label["label"][-1] for m in others)


def _units_of_wholes(frames: list[Frame], named: list[Named | None]) -> frozenset[str]:
    """The units of the figures that are of the whole by name: 全市收到732件."""
    pairs = zip(frames, named, strict=True)
    wholes = {f.figure.unit for f, one in pairs if _counts_whole(f, one)}
    for bodies, frame in pairwise(frames):  # 全市86个单位共办理1,023件
        if _counts_bodies(bodies) and frame.since == frame.left and _WHOLE_FIRST.match(bodies.left):
            wholes.add(frame.figure.unit)
    return frozenset(wholes)


def _sentence_before(text: str, sentences: Sequence[Sentence], frame: Frame) -> str:
    if not frame.sentence:
        return ""
    before = sentences[frame.sentence - 1]
    return text[before.start : before.end]


def as_in_source(
    source: str, folded: str, sentences: Sequence[Sentence], figures: Sequence[Figure]
) -> tuple[Figure, ...]:
    """`figures` with their bodies in the characters of `source`; `folded` is its folded form.

    A name that does not stand before its figure as it is (所属…站所) is left as it was read.
    """
    out = list(figures)
    for k, figure in enumerate(figures):
        body = figure.scope.body
        if body is None:
            continue
        first = sentences[max(0, figure.sentence - 1)].start
        at = folded.rfind(body, first, figure.start)
        raw = source[at : at + len(body)] if at >= 0 else body
        if raw != body:
            scope = msgspec.structs.replace(figure.scope, body=raw)
            out[k] = msgspec.structs.replace(figure, scope=scope)
    return tuple(out)


class _Told:
    """What a sentence tells, by which a body that it names is a part or is not."""

    def __init__(self, frames: list[Frame], named: list[Named | None], around: _Around) -> None:
        self._around = around
        told = around.before + frames[-1].before + frames[-1].onward
        found = [n for n in named if n is not None]
        self.others = {n.name for n in found if n.needs not in ("larger", "own", "sites")}
        self._selves = {n.name for n in found if n.needs == "own"}
        self._met = {""}
        several = len(self.others) > 1 or around.in_row
        if several or WHOLE.search(_SHARE_OF.sub("", told)) is not None:
            self._met.add("whole")
        if several or _units_of_wholes(frames, named):
            self._met.add("another")
        if len({n.name for n in found if n.needs == "sites"}) > 1:
            self._met.add("sites")
        self.placed: dict[int, str | None] = {}
        """The body of each figure so far, by its index."""
        self._units: list[str] = []
        self._wholes: set[str | int | None] = set()
        """Indices and units of the figures of the whole so far."""

    def note(self, frame: Frame, one: Named | None) -> None:
        self.placed[frame.index] = None
        self._units.append(frame.figure.unit)
        if _counts_whole(frame, one):
            self._wholes |= {frame.figure.unit, frame.index}

    def is_part(self, frame: Frame, one: Named) -> bool:
        """Is the body that stands with `frame` a part of the whole?"""
        if one.needs in self._met or one.name in self.placed.values():
            return True
        if one.needs == "own":
            beside = frame.parent is not None and bool(self.others)
            return beside or not self._wholes.isdisjoint((frame.figure.unit, frame.parent))
        if one.needs == "beside":
            return "another" in self._met or self._units.count(frame.figure.unit) > 1
        if one.needs == "larger":
            return not any(self.placed.values())
        if one.needs == "sites":
            return False
        if frame.parent is not None and not _BARE.fullmatch(one.name):
            return not OTHERS.match(one.name) or self._beside(frame, one)
        return self._beside(frame, one)

    def _beside(self, frame: Frame, one: Named) -> bool:
        """Is a whole counted near, or is it another than the reporting body by its end?"""
        counted, inner = self._around.counted, one.name.endswith(("机关", "本级"))
        if frame.figure.unit in counted or ("本级" in one.name and counted):
            return True
        if one.needs == "whole" and inner and self._around.in_system:
            return True
        # 本局收到44件，机场集团收到9件
        return one.rest is not None and any(name[-1] != one.name[-1] for name in self._selves)


def _hold(frames: list[Frame], named: list[Named | None], around: _Around) -> None:
    """The bodies that are parts, each for its figure and for those behind that go on with it."""
    named = [one and (None if _is_union(one.name, named) else one) for one in named]
    told = _Told(frames, named, around)
    body: str | None = None
    # 厅本级答复9件：公开5件；部分公开4件: a body holds over the semicolons of a list
    listing = False
    # 区府办收到12件，…；被诉2件: as does the only one of a sentence that it opens
    topic = named[0] is not None and len(told.others) < 2 and frames[0].parent is None
    for frame, one in zip(frames, named, strict=True):
        told.note(frame, one)
        if one is not None and told.is_part(frame, one):
            of_number = frame.figure.kind in NO_BODY_OF and not one.name.startswith("全")
            frame.scoped_body = None if of_number else one.name
            if one.rest is not None:
                frame.left = one.rest
            told.placed[frame.index] = one.name
            body = one.name if one.holds else None
            listing = False
            continue
        summed = len(told.others) > 1 and _SUMMED.fullmatch(frame.left) is not None
        listing = listing or "：" in frame.since
        back = _BACK.search(frame.since) or (
            not topic and _STOP.search(frame.since, int(listing and frame.since.startswith("；")))
        )
        rest = THE_REST.match(frame.left) and not listing and not (topic and frame.joined)
        if summed or back or rest:
            body = None
        aside = _is_aside(frame, body, told.placed)
        frame.scoped_body = told.placed[frame.index] = None if aside else body


def _is_aside(frame: Frame, body: str | None, placed: dict[int, str | None]) -> bool:
    """Is the figure none of the body's whose figures stand before it?"""
    if frame.bracket or _counts_bodies(frame) or frame.figure.kind in NO_BODY_OF:
        return True
    if frame.figure.unit in UNITS["people"] and frame.since.startswith("，"):
        return True
    if "转" in frame.since and _PASSED_ON.search(frame.since):
        return True
    if not frame.joined or frame.parent is None or not body:
        return False
    if placed.get(frame.parent) == body:
        return False  # 经济发展局承办25件，其中公开10件
    if frame.turn is not None and frame.turn[0] > 0:
        return False  # 其中区政府被复议、被诉分别为4件、3件
    return _DONE_TOO.fullmatch(frame.left) is None


def _is_union(name: str, named: Sequence[Named | None]) -> bool:
    """区政府部门及街道 beside 部门 and 街道: the whole of the others."""
    others = {n.name for n in named if n is not None and n.name != name}
    if _LEVELS.match(name):  # 县乡两级 beside 县级 and 乡级
        return sum(o[-1:] == "级" and o[0] in name for o in others) > 1
    members = ROW_SPLIT.split(name)
    return len(members) > 1 and all(any(m.endswith(o) for o in others) for m in members)


def _counts_bodies(frame: Frame) -> bool:
    """126个乡镇: what is counted are the bodies, whose number is no body's."""
    return frame.figure.unit in UNITS["bodies"] and _COUNTED.match(frame.right) is not None


def _counts_whole(frame: Frame, named: Named | None) -> bool:
    """全市收到732件: beside it a body is a part, whatever its name."""
    if named is not None or frame.figure.kind in NO_BODY_OF or not _MAY_BE_WHOLE.search(frame.left):
        return False
    return _WHOLE_FIRST.match(frame.left) is not None and not _counts_bodies(frame)
