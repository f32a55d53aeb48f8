"""Does the prose state a cell as such, or something narrower that only sounds like it?

A report tells a cell with few words: 全年收到政府信息公开申请46件. What else stands in the clause
(以受委托身份, 同一栋楼居民就加装电梯) tells of a part of it, or of another thing, and is no basis
for a contradiction.
"""

from __future__ import annotations

import regex

from extractor.indicators.cues import table
from extractor.language.folding import fold
from extractor.records import Figure
from extractor.rules._context import Context

MOST_OTHER_WORDS = 3
"""Characters beside the tables' words; with more of them something else is told."""
LOOK_BACK = 40
"""How much of the sentence before a figure is read, in characters; `LOOK_AHEAD` behind it."""
LOOK_AHEAD = 24
SHORT_CLAUSE = 2
"""A clause of fewer characters tells nothing: what stands behind the number is read too."""

_CLAUSE_MARK = regex.compile(r"[，；。：、（）\n]")
_REST = regex.compile(r"其[余他它]|余下|剩余|剩下|另[有外]?")
"""The rest of a list, whose number tells what it is behind it."""
_KINDS_OF_BODIES = regex.compile(r"（[县市区州旗盟镇乡街道、]{1,8}）")
"""各县（市、区）: a bracket inside a name."""
_HANZI = regex.compile(r"[^\u4e00-\u9fff]")
_BODY = regex.compile(
    r"[\u4e00-\u9fff]{0,8}(?:局|厅|委|府办|办公室|政府|镇|乡|街道|中心|系统|机关|单位|学院|大学|公司|集团|海关)"
)
"""The body that reports, in short or in full."""
COMMON = (
    r"全年|年内|当年|截至|共计|合计|累计|总计|一共|仅|我[局委办厅镇县市区院校]|本[局委办厅镇院校]|全[市县区省镇乡局旗州系校院]|各级"
    r"|依?申请|公开|信息|行政|案件|被|提起|引发|引起|应诉|涉及|发生|因|工作|政务|有关|相关|其中|事项|另有|还有|总[数量]"
    r"|决定|作出|年度|情形|类型|结果|予以|答复|类|新|总结|分别|对|就|等|数|量|件|共|约|上|下|年|到|市|区|县|省|未|其|了|的|在|为|是|有|达|向"
)
"""Words that any figure on a cell may have, as a pattern."""
_COMMON = regex.compile(COMMON)
_NARROWER = regex.compile(
    r"(?:涉及|关于|有关|针对)[^，。；]{1,12}的\d+[件宗份起]|\d+[名个户家]|[两二三四五六七八九十]家|其(?!中|[他它余])|[该此这]|上述|另外|各(?:[县市区乡镇]|街道|部门|单位)|名义(?:答复|办理|受理|办结|作出|实施|处罚|制发|印发|出台)|居前|居首|最多|建议(?:继续|废止|修改|失效|保留)|代拟|拟(?:修改|废止)|前述|(?:案件|复议|诉讼|申请|答复)(?:当)?中有?$|身份|牵头|清查|排查|分布|[他它]机关|向第三方"
    r"|同一(?:申请人|人|户|单位|公司)|个别(?:申请)?人|直接(?:受理|收到|接[收到])|转[来办送交]|交办|受[^，。；\d]{1,10}委托|^代[省市县区]|协助|^不?同意公开$|涉企|外[省市地]|本地|占全[省市县区州系]|(?:19|20)\d\d年?(?:至|到|[-—–~～－])(?:19|20)\d\d年"
    r"|(?:全部|所有|各类)(?:的|行政)*(?:复议|诉讼|应诉|案件)"
    r"|\d+个?(?:工作)?日[之以]?内|当场|当日|即时|延期|未到期|在线|线上|网上|网络|信函|邮[寄政件箱]|当面|现场|传真|窗口|(?:通过|经)[^，。；]{0,8}(?:网站|平台|系统|信箱|热线)"
)
"""Words that tell of some of the cases, or of another body's."""
_OF_ONE_BODY = regex.compile(rf"(?:[，、；是为]|^){_BODY.pattern}\s*$")
"""A body right before its number (其中住建局138件): one of several."""
_LEVEL = regex.compile(r"层面|自身|直属|下属|所属|系统内|[省市县区厅局]直(?!接|至|到|播|线)")
"""Words that set one level of bodies against another: 派出所层面, 直属学校, 县局自身."""
_AUDIENCE = regex.compile(r"面向[^，。；、\d]{1,14}?(?=举办|开展|组织|召开)")
"""For whom something was held says nothing of who held it."""
_ACCOUNT = regex.compile(
    r"[“\"]([^”\"]{2,20})[”\"](?=[^，。；,;]{0,6}(?:微信|公众|微博|账号|抖音|视频|新媒体))"
)
"""A quoted name that is said to be an account's."""
_OF_ACCOUNTS = (
    "n.followers",
    "n.views",
    "n.published.wechat",
    "n.published.weibo",
    "n.published.new_media",
)
"""What each account has of its own, as beginnings of indicators."""
_OF_A_TIME = regex.compile(r"单月|月份[^，。；]{0,6}最|最多的(?:是|为|月)|高峰期|平均每|月均")
"""单月收到申请最多的是3月，收到11件."""
_PART_OF_YEAR = regex.compile(r"[上下]半年|[一二三四]季度|\d月份")
_WHOLE_AGAIN = regex.compile(r"全年|[本今当]年|年度|年内|20\d\d年(?!以?来)")
"""Behind the name of a part of the year these speak of all of it again."""
_SINCE = regex.compile(
    r"(20\d\d)年以来|[近这过][两三四五六七八九十\d]{1,2}年|[两三四五六七八九十]年(?:以?来|间)|十[三四五]五"
)
_YEARS = regex.compile(r"(?:20\d\d年?[、和与及])+20\d\d年[^，。；\d]*$")
"""2022年、2023年收到48件、60件."""
_OF_ALL = regex.compile(r"全(?:[省市县区旗州]|系统)")
_OURS_BEHIND = regex.compile(
    r"[，,、（(；;]?(?:其中)?[^，。；\d]{0,2}[我本](?:[局委办厅院镇乡]|机关|部门|单位)[^，。；\d]{0,6}\d"
)
"""全县收到841件，我局69件: the cell has what is told behind."""
_ATTRIBUTE = regex.compile(r"(?:依申请公开|不予公开|不公开|部分公开)(?:类|的|文件|公文|属性)*")
_PAPERS_DISCLOSED = regex.compile(r"主动公开(?:类|的|文件|公文|属性|为)*\s*[\d０-９]+\s*[件份个]")
_OF_A_PROBLEM = regex.compile(r"引发|导致|造成|招致")
"""In the section on problems: what one of them led to."""
LOOK_FAR = 48
"""How much behind words for none is read, in characters."""
_CLAUSE_END = regex.compile(r"[，；。：\n]")
_BUT = regex.compile(r"除[^。；]{1,24}外[，,]?[^，。；]{0,4}$")
"""除1件重复申请外，没有…: none but that."""
_SOME_OF = regex.compile(r"其[他它](?!组织)|以外|之外|另外")
_TROUBLE = regex.compile(
    r"(?:投诉|举报|舆情|纠纷|质疑|信访|问题|隐患)(?:举报|事件|情况|情形|现象)?$"
    r"|(?:不予公开|部分公开|无法提供|不予处理)[^，。；、]{0,8}(?:不[充规准当到]|被|错误|瑕疵)"
    r"|^因?[^，。；、]{1,12}(?:中断|停[止办摆]|耽[误搁]|受影响)"
)
"""What there was none of is trouble about the thing, not the thing."""
_CAUSE = regex.compile(r"[因由](?P<why>[^，。；]{1,20}?)(?:引发|引起|导致|产生|造成)")
_OF_DISCLOSURE = regex.compile(r"信息|公开|答复|申请|政务|此")
_OTHER_MATTER = regex.compile(
    r"(?:部分公开|不予公开|无法提供|不予处理)[^，。；、]{0,6}(?:被?复议|被?诉)"
)
_SITE = regex.compile(
    r"([省市县区旗州][\u4e00-\u9fff]{0,8}?(?:政府|局|厅|委))(?:(?:门户|集群|官方|子)*网站|子站|官网)"
)
"""Whose website it is, from the word of its level on."""
_CONTENTS = regex.compile(
    r"[\u4e00-\u9fff]{2}、[^，。；\d]{2,40}等(?:方面|领域|重点|内容|各类|的)*(?:政府|政务)?信息(?:共|计|共计|总计|合计)*\s*$"
)
"""Several contents named right before a number of pieces."""
_LATE = regex.compile(r"超[过期时]|逾期|延期|法定期限|更正|赔偿|补偿")
_ONE_COLUMN = regex.compile(r"科研|公益组织|法律服务|商业企业|律师")
"""Applicants of one kind, of whom none applied."""
_WHO_WENT_ON = regex.compile(
    "未(?:再|曾)?(?:起诉|进入|申请)|(?:申请人|当事人|群众|村民|居民)[^，。；]{0,6}未"
)
"""复议1件，维持；申请人未起诉: what those of the cases told before did."""
_WHOLE_YEAR = regex.compile(r"全年|[本今当]年|年度|年内|20\d\d年")
"""But these words make it a statement on the year."""
PROBLEMS = 5
"""The number of that section."""
_TABLES = ("rows", "flow", "columns", "results", "tables")
_THINGS = frozenset(
    [
        "application", "review", "litigation", "direct", "after_review", "rules", "normative",
        "licences", "penalties", "coercion", "other_services", "charge", "fee",
        "procurement_items", "procurement_amount",
    ]
)  # fmt: skip
"""Objects that the statutory tables count."""


