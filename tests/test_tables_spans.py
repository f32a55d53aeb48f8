"""Merged cells among the values: the others stay in their columns, what is merged has no value."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
import renderings as r
from hypothesis import given, settings
from hypothesis import strategies as st
from renderings import Box, Rows, Sheet, numbers, tables_of

from extractor.layout.values import read_value

STYLES = ("html", "html_word", "html_in_layout")
Merge = Callable[[Rows, random.Random], list[str]]


def value_rows(rows: Rows) -> list[int]:
    return [i for i, row in enumerate(rows) if sum(bool(b.id) for b in row) > 2]


def side_by_side(rows: Rows, rng: random.Random) -> list[str]:
    """Two or three neighbours become one cell; the ids of what it covers."""
    i = rng.choice(value_rows(rows))
    places = [n for n, b in enumerate(rows[i]) if b.id]
    size = rng.choice([2, 2, 3])
    first = rng.choice(places[: len(places) - size + 1])
    gone = rows[i][first : first + size]
    text = rng.choice([gone[0].text, gone[-1].text, "", "/"])
    rows[i][first : first + size] = [Box(text, sum(b.colspan for b in gone), 1, "")]
    return [b.id for b in gone]


def one_above_the_other(rows: Rows, rng: random.Random) -> list[str]:
    i = rng.choice([n for n in value_rows(rows)[:-1] if n + 1 in value_rows(rows)])
    upper = [b for b in rows[i] if b.id]
    n = rng.randrange(len(upper))
    lower = [b for b in rows[i + 1] if b.id]
    rows[i][rows[i].index(upper[n])] = Box(upper[n].text, 1, 2, "")
    rows[i + 1].remove(lower[n])
    return [upper[n].id, lower[n].id]


def whole_row(rows: Rows, rng: random.Random) -> list[str]:
    i = rng.choice(value_rows(rows))
    gone = [b for b in rows[i] if b.id]
    rows[i] = [b for b in rows[i] if not b.id] + [Box(rng.choice(["0", "/", "无"]), len(gone))]
    return [b.id for b in gone]


CASES = [
    (2, side_by_side),
    (2, one_above_the_other),
    (3, side_by_side),
    (3, one_above_the_other),
    (3, whole_row),
    (4, side_by_side),
]


@settings(max_examples=200, deadline=None)
@given(
    case=st.sampled_from(CASES),
    form=st.sampled_from(["2021", "2019"]),
    style=st.sampled_from(STYLES),
    seed=st.integers(0, 10**6),
)
def test_values_stay_in_their_columns(
    case: tuple[int, Merge], form: str, style: str, seed: int
) -> None:
    table, merge = case
    rng = random.Random(seed)
    cells = numbers(form, seed, rng.choice([5, 40, 400]))
    merged: list[str] = []
    plain = r.TABLES[table]

    def with_merged(sheet: Sheet) -> Rows:
        rows = plain(sheet)
        merged.extend(merge(rows, rng))
        return rows

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(r.TABLES, table, with_merged)
        tables = tables_of(r.render(Sheet(form, cells), style))
    for i, written in cells.items():
        cell = tables.cells[i]
        known = read_value(written)[1]
        assert cell.value == (None if i in merged else known), (i, merged)
        assert i not in merged or cell.state in ("undecided", "blank"), i


def test_a_cell_over_all_groups_of_table_4_is_not_cut() -> None:
    """Fourteen cells of which one has two digits are not fifteen."""
    cells = dict.fromkeys(numbers("2021", 0), "0") | {"t4.direct.upheld": "12"}
    rows = r.table4(Sheet("2021", cells))
    rows[-1] = [b for b in rows[-1] if b.id != "t4.review.other"]
    page = r.html(rows)
    text = f"<h1>云岭县水务局2023年政府信息公开工作年度报告</h1>{page}"
    assert {c.state for c in tables_of(text).cells.values()} == {"undecided"}
