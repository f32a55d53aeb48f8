"""Which later number tells the whole of something again, and of which earlier one.

A report tells a total (全年更新517条) and comes back to it where it draws conclusions: of the 571条
信息 most were reposted. Such a number stands in another order, in front of its noun, so the words
that lead up to it say little. Its form says that a whole is meant: something is told of each of
them or of some of them (N件申请中, N件均), it points back (上述N件, 发布的N条), it is a year's
(全年解读N篇), or it is called too few (仅N篇). Its words may say no more than the earlier place or
the indicator itself does: with more of them a part, another channel or a step is told.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractor.arithmetic import interval, may_be_mistyped
from extractor.codebook import table_of
from extractor.indicators.cues import Hit, table
from extractor.indicators.model.labels import OTHER, TABLE3, parse_label
from extractor.language.first import often_tried
from extractor.language.folding import fold
from extractor.records import Figure
from extractor.rules._context import Context
from extractor.rules._plainness import LOOK_AHEAD, LOOK_BACK, levels_of, of_two_accounts
from extractor.rules._prose import SURE
from extractor.rules._some_cases import CASES, CERTAIN, COUNTED
from extractor.rules._words import words

FARTHEST = 2
"""A whole and its restatement differ by no more times: else one of them is of something else."""
MOST_UNKNOWN = 1
"""Characters of a restatement that neither the earlier place nor the indicator knows."""
MOST_TOLD_MORE = 3
"""The same for a later place whose words are much like those of the earlier one."""
MOST_OF_OWN = 6
"""The same for the earlier place, where the later one does not point back."""
LOOSE = 0.65
"""Confidence of a link from which a figure is compared: form and words speak for it as well."""
MOST_PLACES = 12
"""Places of one indicator that are kept."""
MOST_TERMS = 8
"""Figures in a row whose sum a later one may be."""
LOOK_BACK_FIGURES = 300
"""Figures before one that it may repeat or add up."""
RECEIVED, CARRIED_IN, CARRIED_OUT = (f"t3.{r}.total" for r in ("new", "carried_in", "carried_out"))


def _any(name: str) -> str:
    return "|".join(map(regex.escape, words(name)))


_MARK = re.compile(r"[，；。：！？、（）【】\n\d]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_OF_THEM = regex.compile(
    r"(?P<noun>[^，]{0,14}?)(?:[之当]?中(?![心央小国医标介层])|里(?!程)|内(?![容部设])"
    rf"|以[^，]{{1,8}}(?:为主|居多|为多)|(?!均[衡匀])(?:{_any('of_each')}))"
)
"""What is told of some of them, or of each of them, behind their noun."""
_POINTS_BACK = regex.compile(rf"(?:{_any('points_back')})\s*$")
_RELATIVE = regex.compile(r"的\s*$|所[\u4e00-\u9fff]{1,2}\s*$")
"""发布的N条信息, 所发N条信息."""
_IS_TOLD = regex.compile(r"在|由|被|已|均|全|仍|经|需|未|尚|都|皆|开展|暴露|反映|显示|说明|涉及")
"""Behind a noun: what is told of it begins."""
_TOO_FEW = regex.compile(r"(?:仅|只|才|不过)(?:有|为|是)?\s*$")
_ALL_OF_YEAR = regex.compile(
    rf"(?:{_any('whole_year')})(?:我[局委办厅镇县市区]|全[局市县区省镇])?[\u4e00-\u9fff]{{0,2}}(?:发布|编发|制作|推出|刊发|召开|举办|开展|组织)(?:了|出)?的\s*$"
)
_YEARS = regex.compile(r"(?:全|本)年$")
"""抽查了全年12篇政策解读: of all of the year's."""
_NOUNS = {
    "interpretation": "n.interpretations", "press": "n.press_conferences",
    "interview": "n.interviews", "consultation": "n.consultations", "training": "n.trainings",
}  # fmt: skip
"""What a noun behind a number counts, whatever stands before."""
_SIZE = regex.compile(r"^的(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:规模|总量|体量|总数|数量|基数|总规模)")
"""4.2万人的粉丝规模, 320条的发布总量: how large the whole is."""
_ALL_OF_THEM = regex.compile(
    r"(?:完整|全部|悉数|逐[一篇场期])(?:收录|汇总|归集|刊载|刊发|登载|展示|公布|上传|保存)(?:了|有)?(?:本?全年|本年|当年)(?:度)?(?:的)?\s*$"
)
"""专栏完整收录全年13场新闻发布会: all of the year's, which another place counted."""
_OF_YEAR = regex.compile(rf"(?:^年(?![底初末均])|{_any('whole_year')})(?P<verb>[\u4e00-\u9fff]*)")
_LEAD = regex.compile(rf"^.*(?:{_any('leads_to_whole')})(?!的)")
"""What leads up to a restated number in its clause and is no part of its description."""
_OF_A_PERIOD = rf"^月|{_any('other_period')}"
_PERIOD = often_tried(_OF_A_PERIOD)
_MONTHS = regex.compile(r"[一二三四五六七八九十]{1,2}[至到—-][一二三四五六七八九十]{1,2}月")
"""一至三月: a part of the year as well."""
_OF_THE_YEAR = regex.compile(r"(?:全年|年内|本年|今年|当年)")
"""At the beginning of a clause: it is of no part of the year, whatever the one before tells."""
_OTHERS = regex.compile(_any("other_bodies"))
_NO_WHOLE = regex.compile(f"{_OF_A_PERIOD}|{_OTHERS.pattern}|{_any('no_whole')}")
_KNOWN = re.compile(_any("of_any_whole"))
_CLAUSE_END = re.compile("[，；。：]")
_HANZI = re.compile(r"[\u4e00-\u9fff]")


