"""A change of none: as many items of a kind as the year before (许可上年12项，本年无增减)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from extractor.language.first import swift

MAX_CHANGES = 60
"""Such statements of one sentence that are looked at."""

_UNCHANGED = swift(
    r"(?P<kind>许可|处罚|强制|收费|服务)[^。；;\n]{0,12}?上(?:一)?年(?:度)?[^。；;，\n]{0,6}\d+项"
    r"[，,、](?:本年(?:度)?|今年|当年)?(?P<t>[无未没](?:有)?增减|不增不减|零增减|未(?:作)?(?:调整|变(?:化|动)?)|不变)"
    r"(?=[，,、。；;]|$)"
)
_ITEMS = {
    "许可": "licences", "处罚": "penalties", "强制": "coercion", "收费": "fees", "服务": "services",
}  # fmt: skip


def unchanged_items(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, str]]:
    """The statements in `text[start:end]`: start and end of the trigger, indicator, unit.

    >>> list(unchanged_items("行政许可上年12项，本年无增减。", 0, 16))
    [(12, 15, 't2.licences.change', '项')]
    """
    if text.find("项", start, end) < 0:
        return
    for m in islice(_UNCHANGED.finditer(text, start, end), MAX_CHANGES):
        a, b = m.span("t")
        yield a, b, f"t2.{_ITEMS[m['kind']]}.change", "项"
