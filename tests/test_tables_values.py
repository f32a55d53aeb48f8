"""What stands in a cell."""

from __future__ import annotations

import pytest

from extractor.layout.values import read_value

ROWS = [
    ("0", "number", "0"),
    ("12", "number", "12"),
    ("1,234", "number", "1234"),
    ("12,345,678", "number", "12345678"),
    ("12 345", "number", "12345"),
    ("１２３", "number", "123"),
    ("１，２３４", "number", "1234"),
    ("24252.311082", "number", "24252.311082"),
    ("25239．9", "number", "25239.9"),
    ("128件", "number", "128"),
    ("128 件", "number", "128"),
    ("231.5万元", "number", "231.5"),
    ("1.2万件", "number", "12000"),
    ("减4", "number", "-4"),
    ("减少4", "number", "-4"),
    ("增2", "number", "2"),
    ("增加 2 项", "number", "2"),
    ("+3", "number", "3"),
    ("-1", "number", "-1"),
    ("－1", "number", "-1"),
    ("-0", "number", "0"),
    ("减0", "number", "0"),
    ("", "blank", None),
    (" \u3000", "blank", None),
    ("/", "slash", None),
    ("／", "slash", None),
    ("\\", "slash", None),
    ("-", "dash", None),
    ("—", "dash", None),
    ("——", "dash", None),
    ("– –", "dash", None),
    ("无", "text", None),
    ("见公示平台", "text", None),
    ("约12", "text", None),
    ("1,23", "text", None),
    ("3-5", "text", None),
    ("12.", "text", None),
    ("O", "text", None),
    ("50%", "text", None),
    ("1件2件", "text", None),
]


@pytest.mark.parametrize(("raw", "state", "value"), ROWS)
def test_a_cell(raw: str, state: str, value: str | None) -> None:
    found = read_value(raw)
    assert found[0] == state
    assert (None if found[1] is None else str(found[1])) == value
