"""T503: 申请答复数 against 申请办结数 in the statistics table of 2014."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Verdict
from extractor.rules._context import Context, spans, values
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import number

_DECIDED, _ANSWERED = "s.b", "s.d"


@rule("T503", severity="notice", since="0.1.0", title="统计表答复数与办结数不一致")
def answers_differ_from_decided(context: Context) -> Iterator[Outcome]:
    """The statistics table of 2014 counts other applications answered than decided.

    What it checks
    申请答复数 against 申请办结数.

    Why it matters
    An application is decided by answering it, so the two usually agree; where they do not, one
    of the two breakdowns below them is incomplete.

    How approximation and blanks are treated
    One application may get several answers, and one may be withdrawn, so this is a notice.
    Skipped where either cell is blank or absent.

    Source
    Annex to 国办发〔2014〕32号, part three.

    Fires on
        @year 2017
        s.b = 20
        s.d = 18

    Silent on
        @year 2017
        s.b = 20
        s.d = 20
    """
    if context.tables.form != "2014":
        return
    cells = context.evidence("T503", (_DECIDED, _ANSWERED))
    if cells is None:
        yield Verdict.SKIPPED
        return
    decided, answered = values(cells)
    if decided == answered:
        yield Verdict.PASSED
        return
    yield Fault(
        message=f"统计表申请答复数{number(answered)}件，与申请办结数{number(decided)}件不一致，"
        f"相差{number(abs(answered - decided))}件。",
        expected=decided,
        actual=answered,
        difference=answered - decided,
        cells=(_DECIDED, _ANSWERED),
        spans=spans(cells),
    )
