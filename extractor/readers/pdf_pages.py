"""Pages of a PDF as `Sheet`s: what the worker found, and what its problems mean for a user."""

from __future__ import annotations

import struct
from array import array

import msgspec

from extractor.errors import (
    Damaged,
    GoujiError,
    NoText,
    TimedOut,
    TooLarge,
    UnsupportedFormat,
)
from extractor.readers.sheet import Run, RunBuilder, Sheet
from extractor.readers.worker_process import Ended, Keeper

HEAD = struct.Struct("<ffIIII")
"""Before each page: width, height, characters, those of no known code, lines across and down."""
_FEWEST = 5
"""Characters a page that make a text layer: page numbers do not."""
LOST = "\ufffd"

_DAMAGED = "PDF文件已损坏或不完整，请重新下载，或用原软件打开后另存再试。"
_TIMED_OUT = "PDF解析超时，请转换为网页（HTML）或文本后再试。"
_PROBLEMS: dict[bytes, tuple[type[GoujiError], str]] = {
    b"D": (Damaged, _DAMAGED),
    b"L": (Damaged, "PDF文件已加密，请去掉密码后再试。"),
    b"P": (TooLarge, "PDF文件页数过多，已拒绝读取。"),
    b"C": (TooLarge, "PDF文件的文字过多，已拒绝读取。"),
    b"T": (TimedOut, _TIMED_OUT),
}


_MAX_SECONDS = 25.0
"""Longer than the worker's own limit: it is only reached within a single page."""
_WORKER = Keeper("extractor.readers.pdf_worker", _MAX_SECONDS)


def read_pages(data: bytes) -> list[Sheet]:
    """The pages of a document.

    Raises `Damaged`, `TimedOut`, `TooLarge`, or `NoText` where it has no text.
    """
    try:
        letter, body = _WORKER.ask(data)
    except Ended as ended:
        if ended.timeout:
            raise TimedOut(_TIMED_OUT) from None
        raise Damaged(
            "PDF文件解析失败（文件异常或展开后过大），请转换为网页或文本后再试。"
        ) from None
    except ImportError:
        raise UnsupportedFormat("读取PDF需要pypdfium2，请安装后再试。") from None
    if letter != b"K":
        kind, message = _PROBLEMS.get(letter, _PROBLEMS[b"D"])
        raise kind(message)
    sheets: list[Sheet] = []
    at = known = unknown = 0
    while at < len(body):
        page, at = unpack(body, at)
        known += page.count - page.text.count(" ") - page.text.count(LOST)
        unknown += page.lost
        sheets.append(page.sheet)
    if known + unknown < _FEWEST * (len(sheets) + 1):
        raise NoText("PDF没有文字层（可能是扫描件），")
    if unknown * 3 > known:
        raise NoText("PDF的文字层无法识别（字体缺少编码），")
    return sheets


class Page(msgspec.Struct, frozen=True):
    """A page as a worker packed it."""

    sheet: Sheet
    text: str
    lost: int
    """Characters whose font does not say which they are."""

    @property
    def count(self) -> int:
        return len(self.text)


def unpack(body: bytes, at: int) -> tuple[Page, int]:
    """The page that begins there, and where the next one does."""
    width, height, count, lost, across, down = HEAD.unpack_from(body, at)
    at += HEAD.size
    sheet = Sheet(width, height)
    text = body[at : at + 4 * count].decode("utf-32-le")
    at += 4 * count
    places = _floats(body, at, 4 * count)
    at += 16 * count
    sheet.runs = _runs(text, places)
    sheet.horizontals = _rules(body, at, across)
    at += 12 * across
    sheet.verticals = _rules(body, at, down)
    return Page(sheet, text, lost), at + 12 * down


def _floats(body: bytes, at: int, count: int) -> array[float]:
    out = array("f")
    out.frombytes(body[at : at + 4 * count])
    return out


def _rules(body: bytes, at: int, count: int) -> list[tuple[float, float, float]]:
    found = _floats(body, at, 3 * count)
    return list(zip(found[::3], found[1::3], found[2::3], strict=True))


def _runs(text: str, places: array[float]) -> list[Run]:
    builder = RunBuilder()
    add = builder.add
    for char, x0, x1, y, size in zip(
        text, places[::4], places[1::4], places[2::4], places[3::4], strict=True
    ):
        if char == " ":
            builder.blank = True
        else:
            add(char, x0, x1, y, size)
    return builder.done()
