"""Lines of a page to paragraphs, by indents, line lengths and gaps."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from extractor.readers.sheet import Line, join_lines

HEADING = re.compile(
    r"""[（(]?[一二三四五六七八九十]{1,3}[)）、．.]|第[一二三四五六七八九十]+[部章节条]
       |[（(]\d{1,2}[)）]|\d{1,2}[、．](?!\d)|[一二三四五六]是|附[件表]""",
    re.VERBOSE,
)
LIST_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,2}[)）、．.]")
_RUNS_ON = re.compile("[，。；,;]")
"""What stands in a paragraph that begins like a heading, and in no heading."""
_CLOSED = tuple("。！？；：.!?;:”）)》")
_INDENT = 1.2
"""Ems by which a first line stands in."""
_SHORT = 1.9
"""Ems that a line leaves free at its end where the paragraph ends with it."""
_LARGER = 1.13
_APART = 1.7


class Margins:
    """Where the text of a page or a cell begins and ends, and how far its lines are apart."""

    __slots__ = ("left", "pitch", "right", "size")

    def __init__(self, lines: Sequence[Line], right: float | None = None) -> None:
        weights: Counter[float] = Counter()
        for line in lines:
            weights[round(line.size * 2) / 2] += len(line.text)
        self.size = weights.most_common(1)[0][0] if weights else 10.0
        body = [n for n in lines if abs(n.size - self.size) <= 0.15 * self.size] or list(lines)
        lefts = Counter(round(n.x0 / 3) for n in body)
        most = max(lefts.values(), default=0)
        # The body begins where many lines begin and hardly any further left.
        usual = [k for k, n in lefts.items() if n * 3 >= most]
        self.left = min((n.x0 for n in body if round(n.x0 / 3) >= min(usual) - 1), default=0.0)
        self.right = _usual_end(body, self.size) if right is None else right
        gaps = sorted(b.y - a.y for a, b in itertools.pairwise(body) if b.y > a.y)
        self.pitch = gaps[len(gaps) // 3] if gaps else 2 * self.size

    @property
    def width(self) -> float:
        return self.right - self.left


def _usual_end(lines: Sequence[Line], em: float) -> float:
    """Where full lines end: some overhang, as with a stop that hangs in the margin."""
    ends = sorted((n.x1 for n in lines), reverse=True)
    if not ends:
        return 0.0
    enough = max(1, min(len(ends) // 4, 5))
    # The furthest end that several lines share.
    for i, end in enumerate(ends):
        if i + enough > len(ends):
            break
        if end - ends[i + enough - 1] < 0.8 * em:
            return end
    return ends[0]


class Paragraphs:
    """Paragraphs under construction; `flush` yields what is complete."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.last: tuple[Line, Margins] | None = None

    def add(self, line: Line, margins: Margins, *, page_break: bool = False) -> str | None:
        """Adds a line; the paragraph before it where the line begins a new one."""
        done = None
        if self.last is not None and self.begins(line, margins, page_break):
            done = self.flush()
        self.texts.append(line.text)
        self.last = (line, margins)
        return done

    def flush(self) -> str | None:
        """The paragraph that is open, if there is one."""
        text = join_lines(self.texts)
        self.texts = []
        self.last = None
        return text or None

    def begins(self, line: Line, margins: Margins, page_break: bool) -> bool:
        """Whether a line is the first of its paragraph."""
        assert self.last is not None
        before, earlier = self.last
        em = margins.size
        larger = max(before.size, line.size) > _LARGER * min(before.size, line.size)
        if larger or len(line.runs) > 2 or len(before.runs) > 2:
            return True
        if not page_break and line.y - before.y > max(_APART * margins.pitch, 1.3 * em):
            return True
        if _centred(before, earlier) and before.size > _LARGER * earlier.size:
            return not _centred(line, margins)  # a title of several lines
        inner = line.x0 - margins.left
        outer = before.x0 - earlier.left
        free = earlier.right - before.x1
        closed = before.text.endswith(_CLOSED)
        numbered = HEADING.match(line.text) is not None
        if inner > _INDENT * em:
            # Indented: new, but for a paragraph that is indented as a whole.
            if free > _SHORT * em or closed or numbered:
                return True
            return not abs(inner - outer) < 0.5 * em
        if free <= _SHORT * em:
            return numbered and closed and abs(inner - outer) < 0.5 * em
        return (
            closed
            or numbered
            or free > 0.25 * earlier.width
            or (HEADING.match(before.text) is not None and not _RUNS_ON.search(before.text))
        )


def _centred(line: Line, margins: Margins) -> bool:
    left, right = line.x0 - margins.left, margins.right - line.x1
    return abs(left - right) < 2.5 * margins.size


def paragraphs(lines: Sequence[Line], right: float | None = None) -> list[str]:
    """The paragraphs of one page or one cell; `right` is where its lines must end."""
    margins = Margins(lines, right)
    builder = Paragraphs()
    out = [p for p in (builder.add(line, margins) for line in lines) if p]
    rest = builder.flush()
    return [*out, rest] if rest else out
