"""OFD (GB/T 33190-2016), the page format that authorities publish signed documents in."""

from __future__ import annotations

from extractor.readers.registry import ByteFormat, Content, register

_ZIP = b"PK\x03\x04"
_ROOT = b"OFD.xml"


def _sniff(data: bytes) -> bool:
    return data.startswith(_ZIP) and _ROOT in data


def _read(data: bytes) -> Content:
    from extractor.readers.blocks import compose
    from extractor.readers.ofd_pages import read_pages
    from extractor.readers.sheet_flow import put_together

    text, grids = compose(put_together(read_pages(data)))
    return Content(text, "application/ofd", None, grids)


register(ByteFormat("OFD版式文件", _sniff, _read, order=210))
