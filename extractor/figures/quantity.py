"""What the finder makes of a number, before anything is known of what it states."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extractor.records import Qualifier


class Quantity(NamedTuple):
    """A number of the text.

    `low` and `high` bound the value that the words allow, None where they leave it open; `step` is
    the rounding that `1.3万` shows (1000), None where the number is written out. A number that does
    not count by itself may do so in a row of its like (`bare.with_rows`).
    """

    start: int
    end: int
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: Qualifier
    step: Decimal | None
    is_rank: bool = False
    counts: bool = True
