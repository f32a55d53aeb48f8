"""What words say outright of applications, and of documents told in their words.

Documents told by how open they are, a rest whose rows are named or were told before, other kinds
of those who applied, the first two rows of a list added up.
"""

from __future__ import annotations

from collections.abc import Callable

import regex

from extractor.indicators.applicants import ORGS
from extractor.indicators.cues import table
from extractor.indicators.frames import Frame
from extractor.indicators.outright.flows import ALL, NEW
from extractor.indicators.outright.seen import LETTERS, MOST_ROWS, Seen, Told
from extractor.indicators.relations.identities import OUTCOMES
from extractor.indicators.statements import OTHER
from extractor.records import Figure

_GRANTED = "t3.granted.total"
_HOW_OPEN = regex.compile(
    r"[\s，、；：]*(?:其中)?(?:确定为|定为|属性为|属于?)?[“]?(?P<how>主动公开|依申请公开|不予公开|不公开)[”]?"
    r"(?:属性|类)?的?(?:政府信息|信息|公文|文件|类)?数?(?:量)?(?:为|的|有|共)*\s*"
)
"""A clause that tells only how open its documents are."""
_OPEN_TO_ALL, _ON_REQUEST = "主动公开", "依申请公开"
_FIRST_OPEN = regex.compile(rf"{_OPEN_TO_ALL}(?:类|的)?\s*$")
"""The first of them, before which other words may stand."""
_MADE = regex.compile(
    r"(?:制作|产生|形成|生成|制发|印发)(?:的|了|各类)*(?:政府信息|公文|文件)(?:总数|数量|共|计)*\s*$"
)
"""制作政府信息210条: made, not published."""
_MADE_BEFORE = regex.compile(r"(?:制作|产生|形成|生成|制发|印发)[^，。；\d]{0,8}(?:信息|公文|文件)")
_BARE = regex.compile(
    r"(?:^|[，：、\s]|[年度]|全年|[局委厅办院镇乡])(?:共|共计|累计|方面)?依申请公开(?:政府)?信息(?:共|共计|为)*\s*$"
)
"""全年依申请公开政府信息2条: applications, told by what they are answered with."""
_REST = regex.compile(r"[\s，；、：]*(?:其余|其[他它]|余下|剩余|剩下)的?\s*")
_ALL_ANSWERED = regex.compile(
    r"(?:申请|的)?(?:均|都|全部|皆)(?:已|在|按|依|于|能|经)?[^，。；\d]{0,12}(?:答复|办结|回复|办理完毕)"
    r"(?!.{0,3}[为：])"
)
"""其余26宗均已答复: how, it does not say."""
_AS_ONE_OF = regex.compile(
    r"(?:申请|的)?(?:分别|均|都)?(?:为|系|属于?|作(?:出)?)(?P<rows>[^，。；\d]{8,30})"
)
_JOINT = regex.compile(r"或(?:者)?|和|及|与|以及|、")
_FIRST_ROWS = regex.compile(
    r"[\s，；、：（]*(?:其中)?前(?P<n>[两二三四])(?:类|项|者|种|栏)(?:情形|情况)?"
    r"(?:合计|共计|总计|相加|合起来|加起来|之和|合|共)(?:有|为|达|是)*\s*"
)
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4}
_CAME_IN = regex.compile(
    r"(?:收到|接到|受理)(?![^，。；\d]*(?:咨询|如何|怎[样么]|答复))"
    r"(?:[^，。；\d]{0,12}(?:申请(?:政府)?信息公开|(?<!依)申请公开(?:政府)?信息)"
    r"|(?:了|各类|群众|公众|公民)*公开申请(?:事项|件)?"
    r"|(?:和|并|、|及|与)(?:处理|办理)(?:(?:政府)?信息)?公开申请(?:事项|件)?)(?:共|为|有)*\s*$"
)
"""接到来信申请信息公开3人次."""
_APPLICATIONS_BEHIND = regex.compile(
    r"(?:书面的?|公众|群众|公民)?(?:[^。；\d]{0,16}(?:提[交出]|递交)的)?(?:关于)?"
    r"(?:依申请公开(?!目录|制度|指南|栏目)|(?:政府)?信息公开的?申请|(?:要求)?公开的?申请|申请(?=[，。]|$))"
)
"""接到5份书面的信息公开申请, 收到8条依申请公开信息, 收到4条群众提交的申请."""
_RECEIVED = regex.compile(
    r"(?:收到|接到|受理|接收)(?:和|并|、|及|与)?(?:处理|答复|办理|回复)?(?:了|到|的)?\s*$"
)
_PART_OF_YEAR = regex.compile(r"季度|半年|\d月|[一二三四五六七八九十]月")
_RANKED = regex.compile(
    r"(?:^|[，；：、])(?P<row>[^，。；：、\d]{2,20}?)的?(?:情形|理由|原因|类型|申请)?(?:占比|数量)?"
    r"(?:最多|居多|居首|居首位|次之|最少)[，,](?:共|计|为|有|达|是)*\s*$"
    r"|其次(?:是|为|系)(?P<row>[^，。；：、\d]{2,20}?)的?[，,](?:共|计|为|有|达|是)*\s*$"
)
"""属于行政执法案卷的最多，为7件: what comes first among reasons and outcomes."""
_OF_OUTCOMES = regex.compile(r"不予公开|办理结果|答复(?:结果|情况|类型)|办结|处理结果|申请")
_NO_MORE_SAID = frozenset(["", "为", "有", "达", "共", "计", "共为", "共有", "共计"])
"""A clause that only leads to the number."""
_CAME_AS = regex.compile(
    r"(?:收到|接到|受理|接受)(?:并|和|及|、)?(?:答复|办理|回复|处理)?(?:了|的|群众|公众|各类)*依申请公开(?:政[府务]信息|信息)?"
    r"(?:办理|办件|申请)?(?:事项|案件|件)?(?:共|数|为)*\s*$"
)
"""受理依申请公开事项14件."""
_OLD_ROW = regex.compile(r"属于?已(?:经)?主动公开[^，。；\d]{0,4}(?:数|范围)")
_CASE = regex.compile(
    r"(?:涉及|发生|收到|新增|引发)(?:的|了|因)*(?:政府)?信息公开(?:的|类)?行政(?P<kind>复议|诉讼)"
    r"(?:案件|申请)?(?:共|为|有)*\s*$"
)
_OTHER_APPLICANTS = regex.compile(
    r"[\s，、；]*其[他它](?:申请人?|主体|类[型别]?|身份|人员|情况)*(?:申请|提出的?|的)?(?:共|为|有)*\s*"
)
_CLOSED_ON_REQUEST = regex.compile(
    r"(?:办理|处理|答复|回复|办结)(?:了|完成)?依申请公开(?:政府信息|信息)?(?:事项|申请|办件)?(?:共|数|为)*\s*$"
)
"""处理依申请公开12条."""
_FEES_OF_ELSE = regex.compile(
    r"(?:评审|报名|考试|考务|工本|鉴定|检测|检验|测绘|登记|学|住宿|停车|诉讼)费"
)
"""What is charged for something else; the next: for applications, whatever it is called."""
_FEES_OF_APPLICATIONS = regex.compile(r"信息公开|申请|处理费|检索|复制|复印|邮寄|打印|依法收费")


