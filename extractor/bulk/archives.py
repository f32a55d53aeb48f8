"""Members of .zip and .tar archives, one by one without unpacking.

Refused: members that are links or devices, names that point outside (absolute, `..`),
encrypted members, and bombs (by member size, by ratio, by the sum over the archive).
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO
from zlib import error as ZlibError  # noqa: N812 - an exception class

import msgspec

from extractor.bulk.items import Unreadable
from extractor.errors import Damaged, GoujiError, TooLarge
from extractor.readers import name_in, path_name

MAX_MEMBERS = 200_000
MAX_TOTAL = 16 * 1024**3
"""Unpacked bytes of one archive, over all its members and what is packed in those."""
MAX_RATIO = 200
"""Unpacked to packed bytes of a member, beyond 1 MB: text packs 10 to 20 fold."""

BROKEN = (
    OSError, EOFError, ValueError, RuntimeError, NotImplementedError, ZlibError,
    zipfile.BadZipFile, tarfile.TarError,
)  # fmt: skip
"""What reading a damaged archive raises."""


class Member(msgspec.Struct, frozen=True):
    """A file in an archive; `stream` can be read until the next member is asked for."""

    name: str
    uri: str
    stream: io.BufferedReader


class Budget:
    """How much of an archive may still be unpacked, whatever its headers say."""

    def __init__(self) -> None:
        self.bytes = MAX_TOTAL
        self.members = MAX_MEMBERS

    @property
    def spent(self) -> bool:
        return self.bytes <= 0 or self.members <= 0

    def one_more(self, uri: str) -> None:
        self.members -= 1
        if self.spent:
            raise TooLarge(f"压缩包展开后过大，其余成员未读取：{uri}")


class _Metered(io.RawIOBase):
    """A member's bytes, counted against the budget as they come."""

    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._budget.bytes -= len(data)
        if self._budget.bytes <= 0:
            raise OSError("the archive holds too much")
        buffer[: len(data)] = data
        return len(data)


def zip_members(file: IO[bytes], uri: str, budget: Budget) -> Iterator[Member | Unreadable]:
    """The files in a .zip, sorted by name."""
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN:
        yield Unreadable(Damaged(f"压缩包已损坏：{uri}"), uri)
        return
    with archive:
        members = [m for m in archive.infolist() if not m.is_dir() and not _hidden(_name(m))]
        for member in sorted(members, key=_name):
            name = _name(member)
            at = f"{uri}!{name}"
            try:
                _refuse_path(name)
                if member.flag_bits & 0x1:
                    raise Damaged("压缩包成员已加密")
                if member.file_size > MAX_RATIO * max(member.compress_size, 2**20 // MAX_RATIO):
                    raise TooLarge("压缩比异常，已拒绝读取")
                budget.one_more(uri)
                with archive.open(member) as stream:
                    yield Member(name, at, io.BufferedReader(_Metered(stream, budget)))
            except GoujiError as error:
                yield Unreadable(error, at)
                if budget.spent:
                    return
            except BROKEN:
                yield Unreadable(Damaged("压缩包成员已损坏"), at)


def tar_members(file: IO[bytes], uri: str, budget: Budget) -> Iterator[Member | Unreadable]:
    """The files in a tar, packed or not, in the order they stand in it.

    A tar is read as a stream, so it cannot be sorted without reading it twice.
    """
    try:
        with tarfile.open(fileobj=file, mode="r|*") as archive:
            for member in archive:
                if member.isdir() or _hidden(member.name):
                    continue
                name = path_name(member.name)
                at = f"{uri}!{name}"
                try:
                    _refuse_path(name)
                    if not member.isfile():
                        raise Damaged("压缩包成员是链接或特殊文件，已拒绝读取")
                    budget.one_more(uri)
                    stream = archive.extractfile(member)
                    if stream is None:
                        raise Damaged("压缩包成员已损坏")
                    yield Member(name, at, io.BufferedReader(_Metered(stream, budget)))
                except GoujiError as error:
                    yield Unreadable(error, at)
                    if budget.spent:
                        return
    except BROKEN:
        yield Unreadable(Damaged(f"压缩包已损坏：{uri}"), uri)


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name. Without the flag that says UTF-8 it is that all the same where many
    packers made it, and GBK where Chinese Windows did."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        told = name_in(member.filename.encode("cp437"))
    except UnicodeEncodeError:
        told = None
    return member.filename if told is None else told


def _hidden(name: str) -> bool:
    """Furniture that packers leave: __MACOSX, .DS_Store."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(p == "__MACOSX" or (p.startswith(".") and p not in (".", "..")) for p in parts)


def _refuse_path(name: str) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if not path.parts or path.is_absolute() or ".." in path.parts or path.parts[0][1:2] == ":":
        raise Damaged("压缩包成员没有名字，或路径指向包外，已拒绝读取")
