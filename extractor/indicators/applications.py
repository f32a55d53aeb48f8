"""依申请公开: which row and column of table 3 a figure states.

Row words (收到, 办结, 不予公开 …) and applicants' kinds are looked for in the figure's own clause
first, then in the words since the figure before, and behind the number where the clause begins
with it. A part of a list takes from its whole what it does not say itself.
"""

from __future__ import annotations

import regex

from extractor.indicators.cues import table
from extractor.indicators.frames import Frame

COLUMNS = ("person", "company", "research", "ngo", "legal", "other_org", "org")
SURENESS = {"left": 0.9, "right": 0.85, "since": 0.7, "": 0.75}
"""How far the place of the row word is to be trusted: the figure's own clause, then behind it."""

OUTCOMES = frozenset(
    ["granted", "partial", "denied", "unavailable", "rejected", "other", "granted+partial"]
)

_CHANNEL = regex.compile(
    r"网上|线上|线下|网络|在线|信函|邮寄|邮件|电子邮|邮箱|邮政|快递|特快专递|当面|现场|窗口|传真|书面|口头|EMS|系统(?=\s*$|提交)|平台(?=\s*$|提交|申请)|网站(?=\s*$|提交|申请)|书信|寄送|来信来函|面交"
)
_ASIDE = regex.compile(
    r"补正(?!后)|延期答复|延长|依法延期|征求(?:第三方)?意见|第三方意见|转办|转交|转送|移送|当场|当日|提前|逾期(?!不|未)|超期|平均|(?:涉及|主要(?:为|是|涉及|集中)|关于|内容(?:为|涉及)|要求公开|查询)[^，。；]{1,24}$|[\u4e00-\u9fff]{2,}(?<!其他|信访|投诉|举报|自然人|组织|机构|企业|案卷|出版物|答复|公开|处理|结果|此)类(?:型|申请|信息|事项|问题)*$|邮寄送达|挂号|收费通知|约谈|纠错|沟通|协商|召开|审核|会商|指导|发出|制作|通报|代为|代区|代市|咨询"
)
_YEARLY = regex.compile(
    r"^[\s，,、：:；;]*(?:(?:19|20)\d\d年(?:度)?|今年|全年)(?:的|为|是|共|达|到)*\s*$|(?:达到|达|为|确切数为|准确数字为)\s*$"
)
_WITHDRAWN = regex.compile(r"撤回|撤销|主动撤")
_ABOUT = regex.compile(r"^[^，。；]{0,4}(?:与|和|同|涉及|关于|来自)[^，。；]{1,24}(?:有关|相关|$)")
_NEWLY = regex.compile(r"新收|新增|本年新|新接")
_HANDLING = regex.compile(r"办理|处理|受理|登记|承办")
_HANDED_IN = regex.compile(r"(?:提交|递交|提出|邮寄|寄来|寄送|方式)(?:的|了|申请)*\s*$")
_HANDLED_SOME = regex.compile(r"(?:对|将|就|把|涉及|包括|如|有)\s*$")
_THIN_TOTAL = regex.compile(
    r"[\s，,；;：:、（]*(?:全年|本年度?|今年|年内|共|合计|总计|共计|数量|件数|计|为|有|约|近|：|\d{4}年(?:度)?)*\s*"
)
_OTHERS = regex.compile(r"[\s，,；;、]*其[他它]\s*")
_FUNCTION = regex.compile(
    r"[\s，,；;：:、]*(?:为|由|共|有|是|达|计|约|近|超|共有|共计|均为|分别为|各)*\s*"
)
_PERIOD = regex.compile(r"季度|上半年|下半年|[一二三四五六七八九十\d]+月|第[一二三四]季")
_TRANSFER = regex.compile(
    r"(?P<a>(?:19|20)\d\d)年(?:度)?[^，。；\d]{0,8}?(?:结转|转入|延续|跨年)[^，。；\d]{0,3}(?:至|到|入|转)\s*(?P<b>(?:19|20)\d\d)年"
)
_TO_YEAR = regex.compile(r"(?:结转|转|延期|顺延|延续|留)(?:至|到|入)?\s*(?P<b>(?:19|20)\d\d)年")
_FROM_YEAR = regex.compile(
    r"(?P<a>(?:19|20)\d\d)年(?:度)?[^，。；\d]{0,5}(?:结转|转来|转入|遗留|未办结|跨年)(?!\s*(?:至|到)?\s*(?:下|次|明|20))"
)
_BARE_CARRY = regex.compile(r"(?<![审办])结转")
_WITH = regex.compile(
    r"(?:含|包括|连同|加上|加|计入|包含)[^，。；\d]{0,4}(?:上年|上一年|去年|往年|年初|结转)[^，。；\d]{0,6}"
)
_SPLIT_BY_ORIGIN = regex.compile(
    r"^[（(，,；]?\s*(?:其中|含|包括|包含)[^，。；]{0,8}(?:上年|上一年|去年|往年|年初|结转|本年新|新收|20\d\d年)"
)
_TWO_REASONS = regex.compile(
    r"[\u4e00-\u9fff]{4,}(?:和|与|及|、)[\u4e00-\u9fff]{4,}(?:信息|公开|情形|类)*[^，。；、和与及]{0,12}$"
)
_ALSO = regex.compile(r"、\s*(?:无法提供|不予公开|不予处理)")
_GROUP_OF = regex.compile(r"等[^，。；]{0,8}(?:无法提供|不予公开|不予处理|其他)")
_TOTAL_OF = regex.compile(
    r"(?:合计|共计|总计|累计|总共|共有|两项|两者|以上)(?:为|共|受理|办理|登记)?\s*$"
)
_SUM = regex.compile(
    r"(?:合计|共计|总计|总共|相加|加总|两项|三项|二者|两者|全[市县区省旗]|全年|总数|总量|共|累计)(?:[^，。；]{0,6}?)?(?:为|是|共|数|件数|有|刚好|正好|计|达)*\s*$"
)
_BASE = regex.compile(
    r"占[^，。；]{0,8}?(?:全部|全年|总数|总量|申请(?:总)?[量数]|当年|本年)(?:申请)?(?:的)?(?:总[数量])?\s*$"
)
_ANSWERED = regex.compile(r"答复|办结|办理完|回复|办复|办毕|结案|书面告知")


