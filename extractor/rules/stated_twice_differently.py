"""P103: two different values for one indicator in the prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import chain, pairwise
from typing import NamedTuple

import regex

from extractor.arithmetic import interval
from extractor.indicators.model.labels import OTHER
from extractor.records import Fault, Figure, Verdict
from extractor.rules._context import Context
from extractor.rules._plainness import (
    levels_of,
    of_some_contents,
    of_two_accounts,
    states_plainly,
)
from extractor.rules._prose import SURE, quote, span_of
from extractor.rules._registry import Outcome, rule
from extractor.rules._restated import restatements, says_more, told_before
from extractor.rules._some_cases import CASES, COUNTED
from extractor.rules._transposed import transposed
from extractor.rules._wording import number

_TWICE = frozenset(
    ["n.interpretations", "n.trainings", "n.press_conferences", "n.interviews", "n.consultations",
     "n.followers", "n.views", "n.published", "n.published.website", "n.published.wechat",
     "n.published.weibo", "n.published.new_media", "n.proposals", "n.proposals.npc",
     "n.proposals.cppcc", "n.fee_collected", "n.enquiries", "n.services"]
)  # fmt: skip
"""Narrative indicators that a report states once; the rest may well be several things."""

_NAME = re.compile(r"[“\"《]([^”\"》]{2,20})[”\"》]")
_MARK = regex.compile(r"[，,；;。：:]")
_ACCOUNT = regex.compile(
    r"[“\"]([^”\"]{2,20})[”\"](?=[^，。；“”\"]{0,4}(?:公众号|微博|视频号|服务号|订阅号))"
)
_PART_OF_YEAR = regex.compile(
    r"上半年|下半年|季度|[\d一二三四五六七八九十]+月|期间|截至|计划|拟|将|力争|目标|其中|下一步|明年|年报"
)
_OWN = re.compile(
    r"[^\u4e00-\u9fff]|全年|本年度?|今年|年内|共计|合计|累计|总计|共|约|我[局委办厅镇县市区]|本[局委办厅镇机关]|[了的在为是有达等]"
)
_CELL_WORDS = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:局|厅|委|府办|办公室|政府|镇|乡|街道|中心|系统|机关|单位)"
    r"|依?申请|公开|信息|收到|新[收增]|受理|接[收到]|登记|办[结理]|答复|处理|作出|行政|复议|诉讼|案件"
    r"|被|提起|提出|引发|应诉|规范性|文件|规章|制[发定]|印发|出台|公布|废止|失效|现行|有效|许可|处罚|强制|决定"
    r"|结转|总结|上年|下年|继续|转入|维持|纠正|予以|部分|不予|无法|提供|总[数量]|发生|引起|类|新|各级|年度|[对就因等数量上下至到市区县省未其]"
)
"""Words with which a report states a cell as such."""
_PART_BEFORE = regex.compile(
    r"(?<![至到\d])\d{1,2}月(?!\d{1,2}日|[底末]?止)|[一二三四五六七八九十]{1,2}至[一二三四五六七八九十]{1,2}月"
)
"""A month that the sentence tells of (9月，…收到申请1件)."""
_WHOLE_YEAR = regex.compile(
    r"截[至止][^，。；]{0,14}|1月(?:1日)?(?:起)?[^，。；]{0,2}至[^，。；]{0,8}12月(?:31日|底)?"
)
"""Days and months that stand for the whole year."""
MOST_OTHER_WORDS = 3
"""Characters beside those words; with more of them something narrower than the cell is told."""
FARTHEST, FARTHEST_BESIDE_TABLES = 4, Decimal("1.75")
"""Two numbers that differ by more than so many times are of two things, not one told wrong.

