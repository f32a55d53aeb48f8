"""Reads PDFs in a process of its own: characters and lines with their places, page by page.

PDFium runs through a page to its end, however long that takes and however much memory, and a
damaged file may break it. So it works in a child, which the parent may end. The child knows
nothing of this package and is quick to start: run as a script it answers requests on standard
input (length, bytes) on standard output until that closes. `pdf_pages` is the other side.

An answer is one letter (`K` or what is wrong, see `PROBLEMS`), its length, and for `K` the pages:
a `HEAD`, the characters as UTF-32, four floats a character (left, right, middle, height; points
from the upper left corner of the page as shown), then three floats a line (place, from, to),
horizontal ones first.
"""

from __future__ import annotations

import ctypes
import itertools
import struct
import sys
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import suppress
from math import pi
from typing import Any, BinaryIO

import pypdfium2.raw as pdfium

MAX_PAGES = 400
MAX_CHARACTERS = 400_000
"""Characters of all pages together. Real reports stay under 30,000."""
MAX_OBJECTS = 60_000
"""Objects of one page that are looked at for lines."""
MAX_SECONDS = 20.0
MAX_MEMORY = 1024 * 1024 * 1024
"""Bytes that the child may take up."""
IDLE_SECONDS = 600.0

PROBLEMS = {
    b"D": "damaged",
    b"L": "locked",
    b"P": "too many pages",
    b"C": "too many characters",
    b"T": "took too long",
}
HEAD = struct.Struct("<ffIIII")
"""Width, height, characters, those of no known code, horizontal lines, vertical lines."""
READY = b"R"

_THICK = 4.0
"""Points; a filled bar not thicker than this is a line."""
_FORMS = 6
"""Forms within one another in which lines are looked for."""
_UPRIGHT = 0.1
"""Radians by which a character may lean and still stand upright."""
_LOST = 0xFFFD
"""What stands for a character whose font does not say which it is."""
_BLANKS = frozenset((9, 32, 0xA0, 0x3000))

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)


class _Problem(Exception):
    """What ends the reading of a document: a key of `PROBLEMS`."""


def answer(data: bytes) -> tuple[bytes, bytes]:
    """The letter and the body that answer a request."""
    deadline = time.monotonic() + MAX_SECONDS
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        return (b"L" if pdfium.FPDF_GetLastError() in locked else b"D"), b""
    try:
        return b"K", b"".join(_pages(document, deadline))
    except _Problem as problem:
        return problem.args[0], b""
    finally:
        pdfium.FPDF_CloseDocument(document)


def _pages(document: Any, deadline: float) -> Iterator[bytes]:
    count = pdfium.FPDF_GetPageCount(document)
    if count > MAX_PAGES:
        raise _Problem(b"P")
    characters = opened = 0
    for number in range(count):
        if time.monotonic() > deadline:
            raise _Problem(b"T")
        handle = pdfium.FPDF_LoadPage(document, number)
        if not handle:
            continue
        opened += 1
        try:
            page = _Page(handle)
            page.read_objects()
            page.read_text(MAX_CHARACTERS - characters)
        finally:
            pdfium.FPDF_ClosePage(handle)
        characters += len(page.chars)
        yield page.packed()
    if not opened:
        raise _Problem(b"D")


