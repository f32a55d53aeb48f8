"""行政复议与行政诉讼: which group and result of table 4 a figure states."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from decimal import Decimal

import regex

from extractor.indicators.cues import Hit, table
from extractor.indicators.frames import Frame
from extractor.indicators.lists import TAKEN_UP
from extractor.indicators.memory import APPLICATION_UNITS
from extractor.indicators.phrases import ON_DISCLOSURE
from extractor.indicators.statements import OTHER, Brief
from extractor.indicators.wordlists import word_lists

GROUPS = ("review", "litigation", "direct", "after_review")
"""The column groups of table 4: review, lawsuits, those without and those after a review."""

_UNITS = APPLICATION_UNITS - {"条"} | {"次"}
"""Units of cases on review and before courts."""
IN_PLACE = 0.97
"""Confidence where the place in a list tells what its own words do not."""
SHORT_CLAUSE = 3
"""A clause with fewer characters names no result: the words before it are read too."""

_WORDS = word_lists("disputes").words

_BOTH = regex.compile(
    r"复议(?:案件|案)?(?:[、和与及或]|以及|，)?(?:提起)?(?:行政)?(?:诉讼|应诉)"
    r"|诉讼(?:案件|案)?(?:[、和与及或]|以及)(?:行政)?复议"
)
"""Review and litigation told together."""
_SUM = regex.compile(rf"{_WORDS['sum']}(?:为|有|是)?\s*$")
"""A sum, right before the number."""
_ALL_OF_THEM = regex.compile(rf"[\s，]*{_WORDS['all_of_them']}")
"""复议3件均维持: the result behind the number is that of all."""
_BESIDE = re.compile(_WORDS["beside"])
"""Steps of a case: no case is counted."""
_CARRIED_OVER = regex.compile(
    r"(?:(?:上(?:一)?|去|往|20\d\d)年(?:度)?[^，。；\d]{0,6}(?:结转|转入|延续|遗留|带入)"
    r"|结转(?:自)?(?:上|去)年(?:度)?)[^，。；\d复诉]{0,4}$"
)
"""复议9件（含上年结转3件）: when they came, which the table does not tell."""
_NEW = regex.compile(r"(?:^|其中|[，（、])\s*(?:[本当今]年(?:度)?)?新[收发增][^，。；\d复诉]{0,4}$")
"""And 本年新收6件 beside those."""
_SOME_OF = regex.compile(r"(?:案件|复议|诉讼)(?:当)?中(?:，)?有?\s*$")
"""7件行政复议中有5件: some of them."""
_BRACKET_BEFORE = re.compile(r"^[^（）\u4e00-\u9fff]{0,2}（[^（）]*）|^[^（）]*）")
"""What a bracket says of the figure before."""
_SETTLED = regex.compile(
    rf"(?<![未待尚]){_WORDS['settled']}(?:(?!{_WORDS['brought']})[^，。；\d]){{0,12}}$"
)
"""Cases closed, in no row of their own: they may all be, or not."""
_DECIDED = regex.compile(rf"[^，。；未待尚]{{0,6}}{_WORDS['decided']}")
"""Such cases, said behind their number (21件做了复议决定)."""
_FOR_ANOTHER = regex.compile(_WORDS["for_another"])
"""The body handles cases of another one."""
_JUST_THE_CASES = regex.compile(r"[\s，、和与及]*(?:行政)?(?:复议|诉讼|应诉)(?:案件|案)?\s*")
"""被纠正的复议案1件、诉讼案1件: the result stands before the first."""
_OF_THEM = regex.compile(r"(?:案件?)?(?:里面?|当?中|之中)")
"""Behind a number: the result that follows is that of some of them."""
_OF_THOSE = regex.compile(r"(?<=[^，。；\d]{4})的[，：](?:行政)?(?:复议|诉讼|应诉)(?:案件|案)?\s*$")
"""Of the cases with the result before it."""
_OF_LITIGATION = frozenset(["direct", "after_review"])
"""The two kinds of lawsuits, which make up all of them."""
_OTHER_SUBJECT = regex.compile(_WORDS["other_subject"])
"""Cases that came of something else than an answer to an application."""
_SEPARATE = frozenset(["review", "litigation"])
"""Both kinds of cases, told apart."""
_LAWSUITS = _OF_LITIGATION | {"litigation"}
"""What no review is a whole of."""
_ALL_KINDS = regex.compile(rf"{_WORDS['all_kinds']}[^，。；\d]{{0,8}}(?:复议|诉讼|应诉)")
"""Cases of every subject, of which those on disclosure are a part."""
_LEFT_OVER = re.compile(
    r"(?:留待|留到|拖到|拖至|跨入|转入|结转)(?:下|次|明|来|翌|20\d\d)年(?:度)?的?\s*$"
)
"""留待来年的2件, right behind the results of cases."""
_BY_A_COURT = regex.compile(r"一审|二审|判决|判令|裁定|胜诉|败诉|原告|开庭|撤诉")
"""What no review ends with."""
_ANOTHER_MATTER = regex.compile(_WORDS["another_matter"])
"""因具体行政行为被提起行政诉讼: what the cases are about, and it is no disclosure."""


def counts_cases(frame: Frame) -> bool:
    """May the number be one of reviews or lawsuits? 行政复议0条 is, beside no published items."""
    figure = frame.figure
    none = figure.unit == "条" and not figure.value and frame.parent is None
    return figure.kind != "amount" and (none or figure.unit in _UNITS)


class DisputeReader:
    """Reads review and litigation figures in order; a result inherits the group before it."""

    def __init__(self) -> None:
        self._groups: dict[int, str] = {}
        self._last = ""
        self._sentence = -1
        self._seen: set[str] = set()
        self._results = 0
        """How many figures of the sentence told results."""
        self._totals: dict[str, Decimal | None] = {}
        """The last total told of each group."""
        self._wholes: dict[int, str] = {}
        """Totals of a kind of lawsuit that are parts of the number of all."""
        self._ended = (-9, -1)
        """The last figure that told a result, and its sentence."""
        self._other_matters: set[int] = set()
        """Figures on cases of another matter, whose parts are of it too."""
        self._outgrown = ""
        """The kind of lawsuit of which fewer were told than came to a result in the sentence."""
        self._leading: tuple[int, Hit | None] = (-9, None)
        """A figure and the result that stands before its words."""

    def read(self, frame: Frame, group: str | None, both: bool) -> Brief:
        """What `frame` states; `group` and `both` are those of `group_of` for its own words."""
        if frame.sentence != self._sentence:
            self._sentence, self._seen, self._results = frame.sentence, set(), 0
            self._outgrown = ""
        told_on = self._result_told_on(frame)
        result = _result(frame) or told_on
        if result is not None and self._results > 1 and _SUM.fullmatch(frame.left):
            result = None  # 维持41件，纠正6件，合计47件
        why = self._of_another_matter(frame) or _no_case(frame, result)
        if why is not None:
            return OTHER, 0.5, why
        own = group is not None and ON_DISCLOSURE.search(frame.left) is None
        if own and result is None and frame.whole and _ALL_KINDS.search(frame.left):
            self._groups[frame.index] = self._last = str(group)
            return OTHER, 0.6, "cases of all kinds"
        self._results += result is not None
        self._ended = self._ended if result is None else (frame.index, frame.sentence)
        left_over = result is None and self.goes_on_open(frame)
        unnamed = group is None and result is None and not left_over
        listed = frame.parent is not None and frame.scoped_body is None
        if unnamed and listed and not ON_DISCLOSURE.search(frame.left):
            return OTHER, 0.4, "a kind of case"
        bare = result is None and _SUM.fullmatch(frame.left) and frame.parent is None
        both_told = self._seen >= _SEPARATE or self._seen == _OF_LITIGATION
        if (unnamed and _SUM.search(frame.left)) or (bare and both_told):
            group, both = self._summed(both)
        group = self._told_group(frame, group, both, result)
        if not group:
            return None, 0.0, "no group"
        self._groups[frame.index] = self._last = group
        self._seen.add(group)
        if frame.parent is not None and result is None:
            self._wholes[frame.index] = self._groups.get(frame.parent, "")
        row = "pending" if left_over else result.value if result is not None else "total"
        if row == "total":
            self._totals[group] = frame.figure.value
        if group == "both":
            return f"t4.review.{row}+t4.litigation.{row}", 0.85, "both kinds"
        placed = result is not None and (result is told_on or frame.turn is not None)
        return f"t4.{group}.{row}", IN_PLACE if placed else 0.9, "dispute"

    def _told_group(self, frame: Frame, group: str | None, both: bool, result: Hit | None) -> str:
        """The group where its own words name none, or none so closely; "" where nothing tells."""
        whole = self._groups.get(frame.parent) if frame.parent is not None else None
        if group is None or (group == "litigation" and whole in _OF_LITIGATION):
            group = whole
        taken_up = frame.opener.startswith(TAKEN_UP)
        if result is not None and whole == "review" and self._last in _LAWSUITS and not taken_up:
            beside = self._groups.get(frame.index - 1) == self._last
            if group == whole and beside and not _named_by_itself(frame, group):
                group = self._last  # 复议9件，其中复议后起诉3件，维持3件
        if result is not None and whole in _LAWSUITS and self._last == "review":
            follows = self._groups.get(frame.index - 1) == "review" and self._results > 1
            if group == whole and follows and not _names_group(frame) and "；" not in frame.since:
                group = "review"  # 诉讼7件。其中，复议纠正1件，维持2件
        alone = whole is None and result is not None
        if group == "litigation" and alone and self._of_one_kind(frame):
            group = self._last
        if both and group in ("review", "litigation", None):
            group = "both"
        if frame.turn is not None and table("objects").last(frame.left) is None:
            group = self._in_turn(frame.index, *frame.turn) or group
        if result is not None and not _names_group(frame):
            group = self._with_cases(self._last if whole == "both" else group or self._last)
            if group == "review" and _BY_A_COURT.search(
                frame.onward if frame.leads else frame.left
            ):
                group = "litigation"  # 复议维持8件，一审判决驳回3件
        return self._all_lawsuits(frame, group or self._last)

    def _all_lawsuits(self, frame: Frame, group: str) -> str:
        """直接起诉6件、复议后起诉3件，维持5件、纠正1件: more than the three, so of all nine."""
        told, value = self._totals.get(group), frame.figure.value
        if group not in _OF_LITIGATION or told is None or value is None:
            return group
        if _names_group(frame, _OF_LITIGATION):
            return group
        kinds = [self._totals.get(kind) for kind in _OF_LITIGATION]
        if told < value <= sum(n for n in kinds if n is not None):
            self._outgrown = group
        elif "；" in frame.since:
            self._outgrown = ""
        return "litigation" if self._outgrown == group else group

    def _with_cases(self, group: str) -> str:
        """复议7件、诉讼0件，维持4件: the group that has cases of which a result can be told.

        After the number of both kinds at once, it is of both.
        """
        if self._last == "both":
            return "both"
        if self._totals.get(group) != 0:
            return group
        others = [g for g, value in self._totals.items() if value]
        return others[0] if len(others) == 1 else group

    def _of_one_kind(self, frame: Frame) -> bool:
        """复议后起诉的7件，法院支持5件: a court names no other cases than those just told."""
        named = table("objects").last(frame.left)
        no_other = named is None or "法院" in frame.left[named.start : named.end]
        return no_other and self._last in _OF_LITIGATION and "litigation" not in self._seen

    def _summed(self, both: bool) -> tuple[str | None, bool]:
        """The group of a sum that names none, and whether it is of both kinds."""
        if self._seen >= _SEPARATE:
            return "review", True
        return ("litigation" if self._seen == _OF_LITIGATION else None), both

    def _result_told_on(self, frame: Frame) -> Hit | None:
        """The result before the words of the figure before, where it is told of this one too."""
        words = _BRACKET_BEFORE.sub("", frame.left)
        if _JUST_THE_CASES.fullmatch(words) and _OF_THOSE.search(frame.since):
            words = _BRACKET_BEFORE.sub("", frame.since)  # 维持的，复议6件、诉讼4件
        own, named = table("results").last(words), table("objects").last(words)
        if own is not None and named is not None and own.end <= named.start:
            self._leading = frame.index, own
            return own
        index, result = self._leading
        if result is None or index != frame.index - 1 or not frame.joined:
            return None
        if not _JUST_THE_CASES.fullmatch(frame.left):
            return None
        self._leading = frame.index, result
        return result

    def _in_turn(self, index: int, turn: int, count: int) -> str | None:
        """复议8件、诉讼5件，维持的分别为6件和4件: the group of the figure in the same place."""
        first = index - turn - count
        groups = [self._groups.get(n, "") for n in range(first, first + count)]
        return groups[turn] if all(groups) and len(set(groups)) == count else None

    def _of_another_matter(self, frame: Frame) -> str | None:
        """Why the cases are on no disclosure, by their own words or as parts of such."""
        if frame.parent not in self._other_matters and not _ANOTHER_MATTER.search(frame.left):
            return None
        self._other_matters.add(frame.index)
        return "another matter"

    def goes_on_open(self, frame: Frame) -> bool:
        """复议3件，维持2件，尚未办结1件: is what is open, right behind a result, the dispute's?"""
        if self._ended != (frame.index - 1, frame.sentence) or "申请" in frame.since:
            return False
        left_over = _LEFT_OVER.search(frame.left) is not None
        if "；" in frame.since:
            return left_over
        return left_over or any(h.value == "pending" for h in table("results").hits(frame.left))

    def goes_on_with(self, group: str) -> None:
        """Words without a count of their own spoke of `group`: 诉讼案件较上年少7件（33件）."""
        self._last = group

    def whole_of_kinds(self, frame: Frame) -> str | None:
        """Litigation, where all of its kinds have just been told as its parts.

        其中未经复议直接起诉7件、复议后起诉11件，被判决纠正1件: of the eighteen.
        """
        kinds = {self._groups.get(frame.index - n) for n in (1, 2)}
        if self._of_a_new_sentence(frame) and kinds == _OF_LITIGATION:
            return "litigation"
        wholes = {self._wholes.get(frame.index - n) for n in (1, 2)}
        told = frame.parent is None and kinds == _OF_LITIGATION
        return "litigation" if told and wholes == {"litigation"} else None

    def _of_a_new_sentence(self, frame: Frame) -> bool:
        """至年底，判决支持6件: of both kinds of lawsuits told in the sentence before."""
        new = frame.sentence != self._sentence and frame.parent is None
        return new and table("objects").last(frame.left) is None