What stands in no table is counted by many words, and in more than one place: a slip of the pen
makes it half as large again at most, 公开信息49条 and 公开各类信息96条 are two counts.
"""
MOST_PLACES = 12
"""Places of one indicator that later ones are held against: a report tells nothing more often."""
_LABEL = regex.compile(r"\s*(?P<body>[\u4e00-\u9fff]{2,12}[科队办室局所站处部院])[：:]")
"""劳动监察大队：, at the beginning of a sentence."""
_REST = regex.compile(r"其[他它余]|余下|剩余|剩下")
"""Before a number of what is left."""
_SOME_PIECES = regex.compile(r"原创|转载|转发|首发|独家|约稿")
"""Some of the pieces that are published."""
_SUBJECT = regex.compile(r"(?:涉及|有关|关于|要求|针对)[^，。；]*(?:的|，(?:共|计)?)$")
"""Before a number of cases: what they are about."""
LOOK_BACK = 40
"""How many characters before a figure are read."""
SHORT = 5
"""A clause with fewer characters of its own is read with the one before."""
_IN_TURN = regex.compile(r"依次|分别")
_BARE_NEXT = re.compile(r"、\d+[、，。；]")
"""Behind a number without a unit: another one of the same row."""
_AMONG = regex.compile(r"^\s*[，（]?(?:其中|含|包[括含]|不含|扣除|另)[^，。；]{0,8}$")
"""Between a number and one of those that it counts, or that stand beside it."""
LEAST_REST = 10
"""A difference of so many that is itself told between two numbers: one is a part of the other."""
_OF_CHANNELS = ("n.published.wechat", "n.published.weibo", "n.published.new_media")
_OF_ACCOUNTS = ("n.followers", "n.views")
"""Each account has its own: 平度公安微信粉丝 and 平度交警微信粉丝 are two things."""
SAME_ACCOUNT = 0.8
"""The same for what each account has of its own."""
SIMILAR = 0.5
"""Share of the shorter description that must recur in the other, by pairs of characters."""


@rule("P103", severity="error", since="0.1.0", title="正文前后两处数据不一致")
def stated_twice_differently(context: Context) -> Iterator[Outcome]:
    """The prose gives two different values for one indicator.

    What it checks
    Figures with the same indicator, year and body that stand in different sentences. For
    table cells the indicator is enough; for narrative figures (解读, 培训, 粉丝 …) the words
    around them must describe the same thing too, and for cells no word may narrow it.
    A total may also come back in another order: told of each or some of them (571条信息中…,
    6件申请均…), pointing back (上述6件, 发布的571条), as the year's (全年办了5期培训), or as too
    few (粉丝仅3,486人). It is compared if its words say no more than the earlier place does and
    it is no further off than twofold. So is one with the same noun and with two digits that
    changed places.

    Why it matters
    One of the two numbers is wrong, mostly the one that was not updated.

    How approximation and blanks are treated
    近40件 and 39件 agree: intervals that meet are no contradiction. Sentences that tell several
    cells, and agree in none of them, are of two matters. Parts of a list, figures
    of part of the year, of another body or level, plans, and figures that some other reading
    reconciles are left alone: the number was told before of a part, is the sum of numbers told
    before or what is left of one, or stands in another cell of the table. What stands in no table
    is compared only up to 1.75 times as much: what differs by more is another count.

    Source
    条例第五十条; good practice of every auditor: 前后勾稽一致.

    Fires on
        @year 2024
        全年发布政策解读79篇，覆盖就业、养老等领域。在解读回应专栏集中展示，2024年共发布政策解读97篇。
        --
        @year 2024
        微信公众号全年更新346条。公众号更新的364条信息里，活动预告偏多。
        --
        @year 2024
        市直机关新收申请412件，区县新收1,560件。基层压力偏大，区县新收1,650件，专职人员却少。

    Silent on
        @year 2024
        全年发布政策解读97篇，覆盖就业、养老等领域。在解读回应专栏集中展示，2024年共发布政策解读近百篇。
        --
        @year 2024
        全年收到申请44件，其中29件涉及征地。对这29件申请，均已答复。全年收到申请44件。
        --
        @year 2024
        自然人递来的居多，收到申请274件；商业企业19件，科研机构1件。全年三类主体共收到申请294件。
    """
    seen: dict[tuple[str, str], list[int]] = {}
    said: dict[int, _Said] = {}
    parts = {i for r in context.extraction.relations if r.kind == "parts" for i in r.right}
    reported: set[tuple[str, str]] = set()

    def words(at: int) -> _Said:
        if at not in said:
            said[at] = _said(context, context.figures[at])
        return said[at]

    for first, later, indicator in _of_one_account(context, words):
        key = (indicator, context.figures[first].unit if indicator[0] == "n" else "")
        if key not in reported:
            reported.add(key)
            yield _fault(context, indicator, first, later)
    carried = _carried_in(context)
    accounts = frozenset(_NAME.findall(context.text)) if context.figures else frozenset()

    for index, figure in enumerate(context.figures):
        if not _comparable(context, figure, index in parts) or _of_a_row(context, index):
            continue
        key = (figure.indicator or "", figure.unit if (figure.indicator or "")[0] == "n" else "")
        for other in seen.get(key, []):
            before = context.figures[other]
            if (
                not _counted_alike(before, figure)
                or not _same_thing(key[0], words(other), words(index), accounts)
                or _set_apart(context, other, index)
            ):
                continue
            if (
                interval(before).meets(interval(figure))
                or _told_apart(context, other, index, carried)
                or key in reported
                or told_before(context, index, key[0], before)
            ):
                yield Verdict.PASSED
                continue
            if key[0].startswith("t") and not _both_plain(context, before, figure):
                yield Verdict.PASSED
                continue
            reported.add(key)
            yield _fault(context, key[0], other, index)
        places = seen.setdefault(key, [])
        if len(places) < MOST_PLACES:
            places.append(index)


def _counted_alike(one: Figure, other: Figure) -> bool:
    """Can the two be one number told in two sentences?"""
    units = one.unit == other.unit or {one.unit, other.unit} <= CASES
    apart = one.sentence == other.sentence or one.kind != other.kind
    return units and not apart and not _far_apart(one, other)


def _set_apart(context: Context, first: int, later: int) -> bool:
    """Is one of the two of another level, account or matter, or told with words that narrow it?"""
    one, other = context.figures[first], context.figures[later]
    return (
        levels_of(context, one) != levels_of(context, other)
        or of_two_accounts(context, one, other)
        or of_some_contents(context, one) != of_some_contents(context, other)
        or says_more(context, other, one)
        or _of_another_matter(context, first, later)
    )


def _both_plain(context: Context, one: Figure, other: Figure) -> bool:
    """Does neither clause tell of something narrower than the cell?"""
    return states_plainly(context, one) and states_plainly(context, other)


def _far_apart(one: Figure, other: Figure) -> bool:
    """Is one of the two so many times the other that they can hardly be one number?"""
    small, large = sorted((one.value, other.value))
    most = FARTHEST if (one.indicator or "").startswith("t") else FARTHEST_BESIDE_TABLES
    return small > 0 and large / small > most


def _carried_in(context: Context) -> set[Decimal]:
    """Every number of applications carried in that the report tells, in table or prose."""
    told = {f.value for f in context.figures if f.indicator == "t3.carried_in.total"}
    cell = context.value("t3.carried_in.total")
    return (told | {cell} if cell is not None else told) - {Decimal(0)}


def _differ_by_carried(one: Figure, other: Figure, carried: set[Decimal]) -> bool:
    """收到75件 and 新收74件 agree where one was carried in: one of them counts it."""
    loose = len(one.readings) > 1 or len(other.readings) > 1
    return loose and abs(one.value - other.value) in carried


def _comparable(context: Context, figure: Figure, is_part: bool) -> bool:
    indicator = figure.indicator
    if indicator is None or figure.kind not in COUNTED or figure.confidence < SURE:
        return False
    if figure.scope.year is not None or figure.scope.body is not None or is_part:
        return False
    if figure.qualifier == "zero" and not indicator.startswith("t"):
        return False
    return indicator.startswith("t") or indicator in _TWICE


def _of_a_row(context: Context, index: int) -> bool:
    """三年依次为3、7、5: one of several numbers of one thing, none of which is the report's."""
    figure = context.figures[index]
    row = context.figures[max(0, index - 1) : index + 2]
    alike = all(f.indicator in (None, figure.indicator) for f in row if f is not figure)
    bare = _BARE_NEXT.match(context.text, figure.end) is not None
    joints = (context.text[a.end : b.start].strip() for a, b in pairwise(row))
    if not bare and not (alike and "、" in joints):
        return False
    start = context.sentences[figure.sentence].start
    return _IN_TURN.search(context.text[start : figure.start]) is not None


