"""Wordings that tell of what kind a number is, composed from the lists of `data/words.toml`.

What follows from them is told in `kinds`.
"""

from __future__ import annotations

import re

from extractor.figures.patterns import words
from extractor.language.first import often_tried, swift

_WORDS = words()
_YEAR = _WORDS["year"]
_LAST = _WORDS["last_year"]
_MORE_OR_FEWER = _WORDS["more_or_fewer"]
_NUMBER = r"\d[\d，.]*"
_FOLLOWED = "(?:粉丝|关注|订阅|用户)"

# Changes.

CHANGE = often_tried(
    rf"{_WORDS['change']}(?:了|率|幅度|幅|比例)*(?:合计|分别|依次|各|先)?(?:为|是|达到?|仅|均?超过?|近|约)?\s*$"
)
"""A verb of change right before the number."""
TO = swift(r"(?:至|到|[增减降升][加少低高]?为|[简缩并减合]为)\s*(?:了)?\s*$")
"""增长到: the number is what came of it."""
_THAN = r"[比较](?:[^，。；]|(?<=\d)，(?=\d{3})){1,24}"
"""比2022年的1，600件."""
MORE_OR_LESS = swift(
    rf"""
    (?:{_THAN}|(?:同比|环比)|^[）)]?[，,]?){_MORE_OR_FEWER}[了出]?\s*$
    |{_THAN}(?:[高低快慢]|超[出收额]|提前)\s*$
    |[高多]出{_LAST}(?:同期)?\s*$
    |(?:今|本|当)年(?:度)?又[多少]了?\s*$
    """,
    re.VERBOSE,
)
"""比去年多12件, 比全县平均低5%."""
MAY_BE_MORE = re.compile("[多少高低增超提快慢]")
"""One of these stands in whatever tells of more or fewer."""
FEWER = re.compile(rf"{_MORE_OR_FEWER}了?\s*$")
BESIDE_LAST_YEAR = swift(
    rf"{_LAST}(?:同期)?(?:为|是|则)?[^，。；\d]{{0,4}}{_NUMBER}[^，。；\d]{{1,3}}，[^，。；\d]{{1,6}}$"
)
"""今年12件，去年9件，多办3件."""
SET_BESIDE = swift(
    r"[与同][^，。；]{2,16}(?:相比|比较|相较|对比|对照|比(?=，))"
    r"|(?:较之|相较于?|比起)[^，。；]{2,12}，"
)
"""与2020年相比，发布会多开1场，解读稿少3篇."""
SAVED = swift(rf"{_THAN}(?:节约|节省)了?\s*$")
"""比预算节约6%: but what was saved in money is an amount."""
RATE_OF_CHANGE = swift(
    rf"{_WORDS['rate_of_change']}[^，。；]{{0,20}}(?:[由从](?:{_YEAR}年|{_LAST})?(?:同期)?的?|[至到为落升降窄])\s*$"
)
"""增幅由15.3%降为4.3%: both are changes."""
SIGNED = swift(r"[（(]\s*[+＋\-－−↑↓▲▼]\s*$")
"""2,024件（+10%）, （↓5%）."""
OF_SHARES = (SIGNED, RATE_OF_CHANGE, SAVED)
"""Before a share, which is then a change."""
PLAIN_INCREASE = swift(rf"{_WORDS['increase']}了?\s*$")
"""新增12件 counts what is new; only a comparison makes it a change."""
COMPARISON = swift(
    rf"同比|环比|{_LAST}|{_YEAR}年|年初|净|比|较|由[^，。；]{{0,20}}\d|{_FOLLOWED}[^。；]{{0,16}}，年增"
    r"|从[^。；]{0,12}\d[^，。；]{0,3}[到至]|[增减升降]\d[\d，.]*[^，。；\d]{1,3}[、，]增$"
)
"""A comparison with another time."""
NEW_SINCE = swift(
    rf"(?:{_LAST}|{_YEAR}年度?|[年期]初)(?:则?为|[是有])?{_NUMBER}[^，。；\d]{{1,2}}，"
    r"(?:[一全]年|年内)?新增了?\s*$"
)
"""今年72项，去年45项，新增27项."""
NEW_AGAINST = swift(rf"[比较](?:{_LAST}|{_YEAR}年)(?:年?[末底])?净?新增了?\s*$")
"""年末8,600条，较上年末新增2,300条."""

