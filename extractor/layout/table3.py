"""Table 3: applications by applicant (columns) and by outcome (rows)."""

from __future__ import annotations

import re

from extractor.layout.anchors import Hit, complete
from extractor.layout.columns import resolve
from extractor.layout.folding import Folded
from extractor.layout.forms_match import alike
from extractor.layout.lost_lines import no_line_twice
from extractor.layout.row import Row
from extractor.layout.rows import read_rows
from extractor.layout.spans import Cells, place_values
from extractor.layout.splitting import digits, pieces
from extractor.layout.table3_columns import COLUMNS, columns_of
from extractor.layout.tokens import Mode, label_end, label_start, mode_of, table_start
from extractor.layout.words import LABELS

_OUTER = ("new", "carried_in", "carried_out")
_HEADER = 150
"""Ideographs before the first row in which the header stands."""
_VALUES = re.compile(r"(?:[\d/—-]+[ \t|]+){3,}[\d/—-]+")
_BEHIND = 400
"""Characters behind the last label in which its values stand."""


class Table3:
    """What was read of one table of kind 3, offsets into the text."""

    __slots__ = ("columns", "end", "hits", "missing_columns", "rows", "start")

    @property
    def torn(self) -> bool:
        """Whether lines of the table were lost, so that those of others may be too."""
        return any(r.torn for r in self.rows)

    def __init__(self) -> None:
        self.hits: list[Hit] = []
        self.rows: list[Row] = []
        self.columns: tuple[str, ...] = COLUMNS
        self.missing_columns: tuple[str, ...] = ()
        self.start = 0
        self.end = 0


def read_table3(
    text: str, folded: Folded, chain: list[Hit], bounds: tuple[int, int], cells: Cells
) -> Table3:
    """Reads the table whose row labels `chain` holds; it stands within `bounds`.

    `cells`: those of the tables that the source marks.
    """
    floor, ceiling = bounds
    table = Table3()
    table.hits = complete(text, folded, chain, folded.index(ceiling))
    first, last = table.hits[0], table.hits[-1]
    head = _header_start(text, folded, first, floor)
    start = folded.start(head) if head < first.lo else folded.start(first.lo)
    start = label_start(text, start, floor)
    table.start = table_start(text, start, floor)

    labels = _labels(text, folded, table.hits)
    mode = mode_of(text, labels[0][0], labels[-1][1], len(labels))
    parted = mode != "space" or text[start : labels[0][0]].count("\n") >= len(COLUMNS)
    table.columns, unplaced = columns_of(text[start : labels[0][0]].split("\n"), parted=parted)
    stop = min(ceiling, folded.end(last.hi) + _BEHIND)
    table.rows = _rows(text, folded, table.hits, labels, stop)
    _set_count(table)
    read_rows(text, table.rows, mode, sums=table.columns[-1] == "total")
    if _nothing_left(text, start, table):
        for row in table.rows:
            row.cells, row.torn = None, True
    _drop_absent_columns(text, table, mode)
    if mode == "tab":
        place_values(cells, table.rows)
    if not table.missing_columns:
        for row in table.rows if unplaced else ():
            row.unsure |= {i for i, c in enumerate(table.columns) if c in unplaced}
    resolve(table.rows, table.columns)
    table.end = max(
        [labels[-1][1]]
        + [t.end for r in table.rows if r.cells for t in r.cells]
        + [r.run[1] for r in table.rows if r.cells is None]
    )
    return table


def _nothing_left(text: str, start: int, table: Table3) -> bool:
    """Whether there is no value, the columns stand on lines of their own, and no line twice."""
    header = text[start : table.rows[0].start]
    if header.count("\n") < len(COLUMNS) or any(t.text for r in table.rows for t in r.tokens):
        return False
    return no_line_twice(text, 0, len(text))


def _header_start(text: str, folded: Folded, first: Hit, floor: int) -> int:
    """The folded place where the header begins; that of the first row if there is none."""
    low = max(folded.index(floor), first.lo - _HEADER)
    places = sorted(
        {at for w in LABELS.table3_header if (at := folded.text.rfind(w, low, first.lo)) >= 0},
        reverse=True,
    )
    start = first.lo
    for at in places:
        if start - at > 60 or "。" in text[folded.start(at) : folded.start(start)]:
            break
        start = at
    return start


