"""What is published: the wheel and the source distribution, built here without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest

pytest.importorskip("hatchling")

ROOT = Path(__file__).parents[1]
BUILD = "import sys; from hatchling import build; print(getattr(build, sys.argv[1])(sys.argv[2]))"
LEFT_OUT = ("__pycache__", ".pyc")


def build(what: str, checkout: Path, out: Path) -> Path:
    out.mkdir(exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, f"build_{what}", str(out)],
        cwd=checkout, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out / done.stdout.split()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build("sdist", ROOT, folder)) as packed:
        if hasattr(tarfile, "data_filter"):  # not before Python 3.11.4
            packed.extraction_filter = tarfile.data_filter
        packed.extractall(folder)
    return next(p for p in folder.iterdir() if p.is_dir())


def files(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as packed:
        return {name for name in packed.namelist() if ".dist-info/" not in name}


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as packed:
        name = next(n for n in packed.namelist() if n.endswith(".dist-info/METADATA"))
        return message_from_bytes(packed.read(name))


def test_the_wheel_is_the_package_whole_and_nothing_else(wheel: Path) -> None:
    package = {
        p.relative_to(ROOT).as_posix()
        for p in (ROOT / "extractor").rglob("*")
        if p.is_file() and not any(part in str(p) for part in LEFT_OUT)
    }
    assert files(wheel) == package
    for needed in ("demo/1-water-2024.txt", "py.typed", "codebook/data/form2021.json"):
        assert f"extractor/{needed}" in package


def test_the_wheel_runs_where_no_checkout_is(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    program = "import extractor; print(extractor.__file__); from extractor.cli import main; main()"
    sample = tmp_path / "site" / "extractor" / "demo" / "2-culture-2023.html"
    for arguments, status, told in (
        (["demo"], 0, "问题清单"),
        (["explain", "P201"], 0, "What it checks"),
        (["check", "--quiet", str(sample)], 1, "T303"),
        (["check", "--format", "html", str(sample)], 1, "</html>"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", program, *arguments],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.stdout.startswith(str(tmp_path)), "it ran the checkout"
        assert (done.returncode, told in done.stdout) == (status, True), done.stderr


def test_the_source_distribution_makes_the_same_wheel(
    wheel: Path, source: Path, tmp_path: Path
) -> None:
    assert files(build("wheel", source, tmp_path)) == files(wheel)


def test_the_source_distribution_can_be_worked_on(source: Path) -> None:
    """What `make setup` and `make test` need, and nothing that a run has left behind."""
    for name in ("Makefile", "constraints.txt", "pyproject.toml", "LICENSE", "README.md"):
        assert (source / name).is_file(), name
    for name in ("corpus/manifest.jsonl", "tests/conftest.py", "eval/floors.toml", "docs/build.py"):
        assert (source / name).is_file(), name
    left = [p for p in source.rglob("*") if any(part in p.name for part in (*LEFT_OUT, ".venv"))]
    assert not left


def test_the_metadata_says_what_the_project_is(wheel: Path) -> None:
    told = metadata(wheel)
    assert told["Name"] == "gouji"
    assert told["License-Expression"] == "Apache-2.0"
    assert told["Description-Content-Type"] == "text/markdown"
    readme = told.get_payload(decode=True)
    assert isinstance(readme, bytes)
    assert readme.decode().strip() == (ROOT / "README.md").read_text(encoding="utf-8").strip()
    extras = told.get_all("Provides-Extra") or []
    assert {"tables", "fast", "scrapy", "daft", "spark", "ocr"} <= set(extras)