NEW_FOLLOWERS = re.compile(rf"(?:新增|取消){_FOLLOWED}(?:[数量者]|人数|用户)?\s*$")
"""新增粉丝: by how much a stock grew."""
MORE_OF_THEM = swift(
    rf"{_FOLLOWED}[^。；]{{0,12}}{_NUMBER}[^。；\d]{{0,2}}，(?:其中)?[^，。；\d]{{0,3}}(?:新增|增加)了?\s*$"
)
"""粉丝1.2万人，其中本年增加800人."""
MOVED_BY = (
    r"(?:，|的基础上)[^，。；\d、]{0,8}"
    r"(?:新增|增补|下放|取消|核减|划[走入出]|承接)[^，。；\d、等]{0,6}"
)
"""Right behind the matters of the year before: so many came or went."""
ITEMS_MOVED = swift(rf"{_LAST}[^，。；]{{0,10}}?{_NUMBER}项{MOVED_BY}$")
"""行政许可上一年9项，年内下放2项: the row of the statutory table."""

# Shares and money.

RATE = swift(r"[^比概速效]率[均都]?[为是]?\s*$")
"""纠错率为0: a share, without its unit."""
MONEY = frozenset({"元", "万元", "亿元"})
"""Units of money."""
FEE = swift(r"(?:处理费|收费金额|总金额|收取金额)(?:一栏)?[填为是—：:\s]*$")
"""信息处理费：0: money without its unit."""
PENNIES = swift(r"(?:罚没|(?<![不未免])收费)[填为是—：:\s]*$")
"""收费1,830.5: a part of a unit is counted of money only."""

# What there is at a time.

PEOPLE = frozenset(["", "人", "名", "个", "位", "户", "家"])
"""Units of followers and users; in no other does a number count them."""

STOCK = often_tried(_WORDS["stock"])
"""What stands at the end of the year (粉丝, 现行有效)."""
NO_STOCK = swift(_WORDS["no_stock"])
"""What only looks so (新增粉丝)."""
IN_FORCE = swift(r"有效(?:的|共|为|有|还有|数)?\s*$")
IN_FORCE_BEHIND = often_tried(
    r"\s*(?:目前|至今)?[都均]?(?:继续|仍然?|还)?(?:有效|在?(?:执行|施行|管用))"
)
"""27件继续有效."""
SORTED = swift(
    rf"(?:清理|评估|标注|梳理)(?![^。；]{{0,12}}(?:废止|失效))[^。；，]{{0,20}}{_NUMBER}[件份部]"
    rf"|对{_NUMBER}[件份部][^，。；]{{0,12}}(?:清理|评估|标注|梳理)|[筛剔]除|申诉|线索|问卷"
)
"""清理文件40件，继续有效27件: what came of sorting is no stock, except at the year's end."""
POINT = swift(
    rf"""
    (?:年[初末底终]|[上去]年底|月底|期末|岁末|12月31日)
    (?:[共仍尚还余有存剩留保持在库册为是则降减增升至到的约下达实数由从]{{0,7}}
      |(?:行政)?{_WORDS["held"]}[共有为]?)\s*$
    """,
    re.VERBOSE,
)
"""年末61件, 年初由67个: what there was, of what has a stock."""
A_POINT = re.compile("[初末底终日]")
"""What stands in each of these."""
LEFT_OVER = swift(
    r"(?<!拟|建议|清理)(?:存量|库存|保留|保有|剩下?|还剩|在册|在库)(?:[共仍尚还有为是的]{0,3}|文件)\s*$"
)
"""保留29件: the same without the time."""
TOPIC = swift(rf"(?P<held>{_WORDS['held']})|{_WORDS['done']}")
OFFERED = swift(
    r"(?:截至[^，。；]{0,8}|[上去本]?)(?:年[末底]|12月31日)[，,]?[^，。；]{0,12}(?:服务|办理|进驻)事项(?:共|总计|为)?\s*$"
)
"""截至年底，政务服务事项1,860项: the matters that there are."""
ACCOUNTS = often_tried(r"(?:账号|新媒体|公众号)[共有计]?\s*$")
CLOSED = swift(r"[^。；]{0,6}(?:注销|关停|清退|整合)")
"""新媒体39个，年内注销8个."""
OPENED = swift(r"[停清关]|注销|整改|新开|新增")

