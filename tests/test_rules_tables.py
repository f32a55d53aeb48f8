"""The identities of the tables, the causes behind broken ones, and single cells."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import msgspec
import pytest
from builders import extraction
from hypothesis import given
from hypothesis import strategies as st

from extractor.records import Extraction, Finding, Tables
from extractor.rules import Context, run_rules

COLUMNS = ("person", "company", "research", "ngo", "legal", "other_org")
OUTCOMES = ("granted", "denied.process", "unavailable.not_held", "rejected.petition")


def found(made: Extraction, family: str = "T") -> list[Finding]:
    return [f for f in run_rules(made).findings if f.code.startswith(family)]


def with_cell(made: Extraction, cell_id: str, **changes: object) -> Extraction:
    cells = dict(made.tables.cells)
    cells[cell_id] = msgspec.structs.replace(cells[cell_id], **changes)
    return msgspec.structs.replace(
        made, tables=Tables(made.tables.form, cells, made.tables.readings)
    )


@st.composite
def consistent_tables(draw: st.DrawFn) -> dict[str, int]:
    """Table 3 that adds up in every direction."""
    small = st.integers(0, 40)
    cells: Counter[str] = Counter()
    for column in COLUMNS:
        outcomes = {row: draw(small) for row in OUTCOMES}
        answered = sum(outcomes.values())
        waiting = draw(small)
        carried = draw(st.integers(0, answered + waiting))
        rows = outcomes | {
            "total": answered,
            "carried_out": waiting,
            "carried_in": carried,
            "new": answered + waiting - carried,
        }
        for row, value in rows.items():
            cells[f"t3.{row}.{column}"] = value
            cells[f"t3.{row}.total"] += value
    return dict(cells)


@given(consistent_tables())
def test_tables_that_add_up_are_left_alone(cells: dict[str, int]) -> None:
    report = run_rules(extraction(cells))
    assert not [f for f in report.findings if f.code[0] in "TC"]
    passed = {code: tally.passed for code, tally in report.checks.items()}
    assert passed["T301"] == passed["T302"] == 7
    assert passed["T303"] == 25
    assert passed["T401"] == 3


@given(
    consistent_tables(),
    st.sampled_from(["new", "carried_in", "carried_out", "total", *OUTCOMES]),
    st.sampled_from([*COLUMNS, "total"]),
    st.integers(1, 9),
)
def test_one_wrong_cell_is_one_root(
    cells: dict[str, int], row: str, column: str, slip: int
) -> None:
    """Everything that breaks points at one finding, which names the cell and its right value."""
    wrong = f"t3.{row}.{column}"
    right = cells.get(wrong, 0)
    made = extraction(cells | {wrong: right + slip})
    findings = found(made)
    assert all(wrong in f.cells for f in findings)
    assert all(abs(f.difference or 0) == slip for f in findings)
    roots = [f for f in findings if f.cause is None]
    assert len(findings) == (3 if row == "total" else 2)
    assert len(roots) == 1
    name = Context(made).cell_name(wrong)
    assert f"疑为“{name}”一格有误（改为{right}" in roots[0].message


def test_both_sides_both_numbers_and_the_difference_are_named() -> None:
    made = extraction(
        {
            "t3.new.person": 103,
            "t3.carried_in.person": 6,
            "t3.total.person": 104,
            "t3.carried_out.person": 7,
        }
    )
    balance = next(f for f in found(made) if f.code == "T301")
    assert balance.message.startswith(
        "表三“自然人”列：本年新收103件＋上年结转6件＝109件，"
        "与总计104件＋结转下年度7件＝111件不等，相差2件"
    )
    assert (balance.expected, balance.actual, balance.difference) == (109, 111, -2)
    assert [made.document.text[s.start : s.end] for s in balance.spans] == ["103", "6", "104", "7"]


@pytest.mark.parametrize("state", ["blank", "slash", "text", "undecided"])
def test_an_operand_that_is_no_number_skips_the_identity(state: str) -> None:
    made = extraction({"t3.new.person": 5, "t3.granted.person": 5, "t3.total.person": 4})
    made = with_cell(made, "t3.total.person", value=None, raw="", state=state)
    assert [f.code for f in found(made)] == ["T303", "T303"]
    checks = run_rules(made).checks
    assert (checks["T301"].skipped, checks["T301"].passed) == (1, 6)
    assert (checks["T302"].skipped, checks["T303"].skipped) == (1, 1)


def test_an_identity_that_split_fused_digits_is_no_evidence_for_itself() -> None:
    made = extraction({"t4.review.upheld": 3, "t4.review.total": 4})
    assert [f.code for f in found(made)] == ["T401"]
    made = with_cell(made, "t4.review.upheld", decoded_by=("T401",))
    assert not found(made)
    assert run_rules(made).checks["T401"].skipped == 1


def test_a_wrong_pair_in_one_row_has_its_root_in_the_column() -> None:
    """A cell and its row's total raised alike: the row holds, both balances break."""
    made = extraction(
        {
            "t3.new.person": 9,
            "t3.new.total": 9,
            "t3.granted.person": 9,
            "t3.granted.total": 9,
            "t3.total.person": 9,
            "t3.total.total": 9,
            "t3.carried_out.person": 2,
            "t3.carried_out.total": 2,
        }
    )
    first, second = found(made)
    assert (first.code, first.cells[0], first.cause) == ("T301", "t3.new.person", None)
    assert (second.code, second.cells[0], second.cause) == ("T301", "t3.new.total", 0)


