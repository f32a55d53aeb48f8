"""Tables as comma-separated values, for programs that read nothing better."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TextIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Writes a heading and the rows; gives their number.

    Lists are JSON. Text that a spreadsheet would take for a formula gets an apostrophe in front;
    numbers are left alone.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow([_plain(v) for v in row])
        count += 1
    return count


def _plain(value: object) -> object:
    """
    >>> _plain("=1+1"), _plain(Decimal("-3.500")), _plain(["a"]), _plain(None)
    ("'=1+1", '-3.5', '["a"]', None)
    """
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value
