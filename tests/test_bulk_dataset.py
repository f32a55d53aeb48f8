"""What stands in a dataset, and what can be made of it: queries, years, panel, workbook, CSV."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

duckdb = pytest.importorskip("duckdb")

import pyarrow.parquet as pq  # noqa: E402

from corpus.archive import archive  # noqa: E402
from corpus.render import render  # noqa: E402
from corpus.spec import REPORTS, read, with_cells  # noqa: E402
from extractor import Report  # noqa: E402
from extractor.bulk import items, results  # noqa: E402
from extractor.bulk.query import connect, open_dataset  # noqa: E402
from extractor.bulk.schema import TABLES, WHOLE  # noqa: E402
from extractor.bulk.workbook import COLUMNS, write_workbook  # noqa: E402
from extractor.cli import app  # noqa: E402

FORMULA = "=HYPERLINK(1)局"


def gouji(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments])


def two_years() -> list[dict[str, object]]:
    """One office's reports for two years that do not go together, the later one first."""
    spec = read(REPORTS / "r01.toml")
    prose = "（三）政府信息管理情况"

    def page(year: int, told: str, **cells: int) -> str:
        changed = {f"t3.{row}.{c}": str(n) for row, n in cells.items() for c in ("person", "total")}
        text = render(with_cells(spec, changed), "pipe").data.decode()
        years = {str(spec.year): str(year), str(spec.year + 1): str(year + 1)}
        for old, new in sorted(years.items(), reverse=year > spec.year):
            text = text.replace(old, new)
        return text.replace(prose, f"{told}\n{prose}")

    later = "2024年收到政府信息公开申请58件，较上年增长20%。"
    return [
        {"id": "b", "text": page(2024, later, new=58, carried_in=5)},
        {"id": "a", "text": page(2023, "", new=50, carried_out=7)},
        {"id": "c", "text": "2024年收到申请3件。", "agency": FORMULA, "year": 2024},
        {"id": "d", "text": ""},
    ]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dataset")
    lines = [one.record() for one in archive(36, seed=3)] + two_years()
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    (folder / "in.jsonl").write_text(text, encoding="utf-8")
    done = gouji("run", folder / "in.jsonl", "--out", folder / "out", "--part-size", 16)
    assert done.exit_code == 2, done.output
    assert "40件" in done.output
    return folder / "out"


def test_a_dataset_says_what_a_check_of_the_same_documents_says(dataset: Path) -> None:
    """Findings and tallies, those across years included, document by document."""
    stream = items([str(dataset.parent / "in.jsonl")], io.BytesIO())
    checked = list(results(stream, lookahead=100))
    connection, _ = open_dataset(dataset)
    with connection:
        for doc, report in enumerate(checked):
            if not isinstance(report, Report):
                continue
            found = connection.execute(
                "SELECT code, severity, message, difference FROM findings WHERE doc = ?", [doc]
            ).fetchall()
            assert sorted(found, key=lambda f: (f[0], f[2])) == sorted(
                ((f.code, f.severity, f.message, f.difference) for f in report.findings),
                key=lambda f: (f[0], f[2]),
            )
            tallies = connection.execute(
                "SELECT code, passed, failed FROM checks WHERE doc = ?", [doc]
            ).fetchall()
            assert {t for t in tallies if t[1] or t[2]} == {
                (code, t.passed, t.failed)
                for code, t in report.checks.items()
                if t.passed or t.failed
            }
    assert {f.code for r in checked if isinstance(r, Report) for f in r.findings} >= {
        "Y101",
        "Y103",
    }


def test_the_panel_has_one_row_an_agency_and_year(dataset: Path) -> None:
    rows = pq.read_table(dataset / "panel.parquet").to_pylist()
    assert len({(r["agency"], r["year"]) for r in rows}) == len(rows) > 20
    (row,) = [r for r in rows if (r["agency"], r["year"]) == ("青石坳镇人民政府", 2024)]
    assert (row["t3_new_person"], row["t3_carried_in_total"], row["s_a"]) == (
        58,
        5,
        None,
    )
    names = pq.read_table(dataset / "codebook.parquet").to_pylist()
    assert {n["panel_column"] for n in names} == set(rows[0]) - {"doc", "agency", "year", "form"}


