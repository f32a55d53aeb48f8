"""One report in every rendering must give the same cells, figures and findings.

`python -m eval.formats` renders the corpus reports on every path, holds cells against the gold and
everything against what the plainest rendering gives, and measures time as passes of jieba over the
report's text. `--write` puts the table into docs/formats.md. `tests/test_metamorphic.py` uses the
same comparison on a few reports.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from corpus import render, render_office
from corpus.spec import REPORTS, Spec, read
from extractor import GoujiError, Report, check
from extractor.language.segmenter import python_cutter

REFERENCE = "pipe"
"""The rendering that the others are held against."""
ONE_LINE = ("oneline", "fused")
"""Headings are no lines here, so that what a number states may be told with less certainty; in
`fused` cells run together, some cannot be told apart by anybody and have no value."""
_PAGE = Path(__file__).parents[1] / "docs" / "formats.md"


@dataclass(frozen=True)
class Way:
    """A way for a report to reach the tool: a rendering, its encoding, what is around it."""

    name: str
    style: str
    encoding: str = "utf-8"
    wrapped: str = ""

    def __str__(self) -> str:
        return self.name

    def source(self, spec: Spec) -> tuple[str | bytes, dict[str, str | None]]:
        """What `check` is given, and the gold cells."""
        maker = render_office if self.style in render_office.STYLES else render
        if maker is render:
            made = render.render(spec, self.style, encoding=self.encoding)
        else:
            made = render_office.render(spec, self.style)
        data: str | bytes = made.data
        if self.wrapped == "record":
            line = json.dumps({"id": spec.id, "html": made.data.decode()}, ensure_ascii=False)
            data = str(json.loads(line)["html"])
        elif self.wrapped == "mht":
            data = _archive(made.data)
        return data, made.gold["cells"]


def paths() -> tuple[Way, ...]:
    """Every path, the reference first."""
    plain = [Way(s, s) for s in render.TEXT_STYLES]
    plain.sort(key=lambda p: p.name != REFERENCE)
    pages = [
        Way(f"{s} {label}", s, encoding)
        for s in render.HTML_STYLES
        for label, encoding in (("UTF-8", "utf-8"), ("GB18030", "gb18030"))
    ]
    kept = [
        Way("record", "html_portal", wrapped="record"),
        Way("mht", "html_word", "gb18030", wrapped="mht"),
    ]
    return (*plain, *pages, *kept, *(Way(s, s) for s in render_office.STYLES))


def _archive(page: bytes) -> bytes:
    """A page as a browser saves it with its pictures."""
    whole = EmailMessage()
    whole["Subject"] = "report"
    whole.set_content("x")
    whole.clear_content()
    whole.add_related(page, maintype="text", subtype="html", cte="quoted-printable")
    whole.add_related(b"\x89PNG" + bytes(200), maintype="image", subtype="png")
    return whole.as_bytes(policy=SMTP)


@dataclass
class Shown:
    """What a report came out as, white space aside: what must not depend on the rendering."""

    cells: dict[str, Decimal | None]
    figures: list[tuple[str, Decimal, str, str | None]]
    findings: Counter[tuple[str, str, Decimal | None, Decimal | None, tuple[str, ...]]]


def shown(report: Report) -> Shown:
    """A report reduced to what must be the same for every rendering."""
    return Shown(
        {c.id: c.value for c in report.cells.values()},
        [("".join(f.text.split()), f.value, f.kind, f.indicator) for f in report.figures],
        Counter((f.code, f.severity, f.expected, f.actual, f.cells) for f in report.findings),
    )


def differences(one: Shown, other: Shown) -> list[str]:
    """What the second has otherwise, in words."""
    out = []
    for cell in one.cells.keys() | other.cells.keys():
        a, b = one.cells.get(cell, "absent"), other.cells.get(cell, "absent")
        if a != b:
            out.append(f"cell {cell}: {a} / {b}")
    if one.figures != other.figures:
        lost, new = Counter(one.figures), Counter(other.figures)
        out.append(f"figures: {list(lost - new)[:3]} / {list(new - lost)[:3]}")
    if one.findings != other.findings:
        gone, more = one.findings - other.findings, other.findings - one.findings
        out.append(f"findings: {list(gone)[:2]} / {list(more)[:2]}")
    return out


@dataclass
class Row:
    """One path over all reports."""

    path: Way
    reports: int = 0
    cells: int = 0
    right: int = 0
    wrong: int = 0
    """Cells with a value that is not theirs: worse than none."""
    different: list[str] = field(default_factory=list)
    passes: list[float] = field(default_factory=list)

    def count(self, gold: dict[str, str | None], report: Report) -> None:
        self.reports += 1
        for cell_id, expected in gold.items():
            cell = report.cells.get(cell_id)
            value = None if cell is None else cell.value
            known = None if expected is None else Decimal(expected)
            self.cells += 1
            self.right += cell is not None and value == known
            self.wrong += value is not None and value != known


def measure(specs: Sequence[Spec], chosen: Iterable[Way], *, timed: int = 0) -> list[Row]:
    """Every path over the reports, held against the reference; time over the first `timed`."""
    base = {s.id: check(Way(REFERENCE, REFERENCE).source(s)[0]) for s in specs}
    clocked = {s.id for s in specs[:timed]}
    rows = []
    for path in chosen:
        row = Row(path)
        for spec in specs:
            source, gold = path.source(spec)
            try:
                report = check(source)
                if spec.id in clocked:
                    text = base[spec.id].extraction.document.text
                    row.passes.append(_seconds(check, source) / _seconds(python_cutter(), text))
            except GoujiError as error:
                row.different.append(f"{spec.id} refused: {error.code} {error.message}")
                row.cells += len(gold)
                continue
            row.count(gold, report)
            found = differences(shown(base[spec.id]), shown(report))
            row.different += [f"{spec.id} {d}" for d in found]
        rows.append(row)
    return rows


def _seconds(work: Callable[[Any], object], source: str | bytes) -> float:
    """The best of three, warm: what else the machine does only adds."""
    best = 1e9
    for _ in range(3):
        started = time.perf_counter()
        work(source)
        best = min(best, time.perf_counter() - started)
    return best


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown."""
    out = [
        "| path | cells right | wrong value | reports that differ from `pipe` | jieba passes |",
        "| --- | --- | --- | --- | --- |",
    ]
    for r in rows:
        differ = len({d.split()[0] for d in r.different})
        middle = f"{sorted(r.passes)[len(r.passes) // 2]:.1f}" if r.passes else ""
        out.append(
            f"| {r.path.name} | {r.right:,} of {r.cells:,} ({r.right / r.cells:.2%}) | {r.wrong} "
            f"| {differ} of {r.reports} | {middle} |"
        )
    return "\n".join(out)


