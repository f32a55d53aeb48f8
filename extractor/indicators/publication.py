"""主动公开: published items, by the channel they came out through."""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from extractor.indicators.cues import Hit, table
from extractor.indicators.frames import Frame
from extractor.indicators.phrases import PUBLISH_VERB
from extractor.indicators.statements import OTHER, Brief
from extractor.indicators.table2 import table2
from extractor.indicators.wordlists import word_lists
from extractor.language.first import swift

__all__ = ["PublicationReader", "channel_of", "table2"]

CHANNELS = ("website", "wechat", "weibo", "new_media")
"""Channels that have an indicator of their own."""
SOCIAL = frozenset(["wechat", "weibo", "new_media"])
"""Of these, the ones that are new media, told apart or together."""

PUBLISHED_NOUN = 9
"""In a clause no longer than this behind its verb, 政府信息 at the end is items at large."""

FAR_BACK = 160
"""How far back in the sentence a channel may stand that goes on to hold, in characters."""
SHORT_DEED = 4
"""In so few characters behind its channel a part tells no kind of item (公众号自发200篇)."""

_WORDS, _UNITS = word_lists("publication")

_PUBLISH = swift(_WORDS["publish"])
"""Verbs of publishing, and the nouns that stand for one (图文538条)."""
_NOUN = re.compile(_WORDS["publish_nouns"])
"""Those nouns."""
_GENERIC = re.compile(
    rf"{_WORDS['whose']}*(?:的)?{_WORDS['kind']}*{_WORDS['items']}?{_WORDS['amount']}?"
    rf"{_WORDS['is']}*\s*"
)
"""Words behind a verb of publishing that narrow nothing: items at large."""
_INFORMATION = regex.compile(r"(?:政府|政务|公开)信息\s*$")
"""Items at large, whatever stands before."""
_QUOTED = swift(r"[“\"《][^”\"》]{1,20}[”\"》]")
"""A quoted name."""
_SUMMED = re.compile(rf"[\s，,、：:；;（(]*{_WORDS['summed']}{_WORDS['summed_tail']}*\s*")
"""A sum, in a clause that is nothing else."""
_OVER_ALL = regex.compile(_WORDS["over_all"])
"""A sum over all the channels told before."""
_ACCOUNT_SPEAKS = re.compile(
    rf"[“\"][^”\"》]{{2,12}}[”\"]{_WORDS['account_time']}*{_WORDS['account_verbs']}"
)
"""A quoted name that publishes is an account's: “某某教育”发布538条."""
_ENUMERATED = regex.compile(r"等[^，。；]{0,12}(?<!类)(?:信息|内容)[^，。；]{0,4}$")
"""Kinds named as examples: 公开招聘、采购等信息."""
_ACCOUNT_BEFORE = regex.compile(
    r"[“\"][^”\"》]{2,12}[”\"](?:[年期]末|目前|现有|账号)?(?:粉丝|关注|微信|微博|公众号)[^。；]*$"
)
"""An account of which the sentence tells something else first."""
_COMPARED_WITH = re.compile(r"由(?:(?:(?:19|20)\d\d|上|去)年)?的?\s*$")
"""网站信息由2022年的60条增至87条."""
_PUSHED = regex.compile(r"推送|推文|推发|图文|发文|发博")
"""What an account does: it is the one told before, though a semicolon stands between."""
_EVERY = regex.compile(
    r"(?:各[类种级]?|多种|多个|线上线下)[^，。；]{0,4}(?:媒体|渠道|平台|载体|方式)"
)
"""通过各类媒体渠道公开: no single one of them."""
_TAKEN_OVER = regex.compile(
    r"(?:上级|国家|[省部]|总[局署会])[^，。；\d]{0,14}(?:采用|录用|转载)(?:了|共)?\s*$"
    r"|上报[^，。；\d]{0,12}(?:信息|稿件)\s*$"
)
"""被省政府网站采用66条, 上报市政府网站信息73条: told elsewhere."""
_AVERAGE = regex.compile(r"(?:[日月周季年]均|平均每?[日天月周季]?|每[日天月周季])[^，。；\d]{0,8}$")
"""日均更新14条: no number of what was published."""
_IN_ITS_NAME = re.compile(r"名义[^，。；\d]{0,4}发文\s*$")
"""以县政府名义发文22件: documents, whatever the channel before."""
_CLAUSE_MARK = regex.compile(r"[，。]")
_OF_THE_YEAR = regex.compile(r"(?:当年|本年度?|今年|年内)(?:新增|新增加|公开|发布|主动公开)")
"""Of a number that adds up over years, those of this one."""
_WHOLE_YEAR = re.compile(_WORDS["whole_year"])
"""A clause on all the items, whatever the channel before."""
_ACCOUNT = regex.compile(rf"^[”\"'’）)]*{_WORDS['account']}*")
"""What may follow a channel as a part of its name."""