def test_a_question_gets_an_answer_in_three_formats(dataset: Path) -> None:
    sql = "SELECT id, year FROM reports WHERE agency = '青石坳镇人民政府' ORDER BY year"
    assert gouji("query", dataset, sql, "--format", "csv").output == "id,year\na,2023\nb,2024\n"
    lines = gouji("query", dataset, sql, "--format", "jsonl").output.splitlines()
    assert [json.loads(x) for x in lines] == [{"id": "a", "year": 2023}, {"id": "b", "year": 2024}]
    assert re.search(r"^a +2023", gouji("query", dataset, sql).output, re.MULTILINE)


def test_a_table_too_wide_for_the_screen_is_a_block_a_row(dataset: Path) -> None:
    sql = "SELECT * FROM panel WHERE agency = '青石坳镇人民政府' ORDER BY year LIMIT 2"
    shown = gouji("query", dataset, sql).output
    assert re.search(r"^第1行$", shown, re.MULTILINE)
    assert re.search(r"^第2行$", shown, re.MULTILINE)
    assert re.search(r"^agency +青石坳镇人民政府", shown, re.MULTILINE)
    nothing = gouji("query", dataset, "SELECT * FROM panel WHERE year = 1999")
    assert nothing.output == "没有符合条件的行。\n"


@pytest.mark.parametrize(
    "sql",
    [
        "COPY reports TO 'stolen.csv'",
        "DROP VIEW reports",
        "SELECT 1; SELECT 2",
        "SELECT * FROM read_csv('{here}')",
        "SELECT * FROM read_text('{here}')",
        "SELECT * FROM 'https://example.com/x.parquet'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SELECT nothing FROM reports",
    ],
)
def test_a_question_can_change_nothing_and_see_nothing_else(dataset: Path, sql: str) -> None:
    before = sorted(p.name for p in dataset.rglob("*"))
    done = gouji("query", dataset, sql.format(here=__file__))
    assert done.exit_code == 2
    assert done.output.startswith("错误：")
    assert sorted(p.name for p in dataset.rglob("*")) == before


def test_what_is_no_dataset_is_said_to_be_none(tmp_path: Path) -> None:
    done = gouji("query", tmp_path, "SELECT 1")
    assert (done.exit_code, "gouji run" in done.output) == (2, True)


