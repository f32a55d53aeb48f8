"""Tables with one cell a line from which lines were taken: what is still told is right."""

from __future__ import annotations

import random

import pytest
import renderings as r
from hypothesis import given, settings
from hypothesis import strategies as st
from renderings import Sheet, numbers, tables_of

from extractor.layout.values import read_value

CELL_A_LINE = ("crawler", "crawler_bare", "pipe_lines", "lines")


def every_line_once(text: str, rng: random.Random) -> str:
    return "\n".join(dict.fromkeys(text.split("\n")))


def none_after_its_like(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    return "\n".join(b for a, b in zip(["", *lines], lines, strict=False) if a != b)


def some_after_their_like(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    pairs = zip(["", *lines], lines, strict=False)
    return "\n".join(b for a, b in pairs if a != b or rng.random() < 0.5)


def some_that_stand_above(text: str, rng: random.Random) -> str:
    seen: set[str] = set()
    out = []
    share = rng.random() / 2
    for line in text.split("\n"):
        if line not in seen or rng.random() > share:
            out.append(line)
        seen.add(line)
    return "\n".join(out)


LOSSES = (every_line_once, none_after_its_like, some_after_their_like, some_that_stand_above)


@settings(max_examples=250, deadline=None)
@given(
    form=st.sampled_from(["2021", "2019"]),
    style=st.sampled_from(CELL_A_LINE),
    loss=st.sampled_from(LOSSES),
    seed=st.integers(0, 10**6),
    scale=st.sampled_from([3, 40, 400]),
    blanks=st.sampled_from([0, 0, 3, 30]),
)
def test_no_value_is_wrong(
    form: str, style: str, loss: object, seed: int, scale: int, blanks: int
) -> None:
    rng = random.Random(seed)
    cells = numbers(form, seed, scale)
    cells |= dict.fromkeys(rng.sample(list(cells), blanks), "")
    text = loss(r.render(Sheet(form, cells), style), rng)  # type: ignore[operator]
    for i, cell in tables_of(text).cells.items():
        if cell.value is not None:
            assert i in cells
            assert cell.value == read_value(cells[i])[1], i


@pytest.mark.parametrize("style", CELL_A_LINE)
@pytest.mark.parametrize("loss", LOSSES[:2])
def test_a_row_of_which_nothing_is_left_is_not_blank(style: str, loss: object) -> None:
    cells = dict.fromkeys(numbers("2021", 0), "0") | {"t3.new.person": "12", "t3.new.total": "12"}
    tables = tables_of(loss(r.render(Sheet("2021", cells), style), random.Random(0)))  # type: ignore[operator]
    assert not [i for i, c in tables.cells.items() if c.state == "blank"]


def test_what_no_line_is_lost_of_is_read_though_cells_are_blank() -> None:
    cells = numbers("2021", 7, 40)
    cells |= dict.fromkeys((i for i, written in cells.items() if written == "0"), "")
    for style in CELL_A_LINE[:3]:
        tables = tables_of(r.render(Sheet("2021", cells), style))
        assert {i: c.raw for i, c in tables.cells.items()} == cells
