"""The bodies that the words before a figure name (市本级, 区县, 某局).

Which of them are parts of the whole, and how far each holds, is told by `bodies.py`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import regex

from extractor.indicators.frames import Frame
from extractor.indicators.phrases import THE_REST, THIN
from extractor.indicators.wordlists import word_lists
from extractor.language.first import guarded

LONGEST_HEADING = 16
SHORTEST_NAME = 2
"""A body's name has at least so many characters."""
NO_BODY_OF = frozenset(["ratio", "change", "rank"])
"""Kinds of figures that are of a number, and through it of a body."""

WORDS, UNITS = word_lists("bodies")

LEAD = rf"^[\s，,；;、（(：:]*(?:{WORDS['lead']}[，,：:]?)*"
_NAME = (
    rf"(?P<name>{WORDS['level']}|[\u4e00-\u9fff、]{{0,14}}?{guarded(WORDS['head'])})"
    rf"(?P<more>{WORDS['more']}*)"
)
_BRACKET = rf"(?P<bracket>[（(][^（）()]{{1,12}}[）)](?P<behind>{WORDS['behind_bracket']})?)?"
_SUBJECT = re.compile(
    rf"{LEAD}{_NAME}{_BRACKET}(?P<tail>{WORDS['adverb']}*(?:{WORDS['verb']}|(?:口径|数据|情况)?[：:]).*)$"
)
"""A clause that a body opens, with what it did. Tried before every figure, for which `re` takes a
quarter of the time."""
_PART = re.compile(rf"{LEAD}{_NAME}{_BRACKET}\s*(?:{WORDS['only']})*\s*$")
"""A part of a list by bodies: the name and no more than 共, 有, 为."""
_IN_ENUMERATION = re.compile(rf"(?:.*[，、；：和是为于])?{_NAME}{_BRACKET}\s*$")
"""沙陇镇（4件）和古塘街道（2件）: what stands before the bracket."""
_BEHIND = re.compile(
    rf"(?:由{_NAME}{_BRACKET}(?:直接|各自|自行)?(?:承办|[收办](?=[，。；]|$)|办理|报送|受理|发布)"
    rf"|{WORDS['by']}{_NAME.replace('<name>', '<owner>').replace('<more>', '<more_owner>')}$)"
)
"""其余1,788件由市县公安机关承办."""
_IN_TURN = regex.compile(
    rf"""
    (?:^|[，；。：])\s*(?:{WORDS["lead"]}[，,：:]?)*
    (?P<list>[\u4e00-\u9fff（）]{{2,16}}(?:、[\u4e00-\u9fff（）]{{2,16}})*?(?:[、与及]|(?<!共)和)
    [\u4e00-\u9fff（）]{{2,14}})
    (?:[两二三四五六七八九十]个(?:层面|部门|单位|主体|机构))?
    (?:[^，。；、\d]{{0,20}}，)?[^，。；、\d]{{0,14}}?(?:分别|依次|各)[^，。；、\d]{{0,8}}$
    """,
    regex.VERBOSE,
)
"""市住建局、市公安局居前，分别为96件、51件: a row of bodies, a number for each."""
_NAME_IN_ROW = re.compile(rf"{_NAME}{_BRACKET}")
_GOES_ON = re.compile(r"\s*[、和与及]\s*")
_SO_MANY = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,6}?)(?P<count>[两三四五六七八九])个(?:部门|单位|系统|街道|乡镇)")
"""住建、教育、交通三个部门…分别为: names that need no end of their own."""
_ROW_AGAIN = regex.compile(r"\s*[，；]\s*[^，。；、\d]{0,8}(?:分别|依次)[^，。；、\d]{0,4}$")
"""，办结分别为: the same bodies in the same order."""
ROW_SPLIT = regex.compile(r"[、与及]|(?<!共)和")
_NOTHING_SAID = regex.compile(r"[\s，；、]*(?:[^，。；]{0,12}[中里]有|其[他余]|另有?|有|余下)?\s*")
_BY_FIRST = frozenset("由均都全皆出来归在交分")
_LED = regex.compile(
    r"(?:^|[。；\n]|——)\s*(?P<words>[^，。；：\n—]{2,14}?|以下[^，。；：\n—]{2,24}?)(?P<mark>：|层面，)[^：。；]{0,12}$"
)
"""A name with a colon, and what its number counts."""
_IN_NAME_OF = regex.compile(
    r"(?:以|作为)(?P<name>[\u4e00-\u9fff]{2,12}?)(?:的?名义|为(?:共同)?(?:被申请人|被告|责任主体|答复主体)|自身)"
)
"""以市政府名义办结12件."""
_OF_ORIGIN = regex.compile(
    r"^[\s，,、；;]*(?:其中)?向(?P<name>[\u4e00-\u9fff、]{2,14})(?:提出|提交|申请)的\s*$"
)
"""向市局机关提出的12件."""
_NOT_FIRST = regex.compile(rf"^{WORDS['not_first']}")
_NO_BODY = regex.compile(WORDS["no_body"])
_OWN = regex.compile(WORDS["own"])
_INNER = regex.compile(rf"{WORDS['inner']}$")
"""The reporting body itself, unless another one stands beside it."""
_LEVEL = regex.compile(rf"{WORDS['level']}")
_SEVERAL_LEVELS = regex.compile(r"(?:.、){1,2}.[两三]级")
"""州、县两级制发87件: the whole."""
_LEVEL_OF_ELSE = regex.compile(WORDS["level_of_else"])
"""A level of something else than bodies (省级媒体, 市级人大代表建议)."""
_DEPENDENT = regex.compile(WORDS["dependent"])
"""所属, 直属, 各, 下级, 分局: a body below the one that reports."""
_DEPENDENT_OF = regex.compile(rf"{WORDS['dependent_of']}$")
_REST_OF_THEM = regex.compile(r"(?:其[他它余]|余下|剩余|另外?)的?$")
_CLAUSE_END = regex.compile(r"[，；。]")
WHOLE = regex.compile(WORDS["whole"])
"""The whole that the parts belong to."""
_REGION = regex.compile(r"^[省市县区州旗]")
_ALL_PARTS = regex.compile(WORDS["all_parts"])
_DONE_TO = regex.compile(rf"{WORDS['done_to']}\s*(?:全[市县区省州旗])?$")
_TAUGHT = regex.compile(WORDS["taught"])
_SITE = regex.compile(rf"{WORDS['site']}$")
"""市政府门户网站9条，县政府网站19条: whose site it is."""
_DECIDED_BY = regex.compile(r"^[\s，,；;、]*由[^，。；]*作出")
"""由省政府作出决定15件: who decided, not whose case it is."""
_CONTAINS = regex.compile(r"^[（(](?:不含|不包括)")
_OF_THEM = regex.compile(r"(?:提出|提交|申请)的\s*$")
_TOGETHER = re.compile(r"[^（(，。；]{2,}[和及与、][^，。；]*(?:合计|合并)")
"""市局机关和各分局合计收到73件."""
_AROUND_NAME = regex.compile(
    r"^[^，。；]*(?:的[由是]|(?:依次|分别)[是为]|来自|中以|中又以)|^[一二三四五六七八九十两几]+个|代表.*$|(?<=.{4})等(?:部门|单位)$|(?:层面|自身)$"
    r"|(?<=[门镇街道乡位县区])子站$"
)
"""What is no part of a name: 监狱管理方面的由省监狱局, 七个县区, 部门子站."""
OTHERS = regex.compile(
    r"^[\s，,；;、]*其[他余](?:单位|部门|机关|镇街|街镇|街道|乡镇|县区|科室|处室)$"
)
"""其他部门39件: the last part of a list by bodies is one too."""
_MARKS = " \u3000，,；;、：:（(\n"


