"""Rates (办结率, 答复率, 公开率) with the two counts they are made of."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec
import regex

from extractor.arithmetic import share_agrees
from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import listed, unit_of
from extractor.indicators.relations.identities import OUTCOMES
from extractor.indicators.relations.share_places import told_within
from extractor.records import Figure, Relation

RATE = re.compile(
    r"(?P<stem>[A-Z\u4e00-\u9fff]{2,6}(?<!占比))率(?:按此|（[^（）\d]{2,12}）)?\s*(?:为|达|达到|是|约|报|记|算|仅|均|分别为)*\s*$"
)

_STEMS = {
    "办结": "办结|办理完",
    "答复": "答复|回复",
    "回复": "回复|答复",
    "办复": "办复|办结|答复",
    "回收": "收回|回收",
    "网办": "网办|网上[办受申]",
    "即办": "即办|当场办",
    "接通": "接[通起听]",
    "应答": "解答|应答|接[通起听]",
    "纠错": "纠[错正]|责令|撤销|确认违法|重[作新]",
    "败诉": "败诉|纠[错正]",
    "合格": "合格|达标",
    "线上": "线上|网上|网络|在线",
    "网上": "线上|网上|网络|在线",
    "完成": "完成|整改|办结|落实",
    "超期": "超期|超过|逾期",
}
"""Words of a count that a rate's stem stands for, where it is not the stem itself."""

_JUDGED = ("满意",)
"""What people think of what was done: 办结满意率 is no rate of what was settled."""
_OF_CALLS = ("接通", "应答")
"""Rates of calls, whose count is mostly told in another word (人工接起380通)."""
_OF_SOMETHING_ELSE = regex.compile(
    r"按[期时]|提前|及时|限时|同比|主动公开率|更新|覆盖|应答|接通|好评|完好|可用|原创|开庭|出庭"
)
"""Rates over a base that the prose does not tell."""
_IN_TIME = regex.compile(r"[日天时]内|及时|[按如]期|按时|限")
"""Before a count: what it counts was done in time."""
RISEN = regex.compile(r"(?P<stem>[\u4e00-\u9fff]{2,6})(?:率|比例|占比)(?:由|从)[^，。；\d]{0,6}$")
"""Before the rate of another year, from which this year's has risen or fallen."""
_KINDS_OF_LAWSUITS = (("direct", "litigation"), ("after_review", "litigation"))
_OPENED = ("t3.granted.total", "t3.partial.total")
"""What is open, wholly or in part."""
_RIGHT_BEHIND = regex.compile(r"[，（]?(?P<stem>[^，。；：\d]{2,6})率(?:为|达|达到|是|约)?\s*")
"""Between a count and its rate."""
_BOTH_OPENED = regex.compile(r"公开[（、]?[和及与或、含]部分公开")
"""公开及部分公开92件: both in one number."""
_DONE = regex.compile(r"[\s，、；]*(?:其中)?(?:实际?|已)[\u4e00-\u9fff]")
"""Before the count of those that did what they ought to."""
_THERE = regex.compile(r"[\s，、；]*实际?(?:到|有|来|参[加训评会])?(?:会|人数|的)?")
"""The same in other words: 实到102人."""
_ANSWERED = ("答复", "回复", "办结", "办复")
_BASE = regex.compile(r"应|收回|回收")
"""Before the count that a rate is of, where there are several."""
RIGHT = 8
"""So many characters behind a count say what it counts."""
ALL = 100
"""A rate of so many per cent tells of what was due; what was not due yet is told nowhere."""
MOST_COUNTS = 24
"""How many counts before a rate are tried against one another: their pairs are the square of it."""


