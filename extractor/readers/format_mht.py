"""Web archives (.mht, .mhtml): the page in them, read as any page. RFC 2557."""

from __future__ import annotations

import email
import re
from email.errors import MessageError
from email.message import Message

from extractor.errors import Damaged, TooLarge
from extractor.readers.decode import decode
from extractor.readers.registry import ByteFormat, Content, register, text_format

_HEAD = 4096
MAX_BYTES = 24 * 1024 * 1024
"""Archives hold their pictures; those of reports stay under 5 MiB."""
_MAX_PARTS = 2000
_LONG_TYPE = re.compile(rb"^content-type:(?:[^\n]|\n[ \t]){4096}", re.IGNORECASE | re.MULTILINE)
"""The header whose parameters `email` takes time over, in the square of their length."""
_FIRST_LINES = (b"mime-version:", b"from:", b"content-type:", b"subject:", b"snapshot")


def _sniff(data: bytes) -> bool:
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if not head.startswith(_FIRST_LINES):
        return False
    return b"multipart/related" in head or (b"mime-version:" in head and b"text/html" in head)


def _read(data: bytes) -> Content:
    if len(data) > MAX_BYTES or data.count(b"\n--") > _MAX_PARTS:
        raise TooLarge("网页存档（mht）过大，请另存为单个网页（HTML）后再试。")
    try:
        if _LONG_TYPE.search(data):
            raise MessageError
        page = _page(email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n\t ")))
    except (MessageError, ValueError, LookupError, RecursionError, AssertionError, TypeError):
        page = None
    if not page:
        raise Damaged(
            "网页存档（mht）里没有网页正文，或已损坏，请用浏览器另存为网页（HTML）后再试。"
        )
    text, _ = decode(page)
    content = text_format(text).read(text)
    return Content(content.text, "multipart/related", content.title, content.grids)


def _page(message: Message) -> bytes | None:
    """The bytes of the first part that is a page, its transfer encoding undone."""
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return payload
    return None


register(ByteFormat("网页存档（mht）", _sniff, _read, order=300))
