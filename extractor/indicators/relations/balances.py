"""Balances told by four numbers in a row, in whatever words: what was there, what came, what went
and what is left.

`年头账上欠答19件，当年进账402件，答出去397件，年尾还欠24件`: no number need be known for a cell; it
is the order and the words that make the balance, and that it holds but for a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import regex

from extractor.codebook import table_of
from extractor.figures.patterns import words
from extractor.indicators.frames import Frame
from extractor.indicators.relations.common import unit_of
from extractor.indicators.relations.flows import IN_ALL, told_as_settled
from extractor.records import Figure, Relation

SLIP = Decimal("0.04")
"""So much of what came in may be missing, or one piece."""
_YEAR = re.compile(r"(?:19|20)\d\d年(?:度)?")
_CARRIED = (
    r"结转|转[来入过]|滚[存入]|承[接前转]|遗留|余留|结[余存]|移[交来]|延续|挂账"
    r"|留下|上年余|没[^，。；\d]{0,2}完|未[办答结了销]|未能|带[到入进]|存量|剩下|旧件|老件|跨[年入]"
)
_OVER = regex.compile(_CARRIED)
"""Carried over, from one year or to the next."""
_BEGINNING = regex.compile(
    rf"(?:年初|期初|年头|上期|原有|旧存|手[头上]|(?:{words()['last_year']}|某年)[末底])[^，。；\d]{{0,10}}$"
    rf"|(?:{_CARRIED})[^，。；\d]{{0,10}}$"
)
"""Before what was there at the beginning."""
_ONWARD = regex.compile(
    r"(?:至|到|往|入|给|待|转)(?:下(?:一)?年度?|明年|次年|来年|翌年|某年)|下年|翌年|次年|来年|转出"
)
"""What is carried over goes on from here."""
_CAME = regex.compile(
    r"(?:收|进|接|新|来|增|登记|添|递|(?<!转|流|汇|公开)入|受理|出台|印发|入[账库]|制发?|续登)[^，。；\d]{0,8}$"
)
_WENT = re.compile(r"(?:答|办|出|结|了|退|废|失效|销|清|处理|回复?)[^，。；\d]{0,8}$")
_DECIDED = regex.compile(
    r"(?:办结|结案|准予|不予|同意|通过|合格|驳回|撤[回销]|退回|转[送办]|发[证放])[^，。；\d]{0,8}$"
)
"""The same where they were decided in one of two ways."""
_LEFT = regex.compile(
    rf"(?:(?:年末|年底|期末|年尾|末了|某年[末底])[^，。；\d]{{0,10}}"
    rf"|(?:{_CARRIED}|尚[余有存欠]|还[余有剩欠]|[剩余欠存留]|待[办答]|在[办途手]|落下|压[到至]|转[下出往至到]|留[待存到至给下]|顺延|续办|跨年)"
    rf"[^，。；\d]{{0,10}})$"
)
_AMONG = re.compile(r"[\s，（]*(?:其中|包?含|包括)")
"""Before some of what came in."""
_RECEIVED_ONLY = regex.compile(r"收到|新收|受理|新增|公开|发布")
"""上年收到30件 was not there at the beginning of this one."""
_NO_TABLE = frozenset(["", "n"])
"""What a number says of its table that is in none; cases are no part of a row of applications."""
_STOCK_OR_COUNT = ("count", "cumulative")
FOUR = 4
REACH = 1
"""How many sentences behind the first number the last one may stand."""


def balances_in_words(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """One relation for each four numbers in a row that are told as a balance."""
    known = {frozenset((*r.left, *r.right)) for r in taken if r.kind == "flow"}
    plain = [f for f in frames if not f.bracket and figures[f.index].kind != "ratio"]
    for k in range(len(plain) - 3):
        if not _may_be_told_together(plain[k : k + FOUR], figures):
            continue
        five = plain[k : k + 5]
        if len(five) > FOUR and _decided_in_two_ways(five, figures):
            was = _told_in_order(five)
            if was is not None:
                a, b, *out = (f.index for f in five)
                yield Relation("flow", (a, b) if was == 0 else (b, a), tuple(out))
                continue
        four = _without_sum(five, figures)
        if not _nearly([figures[f.index] for f in four]) or not _one_row(four, figures):
            continue
        if frozenset(f.index for f in four) in known:
            continue
        was = _told_in_order(four)
        if was is None:
            continue
        a, b, c, d = (f.index for f in four)
        yield Relation("flow", (a, b) if was == 0 else (b, a), (c, d))


def _decided_in_two_ways(five: list[Frame], figures: list[Figure]) -> bool:
    """上年未结6件，受理90件，准予81件，不予9件，在办5件: may they be a balance with two that went?

    Of other matters only: those of applications are told by more outcomes, and by their cells.
    """
    row = [figures[f.index] for f in five]
    if five[-1].sentence != five[0].sentence or any(f.parent is not None for f in five):
        return False
    alike = len({unit_of(f) for f in row}) == 1 and len({f.scope for f in row}) == 1
    plain = all(f.kind == "count" and f.qualifier == "exact" for f in row)
    if not (alike and plain and all(f.indicator in (None, "n.other") for f in row[2:4])):
        return False
    a, b, *out = (f.value for f in row)
    slip = abs(a + b - sum(out)) <= max(Decimal(1), (a + b) * SLIP)
    return slip and not any(told_as_settled(f, behind) for f, behind in pairwise(five[:2]))


def _may_be_told_together(four: list[Frame], figures: list[Figure]) -> bool:
    """Do the first two begin a row, and is the fourth number near enough to end it?"""
    one, other = (figures[f.index] for f in four[:2])
    near = four[-1].sentence - four[0].sentence <= REACH
    return near and unit_of(one) == unit_of(other) and one.kind in _STOCK_OR_COUNT


def _without_sum(five: list[Frame], figures: list[Figure]) -> list[Frame]:
    """Four of them, the sum of the first two that stands behind them left out."""
    if len(five) > FOUR:
        a, b, c = (figures[f.index] for f in five[:3])
        if IN_ALL.search(five[2].left) and a.value + b.value == c.value:
            return [*five[:2], *five[3:]]
    return five[:FOUR]


def _one_row(four: list[Frame], figures: list[Figure]) -> bool:
    """Numbers of one unit and body, exact, this year's but for the stock."""
    row = [figures[f.index] for f in four]
    when = {f.scope.year for f in row[2:]}
    if len(when) > 1 or (when != {None} and {f.scope.year for f in row} != when):
        return False  # …，52件；2020年则为1,108件、1,130件、66件
    return (
        four[-1].sentence - four[0].sentence <= REACH
        and len({unit_of(f) for f in row}) == 1
        and len({f.scope.body for f in row} - {None}) <= 1
        and len({table_of(f.indicator or "") for f in row} - _NO_TABLE) <= 1
        and all(f.kind in _STOCK_OR_COUNT and f.qualifier == "exact" for f in row)
        and all(f.parent is None for f in four[2:])
        and not any(told_as_settled(f, behind) for f, behind in pairwise(four[:3]))
    )


def _told_in_order(four: list[Frame]) -> int | None:
    """Which of the first two is what was there at the beginning; None where it is no balance.

    With a fifth number, two tell what became of those that were decided.
    """
    told = [f.left if f.left.strip("，、；： ") else f.onward[:8] for f in four]
    words = [_YEAR.sub("某年", w) for w in told]
    *went, left = words[2:]
    if not _LEFT.search(left):
        return None
    if not all((_DECIDED if len(went) > 1 else _WENT).search(w) for w in went):
        return None
    for was, came in ((0, 1), (1, 0)):
        there = _BEGINNING.search(words[was]) and not _ONWARD.search(words[was])
        received = _RECEIVED_ONLY.search(words[was]) and not _OVER.search(words[was])
        new = _CAME.search(words[came]) and not _OVER.search(words[came])
        among = was == 1 and _AMONG.match(four[was].left)  # 收到27件，其中上年结转1件
        if there and not received and new and not among:
            return was
    return None


def _nearly(four: list[Figure]) -> bool:
    a, b, c, d = (f.value for f in four)
    return abs(a + b - c - d) <= max(Decimal(1), (a + b) * SLIP)
