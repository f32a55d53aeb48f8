"""The statistics table of 2014 in every way it is left, and what is held against it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from decimal import Decimal
from html import escape

import pytest

from extractor import Report, check
from extractor.codebook import CellInfo, load_codebook
from extractor.writers import Options, open_writer

BOOK = load_codebook().statistics.book
TITLE = "云岭县水务局2016年政府信息公开工作年度报告"
HEADINGS = {"a": "一、主动公开情况", "r0": "二、回应解读情况", "s": "三、依申请公开情况"}
HEADINGS |= {"j": "八、机构建设和保障经费情况", "n1": "九、政府信息公开会议和培训情况"}
NUMBERS = {
    "c1": "1.",
    "c2": "2.",
    "s1": "1.",
    "s2": "2.",
    "d1": "1.",
    "s": "（一）",
    "f1": "（一）",
}

Rows = list[tuple[str, CellInfo | None]]


def values() -> dict[str, str]:
    """A table in which every sum holds."""
    out = {c.column: str(n % 7) for n, c in enumerate(BOOK.cells.values())}
    out |= {"a": "1,240", "c2": "1103", "i": "0.5", "m": "12.75"}
    book = load_codebook().statistics
    for whole in ("s.d4", *(w for w in book.sums if w != "s.d4")):
        parts = (int(out[p.removeprefix("s.")]) for p in book.sums[whole])
        out[whole.removeprefix("s.")] = str(sum(parts))
    out["b"], out["b1"] = out["d"], str(int(out["d"]) - int(out["b2"]))
    out |= {"a_norm": "3", "a_norm_all": "3", "r1a": "0", "r2a": "0"}
    return out


def rows() -> Iterator[tuple[str, str, str]]:
    """(label, unit, value), headings with nothing beside them."""
    filled = values()
    for cell in BOOK.cells.values():
        if cell.column in HEADINGS:
            yield HEADINGS[cell.column], "", ""
        lead = NUMBERS.get(cell.column, "其中：" if cell.column in ("a_norm", "d4a") else "")
        yield lead + cell.column_label, cell.unit, filled[cell.column]


def page(body: str) -> str:
    return (
        f"{TITLE}\n一、概述\n2016年，全局共收到政府信息公开申请{values()['s']}件。\n附表\n{body}\n"
    )


def lines(between: str) -> Callable[[], str]:
    head = between.join(("统计指标", "单位", "统计数"))
    return lambda: page("\n".join([head, *(between.join(r) for r in rows())]))


def one_a_line() -> str:
    return page("\n".join(f"|\n{a}\n| {b}\n| {c}\n|" for a, b, c in rows()))


def fused() -> str:
    return page("统计指标单位统计数" + "".join("".join(r) for r in rows()))


def html() -> str:
    cells = "".join(
        "<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows()
    )
    told = page("").split("附表")[0].strip().split("\n")
    prose = "".join(f"<p>{p}</p>" for p in told)
    return f"<html><body>{prose}<table>{cells}</table></body></html>"


RENDERINGS = {
    "piped": lines(" | "),
    "tabbed": lines("\t"),
    "spaced": lines(" "),
    "one a line": one_a_line,
    "fused": fused,
    "html": html,
}


def read(report: Report) -> dict[str, Decimal | None]:
    return {k: c.value for k, c in report.cells.items()}


@pytest.mark.parametrize("rendering", RENDERINGS)
def test_every_cell_is_read_from_every_rendering(rendering: str) -> None:
    report = check(RENDERINGS[rendering]())
    assert (report.form, report.year) == ("2014", 2016)
    assert read(report) == {
        f"s.{key}": Decimal(raw.replace(",", "")) for key, raw in values().items()
    }
    text = report.extraction.document.text
    assert all(text[c.start : c.end] == c.raw for c in report.cells.values())
    assert not report.findings
    assert report.checks["T501"].passed == len(load_codebook().statistics.sums)
    assert report.checks["P101"].passed == 1
    assert [f.text for f in report.figures] == [f"{values()['s']}件"]


def test_prose_is_held_against_the_row_that_counts_the_same() -> None:
    right = values()["s"]
    text = fused().replace(f"申请{right}件", f"申请{int(right) + 4}件")
    (finding,) = check(text).findings
    assert (finding.code, finding.cells, finding.difference) == ("P101", ("s.s",), Decimal(4))
    assert "收到申请数" in finding.message


def test_a_blank_row_is_blank_and_a_missing_one_is_absent() -> None:
    cell = BOOK.cells["s.s2"]
    row = f"{NUMBERS['s2']}{cell.column_label} | {cell.unit} | {values()['s2']}\n"
    whole = lines(" | ")()
    assert row in whole
    blank = check(whole.replace(row, row.rpartition("| ")[0] + "| \n"))
    assert blank.cells["s.s2"].value is None
    assert [f.code for f in blank.findings] == ["C101"]
    absent = check(whole.replace(row, ""))
    assert "s.s2" not in absent.cells
    assert absent.checks["T501"].skipped == 1


@pytest.mark.parametrize("year", [2009, 2013])
def test_a_report_without_form_is_read_as_prose_and_lacks_nothing(year: int) -> None:
    sections = "\n".join(
        f"{n}、{t}\n本年度工作平稳推进，成效明显。"
        for n, t in zip(
            "一二三四五六",
            (
                "概述",
                "主动公开政府信息情况",
                "收到和处理政府信息公开申请情况",
                "复议、诉讼情况",
                "存在的主要问题及改进情况",
                "其他需要报告的事项",
            ),
            strict=True,
        )
    )
    report = check(
        f"云岭县水务局{year}年政府信息公开工作年度报告\n{sections}\n"
        f"{year}年共收到政府信息公开申请12件，其中当面申请5件、网上申请7件。\n"
    )
    assert report.form is None
    assert [f.text for f in report.figures] == ["12件", "5件", "7件"]
    assert not report.findings


def test_the_console_shows_what_is_not_zero() -> None:
    stream = io.StringIO()
    writer = open_writer("console", stream, Options())
    writer.report(check(fused()))
    writer.close()
    told = "".join(stream.getvalue().split())
    assert "统计表主动公开政府信息数1240；" in told
    assert "政府信息公开专项经费12.75" in told


def numbered(between: str) -> list[tuple[str, str, str, str]]:
    return [(str(n), *row) for n, row in enumerate(rows(), start=1)]


@pytest.mark.parametrize("between", [" | ", "\t", " "])
def test_a_column_of_numbers_before_the_labels_is_no_value(between: str) -> None:
    made = [list(r) for r in numbered(between)]
    blank = next(r for r in made if r[1].endswith("传真申请数"))
    blank[3] = ""
    head = between.join(("序号", "统计指标", "单位", "统计数"))
    report = check(page("\n".join([head, *(between.join(r) for r in made)])))
    expected: dict[str, Decimal | None] = {
        f"s.{key}": Decimal(raw.replace(",", "")) for key, raw in values().items()
    }
    assert read(report) == expected | {"s.s2": None}
    assert report.cells["s.s2"].state == "blank"


def test_numbers_that_ran_together_with_those_of_the_rows_are_undecided() -> None:
    body = "序号统计指标单位统计数" + "".join("".join(r) for r in numbered(""))
    cells = check(page(body)).cells
    assert {c.state for c in cells.values()} == {"undecided"}


@pytest.mark.parametrize("between", [" | ", "\t"])
def test_of_several_columns_of_values_none_is_taken(between: str) -> None:
    head = between.join(("统计指标", "单位", "本年度", "历年累计"))
    body = "\n".join([head, *(between.join((*r, r[2] and r[2] + "9")) for r in rows())])
    report = check(page(body))
    assert {c.state for c in report.cells.values()} == {"undecided"}
    assert [f.code for f in report.findings] == ["D207"]


@pytest.mark.parametrize(("unit", "value"), [("元", "0.00005"), ("万元", "0.5"), ("亿元", "5000")])
def test_an_amount_in_another_unit_is_told_in_that_of_the_form(unit: str, value: str) -> None:
    for name, between in (("piped", " | "), ("tabbed", "\t"), ("spaced", " ")):
        label = BOOK.cells["s.i"].column_label
        whole = RENDERINGS[name]()
        changed = whole.replace(f"{label}{between}万元", f"{label}{between}{unit}")
        assert changed != whole or unit == "万元"
        cell = check(changed).cells["s.i"]
        assert (cell.value, cell.raw) == (Decimal(value), "0.5")


def test_a_row_whose_label_is_not_known_hurts_no_other() -> None:
    cell = BOOK.cells["s.s2"]
    for rendering in RENDERINGS.values():
        whole = rendering()
        assert cell.column_label in whole
        got = read(check(whole.replace(cell.column_label, "电报形式的")))
        expected = {f"s.{k}": Decimal(v.replace(",", "")) for k, v in values().items()}
        del expected["s.s2"]
        assert got == expected


def test_labels_that_were_found_on_pages_are_counted() -> None:
    seen = load_codebook().statistics.seen
    assert set(seen) == set(BOOK.cells)
    assert 0 < sum(map(bool, seen.values())) < len(seen)
