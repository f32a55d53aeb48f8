"""What a user names on the command line, as a stream of documents.

A name may stand for a file, a folder, an archive, a crawl or a file of records. The kind is told
by content (magic bytes, the first line), not by the name alone. Nothing is unpacked to disk and
nothing is read ahead: one document is in memory at a time. Of an archive inside an archive the
members are read too, but not of one inside that.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from extractor.bulk.archives import BROKEN, Budget, Member, tar_members, zip_members
from extractor.bulk.items import MAX_DOCUMENT, Item, Stream, Unreadable
from extractor.bulk.jsonl import record_item, record_items
from extractor.bulk.kinds import HEAD, Kind, kind_of
from extractor.bulk.parquet import parquet_items
from extractor.bulk.state_file import is_result
from extractor.bulk.warc import warc_items
from extractor.errors import (
    BadRecord,
    Damaged,
    Missing,
    OwnResult,
    TooLarge,
    UnsupportedFormat,
    reason,
)
from extractor.readers import path_name

MAX_INNER = 256 * 1024 * 1024
"""Bytes of a zip or Parquet file inside an archive: it has to be held to be read."""


def items(names: Iterable[str], stdin: IO[bytes], out: Path | None = None) -> Stream:
    """Every document that `names` stand for, in order; `-` is a stream of records on `stdin`.

    Never raises for a bad input: that becomes an `Unreadable` in its place. `out` is where the
    results go: that folder is passed over where it lies in one that was named.
    """
    for name in names:
        if name == "-":
            yield from record_items(stdin, "-")
        elif not name:  # an unset variable of a script: not the folder one stands in
            yield Unreadable(Missing("文件名为空"), name)
        else:
            yield from _path(Path(name), out)


def _path(path: Path, out: Path | None) -> Stream:
    """The documents of a path, of a folder all that is below it, however deep.

    A pipe is read where a user named it, but not one in a folder.
    """
    waiting = [path]
    while waiting:
        at = waiting.pop()
        name = path_name(at)
        try:
            if at.is_dir():
                if not is_result(at):
                    waiting += reversed(_inside(at))
                elif at is path or out is None or not at.samefile(out):
                    yield Unreadable(OwnResult(name), name)
            elif at.is_file() or (at is path and at.is_fifo()):
                with at.open("rb") as file:
                    kind = kind_of(at.name, file.peek(HEAD)[:HEAD])
                    yield from _Reader(Budget()).read(kind, file, at.name, name)
            elif at.exists():
                yield Unreadable(Missing(f"不是普通文件：{name}"), name)
            elif at.is_symlink():
                yield Unreadable(Missing(f"链接所指的文件不存在：{name}"), name)
            else:
                yield Unreadable(Missing(f"找不到文件：{name}"), name)
        except OSError as error:
            yield Unreadable(Missing(f"无法打开：{name}（{reason(error)}）"), name)


def _inside(folder: Path) -> list[Path]:
    """The files and folders in a folder, sorted by name; hidden ones left out.

    Links to folders are not followed, so there are no loops.
    """
    return [
        path
        for path in sorted(folder.iterdir(), key=lambda p: p.name)
        if not (path.name.startswith(".") or (path.is_symlink() and path.is_dir()))
    ]


class _Reader:
    """Reads one file that a user named, and what is packed in it, within one budget."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._depth = 0
        """Archives around the file at hand."""

    def read(self, kind: Kind, file: IO[bytes], name: str, uri: str) -> Stream:
        """The documents of an open file. What takes a seek is read whole where it is inner."""
        if kind == "records":
            yield from record_items(file, uri)
        elif kind == "record":
            yield _single_record(_document(file, uri), uri)
        elif kind == "array":
            yield Unreadable(BadRecord("JSON数组未读取，请改为每行一个对象的JSON Lines"), uri)
        elif kind == "gzip":
            yield from self._gzip(file, name, uri)
        elif kind == "warc":
            yield from warc_items(file, uri)
        elif kind == "document":
            yield _document(file, uri)
        elif self._depth > 1:
            yield Unreadable(UnsupportedFormat("压缩包里的压缩包中又有压缩包，未读取"), uri)
        elif kind == "tar":
            yield from self._members(tar_members(file, uri, self._budget))
        else:
            held = _held(file, uri)
            if isinstance(held, Unreadable):
                yield held
            elif kind == "zip":
                yield from self._members(zip_members(held, uri, self._budget))
            else:
                yield from parquet_items(held, uri)

    def _members(self, members: Iterable[Member | Unreadable]) -> Stream:
        self._depth += 1
        try:
            for member in members:
                if isinstance(member, Unreadable):
                    yield member
                else:
                    yield from self._member(member)
        finally:
            self._depth -= 1

    def _member(self, member: Member) -> Stream:
        try:
            kind = kind_of(member.name, member.stream.peek(HEAD)[:HEAD])
            yield from self.read(kind, member.stream, member.name, member.uri)
        except BROKEN:
            if self._budget.spent:
                yield Unreadable(TooLarge("压缩包展开后过大，其余成员未读取"), member.uri)
            else:
                yield Unreadable(Damaged("压缩包成员已损坏"), member.uri)

    def _gzip(self, file: IO[bytes], name: str, uri: str) -> Stream:
        """What is inside a .gz, told by content again; a .gz inside a .gz is no document."""
        try:
            with gzip.open(file) as packed, io.BufferedReader(packed) as inner:
                kind = kind_of(Path(name).stem, inner.peek(HEAD)[:HEAD])
                yield from self.read(
                    "document" if kind == "gzip" else kind, inner, Path(name).stem, uri
                )
        except BROKEN:
            yield Unreadable(Damaged(f"压缩文件已损坏：{uri}"), uri)


def _single_record(whole: Item | Unreadable, uri: str) -> Item | Unreadable:
    if isinstance(whole, Item) and isinstance(whole.data, bytes):
        return record_item(whole.data, uri)
    return whole


def _document(file: IO[bytes], uri: str) -> Item | Unreadable:
    data = file.read(MAX_DOCUMENT + 1)
    if len(data) > MAX_DOCUMENT:
        return Unreadable(TooLarge(f"文件超过{MAX_DOCUMENT // 2**20} MB：{uri}"), uri)
    return Item(data, uri)


def _held(file: IO[bytes], uri: str) -> IO[bytes] | Unreadable:
    """A file that can be read anywhere: itself if it is one, else its content in memory."""
    if isinstance(file, io.BufferedReader) and isinstance(file.raw, io.FileIO) and file.seekable():
        return file
    data = file.read(MAX_INNER + 1)
    if len(data) > MAX_INNER:
        return Unreadable(TooLarge(f"包中的文件超过{MAX_INNER // 2**20} MB：{uri}"), uri)
    return io.BytesIO(data)
