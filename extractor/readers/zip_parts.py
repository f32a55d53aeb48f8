"""The parts of a zip that is one document (docx, OFD), read within bounds of size.

Neither sizes that the archive states nor its entity declarations are believed: a part is read up
to a limit, and XML with a document type is refused, since these formats have none.
"""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, fromstring
from zlib import error as ZlibError  # noqa: N812 - an exception class

from extractor.errors import Damaged, TooLarge

MAX_PART = 32 * 1024 * 1024
"""Unpacked bytes of one part. The body of a real report stays under 2 MiB."""
MAX_TOTAL = 64 * 1024 * 1024
"""Unpacked bytes of all parts that are read of one document."""
MAX_TAGS = 1_500_000
_MAX_DIRECTORY = 4 * 1024 * 1024
"""Bytes of the archive's list of members: some 40,000 of them."""
_END = b"PK\x05\x06"
_BODY = "word/document.xml"
_BROKEN = (
    zipfile.BadZipFile,
    ZlibError,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    KeyError,
    struct.error,
)


class Parts:
    """The members of one document by name. `kind` names the format in messages."""

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        self.left = MAX_TOTAL
        self.tags = MAX_TAGS
        end = data.rfind(_END)
        if end >= 0 and len(data) >= end + 16:
            (size,) = struct.unpack_from("<I", data, end + 12)
            if size > _MAX_DIRECTORY:
                raise TooLarge(f"{kind}内部的文件过多，已拒绝读取。")
        try:
            self.archive = zipfile.ZipFile(BytesIO(data))
        except _BROKEN:
            raise self.damaged() from None
        self.names = frozenset(self.archive.NameToInfo)

    def damaged(self) -> Damaged:
        """The error for a document that cannot be taken apart."""
        return Damaged(f"{self.kind}已损坏或不完整，请重新下载，或用原软件打开后另存再试。")

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is none. Raises `Damaged` or `TooLarge`."""
        info = self.archive.NameToInfo.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise Damaged(f"{self.kind}已加密，请去掉密码后再试。")
        limit = min(MAX_PART, self.left)
        try:
            with self.archive.open(info) as stream:
                content = stream.read(limit + 1)
        except _BROKEN:
            raise self.damaged() from None
        if len(content) > limit:
            raise TooLarge(f"{self.kind}展开后过大，已拒绝读取。")
        self.left -= len(content)
        return content

    def xml(self, name: str) -> Element | None:
        """The root element of a part; None where there is none."""
        content = self.read(name)
        return None if content is None else self.parse(content)

    def parse(self, content: bytes) -> Element:
        """The root element. Raises `Damaged` or `TooLarge`."""
        if b"\0" in content[:4] or content.startswith((b"\xff\xfe", b"\xfe\xff")):
            try:
                text = content.decode("utf-16")
            except ValueError:
                raise self.damaged() from None
            # The declaration would still say UTF-16.
            content = text[text.find("?>") + 2 if text.startswith("<?xml") else 0 :].encode()
        self.tags -= content.count(b"<")
        if self.tags < 0:
            raise TooLarge(f"{self.kind}展开后过大，已拒绝读取。")
        if b"<!DOCTYPE" in content:
            raise self.damaged()
        try:
            # No document type, so no entities: what remains is bounded by the size.
            return fromstring(content)  # noqa: S314
        except (ParseError, ValueError, LookupError):
            raise self.damaged() from None


class FlatParts(Parts):
    """The parts of a document that is one XML file: a package in one piece, or the body alone."""

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        self.left = MAX_TOTAL
        self.tags = MAX_TAGS
        if len(data) > MAX_PART:
            raise TooLarge(f"{kind}过大，已拒绝读取。")
        root = self.parse(data)
        self.roots: dict[str, Element] = {}
        if str(root.tag).endswith("}package"):
            for part in root:
                name = next((v for k, v in part.attrib.items() if k.endswith("}name")), "")
                content = next((c for holder in part for c in holder), None)
                if content is not None:
                    self.roots[name.lstrip("/")] = content
        else:
            self.roots[_BODY] = root
        self.names = frozenset(self.roots)

    def read(self, name: str) -> bytes | None:
        return None

    def xml(self, name: str) -> Element | None:
        return self.roots.get(name)
