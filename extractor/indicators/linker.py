"""Links each figure to what it states.

Reading map: `link` has the steps from frames to relations. `Linker.read` goes through the frames in
text order: `topics.py` finds which thing a figure counts, `vocabulary.py` what else its words tell,
and `_state` hands it to the reader of that topic. What other figures prove (`totals.py`) and the
model (`model/`) come behind it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec
import regex

from extractor.indicators.application_bare import NOUN_BEHIND
from extractor.indicators.applications import ApplicationReader
from extractor.indicators.bodies import as_in_source, place_bodies
from extractor.indicators.cues import table
from extractor.indicators.decided import as_decided
from extractor.indicators.disclosure_fee import is_disclosure_fee
from extractor.indicators.disputes import GROUPS, DisputeReader, counts_cases, group_in, group_of
from extractor.indicators.frames import Frame, build_frames
from extractor.indicators.lists import place_in_lists
from extractor.indicators.matters import less_sure, note_matters
from extractor.indicators.memory import APPLICATION_UNITS, CASE_UNITS, TABLE2, TIMES, Memory
from extractor.indicators.model import Decide, jointly
from extractor.indicators.narrative import narrative
from extractor.indicators.other_cases import without_others
from extractor.indicators.phrases import (
    CHANGED_TO,
    COMPARED,
    PUBLISH_VERB,
    RESTATED,
    THIN,
    YEAR_ONLY,
    YEAR_TURN,
)
from extractor.indicators.publication import PublicationReader, is_sum, table2
from extractor.indicators.published_sums import with_published_sums
from extractor.indicators.relations import find_relations
from extractor.indicators.row_years import without_row_year
from extractor.indicators.sequels import change_of_items, in_row_of_years, is_year_before
from extractor.indicators.statements import AS_COMPARED, OTHER
from extractor.indicators.stock import with_stocks
from extractor.indicators.topics import Topic, TopicFinder
from extractor.indicators.totals import with_totals
from extractor.indicators.vocabulary import (
    another_kind_of_case,
    dispute_told_on,
    names_a_row,
    names_outcome,
    near_applications,
    speaks_of_applications,
    tells_openness,
)
from extractor.language.folding import fold
from extractor.records import Document, Figure, Identity, Relation, Scope, Sentence, Tables

_DECIDED = frozenset(["licences", "penalties", "coercion", "other_services"])
_DECIDING = regex.compile(r"办|作出|实施|决定|处理|处罚|强制|许可|项目|增|减")
_WITHHELD = re.compile(r"不予公开|不公开|依申请公开")
_ITEMS = regex.compile(r"信息|稿|文|推|视频")
_HELD = frozenset(["training", "press", "interview"])
_HOLDING = regex.compile(r"(?:开展|举办|组织|召开|开办|[自主宣]?讲|授课)(?:了|共)*\s*$")
"""面向乡镇开展4场: one more of those that the sentence tells."""
_MADE = {"t2.normative.issued": "t2.normative.made", "t2.rules.issued": "t2.rules.made"}
"""What the form of 2019 calls them."""
_OTHER_YEARS = "t3.elsewhere"
"""The row reader's word for 结转 between two years of which neither is the report's."""
_NO_VERB = regex.compile(r"^(?!.*(?:受理|收到|办理|经办|接收|事项)).*依申请公开")
"""依申请公开0条, without a verb: it may count documents."""
_COUNTS_APPLICATIONS = regex.compile(
    r"申请(?:书|表|(?<!依申请)事项|数量?|总[量数])?(?:登记|收到|受理|接收|收件)?(?:共|为|有|约|近|达)*\s*〇|〇[^，。；]{0,6}申请"
    r"|(?:收到|接到|受理)(?:群众|公民|[村居市]民|企业)?(?:了|的)?依申请公开(?:事项)?(?:共|为|有)?〇"
    r"|申请公开(?:数量?|总[量数])(?:共|为|有)?〇"
    r"|依申请公开(?:共)?(?:收到|接到|受理)(?:了|共)?〇|书面(?:申请|要求)公开[^，。；\d]{0,16}的?〇"
)
"""申请 right beside the number, which stands as 〇."""
_ANSWERED_BEHIND = re.compile(r"[，,](?:均|都|全部|已)[^，。；\d]{0,14}(?:办结|答复|回复)")
"""依申请公开3条，均在规定时限内办结: applications after all."""
_LOOSE_UNITS = (CASE_UNITS - APPLICATION_UNITS - {"封"}) | {"份"}
"""Units that count many things besides applications."""
_PAPERS = frozenset(["份", "封", "票", "笔", "张", "人次"])
"""Of these, units in which applications go on to be counted once they were."""
SHORT_ROW = 6
"""So few characters before a number hold nothing but what became of applications (予以公开)."""
SIBLINGS = 5
"""How many figures back the one of another body may stand (市局318件，东城分局172件)."""
_NO_MORE = regex.compile(r"[\s，,、；]*(?:共|均|约|有|为|是|合计|分别|则|计)*\s*")
"""A clause of nothing but a body: it tells what the figure before it told."""
_MARKS = " \u3000，,；;、（("
_COPIED = 0.9
"""What is left of a link's confidence when another figure takes it over."""


