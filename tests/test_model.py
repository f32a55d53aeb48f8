"""The trained model: what it must never do, what its loader refuses, training twice."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest

from eval.documents import Document, passages
from extractor.errors import BadModel
from extractor.evaluation.gold import canonical
from extractor.indicators import jointly
from extractor.indicators.frames import Frame
from extractor.indicators.model import load_model, read_model, strategies
from extractor.indicators.model.balance import sums_in
from extractor.indicators.model.store import CARD, WEIGHTS, Card
from extractor.indicators.model.ties import Tie, ties_in
from extractor.pipeline import extract_document
from extractor.readers import read
from extractor.records import Figure
from models.examples import documents, read_all
from models.train import DATA, build

PASSAGES = 80
DIGITS = re.compile(r"(?<![\d〔第条:：.,，])\d{2,3}(?=\s?[件条次份项篇期])")
"""Numbers that can be changed without becoming a year, a date or a document's number."""


def linked(text: str, year: int | None) -> list[Figure]:
    return list(extract_document(read(text, year=year)).figures)


def some_passages() -> list[Document]:
    docs = sorted(passages("train"), key=lambda d: d.id)
    return docs[:: max(1, len(docs) // PASSAGES)]


# -- a wrong number is not explained away -------------------------------------------------------


def slips(text: str) -> Iterator[str]:
    """The text with one number after the other told wrong by one."""
    for m in DIGITS.finditer(text):
        wrong = int(m[0]) + (1 if int(m[0]) % 10 < 9 else -1)
        yield f"{text[: m.start()]}{wrong}{text[m.end() :]}"


@pytest.mark.parametrize("doc", some_passages(), ids=lambda d: d.id)
def test_a_slip_gives_no_decided_figure_another_cell(doc: Document) -> None:
    assert isinstance(doc.source, str)
    before = linked(doc.source, doc.year)
    right = {g.start: g.readings() for g in doc.gold.figures}
    for changed in slips(doc.source):
        after = linked(changed, doc.year)
        assert len(after) == len(before)
        for one, other in zip(before, after, strict=True):
            cell = (other.indicator or "").startswith("t") and one.indicator is not None
            told = {canonical(one.indicator), canonical(other.indicator)}
            either = told <= right.get(one.start, frozenset())
            assert not cell or either or other.indicator == one.indicator, other.text


def test_a_sum_is_what_its_parts_make_up_only_where_they_add_up() -> None:
    text = "2023年新收申请{}件，加上年结转{}件，计{}件；办结{}件，结转{}件。"
    right = linked(text.format(245, 12, 257, 246, 11), 2023)
    wrong = linked(text.format(245, 12, 275, 246, 11), 2023)
    handled = "t3.new.total+t3.carried_in.total"
    assert [f.indicator for f in right] == [
        "t3.new.total", "t3.carried_in.total", handled, "t3.total.total", "t3.carried_out.total",
    ]  # fmt: skip
    assert [f.value for f in wrong][2] == 275
    assert {f.indicator for f in wrong} - {handled, None, "n.other"} <= {f.indicator for f in right}


def framed(text: str) -> list[Frame]:
    seen: list[Sequence[Frame]] = []

    def look(
        frames: Sequence[Frame], figures: Sequence[Figure], year: int | None
    ) -> Sequence[Figure]:
        seen.append(frames)
        return figures

    extract_document(read(text, year=2023), look)
    return list(seen[0])


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("窗口递交57件，来信递交18件，网上递交23件，三条路合计98件。", 3, (0, 1, 2)),
        ("窗口递交57件，来信递交18件，网上递交23件，三条路合计89件。", 3, (0, 1, 2)),
        ("窗口递交57件，来信递交18件，网上递交23件，三条路合计65件。", None, ()),
        ("窗口递交57件，来信递交18件，网上递交23件，三条路合计120件。", None, ()),
        ("窗口递交4件，来信递交2件，合计7件。", None, ()),
    ],
)
def test_a_sum_that_a_slip_spoilt_is_seen_and_no_other(
    text: str, whole: int | None, parts: tuple[int, ...]
) -> None:
    sums = {made for own in sums_in(framed(text)).values() for made in own}
    assert {(made.whole, made.parts) for made in sums} == ({(whole, parts)} if parts else set())


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ("应复125件，已复118件，已复率94.4%。", {1: [Tie("part", 0)], 0: [Tie("base", 1)]}),
        ("应复125件，已复118件，已复率94.5%。", {}),
        ("收文33件，去年收文40件，少7件。", {0: [Tie("again", 1)], 1: [Tie("again", 0)]}),
        ("收文33件，去年收文40件，下降17.5%。", {0: [Tie("now", 1)], 1: [Tie("then", 0)]}),
        ("收文33件，去年收文40件，少8件。", {}),
        ("收文3件，去年收文4件，少1件。", {}),
    ],
)
def test_a_share_or_change_ties_the_two_counts_that_it_fits(
    text: str, ties: dict[int, list[Tie]]
) -> None:
    assert ties_in(framed(text)) == ties


REPORT = """
三、收到和处理政府信息公开申请情况
全年收到政府信息公开申请{new}件，上年结转2件，办结36件，其中予以公开{granted}件，不予公开9件，结转下年度3件。
"""


@pytest.mark.parametrize(("new", "granted"), [(37, 20), (36, 20), (37, 9), (3, 2), (2, 3)])
def test_a_number_is_not_pulled_onto_what_would_fit(new: int, granted: int) -> None:
    figures = linked(REPORT.format(new=new, granted=granted), 2023)
    assert [f.indicator for f in figures] == [
        "t3.new.total",
        "t3.carried_in.total",
        "t3.total.total",
        "t3.granted.total",
        "t3.denied.total",
        "t3.carried_out.total",
    ]