def states_plainly(context: Context, figure: Figure) -> bool:
    """Are the words of the figure's clause those of the tables, and hardly any other?"""
    words = words_of(context, figure)
    if figure.qualifier == "zero" and not says_none_of_all(context, figure):
        return False
    if context.sentences[figure.sentence].section == PROBLEMS and _OF_A_PROBLEM.search(words):
        return False
    if _OF_ONE_BODY.search(words) or _is_attribute(context, figure, words):
        return False
    start = context.sentences[figure.sentence].start
    if _OF_A_TIME.search(context.text[start : figure.start]):
        return False
    if _of_another_time(context, context.text[start : figure.start]):
        return False
    if _OF_ALL.search(words) and _OURS_BEHIND.match(context.text, figure.end):
        return False
    return _NARROWER.search(words) is None and len(_others(words)) <= MOST_OTHER_WORDS


def _of_another_time(context: Context, before: str) -> bool:
    """下半年收到37件，办结37件: is a part of the year named last before, or more than one?"""
    ends = [m.end() for m in _PART_OF_YEAR.finditer(before)]
    ends += [m.end() for m in _SINCE.finditer(before) if m[1] != str(context.year)]
    if ends and _WHOLE_AGAIN.search(before, max(ends)) is None:
        return True
    return _YEARS.search(before) is not None


