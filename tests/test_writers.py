"""The output formats: what a reviewer sees at any width, and what a program reads."""

from __future__ import annotations

import io
import json
import re
from decimal import Decimal

import msgspec
import pytest
from builders import extraction
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from extractor import check
from extractor.bulk.evidence import table_values
from extractor.errors import Missing
from extractor.records import Figure, Finding, Report, Scope, Sentence
from extractor.rules import all_rules, run_rules, select_rules
from extractor.writers import Options, formats, open_writer
from extractor.writers._wrap import wrap
from extractor.writers.console.findings import summary
from extractor.writers.console.tables import suspects

PROSE = (
    "2023年全年收到政府信息公开申请464件，办结441件；\n"
    "“平安云岭”关注量达2万余人。未收取信息处理费。\n"
)


def figure(text: str, value: int, indicator: str | None, **more: object) -> Figure:
    start = PROSE.index(text)
    number = Decimal(value)
    made = Figure(
        start, start + len(text), text, number, number, number, text[-1], "exact", "count", 0,
        indicator, 0.9,
    )  # fmt: skip
    return msgspec.structs.replace(made, **more)


def report(*, faults: bool = True) -> Report:
    """A report whose prose tells three figures, one of them against the table."""
    cells = {"t3.new.person": 464, "t3.new.total": 464, "t3.total.person": 441,
             "t3.total.total": 441, "t3.granted.person": 441, "t3.granted.total": 441,
             "t3.carried_out.person": 23, "t3.carried_out.total": 23}  # fmt: skip
    if faults:
        cells["t3.new.total"] = 446
    made = extraction(cells, prose=PROSE)
    made = msgspec.structs.replace(
        made,
        document=msgspec.structs.replace(made.document, uri="a.txt"),
        sentences=(Sentence(0, len(PROSE), 1),),
        figures=(
            figure("464件", 464, "t3.new.total"),
            figure("441件", 441, "t3.total.total"),
            figure("2万余人", 20000, "n.followers", high=None, qualifier="at_least"),
        ),
    )
    return run_rules(made)


def written(
    name: str,
    *reports: Report,
    options: Options = Options(),  # noqa: B008 - frozen
    failures: bool = False,
) -> str:
    stream = io.StringIO()
    writer = open_writer(name, stream, options)
    for one in reports:
        writer.report(one)
    if failures:
        writer.failure(Missing("找不到文件：x"), "x", None)
    writer.close()
    return stream.getvalue()


def test_formats_are_found_by_their_modules() -> None:
    assert {"console", "json", "jsonl"} <= set(formats())
    with pytest.raises(KeyError):
        open_writer("none", io.StringIO(), Options())


def test_a_line_is_the_report_itself() -> None:
    made = report()
    (line,) = written("jsonl", made).splitlines()
    assert json.loads(line) == made.to_dict()
    with_text = json.loads(written("jsonl", made, options=Options(with_text=True)))
    assert with_text["source"]["text"] == made.extraction.document.text


def test_numbers_stay_decimal_strings() -> None:
    line = json.loads(written("jsonl", report()))
    assert line["cells"]["t3.new.total"]["value"] == "446"
    assert line["figures"][2] | {"sentence": ""} == {
        "text": "2万余人", "start": 40, "end": 44, "value": "20000", "low": "20000", "high": None,
        "unit": "人", "qualifier": "at_least", "kind": "count", "indicator": "n.followers",
        "confidence": 0.9, "scope": {"year": None, "body": None}, "sentence": "",
    }  # fmt: skip


def test_a_failure_takes_its_place_in_every_format() -> None:
    lines = written("jsonl", report(), failures=True).splitlines()
    assert json.loads(lines[1])["error"] == {"code": "E107", "message": "找不到文件：x"}
    assert len(json.loads(written("json", report(), failures=True))) == 2
    assert "找不到文件：x" in written("console", report(), failures=True)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
