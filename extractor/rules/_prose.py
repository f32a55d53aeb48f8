"""What the rules over prose share: quoting figures, and holding them against table cells."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec
import regex

from extractor.arithmetic import UNITS_OF_MONEY, Interval, interval, sums_agree
from extractor.indicators.matters import names_another
from extractor.indicators.model.decide import OVERRULED
from extractor.indicators.phrases import SUM_WORDS
from extractor.records import Cell, Fault, Figure, Span
from extractor.rules._context import Context, spans
from extractor.rules._other_cases import is_of_other_cases
from extractor.rules._plainness import says_none_of_all, states_plainly
from extractor.rules._some_cases import CERTAIN, COUNTED, added_up_behind, of_some_cases
from extractor.rules._wording import number

SURE = 0.75
"""Below this confidence a link is no basis for contradicting a table."""
SURE_ALONE = 0.98
"""The same where the rules had read something else than the model: on the corpus's reports every
wrong contradiction stood on such a figure, and no right one did."""
FARTHEST = 20
"""A figure so many times as large as its cell, or so many times smaller, is no slip of the pen."""
MOST_BEHIND = 12
"""Characters behind a figure that are quoted with it."""
MOST_OF_NONE = 30
"""The same behind words for none, which say nothing without what there was none of."""
_THIS_YEAR = regex.compile(r"[本当今][年期]|全年|年度|20\d\d年")
_DISCLOSURE_AMONG = regex.compile(r"[，（(]?其中[^，。；\d]{0,6}(?:信息|政务)公开")
_OF_DISCLOSURE = regex.compile(r"信息公开|政务公开|依申请|公开申请|政府信息")
_LARGEST = regex.compile(r"前[一二两三四五六七八九十\d]|[居靠]前|最多|较多|主要|集中|排名")
_REST = regex.compile(r"(?:其[他它余]|剩余|余下|剩下)(?:的|类|情[况形])?")
_BEGUN = regex.compile(r"新(?:增|收|发生?|立)|本年发生")
_CARRIED = regex.compile(r"结转|遗留|上年(?:度)?(?:尚?未|跨)")
_YEAR_AMONG = regex.compile(r"[，（(]?其中[^，。；\d]{0,4}(?:[本当今]年|20\d\d年)")
"""累计412件，其中本年69件."""
_AMONG = regex.compile(r"[，,（(]?其中[^，。；\d]{0,12}")
_CLAUSE_END = regex.compile(r"[，。；;\n]")
_PHRASE_END = regex.compile(r"[，。；;、：:（(）)\n]|(?<!\d),|,(?!\d)")
_CLAUSE_MARK = regex.compile(r"[，。；;、：:（(\n—]|(?<!\d),|,(?!\d)")
"""What ends a clause; a comma within a number does not."""
_NUMBERING = regex.compile(r"^\s*[一二三四五六七八九十\d]{1,2}[）)]")
"""（二）本年度…: what is left of it behind its bracket."""
_NO_WORDS = frozenset(["", "对", "把", "就", "这", "对这", "针对", "面对"])
"""What leads up to a number and says nothing of it: 对62件申请."""
_BARE_SUM = regex.compile(rf"\s*(?:{SUM_WORDS})(?:[为是有])?\s*")
"""Nothing but the word for a sum: the clause before tells of what."""
_DIGIT = regex.compile(r"[\d一二三四五六七八九十百千万]+[余多]?[\u4e00-\u9fff]?[，,：]?$|\d")
"""A number in the clause before: its sum may be of that."""
_JOINT = regex.compile(r"\s*(?:[与和及、→＋+－=＝]|(?=[升降上下增减提变走涨跌扩缩到至]))")
"""Between two numbers of one clause."""
MOST_BEFORE = 32
"""A clause of so many characters at most is quoted whole."""
SHOWN_BEFORE = 18
"""Of a longer one so many right before the number are."""


class Stated(msgspec.Struct, frozen=True):
    """A figure held against the cells it states: the reading that comes first."""

    index: int
    figure: Figure
    cells: tuple[Cell, ...]
    total: Decimal
    agrees: bool
    """Some sensible reading of the figure meets its cells."""


def span_of(figure: Figure) -> Span:
    return Span(figure.start, figure.end)


def quote(context: Context, figure: Figure) -> str:
    """The figure with the words that lead up to it, short enough for a sentence.

    Where none do, with those behind it: 6件申请均未引起争议. So are words for none: 未收到申请.
    """
    sentence = context.sentences[figure.sentence]
    start = max(sentence.start, figure.start - MOST_BEFORE)
    words = context.text[start : figure.end]
    before = words[: len(words) - len(figure.text) - 1]
    cuts = [m.end() for m in _CLAUSE_MARK.finditer(before)]
    cuts.extend(_behind_another(context, figure, start, cuts))
    whole = bool(cuts) or start == sentence.start
    words = words[cuts[-1] if cuts else 0 if whole else MOST_BEFORE - SHOWN_BEFORE :]
    if _CLAUSE_END.match(words[-len(figure.text) - 1 :]):  # 需要说明的是，22件新登记申请中…
        behind = _words_behind(context, figure, _PHRASE_END, MOST_BEHIND)
        if behind:
            return "".join(figure.text.split()) + behind
    if len(cuts) > 1 and _BARE_SUM.fullmatch(words[: -len(figure.text)]):
        clause = context.text[start + cuts[-2] : start + cuts[-1]]
        if not _DIGIT.search(clause) and clause[-1:] in "，,":  # 后五类为组织，小计248件
            words = clause + words
    closed = False
    if words[: -len(figure.text)].endswith(("（", "(")):
        closed = context.text[figure.end : figure.end + 1] in ("）", ")")
        words = f"{words}）" if closed else figure.text  # 企业（318件）, but （3件涉密）
    told = "".join(_NUMBERING.sub("", words).split()).lstrip("，。；：、,;:（()）— ")
    if not whole:
        told = f"…{told}"
    if figure.qualifier == "zero":
        return told + _words_behind(context, figure, _CLAUSE_END, MOST_OF_NONE)
    if closed or told.removesuffix("".join(figure.text.split())) not in _NO_WORDS:
        return told
    return told + _words_behind(context, figure, _PHRASE_END, MOST_BEHIND)


def _behind_another(
    context: Context, figure: Figure, start: int, cuts: Sequence[int]
) -> Iterator[int]:
    """新收49件与上年结转3件, 由150件升到186件: where the words of the second begin."""
    at = bisect_left(context.figures, figure.start, key=lambda f: f.start)
    last = context.figures[at - 1] if at else figure
    begin = last.end - start
    if last.unit == figure.unit and begin > (cuts[-1] if cuts else 0) and last.end < figure.start:
        joint = _JOINT.match(context.text, last.end, figure.start)
        if joint is not None:
            yield joint.end() - start


def _words_behind(context: Context, figure: Figure, mark: regex.Pattern[str], most: int) -> str:
    """What stands between a figure and the next such mark, `most` characters of it."""
    rest = context.text[figure.end : context.sentences[figure.sentence].end]
    words = "".join(mark.split(rest)[0].split())
    return words if len(words) <= most else f"{words[:most]}…"


def held_against_tables(context: Context) -> Sequence[Stated | None]:
    """Every figure that states table cells, with them; None for one that cannot be decided.

    A figure of another year, of a part of the body, a share or a change is no cell's.
    """
    return context.once(_all_held)


def _all_held(context: Context) -> tuple[Stated | None, ...]:
    return tuple(_decided(context, list(_each(context))))


def _decided(
    context: Context, each: Sequence[tuple[Stated | None, bool]]
) -> Iterator[Stated | None]:
    """What can be decided of `each`, held in the light of the others."""
    agreeing = {h.figure.indicator for h, sure in each if h is not None and sure and h.agrees}
    beside = {
        (h.figure.sentence, h.figure.indicator) for h, _ in each if h is not None and h.agrees
    }
    sums: dict[tuple[int, str | None], Decimal] = defaultdict(Decimal)
    for h, _ in each:
        if h is not None and h.figure.qualifier == "exact":
            sums[h.figure.sentence, h.figure.indicator] += h.figure.value
    for held, sure in each:
        if held is None or not sure:
            yield None
        elif held.agrees:
            yield held
        else:
            # Told as the table has it in its own sentence too, at once or in parts, or elsewhere
            # where the link is loose: the number is of a part, of some years or another thing.
            figure = held.figure
            place = figure.sentence, figure.indicator
            told = (
                place in beside
                or sums[place] == held.total
                or (figure.confidence < CERTAIN and figure.indicator in agreeing)
            )
            yield None if told or _is_another_thing(context, held) else held


def _is_another_thing(context: Context, held: Stated) -> bool:
    """Do the words, or the sizes, say that the figure is not the cell's at all?"""
    figure = held.figure
    if (
        _added_up_over_years(context, held)
        or _of_the_new_ones(context, held)
        or _of_cases_begun(context, held)
        or _of_its_list(context, held)
        or _of_items(context, held)
        or of_some_cases(context, held.index, held.cells[0].id)
        or added_up_behind(context, held.index, held.total)
        or _told_among(context, held)
        or is_of_other_cases(context, figure, held.cells[0].id, held.total)
    ):
        return True
    plain = says_none_of_all if figure.qualifier == "zero" else states_plainly
    if not plain(context, figure):
        return True
    told, there = figure.value, _in_its_unit(context, held)
    large, small = max(told, there), min(told, there)
    return small > 0 and large / small > FARTHEST


