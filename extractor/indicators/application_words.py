"""What words tell of a figure on applications: its row and column of table 3, or that it has none.

A row is a key of the codebook (`new`, `denied.secret`), `handled` for all that was to be handled
(new and carried in), or two keys joined by `+`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import regex

from extractor.indicators.applicants import BOTH, TAKEN_UP
from extractor.indicators.cues import Hit, table
from extractor.indicators.frames import Frame
from extractor.indicators.wordlists import word_lists
from extractor.language.first import swift

CARRIED = frozenset(["carried_in", "carried_out"])
"""Rows of what passes from one year to another."""
SEVERAL = "several"
"""The row of a number that several outcomes share."""
ELSEWHERE = "elsewhere"
"""The row of applications that passed between other years than the report's."""

OUTCOME_AHEAD = 24
"""How far behind a number the outcome may begin, in characters."""
SHORT_VERB = 2
"""A verb of receiving no longer than this may be a part of 应受理."""
NEAR = 10
"""How many characters behind a number may name the channel it came by."""
NEAR_ASIDE = 20
"""The same for a step or a thing beside the count of applications."""

_WORDS = word_lists("applications").words

ANSWERED = regex.compile(_WORDS["answered"])
"""Answered or closed."""
TOTAL_OF = regex.compile(rf"{_WORDS['total']}(?:为|共|受理|办理|登记)?\s*$")
"""A sum right before the number."""
PERIOD = regex.compile(_WORDS["period"])
"""A part of the year."""
SEVERAL_PERIODS = 2
"""So many of them in a sentence are a row, each with its numbers."""
_NUMBER = re.compile(r"\d")
_ALL_YEAR = regex.compile(r"全年|年内|[本当今]年|[共合累总]计|一共|年度|全部")

