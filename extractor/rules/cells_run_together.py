"""D207: digits of a table could not be assigned to its cells."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Verdict
from extractor.repair.masks import BLOT
from extractor.rules._context import Context
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import TABLE_NAMES, listing


@rule("D207", severity="notice", since="0.1.0", title="表格数字无法分清归属")
def cells_run_together(context: Context) -> Iterator[Outcome]:
    """Numbers of a table stand in the text, but which cell each belongs to cannot be told.

    What it checks
    Rows whose digits run together, or of whose lines some were lost, as crawlers leave them.

    Why it matters
    Such cells have no value here and are compared with nothing: that a table with them shows no
    fault says little.

    How approximation and blanks are treated
    Digits that only one division of the row fits are read. Hidden digits are D201's business.

    Source
    国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号, annex: the rows and columns.

    Fires on
        t2.normative.issued = ?3114
        t2.normative.repealed = ?3114
        t2.normative.in_force = ?3114

    Silent on
        t2.normative.issued = 3
        t2.normative.repealed = 1
        t2.normative.in_force = 14
    """
    if not context.tables.readings:
        yield Verdict.SKIPPED
        return
    for reading in context.tables.readings:
        unread = [
            c
            for c in context.cells_read(reading.table)
            if c.state == "undecided" and BLOT not in c.raw
        ]
        if not unread:
            yield Verdict.PASSED
            continue
        rows = dict.fromkeys(context.row_name(c.id.rpartition(".")[0]) for c in unread)
        yield Fault(
            message=f"{TABLE_NAMES[reading.table]}有{len(unread)}格的数字连在一起或有缺失，无法分清归属，"
            f"未予核对，涉及{listing(rows, '行')}。",
            cells=tuple(c.id for c in unread),
            spans=reading.unsplit,
        )
