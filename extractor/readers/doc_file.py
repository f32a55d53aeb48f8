"""The binary Word format of 1997 to 2003: its text by pieces, and what its paragraphs are.

[MS-DOC]: 2.5 (Fib), 2.8.35 (PlcPcd), 2.9.178 (PnFkpPapx), 2.6 (single property modifiers).
Only what tells tables from text and what is not shown is read of the formatting.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from io import BytesIO

import olefile

from extractor.errors import Damaged, GoujiError, UnsupportedFormat

_KIND = "旧版Word文档（doc）"
_PAGE = 512
_WORD97 = 0x00C1
_HEADER = 0x01AA
"""Bytes of the header up to the last field that is read."""

# Offsets of the fields in the header.
_FLAGS, _CCP_TEXT, _CHPX, _PAPX, _CLX = 0x0A, 0x4C, 0xFA, 0x102, 0x1A2

# Property modifiers: paragraphs, characters, tables.
_IN_TABLE, _ROW_END, _DEPTH, _INNER_CELL, _INNER_ROW = 0x2416, 0x2417, 0x6649, 0x244B, 0x244C
_HUGE = (0x6645, 0x6646)
_DELETED, _HIDDEN = 0x0800, 0x083C
_TABLE, _VERTICAL = 0xD608, 0xD62B
_TABS = 0xC615
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)
_BROKEN = (OSError, ValueError, IndexError, KeyError, struct.error, RuntimeError, OverflowError)


class Paragraph:
    """What a paragraph, or a row end, says of the table it is in."""

    __slots__ = ("cells", "depth", "edges", "inner_cell", "row_end")

    def __init__(self) -> None:
        self.depth = 0
        """Tables around it."""
        self.row_end = False
        self.inner_cell = False
        """Ends a cell of a table within a table."""
        self.edges: tuple[int, ...] = ()
        """Of a row end: the edges of its cells from left to right, in twentieths of a point."""
        self.cells: list[int] = []
        """Of a row end: the merge flags of its cells (bits 0 and 1 across, 5 and 6 down)."""


_PLAIN = Paragraph()


class DocFile:
    """One document. `text` is its main text, deleted and hidden stretches taken out as NUL."""

    def __init__(self, data: bytes) -> None:
        self.word, self.table, self.data = _streams(data)
        try:
            self._load()
        except (struct.error, IndexError, ValueError):
            raise damaged() from None

    def _load(self) -> None:
        word = self.word
        if len(word) < _HEADER:
            raise damaged()
        magic, version = struct.unpack_from("<HH", word)
        if magic not in (0xA5EC, 0xA5DC, 0xA5DB) or version < _WORD97:
            raise UnsupportedFormat("Word 95及更早的文档不能读取，请用Word或WPS另存为docx后再试。")
        # What the header says is not believed: a character takes a byte at least.
        length = min(struct.unpack_from("<I", word, _CCP_TEXT)[0], len(word))
        self.starts: list[int] = []  # of each piece: its first character,
        self.places: list[tuple[int, int]] = []  # where it lies, bytes a character
        pieces = []
        for start, stop, offset, width in self._pieces():
            stop = min(stop, length)
            if stop <= start:
                continue
            raw = word[offset : offset + (stop - start) * width]
            # What cannot be decoded takes up as many characters all the same.
            piece = (
                raw.decode("utf-16-le", "replace")
                if width == 2
                else raw.decode("cp1252", "replace")
            )
            if len(piece) != stop - start:
                piece = _by_unit(raw, width).ljust(stop - start, "\0")
            self.starts.append(start)
            self.places.append((offset, width))
            pieces.append(piece)
        self.paragraphs = self._paragraphs()
        self.paragraph_starts = [p[0] for p in self.paragraphs]
        self.text = self._without_unseen("".join(pieces))

    def paragraph(self, at: int) -> Paragraph:
        """The properties of the paragraph whose mark is the character at this place."""
        fc = self._place(at)
        i = bisect_right(self.paragraph_starts, fc) - 1
        if i < 0 or fc >= self.paragraphs[i][1]:
            return _PLAIN
        return self.paragraphs[i][2]

    def _place(self, at: int) -> int:
        i = bisect_right(self.starts, at) - 1
        offset, width = self.places[i]
        return offset + (at - self.starts[i]) * width

    def _pieces(self) -> Iterator[tuple[int, int, int, int]]:
        """Per piece: first character, the one behind its last, its offset, bytes a character."""
        table = self.table
        at, size = struct.unpack_from("<II", self.word, _CLX)
        end = min(at + size, len(table))
        while at < end and table[at] == 1:
            at += 3 + struct.unpack_from("<H", table, at + 1)[0]
        if at >= end or table[at] != 2:
            raise damaged()
        (size,) = struct.unpack_from("<I", table, at + 1)
        count = (min(size, end - at - 5) - 4) // 12
        marks = struct.unpack_from(f"<{count + 1}I", table, at + 5)
        last = 0
        for i in range(count):
            (fc,) = struct.unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * i + 2)
            if marks[i] != last or marks[i + 1] < last:
                raise damaged()
            last = marks[i + 1]
            packed = fc & 0x40000000
            offset = fc & 0x3FFFFFFF
            yield marks[i], last, offset // 2 if packed else offset, 1 if packed else 2

    def _pages(self, field: int) -> Iterator[bytes]:
        """The pages of formatting that a table of the header lists."""
        at, size = struct.unpack_from("<II", self.word, field)
        count = (min(size, len(self.table) - at) - 4) // 8
        if count <= 0:
            return
        numbers = struct.unpack_from(f"<{count}I", self.table, at + 4 * (count + 1))
        for number in dict.fromkeys(n & 0x3FFFFF for n in numbers):
            page = self.word[number * _PAGE : (number + 1) * _PAGE]
            if len(page) == _PAGE:
                yield page

    def _paragraphs(self) -> list[tuple[int, int, Paragraph]]:
        out = []
        for page in self._pages(_PAPX):
            runs = min(page[-1], 29)
            places = struct.unpack_from(f"<{runs + 1}I", page)
            for i in range(runs):
                offset = page[4 * (runs + 1) + 13 * i] * 2
                words = page[offset] if offset else 0
                if not offset or (not words and not page[offset + 1]):
                    out.append((places[i], places[i + 1], _PLAIN))
                    continue
                at, size = (
                    (offset + 1, 2 * words - 1) if words else (offset + 2, 2 * page[offset + 1])
                )
                found = self._properties(page[at + 2 : at + size])
                out.append((places[i], places[i + 1], found))
        out.sort(key=lambda p: p[0])
        return out

    def _properties(self, modifiers: bytes, depth: int = 0) -> Paragraph:
        if not modifiers:
            return _PLAIN
        found = Paragraph()
        for code, operand in _modifiers(modifiers):
            if code == _IN_TABLE and operand[0]:
                found.depth = max(found.depth, 1)
            elif code in (_ROW_END, _INNER_ROW) and operand[0]:
                found.row_end = True
            elif code == _INNER_CELL and operand[0]:
                found.inner_cell = True
            elif code == _DEPTH:
                found.depth = max(found.depth, min(struct.unpack("<I", operand)[0], 60))
            elif code == _TABLE:
                _define(found, operand)
            elif code == _VERTICAL and len(operand) == 2 and operand[0] < len(found.cells):
                found.cells[operand[0]] |= (operand[1] & 3) << 5
            elif code in _HUGE and depth == 0:
                (at,) = struct.unpack("<I", operand)
                if at + 2 <= len(self.data):
                    (size,) = struct.unpack_from("<H", self.data, at)
                    found = self._properties(self.data[at + 2 : at + 2 + size], 1)
        return found

    def _without_unseen(self, text: str) -> str:
        """The text with deleted and hidden characters replaced by NUL."""
        hidden = []
        for page in self._pages(_CHPX):
            if b"\x00\x08\x01" not in page and b"\x3c\x08\x01" not in page:
                continue
            runs = min(page[-1], 101)
            places = struct.unpack_from(f"<{runs + 1}I", page)
            for i in range(runs):
                offset = page[4 * (runs + 1) + i] * 2
                if not offset:
                    continue
                modifiers = page[offset + 1 : offset + 1 + page[offset]]
                if any(c in (_DELETED, _HIDDEN) and o[0] == 1 for c, o in _modifiers(modifiers)):
                    hidden.append((places[i], places[i + 1]))
        if not hidden:
            return text
        hidden.sort()
        out = []
        for i, start in enumerate(self.starts):
            stop = self.starts[i + 1] if i + 1 < len(self.starts) else len(text)
            offset, width = self.places[i]
            at = start
            first = max(0, bisect_right(hidden, (offset, 0)) - 1)
            for low, high in map(hidden.__getitem__, range(first, len(hidden))):
                begin = start + max(0, (low - offset) // width)
                end = min(stop, start + (high - offset) // width)
                if begin >= stop:
                    break
                if end > at:
                    begin = max(begin, at)
                    out += [text[at:begin], _kept_marks(text[begin:end])]
                    at = end
            out.append(text[at:stop])
        return "".join(out)


def _kept_marks(text: str) -> str:
    """Hidden text as NUL, but for the marks that hold cells and rows together."""
    return "".join("\x07" if c == "\x07" else "\0" for c in text)


def _by_unit(raw: bytes, width: int) -> str:
    """Text of lone surrogates or beyond the first plane, one character a unit of storage."""
    if width == 1:
        return raw.decode("latin-1")
    units = struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])
    return "".join("\0" if 0xD800 <= u < 0xE000 else chr(u) for u in units)


def _modifiers(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Code and operand of each property modifier."""
    at = 0
    while at + 2 < len(raw):
        code = raw[at] | raw[at + 1] << 8
        at += 2
        size = _OPERANDS[code >> 13]
        if not size:
            if code == _TABLE:
                size = (raw[at] | raw[at + 1] << 8) - 1 if at + 1 < len(raw) else 0
                at += 2
            elif code == _TABS and raw[at] == 255:
                return
            else:
                size = raw[at]
                at += 1
        operand = raw[at : at + size]
        at += size
        if len(operand) == size > 0:
            yield code, operand


