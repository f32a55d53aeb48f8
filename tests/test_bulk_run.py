"""`gouji run` as processes: killed, poisoned, repeated; the dataset is always the same."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from click.testing import CliRunner

pq = pytest.importorskip("pyarrow.parquet")

from extractor.bulk import items  # noqa: E402
from extractor.bulk.run import Plan, run  # noqa: E402
from extractor.cli import app  # noqa: E402
from extractor.overview import write_overview  # noqa: E402

TESTS = Path(__file__).parent
SAMPLES = sorted((TESTS.parent / "corpus" / "samples").glob("r*.txt"))
OPTIONS = ("--part-size", "6", "--quiet")


def start(source: Path | str, out: Path, *options: str, **environment: str) -> Popen[str]:
    """`gouji run` as a process of its own, which heads a group; it has a pipe to read from."""
    return Popen(
        [sys.executable, "-m", "extractor.cli", "run", str(source), "--out", str(out),
         *OPTIONS, *options],
        stdin=PIPE, stdout=PIPE, stderr=PIPE, encoding="utf-8", start_new_session=True,
        env=os.environ | environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job behind & has none
    )  # fmt: skip


def gouji(source: Path | str, out: Path, *options: str, records: bytes = b"") -> tuple[int, str]:
    """The same from this process: its workers are forked from one that is loaded already."""
    arguments = ["run", str(source), "--out", str(out), *OPTIONS, *options]
    done = CliRunner().invoke(app, arguments, input=records)
    return done.exit_code, done.output


def files(out: Path) -> dict[str, str]:
    """Every file of a dataset by name, hashed."""
    return {
        str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(out.rglob("*"))
        if p.is_file()
    }


def rows(out: Path, table: str) -> list[dict[str, object]]:
    return sorted(pq.read_table(out / table).to_pylist(), key=lambda r: r["doc"])


def records(path: Path, count: int) -> Path:
    texts = [p.read_text(encoding="utf-8") for p in SAMPLES]
    lines = [{"id": str(n), "text": f"{texts[n % len(texts)]}\n第{n}号"} for n in range(count)]
    path.write_text("\n".join(json.dumps(x, ensure_ascii=False) for x in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return records(tmp_path_factory.mktemp("archive") / "pages.jsonl", 60)


@pytest.fixture(scope="module")
def undisturbed(archive: Path) -> Path:
    out = archive.parent / "undisturbed"
    assert gouji(archive, out, "-j", "1")[0] == 1
    return out


def test_every_document_is_there_once_and_in_order(archive: Path, undisturbed: Path) -> None:
    assert [r["doc"] for r in rows(undisturbed, "reports")] == list(range(60))
    assert [r["id"] for r in rows(undisturbed, "reports")] == [str(n) for n in range(60)]
    assert rows(undisturbed, "errors") == []


def stop(lines: list[bytes], out: Path, how: signal.Signals) -> None:
    """Stops a run over these records, whose stream has not ended, once it has made another part.

    All its processes get the signal, as they do from a terminal.
    """
    made = len(list(out.glob("_parts/*")))
    process = start("-", out, "-j", "2")
    assert process.stdin is not None
    process.stdin.write(b"".join(lines).decode())
    process.stdin.flush()
    deadline = time.monotonic() + 60
    while len(list(out.glob("_parts/*"))) <= made:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.002)
    os.killpg(process.pid, how)
    assert process.wait(timeout=60) == (130 if how == signal.SIGINT else -how)
    for pipe in (process.stdin, process.stdout, process.stderr):
        assert pipe is not None
        pipe.close()
    assert not json.loads((out / "dataset.json").read_bytes())["complete"]


def test_killed_at_any_moment_it_ends_with_the_same_files(archive: Path, tmp_path: Path) -> None:
    """With another number of processes: kill -9 after a part or two, Ctrl-C, then to the end."""
    lines = archive.read_bytes().splitlines(keepends=True)
    out, undisturbed = tmp_path / "out", tmp_path / "undisturbed"
    stop(lines[:24], out, signal.SIGKILL)
    stop(lines[:48], out, signal.SIGINT)
    for folder, jobs in ((out, "2"), (undisturbed, "1")):
        assert gouji("-", folder, "-j", jobs, records=b"".join(lines))[0] == 1
    assert files(out) == files(undisturbed)


def test_damaged_and_missing_parts_are_made_again(
    archive: Path, undisturbed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(undisturbed, out)
    first, second, third, *_ = sorted((out / "cells").iterdir())
    first.unlink()
    second.write_bytes(second.read_bytes()[:100])
    next(out.glob(f"_parts/{third.stem}.json")).write_text("{")
    assert gouji(archive, out)[0] == 1
    assert files(out) == files(undisturbed)


def test_what_is_unchanged_is_not_read_again(
    archive: Path, undisturbed: Path, tmp_path: Path
) -> None:
    """A changed archive: one document is another, one is gone, one is new."""
    lines = archive.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace("第3号", "改过的第3号")
    del lines[20]
    lines.insert(9, json.dumps({"id": "new", "text": "2023年收到申请3件。"}))
    changed = tmp_path / "pages.jsonl"
    changed.write_text("\n".join(lines), encoding="utf-8")
    out, fresh = tmp_path / "out", tmp_path / "fresh"
    shutil.copytree(undisturbed, out)
    seen: list[int] = []
    plan = Plan((str(changed),), out, part_documents=6, update=True)
    state = run(plan, items(plan.sources, io.BytesIO()), lambda now: seen.append(now.kept))
    # A record without a url goes by its line: 9 records behind the new one have another line.
    assert (state.documents, seen[-1]) == (60, 58)
    write_overview(out)  # the command does so itself
    assert gouji(changed, fresh)[0] == 1
    assert files(out) == files(fresh)


def test_what_stands_there_under_two_names_keeps_its_rows_under_both(tmp_path: Path) -> None:
    """Copies, and empty files above all, are in every archive."""
    text = SAMPLES[0].read_text(encoding="utf-8")
    lines = [json.dumps({"id": str(n), "text": t}) for n, t in enumerate((text, "", text, "", ""))]
    source = tmp_path / "pages.jsonl"
    source.write_text("\n".join(lines[:2]), encoding="utf-8")
    gouji(source, tmp_path / "grown")
    source.write_text("\n".join(lines), encoding="utf-8")
    gouji(source, tmp_path / "grown", "--update")
    gouji(source, tmp_path / "new")
    assert [r["id"] for r in rows(tmp_path / "grown", "reports")] == ["0", "2"]
    assert [r["id"] for r in rows(tmp_path / "grown", "errors")] == ["1", "3", "4"]
    assert files(tmp_path / "grown") == files(tmp_path / "new")


def test_pages_without_a_number_to_check_are_counted_apart(tmp_path: Path) -> None:
    texts = (SAMPLES[0].read_text(encoding="utf-8"), "一、总体情况\n各项工作平稳推进。", "通知。")
    source = tmp_path / "pages.jsonl"
    lines = [json.dumps({"id": str(n), "text": t}) for n, t in enumerate(texts)]
    source.write_text("\n".join(lines), encoding="utf-8")
    arguments = ["run", str(source), "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, arguments)
    assert "共3件：0件有错误，3件无错误（其中2件没有可以核对的数据）。" in done.output
    done = CliRunner().invoke(app, [*arguments, "--update", "--select", "D"])
    assert "3件无错误。" in done.output


def test_other_settings_are_refused_unless_asked_for(
    archive: Path, undisturbed: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    shutil.copytree(undisturbed, out)
    for options, word in ((("--select", "T"), "--select"), (("--year", "2023"), "--year")):
        code, said = gouji(archive, out, *options)
        assert code == 2
        assert word in said
        assert "--update" in said
    assert files(out) == files(undisturbed)
    assert gouji(archive, out, "--select", "T", "--update")[0] == 1
    assert {str(f["code"])[0] for f in rows(out, "findings")} == {"T"}


def test_one_poisoned_document_costs_only_itself(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for n in range(12):
        shutil.copy(SAMPLES[n % 3], source / f"{n:02}.txt")
    kinds = {"03": "exit", "05": "segfault", "08": "grow", "10": "hang"}
    for name, kind in kinds.items():
        (source / f"{name}.txt").write_text(f"POISON {kind}")
    out = tmp_path / "out"
    process = start(
        source, out, "-j", "2", "--timeout", "8", "--memory", "600",
        PYTHONPATH=str(TESTS / "poison"),
    )  # fmt: skip
    _, said = process.communicate(timeout=120)
    assert (process.returncode, said) == (2, "")
    errors = {Path(str(e["uri"])).stem: e["code"] for e in rows(out, "errors")}
    assert errors == {"03": "E110", "05": "E110", "08": "E109", "10": "E108"}
    assert [Path(str(r["uri"])).stem for r in rows(out, "reports")] == [
        f"{n:02}" for n in range(12) if f"{n:02}" not in kinds
    ]


def test_sources_from_a_list(tmp_path: Path) -> None:
    names = "\n".join(str(p) for p in SAMPLES[:2]) + "\n\n"
    options = ["--from-list", "-", "--out", str(tmp_path / "out"), "-j", "1"]
    done = CliRunner().invoke(app, ["run", *options], input=names)
    assert done.output.startswith("共2件：")
    assert [r["uri"] for r in rows(tmp_path / "out", "reports")] == [str(p) for p in SAMPLES[:2]]


def test_a_folder_of_something_else_is_left_alone(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    code, said = gouji(archive, tmp_path)
    assert code == 2
    assert "--out" in said
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]