def _labels(text: str, folded: Folded, hits: list[Hit]) -> list[tuple[int, int]]:
    """Each label's stretch in the text, with its list number and its explanation."""
    out = []
    floor = 0
    for i, h in enumerate(hits):
        ceiling = folded.start(hits[i + 1].lo) if i + 1 < len(hits) else len(text)
        start = label_start(text, folded.start(h.lo), floor)
        end = label_end(text, folded.end(h.hi), ceiling)
        out.append((start, end))
        floor = end
    return out


def _rows(
    text: str, folded: Folded, hits: list[Hit], labels: list[tuple[int, int]], stop: int
) -> list[Row]:
    rows: list[Row] = []
    opens = False
    for i, h in enumerate(hits):
        start = labels[i][1]
        end = labels[i + 1][0] if i + 1 < len(hits) else stop
        high = hits[i + 1].lo if i + 1 < len(hits) else h.hi
        heads = [at for w in LABELS.groups if (at := folded.text.find(w, h.hi, high)) >= 0]
        for at in heads:
            end = min(end, label_start(text, folded.start(at), start))
        if inner := _inside(text, folded, h, start, end):
            start, end = inner
        row = Row(h.row, start, end, len(COLUMNS))
        row.level = 0 if h.row in _OUTER else 2 if "." in h.row else 1
        row.opens, opens = opens, bool(heads)
        row.last = i + 1 == len(hits)
        if not row.last and labels[i + 1][0] == folded.start(hits[i + 1].lo):
            row.number = _list_number(hits[i + 1].row)
        rows.append(row)
    return rows


def _inside(text: str, folded: Folded, hit: Hit, start: int, end: int) -> tuple[int, int] | None:
    """Where the values stand inside the label, as PDFs have it whose labels take several lines."""
    low, high = folded.start(hit.lo), folded.end(hit.hi)
    if high - low < hit.hi - hit.lo + 2 * len(COLUMNS) - 1 or _VALUES.search(text, start, end):
        return None
    found = _VALUES.search(text, low, high)
    return found.span() if found else None


def _list_number(row: str) -> str:
    """The Arabic number that the form prints before a row, empty where it has none."""
    group, _, _ = row.rpartition(".")
    if not group:
        return ""
    same = [r for r in LABELS.rows if r.startswith(f"{group}.")]
    return str(same.index(row) + 1)


def _set_count(table: Table3) -> None:
    for row in table.rows:
        row.count = len(table.columns)


def _drop_absent_columns(text: str, table: Table3, mode: Mode) -> None:
    """Where the header lacks columns and the rows are as short, the table lacks them."""
    header = re.sub("[^\u4e00-\u9fff]", "", text[table.start : table.rows[0].start])
    present = tuple(c for c in table.columns if _has_column(header, c))
    usual = len(present)
    if not 2 <= usual < len(COLUMNS):
        return
    short = sum(usual in _counts(row, mode) for row in table.rows)
    if short * 2 < len(table.rows):
        return
    table.missing_columns = tuple(c for c in COLUMNS if c not in present)
    table.columns = present
    for row in table.rows:
        row.count, row.cells, row.candidates, row.by, row.torn = usual, None, [], (), False
    read_rows(text, table.rows, mode)


def _counts(row: Row, mode: Mode) -> tuple[int, ...]:
    """How many cells the row may hold: its words, or its digits one by one."""
    filled = [t for t in row.tokens if t.text]
    if mode != "space":
        return (len(filled),)
    return (len(filled), digits(pieces(filled)))


def _has_column(header: str, column: str) -> bool:
    words = LABELS.table3_columns[column]
    if column == "other_org":  # not the 其他 of 法人或其他组织
        for w in (*LABELS.organisations, *LABELS.table3_header[:1]):
            header = header.replace(w, "")
    if any(w in header for w in words):
        return True
    size = len(words[0])
    return size > 2 and any(
        alike(header[i : i + size], words[0], 0.6) for i in range(len(header) - size + 1)
    )
