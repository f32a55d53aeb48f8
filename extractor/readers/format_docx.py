"""Word documents (.docx), also those of other programs that write the same parts."""

from __future__ import annotations

from extractor.readers.registry import ByteFormat, Content, register

_ZIP = b"PK\x03\x04"
_TYPES = b"[Content_Types].xml"
_TAIL = 65_536
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _sniff(data: bytes) -> bool:
    """A zip whose members say so; a file that was cut off still has its first members."""
    if not data.startswith(_ZIP):
        return False
    if b"word/document" in data[-_TAIL:] or b"word/document.xml" in data[:_TAIL]:
        return True
    return _TYPES in data[:256] and b"word/" in data and b"xl/workbook" not in data


def _read(data: bytes) -> Content:
    from extractor.readers.docx_body import read_docx

    text, grids = read_docx(data)
    return Content(text, MEDIA_TYPE, None, grids)


register(ByteFormat("Word文档（docx）", _sniff, _read, order=200))