def sheets(path: Path) -> dict[str, list[list[str]]]:
    """The cells of each sheet as text, read without a library for workbooks."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    out: dict[str, list[list[str]]] = {}
    with zipfile.ZipFile(path) as book:
        names = ElementTree.fromstring(book.read("xl/workbook.xml")).findall(".//m:sheet", space)
        for number, name in enumerate(names, start=1):
            root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert root.find(".//m:f", space) is None, "a formula"
            out[name.attrib["name"]] = [
                ["".join(c.itertext()) for c in row.findall("m:c", space)]
                for row in root.findall(".//m:row", space)
            ]
    return out


def test_the_workbook_is_a_list_that_an_office_can_work_from(dataset: Path, tmp_path: Path) -> None:
    done = gouji("export", dataset, "--xlsx", tmp_path / "x.xlsx")
    assert done.exit_code == 0
    found = sheets(tmp_path / "x.xlsx")
    assert list(found) == ["错误", "警告", "提示", "汇总", "未能读取"]
    unread = [row[:2] for row in found["未能读取"][1:]]
    errors = gouji("query", dataset, "SELECT code, message FROM errors", "--format", "csv")
    assert [",".join(row) for row in unread] == errors.stdout.splitlines()[1:] != []
    head, *rows = found["错误"]
    assert head == [name for name, _ in COLUMNS]
    (y101,) = [r for r in rows if r[3] == "Y101" and "自然人" in r[4]]
    assert y101[1:3] == ["青石坳镇人民政府", "2024"]
    assert y101[6:9] == ["上年结转·自然人：5", "-2", "表三"]
    listed = {code: int(times) for code, _, times, _ in found["汇总"][1:]}
    assert sum(listed.values()) == sum(len(found[s]) - 1 for s in ("错误", "警告", "提示"))
    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<autoFilter" in sheet
    assert 'state="frozen"' in sheet


def test_what_cannot_be_written_is_an_error_and_no_traceback(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for option in ("--xlsx", "--csv"):
        done = gouji("export", dataset, option, tmp_path / "file" / "x")
        assert done.exit_code == 2
        assert "无法读写" in done.stderr
        assert "（路径中有一段不是文件夹）" in done.stderr


def test_what_looks_like_a_formula_stays_text(dataset: Path, tmp_path: Path) -> None:
    connection, state = open_dataset(dataset)
    connection.close()
    with connect(dataset, state.parts, across=True) as connection:
        connection.execute(
            "CREATE OR REPLACE VIEW findings AS SELECT * REPLACE ($$=1+1$$ AS message) FROM "
            f"(SELECT * FROM read_parquet($${dataset}/findings/*.parquet$$))"
        )
        write_workbook(connection, tmp_path / "x.xlsx")
    assert "=1+1" in {row[4] for row in sheets(tmp_path / "x.xlsx")["错误"]}


def test_a_full_sheet_goes_on_on_another(dataset: Path, tmp_path: Path) -> None:
    connection, _ = open_dataset(dataset)
    with connection:
        counts = write_workbook(connection, tmp_path / "x.xlsx", max_rows=6)
    found = sheets(tmp_path / "x.xlsx")
    grave = [rows for name, rows in found.items() if name.startswith("错误")]
    assert "错误（2）" in found
    assert sum(len(rows) - 1 for rows in grave) == counts["error"] > 5
    assert all(len(rows) <= 6 for rows in grave)


def test_tables_as_csv(dataset: Path, tmp_path: Path) -> None:
    assert gouji("export", dataset, "--csv", tmp_path).exit_code == 0
    names = {p.stem for p in tmp_path.iterdir()}
    assert names == {*TABLES, *WHOLE}
    with (tmp_path / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 39
    assert f"'{FORMULA}" in {r["agency"] for r in rows}
    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        differences = {r["difference"] for r in csv.DictReader(file)}
    assert {Decimal(d) for d in differences if d} >= {Decimal(-2)}


def test_a_dataset_is_no_input_and_says_so_once(dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2024年收到政府信息公开申请3件。")
    shown = gouji("check", "--format", "jsonl", dataset, tmp_path / "a.txt")
    first, second = map(json.loads, shown.stdout.splitlines())
    assert (first["error"]["code"], shown.exit_code) == ("E111", 2)
    assert f"gouji query {dataset}" in first["error"]["message"]
    assert "gouji export" in first["error"]["message"]
    assert second["figures"]
    shown = gouji("check", "--format", "jsonl", next(dataset.glob("cells/*.parquet")))
    assert [json.loads(o)["error"]["code"] for o in shown.stdout.splitlines()] == ["E106"]


def test_a_dataset_inside_a_folder_is_said_to_be_one(dataset: Path, tmp_path: Path) -> None:
    inner = tmp_path / "old"
    inner.mkdir()
    (inner / "dataset.json").write_bytes((dataset / "dataset.json").read_bytes())
    (tmp_path / "a.txt").write_text("2024年收到政府信息公开申请3件。")
    shown = gouji("check", "--format", "jsonl", tmp_path)
    told = [json.loads(o).get("error", {}).get("code") for o in shown.stdout.splitlines()]
    assert told == [None, "E111"]
    (inner / "dataset.json").write_text('{"title": "2024年收到政府信息公开申请3件。"}')
    shown = gouji("check", "--format", "jsonl", tmp_path)
    told = [json.loads(o).get("error", {}).get("code") for o in shown.stdout.splitlines()]
    assert told == [None, "E106"]


def test_the_results_may_be_written_into_the_folder_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2024年收到政府信息公开申请3件。")
    for _ in range(2):
        assert gouji("run", "-q", "-j", "1", tmp_path, "--out", tmp_path / "results").exit_code == 0
    done = gouji("run", "-q", "-j", "1", tmp_path, "--out", tmp_path / "others")
    assert done.exit_code == 2, "another run's results are no documents"
    own = gouji("run", "-q", "-j", "1", tmp_path / "n", "--out", tmp_path / "n")
    assert own.exit_code == 2, "nor are those that are named"
