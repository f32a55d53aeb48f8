"""依申请公开: which row and column of table 3 a figure states.

Row words (收到, 办结, 不予公开 …) and applicants' kinds are looked for in the figure's own clause
first, then in the words since the figure before, and behind the number where the clause begins
with it. A part of a list takes from its whole what it does not say itself. What the words name is
told in `application_words` and `applicants`; here stands what follows from the figures read before.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

import regex

from extractor.indicators.applicants import (
    OTHERS,
    are_theirs,
    column_in,
    column_of,
    names_only_kind,
    opens_with_kind,
    starts_anew,
    tells_whose,
)
from extractor.indicators.application_bare import (
    LEFT_OVER,
    OF_THE_YEAR,
    counts_applications,
    is_base,
)
from extractor.indicators.application_sums import OUTCOMES, SUM, adds_up, is_sum, row_of_sum
from extractor.indicators.application_words import (
    ANSWERED,
    CARRIED,
    PERIOD,
    SEVERAL,
    TOTAL_OF,
    RowNamer,
    aside_of,
    is_one_channel,
    reason_before,
    row_taken_up,
)
from extractor.indicators.cues import table
from extractor.indicators.frames import Frame
from extractor.indicators.other_readings import readings_of_cell
from extractor.indicators.statements import OTHER, Statement
from extractor.indicators.wordlists import word_lists

FLOW = frozenset(["new", "carried_in", "total", "carried_out", "handled"])
"""Rows of where an application stands."""
_STRUCK_OUT = ("rejected.petition", "rejected.duplicate")
"""Rows of what may be sorted out before it is registered."""
SURENESS = {"left": 0.9, "right": 0.85, "since": 0.7, "": 0.75}
"""How far the place of the row word is to be trusted; "": no word, taken over from before."""
INHERITED = 0.9
"""Confidence where another body or part takes over the row of a figure before it."""
ALONE = 0.7
"""Confidence of the first number under a heading on applications, without any row word."""
GUESSED = 0.5
"""Confidence of a row that only the surroundings suggest."""
RECEIVED_REACH = 3
"""How many sentences back the number received may stand, of which kinds of applicants are told."""
TOLD_REACH = 6
"""How many figures back the number stands that is told again."""

_WORDS = word_lists("applications").words

_WITHDRAWN = regex.compile(_WORDS["withdrawn"])
"""Withdrawn: in no row of its own."""
_HANDED_ON = regex.compile(_WORDS["handed_on"])
"""Handed on or struck out before it was registered, so that no outcome of table 3 is meant."""
_REFUSED = regex.compile(r"不予处理|不予受理|不再处理")
"""Registered after all, and then not dealt with: an outcome."""
_HANDED_IN = regex.compile(rf"{_WORDS['handed_in']}(?:的|了|申请)*\s*$")
"""当面提交12件: by a channel."""
_HANDLED_SOME = regex.compile(rf"{_WORDS['some']}\s*$")
"""对12件申请: some of them."""
_OF_KIND = regex.compile(
    r"(?:(?:提出|提交|递交)?的?(?:申请(?:里面?|当?中|之中|方面)|方面|这边|(?:那)?一[列栏])"
    r"|(?<=^[，；。\s]?[^，。；\d]{2,8})(?:提出|提交|递交|来|提)?的(?:件|申请)?)[，,]"
)
"""自然人申请里，予以公开20件; 个人的件，公开11件: of whom the outcomes are told."""
_AT_A_DATE = regex.compile(
    r"(?<!\d)(?!1月1日|12月31日)\d{1,2}月\d{1,2}日(?:[仍还尚])?(?:待办|在办|结存|结余|余|剩)"
)
"""6月30日待办3件: at no end of a year."""
_OF_THEM = regex.compile(r"(?:申请)?(?:里面?|当?中|之中)|(?:信息公开)?申请的答复")
"""40件中, 对6件申请的答复: the outcome behind it is that of some of them, or how they were told."""
_OF_THESE = re.compile(r"(?:政府)?(?:信息公开)?申请[，,]")
_NOTHING_BUT_TOTAL = regex.compile(rf"[\s，,；;：:、（]*{_WORDS['empty']}*\s*")
"""A clause that only leads to a total."""
_FUNCTION = regex.compile(rf"[\s，,；;：:、]*{_WORDS['function']}*\s*")
"""A clause of function words: the row stands before it."""
_SPLIT_BY_ORIGIN = re.compile(
    r"^[（(，,；]?\s*(?:其中|含|包括|包含)[^，。；]{0,8}"
    rf"(?:{_WORDS['last_year']}|本年新|新收|20\d\d年)"
    r"|^（(?:本年)?新收|^（(?:上年|去年|20\d\d年)[^，。；（）]{0,4}(?:结转|转入|遗留)"
)
"""Behind the number: what was carried in is a part of it."""
_APPLICATION_BEHIND = regex.compile(r"(?:份|件)?(?:政府)?(?:信息公开)?申请")
"""The noun right behind the number: the row stands in its clause or nowhere."""
_THESE = regex.compile(r"[这该此述前有其余]")
"""Some of those told before (这5件申请, 有2件申请)."""
_ALL_ANSWERED = regex.compile(r"(?:均|全部|都|已全部)")
"""申请11件全部按时答复: the number is that of those received."""


class _Cell(NamedTuple):
    row: str
    column: str


class ApplicationReader:
    """Reads the application figures of one report in order; remembers rows for later parts.

    `year` is the report's (None: unknown); `single_other`: its form has one row 其他处理 (2019).
    """

    def __init__(self, year: int | None, single_other: bool) -> None:
        self._namer = RowNamer(year, single_other)
        self._cells: dict[int, _Cell] = {}
        self._values: dict[int, Decimal | None] = {}
        self._last_row = ""
        self._last_sentence = -9
        self._row_before = "new"
        """What a bare number of the year is of: answers, where the sentence before told such."""
        self._run: list[str] = []
        self._stretch: list[str] = []
        """The rows told of all applicants: in the sentence, and behind its last semicolon."""
        self._sentence = -1
        self._earlier: Frame | None = None
        self._now: Frame | None = None
        """The frame read before, and the one that is read."""
        self._kind = ""  # of whose applications the sentence goes on to tell outcomes
        self._received = -9  # the sentence that told the applications received
        self._channels = -1  # the sentence that tells single channels
        self._heads: dict[int, int | None] = {}
        """Figures of a clause that one kind of applicant opens, each with its whole."""

    def read(self, frame: Frame, certain: bool = True) -> Statement:
        """What `frame` states: a cell of table 3, `n.other`, or None where it is undecided.

        `certain` is what the linker passes; nothing depends on it.
        """
        self._enter(frame)
        row, place = self._row(frame)
        before = self._cells.get(frame.index - 1)
        if row == SEVERAL:
            return OTHER, GUESSED, (), "several outcomes"
        column = column_of(frame, before.column if before else "total")
        whole = self._cells.get(frame.parent) if frame.parent is not None else None
        if column is None:
            row, place = self._of_several(frame, row, place)
            if row == "other" and self._is_rest_of_another(frame):
                return OTHER, GUESSED, (), "the rest of another list"
        elif row == "other" and column == "other_org":
            row = before.row if before else None
        row = reason_before(frame, row)
        if row is None:
            if column is None:
                return self._unnamed(frame, whole)
            row = self._row_of_head(frame, before) or self._row_of_kind(whole)
        aside = self._set_aside(frame, row, place, column)
        if aside is not None:
            return aside
        if column is None:
            column = self._column_told_on(frame, row, before, whole)
        elif column != "total" and _OF_KIND.search(frame.since):
            self._kind = column  # 个人的件，公开11件: of them is what follows
        if column == "total":
            self._go_on(frame, row)
        return self._state(frame, _Cell(row, column), SURENESS[place])

    def _enter(self, frame: Frame) -> None:
        """Forgets at a new sentence what held in the one before, behind a semicolon the stretch."""
        self._earlier, self._now = self._now, frame
        if frame.sentence == self._sentence:
            self._stretch = [] if "；" in frame.since else self._stretch
            return
        if self._run and frame.sentence == self._sentence + 1:
            self._row_before = "new" if self._run[-1] in FLOW - {"total"} else "total"
        self._sentence, self._run, self._heads = frame.sentence, [], {}
        self._stretch, self._kind = [], ""

    def _go_on(self, frame: Frame, row: str) -> None:
        """Keeps the row of all applicants for what comes behind."""
        if frame.parent is None:
            self._run.append(row)
            self._stretch.append(row)
        if row in FLOW:
            self._told_last(row, frame.sentence)

    def _told_last(self, row: str, sentence: int) -> None:
        self._last_row, self._last_sentence = row, sentence
        if row == "new":
            self._received = sentence

    def _is_rest_of_another(self, frame: Frame) -> bool:
        """Is a bare 其他 the rest of a list that tells no outcomes?"""
        return OTHERS.fullmatch(frame.left) is not None and not self._among_outcomes(frame)

    def adopt(self, index: int, indicator: str) -> None:
        """Take over the row and column of a figure that was linked by comparison.

        `index` is that of its frame; an indicator of another table is ignored.
        """
        parts = indicator.split("+")[0].split(".")
        if parts[0] == "t3":
            both = indicator.startswith("t3.new") and "+t3.carried_in" in indicator
            self._cells[index] = _Cell("handled" if both else ".".join(parts[1:-1]), parts[-1])

    def _state(self, frame: Frame, cell: _Cell, confidence: float) -> Statement:
        """The statement that `frame` is `cell`, which its parts may take over."""
        self._cells[frame.index], self._values[frame.index] = cell, frame.figure.value
        row, column = cell
        goes_on = frame.index - 1 in self._heads and "；" not in frame.since
        if column != "total" and (goes_on or opens_with_kind(frame)):
            self._heads[frame.index] = frame.parent
        names = ["new", "carried_in"] if row == "handled" else row.split("+")
        indicator = "+".join(f"t3.{name}.{column}" for name in names)
        return indicator, confidence, readings_of_cell(frame, row, column), f"row {row}"

    def _row(self, frame: Frame) -> tuple[str | None, str]:
        """The row the words name, and where they stand: left, right, since; "" where none does."""
        behind, before = self._namer.behind, self._namer.before
        told = row_taken_up(frame) or self._told_before(frame) or self._row_of_those(frame)
        if told is not None:
            return told, "right"
        if frame.leads:
            row = behind(frame.onward, self._run)
            if row is not None:
                return row, "right"
        row = before(frame.left, self._run)
        if row is not None:
            if row in ("new", "handled") and behind(frame.right, self._run) == "carried_out":
                return "carried_out", "right"
            return row, "left"
        of_the_next = frame.right.startswith("、") and not frame.leads
        if frame.turn is None and not of_the_next:
            row = behind(frame.right, self._run)
            of_all = _ALL_ANSWERED.match(frame.right) and "申请" in frame.left
            if row is not None and (row != "total" or frame.parent is None) and not of_all:
                return row, "right"
        reaches_back = frame.parent is None or _FUNCTION.fullmatch(frame.left)
        if "依申请" in frame.left or self._one_of_several(frame):
            reaches_back = False
        if reaches_back and not _APPLICATION_BEHIND.match(frame.right):
            row = before(frame.since, self._run)
            if row is not None and "；" not in frame.since.strip("；）"):
                return row, "since"
        return None, ""

    def _told_before(self, frame: Frame) -> str | None:
        """40件中予以公开21件: the row under which the same number was told before, for all."""
        told = "申请的" in frame.right or table("rows").first(frame.right)
        if not (frame.leads and told and _OF_THEM.match(frame.right)):
            return None
        indices = range(frame.index - 1, frame.index - 1 - TOLD_REACH, -1)
        same = [self._cells[n] for n in indices if self._values.get(n) == frame.figure.value]
        again = [c.row for c in same if c.row in FLOW and c.column == "total"]
        new = frame.right.startswith("申请") and ("new" in again or not (again or self._run))
        return "new" if new else next(iter(again), None)

    def _row_of_those(self, frame: Frame) -> str | None:
        """公开14件——个人11件: the row of the number right before, of which it is told whose."""
        before = self._cells.get(frame.index - 1)
        return before.row if before is not None and tells_whose(frame) else None

    def _one_of_several(self, frame: Frame) -> bool:
        """7件属信访，3件与前件重复: what stands before was said of the number before."""
        before = self._earlier
        told = before is not None and before.index == frame.index - 1 and before.leads
        return told and frame.leads and bool(frame.right.strip())

    def _row_of_head(self, frame: Frame, before: _Cell | None) -> str | None:
        """给材料的，企业9件、居民3件: the outcome that stands before kinds of applicants."""
        if not names_only_kind(frame.left):
            return None
        head = frame.since[: len(frame.since) - len(frame.left)].rstrip(" ，,：:")
        if head.endswith("的"):
            return self._namer.before(head[max(map(head.rfind, "；，")) + 1 :], self._run)
        goes_on = before is not None and before.column != "total" and "；" not in frame.since
        return before.row if before is not None and goes_on else None

    def _row_of_kind(self, whole: _Cell | None) -> str:
        """The row of a kind of applicant whose words name none: the whole's, else that told last.

        新收243件，上年结转16件；自然人240件: who applied is told of those received.
        """
        row = (whole.row if whole else None) or self._last_row or "new"
        if row in CARRIED and "handled" in self._run:
            return "handled"  # 申请124宗（含上年结转5宗），公民113宗
        if row in CARRIED and self._run == [row] == self._stretch:
            return row  # 上年结转的5件，自然人4件
        received = "new" in self._run or self._received >= self._sentence - RECEIVED_REACH
        return "new" if row in CARRIED and received else row

    def _column_told_on(
        self, frame: Frame, row: str, before: _Cell | None, whole: _Cell | None
    ) -> str:
        """The column of a figure that names none: that of its whole, or of the clause's subject."""
        if before is not None and self._goes_on(frame, row, before):
            return before.column
        if frame.kind:
            return frame.kind
        outcome = row.split(".")[0] in OUTCOMES
        of_its = outcome or row == "carried_out"
        if whole and (row == whole.row or (of_its and whole.column != "total")):
            return whole.column
        since = frame.since[frame.since.rfind("；") + 1 :]
        of_kind = _OF_KIND.search(since)
        if of_kind is not None:
            head = since[: of_kind.start()]
            told = before.column if before and before.column != "total" else ""
            self._kind = column_in(head) or ("" if head else told)
            if self._kind and row in FLOW:
                return self._kind  # 单位方面，新收2件
        elif _OF_THESE.match(frame.since) and self._earlier and are_theirs(self._earlier):
            self._kind = before.column if before and before.column != "total" else ""
        elif "；" in frame.since:
            self._kind = ""
        return self._kind if outcome and self._kind else "total"

    def _goes_on(self, frame: Frame, row: str, before: _Cell) -> bool:
        """自然人上年结转4件、新收121件: does the kind of applicant hold for the flow behind?"""
        if "；" in frame.since or before.column == "total":
            return False
        outcomes = {row.split(".")[0], before.row.split(".")[0]} <= OUTCOMES
        if not (outcomes and frame.joined) and {row, before.row} - FLOW:
            return False
        if starts_anew(frame):
            return False
        same_list = self._heads.get(frame.index - 1, -1) == frame.parent
        return row != before.row and same_list

    def _of_several(self, frame: Frame, row: str | None, place: str) -> tuple[str | None, str]:
        """The row, where the number is split by origin behind it or sums up those before it."""
        if (
            row in (None, "new", "total")
            and _SPLIT_BY_ORIGIN.match(frame.onward)
            and not ANSWERED.search(frame.left)
        ):
            return "handled", "left"
        sums = TOTAL_OF if frame.right.strip() else SUM  # 共65件，年底前答复60件: of the next one
        if row is None or (row == "total" and place != "left" and sums.search(frame.left)):
            summed = self._sum_of(frame)
            if summed is not None and not (row and summed in CARRIED):
                return summed, "left"
        return row, place

    def _sum_of(self, frame: Frame) -> str | None:
        """`合计99件`: the row that the figures listed before it make up together."""
        if not is_sum(frame):
            return None
        if not self._run:
            told = {c.row for n in (1, 2) if (c := self._cells.get(frame.index - n))}
            return told.pop() if len(told) == 1 else None
        row = row_of_sum(self._stretch, self._run)
        return None if row in CARRIED and len(self._run) == 1 and not adds_up(frame) else row

    def _among_outcomes(self, frame: Frame) -> bool:
        """Does a bare 其他 end a list of outcomes?"""
        before = self._cells.get(frame.index - 1) or self._cells.get(frame.index - 2)
        return before is not None and before.row.split(".")[0] in OUTCOMES

    def _set_aside(
        self, frame: Frame, row: str, place: str, column: str | None
    ) -> Statement | None:
        """What `frame` states where its words say that it is no cell of table 3."""
        if row not in ("new", "total"):
            return self._no_outcome(frame, row)
        why = aside_of(frame)
        if why == "channel" and row == "new" and column is None:
            if _HANDED_IN.search(frame.left) or is_one_channel(frame):
                self._channels = frame.sentence
                return OTHER, 0.6, (), "channel"
        if why == "period":
            if column is not None:
                return None
            if frame.parent is None:
                self._last_row, self._last_sentence = row, frame.sentence
            return None, 0.0, (), "period"
        if why == "some":
            return (OTHER, 0.6, (), "of some") if self._received >= 0 else None
        if why == "strong" or (why and frame.parent is not None and column is None):
            return OTHER, 0.6, (), "aside"
        if why and place != "left" and column is None:
            return OTHER, GUESSED, (), "aside"
        return None

    def _no_outcome(self, frame: Frame, row: str) -> Statement | None:
        """The same for the rows of outcomes and of what is carried over."""
        listed = frame.joined or "；" in frame.since
        among = listed and self._among_outcomes(frame)
        if row == "other.other" and not among and _WITHDRAWN.search(frame.left + frame.right):
            return OTHER, GUESSED, (), "withdrawn"
        if row in _STRUCK_OUT and _HANDED_ON.search(frame.left) and not _REFUSED.search(frame.left):
            return OTHER, 0.6, (), "handed on"
        return (None, 0.0, (), "period") if _AT_A_DATE.search(frame.left) else None

    def _unnamed(self, frame: Frame, whole: _Cell | None) -> Statement:
        """What `frame` states where its words name neither row nor column."""
        if PERIOD.search(frame.left):
            return None, 0.0, (), "period"
        if whole is not None:
            if frame.scoped_body:
                return self._state(frame, whole, INHERITED)
            return OTHER, GUESSED, (), "part"
        new = _Cell("new", "total")
        alone = frame.parent is None
        nothing_but_total = _NOTHING_BUT_TOTAL.fullmatch(frame.left)
        if frame.about_applications and not self._run and alone and nothing_but_total:
            self._run.append("new")
            self._last_row, self._last_sentence = "new", frame.sentence
            return self._state(frame, new, ALONE)
        if alone and self._channels == frame.sentence and SUM.search(frame.left):
            return self._state(frame, new, GUESSED)  # 网络申请6件、信函申请2件，共8件
        same = self._last_row in ("new", "total") and self._last_sentence == frame.sentence
        if same and alone and SUM.search(frame.left) and not aside_of(frame):
            return self._state(frame, _Cell(self._last_row, "total"), GUESSED)
        if is_base(frame):
            indicator, confidence, others, reason = self._state(frame, new, GUESSED)
            return indicator, confidence, (*others, "t3.total.total"), reason
        if frame.scoped_body and self._last_row and frame.sentence - self._last_sentence <= 1:
            return self._state(frame, _Cell(self._last_row, "total"), INHERITED)
        return self._guessed(frame)

    def _guessed(self, frame: Frame) -> Statement:
        """The same where only what stands around it suggests a row."""
        new, alone = _Cell("new", "total"), frame.parent is None
        opens = alone and frame.leads and _APPLICATION_BEHIND.match(frame.right)
        if opens and not _HANDLED_SOME.search(frame.left) and not _THESE.search(frame.left):
            self._last_row, self._last_sentence = "new", frame.sentence
            return self._state(frame, new, GUESSED)  # 316件申请涉及…
        if alone and not self._run and OF_THE_YEAR.fullmatch(frame.left):
            return self._state(frame, _Cell(self._row_before, "total"), GUESSED)
        closed = "total" in self._run and not OUTCOMES.intersection(self._run)
        if alone and closed and LEFT_OVER.fullmatch(frame.left):
            return self._state(frame, _Cell("carried_out", "total"), GUESSED)
        if not counts_applications(frame):
            return None, 0.0, (), "unnamed"
        if _HANDLED_SOME.search(frame.left):
            return OTHER, 0.4, (), "some applications"
        self._last_row, self._last_sentence = "new", frame.sentence
        return self._state(frame, new, GUESSED)