def restatements(context: Context) -> Iterator[tuple[int, int, str]]:
    """(first place, later place, indicator) where a whole is told again with another number."""
    wholes: dict[tuple[str, str, str | None], tuple[list[int], list[int]]] = {}
    whole_of = {
        i: r.left[0] for r in context.extraction.relations if r.kind == "parts" for i in r.right
    }
    for index, figure in enumerate(context.figures):
        for indicator in _may_state(context, figure):
            unit = figure.unit if indicator.startswith("n") else ""
            key = (indicator, unit, figure.scope.body)
            earlier, last = wholes.setdefault(key, ([], []))
            if last and not of_a_period(context, context.figures[last[0]]):
                earlier.append(last[0])  # asked only where another one follows
            last.clear()
            if index not in whole_of:
                first = _restated(context, index, indicator, earlier)
                if first is not None:
                    yield first, index, indicator
                    break
            elif context.figures[whole_of[index]].indicator == indicator:
                continue  # a part that has no name of its own
            if len(earlier) < MOST_PLACES:
                last.append(index)


def _may_state(context: Context, figure: Figure) -> Sequence[str]:
    """What the figure states, if it can be a whole; several readings where no link is sure."""
    if figure.kind not in COUNTED or figure.scope.year is not None or figure.qualifier == "zero":
        return ()
    indicator = figure.indicator
    if indicator not in (None, OTHER) and figure.confidence >= LOOSE:
        unsure = indicator.startswith("t3.") and figure.confidence < SURE
        named = _named(context, figure) if unsure else None
        return (indicator,) if named in (None, indicator) else (indicator, named)
    whole = _noun_of_all(context, figure)
    if whole is not None:
        return (whole,)
    if indicator == OTHER and figure.confidence >= CERTAIN:
        return ()
    named = _named(context, figure)
    return (named,) if named is not None else figure.readings[1:]


def _noun_of_all(context: Context, figure: Figure) -> str | None:
    """What 从全年发布的12篇解读材料看 counts, by its noun; None where it is not all of a year's."""
    if context.text[max(0, figure.start - 3) : figure.start].rstrip()[-1:] not in ("的", "年"):
        return None
    left, right = around(context, figure)
    if not _ALL_OF_YEAR.search(left) and not _YEARS.search(left):
        return None
    found = {i for noun, i in _NOUNS.items() if _noun(right, noun)}
    return found.pop() if found else None


