"""Word's comments that were printed, exported or copied with the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extractor.repair.draft import Edit

_WHO = r"[\[［【][A-Za-z\u4e00-\u9fff]{1,10}\d{1,3}[\]］】]"
_BALLOON = re.compile(
    rf"(?:批注|Comment(?:ed)?)\s?{_WHO}\s?[:：](?:(?!批注)[^\n。]){{0,200}}(?:。|(?=\n)|\Z)\n?"
)
"""`批注 [w1]: …` as Word and WPS print them: to the end of the sentence or line."""
_ANCHOR = re.compile(_WHO)
_LINE = re.compile(rf"^[ \t\u3000]*({_WHO})[^\n]{{0,500}}\n?", re.MULTILINE)
"""What web exports put at the foot of the page for each anchor in the text."""


def comments(text: str) -> Iterator[Edit]:
    """Every comment, and in web exports its anchor."""
    if "批注" in text or "Comment" in text:
        for m in _BALLOON.finditer(text):
            yield Edit(m.start(), m.end())
    if "[" not in text and "［" not in text and "【" not in text:
        return
    feet = {m[1]: m for m in _LINE.finditer(text)}
    if not feet:
        return
    seen = Counter(m[0] for m in _ANCHOR.finditer(text))
    for m in _ANCHOR.finditer(text):
        foot = feet.get(m[0])
        if foot is None or seen[m[0]] != 2:
            continue
        yield Edit(foot.start(), foot.end()) if m.start() == foot.start(1) else Edit(*m.span())
