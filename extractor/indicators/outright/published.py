"""What words say outright of publication and of what people write in: channels, accounts, views."""

from __future__ import annotations

from collections.abc import Callable

import regex

from extractor.indicators.frames import Frame
from extractor.indicators.outright.seen import MOST_ROWS, TIMES, Seen, Told
from extractor.indicators.statements import OTHER
from extractor.indicators.wordlists import word_lists
from extractor.records import Figure

_OTHER_ACCOUNT = regex.compile(
    r"(?:南方|企鹅|百家|大鱼|网易|搜狐|澎湃|强国|人民|头条|抖音|快手|小红书|哔哩哔哩|B站|知乎)号"
    r"(?:[^，。；、\d微]{0,12})$"
)
"""“青柳发布”南方号公开信息: neither 微信 nor 微博."""
_AND_SUCH = regex.compile(
    r"(?:微信|微博|公众号|视频号|抖音号?)等(?:各类|多个|政务|官方)*(?:自媒体|新媒体)[^，。；、\d网]{0,16}$"
)
"""微信公众号等自媒体平台: new media together."""
_ASKED = regex.compile(
    r"(?:咨询|在线|网民|群众|粉丝|用户)?(?:留言|私信)(?:咨询|提问)?(?:共|共计|约)?\s*$"
)
"""公众号咨询留言37条: what people wrote there."""
_SOUGHT_ITEMS = regex.compile(
    r"发布[^，。；\d]{0,8}(?:意见|民意)(?:建议)?征集(?:信息|公告|稿件|通知)*(?:共|计)*\s*$"
)
_WAY = regex.compile(
    r"(?:网站|平台|公众号|小程序|留言板|客户端|专栏|栏目|APP)[“][^，。；”\d]{2,14}[”]\s*$"
)
_FILES = regex.compile(r"公开的?(?:制发|印发)?的?文件(?:总数|数量|数)?(?:共|为|有)*\s*$")
_REACHED = regex.compile(r"(?:送达|触达|推送至|覆盖)(?:人数|用户|群众)?(?:共|达|约|近|超)*\s*$")
_SOUGHT = regex.compile(
    r"(?![和与及、])(?:网上|线上|网络|在线|公开|社会|公众|民意|意见|建议|调查|问卷|向|面向|[和与及、])*"
    r"(?:征集|征求)(?:意见|建议|活动|调查)*(?=[，。；]|$)"
)
"""3期线上意见征集."""
_SOUGHT_TIMES = regex.compile(
    r"[^，。；\d]{0,24}(?:征求|征集|听取)[^，。；\d]{0,8}意见(?:建议)?(?:共|活动)?\s*"
)
"""就3份草案公开征求意见5次: the times are told beside the documents."""
_PUBLISHED = ("n.published.website", "n.published.wechat", "n.published.weibo")
_LOOSE = (None, OTHER, "n.published", "n.published.wechat")
_BOTH_ACCOUNTS = regex.compile(
    r"(?:微信|公众号)[^，。；、\d]{0,4}[、和与及](?:官方|政务)?微博[^，。；、\d]{0,14}$"
    r"|微博[^，。；、\d]{0,4}[、和与及](?:官方|政务)?微信[^，。；、\d]{0,14}$"
)
_OPEN = regex.compile(r"(?:会议开放|开放(?:式)?会议|政府开放(?:日|月|周))(?:活动)?(?:共|共计)*\s*$")
_POWER = regex.compile(r"行政(?:检查|确认|奖励|裁决|征收|征用|给付|服务)")
_CHANNEL = (
    r"(?:网站?|公众号|微信|微博|新媒体|视频号|头条号?|公报|报[刊纸]|电视台?|电台"
    r"|[公告]示?[示告]?栏|显示屏|电子屏|政务大厅|查阅点|档案馆)"
)
_SEVERAL = regex.compile(
    rf"{_CHANNEL}[^，。；、\d]{{0,6}}[、，和与及][^。；\d]{{0,40}}{_CHANNEL}[^，。；、\d]{{0,6}}"
    r"等?(?:[多各]种?|主要|公开|宣传|线上线下|信息)*(?:渠道|载体|平台|方式|途径|形式|媒介|窗口)(?![^，。；\d]*网站)"
)
"""Two channels or more of which one number is told."""
_PROPOSALS = ("n.proposals.npc", "n.proposals.cppcc")
_PROPOSED = regex.compile(
    r"\s*(?:[全省市区县州旗]\w{0,2}级?)?(?:人大代表?的?建议(?!\s*[、和与及]?\s*(?:政协|提案))"
    r"|政协(?:委员)?的?提案)"
)
_PIECES = word_lists("narrative").units["viewed"]
_PUBLISHES = regex.compile(r"公开|发布|推送|刊发|刊登")
_ENDS_IN_ITEMS = regex.compile(r"(?:信息|资讯|动态|内容|稿件)(?:共|共计|合计|总计|约|近)*\s*$")


