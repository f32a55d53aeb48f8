"""What the linker keeps in mind while it goes through a report, and the kinds of things counted."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

TABLE2 = frozenset(
    [
        "rules", "normative", "licences", "penalties", "coercion", "other_services", "charge",
        "procurement_items", "procurement_amount",
    ]
)  # fmt: skip
"""Things of table 2."""

PROPOSALS = frozenset(["npc", "cppcc", "both_proposals"])

CASE_THINGS = PROPOSALS | frozenset(
    [
        "application", "review", "litigation", "direct", "after_review", "dispute", "enquiry",
        "other_cases",
    ]
)  # fmt: skip
"""Things that are received and closed: 办结76件 speaks of the last one of these."""

APPLICATION_UNITS = frozenset(["件", "起", "宗", "例", "件次", "份", "条", "", "案", "单"])
CASE_UNITS = APPLICATION_UNITS | frozenset(["人次", "次", "项", "个", "封", "票", "笔", "张"])
PIECES = frozenset(["件", "起", "宗", "例", "件次", "份", ""])
"""Units that alone let a bare 办结 or 收到 speak of cases."""
ITEM_UNITS = frozenset(["条", "篇", "则", "条次", "篇次", "余条"])
"""Units of published items."""
TIMES = frozenset(["天", "小时", "分钟", "周", "工作日", "个工作日"])
"""Units of a length of time, which no indicator is counted in."""


_ALIKE = (frozenset(["次", "人次", ""]), frozenset(["件", "条", "封", "起", ""]))
"""Units of which one goes on where another began (访问9万次、阅读3万人次)."""


_POWERS = regex.compile(r"行政权力|行政职权|权力(?:和责任)?(?:清单|事项)|权责(?:清单|事项)")
"""What a body may do, of which 许可 and 处罚 are kinds."""


@dataclass(slots=True)
class Memory:
    """What was counted so far: by figure, last in this sentence, last of the cases."""

    things: dict[int, str] = field(default_factory=dict)
    thing: str = ""
    case: str = ""
    sentence: int = -1
    cases: set[str] = field(default_factory=set)
    """The cases that this sentence counts."""
    only_case: str = ""
    """The one case that the sentences right before counted last; "" where those were several."""
    units: dict[str, str] = field(default_factory=dict)
    """The unit in which each thing was last counted."""
    powers: set[int] = field(default_factory=set)
    """Figures that count what the body may do (行政权力841项), which are no decisions."""

    def enter(self, sentence: int) -> bool:
        """Starts a sentence; whether it is a new one."""
        if sentence == self.sentence:
            return False
        if sentence != self.sentence + 1 or len(self.cases) > 1:
            self.only_case = ""
        elif self.cases:
            self.only_case = next(iter(self.cases))
        self.cases = set()
        self.sentence, self.thing = sentence, ""
        return True

    def keep(self, index: int, thing: str, unit: str) -> None:
        if thing in CASE_THINGS:
            self.case = thing
            self.cases.add(thing)
        if thing:
            self.things[index] = self.thing = thing
            self.units[thing] = unit

    def note_powers(self, index: int, words: str) -> None:
        """Keeps that the figure counts powers, where its clause names them."""
        if "权" in words and _POWERS.search(words):
            self.powers.add(index)

    def counted_alike(self, thing: str, unit: str) -> bool:
        """Was `thing` last counted in this unit, or in one that counts the same?"""
        last = self.units.get(thing)
        return last == unit or any(last in group and unit in group for group in _ALIKE)

    def parent_thing(self, parent: int | None) -> str | None:
        return None if parent is None else self.things.get(parent)
