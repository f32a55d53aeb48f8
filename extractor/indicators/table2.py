"""Things of table 2: rules, normative documents, licences, penalties, coercion, fees, procurement.

The forms differ: that of 2019 and 2020 counts documents made and published, matters and their
change, and procurement; that of 2021 counts documents issued, repealed and in force, decisions and
fees.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.indicators.cues import Hit, table
from extractor.indicators.frames import Frame
from extractor.indicators.statements import OTHER, Statement
from extractor.indicators.wordlists import word_lists

CLOSE_BEHIND = 8
"""How many characters behind a number may say that the documents are in force or repealed."""

_WORDS, _UNITS = word_lists("table2")

_ROW_OF = {"other_services": "services"}
"""Rows of the codebook whose name is not that of the thing."""
_ANOTHER = {"licences": regex.compile("处罚|强制"), "penalties": regex.compile("许可|强制")}
"""许可111件；矿山处罚31件: no more licences."""
_CLOSED = regex.compile(r"（[^（）]*）")
"""A closed bracket."""
_CLAUSE_MARK = regex.compile(r"[、，,；]")
_PREVIOUS = regex.compile(
    r"上(?:一)?年(?:度)?(?:的)?(?:末)?(?:项目|事项)?(?:数量?|数)?|年初(?:的)?|原(?:有)?"
)
"""The column of the form of 2019 for the matters of the year before."""
_MATTERS = regex.compile(_WORDS["matters"])
"""Matters on a list, not decisions."""
_ONLY_DECISIONS = regex.compile(
    rf"{_WORDS['decision_noun']}?{_WORDS['decision_number']}?{_WORDS['decision_is']}*\s*$"
)
"""What may stand between 许可, 处罚, 强制 and the number of decisions."""
_DECIDED = regex.compile(rf"{_WORDS['decision']}[^，。；]{{0,6}}$")
"""A verb or noun of deciding right before the number."""
_BESIDE_DECISIONS = regex.compile(_WORDS["beside_decisions"])
"""What is told of decisions beside their number."""
_OF_DISPUTES = regex.compile(r"(?:应诉|诉讼|复议|败诉)[^；]*(?:其中|涉及|案由|分别|类型)[^；]*$")
"""行政应诉9件，其中涉及行政处罚2件: what the disputes were about."""
_SAVED = regex.compile(r"(?:预算|控制价|节约|节省|节支)[^，。；\d]{0,6}$")
"""Money that procurement did not spend."""
_NOT_YET_DECIDED = regex.compile(
    r"(?:收到|接到|接收|接|收|受理)[^，。；\d]{0,16}(?:许可|审批)[^，。；\d]{0,6}申请"
    r"|^[\s，、；]*(?:共|已|全年|其中)*(?:受理|收到|接到|接收)(?:了|数|为|共)*\s*$"
)
"""收到许可申请58件，受理56件: what was asked for, and what was looked into."""
_UNDONE = regex.compile(
    r"不予(?:行政)?(?:许可|处罚)|免[予于](?:行政)?处罚|不准予"
    r"|(?:审理|会审|评查|抽查|复查|讨论|督办|(?:法制|合法性|集体)审[核查])了?(?:重大|疑难|行政)*(?:许可|处罚|强制)(?:案件|案卷|决定|案)*(?:共|为)*\s*$"
    r"|(?<![、和或及])(?:撤销|撤回|注销|吊销)了?(?:行政)?(?:许可证?|处罚|强制)(?:决定书?)?(?:数|共|为)*\s*$"
)
"""不予许可3件、撤销许可2件: no licence, or one taken back; 评查处罚案卷9件: only looked at."""
_NOT_COLLECTED = regex.compile(r"减[免征收轻负]|免[收征除交]|退[还付费]|少收|缓[缴交征]|欠[缴费]")
"""减免收费35万元: what was not taken."""
_MADE_PUBLIC = regex.compile(_WORDS["made_public"])
"""Decisions made public are no count of those taken."""
_DOCUMENT = regex.compile(_WORDS["documents"])
"""The nouns of the rows on documents."""
_WORKING_ON = regex.compile(_WORDS["working_on"])
"""Work on documents that issues and repeals none."""
_NEVER_A_CELL = regex.compile(_WORDS["never_a_cell"])
"""Such work even where 有效 or 废止 stand beside it."""
_PIECES_BEFORE = regex.compile(r"\d[条篇](?!例)")
"""公告18条、行政处罚1: a number without its unit is of what the list counts."""
_BESIDE_RULES = regex.compile(
    r"(?:规章|规范性文件)[^，。；、\d]{0,4}\d+\s*[件部个]\s*(?:[、和及与]|以及)\s*"
    r"(?:行政)?(?:规范性文件|规章)\s*$"
)
"""制发规章2件、行政规范性文件58件: what was done with the first was done with these."""
_LIBRARY = regex.compile(r"(?:规章|文件)[^，。；\d]{0,8}库")
"""A library of documents, in which are those in force."""
_IS_IN_IT = regex.compile("公开|收录|展示|[上在]架|汇集|集中|归集|纳入|入库|提供|共享")
_CAME_INTO_IT = regex.compile(
    "新|[本当今]年|年内|制[定发]|出台|印发|发布|修[改订]|废|失效|更新|解读"
)
"""规范性文件库新收22件: of the year, or work on them."""
_EACH = regex.compile(r"[均都皆][^，。；]{0,4}$")
"""制发、废止数均为0: none of each, and so none of all."""
_COLUMNS = {"made": "issued", "published": "issued"}
"""Column of table 2 by the act, where it is not called so."""
_COLUMNS_2019 = {"issued": "made"}
"""The same of the form of 2019."""


def table2(frame: Frame, thing: str, form_2019: bool) -> Statement:
    """What `frame` states of `thing`, an object of table 2 (a key of the cue table)."""
    if thing in ("rules", "normative"):
        return _documents(frame, thing, form_2019)
    if thing == "charge":
        return _fees(frame, form_2019)
    if thing in ("procurement_items", "procurement_amount"):
        return _procurement(frame, thing, form_2019)
    return _decisions(frame, thing, form_2019)


def _fees(frame: Frame, form_2019: bool) -> Statement:
    if frame.figure.kind == "amount":
        if _NOT_COLLECTED.search(frame.left):
            return OTHER, 0.6, (), "not collected"
        return "t2.fees.amount", 0.8, (), "fees"
    if form_2019 and frame.figure.unit in _UNITS["matters"] and _PREVIOUS.search(frame.since):
        return "t2.fees.previous_items", 0.7, (), "fees"
    return OTHER, 0.4, (), "fees"


def _procurement(frame: Frame, thing: str, form_2019: bool) -> Statement:
    if frame.parent is not None:
        return OTHER, 0.5, (), "a kind of procurement"
    if form_2019 and thing == "procurement_items" and frame.figure.unit in _UNITS["procurement"]:
        return "t2.procurement.items", 0.8, (), "procurement"
    if _SAVED.search(frame.left):
        return OTHER, 0.5, (), "saved"
    if form_2019 and thing == "procurement_amount" and frame.figure.kind == "amount":
        return "t2.procurement.amount", 0.8, (), "procurement"
    return OTHER, 0.4, (), "procurement"


def _decisions(frame: Frame, thing: str, form_2019: bool) -> Statement:
    """Licences, penalties, coercion and other services: matters of a list, or decisions."""
    unit, row = frame.figure.unit, _ROW_OF.get(thing, thing)
    words = _CLOSED.sub("", frame.right if frame.leads else frame.left)
    if form_2019:
        column = table("tables").last(frame.left)
        if column is not None and column.value in ("previous_items", "change"):
            return f"t2.{row}.{column.value}", 0.85, (), "items"
    names = [h for h in table("objects").hits(words) if h.value == thing]
    other = _no_decision(frame, thing, words, bool(names))
    if other is not None:
        return OTHER, 0.5, (), other
    before = _PREVIOUS.search(frame.since)
    if unit in _UNITS["matters"] and (before or _MATTERS.search(words)):
        if form_2019 and before:
            return f"t2.{row}.previous_items", 0.8, (), "items"
        return "n.services", 0.5, (), "items"
    left_out = not unit and _PIECES_BEFORE.search(frame.before) is not None
    if left_out or unit not in _UNITS["decisions"] or unit in _UNITS["not_of_decisions"]:
        return OTHER, 0.4, (), "unit"
    tail = words[names[-1].end :] if names else words
    if not frame.leads and names and not _ONLY_DECISIONS.fullmatch(tail):
        if _DECIDED.search(tail):
            return f"t2.{row}.decisions", 0.75, (), "decisions"
        return OTHER, 0.5, (), "beside the decisions"
    if _MADE_PUBLIC.search(words) or (
        unit not in _UNITS["cases"] and _BESIDE_DECISIONS.search(words)
    ):
        return OTHER, 0.5, (), "publication of decisions"
    return f"t2.{row}.decisions", 0.85, (), "decisions"


def _no_decision(frame: Frame, thing: str, words: str, named: bool) -> str | None:
    """Why the number counts no decisions of `thing`, which its words name or not; None: it may."""
    if not named and thing in _ANOTHER and _ANOTHER[thing].search(words):
        return "another decision"
    if frame.parent is not None and not named:
        return "a kind of decision"
    led_up = frame.before.removesuffix(frame.left)
    if "诉" in led_up and _OF_DISPUTES.search(f"{led_up}〇{words}"):
        return "disputed"
    if frame.figure.kind == "amount":
        return "money"
    if _NOT_YET_DECIDED.search(words) or _UNDONE.search(words):
        return "not decided, or undone"
    return None


def _documents(frame: Frame, row: str, form_2019: bool) -> Statement:
    """Rules and normative documents, by what was done with them."""
    if frame.figure.unit not in _UNITS["documents"]:
        return OTHER, 0.4, (), "unit"
    words = _words_on_documents(frame)
    acts = _acts(frame, words)
    other = "n.normative" if row == "normative" else OTHER
    if set(acts) <= {"published"} and _in_library(frame):
        return f"t2.{row}.in_force", 0.7, (), "documents"
    if not acts:
        return other, (0.5 if _WORKING_ON.search(words) else 0.4), (), "documents"
    if _WORKING_ON.search(words) and (
        not {"in_force", "repealed"} & set(acts) or _NEVER_A_CELL.search(words)
    ):
        return other, 0.5, (), "documents"
    act = acts[-1]
    if not frame.figure.value and len(set(acts)) > 1 and _EACH.search(words):
        names = _COLUMNS_2019 if form_2019 else _COLUMNS
        columns = dict.fromkeys(names.get(a, a) for a in acts)
        return "+".join(f"t2.{row}.{c}" for c in columns), 0.85, (), "documents"
    if "in_force" in acts and act != "repealed":
        act = "in_force"
    if not form_2019:
        return _issued(row, act, other)
    if act == "published" and ("对外公开" in words or "现行" in words):
        act = "in_force"
    return _made(row, act, acts)


def _in_library(frame: Frame) -> bool:
    """文件库动态更新，公开规章148部、规范性文件463件: are they what such a library holds?"""
    if "库" not in frame.before or not _LIBRARY.search(frame.before):
        return False
    return bool(_IS_IN_IT.search(frame.clause)) and not _CAME_INTO_IT.search(frame.clause)


def _words_on_documents(frame: Frame) -> str:
    """The words with the deed and the noun; the noun may stand behind the number."""
    if not frame.leads and _DOCUMENT.search(frame.left):
        return frame.left
    if frame.leads and table("tables").hits(frame.right) and frame.parent is None:
        return frame.left + frame.right  # 2件均已新公开，对外公开总数…
    noun = _DOCUMENT.search(frame.onward)
    if noun and (frame.leads or noun.end() <= len(frame.right)):
        # 9件新出台的规范性文件: the deed stands before the noun
        return frame.left + frame.onward[: noun.end()]
    return frame.left + frame.onward if frame.leads else frame.left


def _acts(frame: Frame, words: str) -> list[str]:
    """What was done with the documents, in the order of the words: slots of the cue table."""
    hits: Sequence[Hit] = table("tables").hits(words)
    if not hits:
        hits = table("tables").hits(frame.right if frame.leads else frame.since)
    if not hits and frame.joined and _BESIDE_RULES.search(frame.clause):
        hits = table("tables").hits(frame.clause)
    if not hits:
        close = _CLAUSE_MARK.split(frame.right[:CLOSE_BEHIND])[0]
        behind = table("tables").hits(close)
        hits = [h for h in behind if h.value in ("repealed", "in_force")]
    return [h.value for h in hits]


def _made(row: str, act: str, acts: list[str]) -> Statement:
    """The cell of the form of 2019, which counts what was made and what was published."""
    if act == "issued":
        return f"t2.{row}.made", 0.8, (f"t2.{row}.published",), "documents"
    if act == "made":
        others = (f"t2.{row}.published",) if "published" in acts else ()
        return f"t2.{row}.made", 0.85, others, "documents"
    if act == "repealed":
        return "n.normative", 0.5, (), "documents"
    return f"t2.{row}.{act}", 0.85, (), "documents"


def _issued(row: str, act: str, other: str) -> Statement:
    """The cell of the form of 2021, which counts what was issued, repealed and is in force."""
    if act in ("issued", "made"):
        return f"t2.{row}.issued", 0.85, (), "documents"
    if act == "published":
        return other, 0.5, (f"t2.{row}.issued",), "documents"
    return f"t2.{row}.{act}", 0.85, (), "documents"
