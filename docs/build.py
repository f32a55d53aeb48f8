#!/usr/bin/env python3
"""Builds what of the documentation comes out of the program itself: `make docs`.

usage: python docs/build.py [--check]

Writes rules.md and codebook.md whole, and in the pages what stands between `<!-- built: NAME -->`
and `<!-- end -->`: the excerpt of the demo, the list of rules, the scores, and for a NAME such as
`$ gouji rules` that command with its output. Scores are those of the last full evaluation
(eval/results/evaluation.json). `--check` writes nothing and exits 1 if something is not up to
date.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from extractor.codebook import Codebook, load_codebook
from extractor.records import Fault, Form
from extractor.rules import Context, Rule, all_rules
from extractor.rules._examples import build as example_report
from extractor.rules._examples import examples_of

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
RESULTS = ROOT / "eval" / "results"
SCORES = RESULTS / "evaluation.json"
PAGES = (ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted(DOCS.glob("*.md")))

WIDTH = 80
# Of the demo's second report: (first line, first line that is left out again).
EXCERPT = (
    (r"青石区文化和旅游局  ", r"$"),
    (r"表三 ", r"  部分公开 "),
    (r"办理结果总计 ", r"$"),
    (r"正文中的数字", r"一、"),
    (r"  全年收到政府信息公开申请", r"  公众号"),
    (r"问题清单", r" 3\. "),
    (r" 4\. ", r" 5\. "),
    (r"发现错误", r"$"),
)
_BLOCK = re.compile(r"(<!-- built: ([^\n]+?) -->\n).*?(<!-- end -->)", re.DOTALL)

SEVERITIES = {"error": "错误", "warning": "警告", "notice": "提示"}
TABLES = {"t2": "表二", "t3": "表三", "t4": "表四"}


# -- what the program prints -------------------------------------------------------------------


@cache
def output(*arguments: str) -> tuple[str, ...]:
    """The lines that `gouji` prints where there are no colours, whatever its exit status."""
    environment = os.environ | {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-m", "extractor.cli", *arguments],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env=environment,
        timeout=120,
    )
    if done.stderr:
        raise RuntimeError(done.stderr)
    return tuple(line.rstrip() for line in done.stdout.splitlines())


def command(line: str) -> str:
    """`$ gouji ...` with what it prints."""
    program, *arguments = shlex.split(line.removeprefix("$ "))
    if program != "gouji":
        raise KeyError(line)
    return "\n".join(["```console", line, *output(*arguments), "```"])


def excerpt() -> str:
    """The telling parts of the demo's second report. Raises StopIteration where one is gone."""
    lines, out = output("demo"), list[str]()
    start = end = next(i for i, x in enumerate(lines) if re.match(EXCERPT[0][0], x))
    for first, stop in EXCERPT:
        at = next(i for i in range(end, len(lines)) if re.match(first, lines[i]))
        if at > end > start and any(lines[end:at]):
            out.append("  …")
        elif at > end > start:
            out.append("")
        end = next((i for i in range(at + 1, len(lines)) if re.match(stop, lines[i])), len(lines))
        out += lines[at:end]
    return "\n".join(["```text", "$ gouji demo", *out, "```"])


# -- rules -------------------------------------------------------------------------------------


def rule_list() -> str:
    rows = [
        f"| [{r.code}](docs/rules.md#{r.code.lower()}) | {r.severity} | {r.summary.rstrip('.')} |"
        for r in all_rules()
    ]
    return "\n".join(["| code | severity | what does not hold |", "| --- | --- | --- |", *rows])


def rule_list_zh() -> str:
    rows = [
        f"| [{r.code}](docs/rules.md#{r.code.lower()}) | {SEVERITIES[r.severity]} | {r.title} |"
        for r in all_rules()
    ]
    return "\n".join(["| 编号 | 级别 | 不符之处 |", "| --- | --- | --- |", *rows])


def rules_page() -> str:
    parts = [
        "# Rules",
        "Built by `make docs` from the rules themselves (`extractor/rules`); do not edit. "
        "`gouji explain CODE` prints the same page. The examples are run by the tests; a line such "
        "as `t3.new.person = 103` is a table cell, the other cells of its table being 0.",
    ]
    parts += [_rule(r) for r in all_rules()]
    return "\n\n".join(parts) + "\n"


def _rule(rule: Rule) -> str:
    parts = [f'<a id="{rule.code.lower()}"></a>', f"## {rule.code} {rule.title}"]
    parts.append(f"{rule.severity}, since {rule.since}. {rule.summary}")
    for head, body in rule.page().items():
        if head not in ("Fires on", "Silent on"):
            parts.append(f"**{head}.** {' '.join(body.split())}")
    for fires, text in examples_of(rule):
        parts.append(f"{'Fires' if fires else 'Silent'} on\n\n```text\n{text.strip()}\n```")
        if fires:
            faults = (o for o in rule.check(Context(example_report(text))) if isinstance(o, Fault))
            parts.append("\n".join(f"> {f.message}" for f in list(faults)[:1]))
    return "\n\n".join(parts)