_TOLD_OF = re.compile(
    rf"{LEAD}(?:{_NAME}{_BRACKET}{WORDS['told_of']}|[^，。；]{{0,8}}由{_NAME.replace('<name>', '<doer>').replace('<more>', '<more_doer>')}承办)$"
)
"""派出所层面，全年代收17件: whom the clause before is about."""
_HEADED = re.compile(rf"{LEAD}{_NAME}{_BRACKET}(?:情况|方面|层面|数据|部分)[。：]?")
_DOER = re.compile(
    rf"(?:[^，。；]{{0,24}}?[^，。；自])?由{_NAME}{_BRACKET}(?:[^，。；]{{0,4}}?)(?:作出(?!的?决定|裁)|办理|承办|收到|报送)(?:答复)?的?\s*$"
)
"""许可决定由省局作出186件: who did what is counted, at the clause's end."""
_TAKEN_UP = re.compile(r"^[\s，,；;：:]*(?:其中)?(?P<which>[前后]者)")
_PAIR = re.compile(rf"(?:^|[，。；：]){_NAME}[与和]{_NAME.replace('<name>', '<second>').replace('<more>', '<more_second>')}")
"""厅机关与信息中心各有分工: the former, the latter."""
_AVERAGE = regex.compile(
    r"(?:^|[，；：、于比较与期的\s])(?P<all>全[省市县区州旗])(?:(?P<inner>(?:各?(?:乡镇|镇街|街镇|镇|县区|区县|部门|系统|[市县区]直部门|单位))?)平均(?P<each>每[^，。；\d]{1,9}?)?[^，。；\d]{0,6}|(?<=[低高少多]于全.))$"
)
"""低于全市平均的5.6件: of a larger whole."""
_SHARE_OF = regex.compile(
    r"占(?P<name>(?:[省市县区州][局厅委])?全[省市县区州]?[^，。；\d]{0,8}系统)(?:总[量数])?的?$"
)
"""占全省某系统62件的五成: a larger whole than the report's."""
_OWN_SELF = re.compile(
    rf"{LEAD}(?P<name>[我本](?:[局委厅办院站所处]|中心|支队|总队|大队))(?P<tail>{WORDS['adverb']}*(?:{WORDS['verb']}|网站).*)$"
)
"""全县公示栏21块，我局管护4块: the reporting body beside a larger whole."""
_TOGETHER_NAMED = regex.compile(
    r"(?:^|[，。；：])(?:其中|当中)?(?P<list>[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8})+)$"
)
_KIND_OF_BODY = re.compile(r"(?:部门|单位|系统|局|机关|街道|乡镇|镇)")