class Reading(NamedTuple):
    """What a figure states: its indicator (None undecided), other readings, and why.

    `thing` is what it counts where the topic says otherwise (信访、咨询转出46件 are applications).
    """

    indicator: str | None
    confidence: float
    others: tuple[str, ...]
    reason: str
    thing: str = ""


def _names_its_row(frame: Frame) -> bool:
    """交警支队收到的申请最多，为203件: does the sentence say anew what the number is of?"""
    new_sentence = frame.since == frame.before
    return new_sentence and any(table(t).hits(frame.since) for t in ("flow", "rows"))


def _names_another(frame: Frame, thing: str) -> bool:
    """被复议的，2021年5件；被诉的，2021年3件: do the words before name another kind of cases?"""
    named = table("objects").last(frame.since) if thing in GROUPS else None
    return named is not None and named.value in GROUPS and named.value != thing


def _other(reason: str, confidence: float = 0.4) -> Reading:
    return Reading("n.other", confidence, (), reason)


class Linker:
    """Links the figures of one report, in text order."""

    def __init__(
        self,
        text: str,
        document: Document,
        identity: Identity,
        sentences: tuple[Sentence, ...],
        figures: tuple[Figure, ...],
    ) -> None:
        self._year = identity.year if identity.year is not None else document.year_hint
        form = identity.form or ("2019" if self._year in (2019, 2020) else "2021")
        self._form_2019 = form == "2019"
        self._memory = Memory()
        self._topics = TopicFinder(text, sentences, figures, self._memory)
        self._applications = ApplicationReader(self._year, self._form_2019)
        self._disputes = DisputeReader()
        self._publications = PublicationReader()
        self._linked: dict[int, tuple[Figure, str]] = {}
        self._previous: Frame | None = None

    def read(self, frame: Frame) -> Figure:
        """The figure of `frame` with indicator, readings, confidence and scope."""
        figure = frame.figure
        self._memory.enter(frame.sentence)
        year = figure.scope.year
        if frame.turn_year is not None and not self._after_this_year(frame):
            year = None if frame.turn_year == self._year else frame.turn_year
        elif frame.years_back and self._year is not None:
            year = self._year - frame.years_back
        scope = Scope(year, frame.scoped_body)
        if figure.qualifier == "zero" or figure.kind in ("ratio", "change", "rank"):
            self._note_subject(frame)
            before, _ = self._linked.get(frame.index - 1, (None, ""))
            return self._as_found(frame, change_of_items(frame, figure, before), scope)
        copied = self._copied(frame)
        if copied is not None:
            return self._take_over(frame, scope, *self._linked[copied])
        topic = self._topics.find(frame)
        timed = figure.unit in TIMES
        reading = _other("a length of time", 0.95) if timed else self._state(frame, topic)
        thing = topic.thing
        if thing in TABLE2 and not topic.sure and reading.indicator == OTHER:
            thing = ""
        thing = reading.thing or thing
        self._memory.keep(frame.index, thing, figure.unit)
        out = msgspec.structs.replace(
            figure,
            indicator=reading.indicator,
            confidence=reading.confidence,
            readings=_readings(reading),
            scope=without_row_year(frame, reading.indicator, scope, self._year),
            reason=reading.reason,
        )
        self._remember(frame, out, thing)
        return out

    def _remember(self, frame: Frame, figure: Figure, thing: str) -> None:
        self._linked[frame.index] = (figure, thing)
        self._previous = frame
        self._memory.note_powers(frame.index, frame.left)

    def _note_subject(self, frame: Frame) -> None:
        """诉讼案件较上年少7件（33件比40件）: what a change is of, the numbers behind it count."""
        if frame.figure.kind != "change":
            return
        named = table("objects").last(frame.left)
        if named is not None and named.value in GROUPS:
            self._memory.thing = named.value
            self._disputes.goes_on_with(named.value)

    def _as_found(self, frame: Frame, figure: Figure, scope: Scope) -> Figure:
        """Zero statements have their indicator, shares and changes none."""
        indicator = figure.indicator
        if indicator is not None and indicator.startswith("t3"):
            self._memory.thing = "application"
        if self._form_2019 and indicator is not None:
            indicator = "+".join(_MADE.get(one, one) for one in indicator.split("+"))
        readings = figure.readings if indicator == figure.indicator else (str(indicator),)
        scope = without_row_year(frame, indicator, scope, self._year)
        return msgspec.structs.replace(figure, scope=scope, indicator=indicator, readings=readings)

    # -- figures that take over another's indicator ---------------------------------------

    def _copied(self, frame: Frame) -> int | None:
        """The figure whose indicator this one shares: compared with, a year's turn, a part.

        Where its own words add nothing, the frame keeps that they tell the same (`told_as`).
        """
        unit = frame.figure.unit
        if frame.scoped_body and frame.parent is not None and frame.parent in self._linked:
            source, thing = self._linked[frame.parent]
            named = table("objects").last(frame.left)
            if named is not None and named.value in GROUPS and named.value != thing:
                return None
            if source.unit == unit and source.indicator and source.scope.body is None:
                bare = not frame.left.strip(_MARKS)  # 其中市本级12件: the body and no more
                frame.told_as = frame.parent if bare else None
                return frame.parent
        if frame.scoped_body and _NO_MORE.fullmatch(frame.left) and not _names_its_row(frame):
            sibling = self._sibling(frame)
            if sibling is not None:
                # 省局被诉14件；被复议，省局22件: of another kind
                return None if _names_another(frame, self._linked[sibling][1]) else sibling
        return self._compared(frame)

    def _compared(self, frame: Frame) -> int | None:
        """The figure right before it that the figure is compared with or told anew."""
        previous = self._previous
        if previous is None:
            return None
        if previous.sentence != frame.sentence:
            told = is_year_before(frame, previous, self._linked[previous.index][0])
            frame.told_as = previous.index if told else None
            return frame.told_as
        words = frame.left if frame.left.strip() else frame.since
        index, compared = previous.index, COMPARED.fullmatch(words)
        if in_row_of_years(frame, previous) and self._linked[index][0].indicator:
            frame.told_as = index
            return index
        if compared and frame.parent is None and previous.parent in self._linked:
            index = previous.parent  # 许可96件，其中准予90件；与上年88件相比
        source, thing = self._linked[index]
        unlike = source.indicator is None or source.unit != frame.figure.unit
        if unlike or _names_another(frame, thing):
            return None
        in_bracket = frame.bracket and YEAR_ONLY.fullmatch(frame.since.split("（")[-1])
        again = RESTATED.fullmatch(words) and previous.index == frame.index - 1
        if compared or in_bracket or again or YEAR_TURN.fullmatch(words):
            frame.told_as = index
            return index
        changed = CHANGED_TO.search(words)
        if changed and not changed["what"].strip(_MARKS):
            frame.told_as = index
        return None if changed is None else index

    def _sibling(self, frame: Frame) -> int | None:
        """The figure before it that tells the same of another body, or of the whole."""
        for index in range(frame.index - 1, frame.index - SIBLINGS, -1):
            source, _ = self._linked.get(index, (None, ""))
            if source is None or frame.sentence - source.sentence > 1:
                continue
            told = source.indicator not in (None, "n.other") and source.unit == frame.figure.unit
            if told and source.scope.year == frame.figure.scope.year:
                return index
        return None

    def _take_over(self, frame: Frame, scope: Scope, source: Figure, thing: str) -> Figure:
        indicator, readings = source.indicator, source.readings
        if (indicator or "").endswith(".previous_items"):
            # 由上年的9项调整为5项: this year's items are no cell of the form
            indicator, readings = "n.services", ("n.services",)
        if thing == "application" and frame.figure.unit in CASE_UNITS and indicator:
            self._applications.adopt(frame.index, indicator)
        self._memory.things[frame.index] = thing
        out = msgspec.structs.replace(
            frame.figure,
            indicator=indicator,
            confidence=source.confidence * _COPIED,
            readings=readings,
            scope=scope,
            reason=AS_COMPARED,
        )
        self._remember(frame, out, thing)
        return out

    # -- what it states -------------------------------------------------------------------

    def _state(self, frame: Frame, topic: Topic) -> Reading:
        """Hands the figure to the reader of its topic."""
        thing, unit = topic.thing, frame.figure.unit
        amount = frame.figure.kind == "amount"
        own_dispute = thing in GROUPS and topic.sure
        told_on = dispute_told_on(frame, thing, self._memory)
        if own_dispute or told_on:
            thing = thing if own_dispute else told_on
        elif unit in APPLICATION_UNITS - {"条"} and not amount:
            if speaks_of_applications(frame, self._memory):
                thing = "application"
        if thing in GROUPS or thing == "dispute":
            words = frame.left + (frame.onward if frame.leads else "")
            loose = thing == "review" and "复议" not in words and (own_dispute or not told_on)
            outcome = loose and names_outcome(frame, self._memory)
            if not outcome or self._disputes.goes_on_open(frame):
                return self._dispute(frame, topic, thing, own_dispute)
            thing = "application"
        if amount:
            return self._money(frame, thing)
        if thing in TABLE2:
            of_applications = self._memory.parent_thing(frame.parent) == "application"
            if not (of_applications and names_a_row(frame)):
                return self._of_table2(frame, topic, thing)
            thing = "application"
        if thing == "application" or (
            unit in APPLICATION_UNITS
            and near_applications(frame, thing, self._memory)
            and names_a_row(frame)
        ):
            return self._application(frame, certain=topic.sure and thing == "application")
        if thing == "published":
            return self._published(frame, topic)
        return self._narrative(frame, topic, thing)

    def _of_table2(self, frame: Frame, topic: Topic, thing: str) -> Reading:
        if thing in _DECIDED:
            if frame.parent in self._memory.powers and frame.figure.unit in ("项", "个"):
                return _other("a kind of power", 0.6)  # 行政权力841项，其中行政许可24项
            told = THIN.fullmatch(frame.left) or _DECIDING.search(frame.left)
            if not topic.sure and not told:
                return _other("beside the decisions")  # 行政许可档案进行整理，完成2460件
            listed = self._memory.parent_thing(frame.parent) == "services"
            if listed and frame.figure.unit in ("项", "个"):
                # 政务服务事项1527项，其中行政许可318项: matters of a list
                return Reading("n.services", 0.7, (), "a kind of services")
        return Reading(*table2(frame, thing, self._form_2019))

    def _dispute(self, frame: Frame, topic: Topic, thing: str, own: bool) -> Reading:
        if not counts_cases(frame):
            return _other("unit")
        group, both = group_of(topic.hits, topic.words, topic.last)
        if group is None and thing in GROUPS:
            group = self._disputes.whole_of_kinds(frame) or thing
        found, sure, why = self._disputes.read(frame, group, both)
        if not own and (found or "").endswith(".total") and another_kind_of_case(frame):
            return _other("a kind of case")
        return Reading(found, sure, (), why, "" if topic.thing else group_in(found))

    def _money(self, frame: Frame, thing: str) -> Reading:
        if is_disclosure_fee(frame, thing):
            return Reading("n.fee_collected", 0.9, (), "fee")
        if thing in ("charge", "procurement_amount"):
            return Reading(*table2(frame, thing, self._form_2019))
        if thing == "procurement_items" and self._form_2019:
            return Reading("t2.procurement.amount", 0.7, (), "procurement")
        return _other("money", 0.5)

    def _application(self, frame: Frame, *, certain: bool) -> Reading:
        if frame.figure.unit not in CASE_UNITS:
            return _other("unit")
        if tells_openness(frame):
            return _other("openness of documents", 0.9)
        near = f"{frame.left}〇{frame.right[:NOUN_BEHIND]}"
        unit = frame.figure.unit
        told_alike = unit in _PAPERS and self._memory.counted_alike("application", unit)
        if unit in _LOOSE_UNITS and not told_alike and not _COUNTS_APPLICATIONS.search(near):
            return _other("unit")
        alike = self._memory.units.get("application") == "条"
        in_items = alike and len(frame.left.strip()) <= SHORT_ROW  # 收到申请2条，办结2条
        bare = not (in_items or "申请" in frame.left + frame.right) or _NO_VERB.search(frame.left)
        bare = bare and not _ANSWERED_BEHIND.match(frame.onward)
        if unit == "条" and frame.parent is None and bare:
            return Reading(None, 0.2, (), "unit")
        read = less_sure(frame, self._applications.read(frame, certain))
        reading = Reading(*read, "application")
        if reading.indicator is not None and reading.indicator.startswith(_OTHER_YEARS):
            return Reading(None, 0.0, (), "carried between other years", "application")
        return reading

    def _published(self, frame: Frame, topic: Topic) -> Reading:
        if _WITHHELD.search(frame.left):
            return Reading(None, 0.2, (), "not published")
        verb = PUBLISH_VERB.search(frame.left + frame.since + frame.right[:6])
        told = verb is not None or is_sum(frame.left) or table("channels").hits(frame.left)
        if not told and frame.parent is None:
            if not topic.sure or not _ITEMS.search(frame.left + frame.right):
                return _other("other", 0.3)
        found, confidence, reason = self._publications.read(frame)
        return Reading(found, confidence, (), reason)

    def _after_this_year(self, frame: Frame) -> bool:
        """Would the last number of its row be of a year to come?"""
        if frame.turn is None or frame.turn_year is None or self._year is None:
            return False
        k, count = frame.turn
        return frame.turn_year + count - 1 - k > self._year

    def _narrative(self, frame: Frame, topic: Topic, thing: str) -> Reading:
        if not thing:
            return _other("other", 0.3)
        if not topic.sure and frame.parent is None and not THIN.fullmatch(frame.left):
            alike = self._memory.counted_alike(thing, frame.figure.unit)
            if alike and self._memory.thing == thing in _HELD and _HOLDING.search(frame.left):
                return Reading(*narrative(frame, thing, None)[:2], (), "held as well")
            if not alike or len(frame.left.strip()) > (6 if frame.joined else 3):
                return _other("other", 0.3)  # the clause names something else
        parent = self._memory.parent_thing(frame.parent)
        found, confidence, reason = narrative(frame, thing, parent)
        return Reading(found, confidence, (), reason)


