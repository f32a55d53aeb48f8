"""Word documents as one XML file, often named .doc: WordprocessingML of 2003, and flat docx.

Systems that fill in templates write them, and Word opens them as it does any other.
"""

from __future__ import annotations

import re

from extractor.readers.registry import ByteFormat, Content, register

_HEAD = 4096
_ROOT = re.compile(rb"<(?:\w+:)?(?:wordDocument|package)\b[^>]*(?:wordml|xmlPackage)")


def _sniff(data: bytes) -> bool:
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n\t ")
    return head.startswith((b"<?xml", b"<w:wordDocument", b"<pkg:package")) and (
        _ROOT.search(head) is not None
    )


def _read(data: bytes) -> Content:
    from extractor.readers.docx_body import read_word_xml

    text, grids = read_word_xml(data)
    return Content(text, "application/msword", None, grids)


register(ByteFormat("Word文档（XML）", _sniff, _read, order=250))