def _names_group(frame: Frame, groups: Container[str] = GROUPS) -> bool:
    """Do its own words say of which kind of cases it is?"""
    words = frame.left + (frame.onward if frame.leads else "")
    return any(h.value in groups for h in table("objects").hits(words))


def _named_by_itself(frame: Frame, group: str) -> bool:
    """70件复议维持, 维持的行政复议70件: do the words beside the number name the group?"""
    objects = table("objects")
    named = objects.first(frame.right) if frame.leads else objects.last(frame.left)
    return named is not None and named.value == group


def _no_case(frame: Frame, result: Hit | None) -> str | None:
    """Why the figure is in no cell of table 4 by its own words; None where nothing says so."""
    if _BESIDE.search(frame.left) or (frame.leads and _BESIDE.search(frame.right)):
        return "aside"
    if _FOR_ANOTHER.search(frame.before[frame.before.rfind("；") + 1 :]):
        return "for another body"
    if _OTHER_SUBJECT.search(frame.left) and not ON_DISCLOSURE.search(frame.before):
        return "cases of another subject"
    if result is None and _SOME_OF.search(frame.left):
        return "some of the cases"
    by_year = result is None and _CARRIED_OVER.search(frame.left)
    if by_year or (result is None and frame.parent is not None and _NEW.search(frame.left)):
        return "a kind of case"
    if _SETTLED.search(frame.left) and not table("results").hits(frame.left):
        return "closed cases"
    if result is None and frame.leads and _DECIDED.match(frame.right):
        return "closed cases"
    return None


