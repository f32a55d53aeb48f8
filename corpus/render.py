"""Renders a spec as crawlers and web sites leave reports: bytes plus gold.

Text styles: `crawler` (one cell a line, rows opened by a lone `|`), `crawler2` (the same
without openers), `pipe` (one row a line), `markdown`, `lines` (one cell a line, no pipes),
`spaced` (the same with empty lines between), `oneline` (the page on one line, blanks between)
and `fused` (one line, cells run together). HTML styles are in render_html.py. Everything that
varies is drawn from one seed, so the same call gives the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus import forms, gold, render_html
from corpus.spec import Block, Paragraph, Spec, Table, cell_value

TEXT_STYLES = (
    "crawler", "crawler2", "pipe", "markdown", "lines", "spaced", "oneline", "fused",
)  # fmt: skip
HTML_STYLES = render_html.STYLES
STYLES = (*TEXT_STYLES, *HTML_STYLES)
_HALF_WIDTH = str.maketrans("（），：；？！", "(),:;?!")


@dataclass(frozen=True)
class Rendered:
    """One file of the corpus. `text` is the decoded file for text styles, else None."""

    style: str
    suffix: str
    encoding: str
    data: bytes
    gold: dict[str, Any]
    text: str | None = None


@dataclass
class Page:
    """Text under construction, with the offsets of the figures in it."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    offsets: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def paragraph(self, p: Paragraph) -> None:
        at = self.length
        self.offsets += [(at + m.start, at + m.end) for m in p.marks if not m.ignored]
        self.add(p.text)

    def text(self) -> str:
        return "".join(self.pieces)


def render(spec: Spec, style: str, seed: int = 0, encoding: str = "utf-8") -> Rendered:
    """A spec in one style. Raises KeyError for an unknown style."""
    rng = random.Random(f"{seed}:{spec.id}:{style}")
    labels = choose_labels(rng)
    if style in HTML_STYLES:
        html = render_html.render(spec, style, rng, encoding, labels)
        html = html.translate(_HALF_WIDTH) if spec.ascii else html
        extra = render_html.furniture(html)
        answers = _gold(spec, style, f"{spec.id}.html", None, extra)
        return Rendered(style, ".html", encoding, html.encode(encoding), answers)
    page = Page()
    _TEXT[style](page, spec.blocks(), spec, rng, labels)
    text = page.text()
    text = text.translate(_HALF_WIDTH) if spec.ascii else text
    suffix = ".md" if style == "markdown" else ".txt"
    answers = _gold(spec, style, f"{spec.id}{suffix}", page.offsets, [])
    return Rendered(style, suffix, encoding, text.encode(encoding), answers, text)


def choose_labels(rng: random.Random) -> dict[str, str]:
    """Label -> the wording that this document has for it."""
    out: dict[str, str] = {}
    for label, variants in forms.data()["variants"].items():
        if rng.random() < 0.3:
            out[label] = rng.choice(variants)
    return out


def cell_texts(spec: Spec, table: Table, labels: dict[str, str]) -> list[list[str]]:
    """The texts of a table, by the row that a cell begins in."""
    return [
        [
            spec.cells[p.slot.cell] if p.slot.cell else labels.get(p.slot.label, p.slot.label)
            for p in row
        ]
        for row in table.grid.rows()
    ]


def _gold(
    spec: Spec,
    style: str,
    file: str,
    offsets: Sequence[tuple[int, int]] | None,
    furniture: Sequence[str],
) -> dict[str, Any]:
    """The gold answers of this file, keys as in the samples' gold."""

    def width(text: str) -> str:
        return text.translate(_HALF_WIDTH) if spec.ascii else text

    figures = gold.figures(spec)
    for i, f in enumerate(figures):
        f["text"], f["sentence"] = width(f["text"]), width(f["sentence"])
        if offsets is not None:
            f["start"], f["end"] = offsets[i]
    found = gold.findings(spec)
    for f in found:
        f.pop("key", None)
    ignore = [{k: width(v) for k, v in i.items()} for i in gold.ignored(spec)]
    out: dict[str, Any] = {"id": spec.id, "file": file, "agency": spec.agency}
    if spec.agency_alt:
        out["agency_alt"] = list(spec.agency_alt)
    out |= {"year": spec.year, "form": spec.form, "rendering": style, "clean": spec.clean}
    if spec.previous:
        out["previous"] = spec.previous
    cells = {c: cell_value(spec.cells[c])[0] for c in spec.present()}
    out |= {
        "cells": {c: None if v is None else format(v, "f") for c, v in cells.items()},
        "raw": {c: spec.cells[c] for c, v in cells.items() if spec.cells[c] != format(v or 0, "f")},
        "figures": figures,
        "ignore": ignore + [{"text": t, "sentence": t} for t in furniture],
        "relations": [r for r, _ in gold.relations(spec)],
        "findings": found,
        "notes": spec.notes,
    }
    return out


