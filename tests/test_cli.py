"""The command line: exit status, one object a document, and nothing that looks like a crash."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import app

KEYS = ["schema", "source", "report", "sections", "cells", "figures", "findings", "checks"]
SOURCE = ["uri", "id", "sha256", "media_type", "encoding", "chars"]
DEMO = Path(__file__).parents[1] / "extractor" / "demo"
CLEAN, FAULTY = sorted(p for p in DEMO.iterdir() if p.suffix in (".txt", ".html"))


def gouji(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)


def objects(result: Result) -> list[dict[str, dict[str, object]]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "extractor.cli", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | environment,
        timeout=120,
        check=False,
    )


def test_exit_status_tells_what_was_found(tmp_path: Path) -> None:
    assert gouji("check", CLEAN).exit_code == 0
    assert gouji("check", FAULTY).exit_code == 1
    assert gouji("check", FAULTY, tmp_path / "none.txt").exit_code == 2
    assert gouji("check", "--select", "C", FAULTY).exit_code == 0, "warnings are no errors"
    assert gouji("check").exit_code == 2
    assert gouji("check", "").exit_code == 2, "not the folder one stands in"
    assert gouji("check", "--select", "X9", CLEAN).exit_code == 2
    assert gouji("check", "--format", "none", CLEAN).exit_code == 2


def test_a_line_has_the_keys_of_the_contract_in_order() -> None:
    (line,) = objects(gouji("check", "--format", "jsonl", FAULTY))
    assert list(line) == KEYS
    assert list(line["source"]) == SOURCE
    assert line["report"] == {"agency": "青石区文化和旅游局", "year": 2023, "form": "2021"}


def test_offsets_slice_back_to_the_text() -> None:
    (line,) = objects(gouji("check", "--format", "jsonl", "--with-text", FAULTY))
    text = line["source"]["text"]
    assert isinstance(text, str)
    assert len(text) == line["source"]["chars"]
    figures, cells = line["figures"], line["cells"]
    assert figures
    assert all(text[f["start"] : f["end"]] == f["text"] for f in figures)  # type: ignore[index]
    assert cells
    assert all(text[c["start"] : c["end"]] == c["raw"] for c in cells.values())  # type: ignore[index]


def test_one_object_for_each_document_in_order(tmp_path: Path) -> None:
    text = CLEAN.read_text(encoding="utf-8")
    lines = [
        json.dumps({"id": "a", "text": text}),
        "{broken",
        json.dumps({"id": "c", "text": ""}),
        json.dumps({"id": "d", "text": "没有年份的一页", "agency": "某局", "year": 2022}),
    ]
    result = gouji("check", "--format", "jsonl", "-", stdin="\n".join(lines))
    found = objects(result)
    assert [o["source"]["id"] for o in found] == ["a", None, "c", "d"]
    assert ["error" in o for o in found] == [False, True, True, False]
    assert found[1]["error"]["code"] == "E106"
    assert set(found[1]) == {"source", "error"}
    assert list(found[1]["source"]) == SOURCE
    assert found[3]["report"]["agency"] == "某局"
    assert found[3]["report"]["year"] == 2022
    assert result.exit_code == 2


def test_json_is_an_array_whatever_the_number() -> None:
    assert len(json.loads(gouji("check", "--format", "json", CLEAN).stdout)) == 1
    assert len(json.loads(gouji("check", "--format", "json", CLEAN, FAULTY).stdout)) == 2
    assert json.loads(gouji("check", "--format", "json", "-", stdin="").stdout) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_no_crash() -> None:
    # What a buffer holds is tried again at the end; where output has none, nothing is.
    buffered = {k: v for k, v in os.environ.items() if k != "PYTHONUNBUFFERED"}
    for arguments in (["check", "--format", "jsonl", str(CLEAN)], ["rules"]):
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(
                [sys.executable, "-m", "extractor.cli", *arguments],
                stdout=full,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                env=buffered,
                timeout=120,
                check=False,
            )
        assert done.returncode == 2
        assert done.stderr == "错误：无法读写（磁盘已满）\n"


@pytest.mark.parametrize("columns", ["0", "1", "40", "wide"])
def test_whatever_width_the_shell_tells_something_is_shown(columns: str) -> None:
    shown = process("check", "--quiet", str(FAULTY), COLUMNS=columns).stdout
    assert "T303" in shown
    assert max(len(line) for line in shown.splitlines()) <= 80
    assert "T303" in process("rules", COLUMNS=columns).stdout
    assert "T303" in process("explain", "T303", COLUMNS=columns).stdout


@pytest.mark.parametrize("codes", ["T,P201", "t，p201", "T、P201", " T P201 "])
def test_codes_are_parted_by_whatever_people_type(codes: str) -> None:
    done = gouji("check", "--format", "jsonl", "--select", codes, FAULTY)
    decided = {c for c, n in json.loads(done.output)["checks"].items() if any(n.values())}
    assert "P201" in decided
    assert decided <= {c for c in decided if c.startswith("T")} | {"P201"}


def test_selecting_rules_leaves_the_others_undecided() -> None:
    everything, some = (
        objects(gouji("check", "--format", "jsonl", *options, FAULTY))[0]
        for options in ([], ["--select", "T,C101", "--ignore", "T201"])
    )
    codes = {f["code"] for f in some["findings"]}  # type: ignore[index]
    assert codes == {"T301", "T303", "C101"}
    assert some["checks"].keys() == everything["checks"].keys()
    assert some["checks"]["P101"] == {"passed": 0, "failed": 0, "skipped": 0}


def test_hostile_input_is_an_error_and_never_a_traceback(tmp_path: Path) -> None:
    for name, content in {
        "empty.txt": b"",
        "null.bin": bytes(3000),
        "png.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        "deep.html": b"<div>" * 50_000,
        "digits.txt": b"1" * 200_000,
        "comma.txt": "，".encode() * 50_000,
        "utf16.txt": "一、总体情况".encode("utf-16"),
        "half.zip": b"PK\x03\x04abc",
    }.items():
        (tmp_path / name).write_bytes(content)
    started = time.monotonic()
    result = gouji("check", "--format", "jsonl", tmp_path)
    assert time.monotonic() - started < 20
    assert len(objects(result)) == 8
    assert not [o for o in objects(result) if o.get("error", {}).get("code") == "E100"]


def test_explain_shows_the_page_and_rules_the_list() -> None:
    page = gouji("explain", "t301")
    assert page.exit_code == 0
    for word in ("T301", "What it checks", "Fires on", "t3.new.person = 103"):
        assert word in page.stdout
    assert gouji("explain", "T999").exit_code == 2
    listed = gouji("rules").stdout
    assert all(code in listed for code in ("T201", "P101", "F105", "D101"))


def test_the_demo_shows_one_report_that_holds_and_one_that_does_not() -> None:
    result = gouji("demo")
    assert result.exit_code == 0
    assert "未发现不符之处" in result.stdout
    assert "T303" in result.stdout


def test_help_starts_at_once() -> None:
    best = min(_time_help() for _ in range(3))
    assert best < 0.5, f"{best:.2f} s; the aim is 0.3 s"


def _time_help() -> float:
    """Seconds of processor time, which other processes of the machine do not lengthen."""
    before = os.times()
    assert process("--help").returncode == 0
    after = os.times()
    own, system = (after[i] - before[i] for i in (2, 3))
    return own + system


def test_a_console_that_lacks_chinese_shows_what_it_can() -> None:
    listed = process("rules", PYTHONIOENCODING="ascii")
    assert listed.returncode == 0
    assert "T301" in listed.stdout


def test_nothing_to_check_is_said(tmp_path: Path) -> None:
    done = gouji("check", tmp_path)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "没有找到" in done.stderr


def test_no_colour_when_none_is_wanted() -> None:
    assert "\x1b" not in process("demo").stdout
    forced = process("demo", FORCE_COLOR="1").stdout
    assert "\x1b[31m" in forced or "\x1b[1;31m" in forced
    plain = process("demo", FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b[31m" not in plain
    assert "\x1b[1;31m" not in plain


def test_a_closed_pipe_ends_it_without_a_word() -> None:
    command = (
        f"set -o pipefail; {sys.executable} -m extractor.cli check --format jsonl {DEMO} {DEMO}"
        " | head -c 50"
    )
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert len(done.stdout) == 50
    assert done.stderr == b""
    assert done.returncode == 141


def test_ctrl_c_ends_it_with_a_status_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("extractor.bulk.results", lambda *_, **__: iter(interrupt, None))
    done = gouji("check", CLEAN)
    assert done.exit_code == 130
    assert "已中断" in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_json_is_utf8_whatever_the_locale(encoding: str) -> None:
    done = process("check", "--format", "jsonl", str(CLEAN), PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout)["report"]["agency"] == "云岭县水务局"
