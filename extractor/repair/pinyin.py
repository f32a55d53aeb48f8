"""Readings in brackets behind characters, `政(zheng)府(fu)`: pages copied by mirror sites.

Mirrors do so to look different from the page they copy; punctuation and digits are at times lost
with it, so that the numbers of such a page want comparing with the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from extractor.repair.draft import Edit

_FEWEST = 5
"""Readings from which a page is taken for such a copy: one or two may explain a rare character."""
_LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
_READINGS = re.compile(rf"(?<=[\u3400-\u9fff])(?:[(（][{_LETTERS}]{{1,7}}[)）])+")
_OPENING = re.compile(rf"[(（][{_LETTERS}]")
_SYLLABLE = re.compile(
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[aeiouv]{1,3}(?:ng|n|r)?|ng|n|m)", re.IGNORECASE
)
_WORD = re.compile(rf"[{_LETTERS}]+")


def readings(text: str) -> Iterator[Edit]:
    """Every run of readings, where there are enough of them and they are readings."""
    if _OPENING.search(text) is None:
        return
    found = list(_READINGS.finditer(text))
    if len(found) < _FEWEST:
        return
    words = [w for m in found[:100] for w in _WORD.findall(m[0])]
    if sum(map(_is_syllable, words)) < 0.9 * len(words):
        return
    for m in found:
        yield Edit(m.start(), m.end())


def _is_syllable(word: str) -> bool:
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if c.isascii())
    return _SYLLABLE.fullmatch(plain) is not None