FOLLOWED = re.compile(_FOLLOWED)
PEOPLE_BEHIND = re.compile(r"\s*[个名位]?(?:粉丝|关注者|订阅者|注册用户)(?!见面)")
"""5.9万粉丝: the same, named behind the number."""
GREW_BEHIND = re.compile(
    rf"\s*[，（](?:其中)?(?:{_WORDS['this_year']})(?:新[增设开添建挂]|新增设|净增|增设?\d|注销|关停|清退)"
)
"""上架1,506个，当年新增318个: what came or went within the year, of what there is."""
NO_STOCK_GREW = swift(
    rf"{_LAST}|{_YEAR}年(?!末|底)|年初|结转|遗留|留下|收|受理|办|答|制[发定]|[发颁]布|印发|新|推[送文]|发[文稿]|公开|许可|处罚"
)
"""But what was done in a year, or what is of another, is no stock."""

# What has come together over years.

SINCE = re.compile(
    rf"(?:(?<![今本]年|年初|新年|入[春夏秋冬汛])以来|至今|(?<![\d，])[1-9]\d?年|[二两三四五六七八九十几多]年|自[^，。；]{{0,4}}{_YEAR}年|自[^，。；\d]{{2,12}}起)"
    r"[^。；]{0,24}(?:累计|总共)|累计[^，。；]{0,8}历年|历年[^，。；]{0,6}累计"
    r"|“十[一二三四五六]五”(?:期间|时期)[^。；]{0,16}累计|\d[^，。；\d]{0,4}（累计$"
)
"""Added up over years."""
UNTIL_NOW = swift(
    r"(?:自[^。；]{2,14}|开[通办设馆]|上线|成立|建[站立成])，?至今(?![未无没尚仍])[^，。；\d]{1,8}$"
    r"|累计(?:归集|收存|收录|入库|入藏|开放(?!日)|上架)[^，。；\d]{0,6}$"
)
"""2016年上线，至今公开41万条; 累计归集: without a word of the year."""
AT_YEARS_END = swift(
    r"(?:截至|截止|^到)[^，。；]{0,10}(?:年[末底]|12月(?:31日|底))[^。；\d]{0,20}累计(?!收到当年)[^，。；\d]{0,12}$"
)
"""截至2013年底，全县累计公开信息1.2万条."""
ADDED_UP = re.compile(r"累计[^，。；\d]{0,8}$")
OF_THEM_NEW = swift(
    rf"\s*[，（](?:其中|当中|内)(?:{_WORDS['this_year']}|{_YEAR}年)度?"
    rf"|\s*[，（](?:其中|内)?(?:{_WORDS['this_year']}|{_YEAR}年(?:当年)?)度?(?:(?:新[增添])?\s?|新[增添][^，。；\d]{{1,10}})\d"
    rf"|\s*[，；。（](?:{_WORDS['this_year']}|{_YEAR}年)度?新[增添][^，。；\d]{{0,4}}(?:公开|发布|推送)"
)
"""累计推送2,008期，本年268期; 累计公开4,002条。2019年新增公开362条."""
BESIDE_NEW = swift(
    r"新(?:增|添|上线)[^。；]{0,16}\d[^，。；\d]{0,3}[，,]累计(?:开放|达|有|共)?\s*$"
    r"|新[增添][^。；，\d]{0,4}(?P<deed>公开|发布|推送|制作)[^。；，]{0,12}\d[^，。；\d]{0,3}[，,]"
    r"累计[^。；，\d]{0,4}(?P=deed)[^，。；\d]{0,8}$"
    r"|新(?:增|添|上线|开放)[^。；，]{0,16}\d[^，。；\d]{0,3}，总[数量]达?$"
    r"|(?:规章|文件)[^。；]{0,16}公开[数量]{0,2}[\d，]+件?、总数量?$"
)
"""新增318条，累计1,902条; 新增公开311条，累计公开达3,174条; 规章制作0、公开0、总数2."""
PAPERS_TOLD = swift(r"规范性文件|规章")
PUBLISHED_SO_FAR = re.compile(r"(?:累计|年底|为?止)已?对?外?公[开布][^，。；\d]{0,3}$")
"""规范性文件新制作2件，累计对外公开14件."""
THIS_YEAR = re.compile(rf"全年|{_WORDS['this_year']}")
"""累计 within the year is a count."""
