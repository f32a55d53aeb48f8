"""Wordings that tell which year a figure speaks of, composed from the lists of `data/words.toml`.

How the year before is named stands there, and only there; here is what the names are looked for
with: compared with, at the end of, in a bracket. What follows from them is told in `scope`.
"""

from __future__ import annotations

import re

from extractor.figures.patterns import words
from extractor.language.first import swift

_WORDS = words()
_YEAR = _WORDS["year"]
_LAST = _WORDS["last_year"]
_AGAINST = _WORDS["against"]
_MOVED = _WORDS["moved"]
_NAMED = rf"(?:(?P<year>{_YEAR})年度?|{_LAST})(?:同期)?"
"""Another year: its number in the group `year`, which the year before has none of."""

# Years by their names.

YEAR = re.compile(rf"(?P<year>{_YEAR})\s*年度?[^，。；、（）()]{{0,3}}")
"""A year with what follows it."""
LAST_YEAR = swift(
    rf"""
    (?<!承接|加上|连同|来自|[含接])
    (?P<compared>[比较同与]|[好多少高低优大小][过于如])?
    {_LAST}(?:同期)?
    (?!度?[^，。；]{{0,5}}(?:{_WORDS["left_undone"]}|项目|底(?!数)|末|度结|所收)|度?件|各?项|[^，。；\d]{{0,6}}(?:年报|年度报告|工作总结)[各共]?$)
    """,
    re.VERBOSE,
)
"""The year before, unless something was carried over from it."""
TWO_BEFORE = swift(r"(?<![\d目以])前年度?[末底]?(?:同期)?")
NEXT_YEAR = re.compile(
    r"(?:明|来|下一)年度?(?=[^，。；]{0,6}(?:拟|计划|力争|打算|将|预计|争取|准备|再))"
)
"""A plan for the year to come."""
THIS_YEAR = swift(rf"(?<!年度?)全年|{_WORDS['this_year']}|现在|目前|(?<![\d上去年前])年[末底]")
"""The report's own year."""

# Years that are no scope, by what stands around them.

