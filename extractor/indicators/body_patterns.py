"""The patterns in which a clause names a body; the words are `data/bodies.toml`."""

from __future__ import annotations

import re

import regex

from extractor.indicators.wordlists import word_lists
from extractor.language.first import guarded, often_tried

LONGEST_HEADING = 16
SHORTEST_NAME = 2
"""A body's name has at least so many characters."""
NO_BODY_OF = frozenset(["ratio", "change", "rank"])
"""Kinds of figures that are of a number, and through it of a body."""

WORDS, UNITS = word_lists("bodies")
NAMELESS = UNITS["bodies"] | UNITS["inspected"]
"""Units of figures that are no body's: bodies are counted, or what was inspected."""

LEAD = rf"^[\s，,；;、（(：:]*(?:{WORDS['lead']}[，,：:]?)*"


def _name(group: str, more: str = "") -> str:
    """A body's name as a group of that name, and what goes on behind it as another."""
    return (
        rf"(?P<{group}>{WORDS['level']}|[\u4e00-\u9fff、]{{0,14}}?{guarded(WORDS['head'])})"
        rf"(?P<{more or 'more_' + group}>{WORDS['more']}*)"
    )


NAME = _name("name", "more")
ANY_NAME = often_tried(f"{WORDS['level']}|{WORDS['head']}")
"""What stands in whatever holds a name."""
BRACKET = rf"(?P<bracket>[（(][^（）()]{{1,12}}[）)](?P<behind>{WORDS['behind_bracket']})?)?"
SUBJECT = re.compile(
    rf"{LEAD}{NAME}{BRACKET}(?P<tail>{WORDS['adverb']}*(?:{WORDS['verb']}|(?:口径|数据|情况)?[：:]).*)$"
)
"""A clause that a body opens, with what it did. Tried before every figure, for which `re` takes a
quarter of the time."""
PART = re.compile(rf"{LEAD}{NAME}{BRACKET}\s*(?:{WORDS['only']})*\s*$")
"""A part of a list by bodies: the name and no more than 共, 有, 为."""
IN_ENUMERATION = re.compile(rf"(?:.*[，、；：和是为于])?{NAME}{BRACKET}\s*$")
"""沙陇镇（4件）和古塘街道（2件）: what stands before the bracket."""
BEHIND = re.compile(
    rf"(?:由{NAME}{BRACKET}(?:直接|各自|自行)?(?:承办|[收办](?=[，。；]|$)|办理|报送|受理|发布)"
    rf"|{WORDS['by']}{_name('owner')}$)"
)
"""其余1,788件由市县公安机关承办."""
IN_TURN = re.compile(
    rf"""
    (?:^|[，；。：])\s*(?:{WORDS["lead"]}[，,：:]?)*
    (?P<list>[\u4e00-\u9fff（）]{{2,16}}(?:、[\u4e00-\u9fff（）]{{2,16}})*?(?:[、与及]|(?<!共)和)
    [\u4e00-\u9fff（）]{{2,14}})
    (?:[两二三四五六七八九十]个(?:层面|部门|单位|主体|机构)|[两三四]级)?
    (?:[^，。；、\d]{{0,20}}，)?[^，。；、\d]{{0,14}}?(?:分别|依次|各)[^，。；、\d]{{0,8}}$
    """,
    re.VERBOSE,
)
"""市住建局、市公安局居前，分别为96件、51件: a row of bodies, a number for each."""
NAME_IN_ROW = re.compile(rf"{NAME}{BRACKET}")
JOINED = frozenset(["、", "和", "与", "及"])
"""All that stands between two numbers of such a row, blanks aside."""
SO_MANY = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,6}?)(?P<count>[两三四五六七八九])个(?:部门|单位|系统|街道|乡镇|(?P<end>中心|分局|大队|[局所站]))"
)
"""住建、教育、交通三个部门…分别为: names that need no end, or whose end is told last."""
LISTS_BODIES = regex.compile(
    r"""
    (?:各(?:县（?市?、?区）?|市州|镇街|街镇|乡镇|街道|镇|乡|村|社区|单位|部门|[处科]室|分局|中队)
    |以(?:村|镇|街道|社区|单位|部门|[处科]室)为单位|按(?:[\u4e00-\u9fff]{2})?(?:单位|部门|[处科]室|镇街|归属))
    [^，。；：\d]{0,16}(?:：|分[为成]|分别[为是]|依次[为是])
    (?:[\s、，；]*[\u4e00-\u9fff]{2,8}\d[\d，.万]*[件条个次宗篇期项]{0,2})*
    [\s、，；]*(?P<name>[\u4e00-\u9fff]{2,8})\s*$
    """,
    regex.VERBOSE,
)
"""各村公开条数：王湾64条、李集58条: whatever the list counts is a body, with an end or without."""
NO_ITEM = regex.compile(r"其[他余]|[合总共小]计|汇总|分别|[收公受另被]|[约共有]$")
"""What is no name in such a list."""
ROW_AGAIN = regex.compile(r"\s*[，；]\s*[^，。；、\d]{0,8}(?:分别|依次)[^，。；、\d]{0,4}$")
"""，办结分别为: the same bodies in the same order."""
ROW_SPLIT = regex.compile(r"[、与及]|(?<!共)和")
NOTHING_SAID = regex.compile(
    r"[\s，；、]*(?:[^，。；]{0,12}[中里]有|其中|其[他余]|另有?|有|余下)?\s*"
)
BY_FIRST = frozenset("由均都全皆出来归在交分")
LED = re.compile(
    r"(?:^|[。；\n]|——)\s*(?P<words>[^，。；：\n—]{2,14}?|以下[^，。；：\n—]{2,24}?)(?P<mark>：|层面，)[^：。；]{0,12}$"
)
"""A name with a colon, and what its number counts."""
IN_NAME_OF = regex.compile(
    r"(?:以|作为)(?P<name>[\u4e00-\u9fff]{2,12}?)(?:的?名义|为(?:共同)?(?:被申请人|被告|责任主体|答复主体)|自身)"
)
"""以市政府名义办结12件."""
ISSUED = regex.compile(r"[^，。；\d]{0,4}(?:制定|制发|出台|印发|颁布|发布|发文|作出)")
"""Behind 以市政府名义: a document that bears the name, whoever's work it is."""
SELVES = frozenset(w + end for w in "本我" for end in ("局", "委", "厅", "办", "院", "中心"))
"""The reporting body as it calls itself."""
HANDLED = regex.compile(r"(?:收到|收件|受理|登记|答复|办理|办结|答出)(?!的?复函)")
"""Behind 以市政府名义: whose application it was, and no document that the name stands on."""
OF_ORIGIN = regex.compile(
    r"^[\s，,、；;]*(?:其中)?向(?P<name>[\u4e00-\u9fff、]{2,14})"
    r"(?:(?:提[出交]|递交|投递)(?:的(?:(?:政府)?信息公开|公开)?(?:申请件?)?)?|申请的)\s*$"
)
"""向市局机关提出的12件, 向镇街提交的公开申请29件."""
PUBLISHED_FOR = regex.compile(
    r"(?<=发布|公开|公布|上线|刊登|汇集|归集|展示|备案|审查|审核)了?(?P<name>各?(?:乡镇（街道）|镇（街道）|乡镇街道"
    r"|乡镇|镇街|街镇|县（市、区）|县市区|县区|区县))(?:人民)?(?:政府)?(?:(?:20\d\d|[本当今])年(?:度)?)?"
    r"(?:制[定发]|印发|出台)?的?(?:行政)?规范性文件[共为有]?\s*$"
)
"""统一发布乡镇（街道）规范性文件28件: whose documents another body publishes."""
LOWEST = ("镇", "乡", "街道", "街道办事处", "镇人民政府", "乡人民政府")
"""What the names of those bodies themselves end in."""
NOT_FIRST = regex.compile(rf"^{WORDS['not_first']}")
NO_BODY = re.compile(WORDS["no_body"])
OWN = re.compile(WORDS["own"])
INNER = re.compile(rf"{WORDS['inner']}$")
"""The reporting body itself, unless another one stands beside it."""
LEVEL = re.compile(rf"{WORDS['level']}")
SEVERAL_LEVELS = regex.compile(r"(?:.、){1,2}.[两三]级")
"""州、县两级制发87件: the whole."""
LEVEL_OF_ELSE = regex.compile(WORDS["level_of_else"])
"""A level of something else than bodies (省级媒体, 市级人大代表建议)."""
DEPENDENT = regex.compile(WORDS["dependent"])
"""所属, 直属, 各, 下级, 分局: a body below the one that reports."""
DEPENDENT_OF = regex.compile(rf"{WORDS['dependent_of']}$")
REST_OF_THEM = regex.compile(r"(?:其[他它余]|余下|剩余|另外?)的?$")
CLAUSE_END = re.compile(r"[，；。]")
WHOLE = regex.compile(WORDS["whole"])
"""The whole that the parts belong to."""
REGION = regex.compile(r"^[省市县区州旗]")
PLACE = regex.compile(r"[\u4e00-\u9fff]{2,6}[省市县区州旗盟]")
ALL_PARTS = regex.compile(WORDS["all_parts"])
DONE_TO = regex.compile(rf"{WORDS['done_to']}\s*(?:全[市县区省州旗])?$")
TAUGHT = re.compile(WORDS["taught"])
SITE = regex.compile(rf"{WORDS['site']}$")
"""市政府门户网站9条，县政府网站19条: whose site it is."""
DECIDED_BY = regex.compile(r"^[\s，,；;、]*由[^，。；]*作出")
"""由省政府作出决定15件: who decided, not whose case it is."""
CONTAINS = regex.compile(r"^[（(](?:不含|不包括)")
OF_THEM = regex.compile(r"(?:提出|提交|申请)的\s*$")
TOGETHER = re.compile(r"[^（(，。；]{2,}[和及与、][^，。；]*(?:合计|合并)")
"""市局机关和各分局合计收到73件."""
AROUND_NAME = re.compile(
    r"^[^，。；]*(?:的[由是]|(?:依次|分别)[是为]|来自|中以|中又以)|^[一二三四五六七八九十两几]+个|代表.*$|(?<=.{4})等(?:部门|单位)$|(?:层面|自身)$"
    r"|(?<=[门镇街道乡位县区局委厅办府])子站$"
)
"""What is no part of a name: 监狱管理方面的由省监狱局, 七个县区, 部门子站."""
HANDED_TO = regex.compile(
    r"^.+?(?:分?转[送交至到给由]?|分[送派流办][至到给]?|[交留]?由|代)(?=[省市县区乡镇州旗各本]|部门|相关|有关)"
)
"""What is no part of a name: that applications went to it (初审后分转部门, 办公室代县政府)."""
OTHERS = regex.compile(
    r"^[\s，,；;、]*其[他余](?:单位|部门|机关|镇街|街镇|街道|乡镇|县区|科室|处室)$"
)
"""其他部门39件: the last part of a list by bodies is one too."""
MARKS = " \u3000，,；;、：:（(\n"