def test_the_total_that_sums_up_two_wrong_columns_follows_from_them() -> None:
    made = extraction(
        {
            "t3.new.person": 9, "t3.new.company": 4, "t3.new.total": 13,
            "t3.granted.person": 8, "t3.granted.company": 2, "t3.granted.total": 10,
            "t3.total.person": 8, "t3.total.company": 2, "t3.total.total": 10,
        }
    )  # fmt: skip
    assert [(f.cells[0], f.cause) for f in found(made)] == [
        ("t3.new.person", None), ("t3.new.company", None), ("t3.new.total", 0),
    ]  # fmt: skip


def test_two_unrelated_errors_are_two_roots() -> None:
    findings = found(extraction({"t4.review.total": 1, "t4.direct.upheld": 1}))
    assert [(f.code, f.cause) for f in findings] == [("T401", None), ("T401", None)]


def test_the_single_row_of_the_older_form_counts_as_an_outcome() -> None:
    cells = {"t3.new.person": 2, "t3.new.total": 2, "t3.total.person": 2, "t3.total.total": 2}
    other = {"t3.other.person": 2, "t3.other.total": 2}
    assert not found(extraction(cells | other, form="2019", year=2020))
    codes = {f.code for f in found(extraction(cells, form="2019", year=2020))}
    assert codes == {"T302"}


def test_blank_cells_of_a_table_are_one_finding() -> None:
    blank = {f"t3.{row}.research": None for row in ("new", "carried_in", "granted")}
    made = extraction(blank | {"t4.review.other": None})
    three, four = found(made, "C101")
    assert set(three.cells) == set(blank)
    assert "3格" in three.message
    assert all(name in three.message for name in ("“本年新收”", "“上年结转”", "“予以公开”"))
    assert four.cells == ("t4.review.other",)


def test_what_stands_in_many_cells_is_quoted_as_it_is_written() -> None:
    made = extraction()
    rows = ("new", "carried_in", "granted", "partial")
    for i, row in enumerate(rows):
        stroke = "－" if i else "/"
        state = "dash" if i else "slash"
        made = with_cell(made, f"t3.{row}.ngo", value=None, raw=stroke, state=state)
        made = with_cell(made, f"t3.{row}.legal", value=None, raw="无", state="text")
    (blank,) = found(made, "C101")
    assert "表三有4格为“/”或“－”，" in blank.message
    (words,) = found(made, "C102")
    assert "表三有4格不是数字（均填“无”），" in words.message


C102 = [
    ("2021", "t2.penalties.decisions", None, "见公示平台", "text", "warning"),
    ("2021", "t2.licences.decisions", "128", "128件", "number", "warning"),
    ("2021", "t3.new.person", "2.5", "2.5", "number", "warning"),
    ("2021", "t3.new.person", "-1", "-1", "number", "warning"),
    ("2021", "t2.fees.amount", "3.2", "3.2万元", "number", "notice"),
    ("2021", "t2.fees.amount", "32000", "32000元", "number", "warning"),
    ("2019", "t2.licences.previous_items", "-4", "-4", "number", "warning"),
]


@pytest.mark.parametrize(("form", "cell", "value", "raw", "state", "severity"), C102)
def test_a_cell_that_is_no_plain_number(
    form: str, cell: str, value: str | None, raw: str, state: str, severity: str
) -> None:
    made = extraction(form=form, year=2020 if form == "2019" else 2023)  # type: ignore[arg-type]
    number = None if value is None else Decimal(value)
    made = with_cell(made, cell, value=number, raw=raw, state=state)
    (finding,) = found(made, "C102")
    assert (finding.severity, finding.cells) == (severity, (cell,))
    assert f"“{raw}”" in finding.message


FINE = [
    ("2021", "t2.fees.amount", "1860.42", "1860.42"),
    ("2021", "t2.penalties.decisions", "13842", "13，842"),
    ("2021", "t2.penalties.decisions", "13842", "１３,８４２"),
    ("2021", "t3.new.person", "2240", "2 240"),
    ("2019", "t2.licences.change", "-4", "减4"),
    ("2019", "t2.services.change", "3", "+3"),
    ("2019", "t2.procurement.amount", "42.8", "42.8万元"),
]


@pytest.mark.parametrize(("form", "cell", "value", "raw"), FINE)
def test_a_number_may_be_written_in_its_usual_ways(
    form: str, cell: str, value: str, raw: str
) -> None:
    made = extraction(form=form, year=2020 if form == "2019" else 2023)  # type: ignore[arg-type]
    made = with_cell(made, cell, value=Decimal(value), raw=raw)
    assert not found(made, "C102")


def test_a_table_full_of_units_is_not_a_hundred_findings() -> None:
    made = extraction()
    cells = {
        i: msgspec.structs.replace(c, raw=f"{c.raw}件")
        for i, c in made.tables.cells.items()
        if i.startswith("t3.")
    }
    made = msgspec.structs.replace(
        made, tables=Tables("2021", dict(made.tables.cells) | cells, made.tables.readings)
    )
    (finding,) = found(made, "C102")
    assert len(finding.cells) == 175


def test_stock_below_what_was_issued() -> None:
    (finding,) = found(extraction({"t2.normative.issued": 4, "t2.normative.in_force": 1}), "T201")
    assert finding.severity == "warning"
    assert "现行有效件数1件，少于本年制发件数4件，相差3件" in finding.message
    # A document that was made and not published is not among those open to the public.
    assert not found(extraction({"t2.normative.made": 4}, form="2019", year=2020), "T201")
    assert found(extraction({"t2.normative.published": 4}, form="2019", year=2020), "T201")
