"""What a user names on the command line, as a stream of documents.

A name may stand for a file, a folder, an archive or a file of records. The kind is told by
content (magic bytes, the first line), not by the name alone. Nothing is unpacked to disk and
nothing is read ahead: one document is in memory at a time.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Literal
from zlib import error as ZlibError  # noqa: N812 - an exception class

from extractor.bulk.archives import tar_items, zip_items
from extractor.bulk.items import MAX_DOCUMENT, Item, Stream, Unreadable
from extractor.bulk.jsonl import record_item, record_items
from extractor.bulk.parquet import parquet_items
from extractor.errors import Damaged, Missing, TooLarge, UnsupportedFormat

Kind = Literal["document", "records", "record", "parquet", "zip", "tar", "gzip", "warc"]

HEAD = 512
"""Bytes by which the kind is told: a tar's magic stands at 257."""

_OFFICE = (b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/", b"OFD.xml", b"mimetype")
"""The first member of a zip that is one document: .docx, .ofd, .odt."""


def items(names: Iterable[str], stdin: IO[bytes]) -> Stream:
    """Every document that `names` stand for, in order; `-` is a stream of records on `stdin`.

    Never raises for a bad input: that becomes an `Unreadable` in its place.
    """
    for name in names:
        if name == "-":
            yield from record_items(stdin, "-")
        else:
            yield from _path(Path(name))


def _path(path: Path) -> Stream:
    try:
        if path.is_dir():
            yield from _folder(path)
        elif path.is_file():
            with path.open("rb") as file:
                yield from _file(file, path)
        elif path.exists():
            yield Unreadable(Missing(f"不是普通文件：{path}"), str(path))
        else:
            yield Unreadable(Missing(f"找不到文件：{path}"), str(path))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield Unreadable(Missing(f"无法打开：{path}（{reason}）"), str(path))


def _folder(folder: Path) -> Stream:
    """The files of a folder and of the folders in it, sorted by name; hidden ones left out.

    Links to folders are not followed, so there are no loops.
    """
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.startswith(".") or (path.is_symlink() and path.is_dir()):
            continue
        yield from _path(path)


def _file(file: IO[bytes], path: Path) -> Stream:
    uri = str(path)
    kind = kind_of(path.name, _peek(file))
    if kind == "parquet":
        yield from parquet_items(path)
    elif kind == "gzip":
        yield from _gzip(file, path)
    else:
        yield from _plain(kind, file, uri)


def _plain(kind: Kind, file: IO[bytes], uri: str) -> Stream:
    """A kind that is read from any stream of bytes."""
    if kind == "records":
        yield from record_items(file, uri)
    elif kind == "record":
        whole = _document(file, uri)
        if isinstance(whole, Item) and isinstance(whole.data, bytes):
            yield record_item(whole.data, uri)
        else:
            yield whole
    elif kind == "zip":
        yield from zip_items(file, uri)
    elif kind == "tar":
        yield from tar_items(file, uri)
    elif kind == "warc":
        yield Unreadable(UnsupportedFormat("暂不支持读取WARC网页存档"), uri)
    else:
        yield _document(file, uri)


def _gzip(file: IO[bytes], path: Path) -> Stream:
    """What is inside a .gz: a tar, records or one document, told by content again."""
    uri = str(path)
    try:
        with gzip.open(file) as inner:
            head = inner.read(HEAD)
        file.seek(0)
        kind = kind_of(path.stem, head)
        if kind == "tar":
            yield from tar_items(file, uri)
            return
        with gzip.open(file) as inner:
            stream: IO[bytes] = inner  # type: ignore[assignment]
            yield from _plain(
                "document" if kind in ("zip", "gzip", "parquet") else kind, stream, uri
            )
    except (OSError, EOFError, ZlibError):
        yield Unreadable(Damaged(f"压缩文件已损坏：{uri}"), uri)


def _document(file: IO[bytes], uri: str) -> Item | Unreadable:
    data = file.read(MAX_DOCUMENT + 1)
    if len(data) > MAX_DOCUMENT:
        return Unreadable(TooLarge(f"文件超过{MAX_DOCUMENT // 2**20} MB：{uri}"), uri)
    return Item(data, uri)


def _peek(file: IO[bytes]) -> bytes:
    head = file.read(HEAD)
    file.seek(0)
    return head


def kind_of(name: str, head: bytes) -> Kind:
    """The kind of a file by its first bytes; the name decides only where bytes do not.

    >>> (
    ...     kind_of("a.txt", b"PK\\x03\\x04..........................a.html"),
    ...     kind_of("a", b"\\x1f\\x8b"),
    ... )
    ('zip', 'gzip')
    >>> kind_of("a.dat", b'{"id": 1, "text": ""}'), kind_of("a.txt", "一、总体".encode())
    ('records', 'document')
    """
    lower = name.lower()
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        office = head[30:].startswith(_OFFICE) or lower.endswith((".docx", ".ofd", ".odt"))
        return "document" if office else "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith((b"BZh", b"\xfd7zXZ\x00")) or head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"WARC/"):
        return "warc"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if lower.endswith((".jsonl", ".ndjson")):
        return "records"
    if text.startswith(b"{"):
        # A record stream has whole objects on its lines; a lone object may be laid out in many.
        return "records" if text[1:].lstrip(b" ").startswith(b'"') else "record"
    return "document"
