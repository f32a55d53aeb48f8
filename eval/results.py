"""Results as files: JSON for `diff` and the gate, a page for people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from eval.documents import Document, corpus_hash
from extractor import __version__
from extractor.evaluation import Measure, Tally, measures, page
from extractor.evaluation.calibration import Calibration, calibrate

RESULTS = Path(__file__).resolve().parent / "results"
PAGE = RESULTS / "RESULTS.md"


class Part(msgspec.Struct, frozen=True):
    """The scores of one kind of document in one split."""

    kind: str
    split: str
    documents: int
    measures: dict[str, Measure]
    calibration: Calibration


class Run(msgspec.Struct, frozen=True):
    """One evaluation. `misses` has every document with a fault, by its id."""

    version: str
    corpus: str
    model: str
    parts: dict[str, Part]
    misses: dict[str, list[str]]


def part(docs: Sequence[Document], tallies: Sequence[Tally]) -> Part:
    """The scores of documents of one kind and split."""
    found = measures(tallies, [d.group for d in docs])
    return Part(docs[0].kind, docs[0].split, len(docs), found, calibrate(tallies))


def run_of(scored: Sequence[tuple[Sequence[Document], Sequence[Tally]]], model: str) -> Run:
    parts = {f"{d[0].kind} {d[0].split}": part(d, t) for d, t in scored if d}
    misses = {
        doc.id: tally.misses
        for docs, tallies in scored
        for doc, tally in zip(docs, tallies, strict=True)
        if tally.misses
    }
    return Run(__version__, corpus_hash(), model, parts, misses)


def save(name: str, data: object) -> Path:
    """Writes results/NAME.json, keys in their order, indented so that changes can be read."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    raw = msgspec.json.encode(_rounded(msgspec.to_builtins(data)))
    path.write_bytes(msgspec.json.format(raw, indent=1) + b"\n")
    return path


def load(path: Path) -> Run:
    """Raises msgspec.DecodeError, OSError."""
    return msgspec.json.decode(path.read_bytes(), type=Run)


def _rounded(x: object) -> object:
    """Floats to six places: the same run must give the same bytes."""
    if isinstance(x, float):
        return round(x, 6)
    if isinstance(x, dict):
        return {k: _rounded(v) for k, v in x.items()}
    if isinstance(x, list):
        return [_rounded(v) for v in x]
    return x


def part_section(title: str, p: Part) -> str:
    """The tables of one part in Markdown."""
    shown = [m for m in page.ordered(p.measures) if not m.name.startswith(page.PER_INDICATOR)]
    single = [m for m in page.ordered(p.measures) if m.name.startswith(page.PER_INDICATOR)]
    c = p.calibration
    return "\n\n".join(
        [
            f"## {title} ({p.documents} documents)",
            page.markdown(page.HEAD, page.rows(shown)),
            f"Calibration of {c.links} links ({c.silent} more were left open): ECE {c.ece:.3f}.",
            page.markdown(page.CALIBRATION_HEAD, page.calibration_rows(c)),
            "Risk and coverage: what is right of the surest answers.",
            page.markdown(page.CURVE_HEAD, page.curve_rows(c)),
            "<details><summary>Every indicator</summary>",
            page.markdown(page.HEAD, page.rows(single)),
            "</details>",
        ]
    )
