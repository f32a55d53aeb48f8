"""What was charged for handling applications, told by a notice to pay and what came in on it."""

from __future__ import annotations

import regex

from extractor.indicators.frames import Frame

NEAR = 40
"""How many characters before the figure the fee may be named in, whatever verb follows."""
FAR = 100
"""The same where a verb says that the money came in."""

_FEE_BEFORE = regex.compile(r"处理费|信息公开[^，。；]{0,8}费")
_NOTICE = regex.compile(r"收费通知|缴费通知|缴费|计费|收费\d|申请\d+(?:件|宗|份)?[，,]\s*$")
"""Something is to be paid for an application."""
_CAME_IN = regex.compile(
    r"(?:实际?|共|已|如期|按期|合计)*(?:收到?|收取|收讫|入库|[缴交]来?)(?:金额|费用?|了|纳|款)?(?:共|计|合计|为)?\s*$"
    r"|(?:由此|因此)[^，。；\d]{0,6}费用(?:为|共)?\s*$"
)
"""It was paid."""
_DUE = regex.compile(r"应[收缴交](?:金额|款)?(?:为|共)?\s*$")
"""What was due."""
_NOT_TAKEN = regex.compile(r"减免|未[收缴交]|欠|退|余下|代收|花[去费]|支付")
"""What was given up, paid back or spent."""
_OTHER_MONEY = regex.compile(r"罚|没收|补贴|资金|投资|经费|采购|税|返还|合同|预算|债券|减免")


def is_disclosure_fee(frame: Frame, thing: str) -> bool:
    """Is an amount of money, of which the rules make `thing`, the fee that was collected?"""
    if _OTHER_MONEY.search(frame.left) or _NOT_TAKEN.search(frame.left):
        return False
    if frame.figure.value and _DUE.search(frame.left):
        return False  # 应收2360元, but 应收信息处理费280元 is what was charged
    if thing == "fee" or (thing != "charge" and _FEE_BEFORE.search(frame.before[-NEAR:])):
        return True
    named = thing == "charge" and "费" in frame.left
    if named or _CAME_IN.search(frame.left) is None:
        return False
    led_up = frame.before[: len(frame.before) - len(frame.left)][-FAR:]
    return _NOTICE.search(led_up) is not None and ("申请" in led_up or "通知" in led_up)
