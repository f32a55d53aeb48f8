"""Is a number one of some cases only, by what stands before it in its sentence?

涉及住房的20件予以公开6件, 平台收到29件，办结25件，结转4件: no cell has outcomes of these alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.indicators.phrases import SUM_WORDS
from extractor.records import Figure
from extractor.rules._context import Context
from extractor.rules._plainness import states_plainly

CASES = frozenset(["件", "起", "宗", "例", "份", "件次", "部", ""])
"""Units in which the same thing may be counted."""
COUNTED = frozenset(["count", "amount", "cumulative"])
CERTAIN = 0.8
"""Below this, not where another figure with the same indicator agrees with the table."""
_CARRIED_IN = "t3.carried_in.total"
_CASE = regex.compile(r"诉讼|复议|应诉|被诉|案件")
_ON_SUBJECT = regex.compile(
    r"(?:^|中|内容|事项)(?:其中)?(?:主要)?对?(?:涉及|有关|关于)[^，。；\d]{1,12}的$|(?:^|中)(?:其中)?对[^，。；\d]{2,16}类的?申请$"
)
"""Before a number of cases: what they are about."""
_HANDED_OVER = regex.compile(r"转[来办送交]|交办|移交|协[办助]|配合")
"""The same: that they came from another body."""
_CLAUSE_MARK = regex.compile(r"[，。；;、：:（(\n—]|(?<!\d),|,(?!\d)")
_SUM = regex.compile(rf"(?:{SUM_WORDS})(?:[为是有])?\s*$")


def of_some_cases(context: Context, index: int, cell: str) -> bool:
    """涉及住房的20件予以公开6件; 行政处罚诉讼12件，胜诉11件: outcomes of a number of its own.

    So is what was done of those that another body handed over (县府办转来7件，已办结7件).
    """
    figure, row = context.figures[index], cell.rsplit(".", 2)[1]
    if row in ("new", "carried_in"):
        return False
    if not cell.startswith("t4.") and _of_an_account(context, index):
        return True
    return row != "carried_out" and _behind_its_own(context, index, figure, cell)


def _behind_its_own(context: Context, index: int, figure: Figure, cell: str) -> bool:
    """Do words before a larger number in the sentence say which cases these are?"""
    start = context.sentences[figure.sentence].start
    for whole in reversed(context.figures[:index]):
        if whole.start < start or "；" in context.text[whole.end : figure.start]:
            return False
        if whole.unit not in CASES or whole.kind not in COUNTED:
            continue
        between = context.text[whole.end : figure.start]
        words = _CLAUSE_MARK.split(context.text[start : whole.start])[-1]
        among = between.startswith("中") and whole.value not in _all_decided(context)
        decided = whole.indicator not in (None, "n.other") and whole.confidence >= CERTAIN
        if whole.value < figure.value or (decided and not among):
            continue
        if cell.startswith("t4."):
            if _CASE.search(words):
                return True
            continue  # 受理复议申请48件，审结45件，维持31件
        if cell.startswith("t3.total."):
            return _HANDED_OVER.search(words) is not None
        return among or _ON_SUBJECT.search(words) is not None
    return False


def _of_an_account(context: Context, index: int) -> bool:
    """信函收到29件，办结25件，结转4件: do it and its fellows add up to a number of some cases?

    A number that they add up to may be one of such fellows itself; each is asked once.
    """
    asked = [index]
    for part in asked:
        for at in _wholes(context, part):
            if _is_of_some(context, at):
                return True
            if at not in asked:
                asked.append(at)
    return False


def _wholes(context: Context, index: int) -> Iterator[int]:
    """The numbers before that it and its fellows add up to, none of them all applications."""
    figures, figure = context.figures, context.figures[index]
    start = context.sentences[figure.sentence].start
    for at in range(index - 1, -1, -1):
        whole = figures[at]
        if whole.start < start or "；" in context.text[whole.end : figure.start]:
            return
        if whole.unit not in CASES or whole.kind not in COUNTED:
            continue
        if whole.value not in _all_decided(context) and _adds_up(context, at, index):
            yield at


def _is_of_some(context: Context, at: int) -> bool:
    """Does the number state no total, or words before it say which cases they are?"""
    whole = context.figures[at]
    told = whole.indicator or ""
    if not told.endswith(".total") or told == _CARRIED_IN:
        return True
    start = context.sentences[whole.sentence].start
    words = _CLAUSE_MARK.split(context.text[start : whole.start])[-1]
    return _ON_SUBJECT.search(words) is not None or not states_plainly(context, whole)


def _adds_up(context: Context, at: int, index: int) -> bool:
    """Do the figures behind the one `at` some place, those up to `index` among them, sum to it?

    One alone does where it is all that was answered: 转来申请4件，答复4件.
    """
    whole, left, parts = context.figures[at], context.figures[at].value, 0
    for i, part in enumerate(context.figures[at + 1 :], at + 1):
        if part.sentence != whole.sentence or "；" in context.text[whole.end : part.start]:
            return False
        if part.unit in CASES and part.kind in COUNTED and part.qualifier == "exact":
            left, parts = left - part.value, parts + 1
            if left <= 0:
                several = parts > 1 or (part.indicator or "").startswith("t3.total.")
                return left == 0 and i >= index and several
    return False


def added_up_behind(context: Context, index: int, total: Decimal) -> bool:
    """县水务局收到58件，县河湖中心收到11件，共69件: a part of the sum that the table has?"""
    figure, told = context.figures[index], Decimal(0)
    for i, part in enumerate(context.figures[index:], index):
        if part.sentence != figure.sentence or "；" in context.text[figure.end : part.start]:
            return False
        is_sum = _SUM.search(context.text, figure.end, part.start) if i > index + 1 else None
        if is_sum is not None and told == part.value == total:
            return True
        if part.unit == figure.unit and part.kind == figure.kind:
            told += part.value
    return False


def _all_decided(context: Context) -> set[Decimal | None]:
    """How many applications came in, and how many were decided, by the table."""
    new, done = context.value("t3.new.total"), context.value("t3.total.total")
    both = (new or Decimal(0)) + (context.value("t3.carried_in.total") or Decimal(0))
    return {new, done, both}
