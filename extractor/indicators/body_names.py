"""The bodies that the words before a figure name (市本级, 区县, 某局).

Which of them are parts of the whole, and how far each holds, is told by `bodies.py`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import regex

from extractor.indicators import body_patterns as patterns
from extractor.indicators.frames import Frame
from extractor.indicators.phrases import THE_REST, THIN

_FORMER_LATTER = {"前者": -2, "后者": -1}


class Named(NamedTuple):
    """A body that a clause names.

    `needs`: what must be told for it to be a part: nothing; a whole or another body; another body;
    other sites; other figures of its unit before (beside); for the reporting body itself (own) a
    whole that is counted, for a larger whole no part. `holds`: it did something, so that figures
    behind may be its too.
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
    name = _named_in(m) + more + ("" if patterns.CONTAINS.match(bracket) else bracket)
    return str(patterns.AROUND_NAME.sub("", name))


def _reporting_body(frame: Frame, words: str) -> Named | None:
    """The reporting body by its own word (本局), or the system that its figure is a share of."""
    own = patterns.OWN_SELF.match(words) if "本" in words or "我" in words else None
    if own is not None:
        return Named(own["name"], "own", True, own["tail"] if words == frame.left else None)
    share = patterns.SHARE_OF.search(frame.left) if "占" in frame.left else None
    return None if share is None else Named(share["name"], "larger", False)


def _is_level(name: str) -> bool:
    """省级, 市县两级: a level, and no 本级, which is a body."""
    return patterns.LEVEL.fullmatch(name) is not None and "本级" not in name


def _in_list(frames: list[Frame], k: int) -> bool:
    """Is the k-th of a sentence in a list, or do the figures beside it have no more than a name?"""
    frame = frames[k]
    if frame.parent is not None or frame.joined or "：" in frame.since:
        return True
    after = _next_count(frames, range(k + 1, len(frames)))
    if after is not None and patterns.PART.match(after.left):
        return True
    before = _next_count(frames, range(k - 1, -1, -1))
    if before is None or patterns.PART.match(before.left) is None:
        return False
    return "；" not in frame.since or "；" in before.since


def _next_count(frames: list[Frame], places: range) -> Frame | None:
    """The first figure at `places` that is no share, change or rank."""
    counts = (frames[i] for i in places if frames[i].figure.kind not in patterns.NO_BODY_OF)
    return next(counts, None)


def _match_in(
    frames: list[Frame], k: int, words: str, listed: bool
) -> tuple[re.Match[str] | None, bool]:
    """Where a name stands in or about `words`; and is there no more than the name?

    `listed`: the k-th of the sentence is known to be in a list.
    """
    frame = frames[k]
    may_be = patterns.ANY_NAME.search(words) is not None
    m = patterns.PART.match(words) if may_be else None
    if m is not None and (listed or _in_list(frames, k)):
        return m, True
    m = patterns.SUBJECT.match(words) if may_be else None
    if m is None and ("：" in frame.since or "层面，" in frame.since):
        led = patterns.LED.search(frame.since)  # 市局本级：门户812条
        m = patterns.SUBJECT.match(led["words"] + "：") if led is not None else None
    if m is not None:
        return m, False
    if frame.since.rstrip().endswith("（"):
        m = patterns.IN_ENUMERATION.match(words)
    if (
        m is None
        and frame.right[:1] in patterns.BY_FIRST
        and patterns.NOTHING_SAID.fullmatch(words)
    ):
        m = patterns.BEHIND.match(frame.right)
    return m, True


