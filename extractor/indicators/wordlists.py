"""The word lists of one reader, from the file of `data/` that bears its name."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import NamedTuple


class WordLists(NamedTuple):
    """`words`: each list as one group of a pattern; `units`: units of figures, as sets."""

    words: dict[str, str]
    units: dict[str, frozenset[str]]


def word_lists(reader: str) -> WordLists:
    """The lists of `data/<reader>.toml`, the alternatives in the order of the file.

    >>> word_lists("disputes").words["all_of_them"]
    '(?:均|都|全部|结果|皆|获|——)'
    """
    text = (files("extractor.indicators") / "data" / f"{reader}.toml").read_text("utf-8")
    data: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return WordLists(
        {name: f"(?:{'|'.join(words)})" for name, words in data["words"].items()},
        {name: frozenset(units) for name, units in data.get("units", {}).items()},
    )