class Named(NamedTuple):
    """A body that a clause names.

    `needs`: what must be told for it to be a part: nothing, a whole or another body, or another
    body; `holds`: it did something, so that figures behind may be its too.
    """

    name: str
    needs: str
    holds: bool
    rest: str | None = None
    """The words of the figure's clause behind the name, where it opens the clause."""


def _named_in(m: re.Match[str] | regex.Match[str]) -> str:
    """The name that a pattern found, in whichever of its places."""
    told = m.groupdict()
    return str(next(filter(None, (told.get(g) for g in ("name", "owner", "doer"))), ""))


def _whole_name(m: re.Match[str] | regex.Match[str]) -> str:
    """The name with what goes on behind it: 局机关及所属单位, 县（区）政府."""
    told = m.groupdict()
    more = next(filter(None, (told.get(g) for g in ("more", "more_owner", "more_doer"))), "")
    bracket = told.get("bracket") or ""
    return _named_in(m) + more + ("" if _CONTAINS.match(bracket) else bracket)


def _is_level(name: str) -> bool:
    """省级, 市县两级: a level, and no 本级, which is a body."""
    return _LEVEL.fullmatch(name) is not None and "本级" not in name


def _in_list(frames: list[Frame], k: int) -> bool:
    """Is the k-th of a sentence in a list, or do the figures beside it have no more than a name?"""
    frame = frames[k]
    if frame.parent is not None or frame.joined or "：" in frame.since:
        return True
    counts = (f for f in frames[k + 1 :] if f.figure.kind not in NO_BODY_OF)
    after = next(counts, None)
    if after is not None and _PART.match(after.left):
        return True
    before = next((f for f in reversed(frames[:k]) if f.figure.kind not in NO_BODY_OF), None)
    if before is None or _PART.match(before.left) is None:
        return False
    return "；" not in frame.since or "；" in before.since