def rate_of(
    frame: Frame,
    stated: Figure,
    stem: str,
    before: list[Frame],
    figures: list[Figure],
    wholes: dict[int, int],
    earlier: list[Frame],
) -> Relation | None:
    """The relation of a rate; None where its counts are not told for certain.

    `wholes` gives the whole of each part of a list, `earlier` what stands before the rate.

    Any pair of counts of the sentence that gives the rate is taken for its own. Where none does,
    the count right before it must be named by the rate's stem, and its whole be the only one.
    """
    counts = [f for f in before if figures[f.index].scope.year is None][-MOST_COUNTS:]
    pairs = [
        (a.index, b.index)
        for i, a in enumerate(counts)
        for b in counts[:i]
        if unit_of(figures[a.index]) == unit_of(figures[b.index])
        and 0 < figures[b.index].value >= figures[a.index].value
    ]
    above = counts[-1].parent if counts else None
    if not pairs and above is not None and figures[above].sentence < figures[frame.index].sentence:
        one, whole = figures[counts[-1].index], figures[above]
        if unit_of(one) == unit_of(whole) and 0 < one.value <= whole.value:
            pairs.append((counts[-1].index, above))  # 收到25件。其中公开16件，公开率68%
    within = told_within(counts[-1], earlier, figures) if counts else None
    if within is not None:  # 主办件中甲类33件，甲类率82.5%: of no other number
        pairs = [(a, b) for a, b in pairs if a != counts[-1].index or b == within]
    for part, base in reversed(pairs):
        if share_agrees(stated, figures[part], figures[base]):
            return Relation("share", (frame.index,), (part, base))
    if _of_two(stated, stem, counts, figures):
        return None
    both = opened_together(frame, stem, counts, figures)
    if both is not None:
        return both
    last = counts[-1].left + counts[-1].right[:RIGHT] if counts else ""
    own = (  # 按期答复43件，按期率; 28件提前办结，提前办结率
        stem in last or (stem[-2:] in last and _IN_TIME.search(last) is not None)
    )
    if stated.value >= ALL or not pairs or "；" in frame.since:  # 公开17件；提案公开率80%
        return None
    stems = _STEMS.get(stem[-2:])
    if stems is not None and stem[-2:] in _OF_CALLS:
        own = own or any(
            re.search(rf"(?<![不未]){stems}", c.left) for c in counts if c.index in wholes
        )
    if not own and _OF_SOMETHING_ELSE.search(frame.left[-12:]):
        return None
    return _named(frame, stem, counts, figures, wholes, earlier)


def _of_two(stated: Figure, stem: str, counts: list[Frame], figures: list[Figure]) -> bool:
    """予以公开716件、部分公开188件，公开率…: is it the rate of two neighbours together?"""
    if len(counts) < 2 or not listed(counts[-1]):
        return False
    if stem[-2:] in counts[-1].left and stem[-2:] not in counts[-2].left:
        return False  # 发出800份、回收720份，回收率…: of the one that it names
    if _due_and_done(counts[-2], counts[-1], stem):
        return False
    both = [figures[c.index] for c in counts[-2:]]
    if unit_of(both[0]) != unit_of(both[1]):
        return False
    total = sum((f.value for f in both), Decimal(0))
    together = msgspec.structs.replace(both[-1], value=total, low=total, high=total)
    wholes = [figures[c.index] for c in counts[:-2] if figures[c.index].value >= total]
    return not wholes or any(share_agrees(stated, together, w) for w in wholes)


def _due_and_done(due: Frame, done: Frame, stem: str) -> bool:
    """应公示512件、已公示502件，公示率; 应参训120人，实到102人: what ought to be, and what is."""
    ought = re.search(rf"应(?:当|该)?{re.escape(stem[-2:])}", due.left)
    done_so = _DONE.match(done.left) if stem[-2:] in done.left else _THERE.fullmatch(done.left)
    return ought is not None and done_so is not None


def _is_sum_of_opened(counts: list[Frame], figures: list[Figure]) -> bool:
    """予以公开64件、部分公开24件，两项合计88件，公开率: is the last all that is open?"""
    two = [figures[f.index] for f in counts[-3:-1]]
    last = figures[counts[-1].index]
    return [f.indicator for f in two] == list(_OPENED) and sum(f.value for f in two) == last.value


