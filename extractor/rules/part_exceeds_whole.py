"""T502: parts of the statistics table of 2014 that are larger than what they are a part of."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.records import Fault, Verdict
from extractor.rules._context import Context, spans, values
from extractor.rules._registry import Outcome, rule
from extractor.rules._wording import number


@rule("T502", severity="warning", since="0.1.0", title="统计表分项大于总数")
def part_exceeds_whole(context: Context) -> Iterator[Outcome]:
    """A part in the statistics table of 2014 is larger than its whole.

    What it checks
    规范性文件 and each channel against 主动公开政府信息数 (the same information counts once,
    whatever the channels, so that no channel can have more), 主动公开规范性文件数 against those
    制发, and what 主要负责同志 attended against all.

    Why it matters
    The channels need not add up, but none can exceed the total; where one does, the total was
    taken from elsewhere.

    How approximation and blanks are treated
    A pair with a blank or absent cell is skipped. Some bodies counted per channel without taking
    out what was published twice, hence a warning.

    Source
    Annex to 国办发〔2014〕32号: 不同渠道和方式公开相同信息计1条.

    Fires on
        @year 2015
        s.a = 300
        s.c2 = 320

    Silent on
        @year 2015
        s.a = 300
        s.c2 = 290
        s.c4 = 120
    """
    if context.tables.form != "2014":
        return
    for part_id, whole_id in context.codebook.statistics.within:
        cells = context.evidence("T502", (part_id, whole_id))
        if cells is None:
            yield Verdict.SKIPPED
            continue
        part, whole = values(cells)
        if part <= whole:
            yield Verdict.PASSED
            continue
        yield Fault(
            message=f"统计表“{context.cell_name(part_id)}”为{number(part)}，"
            f"大于“{context.cell_name(whole_id)}”{number(whole)}，多{number(part - whole)}。",
            expected=whole,
            actual=part,
            difference=part - whole,
            cells=(part_id, whole_id),
            spans=spans(cells),
        )
