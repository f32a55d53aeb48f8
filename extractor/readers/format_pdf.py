"""PDF with a text layer; what a scanner made is recognised where the user asks for it."""

from __future__ import annotations

from extractor.readers.registry import ByteFormat, Content, register

_HEAD = 1024


def _read(data: bytes) -> Content:
    from extractor.readers.blocks import compose
    from extractor.readers.pdf_pages import read_pages
    from extractor.readers.sheet_flow import put_together

    text, grids = compose(put_together(read_pages(data)))
    return Content(text, "application/pdf", None, grids)


def _recognise(data: bytes) -> Content:
    from extractor.readers.ocr_pages import read_pictures

    return read_pictures(data, "application/pdf")


register(
    ByteFormat("PDF文件", lambda data: b"%PDF-" in data[:_HEAD], _read, 200, recognise=_recognise)
)