def _named(context: Context, figure: Figure) -> str | None:
    """What the words right before the number, or its noun, name: a row of table 3, or none."""
    left, right = around(context, figure)
    if figure.unit not in CASES:
        return None
    rows = {hit.value for hit in _row_words(left)}
    if len(rows) == 1:
        row = f"t3.{rows.pop()}.total"
        return row if _unknown(left, row, "") <= MOST_UNKNOWN else None
    if not _names_a_thing(left) and _noun(right, "application"):
        return RECEIVED
    return None


def of_a_period(context: Context, figure: Figure) -> bool:
    """Is it of a stretch of the year, or planned, as its clause or the one before says?"""
    start = context.sentences[figure.sentence].start
    before = context.folded[max(start, figure.start - LOOK_BACK) : figure.start]
    *_, own = clauses = _CLAUSE_END.split(before)
    if _OF_THE_YEAR.match(own):
        clauses = [own]  # 年初接续上年2件，年内新登记21件
    return any(_PERIOD.search(c) or _MONTHS.search(c) for c in clauses[-2:])


def _restated(context: Context, index: int, indicator: str, earlier: Sequence[int]) -> int | None:
    """Which of `earlier`, figures with that indicator, the figure tells again; None if none."""
    figure = context.figures[index]
    before = [i for i in earlier if context.figures[i].sentence != figure.sentence]
    if not before:
        return None
    whole = max(before, key=lambda i: context.figures[i].value)
    first = context.figures[whole]
    small, large = sorted((figure.value, first.value))
    if not small or large / small > FARTHEST:
        return None
    if figure.indicator != indicator and figure.value < first.value:
        if _noun_of_all(context, figure) != indicator:
            return None  # no link says that it is no part
    if levels_of(context, first) != levels_of(context, figure):
        return None
    if of_two_accounts(context, first, figure):
        return None
    if not _means(context, figure, indicator, first):
        return None
    return None if told_before(context, index, indicator, first) else whole


def _means(context: Context, figure: Figure, indicator: str, first: Figure) -> bool:
    """Do form and words of the figure say that it is the whole that `first` told?"""
    left, right = around(context, figure)
    of_them = _OF_THEM.match(right)
    noun = of_them["noun"] if of_them else _noun(right)
    if _NO_WHOLE.search(left) or _NO_WHOLE.search(noun):
        return False
    lead = _LEAD.sub("", left)
    told = _told_around(context, first)

    def says_no_more(behind: str) -> bool:
        return _unknown(lead + behind, indicator, told) <= MOST_UNKNOWN

    if _YEARS.search(left) and _noun(right):
        return _unknown(_noun(right), indicator, told) <= MOST_UNKNOWN
    if of_them:
        return says_no_more(noun)
    size = _SIZE.match(right)
    if size is not None:
        return says_no_more(size["noun"])
    if _ALL_OF_THEM.search(left) and noun != "":
        return _unknown(noun, indicator, told) <= MOST_UNKNOWN
    if any(p.search(left) for p in (_POINTS_BACK, _RELATIVE, _TOO_FEW)):
        told_of_it = noun and _IS_TOLD.match(right[len(noun) :])  # 年底有效的8件规范性文件在…刊载
        return says_no_more(noun if told_of_it else right)
    year = _OF_YEAR.search(left)
    if year is not None and year["verb"]:
        own, _ = around(context, first)
        alike = _unknown(own, indicator, left + right) <= MOST_OF_OWN
        return alike and says_no_more(right)
    if _names_a_thing(left):
        return False
    sure = first.indicator == indicator or may_be_mistyped(first.value, figure.value)
    return sure and figure.value > first.value and noun != "" and says_no_more(noun)


def _names_a_thing(words: str) -> bool:
    """Do the words before a number tell what it counts?"""
    return bool(table("objects").hits(words))