def _together(frames: list[Frame], k: int) -> Named | None:
    """住建、自然资源两家合计216件: as many names as bodies are counted, with or without ends."""
    before = frames[k - 1] if k else None
    if before is None or before.figure.unit not in patterns.UNITS["bodies"]:
        return None
    if "、" not in before.left or frames[k].since != frames[k].left:
        return None
    names = patterns.TOGETHER_NAMED.search(before.left)
    kind = patterns.KIND_OF_BODY.match(frames[k].left)
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
        self._two: tuple[int, list[Named]] = (-1, [])
        """The two bodies of the sentence before that a sentence takes up."""

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
        m = (
            patterns.HEADED.fullmatch(sentence.strip())
            if len(sentence) < patterns.LONGEST_HEADING
            else None
        )
        return m and self._judged(_whole_name(m), True, "")

    def _named(self, frames: list[Frame], k: int) -> Named | None:
        frame = frames[k]
        if frame.figure.unit in patterns.NAMELESS:
            return None
        found = self._in_turn(frames, k) or _together(frames, k)
        if found is not None:
            return found
        words, counted = self._words(frames, k)
        if patterns.TAUGHT.match(frame.right):
            return None
        if "文件" in frame.left and not self._agency.endswith(patterns.LOWEST):
            lower = patterns.PUBLISHED_FOR.search(frame.left)
            if lower is not None:
                return Named(lower["name"], "", False)
        if "由" in words and patterns.DECIDED_BY.match(words):
            return None
        of = patterns.IN_NAME_OF.search(words) if "以" in words or "作为" in words else None
        if of is None and "向" in words:
            of = patterns.OF_ORIGIN.match(words)
        if of is not None and "和" not in of["name"]:
            return self._acted_for(of, counted)
        return _reporting_body(frame, words) or self._opening(frames, k, words, counted)

    def _opening(self, frames: list[Frame], k: int, words: str, counted: str) -> Named | None:
        """The body that the words of the k-th frame open with, else one told elsewhere."""
        frame = frames[k]
        nothing = frame.figure.qualifier == "zero"  # 局机关未收到
        site = frame.parent is not None and patterns.SITE.search(words) is not None
        if site:
            m, part = patterns.PART.match(patterns.SITE.sub("", words)), True
        else:
            m, part = _match_in(frames, k, words, nothing or bool(counted))
        if m is None:
            return self._told_elsewhere(frames, k)
        told = _named_in(m)
        if _is_level(told) and patterns.LEVEL_OF_ELSE.search(frame.before + frame.right):
            return None
        several = not part and frame.parent is None and patterns.SEVERAL_LEVELS.fullmatch(told)
        if several or patterns.TOGETHER.match(m.string, max(0, m.start("name"))):
            return None
        found = self._judged(_whole_name(m), nothing or not part, counted)
        if site:
            return found and found._replace(needs="sites", holds=False)
        if found is None:
            return self._told_elsewhere(frames, k)
        if m.string != words or words != frame.left:
            return found
        return found._replace(rest="" if part else m["tail"])

    def _told_elsewhere(self, frames: list[Frame], k: int) -> Named | None:
        """The body that the clause before is about, or that is taken up, or a larger whole."""
        frame = frames[k]
        if "平均" in frame.left:
            m = patterns.AVERAGE.search(frame.left)
            if m is not None:
                inner = m["inner"] and m["inner"] + "平均"
                each = m["each"] and "平均" + m["each"]
                return Named(m["all"] + (inner or each or ""), "", False)
        taken = patterns.TAKEN_UP.match(frame.left) if "者" in frame.left else None
        if taken is not None:
            return self._taken_up(frame, taken)
        doer = patterns.DOER.match(frame.left) if "由" in frame.left else None
        if doer is not None:
            return self._judged(_whole_name(doer), True, "")
        before = frame.since[: -len(frame.left) or None]
        clauses = [c for c in patterns.CLAUSE_END.split(before) if c.strip()] if before else []
        about = patterns.TOLD_OF.match(clauses[-1]) if clauses else None
        if about is not None:
            return self._judged(_whole_name(about), True, "")
        listed = None
        if "各" in frame.before or "按" in frame.before or "为单位" in frame.before:
            listed = patterns.LISTS_BODIES.search(frame.before)
        if listed is None or patterns.NO_ITEM.search(listed["name"]):
            return None
        return Named(listed["name"], "another", False)

    def _taken_up(self, frame: Frame, taken: re.Match[str]) -> Named | None:
        """前者办结12件: the first of the two bodies that were named before."""
        sentence, told = self._told
        two = patterns.PAIR.search(frame.before[: -len(frame.left)])
        if two is not None:
            names = [two["name"] + two["more"], two["second"] + two["more_second"]]
            told = [one for one in (self._judged(n, True, "") for n in names) if one]
        elif self._two[0] == frame.sentence:
            told = self._two[1]
        elif sentence == frame.sentence - 1 and len(told) == len(_FORMER_LATTER):
            self._two = (frame.sentence, told)
        elif sentence != frame.sentence:
            return None
        which = _FORMER_LATTER[taken["which"]]
        if len(told) < -which:
            return None
        return told[which]._replace(holds=True, rest=taken["tail"])

    def _in_turn(self, frames: list[Frame], k: int) -> Named | None:
        """The body of a number in a row of numbers, told in the order of a row of bodies."""
        first = last = k
        while first and frames[first].since.strip() in patterns.JOINED:
            first -= 1
        while last + 1 < len(frames) and frames[last + 1].since.strip() in patterns.JOINED:
            last += 1
        if last == first:
            return None
        row = patterns.IN_TURN.search(frames[first].before)
        if row is None:
            sentence, told = self._row
            again = sentence == frames[k].sentence and len(told) == last - first + 1
            return (
                told[k - first] if again and patterns.ROW_AGAIN.match(frames[first].since) else None
            )
        *items, end = patterns.ROW_SPLIT.split(row["list"])
        if len(items) != last - first:
            return None
        all_of = patterns.SO_MANY.match(end)
        if all_of is not None and "零一两三四五六七八九".find(all_of["count"]) == last - first + 1:
            ends = all_of["end"] or ""
            told = [Named(name + ends, "another", False) for name in (*items, all_of["name"])]
            return told[k - first]
        named = [patterns.NAME_IN_ROW.fullmatch(i) for i in items] + [
            patterns.NAME_IN_ROW.match(end)
        ]
        judged = [m and self._judged(m.group(), False, "") for m in named]
        if not all(judged):
            return None
        self._row = (frames[k].sentence, [one for one in judged if one])
        return judged[k - first]

    def _acted_for(self, of: regex.Match[str], counted: str) -> Named | None:
        """以市政府名义, 以区住建局为答复主体: a part beside another."""
        if of.group().endswith("名义") and patterns.ISSUED.match(of.string, of.end()):
            return None
        handled = patterns.HANDLED.match(of.string, of.end()) is not None
        if handled and of["name"] in patterns.SELVES:
            return Named(of["name"], "another", True)  # 以县政府名义收到29件，以本办名义收到6件
        found = self._judged(of["name"].split("、")[-1].split("等")[-1], True, counted)
        if found is None or of.group().endswith(("被告", "被申请人", "自身", "的")):
            return found
        return found._replace(needs="beside" if handled else "another")

    def _words(self, frames: list[Frame], k: int) -> tuple[str, str]:
        """The words that may begin with a name, and what stands before a number of bodies.

        所属5家事业站所公开37条: the name goes on over the number.
        """
        frame = frames[k]
        words = frame.left if frame.left.strip(patterns.MARKS) else frame.clause
        before = frames[k - 1] if k else None
        counts_bodies = before is not None and before.figure.unit in patterns.UNITS["bodies"]
        if before is not None and counts_bodies and frame.since == frame.left:
            owner = patterns.DEPENDENT_OF.search(before.left)
            if patterns.DONE_TO.search(before.left):
                of_them = patterns.OF_THEM.search(words)
                if of_them is None:
                    return "", ""  # 为14个镇街举办7场
                words = words[: of_them.start()]  # 向10个分局提出的739件
            joined = len(before.left.strip()) > 1 and before.left.endswith(("、", "和", "及"))
            if owner is None and (joined or patterns.WHOLE.search(before.left[-6:])):
                return "", ""  # 局机关、11个分局共收到: the whole
            rest = patterns.REST_OF_THEM.search(before.left)
            if rest is not None:
                return words, rest.group() + before.figure.text
            return words, owner.group() if owner else "各"
        # 交警支队收到的申请最多，为203件
        if frame.since != frame.left and THIN.fullmatch(frame.left):
            told = [c for c in patterns.CLAUSE_END.split(frame.since) if c.strip()]
            words = told[-2] if len(told) > 1 else words
        return words, ""

    def _judged(self, name: str, holds: bool, counted: str) -> Named | None:
        """`name` as a body, None where it is none or the report's own by its full name."""
        if counted not in ("", "各"):
            name = counted + name
        rest = THE_REST.match(counted) is not None  # 其余4个分局
        no_first = THE_REST.match(name) or patterns.NOT_FIRST.match(name)
        no_name = patterns.NO_BODY.search(name) or (
            no_first and not rest and not patterns.OTHERS.match(name)
        )
        name = patterns.HANDED_TO.sub("", name)
        if (
            len(name) < patterns.SHORTEST_NAME
            or no_name
            or patterns.OWN.search(name)
            or self._is_own(name)
        ):
            return None
        needs = ""
        if rest or patterns.ALL_PARTS.search(name) or patterns.OTHERS.match(name):
            needs = "another"
        elif not counted and patterns.DEPENDENT.search(name) is None and "、" not in name:
            if patterns.INNER.search(name) or _is_level(name):
                needs = "whole"
            elif "本级" not in name and (not self._agency or self._is_full_name(name)):
                needs = "another"
        return Named(name, needs, holds)

    def _is_full_name(self, body: str) -> bool:
        """青柳县住建局 where the report calls itself 住建局: the place and its own name."""
        place = body.removesuffix(self._agency)
        return place != body and patterns.PLACE.fullmatch(place) is not None

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
        core = patterns.REGION.sub("", body)
        if not core or agency[-1:] != core[-1:]:
            return False
        rest = iter(agency)
        return all(c in rest for c in core)  # 市教育局 in 某某市教育体育局: the same order
