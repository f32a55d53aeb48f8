"""Digits of table rows that lost what parted them: every way to cut them, and which one fits."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
import renderings as r
from renderings import Sheet, numbers, tables_of

from extractor.layout.splitting import balanced_ways, grouped_ways, pieces, ways
from extractor.layout.tokens import Token
from extractor.layout.values import read_value

FUSED = ("fused", "half_fused")


def texts(found: list[tuple[Token, ...]] | None) -> list[list[str]]:
    return sorted([t.text for t in way] for way in found or [])


def tokens(*runs: str) -> list[Token]:
    out, at = [], 0
    for run in runs:
        out.append(Token(at, at + len(run), run))
        at += len(run) + 1
    return out


@pytest.mark.parametrize(
    ("runs", "count", "found"),
    [
        (("000",), 3, [["0", "0", "0"]]),
        (("1000001",), 7, [list("1000001")]),
        (("021",), 3, [["0", "2", "1"]]),
        (("100", "0"), 3, [["10", "0", "0"], ["1", "0", "0", "0"]][:1]),
        (("20", "0", "0", "0", "02"), 7, [["2", "0", "0", "0", "0", "0", "2"]]),
        (("1234",), 3, [["1", "2", "34"], ["1", "23", "4"], ["12", "3", "4"]]),
        (("00",), 3, []),
        (("增20", "5"), 3, [["增2", "0", "5"]]),
        (("/", "00"), 3, [["/", "0", "0"]]),
    ],
)
def test_every_way_to_cut_digits(runs: tuple[str, ...], count: int, found: list[list[str]]) -> None:
    assert texts(ways(tokens(*runs), count)) == sorted(found)


@pytest.mark.parametrize(
    ("run", "found"),
    [
        ("640020470", [["64", "0", "0", "2", "0", "4", "70"]]),
        ("713000074", [["71", "3", "0", "0", "0", "0", "74"]]),
        ("230000023", [["23", "0", "0", "0", "0", "0", "23"]]),
        (
            "270020130",
            [["2", "7", "0", "0", "20", "1", "30"], ["27", "0", "0", "2", "0", "1", "30"]],
        ),
        ("9990000", []),
    ],
)
def test_ways_whose_last_cell_is_the_sum(run: str, found: list[list[str]]) -> None:
    assert texts(balanced_ways(tokens(run), 7)) == sorted(found)


def test_groups_of_five_with_their_sums() -> None:
    assert texts(grouped_ways(tokens("10203120001200000"), 3, 5)) == [
        ["10", "2", "0", "3", "12", "0", "0", "0", "12", "0", "0", "0", "0", "0"][:0]
        or ["1", "0", "2", "0", "3", "12", "0", "0", "0", "12", "0", "0", "0", "0", "0"]
    ]


def test_searches_are_bounded() -> None:
    long = tokens("1" * 400)
    assert ways(long, 7) is None
    assert balanced_ways(tokens("12345678901234567890" * 4), 7) in (None, [])
    assert grouped_ways(tokens("1" * 300), 3, 5) in (None, [])


def test_pieces_keep_signs_units_and_decimals_together() -> None:
    assert [t.text for t in pieces(tokens("21", "1386.72万元"))] == ["21", "1386.72万元"]
    assert [t.text for t in pieces(tokens("9减4118"), signed=True)] == ["9", "减4118"]
    assert [t.text for t in pieces(tokens("0/0——3"))] == ["0", "/", "0", "——", "3"]


@pytest.mark.parametrize("style", FUSED)
@pytest.mark.parametrize("form", ["2021", "2019"])
def test_what_is_split_is_right_and_the_rest_is_undecided(style: str, form: str) -> None:
    decided = total = 0
    for seed in range(25):
        cells = numbers(form, seed, (5, 40, 400)[seed % 3])
        tables = tables_of(r.render(Sheet(form, cells), style))
        for i, written in cells.items():
            cell = tables.cells[i]
            total += 1
            if cell.state == "undecided":
                assert cell.value is None
                runs = [s for x in tables.readings for s in x.unsplit]
                assert any(s.start <= cell.start and cell.end <= s.end for s in runs)
                continue
            decided += 1
            assert cell.value == read_value(written)[1], (seed, i, written, cell)
            assert set(cell.decoded_by) <= {"T301", "T302", "T303", "T401"}
    assert decided > 0.88 * total


@pytest.mark.parametrize("style", FUSED)
@pytest.mark.parametrize("form", ["2021", "2019"])
@pytest.mark.parametrize("blanks", [1, 3, 12])
def test_a_blank_cell_makes_no_other_wrong(style: str, form: str, blanks: int) -> None:
    """A number of two digits and a blank leave as many digits as there are cells.

    Few of the blanks are left of a number, so that the row does not add up; most are left of zero.
    """
    decided = total = 0
    for seed in range(40):
        rng = random.Random(f"{style}{form}{blanks}{seed}")
        cells = numbers(form, seed, (5, 40)[seed % 2])
        zeros = [i for i, written in cells.items() if written == "0"]
        blank = rng.sample(zeros if blanks > 5 else list(cells), blanks)
        cells |= dict.fromkeys(blank, "")
        if seed % 4 == 0:  # and a number that no sum holds for
            cells[rng.choice([i for i in cells if i[:2] == "t3"])] = str(rng.randrange(100))
        tables = tables_of(r.render(Sheet(form, cells), style))
        for i, written in cells.items():
            cell = tables.cells[i]
            total += 1
            if cell.value is not None:
                decided += 1
                assert cell.value == read_value(written)[1], (seed, i, written, cell)
    assert decided > {1: 0.8, 3: 0.7, 12: 0.5}[blanks] * total


def test_a_split_by_count_needs_a_sum_where_a_cell_may_be_blank() -> None:
    blank = dict.fromkeys(numbers("2019", 0), "0")
    blank |= {"t2.penalties.previous_items": "21", "t2.penalties.decisions": ""}
    blank |= {"t2.coercion.previous_items": "0", "t2.coercion.decisions": "7"}
    read = tables_of(r.render(Sheet("2019", blank), "fused")).cells
    assert read["t2.penalties.change"].state == "undecided"
    assert read["t2.coercion.decisions"].value == 7
    groups = dict.fromkeys(numbers("2021", 0), "0")
    groups |= {"t4.review.upheld": "2", "t4.review.total": "2", "t4.direct.upheld": "10"}
    groups |= {"t4.direct.total": "", "t4.after_review.total": "0"}
    read = tables_of(r.render(Sheet("2021", groups), "fused")).cells
    assert read["t4.review.total"].value == 2
    assert read["t4.direct.upheld"].state == "undecided"


def test_identities_that_were_needed_are_named() -> None:
    cells = dict.fromkeys(numbers("2021", 0), "0")
    cells |= {"t3.new.person": "64", "t3.new.legal": "2", "t3.new.total": "66"}
    cells |= {"t3.granted.person": "60", "t3.granted.legal": "2", "t3.granted.total": "62"}
    cells |= {"t3.total.person": "60", "t3.total.legal": "2", "t3.total.total": "62"}
    cells |= {"t3.carried_out.person": "4", "t3.carried_out.total": "4"}
    tables = tables_of(r.render(Sheet("2021", cells), "fused"))
    assert {i: str(c.value) for i, c in tables.cells.items()} == cells
    assert tables.cells["t3.new.person"].decoded_by == ("T303",)
    assert tables.cells["t3.carried_out.person"].decoded_by == ("T303",)
    assert tables.cells["t3.denied.law.person"].decoded_by == ()


def test_a_row_with_two_sums_is_decided_by_the_columns() -> None:
    """270020130 is 27+2+1 or 2+7+20+1: only the column sums tell."""
    cells = dict.fromkeys(numbers("2021", 0), "0")
    row = {"person": "27", "legal": "0", "ngo": "2", "other_org": "1", "total": "30"}
    for name in ("granted", "total"):
        cells |= {f"t3.{name}.{c}": v for c, v in row.items()}
    cells |= {"t3.new.person": "19", "t3.new.ngo": "2", "t3.new.total": "21"}
    cells |= {"t3.carried_in.person": "8", "t3.carried_in.other_org": "1"}
    cells |= {"t3.carried_in.total": "9"}
    tables = tables_of(r.render(Sheet("2021", cells), "fused"))
    granted = tables.cells["t3.granted.person"]
    assert granted.state in ("number", "undecided")
    if granted.state == "number":
        assert granted.value == 27
        assert {"T303"} < set(granted.decoded_by)


def test_fused_digits_of_a_report_that_is_wrong_are_not_made_right() -> None:
    """A row whose printed total is wrong must not be split so that it holds."""
    cells = dict.fromkeys(numbers("2021", 0), "0")
    cells |= {"t3.new.person": "64", "t3.new.legal": "2", "t3.new.total": "99"}
    tables = tables_of(r.render(Sheet("2021", cells), "fused"))
    assert tables.cells["t3.new.person"].state == "undecided"
    assert tables.cells["t3.new.total"].value is None


def test_zeros_need_no_identity_even_if_the_row_is_wrong() -> None:
    cells = dict.fromkeys(numbers("2021", 0), "0")
    cells |= {"t3.new.total": "3", "t3.carried_in.person": "1", "t3.carried_in.total": "3"}
    tables = tables_of(r.render(Sheet("2021", cells), "fused"))
    assert tables.cells["t3.new.total"].value == 3
    assert tables.cells["t3.new.total"].decoded_by == ()
    assert tables.cells["t3.carried_in.person"].state == "undecided"  # 10, 0, ... and a blank


def test_money_with_decimals_is_one_cell() -> None:
    cells = numbers("2021", 0) | {"t2.fees.amount": "24252.311082"}
    tables = tables_of(r.render(Sheet("2021", cells), "fused"))
    assert tables.cells["t2.fees.amount"].value == Decimal("24252.311082")
