"""`read`: one source to one `Document`, whatever its format."""

from __future__ import annotations

import hashlib
from operator import index
from pathlib import Path

from extractor.errors import EmptyInput, Missing, NoText, TooLarge, reason
from extractor.readers.decode import clean, decode, path_name, writable
from extractor.readers.registry import (
    ByteFormat,
    Content,
    byte_format,
    load_formats,
    text_format,
)
from extractor.records import Document

MAX_BYTES = 64 * 1024 * 1024
"""The largest source that is read, in bytes. Real reports stay under 1 MiB."""

load_formats("extractor.readers")


def read(
    source: bytes | str | Path,
    *,
    uri: str | None = None,
    id: str | None = None,  # noqa: A002 - the name of the record's field
    agency: str | None = None,
    year: int | None = None,
    ocr: bool = False,
) -> Document:
    """Reads text, HTML or a binary format; which of them is told by the content alone.

    `str` is text or HTML, never a path; a `Path` is opened. `uri` and `id` are passed on;
    `agency` and `year` are what a record said beside its text, kept as hints. `ocr`: scans and
    pictures are recognised (extra `ocr`) where they would raise `NoText`.

    For text `Document.text` is the decoded text itself, line ends included; only a byte
    order mark is taken off, and NUL and lone surrogates turn into U+FFFD, one for one; so do
    those in `uri`, `id` and `agency`.

    Raises the errors of `extractor.errors`, each with a message for users; `TypeError` for what
    is neither text, bytes nor a path, or a year that is no integer.
    """
    year = None if year is None else index(year)
    if isinstance(source, Path):
        uri = uri or path_name(source)
        source = _load(source)
    source = _content(source)
    encoding: str | None = None
    if isinstance(source, str):
        raw = source.encode("utf-8", "surrogatepass")
        _check_size(len(raw))
        content = _from_text(clean(source))
    else:
        raw = source
        _check_size(len(raw))
        if not raw.strip(b"\0\t\n\r "):
            raise EmptyInput("内容为空。")
        container = byte_format(raw)
        if container is not None:
            content = _from_container(container, raw, ocr)
        else:
            text, encoding = decode(raw)
            content = _from_text(text)
    if not content.text.strip():
        raise EmptyInput("没有可读的文字。")
    return Document(
        text=content.text,
        media_type=content.media_type,
        encoding=encoding,
        sha256=hashlib.sha256(raw).hexdigest(),
        uri=uri and writable(uri),
        id=id and writable(id),
        title=content.title,
        grids=content.grids,
        recognised=content.recognised,
        agency_hint=agency and writable(agency),
        year_hint=year,
    )


def _from_container(container: ByteFormat, raw: bytes, ocr: bool) -> Content:
    try:
        return container.read(raw)
    except NoText:
        if not ocr or container.recognise is None:
            raise
        return container.recognise(raw)


def _from_text(text: str) -> Content:
    if not text.strip():
        raise EmptyInput("内容为空。")
    return text_format(text).read(text)


def _check_size(size: int) -> None:
    if size > MAX_BYTES:
        raise TooLarge(f"内容超过{MAX_BYTES // 1024 // 1024}MiB的上限，未读取。")


def _content(source: object) -> str | bytes:
    """A source that has content, whatever the caller's types promised. Raises TypeError."""
    if isinstance(source, str | bytes):
        return source
    if isinstance(source, bytearray | memoryview):
        return bytes(source)
    raise TypeError(f"source must be str, bytes or pathlib.Path, not {type(source).__name__}")


def _load(path: Path) -> bytes:
    try:
        _check_size(path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError:
        raise Missing(f"文件不存在：{path_name(path)}") from None
    except IsADirectoryError:
        raise Missing(f"这是文件夹，不是文件：{path_name(path)}") from None
    except OSError as error:
        raise Missing(f"文件打不开：{path_name(path)}（{reason(error)}）") from None
