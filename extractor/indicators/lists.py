"""Lists in a sentence: which figure is a part of which whole.

A whole is broken down behind 其中, 包括, 按…分, in brackets, or behind a number that opens its
clause (`其余59件为…`). A list ends at a semicolon or a comma where what follows reads as something
new; how its parts are joined (、 or ；) tells which.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractor.indicators.frames import Frame
from extractor.indicators.in_turn import take_turns
from extractor.indicators.parallels import note_kinds, note_outcomes
from extractor.indicators.phrases import (
    COMPARING,
    FIRST_OF_ITS_OWN,
    LIST_OPENERS,
    NEW_EVENT,
    OTHER_ACTION,
    THE_REST,
)
from extractor.records import Figure

IDS_PER_FIGURE = 100
"""List ids are unique over the report: so many for each figure that begins a sentence."""
SHORT_PART = 14
"""A part behind a semicolon is told in so few characters before its number."""

WHOLE_REACH = 200
"""How many figures back the whole of a list may stand."""

_CLOSED = regex.compile(r"（[^（）]*）")
_BY = ("按", "从", "以", "具体", "分")
"""Openers that break the same whole down once more."""
_HEADS = ("其中", "当中", *_BY)
_AMONG = regex.compile(
    r"[\s，。；]*在?[^，。；\d]{0,6}(?:公开|发布|收到|受理|办理|答复)的?[^，。；\d]{0,4}(?:信息|申请|案件|件)"
    r"(?:当?中|里)，?(?:其中)?"
)
"""在主动公开的信息中，其中…: a sentence that opens with the whole of the one before."""
_OF_NAMED = regex.compile(r"[\s，。；]{0,2}(?:其中|当中)，?[^，。；\d]{2,10}(?:包括|包含|涵盖)")
"""46场、通气会9场。其中，新闻发布会包括…: which of the numbers before is broken down."""
TAKEN_UP = ("前者", "后者")
"""Openers that take up one of two numbers told before."""
PAIR = 2
"""The numbers that 前者 and 后者 take up."""
_COLON = regex.compile(
    r"\s*(?:[^，。；：\d]{0,10}(?:如下|依次为|分布|构成|理由|去向|情形答复|具体情况)|，(?:具体)?(?:依次|分别)[为是])?："
)
"""58件答复去向如下：, 24件不予公开，依次为：: the parts follow."""
_OF_WHOLE = regex.compile(r"占|比|（$")
_COUNTED = ("count", "amount", "cumulative")
_BODIES = frozenset(["个", "家", "所"])
"""Units that count bodies, in front of what they did."""
_BASE = regex.compile(r"占[^，。；\d]{0,12}$")
"""Before the whole of a share."""
SORTS = frozenset(["类", "种", "方面", "部分"])
"""11件归为三类，其中…: how many sorts there are is no whole."""
_NO_WHOLE = frozenset(["ratio", "change", "rank"])


@dataclass(frozen=True, slots=True)
class _List:
    """A list being read: its whole's index, whether it is open (其中包括), how it was opened."""

    whole: int | None = None
    open: bool = False
    id: int = 0
    opener: str = ""


