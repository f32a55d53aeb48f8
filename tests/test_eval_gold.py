"""Malformed gold fails loudly; the command says where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from extractor.cli import app
from extractor.evaluation import BadGold, parse_gold, read_gold

GOOD: dict[str, Any] = {
    "id": "a",
    "text": "收到申请35件。",
    "figures": [
        {
            "text": "35件", "value": "35", "unit": "件", "qualifier": "exact", "kind": "count",
            "indicator": "t3.new.total", "start": 4, "end": 7,
        }
    ],
    "findings": [],
}  # fmt: skip


def broken(**change: Any) -> dict[str, Any]:
    return {**GOOD, "figures": [{**GOOD["figures"][0], **change}]}


def test_good_gold_is_taken() -> None:
    assert parse_gold(json.dumps(GOOD), "x").figures[0].start == 4


def test_keys_of_the_annotators_own_are_left_alone() -> None:
    own = {"notes": "", "raw": {}, "agency_alt": [], "file": "a.txt", "clean": True, "page": 1}
    assert parse_gold(json.dumps({**GOOD, **own}), "x").figures


def test_gold_that_answers_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"id": "a", "text": "收到申请35件。"}', encoding="utf-8")
    with pytest.raises(BadGold, match="没有可供评分的键"):
        read_gold(tmp_path / "gold.jsonl")


@pytest.mark.parametrize(
    "gold",
    [
        broken(value="三十五"),
        broken(value=""),
        broken(low="many"),
        broken(qualifier="sharp"),
        broken(kind="countable"),
        broken(indicator="t3.new.totals"),
        broken(indicator="t3.new.total+nonsense"),
        broken(alt_indicators=["t9.x"]),
        broken(start=3, end=6),
        broken(end=None),
        broken(start=7, end=7),
        broken(text=" "),
        {**GOOD, "findings": [{"code": "P2"}]},
        {**GOOD, "findings": [{"code": "P201", "figures": [1]}]},
        {**GOOD, "findings": [{"code": "T301", "cells": ["t3.nothing"]}]},
        {**GOOD, "cells": {"t3.new.total": "many"}},
        {**GOOD, "cells": {"t3.new": "1"}},
        {"figures": []},
        {**GOOD, "figures": [{"text": "35件"}]},
        {"id": "a", "figurs": GOOD["figures"]},
        broken(alt_indicator=["t3.total.total"]),
        {**GOOD, "findings": [{"code": "P201", "alt_code": ["P202"]}]},
    ],
)
def test_bad_gold_is_refused(gold: dict[str, Any]) -> None:
    with pytest.raises(BadGold, match=r"^x"):
        parse_gold(json.dumps(gold), "x")


def test_every_fault_of_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    lines = [GOOD, broken(value="x") | {"id": "b"}, GOOD]
    path.write_text("\n".join(map(json.dumps, lines)) + "\n{", encoding="utf-8")
    with pytest.raises(BadGold) as caught:
        read_gold(path)
    assert [line.split(" ")[0].rstrip(":") for line in str(caught.value).splitlines()] == [
        "gold.jsonl:2", "gold.jsonl:3", "gold.jsonl:4",
    ]  # fmt: skip


def test_an_empty_gold_file_is_no_perfect_score(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(BadGold):
        read_gold(path)


def run(tmp_path: Path, gold: list[Any], pred: list[Any], *options: str) -> tuple[int, str]:
    paths = []
    for name, rows in (("g.jsonl", gold), ("p.jsonl", pred)):
        paths.append(tmp_path / name)
        text = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows)
        paths[-1].write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, ["eval", *map(str, paths), *options])
    return done.exit_code, done.output


def test_the_command_scores(tmp_path: Path) -> None:
    status, out = run(tmp_path, [GOOD], [{"figures": GOOD["figures"]}], "--format", "json")
    found = json.loads(out)
    assert status == 0
    assert found["mode"] == "passages"
    assert found["measures"]["link"]["f1"] == 1.0
    assert found["misses"] == {}


def test_the_command_lists_misses_on_demand(tmp_path: Path) -> None:
    status, out = run(tmp_path, [GOOD], [{"figures": []}], "-v")
    assert status == 0
    assert "missed 35件 t3.new.total" in out
    assert "对应表格单元" in out


@pytest.mark.parametrize(
    "pred",
    [[], [{"source": {"id": "b"}}], [{"figures": 3}]],
    ids=["too few", "another document", "malformed"],
)
def test_the_command_refuses_an_output_that_does_not_fit(tmp_path: Path, pred: list[Any]) -> None:
    status, out = run(tmp_path, [GOOD], pred)
    assert status == 2
    assert "Traceback" not in out


def test_files_in_another_order_are_not_scored_against_each_other(tmp_path: Path) -> None:
    golds = [GOOD, {**GOOD, "id": "b"}]
    preds = [{"source": {"uri": f"pages/{n}.html"}, "figures": []} for n in "ba"]
    status, out = run(tmp_path, golds, preds)
    assert (status, "顺序不一致" in out) == (2, True)
    assert run(tmp_path, golds, preds[::-1])[0] == 0
    other = [{"source": {"uri": f"pages/{n}.html"}, "figures": []} for n in "xy"]
    assert run(tmp_path, golds, other)[0] == 0, "their names say nothing"
