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
_MADE_PUBLIC = regex.compile(_WORDS["made_public"])
"""Decisions made public are no count of those taken."""
_DOCUMENT = regex.compile(_WORDS["documents"])
"""The nouns of the rows on documents."""
_WORKING_ON = regex.compile(_WORDS["working_on"])
"""Work on documents that issues and repeals none."""
_NEVER_A_CELL = regex.compile(_WORDS["never_a_cell"])
"""Such work even where 有效 or 废止 stand beside it."""
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
        return "t2.fees.amount", 0.8, (), "fees"
    if form_2019 and frame.figure.unit in _UNITS["matters"] and _PREVIOUS.search(frame.since):
        return "t2.fees.previous_items", 0.7, (), "fees"
    return OTHER, 0.4, (), "fees"


def _procurement(frame: Frame, thing: str, form_2019: bool) -> Statement:
    if frame.parent is not None:
        return OTHER, 0.5, (), "a kind of procurement"
    if form_2019 and thing == "procurement_items" and frame.figure.unit in _UNITS["procurement"]:
        return "t2.procurement.items", 0.8, (), "procurement"
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
    if not names and thing in _ANOTHER and _ANOTHER[thing].search(words):
        return OTHER, 0.5, (), "another decision"
    if frame.parent is not None and not names:
        return OTHER, 0.5, (), "a kind of decision"
    if frame.figure.kind == "amount":
        return OTHER, 0.5, (), "money"
    before = _PREVIOUS.search(frame.since)
    if unit in _UNITS["matters"] and (before or _MATTERS.search(words)):
        if form_2019 and before:
            return f"t2.{row}.previous_items", 0.8, (), "items"
        return "n.services", 0.5, (), "items"
    if unit not in _UNITS["decisions"] or unit in _UNITS["not_of_decisions"]:
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


def _documents(frame: Frame, row: str, form_2019: bool) -> Statement:
    """Rules and normative documents, by what was done with them."""
    if frame.figure.unit not in _UNITS["documents"]:
        return OTHER, 0.4, (), "unit"
    words = _words_on_documents(frame)
    acts = _acts(frame, words)
    other = "n.normative" if row == "normative" else OTHER
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
    if act == "published" and "对外公开" in words:
        act = "in_force"
    return _made(row, act, acts)


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