def group_in(indicator: str | None) -> str:
    """The one group of table 4 that `indicator` is of; "" where it is of none or several."""
    told = indicator.split(".")[1] if indicator and "+" not in indicator else ""
    return told if told in GROUPS else ""


def group_of(hits: Sequence[Hit], words: str, nearest_last: bool) -> tuple[str | None, bool]:
    """The group that `hits`, the objects in `words`, name, and whether both kinds are named.

    `nearest_last`: the hit nearest to the number is the last one. The group is None where no hit
    names one. A lawsuit said to be direct or after a review is that kind of lawsuit.
    """
    named = [h for h in hits if h.value in GROUPS]
    if not named:
        return None, False
    nearest = -1 if nearest_last else 0
    hit = named[nearest]
    specific = [h for h in named if h.value in _OF_LITIGATION]
    if specific and hit.value == "litigation":
        hit = specific[nearest]
    both = (m.start() <= hit.start < m.end() for m in _BOTH.finditer(words))
    return hit.value, any(both)


def _result(frame: Frame) -> Hit | None:
    """The result of table 4 that the words around the figure name."""
    if frame.leads:
        if _SUM.fullmatch(frame.left) and frame.onward.startswith("，"):
            return None  # 共14件，维持8件
        if _OF_THEM.match(frame.right):
            return None  # 这6件中维持4件: the number is that of all
        ahead = frame.onward or frame.shared
        named = table("objects").first(frame.right)
        if named is not None and named.value in GROUPS and frame.right != frame.onward:
            ahead = frame.right  # 1件直接起诉，已驳回: of all
        return (
            _result_in(ahead, first=True)
            or _result_in(frame.left, first=False, inside=True)
            or _result_in(frame.shared, first=False)
        )
    named = table("objects").last(frame.left)
    if named is not None and named.value in GROUPS and _ALL_OF_THEM.match(frame.right):
        return None  # 复议3件均维持: the number is that of all
    left = _BRACKET_BEFORE.sub("", frame.left)
    of_the_next = named is not None and frame.right.startswith("、")
    right = "" if of_the_next else frame.right
    hit = _result_in(left, first=False, inside=True) or _result_in(right, first=True)
    if hit is None and len(frame.left.strip()) < SHORT_CLAUSE and frame.since != frame.left:
        return _result_in(frame.since, first=False)
    return hit


def _result_in(words: str, *, first: bool, inside: bool = False) -> Hit | None:
    """The first or last result in `words`; `inside`: a bare 其他 counts at their end only."""
    hits = table("results").hits(words)
    if inside:
        end = len(words) - 1
        hits = [h for h in hits if h.value != "other" or h.end - h.start != 2 or h.end >= end]
    if not hits:
        return None
    return hits[0] if first else hits[-1]