def opened_together(
    frame: Frame, stem: str, counts: list[Frame], figures: list[Figure]
) -> Relation | None:
    """办结320件，予以公开152件、部分公开40件，公开率60%: of both, where one number is the whole."""
    if len(counts) <= 2:
        return None
    *before, one, other = counts
    stated = [figures[f.index].indicator for f in (one, other)]
    if stem[-2:] != "公开" or stated != list(_OPENED) or other.index != frame.index - 1:
        return None
    both = figures[one.index].value + figures[other.index].value
    wholes = [
        f.index
        for f in before
        if unit_of(figures[f.index]) == unit_of(figures[one.index])
        and figures[f.index].value >= both
    ]
    if len(wholes) != 1:
        return None
    return Relation("share", (frame.index,), (one.index, other.index, wholes[0]))


def next_of_row(
    frame: Frame, before: list[Frame], last: Relation | None, figures: list[Figure]
) -> Relation | None:
    """网上受理205件，网办率82%；当场办结95件，即办率38%: of the whole of the rate before."""
    if not before or last is None:
        return None
    part, base = before[-1].index, last.right[-1]
    follows = last.left[0] + 1 == part and part + 1 == frame.index and part not in last.right
    alike = unit_of(figures[part]) == unit_of(figures[base])
    alike = alike and figures[part].scope == figures[base].scope
    own = "；" in before[-1].since and figures[last.left[0]].sentence == frame.sentence
    rate = _RIGHT_BEHIND.fullmatch(frame.since)
    if not (follows and alike and own and rate) or figures[frame.index].value >= ALL:
        return None
    if not set(rate["stem"][-2:]) & set(before[-1].left):
        return None  # …；公众号900篇，原创率85%: of the 900
    if not 0 < figures[part].value < figures[base].value:
        return None
    return Relation("share", (frame.index,), (part, base))


def _named(
    frame: Frame,
    stem: str,
    counts: list[Frame],
    figures: list[Figure],
    wholes: dict[int, int],
    earlier: list[Frame],
) -> Relation | None:
    last = counts[-1]
    if any("；" in f.since for f in (last, frame)) and last.index == frame.index - 1:
        # 准予264件，…；落户申请2.7万件，准予率99.1%: of no number before the semicolon
        counts = [last]
    words = _STEMS.get(stem[-2:], re.escape(stem[-2:]))
    if stem[:2] in _STEMS and len(stem) > 2 and stem[-2:] not in _JUDGED:
        words = f"{words}|{_STEMS[stem[:2]]}"  # 网上提交的22件，线上申请率
    not_so = stem[-3:-2] if stem[-3:-2] in ("不", "未") else ""
    words = f"{not_so}(?:{words})" if not_so else rf"(?<![不未])(?:{words})"
    here = last.left + last.right[:RIGHT]
    told = re.search(rf"(?:{words})(?!率)", here) or _shortened(stem, here)
    if len(counts) > 1 and _due_and_done(counts[-2], last, stem):
        told, counts = True, counts[-2:]
    told = told or (stem[-2:] == "公开" and _is_sum_of_opened(counts, figures))
    if last.index != frame.index - 1 or not told:
        name = words if stem[-2:] in _OF_CALLS else re.escape(stem[-2:])
        named = [c for c in counts if re.search(f"(?:{name})$", c.left.strip("，、；： "))]
        if not named:  # 准予提取8.1万笔，不予提取0.3万笔，准予率
            named = [c for c in counts if c.left.strip("，、；： ").startswith(stem[-2:])]
        if len(named) != 1 or (named[0].parent is None and named[0].index not in wholes):
            return None
        last = named[0]  # 维持54件、纠正9件、其他12件，维持率72%
        counts = counts[: counts.index(last) + 1]
    if "部分" in last.left and _BOTH_OPENED.search(last.left) is None:
        return None  # 予以公开241件，部分公开72件，公开率51.1%: that of both
    part = figures[last.index]
    base = _base_of(last, counts, figures, wholes, earlier)
    if base is None:
        base = _all_to_answer(frame, part, stem, earlier, figures)
    if base is None:
        return None
    if figures[base].value < part.value or unit_of(figures[base]) != unit_of(part):
        return None
    if _of_two_things(part, figures[base]):
        return None  # 许可3,412件，处罚决定上网1,755份，上网率…: of all that was to be put there
    return Relation("share", (frame.index,), (last.index, base))