class ApplicationReader:
    """Reads the application figures of one report in order; remembers rows for later parts."""

    def __init__(self, year: int | None, single_other: bool) -> None:
        self._year = year
        self._single_other = single_other
        self.rows: dict[int, str] = {}
        self.columns: dict[int, str] = {}
        self._last_row = ""
        self._last_sentence = -9
        self._run: list[str] = []
        self._sentence = -1

    def read(self, frame: Frame, certain: bool) -> tuple[str | None, float, tuple[str, ...], str]:
        """(indicator, confidence, other readings, reason); indicator None: undecided."""
        if frame.sentence != self._sentence:
            self._sentence, self._run = frame.sentence, []
        row, how = self._row(frame)
        column = self._column(frame)
        if (
            row in (None, "new", "total")
            and column is None
            and _SPLIT_BY_ORIGIN.match(frame.onward)
            and not _ANSWERED.search(frame.left)
        ):
            row, how = "handled", "left"
        summed = (
            self._sum_of(frame)
            if row is None or (row == "total" and _TOTAL_OF.search(frame.left) and how != "left")
            else None
        )
        if summed is not None and column is None:
            row, how = summed, "left"
        parent_row = self.rows.get(frame.parent) if frame.parent is not None else None
        parent_column = (
            self.columns.get(frame.parent, "total") if frame.parent is not None else "total"
        )
        if row == "other" and column is None and _OTHERS.fullmatch(frame.left):
            before = self.rows.get(frame.index - 1) or self.rows.get(frame.index - 2, "")
            if before.split(".")[0] not in OUTCOMES:
                return "n.other", 0.5, (), "the rest of another list"
        if row == "other" and column == "other_org":
            row = self.rows.get(frame.index - 1)
        if row is None and column is None:
            return self._unnamed(frame, parent_row, certain)
        if row is None:
            row = parent_row or self._last_row or "new"
        aside = self._aside(frame)
        if aside == "channel" and row == "new" and column is None and _HANDED_IN.search(frame.left):
            return "n.other", 0.6, (), "channel"
        if (
            aside
            and (frame.parent is not None or how in ("inherited", "weak"))
            and row in ("new", "total")
            and column is None
        ):
            return ("n.other", 0.6, (), "aside") if aside != "period" else (None, 0.0, (), "period")
        if aside in ("aside", "channel") and how != "left" and row in ("new", "total"):
            return "n.other", 0.5, (), "aside"
        if row == "other.other" and _WITHDRAWN.search(frame.left + frame.right):
            return "n.other", 0.5, (), "withdrawn"
        if aside == "strong" and row in ("new", "total"):
            return "n.other", 0.6, (), "aside"
        if aside == "period" and row in ("new", "total") and column is None:
            self._last_row, self._last_sentence = row, frame.sentence
            return None, 0.0, (), "period"
        if column is None and parent_column != "total" and row in OUTCOMES:
            return None, 0.0, (), "outcome of one kind of applicant"
        column = column or (parent_column if row == parent_row else "total")
        self.rows[frame.index], self.columns[frame.index] = row, column
        if column == "total" and frame.parent is None:
            self._run.append(row)
        if column == "total" and row in ("new", "carried_in", "total", "carried_out", "handled"):
            self._last_row, self._last_sentence = row, frame.sentence
        found, _, others, reason = self._finish(frame, row, column)
        return found, SURENESS.get(how, 0.7), others, reason

    def adopt(self, index: int, indicator: str) -> None:
        """Take over the row and column of a figure that was linked by comparison."""
        parts = indicator.split("+")[0].split(".")
        if parts[0] == "t3":
            row = (
                "handled"
                if indicator.startswith("t3.new") and "+t3.carried_in" in indicator
                else ".".join(parts[1:-1])
            )
            self.rows[index], self.columns[index] = row, parts[-1]

    def _finish(
        self, frame: Frame, row: str, column: str
    ) -> tuple[str, float, tuple[str, ...], str]:
        ids = [row]
        if row == "handled":
            ids = ["new", "carried_in"]
        elif "+" in row:
            ids = row.split("+")
        indicator = "+".join(f"t3.{r}.{column}" for r in ids)
        others: list[str] = []
        new, both = f"t3.new.{column}", f"t3.new.{column}+t3.carried_in.{column}"
        words = frame.since + frame.right
        if row == "new" and not _NEWLY.search(words):
            others.append(both)  # 收到75件 may count what was carried in
        elif row == "handled":
            others += [new, f"t3.total.{column}"]
        elif row == "total" and _HANDLING.search(words) and not _ANSWERED.search(words):
            others += [both, new]  # 办理75件 may be all that was to be handled
        if row == "granted":
            others.append(f"t3.granted.{column}+t3.partial.{column}")
        if row == "unavailable.not_held":
            others.append(f"t3.unavailable.{column}")
        if row == "total" and regex.search(r"按(?:期|时)|均", frame.since):
            others.append(f"t3.total.{column}+t3.carried_out.{column}")
        return indicator, 0.9, tuple(others), f"row {row}"

    # -- rows -----------------------------------------------------------------------------

    def _row(self, frame: Frame) -> tuple[str | None, str]:
        """The row the words name, and where they stand: left, right, since, weak."""
        if frame.leads:
            row = self._row_in(frame.onward, leading=True)
            if row is not None and not (row == "new" and frame.parent is not None):
                return row, "right"
        row = self._row_in(frame.left, leading=False)
        if row is not None:
            if row in ("new", "handled"):
                later = self._row_in(frame.right, leading=True)
                if later in ("carried_out",):
                    return later, "right"
            return row, "left"
        if frame.turn is None:
            row = self._row_in(frame.right, leading=True)
            if row is not None and (row not in ("new", "total") or frame.parent is None):
                return row, "right"
        if (frame.parent is None or _FUNCTION.fullmatch(frame.left)) and not regex.match(
            r"(?:份|件)?(?:政府)?(?:信息公开)?申请", frame.right
        ):
            row = self._row_in(frame.since, leading=False)
            if row is not None and "；" not in frame.since.strip("；"):
                return row, "since"
        return None, ""

    def _row_in(self, words: str, *, leading: bool) -> str | None:
        if not words.strip():
            return None
        if self._year is not None:
            m = _TRANSFER.search(words)
            if m:
                if int(m["a"]) == self._year:
                    return "carried_out"
                return "carried_in" if int(m["b"]) == self._year else "elsewhere"
            m = _TO_YEAR.search(words)
            if m and int(m["b"]) == self._year + 1:
                return "carried_out"
            m = _FROM_YEAR.search(words)
            if m and int(m["a"]) == self._year - 1:
                return "carried_in"
        flow = table("flow").hits(words)
        outcome = table("rows").hits(words)
        carried = [h for h in flow if h.value in ("carried_in", "carried_out")]
        if leading:
            return self._leading(words, flow, outcome, carried)
        last_flow = flow[-1] if flow else None
        last_out = outcome[-1] if outcome else None
        if last_out and (
            last_flow is None
            or last_out.end >= last_flow.end
            or last_flow.value in ("total", "new")
        ):
            if (
                last_flow is not None
                and last_flow.start > last_out.end
                and last_flow.value == "new"
            ):
                return "new"
            if not (
                last_flow is not None
                and last_flow.value in ("carried_in", "carried_out")
                and last_flow.start > last_out.start
            ):
                return self._outcome(words, [h.value for h in outcome])
        if _BARE_CARRY.search(words) and self._year is not None and not carried:
            if f"{self._year - 1}年" in words or "上年" in words:
                return "carried_in"
        if last_flow is None:
            if _BARE_CARRY.search(words):
                early = "new" in self._run and "total" not in self._run
                return (
                    "carried_in"
                    if early or regex.search(r"加上|连同|含|加|另有|上", words)
                    else "carried_out"
                )
            return None
        if last_flow.value in ("new", "total", "handled") and carried and not _WITH.search(words):
            return carried[-1].value
        if (
            last_flow.value == "new"
            and last_flow.end - last_flow.start <= 2
            and regex.search(r"应(?:当)?(?:受理|登记)", words)
        ):
            return "handled"
        if (
            last_flow.value in ("total", "new")
            and _WITH.search(words)
            and regex.search(r"(?:共|合计|总计|办理|应)", words)
        ):
            return "handled"
        if last_flow.value == "carried_in" and _TOTAL_OF.search(words):
            return "handled"
        return last_flow.value

    def _leading(self, words: str, flow: list, outcome: list, carried: list) -> str | None:  # type: ignore[type-arg]
        first_clause = regex.split(r"[，,]", words)[0]
        if carried:
            return str(carried[0].value)
        if regex.match(r"(?:均|已|件)*(?:办结|答复)(?:件|的)", words):
            return "total"
        later = regex.search(
            r"(?P<y>20\d\d)年[^，。；]{0,12}(?:答复|办结|办理|前|完成|送达)", words
        )
        if later and self._year is not None and int(later["y"]) == self._year + 1:
            return "carried_out"
        if regex.match(r"[^，。；\d]{0,8}延期(?!答复\d)", words) and "total" in self._run:
            return "carried_out"
        if outcome and outcome[0].end <= len(first_clause) + 1 and outcome[0].value != "other":
            return self._outcome(words, [outcome[0].value])
        if _ANSWERED.search(first_clause):
            return "total"
        if outcome and outcome[0].value != "other" and outcome[0].start < 24:
            return self._outcome(words, [outcome[0].value])
        if _ANSWERED.search(words):
            return "total"
        for h in flow:
            if h.value == "handled":
                return "handled"
        return None

    def _outcome(self, words: str, values: list[str]) -> str:
        value = values[-1]
        leaves = [v for v in values if "." in v]
        if len(leaves) >= 2 and leaves[-1] != leaves[-2] and _TWO_REASONS.search(words):
            return f"{leaves[-2]}+{leaves[-1]}"
        if (
            value in ("denied", "unavailable", "rejected")
            and leaves
            and leaves[-1].startswith(value)
        ):
            if not _GROUP_OF.search(words):
                return leaves[-1]
        if self._single_other and value.startswith("other"):
            return "other"
        return value

    def _sum_of(self, frame: Frame) -> str | None:
        """`合计99件`: the row that the figures listed before it make up together."""
        if not _SUM.search(frame.left if frame.left.strip() else frame.since):
            return None
        rows = self._run
        if not rows:
            told = {self.rows.get(frame.index - n) for n in (1, 2)} - {None}
            return told.pop() if len(told) == 1 else None
        kinds = set(rows)
        if kinds <= {"new", "carried_in"} and len(kinds) == 2:
            return "handled"
        if kinds == {"granted", "partial"}:
            return "granted+partial"
        if kinds & OUTCOMES and len(kinds) > 2:
            return "total"
        if self._last_row in ("new", "total") and len(kinds) > 1:
            return None
        return rows[-1] if len(kinds) == 1 else None

    # -- columns --------------------------------------------------------------------------

    def _column(self, frame: Frame) -> str | None:
        for words in (
            frame.left,
            frame.right if not frame.joined or frame.leads else "",
            frame.since if frame.leads or len(frame.left) < 3 else "",
        ):
            hits = [h for h in table("columns").hits(words)]
            if hits:
                if hits[-1].value == "" or (
                    len(hits) > 1
                    and hits[-2].value != hits[-1].value
                    and words[hits[-2].end : hits[-1].start] in ("、", "和", "与", "及")
                ):
                    return None
                return hits[-1].value
        if _OTHERS.fullmatch(frame.left) and self.columns.get(frame.index - 1, "total") in COLUMNS:
            return "other_org"
        return None

    def _aside(self, frame: Frame) -> str | None:
        words = frame.left if frame.left.strip() else frame.since
        near = frame.right[:10] if frame.leads else ""
        if _PERIOD.search(words):
            return "period"
        if regex.search(
            r"(?:补正|延期答复|征求(?:第三方)?意见|转办(?!申请)|转交|转送|移送|收费通知|当场)[^，。；]{0,12}$|(?:此|该|这|上述)类",
            words,
        ):
            return "strong"
        if _CHANNEL.search(words) or _CHANNEL.search(near):
            return "channel"
        if frame.leads and _ABOUT.search(frame.right):
            return "aside"
        if _ASIDE.search(words) or (frame.leads and _ASIDE.search(frame.onward[:20])):
            return "aside"
        return None

    def _unnamed(
        self, frame: Frame, parent_row: str | None, certain: bool
    ) -> tuple[str | None, float, tuple[str, ...], str]:
        if _PERIOD.search(frame.left):
            return None, 0.0, (), "period"
        if frame.parent is not None and parent_row is not None:
            if frame.scoped_body:
                self.rows[frame.index], self.columns[frame.index] = (
                    parent_row,
                    self.columns.get(frame.parent, "total"),
                )
                return self._finish(frame, parent_row, self.columns.get(frame.parent, "total"))
            return "n.other", 0.5, (), "part"
        if (
            frame.about_applications
            and not self._run
            and frame.parent is None
            and _THIN_TOTAL.fullmatch(frame.left)
        ):
            self.rows[frame.index], self.columns[frame.index] = "new", "total"
            self._run.append("new")
            self._last_row, self._last_sentence = "new", frame.sentence
            found, _, others, reason = self._finish(frame, "new", "total")
            return found, 0.7, others, reason
        if (
            _SUM.search(frame.left)
            and self._last_row in ("new", "total")
            and self._last_sentence == frame.sentence
            and frame.parent is None
            and not self._aside(frame)
        ):
            self.rows[frame.index], self.columns[frame.index] = self._last_row, "total"
            found, _, others, reason = self._finish(frame, self._last_row, "total")
            return found, 0.5, others, reason
        if (
            _BASE.search(frame.left)
            or _BASE.search(frame.since.rstrip("（"))
            or (
                _YEARLY.search(frame.left)
                and regex.search(r"申请(?:总)?[量数]|申请件数", frame.before)
            )
        ):
            self.rows[frame.index], self.columns[frame.index] = "new", "total"
            indicator, confidence, others, reason = self._finish(frame, "new", "total")
            return indicator, 0.5, (*others, "t3.total.total"), reason
        if frame.scoped_body and self._last_row and frame.sentence - self._last_sentence <= 1:
            self.rows[frame.index], self.columns[frame.index] = self._last_row, "total"
            return self._finish(frame, self._last_row, "total")
        words = (
            frame.right if frame.leads or not frame.left.strip() else frame.left + frame.right[:8]
        )
        if (
            table("objects").last(words) is not None
            and regex.search(r"申请", words)
            and not self._aside(frame)
        ):
            if _HANDLED_SOME.search(frame.left):
                return "n.other", 0.4, (), "some applications"
            self.rows[frame.index], self.columns[frame.index] = "new", "total"
            self._last_row, self._last_sentence = "new", frame.sentence
            found, _, others, reason = self._finish(frame, "new", "total")
            return found, 0.5, others, reason
        return None, 0.0, (), "unnamed"
