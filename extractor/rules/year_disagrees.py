"""D101: the report's year, its statistics period and the years its prose claims disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec
import regex

from extractor.records import Fault, Sentence, Severity, Span, Verdict
from extractor.rules._context import Context
from extractor.rules._registry import Outcome, rule
from extractor.rules._words import words

_PLANS = 5
"""The section that speaks of next year."""

_NAMES = {"title": "标题", "period": "统计期限", "heading": "小标题", "prose": "正文"}

_OPENING = re.compile(
    r"""\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*   # a list number,
             (?:[^\d\s，。；：、]{2,24}(?=20\d\d年度?[，,]))?   # a heading run into the text
        )?
        (?P<year>20\d\d)年度?
        (?P<rest>.{2,40})""",
    re.VERBOSE | re.DOTALL,
)


def _any(name: str) -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, words(name))))


_NOT_OPENING = re.compile(
    r"\s*(?:\d{1,2}月|[至到—–\-~～、和与及版底末初前后起的第]|"
    + "|".join(map(regex.escape, words("year_is_no_claim")))
    + ")"
)
_OWN = _any("own_work")
_OTHERS = _any("work_of_others")
_FUTURE = _any("future")
_LOOKING_BACK = _any("looking_back")


class _Claim(msgspec.Struct, frozen=True):
    """A place that says which year the report is for."""

    year: int
    where: str
    span: Span


@rule("D101", severity="error", since="0.1.0", title="报告年度与统计期限或正文所称年度不一致")
def year_disagrees(context: Context) -> Iterator[Outcome]:
    """The report's year, its stated statistics period and its prose's own years disagree.

    What it checks
    The title, the stated statistics period and the sentences that open with a year and tell
    the agency's own work all name the same year. All places that name one wrong year make one
    finding: an error where title or period disagree, a warning where only the prose does. A
    signature that is not of the following year is a notice.

    Why it matters
    A year left standing is the commonest trace of last year's text, and figures beside it may
    be last year's too.

    How approximation and blanks are treated
    Not taken for a claim: comparisons and looks back (the report's own year in the same
    sentence or the next one), dates with a month, periods (2021年以来), years in titles and
    document numbers, 结转至2025年, plans, and section five. Skipped where no year is known.

    Source
    政府信息公开条例 article 49 and 50: the report covers the preceding year.

    Fires on
        云岭县水务局2024年政府信息公开工作年度报告
        本报告数据统计期限为2023年1月1日至2023年12月31日。
        一、总体情况
        2024年，我局主动公开信息120条。
        --
        云岭县水务局2024年政府信息公开工作年度报告
        一、总体情况
        2023年，我局在县委、县政府领导下主动公开信息120条。

    Silent on
        云岭县水务局2024年政府信息公开工作年度报告
        本报告数据统计期限为2024年1月1日至2024年12月31日。
        一、总体情况
        2023年收到申请15件，2024年收到申请12件。2021年以来累计公开信息300条。
        2023年转过来的3件申请已于一季度办结。
        2023年办结申请16件；2024年办结15件，收费0元。
        五、存在的主要问题及改进情况
        2025年，我局将加强培训。
    """
    year = context.year
    claims = [*_stated(context), *_in_prose(context)] if year is not None else []
    if year is None or not claims:
        yield Verdict.SKIPPED
        return
    wrong: dict[int, list[_Claim]] = {}
    for claim in claims:
        if claim.year == year:
            yield Verdict.PASSED
        else:
            wrong.setdefault(claim.year, []).append(claim)
    for claimed, places in wrong.items():
        stated = any(p.where != "prose" for p in places)
        severity: Severity = "error" if stated else "warning"
        yield Fault(
            message=_message(context, year, claimed, places),
            expected=Decimal(year),
            actual=Decimal(claimed),
            spans=tuple(p.span for p in places),
            severity=severity,
        )
    yield from _signature(context, year)


def _message(context: Context, year: int, claimed: int, places: list[_Claim]) -> str:
    where = "、".join(dict.fromkeys(_NAMES[p.where] for p in places))
    first = places[0].span
    quote = "".join(context.text[first.start : first.end].split())
    quote = f"{quote[:28]}…" if len(quote) > 28 else quote
    count = f"等{len(places)}处" if len(places) > 1 else ""
    return f"报告年度为{year}年，而{where}“{quote}”{count}称{claimed}年，疑为沿用其他年度文字。"


def _stated(context: Context) -> Iterator[_Claim]:
    """Title, period and headings, as the identity found them."""
    for claim in context.claims:
        if claim.where in ("title", "period", "heading"):
            yield _Claim(claim.year, claim.where, Span(claim.start, claim.end))


def _signature(context: Context, year: int) -> Iterator[Outcome]:
    """A report is signed early in the year after its own; the claim is the year that implies."""
    for claim in context.claims:
        if claim.where == "signature" and claim.year != year:
            quote = "".join(context.text[claim.start : claim.end].split())
            yield Fault(
                message=f"落款日期“{quote}”与报告年度{year}年不相应，请核对年份。",
                expected=Decimal(year),
                actual=Decimal(claim.year),
                spans=(Span(claim.start, claim.end),),
                severity="notice",
            )


def _in_prose(context: Context) -> Iterator[_Claim]:
    """Sentences that open with a year and tell the agency's own work of that year."""
    year, sentences = context.year, context.sentences
    openings = [
        (at, found)
        for at, s in enumerate(sentences)
        if s.section != _PLANS and (found := _opening(context, s)) is not None
    ]
    other_years = {found for _, found in openings} - {year}
    for at, found in openings:
        if found != year:
            near = _neighbours(context, at)
            looks_back = len(other_years) > 1 or any(_names(context, s, year) for s in near)
            if looks_back and not _figures_are_this_years(context, at):
                continue
        yield _Claim(found, "prose", Span(sentences[at].start, sentences[at].end))


