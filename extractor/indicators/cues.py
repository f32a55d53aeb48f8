"""The cue tables of `data/cues.toml`, compiled: which word stands nearest a figure."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import regex

MOST_TEXTS = 2048
"""Clauses whose cues are kept: one clause is asked for by several readers, one after the other."""


class Hit(NamedTuple):
    value: str
    start: int
    end: int


class Table:
    """One table of cues: finds the slot values a stretch of text names, in order."""

    def __init__(self, rows: dict[str, str]) -> None:
        self._names = {f"g{i}": name for i, name in enumerate(rows)}
        self._pattern = regex.compile(
            "|".join(f"(?P<g{i}>{p})" for i, p in enumerate(rows.values()))
        )
        self._found = lru_cache(maxsize=MOST_TEXTS)(self._find)

    def hits(self, text: str) -> Sequence[Hit]:
        """All cues in text order, offsets into `text`."""
        return self._found(text) if text else ()

    def _find(self, text: str) -> tuple[Hit, ...]:
        return tuple([self._hit(m) for m in self._pattern.finditer(text)])

    def last(self, text: str) -> Hit | None:
        found = self.hits(text)
        return found[-1] if found else None

    def first(self, text: str) -> Hit | None:
        m = self._pattern.search(text)
        return None if m is None else self._hit(m)

    def _hit(self, m: regex.Match[str]) -> Hit:
        return Hit(self._names[m.lastgroup or "g0"], *m.span())


@cache
def table(name: str) -> Table:
    return Table(_data()[name])


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("extractor.indicators") / "data" / "cues.toml").read_text("utf-8"))
