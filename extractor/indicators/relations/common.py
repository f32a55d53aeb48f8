"""What the readers of relations share."""

from __future__ import annotations

from decimal import Decimal

import regex

from extractor.indicators.frames import Frame
from extractor.indicators.lists import SORTS
from extractor.records import Figure

COUNTS = frozenset(["count", "amount", "cumulative"])


LAST_PART = regex.compile(r"^[\s，,；;、：:]*(?:其[他它]|其余|余下|剩余|剩下)")


_OPPOSITES = (
    ("不满意", "满意"), ("不合格", "合格"), ("整改", "合格"), ("线上", "线下"),
    ("不予公开", "主动公开"), ("人工", "智能"), ("主办", "协办"),
    ("主办", "会办"), ("主办", "分办"), ("省里", "市里"), ("网上", "网下"), ("线上", "窗口"),
    ("网上", "线下"),
    ("按件", "按量"), ("直接起诉", "复议后"), ("同意", "不同意"), ("自办", "转办"),
    ("市直", "区县"), ("城区", "乡镇"), ("非公文", "公文"),
    ("前六个月", "后六个月"), ("仍在", "已有"), ("尚在", "已有"), ("仍在", "已"),
)  # fmt: skip
"""Words of parts that make up their whole between them, the longer first."""


def make_up_all(words: str) -> bool:
    """Do the words of some parts say that there are no others (满意201份、不满意4份)?"""
    if any(one in words and other in words.replace(one, "", 1) for one, other in _OPPOSITES):
        return True
    return any(m["verb"] in _NEGATED.sub("", words) for m in _NEGATED.finditer(words))


_NEGATED = regex.compile(
    r"[未没不](?:能|予|曾|有)?(?P<verb>接[起通听]|采[纳用]|回复|答复|合格|整改|办结|回收)"
)
"""采纳45条、未采纳15条: the one and what is not so."""
NEARLY = Decimal("0.06")
"""A sum that misses its whole by less is a slip; one that misses by more was never claimed."""
CLOSE = Decimal("0.04")
"""How much of the whole a list without an opening word may miss and still be taken for one."""
COUNTED_CLOSE = Decimal("0.1")
"""The same for a list of as many parts as the words say, or of those that they name."""
FAR = Decimal("0.25")
"""A sum that misses its parts by more is of something else besides."""
MOST_PARTS = 40
NUMERALS = {n: k for k, n in enumerate("二三四五六七八九", start=2)} | {"两": 2}
"""How many of a list there are, in words."""
PERIODS = regex.compile(r"季度|上半年|下半年|[前后](?:六|半)个?[月年]")
"""Parts of a year."""


def gap_between(whole: Figure, parts: list[Figure]) -> Decimal:
    if not whole.value:
        return Decimal(1)
    return abs(whole.value - sum((p.value for p in parts), Decimal(0))) / abs(whole.value)


def within(whole: Figure, parts: list[Figure], most: Decimal) -> bool:
    """Do parts that the words call all of it miss their whole by less than that, or by one?"""
    off_by = abs(whole.value - sum((p.value for p in parts), Decimal(0)))
    return off_by <= 1 or gap_between(whole, parts) < most


def slips(whole: Figure, parts: list[Figure]) -> bool:
    """Is the sum right, or so near that it was meant to be: by a small share, or by one?"""
    return within(whole, parts, NEARLY)


def all_but_a_slip(whole: Figure, parts: list[Figure]) -> bool:
    """Do numbers that no word calls a list make up the whole, but for one piece or a slip?"""
    off_by = abs(whole.value - sum((p.value for p in parts), Decimal(0)))
    return off_by <= 1 or gap_between(whole, parts) <= CLOSE


def listed(frame: Frame) -> bool:
    """Is the figure joined to the one before by 、 or 和, so that what follows may be of both?"""
    return frame.since.strip(" ）)")[:1] in ("、", "和", "与", "及")


_SAME_UNIT = {
    "起": "件", "宗": "件", "例": "件", "份": "件", "件次": "件", "余条": "条",
    "亿元": "元", "万元": "元",
}  # fmt: skip


def unit_of(figure: Figure) -> str:
    """The unit, those in which the same is counted as one."""
    unit = figure.unit
    return _SAME_UNIT.get(unit, unit)


_COUNTERS = SORTS | {"家", "个", "名", "人", "位"}
"""Units that tell how many sorts, bodies or persons a list is by."""


def counts_sorts(figure: Figure, part: Figure) -> bool:
    """Does it say how many sorts or bodies there are (分为五类, 四家合计), beside cases?"""
    other = figure.unit in _COUNTERS and unit_of(figure) != unit_of(part)
    return other and figure.indicator in (None, "n.other")


WHOLE_WORDS = regex.compile(
    r"(?:全部信息|全部|申请总数|申请总量|总申请量|信息总数|信息总量|公开总量|公开总数|案件总数|总件数|总条数"
    r"|总数|总量|总体|总|其|全年|的|比例)*+"
)


def same_sentence(earlier: list[Frame], frame: Frame) -> list[Frame]:
    """The frames of the same sentence before `frame`."""
    return [f for f in earlier if f.sentence == frame.sentence]


def plain_part(part: Figure, whole: Figure) -> bool:
    """Can it be a part by kind, channel or outcome, and not a stage of the flow?"""
    i = part.indicator or ""
    if i == whole.indicator and i.startswith("t"):
        return False
    return (
        not (
            i.startswith("t3.")
            and i.split(".")[1] in ("new", "carried_in", "total", "carried_out")
            and i.endswith(".total")
        )
        and part.value <= whole.value
    )


def may_be_compared(stated: Figure, figure: Figure) -> bool:
    """Can `figure` be one of the two that the change `stated` compares?"""
    if stated.unit.endswith("百分点"):
        return figure.kind == "ratio"
    if figure.kind not in COUNTS:
        return False
    return stated.unit in ("%", "倍") or unit_of(figure) == unit_of(stated)