_TRANSFER = re.compile(
    r"(?P<from>(?:19|20)\d\d)年(?:度)?[^，。；\d]{0,8}?(?:(?:结转|转入|延续|跨年)"
    r"[^，。；\d]{0,3}(?:至|到|入|转)|转(?:入|到|至)?|结转)\s*(?P<to>(?:19|20)\d\d)年"
)
"""2022年结转至2023年: both years are named."""
_TO_YEAR = re.compile(
    r"(?:结转|转办?|延期|延|顺延|延续|移|留|留待|待|跨|带|转往|带去)(?:至|到|入)?\s*(?P<to>(?:19|20)\d\d)年"
)
"""结转至2024年."""
_FROM_YEAR = re.compile(
    r"(?P<from>(?:19|20)\d\d)年(?:度)?[^，。；\d]{0,5}?"
    r"(?:结转|转办|带(?:过)?来|移交|移入|转接|顺延|转来|转入|遗留|未(?:能)?(?:办结|办妥|办完|办毕|答复|了结|结案)|跨年|跨入|延续|接续|带入|留下|留存"
    r"|剩余|余下|积存|承接)"
    r"(?!\s*(?:至|到)?\s*(?:下(?!来)|次|明|20))"
)
"""2022年结转."""
_TAKEN_OVER_FROM = re.compile(
    r"(?:承接|承自|接续|接转|转入|带入|遗留自|结转自)(?:了|的|自)?(?P<from>(?:19|20)\d\d)年(?:度)?"
    r"(?:的|未办结|未结|未答复|申请|申请件)*$"
)
"""承接2022年申请14件."""
_ANSWERED_IN = regex.compile(r"(?P<year>20\d\d)年[^，。；]{0,12}(?:答复|办结|办理|前|完成|送达)")
"""Behind the number: when the rest was answered."""
_PUT_OFF = regex.compile(r"[^，。；\d]{0,8}延期(?!答复\d)")
"""Behind the number: its term runs on."""
_CLOSED = regex.compile(r"(?:均|已|件)*(?:办结|答复)(?:件|的|(?=[中里仅]))")
"""Behind the number: 12件办结件."""
_CARRIED_BEHIND = regex.compile(r"(?:已)?结转(?:继续)?(?:办理)?之?外?(?=[，。；]|$)")
"""2件结转."""
_NEW_ONES = regex.compile(r"新收(?:到)?的?(?:政府)?(?:信息公开)?申请")
"""36件新收申请均按时答复."""
_NEW_BEHIND = regex.compile(
    r"(?:为|是|系)?(?:当年|本年度?|今年|年内)(?:新)?(?:提出|提交|递|收|登记|申请|接收|受理)(?!.*(?:答|办))"
)
"""190件为当年提出."""
_THIS_IS = regex.compile(r"，(?:这|此|上述)[即就]?[是为系](?P<what>[^，。；]+)")
"""165件，这是全年新收的总数: the clause behind says what the number is."""
_BARE_CARRY = regex.compile(r"(?<![审办])结转")
"""结转 without a word of where from or to."""
_ADDED = regex.compile(r"加上|连同|含|加|另有|上|＋|\+")
"""What was carried in is added to what came in."""
_WITH_CARRIED = re.compile(
    rf"(?:含|包括|连同|加上|加|计入|包含)[^，。；\d]{{0,4}}{_WORDS['last_year']}"
)
"""A number that holds what was carried in."""
_TO_BE_RECEIVED = regex.compile(r"应(?:当)?(?:受理|登记)")
"""应受理12件: with what was carried in."""
_ALL_TOGETHER = regex.compile(r"(?:共|合计|总计|办理|应)")
"""Words of a sum with what was carried in."""
_TWO_REASONS = regex.compile(
    r"[\u4e00-\u9fff]{4,}(?:和|与|及|、)[\u4e00-\u9fff]{4,}"
    r"(?:信息|公开|情形|类)*[^，。；、和与及]{0,12}$"
)
"""Two reasons of refusal that share one number."""
_EITHER = regex.compile(r"或(?:者)?")
_AND = regex.compile(r"和|及|与|以及|、")
_OF_BOTH = regex.compile(r"的(?:共|合计)?|(?:两类|两项)?(?:合计|共计|共|总计)(?:有|为)?")
_CLOSED_UNANSWERED = ("other.no_correction", "other.unpaid")
"""Rows of what is closed because the applicant did not act, told as 不再处理."""
_AS_OTHER = regex.compile(
    r"\s*(?:(?:办理|处理|答复)?(?:结果|结论))?(?:[为是作按系]|属于?)?其[他它](?:方式|情形)?处理(?!费)"
)
"""Behind a number: 5件办理结果为其他处理."""
_GROUP_OF = regex.compile(r"等[^，。；]{0,8}(?:无法提供|不予公开|不予处理|其他)")
"""Reasons named as examples of their group."""
_NOT_GIVEN = regex.compile(r"(?:未|没有?)(?:予以?)?(?:提供|公开|给)|而?拒绝的?")
"""Not given, for whatever reason."""
_GROUPS_OF_REASONS = ("denied", "unavailable", "rejected")
"""Outcomes with rows for the reasons."""
_OF_ALL_REFUSED = regex.compile(r"上年|去年|同期|较|比|占|共|总|合计")
"""A number that is compared, or a sum: of all that were refused."""
_WITH_PARTIAL = regex.compile(r"[（，]\s*(?:其中)?(?:含|包含)(?:部分公开|区分处理)")
"""Behind the number: 公开29件（含部分公开7件）."""
_MORE_REASONS = regex.compile(r"[和与或等]|(?<![涉危])及|分别|其中|、(?!属|系|因|涉|内容)")
"""Words by which more than one reason may be meant."""
_GIVES_REASON = regex.compile(r"属|因|系|涉|由于|鉴于|为|按|要求")
_ENDS_REASON = regex.compile(r"(?:的|类|信息|材料|情形|范围|[”\"])*")
"""A clause gives a reason where such a word leads to it, or where nothing follows it."""
_COMMA = regex.compile(r"[，,。]")
_CLAUSE_MARK = regex.compile(r"[，,：]")
_CHANNEL = re.compile(_WORDS["channel"])
"""How an application came in."""
_CHANNEL_TOLD = swift(rf"{_WORDS['channel']}(?:[提递]交|送达|寄来)?的?(?:申请)?\s*$")
"""共收到网上申请105件: the channel stands with the number."""
_BESIDE = swift(
    rf"{_WORDS['beside']}|{_WORDS['about']}[^，。；]{{1,24}}$"
    rf"|[\u4e00-\u9fff]{{2}}(?<!{_WORDS['true_kinds']})类{_WORDS['kind_tail']}*$"
)
"""Steps, and subject matters (涉及征地拆迁, 住房类), beside the count of applications."""
_SURELY_BESIDE = swift(rf"{_WORDS['step_beside']}[^，。；]{{0,12}}$|(?:此|该|这|上述)类")
"""Steps that leave no doubt."""
_OF_SOME = swift(rf"{_WORDS['of_some']}\s*$")
"""37户居民先后提出92件: the applications of some."""
_ABOUT = regex.compile(
    rf"^[^，。；]{{0,4}}{_WORDS['related']}(?![^，。；]*(?:答复|办结|回复)(?:完毕|完成|到位)?$)"
    r"[^，。；]{1,24}(?:有关|相关|$)"
)
"""Behind the number: what the applications are about."""