# -- the codebook ------------------------------------------------------------------------------


def codebook_page() -> str:
    book = load_codebook()
    parts = [
        "# Codebook",
        "Built by `make docs` from the data (`extractor/codebook/data`); do not edit. "
        "A cell's id is its row's id, a dot and its column's key: `t3.new.person`.",
    ]
    parts += [_form(book, "2021"), _form(book, "2019"), _statistics(book)]
    parts += ["## Derived ids", "Sums of cells that prose speaks of. " + _DERIVED]
    parts.append(_grid(("id", "name", "adds up"), list(_derived(book))))
    parts.append("## Narrative ids\n\nWhat prose states beside the tables.")
    parts.append(_grid(("id", "name"), ((f"`{i}`", name) for i, name in book.narrative.items())))
    return "\n\n".join(parts) + "\n"


_DERIVED = (
    "Of table 3: a group of rows in any column, and `ROW.org`, the columns of all organisations in "
    "a row or a group. Of table 4: both kinds of litigation together."
)


def _derived(book: Codebook) -> Iterator[tuple[str, str, str]]:
    """One line a group, by its 总计 column; one line for `org`; every line of table 4."""
    for derived, cells in book.derived.items():
        row, _, column = derived.rpartition(".")
        if derived == "t3.new.org" or row.startswith("t4"):
            yield f"`{derived}`", book.describe(derived), "、".join(f"`{c}`" for c in cells)
        elif column == "total":
            rows = "、".join(f"`{c.rpartition('.')[0]}`" for c in cells)
            yield f"`{row}.…`", book.row_name(row), rows


def _form(book: Codebook, form: Form) -> str:
    parts = [f"## Form {form}"]
    for table, title in TABLES.items():
        rows = []
        for row in book.rows(form, table):
            own = [i for i in book.cells(form, table) if i.rpartition(".")[0] == row]
            keys = [i.rpartition(".")[2] for i in own]
            names = [f"`{k}` {book.column_name(k, form)}" for k in keys]
            rows.append((f"`{row}`", book.row_name(row, form), "、".join(names)))
        if table == "t3":  # every row has the same columns
            parts += [f"### {title}", f"Columns of every row: {rows[0][2]}."]
            parts.append(_grid(("row", "name"), (r[:2] for r in rows)))
        else:
            parts += [f"### {title}", _grid(("row", "name", "columns"), rows)]
    return "\n\n".join(parts)


def _statistics(book: Codebook) -> str:
    """The form of 2014: one table with one number a row."""
    cells = book.form("2014").cells.values()
    later = {s: i for i, s in book.statistics.stands_for.items()}
    rows = [
        (
            f"`{c.id}`", c.column_label, c.unit, f"`{later[c.id]}`" if c.id in later else "",
            str(book.statistics.seen[c.id] or ""),
        )
        for c in cells
    ]  # fmt: skip
    head = ("id", "name", "unit", "counts what later forms call", "seen")
    told = _SEEN.format(len(rows), sum(map(bool, book.statistics.seen.values())))
    return "\n\n".join(["## Form 2014", "政府信息公开情况统计表", told, _grid(head, rows)])


_SEEN = (
    "The annex of the notice, and a filled national table, could not be had: of its {} labels {} "
    "were found, spelt so, on as many public pages as `seen` says: a district's table after the "
    "annex, prose of two reports of those years, two programs that fill such tables, three forms "
    "of provinces and cities from before 2014 that share rows. The others are not confirmed. A row "
    "whose label is spelt otherwise is absent, not misread."
)


