"""Pages of an OFD as `Sheet`s: texts and lines at places, in millimetres, y downwards.

GB/T 33190-2016: 7 (document and pages), 9 (paths), 11 (texts). Elements are told by their local
names, since writers differ in the namespace.
"""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from extractor.errors import Damaged, TooLarge, UnsupportedFormat
from extractor.readers.sheet import RunBuilder, Sheet
from extractor.readers.zip_parts import Parts

_KIND = "OFD版式文件"
_POINTS = 72 / 25.4
MAX_PAGES = 400
MAX_CHARACTERS = 400_000
_DEEPEST = 12
_THICK = 4.0
_WIDE = "\u2000"
_MIDDLE = 0.36
"""Ems from the foot of a line to its middle."""
_UPRIGHT = 0.1

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1, 0, 0, 1, 0, 0)


def read_pages(data: bytes) -> list[Sheet]:
    """The pages of a document.

    Raises `Damaged`, `TooLarge`, or `UnsupportedFormat` where it has no text.
    """
    reader = _Document(Parts(data, _KIND))
    sheets = reader.sheets()
    if not any(s.runs for s in sheets):
        raise UnsupportedFormat("OFD里没有文字（可能是扫描件），请先做文字识别，或换用其他版本。")
    return sheets


class _Document:
    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.characters = 0
        root = parts.xml("OFD.xml")
        place = _text(_first(root, "DocRoot")) if root is not None else ""
        self.path = _resolve("", place)
        document = parts.xml(self.path) if place else None
        if document is None:
            raise Damaged(f"{_KIND}已损坏或已加密，请用原软件打开后另存再试。")
        self.document = document
        self.box = _numbers(_text(_first(document, "PhysicalBox"))) or [0, 0, 210, 297]
        self.templates = {
            t.get("ID", ""): t.get("BaseLoc", "")
            for t in document.iter()
            if _local(t) == "TemplatePage"
        }

    def sheets(self) -> list[Sheet]:
        places = [p.get("BaseLoc", "") for p in self.document.iter() if _local(p) == "Page"]
        if len(places) > MAX_PAGES:
            raise TooLarge(f"{_KIND}超过{MAX_PAGES}页，已拒绝读取。")
        return [self.sheet(_resolve(self.path, place)) for place in places if place]

    def sheet(self, path: str) -> Sheet:
        page = self.parts.xml(path)
        if page is None:
            return Sheet(595.0, 842.0)
        box = _numbers(_text(_first(page, "PhysicalBox"))) or self.box
        size = [*box, 0, 0, 210, 297][2:4] if len(box) >= 4 else [210, 297]
        out = _Page(size[0], size[1])
        for used in page.iter():
            if _local(used) == "Template":
                place = self.templates.get(used.get("TemplateID", ""))
                template = self.parts.xml(_resolve(self.path, place)) if place else None
                if template is not None:
                    out.content(template)
        out.content(page)
        self.characters += out.builder.count
        if self.characters > MAX_CHARACTERS:
            raise TooLarge(f"{_KIND}的文字过多，已拒绝读取。")
        out.sheet.runs = out.builder.done()
        return out.sheet