TOLD_OF = re.compile(
    rf"{LEAD}(?:{NAME}{BRACKET}{WORDS['told_of']}|[^，。；]{{0,8}}由{_name('doer')}承办)$"
)
"""派出所层面，全年代收17件: whom the clause before is about."""
HEADED = re.compile(rf"{LEAD}{NAME}{BRACKET}(?:情况|方面|层面|数据|部分)[。：]?")
DOER = re.compile(
    rf"(?:[^，。；]{{0,24}}?[^，。；自转])?由{NAME}{BRACKET}(?:直接|统一|自行|集中|执法人员)?(?:作出(?!的?决定|裁)|办理|承办|收到|报送)(?:答复)?的?\s*$"
)
"""许可决定由省局作出186件: who did what is counted, at the clause's end."""
TAKEN_UP = re.compile(
    r"^[\s，,；;：:]*(?:其中)?(?P<which>[前后]者)"
    rf"(?P<tail>{WORDS['adverb']}*(?:{WORDS['verb']}|维持|纠正|撤销).*)$"
)
PAIR = re.compile(rf"(?:^|[，。；：]){NAME}[与和]{_name('second')}")
"""厅机关与信息中心各有分工: the former, the latter."""
AVERAGE = regex.compile(
    r"(?:^|[，；：、于比较与期的\s])(?P<all>全[省市县区州旗])(?:(?P<inner>(?:各?(?:乡镇|镇街|街镇|镇|县区|区县|部门|系统|[市县区]直部门|单位))?)平均(?P<each>每[^，。；\d]{1,9}?)?(?:[的数值水主收公新受办为是][^，。；\d]{0,6})?)$"
)
"""低于全市平均的5.6件: of a larger whole."""
SHARE_OF = regex.compile(
    r"占(?P<name>(?:[省市县区州][局厅委])?全[省市县区州]?[^，。；\d]{0,8}系统)(?:总[量数])?的?$"
)
"""占全省某系统62件的五成: a larger whole than the report's."""
OWN_SELF = re.compile(
    rf"{LEAD}(?P<name>[我本](?:[局委厅办院站所处]|中心|支队|总队|大队))(?P<tail>{WORDS['adverb']}*(?:{WORDS['verb']}|网站).*)$"
)
"""全县公示栏21块，我局管护4块: the reporting body beside a larger whole."""
TOGETHER_NAMED = regex.compile(
    r"(?:^|[，。；：])(?:其中|当中)?(?P<list>[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8})+)$"
)
KIND_OF_BODY = re.compile(r"(?:部门|单位|系统|局|机关|街道|乡镇|镇)")
