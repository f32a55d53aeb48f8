"""What words say outright of applications, and of documents told in their words.

The years that an application passed between (2022年结转2023年), documents told by how open they
are, a rest whose rows are named or were told before, the first two rows of a list added up.
"""

from __future__ import annotations

from collections.abc import Callable

import regex

from extractor.indicators.applicants import ORGS
from extractor.indicators.cues import table
from extractor.indicators.frames import Frame
from extractor.indicators.outright.seen import LETTERS, MOST_ROWS, Seen, Told
from extractor.indicators.relations.identities import OUTCOMES
from extractor.indicators.statements import OTHER
from extractor.records import Figure

_APPLICATIONS = ("t3.new.total", "t3.carried_in.total", "t3.total.total", "t3.carried_out.total")
_NEW, _CARRIED_IN, _ALL, _CARRIED_OUT = _APPLICATIONS
_GRANTED = "t3.granted.total"
_BETWEEN_YEARS = regex.compile(
    r"(?P<from>20\d\d)年(?:度)?(?:未办结|未答复|申请)?结转(?:至|到|入)?(?P<to>20\d\d)年(?:度)?"
    r"的?(?:未办结|未答复)?的?(?:政府信息公开|信息公开|依申请公开|公开)?(?:申请|事项|件)?(?:数量?)?(?:共|为|有)*\s*$"
)
"""2022年结转2023年政府信息公开申请."""
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
_TAKEN_UP = regex.compile(r"(?:实际|最终|正式|予以)?受理(?:的|了|为)?\s*")
"""收到30件，撤件12件，受理18件: what of them is taken up."""
_CAME_IN = regex.compile(
    r"(?:收到|接到|受理)(?:(?:和|并|、|及|与)(?:处理|办理))?(?![^，。；\d]*(?:咨询|如何|怎[样么]|答复))"
    r"(?:[^，。；\d]{0,12}(?:申请(?:政府)?信息公开|(?<!依)申请公开(?:政府)?信息)"
    r"|(?:了|各类|群众|公众|公民)*(?:(?:政府)?信息)?公开申请(?:事项|件)?)(?:共|为|有)*\s*$"
)
"""接到来信申请信息公开3人次."""
_APPLICATIONS_BEHIND = regex.compile(
    r"(?:书面的?|公众|群众|公民)?(?:[^。；\d]{0,16}(?:提[交出]|递交)的)?(?:关于)?"
    r"(?:依申请公开(?!目录|制度|指南|栏目)|(?:政府)?信息公开的?申请|(?:要求)?公开的?申请|申请(?=[，。]|$))"
)
"""接到5份书面的信息公开申请, 收到9条依申请公开信息, 收到3条公众提交的申请."""
_RECEIVED = regex.compile(
    r"(?:收到|接到|受理|接收)(?:和|并|、|及|与)?(?:处理|答复|办理|回复)?(?:了|到|的)?\s*$"
)
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
_CLOSED = regex.compile(
    r"[\s，；、：]*(?:当年|全年|年内|已)?办结(?:数|量|件数|数量)(?:共|为|有)*\s*"
)
_OF_THE_NEW = regex.compile(
    r"[\s，；、]*(?:其中)?的?新(?:收|增|提)?(?:到|交)?的?申请(?:中|里|已|均|全部)*"
    r"(?:答(?:复|完|毕)|办(?:结|完|毕)|回复)(?:了|的|共)*\s*"
)
"""上年的3件旧申请办完，今年22件新申请答复20件: of the new ones, as the old are told apart."""
_OLD_ONES = regex.compile(
    r"旧(?:的|件|申请|案)|(?:上(?:一)?|去|往)年(?:度)?(?:的|结|转|遗|未|跨)|结转|跨年"
)
_OLD_ROW = regex.compile(r"属于?已(?:经)?主动公开[^，。；\d]{0,4}(?:数|范围)")
_CASE = regex.compile(
    r"(?:涉及|发生|收到|新增|引发)(?:的|了|因)*(?:政府)?信息公开(?:的|类)?行政(?P<kind>复议|诉讼)"
    r"(?:案件|申请)?(?:共|为|有)*\s*$"
)
_OTHER_APPLICANTS = regex.compile(
    r"[\s，、；]*其[他它](?:申请人?|主体|类[型别]?|身份|人员|情况)*(?:申请|提出的?|的)?(?:共|为|有)*\s*"
)
_TAKEN_IN = regex.compile(
    r"(?<!新)(?:收到|接到|接收|受理|登记)(?![^，。；\d]*新)[^，。；\d]{0,8}(?:(?:政府)?信息公开|公开|依申请公开)[^，。；\d]{0,8}$"
    r"|(?<!新)(?:收到|接到|接收|受理|登记)(?:的|了|各类)*申请[^，。；新\d]{0,6}$"
)
_WITHIN = regex.compile(
    r"[\s，、]*[（(]?\s*(?:其中)?[^。；，]*(?:含|其中|包[括含]|(?:算|计|包括)(?:在内|在里面))"
)
"""36件（含上年结转2件）, （上年转来的1件算在里面）."""
_TAKEN_IN_AND_ANSWERED = regex.compile(
    r"(?:收到|接到|受理)(?:并|、|和|及|与)?(?:答复|办理|处理|回复)[^，。；\d]{0,12}$"
)
_HANDLED = regex.compile(r"(?:办理|处理|答复|办结)(?:了|数|申请|的|共|为)*\s*$")
_CLOSED_ON_REQUEST = regex.compile(
    r"(?:办理|处理|答复|回复|办结)(?:了|完成)?依申请公开(?:政府信息|信息)?(?:事项|申请|办件)?(?:共|数|为)*\s*$"
)
"""处理依申请公开15条."""
_DONE = regex.compile(r"办[结毕完]|答复|回复|[已均]")
_TAKEN_BACK = regex.compile(r"撤(?:回|件|销|诉)|未受理|不予受理|不属于|退回|补正")
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
    return _NEW if loose and _CAME_IN.search(frame.left) else None


