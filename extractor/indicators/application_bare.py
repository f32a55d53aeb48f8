"""Numbers of applications whose words name no row: whether they are of all that came."""

from __future__ import annotations

import regex

from extractor.indicators.application_words import aside_of, is_one_channel
from extractor.indicators.cues import table
from extractor.indicators.frames import Frame

LEFT_OVER = regex.compile(r"[\s，,、；;]*(?:至年底)?(?:[尚仍还仅只])?[余剩](?:下|余|有)?\s*")
"""余4件, behind those that were closed."""
NOUN_BEHIND = 8
"""How many characters behind a number may hold the 申请 that it counts."""

_BASE = regex.compile(
    r"占[^，。；]{0,8}?(?:全部|全年|总数|总量|申请(?:总)?[量数]|当年|本年)(?:申请)?"
    r"(?:的)?(?:总[数量])?\s*$"
)
"""占全年申请总数85件的: the whole of a share."""
_YEARLY = regex.compile(
    r"^[\s，,、：:；;]*(?:(?:19|20)\d\d年(?:度)?|今年|全年)(?:的|为|是|共|达|到)*\s*$"
    r"|(?:达到|达|为|确切数为|准确数字为)\s*$"
)
"""A number of the year, where what is counted stands before."""
OF_THE_YEAR = regex.compile(
    r"(?=.*[年总])[\s，,、：:；;]*(?:(?:19|20)\d\d年(?:度)?|今年|本年|上年|全年|一年|年度|当年)?"
    r"(?:总[数量])?(?:的|为|是|共|达|到|只有|仅)*\s*"
)
"""A number of the year and no more (全年22件, 年度总量324件)."""
_NUMBER_OF_APPLICATIONS = regex.compile(r"申请(?:总)?[量数]|申请件数")
"""What is counted, for `_YEARLY`."""


def is_base(frame: Frame) -> bool:
    """Is it the number of all applications, told as the whole of a share or for the year?"""
    if _BASE.search(frame.left) or _BASE.search(frame.since.rstrip("（")):
        return True
    return bool(_YEARLY.search(frame.left) and _NUMBER_OF_APPLICATIONS.search(frame.before))


def counts_applications(frame: Frame) -> bool:
    """Does 申请 stand with the number, and nothing that sets it aside?"""
    if frame.leads or not frame.left.strip():
        words = frame.right
    else:
        words = frame.left + frame.right[:NOUN_BEHIND]
    aside = aside_of(frame)
    if aside == "channel" and "书面" in words and not is_one_channel(frame):
        aside = None  # 书面申请2件
    return "申请" in words and table("objects").last(words) is not None and not aside
