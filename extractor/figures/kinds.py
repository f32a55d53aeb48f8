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
_TO = regex.compile(r"(?:至|到|[增减降升][加少低高]?为|[简缩并减合]为)\s*(?:了)?\s*$")
"""增长到: the number is what came of it."""
_MORE_LESS = regex.compile(
    r"(?:(?:比|较)[^，。；]{1,24}|^[，,]?(?:同比|环比)?)(?:多(?:公开|发布?|收到?|查|办|开|批|增|答|推送)?|少(?:发|收|接|办|开|答)?)(?:了|出)?\s*$"
    r"|(?:比|较)[^，。；]{1,24}[高低]\s*$|[高多]出(?:上(?:一)?年|去年)(?:同期)?\s*$"
)
"""比去年多12件, 比全县平均低5%."""
_RATE_OF_CHANGE = regex.compile(
    r"(?:[增降涨跌减]幅|增速|增长率)[^，。；]{0,20}(?:由|从|至|到|为|落|升|降|窄)\s*$"
)
"""增幅由15.3%降为4.3%: both are changes."""
_SIGNED = regex.compile(r"[（(]\s*[+＋\-－−]\s*$")
"""2,024件（+10%）."""
_RATE = regex.compile(r"[^比概速效]率(?:均|都)?(?:为|是)?\s*$")
"""纠错率为0: a share, without its unit."""
_FEWER = regex.compile(r"(?:多(?:开|办|发)?|少(?:开|办|发)?)(?:了)?\s*$")
_BESIDE_LAST_YEAR = regex.compile(
    r"(?:上(?:一)?年|去年)(?:度|同期)?(?:为|是|则)?[^，。；\d]{0,4}\d[\d，.]*[^，。；\d]{1,3}，[^，。；\d]{1,3}$"
)
"""今年12件，去年9件，多办3件."""
_NEW_SINCE = regex.compile(
    r"(?:上(?:一)?年|去年|(?:19|20)\d\d年)(?:度)?(?:为|是|则为)?\d[\d，.]*[^，。；\d]{1,2}，(?:(?:一|全)年)?新增(?:了)?\s*$"
    r"|[年期]初(?:为|是|有)?\d[\d，.]*[^，。；\d]{1,2}，(?:[一全]年|年内)?新增(?:了)?\s*$"
)
"""今年72项，去年45项，新增27项."""
_NEW_AGAINST = regex.compile(
    r"[比较](?:上(?:一)?年|去年|(?:19|20)\d\d年)(?:年?[末底])?净?新增(?:了)?\s*$"
)
"""年末8,600条，较上年末新增2,300条."""
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
    r"(?:以来|至今|(?<![\d，])[1-9]\d?年|[二两三四五六七八九十几多]年|自[^，。；]{0,4}\d{4}年|自[^，。；\d]{2,12}起)"
    r"[^。；]{0,24}(?:累计|总共)|累计[^，。；]{0,8}历年|历年[^，。；]{0,6}累计"
)
"""Added up over years."""
_BESIDE_NEW = regex.compile(
    r"新(?:增|添|上线)[^。；]{0,16}\d[^，。；\d]{0,3}[，,]累计(?:开放|达|有|共)?\s*$"
)
"""新增318条，累计1,902条."""
_OF_THEM_NEW = regex.compile(
    r"\s*[，（](?:其中|内)?(?:本年|今年|当年|年内|20\d\d年)(?:度)?(?:新[增添])?\s?\d"
)
"""累计推送2,008期，本年268期."""
_ADDED_UP = regex.compile(r"累计[^，。；\d]{0,8}$")
_PAPERS_TOLD = regex.compile(r"规范性文件|规章")
_PUBLISHED_SO_FAR = regex.compile(r"(?:累计|年底|为?止)(?:已)?对?外?公[开布][^，。；\d]{0,3}$")
"""规范性文件新制作2件，累计对外公开14件."""
_IN_FORCE = regex.compile(r"有效(?:的|共|为|有|还有|数)?\s*$")
_IN_FORCE_BEHIND = regex.compile(
    r"\s*(?:目前|至今)?(?:都|均)?(?:继续|仍然?|还)?(?:有效|(?:在)?(?:执行|施行|管用))"
)
"""27件继续有效."""
_SORTED = regex.compile(
    r"(?:清理|评估|标注|梳理)(?![^。；]{0,12}(?:废止|失效))[^。；，]{0,20}\d[\d，.]*[件份部]"
    r"|(?:筛|剔)除|申诉|线索|问卷"
)
"""清理文件40件，继续有效27件: what came of sorting is no stock, except at the year's end."""
_POINT = regex.compile(
    r"(?:年[初末底终]|[上去]年底|月底|期末|岁末|12月31日)(?:[共仍尚还余有存剩留保持在库册为是降减增升至到的约下达实数由从]{0,7}"
    rf"|(?:行政)?{_WORDS['held']}[共有为]?)\s*$"
)
"""年末61件, 年初由67个: what there was, of what has a stock."""
_A_POINT = regex.compile("[初末底终日]")
"""What stands in each of these."""
_LEFT_OVER = regex.compile(
    r"(?<!拟|建议|清理)(?:存量|库存|保留|保有|剩下?|还剩|在册|在库)(?:[共仍尚还有为是的]{0,3}|文件)\s*$"
)
"""保留29件: the same without the time."""
_TOPIC = regex.compile(rf"(?P<held>{_WORDS['held']})|{_WORDS['done']}")
_ACCOUNTS = regex.compile(r"(?:账号|新媒体|公众号)(?:共|有|计)?\s*$")
_CLOSED = regex.compile(r"[^。；]{0,6}(?:注销|关停|清退|整合)")
"""新媒体39个，年内注销8个."""
_OPENED = regex.compile(r"[停清关]|注销|整改|新开|新增")
_THIS_YEAR = regex.compile(_WORDS["this_year"])
"""累计 within the year is a count."""
_MONEY = frozenset({"元", "万元", "亿元"})
"""Units of money."""


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
    if _is_change(quantity, left, sentence_before):
        return "change"
    if quantity.unit in ("%", "倍", "‰") or (not quantity.unit and _RATE.search(left)):
        return "ratio"
    if quantity.unit in _MONEY:
        return "amount"
    if _is_stock(clause, sentence_before, right):
        return "cumulative"
    return "count"


