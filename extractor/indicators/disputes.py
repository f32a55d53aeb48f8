"""行政复议与行政诉讼: which group and result of table 4 a figure states."""

from __future__ import annotations

import regex

from extractor.indicators.cues import Hit, table
from extractor.indicators.frames import Frame

GROUPS = ("review", "litigation", "direct", "after_review")

_BOTH = regex.compile(
    r"复议(?:案件|案)?(?:[、和与及或]|以及|，)?(?:提起)?(?:行政)?(?:诉讼|应诉)|诉讼(?:案件|案)?(?:[、和与及或]|以及)(?:行政)?复议"
)
_TOTAL_WORD = regex.compile(r"(?:共|合计|总计|共计|总数|相加)(?:为|有|是)?\s*$")
_ALL_OF_THEM = regex.compile(r"[\s，]*(?:均|都|全部|结果|皆)")
_RATE = regex.compile(r"率\s*(?:为|达)?$")
_ASIDE = regex.compile(
    r"出庭|开庭|答复书|答辩|证据|材料|负责人|研判|会商|培训|座谈|典型|咨询|调解|通报|旁听|案卷|听证|报送|约谈|复盘|再审"
)


class DisputeReader:
    """Reads review and litigation figures in order; a result inherits the group before it."""

    def __init__(self) -> None:
        self.groups: dict[int, str] = {}
        self._last = ""
        self._sentence = -1
        self._seen: set[str] = set()

    def read(self, frame: Frame, group: str | None, both: bool) -> tuple[str | None, float, str]:
        """(indicator, confidence, reason)."""
        if _ASIDE.search(frame.left) or (frame.leads and _ASIDE.search(frame.right)):
            return "n.other", 0.5, "aside"
        if regex.search(
            r"(?:作为|担任)[^，。；]{0,8}(?:行政)?复议(?:机构|机关)|代(?:市|县|区|省)政府(?:办理|应诉)|代理[^，。；]{0,6}应诉|受[^，。；]{0,6}委托",
            frame.before,
        ):
            return "n.other", 0.5, "for another body"
        result = self._result(frame)
        if result is None and frame.parent is not None and group is None:
            if frame.scoped_body is None:
                return "n.other", 0.4, "a kind of case"
        if frame.sentence != self._sentence:
            self._sentence, self._seen = frame.sentence, set()
        if (
            group is None
            and result is None
            and _TOTAL_WORD.search(frame.left)
            and {"review", "litigation"} <= self._seen
        ):
            group, both = "review", True
        if group is None and frame.parent is not None:
            group = self.groups.get(frame.parent)
        if both and group in ("review", "litigation", None):
            group = "both"
        if group is None:
            group = self._last or None
        if group is None:
            return None, 0.0, "no group"
        self.groups[frame.index] = group
        self._seen.add(group)
        self._last = group
        row = result.value if result is not None else "total"
        if group == "both":
            return f"t4.review.{row}+t4.litigation.{row}", 0.85, "both kinds"
        return f"t4.{group}.{row}", 0.9, "dispute"

    def _result(self, frame: Frame) -> Hit | None:
        named = table("objects").last(frame.left)
        whole = (
            named is not None
            and named.value in GROUPS
            and _ALL_OF_THEM.match(frame.right) is not None
        )
        if whole and not frame.leads:
            return None  # 复议3件均维持: the number is that of all
        places = (
            [frame.left, frame.right]
            if not frame.leads
            else [frame.onward or frame.shared, frame.left, frame.shared]
        )
        if len(frame.left.strip()) < 3 and not frame.leads:
            places.append(frame.since)
        for i, words in enumerate(places):
            hits = [
                h
                for h in table("results").hits(words)
                if not (
                    h.value == "other"
                    and h.end - h.start == 2
                    and h.end < len(words) - 1
                    and words is frame.left
                )
            ]
            if hits:
                return hits[0] if (frame.leads and i == 0) or words is frame.right else hits[-1]
        return None


def group_of(hits: list[Hit], words: str, nearest_last: bool) -> tuple[str | None, bool]:
    """The group the object words name, and whether both kinds are named together."""
    named = [h for h in hits if h.value in GROUPS]
    if not named:
        return None, False
    both = bool(_BOTH.search(words))
    hit = named[-1] if nearest_last else named[0]
    specific = [h for h in named if h.value in ("direct", "after_review")]
    if specific and hit.value == "litigation":
        hit = specific[-1] if nearest_last else specific[0]
    return hit.value, both