def _between_years(seen: Seen, frame: Frame, figure: Figure) -> Told:
    if seen.year is None or figure.indicator not in (None, OTHER, *_APPLICATIONS):
        return None
    if figure.unit not in LETTERS:
        return None
    if figure.indicator == OTHER and "公开" not in frame.before and not frame.about_applications:
        return None
    years = _BETWEEN_YEARS.search(frame.left)
    if years is None or int(years["from"]) != int(years["to"]) - 1:
        return None
    rows = {seen.year: _CARRIED_IN, seen.year + 1: _CARRIED_OUT}
    return rows.get(int(years["to"]))


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
        return _NEW
    if figure.indicator == "n.services":
        return None
    if figure.unit in LETTERS and _CLOSED_ON_REQUEST.search(frame.left):
        return _ALL, _NEW
    if figure.unit not in ("条", "件", "份") or not _BARE.search(frame.left):
        return None
    if frame.whole or _MADE_BEFORE.search(frame.before):
        return None
    behind = (seen.beside(frame, n) for n in (1, 2))  # a share may stand between the two
    documents = any(f is not None and _how(f) not in ("", _OPEN_TO_ALL) for f in behind)
    return None if documents else (_ALL, _NEW, _GRANTED)


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
    if indicator != _ALL or _ALL_ANSWERED.match(frame.right) is None:
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
    """自然人219件、企业55件、法律服务机构13件、其他34件: one more kind of those who applied."""
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


def _is_of_both(seen: Seen, frame: Frame, figure: Figure) -> bool:
    """办理申请585件，其中新收548件，上年结转37件: all that was there to be handled."""
    if figure.indicator not in (None, OTHER, _NEW, _ALL) or _DONE.search(frame.left):
        return False
    one, other = seen.beside(frame, 1), seen.beside(frame, 2)
    if one is None or other is None or one.parent != frame.index:
        return False
    joined = other.parent == frame.index or (other.parent is None and other.joined)
    within = {seen.figures[f.index].indicator for f in (one, other)}
    return joined and within == {_NEW, _CARRIED_IN}


