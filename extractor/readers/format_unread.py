"""Formats that are recognised and not read: the message says what to do instead."""

from __future__ import annotations

from extractor.errors import UnsupportedFormat
from extractor.readers.registry import ByteFormat, Content, register


def _add(name: str, advice: str, *marks: bytes, inside: bytes = b"") -> None:
    """Registers a format by the bytes at its start, and by what a container holds."""

    def sniff(data: bytes) -> bool:
        return data.startswith(marks) and (not inside or inside in data)

    def read(data: bytes) -> Content:
        raise UnsupportedFormat(f"暂不支持{name}，{advice}")

    register(ByteFormat(name, sniff, read, order=900))


_ZIP = b"PK\x03\x04"
_SAVE = "请另存为网页（HTML）或文本后再试。"
_UNPACK = "请解压，或改存为zip后再试。"

_add("Excel表格（xlsx）", _SAVE, _ZIP, inside=b"xl/workbook.xml")
_add("WPS或OpenDocument文档", _SAVE, _ZIP, inside=b"mimetypeapplication/vnd.oasis")
_add("RAR压缩包", _UNPACK, b"Rar!\x1a\x07")
_add("7z压缩包", _UNPACK, b"7z\xbc\xaf")
_add("压缩包", "请解压后再试。", _ZIP, b"PK\x05\x06", b"\x1f\x8b")
_add("RTF文档", _SAVE, b"{\\rtf")
_PICTURE = "请另存为PNG或JPEG，或换用网页（HTML）、Word版本。"
_add("图片（GIF、BMP）", _PICTURE, b"GIF8", b"BM6")
_add("图片（WebP）", _PICTURE, b"RIFF", inside=b"WEBP")
_add("Parquet文件", "请逐条取出其中的记录再试。", b"PAR1")
