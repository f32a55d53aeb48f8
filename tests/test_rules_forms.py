"""Sections, tables, forms and years: what a report must have and which year it is for."""

from __future__ import annotations

import msgspec
import pytest
from builders import extraction

from extractor.records import Finding, Identity, TableReading, Tables, YearClaim
from extractor.rules import all_rules, run_rules, select_rules
from extractor.rules._examples import build

TITLE = "云岭县水务局2024年政府信息公开工作年度报告\n"
ONE = "一、总体情况\n"


def found(text: str, *select: str) -> list[Finding]:
    return list(run_rules(build(text), rules=select_rules(all_rules(), select)).findings)


COPIED = [
    "2023年，我局主动公开信息120条。",
    "2023年度，全县各级行政机关共收到政府信息公开申请95件。",
    "（一）2023年我局认真贯彻落实条例，全年公开信息88条。",
    "(二)主动公开的类别2023年，在主动公开的61条政府信息中，减税降费5条。",
    "2022年，在县委、县政府领导下，政府信息公开工作取得新进展。",
]


@pytest.mark.parametrize("sentence", COPIED)
def test_last_years_text_left_standing(sentence: str) -> None:
    (finding,) = found(TITLE + ONE + sentence, "D")
    assert finding.severity == "warning"
    assert "报告年度为2024年" in finding.message
    assert finding.expected == 2024
    assert finding.actual in (2022, 2023)


LEGITIMATE = [
    "2023年收到申请15件，2024年收到申请12件，下降20%。",
    "2024年，我局收到申请12件。2023年，我局收到申请15件。",
    "2022年，我局收到申请9件。2023年，我局收到申请15件。申请量有所上升。",
    "与2023年相比，收到的申请减少3件。",
    "2021年以来，我局累计公开信息300条。",
    "2019年新修订的条例施行以来，我局共收到申请30件。",
    "2023年3月，我局成立政务公开领导小组。",
    "2023年度部门决算由我局在政府网站公开。",
    "2023年结转的申请4件，我局均已办结。",
    "2023年，国务院办公厅印发文件，我局抓好落实。",
    "2023年，我局被评为全县政务公开先进单位。",
    "《2023年政务公开工作要点》由我局牵头落实。",
    "2025年，我局将继续推进公开工作。",
    "2025年我局计划公开信息200条。",
    "根据云政办〔2023〕12号文件，我局公开信息12条。",
]


@pytest.mark.parametrize("sentence", LEGITIMATE)
def test_other_years_that_are_no_claim(sentence: str) -> None:
    assert not found(TITLE + ONE + sentence, "D")


def test_plans_of_section_five_are_left_alone() -> None:
    five = "五、存在的主要问题及改进情况\n2023年，我局主动公开信息120条，质量不高。\n"
    assert not found(TITLE + five, "D")


def test_figures_of_this_year_under_last_years_name() -> None:
    """The year's neighbour is named, but the number is this year's: no look back, a slip."""
    text = ONE + "2024年，我局主动公开信息61条。2023年，我局在公开的61条信息中公开规划5条。\n"
    (finding,) = found(TITLE + text, "D")
    assert finding.actual == 2023


def test_the_period_against_the_title_is_an_error() -> None:
    period = "本报告所列数据的统计期限为2023年1月1日至2023年12月31日。\n"
    (finding,) = found(TITLE + period + ONE + "2023年，我局公开信息12条。", "D")
    assert finding.severity == "error"
    assert "统计期限、正文" in finding.message
    assert "等2处" in finding.message
    assert len(finding.spans) == 2


def test_a_signature_of_the_wrong_year_is_a_notice() -> None:
    made = extraction(year=2024)
    claims = (YearClaim(2024, "title", 0, 4), YearClaim(2023, "signature", 0, 4))
    made = msgspec.structs.replace(made, identity=Identity("某局", 2024, "2021", claims))
    (finding,) = run_rules(made, rules=select_rules(all_rules(), ["D101"])).findings
    assert finding.severity == "notice"


