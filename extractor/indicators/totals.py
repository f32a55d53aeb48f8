"""What the numbers around a figure prove that it states, once the rules have read it.

接件118件，转交部门81件，以县政府名义办理37件: the last is what the body itself received; 线上63件，
占全部84件的75%: the second is all that were. Sums of a list are told in `list_sums`, bodies that
share a whole in `body_shares`. Only numbers of the prose are looked at, and only where they agree
to the last digit.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.indicators.body_shares import tell_shares
from extractor.indicators.frames import Frame
from extractor.indicators.list_sums import BY_TOPIC, REACH, is_exact_count, may_be_sum, sum_of_list
from extractor.indicators.model.labels import canonical
from extractor.indicators.statements import OTHER, stating
from extractor.records import Figure

BASE = 0.8
"""Confidence of the whole of a share."""

_BASE = regex.compile(
    r"[\s，]*占(?:到|了|据)?(?:全[部年市县区省局]*|当年|本年)?(?:申请)?(?:总[数量])?\s*"
)
"""Before the whole of a share."""
_OWN_CHARS = frozenset("名答应由留归本我正实")
"""One of these stands in whatever `_OWN` matches."""
_OWN = regex.compile(
    r"名义|答复主体|应由|[由留归]本|[本我](?:局|机关|办|厅|委|镇|县|级|单位)|留[^，。；]{0,6}办|正式|实际|留下"
)
"""Of the body's own, behind what was handed on."""
_FOR_THE_BODY = regex.compile(r"名义|答复主体|应由|[由留归]本|留[^，。；]{0,6}办")
"""What is left is that of one body, so that those sorted out were not its own either."""
_HANDED_ON = regex.compile(
    r"转|移[送交]|分[流送派办]|剔除|扣除|误投|实为|属于?(?:信访|咨询)|告知|指引|引导|退回|重复提交"
)
"""Beside what others were given, or what was no application."""
_CAME_IN = regex.compile(r"登记|收|接|申请|来件|过手|经手|流转")
"""Before the number of all that came."""
_NO_OUTCOME = (None, OTHER, "n.enquiries", "t3.new.total", "t3.total.total")
"""What the number of the body's own may be read as, for it to be what was received."""
_TO_DO = regex.compile(r"登记|受理|应由|[留归由]")
"""Before what was taken on; without it a total is what was answered."""


def with_totals(frames: Sequence[Frame], figures: Sequence[Figure]) -> list[Figure]:
    """`figures` as the rules read them, with what their numbers prove; `frames` are theirs."""
    out = list(figures)
    for frame in frames:
        if may_be_sum(frame):
            out[frame.index] = sum_of_list(frames, out, frame) or out[frame.index]
        elif _may_be_own(frame):
            _tell_own(frames, out, frame)
        elif "占" in frame.left and _is_base(frames, out, frame):
            out[frame.index] = stating(out[frame.index], "t3.new.total", BASE, "base of a share")
    tell_shares(frames, out)
    return out


def _tell_own(frames: Sequence[Frame], out: list[Figure], frame: Frame) -> None:
    """Puts into `out` what is left in the body's own name, and what it is left of."""
    came = _sorted(frames, frame)
    own = out[frame.index]
    if came is None or not _is_application(out[came.index]) or own.indicator not in _NO_OUTCOME:
        return
    if own.indicator == "t3.total.total" and not _TO_DO.search(frame.left):
        return  # 以县政府名义答复37件
    out[frame.index] = stating(own, "t3.new.total", BY_TOPIC, "left after sorting")
    if _FOR_THE_BODY.search(frame.left):
        out[came.index] = stating(out[came.index], OTHER, BY_TOPIC, "before sorting")


def _is_base(frames: Sequence[Frame], figures: Sequence[Figure], frame: Frame) -> bool:
    """线上63件，占全部84件的75%: is it the number of all applications, of which a share is told?"""
    if canonical(figures[frame.index].indicator) != OTHER or not frame.index:
        return False
    part = frames[frame.index - 1]
    alike = part.sentence == frame.sentence and part.figure.unit == frame.figure.unit
    if not alike or part.figure.value >= frame.figure.value or not frame.right.startswith("的"):
        return False
    of_them = (figures[part.index].indicator or "").startswith("t3.new") or "申请" in frame.before
    return of_them and _BASE.fullmatch(frame.left) is not None


def _may_be_own(frame: Frame) -> bool:
    if frame.index < 2 or _OWN_CHARS.isdisjoint(frame.left) or not is_exact_count(frame):
        return False
    return _OWN.search(frame.left) is not None


def _is_application(figure: Figure) -> bool:
    return figure.indicator in (None, OTHER, "t3.new.total")


def _sorted(frames: Sequence[Frame], own: Frame) -> Frame | None:
    """登记318件，甄别后转交部门241件，以区政府名义办理77件: the number of all that came.

    None where `own` is not all that was not handed on.
    """
    rest = own.figure.value
    handed = False
    for n in range(own.index - 1, max(-1, own.index - 1 - REACH), -1):
        frame = frames[n]
        if frame.sentence < own.sentence - 1 or not is_exact_count(frame):
            return None
        if frame.figure.unit != own.figure.unit:
            continue
        if handed and frame.figure.value == rest:
            return frame if _CAME_IN.search(frame.left) else None
        if not _HANDED_ON.search(frame.left + frame.right):
            return None
        handed = True
        rest += frame.figure.value
    return None
