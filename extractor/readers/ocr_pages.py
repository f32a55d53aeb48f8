"""Scans and pictures as text and grids: what `ocr_worker` recognised, put together as a PDF is."""

from __future__ import annotations

import struct
import time
from importlib.util import find_spec

from extractor.errors import Damaged, GoujiError, TimedOut, TooLarge, UnsupportedFormat, to_install
from extractor.readers.blocks import compose
from extractor.readers.pdf_pages import LOST, unpack
from extractor.readers.recogniser import MAX_PAGES, MAX_SECONDS
from extractor.readers.registry import Content
from extractor.readers.sheet import Sheet
from extractor.readers.sheet_flow import put_together
from extractor.readers.worker_process import Ended, Keeper
from extractor.records import Recognised

_PAGE_SECONDS = 120.0
"""For one page. On two processors that do nothing else it takes some ten."""
_SENTENCE_ENDS = "。！？；"
_LEGIBLE = 0.6
"""The mean confidence below which a text is guesswork."""
OPENING = struct.Struct("<IfI")
"""Before each page: pages of the document, mean confidence, characters that are not certain."""
_WORKER = Keeper("extractor.readers.ocr_worker", _PAGE_SECONDS, packaged=True)

_NEEDED = f"文字识别{to_install('ocr')}"
_PROBLEMS: dict[bytes, tuple[type[GoujiError], str]] = {
    b"D": (Damaged, "图片或PDF文件已损坏，无法识别，请重新下载或扫描后再试。"),
    b"B": (TooLarge, "图片过大，未做文字识别，请缩小后再试。"),
    b"N": (UnsupportedFormat, _NEEDED),
}


def read_pictures(data: bytes, media_type: str) -> Content:
    """The text and grids of a scanned PDF or a picture, of as many pages as limits allow.

    Pages beyond `MAX_PAGES`, and those that are left when the time is over, are counted in
    `Recognised.unread`. Raises `UnsupportedFormat` without the extra or where nothing legible is
    there, `Damaged`, `TooLarge`, `TimedOut` where the first page is not read in time.
    """
    if find_spec("rapidocr") is None:
        raise UnsupportedFormat(_NEEDED)
    sheets: list[Sheet] = []
    total, weighed, characters, doubtful = 1, 0.0, 0, 0
    end = time.monotonic() + MAX_SECONDS
    while len(sheets) < min(total, MAX_PAGES):
        left = end - time.monotonic()
        if sheets and left <= 0:
            break
        try:
            total, confidence, lost, sheet, count = _page(data, len(sheets), left)
        except TimedOut:
            if sheets:
                break
            raise
        sheets.append(sheet)
        weighed += confidence * count
        characters += count
        doubtful += lost
    mean = weighed / characters if characters else 0.0
    if mean < _LEGIBLE:
        raise UnsupportedFormat("没有识别出清晰的文字，请换用更清晰的扫描件或文字版本。")
    text, grids = compose(put_together(sheets))
    unread = total - len(sheets)
    if unread and not text.endswith(tuple(_SENTENCE_ENDS)):
        text += LOST  # the sentence goes on where nothing was read: it is held against nothing
    seen = Recognised(len(sheets), round(mean, 4), doubtful, unread)
    return Content(text, media_type, None, grids, seen)


def _page(data: bytes, number: int, seconds: float) -> tuple[int, float, int, Sheet, int]:
    """Pages of the document, and of one its confidence, what is in doubt, itself, its length."""
    try:
        request = number.to_bytes(4, "little") + data
        letter, body = _WORKER.ask(request, min(seconds, _PAGE_SECONDS))
    except Ended as ended:
        if ended.timeout:
            raise TimedOut(f"第{number + 1}页文字识别超时，未读取。") from None
        raise Damaged(f"第{number + 1}页文字识别失败，未读取。") from None
    except ImportError:
        raise UnsupportedFormat(_NEEDED) from None
    if letter != b"K":
        kind, message = _PROBLEMS.get(letter, _PROBLEMS[b"D"])
        raise kind(message)
    total, confidence, lost = OPENING.unpack_from(body)
    page, _ = unpack(body, OPENING.size)
    return total, confidence, lost, page.sheet, page.count
