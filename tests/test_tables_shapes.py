"""Tables that are not as the form prints them: other shapes, PDFs, prose around."""

from __future__ import annotations

import pytest
import renderings as r
from renderings import RESULTS, STYLES, Box, Rows, Sheet, numbers, tables_of

from extractor.layout.values import read_value

FUSED = ("fused", "half_fused")
NAMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
GROUPS = {"review": "行政复议", "direct": "未经复议直接起诉", "after_review": "复议后起诉"}


# -- table 4 in other shapes ------------------------------------------------------------------


def by_group(s: Sheet) -> Rows:
    head = [Box(""), *(Box(n) for n in NAMES)]
    return [head] + [
        [Box(name), *(s.value(f"t4.{g}.{x}") for x in RESULTS)] for g, name in GROUPS.items()
    ]


def by_result(s: Sheet) -> Rows:
    head = [Box(""), *(Box(n) for n in GROUPS.values())]
    return [head] + [
        [Box(n), *(s.value(f"t4.{g}.{x}") for g in GROUPS)]
        for n, x in zip(NAMES, RESULTS, strict=True)
    ]


def one_below_another(s: Sheet) -> Rows:
    return [
        ([Box(name)] if n == 0 else []) + [Box(NAMES[n]), s.value(f"t4.{g}.{x}")]
        for g, name in GROUPS.items()
        for n, x in enumerate(RESULTS)
    ]


def in_blocks(s: Sheet) -> Rows:
    out: Rows = []
    for g, name in GROUPS.items():
        out += [[Box(name, 5)], [Box(n) for n in NAMES]]
        out.append([s.value(f"t4.{g}.{x}") for x in RESULTS])
    return out


def review_and_lawsuits(s: Sheet) -> Rows:
    return [
        [Box("行政复议", 5)],
        [Box(n) for n in NAMES],
        [s.value(f"t4.review.{x}") for x in RESULTS],
        [Box("行政诉讼", 10)],
        [Box("未经复议直接起诉", 5), Box("复议后起诉", 5)],
        [Box(n) for n in NAMES * 2],
        [s.value(f"t4.{g}.{x}") for g in ("direct", "after_review") for x in RESULTS],
    ]


SHAPES = [by_group, by_result, one_below_another, in_blocks, review_and_lawsuits]


