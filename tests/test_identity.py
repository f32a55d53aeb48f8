"""Whose report it is and for which year. Developed on these rows; all names are invented."""

from __future__ import annotations

import pytest

from extractor.layout.identity import identify
from extractor.layout.sections import find_sections
from extractor.layout.tables import read_tables
from extractor.layout.titles import body_name
from extractor.readers import read
from extractor.records import Identity

BODY = """一、总体情况
我局按时完成各项工作。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
公开渠道不多。
六、其他需要报告的事项
无收取信息处理费情况。
"""
ONE_LINE = BODY.replace("\n", "")


def identity(text: str | bytes, **hints: object) -> Identity:
    document = read(text, **hints)  # type: ignore[arg-type]
    sections = find_sections(document)
    found = identify(document, sections, read_tables(document, sections))
    for claim in found.claims:
        assert claim.where == "hint" or str(claim.year)[-1] or document.text[claim.start]
        assert 0 <= claim.start <= claim.end <= len(document.text)
    return found


TITLES = [
    (
        "澜川市公安局2024年政府信息公开工作年度报告\n编制说明：如有疑问请联系。",
        "澜川市公安局",
        2024,
    ),
    ("澜川市公安局2024年度政府信息公开工作报告", "澜川市公安局", 2024),
    ("澜川市公安局2024年政府信息公开工作年度报告", "澜川市公安局", 2024),
    ("2022年澜川市政府信息公开工作年度报告", "澜川市", 2022),
    ("2022年度澜川市财政局政府信息公开年度报告", "澜川市财政局", 2022),
    ("2022年度澜川市财政局关于政府信息公开工作的报告", "澜川市财政局", 2022),
    ("澜川市人民政府2023年政府信息公开工作年度报告", "澜川市人民政府", 2023),
    ("2023年澜川市人民政府政府信息公开工作年度报告", "澜川市人民政府", 2023),
    ("澜川市人民政府信息公开工作年度报告（2023年）", "澜川市人民政府", 2023),
    ("澜川市财政局政府信息公开工作年度报告（2023年度）", "澜川市财政局", 2023),
    ("澜川市财政局政府信息公开工作年度报告(2023)", "澜川市财政局", 2023),
    ("澜川市财政局政府信息公开2023年度报告", "澜川市财政局", 2023),
    ("澜川市财政局政府信息公开工作2023年年度报告\n发布时间：2024-01-21", "澜川市财政局", 2023),
    ("澜川市财政局关于2022年度政府信息公开情况的报告", "澜川市财政局", 2022),
    ("关于澜川市财政局2022年度政府信息公开工作情况的报告", "澜川市财政局", 2022),
    ("澜川市财政局\n2022年政府信息公开工作年度报告", "澜川市财政局", 2022),
    ("澜川市财政局\n关于2022年度政府信息公开情况的报告", "澜川市财政局", 2022),
    ("澜川市财政局2022年\n政府信息公开工作年度报告", "澜川市财政局", 2022),
    ("澜川市财政局\n2022年度\n政府信息公开工作年度报告", "澜川市财政局", 2022),
    ("2022年政府信息公开工作年度报告\n澜川市财政局", "澜川市财政局", 2022),
    ("2022年政府信息公开工作年度报告\n（澜川市财政局）", "澜川市财政局", 2022),
    ("  澜川市财政局 2022 年度政府信息公开工作年度报告  ", "澜川市财政局", 2022),
    ("澜川市财政局２０２２年政府信息公开工作年度报告", "澜川市财政局", 2022),
    ("澜川市财政局二〇二二年政府信息公开工作年度报告", "澜川市财政局", 2022),
    ("澜川市财政局2022年政务公开工作年度报告", "澜川市财政局", 2022),
    ("澜川市财政局2022年信息公开年报", "澜川市财政局", 2022),
    ("澜川市财政局2022年政府信息公开工作总结报告", "澜川市财政局", 2022),
    ("# 澜川市财政局2022年政府信息公开工作年度报告", "澜川市财政局", 2022),
    ("标题：澜川市财政局2022年政府信息公开工作年度报告", "澜川市财政局", 2022),
    (
        "当前位置：首页 > 政务公开 > 年报 > 澜川市财政局2022年政府信息公开工作年度报告",
        "澜川市财政局",
        2022,
    ),
    ("国家税务总局澜川市税务局2022年政府信息公开工作年度报告", "国家税务总局澜川市税务局", 2022),
    ("碧岩镇人民政府2022年政府信息公开工作年度报告", "碧岩镇人民政府", 2022),
    ("碧岩镇2022年政府信息公开工作年度报告", "碧岩镇", 2022),
    ("云塘街道2022年政府信息公开工作年度报告", "云塘街道", 2022),
    ("云塘街道办事处2022年政府信息公开工作年度报告", "云塘街道办事处", 2022),
    (
        "澜川高新技术产业开发区管理委员会2022年政府信息公开工作年度报告",
        "澜川高新技术产业开发区管理委员会",
        2022,
    ),
    (
        "澜川市城市管理局（综合行政执法局）2022年政府信息公开工作年度报告",
        "澜川市城市管理局（综合行政执法局）",
        2022,
    ),
    ("澜川市第一人民医院2022年信息公开工作年度报告", "澜川市第一人民医院", 2022),
    ("澜川清源供水有限公司2022年度信息公开工作年度报告", "澜川清源供水有限公司", 2022),
    ("澜川综合实验区2021年度政府信息公开工作年度报告", "澜川综合实验区", 2021),
    ("云峤省人民政府办公厅2019年政府信息公开工作年度报告", "云峤省人民政府办公厅", 2019),
]


