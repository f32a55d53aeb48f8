"""The terminal, or what stands in for one."""

from __future__ import annotations

from typing import IO

from rich.console import Console

LEAST = 40
"""Columns below which nothing can be laid out."""
_USUAL = 80


def screen(stream: IO[str] | None = None, most: int | None = None) -> Console:
    """A console on `stream`, or standard output, `LEAST` to `most` columns wide.

    Some shells without a terminal set COLUMNS to 0, for which rich prints nothing at all.
    """
    console = Console(file=stream, highlight=False, emoji=False, markup=False)
    width = max(LEAST, console.width or _USUAL)
    console.width = width if most is None else min(width, most)
    return console
