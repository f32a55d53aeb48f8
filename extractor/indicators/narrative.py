"""The counted things outside the statutory tables: letters, trainings, views, proposals."""

from __future__ import annotations

import re
from collections.abc import Callable

import regex

from extractor.indicators.cues import table
from extractor.indicators.frames import Frame
from extractor.indicators.statements import OTHER, Brief
from extractor.indicators.wordlists import word_lists

ENDING = 8
"""How many characters before the number hold the verb that tells the kind of proposal or letter."""
FAR_BACK = 160
"""How far back in the sentence a number of letters and calls is looked for."""
SHORT_ENDING = 4
"""The same for the verb that says that letters were answered."""

_WORDS, _UNITS = word_lists("narrative")

_ANSWERED = regex.compile(_WORDS["answered"])
"""Letters that were answered are no count of those received."""
_RECEIVED = regex.compile(_WORDS["received"])
"""Complaints count as letters where they were received."""
_PASSED_ON = regex.compile(_WORDS["passed_on"])
"""热线转办办结12件 counts the letters all the same."""
_STANDING = regex.compile(r"在办|未(?:办)?结|结转|待办|结存")
"""年末在办9件: letters that are still open."""
_RECEIVED_BEFORE = re.compile(
    r"(?:留言|来信|咨询|诉求|热线|工单|来电|信箱|提问|网友|网民|投诉|举报|12345)[^，。；\d]{0,12}\d"
)
"""A number of letters and calls, earlier in the sentence."""
_COMPLAINTS = regex.compile(_WORDS["complaints"])
"""Complaints, which are letters only where a verb of receiving stands with them."""
_PROPOSAL = regex.compile(_WORDS["proposal"])
"""Tells the proposals of one body from those of the other."""
_PROPOSAL_KINDS = regex.compile(_WORDS["proposal_kinds"])
"""主办3件: one kind of proposal."""
_TOTAL = regex.compile(rf"{_WORDS['total']}\s*(?:为|有)?\s*$")
"""A sum, right before the number."""
_OPINIONS = regex.compile(_WORDS["opinions"])
"""Opinions that came in are no consultations."""
_ASKS_FOR_OPINIONS = regex.compile(
    rf"征[求集](?![到得来])[^，。；]{{0,8}}意见(?:建议)?{_WORDS['opinion_notice']}?\s*$"
    r"|意见征[求集](?:[及和与、]?(?:结果|采纳|意见)*反馈)?(?:公告|公示|信息|情况)?\s*$"
)
"""征求意见公告3个: the notices are counted, not the opinions."""
_ONLINE_INTERVIEW = regex.compile(r"在线访谈\s*$")
"""The column of the website: 在线访谈3条 are so many of them."""
_LISTS = regex.compile(r"[^，。；、和与]{0,6}清单")
"""负面清单等7项涉企事项清单: the lists are counted, not what stands in them."""
_OF_STAFF = regex.compile(r"(?:教代|职代|工代|学代)会|职工代表|微提案|业主")
"""Proposals within an institution."""
_OF_AN_APPLICATION = regex.compile(r"补正|延期|第三方|登记申请|申请件|会商")
"""征求意见3件 among the steps of handling applications."""
_INTERPRETED_ONES = regex.compile(r"(?:应|须|需|已|均|有)解读(?:的?文件)?\s*$|解读的\s*$")
"""已解读88件, 配套发布解读的38件: the documents that were interpreted."""
_NOT_INTERPRETED = regex.compile(r"\s*(?:没有|未|尚未)[^，。；\d]{0,6}解读")
_OUTGOING = regex.compile(r"随访|回访|拨出|开箱")
"""Calls that the body made."""
_COLUMNS = regex.compile(
    r"(?:[一二三四]级)?(?:子)?(?:栏目|专栏|专题(?=[，。；、]|$)|板块|频道|目录)"
)
"""在线查询、信访投诉等33个二级栏目: named after what they hold."""
_MINUTES = regex.compile(r"公开[^，。；]{0,8}(?:办公会|局务会|厅务会|常务会)议?\s*$")
"""公开局长办公会议5次: what was decided there is made public."""
_AVERAGES = regex.compile(_WORDS["averages"])
"""Views a day or an article are no total."""


def narrative(frame: Frame, thing: str, parent: str | None) -> Brief:
    """What `frame` states of `thing`, an object outside the tables (a key of the cue table).

    `parent` is the thing that the whole of its list counts, None where it is in no list.
    """
    kind = frame.figure.kind
    if thing == "fee":
        if kind == "amount":
            return "n.fee_collected", 0.9, "fee"
        return OTHER, 0.5, "fee notices"
    if kind == "amount" or frame.figure.unit in _UNITS["other_things"]:
        return OTHER, 0.5, "another thing"
    if _COLUMNS.match(frame.right):
        return OTHER, 0.5, "columns of a site"
    if thing in ("both_proposals", "npc", "cppcc"):
        return _proposals(frame, thing, parent)
    if thing == "services" and _LISTS.match(frame.right):
        return OTHER, 0.4, "lists of services"
    words = frame.right if frame.leads else frame.left
    if thing == "enquiry":
        led_up = frame.before[: len(frame.before) - len(frame.left)][-FAR_BACK:]
        return _enquiries(frame.figure.unit, words, _RECEIVED_BEFORE.search(led_up) is None)
    if thing == "consultation" and _OF_AN_APPLICATION.search(frame.before[-FAR_BACK:] + words):
        return OTHER, 0.4, "a third party was asked"
    if thing == "interpretation" and frame.figure.unit == "件":
        if _INTERPRETED_ONES.search(frame.left) or _NOT_INTERPRETED.match(frame.right):
            return OTHER, 0.4, "documents interpreted"
    read = _READERS.get(thing)
    return (OTHER, 0.4, thing) if read is None else read(frame.figure.unit, words)


