"""The body of a Word document in reading order.

Read as it would print with all changes accepted: insertions kept, deletions and hidden text
dropped; headers, footers, notes and comments are parts of their own and are not opened.
Elements are told by their local names, so that both editions of the format (ECMA-376 and the
strict ISO/IEC 29500) and unusual prefixes are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from extractor.errors import Damaged, UnsupportedFormat
from extractor.readers.blocks import Box, Table, compose
from extractor.readers.docx_numbering import Names, Numbering
from extractor.readers.lines import shown_line
from extractor.readers.tidying import tidy
from extractor.readers.zip_parts import FlatParts, Parts
from extractor.records import Grid

_KIND = "Word文档（docx）"
_BODY = "word/document.xml"
_DEEPEST = 60
"""Tables and wrappers within one another; what lies deeper is dropped."""
_MAIN_PART = re.compile(rb'Target="/?([^"]{1,300})"[^>]{0,300}relationships/officeDocument"')
_MAIN_PART_2 = re.compile(rb'relationships/officeDocument"[^>]{0,300}Target="/?([^"]{1,300})"')

_BLOCK_WRAPPERS = frozenset(
    (
        "sdtContent",
        "customXml",
        "ins",
        "moveTo",
        "smartTag",
        "body",
        "sect",
        "sub-section",
        "content",
    )
)
_INLINE_WRAPPERS = frozenset(
    ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "sdtContent", "customXml", "dir", "bdo",
     "content", "hlink")
)  # fmt: skip
_GONE = ("Deletion", "Comment")
"""Kinds of the annotations of 2003 that are not shown."""
_DRAWINGS = frozenset(("drawing", "pict", "object", "AlternateContent"))
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
"""Elements of a run that stand for one character."""
_OFF = frozenset(("0", "false", "off", "none"))
_MERGED = frozenset(("continue", "cont"))


def read_docx(data: bytes) -> tuple[str, tuple[Grid, ...]]:
    """The text of a document and its tables. Raises `Damaged` or `TooLarge`."""
    return _read(Parts(data, _KIND))


def read_word_xml(data: bytes) -> tuple[str, tuple[Grid, ...]]:
    """The same of a document that is one XML file. Raises `Damaged` or `TooLarge`."""
    return _read(FlatParts(data, "Word文档（XML）"))


def _read(parts: Parts) -> tuple[str, tuple[Grid, ...]]:
    root = parts.xml(_main_part(parts))
    if root is None:
        raise Damaged("文件里没有Word正文，不是Word文档，请检查文件。")
    reader = _Reader(Numbering(parts), Names(root))
    page = Box()
    for element in root:
        if reader.local(element) == "body":
            reader.blocks(element, page, 0)
    reader.finish(page)
    if not page.items and any(n.startswith("word/media/") for n in parts.names):
        raise UnsupportedFormat("Word文档里只有图片，没有文字，请先做文字识别。")
    return compose(page)


def _main_part(parts: Parts) -> str:
    if _BODY in parts.names:
        return _BODY
    links = parts.read("_rels/.rels") or b""
    found = _MAIN_PART.search(links) or _MAIN_PART_2.search(links)
    return found[1].decode("utf-8", "replace") if found else _BODY


class _Reader:
    def __init__(self, numbering: Numbering, names: Names) -> None:
        self.numbering = numbering
        self.child = names.child
        self.value = names.value
        self.names = names
        self.locals: dict[object, str] = {}
        self.parts: list[str] = []  # text of the open paragraph
        self.carried = ""  # text of a paragraph whose mark was deleted: the next goes on with it
        self.codes: list[bool] = []  # open fields, and whether their code goes on
        self.boxes: list[Element] = []  # text boxes anchored in the open paragraph

    def local(self, element: Element) -> str:
        """The name without its namespace; comments and the like have none."""
        tag: object = element.tag
        name = self.locals.get(tag)
        if name is None:
            name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
            self.locals[tag] = name
        return name

    # -- blocks -----------------------------------------------------------------------------

    def blocks(self, parent: Element, box: Box, depth: int, *, cell: bool = False) -> None:
        """Adds the paragraphs and tables below an element to `box`."""
        if depth > _DEEPEST:
            return
        for element in parent:
            name = self.local(element)
            if name == "p":
                self.paragraph(element, box, depth, cell=cell)
            elif name == "tbl":
                box.items.append(self.table(element, depth + 1))
            elif name in _BLOCK_WRAPPERS or self.annotates(element, name):
                self.blocks(element, box, depth + 1, cell=cell)
            elif name == "sdt":
                content = self.child(element, "sdtContent")
                if content is not None:
                    self.blocks(content, box, depth + 1, cell=cell)
            elif name == "AlternateContent":
                branch = self.branch(element)
                if branch is not None:
                    self.blocks(branch, box, depth + 1, cell=cell)

    def annotates(self, element: Element, name: str) -> bool:
        """Whether it is an annotation of 2003 around what is shown: an insertion, a bookmark."""
        kind = self.names.attribute(element, "type") if name == "annotation" else "Deletion"
        return not kind.endswith(_GONE)

    def finish(self, box: Box) -> None:
        """The end of the body: what a paragraph without a mark left over."""
        if self.carried.strip():
            box.items.append(tidy(self.carried))
            self.carried = ""

    def branch(self, element: Element) -> Element | None:
        """One of the ways in which a newer feature is written; the first is the richest."""
        return next((c for c in element if self.local(c) in ("Choice", "Fallback")), None)

    def paragraph(self, element: Element, box: Box, depth: int, *, cell: bool) -> None:
        properties = self.child(element, "pPr")
        outer, self.parts = self.parts, []
        outer_boxes, self.boxes = self.boxes, []
        self.inline(element, depth)
        text = "".join(self.parts)
        self.parts = outer
        anchored, self.boxes = self.boxes, outer_boxes
        self.codes = [False] * len(self.codes)  # a code ends with its paragraph at the latest
        label = self.numbering.label(properties, self.names)
        if label and text.strip():
            first = text.lstrip()[0]
            text = f"{label} {text}" if first.isascii() and first.isalnum() else label + text
        if self.carried:
            text, self.carried = self.carried + text, ""
        if properties is not None and self.child(self.child(properties, "rPr"), "del") is not None:
            self.carried = text
        else:
            for line in text.split("\n"):
                shown = shown_line(line, cell=cell)
                if shown:
                    box.items.append(shown)
        for content in anchored:
            self.blocks(content, box, depth + 1, cell=cell)

    # -- text -------------------------------------------------------------------------------

    def inline(self, parent: Element, depth: int) -> None:
        if depth > _DEEPEST:
            return
        for element in parent:
            name = self.local(element)
            if name == "r":
                self.run(element, depth)
            elif name in _INLINE_WRAPPERS or self.annotates(element, name):
                self.inline(element, depth + 1)
            elif name == "sdt":
                content = self.child(element, "sdtContent")
                if content is not None:
                    self.inline(content, depth + 1)
            elif name in ("oMath", "oMathPara"):
                self.parts += [t.text or "" for t in element.iter() if self.local(t) == "t"]
            elif name == "AlternateContent":
                branch = self.branch(element)
                if branch is not None:
                    self.inline(branch, depth + 1)

    def run(self, element: Element, depth: int) -> None:
        for part in element:
            name = self.local(part)
            if name == "t":
                if part.text and not any(self.codes):
                    self.parts.append(part.text)
            elif name == "rPr":
                hidden = self.child(part, "vanish")
                if hidden is not None and (self.value(hidden) or "") not in _OFF:
                    return
            elif name in _SIGNS:
                self.parts.append(_SIGNS[name])
            elif name == "fldChar":
                self.field(part)
            elif name == "ruby":
                base = self.child(part, "rubyBase")
                if base is not None:
                    self.inline(base, depth + 1)
            elif name in _DRAWINGS:
                self.boxes += self.text_boxes(part)

    def field(self, element: Element) -> None:
        """Of a field only the result is text, not the code that computes it."""
        kind = next((v for k, v in element.attrib.items() if k.endswith("fldCharType")), "")
        if kind == "begin":
            if len(self.codes) < _DEEPEST:
                self.codes.append(True)
        elif self.codes and kind == "separate":
            self.codes[-1] = False
        elif self.codes and kind == "end":
            self.codes.pop()

    def text_boxes(self, drawing: Element) -> list[Element]:
        """The contents of the text boxes in a drawing, each written once."""
        found = []
        stack = [(drawing, 0)]
        while stack:
            element, depth = stack.pop()
            name = self.local(element)
            if name == "txbxContent":
                found.append(element)
            elif name != "AlternateContent":
                stack += [(c, depth) for c in element][::-1]
            elif depth < _DEEPEST:  # each looks through all that is in it
                branches = [c for c in element if self.local(c) in ("Choice", "Fallback")]
                holding = (
                    b for b in branches if any(self.local(e) == "txbxContent" for e in b.iter())
                )
                stack += [(b, depth + 1) for b in holding][:1]
        return found

    # -- tables -----------------------------------------------------------------------------

    def table(self, element: Element, depth: int) -> Table:
        table = Table()
        above: dict[int, Box] = {}  # the cell that a vertical merge goes on with, by column
        for row in self.members(element, "tr", depth):
            properties = self.child(row, "trPr")
            if self.child(properties, "del") is not None:
                continue
            boxes: list[Box] = []
            column = 0
            before = _count(self.value(self.child(properties, "gridBefore")), 0)
            if before:
                boxes.append(Box(1, before))
                column = before
            for cell in self.members(row, "tc", depth):
                column = self.cell(cell, boxes, above, column, depth)
            table.rows.append(boxes)
        return table

    def cell(
        self, element: Element, boxes: list[Box], above: dict[int, Box], column: int, depth: int
    ) -> int:
        """Adds a cell to its row, or to the one above that it is merged with; next column."""
        properties = self.child(element, "tcPr")
        if self.child(properties, "cellDel") is not None:
            return column
        span = _count(self.value(self.child(properties, "gridSpan")), 1)
        box = Box(1, span)
        self.blocks(element, box, depth + 1, cell=True)
        vertical = self.either(properties, "vMerge", "vmerge")
        beside = self.either(properties, "hMerge", "hmerge")
        if vertical is not None and (self.value(vertical) or "continue") in _MERGED:
            known = above.get(column)
            if known is not None:
                known.rowspan += 1
                if not known.items:
                    known.items = box.items  # seen in files of converters
                return column + span
        if beside is not None and (self.value(beside) or "continue") in _MERGED and boxes:
            boxes[-1].colspan += span
            boxes[-1].items += box.items
            return column + span
        if vertical is None:
            above.pop(column, None)
        else:
            above[column] = box
        boxes.append(box)
        return column + span

    def either(self, properties: Element | None, name: str, earlier: str) -> Element | None:
        """A property by its name, or by the one it had in 2003."""
        found = self.child(properties, name)
        return self.child(properties, earlier) if found is None else found

    def members(self, parent: Element, wanted: str, depth: int) -> Iterator[Element]:
        """Rows of a table or cells of a row, through the wrappers that may lie between."""
        for element in parent:
            name = self.local(element)
            if name == wanted:
                yield element
            elif name == "sdt":
                content = self.child(element, "sdtContent")
                if content is not None and depth < _DEEPEST:
                    yield from self.members(content, wanted, depth + 1)
            elif name in ("ins", "moveTo", "customXml") and depth < _DEEPEST:
                yield from self.members(element, wanted, depth + 1)


def _count(raw: str | None, default: int) -> int:
    """A number of grid columns; what is no number, or none that a table can have, is 1."""
    if raw is None:
        return default
    return int(raw) if raw.isascii() and raw.isdigit() and 0 < len(raw) < 4 else 1