def _added_up_over_years(context: Context, held: Stated) -> bool:
    """累计受理1236件，办结1230件 since the regulation came: no cell of tables 3 and 4 is."""
    figure = held.figure
    if not held.cells[0].id.startswith(("t3.", "t4.")):
        return False
    start = context.sentences[figure.sentence].start
    behind = context.text[figure.end : figure.end + MOST_BEHIND]
    if _YEAR_AMONG.match(behind) and "累计" in context.text[start : figure.start]:
        return True
    rest = context.text[figure.end : context.sentences[figure.sentence].end]
    among = _DISCLOSURE_AMONG.search(rest.partition("；")[0])
    if held.cells[0].id.startswith("t4.") and among:
        told = _OF_DISCLOSURE.search(context.text[start : figure.start])
        return among.start() == 0 or told is None  # 应诉5件，胜诉4件，其中因信息公开2件
    own = (f for f in context.figures if f.sentence == figure.sentence and f.start <= figure.start)
    since = [f.end for f in own if f.kind == "cumulative"]
    return (
        bool(since)
        and _THIS_YEAR.search(context.text[max(since[-1], start) : figure.start]) is None
    )


def _of_its_list(context: Context, held: Stated) -> bool:
    """Is it the sum over the bodies with most cases, or the rest of a list that adds up?

    居前的甲局31件、乙局20件，合计51件 is no year's; 予以公开36件，…，其他8件 not （六）其他处理.
    """
    figures, figure = context.figures, held.figure
    for relation in context.extraction.relations:
        if relation.kind != "parts":
            continue
        parts = [figures[i] for i in relation.right]
        if held.index in relation.left and all(p.scope.body is not None for p in parts):
            start = context.sentences[figure.sentence].start
            if _LARGEST.search(context.text[start : parts[0].start]):
                return parts[0].start < figure.start
        if held.index == relation.right[-1] and len(parts) > 1:
            start = context.sentences[figure.sentence].start
            clause = _CLAUSE_MARK.split(context.text[start : figure.start])[-1]
            if _REST.fullmatch(clause.strip()):
                return sums_agree(figures[relation.left[0]], parts) == "agrees"
    return False


