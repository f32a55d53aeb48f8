"""Columns and blocks in another order than the form's: read by their labels, or not at all."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
import renderings as r
from hypothesis import given, settings
from hypothesis import strategies as st
from renderings import ORGANISATIONS, Box, Rows, Sheet, numbers, tables_of

from extractor.layout.values import read_value

APART = ("crawler", "crawler_bare", "piped", "pipe_lines", "markdown", "lines", "html", "html_word")
NAMES = dict(zip(r.RESULTS, ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"), strict=True))
INNER = {"direct": "未经复议直接起诉", "after_review": "复议后起诉"}


def right_or_undecided(page: str, cells: dict[str, str], table: str) -> int:
    """How many cells of a table have a value, all of them theirs."""
    known = 0
    for i, cell in tables_of(page).cells.items():
        if i.startswith(table) and cell.value is not None:
            known += 1
            assert cell.value == read_value(cells[i])[1], i
    return known


@settings(max_examples=60, deadline=None)
@given(
    style=st.sampled_from(APART),
    kinds=st.permutations(list(ORGANISATIONS)),
    outer=st.permutations(["person", "total", "organisations"]),
    seed=st.integers(0, 50),
)
def test_table_3_is_read_by_its_header(
    style: str, kinds: Sequence[str], outer: Sequence[str], seed: int
) -> None:
    columns: list[str] = []
    for key in outer:
        columns += kinds if key == "organisations" else [key]
    cells = numbers("2021", seed, 40)
    page = r.render(Sheet("2021", cells, columns=tuple(columns)), style)
    assert right_or_undecided(page, cells, "t3.") == sum(i[:3] == "t3." for i in cells)


@pytest.mark.parametrize("style", APART)
@pytest.mark.parametrize("gone", ["社会公益组织", "商业企业", "其他"])
def test_kinds_of_organisations_are_undecided_where_one_is_missing(style: str, gone: str) -> None:
    columns = ("person", "legal", "research", "ngo", "company", "other_org", "total")
    cells = numbers("2021", 4, 40)
    page = r.render(Sheet("2021", cells, relabel={gone: "□□"}, columns=columns), style)
    known = right_or_undecided(page, cells, "t3.")
    assert known == sum(i.endswith((".person", ".total")) for i in cells if i[:3] == "t3.")


@pytest.mark.parametrize("style", APART)
@pytest.mark.parametrize("gone", ["社会公益组织", "商业企业", "其他"])
def test_a_label_that_is_missing_in_the_order_of_the_form_hurts_nothing(
    style: str, gone: str
) -> None:
    cells = numbers("2021", 4, 40)
    page = r.render(Sheet("2021", cells, relabel={gone: "□□"}), style)
    assert right_or_undecided(page, cells, "t3.") == 7 * 25


def table4(outer: Sequence[str], inner: Sequence[str], results: dict[str, Sequence[str]]) -> Rows:
    """The table with its blocks and results in the orders given; labels may be blotted later."""
    top, second, third, values = [], [], [], []
    for block in outer:
        if block == "review":
            top.append(Box("行政复议", 5))
            second += [Box(NAMES[x], 1, 2) for x in results["review"]]
        else:
            top.append(Box("行政诉讼", 10))
            second += [Box(INNER[g], 5) for g in inner]
            third += [Box(NAMES[x]) for g in inner for x in results[g]]
        values += [(g, x) for g in (["review"] if block == "review" else inner) for x in results[g]]
    return [top, second, third, [Box("", 1, 1, f"t4.{g}.{x}") for g, x in values]]


def blot(label: str, gone: Sequence[str]) -> str:
    return "□□" if label in gone else label


def page_with(rows: Rows, cells: dict[str, str], style: str, gone: Sequence[str] = ()) -> str:
    filled = [
        [Box(cells.get(b.id, blot(b.text, gone)), b.colspan, b.rowspan, b.id) for b in row]
        for row in rows
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(r.TABLES, 4, lambda sheet: filled)
        return r.render(Sheet("2021", cells), style)


@settings(max_examples=150, deadline=None)
@given(
    style=st.sampled_from(APART),
    outer=st.permutations(["review", "litigation"]),
    inner=st.permutations(["direct", "after_review"]),
    order=st.permutations(r.RESULTS),
    each=st.booleans(),
    gone=st.sets(
        st.sampled_from(["行政复议", "行政诉讼", *INNER.values(), *NAMES.values()]), max_size=2
    ),
    seed=st.integers(0, 10**6),
)
def test_table_4_is_read_by_its_labels(
    style: str, outer: list[str], inner: list[str], order: list[str], each: bool, gone: set[str],
    seed: int,
) -> None:  # fmt: skip
    rng = random.Random(seed)
    results = {g: rng.sample(order, 5) if each else order for g in ("review", *INNER)}
    if each:
        results["review"] = order
    cells = numbers("2021", seed, 60)
    rows = table4(outer, inner, results)
    whole = right_or_undecided(page_with(rows, cells, style), cells, "t4.")
    assert whole == 15 or (each and outer[0] != "review")
    in_form = outer[0] == "review" and inner[0] == "direct" and order == list(r.RESULTS)
    page = page_with(rows, cells, style, [] if in_form else sorted(gone))
    right_or_undecided(page, cells, "t4.")


def test_blocks_are_undecided_where_a_label_is_missing_and_the_rest_is_turned() -> None:
    cells = numbers("2021", 5, 60)
    same = dict.fromkeys(("review", *INNER), r.RESULTS)
    turned = table4(["litigation", "review"], ["direct", "after_review"], same)
    for style in APART:
        page = page_with(turned, cells, style, ["复议后起诉"])
        assert right_or_undecided(page, cells, "t4.") == 0