def _readings(reading: Reading) -> tuple[str, ...]:
    if reading.indicator is None:
        return ()
    return (reading.indicator, *(o for o in reading.others if o != reading.indicator))


def link(
    document: Document,
    sentences: tuple[Sentence, ...],
    figures: tuple[Figure, ...],
    identity: Identity,
    tables: Tables,
    decide: Decide = jointly,
) -> tuple[tuple[Figure, ...], tuple[Relation, ...]]:
    """The figures with what each states, and the equations the prose puts them into.

    The rules read first; `decide` has the last word on what each figure states. `tables` is not
    looked at: what a figure states must not depend on what would fit.
    """
    text = fold(document.text)
    frames = build_frames(text, sentences, figures)
    place_in_lists(frames)
    note_matters(frames)
    place_bodies(frames, identity.agency or document.agency_hint, text, sentences)
    linker = Linker(text, document, identity, sentences, figures)
    year = identity.year if identity.year is not None else document.year_hint
    read = without_others(frames, [*map(linker.read, frames)], text, sentences)
    decided = as_decided(frames, decide(frames, with_totals(frames, read), year), year)
    linked = with_stocks(frames, with_published_sums(frames, decided))
    relations = find_relations(text, sentences, frames, linked, year)
    return as_in_source(document.text, text, sentences, linked), relations
