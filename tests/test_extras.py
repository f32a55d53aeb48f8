"""Where the libraries of an extra are missing, every way in says which extra to install."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import extractor.bulk
from extractor.cli import app

WITHOUT = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("pyarrow", "duckdb", "xlsxwriter"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocked())
"""
MODULES = sorted(p.stem for p in Path(extractor.bulk.__path__[0]).glob("[!_]*.py"))
IMPORTING = """
import importlib
from extractor.errors import MissingExtra

for name in sys.argv[1:]:
    try:
        importlib.import_module("extractor.bulk." + name)
    except MissingExtra as error:
        print(name, error)
    else:
        print(name, "imported")
"""
COMMANDS = """
from click.testing import CliRunner
from extractor.cli import app

for line in sys.argv[1:]:
    done = CliRunner().invoke(app, line.split("|"))
    print(done.exit_code, done.output.strip())
"""
NEEDED = "需要安装附加组件：pip install 'gouji[tables]'"
ABSENT = (
    "query|absent|SELECT 1",
    "export|absent|--csv|absent/out",
    "duplicates|absent",
    "overview|absent",
    "assemble|absent|--out|absent/out",
)


def told(script: str, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT + script, *arguments],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_module_of_bulk_without_its_library_names_the_extra() -> None:
    said = dict(line.split(" ", 1) for line in told(IMPORTING, *MODULES))
    assert said["sources"] == said["jsonl"] == "imported", "what `gouji check` uses"
    missing = {name for name, what in said.items() if what != "imported"}
    assert {"batch", "schema", "run", "assemble", "duplicates", "workbook"} <= missing
    assert all(said[name].endswith(NEEDED) for name in missing)


def test_a_command_names_the_missing_extra_before_a_missing_folder() -> None:
    lines = told(COMMANDS, *ABSENT, "run|absent|--out|absent/out")
    assert len(lines) == len(ABSENT) + 1
    for line in lines:
        assert line.startswith("2 错误：缺少 ")
        assert line.endswith(NEEDED)


@pytest.mark.parametrize("line", ABSENT)
def test_with_the_extra_a_missing_folder_is_named(line: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    absent = tmp_path / "absent"
    done = CliRunner().invoke(app, line.replace("absent", str(absent)).split("|"))
    assert done.exit_code == 2
    assert done.output.startswith("错误：找不到")
    assert str(absent) in done.output
    assert not absent.exists()
