"""The corpus itself: passages and specs are sound, gold points where it says, builds repeat."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from html import unescape
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from corpus import build, forms, gold
from corpus.compile_passages import compile_file
from corpus.plant import CODES, plant
from corpus.render import HTML_STYLES, STYLES, TEXT_STYLES, Rendered, render
from corpus.spec import REPORTS, Spec, SpecError, cell_value, read
from eval import documents

CORPUS = Path(build.__file__).parent
SPECS = {p.stem: read(p) for p in sorted(REPORTS.glob("*.toml"))}
CLEAN = [s for s in SPECS.values() if s.clean]
each_spec = pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS.keys())


def test_passages_compile_with_ids_of_their_own() -> None:
    seen: set[str] = set()
    paths = sorted((CORPUS / "passages").glob("*.txt"))
    passages = [p for path in paths for p in compile_file(path, seen=seen)]
    assert len(passages) == len(seen)
    for p in passages:
        text, figures = str(p["text"]), p["figures"]
        assert isinstance(figures, list)
        assert all(text[f["start"] : f["end"]] == f["text"] for f in figures)


def test_forms_have_the_ids_of_the_codebook() -> None:
    data = json.loads((CORPUS / "codebook_ids.json").read_text(encoding="utf-8"))
    for form, ids in data["forms"].items():
        cells = [c for t in forms.TABLES for c in forms.grid(form, t).cells()]
        assert len(cells) == len(set(cells))
        assert set(cells) == set(ids)


def test_dropping_rows_and_columns_keeps_a_grid_whole() -> None:
    grid = forms.grid("2021", "t3")
    smaller = grid.without_row("t3.rejected.petition").without_column("legal")
    assert len(grid.cells()) - len(smaller.cells()) == 7 + 25 - 1
    area = sum(p.rowspan * p.colspan for p in smaller)
    assert area == len(smaller.matrix) * smaller.width


@each_spec
def test_spec_holds_except_where_planted(spec: Spec) -> None:
    assert gold.check(spec) == []


@each_spec
def test_spec_is_a_report_of_some_length(spec: Spec) -> None:
    assert 150 < len(_prose(spec)) < 8000
    assert len(spec.marks()) >= 2


def test_most_reports_are_no_stubs() -> None:
    """Small townships have next to nothing to say; they are few, as are the long ones."""
    assert median(len(_prose(s)) for s in SPECS.values()) > 700
    assert sum(len(s.marks()) >= 10 for s in SPECS.values()) > 0.8 * len(SPECS)


def _prose(spec: Spec) -> str:
    return "".join(spec.prose(n) for n in range(1, 7))


def test_specs_cover_every_code_and_both_forms() -> None:
    planted = Counter(k.split()[0] for s in SPECS.values() for k in s.planted)
    assert set(CODES) <= set(planted)
    for form in ("2021", "2019"):
        assert {s.clean for s in SPECS.values() if s.form == form} == {True, False}
    assert {"省", "市", "县", "镇"} <= {s.level for s in SPECS.values()}


def test_a_spec_whose_numbers_do_not_hold_is_told() -> None:
    spec = SPECS["r03"]
    wrong = {**spec.cells, "t3.granted.person": "10"}
    told = gold.check(Spec(**{**_fields(spec), "cells": wrong}))
    assert any("T302" in w for w in told)
    assert any("T303" in w for w in told)


def test_a_spec_with_an_unknown_row_is_refused(tmp_path: Path) -> None:
    text = (REPORTS / "r01.toml").read_text(encoding="utf-8")
    path = tmp_path / "r01.toml"
    path.write_text(text + "fines = 3\n", encoding="utf-8")
    with pytest.raises(SpecError, match="fines"):
        read(path)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("0", "0"), ("减4", "-4"), ("+3", "3"), ("128件", "128"), ("42.8万元", "42.8"), ("／", None),
     ("见附件", None), ("", None), ("１２", "12"), ("1,024", "1024")],
)  # fmt: skip
def test_cell_value(raw: str, value: str | None) -> None:
    assert cell_value(raw)[0] == (None if value is None else Decimal(value))


def _fields(spec: Spec) -> dict[str, Any]:
    return {name: getattr(spec, name) for name in spec.__dataclass_fields__}


@each_spec
def test_rendering(spec: Spec) -> None:
    for style in STYLES[list(SPECS).index(spec.id) % 3 :: 3]:
        _check_rendering(spec, style)


def _check_rendering(spec: Spec, style: str) -> None:
    encoding = "gb18030" if style in HTML_STYLES and len(spec.id) % 2 else "utf-8"
    one = render(spec, style, seed=3, encoding=encoding)
    assert one.data == render(spec, style, seed=3, encoding=encoding).data
    decoded = one.data.decode(encoding)
    shown = decoded if style in TEXT_STYLES else _visible(decoded)
    for f in one.gold["figures"]:
        if one.text is not None:
            assert one.text[f["start"] : f["end"]] == f["text"]
        assert f["text"] in f["sentence"]
        assert _squash(f["sentence"]) in _squash(shown)
    # Every value that is gold stands in the document, as often as the table has it.
    for raw in (r for r in one.gold["raw"].values() if r):
        assert raw in shown
    for value in {v for v in one.gold["cells"].values() if v}:
        assert value in shown or any(cell_value(r)[0] == Decimal(value) for r in _raws(one))


@pytest.mark.parametrize("style", ["lines", "html_plain"])
@each_spec
def test_cells_stand_in_the_order_of_the_form(spec: Spec, style: str) -> None:
    one = render(spec, style, seed=1)
    shown = one.data.decode().replace("<td", "\n<td")
    lines = shown.split("\n") if style == "lines" else [_visible(x) for x in shown.split("\n")]
    said = iter(line.strip() for line in lines)
    for cell in one.gold["cells"]:
        raw = one.gold["raw"].get(cell, one.gold["cells"][cell])
        assert any(line == raw for line in said), cell


def _raws(one: Rendered) -> list[str]:
    return list(one.gold["raw"].values())


def _squash(text: str) -> str:
    return "".join(text.split())


def _visible(html: str) -> str:
    out, inside = [], False
    for c in html:
        if c == "<":
            inside = True
        elif c == ">":
            inside = False
        elif not inside:
            out.append(c)
    return unescape("".join(out))


def test_gold_has_the_keys_of_the_samples() -> None:
    answers = render(SPECS["r16"], "crawler").gold
    assert list(answers) == [
        "id", "file", "agency", "year", "form", "rendering", "clean", "cells", "raw", "figures",
        "ignore", "relations", "findings", "notes",
    ]  # fmt: skip
    assert answers["raw"]["t2.penalties.decisions"] == "38件"
    assert answers["cells"]["t2.penalties.decisions"] == "38"
    assert {"code", "cells", "values", "difference"} <= set(answers["findings"][0])


def test_absent_and_blank_cells_differ() -> None:
    cells = render(SPECS["r24"], "pipe").gold["cells"]
    assert "t3.rejected.reconfirm.person" not in cells
    assert "t2.normative.repealed" not in cells
    blank = render(SPECS["r19"], "pipe").gold["cells"]
    assert blank["t4.review.upheld"] is None


def test_across_years() -> None:
    found = gold.across(SPECS["r04"], SPECS["r03"])
    assert Counter(f["code"] for f in found) == {"Y101": 2, "Y102": 1}
    assert gold.across(SPECS["r23"], SPECS["r22"]) == []


@pytest.mark.parametrize("code", CODES)
def test_planting_breaks_what_it_says(code: str) -> None:
    some = CLEAN[CODES.index(code) % 3 :: 3]
    planted = [p for s in some for seed in range(2) if (p := plant(s, code, seed))]
    assert len(planted) >= 4
    for p in planted:
        assert any(k.split()[0] == code for k in p.planted)
        assert gold.check(p) == []
        again = plant(SPECS[p.id], code, 0)
        assert again == plant(SPECS[p.id], code, 0)
    assert all(plant(s, code, 0) != s for s in some)


def test_samples_and_manifest_are_up_to_date() -> None:
    stale = [
        str(path.relative_to(CORPUS))
        for path, data in build.files().items()
        if not path.exists() or path.read_bytes() != data
    ]
    assert stale == [], "run python corpus/build.py"


def test_no_body_is_in_two_splits() -> None:
    lines = (CORPUS / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    by_body: dict[str, set[str]] = {}
    for r in rows:
        by_body.setdefault(r["body"], set()).add(r["split"])
    assert all(len(splits) == 1 for splits in by_body.values())
    assert len({(r["kind"], r["id"]) for r in rows}) == len(rows)


def test_the_manifest_tells_the_splits_that_are_scored() -> None:
    rows = [json.loads(x) for x in (CORPUS / "manifest.jsonl").read_text("utf-8").splitlines()]
    told = {r["id"]: r["split"] for r in rows if r["kind"] == "passage"}
    assert told == {d.id: d.split for d in documents.passages()}
    told = {r["id"]: r["split"] for r in rows if r["kind"] == "report"}
    assert told == {d.id.partition("/")[0]: d.split for d in documents.reports(renderings=1)}
