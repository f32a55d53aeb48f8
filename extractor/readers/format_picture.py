"""Pictures of pages: recognised where the user asks for it, else refused."""

from __future__ import annotations

from functools import partial

from extractor.errors import NoText
from extractor.readers.registry import ByteFormat, Content, register

_KINDS = {
    "image/png": (b"\x89PNG\r\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/tiff": (b"II*\0", b"MM\0*"),
}


def _add(media_type: str, marks: tuple[bytes, ...]) -> None:
    def read(data: bytes) -> Content:
        raise NoText("图片里的文字不能直接读取，")

    def recognise(data: bytes) -> Content:
        from extractor.readers.ocr_pages import read_pictures

        return read_pictures(data, media_type)

    register(ByteFormat("图片", partial(_starts, marks), read, 300, recognise=recognise))


def _starts(marks: tuple[bytes, ...], data: bytes) -> bool:
    return data.startswith(marks)


for _media_type, _marks in _KINDS.items():
    _add(_media_type, _marks)
