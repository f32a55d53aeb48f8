"""The documentation: its commands and examples run, what it shows is what comes out.

In a page, `console` blocks hold commands (`$ ...`) and what they print, `python` blocks are
programs whose output stands in the `text` block marked `<!-- prints -->`, `json` blocks are marked
`<!-- part of: COMMAND -->` and hold a part of its output. `...` stands for anything. A block that
is not to be run is marked `<!-- not run: REASON -->`; one marked `<!-- built: ... -->` is written
by docs/build.py, which is asked whether it is up to date.
"""

from __future__ import annotations

import importlib.util
import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from extractor import errors
from extractor.cli import app
from extractor.rules import all_rules

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
BUILT = {"rules.md", "codebook.md"}
"""Pages that come out of the program whole; their examples are tested with the rules."""
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]

_BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>[^\n]*) -->\n)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"\]\((?P<path>[^)#:]*)(?:#(?P<anchor>[^)]*))?\)")
_END = "-- end of command --"


class Block(NamedTuple):
    page: str
    line: int
    mark: str
    kind: str
    body: str
    prints: str
    """What follows as the output of a program."""


def blocks(path: Path) -> Iterator[Block]:
    page = path.read_text(encoding="utf-8")
    found = list(_BLOCK.finditer(page))
    for at, m in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        prints = after["body"] if after is not None and after["mark"] == "prints" else ""
        line = page.count("\n", 0, m.start("kind")) + 1
        yield Block(path.name, line, m["mark"] or "", m["kind"], m["body"], prints)


BLOCKS = [b for p in PAGES if p.name not in BUILT for b in blocks(p)]


def of(kind: str) -> pytest.MarkDecorator:
    """One test for each block of the kind that is to be run."""
    others = ("not run: ", "built: ")
    chosen = [b for b in BLOCKS if b.kind == kind and not b.mark.startswith(others)]
    return pytest.mark.parametrize("block", chosen, ids=[f"{b.page}:{b.line}" for b in chosen])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that looks like the root of the repository and may be written to."""
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    return tmp_path


def environment() -> dict[str, str]:
    own = {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", "LC_ALL": "C.UTF-8"}
    return os.environ | own | {"PYTHONPATH": str(ROOT)}


def bash(script: str, folder: Path) -> str:
    """Both streams of the script; `gouji` is the one under test."""
    gouji = f'gouji() {{ "{sys.executable}" -m extractor.cli "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-c", gouji + script],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        encoding="utf-8",
        env=environment(),
        timeout=120,
        check=False,
    )
    return done.stdout


def pattern(shown: str) -> re.Pattern[str]:
    """`...` on a line of its own is any number of lines, inside a line anything; blanks are equal.

    >>> bool(pattern("a  b\\n...\\nc...").fullmatch(flat("a b\\n1\\n2\\ncd\\n")))
    True
    >>> bool(pattern("a\\nc").fullmatch(flat("a\\nb\\nc")))
    False
    """
    lines = []
    for line in flat(shown).splitlines():
        words = ".*".join(re.escape(part) for part in line.split("..."))
        lines.append(r"(?:.*\n)*?" if line == "..." else words + r"\n")
    return re.compile("".join(lines))


def flat(text: str) -> str:
    """Without blank lines, and with single blanks."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def contains(whole: object, part: object) -> bool:
    """Whether `part` is what is left of `whole` after leaving out keys and items.

    >>> contains({"a": [1, {"b": 2, "c": 3}]}, {"a": [{"b": 2}]}), contains([1], [2])
    (True, False)
    """
    if isinstance(part, dict) and isinstance(whole, dict):
        return all(k in whole and contains(whole[k], v) for k, v in part.items())
    if isinstance(part, list) and isinstance(whole, list):
        return all(any(contains(x, y) for x in whole) for y in part)
    return part == whole


def test_there_is_something_to_run() -> None:
    kinds = [b.kind for b in BLOCKS]
    assert min(kinds.count(k) for k in ("console", "python", "json")) >= 2
    for path in READMES:
        assert {"console", "python", "json", "text"} <= {b.kind for b in blocks(path)}