def _grid(head: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# -- scores ------------------------------------------------------------------------------------


class _Score(NamedTuple):
    part: str
    measure: str
    english: str
    chinese: str


_SCORES = (
    _Score("passages test", "figure", "figures of the prose found", "找出正文数据"),
    _Score("passages test", "zero", "statements of zero found", "识别“未收到”等零陈述"),
    _Score("passages test", "link", "figures linked to table cells", "数据对应到表格单元"),
    _Score(
        "passages test", "narrative", "figures linked to other indicators", "数据对应到叙述指标"
    ),
    _Score("passages test", "finding", "findings within a passage", "段落内的问题"),
    _Score("reports test", "cell", "table cells read", "读出表格单元"),
    _Score("reports test", "link", "figures linked to table cells", "数据对应到表格单元"),
    _Score("reports test", "finding", "findings of a whole report", "整份报告的问题"),
    _Score("reports test", "clean reports", "clean reports without a finding", "无错报告未误报"),
)
_RATES = frozenset(["clean reports"])
_KINDS = {
    "passages": ("passages", "段落"),
    "reports": ("renderings of reports", "报告（每份三种排版）"),
}


@cache
def _evaluation() -> dict[str, Any] | None:
    if not SCORES.exists():
        return None
    found: dict[str, Any] = json.loads(SCORES.read_text(encoding="utf-8"))
    return found


def _score_rows(chinese: bool) -> Iterator[tuple[str, ...]]:
    run = _evaluation() or {"parts": {}}
    for score in _SCORES:
        part = run["parts"].get(score.part, {})
        measure = part.get("measures", {}).get(score.measure)
        if measure is None:
            continue
        documents = f"{part['documents']} {_KINDS[score.part.split()[0]][chinese]}"
        what = score.chinese if chinese else score.english
        span = f"{measure['low']:.3f}–{measure['high']:.3f}" if measure["low"] is not None else ""
        if score.measure in _RATES:
            yield documents, what, f"{measure['precision']:.3f}", "", "", span
        else:
            figures = (f"{measure[k]:.3f}" for k in ("precision", "recall", "f1"))
            yield (documents, what, *figures, span)


def scores() -> str:
    rows = list(_score_rows(chinese=False))
    if not rows:
        return "*To be filled in by `make docs` after a full evaluation (`make eval`).*"
    head = ("test split of the corpus", "task", "precision", "recall", "F1", "95 % interval of F1")
    return _grid(head, rows) + "\n\n" + _measured("gouji {version}, corpus {corpus}")


def scores_zh() -> str:
    rows = list(_score_rows(chinese=True))
    if not rows:
        return "*完整评测（`make eval`）之后由 `make docs` 填入。*"
    head = ("语料测试集", "任务", "准确率", "召回率", "F1", "F1的95%区间")
    return _grid(head, rows) + "\n\n" + _measured("gouji {version}，语料 {corpus}")


def _measured(words: str) -> str:
    run = _evaluation() or {}
    return words.format(version=run["version"], corpus=run["corpus"][:12])


# -- what the model adds ------------------------------------------------------------------------

_STRATEGIES = {
    "rules": "rules alone",
    "model": "words alone",
    "both": "rules and words",
    "joint": "and jointly",
}
_ABLATED = {"link": "links to cells", "narrative": "narrative", "sentence": "perfect sentences"}


def ablation() -> str:
    """Who decides what a figure states: the scores of each, and the gain over the rules."""
    measured, gained = (RESULTS / f"{name}.json" for name in ("ablation", "gain"))
    if not measured.exists() or not gained.exists():
        return "*To be filled in by `make docs` after `python -m eval ablate`.*"
    scores = json.loads(measured.read_text(encoding="utf-8"))["scores"]
    rows = [
        (f"{part}: {words}", *(_shown(scores[s][f"{part} test"][m], m) for s in _STRATEGIES))
        for part in ("passages", "reports")
        for m, words in _ABLATED.items()
    ]
    gains = [
        (_ABLATED.get(g["measure"], g["measure"] + "s"), f"{g['difference']:+.3f}",
         f"{g['low']:+.3f} to {g['high']:+.3f}")
        for g in json.loads(gained.read_text(encoding="utf-8"))
    ]  # fmt: skip
    return (
        _grid(("test split: F1 [95 %]", *_STRATEGIES.values()), rows)
        + "\n\nRules and words, jointly, against the rules alone, over passages and reports of the "
        "test split; the interval is that of the difference:\n\n"
        + _grid(("measure", "difference", "95 %"), gains)
    )


def _shown(measure: dict[str, Any], name: str) -> str:
    value = measure["precision" if name == "sentence" else "f1"]
    return f"{value:.3f} [{measure['low']:.3f}, {measure['high']:.3f}]"


# -- writing -----------------------------------------------------------------------------------

BLOCKS: dict[str, Callable[[], str]] = {
    "excerpt": excerpt,
    "rules": rule_list,
    "rules-zh": rule_list_zh,
    "scores": scores,
    "scores-zh": scores_zh,
    "ablation": ablation,
}


def block(name: str) -> str:
    """Raises KeyError for an unknown one."""
    return command(name) if name.startswith("$ ") else BLOCKS[name]()


def filled(page: str) -> str:
    """The page with its built blocks as they should be."""
    return _BLOCK.sub(lambda m: f"{m[1]}{block(m[2])}\n{m[3]}", page)


def files() -> dict[Path, str]:
    """Every page that is built or has a built block."""
    out = {DOCS / "rules.md": rules_page(), DOCS / "codebook.md": codebook_page()}
    for path in PAGES:
        if path not in out and path.exists():
            page = path.read_text(encoding="utf-8")
            if _BLOCK.search(page):
                out[path] = filled(page)
    return out


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    args = parser.parse_args(argv)
    wanted = files()
    stale = [p for p, t in wanted.items() if not p.exists() or p.read_text(encoding="utf-8") != t]
    for path in stale:
        print(f"{'not up to date' if args.check else 'written'}: {path.relative_to(ROOT)}")
        if not args.check:
            path.write_text(wanted[path], encoding="utf-8")
    return 1 if args.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
