"""The zero statements of a sentence: triggers, and what they say none of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from extractor.figures.zeros.applicants import columns_of, kinds_in
from extractor.figures.zeros.documents import none_of_documents
from extractor.figures.zeros.lists import listed_behind, none_of_lists
from extractor.figures.zeros.outcomes import no_outcome
from extractor.figures.zeros.unchanged import unchanged_items
from extractor.figures.zeros.words import (
    ALSO,
    APPLICANT,
    APPLIED,
    BARE,
    BEFORE_CHARGES,
    BEFORE_CONDITION,
    BEFORE_LEAD,
    CASES,
    CHARGED,
    CLAUSE_END,
    COMMA,
    COUNTED,
    DECIDED,
    DECISIONS,
    DEFINED,
    ELLIPTIC,
    HAPPENED,
    LABEL,
    LEAD,
    MARKS,
    MAX_TRIGGERS,
    MORE_APPLICANTS,
    NAMES_OBJECT,
    NAMES_ROW,
    NO_CASE,
    NO_CENT,
    NO_OBJECT,
    NOMINAL,
    NONE_AT_ALL,
    NOT_OURS,
    NOTHING_BEHIND,
    NOUN,
    OF_ANYBODY,
    OF_APPLICANTS,
    OF_DISCLOSURE,
    OF_LAW,
    OF_OTHERS,
    ONE_OF,
    PART_OF_YEAR,
    PLAIN_NONE,
    POINTED_AT,
    REACH,
    REPEALED,
    SAYS_NONE,
    SAYS_WHO,
    SHORT_CLAUSE,
    SIMPLY_NONE,
    SOME_OF,
    STOP,
    THIS_ITEM,
    TOPIC_OF,
    TOPIC_REACH,
    WHO_DID_NOT,
    WORD,
    WORDS_BEHIND,
    rows,
)
from extractor.language.first import often_tried, swift


class Zero(NamedTuple):
    """One zero statement; `start..end` is the trigger, `unit` the one its object is counted in."""

    start: int
    end: int
    indicator: str
    unit: str


class _Object(NamedTuple):
    """A row of `data/zeros.toml`: what a clause must hold, must not hold, and its triggers."""

    indicator: str
    match: re.Pattern[str]
    unless: re.Pattern[str] | None
    only: re.Pattern[str] | None
    unit: str


_ANYTHING = swift("")
"""In an object that no row of the data told."""


def _of_other(m: re.Match[str], words: str, own: str) -> _Object | None:
    """None of what no indicator counts, where the clause leaves no doubt that it says none."""
    counted = m["counted"]
    told = NOMINAL.search(words) is not None and m["t"] in SIMPLY_NONE
    told = told or bool(NOUN.fullmatch(own) and NONE_AT_ALL.fullmatch(m["t"]))
    if counted:
        told = not ("收" in m["t"] and counted in CASES)  # 管理部一件未收: of what was told before
    if not told or NAMES_ROW.search(words):
        return None
    return _Object("n.other", _ANYTHING, None, None, counted or "件")


@cache
def _rules() -> tuple[re.Pattern[str], re.Pattern[str], tuple[_Object, ...]]:
    data = rows()
    objects = tuple(
        _Object(
            row["indicator"],
            swift(row["match"]),
            swift(row["unless"]) if "unless" in row else None,
            swift(row["only"]) if "only" in row else None,
            row.get("unit", "件"),
        )
        for row in data["object"]
    )
    return (
        often_tried(data["trigger"]["strong"]),
        often_tried(data["trigger"]["final"]),
        objects,
    )


def find_zeros(text: str, start: int = 0, end: int | None = None) -> list[Zero]:
    """The zero statements in `text[start:end]`, offsets into `text`.

    >>> [(z.indicator, z.unit) for z in find_zeros("我局未被申请行政复议，没有收取信息处理费。")]
    [('t4.review.total', '件'), ('n.fee_collected', '元')]
    """
    end = len(text) if end is None else end
    if SAYS_NONE.search(text, start, end) is None:
        return []
    strong, final, _ = _rules()
    unchanged = [Zero(*z) for z in unchanged_items(text, start, end)]
    listed = [*none_of_lists(text, start, end), *none_of_documents(text, start, end)]
    triggers = list(islice(strong.finditer(text, start, end), MAX_TRIGGERS))
    behind = list(islice(final.finditer(text, start, end), MAX_TRIGGERS))
    if not triggers and not behind:
        return unchanged + [Zero(z.start, z.end, z.indicator, "件") for z in listed]
    label = _label(text, start) if BARE.fullmatch(text, start, end) else None
    out = unchanged + [Zero(z.start, z.end, z.indicator, "件") for z in listed]
    fixed = [(z.start, z.end) for z in unchanged] + [(z.begin, z.end) for z in listed]
    triggers = [m for m in triggers if not any(a < m.end() and m.start() < b for a, b in fixed)]
    out += _triggered(triggers, text, start, end, label)
    taken = [(z.start, z.end) for z in out] + fixed
    since = start
    for m in behind:
        a, b = m.span("none") if m.group("none") else m.span("t")
        if text[b : b + 1] == "？" or any(x < b and a < y for x, y in taken):
            continue
        if "零" not in m.group("t") and SOME_OF.search(text[max(start, a - BEFORE_CONDITION) : a]):
            continue
        words = label if label is not None else _before(text, since, m.start())
        since = b
        found = _object_before(m, words, text, start, out, whole=label is None)
        if found is not None and (
            found.indicator != "n.other" or found.match is _ANYTHING or "为零" in m.group("t")
        ):
            out.append(_zero(text, start, a, b, found))
    out.sort()
    return out


def _object_before(
    m: re.Match[str], words: str, text: str, start: int, told: list[Zero], *, whole: bool
) -> _Object | None:
    """What the trigger `m` says none of: `words` before it, or what the sentence was about.

    `told` are the statements found so far; `whole`: the sentence says more than the trigger.
    """
    if NO_CENT.search(m["t"]) or "未收费" in m["t"]:
        return _match("收取", words + "收费")
    own = CLAUSE_END.split(words)[-1]  # 诉讼没有发生，收费为零
    found = _match(m["t"] + "无", own) if own.strip() else None
    if found is None and m["counted"] and not own.strip():
        found = _match("无", m["t"])  # 一件未跨年
    found = found or _match(m["t"] + "无", words)
    if found is None and ALSO.search(words + m["t"]):
        found = _same_as_before(told, m.start()) or _match("没有", text[start : m.start()])
    if found is None and DECISIONS.fullmatch(own):
        found = _of_decisions(text[start : m.start()])
    if found is None and THIS_ITEM.search(words):
        found = _match("无", _label(text, start))
    if found is None and whole:
        found = _topic(m["t"], text, start, m.start())
        found = found or _of_outcome(own, text, start, m.start()) or _of_other(m, words, own)
    return found


def _of_decisions(before: str) -> _Object | None:
    """行政强制：上一年项目12项，处理决定未作出: decisions of the kind told last."""
    told = DECIDED.findall(before)
    return _match("没有", f"行政{told[-1]}") if told else None


def _same_as_before(told: list[Zero], at: int) -> _Object | None:
    """The object of the last statement before `at`, which 也没有 says none of as well."""
    before = max((z for z in told if z.end <= at), default=None)
    return next((o for o in _rules()[2] if before and o.indicator == before.indicator), None)


def _triggered(
    triggers: list[re.Match[str]], text: str, start: int, end: int, label: str | None
) -> Iterator[Zero]:
    """Those with a trigger of their own (未收到, 没有); `label` is set for a bare sentence."""
    for m in triggers:
        a, b = m.span("t")
        before = text[max(start, a - BEFORE_CONDITION) : a]
        if text[b : b + 1] == "？":
            continue
        ours = m["t"] in SAYS_WHO or ("收取" in m["t"] and CHARGED.search(before))
        if not ours and (NOT_OURS.search(before) or PART_OF_YEAR.search(before)):
            continue
        if label is not None:
            found = _match(m["t"], label)
        else:
            found = _of_all_behind(text, b, end) or _object_of(m["t"], text, start, end, a)
        someone = ONE_OF.match(text, b) is not None
        if found is not None and not (someone and _no_application(text, start, b, end)):
            yield _zero(text, start, a, b, found)


def _no_application(text: str, start: int, at: int, end: int) -> bool:
    """没有一家企业投诉: does the sentence around `at` speak of no applications?"""
    return text.find("申请", start, min(end, at + REACH)) < 0


def _of_all_behind(text: str, at: int, end: int) -> _Object | None:
    """不涉及行政许可、行政处罚: all the things of the list behind the trigger."""
    several = listed_behind(text, at, end)
    return None if several is None else _Object(several, _ANYTHING, None, None, "件")


def _zero(text: str, start: int, a: int, b: int, found: _Object) -> Zero:
    """The statement; charges told beside penalties and licences are those of the administration."""
    if found.indicator == "n.fee_collected":
        clause = CLAUSE_END.split(text[b : b + BEFORE_CHARGES], maxsplit=1)[0]
        words = text[max(0, a - BEFORE_CHARGES) : b] + clause
        law = [m.end() for m in OF_LAW.finditer(words)]
        if law and not OF_DISCLOSURE.search(words, law[-1]):
            return Zero(a, b, "t2.fees.amount", "万元")
    return Zero(a, b, found.indicator, found.unit)


def _topic(trigger: str, text: str, start: int, at: int) -> _Object | None:
    """What an elliptic clause (本年度没有发生) says none of: the topic of the sentence."""
    *before, own = CLAUSE_END.split(text[max(start, at - TOPIC_REACH) : at])
    own = own.strip()
    if not before or not ELLIPTIC.fullmatch(own) or not HAPPENED.fullmatch(trigger):
        return None
    if not own and trigger in PLAIN_NONE:
        return None
    strong, final, _ = _rules()
    for words in reversed(before):
        if strong.search(words) or final.search(words):
            continue
        if "废" not in trigger:
            words = REPEALED.sub("", words)
        found = _match(trigger, words)
        if found is not None:
            return found if found.indicator.startswith(TOPIC_OF) else None
    return None


def _object_of(trigger: str, text: str, start: int, end: int, at: int) -> _Object | None:
    """What the trigger at `at` says none of: behind it, or before it where nothing follows."""
    behind = at + len(trigger)
    reach = min(end, behind + REACH)
    stop = STOP.search(text, behind, min(end, reach + REACH))  # sees what follows a comma
    after = text[behind : min(stop.start(), reach) if stop else reach]
    if _says_nothing(trigger, after) or (trigger[0] == "未" and WHO_DID_NOT.match(text, behind)):
        return None
    if trigger == "零":  # 零申请、零复议: each speaks of its own word only
        after = WORD.split(after, maxsplit=1)[0]
    clause = COMMA.split(after, maxsplit=1)[0]
    if not clause.strip(" 、"):  # 再起诉的无，故诉讼总数…
        after = clause = ""
    named = trigger if NAMES_OBJECT.search(trigger) else ""
    head = _lead(trigger, text, start, at) + named
    found = _of_outcome(clause, text, start, at)
    if found is None and clause.strip() and not named:
        found = _match(trigger, head + clause)
    if found is not None and found.indicator in OF_APPLICANTS:
        found = _by_applicants(trigger, text, start, at, clause) or found
    if found is None and len(after.strip()) <= NOTHING_BEHIND:
        found = _topic(trigger + after, text, start, at)
    if found is None and not WORDS_BEHIND.search(after) and not named and trigger[0] != "零":
        found = _match_before(trigger, text, start, at)
    for words in (clause,) if trigger in PLAIN_NONE else (clause, after):
        found = found or _match(trigger, head + words)
    bare = trigger[0] not in "无零" and len(after.strip()) <= NOTHING_BEHIND
    bare = bare and trigger[-1] != "因" and not after.strip().startswith(POINTED_AT)
    if found is None and bare:
        found = _match_before(trigger, text, start, at)
    elif found is None and NO_OBJECT.fullmatch(after):
        found = _match(trigger, CLAUSE_END.split(text[max(start, at - REACH) : at])[-1])
    return found


def _lead(trigger: str, text: str, start: int, at: int) -> str:
    """What stands before the trigger and belongs to the object (上年无结转); may be empty."""
    if "引" in trigger or trigger[-1] == "因":
        return ""
    lead = LEAD.search(text, max(start, at - BEFORE_LEAD), at)
    if lead is None or (trigger == "零" and "年" not in lead.group()):  # 申请办理零投诉
        return ""
    return str(lead.group())


def _of_outcome(words: str, text: str, start: int, at: int) -> _Object | None:
    """无撤销、变更情形: none of an outcome of the cases told before."""
    told = no_outcome(words, text, start, at)
    return None if told is None else _Object(told, _ANYTHING, None, None, "件")


def _says_nothing(trigger: str, after: str) -> bool:
    """Is what stands behind the trigger no case, a rule, or a number?"""
    if COUNTED.match(after) or DEFINED.match(after) or NO_CASE.search(after):
        return True
    return trigger in PLAIN_NONE and OF_OTHERS.match(after) is not None


def _by_applicants(trigger: str, text: str, start: int, at: int, clause: str) -> _Object | None:
    """科研机构、公益组织未提出申请: of which applicants none applied, told before the trigger."""
    if not APPLIED.match(trigger + clause):
        return None
    who = _before(text, start, at)
    mark = [m.end() for m in CLAUSE_END.finditer(who)]
    who = who[mark[-1] :] if mark else who
    indicator = kinds_in(who)
    if not indicator:
        return _match(trigger, who + clause) if APPLICANT.search(who) else None
    if "+" not in indicator and MORE_APPLICANTS.search(who):
        return None
    return _Object(indicator, APPLIED, None, None, "件")


def _label(text: str, start: int) -> str:
    """The heading or label that ends where the sentence begins."""
    window = text[max(0, start - LABEL) : start].rstrip("。；;：:\n ？答—")
    return str(MARKS.split(window)[-1])


def _match_before(trigger: str, text: str, start: int, stop: int) -> _Object | None:
    """What the clause up to the trigger names, else that clause with the one before."""
    words = _before(text, start, stop)
    own = CLAUSE_END.split(words)[-1]
    return (_match(trigger, own) if own.strip() else None) or _match(trigger, words)


def _before(text: str, start: int, stop: int) -> str:
    """The clause that leads up to `stop`, with the one before where it is short."""
    lo = max(start, stop - REACH)
    window = text[lo:stop]
    marks = [m.end() for m in CLAUSE_END.finditer(window)]
    if marks and len(window) - marks[-1] >= SHORT_CLAUSE:
        return window[marks[-1] :]
    return window[marks[-2] :] if len(marks) > 1 else window


@lru_cache(maxsize=2048)
def _match(trigger: str, clause: str) -> _Object | None:
    """What `trigger` says none of in `clause`; one clause is asked for more than once."""
    for o in _rules()[2]:
        if o.only is not None and not o.only.search(trigger):
            continue
        if o.match.search(clause) and not (o.unless is not None and o.unless.search(clause)):
            columns = columns_of(clause) if o.indicator in OF_ANYBODY else None
            return o._replace(indicator=columns) if columns else o
    return None