def test_every_block_is_of_a_kind_that_is_checked() -> None:
    """A `text` block is the output of a program, or stands in a built part of its page."""
    for path in PAGES:
        if path.name in BUILT:
            continue
        page = path.read_text(encoding="utf-8")
        for b in blocks(path):
            where = f"{b.page}:{b.line}"
            assert b.kind in ("console", "python", "json", "text"), where
            assert b.kind != "json" or b.mark.startswith("part of: gouji "), where
            built = b.mark.startswith("built: ") and f"<!-- {b.mark} -->" in page
            assert b.kind != "text" or b.mark == "prints" or built, where
            if b.mark.startswith("not run:"):
                assert len(b.mark) > len("not run: "), where


@of("console")
def test_commands_print_what_is_shown(block: Block, root: Path) -> None:
    first, *rest = re.split(r"^\$ ", block.body, flags=re.MULTILINE)
    assert not first.strip(), "the block begins with a command"
    commands = [part.partition("\n") for part in rest]
    script = "".join(f'{c}\ns=$?; echo "{_END}"; (exit $s)\n' for c, _, _ in commands)
    *printed, _ = bash(script, root).split(f"{_END}\n")
    for (command, _, shown), real in zip(commands, printed, strict=True):
        assert "Traceback" not in real
        assert pattern(shown).fullmatch(flat(real)), f"$ {command}\n{real}"


@of("python")
def test_programs_run_and_print_what_is_shown(
    block: Block, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(block.body, block.page, "exec"), {"__name__": "__main__"})
    assert block.prints, "a program shows what it prints"
    assert pattern(block.prints).fullmatch(flat(printed.getvalue())), printed.getvalue()


@of("json")
def test_objects_are_parts_of_the_output(
    block: Block, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    program, *arguments = shlex.split(block.mark.removeprefix("part of: "))
    assert program == "gouji"
    line = CliRunner().invoke(app, arguments).stdout
    assert contains(json.loads(line), json.loads(block.body)), line


@cache
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_built_is_up_to_date() -> None:
    files: dict[Path, str] = builder().files()
    assert {p.name for p in files} >= BUILT | {p.name for p in READMES}
    stale = [p.name for p, text in files.items() if p.read_text(encoding="utf-8") != text]
    assert not stale, "run `make docs`"


def test_the_excerpt_shows_what_the_demo_is_for() -> None:
    shown: str = builder().excerpt()
    for words in ("2023年度", "33✗", "[31件✗]", "→", "T303", "↳", "相差2件", "P201"):
        assert words in shown


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    for m in _LINK.finditer(path.read_text(encoding="utf-8")):
        target = (path.parent / m["path"]).resolve() if m["path"] else path
        assert target.exists(), m[0]
        if m["anchor"]:
            page = target.read_text(encoding="utf-8")
            heads = {h.lower() for h in re.findall(r"^#+ (\w+)", page, re.MULTILINE)}
            assert f'id="{m["anchor"]}"' in page or m["anchor"] in heads, m[0]


@pytest.mark.parametrize("path", READMES, ids=lambda p: p.name)
def test_a_readme_lists_every_rule(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert [r.code for r in all_rules()] == re.findall(r"^\| \[([A-Z]\d{3})\]", page, re.MULTILINE)


def test_every_command_option_and_error_code_is_described() -> None:
    usage = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
    output = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")
    everything = "".join(p.read_text(encoding="utf-8") for p in PAGES)
    for name in app.commands:
        assert f"gouji {name}" in everything
    for parameter in app.commands["check"].params:
        option = max(parameter.opts, key=len)
        assert not option.startswith("--") or option in usage
    codes = {kind.code for kind in errors.GoujiError.__subclasses__()} | {"E100"}
    assert len(codes) >= 9
    assert codes <= set(re.findall(r"^\| (E\d{3}) ", output, re.MULTILINE))


def test_keys_of_the_output_are_described_in_their_order() -> None:
    from extractor import check

    page = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")
    made = check(ROOT / "corpus" / "samples" / "r08.html").to_dict()
    named = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", page, re.MULTILINE)))
    figures, findings = made["figures"], made["findings"]
    assert isinstance(figures, list)
    assert isinstance(findings, list)
    assert named[: len(made)] == list(made)
    assert set(figures[0]) | set(findings[0]) <= set(named)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_pages_name_no_machine(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    assert not re.search(
        r"/(?:root|home|Users|work|tmp)/\w|localhost|https?://(?!www\.apache)", page
    )