def _noun(words: str, what: str | None = None) -> str:
    """The noun that `words` begin with, common words before it, "" if it is not `what`."""
    noun = table("objects").first(words)
    if noun is None:
        return ""
    ahead = words[: noun.start]
    for hit in _row_words(ahead):  # 16件新收申请, 54件已办结申请
        ahead = ahead.replace(words[hit.start : hit.end], "")
    if _HANZI.search(_KNOWN.sub("", ahead).strip("结完毕")):
        return ""
    return words[: noun.end] if what in (None, noun.value) else ""


def around(context: Context, figure: Figure) -> tuple[str, str]:
    """The clause up to the figure, with the one before where it says nothing; what follows."""
    sentence = context.sentences[figure.sentence]
    before = context.folded[max(sentence.start, figure.start - LOOK_BACK) : figure.start]
    behind = context.folded[figure.end : min(sentence.end, figure.end + LOOK_AHEAD)]
    clauses = _MARK.split(before)
    left = clauses[-1]
    mark = _MARK.search(behind)
    right = behind if mark is None else behind[: mark.start()]
    bare = not right and not _names_a_thing(left) and not _HANZI.search(_KNOWN.sub("", left))
    if bare and len(clauses) > 1:
        left = clauses[-2] + left
    return left, right


def is_no_whole(context: Context, figure: Figure) -> bool:
    """Do the words around it say that it is a rest, an average, a comparison, another body's?"""
    left, right = around(context, figure)
    return _NO_WHOLE.search(left) is not None or _NO_WHOLE.search(_noun(right)) is not None


def own_words(said: str) -> list[str]:
    """What is left of the words around a number without those that any whole may have."""
    return [w for w in _KNOWN.split(said) if len(w) > 1]


def _told_around(context: Context, figure: Figure) -> str:
    """What its place tells already: its sentence, the heading above, and who reports."""
    sentence = context.sentences[figure.sentence]
    agency = context.extraction.identity.agency or ""
    return fold(f"{agency}{sentence.heading}{context.text[sentence.start : sentence.end]}")


def _unknown(said: str, indicator: str, told: str) -> int:
    """How many characters are neither common, nor the indicator's, nor in the place `told`."""
    known = [False] * len(said)
    for start, end in _spans(said, indicator, told):
        known[start:end] = [True] * (end - start)
    return sum(not k and _HANZI.match(c) is not None for k, c in zip(known, said, strict=True))


def _spans(said: str, indicator: str, told: str) -> Iterator[tuple[int, int]]:
    yield from (m.span() for m in _KNOWN.finditer(said))
    yield from ((i, i + 2) for i in range(len(said) - 1) if said[i : i + 2] in told)
    for hit in _own_words(said, indicator):
        yield hit.start, hit.end


def _own_words(said: str, indicator: str) -> Iterator[Hit]:
    """The cue words that say nothing but the indicator."""
    if indicator.startswith("t"):
        yield from table("objects").hits(said)
    yield from (hit for hit, own in _cell_words(said, indicator) if own)
    if indicator == _NOUNS["consultation"]:  # 征求意见, 意见征集: no word of them is narrower
        yield from (h for h in table("objects").hits(said) if h.value == "consultation")
    for hit in table("channels").hits(said):
        if indicator.endswith(f".{hit.value}"):
            yield hit


def _cell_words(said: str, indicator: str) -> Iterator[tuple[Hit, bool]]:
    """The cue words for rows and columns, each with whether the indicator's own is named."""
    label = parse_label(indicator)
    yield from ((hit, hit.value == label.row) for hit in _row_words(said))
    for name in ("results", "tables"):
        yield from ((hit, hit.value == label.column) for hit in table(name).hits(said))


def _rows_named(said: str, indicator: str) -> set[bool]:
    """For a cell of table 3: {True} its own row alone, {False} others alone, both, or none."""
    if parse_label(indicator).topic != TABLE3:
        return set()
    row = parse_label(indicator).row
    return {hit.value == row for hit in _row_words(said)}


