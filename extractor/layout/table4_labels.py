"""Where the labels of table 4 stand: groups (行政复议, ...) and results (结果维持, ...)."""

from __future__ import annotations

import re

from extractor.layout.folding import Folded, Mark
from extractor.layout.tokens import PIPES
from extractor.layout.words import LABELS

_FARTHEST = 30
"""Ideographs between two result labels."""
_HEADER = 24
"""Ideographs before the first result in which the group labels stand."""
_BROKEN = 60
"""Ideographs in which they stand where the lines of the header are broken up."""
_HEADINGS = ("情况",)
_BEHIND = 300
_FIFTEEN = re.compile(r"(?<![\d.])(?:\d+[ \t\n|]+){14}\d+(?![\d.]|[ \t|]+\d)")
_SENTENCE = re.compile("[，、；。]|(?<=[件起宗例])[ \t]*[,;]")
"""What stands between results told in prose (维持27件、纠正4件), never between labels."""
_SPACE = re.compile(rf"[\s{PIPES}\d/—–.,-]*")
_CELL = re.compile(rf"[\s{PIPES}]*[\d/—–-]")


def marks_of_table4(text: str, folded: Folded) -> list[list[Mark]]:
    """The tables of kind 4 in text order, each as its labels."""
    words = {k: w for k, w in LABELS.table4_results.items() if k != "total"}
    results = sorted(
        (Mark("result", k, lo, hi) for k, w in words.items() for lo, hi in folded.find_all(w)),
        key=lambda m: m.lo,
    )
    clusters: list[list[Mark]] = []
    for mark in results:
        near = clusters and mark.lo - clusters[-1][-1].hi <= _FARTHEST
        told = near and _SENTENCE.search(
            text, folded.end(clusters[-1][-1].hi), folded.start(mark.lo)
        )
        if near and not told:
            clusters[-1].append(mark)
        else:
            clusters.append([mark])
    found = [_with_frame(text, folded, c) for c in clusters if len({m.key for m in c}) >= 3]
    return found or _broken_header(text, folded)


def _broken_header(text: str, folded: Folded) -> list[list[Mark]]:
    """A table whose result labels came out of a PDF in pieces: fifteen numbers tell it."""
    groups = LABELS.table4_groups
    for lo, hi in folded.find_all(groups["direct"][:1], limit=8):
        end = folded.end(hi)
        found = _FIFTEEN.search(text, end, end + _BEHIND)
        if found is None or "。" in text[end : found.start()]:
            continue
        last = folded.index(found.start())
        marks = [Mark("group", "direct", lo, hi)]
        low = max(0, lo - _HEADER)
        for key in ("litigation", "review"):
            at = folded.text.rfind(groups[key][0], low, marks[0].lo)
            if at >= 0:
                marks.insert(0, Mark("group", key, at, at + len(groups[key][0])))
        at = folded.text.find(groups["after_review"][0], hi, last)
        if at >= 0:
            marks.append(Mark("group", "after_review", at, at + len(groups["after_review"][0])))
        return [[*marks, Mark("header", "", last - 1, last)]]
    return []


def _with_frame(text: str, folded: Folded, results: list[Mark]) -> list[Mark]:
    """The labels of one table, its group labels and 总计 among them, in text order."""
    low, high = max(0, results[0].lo - _HEADER), min(len(folded.text), results[-1].hi + 8)
    marks = list(results)
    words = LABELS.table4_results["total"]
    first = results[0].lo
    first -= max((len(w) for w in words if folded.text.endswith(w, low, first)), default=0)
    marks += [Mark("result", "total", lo, hi) for lo, hi in folded.find_all(words, first, high)]
    groups = _groups(folded, low, high)
    inside = [g for g in groups if results[0].lo <= g.lo < results[-1].lo]
    inside += _behind(text, folded, max(m.hi for m in marks))
    before = sorted((g for g in groups if g.lo < results[0].lo), key=lambda m: -m.lo)
    edge = first
    seen: set[str] = set()
    for g in before:  # the header is one unbroken run of labels; the heading says them again
        if edge - g.hi > 0 or g.key in seen:
            break
        seen.add(g.key)
        marks.append(g)
        edge = g.lo
    if not seen and not inside:  # a header that a PDF has broken up stands between
        marks += _groups(folded, _behind_heading(text, folded, first), first)
    return sorted([*marks, *inside], key=lambda m: m.lo)


def _behind_heading(text: str, folded: Folded, first: int) -> int:
    """Where the header may begin whose first result stands at `first`."""
    low = max(0, first - _BROKEN)
    heading = max((folded.text.rfind(w, low, first) + len(w) for w in _HEADINGS), default=low)
    stop = text.rfind("。", folded.start(low), folded.start(first))
    return max(low, heading, folded.index(stop + 1) if stop >= 0 else 0)


def _groups(folded: Folded, low: int, high: int) -> list[Mark]:
    """The group labels of a stretch in text order, the longer one where two overlap."""
    found = [
        Mark("group", k, lo, hi)
        for k, words in LABELS.table4_groups.items()
        for lo, hi in folded.find_all(words, low, high)
    ]
    found.sort(key=lambda m: (m.lo, -m.hi))
    out: list[Mark] = []
    for mark in found:
        if not out or mark.lo >= out[-1].hi:
            out.append(mark)
    return out


def _behind(text: str, folded: Folded, at: int) -> list[Mark]:
    """Group labels below the header: one row a group, each with its values behind it."""
    out: list[Mark] = []
    while True:
        mark = next(iter(_groups(folded, at, at + _HEADER)), None)
        if mark is None or not _SPACE.fullmatch(text[folded.end(at) : folded.start(mark.lo)]):
            return out if any(m.key != "litigation" for m in out) else []
        follows = _CELL.match(text, folded.end(mark.hi))
        if follows is None and mark.key != "litigation":
            return out
        out.append(mark)
        at = mark.hi
