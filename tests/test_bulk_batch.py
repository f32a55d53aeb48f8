"""The unit of bulk work: a record batch of pages in, a record batch of results out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow")

from extractor import check  # noqa: E402
from extractor.bulk import Item, Unreadable  # noqa: E402
from extractor.bulk.batch import DEFAULT, Settings, check_batch, pages  # noqa: E402
from extractor.bulk.schema import RESULT, TABLES  # noqa: E402
from extractor.bulk.tables import flatten  # noqa: E402
from extractor.errors import Missing  # noqa: E402

SAMPLES = sorted((Path(__file__).parents[1] / "corpus" / "samples").glob("r*"))


def run(*entries: Item | Unreadable, settings: Settings = DEFAULT) -> dict[str, list[dict]]:
    batch = pages(entries, first=10)
    result = check_batch(batch, settings)
    assert result.schema == RESULT
    assert result["doc"].to_pylist() == batch["doc"].to_pylist()
    tables = flatten(result)
    assert {name: t.schema for name, t in tables.items()} == dict(TABLES)
    return {name: t.to_pylist() for name, t in tables.items()}


def test_the_tables_hold_what_check_finds() -> None:
    found = run(*(Item(p.read_bytes(), p.name) for p in SAMPLES))
    for doc, path in enumerate(SAMPLES, start=10):
        report = check(path)
        own = {name: [r for r in rows if r["doc"] == doc] for name, rows in found.items()}
        (head,) = own["reports"]
        assert (head["agency"], head["year"], head["form"]) == (
            report.agency, report.year, report.form,
        )  # fmt: skip
        assert {r["cell"]: (r["value"], r["raw"]) for r in own["cells"]} == {
            c.id: (c.value, c.raw) for c in report.cells.values()
        }
        assert [(r["text"], r["value"], r["indicator"]) for r in own["figures"]] == [
            (f.text, f.value, f.indicator) for f in report.figures
        ]
        assert [(r["code"], r["message"], r["cells"], r["figures"]) for r in own["findings"]] == [
            (f.code, f.message, list(f.cells), list(f.figures)) for f in report.findings
        ]
        assert {r["code"]: r["passed"] for r in own["checks"]} == {
            code: t.passed for code, t in report.checks.items() if code[0] != "Y"
        }
        assert head["findings"] == len(report.findings)
    assert found["errors"] == []


def test_evidence_is_in_the_words_of_the_report() -> None:
    text = "一、总体情况\n2023年，本局收到申请54件，其中自然人48件，法人或其他组织5件。"
    (finding,) = run(Item(text, "u"), settings=Settings(rules=("P201",)))["findings"]
    assert finding["quote"] == "2023年，本局收到申请54件，其中自然人48件，法人或其他组织5件。"
    assert finding["place"].startswith("第一部分，全文第")
    (cell,) = [
        f
        for f in run(Item(SAMPLES[1].read_bytes(), "u"))["findings"]
        if f["cells"] == ["t3.new.total"]
    ]
    assert cell["table_values"] == "本年新收·总计：1"
    assert cell["place"].startswith("表三；第一部分")


def test_what_cannot_be_read_keeps_its_place_and_its_reason() -> None:
    found = run(
        Unreadable(Missing("找不到"), "gone"),
        Item("2023年收到申请3件。", "a", "7", "某局", 2023),
        Item(b"", "empty"),
    )
    assert [(e["doc"], e["uri"], e["code"]) for e in found["errors"]] == [
        (10, "gone", "E107"), (12, "empty", "E101"),
    ]  # fmt: skip
    assert [(r["doc"], r["id"], r["agency"], r["year"]) for r in found["reports"]] == [
        (11, "7", "某局", 2023)
    ]


def test_no_number_and_no_name_breaks_a_column() -> None:
    found = run(Item("2023年收到申请" + "9" * 40 + "件，办结3.5件。", "\udcff.txt"))
    assert found["reports"][0]["uri"] == "\ufffd.txt"
    values = {f["text"]: f["value"] for f in found["figures"]}
    assert values["3.5件"] == Decimal("3.5")
    assert all(v is None for t, v in values.items() if t.startswith("999"))


def test_an_empty_batch_gives_empty_tables() -> None:
    assert all(rows == [] for rows in run().values())