def _proposals(frame: Frame, thing: str, parent: str | None) -> Brief:
    """建议 (people's congress), 提案 (consultative conference), or both together."""
    unit = frame.figure.unit
    if unit in _UNITS["persons"] or unit in _UNITS["meetings"]:
        return OTHER, 0.4, "people and visits"
    if _OF_STAFF.search(frame.since):
        return OTHER, 0.5, "proposals of staff"
    if parent == "both_proposals" and frame.parent is not None:
        own = _PROPOSAL.search(frame.left)
        if own is None:
            return OTHER, 0.4, "kinds of proposals"
        thing = "npc" if own.group() in ("建议", "人大") else "cppcc"
    elif frame.turn is not None and thing == "both_proposals":
        thing = "npc" if "建议" in frame.left else "cppcc"
    elif "提案" not in frame.left and _TOTAL.search(frame.left):
        return "n.proposals", 0.7, "both together"
    if thing == "both_proposals":
        return "n.proposals", 0.9, "proposals"
    words = frame.right if frame.leads else frame.left
    if _PROPOSAL_KINDS.search(words[-ENDING:]):
        return OTHER, 0.4, "kinds of proposals"
    return f"n.proposals.{thing}", 0.9, "proposals"


def _enquiries(unit: str, words: str, first: bool) -> Brief:
    """Letters and calls; `first`: the sentence tells no number of them before.

    回复来信2056封 tells how many came; 收到留言850条，办结816条 how many of them were answered.
    """
    if unit in _UNITS["persons"] and unit != "人次":
        return OTHER, 0.4, "persons"
    if _COMPLAINTS.search(words) and not _RECEIVED.search(words):
        return OTHER, 0.3, "complaints"
    if _OUTGOING.search(words[-ENDING:]):
        return OTHER, 0.4, "calls made"
    if _STANDING.search(words[-SHORT_ENDING:]):
        return OTHER, 0.4, "enquiries still open"
    answered = _ANSWERED.search(words[-SHORT_ENDING:]) and not _PASSED_ON.search(words[-ENDING:])
    named = any(h.value == "enquiry" for h in table("objects").hits(words))
    if answered and not (first and named):
        return None, 0.3, "answers to enquiries"
    return "n.enquiries", 0.85, "enquiries"


def _interpretations(unit: str, _: str) -> Brief:
    if unit in _UNITS["persons"]:
        return OTHER, 0.4, "persons"
    if unit in _UNITS["kinds"]:
        return OTHER, 0.4, "kinds of interpretations"
    return "n.interpretations", 0.85, "interpretations"


def _press_conferences(unit: str, _: str) -> Brief:
    if unit not in _UNITS["press_conferences"]:
        return OTHER, 0.4, "press"
    return "n.press_conferences", 0.9, "press"


def _interviews(unit: str, words: str) -> Brief:
    held = unit in _UNITS["interviews"] or (unit == "条" and _ONLINE_INTERVIEW.search(words))
    if not held:
        return OTHER, 0.4, "interviews"
    return "n.interviews", 0.9, "interviews"


def _consultations(unit: str, words: str) -> Brief:
    opinions = unit in _UNITS["opinions"] and _OPINIONS.search(words)
    if opinions and not _ASKS_FOR_OPINIONS.search(words):
        return OTHER, 0.4, "opinions received"
    return "n.consultations", 0.85, "consultations"


def _trainings(unit: str, words: str) -> Brief:
    if _MINUTES.search(words):
        return OTHER, 0.5, "meetings made public"
    if unit in _UNITS["persons"]:
        return OTHER, 0.5, "persons trained"
    if unit in _UNITS["trainings"]:
        return "n.trainings", 0.85, "trainings"
    return OTHER, 0.4, "training material"


def _followers(unit: str, _: str) -> Brief:
    if unit in _UNITS["no_followers"]:
        return OTHER, 0.4, "another thing"
    return "n.followers", 0.9, "followers"


def _views(unit: str, words: str) -> Brief:
    if unit in _UNITS["viewed"]:
        return OTHER, 0.4, "pieces that were viewed"
    if _AVERAGES.search(words):
        return None, 0.3, "averages"
    return "n.views", 0.9, "views"


def _services(unit: str, _: str) -> Brief:
    if unit not in _UNITS["services"]:
        return OTHER, 0.4, "services"
    return "n.services", 0.8, "services"


_READERS: dict[str, Callable[[str, str], Brief]] = {
    "interpretation": _interpretations,
    "press": _press_conferences,
    "interview": _interviews,
    "consultation": _consultations,
    "training": _trainings,
    "followers": _followers,
    "views": _views,
    "services": _services,
}
"""What reads a thing from the unit of the figure and the words of its clause."""
