"""Colours and marks of the console, in one place. A mark says the same without its colour."""

from __future__ import annotations

import regex

from extractor.records import Severity

_CONTROL = regex.compile(r"[\p{Cc}\p{Cf}--[\n\t]]", regex.VERSION1)


def safe(text: str) -> str:
    """A document's words without control and direction characters, which act on a terminal.

    >>> safe("某局\x1b[2J")
    '某局[2J'
    """
    cleaned: str = _CONTROL.sub("", text)
    return cleaned


GOOD = "green"
BAD = "bold red"
WARN = "yellow"
DIM = "dim"
HEAD = "bold cyan"

SEVERITIES: dict[Severity, tuple[str, str, str]] = {
    "error": ("✗", "错误", BAD),
    "warning": ("!", "警告", WARN),
    "notice": ("·", "提示", "blue"),
}
"""Mark, name and colour of each severity, gravest first."""
