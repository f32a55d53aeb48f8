"""The equations that the statutory forms contain, as cells of each form.

Source: the note in the stub of table 3 (T301) and the form's own totals (T302, T303, T401),
annexes of 国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from extractor.codebook import load_codebook
from extractor.records import Form

COLUMNS = ("person", "company", "research", "ngo", "legal", "other_org", "total")
"""The applicant columns of table 3, 总计 last."""

RESULTS = ("upheld", "corrected", "other", "pending")
"""The results of table 4, without 总计."""

_FRAME = ("t3.new", "t3.carried_in", "t3.total", "t3.carried_out")


class Equation(msgspec.Struct, frozen=True):
    """`left` adds up to what `right` adds up to; `of` is the column or row that it is about."""

    of: str
    left: tuple[str, ...]
    right: tuple[str, ...]


@cache
def equations(form: Form | None) -> Mapping[str, tuple[Equation, ...]]:
    """The equations of a form by rule code; the newest form's where none is known."""
    book = load_codebook()
    if form == "2014":
        sums = book.statistics.sums.items()
        return {"T501": tuple(Equation(whole, parts, (whole,)) for whole, parts in sums)}
    rows = book.rows(form, "t3")
    outcomes = [r for r in rows if r not in _FRAME]
    new, carried_in, total, carried_out = _FRAME
    return {
        "T301": tuple(
            Equation(c, (f"{new}.{c}", f"{carried_in}.{c}"), (f"{total}.{c}", f"{carried_out}.{c}"))
            for c in COLUMNS
        ),
        "T302": tuple(
            Equation(c, tuple(f"{row}.{c}" for row in outcomes), (f"{total}.{c}",)) for c in COLUMNS
        ),
        "T303": tuple(
            Equation(row, tuple(f"{row}.{c}" for c in COLUMNS[:-1]), (f"{row}.total",))
            for row in rows
        ),
        "T401": tuple(
            Equation(group, tuple(f"{group}.{r}" for r in RESULTS), (f"{group}.total",))
            for group in book.rows(form, "t4")
        ),
    }