_POINT_OR_ROW = re.compile(
    r"""
    \d{1,2}月|[底末]|[^，。；\d]{0,8}以来|起|之前|以前|前(?!述)|相比
    |(?:申请)?结转|转来|转入|继续
    |开通|成立|上线|[^，。；\d]{0,6}(?:机构改革|合并|挂牌)
    """,
    re.VERBOSE,
)
"""Behind a year: it is a point in time or a row's name."""
_END_OF_YEAR = swift(
    r"年?(?:底|末|12月31日)(?!尚|仍|还|前|有(?!效)|未)[^。；\d]{0,24}(?:有效|存|粉丝|关注)"
)
"""2023年末有效: but this is what there was at the end of another year."""
_AT_END = swift(r"年?[底末]")
ROW_OF_ENDS = re.compile(rf"(?P<year>{_YEAR})年(?:年)?[底末](?:[^，。；\d至到]{{0,8}}\d|、)")
"""2022年末结转5件，2023年末结转3件: a row of what there was at the ends of years."""
OPENS = re.compile(rf"\s*(?:（[^（）]{{1,3}}）)?(?P<year>{_YEAR})年度?，")
"""2021年，…: it is what the whole sentence speaks of."""
SPAN = re.compile(rf"{_YEAR}年?[至到—~-]+{_YEAR}年")
"""1993年至2008年: what the files are of, no year that a count speaks of."""
_ASIDE = swift(r"（[^（）]*）|《[^《》]*》|“[^“”]*”")
"""Closed brackets, titles and what was said: a year in them is theirs."""
SEMICOLON = re.compile("[；;]")
BRACKET_CLOSED = re.compile(r"[^（）]*）")
"""A bracket that the figure before stood in, closed: its year is told no more."""
_OF_PAPERS = re.compile(
    r"度?[^，。；]{0,12}(?:预算|决算|年报|年度报告|绩效报告|要点|年鉴|远景目标|(?:统计|填报)口径)|度?[^，。；\d]{0,24}(?:预算|决算)"
    r"|度?(?:工作)?(?:总结|计划)(?:各|共)?\s*(?:\d|$)"
    r"|度?(?![^，。；、\d]*(?:出具|提交|撰写|完成|编制|编写|发布|公开|印发|收到|形成|[报递]送|上报|审[核查]|刊))"
    r"[^，。；、\d]{2,20}报告(?:各|共)?\s*$"
)
"""Behind a year: it is the year of a document."""
_OF_FAULTS = re.compile(
    r"度?的?[^，。；\d]{0,10}(?:不足|问题|短板|弱项|薄弱环节)[^。；\d]{0,12}[，：]"
)
"""针对2022年存在的不足，全年培训3次: what was done about it is of this year."""
_SHOWN = swift(r"(?:发布|公布|公开|晒出|刊登|挂出)了?\s*$")
_STATE_OF = re.compile(r"度?[^，。；\d]{0,30}(?:总体情况|办理(?:结果|情况)|完成情况|工作总结|公报)")
"""发布2023年度建议提案办理总体情况，公开答复4篇: what was shown is a paper as well."""
REPORTED = swift(r"度?[^，。；]{0,4}(?:报告|年报|指出|提出|所提|反映)[^。；]*[，：]")
"""上年度报告所提问题已解决，…: what follows is of this year."""
_INTO = swift(
    r"(?:转|延|留|移|跨|续|带|入)\s*(?:至|到|入|往|给|待)?\s*$|转办[至到]\s*$|自\s*$|(?:承接|接上|加上|连同)\s*$"
)
"""Before a year: something was carried into it, or it is the time since when."""
TAKEN_OVER = swift(r"(?:转办|续办|接办|承接|(?:结转|接转|转入|延续)自?)\s*$")
"""续办上一年度申请2件: the year belongs to the row's name."""

