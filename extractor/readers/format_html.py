"""HTML in reading order: one line a paragraph, one line a table row, cells parted by tabs.

The tree builders at hand are quadratic in the nesting depth, or drop what is nested deep, so
this reads the tags as a stream: linear in the input, whatever the markup. It knows what the
HTML standard says of end tags that are left out in tables, and no more of the tree than that.
Dropped: hidden elements, scripts, comments, and page furniture that holds no report text.
"""

from __future__ import annotations

import html
import re
from importlib.resources import files

import msgspec

from extractor.readers.blocks import Box, Table, compose
from extractor.readers.registry import Content, TextFormat, register


class _Words(msgspec.Struct, frozen=True):
    block: frozenset[str]
    raw: frozenset[str]
    skipped: frozenset[str]
    void: frozenset[str]
    furniture: frozenset[str]
    furniture_hints: frozenset[str]
    furniture_words: tuple[str, ...]
    report_words: tuple[str, ...]


_DATA = files("extractor.readers").joinpath("data", "html.json").read_bytes()
_WORDS = msgspec.json.decode(_DATA, type=_Words)
_FURNITURE_WORDS = re.compile("|".join(map(re.escape, _WORDS.furniture_words)))
_REPORT_WORDS = re.compile("|".join(map(re.escape, _WORDS.report_words)))

