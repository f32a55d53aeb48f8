"""主动公开 and everything else that is counted: published items by channel, things of table 2,
services, views, followers, letters, proposals, trainings."""

from __future__ import annotations

import regex

from extractor.indicators.cues import table
from extractor.indicators.frames import Frame

_PUBLISH = regex.compile(
    r"公开|发布|推送|更新|挂网|挂出|发博|刊发|刊登|刊载|转发|上传|编发|推出|发文|发稿|推文|制作发布|采编|公示|登载|公布|采用|播发|转载|信息\s*$|图文|稿件|推发|发送"
)
_GENERIC = regex.compile(
    r"(?:政府|政务|公开|各类|各级|各种|有关|相关|最新|公安|官方|原创|主动公开|社会公开)*(?:的)?(?:各类|各种|有关|相关|政府|政务|公开)*(?:信息|内容|稿件|图文|文章|推文|消息|推送|图文信息|原创内容|图文消息|文稿|资讯|动态信息|信息内容|信息数|信息量|信息数量|信息总量)?"
    r"(?:总数|数量|总量|数|条数|总条数)?(?:为|达|共|约|共计|合计|累计|总计|有|计|累计达|已达|近|超|了|量)*\s*"
)
_ITEM_UNITS = frozenset(
    [
        "条",
        "篇",
        "条次",
        "篇次",
        "则",
        "期",
        "件",
        "次",
        "份",
        "",
        "幅",
        "集",
        "部",
        "帖",
        "余条",
        "频次",
    ]
)
_LICENCE_TAIL = regex.compile(
    r"(?:决定|案件|事项|办理|业务|申请|许可|总)?(?:数|数量|决定数|办件量)?(?:为|共|约|共计|合计|达|有|了|近|累计|决定|案件|总数)*\s*$"
)
_ITEMS = regex.compile(r"事项|项目|清单|目录")
_PREVIOUS = regex.compile(
    r"上(?:一)?年(?:度)?(?:的)?(?:末)?(?:项目|事项)?(?:数量?|数)?|年初(?:的)?|原(?:有)?"
)
_QUOTED = regex.compile(r"[“\"《][^”\"》]{1,20}[”\"》]")


def _unless_channel(m: regex.Match[str]) -> str:
    """A quoted name is an account's; a quoted medium (“两微一端”) stays."""
    return m.group() if table("channels").hits(m.group()) else ""


_PART_CUES = regex.compile(r"(?:[\u4e00-\u9fff]{2,}(?:类|方面))(?:信息|文件)?\s*$")


def channel_of(words: str, subject: str) -> str:
    """'', website, wechat, weibo, new_media, elsewhere or many: how the items were published."""
    hits = table("channels").hits(words)
    if not hits:
        hits = table("channels").hits(subject)
    kinds = []
    for h in hits:
        if h.value not in kinds:
            kinds.append(h.value)
    if not kinds:
        return "new_media" if _ACCOUNT_SPEAKS.search(words) else ""
    social = [k for k in kinds if k in ("wechat", "weibo", "new_media")]
    if len(kinds) == 1:
        return kinds[0]
    if len(social) == len(kinds):
        return "new_media"
    if "elsewhere" in kinds and social and "website" not in kinds:
        return "new_media"
    return "many"