def _neighbours(context: Context, at: int) -> list[Sentence]:
    """The sentence and those beside it in its section; title and period are no neighbours."""
    here = context.sentences[at].section
    stated = [c.start for c in context.claims if c.where != "hint"]
    return [
        s
        for s in context.sentences[max(0, at - 1) : at + 2]
        if s.section == here and not any(s.start <= start < s.end for start in stated)
    ]


def _names(context: Context, sentence: Sentence, year: int | None) -> bool:
    return context.text.find(f"{year}年", sentence.start, sentence.end) >= 0


def _opening(context: Context, sentence: Sentence) -> int | None:
    """The year that the sentence opens with, if it tells the agency's own work of that year."""
    match = _OPENING.match(context.text, sentence.start, sentence.end)
    if match is None or _NOT_OPENING.match(match["rest"]):
        return None
    rest = match["rest"]
    own, others = _OWN.search(rest), _OTHERS.search(rest)
    if own is None or (others is not None and others.start() < own.start()):
        return None
    year = int(match["year"])
    text = context.text[sentence.start : min(sentence.end, sentence.start + 400)]
    if year != context.year and (_FUTURE.search(text) or _LOOKING_BACK.search(text)):
        return None
    return year


def _figures_are_this_years(context: Context, at: int) -> bool:
    """Whether the sentence under another year's name tells figures that are this year's own.

    That is so where a figure repeats, with its unit, one that stands under the report's own
    year elsewhere. Small numbers repeat by chance, hence the floor of 10.
    """
    if _names(context, context.sentences[at], context.year):
        return False  # 2021年办结29件；2022年办结31件
    here = {(f.value, f.unit) for f in context.figures if f.sentence == at and f.value >= 10}
    if not here:
        return False
    own = {
        (f.value, f.unit)
        for f in context.figures
        if f.sentence != at and f.scope.year in (None, context.year)
    }
    return bool(here & own)
