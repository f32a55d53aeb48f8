"""Pages of characters at places: what formats without a text of their own order are read as.

Reading map: a format (PDF, OFD) makes `Sheet`s out of its pages. `sheet_lattice` finds the ruled
tables of one, `sheet_columns` those without rules, `sheet_lines` the paragraphs; `sheet_flow` puts
the pages together. Lengths are in points, y grows downwards.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from extractor.readers.radicals import RADICALS
from extractor.readers.tidying import tidy

_WIDE = 0.8
"""A gap of so many ems within a line parts two runs; one between numbers may be smaller."""
_WIDE_NUMBERS = 0.55
_SAME_LINE = 0.4
_BACK = 0.6
_NUMERIC = frozenset("0123456789０１２３４５６７８９.,．，/／—–-－−+%％增减")
_NUMBER = re.compile(
    r"""[增减+\-－−]?\s?[\d０-９][\d０-９,，.．\s]*[%％]?(?:[件条项个次宗元]|万元|亿元)?
       |[/／\\—–\-－]{1,4}|无""",
    re.VERBOSE,
)
_IDEOGRAPH = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Run:
    """Characters that stand side by side on one line, in the order in which they were drawn."""

    __slots__ = ("chars", "first", "last", "lefts", "rights", "size", "wide", "y")

    def __init__(self, order: int, y: float, size: float) -> None:
        self.first = self.last = order
        self.y = y
        """The middle of the line."""
        self.size = size
        """About one em: the width of an ideograph, else the height of a character."""
        self.wide = False
        """Whether the size is that of an ideograph."""
        self.chars: list[str] = []
        self.lefts: list[float] = []
        self.rights: list[float] = []

    @property
    def x0(self) -> float:
        return self.lefts[0]

    @property
    def x1(self) -> float:
        return self.rights[-1]

    @property
    def text(self) -> str:
        """The characters with blanks where they stand apart as words do."""
        lefts, rights = self.lefts, self.rights
        gaps = [lefts[i + 1] - rights[i] for i in range(len(lefts) - 1)]
        if not gaps or max(gaps) < 0.25 * self.size:
            return "".join(self.chars)
        # Letters that are spaced out stand apart evenly.
        usual = max(0.0, sorted(gaps)[len(gaps) // 2]) if len(gaps) > 2 else 0.0
        out = [self.chars[0]]
        for i, gap in enumerate(gaps):
            before, after = self.chars[i], self.chars[i + 1]
            if before.isascii() and after.isascii() and gap - usual > 0.3 * self.size:
                out.append(" ")
            out.append(after)
        return "".join(out)

    def part(self, start: int, stop: int) -> Run:
        """A stretch of the run as a run of its own."""
        out = Run(self.first, self.y, self.size)
        out.wide = self.wide
        out.chars = self.chars[start:stop]
        out.lefts = self.lefts[start:stop]
        out.rights = self.rights[start:stop]
        out.first = self.first + start
        out.last = self.last if stop == len(self.chars) else self.first + stop - 1
        return out

    def is_number(self) -> bool:
        """Whether it is all that a cell of values holds."""
        return is_number("".join(self.chars))


def is_number(text: str) -> bool:
    """Whether a text is a number or one of the marks that stand for none.

    >>> [is_number(t) for t in ("1,204", "减4", "/", "25239.9", "1.属于", "——")]
    [True, True, True, True, False, True]
    """
    return _NUMBER.fullmatch(text.strip()) is not None


class Sheet:
    """One page: its runs, and the lines that are drawn on it."""

    __slots__ = ("height", "horizontals", "runs", "verticals", "width")

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self.runs: list[Run] = []
        self.horizontals: list[tuple[float, float, float]] = []
        """Of each line: y, and x from and to."""
        self.verticals: list[tuple[float, float, float]] = []
        """Of each line: x, and y from and to."""

    def add_rule(self, x0: float, y0: float, x1: float, y1: float, thick: float) -> bool:
        """Keeps a line, or a bar not thicker than so, that runs along an axis."""
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        width, height = x1 - x0, y1 - y0
        if height <= thick and width > height:
            self.horizontals.append(((y0 + y1) / 2, x0, x1))
            return True
        if width <= thick and height > width:
            self.verticals.append(((x0 + x1) / 2, y0, y1))
            return True
        return width <= thick and height <= thick


_FAR = 100_000.0
"""Points beyond which nothing is on a page."""


class RunBuilder:
    """Puts characters together into runs, as they come."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.run: Run | None = None
        self.blank = False
        self.count = 0

    def add(self, char: str, x0: float, x1: float, y: float, size: float) -> None:
        """A character by its left and right side, the middle of its line and its height.

        One without a height, or off any page, cannot be seen and is left out.
        """
        self.count += 1
        if not (0 < size < _FAR and -_FAR < x0 < _FAR and -_FAR < x1 < _FAR and -_FAR < y < _FAR):
            return
        wide = char >= "\u2e80"
        if wide and x1 > x0:
            size = x1 - x0
        run = self.run
        if run is not None:
            gap = x0 - run.rights[-1]
            em = run.size if run.size > size else size
            if (
                abs(y - run.y) < _SAME_LINE * em
                and -_BACK * em < gap < _WIDE * em
                and (
                    gap < _WIDE_NUMBERS * em
                    or char not in _NUMERIC
                    or run.chars[-1] not in _NUMERIC
                )
            ):
                if char == run.chars[-1] and abs(x0 - run.lefts[-1]) < 0.4 * (x1 - x0):
                    return  # drawn twice to look bold
                if self.blank:
                    run.chars.append(" ")
                    run.lefts.append(run.rights[-1])
                    run.rights.append(x0)
                    self.blank = False
                run.chars.append(char)
                run.lefts.append(x0)
                run.rights.append(x1)
                run.last = self.count
                if wide > run.wide or (wide == run.wide and size > run.size):
                    run.size, run.wide = size, wide
                return
        self.blank = False
        run = self.run = Run(self.count, y, size)
        run.wide = wide
        run.chars.append(char)
        run.lefts.append(x0)
        run.rights.append(x1)
        self.runs.append(run)

    def done(self) -> list[Run]:
        """The runs, each once: text drawn twice over itself, as for bold, counts once."""
        seen: dict[str, list[Run]] = {}
        out = []
        for run in self.runs:
            known = seen.setdefault("".join(run.chars), [])
            near = 0.25 * run.size
            if any(abs(k.x0 - run.x0) < near and abs(k.y - run.y) < near for k in known[-40:]):
                continue
            known.append(run)
            out.append(run)
        return out


