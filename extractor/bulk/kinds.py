"""What kind of source a file is, told by its first bytes."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["document", "records", "record", "array", "parquet", "zip", "tar", "gzip", "warc"]

HEAD = 512
"""Bytes by which the kind is told: a tar's magic stands at 257."""

_OFFICE = (b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/", b"OFD.xml", b"mimetype")
"""The first member of a zip that is one document: .docx, .ofd, .odt."""


_OBJECT = re.compile(rb'\{\s*(?:["}]|$)')
"""A JSON object; what else begins with a brace is none: RTF, a page's template."""
_ARRAY = re.compile(rb'\[\s*\{\s*"')


def kind_of(name: str, head: bytes) -> Kind:
    """The kind of a file by its first bytes; the name decides only where bytes do not.

    >>> (
    ...     kind_of("a.txt", b"PK\\x03\\x04..........................a.html"),
    ...     kind_of("a", b"\\x1f\\x8b"),
    ... )
    ('zip', 'gzip')
    >>> kind_of("a.dat", b'{"id": 1, "text": ""}'), kind_of("a.txt", "一、总体".encode())
    ('records', 'document')
    """
    lower = name.lower()
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        office = head[30:].startswith(_OFFICE) or lower.endswith((".docx", ".ofd", ".odt"))
        return "document" if office else "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith((b"BZh", b"\xfd7zXZ\x00")) or head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"WARC/"):
        return "warc"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if lower.endswith((".jsonl", ".ndjson")):
        return "records"
    if _OBJECT.match(text):
        # A record stream has whole objects on its lines; a lone object may be laid out in many.
        return "records" if text[1:].lstrip(b" ").startswith(b'"') else "record"
    return "array" if _ARRAY.match(text) else "document"
