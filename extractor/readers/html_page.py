"""The state while the tags of one HTML page go by: open tables, dropped elements, furniture.

Dropped: hidden elements, scripts, and page furniture that holds no report text.
"""

from __future__ import annotations

import html
import re
from importlib.resources import files

import msgspec

from extractor.readers.blocks import Box, Table
from extractor.readers.tidying import tidy


class _Words(msgspec.Struct, frozen=True):
    block: frozenset[str]
    inline: frozenset[str]
    raw: frozenset[str]
    skipped: frozenset[str]
    void: frozenset[str]
    furniture: frozenset[str]
    furniture_hints: frozenset[str]
    furniture_words: tuple[str, ...]
    report_words: tuple[str, ...]


_DATA = files("extractor.readers").joinpath("data", "html.json").read_bytes()
WORDS = msgspec.json.decode(_DATA, type=_Words)
_TABLE = frozenset(("table", "tr", "td", "th", "caption"))
_FURNITURE_WORDS = re.compile("|".join(map(re.escape, WORDS.furniture_words)))
_REPORT_WORDS = re.compile("|".join(map(re.escape, WORDS.report_words)))
_HINTED = frozenset(("div", "ul", "section"))
_FOOTER_LINE = 600
_MENU_LINE = 24

_HIDDEN = re.compile(
    r"""(?:^|[\s"'])hidden(?=[\s=/]|$)|display\s*:\s*none|visibility\s*:\s*hidden""", re.IGNORECASE
)
_SPAN = re.compile(r"""(row|col)span\s*=\s*["']?\s*(\d{1,5})""")
_NAMES = re.compile(r"""\b(?:class|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_LONG_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")


class Page:
    """One page under construction; `root` holds its lines and tables."""

    def __init__(self, *, hides: bool) -> None:
        self.hides = hides
        """Whether hidden elements are to be looked for."""
        self.hid_something = False
        self.root = Box()
        self.place: list[Box | Table] = [self.root]  # open cells and tables, outermost first
        self.parts: list[str] = []  # text of the paragraph that is being read
        self.pre = 0
        # an element whose content is dropped: its name, its depth, tables open within it
        self.skip = ""
        self.skip_depth = 0
        self.skip_tables = 0
        # an element that may be page furniture: its name, its depth, where its content begins
        self.furniture = ""
        self.furniture_depth = 0
        self.furniture_from: tuple[Box, int] = (self.root, 0)

    # -- text -------------------------------------------------------------------------------

    def text(self, run: str) -> None:
        if "&" in run:
            run = run.replace("&nbsp;", " ")
            if "&" in run:
                run = html.unescape(_LONG_REFERENCE.sub("", run))
        if self.pre and "\n" in run:
            first, *rest = run.split("\n")
            self.parts.append(first)
            for line in rest:
                self.flush()
                self.parts.append(line)
            return
        self.parts.append(run)

    def flush(self) -> None:
        """Ends the paragraph: its text becomes one line of the place that is open."""
        if not self.parts:
            return
        line = tidy(self.parts[0] if len(self.parts) == 1 else "".join(self.parts))
        self.parts.clear()
        if line:
            self.box().items.append(line)

    def close(self) -> None:
        """The end of the page."""
        self.flush()
        self.end_furniture()

    def box(self) -> Box:
        """The innermost open box; text between rows goes to the box around the table."""
        top = self.place[-1]
        if isinstance(top, Table):
            top = self.place[-2]
        assert isinstance(top, Box)
        return top

    # -- tags -------------------------------------------------------------------------------

    def start_tag(self, name: str, attributes: str) -> None:
        if self.skip and self.still_skipped(name, opens=True):
            return
        if name in _TABLE:
            self.flush()
        elif name == "br":
            self.flush()
            return
        elif name in WORDS.block:
            self.flush()
        elif not self.hides and name not in WORDS.skipped:
            return
        if self.furniture == name:
            self.furniture_depth += 1
        if self.unseen(name, attributes):
            self.skip, self.skip_depth, self.skip_tables = name, 1, 0
        elif name in _TABLE:
            self.open_table_part(name, attributes)
        elif name == "pre":
            self.pre += 1
        elif not self.furniture and _is_furniture(name, attributes):
            self.furniture, self.furniture_depth = name, 1
            box = self.box()
            self.furniture_from = (box, len(box.items))

    def unseen(self, name: str, attributes: str) -> bool:
        """Whether an element is not shown, so that its content is dropped."""
        if name in WORDS.skipped:
            return True
        if not self.hides or name in WORDS.void or not _HIDDEN.search(attributes):
            return False
        self.hid_something = True
        return True

    def end_tag(self, name: str) -> None:
        if self.skip and self.still_skipped(name, opens=False):
            return
        if name in _TABLE:
            self.flush()
            self.close_table_part(name)
        elif name in WORDS.block or name == "br":
            self.flush()
            if name == "pre" and self.pre:
                self.pre -= 1
        if self.furniture == name:
            self.furniture_depth -= 1
            if not self.furniture_depth:
                self.end_furniture()

    def still_skipped(self, name: str, *, opens: bool) -> bool:
        """Follows the tags inside a dropped element; ends it where the standard would.

        False where the tag itself is to be handled: the element has ended before it.
        """
        if name == "table" and self.skip != "table":
            self.skip_tables += 1 if opens else -1
        parts = ("tr",) if self.skip == "tr" else ("td", "th", "tr")
        outside = self.skip_tables < 0 or (
            self.skip_tables == 0 and name in parts and len(self.place) > 1
        )
        if name == self.skip:
            implied = opens and name in ("p", "li", "td", "th", "tr", "dt", "dd")
            self.skip_depth += 1 if opens else -1
            if self.skip_depth == 0 or (implied and self.skip_tables == 0):
                self.skip = ""
                return not opens
            return True
        if outside or (self.skip == "p" and opens and name in WORDS.block):
            self.skip = ""
            return False
        return True

    # -- tables -----------------------------------------------------------------------------

    def open_table_part(self, name: str, attributes: str) -> None:
        if name == "table":
            if isinstance(self.place[-1], Table):  # a table between rows ends the one around it
                self.place.pop()
            table = Table()
            self.box().items.append(table)
            self.place.append(table)
            return
        if len(self.place) == 1:  # a row or a cell outside any table is a paragraph
            return
        top = self.place[-1]
        if isinstance(top, Box):
            self.place.pop()
            top = self.place[-1]
        assert isinstance(top, Table)
        if name in ("tr", "caption") or not top.rows:
            top.rows.append([])
        if name != "tr":
            cell = _cell(attributes)
            top.rows[-1].append(cell)
            self.place.append(cell)

    def close_table_part(self, name: str) -> None:
        if len(self.place) == 1:
            return
        if isinstance(self.place[-1], Box):
            self.place.pop()
        if name == "table":
            self.place.pop()

    # -- page furniture ---------------------------------------------------------------------

    def end_furniture(self) -> None:
        """Drops what the element held if nothing in it looks like a report's text."""
        box, start = self.furniture_from
        if self.furniture and len(box.items) > start:
            items = box.items[start:]
            if all(isinstance(i, str) and _is_noise(i) for i in items):
                del box.items[start:]
        self.furniture = ""


def _is_furniture(name: str, attributes: str) -> bool:
    """Whether an element says of itself that it is a menu, a header or a footer."""
    if name in WORDS.furniture:
        return True
    if not attributes or name not in _HINTED:
        return False
    for found in _NAMES.finditer(attributes):
        names = (found[1] or found[2] or found[3] or "").lower().split()
        if not WORDS.furniture_hints.isdisjoint(names):
            return True
    return False


def _is_noise(line: str) -> bool:
    if _FURNITURE_WORDS.search(line):
        return len(line) < _FOOTER_LINE
    return len(line) < _MENU_LINE and "。" not in line and not _REPORT_WORDS.search(line)


def _cell(attributes: str) -> Box:
    low = attributes.lower()
    if "span" not in low:
        return Box()
    spans = {m[1]: int(m[2]) for m in _SPAN.finditer(low)}
    return Box(spans.get("row", 1), spans.get("col", 1))
