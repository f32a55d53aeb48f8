"""The scorer: what counts as right, spurious and missed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from eval.documents import Document
from eval.gain import gains
from extractor.evaluation import (
    Tally,
    measures,
    mode_of,
    parse_gold,
    parse_prediction,
    score_document,
)
from extractor.evaluation.calibration import calibrate
from extractor.evaluation.measures import score
from extractor.evaluation.tally import Link

TEXT = "全年收到政府信息公开申请35件，办结约30件，未被申请行政复议。发布信息120条。"


def figure(text: str, indicator: str | None, **more: Any) -> dict[str, Any]:
    start = TEXT.index(text)
    digits = "".join(c for c in text if c.isdigit())
    return {
        "text": text,
        "start": start,
        "end": start + len(text),
        "value": digits or "0",
        "unit": text.lstrip("约0123456789") if digits else "件",
        "qualifier": "about" if text[0] == "约" else "exact" if digits else "zero",
        "kind": "count",
        "indicator": indicator,
    } | more


def gold_figures() -> list[dict[str, Any]]:
    return [
        figure("35件", "t3.new.total"),
        figure("约30件", "t3.total.total"),
        figure("未被申请", "t4.review.total"),
        figure("120条", "n.published"),
    ]


def tally(
    pred: list[dict[str, Any]], gold: list[dict[str, Any]] | None = None, **more: Any
) -> Tally:
    said = {"id": "x", "text": TEXT, "figures": gold_figures() if gold is None else gold} | more
    g = parse_gold(json.dumps(said), "gold")
    findings = more.get("predicted_findings", [])
    p = parse_prediction(json.dumps({"figures": pred, "findings": findings}), "pred")
    return score_document(g, p, mode_of([g]))


def counts(t: Tally, name: str) -> tuple[int, int, int]:
    return t.counts[name, "tp"], t.counts[name, "fp"], t.counts[name, "fn"]


def test_of_two_zeros_that_state_the_same_the_one_of_the_same_words_is_matched() -> None:
    said = "本年未发生收费，收取额为零。"
    first, second = (
        {"text": w, "start": said.index(w), "end": said.index(w) + len(w), "value": "0",
         "unit": "元", "qualifier": "zero", "kind": "amount", "indicator": "n.fee_collected"}
        for w in ("未发生", "为零")
    )  # fmt: skip
    g = parse_gold(
        json.dumps({"id": "x", "text": said, "figures": [second], "ignore": ["未发生"]}), "gold"
    )
    p = parse_prediction(json.dumps({"figures": [first, second]}), "pred")
    assert counts(score_document(g, p, mode_of([g])), "zero") == (1, 0, 0)


def test_the_gold_itself_is_perfect() -> None:
    t = tally(gold_figures())
    assert counts(t, "figure") == (3, 0, 0)
    assert counts(t, "zero") == (1, 0, 0)
    assert counts(t, "link") == (3, 0, 0)
    assert counts(t, "narrative") == (1, 0, 0)
    assert counts(t, "sentence") == (2, 0, 0)
    assert not t.misses


def test_a_crash_misses_everything() -> None:
    g = parse_gold(json.dumps({"id": "x", "text": TEXT, "figures": gold_figures()}), "gold")
    p = parse_prediction(b'{"error": {"code": "E100", "message": "boom"}}', "pred")
    t = score_document(g, p, "passages")
    assert counts(t, "document") == (0, 0, 1)
    assert counts(t, "figure") == (0, 0, 3)
    assert counts(t, "link") == (0, 0, 3)
    assert counts(t, "sentence") == (0, 2, 0)


def test_a_wrong_link_is_spurious_here_and_missed_there() -> None:
    pred = gold_figures()
    pred[1] = figure("约30件", "t3.granted.total")
    t = tally(pred)
    assert counts(t, "link") == (2, 1, 1)
    assert counts(t, "link t3.granted.total") == (0, 1, 0)
    assert counts(t, "link t3.total.total") == (0, 0, 1)
    assert counts(t, "sentence") == (1, 1, 0)


def test_an_abstention_is_missed_but_not_spurious() -> None:
    pred = gold_figures()
    pred[0] = figure("35件", None)
    pred[3] = figure("120条", "n.other")
    t = tally(pred)
    assert counts(t, "link") == (2, 0, 1)
    assert counts(t, "narrative") == (0, 0, 1)
    assert t.silent == 2


def test_null_in_the_gold_is_not_assessed_and_other_may_be_left_open() -> None:
    gold = gold_figures()
    gold[0]["indicator"] = None
    gold[3]["indicator"] = "n.other"
    pred = gold_figures()
    pred[3]["indicator"] = None
    t = tally(pred, gold)
    assert counts(t, "link") == (2, 0, 0)
    assert counts(t, "narrative") == (0, 0, 0)
    assert counts(t, "sentence") == (2, 0, 0)


def test_alternatives_are_right_even_null() -> None:
    gold = gold_figures()
    gold[0]["alt_indicators"] = ["t3.new.total+t3.carried_in.total", None]
    pred = gold_figures()
    pred[0]["indicator"] = "t3.carried_in.total+t3.new.total"
    assert counts(tally(pred, gold), "link") == (3, 0, 0)
    pred[0]["indicator"] = None
    assert counts(tally(pred, gold), "link") == (2, 0, 0)


def test_what_may_be_reported_or_not() -> None:
    gold = gold_figures()[:3]
    assert counts(tally(gold_figures(), gold), "figure") == (2, 1, 0)
    spare = tally(gold_figures(), gold, ignore=[{"text": "120条"}])
    assert counts(spare, "figure") == (2, 0, 0)


def test_wrong_unit_qualifier_kind_and_scope_are_each_counted() -> None:
    gold = gold_figures()
    gold[0]["scope"] = {"year": 2023, "body": None}
    pred = gold_figures()
    pred[0] |= {"unit": "条", "kind": "amount", "scope": {"year": None, "body": "市本级"}}
    pred[1]["qualifier"] = "exact"
    t = tally(pred, gold)
    assert counts(t, "unit") == (2, 1, 0)
    assert counts(t, "qualifier") == (2, 1, 0)
    assert counts(t, "kind") == (3, 1, 0)
    assert counts(t, "scope") == (0, 1, 1)


def test_without_offsets_equal_values_are_told_apart_by_indicator() -> None:
    gold = [figure("35件", i) for i in ("t3.new.total", "t3.total.total")]
    pred = [figure("35件", i) for i in ("t3.total.total", "t3.new.total")]
    for g in gold:
        del g["start"], g["end"]
    t = tally(pred, gold)
    assert counts(t, "link") == (2, 0, 0)


def test_findings_are_met_by_code_and_a_shared_value() -> None:
    gold_finding = {"code": "P201", "figures": [0, 1]}
    hit = {"code": "P201", "severity": "error", "figures": [1]}
    other = {"code": "P201", "severity": "error", "figures": [3]}
    t = tally(gold_figures(), findings=[gold_finding], predicted_findings=[hit])
    assert counts(t, "finding P201") == (1, 0, 0)
    t = tally(gold_figures(), findings=[gold_finding], predicted_findings=[other])
    assert counts(t, "finding P201") == (0, 1, 1)


def test_in_a_passage_rules_over_reports_are_no_false_alarms_nor_are_notices() -> None:
    found = [
        {"code": "F101", "severity": "error"},
        {"code": "P201", "severity": "notice", "figures": [0]},
    ]
    assert counts(tally(gold_figures(), predicted_findings=found), "finding") == (0, 0, 0)


def test_what_the_gold_does_not_tell_is_not_assessed() -> None:
    said = {
        "figures": gold_figures(),
        "findings": [{"code": "P101", "message": "m", "severity": "error"}],
        "cells": {"t3.new.total": {"value": "35"}},
    }
    p = parse_prediction(json.dumps(said), "pred")
    silent = parse_gold(json.dumps({"id": "x", "text": TEXT}), "gold")
    assert not score_document(silent, p, "reports").counts
    empty = {"id": "x", "text": TEXT, "figures": [], "findings": [], "cells": {}}
    t = score_document(parse_gold(json.dumps(empty), "gold"), p, "reports")
    assert [counts(t, n)[1] for n in ("figure", "finding", "cell")] == [3, 1, 1]


def test_cells_of_a_report() -> None:
    g = parse_gold(
        json.dumps(
            {
                "id": "r",
                "year": 2024,
                "findings": [],
                "cells": {"t3.new.total": "3", "t3.new.org": None},
            }
        ),
        "gold",
    )
    p = parse_prediction(
        json.dumps(
            {
                "report": {"year": 2023},
                "cells": {"t3.new.total": {"value": "4"}, "t3.total.total": {"value": "1"}},
            }
        ),
        "pred",
    )
    t = score_document(g, p, mode_of([g]))
    assert counts(t, "cell") == (1, 1, 1)
    assert counts(t, "tables whole") == (0, 1, 0)
    assert counts(t, "report.year") == (0, 1, 0)
    assert counts(t, "clean reports") == (1, 0, 0)


@pytest.mark.parametrize(
    ("tp", "fp", "fn", "want"),
    [(0, 0, 0, (1.0, 1.0, 1.0)), (0, 1, 1, (0.0, 0.0, 0.0)), (9, 1, 3, (0.9, 0.75, 9 / 11))],
)
def test_scores(tp: int, fp: int, fn: int, want: tuple[float, float, float]) -> None:
    assert score(tp, fp, fn) == pytest.approx(want)


def test_intervals_hold_the_score_repeat_and_widen_where_bodies_are_alike() -> None:
    def one(right: bool) -> Tally:
        t = Tally()
        t.add("link", "tp" if right else "fn", 4)
        return t

    tallies = [one(n % 4 != 0) for n in range(40)]
    apart = measures(tallies, [f"b{n}" for n in range(40)])["link"]
    together = measures(tallies, [f"b{n % 4}" for n in range(40)])["link"]
    assert apart == measures(tallies, [f"b{n}" for n in range(40)])["link"]
    assert apart.low is not None
    assert apart.high is not None
    assert apart.low < apart.f1 < apart.high
    assert together.low is not None
    assert together.low < apart.low


def test_calibration_of_a_tool_that_is_always_surer_than_right() -> None:
    t = Tally(links=[Link(0.95, n % 2 == 0) for n in range(10)] + [Link(0.15, True)], silent=1)
    c = calibrate([t])
    assert c.links == 11
    assert c.ece == pytest.approx((10 * 0.45 + 0.85) / 11)
    assert [b.count for b in c.bins] == [1, 10]
    coverage, threshold, right = c.curve[-1]
    assert coverage == pytest.approx(11 / 12)
    assert threshold == 0.15
    assert right == pytest.approx(6 / 11)


def test_a_gain_is_measured_over_the_same_bodies() -> None:
    def run(right: Sequence[bool]) -> list[tuple[list[Document], list[Tally]]]:
        docs = [_document(f"{n}", f"body {n % 4}") for n in range(len(right))]
        tallies = [Tally() for _ in docs]
        for tally, good in zip(tallies, right, strict=True):
            tally.add("link", "tp" if good else "fn")
            tally.check("sentence", good)
        return [(docs, tallies)]

    worse, better = run([True, False] * 6), run([True, True, True, False] * 3)
    same = {g.measure: g for g in gains(worse, worse, "test")}
    assert (same["link"].difference, same["link"].low, same["link"].high) == (0, 0, 0)
    found = {g.measure: g for g in gains(worse, better, "test")}
    assert found["sentence"].difference == pytest.approx(0.25)
    assert 0 <= found["link"].low < found["link"].difference < found["link"].high
    with pytest.raises(ValueError, match="different documents"):
        gains(worse, run([True] * 2), "test")


def _document(name: str, body: str) -> Document:
    gold = parse_gold(json.dumps({"id": name, "text": "", "figures": [], "findings": []}), name)
    return Document(name, "ta", "passages", "test", body, "卫健", "", 2023, gold)
