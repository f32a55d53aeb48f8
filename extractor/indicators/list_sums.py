"""Sums of a list: what the numbers before a figure that make it up prove that it states.

零售许可：新办31件，延续112件，停业8件，合151件: the last counts what the list is of. Only sums
that hold to the last digit tell it. Those of published information are read in `published_sums`,
what a sum of applications is of by the rows told before in `application_sums`.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.indicators.application_sums import OUTCOMES, SUM
from extractor.indicators.cues import table
from extractor.indicators.frames import Frame
from extractor.indicators.memory import PIECES
from extractor.indicators.model.balance import composed
from extractor.indicators.model.labels import TABLE3, canonical, parse_label
from extractor.indicators.phrases import SUM_WORDS
from extractor.indicators.statements import OTHER, stating
from extractor.language.first import swift
from extractor.records import Figure

SENTENCES = 2
"""How many sentences before its sum a part may stand."""
REACH = 12
"""How many figures before it."""
SHORT_SUM = 12
"""A sum that names nothing of its own has no more characters before its number."""
SURE = 0.9
"""Confidence of a sum whose parts tell what it is of."""
BY_TOPIC = 0.7
"""The same where only the words before the list do."""
PUBLISHED = "n.published"

_SUM_CHARS = frozenset("共计合凡总全统拢加和一上者项")
"""Without one of these nothing is a sum."""
_ONLY_SUM = swift(
    r"[\s，；、：（。]*(?:(?:这|那|以上|上述|前述)*(?:[两二三四五六](?:项|者|类|种|事|处|家|级|路))?)"
    r"(?:全年|今年|本年|一年|年内|全[市县区省镇乡局厅委校院系统]+)?"
    rf"(?:下来|算下来)?(?:{SUM_WORDS}|为|是|有|收|申请|受理)*\s*"
)
"""A clause of nothing but a sum."""
_DECISIONS = regex.compile(
    r"(?P<thing>许可|处罚|强制)(?!证|咨询|申请|档案|案卷|信息|事项|权|法|[^，。；：]{0,3}公示)"
)
_DECIDED = {"许可": "licences", "处罚": "penalties", "强制": "coercion"}


def may_be_sum(frame: Frame) -> bool:
    """Is it an exact count behind others, with nothing but a word for a sum before it?"""
    if not is_exact_count(frame) or frame.scoped_body is not None or frame.index < 2:
        return False
    left = frame.left
    if not left.strip() or len(left) > SHORT_SUM or _SUM_CHARS.isdisjoint(left):
        return False
    return _ONLY_SUM.fullmatch(left) is not None or SUM.fullmatch(left) is not None


def sum_of_list(frames: Sequence[Frame], figures: Sequence[Figure], frame: Frame) -> Figure | None:
    """The figure of `frame` as the sum of those before it; None where they prove nothing new."""
    figure = figures[frame.index]
    parts = _parts(frames, frame)
    if not parts:
        return None
    told = [canonical(figures[p.index].indicator) for p in parts]
    named = _named(told)
    confidence = SURE
    if named is None:
        if figure.indicator not in (None, OTHER):
            return None
        named, confidence = _by_topic(parts, told), BY_TOPIC
    if named is None or named == figure.indicator or not _stands_open(frame, figure):
        return None
    return stating(figure, named, confidence, "sum of a list")


def _stands_open(frame: Frame, figure: Figure) -> bool:
    """Is what the sum is of not told by its own words (全年共答复2件)?"""
    if figure.indicator in (None, OTHER):
        return True
    if (figure.indicator or "").startswith(PUBLISHED):
        return False  # 网站860条, 公众号120条, 全年980条: of all that is published, or of one site
    return not any(table(name).hits(frame.left) for name in ("flow", "rows"))


def _parts(frames: Sequence[Frame], whole: Frame) -> list[Frame]:
    """The figures right before `whole` that make it up, two or more; [] where none do."""
    rest, unit = whole.figure.value, whole.figure.unit
    parts: list[Frame] = []
    inside: set[int | None] = set()
    for n in range(whole.index - 1, max(-1, whole.index - 1 - REACH), -1):
        frame = frames[n]
        if frame.sentence < whole.sentence - SENTENCES:
            break
        if frame.figure.unit != unit or not is_exact_count(frame):
            continue
        if frame.bracket or (frame.parent is not None and frame.parent != whole.parent):
            inside.add(frame.parent)
            continue
        rest -= frame.figure.value
        parts.append(frame)
        if rest <= 0:
            break
    return parts[::-1] if rest == 0 and len(parts) > 1 else []


def _named(told: Sequence[str]) -> str | None:
    """What parts with these indicators make up, if most of them have one of table 3."""
    made = composed(tuple(told))
    if made is not None:
        return made
    labels = [parse_label(t) for t in told]
    own = [x for x in labels if x.topic == TABLE3]
    if not own or any(x.topic not in (TABLE3, OTHER) for x in labels):
        return None
    rows = {x.row for x in own}
    groups = {r.split(".")[0] for r in rows}
    if groups <= OUTCOMES:
        return "t3.total.total" if len(groups) > 1 else None
    if len(rows) == 1 and "total" not in {x.column for x in own}:
        return f"t3.{rows.pop()}.total"
    return None


def _by_topic(parts: Sequence[Frame], told: Sequence[str]) -> str | None:
    """What a list counts whose parts have no indicator, by the words before it."""
    if any(t != OTHER for t in told):
        return None
    first = parts[0]
    if first.figure.unit not in PIECES:
        return None
    head = first.before
    hits = table("objects").hits(head)
    if hits:
        thing = hits[-1].value
        if thing == "application":
            return "t3.new.total"
        return f"t2.{thing}.decisions" if thing in _DECIDED.values() else None
    decided = _DECISIONS.search(head)
    if decided is not None:
        return f"t2.{_DECIDED[decided['thing']]}.decisions"
    return None


def is_exact_count(frame: Frame) -> bool:
    """Can its number be added, and tell anything by what it adds up to?"""
    figure = frame.figure
    return figure.kind == "count" and figure.qualifier == "exact" and figure.value > 0
