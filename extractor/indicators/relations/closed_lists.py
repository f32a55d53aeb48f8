"""Which lists of parts claim to be complete, by their words and by what the parts are."""

from __future__ import annotations

import re

import regex

from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import (
    LAST_PART,
    NUMERALS,
    PERIODS,
    make_up_all,
)
from extractor.indicators.relations.identities import OUTCOMES, RESULTS
from extractor.records import Figure

_ETC = regex.compile(r"^\s*(?:等|，等|左右等|不等)")

_SO_MANY = regex.compile(r"\s*等(?P<n>[两二三四五六七八九])[个类大项方]")
"""…、综合政务24条等五个领域: that is how many there are."""
ETC_REACH = 4
_UNCOUNTED = regex.compile(
    r"\s*，\s*(?:(?:及时|按时|按期|还|并|同步)?(?:发布|公示|转载|刊登)"
    r"(?![^，。；]{0,4}(?:率|量|数|及时|准确|全面|渠道|内容|工作|时效))[^，。；\d]{2,20}"
    r"|其[他它余](?:栏目|类别|信息|各类)[^，。；\d]{0,24}"
    r"|(?:以及|还有|及|和)(?!.{0,4}(?:处理|办结|时))[^，。；\d]{2,24})[。；]"
)
"""…、治理类312条，发布年度报告。: one more of them, without its number."""

_MAINLY = re.compile(
    r"主要(?!领导|负责)|集中|重点|最多|居前|涉及|如(?!下)|例如|特别|尤其|包括但不限|大部分|半数"
)

_UPPER_LEVEL = regex.compile(r"本级|市级|省级|区级|县级|[市县区旗州盟省]政府")
_LOWER_LEVEL = regex.compile(r"区县|县|乡镇|镇街|街道|部门|单位|苏木")

_APPLICANTS = frozenset(["person", "org", "company", "research", "ngo", "legal", "other_org"])
"""Columns of table 3 for one kind of applicant or more."""


def ending(text: str, run: list[Frame], figures: list[Figure]) -> tuple[bool, bool]:
    """(Do its words say that the list tells all parts, or that there may be more?)"""
    end = figures[run[-1].index].end
    counted = _SO_MANY.match(text[end : end + ETC_REACH])
    all_told = counted is not None and NUMERALS[counted["n"]] == len(run)
    etc = _ETC.match(text[end : end + ETC_REACH]) is not None and not all_told
    openly = (
        etc
        or any(m.list_open for m in run)
        or _UNCOUNTED.match(text, end) is not None
        or _MAINLY.search(run[0].since) is not None
    )
    return all_told, openly


def all_but_one_applicant(whole: Figure, told: list[Figure]) -> bool:
    """上年结转9件（个人6件、企业2件）: persons and those who are none, and one is missing?"""
    rows = {(f.indicator or "").rpartition(".")[0] for f in told}
    columns = [(f.indicator or "").rpartition(".")[2] for f in told]
    row = (whole.indicator or "").rpartition(".")[0]
    if rows != {row} or "+" in row or not row.startswith("t3.") or "person" not in columns:
        return False
    kinds = len(columns) == len(set(columns)) > 1 and set(columns) <= _APPLICANTS
    return kinds and whole.value - sum(f.value for f in told) == 1


_COMPLETE = (
    {"t3.new.total", "t3.carried_in.total"},
    {"t4.review.total", "t4.litigation.total"},
    {"t4.direct.total", "t4.after_review.total"},
    {"t3.total.total", "t3.carried_out.total"},
    {"n.proposals.npc", "n.proposals.cppcc"},
)
"""Indicators that make up their whole between them."""


def closed(run: list[Frame], figures: list[Figure], divided: bool) -> bool:
    """Do the parts claim to make up the whole? `divided`: the list held other figures too."""
    names = {figures[m.index].indicator or "" for m in run}
    words = run[0].since + "".join(m.left for m in run)
    columns = {n.rsplit(".", 1)[-1] for n in names}
    if {"person", "org"} <= columns or any(pair <= names for pair in _COMPLETE):
        return True
    outcomes = {n.split(".")[1] for n in names if n.startswith("t3.") and n.endswith(".total")}
    results = {n.rsplit(".", 1)[-1] for n in names if n.startswith("t4.")}
    slack = 0 if divided else 1  # one kind may be left out because it is zero
    if len(outcomes & set(OUTCOMES)) >= len(OUTCOMES) - slack:
        return True
    if len(results & set(RESULTS)) >= len(RESULTS) - slack:
        return True
    if divided:
        return False
    if make_up_all("".join(m.left for m in run)):
        return True
    if LAST_PART.match(run[-1].left) or LAST_PART.match(run[-1].since):
        return True
    if len(run) == (4 if "季度" in words else 2) and PERIODS.search(words):
        return True
    if run[0].opener.startswith("细分"):
        return True
    if run[0].bracket and not run[0].opener and len(run) >= 2:
        return all(n.startswith("t") for n in names)
    return False


def all_bodies(run: list[Frame]) -> bool:
    """Are the parts of the level above and of those below: all that there are?"""
    names = "".join(m.scoped_body or m.left for m in run)
    both = _UPPER_LEVEL.search(names) is not None and _LOWER_LEVEL.search(names) is not None
    return both and len(run) >= 2