def _match_in(
    frames: list[Frame], k: int, words: str, listed: bool
) -> tuple[re.Match[str] | None, bool]:
    """Where a name stands in or about `words`; and is there no more than the name?

    `listed`: the k-th of the sentence is known to be in a list.
    """
    frame = frames[k]
    m = _PART.match(words)
    if m is not None and (listed or _in_list(frames, k)):
        return m, True
    m = _SUBJECT.match(words)
    if m is None and ("：" in frame.since or "层面，" in frame.since):
        led = _LED.search(frame.since)  # 市局本级：门户812条
        m = _SUBJECT.match(led["words"] + "：") if led is not None else None
    if m is not None:
        return m, False
    if frame.since.rstrip().endswith("（"):
        m = _IN_ENUMERATION.match(words)
    if m is None and frame.right[:1] in _BY_FIRST and _NOTHING_SAID.fullmatch(words):
        m = _BEHIND.match(frame.right)
    return m, True


def _together(frames: list[Frame], k: int) -> Named | None:
    """住建、自然资源两家合计216件: as many names as bodies are counted, with or without ends."""
    before = frames[k - 1] if k else None
    if before is None or before.figure.unit not in UNITS["bodies"] or before.figure.value is None:
        return None
    if "、" not in before.left or frames[k].since != frames[k].left:
        return None
    names = _TOGETHER_NAMED.search(before.left)
    kind = _KIND_OF_BODY.match(frames[k].left)
    if names is None or (kind is None and before.figure.unit != "家"):
        return None
    if len(names["list"].split("、")) != before.figure.value:
        return None
    return Named(names["list"], "another", True)