def _of_items(context: Context, held: Stated) -> bool:
    """保留行政许可23项 are kinds of licences; the cell counts decisions, in 件."""
    info = context.codebook.cell(held.cells[0].id, context.form_used)
    return held.figure.unit == "项" and info is not None and info.unit == "件"


def _told_among(context: Context, held: Stated) -> bool:
    """办理许可4120件，其中依申请许可356件: the table has the part that is told behind."""
    figure = held.figure
    among = _AMONG.match(context.text, figure.end)
    if among is None or figure.value < held.total:
        return False
    after = next((f for f in context.figures if f.start >= among.end()), None)
    return (
        after is not None
        and after.start == among.end()
        and after.unit == figure.unit
        and after.value == _in_its_unit(context, held)
    )


def _of_the_new_ones(context: Context, held: Stated) -> bool:
    """已办结63件 of the 69 that came in, beside four that were carried in: no slip of 67."""
    cell = held.cells[0].id
    if len(held.cells) > 1 or not cell.startswith("t3.total."):
        return False
    carried = context.value(cell.replace(".total.", ".carried_in.", 1))
    return bool(carried) and held.figure.value == held.total - (carried or 0)


def _of_cases_begun(context: Context, held: Stated) -> bool:
    """新增诉讼1件，上年结转诉讼1件: table 4 has both together."""
    cell = held.cells[0].id
    if not cell.startswith("t4.") or not cell.endswith(".total"):
        return False
    told = context.sentences[held.figure.sentence]
    before = context.text[told.start : held.figure.start]
    sentence = context.text[told.start : told.end]
    return _BEGUN.search(before) is not None and _CARRIED.search(sentence) is not None