_HEAD = 65_536
_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_STRUCTURE = re.compile(
    r"</?(?:html|body|head|div|p|table|tbody|tr|td|th|span|font|h[1-6]|li|ul|section|article"
    r"|center|strong)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)

# One tag whose attributes hold neither "<" nor ">": nearly all of them.
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)([^<>]*)>")
_TAG_OPEN = re.compile(r"</?[A-Za-z]")
_QUOTED_TAG = re.compile(r"""<(/?)([A-Za-z][^\s/<>]*)((?:[^"'<>]|"[^"]*+"|'[^']*+')*+)>""")
_LONGEST_TAG = 20_000
_HIDDEN = re.compile(
    r"""(?:^|[\s"'])hidden(?=[\s=/]|$)|display\s*:\s*none|visibility\s*:\s*hidden""", re.IGNORECASE
)
_SPAN = re.compile(r"""(row|col)span\s*=\s*["']?\s*(\d{1,5})""", re.IGNORECASE)
_NAMES = re.compile(r"""\b(?:class|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_LONG_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
_BLANKS = "\\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_GAP = re.compile(f"[{_BLANKS}]+")
_UNTIDY = re.compile(f"[^ \\S]|[{_BLANKS[2:]}]|  ")
_WRAPPED = re.compile(r"(?<=[\u3400-\u9fff])[ \t\r\f\v]*\n\s*(?=[\u3400-\u9fff])")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


def _sniff(text: str) -> bool:
    if "<" not in text[:_HEAD]:
        return False
    if _START.match(text):
        return True
    found = _STRUCTURE.finditer(text, 0, _HEAD)
    return sum(1 for _ in zip(found, range(3), strict=False)) == 3 or (
        text.lstrip().startswith("<") and _STRUCTURE.match(text.lstrip()[:_HEAD]) is not None
    )


def _read(text: str) -> Content:
    page = _Page(text, keep_hidden=False)
    page.run()
    body, grids = compose(page.root)
    if page.hid_something and len(body) < 200:  # shown by a script that we do not run
        page = _Page(text, keep_hidden=True)
        page.run()
        body, grids = compose(page.root)
    return Content(body, "text/html", page.title or None, grids)


class _Page:
    """The state while one page is read from its first character to its last."""

    def __init__(self, source: str, *, keep_hidden: bool) -> None:
        self.source = source
        self.keep_hidden = keep_hidden
        self.hid_something = False
        self.title = ""
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
        self.absent: set[str] = set()  # closing marks that do not come any more

    # -- the stream -------------------------------------------------------------------------

    def run(self) -> None:
        source, at, size = self.source, 0, len(self.source)
        while at < size:
            opened = source.find("<", at)
            if opened < 0:
                opened = size
            if opened > at and not self.skip:
                self.text(source[at:opened])
            if opened >= size:
                break
            at = self.markup(opened)
        self.flush()
        self.end_furniture()

    def markup(self, at: int) -> int:
        """Handles what begins with "<" at `at`; returns where to go on."""
        found = _TAG.match(self.source, at)
        if found is not None and found[3].count('"') % 2 == 0:
            closing, name, attributes = found.groups()
        elif self.source.startswith("<!--", at):
            return self.after("-->", at + 4, at)
        elif self.source[at + 1 : at + 2] in ("!", "?"):
            return self.after(">", at + 2, at)
        elif _TAG_OPEN.match(self.source, at):
            found = _QUOTED_TAG.match(self.source, at, at + _LONGEST_TAG) or found
            if found is None:
                return self.after(">", at + 1, at)
            closing, name, attributes = found.groups()
        else:  # a "<" in the text
            if not self.skip:
                self.text("<")
            return at + 1
        name = name.lower()
        end = found.end()
        if closing:
            self.end_tag(name)
        elif name in _WORDS.raw or name == "title":
            return self.raw(name, end)
        else:
            self.start_tag(name, attributes)
        return end

    def after(self, mark: str, start: int, at: int) -> int:
        """Where `mark` ends; without one, where the markup plausibly ends, so no text is lost."""
        if mark not in self.absent:
            end = self.source.find(mark, start)
            if end >= 0:
                return end + len(mark)
            self.absent.add(mark)
        if mark == "-->":
            return self.after(">", start, at)
        return start

    def raw(self, name: str, start: int) -> int:
        """Skips to the end tag of an element that holds no markup; keeps the page's title."""
        if name in self.absent:
            return start
        end = re.compile(f"</{name}", re.IGNORECASE).search(self.source, start)
        if end is None:
            self.absent.add(name)
            return start if name == "title" else len(self.source)
        if name == "title" and not self.title:
            self.title = tidy(html.unescape(self.source[start : end.start()][:1000]))
        return end.start()

    # -- text -------------------------------------------------------------------------------

    def text(self, run: str) -> None:
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
        line = tidy("".join(self.parts))
        self.parts.clear()
        if line:
            self.box().items.append(line)

    def box(self) -> Box:
        """The innermost open box; text between rows goes to the box around the table."""
        top = self.place[-1]
        return top if isinstance(top, Box) else self.place[-2]  # type: ignore[return-value]

    # -- tags -------------------------------------------------------------------------------

    def start_tag(self, name: str, attributes: str) -> None:
        if self.skip and not self.still_skipped(name, opens=True):
            return self.start_tag(name, attributes) if not self.skip else None
        if self.skip:
            return None
        if name == "br":
            return self.flush()
        in_table = name in ("table", "tr", "td", "th", "caption")
        if in_table or name in _WORDS.block:
            self.flush()
        if self.furniture == name:
            self.furniture_depth += 1
        if name not in _WORDS.void and self.unseen(name, attributes):
            self.skip, self.skip_depth, self.skip_tables = name, 1, 0
            return None
        if in_table:
            self.open_table_part(name, attributes)
        elif name == "pre":
            self.pre += 1
        elif not self.furniture and self.is_furniture(name, attributes):
            self.furniture, self.furniture_depth = name, 1
            box = self.box()
            self.furniture_from = (box, len(box.items))
        return None

    def unseen(self, name: str, attributes: str) -> bool:
        """Whether an element is not shown, so that its content is dropped."""
        if name in _WORDS.skipped:
            return True
        if "idden" not in attributes and "none" not in attributes.lower():
            return False  # the common case, at the price of a substring search
        if not _HIDDEN.search(attributes):
            return False
        self.hid_something = True
        return not self.keep_hidden

    def end_tag(self, name: str) -> None:
        if self.skip:
            if self.still_skipped(name, opens=False) or self.skip:
                return
            if name not in ("table", "tr", "td", "th"):
                return
        if name in ("td", "th", "tr", "caption", "table"):
            self.flush()
            self.close_table_part(name)
        elif name in _WORDS.block or name == "br":
            self.flush()
            if name == "pre" and self.pre:
                self.pre -= 1
        if self.furniture == name:
            self.furniture_depth -= 1
            if not self.furniture_depth:
                self.end_furniture()

    def still_skipped(self, name: str, *, opens: bool) -> bool:
        """Follows the tags inside a dropped element; ends it where the standard would."""
        if name == "table":
            self.skip_tables += 1 if opens else -1
        leaves_cell = self.skip_tables < 0 or (
            self.skip_tables == 0 and name in ("td", "th", "tr") and len(self.place) > 1
        )
        if name == self.skip:
            self.skip_depth += 1 if opens else -1
            implied = opens and self.skip in ("p", "li", "td", "th", "tr", "dt", "dd")
            if self.skip_depth == 0 or (implied and self.skip_tables == 0):
                self.skip = ""
                return not opens
            return True
        if (leaves_cell and self.skip != "table") or (
            self.skip == "p" and opens and name in _WORDS.block
        ):
            self.skip = ""
            return False
        return True

    # -- tables -----------------------------------------------------------------------------

    def open_table_part(self, name: str, attributes: str) -> None:
        if name == "table":
            table = Table()
            self.box().items.append(table)
            self.place.append(table)
            return
        if len(self.place) == 1:  # a row or a cell outside any table is a paragraph
            return
        if isinstance(self.place[-1], Box):
            self.place.pop()
        table = self.place[-1]  # type: ignore[assignment]
        if name in ("tr", "caption") or not table.rows:
            table.rows.append([])
        if name != "tr":
            spans = {m[1].lower(): int(m[2]) for m in _SPAN.finditer(attributes)}
            cell = Box(spans.get("row", 1), spans.get("col", 1))
            table.rows[-1].append(cell)
            self.place.append(cell)

    def close_table_part(self, name: str) -> None:
        if len(self.place) == 1:
            return
        if isinstance(self.place[-1], Box):
            self.place.pop()
        if name == "table":
            self.place.pop()

    # -- page furniture ---------------------------------------------------------------------

    def is_furniture(self, name: str, attributes: str) -> bool:
        if name in _WORDS.furniture:
            return True
        if name not in ("div", "ul", "section", "p", "td") or not attributes:
            return False
        for found in _NAMES.finditer(attributes):
            names = (found[1] or found[2] or found[3] or "").lower().split()
            if not _WORDS.furniture_hints.isdisjoint(names):
                return True
        return False

    def end_furniture(self) -> None:
        """Drops what the element held if nothing in it looks like a report's text."""
        box, start = self.furniture_from
        self.furniture = ""
        items = box.items[start:]
        if items and all(isinstance(i, str) and _is_noise(i) for i in items):
            del box.items[start:]


def _is_noise(line: str) -> bool:
    if _FURNITURE_WORDS.search(line):
        return len(line) < 600
    return len(line) < 40 and "。" not in line and not _REPORT_WORDS.search(line)


def tidy(text: str) -> str:
    """One line as a reader sees it: runs of blanks folded, invisible characters gone.

    A line break between two ideographs is only where the source was wrapped.

    >>> tidy(" 优化内\\n  审机制，\\xa0 共 3\\u3000件 ")
    '优化内审机制， 共 3 件'
    """
    if text.isascii():
        return " ".join(text.split())
    if _UNTIDY.search(text) is None:
        text = text.strip()
    else:
        if "\n" in text:
            text = _WRAPPED.sub("", text)
        text = _GAP.sub(" ", text).strip()
    return _UNSEEN.sub("", text) if _UNSEEN.search(text) else text


register(TextFormat("html", _sniff, _read, order=100))
