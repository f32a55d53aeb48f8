"""A total told again in other words (P103), and what only looks like one: rows of data."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from builders import extraction

from extractor.figures import find_figures
from extractor.indicators.model.decide import OVERRULED
from extractor.layout.prose import split_prose
from extractor.records import Document, Extraction, Fault, Figure, Identity, Tables
from extractor.rules import Context
from extractor.rules._restated import LOOK_BACK_FIGURES
from extractor.rules.prose_contradicts_table import prose_contradicts_table
from extractor.rules.stated_twice_differently import stated_twice_differently

ROWS = tomllib.loads((Path(__file__).parent / "cases" / "restated.toml").read_text("utf-8"))["case"]
MARK = re.compile(r"\{([^|}]+)\|([^}]+)\}")


def read(marked: str) -> Extraction:
    """The text with its figures, each linked as its mark says."""
    document, tables = Document(MARK.sub(r"\1", marked), "text/plain"), Tables(None, {}, ())
    sentences = split_prose(document, (), tables)
    identity = Identity(None, 2024, None)
    marks = [m.groups() for m in MARK.finditer(marked)]
    found = find_figures(document, sentences, identity)
    assert [f.text.lstrip("近") for f in found] == [text for text, _ in marks]
    figures = tuple(_linked(f, name) for f, (_, name) in zip(found, marks, strict=True))
    return Extraction(document, identity, (), tables, sentences, figures, ())


def _linked(figure: Figure, name: str) -> Figure:
    if name == "-":
        return figure
    return msgspec.structs.replace(figure, indicator=name, confidence=0.95, readings=(name,))


def faults(made: Extraction) -> list[Fault]:
    return [o for o in stated_twice_differently(Context(made)) if isinstance(o, Fault)]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: MARK.sub(r"\1", r["text"])[-24:])
def test_restated(row: dict[str, Any]) -> None:
    made = read(row["text"])
    told = [[made.figures[i].text for i in fault.figures] for fault in faults(made)]
    assert told == ([row["twice"]] if "twice" in row else [])


def test_a_cell_of_that_number_is_what_is_meant() -> None:
    """31 are granted, as the table says: the text need not say so before it speaks of them."""
    text = "新收申请{45件|t3.new.total}。{31件|t3.new.total}申请均附有附件。"
    made = read(text)
    assert len(faults(made)) == 1
    cell = next(iter(extraction(tables=("t3",)).tables.cells.values()))
    granted = msgspec.structs.replace(cell, id="t3.granted.total", value=made.figures[1].value)
    tables = Tables("2021", {granted.id: granted}, ())
    assert faults(msgspec.structs.replace(made, tables=tables)) == []


def test_many_figures_take_bounded_time() -> None:
    """Each figure is held against a bounded number of those before it."""
    many = "".join(f"{{{k}件|t3.new.total}}申请均已答复。" for k in range(1000, 3000))
    made = read(many)
    assert len(made.figures) > 6 * LOOK_BACK_FIGURES
    assert len(faults(made)) <= 1


def test_where_rules_and_model_differ_more_certainty_is_needed() -> None:
    """What the model reads otherwise than the rules accuses a table only when it is sure."""
    made = read("全年办件{45件|t3.new.total}，均已登记。")
    cell = next(iter(extraction(tables=("t3",)).tables.cells.values()))
    other = msgspec.structs.replace(cell, id="t3.new.total", value=Decimal(41))
    tables = Tables("2021", {other.id: other}, ())
    for reason, confidence, accuses in (
        ("row new", 0.95, True),
        (OVERRULED, 0.95, False),
        (OVERRULED, 0.99, True),
    ):
        figure = msgspec.structs.replace(made.figures[0], reason=reason, confidence=confidence)
        held = msgspec.structs.replace(made, figures=(figure,), tables=tables)
        found = [o for o in prose_contradicts_table(Context(held)) if isinstance(o, Fault)]
        assert bool(found) is accuses


def test_a_figure_without_a_sure_link_is_compared_by_its_other_readings() -> None:
    made = read("全年举办培训{3期|n.trainings}。下半年考核发现，已办的{5期|-}均无测验。")
    assert faults(made) == []
    either = msgspec.structs.replace(made.figures[1], readings=("", "n.trainings"))
    held = msgspec.structs.replace(made, figures=(made.figures[0], either))
    assert [fault.figures for fault in faults(held)] == [(0, 1)]
