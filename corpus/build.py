#!/usr/bin/env python3
"""Builds the bundled samples and the manifest from the specs; the same input, the same bytes.

usage: python corpus/build.py [--check]

Writes samples/ (rendered reports and gold.jsonl) and manifest.jsonl (one line a document:
passages and reports). `--check` writes nothing and exits 1 if something is not up to date.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus import gold
from corpus.compile_passages import compile_file
from corpus.render import Rendered, render
from corpus.spec import REPORTS, Spec, SpecError, read
from corpus.splits import split_of

HERE = Path(__file__).parent
SAMPLES = HERE / "samples"
MANIFEST = HERE / "manifest.jsonl"

# What is bundled: spec, style, encoding. Clean and not, both forms, text and HTML; the pair
# r22, r23 is one agency's in two years.
BUNDLE = (
    ("r01", "lines", "utf-8"),
    ("r02", "crawler", "utf-8"),
    ("r05", "crawler2", "utf-8"),
    ("r07", "html_portal", "utf-8"),
    ("r08", "html_nested", "gb18030"),
    ("r10", "pipe", "utf-8"),
    ("r12", "html_word", "utf-8"),
    ("r16", "markdown", "utf-8"),
    ("r18", "html_br", "gb18030"),
    ("r22", "crawler", "utf-8"),
    ("r23", "html_plain", "utf-8"),
    ("r26", "fused", "utf-8"),
)


def specs() -> list[Spec]:
    """All specs, checked: prose and tables agree except where planted. Raises SpecError."""
    out = [read(path) for path in sorted(REPORTS.glob("*.toml"))]
    if wrong := [w for spec in out for w in gold.check(spec)]:
        raise SpecError("\n".join(wrong))
    return out


def bundle() -> Iterator[Rendered]:
    """The bundled samples in order; the pair's findings across years stand in the second."""
    by_id = {s.id: s for s in specs()}
    for i, style, encoding in BUNDLE:
        rendered = render(by_id[i], style, encoding=encoding)
        if by_id[i].previous:
            before = by_id[by_id[i].previous]
            rendered.gold["across"] = gold.across(by_id[i], before)
        yield rendered


def manifest() -> list[dict[str, Any]]:
    """One line a document: what it is, its hash, and its split."""
    out: list[dict[str, Any]] = []
    for path in sorted((HERE / "passages").glob("*.txt")):
        out += [
            {
                "id": p["id"],
                "kind": "passage",
                "file": f"passages/{path.name}",
                "sha256": hashlib.sha256(str(p["text"]).encode()).hexdigest(),
                "form": None,
                "year": p["year"],
                "body": p["body"],
                "type": p["type"],
                "level": p["level"],
                "split": p["split"],
            }
            for p in compile_file(path)
        ]
    for spec in specs():
        path = REPORTS / f"{spec.id}.toml"
        out.append(
            {
                "id": spec.id,
                "kind": "report",
                "file": f"reports/{path.name}",
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                "form": spec.form,
                "year": spec.year,
                "body": spec.agency,
                "type": spec.type,
                "level": spec.level,
                "split": split_of(spec.agency),
            }
        )
    return out


def files() -> dict[Path, bytes]:
    """Everything that this script writes."""
    out: dict[Path, bytes] = {}
    answers: list[dict[str, Any]] = []
    for rendered in bundle():
        out[SAMPLES / rendered.gold["file"]] = rendered.data
        answers.append(rendered.gold)
    out[SAMPLES / "gold.jsonl"] = _jsonl(answers)
    out[MANIFEST] = _jsonl(manifest())
    return out


def _jsonl(rows: Sequence[dict[str, Any]]) -> bytes:
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows).encode()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    args = parser.parse_args(argv)
    wanted = files()
    there = {p for p in SAMPLES.glob("*") if p.is_file()}
    extra = sorted(there - set(wanted))
    stale = [p for p, data in wanted.items() if not p.exists() or p.read_bytes() != data]
    if args.check:
        for p in stale + extra:
            print(f"not up to date: {p.relative_to(HERE)}")
        return 1 if stale or extra else 0
    SAMPLES.mkdir(exist_ok=True)
    for p in extra:
        p.unlink()
    for p in stale:
        p.write_bytes(wanted[p])
    print(f"{len(wanted)} files, {len(stale)} written, {len(extra)} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
