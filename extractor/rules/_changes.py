"""What the rules over changes share: the change that two numbers make, put into words."""

from __future__ import annotations

from decimal import Decimal

from extractor.arithmetic import UNITS_OF_MONEY, change_of, places
from extractor.records import Figure
from extractor.rules._wording import number, points


def true_change(
    stated: Figure, now: Figure, before: Figure, falls: bool | None
) -> tuple[Decimal, str]:
    """The change from `before` to `now`, and words for it that end in how far off `stated` is.

    The number counts in the direction that the words tell, `falls`, and in the unit of `stated`:
    下降15% where there were 15 % more is -15.
    """
    exact = change_of(stated, now, before) / UNITS_OF_MONEY.get(stated.unit, Decimal(1))
    digits = max(places(stated.value), 1 if stated.unit == "%" else 0)
    size = abs(exact).quantize(Decimal(1).scaleb(-digits))
    turned = falls is not None and exact != 0 and falls != (exact < 0)
    expected = -size if turned else size
    change = f"{'减少' if exact < 0 else '增加'}{number(size)}{stated.unit}" if exact else "持平"
    return expected, (
        f"实为{change}，{'方向相反，' if turned else ''}"
        f"相差{number(abs(stated.value - expected))}{points(stated.unit)}"
    )
