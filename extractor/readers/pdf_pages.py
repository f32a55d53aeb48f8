"""Pages of a PDF as `Sheet`s, read by PDFium.

PDFium is not safe to use from several threads: one lock is held while a document is open.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import pi
from typing import Any

import pypdfium2.raw as pdfium

from extractor.errors import Damaged, TimedOut, TooLarge, UnsupportedFormat
from extractor.readers.sheet import RunBuilder, Sheet

MAX_PAGES = 400
MAX_CHARACTERS = 400_000
"""Characters of all pages together. Real reports stay under 30,000."""
MAX_OBJECTS = 60_000
"""Objects of one page that are looked at for lines."""
MAX_SECONDS = 20.0
_THICK = 4.0
"""Points; a filled bar not thicker than this is a line."""
_FORMS = 6
"""Forms within one another in which lines are looked for."""
_UPRIGHT = 0.1
"""Radians by which a character may lean and still stand upright."""
_LOCK = threading.Lock()
_STATE = {"ready": False}

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_LINE_TO, _BEZIER_TO, _MOVE_TO = 0, 1, 2

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)


def read_pages(data: bytes) -> list[Sheet]:
    """The pages of a document.

    Raises `Damaged`, `TimedOut`, `TooLarge`, or `UnsupportedFormat` where it has no text.
    """
    deadline = time.monotonic() + MAX_SECONDS
    if not _LOCK.acquire(timeout=MAX_SECONDS):
        raise TimedOut("PDF解析超时，请转换为网页（HTML）或文本后再试。")
    try:
        if not _STATE["ready"]:
            pdfium.FPDF_InitLibrary()
            _STATE["ready"] = True
        with _document(data) as document:
            return _sheets(document, deadline)
    finally:
        _LOCK.release()


@contextmanager
def _document(data: bytes) -> Iterator[Any]:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        error = pdfium.FPDF_GetLastError()
        if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise Damaged("PDF文件已加密，请去掉密码后再试。")
        raise _damaged()
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _damaged() -> Damaged:
    return Damaged("PDF文件已损坏或不完整，请重新下载，或用原软件打开后另存再试。")


def _sheets(document: Any, deadline: float) -> list[Sheet]:
    count = pdfium.FPDF_GetPageCount(document)
    if count <= 0:
        raise _damaged()
    if count > MAX_PAGES:
        raise TooLarge(f"PDF文件超过{MAX_PAGES}页，已拒绝读取。")
    sheets, characters, unknown, broken = [], 0, 0, 0
    for number in range(count):
        if time.monotonic() > deadline:
            raise TimedOut("PDF解析超时，请转换为网页（HTML）或文本后再试。")
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            broken += 1
            continue
        try:
            reader = _Page(page)
            reader.read_objects()
            reader.read_text()
        finally:
            pdfium.FPDF_ClosePage(page)
        characters += reader.characters
        unknown += reader.unknown
        if characters > MAX_CHARACTERS:
            raise TooLarge("PDF文件的文字过多，已拒绝读取。")
        sheets.append(reader.sheet)
    if broken and not characters:
        raise _damaged()
    if characters - unknown < 10:
        raise UnsupportedFormat(
            "PDF没有文字层（可能是扫描件），请先做文字识别，或换用网页（HTML）、Word版本。"
        )
    if unknown * 4 > characters:
        raise UnsupportedFormat(
            "PDF的文字层无法识别（字体缺少编码），请先做文字识别，或换用网页（HTML）、Word版本。"
        )
    return sheets


class _Page:
    """One page while it is open. Places come in the page's own axes, y upwards."""

    def __init__(self, page: Any) -> None:
        self.page = page
        box = pdfium.FS_RECTF()
        if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
            box.left, box.bottom = 0.0, 0.0
            box.right, box.top = 595.0, 842.0
        self.turned = pdfium.FPDFPage_GetRotation(page)
        """Quarter turns clockwise by which the page is shown."""
        self.left, self.bottom = box.left, box.bottom
        self.width, self.height = box.right - box.left, box.top - box.bottom
        size = (self.height, self.width) if self.turned % 2 else (self.width, self.height)
        self.sheet = Sheet(*size)
        self.characters = 0
        self.unknown = 0
        self.leaning = bool(self.turned)
        """Whether some text may not stand upright, as watermarks do not."""
        self.budget = MAX_OBJECTS
        self.matrix = pdfium.FS_MATRIX()
        self.matrix_reference = ctypes.byref(self.matrix)
        self.sides = [ctypes.c_float() for _ in range(4)]

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

    def read_text(self) -> None:
        text = pdfium.FPDFText_LoadPage(self.page)
        if not text:
            return
        try:
            self.characters = count = pdfium.FPDFText_CountChars(text)
            if count > MAX_CHARACTERS:
                raise TooLarge("PDF文件的文字过多，已拒绝读取。")
            self.sheet.runs = self.runs(text, count)
        finally:
            pdfium.FPDFText_ClosePage(text)

    def runs(self, text: Any, count: int) -> list[Any]:
        builder = RunBuilder()
        add = builder.add
        box = pdfium.FS_RECTF()
        reference = ctypes.byref(box)
        get_char, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
        left, top = self.left, self.bottom + self.height
        for i in range(count):
            code = get_char(text, i)
            if code <= 32 or code == 0xA0 or code == 0x3000:
                if code == 0 or code < 9:
                    self.unknown += 1
                elif code not in (10, 13) and not pdfium.FPDFText_IsGenerated(text, i):
                    builder.blank = True
                continue
            if code == 0xFFFD or 0xE000 <= code < 0xF900 or code == 0xFFFE:
                self.unknown += 1
                if code != 0xFFFD:
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
                add(chr(code), x0, x1, (y0 + y1) / 2, abs(y1 - y0))
            else:
                add(chr(code), x0 - left, x1 - left, top - (y0 + y1) / 2, y1 - y0)
        return builder.done()

    def is_upright(self, text: Any, i: int) -> bool:
        angle = pdfium.FPDFText_GetCharAngle(text, i) + self.turned * pi / 2
        angle %= 2 * pi
        return bool(angle < _UPRIGHT or angle > 2 * pi - _UPRIGHT)

    # -- objects ----------------------------------------------------------------------------

    def read_objects(self) -> None:
        """Finds the lines of a page, and sees to its text; before that is read."""
        count = pdfium.FPDFPage_CountObjects(self.page)
        self.objects(
            (pdfium.FPDFPage_GetObject(self.page, i) for i in range(min(count, MAX_OBJECTS))),
            _UNIT,
            0,
        )

    def objects(self, things: Iterator[Any], outer: Matrix, depth: int) -> None:
        for thing in things:
            self.budget -= 1
            if self.budget < 0:
                return
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == _TEXT:
                self.text(thing, outer)
            elif kind == _PATH:
                self.path(thing, outer)
            elif kind == _IMAGE:
                self.bar(thing, outer)
            elif kind == _FORM and depth < _FORMS:
                inner = _times(_matrix(thing), outer)
                count = min(pdfium.FPDFFormObj_CountObjects(thing), MAX_OBJECTS)
                self.objects(
                    (pdfium.FPDFFormObj_GetObject(thing, i) for i in range(count)),
                    inner,
                    depth + 1,
                )

    def text(self, thing: Any, outer: Matrix) -> None:
        """Notes whether text leans; gives a width to what would be dropped for having none.

        A single character of a font that is neither embedded nor on this machine has no
        outline, and PDFium leaves it out of the text. An outline pen makes it some width.
        """
        pdfium.FPDFPageObj_GetMatrix(thing, self.matrix_reference)
        m = self.matrix
        if outer is not _UNIT:
            a, b = _times((m.a, m.b, m.c, m.d, m.e, m.f), outer)[:2]
        else:
            a, b = m.a, m.b
        if b > _UPRIGHT * a or -b > _UPRIGHT * a:
            self.leaning = True
        left, bottom, right, top = self.sides
        pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
        if right.value - left.value < 0.01:
            pdfium.FPDFTextObj_SetTextRenderMode(thing, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)
            pdfium.FPDFPageObj_SetMatrix(thing, self.matrix_reference)  # measures it anew

    def rule(self, x0: float, y0: float, x1: float, y1: float, outer: Matrix) -> bool:
        if outer is not _UNIT:
            x0, y0 = _apply(outer, x0, y0)
            x1, y1 = _apply(outer, x1, y1)
        return self.sheet.add_rule(*self.place(x0, y0), *self.place(x1, y1), _THICK)

    def bar(self, thing: Any, outer: Matrix) -> bool:
        """An object that is nothing but a line."""
        left, bottom, right, top = self.sides
        if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            return True
        return self.rule(left.value, bottom.value, right.value, top.value, outer)

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
        matrix = _times(_matrix(thing), outer)
        parts = list(self.subpaths(thing, count, matrix))
        for points in parts:
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            box = (*self.place(min(xs), min(ys)), *self.place(max(xs), max(ys)))
            if self.sheet.add_rule(*box, _THICK) or not stroke.value:
                continue
            for a, b in zip(points, points[1:], strict=False):
                self.sheet.add_rule(*self.place(*a), *self.place(*b), 0.7)

    def subpaths(
        self, thing: Any, count: int, matrix: Matrix
    ) -> Iterator[list[tuple[float, float]]]:
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        for i in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(thing, i)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                continue
            point = _apply(matrix, x.value, y.value)
            if kind == _MOVE_TO and points:
                yield points
                points = []
            points.append(point)
            if points and pdfium.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if points:
            yield points


def _matrix(thing: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, ctypes.byref(m)):
        return _UNIT
    return m.a, m.b, m.c, m.d, m.e, m.f


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
