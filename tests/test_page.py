"""The page that `--format html` writes: whole, self-contained, and safe to open."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from corpus.render import render
from corpus.spec import REPORTS, read
from extractor import Report, check
from extractor.errors import Damaged
from extractor.writers import Options, open_writer

DEMO = (files("extractor") / "demo" / "2-culture-2023.html").read_bytes()
VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """Ids, links, text of marked figures, and whether every element is closed."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.outside: list[str] = []
        self.figures: dict[str, str] = {}
        self.bad_cells: dict[str, str] = {}
        self.scripts = 0
        self.open: list[str] = []
        self._at: tuple[dict[str, str], str] | None = None
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {k: v or "" for k, v in attrs}
        if "id" in known:
            self.ids.append(known["id"])
        if tag == "a":
            self.links.append(known["href"])
        self.scripts += tag == "script"
        self.outside += [v for k, v in known.items() if k in ("src", "srcset", "action", "data")]
        self.outside += [k for k in known if k.startswith("on")]
        if "fig" in known.get("class", "").split() and "id" in known:
            self._at = (self.figures, known["id"])
        elif tag == "td" and "bad" in known.get("class", "").split():
            self._at = (self.bad_cells, known["id"])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag
        self._at = None

    def handle_data(self, data: str) -> None:
        if self._at:
            where, key = self._at
            where[key] = where.get(key, "") + data


def page_of(*reports: Report, quiet: bool = False) -> str:
    stream = io.StringIO()
    writer = open_writer("html", stream, Options(quiet=quiet))
    for report in reports:
        writer.report(report)
    writer.close()
    return stream.getvalue()


def specimens() -> list[Report]:
    paths = sorted(REPORTS.glob("*.toml"))
    return [check(render(read(p), "oneline").text or "") for p in paths[:4]]


@pytest.fixture(scope="module")
def demo() -> Report:
    return check(DEMO)


def test_every_figure_is_marked_and_every_link_leads_somewhere(demo: Report) -> None:
    reports = [demo, *specimens()]
    page = Page(page_of(*reports))
    assert not page.open
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    for n, report in enumerate(reports, start=1):
        shown = {k: v for k, v in page.figures.items() if k.startswith(f"f{n}-")}
        assert shown == {f"f{n}-{i}": f.text for i, f in enumerate(report.figures)}
        cells = {i.removeprefix(f"c{n}-") for i in page.ids if i.startswith(f"c{n}-")}
        assert set(report.cells) <= cells


def test_a_wrong_cell_is_marked_and_a_right_one_is_not(demo: Report) -> None:
    bad = Page(page_of(demo)).bad_cells
    assert bad["c1-t3.new.total"] == "33"
    assert bad["c1-t2.licences.decisions"] == "57件", "what stands beside the number is the fault"
    assert "c1-t3.new.person" not in bad
    assert not Page(
        page_of(check((files("extractor") / "demo" / "1-water-2024.txt").read_bytes()))
    ).bad_cells


def test_every_finding_is_told_once(demo: Report) -> None:
    told = page_of(demo)
    for finding in demo.findings:
        escaped = re.sub(r"[“”&<>]", "", finding.message)
        assert re.sub(r"[“”&<>]", "", told).count(escaped) == 1


def test_the_page_asks_for_nothing_and_runs_nothing_of_the_document() -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    report = check(
        f"云岭县{hostile}水务局2023年政府信息公开工作年度报告\n收到申请5件。{hostile}\n",
        uri=hostile,
    )
    text = page_of(report)
    page = Page(text)
    assert page.scripts == 1, "only the page's own"
    assert not page.outside
    assert all(link.startswith("#") for link in page.links)
    assert "default-src 'none'" in text
    assert not re.search(r"@import|url\(|https?://", text)


def test_quiet_leaves_the_findings_and_a_failure_takes_its_place(demo: Report) -> None:
    stream = io.StringIO()
    writer = open_writer("html", stream, Options(quiet=True))
    writer.report(demo)
    writer.failure(Damaged("文件已损坏"), "a<b>.html", None)
    writer.close()
    page = Page(stream.getvalue())
    assert not page.figures
    assert {"r1", "r2"} <= set(page.ids)
    assert "a&lt;b&gt;.html" in stream.getvalue()
    assert Damaged("").code in stream.getvalue()


def test_the_statistics_table_is_drawn_row_by_row() -> None:
    rows = "\n".join(
        f"{c} | 件 | {n}"
        for n, c in enumerate(
            (
                "收到申请数",
                "当面申请数",
                "传真申请数",
                "网络申请数",
                "信函申请数",
                "申请办结数",
                "按时办结数",
                "延期办结数",
                "申请答复数",
            ),
            start=1,
        )
    )
    report = check(
        f"云岭县水务局2016年政府信息公开工作年度报告\n统计指标 | 单位 | 统计数\n{rows}\n"
    )
    page = Page(page_of(report))
    assert {f"c1-{cell}" for cell in report.cells} <= set(page.ids)
    assert page.bad_cells, "1 is not 2＋3＋4＋5"