_REACHES = swift(
    r"(?:覆盖|实现|延伸[到至]|面向|涵盖|惠及|辐射)(?:到)?(?:全[部市县区镇省])?[^，。；\d]{0,3}$"
)
"""培训4场，覆盖18个乡镇."""
_ONE_OF_TWO = swift(r"[、着自]\s*$")
"""今年的13件、上年的1件: behind it a year says where applications came from."""
_BECAUSE = swift(r"(?:因|由)\s*$")
"""因2022年的申请引发复议: before a year, with what stands behind it in `_FOLLOWED_FROM`."""
_FOLLOWED_FROM = swift(r"度?的?[^，。；\d]{0,10}申请[^，。；\d]{0,3}(?:引发|引起|产生)")
TURNED_INTO = swift(rf"度?[^，。；\d]{{0,2}}转(?:到|入|至)?(?P<into>{_YEAR})年")
"""2022年转2023年: what one year took over from another is of the second."""
_COMPARING = swift(r"[比较同与]\s*$")
"""比2022年减少3项: what follows is of the report's year again."""
_OPENS_CLAUSE = swift(r"(?:^|[，。；：、（])\s*$")
_MADE_THEN = swift(r"(?:设立|开设|开通|建成|上线|制定|修订|印发|出台)[^，。；\d]{0,6}的")
_CLAUSE_END = swift("[，。；]")
_CHINESE_YEAR = swift("二[〇零一][〇零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
"""二〇二一年, and what its numerals are in digits."""
_SAYS_NOTHING = swift(
    rf"(?:度|全年|同期|[则共约为是有仅达的就])*[^，。；]?"
    rf"|[^，。；]{{0,4}}(?:{_WORDS['left_undone']}|带|并入|新增|得分)[^，。；]*"
)
"""Behind a year: nothing, or what was left of it."""

# Years of one figure.

JOINED = frozenset(["、", "和", "与", "及"])
"""All that stands between two numbers of one year."""
_GOES_ON = swift(
    r"(?:[、和与及][^，。；：（）年]{1,10}|[^，。；\d]{0,6}中[还仅有]{0,2}|[，：（]其中[^，。；：（）年]{0,10})"
)
"""2022年处罚9件、强制3件; 去年12件，其中网络7件; 2022年收到的11件申请中2件."""
_BACK_TO_THIS_YEAR = swift("今年|本年|当年|目前|现在")
"""2022年9件和今年12件: but not so."""
_COMPARES = swift(rf"{_LAST}|同期|同比")
"""Without one of these, 11件对11件 are two numbers of one year."""
BASE = swift(
    rf"(?:{_AGAINST}\s*{_NAMED}(?:相比|对比|比较|对照|相较|比)|(?:较之|相较于?)\s*{_NAMED}(?=，))"
)
"""与2019年相比: the year that what follows is compared with."""
_COMPARED = swift(
    rf"""
    (?:{_AGAINST}|对比|由)\s*
    {_NAMED}(?:末|底|同口径)?[的为]?
    (?![^，。；]{{0,3}}{_WORDS["left_undone"]}|同为|相同|持平)
    [^，。；、（()增减多少升降今]{{0,12}}(?<![快慢早晚高低长短])$
    """,
    re.VERBOSE,
)
"""比2023年的226件: the year of this figure only."""
_BRACKET = re.compile(rf"[（(]\s*{_NAMED}(?![至到—~-])[为是]?[^，。；（()]{{0,8}}$")
"""（2023年为226件）."""
_PAPER_OF = swift(
    rf"""
    (?:
      (?:年报|报告|[预决]算|经费|年鉴|要点|计划|规划|总结|统计表|清单|目录|台账|名录|名单|公报|指南|标准|结论)
      [（(]\s*{_YEAR}年度?
    | (?:执法|情况(?:公开)?|公示|结果|说明)[（(]\s*{_YEAR}年度
    )
    \s*[)）]\s*$
    """,
    re.VERBOSE,
)
"""年报（2024年度）1条: the year of what was published, and no year of its count."""
_IN_BRACKET = swift(rf"(?:{_AGAINST}\s*{_NAMED}|同比)\s*[（(]\s*$")
"""比2023年（226件）, 同比（226件）."""
YEAR_BEHIND = re.compile(rf"\s*[（(](?P<year>{_YEAR})年度?[)）]")
"""96件（2022年）: the year of the number before."""
_ON_YEAR = swift(r"同比[由从]?$")
_HAS_MOVED = swift(rf"\s*{_MOVED}")
"""同比8,975万元下降25%: the number of the year before."""
_STOCK_BEFORE = swift(
    rf"""
    (?:年初|{_LAST}年?[末底])[^，。；\d]{{0,10}}(?:有效|在册|现行|存量)[^，。；\d]{{0,10}}$
    |{_LAST}年?[末底](?:为|是|[尚还]?有)?$
    |(?:规范性文件|规章)(?:由)?：?年初(?:数?为|有)?$|年初数为$
    |(?:年初|{_LAST})[^，。；\d]{{0,6}}(?:未结|在审|未判)[^，。；\d申]{{0,4}}(?:复议|诉讼)(?:案件?)?$
    |(?:复议|诉讼)(?:案件)?(?:年初|{_LAST})未结$
    """,
    re.VERBOSE,
)
"""年初有效64件: the stock at the end of the year before; cases that were open then."""
_STOCK_TIMES = re.compile("[初末底未在]")
"""One of them stands in whatever `_STOCK_BEFORE` matches."""

# 由88件增至176件: the first number is the year before's.

_FROM = swift(
    rf"[由从](?:月均|年均|[^，。；月日\d]{{0,6}}?)(?P<at>{_LAST}[末底])?[^，。；月日\d]{{0,2}}$"
)
_MOVED_TO = swift(
    r"""
    \s*(?:反而)?[^，。；\d]{0,2}
    [增减降升提扩缩压调变涨跌滑冲攀爬回抬落跳翻走][^，。；\d]{0,4}[至到为成]
    |\s*[到至]\s*(?!年|\d+月)|\s*[归清]零
    """,
    re.VERBOSE,
)
_WITHOUT_VERB = re.compile(
    rf"\s*(?:[到至]|→)\s*\d[\d，.]*[^，。；\d]{{1,3}}，[^，。；\d]{{0,2}}{_MOVED}"
)
"""Behind the first number of 9件到12件，升三分之一, and of 2.1万个→1.5万个，降两成."""
_REACHES_TO = frozenset("到至→")
"""What that begins with."""
_NO_WORDS = swift("(?P<at>)")
"""What stands before it, as a match."""
_WITHIN_YEAR = swift(r"半年|季度|\d月|办理时|时限|时长|周期|工作日")
"""Words by which it compares something else than two years."""
_OF_STANDING = swift(
    r"栏目|事项|账号|新媒体|人手|人员|轮候|材料|频道|窗口[^，。；]?[由从]|问题率|(?:粉丝|关注)[^，。；]{0,4}从"
)
"""由126个栏目减为82个: what there is changes within the year, and no year is said by it."""

# Years of changes.

CHANGED_IN = swift(
    rf"""
    (?:^|[，。；、：])\s*{_NAMED}
    (?:同比|[比较](?:{_YEAR}年|{_LAST}|前年))?(?:{_MOVED}|[多少])[^，。；\d]{{0,6}}$
    |{_WORDS["rate_of_change"]}[^，。；\d]{{0,4}}[由从](?:(?P<year>{_YEAR})年|{_LAST})?(?:同期)?的?$
    """,
    re.VERBOSE,
)
"""2022年增25%, 去年同比增25%, 增幅由25%降为18%: the change is that year's."""
_LAST_CHANGE = swift(rf"[比较]{_LAST}的?{_WORDS['rate_of_change']}$")
_OUTDONE = swift(r"更|有所|收窄|扩大|回落|放缓")
"""比上年降幅7.8%更大."""
_OF_THE_ONE_BEFORE = swift(rf"，?(?:同比|[比较]{_LAST})?{_MOVED}[^，。；\d]{{0,4}}$")
_ROW_GOES_ON = swift(rf"[^，。；\d]{{0,2}}[；，。]\s*(?P<year>{_YEAR})年")
"""2021年312件，增长5%；2022年…: the change is of the year that is told before it."""


def goes_on_with(left: str) -> bool:
    """Does a figure behind `left` speak of the year of the figure before it?"""
    return _GOES_ON.fullmatch(left) is not None and _BACK_TO_THIS_YEAR.search(left) is None


def is_origin(before: str, after: str) -> bool:
    """今年的13件、上年的1件: does the year before say where applications came from?"""
    return after.strip() == "的" and _ONE_OF_TWO.search(before) is not None


def is_standing(left: str) -> bool:
    """Does the number behind `left` tell how wide a plan reaches, and not what is done in it?"""
    return _REACHES.search(left) is not None


def caused_by(before: str, after: str) -> bool:
    """因2022年的申请引发: the year is of what something followed from."""
    return _BECAUSE.search(before) is not None and _FOLLOWED_FROM.match(after) is not None


def names_what(after: str) -> bool:
    """Do the words between a year and its number name what is told of the year?"""
    return _SAYS_NOTHING.fullmatch(after) is None


def is_subject(left: str, at: int) -> bool:
    """Does the year at `at` open its clause as what is told of?

    在2021年基础上，全年96件 and 2021年设立的专区，全年96件 are of the report's year.
    """
    clause = _CLAUSE_END.split(left[at:])[0]
    return _OPENS_CLAUSE.search(left[:at]) is not None and not _MADE_THEN.search(clause)


def is_compared(before: str) -> bool:
    """Is the year behind `before` one that something is compared with?"""
    return _COMPARING.search(before) is not None


def with_digits(text: str) -> str:
    """`text` with years in Chinese numerals written in digits, of the same length.

    >>> with_digits("二〇二一年的九十二件")
    '2021年的九十二件'
    """
    if "二〇" not in text and "二零" not in text:
        return text
    return str(_CHINESE_YEAR.sub(lambda m: m.group().translate(_DIGITS), text))


def names_a_time(left: str) -> bool:
    """Need any year be looked for? One of these stands in whatever names one."""
    return "年" in left or "岁" in left or "现在" in left or "目前" in left


def without_asides(left: str) -> str:
    """`left` with blanks in place of its closed brackets and titles."""
    if not any(mark in left for mark in "（《“"):
        return left
    return str(_ASIDE.sub(lambda m: " " * len(m.group()), left))


def is_scope(before: str, after: str, row_of_ends: bool) -> bool:
    """Is the year between these words what is told of, and no paper's, no point in time?

    `after` is without blanks; in a row of the ends of years each end is what is told of.
    """
    if _OF_FAULTS.match(after):
        return False
    if _OF_PAPERS.match(after) or (_STATE_OF.match(after) and _SHOWN.search(before)):
        return False
    point = _POINT_OR_ROW.match(after.removeprefix("度")) and not _END_OF_YEAR.match(after)
    at_end = row_of_ends and _AT_END.match(after)
    return not (point and not at_end) and _INTO.search(before) is None


def compared_in(left: str) -> re.Match[str] | None:
    """The year of a number compared with, in a bracket or not; `year` as in `_NAMED`."""
    found = None
    if "（" in left or "(" in left:
        found = _BRACKET.search(left) or _IN_BRACKET.search(left)
        if found is not None and _PAPER_OF.search(left) is not None:
            found = None
    if found is None and names_a_time(left):
        found = _COMPARED.search(left)
    return found


def is_base(left: str, right: str) -> bool:
    """Is the number the one that 同比 compares with, though no year is named?"""
    return (
        "同比" in left and _ON_YEAR.search(left) is not None and _HAS_MOVED.match(right) is not None
    )


def is_set_against(left: str, sentence: str) -> bool:
    """Is all that stands between this year's figure and the year before's (96件比85件)?"""
    return left == "比" or (left == "对" and _COMPARES.search(sentence) is not None)


def is_stock_before(left: str) -> bool:
    """Is the number a stock at the end of the year before?"""
    may_be = names_a_time(left) and _STOCK_TIMES.search(left) is not None
    return may_be and _STOCK_BEFORE.search(left) is not None


def moved_from(left: str, right: str) -> re.Match[str] | None:
    """由 before the first number of 由88件增至176件; `at` where it names the end of a year."""
    began = "由" in left or "从" in left
    if not began and right.lstrip()[:1] in _REACHES_TO and _WITHOUT_VERB.match(right):
        return _NO_WORDS.match(left, len(left))
    return _FROM.search(left) if began and _MOVED_TO.match(right) else None


def is_within_year(left: str, moved: re.Match[str]) -> bool:
    """Does what `moved_from` found compare something else than two years?"""
    clause = left[max(left.rfind("，"), left.rfind("：")) + 1 :]
    if _WITHIN_YEAR.search(clause) or _OF_STANDING.search(left):
        return True
    return left[moved.start() + 1 :].startswith(("年初", "今年"))


def is_change_of_last_year(left: str, right: str) -> bool:
    """Is the change that of the year before, which this year's has outdone?"""
    return _LAST_CHANGE.search(left) is not None and _OUTDONE.match(right) is not None


def row_goes_on(left: str, right: str) -> int | None:
    """The next year of a row, behind a change of the year before that one."""
    found = _ROW_GOES_ON.match(right) if _OF_THE_ONE_BEFORE.fullmatch(left) else None
    return None if found is None else int(found["year"])