@pytest.mark.parametrize(("title", "agency", "year"), TITLES, ids=[t[0] for t in TITLES])
def test_a_title_names_body_and_year(title: str, agency: str, year: int) -> None:
    found = identity(f"{title}\n{BODY}")
    assert (found.agency, found.year) == (agency, year)
    assert found.claims[0].where == "title"


@pytest.mark.parametrize(("title", "agency", "year"), [t for t in TITLES if "\n" not in t[0]])
def test_the_same_in_html_with_a_site_name(title: str, agency: str, year: int) -> None:
    page = (
        f"<html><head><title>{title} - 云峤省人民政府门户网站</title></head>"
        "<body><div>您所在的位置：<a>首页</a> > <a>政府信息公开年报</a></div>"
        f"<h1>{title.strip('# ')}</h1>"
        f"<p>来源：办公室 时间：2025-01-20</p><p>{BODY}</p></body></html>"
    )
    found = identity(page)
    assert (found.agency, found.year) == (agency, year)


ELSEWHERE = [
    # a page on one line: breadcrumb, title, source, introduction
    (
        "当前位置： 首页政务公开政府信息公开年报 澜川综合实验区2021年度政府信息公开工作年度报告 "
        f"来源：澜川县人民政府 时间：2022-02-08 根据《条例》编制本报告。{ONE_LINE}",
        "澜川综合实验区",
        2021,
    ),
    # no title, signature at the end
    (f"根据《条例》编制本报告。{ONE_LINE} 澜川市财政局 2025年1月23日", "澜川市财政局", 2024),
    (f"根据《条例》编制本报告。{ONE_LINE} 澜川市财政局2022年1月7日", "澜川市财政局", 2021),
    (f"{BODY}澜川市财政局\n2022年1月7日\n", "澜川市财政局", 2021),
    (f"{BODY}　　　　　　澜川市财政局\n　　　　　二〇二二年一月七日\n", "澜川市财政局", 2021),
    (f"{BODY}澜川市财政局\n2022年1月7日\n附件下载\n", "澜川市财政局", 2021),
    (f"{BODY}澜川市财政局\n2022年12月30日\n", "澜川市财政局", 2022),
    # the period tells the year, nobody the body
    (f"本报告统计期限为2022年1月1日至2022年12月31日。\n{BODY}", None, 2022),
    (f"所列数据的统计期限自2022年1月1日起至12月31日止。\n{BODY}", None, 2022),
    (f"数据统计时间：2022年1月1日—12月31日\n{BODY}", None, 2022),
    (f"（数据截至2022年12月31日）\n{BODY}", None, 2022),
    # a sentence that publishes the report names its body
    (f"现将2021年澜川市财政局政府信息公开工作年度报告予以公布。\n{BODY}", "澜川市财政局", 2021),
    (f"现公布澜川市财政局2017年政府信息公开工作年度报告。\n{BODY}", "澜川市财政局", 2017),
    # a title that the introduction quotes
    (
        "依照《条例》，我镇编写《碧岩镇人民政府2023年政府信息公开工作年度报告》。"
        f"统计期限从2023年1月1日至12月31止。\n{BODY}",
        "碧岩镇人民政府",
        2023,
    ),
    # what a portal puts above the title
    (
        "政府信息公开\n• 发文机关: 澜川市教育局\n"
        "• 标    题: 澜川市教育局2021年政府信息公开工作年度报告\n"
        f"澜川市教育局2021年政府信息公开工作年度报告\n来源:教育局 时间:2022-01-18 11:45\n{BODY}",
        "澜川市教育局",
        2021,
    ),
    (
        "政府信息公开\n澜川市东岸区2016年政府信息公开工作年度报告\n来源:区政府办 时间:2017-01-12\n"
        f"{BODY}",
        "澜川市东岸区",
        2016,
    ),
    (
        f"澜川市人民政府2016年\n政府信息公开工作年度报告\n澜川市人民政府办公室\n2017年3月\n{BODY}",
        "澜川市人民政府",
        2016,
    ),
    # other documents that are cited
    (
        "依据上级《关于编写2020年度政府信息公开工作年度报告的通知》，说明如下"
        f"（统计期限为2021年1月1日至12月31日）。\n{BODY}",
        None,
        2021,
    ),
    # section one opens with the year, perhaps with the body
    (BODY.replace("我局按时", "2022年，澜川综合实验区坚持公开透明，按时"), "澜川综合实验区", 2022),
    (BODY.replace("我局按时", "2022年，市城管局认真履职，按时"), None, 2022),
    (BODY.replace("我局按时", "2022年，我局按时"), None, 2022),
    (f"根据《国务院办公厅关于印发政府信息公开工作年度报告格式的通知》编制。\n{BODY}", None, None),
    (BODY, None, None),
    ("今天天气很好。", None, None),
]


