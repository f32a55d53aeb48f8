"""The page over a dataset: its numbers are the dataset's, and it stands alone."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_page import Page

from corpus.render import render
from corpus.spec import REPORTS, read
from extractor.bulk.query import open_dataset
from extractor.cli import app
from extractor.overview import PAGE, write_overview
from extractor.overview.charts import HEIGHT, WIDTH, lines
from extractor.overview.facts import Trend, gather

HOSTILE = (
    "云岭县<b>水务局2023年政府信息公开工作年度报告\n"
    "收到申请54件，其中自然人48件，法人或其他组织5件。"
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    for path in sorted(REPORTS.glob("*.toml"))[:12]:
        text = render(read(path), "pipe").text or ""
        (folder / f"{path.stem}.txt").write_text(text, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "z<i>.txt").write_text(HOSTILE, encoding="utf-8")
    out = tmp_path_factory.mktemp("out") / "dataset"
    done = CliRunner().invoke(app, ["run", "-q", "-j", "1", str(folder), "--out", str(out)])
    assert done.exit_code == 2, done.output
    return out


def test_its_numbers_are_those_of_the_dataset(dataset: Path) -> None:
    connection, state = open_dataset(dataset)
    with connection:
        facts = gather(connection, state)
        told = connection.execute("SELECT code, severity FROM findings").fetchall()
    assert (facts.documents, facts.read, facts.failed) == (14, 13, 1)
    assert {b.label: sum(b.counts) for b in facts.rules} == Counter(code for code, _ in told)
    errors = sum(severity == "error" for _, severity in told)
    assert sum(b.counts[0] for b in facts.rules) == errors
    assert sum(b.counts[0] for b in facts.by_year) == errors
    assert max(sum(b.counts) for b in facts.by_year) == facts.by_year[0].of
    assert sum(b.beside for b in facts.by_year) == 13
    assert [w.counts[0] for w in facts.worst] == sorted(w.counts[0] for w in facts.worst)[::-1]
    assert facts.errors[0][0] == "E101"
    assert all(0 <= share <= 100 for c in facts.coverage for share in c.shares)


def test_a_run_leaves_the_page_and_it_asks_for_nothing(dataset: Path) -> None:
    text = (dataset / PAGE).read_text(encoding="utf-8")
    page = Page(text)
    assert not page.open
    assert not page.outside
    assert not page.links
    assert page.scripts == 1
    assert "<i>" not in text
    assert "<b>水务局" not in text
    assert not re.search(r"@import|url\(|https?://", text)
    write_overview(dataset)
    assert (dataset / PAGE).read_text(encoding="utf-8") == text, "the same dataset, the same page"


def test_a_number_that_no_report_can_have_does_not_end_the_run(tmp_path: Path) -> None:
    """28 digits are the most that a cell of a dataset holds; two such do not add up in it."""
    text = render(read(sorted(REPORTS.glob("*.toml"))[0]), "pipe").text or ""
    row = re.compile(r"(本年新收政府信息公开申请数量.*?)\d+(\D*\n)")
    assert row.search(text)
    for year, digits in ((2022, 28), (2023, 28), (2024, 20)):
        huge = row.sub(rf"\g<1>{'9' * digits}\2", text)
        (tmp_path / f"{year}.txt").write_text(re.sub("20[12][0-9]年", f"{year}年", huge))
        (tmp_path / f"{year}b.txt").write_text(re.sub("20[12][0-9]年", f"{year}年", huge + "。"))
    out = tmp_path / "out"
    done = CliRunner().invoke(app, ["run", "-q", "-j", "1", str(tmp_path), "--out", str(out)])
    assert done.exit_code == 1, done.output
    assert (out / PAGE).exists()


def test_what_is_no_dataset_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["overview", str(tmp_path)])
    assert done.exit_code == 2
    assert "不是 gouji run 的结果" in done.output


def test_a_line_goes_from_the_first_year_to_the_last_and_never_leaves_its_frame() -> None:
    (line,) = lines([Trend("新收", ((2019, 0, 3), (2021, 10, 2), (2022, 5, 1)))])
    first, second, third = line.dots
    assert first.x < second.x < third.x
    assert first.y > third.y > second.y
    assert all(0 < d.x < WIDTH and 0 < d.y < HEIGHT for d in line.dots)
    assert second.x - first.x == pytest.approx(2 * (third.x - second.x), abs=0.2)
