"""What must stay true of the code as a whole, beside what `lint-imports` checks."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest

from extractor.figures.patterns import masks, number

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "extractor").rglob("*.py"))
HEAVY = (
    "spacy",
    "sklearn",
    "numpy",
    "scipy",
    "jieba",
    "rjieba",
    "rich",
    "pypdfium2",
    "olefile",
    "pandas",
    "pyarrow",
    "duckdb",
    "xlsxwriter",
    "warcio",
)

MOST_LINES = 450


def loaded_after(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*{{m.split('.')[0] for m in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["extractor", "extractor.cli", "extractor.records"])
def test_importing_costs_next_to_nothing(module: str) -> None:
    assert loaded_after(f"import {module}").isdisjoint(HEAVY)


def test_checking_a_report_needs_no_terminal_and_no_model_toolkit() -> None:
    loaded = loaded_after("import extractor; extractor.check('一、总体情况')")
    assert loaded.isdisjoint({"rich", "sklearn", "spacy", "click", "numpy"})
    loaded = loaded_after("import extractor; extractor.check('全年收到信息公开申请3件。')")
    assert loaded.isdisjoint({"rich", "sklearn", "scipy", "click"})


def test_the_public_names_are_all_there() -> None:
    import extractor

    assert dir(extractor) == extractor.__all__
    for name in extractor.__all__:
        assert getattr(extractor, name) is not None
    with pytest.raises(AttributeError):
        _ = extractor.nothing_of_the_kind


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_is_short_and_says_what_it_is_for(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= MOST_LINES
    assert not source.strip() or ast.get_docstring(ast.parse(source)), "no docstring"


def test_no_path_of_a_machine_in_the_project() -> None:
    pattern = re.compile(r"/(?:root|home|Users|work)/\w")
    for path in [*SOURCES, ROOT / "Makefile", ROOT / "pyproject.toml"]:
        assert not pattern.search(path.read_text(encoding="utf-8")), path


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = {
        re.split(r"[\[<>=!~ ]", need)[0].lower()
        for need in [*project["dependencies"], *extras["dev"], *extras["fast"], *extras["tables"]]
    } - {"gouji"}
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = dict(x.split("==") for x in lines if x and not x.startswith("#"))
    assert wanted <= {name.lower() for name in pins}


def test_the_demo_and_the_data_files_are_in_the_package() -> None:
    assert (ROOT / "extractor" / "py.typed").exists()
    assert len(list((ROOT / "extractor" / "demo").iterdir())) >= 2


def test_no_pattern_of_re_repeats_a_group_possessively() -> None:
    """Early CPython 3.11 (seen in 3.11.2) loses groups in such patterns and raises SystemError."""
    for path in SOURCES:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if not name.startswith(("extractor.integrations", "extractor.__main__")):
            with suppress(ModuleNotFoundError):  # an extra
                import_module(name)
    own = [
        value
        for name, module in list(sys.modules.items())
        if name.startswith("extractor")
        for value in vars(module).values()
        if isinstance(value, re.Pattern)
    ]
    patterns = {p.pattern for p in [*own, number(), masks()] if isinstance(p.pattern, str)}
    assert len(patterns) > 50
    possessive = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+|\(\?>")
    assert not [p for p in patterns if possessive.search(p)]