SIX = "六、其他需要报告的事项\n"
TABLES = "@table t2 t3 t4\n"

FEE_TOLD = [
    "未收取信息处理费。",
    "2024年，无收取信息处理费情况。",
    "未收费。",
    "没有收取任何费用。",
    "收取信息处理费320元。",
    "依申请公开均为免费提供。",
    "检索费、复制费均未发生。",
]
FEE_NOT_TOLD = [
    "无。",
    "无其他需要报告的事项。",
    "办理人大建议41件，经费保障到位。",
    "咨询请拨打免费电话12345。",
    "公布行政事业性收费目录。",
]


@pytest.mark.parametrize("text", FEE_TOLD)
def test_the_fee_is_told(text: str) -> None:
    assert not found(TABLES + TITLE + SIX + text, "F105")


@pytest.mark.parametrize("text", FEE_NOT_TOLD)
def test_the_fee_is_not_told(text: str) -> None:
    (finding,) = found(TABLES + TITLE + SIX + text, "F105")
    assert finding.severity == "warning"


def test_the_fee_told_elsewhere_is_worth_a_look() -> None:
    text = TABLES + TITLE + ONE + "全年未收取信息处理费。\n" + SIX + "本报告可在网站查阅。"
    (finding,) = found(text, "F105")
    assert finding.severity == "notice"


def test_the_older_form_asks_for_no_fee() -> None:
    text = "@table t2 t3 t4\n@form 2019\n" + TITLE.replace("2024", "2020") + SIX + "无。"
    assert not found(text, "F105")


def test_the_older_form_used_too_late_is_one_fault_not_two() -> None:
    text = "@table t2 t3 t4\n@form 2019\n" + TITLE + SIX + "无。"
    assert [f.code for f in found(text, "F104", "F105")] == ["F104"]


def test_a_page_that_is_no_report_lacks_nothing() -> None:
    titles = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况")
    contents = "".join(f"{n}、{t}……{n}\n" for n, t in zip("一二三", titles, strict=True))
    for text in ("某县发布气象预警，请注意防范。", contents, "2017年，我局公开信息12条。"):
        assert not found("@year 2024\n" + text, "F")


def test_reports_before_the_forms_lack_nothing() -> None:
    made = extraction(tables=(), year=2017)
    made = msgspec.structs.replace(made, sections=made.sections[:4])
    report = run_rules(made, rules=select_rules(all_rules(), ["F"]))
    assert not report.findings


@pytest.mark.parametrize(
    ("year", "form", "fires"),
    [
        (2019, "2019", False),
        (2020, "2019", False),
        (2020, "2021", True),
        (2021, "2019", True),
        (2021, "2021", False),
        (2025, "2021", False),
        (None, "2019", False),
        (2018, "2019", False),
    ],
)
def test_the_form_of_the_year(year: int | None, form: str, fires: bool) -> None:
    made = extraction(form=form, year=year)  # type: ignore[arg-type]
    report = run_rules(made, rules=select_rules(all_rules(), ["F104"]))
    assert bool(report.findings) is fires


def test_missing_rows_and_columns_are_one_finding_a_table() -> None:
    made = extraction()
    reading = TableReading(
        "t3", 0, 9, missing_rows=("t3.denied.query", "t3.other.unpaid"), missing_columns=("ngo",)
    )
    tables = Tables("2021", made.tables.cells, (reading,))
    made = msgspec.structs.replace(made, tables=tables)
    (finding,) = run_rules(made, rules=select_rules(all_rules(), ["F103"])).findings
    assert "“属于行政查询事项”" in finding.message
    assert "2行" in finding.message
    assert "“社会公益组织”1列" in finding.message
    assert "t3.denied.query.person" in finding.cells
    assert "t3.new.ngo" in finding.cells
    assert "t3.new.person" not in finding.cells
