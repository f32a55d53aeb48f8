"""Members of .zip and .tar.gz archives, read one by one without unpacking.

Refused: members that are links or devices, names that point outside (absolute, `..`),
encrypted members, and bombs (by member size, by ratio, by the sum over the archive).
"""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO
from zlib import error as ZlibError  # noqa: N812 - an exception class

from extractor.bulk.items import MAX_DOCUMENT, Item, Unreadable
from extractor.errors import Damaged, GoujiError, TooLarge

MAX_MEMBERS = 200_000
MAX_TOTAL = 16 * 1024**3
"""Unpacked bytes of one archive, over all its members."""
MAX_RATIO = 200
"""Unpacked to packed bytes of a member, beyond 1 MB: text packs 10 to 20 fold."""

_BROKEN = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, ZlibError)


def zip_items(file: IO[bytes], uri: str) -> Iterator[Item | Unreadable]:
    """The documents of a .zip, sorted by name."""
    try:
        archive = zipfile.ZipFile(file)
    except (*_BROKEN, zipfile.BadZipFile):
        yield Unreadable(Damaged(f"压缩包已损坏：{uri}"), uri)
        return
    with archive:
        members = [m for m in archive.infolist() if not m.is_dir() and not _hidden(_name(m))]
        budget = _Budget(uri)
        for member in sorted(members, key=_name):
            at = f"{uri}!{_name(member)}"
            try:
                _refuse_path(_name(member))
                if member.flag_bits & 0x1:
                    raise Damaged("压缩包成员已加密")
                if member.file_size > MAX_RATIO * max(member.compress_size, 2**20 // MAX_RATIO):
                    raise TooLarge("压缩比异常，已拒绝读取")
                with archive.open(member) as stream:
                    yield Item(budget.read(stream), at)
            except GoujiError as error:
                yield Unreadable(error, at)
                if budget.spent:
                    return
            except (*_BROKEN, zipfile.BadZipFile):
                yield Unreadable(Damaged("压缩包成员已损坏"), at)


def tar_items(file: IO[bytes], uri: str) -> Iterator[Item | Unreadable]:
    """The documents of a tar, packed or not, in the order they stand in it.

    A tar is read as a stream, so it cannot be sorted without reading it twice.
    """
    budget = _Budget(uri)
    try:
        with tarfile.open(fileobj=file, mode="r|*") as archive:
            for member in archive:
                if member.isdir() or _hidden(member.name):
                    continue
                at = f"{uri}!{member.name}"
                try:
                    _refuse_path(member.name)
                    if not member.isfile():
                        raise Damaged("压缩包成员是链接或特殊文件，已拒绝读取")
                    stream = archive.extractfile(member)
                    if stream is None:
                        raise Damaged("压缩包成员已损坏")
                    yield Item(budget.read(stream), at)
                except GoujiError as error:
                    yield Unreadable(error, at)
                    if budget.spent:
                        return
    except (*_BROKEN, tarfile.TarError):
        yield Unreadable(Damaged(f"压缩包已损坏：{uri}"), uri)


class _Budget:
    """How much of an archive may still be unpacked."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.left = MAX_TOTAL
        self.members = MAX_MEMBERS

    @property
    def spent(self) -> bool:
        return self.left <= 0 or self.members <= 0

    def read(self, stream: IO[bytes]) -> bytes:
        """The member's bytes. What a header says of the size is not believed."""
        self.members -= 1
        if self.spent:
            raise TooLarge(f"压缩包展开后过大，其余成员未读取：{self.uri}")
        data = stream.read(MAX_DOCUMENT + 1)
        self.left -= len(data)
        if len(data) > MAX_DOCUMENT:
            raise TooLarge(f"文件超过{MAX_DOCUMENT // 2**20} MB")
        return data


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name. Zips made on Chinese Windows hold GBK names without a flag."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _hidden(name: str) -> bool:
    """Furniture that packers leave: __MACOSX, .DS_Store."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(p == "__MACOSX" or (p.startswith(".") and p not in (".", "..")) for p in parts)


def _refuse_path(name: str) -> None:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[:1][0][1:2]:
        raise Damaged("压缩包成员的路径指向包外，已拒绝读取")