def _of_one_account(
    context: Context, words: Callable[[int], _Said]
) -> Iterator[tuple[int, int, str]]:
    """The restatements but those of which each is told of an account of its own."""
    for first, later, indicator in chain(restatements(context), transposed(context)):
        one, other = words(first).names, words(later).names
        if _of_a_row(context, first) or _of_a_row(context, later):
            continue
        if _rest_is_told(context, first, later):
            continue
        if (not (one and other) or one & other) and not _of_another_matter(context, first, later):
            yield first, later, indicator


def _of_another_matter(context: Context, first: int, later: int) -> bool:
    """Are the two told of two matters, or one of them of some of the cases only?

    督办214件，上年结转18件，办结221件。…申请167件，上年结转8件，办结170件: a slip changes
    one number, and here none of one sentence is that of the other. 涉及收费的37件，办结36件.
    """
    one, other = context.figures[first], context.figures[later]
    here, there = _stated(context, one.sentence), _stated(context, other.sentence)
    if len(_labels(context, one) | _labels(context, other)) > 1:
        return True
    again = (here.keys() & there.keys()) - {one.indicator, other.indicator}
    if again and all(here[i].isdisjoint(there[i]) for i in again):
        return True
    return any(_of_some(context, i) for i in (first, later))


def _labels(context: Context, figure: Figure) -> frozenset[str]:
    """The body that opens the sentence with a colon, if one does: 劳动监察大队：新收416件."""
    sentence = context.sentences[figure.sentence]
    told = _LABEL.match(context.text, sentence.start, figure.start)
    return frozenset() if told is None else frozenset([told["body"]])