def _row_words(said: str) -> Iterator[Hit]:
    """The cue words for the rows of table 3."""
    for name in ("rows", "flow"):
        yield from table(name).hits(said)


def told_before(context: Context, index: int, indicator: str, first: Figure) -> bool:
    """Is the number one that was told, or made up of some that were?

    8件申请中5件…，对这5件: it restates a part. 收到12件，撤回3件，9件均已答复: a rest. Where its
    words name the indicator (办结的11件), that others state the same number says nothing.
    """
    figure = context.figures[index]
    topic = parse_label(indicator).topic
    own_parts = _parts_of(context, index)  # 公示41条，动态77条，其他50条，累计公开168条
    if first in own_parts:
        return True
    told = [f for f in _before(context, index) if _akin(f, figure, topic) and f not in own_parts]
    unnamed = [f for f in told if f.indicator in (OTHER, None)]
    added = {indicator} if indicator == CARRIED_OUT else {indicator, CARRIED_IN}
    own = [f for f in told if f.indicator in added]
    named = _rows_named("".join(around(context, figure)), indicator) == {True}
    same = [*own, *unnamed] if named else told
    if interval(first).meets(interval(figure)) or figure.value in {f.value for f in same}:
        return True
    if _is_sum(figure.value, [f.value for f in told if f in own or f is first]):
        return True
    if named:
        return False
    if _in_other_cell(context, figure, indicator):
        return True
    kin = told if topic == TABLE3 else own
    if figure.value in {first.value - f.value for f in kin}:
        return True
    if _is_sum(figure.value, [f.value for f in told if f in own or f in unnamed]):
        return True
    return topic == TABLE3 and _is_sum_of_run(figure.value, [f.value for f in told])


def _parts_of(context: Context, index: int) -> list[Figure]:
    """The figures that stand before the figure as its parts."""
    relations = context.extraction.relations  # in the order of their left sides
    lo = bisect_left(relations, index, key=lambda r: r.left[0])
    hi = bisect_right(relations, index, key=lambda r: r.left[0])
    lists = (r for r in relations[lo:hi] if r.kind == "parts")
    return [context.figures[i] for r in lists for i in r.right if i < index]


def _in_other_cell(context: Context, figure: Figure, indicator: str) -> bool:
    own = context.codebook.expand(indicator, context.form_used)
    cells = context.cells_read(table_of(indicator))
    return any(c.value == figure.value and c.id not in own for c in cells)


def _before(context: Context, index: int) -> Sequence[Figure]:
    return context.figures[max(0, index - LOOK_BACK_FIGURES) : index]


def says_more(context: Context, figure: Figure, first: Figure) -> bool:
    """Does its clause tell of something narrower, or of something else, than `first`?

    For cells only other bodies and other rows count: what else narrows one, `_plainness` knows.
    """
    left, _ = around(context, figure)
    indicator = figure.indicator or ""
    if _OTHERS.search(left):
        return True
    if indicator.startswith("t"):
        return _rows_named(left, indicator) == {False}
    return _unknown(_LEAD.sub("", left), indicator, _told_around(context, first)) > MOST_TOLD_MORE


def _akin(one: Figure, other: Figure, topic: str) -> bool:
    """May the two count the same things, or one of them some of the other's?"""
    alike = one.unit == other.unit or {one.unit, other.unit} <= CASES
    return alike and one.kind in COUNTED and parse_label(one.indicator).topic in (topic, OTHER)


def _is_sum(value: Decimal, terms: Sequence[Decimal]) -> bool:
    """Is it the sum of two of them, or of some that follow one another?"""
    known = Counter(terms)
    if any(known[value - term] > (2 * term == value) for term in known):
        return True
    return _is_sum_of_run(value, terms)


def _is_sum_of_run(value: Decimal, terms: Sequence[Decimal]) -> bool:
    for k in range(len(terms)):
        total = Decimal(0)
        for term in terms[k : k + MOST_TERMS]:
            total += term
            if total == value:
                return True
            if total > value:
                break
    return False