# -- deciding, and not deciding -----------------------------------------------------------------


def test_below_the_threshold_a_figure_is_left_open() -> None:
    stored = load_model()
    strict = type(stored)(
        msgspec.structs.replace(stored.card, threshold=1.1), stored.heads, stored.ranking
    )
    decide = strategies(strict)["joint"]
    text = "全年收到政府信息公开申请35件，办结30件。举办培训2期，占比20%。"
    kept = extract_document(read(text, year=2023)).figures
    none = extract_document(read(text, year=2023), decide).figures
    assert [f.indicator for f in kept][:3] == ["t3.new.total", "t3.total.total", "n.trainings"]
    assert [(f.indicator, f.confidence, f.readings) for f in none] == [(None, 0.0, ())] * 4


def test_every_strategy_keeps_the_figures_and_their_order() -> None:
    doc = some_passages()[3]
    found = {
        name: extract_document(read(doc.source, year=doc.year), how).figures
        for name, how in strategies().items()
    }
    assert list(found) == ["rules", "model", "both", "joint"]
    spans = {tuple((f.start, f.end, f.value, f.kind) for f in own) for own in found.values()}
    assert len(spans) == 1
    assert found["joint"] == extract_document(read(doc.source, year=doc.year), jointly).figures


def test_confidences_are_probabilities_above_the_threshold() -> None:
    threshold = load_model().card.threshold
    told = [f for d in some_passages() for f in linked(str(d.source), d.year)]
    open_ones = [f for f in told if f.qualifier != "zero" and f.kind in ("count", "amount")]
    decided = [f.confidence for f in open_ones if f.indicator is not None]
    assert len(decided) > len(open_ones) / 2
    assert all(threshold <= c <= 1 for c in decided)


# -- what is stored -----------------------------------------------------------------------------


def files() -> tuple[bytes, bytes]:
    return (DATA / CARD).read_bytes(), (DATA / WEIGHTS).read_bytes()


def with_card(**changes: object) -> tuple[bytes, bytes]:
    card, weights = files()
    changed = msgspec.structs.replace(msgspec.json.decode(card, type=Card), **changes)
    return msgspec.json.encode(changed), weights


def with_arrays(**changes: np.ndarray | None) -> tuple[bytes, bytes]:
    """The stored files with arrays changed or taken out, and a card that knows the new bytes."""
    import hashlib

    _, weights = files()
    with np.load(io.BytesIO(weights)) as stored:
        arrays = {name: stored[name] for name in stored.files}
    arrays.update({k: v for k, v in changes.items() if v is not None})
    out = io.BytesIO()
    np.savez(out, **{k: v for k, v in arrays.items() if changes.get(k, v) is not None})
    card, _ = with_card(weights_sha256=hashlib.sha256(out.getvalue()).hexdigest())
    return card, out.getvalue()


def test_the_model_in_the_package_fits_and_loads_fast() -> None:
    card, weights = files()
    read_model(card, weights)
    best = min(_seconds(card, weights) for _ in range(5))
    assert best < 0.1


def _seconds(card: bytes, weights: bytes) -> float:
    start = time.perf_counter()
    read_model(card, weights)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lambda: with_card(format=99), "格式"),
        (lambda: with_card(labels=["t3.invented.total"]), "编码表以外"),
        (lambda: (b"{}", files()[1]), "说明无法读取"),
        (lambda: (files()[0], files()[1][:-100]), "与说明不符"),
        (lambda: with_arrays(heads=np.zeros((3, 3))), "维度"),
        (lambda: with_arrays(ranking=np.zeros(2)), "排序"),
        (lambda: with_arrays(vocabulary=None), "无法读取"),
        (lambda: with_arrays(vocabulary=np.array([{"a": 1}], dtype=object)), "无法读取"),
    ],
)  # fmt: skip
def test_the_loader_refuses_what_does_not_fit(broken: object, said: str) -> None:
    assert callable(broken)
    card, weights = broken()
    with pytest.raises(BadModel, match=said) as refused:
        read_model(card, weights)
    assert refused.value.code == "E201"


def test_the_weights_hold_no_pickle_and_no_time() -> None:
    with zipfile.ZipFile(DATA / WEIGHTS) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    with np.load(DATA / WEIGHTS, allow_pickle=False) as stored:
        assert all(stored[name].dtype != object for name in stored.files)


# -- training -----------------------------------------------------------------------------------


def few(docs: Sequence[Document]) -> list[Document]:
    return [d for d in docs if d.kind == "passages"][::14]


def test_training_twice_gives_the_same_bytes() -> None:
    train, dev = few(documents("train")), few(documents("dev"))
    first = build(read_all(train), read_all(dev))
    second = build(read_all(train), read_all(dev))
    assert first == second
    assert msgspec.json.encode(first[0]) == msgspec.json.encode(second[0])


def test_nothing_of_dev_or_test_is_trained_on() -> None:
    bodies = {split: {d.group for d in documents(split)} for split in ("train", "dev", "test")}
    assert not bodies["train"] & bodies["dev"]
    assert not bodies["train"] & bodies["test"]
    folds = [r.fold for r in read_all(few(documents("train")))]
    assert len(set(folds)) > 1


def test_the_card_tells_what_was_measured() -> None:
    card = load_model().card
    assert set(card.scores) == {"train", "dev", "test"}
    assert all(0 < v <= 1 for found in card.scores.values() for v in found.values())
    assert (Path(__file__).parents[1] / "models" / "MODEL.md").exists()
