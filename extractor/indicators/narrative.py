"""The counted things outside the statutory tables: letters, trainings, views, proposals."""

from __future__ import annotations

import regex

from extractor.indicators.frames import Frame

_PERSONS = frozenset(["人", "人次", "名", "位", "余人"])
_DONE = regex.compile(
    r"办结|答复|回复|办复|解决|采纳|反馈|接听|满意|按期|有效|主办|会办|分办|协办|承办单位"
)
_ACTION = regex.compile(
    r"转办|受理|收到|办理|接到|接收|处理|接待|登记|收悉|交办|回应|来信|留言|咨询|诉求"
)


def narrative(frame: Frame, thing: str, parent: str | None) -> tuple[str | None, float, str]:
    """(indicator, confidence, reason) for an object outside the tables."""
    unit, words = frame.figure.unit, frame.left if not frame.leads else frame.right
    kind = frame.figure.kind
    if thing == "fee":
        return (
            ("n.fee_collected", 0.9, "fee") if kind == "amount" else ("n.other", 0.5, "fee notices")
        )
    if kind == "amount" or frame.figure.unit in (
        "户",
        "户次",
        "家",
        "所",
        "块",
        "台",
        "个工作日",
        "天",
        "小时",
        "分钟",
        "辆",
        "册",
        "张",
    ):
        return "n.other", 0.5, "another thing"
    if thing in ("both_proposals", "npc", "cppcc"):
        if unit in _PERSONS or unit in ("个", "次", "场", "场次", "期"):
            return "n.other", 0.4, "people and visits"
        if parent == "both_proposals" and frame.parent is not None:
            own = regex.search(r"建议|提案|人大|政协", frame.left)
            if own is None:
                return "n.other", 0.4, "kinds of proposals"
            thing = "npc" if own.group() in ("建议", "人大") else "cppcc"
        elif frame.turn is not None and thing == "both_proposals":
            thing = "npc" if "建议" in frame.left else "cppcc"
        elif (
            regex.search(r"(?:合计|共计|总计|共)\s*(?:为|有)?\s*$", frame.left)
            and "提案" not in frame.left
        ):
            return "n.proposals", 0.7, "both together"
    if thing == "both_proposals":
        return "n.proposals", 0.9, "proposals"
    if thing in ("npc", "cppcc"):
        if regex.search(r"主办|会办|分办|协办|[ABC]类|公开(?!率)|不予公开", words[-8:]):
            return "n.other", 0.4, "kinds of proposals"
        return f"n.proposals.{thing}", 0.9, "proposals"
    if thing == "enquiry":
        if unit in _PERSONS and unit not in ("人次",):
            return "n.other", 0.4, "persons"
        if regex.search(r"投诉|举报", words) and not _ACTION.search(words):
            return "n.other", 0.3, "complaints"
        if _DONE.search(words[-4:]) and not regex.search(r"转办|受理|收到|办理|接听", words[-8:]):
            return None, 0.3, "answers to enquiries"
        return "n.enquiries", 0.85, "enquiries"
    if thing == "interpretation":
        return (
            ("n.interpretations", 0.85, "interpretations")
            if unit not in _PERSONS
            else ("n.other", 0.4, "persons")
        )
    if thing == "press":
        return (
            ("n.press_conferences", 0.9, "press")
            if unit in ("场", "次", "期", "个", "场次", "")
            else ("n.other", 0.4, "press")
        )
    if thing == "interview":
        return (
            ("n.interviews", 0.9, "interviews")
            if unit in ("场", "次", "期", "个", "场次", "人次", "")
            else ("n.other", 0.4, "interviews")
        )
    if thing == "consultation":
        if (
            regex.search(r"收到|采纳|收集|反馈|意见(?:建议)?\s*(?:共|约)?$", words)
            and unit in ("条", "件", "份", "个")
            and not regex.search(
                r"征[求集][^，。；]{0,8}意见(?:建议)?(?:公告|公示|稿|通知|信息)?\s*$", words
            )
        ):
            return "n.other", 0.4, "opinions received"
        return "n.consultations", 0.85, "consultations"
    if thing == "training":
        if unit in _PERSONS:
            return "n.other", 0.5, "persons trained"
        if unit in (
            "期",
            "次",
            "场",
            "场次",
            "班次",
            "批",
            "轮",
            "个",
            "班",
            "",
            "期次",
            "课时",
            "批次",
        ):
            return "n.trainings", 0.85, "trainings"
        return "n.other", 0.4, "training material"
    if thing == "followers":
        return "n.followers", 0.9, "followers"
    if thing == "views":
        if regex.search(r"日均|平均|人均|单[条日篇]|最高", words):
            return None, 0.3, "averages"
        return "n.views", 0.9, "views"
    if thing == "services":
        return (
            ("n.services", 0.8, "services")
            if unit in ("项", "个", "件", "")
            else ("n.other", 0.4, "services")
        )
    return "n.other", 0.4, thing
