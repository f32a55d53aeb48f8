"""What kind of quantity a number is: a count, money, a share, a change, a rank, or a stock.

The kind decides what a figure may be compared with: a share or a change is never a table cell.
"""

from __future__ import annotations

from extractor.figures.kind_words import (
    A_POINT,
    ACCOUNTS,
    ADDED_UP,
    AT_YEARS_END,
    BESIDE_LAST_YEAR,
    BESIDE_NEW,
    CHANGE,
    CLOSED,
    COMPARISON,
    FEE,
    FEWER,
    FOLLOWED,
    GREW_BEHIND,
    IN_FORCE,
    IN_FORCE_BEHIND,
    ITEMS_MOVED,
    LEFT_OVER,
    MAY_BE_MORE,
    MONEY,
    MORE_OF_THEM,
    MORE_OR_LESS,
    NEW_AGAINST,
    NEW_FOLLOWERS,
    NEW_SINCE,
    NO_STOCK,
    NO_STOCK_GREW,
    OF_SHARES,
    OF_THEM_NEW,
    OFFERED,
    OPENED,
    PAPERS_TOLD,
    PENNIES,
    PEOPLE,
    PEOPLE_BEHIND,
    PLAIN_INCREASE,
    POINT,
    PUBLISHED_SO_FAR,
    RATE,
    SET_BESIDE,
    SINCE,
    SORTED,
    STOCK,
    THIS_YEAR,
    TO,
    TOPIC,
    UNTIL_NOW,
)
from extractor.figures.quantity import Quantity
from extractor.records import Kind

BACK_CHANGE = 30
"""How far back in the sentence 比去年多 stands, in characters."""
BACK_COMPARISON = 48
"""The same for what an increase is compared with."""
BACK_SINCE = 40
"""The same for the time since when something adds up."""
SHORT = 12
"""Words since the figure before, shorter than this, hold a change of their own."""
NEAR_MORE = 16
"""So many characters before the number hold the whole word that tells of more or fewer."""
JUST_BEFORE = 5
"""The last characters before the number, in which 新增 stands."""


def kind_of(
    quantity: Quantity, left: str, clause: str, sentence_before: str, right: str = ""
) -> Kind:
    """The kind of `quantity`.

    `left` is the text since the figure before it (at most a clause), `clause` the clause up to it,
    `sentence_before` the sentence up to it, `right` some characters behind it.
    """
    if quantity.is_rank:
        return "rank"
    if quantity.unit.endswith("百分点"):
        return "change"
    if _is_change(quantity, left, sentence_before, right):
        return "change"
    if quantity.unit == "倍" and left.rstrip("了 ").endswith("翻"):
        return "change"
    if quantity.unit in ("%", "倍", "‰") or (not quantity.unit and RATE.search(left)):
        return "ratio"
    if quantity.unit in MONEY or (not quantity.unit and _is_money(quantity, left)):
        return "amount"
    if _is_stock(quantity, clause, sentence_before, right):
        return "cumulative"
    return "count"


def _is_money(quantity: Quantity, left: str) -> bool:
    """信息处理费：0, 罚没6.3: money by its words alone."""
    if FEE.search(left):
        return True
    return quantity.value % 1 != 0 and PENNIES.search(left) is not None


def _is_change(quantity: Quantity, left: str, sentence_before: str, right: str) -> bool:
    """By how much something grew or fell."""
    if _more_or_less(left, sentence_before):
        return True
    if ("新增" in left or "取消" in left) and NEW_FOLLOWERS.search(left):
        return True
    if "新增" in left or "增加" in left:
        if quantity.unit in PEOPLE and MORE_OF_THEM.search(sentence_before):
            return True
    if quantity.unit == "项" and not right.startswith("、") and ITEMS_MOVED.search(sentence_before):
        return True  # not 划入4项、取消7项, which explain the change
    if quantity.unit == "%" and any(p.search(sentence_before) for p in OF_SHARES):
        return True
    if CHANGE.search(left) is None or TO.search(left):
        return False
    plain = PLAIN_INCREASE.search(left)
    if quantity.unit == "%" or (quantity.unit == "倍" and plain is None):
        return True
    if NEW_SINCE.search(sentence_before[-BACK_COMPARISON:]) or NEW_AGAINST.search(left):
        return True
    return plain is None or (
        COMPARISON.search(sentence_before[-BACK_COMPARISON:]) is not None
        and "新增" not in left[-JUST_BEFORE:]
    )


