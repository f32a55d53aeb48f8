"""Cases on review and before courts that are in no table 4, by what the sentence says of them.

行政复议4件、诉讼3件，均与信息公开无关: said behind them. 复议136件，与信息公开有关的11件: the
number beside it says that the first is of all kinds. What follows such cases, up to a semicolon,
is of them: 因工伤认定被诉5起，3起胜诉.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import regex

from extractor.indicators.disputes import group_in
from extractor.indicators.frames import Frame
from extractor.indicators.other_flows import without_other_flows
from extractor.indicators.statements import OTHER, stating
from extractor.indicators.wordlists import word_lists
from extractor.records import Figure, Sentence

SURE: Final = 0.8
"""Confidence that cases are others; that those beside them are the report's."""
_WORDS = word_lists("other_cases").words
_NOT_ON_DISCLOSURE = regex.compile(_WORDS["not_on_disclosure"])
_DISCLAIMED = regex.compile(rf"{_WORDS['not_on_disclosure']}|{_WORDS['not_in_table']}")
_ALL_TOLD = re.compile(rf"\s*{_WORDS['all_told']}")
_EVERY = re.compile("[均都]")
_JOINED = re.compile(r"\s*[、和与及]")
_THE_LAST = re.compile(_WORDS["the_last"])
_ON_DISCLOSURE = regex.compile(_WORDS["on_disclosure"])
_ON_DISCLOSURE_BEHIND = regex.compile(rf"\s*{_WORDS['on_disclosure_behind']}")
_COUNTED_NEXT = re.compile(r"[者的]?(?:案件)?(?:有|共|为)?\s*")
"""与公开无关者2件: what stands between what is said of cases and their number."""
_HANDLES = re.compile("复议(?:机构|机关|办)|收案")
"""Whoever decides the cases need not be the one that answered."""
_CASES = "t4."
_OTHERS = frozenset(["cases of another subject", "another matter", "cases of all kinds"])
"""Reasons of the reader for which cases are others; what follows is of them."""
_DISCLAIMER, _KINDS, _BESIDE = "said of the cases", "of all kinds", "on disclosure, of all kinds"
_FOLLOWS = "of other cases"


def without_others(
    frames: Sequence[Frame], figures: Sequence[Figure], text: str, sentences: Sequence[Sentence]
) -> list[Figure]:
    """`figures`, whose `frames` come in order, without cells for what is none of disclosure.

    Flows of other matters first, then cases. `text` is what `sentences` and the figures have their
    offsets in.
    """
    out = without_other_flows(frames, figures)
    for sentence, group in groupby(frames, key=lambda f: f.sentence):
        here = list(group)
        if not any((out[f.index].indicator or "").startswith(_CASES) for f in here):
            continue
        start = sentences[sentence].start
        near = sentences[sentence : sentence + 2]
        behind = text[near[1].start : near[1].end] if len(near) > 1 else ""
        for frame in _disclaimed(here, out, text[start : near[0].end], behind, start):
            _take_out(out, frame, _DISCLAIMER)
        _apart_from_all(out, here)
        _follow(out, here)
    return out


def _take_out(out: list[Figure], frame: Frame, reason: str) -> None:
    if (out[frame.index].indicator or "").startswith(_CASES):
        out[frame.index] = stating(out[frame.index], OTHER, SURE, reason)


def _disclaimed(
    here: Sequence[Frame], out: Sequence[Figure], words: str, behind: str, start: int
) -> Iterator[Frame]:
    """The figures of which the sentence, or the one behind it, says that they are others."""
    if _ALL_TOLD.match(behind) and _DISCLAIMED.search(behind):
        yield from here
        return
    for m in _DISCLAIMED.finditer(words):
        at = start + m.start()
        counted = next((f for f in here if f.figure.start >= start + m.end()), None)
        if counted and _COUNTED_NEXT.fullmatch(words[m.end() : counted.figure.start - start]):
            yield counted
            continue
        opened = words.rfind("；", 0, m.start()) + 1
        every = _ALL_TOLD.match(words[opened : m.start()]) is not None
        opened = 0 if every else opened
        told: Sequence[Frame] = [f for f in here if start + opened <= f.figure.start < at]
        if told and not (every or _EVERY.search(words[at - start - 1 : m.end()])):
            told = _last_of(told, out, words[told[-1].figure.end - start : m.start()])
        on_others = _NOT_ON_DISCLOSURE.match(m[0]) is not None
        yield from (f for f in told if not (on_others and "信息公开" in f.left))


def _last_of(told: Sequence[Frame], out: Sequence[Figure], between: str) -> Sequence[Frame]:
    """Those of which 与信息公开无关 is said: the last case, those joined to it, its results."""
    first = len(told) - 1
    if not _THE_LAST.search(told[first].left + between):
        while first and (_JOINED.match(told[first].since) or not _is_total(out[told[first].index])):
            first -= 1
    return told[first:]


def _is_total(figure: Figure) -> bool:
    return (figure.indicator or "").endswith(".total")


def _apart_from_all(out: list[Figure], here: Sequence[Frame]) -> None:
    """复议136件，与信息公开有关的11件: the first is of all kinds, the second is the report's."""
    for k, whole in enumerate(here):
        indicator = out[whole.index].indicator or ""
        group = group_in(indicator)
        if not group or not indicator.endswith(".total") or "公开" in whole.before:
            continue
        handles = _HANDLES.search(whole.before) is not None
        part = next(_on_disclosure(here[k + 1 :]), None)
        if part is None or not _less(part.figure, whole.figure):
            continue
        between = [group_in(out[f.index].indicator) for f in here[k + 1 :] if f.index < part.index]
        own = group_in(out[part.index].indicator)
        if any(g not in ("", group) for g in (*between, own)):
            continue
        for frame in here[k:]:
            if frame.index < part.index:
                _take_out(out, frame, _KINDS)
        if not handles:
            out[part.index] = stating(out[part.index], indicator, SURE, _BESIDE)


def _on_disclosure(here: Sequence[Frame]) -> Iterator[Frame]:
    """Those behind a count of cases, up to a semicolon, that count cases on disclosure."""
    for frame in here:
        if "；" in frame.since:
            return
        behind = frame.leads and _ON_DISCLOSURE_BEHIND.match(frame.right)
        if behind or _ON_DISCLOSURE.search(frame.left):
            yield frame


def _less(part: Figure, whole: Figure) -> bool:
    return part.value < whole.value


def _follow(out: list[Figure], here: Sequence[Frame]) -> None:
    """What follows cases of another sort is of them, until disclosure is named or a semicolon."""
    others = False
    for frame in here:
        if "；" in frame.since or "公开" in frame.since:
            others = False
        figure = out[frame.index]
        if others and (figure.indicator or "").startswith(_CASES):
            out[frame.index] = stating(figure, OTHER, SURE, _FOLLOWS)
        others = others or figure.reason in _OTHERS