def _all_to_answer(
    frame: Frame, part: Figure, stem: str, earlier: list[Frame], figures: list[Figure]
) -> int | None:
    """收到125件，个人116件；答复120件，答复率: of the one number of what was to be answered."""
    if stem not in _ANSWERED or part.indicator != "t3.total.total":
        return None
    told: dict[str, list[int]] = {}
    for f in earlier:
        if f.sentence == frame.sentence and figures[f.index].scope == part.scope:
            told.setdefault(figures[f.index].indicator or "", []).append(f.index)
    both = told.get("t3.new.total+t3.carried_in.total", [])
    if "t3.carried_in.total" in told and not both:
        return None
    found = both or told.get("t3.new.total", [])
    return found[0] if len(found) == 1 else None


def _base_of(
    last: Frame,
    counts: list[Frame],
    figures: list[Figure],
    wholes: dict[int, int],
    earlier: list[Frame],
) -> int | None:
    """The number that the one a rate names is a part of; None where several may be."""
    part = figures[last.index]
    base = told_within(last, earlier, figures)
    if base is None:
        base = last.parent if last.parent is not None else wholes.get(last.index)
    if base is not None and unit_of(figures[base]) != unit_of(part):
        base = None  # 抽检34期，涉及样品2,000批次，不合格46批次
    if base is None:
        tops = [
            c.index
            for c in counts[:-1]
            if c.parent in (None, last.parent)
            and unit_of(figures[c.index]) == unit_of(part)
            and figures[c.index].value >= part.value
        ]
        if listed(last) and len(tops) > 1:
            tops = [i for i in tops if i != last.index - 1]  # 160件答复被复议32件、被起诉20件
        if len(tops) > 1:
            near = _of_its_clauses(counts)
            tops = [i for i in tops if i in near] or tops
        due = [c.index for c in counts if c.index in tops and _BASE.search(c.left)]
        if len(tops) != 1 and len(due) != 1:
            return None
        base = due[0] if len(due) == 1 else tops[0]
    return base


def _shortened(stem: str, words: str) -> bool:
    """被起诉20件，被诉率; 退回修改37篇，退改率: is the stem a shorter word for the count's own?"""
    first, second = stem[-2], stem[-1]
    return re.search(rf"(?<![不未没]){first}[^，。；、\d率]{{1,2}}{second}", words) is not None


def _of_its_clauses(counts: list[Frame]) -> set[int]:
    """The counts since the last semicolon (诉求1.6万件；抽查500件，规范的480件，规范率…)."""
    found: set[int] = set()
    for c in reversed(counts):
        found.add(c.index)
        if "；" in c.since:
            break
    return found


def _of_two_things(part: Figure, base: Figure) -> bool:
    """Do the two state cells of which neither can hold the other: 许可 and 处罚, 复议 and 诉讼?"""
    one, other = part.indicator or "", base.indicator or ""
    if not (one.startswith("t") and other.startswith("t")) or "+" in one + other:
        return False
    table, row = one.split(".")[:2]
    of_table, of_row = other.split(".")[:2]
    if table != of_table:
        return True
    if table == "t3":
        return of_row in OUTCOMES and row != of_row
    kinds = row == of_row or (row, of_row) in _KINDS_OF_LAWSUITS
    return not kinds or (table == "t4" and not other.endswith(".total"))