class PublicationReader:
    """Reads published items; keeps the channel of the whole for its parts and of the subject."""

    def __init__(self) -> None:
        self._published: dict[int, str] = {}
        self._subject = ""
        self._sentence = -1

    def read(self, frame: Frame) -> Brief:
        """What `frame` states, with the channel named in its clause or kept from before."""
        if frame.sentence != self._sentence:
            self._subject, self._sentence = "", frame.sentence
        whole = frame.right if frame.leads else frame.left
        if (no_items := _counts_no_items(frame, whole)) is not None:
            return OTHER, 0.4, no_items
        own = _COMPARED_WITH.sub("", _QUOTED.sub(_unless_channel, whole))
        hits = table("channels").hits(own)
        if _ACCOUNT_SPEAKS.search(whole) and not hits:
            channel = "wechat"
        else:
            channel = channel_of(own, frame.since if frame.parent is None else "")
        if frame.parent is None:
            self._keep_subject(frame, own, channel)
        elif frame.parent in self._published:
            if hits and channel == "website" == self._published[frame.parent]:
                return OTHER, 0.5, "part of its channel"  # 网站公开18条，其中网站某栏目4条
            return self._part(frame, own, hits, channel)
        channel = channel or self._subject
        if _SUMMED.fullmatch(own):
            channels = {self._published.get(frame.index - k, channel) for k in (1, 2)}
            if _OVER_ALL.search(own) or len(channels) > 1:
                channel = ""
        elif self._is_one_kind(frame, own, hits):
            return OTHER, 0.5, "a kind of its own"
        self._published[frame.index] = channel
        if channel in ("", "many"):
            return "n.published", 0.8, "published"
        if channel == "elsewhere":
            return None, 0.3, "another channel"
        return f"n.published.{channel}", 0.85, "published by channel"

    def _is_one_kind(self, frame: Frame, own: str, hits: Sequence[Hit]) -> bool:
        """Is it one kind of item, and not what came out through its channel or in all?"""
        if not _is_specific(own):
            return False
        if _ENUMERATED.search(own) or (frame.whole and PUBLISH_VERB.search(own)):
            return False  # 公开招聘、采购等信息57条
        alone = not frame.joined or "，" in frame.since
        by_channel = hits and hits[-1].value in CHANNELS and _PUBLISH.search(own[hits[-1].end :])
        return not (by_channel and alone and not frame.right.startswith("、"))

    def _keep_subject(self, frame: Frame, own: str, channel: str) -> None:
        """The channel that goes on to hold for the rest of the sentence."""
        if channel and channel != "elsewhere":
            self._subject = channel
        elif not channel and _WHOLE_YEAR.search(own):
            self._subject = ""
        elif not channel and not _WHOLE_YEAR.search(own):
            goes_on = 0 if _PUSHED.search(own) else frame.before.rfind("；") + 1
            here = frame.before[goes_on:][-FAR_BACK:]
            told = (channel_of(c, "") for c in reversed(_CLAUSE_MARK.split(here)))
            named = next((c for c in told if c), "")
            if named in CHANNELS:
                self._subject = named
            elif not named and _ACCOUNT_BEFORE.search(frame.before[-FAR_BACK:]):
                self._subject = "wechat"

    def _part(self, frame: Frame, own: str, hits: Sequence[Hit], channel: str) -> Brief:
        """A part of a number of published items: by channel, or by kind."""
        short = hits and len(own[hits[-1].end :].strip()) <= SHORT_DEED
        if hits and channel in CHANNELS and (short or not _is_specific(own)):
            self._published[frame.index] = channel
            return f"n.published.{channel}", 0.8, "part by channel"
        if hits and channel == "elsewhere":
            return None, 0.3, "another channel"
        if _OF_THE_YEAR.search(own) and not hits:
            return "n.published", 0.7, "of the year"
        return OTHER, 0.6, "part by kind"


def _counts_no_items(frame: Frame, words: str) -> str | None:
    """What else than items of its own a clause counts, None where nothing tells."""
    if frame.figure.unit not in _UNITS["items"] or _IN_ITS_NAME.search(words):
        return "unit"
    if _TAKEN_OVER.search(words):
        return "told elsewhere"
    return "an average" if _AVERAGE.search(frame.left) else None


def is_sum(words: str) -> bool:
    """Is the clause nothing but a word of sum (全年合计)?"""
    return _SUMMED.fullmatch(words) is not None


def channel_of(words: str, subject: str) -> str:
    """How items were published: one of `CHANNELS`, "elsewhere", "many", or "" where nothing tells.

    `words` are those of the clause, `subject` what stands before where the clause names none.
    """
    hits = table("channels").hits(words) or table("channels").hits(subject)
    kinds = {h.value for h in hits}
    if not kinds:
        return "wechat" if _ACCOUNT_SPEAKS.search(words) else ""
    if kinds == {"elsewhere"} and _EVERY.search(words):
        return "many"
    if len(kinds) == 1:
        return hits[0].value
    if kinds <= SOCIAL:
        return "new_media"
    if "elsewhere" in kinds and kinds & SOCIAL and "website" not in kinds:
        return "new_media"
    return "many"


def _unless_channel(m: regex.Match[str]) -> str:
    """A quoted name is an account's; a quoted medium (“两微一端”) stays."""
    return m.group() if table("channels").hits(m.group()) else ""


def _is_specific(own: str) -> bool:
    """Is it one kind of thing that was published (招标公告214条) rather than items at large?"""
    verbs = [v for v in _PUBLISH.finditer(own) if not _NOUN.fullmatch(v.group().strip())]
    if not verbs:
        channels = table("channels").hits(own)
        if channels:
            behind = _ACCOUNT.sub("", own[channels[-1].end :])
            return not _GENERIC.fullmatch(behind.rstrip().removesuffix("占"))
        return not _GENERIC.fullmatch(own)
    if any(_GENERIC.fullmatch(own[v.end() :]) for v in verbs):
        return False
    tail = own[verbs[0].end() :]
    return len(tail) > PUBLISHED_NOUN or not _INFORMATION.search(tail)
