"""Floors, the comparison of two runs, splits, and the mutation suite."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.build import specs
from corpus.splits import TEST_BATCHES
from eval import diff, gate, mutation
from eval.documents import passages, report_specs, reports
from eval.results import Part, Run, load, save
from extractor.evaluation import Tally, measures
from extractor.evaluation.calibration import calibrate


def part(tp: int, fp: int = 0, fn: int = 0) -> Part:
    t = Tally()
    t.add("link", "tp", tp)
    t.add("link", "fp", fp)
    t.add("link", "fn", fn)
    return Part("passages", "dev", 1, measures([t]), calibrate([t]))


def run(*misses: str, tp: int = 1) -> Run:
    return Run("0", "c", "", {"passages dev": part(tp, 1)}, {"d1": list(misses)} if misses else {})


def test_a_score_below_its_floor_fails_and_so_does_one_that_is_gone() -> None:
    found = gate.scores({"passages dev": part(9, 1)})
    assert not gate.below(found, {"passages dev": {"link precision": 0.9}})
    assert gate.below(found, {"passages dev": {"link precision": 0.9001}})
    assert gate.below(found, {"passages test": {"link precision": 0.1}})
    assert gate.below(found, {"passages dev": {"figure f1": 0.1}})


def test_floors_rise_but_never_fall_by_update(tmp_path: Path) -> None:
    found = gate.scores({"passages dev": part(9, 1)})
    old = {"passages dev": {"link precision": 0.95, "link f1": 0.5}}
    new = gate.raised(found, old)
    assert new["passages dev"]["link precision"] == 0.95
    assert new["passages dev"]["link f1"] == pytest.approx(0.9473)
    path = tmp_path / "floors.toml"
    gate.write_floors(new, path)
    assert gate.read_floors(path) == new
    assert gate.lowered(found)["passages dev"]["link precision"] == 0.9


def test_a_floor_is_never_above_what_was_measured() -> None:
    for tp in range(1, 60):
        found = gate.scores({"p": part(tp, 7, 3)})
        assert not gate.below(found, gate.lowered(found))


def test_a_crash_lowers_the_share_that_was_read() -> None:
    t = Tally()
    t.add("document", "fn")
    p = Part("passages", "dev", 4, measures([t]), calibrate([t]))
    assert gate.scores({"passages dev": p})["passages dev"]["read"] == 0.75


def test_diff_shows_gains_and_losses_by_document(tmp_path: Path) -> None:
    old, new = run("missed 3件", "link 4件"), run("link 4件", "kind 5件", tp=4)
    shown = list(diff.lines(old, new))
    assert "  + missed 3件" in shown
    assert "  - kind 5件" in shown
    assert not any("link 4件" in line for line in shown)
    assert shown[-1] == "1 faults gone, 1 new"
    assert any("0.6667 -> 0.8889" in line for line in shown)


def test_a_run_is_saved_and_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.results.RESULTS", tmp_path)
    path = save("x", run("missed 3件"))
    first = path.read_bytes()
    assert load(path).misses == {"d1": ["missed 3件"]}
    assert save("x", run("missed 3件")).read_bytes() == first


def test_no_body_is_in_two_splits() -> None:
    where: dict[str, set[str]] = {}
    for doc in passages():
        where.setdefault(doc.group, set()).add(doc.split)
    assert all(len(splits) == 1 for splits in where.values())


def test_the_held_out_batches_are_test_and_their_types_are_new() -> None:
    docs = passages()
    assert {d.split for d in docs if d.batch in TEST_BATCHES} == {"test"}


def test_every_rendering_has_its_turn_and_gold_offsets_hold() -> None:
    docs = reports()
    styles = {d.id.partition("/")[2] for d in docs}
    assert len(docs) == 3 * len(specs())
    assert len(styles) == 13


@pytest.fixture(scope="module")
def mutations() -> list[mutation.Mutation]:
    return list(mutation.of_report(report_specs("test")[0]))


def test_every_number_is_changed_once_and_repeatably(mutations: list[mutation.Mutation]) -> None:
    spec = report_specs("test")[0]
    again = [(place, new) for place, _, new, _ in mutation.variants(spec)]
    assert again == [(m.place, m.new) for m in mutations]
    assert all(m.old != m.new for m in mutations)
    cells = [m.place for m in mutations if not m.place.startswith("prose:")]
    assert len(cells) == len(set(cells)) > 100


def test_changed_cells_of_table_3_are_noticed_at_their_place(
    mutations: list[mutation.Mutation],
) -> None:
    contradicted = [m for m in mutations if m.place.startswith("t3") and m.follows]
    assert len(contradicted) > 50
    assert sum(m.noticed for m in contradicted) >= 0.95 * len(contradicted)
    assert all(m.located for m in contradicted if m.noticed)
