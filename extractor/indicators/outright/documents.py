"""What words say outright of documents, penalties and published items.

不予处罚1件 is no penalty, 其他信息共计204条 behind themes is one more theme, 规范性文件8件 beside
规章6件 is of the same deed. Each looks at the clause of the figure and at the figure before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from extractor.indicators.cues import table
from extractor.indicators.frames import Frame
from extractor.indicators.memory import ITEM_UNITS
from extractor.indicators.outright.cases import COUNTED
from extractor.indicators.outright.seen import Seen, Told
from extractor.indicators.statements import OTHER
from extractor.language.first import swift
from extractor.records import Figure

_ALONE = (None, OTHER, "n.normative")
"""What is stated where nothing more is known of documents."""
_PUBLISHED = "n.published"
_NO_PENALTY = re.compile(r"(?:不予|免予|免于)(?:行政)?处罚[^，。；\d]{0,8}$")
_ANOTHER_MATTER = re.compile(r"(?:争议|纠纷|仲裁|调解|公证|援助)(?:申请|案件?|事项)*(?:共|共计)*$")
"""受理劳动争议案件152件: cases, and none in which anybody was punished."""
_NO_NORM = re.compile(r"(?:公文|(?:工作|操作|技术|服务|管理)规范)[^，。；\d]{0,4}$")
"""废止公文61件, 印发工作规范4件: of any kind."""
_DEED = regex.compile(r"制发|制定|出台|印发|废止|失效|有效|新增|报备")
_REPLIES = regex.compile(
    r"(?:回复|答复)(?:处理|办理)?(?:各类|群众|网民|网友|市民|公众)*(?:信息|消息|留言|私信|评论)(?:共|共计|约|达)*$"
)
_TAKEN_OFF = swift(
    r"(?:删除|清理|下线|撤下|下架)(?:了|过期|失效|历史|无效|网站|信息|内容|共|共计)*$"
)
"""对过期信息清理，共删除1215条: what is gone was not published."""
_ISSUES = regex.compile(r"发布|公开|推送|刊[登载发]|推出|更新")
_POLICY_PAPERS = regex.compile(
    r"(?:发布|出台|印发|制发|公开)[^，。；\d]{0,6}(?<!解读)文件(?:共|共计)?$"
)
"""出台文件31件、解读44条: what is interpreted is no interpretation."""
_REST = regex.compile(
    r"(?:^|[^\u4e00-\u9fff]|[的和与及])其[他它]"
    r"(?![^，。；\d]{0,8}(?:渠道|平台|方式|途径|载体|媒体|部门|单位|网站|账号|栏目|公众号|形式))"
    r"[^，。；\d]{0,14}(?:信息|内容)(?:公开)?(?:共计|合计|总计|共|约|有|达)*$"
)
"""其他信息共计35条: the last of several themes."""
_BATCHES = frozenset(["批次", "批"])
"""Units of how often something was published, and not of what."""
_DOCUMENTS = regex.compile(
    r"[\s，、]*(?:以及|[和与及])?"
    r"(?:人民|政府|办公[厅室]|本级|自治[区州县]|[省市州盟县区旗镇乡]|[、和与及])*"
    r"(?:行政)?(?P<noun>规范性文件|规章)(?:共|共计|为)?\s*"
)
"""A clause that names the other kind of documents, and nothing done with them."""
_ROWS = {"规章": "rules", "规范性文件": "normative"}
_PIECES = frozenset(["件", "部", "份", "个"])
_LEVEL = re.compile(
    r"\s*(?:其中)?[，、]?(?:[省市州地盟县区旗镇乡][级直]|[省市州县区旗镇乡]?本级)(?:的|共)?\s*"
)
"""规范性文件25件（其中市级9件）: of the same deed too."""
_IN_A_NAME = regex.compile(
    r"以[^，。；\d]{2,24}名义(?:印发|制发|制定|发布|出台|下发)(?:实施)?的(?:行政)?规范性文件"
)
"""11件以市政府名义印发的规范性文件."""


def of_documents(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """What a figure states by its clause and by the figure before it."""
    if figure.kind not in COUNTED:
        return None
    stated, left, out = figure.indicator or "", frame.left, seen.figures
    if stated == "t2.penalties.decisions":
        settled = "罚" not in left and _ANOTHER_MATTER.search(left)
        return OTHER if settled or _NO_PENALTY.search(left) else None
    if stated.startswith(_PUBLISHED):
        return _of_published(frame, figure, out)
    if stated == "n.interpretations":
        papers = frame.parent is None and "文件" in left and "解读" not in left
        return OTHER if papers and _POLICY_PAPERS.search(left) else None
    if stated.startswith("t2.") and frame.parent is not None and figure.unit in ITEM_UNITS:
        whole = out[frame.parent]
        kind = (whole.indicator or "").startswith(_PUBLISHED) and whole.unit == figure.unit
        return OTHER if kind and not _DEED.search(left) else None
    if stated.startswith("t2.normative.") and _NO_NORM.search(left):
        return OTHER
    if "规" in left and (stated.startswith("t2.") or figure.indicator in _ALONE):
        return _of_same_deed(frame, figure, out)
    if stated == "n.normative" and frame.parent is not None and _LEVEL.fullmatch(left):
        deed = out[frame.parent].indicator or ""
        return deed if deed.startswith("t2.normative.") else None
    if figure.indicator in _ALONE and "名义" in frame.right and _IN_A_NAME.match(frame.right):
        return "t2.normative.issued" if "清理" not in left and "报备" not in left else None
    return None


def _of_published(frame: Frame, figure: Figure, out: Sequence[Figure]) -> Told:
    """What else than published items a figure counts that was taken for such."""
    left = frame.left
    if figure.unit in _BATCHES:
        return OTHER
    if _TAKEN_OFF.search(left):
        return OTHER
    if "复" in left and _REPLIES.search(left):
        return None if _ISSUES.search(left) else "n.enquiries"
    if "规范性文件" in left and frame.parent is not None:
        whole = out[frame.parent].indicator or ""
        return OTHER if whole.startswith(_PUBLISHED) and not table("channels").hits(left) else None
    if "其" in left and frame.index and _REST.search(left):
        before = out[frame.index - 1]
        beside = before.sentence == frame.sentence and before.unit == figure.unit
        return OTHER if beside and before.indicator == OTHER else None
    return None


def _of_same_deed(frame: Frame, figure: Figure, out: Sequence[Figure]) -> Told:
    """现行有效规章14件、规范性文件57件: what was done with the first kind holds for the other."""
    named = _DOCUMENTS.fullmatch(frame.since) if frame.index else None
    if named is None or figure.unit not in _PIECES:
        return None
    before, row = out[frame.index - 1], _ROWS[named["noun"]]
    parts = (before.indicator or "").split(".")
    same = before.sentence == frame.sentence and before.unit in _PIECES
    if not same or parts[0] != "t2" or len(parts) != 3 or parts[1] == row:
        return None
    return f"t2.{row}.{parts[2]}" if parts[1] in _ROWS.values() else None
