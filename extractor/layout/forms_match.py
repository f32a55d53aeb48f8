"""How alike two labels are, and which form the labels of a document belong to."""

from __future__ import annotations

from functools import lru_cache

from extractor.layout.folding import Folded
from extractor.layout.words import LABELS
from extractor.records import Form

_LONGEST = 60


@lru_cache(20_000)
def similarity(a: str, b: str) -> float:
    """1 for equal strings, less by the edits that turn one into the other.

    >>> similarity("本年废纸件数", "本年废止件数")
    0.833...
    """
    a, b = a[:_LONGEST], b[:_LONGEST]
    size = max(len(a), len(b))
    if abs(len(a) - len(b)) * 2 > size:
        return 0.0
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        row = [i]
        for j, y in enumerate(b, start=1):
            row.append(min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (x != y)))
        previous = row
    return 1 - previous[-1] / size if size else 1.0


def alike(a: str, b: str, least: float) -> bool:
    """Is their similarity as great as that? Mostly the characters that only one has tell.

    >>> alike("本年废纸件数", "本年废止件数", 0.8), alike("本年废纸件数", "现行有效件数", 0.8)
    (True, False)
    """
    a, b = a[:_LONGEST], b[:_LONGEST]
    foreign = max(len({*a} - {*b}), len({*b} - {*a}))
    if foreign > (1 - least) * max(len(a), len(b)) + 1e-9:
        return False
    return similarity(a, b) >= least


def form_of(folded: Folded, spans: list[tuple[int, int]]) -> Form | None:
    """The form whose labels the tables at these folded spans have; None where none tells."""
    scores = {
        form: sum(any(folded.text.find(w, lo, hi) >= 0 for lo, hi in spans) for w in words)
        for form, words in LABELS.forms.items()
    }
    if scores["2021"] == scores["2019"]:
        return None
    return "2021" if scores["2021"] > scores["2019"] else "2019"