class RowNamer:
    """Names the row of table 3 that words speak of, in the report of `year` (None: unknown).

    `single_other`: the form has one row 其他处理 (2019) and not three.
    """

    def __init__(self, year: int | None, single_other: bool) -> None:
        self._year = year
        self._single_other = single_other

    def before(self, words: str, told: Sequence[str]) -> str | None:
        """The row that words before a number name; `told`: rows the sentence has told so far."""
        row = self._by_year(words)
        if row is not None:
            return row
        flow, outcomes = table("flow").hits(words), table("rows").hits(words)
        row = self._outcome_before(words, flow, outcomes)
        if row is not None:
            return row
        if _BARE_CARRY.search(words) and not any(h.value in CARRIED for h in flow):
            last_year = self._year is not None and (
                "上年" in words or f"{self._year - 1}年" in words
            )
            if last_year:
                return "carried_in"
            if not flow:
                early = "new" in told and "total" not in told
                return "carried_in" if early or _ADDED.search(words) else "carried_out"
        return _flow_before(words, flow) if flow else None

    def behind(self, words: str, told: Sequence[str]) -> str | None:
        """The row that words behind a number name; `told`: rows the sentence has told so far."""
        named = _THIS_IS.match(words)
        row = self.before(named["what"], told) if named else self._by_year(words)
        if row is not None:
            return row
        flow, outcomes = table("flow").hits(words), table("rows").hits(words)
        carried = next((h.value for h in flow if h.value in CARRIED), None)
        if carried is not None:
            return carried
        if _CLOSED.match(words):
            return "total"
        if _NEW_ONES.match(words):
            return "new"
        if _CARRIED_BEHIND.match(words) or self._is_left_over(words, told):
            return "carried_out"
        if _AS_OTHER.match(words):
            return self._outcome(words, ["other"])
        clause = _CLAUSE_MARK.split(words)[0]  # 均已答复：公开5起 is answered
        outcome = outcomes[0] if outcomes and outcomes[0].value != "other" else None
        if _several(clause, [h for h in outcomes if h.end <= len(clause)]):
            return SEVERAL  # 其余85件作部分公开、不予公开、不予处理等答复
        if outcome is not None and outcome.end <= len(clause) + 1:
            return self._outcome(words, [outcome.value])
        if ANSWERED.search(clause):
            return "total"
        if outcome is not None and outcome.start < OUTCOME_AHEAD:
            return self._outcome(words, [outcome.value])
        if ANSWERED.search(words) or _NEW_BEHIND.match(words):
            return "total" if ANSWERED.search(words) else "new"
        return "handled" if any(h.value == "handled" for h in flow) else None

    def _by_year(self, words: str) -> str | None:
        """The row that years tell: 2022年结转 in the report of 2023."""
        if self._year is None or ("20" not in words and "19" not in words):
            return None
        both = _TRANSFER.search(words)
        if both:
            if int(both["from"]) == self._year:
                return "carried_out"
            return "carried_in" if int(both["to"]) == self._year else ELSEWHERE
        later = _TO_YEAR.search(words)
        if later and int(later["to"]) == self._year + 1:
            return "carried_out"
        earlier = _FROM_YEAR.search(words) or _TAKEN_OVER_FROM.search(words)
        if earlier and int(earlier["from"]) == self._year - 1:
            return "carried_in"
        return None

    def _is_left_over(self, words: str, told: Sequence[str]) -> bool:
        """Do the words behind a number say that it was not answered within the year?"""
        answered = _ANSWERED_IN.search(words)
        if answered and self._year is not None and int(answered["year"]) == self._year + 1:
            return True
        return "total" in told and _PUT_OFF.match(words) is not None

    def _outcome_before(
        self, words: str, flow: Sequence[Hit], outcomes: Sequence[Hit]
    ) -> str | None:
        """The outcome, unless a word of flow stands nearer to the number."""
        if not outcomes:
            return None
        last = outcomes[-1]
        if flow:
            step = flow[-1]
            if step.value == "new" and step.start > last.end:
                return "new"
            if step.value not in ("new", "total"):
                nearer = step.end > last.end
                if nearer or (step.value in CARRIED and step.start > last.start):
                    return None
        if len(outcomes) > 1 and _joined(words, outcomes[-2], last):
            pair = [outcomes[-2].value, last.value]
            if pair[0] != pair[1] and not any("." in v or "+" in v for v in pair):
                return "+".join(pair)  # 不予公开或无法提供14件
        reason = outcomes[-2].value if len(outcomes) > 1 else ""
        if "." in reason and _NOT_GIVEN.fullmatch(words[last.start : last.end]):
            return reason  # 需重新汇总而未提供: of the reason's own group
        return self._outcome(words, [h.value for h in outcomes])

    def _outcome(self, words: str, values: list[str]) -> str:
        """The row of the last outcome; two reasons joined, or the reason before its group."""
        value = values[-1]
        reasons = [v for v in values if "." in v]
        two = len(reasons) >= 2 and reasons[-1] != reasons[-2]
        if two and _TWO_REASONS.search(words) and not _GROUP_OF.search(words):
            return f"{reasons[-2]}+{reasons[-1]}"
        if (
            value in ("denied", "unavailable", "rejected")
            and reasons
            and reasons[-1].startswith(value)
            and not _GROUP_OF.search(words)
        ):
            return reasons[-1]
        if value == "rejected" and reasons and reasons[-1] in _CLOSED_UNANSWERED:
            return reasons[-1]  # 逾期不补正、不再处理1件
        if self._single_other and value.startswith("other"):
            return "other"
        return value