@pytest.mark.parametrize("faults", [True, False])
def test_no_line_is_wider_than_the_terminal(
    width: int, faults: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = written("console", report(faults=faults))
    assert max(cell_len(line) for line in shown.splitlines()) <= width


def test_marks_say_what_colours_would() -> None:
    shown = written("console", report())
    assert "[464件✗]" in shown
    assert "[441件✓]" in shown
    assert "[2万余人]" in shown
    assert re.search(r"464件 → 本年新收·总计，表中446 ✗", shown)
    assert re.search(r"441件 → 办理结果总计，表中441 ✓", shown)
    assert re.search(r"2万余人 → 关注用户数", shown)


def test_only_the_suspected_cell_is_marked() -> None:
    made = report()
    assert suspects(made.findings) == {"t3.new.total"}
    row = next(x for x in written("console", made).splitlines() if x.startswith("本年新收 "))
    assert row.split() == ["本年新收", "464", "446✗"]


def test_what_follows_stands_under_its_root() -> None:
    lines = [x for x in written("console", report()).splitlines() if re.match(r"\s+(\d\.|↳)", x)]
    assert [re.findall(r"[A-Z]\d{3}", x)[0] for x in lines] == ["T303", "T301", "P101"]
    assert [x.lstrip()[0] for x in lines] == ["1", "↳", "↳"]


def test_the_gravest_comes_first() -> None:
    def finding(severity: str) -> Finding:
        return Finding("T301", severity, severity, None, None, None, (), (), ())  # type: ignore[arg-type]

    made = msgspec.structs.replace(
        report(), findings=tuple(finding(s) for s in ("notice", "warning", "error"))
    )
    shown = written("console", made)
    assert shown.index("错误 T301") < shown.index("警告 T301") < shown.index("提示 T301")


@pytest.mark.parametrize("name", ["console", "html"])
@pytest.mark.parametrize("page", ["body { color: red }", "今天最高气温25度，降水概率30%。"])
def test_a_document_that_is_no_report_is_not_called_clean(name: str, page: str) -> None:
    other = check(page)
    assert not other.findings
    assert "未读到年度报告的内容" in written(name, other)
    assert "未发现不符之处" not in written(name, other)
    assert "未发现不符之处" in written(name, report(faults=False))


@pytest.mark.parametrize("name", ["console", "html"])
def test_a_heading_without_a_number_is_not_called_clean(name: str) -> None:
    bare = check("云岭县水务局2023年政府信息公开工作年度报告\n一、总体情况\n各项任务平稳推进。\n")
    assert not bare.findings
    shown = written(name, bare)
    assert "没有可以相互核对的数据（正文0个数字，0个表格单元），未作勾稽" in shown
    assert "未发现不符之处" not in shown


def test_findings_do_not_hide_that_no_number_was_held_against_another() -> None:
    headings = (
        "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况",
    )  # fmt: skip
    lines = (
        f"{n}、{h}\n" + "各项任务平稳推进，群众满意。" * 3
        for n, h in zip("一二三四五", headings, strict=True)
    )
    told = check("云岭县水务局2023年政府信息公开工作年度报告\n" + "\n".join(lines))
    assert told.findings
    assert str(summary(told)).strip() == (
        f"发现警告{len(told.findings)}处；没有可以相互核对的数据（正文0个数字，0个表格单元），未作勾稽。"
    )


def test_rules_that_were_left_out_are_not_missed() -> None:
    bare = check(
        "云岭县水务局2023年政府信息公开工作年度报告\n一、总体情况\n各项任务平稳推进。\n",
        rules=select_rules(all_rules(), ["D"]),
    )
    assert "未发现不符之处" in str(summary(bare))


def test_the_closing_line_counts_what_had_nothing_to_check() -> None:
    bare = check("一、总体情况\n各项任务平稳推进。\n")
    last = written("console", bare, report(faults=False)).splitlines()[-1]
    assert last == "共2件：0件有错误，2件无错误（其中1件没有可以核对的数据），共列出问题0处"


def test_the_closing_line_counts() -> None:
    assert str(summary(report())).strip().startswith("发现错误3处（其中2处由其他问题引起）；另有")
    assert "未发现不符之处" in str(summary(report(faults=False)))
    both = written("console", report(), report(faults=False), failures=True).splitlines()
    assert both[-1] == "共3件：1件有错误，1件无错误，共列出问题3处，1件未能读取"


def test_quiet_shows_the_findings_only() -> None:
    shown = written("console", report(), options=Options(quiet=True))
    assert "T303" in shown
    assert "正文中的数字" not in shown
    assert "表三 收到" not in shown


def test_markup_in_a_report_is_text() -> None:
    """Square brackets and escapes of a hostile page must not act on the terminal."""
    made = report()
    evil = msgspec.structs.replace(
        made.extraction.identity, agency="[bold red]局[/] \x1b[2J\x07[link=x]"
    )
    made = msgspec.structs.replace(
        made, extraction=msgspec.structs.replace(made.extraction, identity=evil)
    )
    shown = written("console", made)
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "[bold red]局[/]" in shown


def test_a_figure_of_another_year_is_not_held_against_the_table() -> None:
    made = report(faults=False)
    other = msgspec.structs.replace(made.figures[0], value=Decimal(9), scope=Scope(2022, "市本级"))
    changed = msgspec.structs.replace(made.extraction, figures=(other,))
    shown = written("console", msgspec.structs.replace(made, extraction=changed))
    assert "2022年市本级本年新收·总计" in shown
    assert "表中464" not in shown


@given(st.text(alphabet="政府信息公开。，（）“”12.5%件 a[]", max_size=80), st.integers(8, 40))
def test_wrapping_loses_nothing_but_blanks(text: str, width: int) -> None:
    lines = wrap(Text(text), width)
    assert "".join(x.plain for x in lines).replace(" ", "") == text.replace(" ", "")
    assert all(x.cell_len <= width for x in lines)


def test_a_figure_is_not_torn_apart() -> None:
    text = "全年收到申请464件，办结1,441件，其余结转。"
    start = text.index("464件")
    for width in range(14, 40):
        lines = [x.plain for x in wrap(Text(text), width, [(start, start + 4)])]
        assert any("464件" in x for x in lines)
        assert any("1,441" in x for x in lines)
        assert not [x for x in lines if x[0] in "，。"]


def test_digits_that_nobody_can_divide_are_not_told_as_the_value_of_each_cell() -> None:
    read = check(
        "云岭县水务局2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
        "第二十条第（一）项\n信息内容本年制发件数本年废止件数现行有效件数\n"
        "规章000行政规范性文件240\n"
    )
    assert {c.raw for c in read.cells.values() if c.state == "undecided"} == {"240"}
    assert "240" not in written("console", read).partition("问题清单")[0]
    assert "制发件数 未能分开" in written("console", read)
    (finding,) = (f for f in read.findings if f.code == "D207")
    assert "本年制发件数：未能分开（240）" in table_values(read, finding)
