"""The statutory tables in every rendering: what is read is what was written.

The reports are generated (tests/renderings.py); the seeds here are those developed on.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

import pytest
import renderings as r
from renderings import CELLS_APART, COLUMNS, ON_ONE_LINE, ORGANISATIONS, STYLES, Sheet, numbers

from extractor.codebook import load_codebook
from extractor.layout.sections import find_sections
from extractor.layout.tables import read_tables
from extractor.layout.values import read_value
from extractor.readers import read
from extractor.records import Document, Tables

APART = tuple(s for s in STYLES if s not in ("fused", "half_fused"))
"""Styles in which every cell with something in it can be told from its neighbours."""
FORMS = ("2021", "2019")


def tables_of(source: str | bytes) -> tuple[Document, Tables]:
    document = read(source)
    tables = read_tables(document, find_sections(document))
    for cell in tables.cells.values():
        shown = document.text[cell.start : cell.end]
        assert "".join(shown.split()) == "".join(cell.raw.split()), cell
        assert (cell.value is not None) == (cell.state == "number"), cell
        assert not cell.raw or cell.state != "blank"
    spans = [(x.start, x.end) for x in tables.readings] + [(x.start, x.end) for x in tables.extra]
    assert all(a[1] <= b[0] for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))
    return document, tables


def assert_cells(tables: Tables, expected: dict[str, str], *, undecided: bool = False) -> None:
    """Every expected cell with its value, and no other; `undecided` allows runs not split."""
    assert set(tables.cells) == set(expected)
    wrong = {
        i: (written, tables.cells[i].raw)
        for i, written in expected.items()
        if not (undecided and tables.cells[i].state == "undecided")
        and (tables.cells[i].value, tables.cells[i].state) != read_value(written)[::-1]
    }
    assert not wrong


def whole(tables: Tables) -> None:
    """Nothing is missing and nothing is left over."""
    assert [x.table for x in tables.readings] == ["t2", "t3", "t4"]
    assert not any(x.missing_rows or x.missing_columns for x in tables.readings)
    assert not tables.extra


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("style", STYLES)
def test_what_is_read_is_what_was_written(style: str, form: str) -> None:
    for seed, scale in ((1, 5), (2, 40), (3, 400)):
        cells = numbers(form, seed, scale)
        _, tables = tables_of(r.render(Sheet(form, cells), style))
        assert tables.form == form
        assert_cells(tables, cells, undecided=style not in APART)
        whole(tables)
        if style in APART:
            assert not any(c.decoded_by for c in tables.cells.values())
            assert not any(x.unsplit for x in tables.readings)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("style", CELLS_APART)
def test_blank_cells_keep_their_places(style: str, form: str) -> None:
    for seed in range(4):
        cells = numbers(form, seed, 40)
        rng = random.Random(seed)
        for i, written in cells.items():
            if written == "0" and (seed == 0 or rng.random() < 0.5):
                cells[i] = ""
        _, tables = tables_of(r.render(Sheet(form, cells), style))
        assert_cells(tables, cells)
        whole(tables)


@pytest.mark.parametrize("style", APART)
@pytest.mark.parametrize("mark", ["/", "—", "-", "--", "——", "无"])
def test_slash_dash_and_words_are_not_zero(style: str, mark: str) -> None:
    cells = numbers("2021", 5, 40)
    rng = random.Random(mark)
    cells = {i: mark if w == "0" and rng.random() < 0.5 else w for i, w in cells.items()}
    _, tables = tables_of(r.render(Sheet("2021", cells), style))
    assert_cells(tables, cells)
    states = {tables.cells[i].state for i, w in cells.items() if w == mark}
    assert states == {{"/": "slash", "无": "text"}.get(mark, "dash")}


def test_the_states_of_a_row_in_a_crawled_table() -> None:
    cells = numbers("2019", 1, 40)
    odd = {
        "t3.granted.person": "56",
        "t3.granted.company": "",
        "t3.granted.research": "/",
        "t3.granted.ngo": "—",
        "t3.granted.legal": "0",
        "t3.granted.other_org": "无",
        "t3.granted.total": "56件",
        "t2.penalties.decisions": "见公示平台",
        "t2.penalties.change": "减少4",
        "t2.coercion.change": "增2",
        "t2.procurement.amount": "2314.65万元",
        "t2.services.decisions": "1,234",
        "t2.licences.decisions": "１２",
    }
    for style in ("crawler", "piped", "html"):
        _, tables = tables_of(r.render(Sheet("2019", cells | odd), style))
        got = {i: (tables.cells[i].state, tables.cells[i].value) for i in odd}
        assert got == {
            "t3.granted.person": ("number", Decimal(56)),
            "t3.granted.company": ("blank", None),
            "t3.granted.research": ("slash", None),
            "t3.granted.ngo": ("dash", None),
            "t3.granted.legal": ("number", Decimal(0)),
            "t3.granted.other_org": ("text", None),
            "t3.granted.total": ("number", Decimal(56)),
            "t2.penalties.decisions": ("text", None),
            "t2.penalties.change": ("number", Decimal(-4)),
            "t2.coercion.change": ("number", Decimal(2)),
            "t2.procurement.amount": ("number", Decimal("2314.65")),
            "t2.services.decisions": ("number", Decimal(1234)),
            "t2.licences.decisions": ("number", Decimal(12)),
        }
        assert tables.cells["t2.procurement.amount"].raw == "2314.65万元"


@pytest.mark.parametrize("style", APART)
@pytest.mark.parametrize("form", FORMS)
def test_rows_that_are_not_there(style: str, form: str) -> None:
    book = load_codebook().form(form)  # type: ignore[arg-type]
    rows = [x for x in book.rows.values() if x.table != "t4"]
    for gone in random.Random(style).sample(rows, 4):
        if gone.id in ("t3.other.other", "t3.total"):  # 其他 and 总计 are found by their place
            continue
        cells = numbers(form, 1, 40)
        sheet = Sheet(form, cells, relabel={gone.label.rpartition("/")[2]: ""})
        _, tables = tables_of(r.render(sheet, style))
        kept = {i: w for i, w in cells.items() if not i.startswith(f"{gone.id}.")}
        assert_cells(tables, kept)
        assert [x for y in tables.readings for x in y.missing_rows] == [gone.id]


@pytest.mark.parametrize("style", APART)
@pytest.mark.parametrize("gone", ["company", "research", "ngo", "legal"])
def test_a_column_that_is_not_there(style: str, gone: str) -> None:
    cells = numbers("2021", 4, 40)
    columns = tuple(c for c in COLUMNS if c != gone)
    _, tables = tables_of(r.render(Sheet("2021", cells, columns=columns), style))
    kept = {i: w for i, w in cells.items() if not (i[:2] == "t3" and i.endswith(f".{gone}"))}
    assert_cells(tables, kept)
    assert [x.missing_columns for x in tables.readings] == [(), (gone,), ()]


@pytest.mark.parametrize("style", APART)
@pytest.mark.parametrize(
    "columns",
    [
        ("total", "person", *ORGANISATIONS),
        (*ORGANISATIONS, "person", "total"),
        ("person", "total", *ORGANISATIONS),
        ("person", "legal", "ngo", "research", "company", "other_org", "total"),
    ],
    ids=["total first", "persons last", "total second", "organisations turned"],
)
def test_columns_in_another_order(style: str, columns: tuple[str, ...]) -> None:
    cells = numbers("2021", 4, 40)
    _, tables = tables_of(r.render(Sheet("2021", cells, columns=columns), style))
    assert_cells(tables, cells)


SLIPS = {
    "本年废止件数": "本年废纸件数",
    "本年制发件数": "本年发件数",
    "现行有效件数": "现行有效件数（历史累计）",
    "本年处理决定数量": "本年处理决定数",
    "处理决定数量": "处理决定数量(指本年办件量)",
    "上一年项目数量": "上一年项目数量(指2018年事项数)",
    "本年增/减": "本年增/减(增用正数,减用负数,如-8)",
    "规章": "规 章",
    "行政许可": "行政许可（含变更、延续）",
    "行政强制": "行政强制措施",
    "商业企业": "商业 企业",
    "法律服务机构": "法律服\n务机构",
    "一、本年新收政府信息公开申请数量": "1、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量": "二、上年结转政府信息申请数量",
    "（一）予以公开": "(一)予以公布",
    "1.属于国家秘密": "1、属于国家密秘",
    "2.其他法律行政法规禁止公开": "2.其它法律、行政法规禁止公开",
    "3.危及“三安全一稳定”": "3.危及「三安全一稳定」",
    "4.保护第三方合法权益": "保护第三方合法权益",
    "6.属于四类过程性信息": "6.属于四类过程信息",
    "1.本机关不掌握相关政府信息": "（1）本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作": "2 . 没有现成信息需另行制做",
    "5.要求行政机关确认或重新出具已获取信息": "5.要求行政机关确认或重新出具己获取信息",
    "四、结转下年度继续办理": "四、结转下年度办理",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("style", STYLES)
def test_labels_with_slips_and_explanations(style: str, form: str) -> None:
    cells = numbers(form, 2, 40)
    _, tables = tables_of(r.render(Sheet(form, cells, relabel=SLIPS), style))
    assert_cells(tables, cells, undecided=style not in APART)
    whole(tables)


LONG = {
    "规章": "规章(设区的市、自治州人民政府填报)",
    "规范性文件": "规范性文件(行政机关制定的决定、公告,以及标题用“规定”“办法”等字样的公文,"
    "一般属于规范性文件)",
    "其他对外管理服务事项": "其他对外管理服务事项(指行政许可以外的事项,含行政确认、行政处罚、"
    "行政强制、行政检查,以及公共服务事项)",
}


@pytest.mark.parametrize("style", STYLES)
def test_labels_that_stand_in_the_explanation_of_another(style: str) -> None:
    cells = numbers("2019", 2, 40)
    _, tables = tables_of(r.render(Sheet("2019", cells, relabel=LONG), style))
    assert_cells(tables, cells, undecided=style not in APART)
    whole(tables)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("which", [(2,), (3,), (4,), (2, 3), (2, 4), (3, 4)])
def test_tables_that_are_not_there(style: str, which: tuple[int, ...]) -> None:
    cells = numbers("2021", 1, 40)
    _, tables = tables_of(r.render(Sheet("2021", cells), style, tables=which))
    kept = {i: w for i, w in cells.items() if int(i[1]) in which}
    assert_cells(tables, kept, undecided=style not in APART)
    assert [x.table for x in tables.readings] == [f"t{n}" for n in which]


@pytest.mark.parametrize("style", STYLES)
def test_no_table_at_all(style: str) -> None:
    _, tables = tables_of(r.render(Sheet("2021", {}), style, tables=()))
    assert (tables.form, tables.cells, tables.readings, tables.extra) == (None, {}, (), ())


@pytest.mark.parametrize("style", [s for s in STYLES if not s.startswith("html")])
def test_tables_in_another_order(style: str) -> None:
    cells = numbers("2021", 1, 40)
    sheet = Sheet("2021", cells)
    write: Callable[[r.Rows], str] = STYLES[style]
    page = "\n".join(write(r.TABLES[n](sheet)) for n in (4, 2, 3))
    _, tables = tables_of(page)
    assert_cells(tables, cells, undecided=style not in APART)
    assert [x.table for x in tables.readings] == ["t4", "t2", "t3"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("style", [s for s in STYLES if not s.startswith("html")])
def test_a_second_report_is_left_aside(style: str, form: str) -> None:
    cells = numbers(form, 1, 40)
    first = r.render(Sheet(form, cells), style)
    second = r.render(Sheet(form, numbers(form, 2, 40)), style)
    document, tables = tables_of(f"{first}\n{second}")
    assert_cells(tables, cells, undecided=style not in APART)
    assert len(tables.extra) == 3
    assert all(x.start > len(first) for x in tables.extra)
    assert not _digits_left(document, tables)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("style", STYLES)
def test_prose_is_the_complement_of_the_tables(style: str, form: str) -> None:
    document, tables = tables_of(r.render(Sheet(form, numbers(form, 1, 40)), style))
    assert not _digits_left(document, tables)
    for reading in tables.readings:
        shown = document.text[reading.start : reading.end]
        assert shown == shown.strip() or shown.rstrip().endswith("|")
    if style not in ON_ONE_LINE:
        lines = {"".join(x.split()) for x in document.text.splitlines()}
        assert {"".join(h.split()) for h in r.HEADINGS} <= lines


@pytest.mark.parametrize("comma", ["，", ","])
@pytest.mark.parametrize("style", STYLES)
def test_results_told_behind_table_4_are_prose(style: str, comma: str) -> None:
    cells = numbers("2021", 1, 40)
    told = "\n行政复议8件，其中结果维持3件，结果纠正2件，其他结果1件，尚未审结2件。"
    told = told.replace("，", comma)
    document, tables = tables_of(r.render(Sheet("2021", cells), style) + told)
    assert_cells(tables, cells, undecided=style not in APART)
    assert _digits_left(document, tables) == "83212"


def test_a_paragraph_that_names_the_rows_is_no_further_table() -> None:
    told = "不予公开12件，其中属于国家秘密1件、其他法律行政法规禁止公开2件、保护第三方合法权益4件、"
    told += (
        "属于三类内部事务信息2件、属于四类过程性信息3件、属于行政执法案卷0件、属于行政查询事项0件。"
    )
    _, tables = tables_of(f"{told}\n{r.render(Sheet('2021', numbers('2021', 1, 40)), 'lines')}")
    assert tables.reading("t3") is not None
    assert all(s.start > len(told) for s in (*tables.readings, *tables.extra))


def _digits_left(document: Document, tables: Tables) -> str:
    """Digits and pipes outside of the tables, but for the year of the title."""
    text = document.text
    for x in sorted([*tables.readings, *tables.extra], key=lambda s: -s.start):
        text = text[: x.start] + text[x.end :]
    return "".join(c for c in text.replace("2023年", "") if c.isdigit() or c == "|")
