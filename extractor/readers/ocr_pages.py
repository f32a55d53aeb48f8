"""Scans and pictures as text and grids: what `ocr_worker` recognised, put together as a PDF is."""

from __future__ import annotations

import struct
from importlib.util import find_spec

from extractor.errors import Damaged, GoujiError, TimedOut, TooLarge, UnsupportedFormat, to_install
from extractor.readers.blocks import compose
from extractor.readers.pdf_pages import unpack
from extractor.readers.registry import Content
from extractor.readers.sheet import Sheet
from extractor.readers.sheet_flow import put_together
from extractor.readers.worker_process import Ended, Keeper
from extractor.records import Recognised

MAX_SECONDS = 240.0
"""For one page. On two processors that do nothing else it takes some ten."""
_LEGIBLE = 0.6
"""The mean confidence below which a text is guesswork."""
OPENING = struct.Struct("<IfI")
"""Before each page: pages of the document, mean confidence, characters that are not certain."""
_WORKER = Keeper("extractor.readers.ocr_worker", MAX_SECONDS, packaged=True)

_NEEDED = f"文字识别{to_install('ocr')}"
_PROBLEMS: dict[bytes, tuple[type[GoujiError], str]] = {
    b"D": (Damaged, "图片或PDF文件已损坏，无法识别，请重新下载或扫描后再试。"),
    b"P": (TooLarge, "页数过多，未做文字识别。"),
    b"B": (TooLarge, "图片过大，未做文字识别，请缩小后再试。"),
    b"N": (UnsupportedFormat, _NEEDED),
}


def read_pictures(data: bytes, media_type: str) -> Content:
    """The text and grids of a scanned PDF or a picture.

    Raises `UnsupportedFormat` without the extra or where nothing legible is there, `Damaged`,
    `TooLarge`, `TimedOut`.
    """
    if find_spec("rapidocr") is None:
        raise UnsupportedFormat(_NEEDED)
    sheets: list[Sheet] = []
    total, weighed, characters, doubtful = 1, 0.0, 0, 0
    while len(sheets) < total:
        total, confidence, lost, sheet, count = _page(data, len(sheets))
        sheets.append(sheet)
        weighed += confidence * count
        characters += count
        doubtful += lost
    mean = weighed / characters if characters else 0.0
    if mean < _LEGIBLE:
        raise UnsupportedFormat("没有识别出清晰的文字，请换用更清晰的扫描件或文字版本。")
    text, grids = compose(put_together(sheets))
    return Content(text, media_type, None, grids, Recognised(total, round(mean, 4), doubtful))


def _page(data: bytes, number: int) -> tuple[int, float, int, Sheet, int]:
    """Pages of the document, and of one its confidence, what is in doubt, itself, its length."""
    try:
        letter, body = _WORKER.ask(number.to_bytes(4, "little") + data)
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
