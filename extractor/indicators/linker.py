"""Links each figure to what it states.

Reading map: `link` builds frames, decides for every figure which thing is counted (`_object`),
and hands it to the reader of that topic: applications (table 3), disputes (table 4), things of
table 2, published items, the rest. Relations between figures are read afterwards.
"""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import regex

from extractor.indicators.applications import ApplicationReader
from extractor.indicators.bodies import BodyReader
from extractor.indicators.cues import Hit, table
from extractor.indicators.disputes import GROUPS, DisputeReader, group_of
from extractor.indicators.frames import Frame, build_frames
from extractor.indicators.narrative import narrative
from extractor.indicators.publication import PublicationReader, table2
from extractor.indicators.relations import find_relations
from extractor.indicators.words import thing_by_words
from extractor.language.folding import fold
from extractor.records import Document, Figure, Identity, Relation, Scope, Sentence, Tables

APPLICATION_UNITS = frozenset(["件", "起", "宗", "例", "件次", "份", "条", "", "案", "单"])
CASE_UNITS = frozenset(
    ["件", "起", "宗", "例", "件次", "份", "条", "人次", "次", "", "项", "个", "案", "单", "封"]
)
TABLE2 = frozenset(
    [
        "rules",
        "normative",
        "licences",
        "penalties",
        "coercion",
        "other_services",
        "charge",
        "procurement_items",
        "procurement_amount",
    ]
)

_APPLICATION_HEADING = regex.compile(r"依申请|申请公开|申请办理|收到和处理")
_DISPUTE_HEADING = regex.compile(r"复议|诉讼")
_PUBLISH_HEADING = regex.compile(r"主动公开|信息公开情况|平台|公开数量|新媒体|渠道")
_PUBLISH_VERB = regex.compile(
    r"公开|发布|推送|更新|刊发|刊登|转发|上传|编发|发文|发稿|推文|刊载|采用|播发|转载|登载|条数|信息量"
)
_APPLICATION_NEAR = regex.compile(r"申请")


CASE_THINGS = frozenset(
    [
        "application",
        "review",
        "litigation",
        "direct",
        "after_review",
        "dispute",
        "enquiry",
        "npc",
        "cppcc",
        "both_proposals",
        "other_cases",
    ]
)
_DOCUMENTS = regex.compile(r"公文|公开属性|制发文件|镇属文件|文件\d|合同\d|属性")
_YEARS = r"(?:(?:19|20)\d\d年(?:度)?|上(?:一)?年(?:度)?|去年|年初|上年末|上年底)"
_RESTATED = regex.compile(r"[\s，、]*(?:达到|达|具体为|准确数字为|准确为|确切数为|即|准确数为)\s*")
_COMPARED = regex.compile(
    rf"[\s，,；;、（(]*(?:是|(?:比|较|与|同|相比|对比|而)[^，。；]{{0,10}}?)?{_YEARS}(?:同期|末|底)?(?:的|为|是|有|共)?[\s（(]*"
)
_THIN = regex.compile(
    r"[\s，,；;、：:（(。]*(?:其中|共|全年|合计|共计|总计|累计|实际|达|为|有|约|近|超|总数|数量|总量|分别|各|共有|年末|年底|目前|现|已|均|处理|办理|受理|收到|接到|回复|答复|办结|举办|召开|组织|开展|发布|推出|转办|线上|线下|网上|本年|今年|当年|人大|政协|建议|提案|市级|省级|县级|区级|(?:19|20)\d\d年|上半年|下半年|[一二三四]季度|了|的|是)*\s*"
)
_CHANGED_TO = regex.compile(
    r"^[^，。；]{0,8}(?:增加|减少|上升|下降|提高|提升|增长|降低|增|减|降|升|调整|精简|压减|核减|缩减|扩大|变)(?:到|至|为)(?:了)?(?:[^，。；]{0,6}年(?:度)?的?)?\s*$"
)
_YEAR_ONLY = regex.compile(rf"{_YEARS}(?:同期)?(?:为|是)?\s*")
_YEAR_TURN = regex.compile(
    r"[\s，,、；;]*(?:(?:19|20)\d\d年(?:度)?|今年|本年度?)(?:为|是|共|有)?\s*"
)
_CASE_VERB = regex.compile(
    r"办结|答复|收到|新收|收件|受理|结转|在办|办理|登记|办复|未办结|新增(?=\d|\s*$)|承办|作出处理|实办|已办|应办|办完|办毕|办掉|待办|待答复|剩余"
)
ITEM_UNITS = frozenset(["条", "篇", "则", "条次", "篇次", "余条"])
_PUBLISHED = regex.compile(
    r"(?:公开|发布|推送|更新|刊发|发文|推文|编发|转发|上传|挂网|推出|发)(?:了|共|约|近|达|共计|累计)*\s*$"
)
_MADE = {"t2.normative.issued": "t2.normative.made", "t2.rules.issued": "t2.rules.made"}
_IS_ONE = regex.compile(r"(?:为|是|系|属于?)[\u4e00-\u9fff]")
_CARRIED = regex.compile(r"(?<![审办])结转")
_SHORT_DECISION = regex.compile(
    r"[\s，,、；;]*(?:行政)?(?P<thing>许可|处罚|强制)(?:措施|决定)?[：:]?\s*"
)
_SUBJECT = regex.compile(r"涉及|类$|方面$|^[、，]?[\u4e00-\u9fff]{4,}$")
_CONTENT = regex.compile(r"[\u4e00-\u9fff]{2}")
_CASE_NOISE = regex.compile(
    r"[^\u4e00-\u9fff]|全年|本年度?|今年|年内|当年|年末|年底|累计|共计|合计|共|总计|实际|按期|按时|均|已|应|新|我[局委办厅镇县市区乡]|本[局委办厅镇机关级]|全[市县区省系]统?|[省市县区][\u4e00-\u9fff]{0,8}?(?:局|委|厅|办|政府)|各级|行政机关|"
    r"办结|答复|收到|收件|受理|结转|在办|办理|登记|办复|未|承办|作出处理|处理|依法|书面|其中|上年|年度|年|的|了|到|为|以|由|并|量|数|件|含|有|剩余|其余|余|另|还|下|转|增|完|毕|掉|待|实|来"
)
_LISTED = regex.compile(
    r"[\s，,；;、：:。（(]*[“\"]?(?:其他|其它|其余|(?:全年|全[市县区省镇旗系统]+|年内|今年)?(?:累计|合计|总计|共计|共|总共)?|总共|两项合计|二者相加|三项相加|全县总数|以上|确切数为|准确数字为|具体为|达到|(?:19|20)\d\d年(?:度)?)[”\"]?(?:为|是|共|刚好|正好)?\s*"
)


