"""The rules' word lists, from `_words.toml` beside this file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("_words.toml").read_text(encoding="utf-8"))


def words(name: str) -> tuple[str, ...]:
    """The list `name`, longest word first, so that an alternation prefers the longer one."""
    return tuple(sorted(_lists()[name], key=len, reverse=True))