def write_into_page(name: str, rows: str, path: Path = _PAGE) -> None:
    """Puts a table into a page, in place of the one behind the mark of that name."""
    page = path.read_text(encoding="utf-8")
    block = re.compile(rf"(<!-- {name} -->)\n.*?(<!-- end -->)", re.DOTALL)
    path.write_text(block.sub(lambda m: f"{m[1]}\n{rows}\n{m[2]}", page, count=1), "utf-8")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=0, help="only so many of them")
    parser.add_argument("--paths", default="", help="only those whose name begins so, by commas")
    parser.add_argument("--timed", type=int, default=20, help="reports over which time is taken")
    parser.add_argument("--write", action="store_true", help="put the table into docs/formats.md")
    chosen = parser.parse_args(arguments)
    specs = [read(p) for p in sorted(REPORTS.glob("*.toml"))]
    specs = specs[: chosen.reports or len(specs)]
    wanted = [p for p in paths() if p.name.startswith(tuple(chosen.paths.split(",")))]
    rows = measure(specs, wanted, timed=chosen.timed)
    print(table(rows))
    for row in rows:
        for line in row.different[:4] if row.path.name not in ONE_LINE else ():
            print(f"{row.path.name}: {line}")
    if chosen.write:
        write_into_page("measured", table(rows))
    lost = [r for r in rows if r.path.name != ONE_LINE[-1] and r.right < 0.999 * r.cells]
    bad = lost or [r for r in rows if r.wrong]
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