class Topic(NamedTuple):
    """The thing a figure counts; `sure` where the figure's own clause names it."""

    thing: str
    hits: list[Hit]
    words: str
    last: bool
    sure: bool


class Linker:
    """Links the figures of one report, in text order."""

    def __init__(
        self,
        text: str,
        document: Document,
        identity: Identity,
        tables: Tables,
        sentences: tuple[Sentence, ...],
        figures: tuple[Figure, ...],
    ) -> None:
        self._text, self._sentences = text, sentences
        self._spans: dict[int, list[tuple[int, int]]] = {}
        for f in figures:
            if f.qualifier != "zero":
                self._spans.setdefault(f.sentence, []).append((f.start, f.end))
        self._form_2019 = (
            identity.form or ("2019" if identity.year in (2019, 2020) else "2021")
        ) == "2019"
        year = identity.year if identity.year is not None else document.year_hint
        self._year = year
        self._applications = ApplicationReader(year, self._form_2019)
        self._disputes = DisputeReader()
        self._publications = PublicationReader()
        agency = identity.agency or document.agency_hint
        self._bodies = BodyReader(agency)
        self._government = bool(
            agency
            and regex.search(r"(?:人民政府|[省市县区]|管理委员会|管委会|实验区|开发区)$", agency)
        )
        self._things: dict[int, str] = {}
        self._sentence = -1
        self._thing = ""
        self._body: str | None = None
        self._case = ""
        self._linked: dict[int, tuple[Figure, str]] = {}
        self._previous: Frame | None = None

    def read(self, frame: Frame) -> Figure:
        """The figure of `frame` with indicator, readings, confidence and scope."""
        figure = frame.figure
        if frame.sentence != self._sentence:
            self._sentence, self._thing, self._body = frame.sentence, "", None
        body = self._scope(frame)
        frame.scoped_body = body
        scope = Scope(figure.scope.year, body)
        if figure.qualifier == "zero" or figure.kind in ("ratio", "change", "rank"):
            if self._form_2019 and figure.indicator in _MADE:
                made = _MADE[figure.indicator]
                return msgspec.structs.replace(
                    figure, scope=scope, indicator=made, readings=(made,)
                )
            if figure.qualifier == "zero" and figure.indicator and figure.indicator.startswith("t"):
                self._thing = "application" if figure.indicator.startswith("t3") else self._thing
            return msgspec.structs.replace(figure, scope=scope)
        copied = self._copied(frame)
        if copied is not None:
            source, thing = copied
            if (source.indicator or "").endswith(".previous_items"):
                # 由上年的9项调整为5项: this year's items are no cell of the form
                source = msgspec.structs.replace(
                    source, indicator="n.services", readings=("n.services",)
                )
            if (
                thing == "application"
                and frame.figure.unit in CASE_UNITS
                and source.indicator is not None
            ):
                self._applications.adopt(frame.index, source.indicator)
            self._things[frame.index] = thing
            out = msgspec.structs.replace(
                figure, indicator=source.indicator, confidence=source.confidence * 0.9,
                readings=source.readings, scope=scope, reason="as the figure it is compared with",
            )  # fmt: skip
            self._remember(frame, out, thing)
            return out
        topic = self._object(frame)
        if not topic.sure and frame.parent is None and figure.kind != "amount":
            topic = self._by_words(frame, topic)
        indicator, confidence, others, reason = self._state(frame, topic)
        if indicator is not None and indicator.startswith("t3."):
            topic = topic._replace(thing="application")
        if topic.thing in CASE_THINGS:
            self._case = topic.thing
        if topic.thing:
            self._things[frame.index] = topic.thing
            self._thing = topic.thing
        if indicator is not None and ".carried_" in indicator and scope.year is not None:
            if self._year is not None and abs(scope.year - self._year) == 1:
                scope = Scope(None, scope.body)  # 上年结转: the year belongs to the row's name
        readings = () if indicator is None else (indicator, *(o for o in others if o != indicator))
        out = msgspec.structs.replace(
            figure,
            indicator=indicator,
            confidence=confidence,
            readings=readings,
            scope=scope,
            reason=reason,
        )
        self._remember(frame, out, topic.thing)
        return out

    def _remember(self, frame: Frame, figure: Figure, thing: str) -> None:
        self._linked[frame.index] = (figure, thing)
        self._previous = frame

    def _copied(self, frame: Frame) -> tuple[Figure, str] | None:
        """The figure whose indicator this one shares: a comparison, a year's turn, a body's part."""
        if frame.scoped_body and frame.parent is not None and frame.parent in self._linked:
            source, thing = self._linked[frame.parent]
            named = table("objects").last(frame.left)
            if named is not None and named.value in GROUPS and named.value != thing:
                return None
            if (
                source.unit == frame.figure.unit
                and source.indicator is not None
                and source.scope.body is None
            ):
                return source, thing
        previous = self._previous
        if previous is None or previous.sentence != frame.sentence:
            return None
        source, thing = self._linked[previous.index]
        if source.indicator is None or source.unit != frame.figure.unit:
            return None
        words = frame.left if frame.left.strip() else frame.since
        if (
            _CHANGED_TO.search(words)
            or _RESTATED.fullmatch(words)
            or _COMPARED.fullmatch(words)
            or (frame.bracket and _YEAR_ONLY.fullmatch(frame.since.split("（")[-1].split("(")[-1]))
            or _YEAR_TURN.fullmatch(words)
        ):
            return source, thing
        return None

    # -- whose figure ---------------------------------------------------------------------

    def _scope(self, frame: Frame) -> str | None:
        body = self._bodies.body_of(frame.clause, frame.left, frame.since, frame.parent is not None)
        if body is not None:
            self._body = body
            return body
        if (
            "；" in frame.since
            or ";" in frame.since
            or "。" in frame.since
            or regex.search(r"全[市区县省旗州厅局]|合计|总计|我[局委厅]|本[局机委]", frame.since)
        ):
            self._body = None
        if frame.joined or frame.bracket:
            return self._body if frame.joined and frame.parent is None else None
        return self._body

    # -- which thing ----------------------------------------------------------------------

    def _object(self, frame: Frame) -> Topic:
        objects = table("objects")
        left, right = objects.hits(frame.left), objects.hits(frame.right)
        if frame.leads:
            onward = objects.hits(frame.onward) if not right else right
            onward = [h for h in onward if h.start < 26]
            if onward:
                return Topic(self._pick(onward, frame, False), onward, frame.onward, False, True)
        after = self._noun_after(frame, right)
        if after is not None and not (left and left[-1].end >= len(frame.left) - 1):
            return Topic(after.value, right, frame.right, False, True)
        if left:
            return Topic(self._pick(left, frame, True), left, frame.left, True, True)
        short = _SHORT_DECISION.fullmatch(frame.left)
        if short is not None and self._thing in TABLE2:
            return Topic(
                {"许可": "licences", "处罚": "penalties", "强制": "coercion"}[short["thing"]],
                [],
                frame.left,
                True,
                True,
            )
        if frame.figure.unit in ITEM_UNITS and _PUBLISHED.search(frame.left):
            return Topic("published", [], frame.left, True, True)
        case = self._case_topic(frame, right)
        if case is not None:
            return case
        if frame.parent is not None and frame.parent in self._things:
            return Topic(self._things[frame.parent], [], frame.left, True, False)
        if frame.turn is None and not frame.joined:
            since = objects.hits(frame.since)
            if (
                since
                and "；" not in frame.since[since[-1].end :]
                and len(frame.since) - since[-1].end < 40
            ):
                return Topic(self._pick(since, frame, True), since, frame.since, True, False)
        if right and right[0].start < 12:
            return Topic(self._pick(right, frame, False), right, frame.right, False, True)
        if self._thing:
            return Topic(self._thing, [], frame.left, True, False)
        head = objects.hits(frame.before)
        if head:
            return Topic(self._pick(head, frame, True), head, frame.before, True, False)
        return Topic(self._by_heading(frame), [], frame.left, True, False)

    def _by_words(self, frame: Frame, topic: Topic) -> Topic:
        """Where no cue stands in the figure's own clause: the noun before it, segmented."""
        if not _CONTENT.search(frame.left):
            return topic
        spans = tuple(self._spans[frame.sentence])
        at = spans.index((frame.figure.start, frame.figure.end))
        s = self._sentences[frame.sentence]
        thing = thing_by_words(self._text, spans, s.start, s.end, at)
        return Topic(thing, [], frame.left, True, True) if thing else topic

    def _case_topic(self, frame: Frame, right: list[Hit]) -> Topic | None:
        """`新收23件`, `办结76件` without a noun: the kind of case last spoken of, else applications."""
        if right[:1] or frame.figure.unit not in ("件", "起", "宗", "例", "件次", "份", ""):
            return None
        parent = self._things.get(frame.parent) if frame.parent is not None else None
        verb = _CASE_VERB.search(frame.left)
        if verb and parent in (None, "", self._case or "application"):
            since = [h.value for h in table("objects").hits(frame.since) if h.value != "published"]
            if since:
                return None
            if self._case or parent:
                return Topic(parent or self._case, [], frame.left, True, True)
            if self._thing in TABLE2:
                return None
            if len(_CASE_NOISE.sub("", frame.left)) > 2:
                return None  # 法律援助受理402件: another thing is named
            if verb.group() != "办理" or regex.search("结转|新收", frame.before):
                return Topic("application", [], frame.left, True, True)
        if (
            self._case == "application"
            and _LISTED.fullmatch(frame.left)
            and (frame.parent is None or parent == "application")
        ):
            return Topic("application", [], frame.left, True, False)
        return None

    def _pick(self, hits: list[Hit], frame: Frame, nearest_last: bool) -> str:
        """The object that counts among those named: the nearest, but a thing before its medium."""
        order = list(reversed(hits)) if nearest_last else hits
        unit = frame.figure.unit
        first = order[0].value
        if first == "published":
            for h in order[1:]:
                if (
                    h.value in ("interpretation", "interview", "press", "consultation")
                    and abs(h.start - order[0].start) <= 8
                    and unit not in ("次数",)
                ):
                    return h.value
                if h.value in ("views", "followers") and abs(h.start - order[0].start) <= 6:
                    return h.value
                if (
                    h.value == "normative"
                    and order[0].end - order[0].start == 2
                    and frame.left[order[0].start : order[0].end] == "文件"
                ):
                    return h.value
        if first == "services":
            for h in order[1:]:
                if (
                    h.value in ("licences", "penalties", "coercion", "other_services")
                    and abs(h.end - order[0].start) <= 1
                ):
                    return h.value
        if first == "litigation":
            for h in order[1:]:
                if h.value in ("direct", "after_review") and abs(h.start - order[0].start) <= 10:
                    return h.value
        if (
            first == "cppcc"
            and frame.turn is None
            and any(h.value == "npc" for h in order[1:])
            and "、" in frame.since + "、"
            and frame.left.count("建议")
        ):
            return "both_proposals"
        return first

    def _noun_after(self, frame: Frame, right: list[Hit]) -> Hit | None:
        """`8份政府信息公开申请`: the noun right behind the number is what is counted."""
        if not right:
            return None
        gap = frame.right[: right[0].start]
        if right[0].start > 10 or regex.search(r"[、办答收公发结召举开已均并较比占的为是被]", gap):
            return None
        return right[0]

    def _by_heading(self, frame: Frame) -> str:
        if _DISPUTE_HEADING.search(frame.heading) or frame.section == 4:
            return "dispute"
        if _APPLICATION_HEADING.search(frame.heading) or frame.section == 3:
            return "application"
        if _PUBLISH_HEADING.search(frame.heading) and (
            _PUBLISH_VERB.search(frame.left)
            or (frame.figure.unit in ITEM_UNITS and _THIN.fullmatch(frame.left))
        ):
            return "published"
        return ""

    # -- what it states -------------------------------------------------------------------

    def _state(self, frame: Frame, topic: Topic) -> tuple[str | None, float, tuple[str, ...], str]:
        thing, unit = topic.thing, frame.figure.unit
        amount = frame.figure.kind == "amount"
        rows = self._strong_row(frame)
        own = thing in GROUPS and topic.sure
        dispute = thing if own else self._dispute_context(frame, thing)
        if dispute:
            thing = dispute
        elif (
            unit in APPLICATION_UNITS
            and not amount
            and unit not in ("条", "人次")
            and self._own_vocabulary(frame)
        ):
            thing = "application"
        if thing in GROUPS or thing == "dispute":
            if amount or unit not in CASE_UNITS:
                return "n.other", 0.4, (), "unit"
            if (
                (own or not dispute)
                and thing == "review"
                and rows
                and "复议" not in frame.left + (frame.onward if frame.leads else "")
            ):
                thing = "application"
            else:
                group, both = group_of(topic.hits, topic.words, topic.last)
                if group is None and thing in GROUPS:
                    group = thing
                found, confidence, reason = self._disputes.read(frame, group, both)
                if (
                    not own
                    and found is not None
                    and found.endswith(".total")
                    and self._another_kind(frame)
                ):
                    return "n.other", 0.4, (), "a kind of case"
                return found, confidence, (), reason
        if amount:
            if thing == "fee" or (
                regex.search(r"处理费|信息公开[^，。；]{0,8}费", frame.before[-40:])
                and thing != "charge"
            ):
                return "n.fee_collected", 0.9, (), "fee"
            if thing in ("charge", "procurement_amount"):
                return table2(frame, thing, self._form_2019)
            if thing in ("procurement_items",) and self._form_2019:
                return "t2.procurement.amount", 0.7, (), "procurement"
            return "n.other", 0.5, (), "money"
        if thing in TABLE2:
            if (
                rows
                and frame.parent is not None
                and self._things.get(frame.parent) == "application"
            ):
                thing = "application"
            else:
                return table2(frame, thing, self._form_2019)
        if thing == "application" or (
            rows and unit in APPLICATION_UNITS and self._near_application(frame, thing)
        ):
            if unit not in CASE_UNITS:
                return "n.other", 0.4, (), "unit"
            if (
                unit == "条"
                and frame.parent is None
                and not regex.search("申请", frame.left + frame.right)
            ):
                return None, 0.2, (), "unit"
            certain = topic.sure and thing == "application"
            return self._applications.read(frame, certain)
        if thing == "published":
            if (
                not _PUBLISH_VERB.search(frame.left + frame.since + frame.right[:6])
                and frame.parent is None
                and not table("channels").hits(frame.left)
            ):
                if not topic.sure:
                    return "n.other", 0.3, (), "other"
                if not regex.search(r"信息|稿|文|推|视频", frame.left + frame.right):
                    return "n.other", 0.3, (), "other"
            found, confidence, reason = self._publications.read(frame)
            return found, confidence, (), reason
        if thing:
            if not topic.sure and not _THIN.fullmatch(frame.left):
                if frame.parent is None and len(frame.left.strip()) > (6 if frame.joined else 3):
                    return "n.other", 0.3, (), "other"
            parent = self._things.get(frame.parent) if frame.parent is not None else None
            found, confidence, reason = narrative(frame, thing, parent)
            return found, confidence, (), reason
        return "n.other", 0.3, (), "other"

    def _strong_row(self, frame: Frame) -> bool:
        """Does the clause name an outcome or an applicants' kind of table 3?"""
        words = regex.split(r"[，,]", frame.onward)[0][:26] if frame.leads else frame.left
        hits = table("rows").hits(words)
        if any(h.value not in ("granted", "other", "rejected.petition") for h in hits):
            return True
        if hits and (frame.parent is not None or "其他处理" in words):
            return True
        return any(
            h.value in ("carried_in", "carried_out") for h in table("flow").hits(words)
        ) or any(h.value for h in table("columns").hits(words))

    def _another_kind(self, frame: Frame) -> bool:
        """征地补偿13件 after 行政诉讼24件: cases by subject, not another total."""
        return bool(
            frame.scoped_body is None
            and not frame.leads
            and not _THIN.fullmatch(frame.left)
            and _SUBJECT.search(frame.left)
        )

    def _dispute_context(self, frame: Frame, thing: str) -> str:
        """The group, where a result of a review or lawsuit is told under one (其中维持3件)."""
        about = self._things.get(frame.parent, "") if frame.parent is not None else self._thing
        if about not in GROUPS or thing in ("npc", "cppcc", "enquiry"):
            return ""
        words = frame.onward if frame.leads else frame.left
        if ("申请" in words and "复议" not in words) or regex.search(
            r"收到|新收|受理|依申请|予以公开|不予|无法", words
        ):
            return ""
        if table("results").hits(words) or regex.search(r"跨年|等待|尚无", words):
            return about
        return ""

    def _own_vocabulary(self, frame: Frame) -> bool:
        """Words that only table 3 uses: reasons of refusal, 结转, 不予处理 …"""
        words = frame.left if not frame.leads else regex.split(r"[，,]", frame.onward)[0]
        if (
            not frame.leads
            and _THIN.fullmatch(words)
            and "；" not in frame.since
            and not frame.joined
        ):
            words = frame.since  # 无法提供仍是最多的类型，共60件
        if regex.search(r"复议|诉讼|建议|提案|留言|来信|公文|文件", words):
            return False
        if (
            self._case in ("npc", "cppcc", "both_proposals", "enquiry")
            and "申请" not in words
            and self._thing == self._case
        ):
            return False
        hits = table("rows").hits(words)
        if _DOCUMENTS.search(frame.before) and "申请" not in frame.before.replace("依申请公开", ""):
            return False
        apt = self._thing == "application" or frame.about_applications or frame.section == 3
        if any(
            ("." in h.value and h.value not in ("rejected.petition", "other.other", "denied.law"))
            or h.value in ("unavailable", "rejected", "partial", "granted+partial")
            for h in hits
        ):
            return True
        if frame.figure.unit in ("件", "起", "宗", "例", "份", "件次"):
            if any(h.value in ("denied", "denied.law") for h in hits):
                return "信息公开率" not in words
            if any(h.value == "rejected.petition" for h in hits):
                return apt
            if any(h.value == "granted" for h in hits):
                return apt or bool(regex.search(r"(?:予以|同意|准予)公开", words))
        return _CARRIED.search(words) is not None and self._case not in GROUPS

    def _near_application(self, frame: Frame, thing: str) -> bool:
        if thing in (
            "enquiry",
            "npc",
            "cppcc",
            "both_proposals",
            "training",
            "consultation",
            "services",
            "views",
            "followers",
        ):
            return False
        if frame.parent is not None:
            return self._things.get(frame.parent) == "application"
        return (
            self._thing == "application"
            or bool(_APPLICATION_NEAR.search(frame.before))
            or bool(_APPLICATION_HEADING.search(frame.heading))
            or frame.section == 3
            or thing in ("", "application")
        )


def link(
    document: Document,
    sentences: tuple[Sentence, ...],
    figures: tuple[Figure, ...],
    identity: Identity,
    tables: Tables,
) -> tuple[tuple[Figure, ...], tuple[Relation, ...]]:
    """The figures with what each states, and the equations the prose puts them into."""
    text = fold(document.text)
    frames = build_frames(text, sentences, figures)
    linker = Linker(text, document, identity, tables, sentences, figures)
    linked = [linker.read(frame) for frame in frames]
    return tuple(linked), find_relations(text, sentences, frames, linked)
