"""The second reading: it points into the texts, and agreement is counted as it should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import readings
from corpus.agreement import agreement, kappa
from corpus.compile_passages import RefusalError
from corpus.readings import frozen, marks_of, pairs, reading
from corpus.second_pass import batches, measured, read_batch, written

HEADER = "## id=x{} year=2024 body=某局 type=局 level=县\n"
FIRST = (
    "收到申请{11件|t3.new.total}，其中{1件|t3.new.person}为自然人。",
    "诉讼{0件|t4.litigation.total}，复议{0\n件|t4.review.total}。",
    "发布信息{30条|n.published}，约{三类|n.other|v=3 u=类 i}。",
)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A batch `x` of three passages, its first reading frozen."""
    for name in ("passages", "second"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(readings, "PASSAGES", tmp_path / "passages")
    monkeypatch.setattr(readings, "SECOND", tmp_path / "second")
    text = "\n".join(HEADER.format(i) + line + "\n" for i, line in enumerate(FIRST))
    (tmp_path / "passages/x.txt").write_text(text, encoding="utf-8")
    (tmp_path / "second/x.first.txt").write_text(frozen("x"), encoding="utf-8")
    return tmp_path


def second(corpus: Path, *lines: str) -> None:
    (corpus / "second/x.txt").write_text("\n".join(lines), encoding="utf-8")


def test_frozen_marks_are_found_again_where_they_stood(corpus: Path) -> None:
    known = {p.id: p for p in readings.passages("x")}
    read = reading(corpus / "second/x.first.txt", {i: p.text for i, p in known.items()})
    assert read == {i: tuple(p.marks) for i, p in known.items()}


def test_words_before_a_mark_and_whole_numbers_tell_its_place() -> None:
    text = "收到11件、1件，复议0件，诉讼0件。"
    marks = marks_of("{1件|n.other} 诉讼{0件|t4.litigation.total}", text)
    assert [m.start for m in marks] == [text.index("、") + 1, text.rindex("0")]
    with pytest.raises(ValueError, match="does not stand"):
        marks_of("{2件|n.other}", text)


def test_a_full_width_comma_parts_two_numbers_unless_it_groups_three_digits() -> None:
    text = "采购1，3.2；经费1，234万元。"
    assert marks_of("{3.2|n.other}", text)[0].start == text.index("3.2")
    with pytest.raises(ValueError, match="does not stand"):
        marks_of("{234万元|n.other}", text)


def test_equal_readings_agree_in_full(corpus: Path) -> None:
    second(corpus, *frozen("x").splitlines())
    row = measured({"x": read_batch("x")})["all"]
    assert (row.figures_f1, row.indicators_kappa, row.outcomes) == (1, 1, {})


def test_every_difference_is_told_with_its_outcome(corpus: Path) -> None:
    second(
        corpus,
        "x0 {11件|t3.total.total} {1件|t3.new.person|y=2023}",
        "x1 {0件|t4.litigation.total}",
        "x2 {30条|n.published.website|k=cumulative}",
    )
    told = [(d.passage, d.aspect, d.outcome) for d in read_batch("x").disagreements]
    assert told == [
        ("x0", "indicator", "first"),
        ("x0", "scope", "first"),
        ("x1", "figure", "first"),
        ("x2", "kind", "first"),
        ("x2", "indicator", "first"),
    ]
    row = measured({"x": read_batch("x")})["x"]
    assert (row.first, row.second, row.both) == (5, 4, 4)
    assert (row.indicators, row.kinds, row.scopes) == (0.5, 0.75, 0.75)
    assert (
        row.row("x")
        == "| x | 3 | 5 | 4 | 0.8889 | 0.5000 | 0.4286 | 0.7500 | 0.7500 | 5 | 5 | 0 | 0 | 0 |"
    )


@pytest.mark.parametrize(
    ("now", "outcome"),
    [
        ("{11件|t3.new.total}", "first"),
        ("{11件|t3.total.total}", "second"),
        ("{11件|t3.new.total/t3.total.total}", "both"),
        ("{11件|-}", "third"),
        ("11件", "third"),
    ],
)
def test_the_gold_as_it_stands_tells_the_outcome(corpus: Path, now: str, outcome: str) -> None:
    second(corpus, "x0 {11件|t3.total.total} {1件|t3.new.person}")
    path = corpus / "passages/x.txt"
    path.write_text(path.read_text("utf-8").replace("{11件|t3.new.total}", now), "utf-8")
    assert [d.outcome for d in read_batch("x").disagreements] == [outcome]


def test_a_line_that_points_nowhere_is_refused(corpus: Path) -> None:
    second(corpus, "x0 {12件|t3.new.total}", "x9 {1件|n.other}")
    with pytest.raises(RefusalError, match=r"(?s)x\.txt:1.*x\.txt:2"):
        read_batch("x")


def test_optional_figures_count_for_nothing() -> None:
    marks = marks_of("{三类|n.other|v=3 u=类 i} {5条|n.other}", "三类信息5条")
    both = pairs(marks, marks[1:])
    assert [(p.first is None, p.second is None) for p in both] == [(False, True), (False, False)]
    row = agreement(1, both, [])
    assert (row.first, row.second, row.both) == (1, 1, 1)


def test_kappa_takes_chance_off() -> None:
    assert kappa([]) == 1
    assert kappa([("a", "b"), ("b", "a")]) == -1
    assert kappa([("a", "a")] * 9 + [("b", "a")]) == 0


def test_a_report_is_read_by_its_prose() -> None:
    report = next(p for p in readings.passages("reports") if p.id == "r03")
    assert {"268条", "36.1%"} <= {m.text for m in report.marks}
    assert "{" not in report.text


def test_both_readings_stand_in_the_texts_and_the_table_is_that_of_now() -> None:
    """After a change of gold: python -m corpus.second_pass agreement --write."""
    read = {name: read_batch(name) for name in batches()}
    assert all(batch.number for batch in read.values())
    page = (readings.SECOND / "README.md").read_text(encoding="utf-8")
    assert written(page, read) == page
