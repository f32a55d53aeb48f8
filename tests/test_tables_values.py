"""What stands in a cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
import renderings as r
from renderings import Sheet, numbers, tables_of

from extractor import check
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


FEE = "本年收费金额（单位：万元）"


@pytest.mark.parametrize("style", ["piped", "crawler", "html", "markdown", "lines", "fused"])
@pytest.mark.parametrize(
    ("header", "above", "written", "value"),
    [
        (FEE, "", "12.5", "12.5"),
        ("本年收费金额", "", "12.5", "12.5"),
        ("本年收费金额（单位：元）", "", "125000", "12.5"),
        ("本年收费金额（单位:元）", "", "1234.56", "0.123456"),
        ("本年收费金额（元）", "", "0", "0"),
        ("本年收费金额（单位：千元）", "", "125", "12.5"),
        ("本年收费金额（单位：亿元）", "", "0.35", "3500"),
        ("本年收费金额", "单位：元\n", "3000", "0.3"),
        ("本年收费金额", "（单位：件、元）\n", "3000", "0.3"),
        ("本年收费金额", "单位：件\n", "3000", "3000"),
        (FEE, "单位：元\n", "12.5", "12.5"),
        ("本年收费金额", "填报单位：元谋河水务局\n", "12.5", "12.5"),
    ],
)
def test_a_fee_is_in_the_unit_that_the_table_tells(
    style: str, header: str, above: str, written: str, value: str
) -> None:
    cells = numbers("2021", 3) | {"t2.fees.amount": written, "t2.coercion.decisions": "7"}
    page = r.render(Sheet("2021", cells, relabel={FEE: header}), style)
    if above and style == "html":
        page = page.replace("<table", f"<p>{above}</p><table", 1)
    elif above:
        at = page.index("第二十条")
        at = page.rfind("\n", 0, at) + 1 if style in ("piped", "crawler", "markdown") else at
        page = page[:at] + above + page[at:]
    cell = tables_of(page).cells["t2.fees.amount"]
    assert (cell.value, cell.raw) == (Decimal(value), written)


def test_a_unit_in_the_cell_counts_and_not_that_of_the_header() -> None:
    cells = numbers("2021", 3) | {"t2.fees.amount": "2.5万元"}
    page = r.render(Sheet("2021", cells, relabel={FEE: "本年收费金额（单位：元）"}), "piped")
    assert tables_of(page).cells["t2.fees.amount"].value == Decimal("2.5")


def test_prose_in_yuan_agrees_with_a_table_in_yuan() -> None:
    cells = dict.fromkeys(numbers("2021", 3), "0") | {"t2.fees.amount": "1860"}
    page = r.render(Sheet("2021", cells, relabel={FEE: "本年收费金额（单位：元）"}), "piped")
    told = "这一年，行政事业性收费1860元。"
    report = check(page.replace(r.PROSE[0], told))
    assert "P101" not in [f.code for f in report.findings]
    assert report.cells["t2.fees.amount"].value == Decimal("0.186")