def _one_of_the_ways(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """来信85件，其中县长信箱6件、县政府网站“百姓心声”54件: by a channel, as those beside it."""
    whole, before = seen.figures[frame.parent or 0], seen.beside(frame, -1)
    if whole.indicator != "n.enquiries" or whole.unit.rstrip("次") != figure.unit.rstrip("次"):
        return None
    alike = before is not None and before.parent == frame.parent
    alike = alike and seen.figures[frame.index - 1].indicator == "n.enquiries"
    return "n.enquiries" if alike and _WAY.search(frame.left) else None


def _on_account(seen: Seen, frame: Frame, figure: Figure) -> Told:
    del seen
    told = figure.indicator == "n.published.wechat" and _OTHER_ACCOUNT.search(frame.left)
    return OTHER if told else None


def _and_such(seen: Seen, frame: Frame, figure: Figure) -> Told:
    del seen
    loose = figure.indicator in _LOOSE
    told = loose and _PUBLISHES.search(frame.left) and _AND_SUCH.search(frame.left)
    return "n.published.new_media" if told else None


def _asked(seen: Seen, frame: Frame, figure: Figure) -> Told:
    del seen
    published = (figure.indicator or "").startswith("n.published")
    return "n.enquiries" if published and _ASKED.search(frame.left) else None


def _files(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """公开信息90条，其中主动公开的制发文件12条: a kind of what was published."""
    if frame.parent is None or figure.indicator != "n.published":
        return None
    published = (seen.figures[frame.parent].indicator or "").startswith("n.published")
    return OTHER if published and _FILES.search(frame.left) else None


def _reached(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """累计送达3.5万人次: nobody asked."""
    del seen
    told = figure.indicator == "n.enquiries" and _REACHED.search(frame.left)
    return OTHER if told else None


def _documents(seen: Seen, frame: Frame) -> Told:
    behind = seen.beside(frame, 1)
    if behind is None or behind.figure.unit not in TIMES:
        return None
    return OTHER if _SOUGHT_TIMES.fullmatch(behind.since) else None


def _by_channels(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """公开动态、服务信息70条，其中网站40条、公众号30条: a whole that channels make up.

    One that is read as the website's is no more so, where the website is one of the channels.
    """
    at = frame.index + 1
    if at >= len(seen.frames) or seen.frames[at].parent != frame.index:
        return None
    parts = [
        part
        for part in seen.frames[frame.index + 1 : frame.index + 1 + MOST_ROWS]
        if part.parent == frame.index and part.figure.unit == figure.unit
    ]
    if len(parts) < 2 or not _PUBLISHES.search(frame.before):
        return None
    channels = {seen.figures[part.index].indicator for part in parts} & set(_PUBLISHED)
    if figure.indicator in _PUBLISHED:
        of_it = all(seen.figures[part.index].scope == figure.scope for part in parts)
        told = of_it and len(channels) > 1 and figure.indicator in channels
        return "n.published" if told else None
    return "n.published" if len(channels) > 1 and _ENDS_IN_ITEMS.search(frame.left) else None


def _by_several(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """通过公示栏、网站、公众号等渠道发布信息80条: by all of them, and not by the website."""
    del seen
    told = figure.indicator in _PUBLISHED and frame.turn is None and _SEVERAL.search(frame.since)
    return "n.published" if told and "分别" not in frame.since else None


def _viewed(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """破万浏览量的14条: pieces, and not how often they were viewed."""
    del seen, frame
    return OTHER if figure.indicator == "n.views" and figure.unit in _PIECES else None


def _both_accounts(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """通过微信、微博公开317条: new media together."""
    del seen
    told = figure.indicator in (*_LOOSE, "n.published.weibo") and frame.turn is None
    told = told and _BOTH_ACCOUNTS.search(frame.left) is not None
    if not told or "网" in frame.left or frame.right.startswith("、"):
        return None
    return "n.published.new_media" if _PUBLISHES.search(frame.left) else None


def _open_meetings(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """会议开放1次: a meeting that is open, and no training."""
    del seen
    return OTHER if figure.indicator == "n.trainings" and _OPEN.search(frame.left) else None


def _powers(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """3项行政许可、8项行政处罚、4项行政检查: kinds of powers, not decisions."""
    if figure.unit not in ("项", "类", "种") or not (figure.indicator or "").startswith("t2."):
        return None
    near = (seen.beside(frame, n) for n in (-2, -1, 0, 1, 2, 3))
    alike = [f for f in near if f is not None and f.figure.unit == figure.unit]
    return OTHER if any(_POWER.match(f.right) for f in alike) else None


def _proposals(figure: Figure, frame: Frame) -> Told:
    """承办的24件人大代表建议和15件政协委员提案: what stands behind the number says which."""
    if figure.unit not in ("件", "份", "条", "项", "个", "篇"):
        return None
    if figure.indicator not in (None, OTHER, *_PROPOSALS):
        return None
    told = _PROPOSED.match(frame.right)
    return None if told is None else _PROPOSALS["政协" in told.group()]


def of_publication(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """What a figure states by words behind it, by those around it, or by its parts."""
    if figure.kind == "amount":
        return None
    loose = figure.indicator in (None, OTHER)
    if frame.parent is not None and (loose or figure.indicator in _PUBLISHED):
        return _one_of_the_ways(seen, frame, figure)
    if figure.indicator in _PUBLISHED:
        return _by_several(seen, frame, figure) or _by_channels(seen, frame, figure)
    if "代表" in frame.right or "政协" in frame.right:
        told = _proposals(figure, frame)
        if told is not None:
            return told
    if "行政" in frame.right:
        told = _powers(seen, frame, figure)
        if told is not None:
            return told
    if loose:
        return _left_open(seen, frame, figure)
    if figure.indicator == "n.consultations" and figure.unit in ("份", "件", "部", "个", "项"):
        return _documents(seen, frame)
    return None


def _left_open(seen: Seen, frame: Frame, figure: Figure) -> Told:
    if figure.unit in TIMES and "征" in frame.right and _SOUGHT.match(frame.right):
        return "n.consultations"
    if "征" in frame.left and _SOUGHT_ITEMS.search(frame.left):
        return "n.consultations"
    return _by_channels(seen, frame, figure)


PUBLICATION: tuple[tuple[str, Callable[[Seen, Frame, Figure], Told]], ...] = (
    ("文件", _files),
    ("达", _reached),
    ("号", _on_account),
    ("等", _and_such),
    ("留言", _asked),
    ("私信", _asked),
    ("微博", _both_accounts),
    ("览", _viewed),
    ("读", _viewed),
    ("点击", _viewed),
    ("开放", _open_meetings),
)
"""Who is asked where a word stands in a clause."""