def says_none_of_all(context: Context, figure: Figure) -> bool:
    """Do words for none (未收到, 没有) say so of the whole cell, and of nothing narrower?

    没有其他不予处理的申请, 不存在不予公开理由不充分的问题, 未发生因处罚引起的诉讼 say less.
    """
    if any(c.isdigit() for c in figure.text):
        return True
    sentence = context.sentences[figure.sentence]
    before = fold(context.text[max(sentence.start, figure.start - LOOK_BACK) : figure.start])
    after = fold(context.text[figure.end : min(sentence.end, figure.end + LOOK_FAR)])
    behind = _CLAUSE_END.split(after)[0]
    clause = _CLAUSE_END.split(before)[-1] + figure.text + behind
    if _BUT.search(before) or _SOME_OF.search(behind) or _TROUBLE.search(behind):
        return False
    cell = figure.indicator or ""
    if cell.startswith("t4."):
        cause = _CAUSE.search(clause)
        of_this = cause is None or _OF_DISCLOSURE.search(cause["why"]) is not None
        one_case = _WHO_WENT_ON.search(clause) and _WHOLE_YEAR.search(clause) is None
        return of_this and not one_case and _OTHER_MATTER.search(clause) is None
    if cell == "t3.new.total":
        return _LATE.search(clause) is None and _ONE_COLUMN.search(clause) is None
    return True


