"""Where the rows of table 3 stand: a chain of the form's labels, in the form's order.

Prose names the same things (`属于国家秘密1件`), so a label counts only as a link of a chain: the
next label of the form follows within a few words and without a full stop between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from extractor.codebook import load_codebook
from extractor.layout.folding import Folded
from extractor.layout.forms_match import alike, similarity
from extractor.layout.words import LABELS

_FARTHEST = 150
"""Ideographs between two linked labels: a header repeated after a page break fits in."""
_PER_ROW = 12
_LEAST = 4
"""Labels that make a table."""
_ALIKE = 0.6
"""How like a row's label a misspelt one is at least."""


class Hit(msgspec.Struct, frozen=True):
    """A row label: `row` is the key in table 3, `lo..hi` offsets into the folded text."""

    row: str
    lo: int
    hi: int


def row_order() -> tuple[str, ...]:
    """The rows of table 3 as keys, the single 其他处理 of the 2019 form among them."""
    rows = [r.removeprefix("t3.") for r in load_codebook().rows("2021", "t3")]
    rows.insert(rows.index("total"), "other")
    return tuple(rows)


_ORDER = row_order()
_PLACE = {row: i for i, row in enumerate(_ORDER)}


def row_chains(text: str, folded: Folded) -> list[list[Hit]]:
    """The tables of kind 3 in text order, each as its row labels."""
    hits = _strong_hits(folded)
    chains = []
    while len(hits) >= _LEAST:
        chain = longest_chain(text, folded, hits, _PLACE)
        if len(chain) < _LEAST:
            break
        chains.append(chain)
        first, last = chain[0].lo, chain[-1].hi
        hits = [h for h in hits if h.hi <= first or h.lo >= last]
    chains.sort(key=lambda c: c[0].lo)
    return chains


def complete(text: str, folded: Folded, chain: list[Hit], ceiling: int) -> list[Hit]:
    """The chain with the rows whose labels are too common, or misspelt, to be looked for alone."""
    found = {h.row: h for h in chain}
    for row in _ORDER:
        if row in found:
            continue
        lo, hi = _gap(folded, found, row, ceiling)
        hit = _common(folded, row, lo, hi) if row in LABELS.weak_rows else None
        if hit is not None:
            found[row] = hit
    if "other" in found and any(r.startswith("other.") for r in found):
        del found["other"]  # the heading of the three rows of the 2021 form
    for row in _ORDER:
        if row not in found and row not in ("other", "other.other", "total"):
            lo, hi = _gap(folded, found, row, ceiling)
            hit = _misspelt(text, folded, row, lo, hi)
            if hit is not None:
                found[row] = hit
    return sorted(found.values(), key=lambda h: h.lo)


def _strong_hits(folded: Folded) -> list[Hit]:
    hits = []
    for row, words in LABELS.rows.items():
        if row in LABELS.weak_rows:
            continue
        taken: list[tuple[int, int]] = []
        for lo, hi in folded.find_all(words, limit=_PER_ROW):
            if not any(a <= lo < b or lo <= a < hi for a, b in taken):
                taken.append((lo, hi))
                hits.append(Hit(row, lo, hi))
    hits.sort(key=lambda h: h.lo)
    return hits


def longest_chain(
    text: str, folded: Folded, hits: Sequence[Hit], place: Mapping[str, int]
) -> list[Hit]:
    """Most of `hits`, sorted by offset, that follow one another in the order of `place`.

    Between two of them stand no more than a few words, and no full stop.
    """
    best: list[tuple[float, int]] = []
    places = [place[h.row] for h in hits]
    for i, h in enumerate(hits):
        value, previous, own = 1.0, -1, places[i]
        for j in range(i - 1, -1, -1):
            p = hits[j]
            gap = h.lo - p.hi
            if gap > _FARTHEST:
                break
            if gap < 0 or places[j] >= own:
                continue
            total = best[j][0] + 1 - 0.002 * gap
            if total > value and text.find("。", folded.end(p.hi), folded.start(h.lo)) < 0:
                value, previous = total, j
        best.append((value, previous))
    at = max(range(len(best)), key=lambda i: (best[i][0], -i))
    chain = []
    while at >= 0:
        chain.append(hits[at])
        at = best[at][1]
    return chain[::-1]


def _gap(folded: Folded, found: dict[str, Hit], row: str, ceiling: int) -> tuple[int, int]:
    """The folded stretch in which a row that is not found yet must stand."""
    place = _PLACE[row]
    lo = max((h.hi for r, h in found.items() if _PLACE[r] < place), default=-1)
    hi = min((h.lo for r, h in found.items() if _PLACE[r] > place), default=-1)
    if lo < 0:
        return max(0, hi - 40), hi
    if hi < 0:
        return lo, min(lo + 40, ceiling)
    return lo, hi


def _common(folded: Folded, row: str, lo: int, hi: int) -> Hit | None:
    for word in LABELS.rows[row]:
        if row == "other.other":  # the last one: 其他处理 stands before it
            at = folded.text.rfind(word, lo, hi)
            if at >= 0 and folded.text.startswith("处", at + len(word)):
                at = -1
        else:
            at = folded.text.find(word, lo, hi)
        if at >= 0:
            return Hit(row, at, at + len(word))
    return None


def _misspelt(text: str, folded: Folded, row: str, lo: int, hi: int) -> Hit | None:
    """A chunk of the gap that is spelt like this row's label and like no other row's."""
    for start, end in _chunks(text, folded, lo, hi):
        chunk = folded.text[start:end]
        if not any(alike(chunk, w, _ALIKE) for w in LABELS.rows[row]):
            continue
        scores = [
            (similarity(chunk, w), r)
            for r in _ORDER
            for w in LABELS.rows[r]
            if alike(chunk, w, _ALIKE)
        ]
        if max(scores)[1] == row:
            return Hit(row, start, end)
    return None


def _chunks(text: str, folded: Folded, lo: int, hi: int) -> list[tuple[int, int]]:
    """The stretches of ideographs between digits, without group headings and numbering."""
    out = []
    start = lo
    for i in range(lo + 1, hi + 1):
        if i < hi:
            between = text[folded.end(i) : folded.start(i)]
            if not any(c.isdigit() or c in "|\t" for c in between):
                continue
        out.append((start, i))
        start = i
    return [c for s, e in out if (c := _without_groups(folded, s, e))[1] - c[0] >= 4]


def _without_groups(folded: Folded, start: int, end: int) -> tuple[int, int]:
    for word in LABELS.groups:
        at = folded.text.rfind(word, start, end)
        if at >= 0:
            start = max(start, at + len(word))
    while start < end and folded.text[start] in "一二三四五六七八":
        start += 1
    return start, end
