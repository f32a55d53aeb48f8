"""The counted noun by words: the last resort where no cue pattern spoke.

The sentence is segmented with its numbers masked, and a matcher looks for a known noun directly
before the number's mark, over filler words only. Word boundaries matter here: 电话会议 holds 会议,
在办税服务厅 does not hold 在办.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from extractor.language.first import often_tried
from extractor.language.segmenter import MARK, masked, segment, vocabulary

if TYPE_CHECKING:
    from spacy.matcher import Matcher


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    path = files("extractor.indicators") / "data" / "words.toml"
    return tomllib.loads(path.read_text("utf-8"))


@cache
def _nouns() -> re.Pattern[str]:
    """Any of the nouns, whole word or not: where none is, nothing need be segmented."""
    nouns = sorted({n for row in _words()["nouns"].values() for n in row})
    return often_tried("|".join(map(re.escape, nouns)))


@cache
def _matcher() -> Matcher:
    from spacy.matcher import Matcher as SpacyMatcher

    data = _words()
    matcher = SpacyMatcher(vocabulary())
    fillers = {"ORTH": {"IN": data["fillers"]["words"]}, "OP": "*"}
    for thing, nouns in data["nouns"].items():
        matcher.add(thing, [[{"ORTH": {"IN": nouns}}, fillers, {"ORTH": MARK}]])
    return matcher


@lru_cache(maxsize=64)
def _things(sentence: str) -> tuple[str, ...]:
    """For each mark of a masked sentence the thing it counts, "" where no noun tells."""
    doc = segment(sentence)
    marks = [t.i for t in doc if t.text == MARK]
    found = dict.fromkeys(marks, "")
    for key, _, end in sorted(_matcher()(doc), key=lambda m: m[1]):
        found[end - 1] = doc.vocab.strings[key]
    return tuple(found[i] for i in marks)


def thing_by_words(
    text: str, spans: tuple[tuple[int, int], ...], start: int, end: int, k: int
) -> str:
    """What the k-th number of `text[start:end]` counts; `spans` are all its numbers.

    >>> thing_by_words("开展业务讲座共3次", ((7, 9),), 0, 9, 0)
    'training'
    """
    if not _nouns().search(text, spans[k - 1][1] if k else start, spans[k][0]):
        return ""
    things = _things(masked(text, spans, start, end).replace(" ", ""))
    return things[k] if k < len(things) else ""
