"""What kind of quantity a number is: a count, money, a share, a change, a rank, or a stock.

The kind decides what a figure may be compared with: a share or a change is never a table cell.
"""

from __future__ import annotations

import regex

from extractor.figures.finder import Quantity
from extractor.figures.patterns import words
from extractor.records import Kind

BACK_CHANGE = 30
"""How far back in the sentence 比去年多 stands, in characters."""
BACK_COMPARISON = 48
"""The same for what an increase is compared with."""
BACK_SINCE = 40
"""The same for the time since when something adds up."""
SHORT = 12
"""Words since the figure before, shorter than this, hold a change of their own."""
JUST_BEFORE = 5
"""The last characters before the number, in which 新增 stands."""

_WORDS = words()

_CHANGE = regex.compile(
    rf"{_WORDS['change']}(?:了|率|幅度|幅|比例)*(?:合计|分别|依次|各)?(?:为|是|达到?|仅|均?超过?|近|约)?\s*$"
)
"""A verb of change right before the number."""
_TO = regex.compile(r"(?:至|到|[增减降升]为)\s*(?:了)?\s*$")
"""增长到: the number is what came of it."""
_MORE_LESS = regex.compile(
    r"(?:(?:比|较)[^，。；]{1,24}|^[，,]?(?:同比|环比)?)(?:多(?:公开|发布?|收到?|办|开|答|推送)?|少(?:发|收|办|开|答)?)(?:了|出)?\s*$"
)
"""比去年多12件."""
_FEWER = regex.compile(r"(?:多(?:开|办|发)?|少(?:开|办|发)?)(?:了)?\s*$")
_BESIDE_LAST_YEAR = regex.compile(
    r"(?:上(?:一)?年|去年)(?:度|同期)?(?:为|是|则)?[^，。；\d]{0,4}\d[\d,.]*[^，。；\d]{1,3}，[^，。；\d]{1,3}$"
)
"""今年12件，去年9件，多办3件."""
_NEW_SINCE = regex.compile(
    r"(?:上(?:一)?年|去年|(?:19|20)\d\d年)(?:度)?(?:为|是|则为)?\d[\d,.]*[^，。；\d]{1,2}，新增(?:了)?\s*$"
)
"""今年72项，去年45项，新增27项."""
_SET_BESIDE = regex.compile(r"(?:与|同)[^，。；]{2,12}相比")
"""与2020年相比，发布会多开1场，解读稿少3篇."""
_PLAIN_INCREASE = regex.compile(rf"{_WORDS['increase']}(?:了)?\s*$")
"""新增12件 counts what is new; only a comparison makes it a change."""
_COMPARISON = regex.compile(
    r"同比|环比|上(?:一)?学?年|去年|[12]\d{3}年|年初|净|比|较|由[^，。；]{0,20}\d"
)
"""A comparison with another time."""
_STOCK = regex.compile(_WORDS["stock"])
"""What stands at the end of the year (粉丝, 现行有效)."""
_NOT_STOCK = regex.compile(_WORDS["no_stock"])
"""What only looks so (新增粉丝)."""
_SINCE = regex.compile(
    r"(?:以来|[十几多]年|自[^，。；]{2,14}起?)[^。；]{0,16}累计|累计[^，。；]{0,8}(?:历年)"
    r"|历年[^，。；]{0,6}累计"
)
"""Added up over years."""
_THIS_YEAR = regex.compile(_WORDS["this_year"])
"""累计 within the year is a count."""
_MONEY = frozenset({"元", "万元", "亿元"})
"""Units of money."""


def kind_of(quantity: Quantity, left: str, clause: str, sentence_before: str) -> Kind:
    """The kind of `quantity`.

    `left` is the text since the figure before it (at most a clause), `clause` the clause up to it,
    `sentence_before` the sentence up to it.
    """
    if quantity.is_rank:
        return "rank"
    if quantity.unit.endswith("百分点"):
        return "change"
    if _more_or_less(left, sentence_before):
        return "change"
    if _CHANGE.search(left) and not _TO.search(left):
        plain = _PLAIN_INCREASE.search(left)
        if quantity.unit == "%" or (quantity.unit == "倍" and plain is None):
            return "change"
        if _NEW_SINCE.search(sentence_before[-BACK_COMPARISON:]):
            return "change"
        if plain is None or (
            _COMPARISON.search(sentence_before[-BACK_COMPARISON:])
            and "新增" not in left[-JUST_BEFORE:]
        ):
            return "change"
    if quantity.unit in ("%", "倍", "‰"):
        return "ratio"
    if quantity.unit in _MONEY:
        return "amount"
    if _STOCK.search(clause) and not _NOT_STOCK.search(clause):
        return "cumulative"
    if (
        "累计" in clause
        and _SINCE.search(sentence_before[-BACK_SINCE:])
        and not _THIS_YEAR.search(clause)
    ):
        return "cumulative"
    return "count"


def _more_or_less(left: str, sentence_before: str) -> bool:
    """比去年多12件, and 多开1场 beside a comparison."""
    if "多" not in sentence_before and "少" not in sentence_before:
        return False  # as before most figures
    if _MORE_LESS.search(sentence_before[-BACK_CHANGE:]):
        return True
    if len(left) < SHORT and _MORE_LESS.search(left):
        return True
    if _FEWER.search(left) is None:
        return False
    before = sentence_before[-BACK_COMPARISON:]
    return bool(_SET_BESIDE.search(before) or _BESIDE_LAST_YEAR.search(before))