class Line:
    """Runs of one line of a page or a cell, from left to right."""

    __slots__ = ("runs", "size", "text", "y")

    def __init__(self, runs: list[Run]) -> None:
        runs.sort(key=lambda r: r.lefts[0])
        self.runs = runs
        self.size = max([r.size for r in runs if r.wide] or [r.size for r in runs])
        self.y = sum(r.y for r in runs) / len(runs)
        self.text = clean(_side_by_side(runs) if len(runs) > 1 else runs[0].text)

    @property
    def x0(self) -> float:
        return self.runs[0].lefts[0]

    @property
    def x1(self) -> float:
        return max(r.rights[-1] for r in self.runs)


def _side_by_side(runs: Sequence[Run]) -> str:
    out = runs[0].text
    for before, run in itertools.pairwise(runs):
        gap = run.x0 - before.x1
        apart = gap > 0.8 * run.size or (
            gap > 0.25 * run.size and not _ideographs(before.chars[-1], run.chars[0])
        )
        out += " " + run.text if apart else run.text
    return out


def _ideographs(before: str, after: str) -> bool:
    return _IDEOGRAPH.match(before) is not None or _IDEOGRAPH.match(after) is not None


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """The runs of a page or a cell as lines from top to bottom."""
    groups: list[list[Run]] = []
    middle = 0.0
    for run in sorted(runs, key=lambda r: r.y):
        if groups:
            group = groups[-1]
            em = min(run.size, max(r.size for r in group))
            if run.y - middle < 0.45 * em:
                group.append(run)
                middle = sum(r.y for r in group) / len(group)
                continue
        groups.append([run])
        middle = run.y
    return [Line(g) for g in groups]


def join_lines(texts: Iterable[str]) -> str:
    """Lines that only the width of a cell or page parted, as one.

    >>> join_lines(["5.要求行政机关确认或重新出", "具已获取信息"]), join_lines(["annual", "report"])
    ('5.要求行政机关确认或重新出具已获取信息', 'annual report')
    """
    out = ""
    for text in texts:
        if not text:
            continue
        if out and out[-1].isascii() and text[0].isascii():
            letters = out[-1].isalpha() and text[0].isalpha()
            out += f" {text}" if letters else text
        else:
            out += text
    return out


def clean(text: str) -> str:
    """A line with its blanks folded and the radicals that some fonts give for characters.

    >>> clean("⼀、 ⻅ ⾏政")
    '一、 见 行政'
    """
    return tidy(text.translate(RADICALS))