def _is_attribute(context: Context, figure: Figure, words: str) -> bool:
    """主动公开28件，依申请公开4件: how so many papers may be disclosed, and no application."""
    start = context.sentences[figure.sentence].start
    kept = _ATTRIBUTE.fullmatch(words.strip()) is not None
    return kept and _PAPERS_DISCLOSED.search(context.text[start : figure.start]) is not None


def levels_of(context: Context, figure: Figure) -> frozenset[str]:
    """The words up to the figure in its sentence that set one level of bodies against another."""
    start = context.sentences[figure.sentence].start
    return frozenset(_LEVEL.findall(_AUDIENCE.sub("", context.text[start : figure.start])))


def of_two_accounts(context: Context, one: Figure, other: Figure) -> bool:
    """“某政数”公众号…全年发布364篇。“某省事”公众号…全年发布223篇: is each of its own account?"""
    first, second = _accounts_before(context, one), _accounts_before(context, other)
    stated = (one.indicator or "", other.indicator or "")
    if set(stated) == {"n.published.website"}:
        return _of_two_sites(context, one, other)
    apart = bool(first and second) and first.isdisjoint(second)
    return apart and all(i.startswith(_OF_ACCOUNTS) for i in stated)


def of_some_contents(context: Context, figure: Figure) -> bool:
    """网站公开会议、解读、预决算等信息310条: does it count what is named, and not all?"""
    if not (figure.indicator or "").startswith("n.published"):
        return False
    start = context.sentences[figure.sentence].start
    return _CONTENTS.search(context.text[start : figure.start]) is not None


def _of_two_sites(context: Context, one: Figure, other: Figure) -> bool:
    """在县政府网站公开225条。在县教育局门户网站公开120条: are they told of two bodies' sites?"""
    first, second = (_site_before(context, f) for f in (one, other))
    return bool(first and second) and not first.endswith(second) and not second.endswith(first)


def _site_before(context: Context, figure: Figure) -> str:
    """Whose website is named last before the figure in its sentence; "" where nobody's is."""
    start = context.sentences[figure.sentence].start
    told = _SITE.findall(context.text[start : figure.start])
    return told[-1].replace("人民", "") if told else ""


def _accounts_before(context: Context, figure: Figure) -> frozenset[str]:
    """The accounts named before the figure in its sentence."""
    start = context.sentences[figure.sentence].start
    return frozenset(_ACCOUNT.findall(context.text[start : figure.start]))


def words_of(context: Context, figure: Figure) -> str:
    """The clause up to the figure, folded; what stands behind where that tells nothing."""
    sentence = context.sentences[figure.sentence]
    before = context.text[max(sentence.start, figure.start - LOOK_BACK) : figure.start]
    own: str = _CLAUSE_MARK.split(_KINDS_OF_BODIES.sub("", fold(before)))[-1]
    if len(_HANZI.sub("", _REST.sub("", own))) >= SHORT_CLAUSE:
        return own
    behind = context.text[figure.end : min(sentence.end, figure.end + LOOK_AHEAD)]
    follows: str = _CLAUSE_MARK.split(fold(behind))[0]
    return own + follows


def _others(words: str) -> str:
    """What is left of the words of a clause without those of the tables."""
    for name in _TABLES:
        words = _without(words, [(h.start, h.end) for h in table(name).hits(words)])
    things = [h for h in table("objects").hits(words) if h.value in _THINGS]
    words = _without(words, [(h.start, h.end) for h in things])
    rest: str = _HANZI.sub("", _COMMON.sub("", _BODY.sub("", words)))
    return rest


def _without(words: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        words = words[:start] + words[end:]
    return words