def row_taken_up(frame: Frame) -> str | None:
    """上年结转、本年新收…，前者6件、后者82件: of two rows told before the one that is meant."""
    taken_up = TAKEN_UP.fullmatch(frame.left)
    if taken_up is None:
        return None
    hits = table("flow").hits(frame.before[: frame.before.find("前者")])
    told = list(dict.fromkeys(h.value for h in hits if h.value != "handled"))
    return told[taken_up.group("which") == "后者"] if len(told) == BOTH else None


def _several(words: str, outcomes: Sequence[Hit]) -> bool:
    """Do three outcomes or more share one number?"""
    groups = {h.value.split(".")[0] for h in outcomes}
    between = (words[a.end : b.start] for a, b in pairwise(outcomes))
    return len(groups) > 2 and all(_AND.fullmatch(w) for w in between)


def _joined(words: str, one: Hit, other: Hit) -> bool:
    """不予公开或无法提供14件, 不予处理和其他处理的5件: do the two share the number?"""
    between, behind = words[one.end : other.start], words[other.end :]
    if _EITHER.fullmatch(between):
        return True
    return _AND.fullmatch(between) is not None and _OF_BOTH.fullmatch(behind) is not None


def _flow_before(words: str, flow: Sequence[Hit]) -> str:
    """The row that the last word of `flow` names, widened where what was carried in is in it."""
    last = flow[-1]
    carried = [h.value for h in flow if h.value in CARRIED]
    with_carried = _WITH_CARRIED.search(words) is not None
    if last.value == "total" and with_carried and ANSWERED.search(words[last.start : last.end]):
        return "total"  # 连同上年件共办结15件
    if last.value in ("new", "total", "handled") and carried and not with_carried:
        return carried[-1]
    short_new = last.value == "new" and last.end - last.start <= SHORT_VERB
    if (
        (short_new and _TO_BE_RECEIVED.search(words))
        or (last.value in ("new", "total") and with_carried and _ALL_TOGETHER.search(words))
        or (last.value == "carried_in" and TOTAL_OF.search(words))
    ):
        return "handled"
    return last.value