class Namer:
    """Finds the body that the words before a figure name."""

    def __init__(self, agency: str) -> None:
        self._agency = agency
        self._row: tuple[int, list[Named]] = (-1, [])
        self._told: tuple[int, list[Named]] = (-1, [])
        """The bodies that a sentence has named so far."""

    def named(self, frames: list[Frame], k: int) -> Named | None:
        """The body of the k-th frame of a sentence; None where its words name none."""
        found = self._named(frames, k)
        sentence, told = self._told
        if sentence != frames[k].sentence:
            self._told = (frames[k].sentence, [])
        if found is not None and found.name not in (one.name for one in told):
            self._told[1].append(found)
        return found

    def headed(self, sentence: str) -> Named | None:
        """The body that a sentence names and no more, for what follows: 市本级情况。"""
        m = _HEADED.fullmatch(sentence.strip()) if len(sentence) < LONGEST_HEADING else None
        return m and self._judged(_whole_name(m), True, "")

    def _named(self, frames: list[Frame], k: int) -> Named | None:
        frame = frames[k]
        if frame.figure.unit in UNITS["bodies"]:
            return None
        if (in_turn := self._in_turn(frames, k)) is not None:
            return in_turn
        if (all_named := _together(frames, k)) is not None:
            return all_named
        words, counted = self._words(frames, k)
        if _TAUGHT.match(frame.right) or ("由" in words and _DECIDED_BY.match(words)):
            return None
        of = _IN_NAME_OF.search(words) if "以" in words or "作为" in words else None
        if of is None and "向" in words:
            of = _OF_ORIGIN.match(words)
        if of is not None and "和" not in of["name"]:
            return self._acted_for(of, counted)
        nothing = frame.figure.qualifier == "zero"  # 局机关未收到
        site = frame.parent is not None and _SITE.search(words) is not None
        if site:
            m, part = _PART.match(_SITE.sub("", words)), True
        else:
            m, part = _match_in(frames, k, words, nothing or bool(counted))
        own = _OWN_SELF.match(words) if "本" in words or "我" in words else None
        if own is not None:
            return Named(own["name"], "own", True, own["tail"] if words == frame.left else None)
        share = _SHARE_OF.search(frame.left) if "占" in frame.left else None
        if share is not None:
            return Named(share["name"], "larger", False)
        if m is None:
            return self._told_elsewhere(frames, k)
        if _is_level(_named_in(m)) and _LEVEL_OF_ELSE.search(frame.before + frame.right):
            return None
        several = not part and frame.parent is None and _SEVERAL_LEVELS.fullmatch(_named_in(m))
        if several or _TOGETHER.match(m.string, max(0, m.start("name"))):
            return None
        name = _whole_name(m)
        found = self._judged(_AROUND_NAME.sub("", name), nothing or not part, counted)
        if site:
            return found and found._replace(needs="sites", holds=False)
        if found is None or m.string != words or words != frame.left:
            return found
        return found._replace(rest="" if part else m["tail"])

    def _told_elsewhere(self, frames: list[Frame], k: int) -> Named | None:
        """The body that the clause before is about, or that is taken up, or a larger whole."""
        frame = frames[k]
        if "平均" in frame.left or "于全" in frame.left:
            m = _AVERAGE.search(frame.left)
            if m is not None:
                inner = m["inner"] and m["inner"] + "平均"
                each = m["each"] and "平均" + m["each"]
                return Named(m["all"] + (inner or each or ""), "", False)
        taken = _TAKEN_UP.match(frame.left)
        if taken is not None:
            return self._taken_up(frame, taken)
        doer = _DOER.match(frame.left) if "由" in frame.left else None
        if doer is not None:
            return self._judged(_AROUND_NAME.sub("", _whole_name(doer)), True, "")
        clauses = [c for c in _CLAUSE_END.split(frame.since[: -len(frame.left) or None]) if c.strip()]
        about = _TOLD_OF.match(clauses[-1]) if clauses else None
        if about is not None:
            return self._judged(_AROUND_NAME.sub("", _whole_name(about)), True, "")
        return None

    def _taken_up(self, frame: Frame, taken: re.Match[str]) -> Named | None:
        """前者办结12件: the first of the two bodies that were named before."""
        sentence, told = self._told
        two = _PAIR.search(frame.before[: -len(frame.left)])
        if two is not None:
            names = [two["name"] + two["more"], two["second"] + two["more_second"]]
            told = [one for one in (self._judged(n, True, "") for n in names) if one]
        elif sentence != frame.sentence:
            return None
        which = {"前者": -2, "后者": -1}[taken["which"]]
        if len(told) < -which or _SUBJECT.match("各部门" + frame.left[taken.end() :]) is None:
            return None
        return told[which]._replace(holds=True, rest=frame.left[taken.end() :])

    def _in_turn(self, frames: list[Frame], k: int) -> Named | None:
        """The body of a number in a row of numbers, told in the order of a row of bodies."""
        first = last = k
        while first and _GOES_ON.fullmatch(frames[first].since):
            first -= 1
        while last + 1 < len(frames) and _GOES_ON.fullmatch(frames[last + 1].since):
            last += 1
        if last == first:
            return None
        row = _IN_TURN.search(frames[first].before)
        if row is None:
            sentence, told = self._row
            again = sentence == frames[k].sentence and len(told) == last - first + 1
            return told[k - first] if again and _ROW_AGAIN.match(frames[first].since) else None
        *items, end = ROW_SPLIT.split(row["list"])
        if len(items) != last - first:
            return None
        all_of = _SO_MANY.match(end)
        if all_of is not None and "零一两三四五六七八九".find(all_of["count"]) == last - first + 1:
            told = [Named(name, "another", False) for name in (*items, all_of["name"])]
            return told[k - first]
        named = [_NAME_IN_ROW.fullmatch(i) for i in items] + [_NAME_IN_ROW.match(end)]
        judged = [m and self._judged(m.group(), False, "") for m in named]
        if not all(judged):
            return None
        self._row = (frames[k].sentence, [one for one in judged if one])
        return judged[k - first]

    def _acted_for(self, of: regex.Match[str], counted: str) -> Named | None:
        """以市政府名义, 以区住建局为答复主体: a part beside another."""
        found = self._judged(of["name"].split("、")[-1].split("等")[-1], True, counted)
        if found is None or of.group().endswith(("被告", "被申请人", "自身", "的")):
            return found
        return found._replace(needs="another")

    def _words(self, frames: list[Frame], k: int) -> tuple[str, str]:
        """The words that may begin with a name, and what stands before a number of bodies.

        所属5家事业站所公开37条: the name goes on over the number.
        """
        frame = frames[k]
        words = frame.left if frame.left.strip(_MARKS) else frame.clause
        before = frames[k - 1] if k else None
        counts_bodies = before is not None and before.figure.unit in UNITS["bodies"]
        if before is not None and counts_bodies and frame.since == frame.left:
            owner = _DEPENDENT_OF.search(before.left)
            if _DONE_TO.search(before.left) and _OF_THEM.search(words) is None:
                return "", ""  # 为14个镇街举办7场
            joined = len(before.left.strip()) > 1 and before.left.endswith(("、", "和", "及"))
            if owner is None and (joined or WHOLE.search(before.left[-6:])):
                return "", ""  # 局机关、11个分局共收到: the whole
            rest = _REST_OF_THEM.search(before.left)
            if rest is not None:
                return words, rest.group() + before.figure.text
            return words, owner.group() if owner else "各"
        if THIN.fullmatch(frame.left):  # 交警支队收到的申请最多，为203件
            told = [c for c in _CLAUSE_END.split(frame.since) if c.strip()]
            words = told[-2] if len(told) > 1 else words
        return words, ""

    def _judged(self, name: str, holds: bool, counted: str) -> Named | None:
        """`name` as a body, None where it is none or the report's own by its full name."""
        if counted not in ("", "各"):
            name = counted + name
        rest = THE_REST.match(counted) is not None  # 其余4个分局
        no_first = THE_REST.match(name) or _NOT_FIRST.match(name)
        no_name = _NO_BODY.search(name) or (no_first and not rest and not OTHERS.match(name))
        if len(name) < SHORTEST_NAME or no_name or _OWN.search(name) or self._is_own(name):
            return None
        needs = ""
        if rest or _ALL_PARTS.search(name) or OTHERS.match(name):
            needs = "another"
        elif not counted and _DEPENDENT.search(name) is None and "、" not in name:
            if _INNER.search(name) or _is_level(name):
                needs = "whole"
            elif not self._agency and "本级" not in name:
                needs = "another"
        return Named(name, needs, holds)

    def _is_own(self, body: str) -> bool:
        """Is `body` the reporting body, written in full or in short?"""
        agency = self._agency
        if not agency:
            return False
        if body in agency:
            return True
        body += "员会" if body.endswith("委") and agency.endswith("委员会") else ""
        if agency in body or agency.endswith(("人民政府", "管理委员会")):
            return False
        core = _REGION.sub("", body)
        if not core or agency[-1:] != core[-1:]:
            return False
        rest = iter(agency)
        return all(c in rest for c in core)  # 市教育局 in 某某市教育体育局: the same order
