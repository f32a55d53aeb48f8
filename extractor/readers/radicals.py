"""Radicals that PDF fonts give for the characters that look like them (⼀ for 一, ⻅ for 见).

The Kangxi radicals (U+2F00 to U+2FD5) have compatibility mappings; those of the supplement
(U+2E80 to U+2EF3) do not, their equivalents are data after Unicode's EquivalentUnifiedIdeograph.
"""

from __future__ import annotations

import unicodedata
from importlib.resources import files

import msgspec


class _Data(msgspec.Struct, frozen=True):
    radicals: str
    characters: str


def _table() -> dict[int, str]:
    raw = files("extractor.readers").joinpath("data", "radicals.json").read_bytes()
    data = msgspec.json.decode(raw, type=_Data)
    table = dict(zip(map(ord, data.radicals), data.characters, strict=True))
    table |= {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}
    return table


RADICALS = _table()
"""For `str.translate`: one character for one, so that offsets stay."""