def _ranked(frame: Frame) -> Told:
    told = _RANKED.search(frame.since)
    if told is None or "申请" in told["row"] or not _OF_OUTCOMES.search(frame.before):
        return None
    rows = {h.value for h in table("rows").hits(told["row"])}
    row = rows.pop() if len(rows) == 1 else ""
    return f"t3.{row}.total" if row.split(".")[0] in OUTCOMES else None


def _came_in(seen: Seen, frame: Frame, figure: Figure) -> Told:
    del seen
    loose = figure.indicator in (None, OTHER, "n.enquiries") and figure.unit in LETTERS
    loose = loose and frame.parent is None and not frame.whole
    return NEW if loose and _CAME_IN.search(frame.left) else None


def _how_open(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """主动公开21件、依申请公开8件、不公开5件: documents, all three of them."""
    if not (figure.indicator or "").startswith("t3."):
        return None
    own = _HOW_OPEN.fullmatch(frame.left)
    if own is None:
        return None
    step = 1 if own["how"] == _ON_REQUEST else 2
    if own["how"] == _OPEN_TO_ALL:
        return None
    row = [seen.beside(frame, -step), seen.beside(frame, 1 - step), seen.beside(frame, 2 - step)]
    kinds = [f and _how(f) for f in row]
    if kinds[:2] != [_OPEN_TO_ALL, _ON_REQUEST] or kinds[2] not in ("不予公开", "不公开"):
        return None
    alike = all(f is not None and f.figure.unit == figure.unit for f in row)
    return OTHER if alike else None


def _how(frame: Frame) -> str:
    """How open the documents of `frame` are."""
    told = _HOW_OPEN.fullmatch(frame.left)
    if told is not None:
        return str(told["how"])
    return _OPEN_TO_ALL if _FIRST_OPEN.search(frame.left) else ""


def _made(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """制作政府信息210条，其中主动公开140条: the whole is not what was published."""
    if figure.indicator != "n.published" or not frame.whole:
        return None
    behind = seen.beside(frame, 1)
    part = behind is not None and behind.parent == frame.index and _OPEN_TO_ALL in behind.left
    return OTHER if part and _MADE.search(frame.left) else None


def _on_request(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """Applications that are told as what is open on request (依申请公开信息2条)."""
    if figure.indicator not in (None, OTHER, "n.services") or frame.parent is not None:
        return None
    if figure.unit in LETTERS and _CAME_AS.search(frame.left):
        return NEW
    if figure.indicator == "n.services":
        return None
    if figure.unit in LETTERS and _CLOSED_ON_REQUEST.search(frame.left):
        return ALL, NEW
    if figure.unit not in ("条", "件", "份") or not _BARE.search(frame.left):
        return None
    if frame.whole or _MADE_BEFORE.search(frame.before):
        return None
    behind = (seen.beside(frame, n) for n in (1, 2))  # a share may stand between the two
    documents = any(f is not None and _how(f) not in ("", _OPEN_TO_ALL) for f in behind)
    return None if documents else (ALL, NEW, _GRANTED)


def _rest(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """The rest of the applications: of the rows it names, or of none that it tells."""
    if _REST.fullmatch(frame.left) is None:
        return None
    indicator = figure.indicator or ""
    if not indicator.startswith("t3.") or not indicator.endswith(".total"):
        return None
    named = _AS_ONE_OF.match(frame.right)
    if named is not None:
        return _rows_joined(named["rows"])
    if indicator != ALL or _ALL_ANSWERED.match(frame.right) is None:
        return None
    before = (seen.beside(frame, -n) for n in range(1, MOST_ROWS))
    rows = [_group(seen.figures[f.index].indicator) for f in before if f is not None]
    return OTHER if any(row in OUTCOMES[:-1] for row in rows) else None


def _rows_joined(words: str) -> Told:
    """不予公开或无法提供: both rows, in the order of the codebook."""
    hits = table("rows").hits(words)
    groups = [h.value for h in hits]
    if len(groups) != 2 or groups[0] == groups[1] or not set(groups) <= set(OUTCOMES):
        return None
    if not _JOINT.fullmatch(words[hits[0].end : hits[1].start]):
        return None
    return "+".join(f"t3.{g}.total" for g in OUTCOMES if g in groups)


def _group(indicator: str | None) -> str:
    """The row of a cell of all applicants, without its reason."""
    parts = (indicator or "").split(".")
    return parts[1] if parts[0] == "t3" and parts[-1] == "total" and "+" not in parts else ""


def _other_applicants(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """自然人121件、企业39件、法律服务机构8件、其他19件: one more kind of those who applied."""
    if figure.indicator not in (None, OTHER) or not _OTHER_APPLICANTS.fullmatch(frame.left):
        return None
    before = seen.beside(frame, -1)
    if before is None or before.parent != frame.parent:
        return None
    table3, _, cell = (seen.figures[before.index].indicator or "").partition(".")
    row, _, column = cell.rpartition(".")
    if table3 != "t3" or "+" in cell or not row:
        return None
    if column in ORGS:
        return f"t3.{row}.other_org"
    return f"t3.{row}.org" if column == "person" and "主体" in frame.left else None


def _first_rows(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """前两类合计82件: of the first of a list, or of all of it, whichever they add up to.

    Shares may stand between the rows.
    """
    told = _FIRST_ROWS.fullmatch(frame.left)
    if told is None:
        return None
    count = _NUMBERS[told["n"]]
    near = (seen.beside(frame, -n) for n in range(2 * MOST_ROWS, 0, -1))
    rows = [f for b in near if b is not None and (f := seen.figures[b.index]).kind == "count"]
    for k in range(len(rows) - count + 1):
        run = rows[k : k + count]
        groups = [_group(f.indicator) for f in run]
        if sum(f.value for f in run) != figure.value or len(set(groups)) < count:
            continue
        if set(groups) <= set(OUTCOMES) and all((f.indicator or "").count(".") == 2 for f in run):
            return "+".join(f"t3.{g}.total" for g in OUTCOMES if g in groups)
    return None


def _fee(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """收取职称评审费…，共收取2400元: nothing that applicants for information paid."""
    del seen
    named = figure.indicator == "n.fee_collected" and _FEES_OF_ELSE.search(frame.before)
    return OTHER if named and not _FEES_OF_APPLICATIONS.search(frame.before) else None


def _published_before(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """属于已主动公开答复数5件: the row of an older form, in none of this one."""
    del seen
    told = (figure.indicator or "").startswith("t3.") and _OLD_ROW.search(frame.left)
    return OTHER if told else None


def _case(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """涉及信息公开行政复议1项."""
    del seen
    if figure.indicator not in (None, OTHER) or figure.unit not in LETTERS:
        return None
    told = _CASE.search(frame.left)
    if told is None or frame.parent is not None:
        return None
    return "t4.review.total" if told["kind"] == "复议" else "t4.litigation.total"


def of_applications(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """What a figure states by words behind it, or further before."""
    if figure.kind == "amount":
        return _fee(seen, frame, figure)
    if figure.indicator not in (None, OTHER):
        return None
    if "申请" in frame.right and _APPLICATIONS_BEHIND.match(frame.right):
        whole = frame.parent is None and _PART_OF_YEAR.search(frame.left) is None
        return NEW if whole and _RECEIVED.search(frame.left) else None
    if frame.left.strip("，, ") in _NO_MORE_SAID and "，" in frame.since:
        return _ranked(frame)
    return _ranked(frame) if frame.left.startswith("其次") else None


APPLICATIONS: tuple[tuple[str, Callable[[Seen, Frame, Figure], Told]], ...] = (
    ("依申请公开", _on_request),
    ("公开", _how_open),
    ("申请", _came_in),
    ("已主动公开", _published_before),
    ("信息公开", _case),
    ("信息", _made),
    ("其", _other_applicants),
    ("其", _rest),
    ("余下", _rest),
    ("剩", _rest),
    ("前", _first_rows),
)
"""Who is asked where a word stands in a clause."""
