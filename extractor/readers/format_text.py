"""Plain text and Markdown: the text is the document."""

from __future__ import annotations

import re

from extractor.readers.registry import Content, TextFormat, register

_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\|[ :|-]*-{3}[ :|-]*\|?[ \t]*$)", re.MULTILINE)
_HEAD = 65_536


def _read(text: str) -> Content:
    markdown = _MARKDOWN.search(text, 0, _HEAD) is not None
    return Content(text, "text/markdown" if markdown else "text/plain")


register(TextFormat("text", sniff=lambda text: True, read=_read, order=1000))
