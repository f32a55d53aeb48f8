"""Bytes to text: byte order marks, then UTF-8, GB18030 and Big5, each strictly, in turn.

What a page says of itself (`charset=gb2312`) is not asked: the bytes decide. GB18030 accepts
most Big5 text as rare characters, so where it is the first to fit, Big5 may still win by
showing more of the characters that Chinese text is made of.
"""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from extractor.errors import NotText

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_COMMON = re.compile(
    "["
    "的一是在不了有和人这中大为上个国我以要时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "产面方后多定行学法所民得经之进等部度家力理现实加量制机当点从业本性应开合还因由其前外政日事"
    "全表关各新内数情者通提展员文总设及管件资统组计区强规收务公信息府申请办报告局县市省结"
    "們個國會說來時為這對發開機關資訊請辦報縣數與無從處應實經產業動務規總統設組計進過還點"
    "]"
)
_WIDE = re.compile(r"[^\x00-\x7f]")
_LIKELY = 0.3
"""A share of common characters that mojibake does not reach; Chinese prose is at 0.4 and more."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SAMPLE = 20_000
_READABLE = 0.7
"""The share of characters that must have survived for damaged text to be read at all."""

_MOST_CONTROL = 0.05
"""The share of control characters beyond which the content is no text in any encoding."""


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding, without its byte order mark.

    Raises `NotText` where less than most of it can be read.
    """
    text, encoding = _decode(data)
    return _printable(text), encoding


def clean(text: str) -> str:
    """Text that can be printed: lone surrogates and NUL become U+FFFD, one for one.

    Raises `NotText` where control characters or replacements make up too much of it.
    """
    return _printable(writable(text))


def writable(text: str) -> str:
    """The same with U+FFFD for lone surrogates, which no encoding can write."""
    return _SURROGATE.sub("\ufffd", text)


def path_name(path: str | Path) -> str:
    """A path as text. Names that are not UTF-8 are mostly GBK, out of archives from Windows.

    >>> path_name("a/" + "年报.txt".encode("gbk").decode("utf-8", "surrogateescape"))
    'a/年报.txt'
    """
    name = str(path)
    try:
        name.encode()
    except UnicodeEncodeError:
        return "/".join(map(_part_name, name.split("/")))
    return name


def _part_name(name: str) -> str:
    try:
        told = name_in(name.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        told = None
    return writable(name) if told is None else told


def name_in(raw: bytes) -> str | None:
    """The name that these bytes are, in UTF-8 or in the code page of Chinese Windows."""
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return None


def _printable(text: str) -> str:
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    sample = text[:_SAMPLE]
    lost, control = sample.count("\ufffd"), len(_CONTROL.findall(sample))
    if lost > (1 - _READABLE) * len(sample) or control > _MOST_CONTROL * len(sample):
        raise NotText("内容不是文本：大部分字节无法识别为任何中文编码。")
    return text


def _decode(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3:  # cut off inside the last character
            return data.decode("utf-8", "replace"), "utf-8"
    wide = _sixteen_bit(data)
    if wide:
        return data.decode(wide, "replace"), wide
    if _nearly_utf8(data[:_SAMPLE]):
        return _by_line(data), "utf-8"
    return _chinese(data)


def _chinese(data: bytes) -> tuple[str, str]:
    """Text that is not UTF-8: GB18030 or Big5, else line by line."""
    text = _strict(data, "gb18030")
    if text is not None and _likeness(text) >= _LIKELY:
        return text, "gb18030"
    other = _strict(data, "big5")
    if other is not None and (text is None or _likeness(other) > _likeness(text)):
        return other, "big5"
    return (_by_line(data) if text is None else text), "gb18030"


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3:
            return data.decode(encoding, "replace")
        return None


def _likeness(text: str) -> float:
    """The share of the commonest characters among those that are not ASCII."""
    sample = text[:_SAMPLE]
    return len(_COMMON.findall(sample)) / max(1, len(_WIDE.findall(sample)))


def _sixteen_bit(data: bytes) -> str | None:
    """UTF-16 without a mark: the ASCII characters in it leave every other byte zero."""
    head = data[: _SAMPLE & ~1]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) // 50 or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _nearly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") * 20 < len(_WIDE.findall(text))


def _by_line(data: bytes) -> str:
    """Text whose lines come from different encodings: the ladder for each line by itself."""
    out = []
    for line in data.split(b"\n"):
        for encoding in ("utf-8", "gb18030"):
            try:
                out.append(line.decode(encoding))
                break
            except UnicodeDecodeError:
                continue
        else:
            out.append(_least_damaged(line))
    return "\n".join(out)


def _least_damaged(line: bytes) -> str:
    tries = (line.decode("utf-8", "replace"), line.decode("gb18030", "replace"))
    return min(tries, key=lambda t: t.count("\ufffd"))
