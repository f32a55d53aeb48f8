"""行政复议与行政诉讼: which group and result of table 4 a figure states."""

from __future__ import annotations

import regex

from extractor.indicators.cues import Hit, table
from extractor.indicators.frames import Frame
from extractor.indicators.statements import OTHER, Brief
from extractor.indicators.wordlists import word_lists

GROUPS = ("review", "litigation", "direct", "after_review")
"""The column groups of table 4: review, lawsuits, those without and those after a review."""

SHORT_CLAUSE = 3
"""A clause with fewer characters names no result: the words before it are read too."""

_WORDS = word_lists("disputes").words

_BOTH = regex.compile(
    r"复议(?:案件|案)?(?:[、和与及或]|以及|，)?(?:提起)?(?:行政)?(?:诉讼|应诉)"
    r"|诉讼(?:案件|案)?(?:[、和与及或]|以及)(?:行政)?复议"
)
"""Review and litigation told together."""
_SUM = regex.compile(rf"{_WORDS['sum']}(?:为|有|是)?\s*$")
"""A sum, right before the number."""
_ALL_OF_THEM = regex.compile(rf"[\s，]*{_WORDS['all_of_them']}")
"""复议3件均维持: the result behind the number is that of all."""
_BESIDE = regex.compile(_WORDS["beside"])
"""Steps of a case: no case is counted."""
_SOME_OF = regex.compile(r"(?:案件|复议|诉讼)(?:当)?中(?:，)?有?\s*$")
"""7件行政复议中有5件: some of them."""
_FOR_ANOTHER = regex.compile(
    r"(?:作为|担任)[^，。；]{0,8}(?:行政)?复议(?:机构|机关)|以(?:其[他它]|下级)[^，。；]{0,6}为被申请人"
    r"|代(?:市|县|区|省)政府(?:办理|应诉)|代理[^，。；]{0,6}应诉|受[^，。；]{0,6}委托"
)
"""The body handles cases of another one."""


class DisputeReader:
    """Reads review and litigation figures in order; a result inherits the group before it."""

    def __init__(self) -> None:
        self._groups: dict[int, str] = {}
        self._last = ""
        self._sentence = -1
        self._seen: set[str] = set()

    def read(self, frame: Frame, group: str | None, both: bool) -> Brief:
        """What `frame` states; `group` and `both` are those of `group_of` for its own words."""
        if _BESIDE.search(frame.left) or (frame.leads and _BESIDE.search(frame.right)):
            return OTHER, 0.5, "aside"
        if _FOR_ANOTHER.search(frame.before[frame.before.rfind("；") + 1 :]):
            return OTHER, 0.5, "for another body"
        result = _result(frame)
        if result is None and _SOME_OF.search(frame.left):
            return OTHER, 0.4, "some of the cases"
        unnamed = group is None and result is None
        if unnamed and frame.parent is not None and frame.scoped_body is None:
            return OTHER, 0.4, "a kind of case"
        if frame.sentence != self._sentence:
            self._sentence, self._seen = frame.sentence, set()
        if unnamed and _SUM.search(frame.left) and {"review", "litigation"} <= self._seen:
            group, both = "review", True
        if group is None and frame.parent is not None:
            group = self._groups.get(frame.parent)
        if both and group in ("review", "litigation", None):
            group = "both"
        group = group or self._last
        if not group:
            return None, 0.0, "no group"
        self._groups[frame.index] = self._last = group
        self._seen.add(group)
        row = result.value if result is not None else "total"
        if group == "both":
            return f"t4.review.{row}+t4.litigation.{row}", 0.85, "both kinds"
        return f"t4.{group}.{row}", 0.9, "dispute"


def group_of(hits: list[Hit], words: str, nearest_last: bool) -> tuple[str | None, bool]:
    """The group that `hits`, the objects in `words`, name, and whether both kinds are named.

    `nearest_last`: the hit nearest to the number is the last one. The group is None where no hit
    names one. A lawsuit said to be direct or after a review is that kind of lawsuit.
    """
    named = [h for h in hits if h.value in GROUPS]
    if not named:
        return None, False
    nearest = -1 if nearest_last else 0
    hit = named[nearest]
    specific = [h for h in named if h.value in ("direct", "after_review")]
    if specific and hit.value == "litigation":
        hit = specific[nearest]
    return hit.value, bool(_BOTH.search(words))


def _result(frame: Frame) -> Hit | None:
    """The result of table 4 that the words around the figure name."""
    if frame.leads:
        ahead = frame.onward or frame.shared
        return (
            _result_in(ahead, first=True)
            or _result_in(frame.left, first=False, inside=True)
            or _result_in(frame.shared, first=False)
        )
    named = table("objects").last(frame.left)
    if named is not None and named.value in GROUPS and _ALL_OF_THEM.match(frame.right):
        return None  # 复议3件均维持: the number is that of all
    hit = _result_in(frame.left, first=False, inside=True) or _result_in(frame.right, first=True)
    if hit is None and len(frame.left.strip()) < SHORT_CLAUSE and frame.since != frame.left:
        return _result_in(frame.since, first=False)
    return hit


def _result_in(words: str, *, first: bool, inside: bool = False) -> Hit | None:
    """The first or last result in `words`; `inside`: a bare 其他 counts at their end only."""
    hits = table("results").hits(words)
    if inside:
        end = len(words) - 1
        hits = [h for h in hits if h.value != "other" or h.end - h.start != 2 or h.end >= end]
    if not hits:
        return None
    return hits[0] if first else hits[-1]
