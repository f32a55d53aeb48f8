"""The ideographs of a text alone, with the way back to the text.

Labels and headings are searched in this folded text, where line breaks, pipes, tabs, digits
and punctuation inside or around a label do not exist.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

_FIRST, _LAST = 0x4E00, 0x9FFF
_IDEOGRAPHS = frozenset(map(chr, range(_FIRST, _LAST + 1)))
_SHORT = 1000
"""Below that a text is no report, and has no figures as a rule."""
_LARGE = 200_000


class Mark(msgspec.Struct, frozen=True):
    """A label of a table (a row, a column, a heading), as offsets into the folded text."""

    kind: str
    key: str
    lo: int
    hi: int


class Folded:
    """`text` holds the ideographs; `at[i]` is where the i-th of them stands in the original."""

    __slots__ = ("at", "text")

    def __init__(self, original: str) -> None:
        self.at: Sequence[int]
        if len(original) < _SHORT:
            self.at = [at for at, c in enumerate(original) if c in _IDEOGRAPHS]
            self.text = "".join([original[at] for at in self.at])
        else:  # a tenth of the time, which is worth loading what the model needs as well
            import numpy as np

            codes = np.frombuffer(original.encode("utf-32-le", "surrogatepass"), "<u4")
            kept = np.flatnonzero((codes >= _FIRST) & (codes <= _LAST))
            self.at = array("I", kept.astype(np.uint32).tobytes())
            self.text = codes[kept].tobytes().decode("utf-32-le")

    def start(self, index: int) -> int:
        """Where the folded character at `index` begins in the original."""
        return self.at[index]

    def end(self, index: int) -> int:
        """Where the folded text that ends before `index` ends in the original."""
        return self.at[index - 1] + 1 if index else 0

    def index(self, offset: int) -> int:
        """The first folded character at or behind an offset of the original."""
        return bisect_left(self.at, offset)

    def find_all(
        self, words: Sequence[str], lo: int = 0, hi: int | None = None, limit: int = 200
    ) -> Iterator[tuple[int, int]]:
        """Every occurrence of any of `words` as (start, end), longer words first."""
        for word in words:
            at = self.text.find(word, lo, hi)
            while at >= 0 and limit > 0:
                yield at, at + len(word)
                limit -= 1
                at = self.text.find(word, at + len(word), hi)


@lru_cache(maxsize=4)
def _fold_small(text: str) -> Folded:
    return Folded(text)


@lru_cache(maxsize=1)
def _fold_large(text: str) -> Folded:
    return Folded(text)


def fold(text: str) -> Folded:
    """The folded text; that of the last few reports is kept, since every stage needs it."""
    return _fold_small(text) if len(text) < _LARGE else _fold_large(text)
