"""What the rules read figures to state, and the equations they stand in: rows of data."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from extractor.figures import find_figures
from extractor.indicators import by_rules, link
from extractor.indicators.outright import OUTRIGHT
from extractor.language.segmenter import python_cutter, rust_cutter, segment
from extractor.layout.prose import split_prose
from extractor.records import Document, Figure, Identity, Relation, Tables

ROWS = tomllib.loads((Path(__file__).parent / "cases" / "links.toml").read_text("utf-8"))["case"]

OWN_WORDS = tomllib.loads((Path(__file__).parent / "cases" / "outright.toml").read_text("utf-8"))[
    "case"
]

EQUATIONS = tomllib.loads((Path(__file__).parent / "cases" / "relations.toml").read_text("utf-8"))[
    "case"
]


def read(text: str, year: int = 2023) -> tuple[tuple[Figure, ...], tuple[Relation, ...]]:
    document, tables = Document(text, "text/plain"), Tables(None, {}, ())
    sentences = split_prose(document, (), tables)
    identity = Identity(None, year, None)
    figures = find_figures(document, sentences, identity)
    return link(document, sentences, figures, identity, tables, by_rules)


def _told(relation: Relation) -> str:
    left, right = (" ".join(map(str, side)) for side in (relation.left, relation.right))
    return f"{relation.kind} {left} : {right}" + (" open" if relation.open else "")


@pytest.mark.parametrize("row", EQUATIONS, ids=lambda r: r["text"][:16])
def test_relations_are_looked_for_whatever_is_undecided(row: dict[str, Any]) -> None:
    year = row.get("year", 2023)
    document, tables = Document(row["text"], "text/plain"), Tables(None, {}, ())
    sentences = split_prose(document, (), tables)
    identity = Identity(None, year, None)
    figures = find_figures(document, sentences, identity)
    for undecided in range(len(figures)):

        def decide(frames: Any, read: Any, year: int | None, at: int = undecided) -> list[Figure]:
            out = by_rules(frames, read, year)
            out[at] = msgspec.structs.replace(out[at], indicator=None, readings=(), confidence=0.0)
            return out

        linked, relations = link(document, sentences, figures, identity, tables, decide)
        told = {i for r in relations for i in (*r.left, *r.right)}
        assert linked[undecided].indicator is None or linked[undecided].reason == OUTRIGHT
        assert told <= set(range(len(figures)))


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["text"][:16])
def test_links(row: dict[str, Any]) -> None:
    figures, relations = read(row["text"], row.get("year", 2023))
    found = [f.indicator or "-" for f in figures]
    related = [_told(r) for r in relations]
    good = found == row["links"] and ("relations" not in row or related == row["relations"])
    if row.get("gap"):
        assert not good, "the gap is closed: take the mark off the row"
        return
    assert found == row["links"]
    if "relations" in row:
        assert related == row["relations"]
    if "bodies" in row:
        assert [f.scope.body is not None for f in figures] == row["bodies"]


@pytest.mark.parametrize("row", OWN_WORDS, ids=lambda r: r["text"][:24])
def test_what_words_say_outright_holds_whatever_was_decided(row: dict[str, Any]) -> None:
    document, tables = Document(row["text"], "text/plain"), Tables(None, {}, ())
    sentences = split_prose(document, (), tables)
    identity = Identity(None, row.get("year", 2023), None)
    figures = find_figures(document, sentences, identity)

    def decide(frames: Any, read: Any, year: int | None) -> list[Figure]:
        said = [None if told == "-" else told for told in row["decided"]]
        return [
            msgspec.structs.replace(f, indicator=i, readings=(i,) if i else ())
            for f, i in zip(read, said, strict=True)
        ]

    linked, _ = link(document, sentences, figures, identity, tables, decide)
    assert [f.indicator or "-" for f in linked] == row["links"]
    if "years" in row:
        assert [f.scope.year or 0 for f in linked] == row["years"]


def test_applications_told_by_what_they_are_answered_with_may_be_counted_otherwise() -> None:
    (answered,), _ = read("全年依申请公开政府信息2条。")
    assert answered.readings == ("t3.total.total", "t3.new.total", "t3.granted.total")
    (_, answered), _ = read("收到申请57件，办结数55件。")
    assert answered.readings == ("t3.total.total",)


@pytest.mark.parametrize("row", EQUATIONS, ids=lambda r: r["text"][:16])
def test_relations(row: dict[str, Any]) -> None:
    _, relations = read(row["text"], row.get("year", 2023))
    assert [_told(r) for r in relations] == row["relations"]


def test_a_table_value_that_would_fit_changes_no_link() -> None:
    """What a figure states is read from the words alone; a planted error is not explained away."""
    text = "全年新收政府信息公开申请41件，办结38件。"
    document = Document(text, "text/plain")
    sentences = split_prose(document, (), Tables(None, {}, ()))
    identity = Identity(None, 2023, "2021")
    figures = find_figures(document, sentences, identity)
    without = link(document, sentences, figures, identity, Tables(None, {}, ()))
    with_tables = link(document, sentences, figures, identity, Tables("2021", {}, ()))
    assert without == with_tables
    assert [f.indicator for f in without[0]] == ["t3.new.total", "t3.total.total"]


def test_what_there_is_at_the_end_of_the_year_is_no_count_of_it() -> None:
    text = "备案账号12个，其中微信公众号9个、今年新开3个。现行有效的规章5件、行政规范性文件48件。"
    kinds = [f.kind for f in read(text)[0]]
    assert kinds == ["cumulative", "cumulative", "count", "cumulative", "cumulative"]
    text = "清理后继续有效的规范性文件20件，失效2件、废止4件。"
    assert [f.kind for f in read(text)[0]] == ["cumulative", "count", "count"]


SENTENCES = [
    "全年收到政府信息公开申请〇件，办结〇件，举办业务培训〇期。",
    "“某某发布”微信公众号推送信息〇条，关注用户〇人。",
    "因本机关不掌握相关政府信息无法提供〇件，部分公开〇件。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_both_segmenters_give_the_same_tokens(sentence: str) -> None:
    compiled = rust_cutter()
    if compiled is None:
        pytest.skip("the compiled twin of jieba is an extra")
    for piece in sentence.split("〇"):
        assert compiled(piece) == python_cutter()(piece)


def test_segmented_text_keeps_every_character_and_the_marks_apart() -> None:
    for sentence in SENTENCES:
        words = [t.text for t in segment(sentence)]
        assert "".join(words) == sentence
        assert words.count("〇") == sentence.count("〇")
