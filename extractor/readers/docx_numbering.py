"""The numbers that Word prints before paragraphs: `一、`, `（二）`, `1.`; not in the text itself.

ECMA-376 part 1, 17.9: a paragraph names a list (numId) and a level; the list's levels hold a
number format and a template such as `（%1）`.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from extractor.readers.zip_parts import Parts

_LEVELS = 9
_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_PLACE = re.compile("%([1-9])")
_STYLE_ID = re.compile(rb'w:styleId="([^"]{1,200})"')
_BASED_ON = re.compile(rb'<w:basedOn w:val="([^"]{1,200})"')
_NUM_ID = re.compile(rb'<w:numId w:val="(\d{1,9})"')
_ILVL = re.compile(rb'<w:ilvl w:val="(\d)"')
_MOST = 9999
"""A count beyond which numbers are no longer spelt out."""


class Names:
    """Finds children and values by local name, in the namespace that the part is written in."""

    __slots__ = ("space", "val")

    def __init__(self, root: Element) -> None:
        tag = str(root.tag)
        self.space = tag[: tag.rfind("}") + 1]
        self.val = f"{self.space}val"

    def child(self, element: Element | None, name: str) -> Element | None:
        """The first child with this name."""
        return None if element is None else element.find(self.space + name)

    def children(self, element: Element, name: str) -> list[Element]:
        """All children with this name."""
        return element.findall(self.space + name)

    def value(self, element: Element | None) -> str | None:
        """What an element is set to."""
        return None if element is None else element.get(self.val)

    def attribute(self, element: Element, name: str) -> str:
        """An attribute, empty where it is not set."""
        return element.get(self.space + name, "")


def chinese(number: int) -> str:
    """A count as lists have it.

    >>> chinese(4), chinese(10), chinese(12), chinese(35), chinese(108)
    ('四', '十', '十二', '三十五', '一百零八')
    """
    if number < 10:
        return _DIGITS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
    hundreds, rest = divmod(number, 100)
    if hundreds > 9:
        return str(number)
    if rest == 0:
        tail = ""
    elif rest < 10:
        tail = "零" + _DIGITS[rest]
    else:
        tail = ("一" if rest < 20 else "") + chinese(rest)
    return _DIGITS[hundreds] + "百" + tail


def _roman(number: int) -> str:
    out = ""
    for size, letters in _ROMAN:
        times, number = divmod(number, size)
        out += letters * times
    return out


def _letter(number: int) -> str:
    return chr(96 + (number - 1) % 26 + 1) * ((number - 1) // 26 + 1)


def _dressed(number: int, style: str) -> str:
    """Arabic digits with something around them."""
    if style == "decimalZero":
        return f"{number:02d}"
    if style.startswith("decimalFullWidth"):
        return str(number).translate({48 + d: 0xFF10 + d for d in range(10)})
    if style.startswith("decimalEnclosedCircle"):
        return chr(0x245F + number) if number <= 20 else str(number)
    if style == "decimalEnclosedParen":
        return f"({number})"
    return f"{number}." if style == "decimalEnclosedFullstop" else str(number)


def formatted(number: int, style: str) -> str:
    """A number in one of the formats of 17.18.59.

    >>> [formatted(3, f) for f in ("decimal", "chineseCountingThousand", "upperRoman", "none")]
    ['3', '三', 'III', '']
    """
    if style in ("none", "bullet"):
        return ""
    if not 0 < number <= _MOST or style in ("decimal", "decimalHalfWidth"):
        return str(number)
    if "Counting" in style or style in ("ideographLegalTraditional", "koreanDigital"):
        return chinese(number)
    if style == "chineseLegalSimplified":
        return _FORMAL[number] if number < 10 else str(number)
    if style == "ideographDigital":
        return "".join(_DIGITS[int(d)] for d in str(number))
    if style == "ideographTraditional":
        return _STEMS[(number - 1) % 10]
    if style == "ideographZodiac":
        return _BRANCHES[(number - 1) % 12]
    if style.startswith("decimal"):
        return _dressed(number, style)
    if style in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman.upper() if style == "upperRoman" else roman
    if style in ("upperLetter", "lowerLetter"):
        letter = _letter(min(number, 780))
        return letter.upper() if style == "upperLetter" else letter
    return str(number)


class _Level:
    __slots__ = ("legal", "start", "style", "text")

    def __init__(self, element: Element, names: Names) -> None:
        self.style = names.value(names.child(element, "numFmt")) or "decimal"
        self.text = names.value(names.child(element, "lvlText")) or ""
        self.start = _number(names.value(names.child(element, "start")), 1)
        self.legal = names.child(element, "isLgl") is not None


def _number(raw: str | None, default: int) -> int:
    try:
        return int(raw) if raw is not None else default
    except ValueError:
        return default


class Numbering:
    """The lists of one document and how far each has counted."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self.counts: dict[str, list[int | None]] = {}
        self.begun: set[str] = set()
        self._styles: dict[str, tuple[str, int]] | None = None
        root = parts.xml("word/numbering.xml")
        if root is not None:
            self._load(root, Names(root))

    def _load(self, root: Element, names: Names) -> None:
        abstract = {
            names.attribute(element, "abstractNumId"): {
                _number(names.attribute(lvl, "ilvl"), 0): _Level(lvl, names)
                for lvl in names.children(element, "lvl")
            }
            for element in names.children(root, "abstractNum")
        }
        for element in names.children(root, "num"):
            target = names.value(names.child(element, "abstractNumId")) or ""
            levels = abstract.get(target, {})
            starts: dict[int, int] = {}
            for override in names.children(element, "lvlOverride"):
                at = _number(names.attribute(override, "ilvl"), 0)
                start = names.value(names.child(override, "startOverride"))
                if start is not None:
                    starts[at] = _number(start, 1)
                own = names.child(override, "lvl")
                if own is not None:
                    levels = {**levels, at: _Level(own, names)}
            self.lists[names.attribute(element, "numId")] = (target, levels, starts)

    def label(self, properties: Element | None, names: Names) -> str:
        """What Word prints before a paragraph with these properties; counts it."""
        if not self.lists or properties is None:
            return ""
        number_id, level = self._list_of(properties, names)
        if number_id is None or number_id not in self.lists or not 0 <= level < _LEVELS:
            return ""
        target, levels, starts = self.lists[number_id]
        own = levels.get(level)
        if own is None:
            return ""
        counts = self.counts.setdefault(target, [None] * _LEVELS)
        if number_id not in self.begun:
            self.begun.add(number_id)
            for at, start in starts.items():
                if 0 <= at < _LEVELS:
                    counts[at] = start - 1
        now = counts[level]
        counts[level] = own.start if now is None else now + 1
        for deeper in range(level + 1, _LEVELS):
            counts[deeper] = None
        if own.style == "bullet":
            return ""

        def place(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            shown = levels.get(at)
            count = counts[at]
            if shown is None:
                return ""
            count = shown.start if count is None else count
            return formatted(count, "decimal" if own.legal else shown.style)

        return _PLACE.sub(place, own.text[:40]).strip()

    def _list_of(self, properties: Element, names: Names) -> tuple[str | None, int]:
        direct = names.child(properties, "numPr")
        number_id = names.value(names.child(direct, "numId"))
        told = names.value(names.child(direct, "ilvl"))
        if number_id is None:
            style = names.value(names.child(properties, "pStyle"))
            if style is None:
                return None, 0
            number_id, level = self.styles().get(style, (None, 0))
            return number_id, level if told is None else _number(told, 0)
        return number_id, _number(told, 0)

    def styles(self) -> dict[str, tuple[str, int]]:
        """Style id to the list and level that the style sets, inherited ones included.

        The part is not parsed: with its many fonts and colours it is often far larger than
        the body, and only a few marks in it matter.
        """
        if self._styles is None:
            self._styles = {}
            data = self.parts.read("word/styles.xml") or b""
            if b"<w:numPr>" in data:
                self._styles = _style_lists(data)
        return self._styles


def _style_lists(data: bytes) -> dict[str, tuple[str, int]]:
    own: dict[bytes, tuple[str, int]] = {}
    parents: dict[bytes, bytes] = {}
    for piece in data.split(b"</w:style>"):
        style = _STYLE_ID.search(piece)
        if style is None:
            continue
        list_id = _NUM_ID.search(piece)
        if list_id is not None:
            level = _ILVL.search(piece)
            own[style[1]] = (list_id[1].decode(), int(level[1]) if level else 0)
        parent = _BASED_ON.search(piece)
        if parent is not None:
            parents[style[1]] = parent[1]
    out: dict[str, tuple[str, int]] = {}
    for key in {*own, *parents}:
        at: bytes | None = key
        for _ in range(12):
            if at is None or at in own:
                break
            at = parents.get(at)
        if at is not None and at in own:
            out[key.decode("utf-8", "replace")] = own[at]
    return out