Labels = dict[str, str]
TableWriter = Callable[[Page, list[list[str]], int, random.Random], None]


def _lines_of(write: TableWriter, gap: str = "\n") -> Callable[..., None]:
    """A style whose paragraphs are lines; `write` sets a table, every line ended."""

    def page_of(
        page: Page, blocks: Sequence[Block], spec: Spec, rng: random.Random, labels: Labels
    ) -> None:
        indent = "　　" if rng.random() < 0.3 else ""
        for block in blocks:
            if isinstance(block, Table):
                rows = cell_texts(spec, block, labels)
                write(page, rows, forms.padded_width(spec.form, block.grid.name), rng)
                continue
            if block.role == "prose":
                page.add(indent)
            page.paragraph(block)
            page.add(gap)

    return page_of


def _crawler(page: Page, rows: list[list[str]], width: int, rng: random.Random) -> None:
    _crawled(page, rows, width, rng, opener="|\n")


def _crawler2(page: Page, rows: list[list[str]], width: int, rng: random.Random) -> None:
    _crawled(page, rows, width, rng, opener="")


def _crawled(
    page: Page, rows: list[list[str]], width: int, rng: random.Random, opener: str
) -> None:
    gap = rng.choice((" ", "\n"))
    for row in rows:
        tail = "|" * (width - len(row))
        page.add(opener + " |\n".join(row) + " |" + (gap + tail if tail else "") + "\n")


def _pipe(page: Page, rows: list[list[str]], width: int, rng: random.Random) -> None:
    for row in rows:
        tail = "|" * (width - len(row))
        page.add(" | ".join(row) + (" | " + tail if tail else "") + "\n")


def _cells_as_lines(page: Page, rows: list[list[str]], width: int, rng: random.Random) -> None:
    for row in rows:
        page.add("".join(cell + "\n" for cell in row))


def _spaced(page: Page, rows: list[list[str]], width: int, rng: random.Random) -> None:
    for row in rows:
        page.add("".join(cell + "\n\n" for cell in row))


def _markdown(
    page: Page, blocks: Sequence[Block], spec: Spec, rng: random.Random, labels: Labels
) -> None:
    marks = {"title": "# ", "heading": "## "}
    for block in blocks:
        if isinstance(block, Table):
            page.add(_markdown_table(spec, block, labels) + "\n")
            continue
        page.add(marks.get(block.role, ""))
        page.paragraph(block)
        page.add("\n\n")


def _markdown_table(spec: Spec, table: Table, labels: Labels) -> str:
    """Spanning cells are written once; the places that they cover stay empty."""
    rows = [[""] * table.grid.width for _ in table.grid.matrix]
    texts = cell_texts(spec, table, labels)
    for row, said in zip(table.grid.rows(), texts, strict=True):
        for placed, text in zip(row, said, strict=True):
            rows[placed.row][placed.column] = text
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join(["---"] * table.grid.width) + " |")
    return "\n".join(lines) + "\n"


def _oneline(
    page: Page, blocks: Sequence[Block], spec: Spec, rng: random.Random, labels: Labels
) -> None:
    for i, block in enumerate(blocks):
        page.add(" " if i else "")
        if isinstance(block, Table):
            rows = cell_texts(spec, block, labels)
            page.add(" ".join(cell for row in rows for cell in row if cell))
        else:
            page.paragraph(block)


def _fused(
    page: Page, blocks: Sequence[Block], spec: Spec, rng: random.Random, labels: Labels
) -> None:
    """Nothing between cells; by seed, blanks survive between some of a row's digits."""
    half = rng.random() < 0.5
    for i, block in enumerate(blocks):
        if isinstance(block, Table):
            for row in cell_texts(spec, block, labels):
                page.add(_fused_row(row, half))
            continue
        page.add(" " if i and rng.random() < 0.3 else "")
        page.paragraph(block)


def _fused_row(row: list[str], half: bool) -> str:
    if not half or len(row) < 7:
        return "".join(row)
    # As seen in the wild: the first two and the last two values run together.
    labels, values = row[:-7], row[-7:]
    return "".join(labels) + values[0] + " ".join(values[1:-1]) + values[-1]


_TEXT: dict[str, Callable[..., None]] = {
    "crawler": _lines_of(_crawler),
    "crawler2": _lines_of(_crawler2),
    "pipe": _lines_of(_pipe),
    "markdown": _markdown,
    "lines": _lines_of(_cells_as_lines),
    "spaced": _lines_of(_spaced, "\n\n"),
    "oneline": _oneline,
    "fused": _fused,
}