class ListTracker:
    """Sets parent, list and bracket of the frames of one sentence, in order."""

    def __init__(self, frames: list[Frame], previous_wholes: list[Frame]) -> None:
        self._frames, self._previous_wholes = frames, previous_wholes
        self._next_id = frames[0].index * IDS_PER_FIGURE
        self._list = _List()
        self._outside: list[tuple[_List, bool, bool]] = []
        """What held outside the brackets that are open now, and how parts were joined there."""
        self._pair: list[int] = []
        """The two numbers that 前者 and 后者 take up."""
        self._by_comma = False  # parts joined by 、: a semicolon ends such a list
        self._by_semicolon = False

    def run(self) -> None:
        for k, frame in enumerate(self._frames):
            flat = frame.since
            if "（" in flat or "）" in flat:
                self._brackets(k)
                flat = _CLOSED.sub(lambda m: " " * len(m.group()), flat)
                flat = flat[flat.rfind("）") + 1 :]
            before = self._frames[k - 1] if k else None
            if before is not None and (before.figure.kind == "ratio" or before.bracket):
                self._by_semicolon = True
            opener = _last_opener(flat)
            if not self._outside:
                if opener is not None:
                    self._open(k, flat, opener)
                elif before is not None:
                    self._go_on_or_end(k, flat, before)
            self._note_joints(k, frame, opener)
            self._place(frame, opener)

    def _brackets(self, k: int) -> None:
        """Enters and leaves the brackets between the figure before and this one."""
        since = self._frames[k].since
        for i, c in enumerate(since):
            if c == "（":
                head = since[:i].strip("）、 ，")
                near = len(head) <= 3 or (self._frames[k - 1].leads and "，" not in head)
                self._outside.append((self._list, self._by_comma, self._by_semicolon))
                whole = self._frames[k - 1].index if k and near else None
                self._list = _List(whole, False, self._new_id(), "")
            elif c == "）" and self._outside:
                self._list, self._by_comma, self._by_semicolon = self._outside.pop()

    def _open(self, k: int, flat: str, opener: regex.Match[str]) -> None:
        """A word that opens a list: of the figure before, or of the sentence before's whole."""
        word, head = opener.group(), flat[: opener.start()]
        taken_up = self._taken_up(k, word) if word.startswith(TAKEN_UP) else None
        if taken_up is not None:
            self._begin(taken_up, word, False)
            return
        whole = self._whole_before(k)
        apart = ("；" in head or "。" in head) and bool(head.strip(" ；，。"))
        if whole is None:
            first = word.startswith(_HEADS) and opener.start() <= 2
            named = _OF_NAMED.match(flat) is not None and bool(opener.group("incl"))
            if first or named or _AMONG.fullmatch(flat[: opener.end()]):
                self._begin(self._far_whole(k), word, named or bool(opener.group("open")))
            return
        if word.startswith(_BY) and not apart:
            self._begin(whole.index if whole.parent is None else whole.parent, word, False)
            return
        if opener.group("incl"):
            inside = self._list.whole is not None and "包" not in word
            beside = word in whole.since  # 其中涉及征地的22件，涉及移民的15件: one beside the other
            if inside or beside or head.strip(" ，中里当"):
                return  # 涉及, 包括 inside a list or behind other words open nothing
        if apart:
            self._list = replace(self._list, whole=None)
            return
        again = whole.parent is not None and whole.joined and not word.startswith("其中")
        of = whole.parent if again else whole.index
        self._begin(of, word, bool(opener.group("open")) or "主要" in word)

    def _taken_up(self, k: int, word: str) -> int | None:
        """Of 复议20件、诉讼8件, the one that 前者 or 后者 means."""
        if word.startswith(TAKEN_UP[0]):
            unit = self._frames[k].figure.unit
            told = [f for f in self._frames[:k] if f.parent is None] or self._previous_wholes
            pair = [f for f in told[-2:] if f.figure.unit == unit and f.figure.kind in _COUNTED]
            self._pair = [f.index for f in pair]
        return self._pair[word.startswith(TAKEN_UP[1])] if len(self._pair) == PAIR else None

    def _go_on_or_end(self, k: int, flat: str, before: Frame) -> None:
        """No opener: the list goes on, ends, or a number that opened its clause is broken down."""
        frame, whole = self._frames[k], self._list.whole
        if before.leads and THE_REST.match(before.left) and FIRST_OF_ITS_OWN.match(flat):
            self._begin(before.index, "为", False)  # 其余59件为不予公开13件、…
            return
        if whole is None and self._is_colon_list(k, before):
            self._begin(before.index, "：", False)  # 复议案件6件：维持3件、终止2件
            return
        if whole is None:
            return
        if flat.lstrip().startswith("等，"):
            self._list = replace(self._list, whole=None)
            return
        if "；" in flat:
            ends = self._by_comma or not self._by_semicolon or not _short_part(flat)
        elif before.figure.kind == "ratio" and not _OF_WHOLE.search(before.since):
            ends = True  # 回复率100%，公开选登356条
        else:
            apart = not THE_REST.match(frame.left) and self._set_apart(frame, before, whole)
            ends = apart or NEW_EVENT.search(flat) is not None
        if "；" in flat and not ends:
            after_rate = before.figure.kind == "ratio" and not _OF_WHOLE.search(before.since)
            apart = not THE_REST.match(frame.left) and self._set_apart(frame, before, whole)
            ends = after_rate or apart or NEW_EVENT.search(flat) is not None
        if ends:
            self._list = replace(self._list, whole=None)

    def _holds(self, k: int, part: Figure) -> bool:
        """Does some number before the k-th exceed `part`, as its whole must?"""
        return any(
            f.figure.unit == part.unit and f.figure.value >= part.value and not f.bracket
            for f in self._frames[max(0, k - WHOLE_REACH) : k]
        )

    def _is_colon_list(self, k: int, before: Frame) -> bool:
        """Does a colon right behind a number open a list in the same unit?"""
        frame = self._frames[k]
        counted = before.figure.kind in _COUNTED and before.figure.unit == frame.figure.unit
        if before.parent is not None or before.bracket or not counted:
            return False
        smaller = frame.figure.value <= before.figure.value
        return smaller and _COLON.match(frame.since) is not None and "；" not in frame.since

    def _set_apart(self, frame: Frame, before: Frame, whole: int) -> bool:
        """Does the figure, set off by a comma, stand outside the list?"""
        if frame.leads and frame.figure.unit in _BODIES:
            return False  # 县政府部门11208条，14个乡镇7334条
        comma = frame.since.lstrip("）").lstrip().startswith("，")
        if not comma or before.index == whole or before.figure.kind in ("ratio", "change"):
            return False
        return self._by_comma or (frame.leads and not before.leads)

    def _note_joints(self, k: int, frame: Frame, opener: regex.Match[str] | None) -> None:
        if opener is not None:
            self._by_semicolon = not opener.group().startswith("其中")
        if opener is not None or (self._outside and k and not self._frames[k - 1].bracket):
            self._by_comma = False
        elif self._list.whole is not None and frame.since.strip()[:1] in ("、", "和", "及"):
            self._by_comma = True

    def _place(self, frame: Frame, opener: regex.Match[str] | None) -> None:
        frame.bracket = bool(self._outside)
        whole = self._list.whole
        if whole is None or whole == frame.index:
            return
        if opener is not None and self._outside:
            # an opener inside brackets says how the list in them is meant
            self._list = replace(self._list, open=bool(opener.group("open")), opener=opener.group())
        far = whole < self._frames[0].index
        larger = not far and _exceeds(
            frame.figure, self._frames[whole - self._frames[0].index].figure
        )
        if larger and self._list.opener.startswith(("从", "按", "以")):
            self._list = replace(self._list, whole=None)
            return  # 法人提出9件；从内容看，征收41件: of another whole
        outer = self._outer_of(whole, frame.figure) if larger else None
        if outer is not None and outer.whole is not None:
            self._list, whole = outer, outer.whole
        frame.parent, frame.list_open = whole, self._list.open
        frame.list_id, frame.opener = self._list.id, self._list.opener
        frame.far = far
        if not frame.far:
            self._frames[whole - self._frames[0].index].whole = True

    def _outer_of(self, whole: int, figure: Figure) -> _List | None:
        """The list that `whole`, too small for `figure`, is a part of, where its own whole is not.

        公开96条，其中动态41条，其中图片12条，部门信息55条: of the 96.
        """
        first = self._frames[0].index
        part = self._frames[whole - first]
        if part.parent is None or part.far:
            return None
        if _exceeds(figure, self._frames[part.parent - first].figure):
            return None
        return _List(part.parent, part.list_open, part.list_id, part.opener)

    def _begin(self, whole: int | None, word: str, is_open: bool) -> None:
        self._list = _List(whole, is_open, self._new_id(), word)

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id

    def _far_whole(self, k: int) -> int | None:
        """The last number of the sentence before that can hold the k-th; else the last at all."""
        part = self._frames[k].figure
        for frame in reversed(self._previous_wholes):
            if frame.figure.unit == part.unit and frame.figure.value >= part.value:
                return frame.index
        return self._previous_wholes[-1].index if self._previous_wholes else None

    def _whole_before(self, k: int) -> Frame | None:
        """The nearest figure before the k-th that can be a whole: no share, no comparison."""
        part = self._frames[k].figure
        held = self._holds(k, part)
        for frame in reversed(self._frames[max(0, k - WHOLE_REACH) : k]):
            small = frame.figure.unit == part.unit and frame.figure.value < part.value
            sorts = frame.figure.unit in SORTS and frame.figure.unit != part.unit
            if not (
                sorts
                or (small and held)
                or frame.bracket
                or frame.figure.kind in _NO_WHOLE
                or COMPARING.search(frame.left) is not None
                or _BASE.search(frame.left) is not None
            ):
                return frame
        return None


def _exceeds(part: Figure, whole: Figure) -> bool:
    """Is it too large to be a part? What is counted in other units is not compared."""
    return part.unit == whole.unit and part.value > whole.value


def _last_opener(flat: str) -> regex.Match[str] | None:
    found = None
    for m in LIST_OPENERS.finditer(flat):
        found = m
    return found


def _short_part(flat: str) -> bool:
    """A semicolon inside a list: what follows is still a part of the same whole."""
    tail = flat.rsplit("；", 1)[-1].strip()
    return 0 < len(tail) <= SHORT_PART and OTHER_ACTION.search(tail) is None


def place_in_lists(frames: list[Frame]) -> None:
    """Sets the place in its list of every frame of the report; frames come in text order."""
    previous: list[Frame] = []
    start = 0
    for end in range(1, len(frames) + 1):
        if end < len(frames) and frames[end].sentence == frames[start].sentence:
            continue
        here = frames[start:end]
        ListTracker(here, previous).run()
        note_kinds(here)
        note_outcomes(here)
        take_turns(here)
        counted = [f for f in here if f.parent is None and f.figure.value]
        previous = [f for f in counted if f.figure.kind in _COUNTED] or previous[-1:]
        start = end
