"""Tables without rules: rows by the numbers in them, columns by where these stand.

The numbers of one row share a line. Labels may be broken over several lines, above and below
the numbers; lines of one label follow one another closely, and mostly in the order of drawing.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor.readers.blocks import Box, Table
from extractor.readers.sheet import Line, Run, clean, join_lines
from extractor.readers.sheet_lines import HEADING

_GAP_LINES = 4
"""Lines without columns that may stand between two with columns."""
_LABEL_LINES = 14
"""Lines of one label that may follow the line with its numbers."""
_LEAST_EVIDENCE = 4
"""Numbers, and lines of three columns, that make a table where only one row has numbers."""
_HEADER_PITCH = 2.8
_HEADER_ROWS = 6
_LEAST_COLUMNS = 4
_PITCH = 1.65
"""Ems from one line of a label to the next, at most; of two rows they are further apart."""
_DRAWN_PITCH = 2.4
"""The same where one was drawn right after the other."""
_NEARBY = 40
_NARROW = 0.7
"""The share of the width of a page that a label may take up."""


class _Label:
    """The lines of one label."""

    __slots__ = ("runs",)

    def __init__(self, run: Run) -> None:
        self.runs = [run]

    @property
    def top(self) -> float:
        return self.runs[0].y

    @property
    def bottom(self) -> float:
        return self.runs[-1].y

    @property
    def x0(self) -> float:
        return min(r.x0 for r in self.runs)

    @property
    def x1(self) -> float:
        return max(r.x1 for r in self.runs)

    @property
    def size(self) -> float:
        return self.runs[0].size

    @property
    def text(self) -> str:
        return join_lines(clean(r.text) for r in self.runs)


class _Row:
    """A row of numbers, or of labels alone, at one height."""

    __slots__ = ("labels", "numbers", "y")

    def __init__(self, y: float, numbers: list[Run]) -> None:
        self.y = y
        self.numbers = numbers
        self.labels: list[_Label] = []


def split_columns(lines: Sequence[Line], width: float) -> list[Line | Table]:
    """The lines of a page with stretches of columns turned into tables."""
    out: list[Line | Table] = []
    at = 0
    for start, stop in _regions(lines, width):
        out += lines[at:start]
        out.append(_table(lines[start:stop]))
        at = stop
    out += lines[at:]
    return out


def _numbers(line: Line) -> list[Run]:
    """The numbers at the end of a line."""
    out: list[Run] = []
    for run in reversed(line.runs):
        if not run.is_number():
            break
        out.append(run)
    return out[::-1]


def _regions(lines: Sequence[Line], width: float) -> list[tuple[int, int]]:
    """Stretches of lines in which text stands in columns."""
    marked = []
    for i, line in enumerate(lines):
        values = len(_numbers(line))
        if len(line.runs) > 2 or (len(line.runs) == 2 and values):
            marked.append((i, values))
    out: list[tuple[int, int]] = []
    group: list[tuple[int, int]] = []
    for i, values in marked:
        if group and not _one_table(lines, group[-1][0], i, width):
            out += _region(lines, group, width)
            group = []
        group.append((i, values))
    out += _region(lines, group, width)
    merged: list[tuple[int, int]] = []
    for start, stop in out:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def _one_table(lines: Sequence[Line], first: int, second: int, width: float) -> bool:
    """Whether the lines between two with columns may be rows of the same table."""
    between = lines[first + 1 : second]
    numbers = _numbers(lines[first])
    if numbers and all(n.x1 < numbers[0].x0 for n in between):
        return len(between) <= _LABEL_LINES  # the label goes on beside empty columns
    if len(between) > _GAP_LINES:
        return False
    return all(n.x1 - n.x0 < _NARROW * width and not n.text.endswith("。") for n in between)


def _region(
    lines: Sequence[Line], group: list[tuple[int, int]], width: float
) -> list[tuple[int, int]]:
    evidence = sum(values + (len(lines[i].runs) > 2) for i, values in group)
    if evidence < _LEAST_EVIDENCE and sum(values > 0 for _, values in group) < 2:
        return []
    start, stop = group[0][0], group[-1][0] + 1
    while start > 0 and (
        _continues(lines[start - 1], lines[start]) or _heads(lines[start - 1], lines[start], width)
    ):
        start -= 1
    while stop < len(lines) and _continues(lines[stop - 1], lines[stop]):
        stop += 1
    return [(start, stop)]


def _continues(line: Line, following: Line) -> bool:
    """Whether two lines are so close, and the outer one so short, as to be of one label."""
    if following.y - line.y > 1.35 * max(line.size, following.size):
        return False
    return max(len(line.text), len(following.text)) < 60 and "。" not in line.text + following.text


def _heads(line: Line, following: Line, width: float) -> bool:
    """Whether a line above a table is part of its header, as one that spans columns is."""
    if following.y - line.y > _HEADER_PITCH * max(line.size, following.size):
        return False
    if len(line.runs) > 1:
        return not any(r.text.endswith("。") for r in line.runs)
    short = line.x1 - line.x0 < _NARROW * width
    return short and not HEADING.match(line.text) and "。" not in line.text


def _table(lines: Sequence[Line]) -> Table:
    rows: list[_Row] = []
    fragments: list[tuple[Run, bool]] = []
    for line in lines:
        values = _numbers(line)
        if values:
            rows.append(_Row(line.y, values))
        fragments += [(r, bool(values)) for r in line.runs if not any(r is v for v in values)]
    labels = _labels(fragments, _row_pitch(rows))
    _assign(rows, labels)
    rows.sort(key=lambda r: r.y)
    _lift(rows)
    _level(rows)
    table = Table()
    for row, blanks in zip(rows, _blanks(rows), strict=True):
        row.labels.sort(key=lambda n: n.x0)
        texts = [n.text for n in row.labels]
        texts += [r if isinstance(r, str) else clean(r.text) for r in blanks]
        table.rows.append([_box(t) for t in texts])
    return table


def _box(text: str) -> Box:
    box = Box()
    if text:
        box.items.append(text)
    return box


def _row_pitch(rows: list[_Row]) -> float:
    """Ems from one row of numbers to the next, at least."""
    pitches = [
        (lower.y - upper.y) / upper.numbers[0].size for upper, lower in itertools.pairwise(rows)
    ]
    return min(pitches, default=_DRAWN_PITCH)


def _labels(fragments: list[tuple[Run, bool]], row_pitch: float) -> list[_Label]:
    """Runs that follow one another downwards as the lines of one label do."""
    usual = 1.12 * _usual_pitch(fragments)
    most = min(usual, 0.93 * row_pitch)
    labels: list[_Label] = []
    ends: list[tuple[_Label, bool]] = []
    for run, beside_numbers in fragments:
        best: _Label | None = None
        for label, was_beside in reversed(ends[-_NEARBY:]):
            last = label.runs[-1]
            limit = usual if _drawn_next(last, run) else most
            if not (was_beside and beside_numbers) and 0 < _pitch(last, run) < limit:
                best = label
                break
        if best is None:
            best = _Label(run)
            labels.append(best)
        else:
            ends = [(n, b) for n, b in ends if n is not best]
            if _is_narrower(best.runs[-1], best.runs[:-1]):
                # A full line is as wide as the one above: that was a label of its own.
                best = _Label(best.runs.pop())
                labels.append(best)
            best.runs.append(run)
        ends.append((best, beside_numbers))
    return labels


def _usual_pitch(fragments: list[tuple[Run, bool]]) -> float:
    """Ems from one line of a label to the next, as far as the table shows it."""
    found = []
    for i, (run, beside) in enumerate(fragments):
        for lower, also in fragments[i + 1 : i + _NEARBY]:
            pitch = 0.0 if beside and also else _pitch(run, lower)
            if pitch > 0:
                found.append(pitch)
                break
    found.sort()
    for one, other in itertools.pairwise(found):
        if other < 1.06 * one:
            return one
    return found[0] if found else _PITCH


def _pitch(upper: Run, lower: Run) -> float:
    """Ems down to a run that may be the next line of a label; 0 where it cannot."""
    em = max(upper.size, lower.size)
    pitch = (lower.y - upper.y) / em
    if not 0.6 < pitch < (_DRAWN_PITCH if _drawn_next(upper, lower) else _PITCH):
        return 0.0
    left = abs(lower.x0 - upper.x0) < 0.5 * em
    centre = abs(lower.x0 + lower.x1 - upper.x0 - upper.x1) < 1.2 * em
    return pitch if left or centre else 0.0


def _is_narrower(run: Run, above: list[Run]) -> bool:
    widest = max((r.x1 - r.x0 for r in above), default=0.0)
    return run.x1 - run.x0 < widest - 1.4 * run.size


def _drawn_next(upper: Run, lower: Run) -> bool:
    return lower.first - upper.last == 1


def _assign(rows: list[_Row], labels: list[_Label]) -> None:
    """Gives every label to the row whose numbers stand beside it; others make rows."""
    heads: list[_Row] = []
    for label in labels:
        slack = 0.6 * label.size
        fit = [r for r in rows if label.top - slack <= r.y <= label.bottom + slack]
        if fit and label.x1 <= fit[0].numbers[0].x0 + slack:
            middle = (label.top + label.bottom) / 2
            # A group's label stands at the first of its rows, a row's own at its numbers.
            best = fit[0] if len(fit) > 2 else min(fit, key=lambda r: abs(r.y - middle))
            best.labels.append(label)
            continue
        middle = (label.top + label.bottom) / 2
        head = next((h for h in heads if abs(h.y - middle) < slack), None)
        if head is None:
            head = _Row(middle, [])
            heads.append(head)
        head.labels.append(label)
    rows += heads


def _lift(rows: list[_Row]) -> None:
    """Moves labels of merged header cells up to the row in which these begin.

    They stand halfway between the row above and the one below, clear of the labels of both.
    """
    for i in range(len(rows) - 2, 0, -1):
        above, row, below = rows[i - 1 : i + 2]
        if above.numbers or row.numbers or below.numbers:
            continue
        if _overlap(above.labels, row.labels) or _overlap(row.labels, below.labels):
            continue
        above.labels += row.labels
        del rows[i]


def _level(rows: list[_Row]) -> None:
    """Puts the labels over the columns into one row, the one over several of them included.

    Their heights say little: in merged header cells they may stand at the top, in the middle or
    at the foot. Where several labels over columns stand side by side the rows stay as they are.
    """
    at = len(rows)
    while at > 1:
        at = i = at - 1
        numbers = rows[i].numbers
        if len(numbers) < _LEAST_COLUMNS or rows[i - 1].numbers:
            continue
        start = i
        while start > 0 and i - start < _HEADER_ROWS and not rows[start - 1].numbers:
            start -= 1
        at = start + 1
        centres = [(n.x0 + n.x1) / 2 for n in numbers]
        left = centres[0] - 0.5 * (centres[1] - centres[0])
        lowest: dict[int, _Label] = {}
        over: list[_Label] = []
        for label in sorted((n for r in rows[start:i] for n in r.labels), key=lambda n: n.bottom):
            last = label.runs[-1]
            middle = (last.x0 + last.x1) / 2
            if middle < left:
                continue
            column = min(range(len(centres)), key=lambda c: abs(centres[c] - middle))
            if column in lowest:
                over.append(lowest[column])
            lowest[column] = label
        if len(lowest) < len(centres) - 1 or not over:
            continue
        if any(not _overlap([a], [b]) for a, b in itertools.pairwise(over)):
            continue
        taken = [*lowest.values(), max(over, key=lambda n: n.bottom)]
        for row in rows[start:i]:
            row.labels = [n for n in row.labels if not any(n is t for t in taken)]
        rows[i - 1].labels += taken
        rows[start : i - 1] = [r for r in rows[start : i - 1] if r.labels]


def _overlap(some: list[_Label], others: list[_Label]) -> bool:
    return any(a.x0 < b.x1 and b.x0 < a.x1 for a in some for b in others)


def _blanks(rows: list[_Row]) -> list[list[Run | str]]:
    """The numbers of each row with blanks where the rows around it have numbers."""
    out: list[list[Run | str]] = []
    groups: list[list[_Row]] = [[]]
    for row in rows:
        if not row.numbers and len(row.labels) > 1:
            groups.append([])
        groups[-1].append(row)
    for group in groups:
        full = max(group, key=lambda r: len(r.numbers), default=None)
        numbers = full.numbers if full else []
        out.extend(_in_columns(row.numbers, numbers) for row in group)
    return out


def _in_columns(numbers: list[Run], full: list[Run]) -> list[Run | str]:
    """Numbers in the columns of a full row; as they are where they do not fit these."""
    if not numbers or len(numbers) == len(full):
        return list(numbers)
    centres = [(r.x0 + r.x1) / 2 for r in full]
    out: list[Run | str] = [""] * len(full)
    for number in numbers:
        middle = (number.x0 + number.x1) / 2
        i = min(range(len(full)), key=lambda k: abs(centres[k] - middle))
        near = min(abs(a - centres[i]) for k, a in enumerate(centres) if k != i)
        if abs(centres[i] - middle) > 0.5 * near or out[i] != "":
            return list(numbers)
        out[i] = number
    return out
