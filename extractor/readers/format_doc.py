"""Word documents of the years before 2007 (.doc), WPS documents of that kind included."""

from __future__ import annotations

from extractor.readers.registry import ByteFormat, Content, register

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _read(data: bytes) -> Content:
    from extractor.readers.doc_body import read_doc

    text, grids = read_doc(data)
    return Content(text, "application/msword", None, grids)


register(
    ByteFormat("旧版Word文档（doc）", lambda data: data.startswith(_COMPOUND), _read, order=200)
)