def _stated(context: Context, sentence: int) -> dict[str, set[Decimal]]:
    """What the figures of a sentence state of tables 3 and 4, with their values."""
    told: dict[str, set[Decimal]] = {}
    for f in context.figures:
        if f.sentence == sentence and f.scope.year is None and f.scope.body is None:
            if f.indicator is not None and f.indicator.startswith(("t3.", "t4.")):
                told.setdefault(f.indicator, set()).add(f.value)
    return told


def _of_some(context: Context, index: int) -> bool:
    """Is the figure of table 3 told of the rest, or of cases that the number before it counts?"""
    figure = context.figures[index]
    if not str(figure.indicator).startswith("t3."):
        return False
    start = context.sentences[figure.sentence].start
    words = context.text[max(start, figure.start - LOOK_BACK) : figure.start]
    if _REST.search(_MARK.split(words)[-1]):
        return True
    for before in reversed(context.figures[:index]):
        joint = context.text[before.end : figure.start]
        if before.sentence != figure.sentence or "；" in joint or before.unit not in CASES:
            return False
        if before.indicator in (None, OTHER):
            told = context.text[max(start, before.start - LOOK_BACK) : before.start]
            return before.value >= figure.value and _SUBJECT.search(told) is not None
        if before.indicator.endswith((".new.total", ".total.total")):
            return False
    return False


def _told_apart(context: Context, first: int, later: int, carried: set[Decimal]) -> bool:
    """Does what was carried in, or what is told between the two, make up the difference?"""
    one, other = context.figures[first], context.figures[later]
    return _differ_by_carried(one, other, carried) or _rest_is_told(context, first, later)


def _rest_is_told(context: Context, first: int, later: int) -> bool:
    """共930条。网站410条，部门和镇街520条: is the rest told between the two, in one or in all?"""
    one, other = context.figures[first], context.figures[later]
    rest = abs(one.value - other.value)
    between = [f for f in context.figures[first + 1 : later] if f.unit == other.unit]
    of_the_year = [f.value for f in between if f.scope.year is None and f.kind == other.kind]
    # 自然人274件，企业19件、高校1件。三类共294件
    summed = len(of_the_year) > 1 and sum(of_the_year) == rest
    behind = context.figures[later + 1 : later + 2]
    if behind and behind[0].value == rest and _goes_on(context, other, behind[0]):
        return True
    if behind and _AMONG.search(context.text[other.end : behind[0].start]):
        between += behind  # 网站公开870条。网站全年发布1,012条，其中转载142条
    return summed or (rest >= LEAST_REST and any(f.value == rest for f in between))