def _is_change(quantity: Quantity, left: str, sentence_before: str) -> bool:
    """By how much something grew or fell."""
    if _more_or_less(left, sentence_before):
        return True
    if quantity.unit == "%" and (_SIGNED.search(left) or _RATE_OF_CHANGE.search(sentence_before)):
        return True
    if _CHANGE.search(left) is None or _TO.search(left):
        return False
    plain = _PLAIN_INCREASE.search(left)
    if quantity.unit == "%" or (quantity.unit == "倍" and plain is None):
        return True
    if _NEW_SINCE.search(sentence_before[-BACK_COMPARISON:]) or _NEW_AGAINST.search(left):
        return True
    return plain is None or (
        _COMPARISON.search(sentence_before[-BACK_COMPARISON:]) is not None
        and "新增" not in left[-JUST_BEFORE:]
    )


def _is_stock(clause: str, sentence_before: str, right: str) -> bool:
    """What there is, or what has come together over years."""
    if _NOT_STOCK.search(clause):
        return False
    if _STOCK.search(clause) or _IN_FORCE.search(clause) or _IN_FORCE_BEHIND.match(right):
        return _POINT.search(clause) is not None or _SORTED.search(sentence_before) is None
    left_over = _LEFT_OVER.search(clause) is not None and _SORTED.search(sentence_before) is None
    if left_over or (_A_POINT.search(clause) and _POINT.search(clause)):
        told = [m["held"] for m in _TOPIC.finditer(sentence_before)]
        return bool(told and told[-1])
    if _ACCOUNTS.search(clause) and not _OPENED.search(clause) and _CLOSED.match(right):
        return True
    if "累计" not in clause and "公" not in clause and "总共" not in clause:
        return False
    if _PUBLISHED_SO_FAR.search(clause) and _PAPERS_TOLD.search(sentence_before):
        return True
    if _BESIDE_NEW.search(sentence_before):
        return True
    if _THIS_YEAR.search(clause):
        return False
    if _ADDED_UP.search(clause) and _OF_THEM_NEW.match(right):
        return True
    added = "累计" in clause or "总共" in clause
    return added and _SINCE.search(sentence_before[-BACK_SINCE:]) is not None


def _more_or_less(left: str, sentence_before: str) -> bool:
    """比去年多12件, and 多开1场 beside a comparison."""
    if not any(word in sentence_before for word in "多少高低"):
        return False  # as before most figures
    if _MORE_LESS.search(sentence_before[-BACK_CHANGE:]):
        return True
    if len(left) < SHORT and _MORE_LESS.search(left):
        return True
    if _FEWER.search(left) is None:
        return False
    before = sentence_before[-BACK_COMPARISON:]
    return bool(_SET_BESIDE.search(before) or _BESIDE_LAST_YEAR.search(before))