def reason_before(frame: Frame, row: str | None) -> str | None:
    """`row`, or the one reason for it that the clause before gives (属国家秘密，不予公开2件)."""
    if row == "granted" and "含" in frame.onward[:NEAR] and _WITH_PARTIAL.match(frame.onward):
        return "granted+partial"
    if row not in _GROUPS_OF_REASONS or _OF_ALL_REFUSED.search(frame.left):
        return row
    *earlier, _ = _COMMA.split(frame.since[frame.since.rfind("；") + 1 :])
    if len(frame.before) > len(frame.since) and "；" not in frame.since:
        earlier = earlier[1:]  # what stands right behind a number is said of that number
    told = ((c, [h for h in table("rows").hits(c) if "." in h.value]) for c in reversed(earlier))
    clause, reasons = next(((c, r) for c, r in told if r), ("", []))
    if len({h.value for h in reasons}) != 1 or (len(reasons) == 1 and _MORE_REASONS.search(clause)):
        return row
    reason, start, end = reasons[0].value, reasons[0].start, reasons[-1].end
    if not _GIVES_REASON.search(clause[:start]) and not _ENDS_REASON.fullmatch(clause[end:]):
        return row
    fits = reason.startswith(f"{row}.") or (row == "rejected" and reason in _CLOSED_UNANSWERED)
    return reason if fits else row


def is_one_channel(frame: Frame) -> bool:
    """网络受理17件，信函受理23件: one channel, and another one is told in the same sentence."""
    own = {m.group() for m in _CHANNEL.finditer(frame.left)}
    beside = frame.before[: len(frame.before) - len(frame.left)] + frame.onward[len(frame.right) :]
    others = {m.group() for m in _CHANNEL.finditer(beside)}
    of_it = _CHANNEL_TOLD.search(frame.left) or not _ALL_TOGETHER.search(frame.left)
    return len(own) == 1 and bool(others - own) and bool(of_it)


_NOT_OF_CLAUSE = regex.compile(r"^.*[，。；]")
"""What stands before the clause that a number opens."""


def _goes_on_with_period(frame: Frame) -> bool:
    """第一季度收到15件、办结14件，第二季度…: is it of the period named before, one of several?"""
    if "季" not in frame.before and "月" not in frame.before:
        return False
    named = [m.end() for m in PERIOD.finditer(frame.before)]
    if not named or len(named) + len(PERIOD.findall(frame.onward)) < SEVERAL_PERIODS:
        return False
    since = frame.before[named[-1] :]
    return "；" not in since and _NUMBER.search(since) is not None and not _ALL_YEAR.search(since)


def aside_of(frame: Frame) -> str | None:
    """Why `frame` may be no cell of table 3: period, strong, some, channel or aside; None: nothing.

    `strong` leaves no doubt; `some` counts where the number of all is told as well; a `channel`
    or an `aside` counts only where nothing else speaks.
    """
    words = frame.left if frame.left.strip() else frame.since
    if frame.leads and frame.onward and words is frame.since:
        words = _NOT_OF_CLAUSE.sub("", words)  # 多经信函提出，19件已答复
    if PERIOD.search(words) or _goes_on_with_period(frame):
        return "period"
    if _SURELY_BESIDE.search(words):
        return "strong"
    if _OF_SOME.search(frame.before):
        return "some"
    if _CHANNEL.search(words) or (frame.leads and _CHANNEL.search(frame.right[:NEAR])):
        return "channel"
    if _BESIDE.search(words):
        return "aside"
    if frame.leads and (_ABOUT.search(frame.right) or _BESIDE.search(frame.onward[:NEAR_ASIDE])):
        return "aside"
    return None