class PublicationReader:
    """Reads published items; keeps the channel of the whole for its parts and of the subject."""

    def __init__(self) -> None:
        self.published: dict[int, str] = {}
        self._subject = ""
        self._sentence = -1

    def read(self, frame: Frame) -> tuple[str | None, float, str]:
        if frame.sentence != self._sentence:
            self._subject, self._sentence = "", frame.sentence
        figure = frame.figure
        if figure.unit not in _ITEM_UNITS:
            return "n.other", 0.4, "unit"
        whole = frame.left if not frame.leads else frame.right
        own = _QUOTED.sub(_unless_channel, whole)
        hits = table("channels").hits(own)
        speaks = _ACCOUNT_SPEAKS.search(whole) is not None and not hits
        channel = (
            "new_media" if speaks else channel_of(own, frame.since if frame.parent is None else "")
        )
        if not channel and frame.parent is None and not _WHOLE_YEAR.search(own):
            named = table("channels").last(frame.before)
            if named is not None and named.value != "elsewhere":
                self._subject = named.value
        if channel and channel != "elsewhere" and frame.parent is None:
            self._subject = channel
        if frame.parent is not None and frame.parent in self.published:
            if (
                hits
                and channel in ("website", "wechat", "weibo", "new_media")
                and not self._specific(frame, own)
            ):
                self.published[frame.index] = channel
                return f"n.published.{channel}", 0.8, "part by channel"
            if hits and channel == "elsewhere":
                return None, 0.3, "another channel"
            return "n.other", 0.6, "part by kind"
        if not channel:
            channel = self._subject
        if _SUMMED.fullmatch(own):
            if frame.index - 1 in self.published or frame.since.strip():
                channel = (
                    channel
                    if frame.index - 1 not in self.published
                    else (
                        ""
                        if regex.search("合计|合在一起|三者|两者|各平台|全年合计|合", own)
                        else channel
                    )
                )
        elif self._specific(frame, own):
            return "n.other", 0.5, "a kind of its own"
        self.published[frame.index] = channel
        if channel in ("", "many"):
            return "n.published", 0.8, "published"
        if channel == "elsewhere":
            return None, 0.3, "another channel"
        return f"n.published.{channel}", 0.85, "published by channel"

    def _specific(self, frame: Frame, own: str) -> bool:
        """Is it one kind of thing that was published (招标公告214条) rather than items at large?"""
        verbs = [
            v for v in _PUBLISH.finditer(own) if v.group().strip() not in ("信息", "图文", "稿件")
        ]
        if not verbs:
            channels = table("channels").hits(own)
            if channels:
                return not _GENERIC.fullmatch(_ACCOUNT.sub("", own[channels[-1].end :]))
            return not _GENERIC.fullmatch(own)
        if any(_GENERIC.fullmatch(own[v.end() :]) for v in verbs):
            return False
        tail = own[verbs[0].end() :]
        return not (len(tail) <= 9 and regex.search(r"(?:政府|政务|公开)信息\s*$", tail))


_SUMMED = regex.compile(
    r"[\s，,、：:；;（(]*(?:合计|共计|总计|累计|三者合计|两者合计|合在一起|全年合计|全年共|全年|共|合|总|共发布|(?:19|20)\d\d年(?:度)?|今年|本年)(?:为|是|共|有|发布|公开|达|到)*\s*"
)
_ACCOUNT_SPEAKS = regex.compile(
    r"[“\"][^”\"》]{2,12}[”\"](?:全年|年内|共|累计|今年)*(?:发布|推送|推文|发文|刊发|编发|图文|发稿|更新|发博)"
)
"""A quoted name that publishes is an account's: “某某教育”发布538条."""
_WHOLE_YEAR = regex.compile(r"主动公开|累计公开|总数|总计|合计")
_ACCOUNT = regex.compile(r"^[”\"'’）)]*(?:账号|平台|专栏|栏目|号)*")


def table2(
    frame: Frame, thing: str, form_2019: bool
) -> tuple[str | None, float, tuple[str, ...], str]:
    """Rules, normative documents, licences, penalties, coercion, fees, procurement."""
    unit, kind = frame.figure.unit, frame.figure.kind
    words = frame.left if not frame.leads else frame.right
    if thing in ("rules", "normative"):
        return _documents(frame, thing, form_2019)
    if thing == "charge":
        if kind == "amount":
            return "t2.fees.amount", 0.8, (), "fees"
        if form_2019 and unit in ("项", "个") and _PREVIOUS.search(frame.since):
            return "t2.fees.previous_items", 0.7, (), "fees"
        return "n.other", 0.4, (), "fees"
    if thing == "procurement_items":
        return (
            ("t2.procurement.items", 0.8, (), "procurement")
            if form_2019 and unit in ("项", "个", "")
            else ("n.other", 0.4, (), "procurement")
        )
    if thing == "procurement_amount":
        return (
            ("t2.procurement.amount", 0.8, (), "procurement")
            if form_2019 and kind == "amount"
            else ("n.other", 0.4, (), "procurement")
        )
    row = {"other_services": "services"}.get(thing, thing)
    if form_2019:
        column = table("tables").last(frame.left)
        if column is not None and column.value in ("previous_items", "change"):
            return f"t2.{row}.{column.value}", 0.85, (), "items"
    if frame.parent is not None and not any(h.value == thing for h in table("objects").hits(words)):
        return "n.other", 0.5, (), "a kind of decision"
    if kind == "amount":
        return "n.other", 0.5, (), "money"
    if unit in ("项", "个") and (_ITEMS.search(words) or _PREVIOUS.search(frame.since)):
        if form_2019 and _PREVIOUS.search(frame.since):
            return f"t2.{row}.previous_items", 0.8, (), "items"
        return "n.services", 0.5, (), "items"
    if unit in ("件", "起", "宗", "例", "次", "项", "件次", "份", "个", "人次", "笔", "张", ""):
        names = [h for h in table("objects").hits(words) if h.value == thing]
        tail = words[names[-1].end :] if names else words
        if unit in ("人次", "个", "张", "户", "户次") and names:
            return "n.other", 0.4, (), "unit"
        if not frame.leads and names and not _LICENCE_TAIL.fullmatch(tail):
            if regex.search(r"(?:决定|办理|处理|作出|办结|案件)[^，。；]{0,6}$", tail):
                return f"t2.{row}.decisions", 0.75, (), "decisions"
            return "n.other", 0.5, (), "beside the decisions"
        if regex.search(r"公示|公开|信息|栏目|解读|复议|目录", words) and unit not in (
            "件",
            "起",
            "宗",
        ):
            return "n.other", 0.5, (), "publication of decisions"
        if regex.search(r"公示|公开(?!透明)", words):
            return "n.other", 0.5, (), "publication of decisions"
        return f"t2.{row}.decisions", 0.85, (), "decisions"
    return "n.other", 0.4, (), "unit"


