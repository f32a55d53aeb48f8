"""Quantities and zero statements: rows of data with one runner."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.figures import find_figures
from extractor.figures.finder import find_in
from extractor.figures.patterns import mask_examples, masks
from extractor.figures.quantity import Quantity
from extractor.figures.zeros import find_zeros
from extractor.layout.prose import split_prose
from extractor.layout.sections import find_sections
from extractor.records import Document, Identity, Tables

CASES = Path(__file__).parent / "cases"


def _rows(name: str) -> list[dict[str, Any]]:
    return tomllib.loads((CASES / name).read_text("utf-8"))["case"]


def _described(q: Quantity) -> tuple[Decimal, str, str]:
    return q.value, q.unit, q.qualifier


@pytest.mark.parametrize("row", _rows("quantities.toml"), ids=lambda r: r["text"][:16])
def test_quantities(row: dict[str, Any]) -> None:
    wanted = [w.split("|") for w in row["found"]]
    found = find_in(row["text"])
    good = [_described(q) for q in found] == [(Decimal(w[0]), w[1], w[2]) for w in wanted]
    if row.get("gap"):
        assert not good, "the gap is closed: take the mark off the row"
        return
    assert good, found
    for q, w in zip(found, wanted, strict=True):
        if len(w) > 3:
            assert (q.low, q.high) == tuple(Decimal(x) if x else None for x in [*w, ""][3:5])


@pytest.mark.parametrize("row", _rows("zeros.toml"), ids=lambda r: r["text"][:16])
def test_zeros(row: dict[str, Any]) -> None:
    text = row["text"]
    assert [f"{text[z.start : z.end]}|{z.indicator}" for z in find_zeros(text)] == row["found"]


@pytest.mark.parametrize(("name", "example"), mask_examples())
def test_every_mask_has_an_example_that_it_covers(name: str, example: str) -> None:
    assert masks().search(example), name


def _figures(text: str, year: int = 2023) -> Any:
    document, tables = Document(text, "text/plain"), Tables(None, {}, ())
    sentences = split_prose(document, (), tables)
    return document, find_figures(document, sentences, Identity(None, year, None))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("各项工作平稳推进。收到申请6\n9件，办结9件。", "6\n9件 9件"),
        ("收到申请69\n件，办结9件。", "69\n件 9件"),
        ("统计期限自2023年1月1日起至2023\n年12月31日止。收到申请9件。", "9件"),
        ("收到申请6\n9件，办结9件。", "9件"),  # 6, and 9件 of something else, or 69件
    ],
)
def test_a_number_that_a_line_break_cuts_is_whole_or_none(text: str, told: str) -> None:
    _, figures = _figures(text)
    assert [f.text for f in figures] == told.split(" ")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("收到申请248件，比2022年的226件增加22件，增长9.7%。", "count count change change"),
        ("自然人231件，占93.1%。", "count ratio"),
        ("关注用户18.6万人，全年推送300条。", "cumulative count"),
        ("事项由6项增加到8项。", "count count"),
        ("新增公布规范性文件2件。", "count"),
        ("占比为71.2%，上升6.2个百分点。", "ratio change"),
        ("排名第四，较上年又前进了三名。", "rank change"),
        ("罚款12万元，较上年少3万元。", "amount change"),
        ("在全市排名第3名。", "rank"),
        ("自2008年以来累计受理1318件，全年累计受理26件。", "cumulative count"),
    ],
)
def test_kinds(text: str, kinds: str) -> None:
    _, figures = _figures(text)
    assert " ".join(f.kind for f in figures) == kinds


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("收到申请58件，较2022年的50件增长16%。", [None, 2022, None]),
        ("去年共办结121件，今年共办结112件。", [2022, None]),
        ("2021年120件，2022年150件，2023年135件。", [2021, 2022, None]),
        ("上年结转3件，2022年结转至2023年3件。", [None, None]),
        ("收到申请9件，续办上一年度申请2件，办结11件。", [None, None, None]),
        ("收到24起，比2022年（34起）下降29%。", [None, 2022, None]),
        ("复议案件多11件（96件比85件）。", [None, None, 2022]),
        ("年初有效文件64件，2022年末有效规章3件，年末有效61件。", [2022, 2022, None]),
        ("完成1993年至2008年档案数字化6万卷，公开2024年部门预算3份。", [None, None]),
        ("2024年计划办培训3期；全年公开20场。", [2024, 2024]),
        ("上年报告提出的问题已解决，更新问答31条，较上年减收12万元。", [None, None]),
        ("2022年新收、办结分别为29件、26件；今年新收31件。", [2022, 2022, None]),
        ("时限由10个工作日缩短至5个工作日，申请由12件增至20件。", [None, None, 2022, None]),
        ("新发生复议5件（其中2件为2021年的答复），维持4件、纠正1件。", [None, None, None, None]),
        ("2021年（含上年结转2件）收到30件，办结28件。", [2021, 2021, 2021]),
        ("集中公开2021年学校、卫生院、财政所等单位决算和2022年预算，公开项目信息6条。", [None]),
    ],
)
def test_years(text: str, years: list[int | None]) -> None:
    _, figures = _figures(text)
    assert [f.scope.year for f in figures] == years


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet="收到申请办结0123456789一二三百万千余近约%件条次，。、；（） \n,.", max_size=120
    )
)
def test_offsets_always_slice_back(text: str) -> None:
    document, figures = _figures(text)
    last = 0
    for f in figures:
        assert document.text[f.start : f.end] == f.text
        assert f.start >= last or f.qualifier == "zero"
        assert f.low is None or f.high is None or f.low <= f.high
        last = f.start


def test_what_there_is_not_even_one_of_is_no_figure() -> None:
    document = Document(
        "全年没有一件申请，未受理过一件，一件都没收到；全年另收到申请一件。", "text/plain"
    )
    sentences = split_prose(document, (), Tables(None, {}, ()))
    found = find_figures(document, sentences, Identity(None, 2023, None))
    assert [f.text for f in found if f.qualifier != "zero"] == ["一件"]
    assert [f.start for f in found if f.text == "一件"] == [document.text.index("一件。")]


def test_a_footers_words_inside_a_sentence_end_no_prose() -> None:
    text = (
        "一、总体情况\n办理中多与法院和承办单位沟通，栏目设网站地图、联系我们。全年收到申请7件。\n"
        "主办单位 某县人民政府\n浏览96件"
    )
    document = Document(text, "text/plain")
    sections = find_sections(document)
    sentences = split_prose(document, sections, Tables(None, {}, ()))
    found = find_figures(document, sentences, Identity(None, 2023, None))
    assert [f.text for f in found] == ["7件"]