def _goes_on(context: Context, figure: Figure, behind: Figure) -> bool:
    """图文解读18篇，视频解读8篇: the second is the rest of what the first is a part of."""
    alike = behind.indicator == figure.indicator and behind.unit == figure.unit
    joint = context.text[figure.end : behind.start]
    return alike and behind.sentence == figure.sentence and joint[:1] in ("，", "、", ",")


class _Said(NamedTuple):
    """What the words before a figure say of it."""

    of_part_of_year: bool
    names: frozenset[str]
    """Titles and quoted names."""
    pairs: frozenset[str]
    """Pairs of neighbouring characters, without words that any figure may have."""
    narrows: frozenset[str]
    """Words for some of what is published: 原创, 转载."""
    others: int
    """How many characters are not words of the tables."""


def _said(context: Context, figure: Figure) -> _Said:
    """From the clause that leads up to the figure, with the one before where it is short."""
    sentence = context.sentences[figure.sentence]
    words = context.text[max(sentence.start, figure.start - LOOK_BACK) : figure.start]
    clauses = _MARK.split(words)
    tail = own = str(clauses[-1])
    if len(_OWN.sub("", tail)) < SHORT and len(clauses) > 1:
        tail = clauses[-2] + tail
    plain = _OWN.sub("", tail)
    sentence_before = context.text[sentence.start : figure.start]
    names = _NAME.findall(tail)
    if not names and figure.indicator in _OF_CHANNELS:
        accounts = set(_ACCOUNT.findall(sentence_before))
        names = list(accounts) if len(accounts) == 1 else []  # “甲”公众号有粉丝3万，全年发布240篇
    return _Said(
        bool(
            _PART_OF_YEAR.search(tail) or _PART_BEFORE.search(_WHOLE_YEAR.sub("", sentence_before))
        ),
        frozenset(names),
        frozenset(plain[i : i + 2] for i in range(len(plain) - 1)),
        frozenset(_SOME_PIECES.findall(own)),
        len(_CELL_WORDS.sub("", _OWN.sub("", own))),
    )


def _same_thing(indicator: str, one: _Said, other: _Said, accounts: frozenset[str]) -> bool:
    """Do both places tell of one thing? `accounts`: every quoted name of the report."""
    if one.of_part_of_year or other.of_part_of_year:
        return False
    if indicator.startswith("t"):
        return max(one.others, other.others) <= MOST_OTHER_WORDS
    if one.narrows != other.narrows:
        return False
    if one.names and other.names and not one.names & other.names:
        return False
    unnamed = bool(one.names) != bool(other.names) and indicator in _OF_ACCOUNTS
    if unnamed and len(accounts) > 1:
        return False
    shorter = min(len(one.pairs), len(other.pairs))
    alike = SAME_ACCOUNT if indicator in _OF_ACCOUNTS else SIMILAR
    return shorter >= 2 and len(one.pairs & other.pairs) / shorter >= alike


def _fault(context: Context, indicator: str, i: int, j: int) -> Fault:
    one, other = context.figures[i], context.figures[j]
    difference = one.value - other.value
    table = indicator.startswith("t")
    return Fault(
        message=f"同一指标（{context.codebook.describe(indicator)}）前后两处不一致："
        f"一处为“{quote(context, one)}”，另一处为“{quote(context, other)}”，"
        f"相差{number(abs(difference))}{one.unit}。",
        expected=one.value,
        actual=other.value,
        difference=difference,
        cells=context.codebook.expand(indicator, context.form_used) if table else (),
        figures=(i, j),
        spans=(span_of(one), span_of(other)),
        severity=None if table else "warning",
    )
