"""Zero statements: prose that says none without a digit (未收到申请, 无结转, 收费情况：无)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

import regex

from extractor.figures.zero_lists import listed_behind, none_of_lists
from extractor.language.first import often_tried

REACH = 36
"""How far from its trigger an object may stand, in characters of the same clause."""

MAX_TRIGGERS = 60
"""Triggers of one sentence that are looked at; a sentence that says none so often says nothing."""

TOPIC_REACH = 120
"""How far back in the sentence the topic of an elliptic clause stands, in characters."""
SHORT_CLAUSE = 3
"""A clause with fewer characters before its trigger is read with the one before."""
NOTHING_BEHIND = 4
"""So few characters behind a trigger hold no object: it stands before (申请未收到)."""
LABEL = 24
"""How far before a sentence of nothing but 未收到 or 无 the label with its object begins."""
BEFORE_CONDITION = 16
"""How many characters before a trigger make it a condition or a quotation."""
BEFORE_LEAD = 14
"""How many characters before a trigger hold what it says none of together with its object."""

_CLAUSE_END = regex.compile(r"[，,。；;！？\n]")
"""Where a clause ends, for an object before the trigger."""
_STOP = regex.compile(
    r"[。；;！？\n]|、(?=[也亦]?(?:没有|无|未))|[，,](?!(?:也|亦)?[^，,。；;]{0,4}(?:复议|诉讼))"
)
"""Where it ends for one behind: 未发生复议，也无诉讼 goes on over the comma."""
_PART_OF_YEAR = regex.compile(
    r"截至(?!12月)\d{1,2}月底?[^，。；]{0,4}$|(?<!至)(?:(?<![\d至])\d{1,2}(?:月(?!31日)|至\d{1,2}月)|[一二三四]季度|[上下]半年)[^，。；]{0,8}$"
)
"""1至3月未收到: none in a part of the year, which no table has."""
_PLAIN_NONE = frozenset(["没有", "没", "无"])
"""Triggers that say none of the next words only."""
_WORDS_BEHIND = regex.compile(r"[\u4e00-\u9fff]{2}")
"""Something that may be the object."""
_COMMA = regex.compile(r"[，,]")
_BARE = regex.compile(
    r"\s*(?:——|答[:：])?(?:(?:本|全|今|上)?年(?:度|内)?|\d{4}年(?:度)?|我[局厅委镇乡办县市区]|本[局厅委镇乡办机关级])*"
    r"(?:均|都|暂|尚)?(?:无|没有|不涉及|未(?:收到|接到|发生|收取|产生|制发|制定|涉及|开展|出台))[。；;，,\s]*"
)
"""A sentence that says none and nothing else: the heading or label before it names the object."""
_MARKS = regex.compile(r"[。；;！？\n：:．]")
_NOT_OURS = regex.compile(
    r"(?:并非|不是|绝非|\d+[个家][县市区乡镇街单部]?[^，。；、\d]{0,8})$"
    r"|(?:部分(?=单位|部门|乡镇|街道|县|区|科室|村|社区|工作)|个别|有[的些]|少数|一些|某些|不少)[^，。；、]{0,8}$"
    r"|(?:其余|其他|另外|别的)(?!组织|法人)[^，。；、]{0,5}$"
    r"|(?:当事人|申请人|是否|有无|若|如|如果|凡|对|既然)[^，。；]{0,4}$|[“\"][^”\"]{0,12}$|(?<!不)再$"
    r"|\d\s*[件起宗](?:案件)?[也均都还]*$"
)
"""A condition, a quotation, no more of it (再无), or some of what was counted (6件没有经过复议)."""
_CHARGED = regex.compile(r"[对向][^，。；]{2,8}$")
"""对申请人未收取费用: who was charged nothing."""
_THIS_ITEM = regex.compile(r"[本此该]项(?:为|内容|数据)?$")
"""本项无: the heading names the object."""
_SAYS_WHO = frozenset(["零", "未就"])
"""Triggers that are told of applicants as well (申请人未就答复提起诉讼)."""
_WORD = regex.compile(r"[、，,”\"]")
"""Where the word of 零申请 ends."""
_LEAD = regex.compile(
    r"(?:上(?:一)?年|去年|往年|历年|[年期][初末底]|20\d\d年)(?:度|及以前)?[也亦均都]?$"
    r"|(?:结转|申请|复议|诉讼|起诉|规章|文件)[^，。；、]{0,3}$"
)
"""上年无结转: what stands before the trigger belongs to the object."""
_NAMES_OBJECT = regex.compile(r"申请|起诉|被诉|复议|收取|收费|结转")
"""A trigger that names its object itself (未被申请)."""
_COUNTED = regex.compile(r"、?[^，。；、]{0,14}?\d+\s*(?:[件起宗条次份个人篇项家户名所])")
"""A number follows: nothing is said to be none."""
_OF_OTHERS = regex.compile(r"他人|别人|旁人|其他人")
"""再无他人申请: none besides those told."""
_DEFINED = regex.compile(
    r"[^，。；]{0,16}的(?:(?:申请)?(?:予以|不予|依法|一律|视为|应当)|(?:情况|局面|状态|记录)(?:已|连续|保持))"
)
"""A rule about what is not there (不存在的予以告知), or a state of things that lasts."""


_NO_OBJECT = regex.compile(
    r"(?:相关)?(?:数据|记录|情形|情况|(?:处理)?决定|新制发?|新增)?[，。；;]?\s*"
)
"""规章一栏无数据: nothing behind the trigger says what there is none of."""
_ELLIPTIC = regex.compile(
    r"(?:[既也亦则又均都]|(?:本|今|当|上(?:一)?|去)学?年(?:度|内)?|年内|全年|[今当]期|\d{4}年(?:度)?)*"
)
"""本年度没有发生: a clause that leaves its object to one before it in the sentence."""
_HAPPENED = regex.compile(
    r"(?:没有?|[未无](?:有|再|曾)?|不曾)(?:新)?(?:发生|出现|收到|接到|产生|发|制发?|制定|出台|增|废止)?[。；;，,、]?\s*"
)
"""What an elliptic clause says did not happen."""
_APPLIED = regex.compile(
    r"(?:未|没有|零)(?:有人)?(?:提出|提交|递交)?(?:过)?(?:(?:政府)?信息公开)?申请"
)
"""Somebody did not apply, who is told before."""
_APPLICANTS = {
    "company": "商业企业", "research": "科研", "ngo": "公益组织", "legal": "法律服务",
}  # fmt: skip
"""Columns of the table of applications by a word of their names."""
_APPLICANT = regex.compile(r"法人|组织|个人|自然人|公民")
_MORE_APPLICANTS = regex.compile(r"自然人|个人|公民")
_OF_APPLICANTS = ("t3.new.total", "t3.new.org", "t3.new.person")
_REPEALED = regex.compile(r"废止|失效")
_TOPIC_OF = ("t3.new.total", "t4.", "t2.normative.", "t2.rules.", "n.fee_collected")
"""What such a clause may say none of."""
_OF_LAW = regex.compile(r"处罚|强制|许可|执法权|事业性|收费(?:项目|目录)")
"""Before 收费 in a list of what the second table counts: charges of the administration."""
_OF_DISCLOSURE = regex.compile(r"申请|信息|复议|诉讼|处理费|复制|邮寄|检索|成本|工本")
"""Charges for information, or something told since that is no part of that list."""
BEFORE_CHARGES = 30
"""How many characters before 收费 hold that list."""
_UNCHANGED = regex.compile(
    r"(?P<kind>许可|处罚|强制|收费|服务)[^。；;\n]{0,12}?上(?:一)?年(?:度)?[^。；;，\n]{0,6}\d+项"
    r"[，,、](?:本年(?:度)?|今年|当年)?(?P<t>[无未没](?:有)?增减|不增不减|零增减|未(?:作)?(?:调整|变(?:化|动)?)|不变)"
    r"(?=[，,、。；;]|$)"
)
"""The items of a kind are as many as the year before."""
_ITEMS = {
    "许可": "licences", "处罚": "penalties", "强制": "coercion", "收费": "fees", "服务": "services",
}  # fmt: skip

_NO_CENT = regex.compile("分文|一分钱")
"""分文未取: of charges, named or not."""
_NOMINAL = regex.compile(r"[^，。；、\d]{4}的$")
"""要求听证的没有: the clause names what there was none of, whatever it is."""
_SAYS_NONE = frozenset(["没有", "无", "未有"])
_CASES = frozenset("件份宗起例")
_NAMES_ROW = regex.compile(
    r"索取|引[起发]|秘密|稳定|隐私|第三方|出版物|重复|反复|补正|缴费|维持|撤|[审办未]结|提供|掌握|处理|结转|申请"
    r"|复议|(?<!申)诉|许可|处罚|强制|收费|规章|文件|制[定发]|名义"
)
"""What there was none of has an indicator, which was not told which."""
_NO_CASE = regex.compile(
    r"(?:机制|制度|意识|标准|职责|职能|权限|专人|(?:专职|专门|工作|专业)人员|机构|平台|网站|渠道|能力|经验|条件|流程|计划|义务"
    r"|依据|复议决定|职权|(?:制定|执法|处罚|许可|收费|审批)权)\s*$"
)
"""没有发布会制度: of a thing that is no case, and that nobody counts."""
_POINTED_AT = ("该", "此", "这", "其")
"""没有该图: something in particular, and none of what the clause before tells of."""
_SOME_OF = regex.compile(r"\d\s*[件起宗](?:案件)?[也均都还]*$")
"""1件没有: some of what was counted."""
_ALSO = regex.compile(r"^[\s，,；;]*(?:(?:19|20)\d\d年|上年|去年)度?(?:也|亦|同样|一[件个份起宗])")
"""2022年也没有: what the words before said none of."""


class Zero(NamedTuple):
    """One zero statement; `start..end` is the trigger, `unit` the one its object is counted in."""

    start: int
    end: int
    indicator: str
    unit: str


class _Object(NamedTuple):
    """A row of `data/zeros.toml`: what a clause must hold, must not hold, and its triggers."""

    indicator: str
    match: regex.Pattern[str]
    unless: regex.Pattern[str] | None
    only: regex.Pattern[str] | None
    unit: str


_ANYTHING = regex.compile("")


def _of_other(m: regex.Match[str], words: str) -> _Object | None:
    """None of what no indicator counts, where the clause leaves no doubt that it says none."""
    counted = m["counted"]
    told = _NOMINAL.search(words) and m["t"] in _SAYS_NONE
    if counted:
        told = not ("收" in m["t"] and counted in _CASES)  # 管理部一件未收: of what was told before
    if not told or _NAMES_ROW.search(words):
        return None
    return _Object("n.other", _ANYTHING, None, None, counted or "件")


@cache
def _rules() -> tuple[re.Pattern[str], re.Pattern[str], tuple[_Object, ...]]:
    data = tomllib.loads((files("extractor.figures") / "data" / "zeros.toml").read_text("utf-8"))
    objects = tuple(
        _Object(
            row["indicator"],
            regex.compile(row["match"]),
            regex.compile(row["unless"]) if "unless" in row else None,
            regex.compile(row["only"]) if "only" in row else None,
            row.get("unit", "件"),
        )
        for row in data["object"]
    )
    return (
        often_tried(data["trigger"]["strong"]),
        often_tried(data["trigger"]["final"]),
        objects,
    )


def find_zeros(text: str, start: int = 0, end: int | None = None) -> list[Zero]:
    """The zero statements in `text[start:end]`, offsets into `text`.

    >>> [(z.indicator, z.unit) for z in find_zeros("我局未被申请行政复议，没有收取信息处理费。")]
    [('t4.review.total', '件'), ('n.fee_collected', '元')]
    """
    end = len(text) if end is None else end
    strong, final, objects = _rules()
    unchanged = list(_unchanged(text, start, end))
    listed = list(none_of_lists(text, start, end))
    triggers = list(islice(strong.finditer(text, start, end), MAX_TRIGGERS))
    behind = list(islice(final.finditer(text, start, end), MAX_TRIGGERS))
    if not triggers and not behind:
        return unchanged + [Zero(z.start, z.end, z.indicator, "件") for z in listed]
    label = _label(text, start) if _BARE.fullmatch(text, start, end) else None
    out = unchanged + [Zero(z.start, z.end, z.indicator, "件") for z in listed]
    fixed = [(z.start, z.end) for z in unchanged] + [(z.begin, z.end) for z in listed]
    triggers = [m for m in triggers if not any(a < m.end() and m.start() < b for a, b in fixed)]
    out += _triggered(triggers, text, start, end, label)
    taken = [(z.start, z.end) for z in out] + fixed
    since = start
    for m in behind:
        a, b = m.span("none") if m.group("none") else m.span("t")
        if text[b : b + 1] == "？" or any(x < b and a < y for x, y in taken):
            continue
        if "零" not in m.group("t") and _SOME_OF.search(text[max(start, a - BEFORE_CONDITION) : a]):
            continue
        words = label if label is not None else _before(text, since, m.start())
        own = _CLAUSE_END.split(words)[-1]  # 诉讼没有发生，收费为零
        found = _match(m.group("t") + "无", own) if own.strip() else None
        found = found or _match(m.group("t") + "无", words)
        if found is None and _ALSO.search(words + m.group("t")):
            found = _same_as_before(out, objects, m.start())
            found = found or _match("没有", text[start : m.start()])
        if found is None and _THIS_ITEM.search(words):
            found = _match("无", _label(text, start))
        if found is None and label is None:
            found = _topic(m.group("t"), text, start, m.start())
        since = b
        if _NO_CENT.search(m.group("t")):
            found = _match("收取", words + "收费")
        if found is None and label is None:
            found = _of_other(m, words)
        if found is not None and (
            found.indicator != "n.other" or found.match is _ANYTHING or "为零" in m.group("t")
        ):
            out.append(_zero(text, start, a, b, found))
    out.sort()
    return out


def _same_as_before(told: list[Zero], objects: tuple[_Object, ...], at: int) -> _Object | None:
    """The object of the last statement before `at`, which 也没有 says none of as well."""
    before = max((z for z in told if z.end <= at), default=None)
    return next((o for o in objects if before and o.indicator == before.indicator), None)


def _triggered(
    triggers: list[re.Match[str]], text: str, start: int, end: int, label: str | None
) -> Iterator[Zero]:
    """Those with a trigger of their own (未收到, 没有); `label` is set for a bare sentence."""
    for m in triggers:
        a, b = m.span("t")
        before = text[max(start, a - BEFORE_CONDITION) : a]
        if text[b : b + 1] == "？":
            continue
        ours = m["t"] in _SAYS_WHO or ("收取" in m["t"] and _CHARGED.search(before))
        if not ours and (_NOT_OURS.search(before) or _PART_OF_YEAR.search(before)):
            continue
        if label is not None:
            found = _match(m["t"], label)
        else:
            found = _of_all_behind(text, b, end) or _object_of(m["t"], text, start, end, a)
        if found is not None:
            yield _zero(text, start, a, b, found)


def _of_all_behind(text: str, at: int, end: int) -> _Object | None:
    """不涉及行政许可、行政处罚: all the things of the list behind the trigger."""
    several = listed_behind(text, at, end)
    return None if several is None else _Object(several, _ANYTHING, None, None, "件")


def _zero(text: str, start: int, a: int, b: int, found: _Object) -> Zero:
    """The statement; charges told beside penalties and licences are those of the administration."""
    if found.indicator == "n.fee_collected":
        clause = _CLAUSE_END.split(text[b : b + BEFORE_CHARGES], maxsplit=1)[0]
        words = text[max(0, a - BEFORE_CHARGES) : b] + clause
        law = [m.end() for m in _OF_LAW.finditer(words)]
        if law and not _OF_DISCLOSURE.search(words, law[-1]):
            return Zero(a, b, "t2.fees.amount", "万元")
    return Zero(a, b, found.indicator, found.unit)


def _unchanged(text: str, start: int, end: int) -> Iterator[Zero]:
    """行政许可上年12项，本年无增减: a change of none."""
    if text.find("项", start, end) < 0:
        return
    for m in islice(_UNCHANGED.finditer(text, start, end), MAX_TRIGGERS):
        a, b = m.span("t")
        yield Zero(a, b, f"t2.{_ITEMS[m['kind']]}.change", "项")


def _topic(trigger: str, text: str, start: int, at: int) -> _Object | None:
    """What an elliptic clause (本年度没有发生) says none of: the topic of the sentence."""
    *before, own = _CLAUSE_END.split(text[max(start, at - TOPIC_REACH) : at])
    own = own.strip()
    if not before or not _ELLIPTIC.fullmatch(own) or not _HAPPENED.fullmatch(trigger):
        return None
    if not own and trigger in _PLAIN_NONE:
        return None
    strong, final, _ = _rules()
    for words in reversed(before):
        if strong.search(words) or final.search(words):
            continue
        if "废" not in trigger:
            words = _REPEALED.sub("", words)
        found = _match(trigger, words)
        if found is not None:
            return found if found.indicator.startswith(_TOPIC_OF) else None
    return None


def _object_of(trigger: str, text: str, start: int, end: int, at: int) -> _Object | None:
    """What the trigger at `at` says none of: behind it, or before it where nothing follows."""
    behind = at + len(trigger)
    reach = min(end, behind + REACH)
    stop = _STOP.search(text, behind, min(end, reach + REACH))  # sees what follows a comma
    after = text[behind : min(stop.start(), reach) if stop else reach]
    if _says_nothing(trigger, after, text[behind + len(after) : behind + len(after) + 1]):
        return None
    if trigger == "零":  # 零申请、零复议: each speaks of its own word only
        after = _WORD.split(after, maxsplit=1)[0]
    clause = _COMMA.split(after, maxsplit=1)[0]
    if not clause.strip(" 、"):  # 再起诉的无，故诉讼总数…
        after = ""
    lead = None if "引" in trigger else _LEAD.search(text, max(start, at - BEFORE_LEAD), at)
    if lead is not None and trigger == "零" and "年" not in lead.group():
        lead = None  # 申请办理零投诉
    named = trigger if _NAMES_OBJECT.search(trigger) else ""
    head = (lead.group() if lead else "") + named
    clause = _COMMA.split(after, maxsplit=1)[0]
    found = _match(trigger, head + clause) if clause.strip() and not named else None
    if found is not None and found.indicator in _OF_APPLICANTS:
        found = _by_applicants(trigger, text, start, at, clause) or found
    if found is None and len(after.strip()) <= NOTHING_BEHIND:
        found = _topic(trigger + after, text, start, at)
    if found is None and not _WORDS_BEHIND.search(after) and not named and trigger[0] != "零":
        found = _match_before(trigger, text, start, at)
    clause = _COMMA.split(after, maxsplit=1)[0]
    for words in (clause,) if trigger in _PLAIN_NONE else (clause, after):
        found = found or _match(trigger, head + words)
    bare = trigger[0] not in "无零" and len(after.strip()) <= NOTHING_BEHIND
    bare = bare and not after.strip().startswith(_POINTED_AT)
    if found is None and bare:
        found = _match_before(trigger, text, start, at)
    elif found is None and _NO_OBJECT.fullmatch(after):
        found = _match(trigger, _CLAUSE_END.split(text[max(start, at - REACH) : at])[-1])
    return found


def _says_nothing(trigger: str, after: str, mark: str) -> bool:
    """Is what stands behind the trigger, up to `mark`, no case, a rule, or a number?"""
    if _COUNTED.match(after) or _DEFINED.match(after) or _NO_CASE.search(after):
        return True
    if trigger[0] == "未" and after.endswith("的") and mark in ("，", ","):
        return True  # 未申请复议的，由本机关归档
    return trigger in _PLAIN_NONE and _OF_OTHERS.match(after) is not None


def _by_applicants(trigger: str, text: str, start: int, at: int, clause: str) -> _Object | None:
    """科研机构、公益组织未提出申请: of which applicants none applied, told before the trigger."""
    if not _APPLIED.match(trigger + clause):
        return None
    who = _before(text, start, at)
    mark = [m.end() for m in _CLAUSE_END.finditer(who)]
    who = who[mark[-1] :] if mark else who
    kinds = [k for k, p in _APPLICANTS.items() if p in who]
    if not kinds:
        return _match(trigger, who + clause) if _APPLICANT.search(who) else None
    if len(kinds) == 1 and _MORE_APPLICANTS.search(who):
        return None
    indicator = "+".join(f"t3.new.{k}" for k in kinds)
    return _Object(indicator, _APPLIED, None, None, "件")


def _label(text: str, start: int) -> str:
    """The heading or label that ends where the sentence begins."""
    window = text[max(0, start - LABEL) : start].rstrip("。；;：:\n ？答—")
    return str(_MARKS.split(window)[-1])


def _match_before(trigger: str, text: str, start: int, stop: int) -> _Object | None:
    """What the clause up to the trigger names, else that clause with the one before."""
    words = _before(text, start, stop)
    own = _CLAUSE_END.split(words)[-1]
    return (_match(trigger, own) if own.strip() else None) or _match(trigger, words)


def _before(text: str, start: int, stop: int) -> str:
    """The clause that leads up to `stop`, with the one before where it is short."""
    lo = max(start, stop - REACH)
    window = text[lo:stop]
    marks = [m.end() for m in _CLAUSE_END.finditer(window)]
    if marks and len(window) - marks[-1] >= SHORT_CLAUSE:
        return window[marks[-1] :]
    return window[marks[-2] :] if len(marks) > 1 else window


@lru_cache(maxsize=2048)
def _match(trigger: str, clause: str) -> _Object | None:
    """What `trigger` says none of in `clause`; one clause is asked for more than once."""
    for o in _rules()[2]:
        if o.only is not None and not o.only.search(trigger):
            continue
        if o.match.search(clause) and not (o.unless is not None and o.unless.search(clause)):
            return o
    return None
