"""The codebook: ids, derived ids, names. The counts are those of the published annexes."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest

from extractor.codebook import Codebook, load_codebook

COLUMNS = ("person", "company", "research", "ngo", "legal", "other_org", "total")
ORGANISATIONS = COLUMNS[1:6]


@pytest.fixture
def book() -> Codebook:
    return load_codebook()


@pytest.mark.parametrize(
    ("form", "counts"), [("2021", (10, 175, 15)), ("2019", (22, 161, 15))], ids=["2021", "2019"]
)
def test_every_form_has_its_cells(book: Codebook, form: str, counts: tuple[int, ...]) -> None:
    cells = book.cells(form)  # type: ignore[arg-type]
    assert tuple(len(book.cells(form, t)) for t in ("t2", "t3", "t4")) == counts  # type: ignore[arg-type]
    assert len(cells) == len(set(cells)) == sum(counts)
    for cell in cells:
        info = book.cell(cell, form)  # type: ignore[arg-type]
        assert info is not None
        assert f"{info.row}.{info.column}" == cell
        assert info.row_label
        assert info.column_label
        assert info.unit in ("件", "项", "万元", "as written")


def test_the_forms_differ_where_the_notices_do(book: Codebook) -> None:
    new, old = set(book.cells("2021")), set(book.cells("2019"))
    assert {i for i in new - old if i[:2] == "t3"} == {
        f"t3.other.{k}.{c}" for k in ("no_correction", "unpaid", "other") for c in COLUMNS
    }
    assert {i for i in old - new if i[:2] == "t3"} == {f"t3.other.{c}" for c in COLUMNS}
    assert "t2.fees.amount" in new - old
    assert "t2.procurement.amount" in old - new
    assert book.cell("t2.licences.change", "2021") is None
    assert book.form(None).form == "2021"
    assert book.form("2014").cell_ids() == book.form("2014").cell_ids("s") != ()


@pytest.mark.parametrize(
    ("year", "form"),
    [(2025, "2021"), (2021, "2021"), (2020, "2019"), (2019, "2019"), (2018, "2014"), (2013, None)],
)
def test_the_form_of_a_year(book: Codebook, year: int, form: str | None) -> None:
    assert book.form_of_year(year) == form


def test_derived_ids_stand_for_cells(book: Codebook) -> None:
    assert len(book.derived) == 62
    for form, derived in itertools.product(("2021", "2019"), book.derived):
        cells = book.expand(derived, form)  # type: ignore[arg-type]
        assert bool(cells) != (
            form == "2019" and derived.startswith("t3.other.") and derived.count(".") == 3
        )
        assert set(cells) <= set(book.cells(form))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("indicator", "form", "cells"),
    [
        ("t3.new.total", "2021", ("t3.new.total",)),
        ("t3.new.org", "2021", tuple(f"t3.new.{c}" for c in ORGANISATIONS)),
        (
            "t3.unavailable.total",
            "2019",
            (
                "t3.unavailable.not_held.total",
                "t3.unavailable.needs_creation.total",
                "t3.unavailable.unclear.total",
            ),
        ),
        ("t3.other.total", "2019", ("t3.other.total",)),
        (
            "t3.other.total",
            "2021",
            ("t3.other.no_correction.total", "t3.other.unpaid.total", "t3.other.other.total"),
        ),
        ("t3.other.org", "2019", tuple(f"t3.other.{c}" for c in ORGANISATIONS)),
        ("t4.litigation.total", "2021", ("t4.direct.total", "t4.after_review.total")),
        (
            "t3.granted.total+t3.partial.total",
            "2021",
            ("t3.granted.total", "t3.partial.total"),
        ),
        ("t2.licences.change", "2021", ()),
        ("t3.new.total+n.other", "2021", ()),
        ("n.published", "2021", ()),
        ("nonsense", "2021", ()),
        ("", "2021", ()),
    ],
)
def test_expanding(book: Codebook, indicator: str, form: str, cells: tuple[str, ...]) -> None:
    assert book.expand(indicator, form) == cells  # type: ignore[arg-type]


def test_a_group_over_organisations_is_a_grid(book: Codebook) -> None:
    cells = book.expand("t3.denied.org", "2021")
    assert len(cells) == len(set(cells)) == 8 * 5


@pytest.mark.parametrize(
    ("indicator", "name"),
    [
        ("t3.new.total", "本年新收政府信息公开申请数量（总计）"),
        ("t3.denied.secret.person", "属于国家秘密（自然人）"),
        ("t3.denied.total", "不予公开（总计）"),
        ("t3.new.org", "本年新收政府信息公开申请数量（法人或其他组织）"),
        ("t3.other.other.total", "其他处理之其他（总计）"),
        ("t3.total.person", "办理结果总计（自然人）"),
        ("t3.total.total", "办理结果总计"),
        ("t2.normative.issued", "行政规范性文件本年制发件数"),
        ("t2.fees.amount", "行政事业性收费本年收费金额"),
        ("t4.review.upheld", "行政复议结果维持"),
        ("t4.after_review.total", "复议后起诉的行政诉讼总计"),
        ("t4.litigation.total", "行政诉讼总计"),
        ("n.published", "主动公开信息数量"),
        ("t3.granted.total+t3.partial.total", "予以公开（总计）＋部分公开（总计）"),
    ],
)
def test_names_for_messages(book: Codebook, indicator: str, name: str) -> None:
    assert book.describe(indicator) == name


def test_every_id_has_a_name_of_its_own(book: Codebook) -> None:
    for form in ("2021", "2019"):
        names = [book.describe(i) for i in book.cells(form)]  # type: ignore[arg-type]
        assert len(names) == len(set(names))
    for indicator in (*book.derived, *book.narrative):
        assert book.describe(indicator) != indicator
        assert book.known(indicator)
    assert not book.known("t3.new.nobody")


def test_rows_and_columns_have_short_names(book: Codebook) -> None:
    assert book.row_name("t3.new") == "本年新收"
    assert book.row_name("t3.denied") == "不予公开"
    assert book.row_name("t2.services") == "其他对外管理服务事项"
    assert book.column_name("in_force") == "现行有效件数"
    assert book.column_name("in_force", "2019") == "对外公开总数量"
    assert book.column_name("amount") == "本年收费金额"
    assert book.row_name("nonsense") == "nonsense"
    assert book.column_name("nonsense") == "nonsense"


@pytest.mark.parametrize(
    "indicator",
    [
        "t3.granted.total+t3.partial.total",
        "t3.new.total+t3.carried_in.total",
        "t4.review.total+t4.litigation.total",
        "t2.rules.issued+t2.normative.issued",
        "t3.denied.total+t3.unavailable.total",
    ],
)
def test_the_order_of_terms(book: Codebook, indicator: str) -> None:
    turned = "+".join(reversed(indicator.split("+")))
    assert book.canonical(turned) == book.canonical(indicator) == indicator
    assert book.canonical(f"{indicator}+{turned}") == indicator


def test_it_is_loaded_once_and_cheaply() -> None:
    assert load_codebook() is load_codebook()
    code = (
        "import time, extractor.codebook as c; a = time.perf_counter(); c.load_codebook();"
        "print(time.perf_counter() - a)"
    )
    took = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(took) < 0.1