@pytest.mark.parametrize("style", [s for s in STYLES if s != "markdown_full"])
@pytest.mark.parametrize("shape", SHAPES)
def test_table_4_in_other_shapes(
    style: str, shape: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(r.TABLES, 4, shape)  # type: ignore[arg-type]
    for seed in range(3):
        cells = numbers("2021", seed, 60)
        tables = tables_of(r.render(Sheet("2021", cells), style))
        for i, written in cells.items():
            if i.startswith("t4.") and not (
                style in FUSED and tables.cells[i].state == "undecided"
            ):
                assert tables.cells[i].value == read_value(written)[1], i


# -- what surrounds and interrupts tables -----------------------------------------------------


@pytest.mark.parametrize("style", ["crawler", "piped", "markdown", "lines", "tabbed", "html"])
def test_prose_directly_behind_a_table_is_no_cell(style: str) -> None:
    cells = numbers("2021", 3, 40)
    page = r.render(Sheet("2021", cells), style)
    wrap = "<p>{}</p>" if style == "html" else "{}\n"
    for n in (3, 4, 5):
        heading = f"<p>{r.HEADINGS[n - 1]}" if style == "html" else r.HEADINGS[n - 1]
        page = page.replace(
            heading, wrap.format(f"2023年，以上共{n}件事项，无其他情况。") + heading
        )
    tables = tables_of(page)
    assert {i: c.value for i, c in tables.cells.items()} == {
        i: read_value(w)[1] for i, w in cells.items()
    }


@pytest.mark.parametrize("style", ["crawler", "piped", "lines", "spaced_rows"])
def test_prose_that_names_labels_is_no_table(style: str) -> None:
    prose = (
        "本年新收政府信息公开申请8件，上年结转政府信息公开申请1件，其中予以公开3件，部分公开2件，"
        "属于国家秘密1件，本机关不掌握相关政府信息2件，结转下年度继续办理1件。制发行政规范性文件2件，"
        "办理行政许可5件、行政处罚3件、行政强制0件，行政事业性收费12万元。行政复议结果维持1件、结果纠正1件。\n"
    )
    cells = numbers("2021", 3, 40)
    page = r.render(Sheet("2021", cells), style)
    for n in (1, 2, 3):
        page = page.replace(f"{r.HEADINGS[n - 1]}\n", f"{r.HEADINGS[n - 1]}\n{prose}")
    tables = tables_of(page)
    assert {i: c.value for i, c in tables.cells.items()} == {
        i: read_value(w)[1] for i, w in cells.items()
    }
    assert not tables.extra


def test_a_label_may_be_spelled_out() -> None:
    cells = numbers("2021", 3, 40)
    page = r.render(Sheet("2021", cells), "piped")
    for words in (
        "国家安全、公共安全、经济安全、社会稳定",
        "国家安全、公共安全、经济安全和社会稳定",
    ):
        told = page.replace("危及“三安全一稳定”", f"危及{words}")
        assert told != page
        tables = tables_of(told)
        assert {i: c.value for i, c in tables.cells.items()} == {
            i: read_value(w)[1] for i, w in cells.items()
        }


def test_the_number_of_the_next_section_is_no_cell() -> None:
    cells = numbers("2021", 3, 40)
    page = r.render(Sheet("2021", cells), "piped")
    for mark in ("PART 05\n", "05\n", "PART 05 "):
        heading = r.HEADINGS[4]
        tables = tables_of(page.replace(heading, f"{mark}{heading[2:]}"))
        assert {i: c.value for i, c in tables.cells.items()} == {
            i: read_value(w)[1] for i, w in cells.items()
        }


def test_a_header_repeated_after_a_page_break() -> None:
    cells = numbers("2021", 3, 40)
    page = r.render(Sheet("2021", cells), "piped")
    header = "".join(r.piped(r.table3(Sheet("2021", cells))[:3]))
    row = "2.没有现成信息需要另行制作"
    tables = tables_of(page.replace(row, f"- 5 -\n{header}{row}"))
    assert {i: c.value for i, c in tables.cells.items()} == {
        i: read_value(w)[1] for i, w in cells.items()
    }


def test_tabs_behind_the_rows_of_a_header() -> None:
    """A spreadsheet's rows are as wide as what was marked in it."""
    cells = numbers("2021", 3, 40)
    page = r.render(Sheet("2021", cells), "tabbed")
    padded = "\n".join(f"{line}\t" if "\t" in line else line for line in page.split("\n"))
    tables = tables_of(padded)
    assert {i: c.value for i, c in tables.cells.items()} == {
        i: read_value(w)[1] for i, w in cells.items()
    }


PDF = """云岭县水务局2023年政府信息公开工作年度报告
三、收到和处理政府信息公开申请情况
申请人情况
法人或其他组织
（本列数据的勾稽关系为：第一项加第二项之和，
等于第三项加第四项之和） 自然人 商业 科研 社会公 法律服 总计
其他
企业 机构 益组织 务机构
一、本年新收政府信息公开申请数量 31 0 0 0 1 0 32
二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0
（一）予以公开 2 0 0 0 1 0 3
（二）部分公开（区分处理的，只计这一情
1 0 0 0 0 0 1
形，不计其他情形）
1.属于国家秘密 0 0 0 0 0 0 0
2.其他法律行政法规禁止公开 0 0 0 0 0 0 0
3.危及“三安全一稳定” 0 0 0 0 0 0 0
（三） 4.保护第三方合法权益 0 0 0 0 0 0 0
不予公
5.属于三类内部事务信息 0 0 0 0 0 0 0
开
三、本 6.属于四类过程性信息 0 0 0 0 0 0 0
年度办
理结果 7.属于行政执法案卷 0 0 0 0 0 0 0
8.属于行政查询事项 0 0 0 0 0 0 0
- 4 -
1.本机关不掌握相关政府信息 28 0 0 0 0 0 28
（四）
无法提 2.没有现成信息需要另行制作 0 0 0 0 0 0 0
供
3.补正后申请内容仍不明确 0 0 0 0 0 0 0
1.信访举报投诉类申请 0 0 0 0 0 0 0
2.重复申请 0 0 0 0 0 0 0
（五）
不予处 3.要求提供公开出版物 0 0 0 0 0 0 0
理
4.无正当理由大量反复申请 0 0 0 0 0 0 0
5.要求行政机关确认或重新出具已获取
0 0 0 0 0 0 0
信息
1.申请人无正当理由逾期不补正、行政
机关不再处理其政府信息公开申请 0 0 0 0 0 0 0
（六） 2.申请人逾期未按收费通知要求缴纳费
其他处 用、行政机关不再处理其政府信息公开 0 0 0 0 0 0 0
理 申请
3.其他 0 0 0 0 0 0 0
（七）总计 31 0 0 0 1 0 32
四、结转下年度继续办理 0 0 0 0 0 0 0
- 5 -
四、政府信息公开行政复议、行政诉讼情况
行政复议 行政诉讼
未经复议直接起诉 复议后起诉
结 结 其 尚
结 结 其 尚 结 结 其 尚
果 果 他 未
总计 果 果 他 未 总 果 果 他 未 总
维 纠 结 审
持 正 果 结
1 0 0 0 1 0 0 0 0 0 0 0 12 0 12
五、存在的主要问题及改进情况
不足较多。
"""


def test_text_that_came_out_of_a_pdf() -> None:
    tables = tables_of(PDF)
    told = {i: str(c.value) for i, c in tables.cells.items() if c.value != 0}
    assert told == {
        "t3.new.person": "31",
        "t3.new.legal": "1",
        "t3.new.total": "32",
        "t3.granted.person": "2",
        "t3.granted.legal": "1",
        "t3.granted.total": "3",
        "t3.partial.person": "1",
        "t3.partial.total": "1",
        "t3.unavailable.not_held.person": "28",
        "t3.unavailable.not_held.total": "28",
        "t3.total.person": "31",
        "t3.total.legal": "1",
        "t3.total.total": "32",
        "t4.review.upheld": "1",
        "t4.review.total": "1",
        "t4.after_review.other": "12",
        "t4.after_review.total": "12",
    }
    assert len(tables.cells) == 190
    assert not any(x.missing_rows or x.missing_columns for x in tables.readings)


def test_rows_that_somebody_added_are_no_rows_of_the_form() -> None:
    cells = numbers("2021", 3, 40)
    page = r.render(Sheet("2021", cells), "piped")
    page = page.replace(
        "第二十条第（五）项", "其他主动公开文件（含函件） | 7 | 8 | 9 | \n第二十条第（五）项"
    )
    page = page.replace(
        "（四）无法提供", "9.其他不予公开情形 | 5 | 5 | 5 | 5 | 5 | 5 | 30 | ||\n（四）无法提供"
    )
    tables = tables_of(page)
    assert {i: c.value for i, c in tables.cells.items()} == {
        i: read_value(w)[1] for i, w in cells.items()
    }


HALF_OLD = """二、主动公开政府信息情况

第二十条第(一)项

信息内容

本年新
制作数量

本年新
公开数量

对外公开总数量

规章

0

0

0

规范性文件

3

2

17

第二十条第(五)项

信息内容

本年处理决定数量

行政许可

5

第二十条第(八)项

信息内容

本年收费金额(单位:万元)

行政事业性收费

282.1

"""


def test_a_table_that_mixes_the_forms() -> None:
    tables = tables_of(HALF_OLD)
    assert {i: str(c.value) for i, c in tables.cells.items()} == {
        "t2.rules.made": "0",
        "t2.rules.published": "0",
        "t2.rules.in_force": "0",
        "t2.normative.made": "3",
        "t2.normative.published": "2",
        "t2.normative.in_force": "17",
        "t2.licences.decisions": "5",
        "t2.fees.amount": "282.1",
    }


CUT_OFF = """二、主动公开政府信息情况
第二十条第(一)项 | ||||
信息内容 | 本年新 | 本年新 | 对外公开总数量 | |
规章 | 1 | 1 | 1 | |
规范性文件 | 22 | 21 | 20 | |
第二十条第(五)项 | ||||
信息内容 | 上一年项目数量 | 本年增/ | 处理决定数量 | |
行政许可 | ||||
其他对外管理服务事项 | 7 | | 12 | |
第二十条第(六)项 | ||||
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 | |
行政处罚 | ||||
行政强制 | | | 3 | |
"""


def test_labels_cut_off_and_cells_left_blank() -> None:
    tables = tables_of(CUT_OFF)
    assert tables.form == "2019"
    told = {i: c.value and int(c.value) for i, c in tables.cells.items()}
    assert told == {
        "t2.rules.made": 1,
        "t2.rules.published": 1,
        "t2.rules.in_force": 1,
        "t2.normative.made": 22,
        "t2.normative.published": 21,
        "t2.normative.in_force": 20,
        "t2.licences.previous_items": None,
        "t2.licences.change": None,
        "t2.licences.decisions": None,
        "t2.services.previous_items": 7,
        "t2.services.change": None,
        "t2.services.decisions": 12,
        "t2.penalties.previous_items": None,
        "t2.penalties.change": None,
        "t2.penalties.decisions": None,
        "t2.coercion.previous_items": None,
        "t2.coercion.change": None,
        "t2.coercion.decisions": 3,
    }
    assert {tables.cells[i].state for i in tables.cells if told[i] is None} == {"blank"}
    assert tables.readings[0].missing_rows == ("t2.fees", "t2.procurement")


def test_the_form_is_told_by_the_labels_not_by_the_year() -> None:
    sheet = Sheet("2019", numbers("2019", 1), title="云岭县水务局2023年政府信息公开工作年度报告")
    assert tables_of(r.render(sheet, "piped")).form == "2019"


OLD = """云岭县水务局2016年政府信息公开工作年度报告
一、概述
全年公开信息612条。
附表
{header}
主动公开信息数{gap}条{gap}612
收到申请总数{gap}件{gap}6
"""


@pytest.mark.parametrize("gap", ["\t", " ", " | "])
@pytest.mark.parametrize("words", ["指标名称 计量单位 数值", "统计指标 单位 统计数"])
def test_the_statistics_table_of_2014_is_recognised(gap: str, words: str) -> None:
    text = OLD.format(gap=gap, header=words.replace(" ", gap))
    tables = tables_of(text)
    assert (tables.form, tables.cells, tables.readings) == ("2014", {}, ())
    (span,) = tables.extra
    assert text[span.start :].startswith(words[:4])
    assert text[: span.end].endswith("6")
    assert "612条" not in text[span.start : span.end]


@pytest.mark.parametrize("unread", ["结果□□", "结果\ufffd\ufffd", "结果纠止"])
@pytest.mark.parametrize("sep", ["|", "\t", "\n"])
@pytest.mark.parametrize("groups", [1, 2, 3])
def test_a_result_of_table_4_that_cannot_be_read_moves_no_other(
    unread: str, sep: str, groups: int
) -> None:
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    named = [unread if g < groups and r == "结果纠正" else r for g in range(3) for r in results]
    rows = [
        ["行政复议", "行政诉讼"],
        [*named[:5], "未经复议直接起诉", "复议后起诉"],
        named[5:],
        [str(n) for n in range(1, 16)],
    ]
    text = "四、政府信息公开行政复议、行政诉讼情况\n" + "\n".join(sep.join(r) for r in rows)
    cells = tables_of(text).cells
    assert [cells[f"t4.{g}.{r}"].value for g in GROUPS for r in RESULTS] == list(range(1, 16))


@pytest.mark.parametrize("below", ["", "三、收到和处理政府信息公开申请情况\n申请人\t情况\n"])
def test_a_row_without_tabs_in_a_table_with_tabs_is_parted_by_blanks(below: str) -> None:
    text = (
        "二、主动公开政府信息情况\n第二十条第（八）项\n"
        "信息内容\t上一年项目数量\t本年增/减\n行政事业性收费\t0\t0\n"
        "第二十条第（九）项\n信息内容\t采购项目数量\t采购总金额\n政府集中采购 5 212.6\n"
    )
    cells = tables_of(text + below).cells
    assert str(cells["t2.procurement.items"].value) == "5"
    assert str(cells["t2.procurement.amount"].value) == "212.6"