def _is_stock(quantity: Quantity, clause: str, sentence_before: str, right: str) -> bool:
    """What there is, or what has come together over years."""
    if quantity.unit not in PEOPLE and FOLLOWED.search(clause):
        return False
    may_be = _may_be_stock(clause, sentence_before, right) or (
        quantity.unit in PEOPLE and PEOPLE_BEHIND.match(right) is not None
    )
    return may_be and not NO_STOCK.search(clause)


def _may_be_stock(clause: str, sentence_before: str, right: str) -> bool:
    """The same by its words alone."""
    if "事项" in clause and OFFERED.search(sentence_before):
        return True
    if (
        STOCK.search(clause)
        or ("有效" in clause and IN_FORCE.search(clause))
        or IN_FORCE_BEHIND.match(right)
    ):
        return _is_no_result(clause, sentence_before)
    left_over = LEFT_OVER.search(clause) is not None and SORTED.search(sentence_before) is None
    if left_over or (A_POINT.search(clause) and POINT.search(clause)):
        told = [m["held"] for m in TOPIC.finditer(sentence_before)]
        return bool(told and told[-1])
    if ACCOUNTS.search(clause) and not OPENED.search(clause) and CLOSED.match(right):
        return True
    if (
        right.lstrip()[:1] in "，（"
        and GREW_BEHIND.match(right)
        and not NO_STOCK_GREW.search(clause)
    ):
        return True
    return _has_come_together(clause, sentence_before, right)


def _has_come_together(clause: str, sentence_before: str, right: str) -> bool:
    """Has it added up over years?"""
    until = "累计" in sentence_before or "至今" in sentence_before
    if until and UNTIL_NOW.search(sentence_before) and not THIS_YEAR.search(clause):
        return True
    if "累计" not in clause and "公" not in clause and "总" not in clause:
        return False
    if PUBLISHED_SO_FAR.search(clause) and PAPERS_TOLD.search(sentence_before):
        return True
    if BESIDE_NEW.search(sentence_before):
        return True
    if THIS_YEAR.search(clause):
        return False
    if ADDED_UP.search(clause) and OF_THEM_NEW.match(right):
        return True
    if "累计" not in clause and "总共" not in clause:
        return False
    since = sentence_before[-BACK_SINCE:]
    return SINCE.search(since) is not None or AT_YEARS_END.search(since) is not None


def _is_no_result(clause: str, sentence_before: str) -> bool:
    """Is it what there is, and not what came of sorting (清理文件40件，继续有效27件)?"""
    if POINT.search(clause) or SORTED.search(sentence_before) is None:
        return True
    return "现行有效" in clause and any(t in sentence_before for t in ("年初", "年末", "年底"))


def _more_or_less(left: str, sentence_before: str) -> bool:
    """比去年多12件, and 多开1场 beside a comparison."""
    if MAY_BE_MORE.search(sentence_before.rstrip()[-NEAR_MORE:]) is None:
        return False  # as before most figures
    if MORE_OR_LESS.search(sentence_before[-BACK_CHANGE:]):
        return True
    if len(left) < SHORT and MORE_OR_LESS.search(left):
        return True
    if FEWER.search(left) is None:
        return False
    before = sentence_before[-BACK_COMPARISON:]
    return bool(SET_BESIDE.search(before) or BESIDE_LAST_YEAR.search(before))
