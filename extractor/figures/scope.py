"""Which year a figure speaks of, where it is not the report's own."""

from __future__ import annotations

import regex

HOLDS_AFTER = 2
"""A year so many characters before the number, or more, holds on for the figures behind it."""
LAST_HOLDS_AFTER = 4
"""The same for 上年 and 去年."""

_YEAR = regex.compile(r"(?P<year>(?:19|20)\d\d)\s*年(?:度)?(?P<after>[^，。；、（）()]{0,3})")
"""A year with what follows it."""
_LAST = regex.compile(
    r"(?<!承接|加上|连同|来自|[含接])(?:(?:比|较|同|与|[好多少高低优大小][过于如])?"
    r"(?:(?:上(?:一)?|去)年(?:度)?(?:同期)?|(?:(?<![\d一二两三四五六七八九十])[前头]一|(?:上(?:一)?|前一?)学)年(?:度)?))"
    r"(?!度?[^，。；]{0,5}(?:项目|结转|转来|转入|遗留|留下|未办|未结|没办|未了|底|末|结余|余留|度结|移交|滚存|留存|所收|尾件)|度?件|各?项)"
)
"""The year before, unless something was carried over from it."""
_TWO_BEFORE = regex.compile(r"(?<![\d目以])前年(?:度)?(?:同期)?")
_NEXT = regex.compile(
    r"(?:明|来|下一)年(?:度)?(?=[^，。；]{0,6}(?:拟|计划|力争|打算|将|预计|争取|准备|再))"
)
"""A plan for the year to come."""
_THIS = regex.compile(
    r"(?<!年度?)全年|本年|今年|年内|当年|本年度|现在|目前|(?<![\d上去年])年[末底]"
)
"""The report's own year."""
_TIMES = ("年", "现在", "目前")
"""One of them stands in whatever names a year."""
_CARRY = regex.compile(
    r"\d{1,2}月|(?:底|末)|[^，。；\d]{0,8}以来|起|结转|转来|转入|申请结转|度结转|继续|之前|以前|前(?!述)|开通|成立|上线|相比"
    r"|[^，。；\d]{0,6}(?:机构改革|合并|挂牌)"
)
"""Behind a year: it is a point in time or a row's name, and no scope."""
_END_OF_YEAR = regex.compile(
    r"年?(?:底|末|12月31日)(?!尚|仍|还|前|有(?!效)|未)[^。；\d]{0,24}(?:有效|存|粉丝|关注)"
)
"""2023年末有效: what there was at the end of another year."""
_SPAN = regex.compile(r"(?:19|20)\d\d年?[至到—~-]+(?:19|20)\d\d年")
"""1993年至2008年: what the files are of, no year that a count speaks of."""
_ASIDE = regex.compile(r"（[^（）]*）|《[^《》]*》")
"""Closed brackets and titles: a year in them is theirs."""
_CLOSED = regex.compile(r"[^（）]*）")
"""A bracket that the figure before stood in, closed: its year is told no more."""
_OF_PAPERS = regex.compile(
    r"度?[^，。；]{0,12}(?:预算|决算|年报|年度报告|要点|年鉴)|度?[^，。；\d]{0,24}(?:预算|决算)"
)
"""Behind a year: it is the year of a document."""
_REPORTED = regex.compile(r"度?[^，。；]{0,4}(?:报告|年报|指出|提出|所提|反映)[^。；]*[，：]")
"""上年度报告所提问题已解决，…: what follows is of this year."""
_ENDS = regex.compile(r"(?P<year>(?:19|20)\d\d)年(?:年)?[底末](?:[^，。；\d至到]{0,8}\d|、)")
"""2022年末结转5件，2023年末结转3件: a row of what there was at the ends of years."""
_AT_END = regex.compile(r"年?[底末]")
_STOCK_BEFORE = regex.compile(
    r"(?:年初|上(?:一)?年(?:年)?[末底])[^，。；\d]{0,10}(?:有效|在册|现行|存量)[^，。；\d]{0,10}$"
    r"|(?:上(?:一)?年|去年|上岁)(?:年)?[末底](?:为|是|有|尚有|还有)?$|规范性文件：?年初(?:数?为|有)?$"
    r"|(?:年初|上年)[^，。；\d]{0,6}(?:未结|在审|未判)[^，。；\d申]{0,4}(?:复议|诉讼)(?:案件?)?$"
    r"|(?:复议|诉讼)(?:案件)?上年未结$"
)
"""年初有效64件: the stock at the end of the year before; cases that were open then."""
_STOCK_TIMES = frozenset("初末底未在")
"""One of them stands in whatever `_STOCK_BEFORE` matches."""
_JOINED = frozenset(["、", "和", "与", "及"])
"""All that stands between two numbers of one year."""
_AGAINST = frozenset(["比", "对"])
"""All that stands between this year's figure and the year before's (96件比85件)."""
_WITHIN_YEAR = regex.compile(r"半年|季度|\d月|办理时|时限|时长|周期|工作日")
"""Words by which 由A增至B compares something else than two years."""
_INTO = regex.compile(
    r"(?:转|延|留|移|跨|续|带|入)\s*(?:至|到|入|往|给|待)?\s*$|自\s*$|(?:承接|接上|加上|连同)\s*$"
)
"""Before a year: something was carried into it, or it is the time since when."""
_TAKEN_OVER = regex.compile(r"(?:转办|续办|接办|承接)\s*$")
"""续办上一年度申请2件: the year belongs to the row's name."""
_BASE = regex.compile(
    r"(?:与|同|较|比)\s*(?:(?P<year>(?:19|20)\d\d)年|上(?:一)?年|去年)(?:度)?(?:同期)?(?:相比|对比|比较|对照|相较|比)"
    r"|(?:较之|相较于?)\s*(?:(?P<year>(?:19|20)\d\d)年|上(?:一)?年|去年)(?:度)?(?:同期)?(?=，)"
)
"""与2019年相比: the year that what follows is compared with."""
_FROM = regex.compile(
    r"[由从](?:月均|年均|[^，。；月日\d]{0,6}?)(?P<at>(?:上|去)年[末底])?[^，。；月日\d]{0,2}$"
)
_RISEN_TO = regex.compile(
    r"\s*(?:反而)?[^，。；\d]{0,2}(?:增|减|降|升|提|扩|缩|压|调|变|涨|跌|滑|冲|攀|爬|回|抬|落|跳|翻)[^，。；\d]{0,4}(?:至|到|为|成)"
    r"|\s*(?:到|至)\s*(?!年|\d+月)"
)
_OF_STANDING = regex.compile(
    r"栏目|事项|账号|新媒体|人手|人员|轮候|材料|频道|窗口[^，。；]?[由从]|问题率|(?:粉丝|关注)[^，。；]{0,4}从"
)
"""由126个栏目减为82个: what there is changes within the year, and no year is said by it."""
"""由88件增至176件: the first number is the year before's."""
_COMPARED = regex.compile(
    r"(?:比|较|(?<![连共会])同|(?<!参)与|对比|由)\s*"
    r"(?:(?P<year>(?:19|20)\d\d)年度?|上(?:一)?年度?|去年|[前头]一年度?|(?:上(?:一)?|前一?)学年)"
    r"(?:同期)?(?:末|底|同口径)?(?:的|为)?(?![^，。；]{0,3}(?:结转|转入|转来|未结|未办|遗留|留下))"
    r"[^，。；、（()增减多少升降今]{0,12}$"
)
"""比2023年的226件: the year of this figure only."""
_BRACKET = regex.compile(
    r"[（(]\s*(?:(?P<year>(?:19|20)\d\d)年|(?P<last>上(?:一)?年|去年|(?:上(?:一)?|前一?)学年))度?(?:同期)?"
    r"(?:为|是)?[^，。；（()]{0,8}$"
)
"""（2023年为226件）."""
_IN_BRACKET = regex.compile(
    r"(?:比|较|与|同)\s*(?:(?P<year>(?:19|20)\d\d)年|(?P<last>上(?:一)?年|去年))度?(?:同期)?\s*[（(]\s*$"
    r"|同比\s*[（(]\s*$"
)
"""比2023年（226件）, 同比（226件）."""
_YEAR_BEHIND = regex.compile(r"\s*[（(](?P<year>(?:19|20)\d\d)年度?[)）]")
"""96件（2022年）: the year of the number before."""
_ALIKE = regex.compile(r"同比$")
_HAS_CHANGED = regex.compile(r"\s*(?:下降|上升|增|减|降|升)")
"""同比8,975万元下降25%: the number of the year before."""