def _each(context: Context) -> Iterator[tuple[Stated | None, bool]]:
    """Every figure on table cells, and whether its link is sure enough to contradict them."""
    for index, figure in enumerate(context.figures):
        if figure.indicator is None or not figure.indicator.startswith("t"):
            continue
        if (
            figure.kind not in COUNTED
            or figure.scope.year is not None
            or figure.scope.body is not None
        ):
            continue
        sure = figure.confidence >= (SURE_ALONE if figure.reason == OVERRULED else SURE)
        sure = sure and not names_another(figure.reason)
        yield _held(context, index, figure), sure


def _held(context: Context, index: int, figure: Figure) -> Stated | None:
    first: Stated | None = None
    undecided = False
    for reading in figure.readings or (figure.indicator or "",):
        cells = _cells(context, reading)
        if cells is None:
            undecided = True
            continue
        total = sum((c.value for c in cells if c.value is not None), Decimal(0))
        agrees = _interval(figure, cells).meets(Interval(total, total))
        held = Stated(index, figure, cells, total, agrees)
        if agrees:
            return held
        if first is None and reading == figure.indicator:
            first = held
    return None if undecided and first is None else first


def _cells(context: Context, reading: str) -> tuple[Cell, ...] | None:
    """The cells of a reading; None where one is absent, blank or no number."""
    ids = context.codebook.expand(reading, context.form_used)
    if not ids:
        return None
    cells = tuple(context.cell(i) for i in ids)
    if any(c is None or c.value is None for c in cells):
        return None
    return tuple(c for c in cells if c is not None)


def _interval(figure: Figure, cells: tuple[Cell, ...]) -> Interval:
    """The figure's interval in the unit of its cells: table 2 counts fees in 万元."""
    one = interval(figure)
    if figure.kind != "amount":
        return one
    low, high = one.low, one.high  # in 元
    wan = Decimal(10000)
    digits = Decimal("0.01") if figure.unit != "元" else Decimal(0)
    in_wan = Interval(
        None if low is None else low / wan - digits, None if high is None else high / wan + digits
    )
    value = cells[0].value if len(cells) == 1 else None
    if value is not None and one.meets(Interval(value, value)):
        return one  # 采购总金额 may be written in 元
    return in_wan


def contradiction(context: Context, held: Stated) -> Fault:
    """The finding against a figure that its cells contradict."""
    figure, expected = held.figure, _in_its_unit(context, held)
    difference = figure.value - expected
    aside = f"（即0{figure.unit or '件'}）" if figure.qualifier == "zero" else ""
    name, table = _both(context, held)
    return Fault(
        message=f"正文称“{quote(context, figure)}”{aside}，而表格中{name}为{table}，"
        f"正文与表格相差{number(abs(difference))}{figure.unit or '件'}。",
        expected=expected,
        actual=figure.value,
        difference=difference,
        cells=tuple(c.id for c in held.cells),
        figures=(held.index,),
        spans=(span_of(figure), *spans(held.cells)),
    )


def _in_its_unit(context: Context, held: Stated) -> Decimal:
    """The sum of the cells in the unit that the prose uses: table 2 counts fees in 万元."""
    info = context.codebook.cell(held.cells[0].id, context.form_used)
    if info is None or info.unit != "万元":
        return held.total
    return held.total * UNITS_OF_MONEY["万元"] / UNITS_OF_MONEY.get(held.figure.unit, Decimal(1))


def _both(context: Context, held: Stated) -> tuple[str, str]:
    """(what the prose states, what the table has), for a message."""
    told = held.figure.indicator or ""
    if context.form_used == "2014":  # its rows have names of their own
        told = "+".join(c.id for c in held.cells)
    names = context.codebook.describe(told)
    unit = held.figure.unit or "件"
    if held.figure.kind == "amount":
        info = context.codebook.cell(held.cells[0].id, context.form_used)
        unit = info.unit if info else unit
    return f"{names}{'各格合计' if len(held.cells) > 1 else ''}", f"{number(held.total)}{unit}"