class _Page:
    """One page while it is open. PDFium tells places in the page's own axes, y upwards."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle
        box = pdfium.FS_RECTF()
        if not pdfium.FPDF_GetPageBoundingBox(handle, ctypes.byref(box)):
            box.left, box.bottom, box.right, box.top = 0.0, 0.0, 595.0, 842.0
        self.turned = pdfium.FPDFPage_GetRotation(handle)
        """Quarter turns clockwise by which the page is shown, or read where most text leans."""
        self.left, self.bottom = box.left, box.bottom
        self.width, self.height = box.right - box.left, box.top - box.bottom
        self.chars: list[str] = []
        self.places = array("f")
        self.rules: list[tuple[float, float, float, float]] = []
        self.unknown = 0
        self.leaning = bool(self.turned)
        """Whether some text may not stand upright, as watermarks do not."""
        self.budget = MAX_OBJECTS
        self.matrix = pdfium.FS_MATRIX()
        self.matrix_reference = ctypes.byref(self.matrix)
        self.sides = [ctypes.c_float() for _ in range(4)]

    def packed(self) -> bytes:
        size = (self.height, self.width) if self.turned % 2 else (self.width, self.height)
        across, down = array("f"), array("f")
        for x0, y0, x1, y1 in self.rules:
            x0, y0 = self.place(x0, y0)
            x1, y1 = self.place(x1, y1)
            if abs(x1 - x0) > abs(y1 - y0):
                across.extend(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            else:
                down.extend(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        lines = len(across) // 3, len(down) // 3
        head = HEAD.pack(*size, len(self.chars), self.unknown, *lines)
        text = "".join(self.chars).encode("utf-32-le")
        return b"".join((head, text, self.places, across, down))

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A place as the page is shown, y downwards."""
        x, y = x - self.left, y - self.bottom
        if self.turned == 0:
            return x, self.height - y
        if self.turned == 1:
            return y, x
        if self.turned == 2:
            return self.width - x, y
        return self.height - y, self.width - x

    # -- text -------------------------------------------------------------------------------

    def read_text(self, most: int) -> None:
        text = pdfium.FPDFText_LoadPage(self.handle)
        if not text:
            return
        try:
            count = pdfium.FPDFText_CountChars(text)
            if count > most:
                raise _Problem(b"C")
            if self.leaning:
                self.turned = self.usual_turn(text, count)
            self.characters(text, count)
        finally:
            pdfium.FPDFText_ClosePage(text)

    def characters(self, text: Any, count: int) -> None:
        box = pdfium.FS_RECTF()
        reference = ctypes.byref(box)
        get_char, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
        left, top = self.left, self.bottom + self.height
        chars, places = self.chars, self.places
        for i in range(count):
            code = get_char(text, i)
            if code in _BLANKS:
                if not pdfium.FPDFText_IsGenerated(text, i):
                    chars.append(" ")
                    places.extend((0.0, 0.0, 0.0, 0.0))
                continue
            if code in (10, 13):
                continue
            if code < 32 or 0xFFFD <= code <= 0xFFFF or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
                self.unknown += 1
                code = _LOST  # it may be a digit: its place is kept
            elif 0xE000 <= code < 0xF900:
                self.unknown += 1  # characters of the font's own: bullets, arrows
                continue
            if not get_box(text, i, reference):
                continue
            x0, x1, y0, y1 = box.left, box.right, box.bottom, box.top
            if self.leaning:
                if not self.is_upright(text, i):
                    continue
                x0, y0 = self.place(x0, y0)
                x1, y1 = self.place(x1, y1)
                if x0 > x1:
                    x0, x1 = x1, x0
                places.extend((x0, x1, (y0 + y1) / 2, abs(y1 - y0)))
            else:
                places.extend((x0 - left, x1 - left, top - (y0 + y1) / 2, y1 - y0))
            chars.append(chr(code))

    def usual_turn(self, text: Any, count: int) -> int:
        """Quarter turns clockwise after which most characters stand upright."""
        turns = [0, 0, 0, 0]
        turns[self.turned] = 1  # where there is nothing to tell by
        for i in range(count):
            quarters = pdfium.FPDFText_GetCharAngle(text, i) * 2 / pi
            if abs(quarters - round(quarters)) < _UPRIGHT:
                turns[-round(quarters) % 4] += 1
        return turns.index(max(turns))

    def is_upright(self, text: Any, i: int) -> bool:
        angle = pdfium.FPDFText_GetCharAngle(text, i) + self.turned * pi / 2
        angle %= 2 * pi
        return bool(angle < _UPRIGHT or angle > 2 * pi - _UPRIGHT)

    # -- objects ----------------------------------------------------------------------------

    def read_objects(self) -> None:
        """Finds the lines of a page, and sees to its text; before that is read."""
        count = pdfium.FPDFPage_CountObjects(self.handle)
        self.objects(
            (pdfium.FPDFPage_GetObject(self.handle, i) for i in range(min(count, MAX_OBJECTS))),
            _UNIT,
            0,
        )

    def objects(self, things: Iterator[Any], outer: Matrix, depth: int) -> None:
        for thing in things:
            self.budget -= 1
            if self.budget < 0:
                return
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.text(thing, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self.path(thing, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.bar(thing, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORMS:
                count = min(pdfium.FPDFFormObj_CountObjects(thing), MAX_OBJECTS)
                parts = (pdfium.FPDFFormObj_GetObject(thing, i) for i in range(count))
                self.objects(parts, _times(self.matrix_of(thing), outer), depth + 1)

    def text(self, thing: Any, outer: Matrix) -> None:
        """Notes whether text leans; gives a width to what would be dropped for having none.

        A single character of a font that is neither embedded nor on this machine has no
        outline, and PDFium leaves it out of the text. An outline pen makes it some width.
        """
        a, b, *_ = _times(self.matrix_of(thing), outer)
        if abs(b) > _UPRIGHT * a:
            self.leaning = True
        left, bottom, right, top = self.sides
        pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
        if right.value - left.value < 0.01:
            pdfium.FPDFTextObj_SetTextRenderMode(thing, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
            pdfium.FPDFPageObj_SetMatrix(thing, self.matrix_reference)  # measures it anew

    def bar(self, thing: Any, outer: Matrix) -> bool:
        """Takes down an object that is nothing but a line."""
        left, bottom, right, top = self.sides
        if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            return True
        first, second = (left.value, bottom.value), (right.value, top.value)
        if outer is not _UNIT:
            first, second = _apply(outer, *first), _apply(outer, *second)
        return self.rule(first, second, _THICK)

    def path(self, thing: Any, outer: Matrix) -> None:
        """The lines of a path: one thin bar, or the edges of what is stroked."""
        if self.bar(thing, outer):
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
        count = pdfium.FPDFPath_CountSegments(thing)
        if not stroke.value and count < 10:
            return  # the background of a cell
        self.budget -= count
        if self.budget < 0:
            return
        for points in _subpaths(thing, count, _times(self.matrix_of(thing), outer)):
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            whole = self.rule((min(xs), min(ys)), (max(xs), max(ys)), _THICK)
            if whole or not stroke.value:
                continue
            for start, end in itertools.pairwise(points):
                self.rule(start, end, 0.7)

    def rule(self, start: tuple[float, float], end: tuple[float, float], thick: float) -> bool:
        """Keeps a line, or a bar not thicker than so, that runs along an axis."""
        width, height = abs(end[0] - start[0]), abs(end[1] - start[1])
        if (height <= thick and width > height) or (width <= thick and height > width):
            self.rules.append((*start, *end))
            return True
        return width <= thick and height <= thick

    def matrix_of(self, thing: Any) -> Matrix:
        if not pdfium.FPDFPageObj_GetMatrix(thing, self.matrix_reference):
            return _UNIT
        m = self.matrix
        return m.a, m.b, m.c, m.d, m.e, m.f


def _subpaths(thing: Any, count: int, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(thing, i)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_apply(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    if outer is _UNIT:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _limit_memory(most_bytes: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = most_bytes if most == resource.RLIM_INFINITY else min(most_bytes, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))


def _idle(source: BinaryIO) -> bool:
    """Whether nobody has asked anything for so long that the process may end."""
    with suppress(ImportError, ValueError, OSError):
        import select

        return not select.select([source], [], [], IDLE_SECONDS)[0]
    return False


def serve(
    source: BinaryIO,
    sink: BinaryIO,
    respond: Callable[[bytes], tuple[bytes, bytes]] = answer,
    most_bytes: int = MAX_MEMORY,
) -> None:
    """Answers requests until the other side closes."""
    _limit_memory(most_bytes)
    sink.write(READY)
    sink.flush()
    while not _idle(source):
        head = source.read(8)
        if len(head) < 8:
            return
        data = source.read(int.from_bytes(head, "little"))
        letter, body = respond(data)
        del data
        sink.write(letter + len(body).to_bytes(8, "little"))
        sink.write(body)
        sink.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
