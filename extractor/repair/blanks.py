"""Blanks that typesetting puts around numbers (`收到申请 12 件，办结 12 件`), taken out of prose.

They say nothing, and one report in ten has them. In a table they part one cell from the next,
so only lines of prose are touched: those with a comma or a full stop, in which no two numbers
stand side by side, outside the tables that the source marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extractor.records import Grid
from extractor.repair.draft import Edit

_BLANK = r"[ \u00a0\u2002-\u200a\u202f\u3000]"
_LEAST = re.compile(rf"{_BLANK}\d|\d{_BLANK}")
"""Without one of these there is nothing to do."""
_BEFORE = r"[\u4e00-\u9fff，。；：、,;:（(“”》）)〔→＋+＝=]"
_BEHIND = r"[\u4e00-\u9fff，。；：、,;）)%％→＋+＝=]"
_AROUND = re.compile(
    rf"(?:(?<={_BEFORE})(?P<left>{_BLANK}{{1,8}})?|^{_BLANK}*)\d[\d.,，]*(?:(?<=\d){_BLANK}\d{{3}})*"
    rf"(?P<right>{_BLANK}{{1,8}})?(?={_BEHIND})"
)
"""A number with what stands around it; `1 204` may be one number."""
_PROSE = re.compile("[，。；,;]")
_CELLS = re.compile(rf"\d{_BLANK}+\d(?!\d\d(?!\d))|\t")
"""Two numbers side by side, or cells: a row of a table."""


def around_numbers(text: str, grids: Sequence[Grid]) -> Iterator[Edit]:
    """Every run of blanks beside a number, in prose."""
    if _LEAST.search(text) is None:
        return
    starts = [g.start for g in grids]
    begin = 0
    for line in text.splitlines(keepends=True):
        end = begin + len(line)
        k = bisect_right(starts, begin) - 1
        in_table = k >= 0 and begin < grids[k].end
        if not in_table and _LEAST.search(line) and _is_prose(line):
            for m in _AROUND.finditer(line):
                for side in ("left", "right"):
                    if m[side]:
                        yield Edit(begin + m.start(side), begin + m.end(side))
        begin = end


def _is_prose(line: str) -> bool:
    return _PROSE.search(line) is not None and _CELLS.search(line) is None
