"""What kind of quantity a number is: a count, money, a share, a change, a rank, or a stock.

The kind decides what a figure may be compared with: a share or a change is never a table cell.
"""

from __future__ import annotations

import regex

from extractor.figures.finder import Quantity
from extractor.records import Kind

_CHANGE = regex.compile(
    r"(?:增长|上升|提高|提升|上涨|下降|减少|降低|压缩|缩短|压减|净增长?|下滑|回落|下跌|增幅|降幅|涨幅|减幅|增加|增多|取消|[增减降升])"
    r"(?:了|率|幅度|幅|比例)*(?:为|是|达到?|仅|均?超过?|近|约)?\s*$"
)
_TO = regex.compile(r"(?:至|到|[增减降升]为)\s*(?:了)?\s*$")
_MORE_LESS = regex.compile(
    r"(?:(?:比|较)[^，。；]{1,24}|^[，,]?(?:同比|环比)?)(?:多(?:公开|发布|收)?|少)(?:了|出)?\s*$"
)
_PLAIN_INCREASE = regex.compile(r"(?:新增|增加|增添|增设|新增加|增)(?:了)?\s*$")
_COMPARISON = regex.compile(
    r"同比|环比|上(?:一)?年|去年|[12]\d{3}年|年初|净|比|较|由[^，。；]{0,20}\d"
)
_STOCK = regex.compile(
    r"粉丝|关注(?:人数|用户|量|数|者|总数)|订阅(?:数|用户|量|人数)|用户(?:数|总数|量)|注册(?:用户|人数)|现行有效|现存|有效(?:政府)?(?:规章|文件)|"
    r"历年|对外公开(?:规范性文件|规章)?(?:总数|总量)|历史累计|在册|实有|保有量|上年末|年初的?$"
)
_SINCE = regex.compile(
    r"(?:以来|[十几多]年|自[^，。；]{2,14}起?)[^。；]{0,16}累计|累计[^，。；]{0,8}(?:历年)|历年[^，。；]{0,6}累计"
)
_THIS_YEAR = regex.compile(r"全年|本年|年内|今年|当年")
_NOT_STOCK = regex.compile(
    r"新增(?:粉丝|关注|用户)|增加(?:粉丝|用户)|关注(?:度|的)|用户需求|现有(?:条件|基础)"
)
_MONEY = frozenset({"元", "万元", "亿元"})


def kind_of(quantity: Quantity, left: str, clause: str, sentence_before: str) -> Kind:
    """The kind of `quantity`.

    `left` is the text since the figure before it (at most a clause), `clause` the clause up to it,
    `sentence_before` the sentence up to it.
    """
    if quantity.is_rank:
        return "rank"
    if quantity.unit.endswith("百分点"):
        return "change"
    if _MORE_LESS.search(sentence_before[-30:]) or (len(left) < 12 and _MORE_LESS.search(left)):
        return "change"
    if _CHANGE.search(left) and not _TO.search(left):
        plain = _PLAIN_INCREASE.search(left)
        if quantity.unit == "%" or (quantity.unit == "倍" and plain is None):
            return "change"
        if plain is None or (_COMPARISON.search(sentence_before[-48:]) and "新增" not in left[-5:]):
            return "change"
    if quantity.unit in ("%", "倍", "‰"):
        return "ratio"
    if quantity.unit in _MONEY:
        return "amount"
    if _STOCK.search(clause) and not _NOT_STOCK.search(clause):
        return "cumulative"
    if _SINCE.search(sentence_before[-40:]) and "累计" in clause and not _THIS_YEAR.search(clause):
        return "cumulative"
    return "count"
