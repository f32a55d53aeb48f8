"""Reports as data, written out in every way that crawlers and sites leave them.

`Sheet` holds the cells of one report (id to what stands there); `render` writes the whole page in
one style. Used by the table tests; everything random comes from the seed of the sheet.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from extractor.codebook import load_codebook
from extractor.layout.sections import find_sections
from extractor.layout.tables import read_tables
from extractor.readers import read
from extractor.records import Tables

COLUMNS = ("person", "company", "research", "ngo", "legal", "other_org", "total")
ORGANISATIONS = {
    "company": "商业企业",
    "research": "科研机构",
    "ngo": "社会公益组织",
    "legal": "法律服务机构",
    "other_org": "其他",
}
RESULTS = ("upheld", "corrected", "other", "pending", "total")
STUB = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
PARTIAL = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
PROSE = (
    "这一年，各项任务平稳推进，群众满意。",
    "",
    "",
    "",
    "仍有不足，明年改进。",
    "全年未收取信息处理费。",
)


@dataclass(frozen=True)
class Box:
    """One cell as the form draws it; `id` where it holds a value."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    id: str = ""


Rows = list[list[Box]]


@dataclass
class Sheet:
    """A report: its form and what stands in its cells."""

    form: str
    cells: dict[str, str]
    title: str = "云岭县水务局2023年政府信息公开工作年度报告"
    relabel: Mapping[str, str] = field(default_factory=dict)
    """Label of the form to what this report writes instead; empty drops the row."""
    columns: tuple[str, ...] = COLUMNS
    """The applicant columns of table 3 as this report has them."""

    def label(self, text: str) -> str:
        return self.relabel.get(text, text)

    def value(self, cell: str, colspan: int = 1) -> Box:
        return Box(self.cells.get(cell, ""), colspan, 1, cell)


