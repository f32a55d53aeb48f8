"""Writes a report in the binary Word format ([MS-DOC]) within a compound file ([MS-CFB]).

As little as makes a document: a header, one piece of 16-bit text, pages of paragraph properties
with rows and merged cells. Written after the specification, not after the reader.
"""

from __future__ import annotations

import struct

from corpus.render import _HALF_WIDTH as HALF_WIDTH
from corpus.render import cell_texts
from corpus.spec import Spec, Table

_PAGE = 512
_TEXT_AT = 2048
_TWIPS = 600


def write_doc(spec: Spec, labels: dict[str, str]) -> bytes:
    text: list[str] = []
    properties: list[tuple[int, bytes]] = []  # per paragraph: characters, modifiers

    def put(line: str, modifiers: bytes = b"") -> None:
        text.append(line)
        properties.append((len(line), modifiers))

    for block in spec.blocks():
        if not isinstance(block, Table):
            put(block.text + "\r")
            continue
        rows: list[dict[int, tuple[str, int, int]]] = [{} for _ in block.grid.matrix]
        for row, said in zip(block.grid.rows(), cell_texts(spec, block, labels), strict=True):
            for p, shown in zip(row, said, strict=True):
                for r in range(p.row, p.row + p.rowspan):
                    flag = 0 if p.rowspan == 1 else 0x60 if r == p.row else 0x20
                    rows[r][p.column] = (shown if r == p.row else "", p.colspan, flag)
        for row in rows:
            edges, flags, at = [0], [], 0
            for column in sorted(row):
                shown, span, flag = row[column]
                put(shown + "\x07", struct.pack("<HB", 0x2416, 1))
                at += span * _TWIPS
                edges.append(at)
                flags.append(flag)
            define = bytes([len(flags)]) + struct.pack(f"<{len(edges)}h", *edges)
            define += b"".join(struct.pack("<H", f) + bytes(18) for f in flags)
            put(
                "\x07",
                struct.pack("<HBHB", 0x2416, 1, 0x2417, 1)
                + struct.pack("<HH", 0xD608, len(define) + 1)
                + define,
            )
        put("\r")
    whole = "".join(text)
    return _compound(*_streams(whole.translate(HALF_WIDTH) if spec.ascii else whole, properties))


def _streams(text: str, properties: list[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    """The streams WordDocument and 1Table."""
    raw = text.encode("utf-16-le")
    word = bytearray(_TEXT_AT) + raw
    word += bytes(-len(word) % _PAGE)
    pages: list[bytes] = []
    bounds: list[int] = []
    at = _TEXT_AT
    queue = list(properties)
    while queue:
        taken, used = [], 5
        while queue and used + 17 + _size(queue[0][1]) <= _PAGE - 1 and len(taken) < 28:
            used += 17 + _size(queue[0][1])
            taken.append(queue.pop(0))
        assert taken, "a row too wide for one page of properties"
        page = bytearray(_PAGE)
        end = _PAGE - 1
        fcs = [at]
        for i, (count, modifiers) in enumerate(taken):
            fcs.append(fcs[-1] + 2 * count)
            if modifiers:
                end = (end - _size(modifiers)) // 2 * 2
                body = struct.pack("<H", 0) + modifiers
                odd = len(body) % 2
                page[end : end + 2 + len(body)] = (
                    bytes([(len(body) + 1) // 2]) + body
                    if odd
                    else bytes([0, len(body) // 2]) + body
                )
                page[4 * (len(taken) + 1) + 13 * i] = end // 2
        struct.pack_into(f"<{len(fcs)}I", page, 0, *fcs)
        page[-1] = len(taken)
        bounds.append(at)
        at = fcs[-1]
        pages.append(bytes(page))
    first = len(word) // _PAGE
    word += b"".join(pages)
    plc = struct.pack(f"<{len(bounds) + 1}I", *bounds, at)
    plc += struct.pack(f"<{len(bounds)}I", *range(first, first + len(bounds)))
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, _TEXT_AT, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<HH", word, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", word, 0x0A, 0x0200)
    struct.pack_into("<I", word, 0x4C, len(text))
    struct.pack_into("<II", word, 0x102, 0, len(plc))
    struct.pack_into("<II", word, 0x1A2, len(plc), len(clx))
    return bytes(word), plc + clx


def _size(modifiers: bytes) -> int:
    return len(modifiers) + 5 if modifiers else 0


def _compound(word: bytes, table: bytes) -> bytes:
    """A compound file of two streams, each large enough for ordinary sectors."""
    contents = [d.ljust(4096, b"\0") for d in (word, table)]
    contents = [d + bytes(-len(d) % _PAGE) for d in contents]
    sectors = [len(d) // _PAGE for d in contents]
    total = 1 + sum(sectors)
    fat_sectors = 1
    while fat_sectors * 128 < total + fat_sectors:
        fat_sectors += 1
    assert fat_sectors <= 109
    fat = [0xFFFFFFFD] * fat_sectors + [0xFFFFFFFE]
    starts = []
    for count in sectors:
        begin = len(fat)
        starts.append(begin)
        fat += [*range(begin + 1, begin + count), 0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (fat_sectors * 128 - len(fat))
    entries = [_entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)]
    entries.append(_entry("WordDocument", 2, 0xFFFFFFFF, starts[0], len(contents[0]), right=2))
    entries.append(_entry("1Table", 2, 0xFFFFFFFF, starts[1], len(contents[1])))
    entries.append(bytes(128))
    header = bytearray(_PAGE)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIII", header, 44, fat_sectors, fat_sectors, 0, 4096)
    struct.pack_into("<IIII", header, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    difat = list(range(fat_sectors)) + [0xFFFFFFFF] * (109 - fat_sectors)
    struct.pack_into("<109I", header, 76, *difat)
    return (
        bytes(header) + struct.pack(f"<{len(fat)}I", *fat) + b"".join(entries) + b"".join(contents)
    )


def _entry(
    name: str, kind: int, child: int, start: int, size: int, right: int = 0xFFFFFFFF
) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    out = bytearray(128)
    out[: len(raw)] = raw
    struct.pack_into("<HBB", out, 64, len(raw), kind, 1)
    struct.pack_into("<III", out, 68, 0xFFFFFFFF, right, child)
    struct.pack_into("<II", out, 116, start, size)
    return bytes(out)
