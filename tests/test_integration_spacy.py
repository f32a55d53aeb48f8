"""The spaCy component, used as a spaCy user would."""

from __future__ import annotations

from decimal import Decimal

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

import extractor

TEXT = (
    "全年收到政府信息公开申请54件，较2022年的50件增长8%，其中自然人48件，法人或其他组织5件。"
    "上年无结转。"
)


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("zh")
    nlp.add_pipe("gouji", config={"year": 2023, "findings": True})
    return nlp


def told(span: Span) -> tuple[object, ...]:
    return (span.text, span.label_, span._.value, span._.unit, span._.indicator, span._.scope_year)


def test_spans_are_the_figures_of_the_library(nlp: Language) -> None:
    doc = nlp(TEXT)
    figures = extractor.check(TEXT, year=2023).figures
    assert [(s.start_char, s.end_char) for s in doc.spans["figures"]] == [
        (f.start, f.end) for f in figures
    ]
    assert [Decimal(s._.value) for s in doc.spans["figures"]] == [f.value for f in figures]
    assert told(doc.spans["figures"][0]) == ("54件", "count", "54", "件", "t3.new.total", None)
    assert ("50件", "count", "50", "件", "t3.new.total", 2022) in map(told, doc.spans["figures"])
    assert [f["code"] for f in doc._.findings] == ["P201"]


def test_text_that_looks_like_markup_keeps_its_offsets(nlp: Language) -> None:
    doc = nlp("<p>收到申请54件。</p>")
    assert [s.text for s in doc.spans["figures"]] == ["54件"]


def test_what_was_added_outlives_the_process(nlp: Language) -> None:
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert list(map(told, again.spans["figures"])) == list(map(told, doc.spans["figures"]))
    store = DocBin(store_user_data=True, docs=[doc])
    (kept,) = DocBin().from_bytes(store.to_bytes()).get_docs(nlp.vocab)
    assert list(kept._.findings) == doc._.findings


def test_the_pipeline_itself_is_saved_with_its_settings(nlp: Language, tmp_path: object) -> None:
    nlp.to_disk(tmp_path)  # type: ignore[arg-type]
    again = spacy.load(tmp_path)  # type: ignore[arg-type]
    first, second = nlp(TEXT), again(TEXT)
    assert list(map(told, second.spans["figures"])) == list(map(told, first.spans["figures"]))
    assert second._.findings
    assert not again("").spans["figures"]


def test_many_texts_go_through_pipe(nlp: Language) -> None:
    docs = list(nlp.pipe([TEXT, "无数字。", TEXT]))
    assert [len(d.spans["figures"]) for d in docs] == [6, 0, 6]