def numbers(form: str, seed: int, scale: int = 40) -> dict[str, str]:
    """Cells of a report in which every identity holds; larger `scale`, larger numbers."""
    rng = random.Random(f"{form}:{seed}:{scale}")
    book = load_codebook()
    cells: dict[str, str] = {}
    for cell in book.cells(form, "t2"):  # type: ignore[arg-type]
        key = cell.rpartition(".")[2]
        cells[cell] = str(rng.choice([0, rng.randrange(10), rng.randrange(scale * 50)]))
        if key == "change":
            cells[cell] = rng.choice(["0", "减4", "增2", "+3", "-1", "5"])
        if cell in ("t2.fees.amount", "t2.procurement.amount"):
            cells[cell] = rng.choice(["0", "25239.9", "1860.42", "24252.311082"])
    rows = [r.removeprefix("t3.") for r in book.rows(form, "t3")]  # type: ignore[arg-type]
    outcomes = [r for r in rows if r not in ("new", "carried_in", "total", "carried_out")]
    grid: dict[tuple[str, str], int] = {}
    for row in outcomes:
        for c in COLUMNS[:-1]:
            few = rng.random() < (0.35 if c == "person" else 0.08)
            grid[row, c] = rng.randrange(scale if c == "person" else 4) if few else 0
    for c in COLUMNS[:-1]:
        grid["total", c] = sum(grid[r, c] for r in outcomes)
        grid["carried_in", c] = min(grid["total", c], rng.choice([0, 0, rng.randrange(9)]))
        grid["carried_out", c] = rng.choice([0, 0, rng.randrange(12)])
        grid["new", c] = grid["total", c] + grid["carried_out", c] - grid["carried_in", c]
    for row in rows:
        grid[row, "total"] = sum(grid[row, c] for c in COLUMNS[:-1])
        cells |= {f"t3.{row}.{c}": str(grid[row, c]) for c in COLUMNS}
    for group in ("review", "direct", "after_review"):
        parts = [rng.choice([0, 0, rng.randrange(max(2, scale // 8))]) for _ in range(4)]
        for key, number in zip(RESULTS, [*parts, sum(parts)], strict=True):
            cells[f"t4.{group}.{key}"] = str(number)
    return cells


# -- the grids of the form --------------------------------------------------------------------


def table2(sheet: Sheet) -> Rows:
    rows: Rows = []
    width = 4

    def block(name: str, columns: list[str], lines: list[tuple[str, list[str]]]) -> None:
        rows.append([Box(sheet.label(f"第二十条第（{name}）项"), width)])
        last = width - len(columns)
        rows.append(
            [Box("信息内容")]
            + [
                Box(sheet.label(c), last if i == len(columns) - 1 else 1)
                for i, c in enumerate(columns)
            ]
        )
        for label, ids in lines:
            if not sheet.label(label):
                continue
            cells = [
                sheet.value(f"t2.{i}", last if n == len(ids) - 1 else 1) for n, i in enumerate(ids)
            ]
            rows.append([Box(sheet.label(label)), *cells])

    def ids(row: str, *columns: str) -> list[str]:
        return [f"{row}.{c}" for c in columns]

    if sheet.form == "2021":
        three = ("issued", "repealed", "in_force")
        block(
            "一",
            ["本年制发件数", "本年废止件数", "现行有效件数"],
            [("规章", ids("rules", *three)), ("行政规范性文件", ids("normative", *three))],
        )
        one = ["本年处理决定数量"]
        block("五", one, [("行政许可", ids("licences", "decisions"))])
        block(
            "六",
            one,
            [
                ("行政处罚", ids("penalties", "decisions")),
                ("行政强制", ids("coercion", "decisions")),
            ],
        )
        block("八", ["本年收费金额（单位：万元）"], [("行政事业性收费", ids("fees", "amount"))])
        return rows
    three = ("made", "published", "in_force")
    block(
        "一",
        ["本年新制作数量", "本年新公开数量", "对外公开总数量"],
        [("规章", ids("rules", *three)), ("规范性文件", ids("normative", *three))],
    )
    header = ["上一年项目数量", "本年增/减", "处理决定数量"]
    keys = ("previous_items", "change", "decisions")
    block(
        "五",
        header,
        [("行政许可", ids("licences", *keys)), ("其他对外管理服务事项", ids("services", *keys))],
    )
    block(
        "六",
        header,
        [("行政处罚", ids("penalties", *keys)), ("行政强制", ids("coercion", *keys))],
    )
    block("八", header[:2], [("行政事业性收费", ids("fees", *keys[:2]))])
    block(
        "九",
        ["采购项目数量", "采购总金额"],
        [("政府集中采购", ids("procurement", "items", "amount"))],
    )
    return rows


def table3(sheet: Sheet) -> Rows:
    organisations = [c for c in sheet.columns if c in ORGANISATIONS]
    top: list[Box] = []
    for c in sheet.columns:
        if c not in ORGANISATIONS:
            top.append(Box({"person": "自然人", "total": "总计"}[c], 1, 2))
        elif c == organisations[0]:
            top.append(Box("法人或其他组织", len(organisations)))
    rows: Rows = [
        [Box(STUB, 3, 3), Box("申请人情况", len(sheet.columns))],
        top,
        [Box(sheet.label(ORGANISATIONS[c])) for c in organisations],
    ]
    book = load_codebook().form(sheet.form)  # type: ignore[arg-type]
    shown = [
        r for r in book.rows.values() if r.table == "t3" and sheet.label(r.label.rpartition("/")[2])
    ]
    inner = [r for r in shown if r.id not in ("t3.new", "t3.carried_in", "t3.carried_out")]
    group = ""
    for r in shown:
        label = PARTIAL if r.id == "t3.partial" else r.label.rpartition("/")[2]
        label = sheet.label(label)
        head: list[Box] = []
        if r is inner[0]:
            head.append(Box("三、本年度办理结果", 1, len(inner)))
        if r.group and r.group != group:
            size = sum(o.group == r.group for o in shown)
            head.append(Box(r.label.partition("/")[0], 1, size))
        group = r.group
        span = 3 if r not in inner else 1 if r.group else 2
        cells = [sheet.value(f"{r.id}.{c}") for c in sheet.columns]
        rows.append([*head, Box(label, span), *cells])
    return rows


def table4(sheet: Sheet) -> Rows:
    names = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    return [
        [Box("行政复议", 5), Box("行政诉讼", 10)],
        [Box(n, 1, 2) for n in names] + [Box("未经复议直接起诉", 5), Box("复议后起诉", 5)],
        [Box(n) for n in names * 2],
        [sheet.value(f"t4.{g}.{r}") for g in ("review", "direct", "after_review") for r in RESULTS],
    ]


TABLES: dict[int, Callable[[Sheet], Rows]] = {2: table2, 3: table3, 4: table4}


# -- styles -----------------------------------------------------------------------------------


def _width(rows: Rows) -> int:
    return sum(b.colspan for b in rows[0])


def _padding(row: list[Box], width: int) -> int:
    return width - len(row)


def crawler(rows: Rows, opener: str = "|\n", fill: str = " | ||\n") -> str:
    """One cell a line, a pipe behind each, what spans hide as pipes at the end of the row."""
    out = []
    for row in rows:
        pipes = _padding(row, _width(rows)) - 1
        last = f"{row[-1].text} |" if row[-1].text else "|"
        tail = f"{last} {'|' * pipes}\n" if pipes > 0 else f"{last}\n"
        out.append(opener + "".join(f"{b.text} |\n" if b.text else "|\n" for b in row[:-1]) + tail)
    return "".join(out)


def crawler_bare(rows: Rows) -> str:
    out = []
    for row in rows:
        pipes = _padding(row, _width(rows))
        out += [f"{b.text} |\n" if b.text else "|\n" for b in row]
        if pipes > 0:
            out.append("|" * pipes + "\n")
    return "".join(out)


def piped(rows: Rows) -> str:
    return "".join(
        " | ".join(b.text for b in row)
        + " | "
        + "|" * max(0, _padding(row, _width(rows)) - 1)
        + "\n"
        for row in rows
    )


def pipe_lines(rows: Rows) -> str:
    """Cells and pipes on lines of their own, a pipe behind every cell."""
    return "".join(f"{b.text}\n|\n" for row in rows for b in row)


def markdown(rows: Rows) -> str:
    """Leading and trailing pipes, spans expanded to blank cells on the right, a rule line."""
    out = []
    for n, row in enumerate(rows):
        cells = [t for b in row for t in [b.text, *[""] * (b.colspan - 1)]]
        out.append("| " + " | ".join(cells) + " |\n")
        if n == 0:
            out.append("|" + "---|" * _width(rows) + "\n")
    return "".join(out)


def markdown_full(rows: Rows) -> str:
    """Every cell of the grid in its place: row spans as blanks on the left."""
    width = _width(rows)
    busy = [0] * width
    out = []
    for n, row in enumerate(rows):
        cells = [""] * width
        at = 0
        for b in row:
            while at < width and busy[at] > n:
                at += 1
            cells[at] = b.text
            for c in range(at, min(width, at + b.colspan)):
                busy[c] = n + b.rowspan
            at += b.colspan
        out.append("| " + " | ".join(cells) + " |\n")
        if n == 0:
            out.append("| " + ":---: | " * width + "\n")
    return "".join(out)


def lines(rows: Rows) -> str:
    return "".join(f"{b.text}\n" for row in rows for b in row)


def spaced_lines(rows: Rows) -> str:
    return "".join(f"{b.text}\n\n" for row in rows for b in row)


def spaced_rows(rows: Rows) -> str:
    return "".join(" ".join(b.text for b in row if b.text) + "\n" for row in rows)


def tabbed(rows: Rows) -> str:
    return "".join("\t".join(b.text for b in row) + "\n" for row in rows)


def one_line(rows: Rows) -> str:
    return " ".join(b.text for row in rows for b in row if b.text) + " "


def fused(rows: Rows) -> str:
    return "".join(b.text for row in rows for b in row)


def half_fused(rows: Rows) -> str:
    """Blanks here and there, as a page leaves them whose cells are wrapped unevenly."""
    rng = random.Random(7)
    return "".join(b.text + rng.choice(["", "", " "]) for row in rows for b in row)


def html(rows: Rows, wrap: str = "{}", attributes: str = "") -> str:
    out = [f"<table{attributes}>"]
    for row in rows:
        out.append("<tr>")
        for b in row:
            spans = f' colspan="{b.colspan}"' if b.colspan > 1 else ""
            spans += f' rowspan="{b.rowspan}"' if b.rowspan > 1 else ""
            out.append(f"<td{spans}>{wrap.format(b.text)}</td>")
        out.append("</tr>")
    return "".join([*out, "</table>"])


def html_word(rows: Rows) -> str:
    return html(
        rows,
        "\n<p class=MsoNormal style='x:y'><span lang=EN-US>{}<o:p>&nbsp;</o:p></span></p>\n",
        " border=1",
    )


def html_in_layout(rows: Rows) -> str:
    return f"<table><tr><td>{html(rows, '<div>{}<br></div>')}</td></tr></table>"


def html_unclosed(rows: Rows) -> str:
    """Cells and rows without end tags."""
    out = ["<TABLE>"]
    for row in rows:
        out.append("<TR>")
        out += [f"<TD COLSPAN={b.colspan} ROWSPAN='{b.rowspan}'>{b.text}" for b in row]
    return "\n".join([*out, "</TABLE>"])


STYLES: dict[str, Callable[[Rows], str]] = {
    "crawler": crawler,
    "crawler_bare": crawler_bare,
    "piped": piped,
    "pipe_lines": pipe_lines,
    "markdown": markdown,
    "markdown_full": markdown_full,
    "lines": lines,
    "spaced_lines": spaced_lines,
    "spaced_rows": spaced_rows,
    "tabbed": tabbed,
    "one_line": one_line,
    "fused": fused,
    "half_fused": half_fused,
    "html": html,
    "html_word": html_word,
    "html_in_layout": html_in_layout,
    "html_unclosed": html_unclosed,
}
ON_ONE_LINE = ("one_line", "fused", "half_fused")
CELLS_APART = tuple(
    s for s in STYLES if s not in ("lines", "spaced_lines", "spaced_rows", *ON_ONE_LINE)
)
"""Styles that show blank cells."""


def render(sheet: Sheet, style: str, *, tables: tuple[int, ...] = (2, 3, 4)) -> str:
    """The whole report in one style."""
    write = STYLES[style]
    if style.startswith("html"):
        body = "".join(
            f"<p>{h}</p>"
            + (f"<p>{PROSE[n - 1]}</p>" if PROSE[n - 1] else "")
            + (write(TABLES[n](sheet)) if n in tables else "")
            for n, h in enumerate(HEADINGS, start=1)
        )
        head = f"<head><title>{sheet.title}</title></head>"
        return f"<html>{head}<body><h1>{sheet.title}</h1>{body}</body></html>"
    joint = "" if style in ON_ONE_LINE else "\n"
    parts = [sheet.title, joint or " "]
    for n, h in enumerate(HEADINGS, start=1):
        parts += [h, joint]
        if PROSE[n - 1]:
            parts += [PROSE[n - 1], joint]
        if n in tables:
            parts.append(write(TABLES[n](sheet)))
    return "".join(parts)


def tables_of(text: str) -> Tables:
    """The tables that are read out of a page."""
    document = read(text)
    return read_tables(document, find_sections(document))