class _Page:
    def __init__(self, width: float, height: float) -> None:
        self.sheet = Sheet(width * _POINTS, height * _POINTS)
        self.builder = RunBuilder()

    def content(self, page: Element) -> None:
        for element in page:
            if _local(element) == "Content":
                for layer in element:
                    self.objects(layer, 0)

    def objects(self, layer: Element, depth: int) -> None:
        for element in layer:
            name = _local(element)
            if element.get("Visible") == "false":
                continue
            if name == "TextObject":
                self.text(element)
            elif name == "PathObject":
                self.path(element)
            elif name == "PageBlock" and depth < _DEEPEST:
                self.objects(element, depth + 1)

    def text(self, element: Element) -> None:
        left, top, *_ = [*_numbers(element.get("Boundary")), 0, 0]
        a, b, c, d, e, f = _matrix(element)
        if abs(b) > _UPRIGHT * abs(a) or a < 0:
            return  # a watermark
        size = _number(element.get("Size"), 3.5)
        height = size * abs(d) * _POINTS
        x = y = 0.0
        for code in element:
            if _local(code) != "TextCode":
                continue
            text = (code.text or "").strip("\r\n")
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
            across = _steps(code.get("DeltaX"), len(text))
            down = _steps(code.get("DeltaY"), len(text))
            for i, char in enumerate(text):
                step = across[i] if i < len(across) else 0.0
                own = size if char >= _WIDE else size / 2
                if char.isspace():
                    self.builder.blank = True
                else:
                    # A step that is wider than the character is a gap behind it.
                    wide = min(own, step) if step > 0 else own
                    x0 = (left + a * x + c * y + e) * _POINTS
                    foot = (top + b * x + d * y + f) * _POINTS
                    self.builder.add(
                        char, x0, x0 + a * wide * _POINTS, foot - _MIDDLE * height, height
                    )
                if i < len(across):
                    x += step
                elif not down:
                    x += own
                if i < len(down):
                    y += down[i]

    def path(self, element: Element) -> None:
        left, top, *_ = [*_numbers(element.get("Boundary")), 0, 0]
        a, b, c, d, e, f = _matrix(element)
        data = next((_text(x) for x in element if _local(x) == "AbbreviatedData"), "")
        stroked = element.get("Stroke") != "false"

        def place(x: float, y: float) -> tuple[float, float]:
            return (left + a * x + c * y + e) * _POINTS, (top + b * x + d * y + f) * _POINTS

        for points in _subpaths(data):
            corners = [place(*p) for p in points]
            xs, ys = [p[0] for p in corners], [p[1] for p in corners]
            if self.sheet.add_rule(min(xs), min(ys), max(xs), max(ys), _THICK) or not stroked:
                continue
            for start, end in itertools.pairwise(corners):
                self.sheet.add_rule(*start, *end, 0.7)


def _subpaths(data: str) -> Iterator[list[tuple[float, float]]]:
    """The points of each figure of a path; of curves, where they end."""
    points: list[tuple[float, float]] = []
    numbers: list[float] = []
    last = ""

    def drawn() -> None:
        if last in ("S", "M", "L", "Q", "B", "A") and len(numbers) >= 2:
            points.append((numbers[-2], numbers[-1]))
        elif last == "C" and points:
            points.append(points[0])

    for word in [*data.split(), "M"]:
        if word.isalpha() and len(word) == 1:
            drawn()
            if word in ("S", "M") and points:
                yield points
                points = []
            last, numbers = word, []
        else:
            numbers.append(_number(word, 0.0))


def _steps(raw: str | None, most: int) -> list[float]:
    """The distances between characters; `g 3 5.2` stands for three of one kind.

    >>> _steps("1.5 g 2 3", 9)
    [1.5, 3.0, 3.0]
    """
    out: list[float] = []
    words = iter((raw or "").split())
    for word in words:
        if word == "g":
            times, step = _number(next(words, None), 0), _number(next(words, None), 0)
            out += [step] * max(0, min(int(times), most))
        else:
            out.append(_number(word, 0.0))
        if len(out) >= most:
            break
    return out


def _matrix(element: Element) -> Matrix:
    raw = _numbers(element.get("CTM"))
    return (raw[0], raw[1], raw[2], raw[3], raw[4], raw[5]) if len(raw) == 6 else _UNIT


def _numbers(raw: str | None) -> list[float]:
    return [_number(word, 0.0) for word in (raw or "").split()[:8]]


def _number(raw: str | None, default: float) -> float:
    try:
        found = float(raw) if raw else default
    except ValueError:
        return default
    return found if abs(found) < 1e6 else default


def _local(element: Element) -> str:
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _first(root: Element, name: str) -> Element | None:
    return next((e for e in root.iter() if _local(e) == name), None)


def _text(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _resolve(base: str, place: str) -> str:
    """A name within the archive: absolute, or beside the part that names it."""
    if place.startswith("/"):
        return posixpath.normpath(place).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), place))