_DOC_UNITS = frozenset(["件", "份", "个", "部", "项", "篇", "条", ""])


def _documents(
    frame: Frame, thing: str, form_2019: bool
) -> tuple[str | None, float, tuple[str, ...], str]:
    if frame.figure.unit not in _DOC_UNITS:
        return "n.other", 0.4, (), "unit"
    words = frame.left
    if frame.leads or not regex.search(r"规范性文件|规章", words):
        # 9件新出台的规范性文件: the deed stands before the noun
        noun = regex.search(r"规范性文件|规章", frame.onward)
        if noun and (frame.leads or noun.end() <= len(frame.right)):
            words += frame.onward[: noun.end()]
        elif frame.leads:
            words += frame.onward
    row = "rules" if thing == "rules" else "normative"
    hits = table("tables").hits(words)
    if not hits:
        hits = (
            table("tables").hits(frame.since)
            if not frame.leads
            else table("tables").hits(frame.right)
        )
    if not hits:
        hits = [
            h for h in table("tables").hits(frame.right[:8]) if h.value in ("repealed", "in_force")
        ]
    if regex.search(
        r"清理|修[改订]|备案|审查|审核|评估|解读|保留|报备|征求|登记|编号|标注|集中|汇编|草案|复核|宣布失效|拟",
        words,
    ):
        acts = {h.value for h in hits}
        if not (acts & {"in_force", "repealed"}) or regex.search(
            r"宣布失效|解读|备案|审查|审核|草案|标注|拟", words
        ):
            return ("n.normative" if row == "normative" else "n.other"), 0.5, (), "documents"
    if not hits:
        return ("n.normative" if row == "normative" else "n.other"), 0.4, (), "documents"
    act = hits[-1].value
    names = [h.value for h in hits]
    if "in_force" in names and not ("repealed" in names and act == "repealed"):
        act = "in_force"
    if (
        act == "published"
        and regex.search(r"(?:共|总数|总量|合计)\s*$|对外公开", words)
        and form_2019
    ):
        act = "in_force" if "对外公开" in words else act
    if form_2019:
        if act == "issued":
            return f"t2.{row}.made", 0.8, (f"t2.{row}.published",), "documents"
        if act == "made":
            return (
                f"t2.{row}.made",
                0.85,
                (f"t2.{row}.published",) if "published" in names else (),
                "documents",
            )
        if act == "repealed":
            return "n.normative", 0.5, (), "documents"
        return f"t2.{row}.{act}", 0.85, (), "documents"
    if act in ("issued", "made"):
        return f"t2.{row}.issued", 0.85, (), "documents"
    if act == "published":
        return (
            ("n.normative" if row == "normative" else "n.other"),
            0.5,
            (f"t2.{row}.issued",),
            "documents",
        )
    return f"t2.{row}.{act}", 0.85, (), "documents"
