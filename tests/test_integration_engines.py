"""The unit of bulk work on other engines: the dataset is the one that a local run makes.

Daft is there in every checkout; Spark needs Java and is tested by `make test-spark`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from corpus.render import render
from corpus.spec import REPORTS, read
from extractor.bulk.batch import DEFAULT, Settings, check_batch, pages
from extractor.bulk.dataset import read_state
from extractor.bulk.items import Item, Unreadable
from extractor.bulk.run import Plan, run
from extractor.bulk.schema import RESULT, TABLES
from extractor.cli import app
from extractor.errors import Missing

SPECS = {p.stem: read(p) for p in sorted(REPORTS.glob("*.toml"))}
PAIR = next((s.previous, s.id) for s in SPECS.values() if s.previous)


def documents() -> list[Item | Unreadable]:
    """Two years of one agency, the later first, and what cannot be read."""
    texts = [render(SPECS[i], "pipe").text or "" for i in reversed(PAIR)]
    found: list[Item | Unreadable] = [
        Item(t.encode(), f"{n}.txt", str(n)) for n, t in enumerate(texts)
    ]
    return [*found, Item(b"", "empty.txt"), Unreadable(Missing("找不到文件"), "gone.txt")]


def on_daft(source: Path, results: Path) -> None:
    daft = pytest.importorskip("daft")
    from extractor.integrations.daft import check_pages

    check_pages(daft.read_parquet(str(source))).write_parquet(str(results))


def on_spark(source: Path, results: Path) -> None:
    pytest.importorskip("pyspark")
    from pyspark.sql import SparkSession

    from extractor.integrations.spark import check_pages

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        spark = builder.getOrCreate()
        check_pages(spark.read.parquet(str(source))).write.parquet(str(results))
        spark.stop()


def whole(out: Path, table: str) -> pa.Table:
    state = read_state(out)
    assert state is not None
    assert state.complete
    return pq.read_table(out / table, schema=TABLES[table])


@pytest.mark.parametrize("engine", [on_daft, on_spark])
def test_an_engine_gives_the_dataset_of_a_local_run(
    engine: Callable[[Path, Path], None], tmp_path: Path
) -> None:
    stream = documents()
    source, results, out, local = (tmp_path / n for n in ("pages", "results", "out", "local"))
    source.mkdir()
    for n in (1, 0):  # two files, in the wrong order
        half = pages(stream[2 * n : 2 * n + 2], first=2 * n)
        pq.write_table(pa.Table.from_batches([half]), source / f"{1 - n}.parquet")
    engine(source, results)
    done = CliRunner().invoke(app, ["assemble", str(results), "--out", str(out)])
    assert done.exit_code == 0, done.output
    run(Plan(("here",), local), stream, lambda _: None)
    for table in TABLES:
        assert whole(out, table).equals(whole(local, table)), table
    assert whole(out, "reports").num_rows == 2
    assert (out / "panel.parquet").read_bytes() == (local / "panel.parquet").read_bytes()


def test_columns_that_are_missing_count_as_empty_and_others_do_not_matter() -> None:
    daft = pytest.importorskip("daft")
    from extractor.integrations.daft import check_pages

    rows = {"doc": [4], "text": ["收到申请54件，其中自然人48件，法人或其他组织5件。"], "more": [1]}
    empty = daft.lit(None).cast(daft.DataType.binary())
    frame = daft.from_pydict(rows).with_column("content", empty)
    found = check_pages(frame, Settings(rules=("P201",))).to_arrow().cast(RESULT)
    assert found["doc"].to_pylist() == [4]
    assert [f["code"] for f in found["findings"][0].as_py()] == ["P201"]
    assert set(found.schema.names) == set(RESULT.names)


def test_results_that_are_none_are_refused_and_the_folder_stays_as_it_is(tmp_path: Path) -> None:
    made = pa.Table.from_batches([check_batch(pages([Item("收到申请5件。", "a")]), DEFAULT)])
    good, bad, out = tmp_path / "good.parquet", tmp_path / "bad.parquet", tmp_path / "out"
    pq.write_table(made.append_column("part", [["x"]]), good)
    assert CliRunner().invoke(app, ["assemble", str(good), "--out", str(out)]).exit_code == 0
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    for table in (
        pa.concat_tables([made, made]),
        pa.table({"x": [1]}),
        pa.Table.from_batches([pages([Item("收到申请5件。", "a")])]),
        made.drop_columns("findings"),
    ):
        pq.write_table(table, bad)
        done = CliRunner().invoke(app, ["assemble", str(bad), "--out", str(out)])
        assert done.exit_code == 2
        assert "错误：" in done.output
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("module", "absent", "extra"),
    [
        ("scrapy", "scrapy.crawler", "scrapy"),
        ("daft", "daft", "daft"),
        ("spark", "pyarrow", "spark"),
    ],
)
def test_an_adapter_without_its_library_says_what_to_install(
    module: str, absent: str, extra: str
) -> None:
    code = f"""
import subprocess
import sys
sys.modules["{absent}"] = None
try:
    import extractor.integrations.{module}
except ImportError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert f"pip install 'gouji[{extra}]'" in run.stdout


PROGRAM = """
import sys
import daft
from extractor.integrations.daft import check_pages

check_pages(daft.read_parquet(sys.argv[1])).write_parquet(sys.argv[2])
"""


def test_a_program_on_daft_ends_well(tmp_path: Path) -> None:
    pytest.importorskip("daft")
    batch = pages(documents() * 8)
    pq.write_table(pa.Table.from_batches([batch]), tmp_path / "pages.parquet")
    for n in range(2):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, tmp_path / "pages.parquet", tmp_path / str(n)],
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[:2000]
        assert pq.read_table(tmp_path / str(n)).num_rows == batch.num_rows
