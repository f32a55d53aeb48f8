"""The cue tables of `data/cues.toml`, compiled: which word stands nearest a figure."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from extractor.language.first import first_characters, guarded, swift

ROWS = 5
"""So many rows of a table are passed over at once where none of them may begin."""
MOST_TEXTS = 2048
"""Clauses whose cues are kept: one clause is asked for by several readers, one after the other."""


class Hit(NamedTuple):
    value: str
    start: int
    end: int


class Table:
    """One table of cues: finds the slot values a stretch of text names, in order."""

    hits: Callable[[str], Sequence[Hit]]
    """All cues of a text in its order, offsets into it."""

    def __init__(self, rows: dict[str, str]) -> None:
        self._names = {f"g{i}": name for i, name in enumerate(rows)}
        anywhere = "".join(map(first_characters, rows.values()))
        # A group behind each row says which it was; one around it would be opened for naught.
        each = [f"{guarded(p)}(?P<g{i}>)" for i, p in enumerate(rows.values())]
        some = (guarded("|".join(each[i : i + ROWS])) for i in range(0, len(each), ROWS))
        self._pattern = swift(f"(?=[{anywhere}])(?:{'|'.join(some)})")
        self.hits = lru_cache(maxsize=MOST_TEXTS)(self._find)

    def _find(self, text: str) -> tuple[Hit, ...]:
        names = self._names
        found = self._pattern.finditer(text)
        return tuple([Hit(names[m.lastgroup or "g0"], *m.span()) for m in found])

    def last(self, text: str) -> Hit | None:
        found = self.hits(text)
        return found[-1] if found else None

    def first(self, text: str) -> Hit | None:
        found = self.hits(text)
        return found[0] if found else None


@cache
def table(name: str) -> Table:
    return Table(_data()[name])


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("extractor.indicators") / "data" / "cues.toml").read_text("utf-8"))