def _with_carried_in(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """收到申请36件（含上年结转2件）: what came in and what was carried in, in one number."""
    if _is_of_both(seen, frame, figure):
        return f"{_NEW}+{_CARRIED_IN}", _ALL
    if figure.indicator not in (None, OTHER, _NEW) or not _TAKEN_IN.search(frame.left):
        return None
    part = seen.beside(frame, 1)
    if part is None or part.parent != frame.index or not _WITHIN.match(part.since + part.right):
        return None
    within = seen.figures[part.index]
    carried = within.indicator == _CARRIED_IN and within.value < figure.value
    return (f"{_NEW}+{_CARRIED_IN}", _NEW) if carried else None


def _some_left(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """受理答复申请12件，其中2件结转下年: taken in, since not all of them were closed."""
    if figure.indicator != _ALL or not _TAKEN_IN_AND_ANSWERED.search(frame.left):
        return None
    part = seen.beside(frame, 1)
    left = part is not None and part.parent == frame.index
    left = left and seen.figures[frame.index + 1].indicator == _CARRIED_OUT
    return (_NEW, f"{_NEW}+{_CARRIED_IN}") if left else None


def _balanced(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """新收1182件，办理1187件（含上年结转57件，另有52件顺延）: what the flow comes to."""
    if figure.indicator is not None or not _HANDLED.search(frame.left):
        return None
    near = [seen.beside(frame, n) for n in range(-2, 3)]
    told = {
        seen.figures[f.index].indicator: seen.figures[f.index].value for f in near if f is not None
    }
    if not all(row in told for row in (_NEW, _CARRIED_IN, _CARRIED_OUT)):
        return None
    closed = told[_NEW] + told[_CARRIED_IN] - told[_CARRIED_OUT]
    return _ALL if closed == figure.value else None


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


def _taken_up(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """收到30件，撤件12件，受理18件: a part of those that came in."""
    if figure.indicator != _NEW or _TAKEN_UP.fullmatch(frame.left.strip("，、；： ")) is None:
        return None
    before = (seen.beside(frame, -n) for n in range(1, MOST_ROWS))
    for f in before:
        came = seen.figures[f.index] if f is not None else None
        if came is None or not (came.indicator or "").startswith(_NEW):
            continue
        between = frame.before[len(f.before) :] if f is not None else ""
        fewer = came.value > figure.value and came.scope == figure.scope
        return OTHER if fewer and _TAKEN_BACK.search(between) else None
    return None


def _fee(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """收取职称评审费…，共收取2400元: nothing that applicants for information paid."""
    del seen
    named = figure.indicator == "n.fee_collected" and _FEES_OF_ELSE.search(frame.before)
    return OTHER if named and not _FEES_OF_APPLICATIONS.search(frame.before) else None


def _closed(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """收到申请6件，办结数5件."""
    if figure.indicator not in (None, OTHER) or not _CLOSED.fullmatch(frame.left):
        return None
    before = (seen.beside(frame, -n) for n in (1, 2, 3))
    came = any(f is not None and seen.figures[f.index].indicator == _NEW for f in before)
    return _ALL if came and figure.unit in LETTERS else None


def _of_the_new(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """What was answered of those that came in this year, where others were carried in."""
    del seen
    if figure.indicator != _ALL or not _OF_THE_NEW.fullmatch(frame.left):
        return None
    return OTHER if _OLD_ONES.search(frame.before) else None


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
        return _NEW if _RECEIVED.search(frame.left) and frame.parent is None else None
    if frame.left.strip("，, ") in _NO_MORE_SAID and "，" in frame.since:
        return _ranked(frame)
    return _ranked(frame) if frame.left.startswith("其次") else None


APPLICATIONS: tuple[tuple[str, Callable[[Seen, Frame, Figure], Told]], ...] = (
    ("结转", _between_years),
    ("依申请公开", _on_request),
    ("公开", _how_open),
    ("申请", _came_in),
    ("公开", _with_carried_in),
    ("申请", _with_carried_in),
    ("已主动公开", _published_before),
    ("信息公开", _case),
    ("信息", _made),
    ("其", _other_applicants),
    ("其", _rest),
    ("余下", _rest),
    ("剩", _rest),
    ("前", _first_rows),
    ("受理", _taken_up),
    ("受理", _some_left),
    ("收到", _some_left),
    ("理", _balanced),
    ("办结", _closed),
    ("新", _of_the_new),
)
"""Who is asked where a word stands in a clause."""