def _define(found: Paragraph, operand: bytes) -> None:
    """The cells of a row: their number, edges and merge flags (sprmTDefTable)."""
    count = operand[0]
    if count > 63 or len(operand) < 1 + 2 * (count + 1):
        return
    found.edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    begin = 1 + 2 * (count + 1)
    found.cells = [
        operand[begin + 20 * i] if begin + 20 * i < len(operand) else 0 for i in range(count)
    ]


def damaged() -> Damaged:
    """The error for a document that cannot be taken apart."""
    return Damaged(f"{_KIND}已损坏或不完整，请重新下载，或用Word、WPS打开后另存再试。")


def _streams(data: bytes) -> tuple[bytes, bytes, bytes]:
    """The streams of text, of tables and of further data."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            names = {"/".join(n).lower() for n in container.listdir()}
            _refuse_others(names)
            word = container.openstream("WordDocument").read()
            if len(word) < _HEADER:
                raise damaged()
            (flags,) = struct.unpack_from("<H", word, _FLAGS)
            if flags & 0x0100:
                raise Damaged("Word文档已加密，请去掉密码后再试。")
            name = "1Table" if flags & 0x0200 else "0Table"
            table = container.openstream(name).read() if name.lower() in names else b""
            more = container.openstream("Data").read() if "data" in names else b""
    except GoujiError:
        raise
    except _BROKEN:
        raise damaged() from None
    return word, table, more


def _refuse_others(names: set[str]) -> None:
    if "encryptedpackage" in names:
        raise Damaged("Office文档已加密，请去掉密码后再试。")
    if "worddocument" in names:
        return
    if names & {"workbook", "book"}:
        raise UnsupportedFormat("暂不支持旧版Excel表格（xls），请另存为网页（HTML）或文本后再试。")
    if "powerpoint document" in names:
        raise UnsupportedFormat("暂不支持演示文稿（ppt），请另存为网页（HTML）或文本后再试。")
    raise UnsupportedFormat("不是Word文档，请另存为docx、网页（HTML）或文本后再试。")