_CHANGED_IN = regex.compile(
    r"(?:^|[，。；、：])\s*(?:(?P<year>(?:19|20)\d\d)年|去年|上(?:一)?年|前一年)度?"
    r"(?:同比|[比较](?:(?:19|20)\d\d|上|前)年)?(?:增|降|涨|跌|升|下降|上升|减)[^，。；\d]{0,6}$"
)
"""2022年增25%, 去年同比增25%: the change is that year's."""
_LAST_CHANGE = regex.compile(r"[比较](?:上(?:一)?年|去年)度?的?[增降涨减]幅$")
_OUTDONE = regex.compile(r"更|有所|收窄|扩大|回落|放缓")
"""比上年降幅7.8%更大."""
_OF_THE_ONE_BEFORE = regex.compile(
    r"，?(?:同比|[比较]上年)?(?:增|降|涨|跌|升|下降|上升|减)[^，。；\d]{0,4}$"
)
_ROW_GOES_ON = regex.compile(r"[^，。；\d]{0,2}[；，。]\s*(?P<year>(?:19|20)\d\d)年")
"""2021年312件，增长5%；2022年…: the change is of the year that is told before it."""


class ScopeTracker:
    """Follows the year through one sentence, clause by clause.

    A year named in a comparison (`比2023年的226件`) holds for that figure only; a year that opens
    a clause holds until another is named. `report_year` is the report's own, None where unknown;
    `sentence` the whole one.
    """

    def __init__(self, report_year: int | None, sentence: str = "") -> None:
        self._own = report_year
        ends = {m["year"] for m in _ENDS.finditer(sentence)} if "年" in sentence else set()
        self._row_of_ends = len(ends) > 1
        self._year: int | None = None
        self._outside: int | None = None
        self._base: int | None = None
        self._said: int | None = None
        self._counted: int | None = None
        self._first = True

    def year_of(self, left: str, right: str = "") -> int | None:
        """The foreign year of the figure between `left` and `right`.

        `left` is the text since the figure before it, `right` some characters behind it.
        """
        first, self._first = self._first, False
        self._counted = self._said
        self._said = self._year_of(left, right, first)
        return self._said

    def _year_of(self, left: str, right: str, first: bool) -> int | None:
        behind = _YEAR_BEHIND.match(right)
        if behind is not None:
            return self._foreign(int(behind["year"]))
        left = _YEAR_BEHIND.sub("", left) if left.startswith(("（", "(")) else left
        if left in _JOINED:
            return self._said  # 2022年29件、13件
        compared = None
        if "（" in left or "(" in left:
            compared = _BRACKET.search(left) or _IN_BRACKET.search(left)
        compared = compared or _COMPARED.search(left)
        if (left in _AGAINST and not first) or self._of_the_year_before(left, right, compared):
            return self._before()
        if compared is not None:
            return self._foreign(int(compared["year"]))
        if "；" in left or ";" in left:
            *earlier, left = regex.split("[；;]", left)
            self._told("；".join(earlier))
            self._year = self._year if self._ahead() else None
        left = self._without_base(left)
        risen = _FROM.search(left) if _RISEN_TO.match(right) else None
        return self._told(left) if risen is None else self._risen_from(left, risen)

    @staticmethod
    def _of_the_year_before(left: str, right: str, compared: regex.Match[str] | None) -> bool:
        """Is it a stock at that year's end, or compared with without a year?"""
        if not _STOCK_TIMES.isdisjoint(left) and _STOCK_BEFORE.search(left):
            return True
        if compared is not None:
            return compared["year"] is None
        return _ALIKE.search(left) is not None and _HAS_CHANGED.match(right) is not None

    def _risen_from(self, left: str, risen: regex.Match[str]) -> int | None:
        """The year of the first number of 由88件增至176件."""
        if risen["at"]:
            return self._before()
        self._told(left[: risen.start()])
        if self._base is not None:
            return self._base
        clause = left[max(left.rfind("，"), left.rfind("：")) + 1 :]
        standing = _WITHIN_YEAR.search(clause) or _OF_STANDING.search(left) or self._ahead()
        standing = standing or left[risen.start() + 1 :].startswith(("年初", "今年"))
        return None if standing else self._before()

    def year_of_change(self, left: str, right: str) -> int | None:
        """The foreign year of a change, for which `year_of` was asked already."""
        told = _CHANGED_IN.search(left)
        if told is not None:
            return self._foreign(int(told["year"]) if told["year"] else self._before())
        if _LAST_CHANGE.search(left) and _OUTDONE.match(right):
            return self._before()
        goes_on = _ROW_GOES_ON.match(right) if _OF_THE_ONE_BEFORE.fullmatch(left) else None
        before = self._counted
        if goes_on is not None and before is not None and int(goes_on["year"]) == before + 1:
            return before
        return None

    def _without_base(self, left: str) -> str:
        """`left` behind 与2019年相比, whose year is kept as the one compared with."""
        base = _BASE.search(left)
        if base is None:
            return left
        self._base = self._foreign(int(base["year"]) if base["year"] else self._before())
        return left[base.end() :]

    def _without_brackets(self, left: str) -> str:
        """`left` behind a bracket that closes in it, or from the one on that it leaves open.

        What a bracket says of years holds no longer than the bracket.
        """
        if "（" not in left and "）" not in left:
            return left
        if closed := _CLOSED.match(left):  # 2件（其中1件为2023年的），维持1件
            self._year, left = self._outside, left[closed.end() :]
        opened = left.rfind("（")
        if opened > left.rfind("）"):
            inside, left = self._told(left[:opened]), left[opened + 1 :]
            self._outside = inside if left else self._year  # 2022年（565件）: no more
            self._year = inside
        return left

    def _told(self, left: str) -> int | None:
        """The foreign year that `left` names last, or the one that holds since before."""
        left = self._without_brackets(left)
        if not any(word in left for word in _TIMES):  # as in most clauses
            return self._year
        if "（" in left or "《" in left:
            left = _ASIDE.sub(lambda m: " " * len(m.group()), left)
        last_at, found, lasting = self._named(left)
        for m in _THIS.finditer(left):
            if m.start() > last_at and not (m.group() == "全年" and self._ahead()):
                last_at, found = m.start(), None
        for m in _LAST.finditer(left):
            taken_over = _TAKEN_OVER.search(left[: m.start()])
            if m.start() > last_at and not taken_over and not _REPORTED.match(left, m.end()):
                compared = m.group()[0] not in "上去前头"
                if compared and left[m.end() :].strip() not in ("", "的", "为"):
                    continue  # 较上年增长: the change is this year's
                last_at, found = m.start(), self._before()
                lasting = len(left) - m.end() >= LAST_HOLDS_AFTER and "学" not in m.group()
        if self._own is not None and "年" in left:
            for pattern, year, holds in (
                (_TWO_BEFORE, self._own - 2, False),
                (_NEXT, self._own + 1, True),
            ):
                at = max((m.start() for m in pattern.finditer(left)), default=-1)
                if at > last_at:
                    last_at, found, lasting = at, year, holds
        self._year = found if lasting else None
        return found

    def _named(self, left: str) -> tuple[int, int | None, bool]:
        """Where the last year stands that `left` names by its number, which it is, does it hold?"""
        last_at, found, lasting = -1, self._year, True
        for m in _SPAN.finditer(left):
            last_at, found = m.end(), None
        for m in _YEAR.finditer(left):
            after = left[m.end("year") + 1 :].replace(" ", "")
            if m.start() < last_at or _OF_PAPERS.match(after):
                continue
            point = _CARRY.match(after.removeprefix("度")) and not _END_OF_YEAR.match(after)
            at_end = self._row_of_ends and _AT_END.match(after)
            if (point and not at_end) or _INTO.search(left[: m.start()]):
                continue
            last_at, found = m.start(), self._foreign(int(m["year"]))
            lasting = after.startswith("将") or len(left) - m.end() >= HOLDS_AFTER
        return last_at, found, lasting

    def _ahead(self) -> bool:
        """Is the year that holds one to come? Plans of several clauses name it once."""
        return self._year is not None and self._own is not None and self._year > self._own

    def _before(self, years: int = 1) -> int | None:
        return None if self._own is None else self._own - years

    def _foreign(self, year: int | None) -> int | None:
        return None if year == self._own else year