@pytest.mark.parametrize(("text", "agency", "year"), ELSEWHERE)
def test_without_a_title(text: str, agency: str | None, year: int | None) -> None:
    found = identity(text)
    assert (found.agency, found.year) == (agency, year)


def test_a_menu_that_lists_the_reports_of_other_years() -> None:
    menu = "".join(
        f"<li>澜川市财政局{y}年政府信息公开工作年度报告</li>" for y in (2023, 2022, 2021)
    )
    title = "澜川市财政局2022年政府信息公开工作年度报告"
    page = (
        f"<html><head><title>{title}-澜川市人民政府</title></head><body><ul>{menu}</ul>"
        f"<h1>{title}</h1><p>{BODY}</p></body></html>"
    )
    assert identity(page).year == 2022
    plain = "".join(f"{y}年政府信息公开工作年度报告\n" for y in (2023, 2022))
    period = "统计期限为2022年1月1日至12月31日。"
    assert identity(f"{plain}{period}\n{BODY}").year == 2022


def test_every_claim_is_kept() -> None:
    found = identity(
        "澜川市财政局2023年政府信息公开工作年度报告\n"
        f"本报告统计期限为2022年1月1日至2022年12月31日。\n{BODY}澜川市财政局\n2024年1月7日\n"
    )
    assert [(c.year, c.where) for c in found.claims] == [
        (2023, "title"),
        (2022, "period"),
        (2023, "signature"),
    ]
    assert found.year == 2023


def test_a_period_over_two_years_claims_both() -> None:
    found = identity(f"统计期限为2022年1月1日至2023年12月31日。\n{BODY}")
    assert [c.year for c in found.claims] == [2022, 2023]


def test_hints_fill_in_what_the_text_does_not_say() -> None:
    assert identity(BODY, agency="澜川市财政局", year=2020).agency == "澜川市财政局"
    found = identity(BODY, year=2020)
    assert (found.year, found.form) == (2020, "2019")
    told = identity(f"碧岩镇2022年政府信息公开工作年度报告\n{BODY}", agency="别的局", year=2020)
    assert (told.agency, told.year) == ("碧岩镇", 2022)
    assert [c.where for c in told.claims] == ["title", "hint"]


def test_the_form_follows_the_year_where_there_is_no_table() -> None:
    assert identity(f"碧岩镇2022年政府信息公开工作年度报告\n{BODY}").form == "2021"
    assert identity(f"碧岩镇2020年政府信息公开工作年度报告\n{BODY}").form == "2019"
    old = (
        "碧岩镇2016年政府信息公开工作年度报告\n一、概述\n公开信息12条。\n二、依申请公开情况\n无。\n"
    )
    assert identity(old).form == "2014"
    assert identity(old.replace("2016", "2011")).form is None


@pytest.mark.parametrize(
    "raw", ["我局", "政府信息公开年报", "首页", "本机关", "政务公开专栏", "2022", "", "年度报告"]
)
def test_what_is_no_body(raw: str) -> None:
    assert body_name(raw) is None
