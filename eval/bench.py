"""How fast, how much memory, how much lost on resuming: `make bench` and its tools.

usage: python -m eval.bench archive --count N --out FILE.jsonl.gz [--seed S]
       python -m eval.bench compare DIR DIR
       python -m eval.bench passes
       python -m eval.bench run [--counts 1000,10000] [--page docs/performance.md]

`archive` writes a generated archive (corpus.archive), `compare` tells whether two datasets are the
same, `passes` what a check costs in passes of jieba, `run` measures `gouji run` on generated
archives and writes the page.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus.archive import archive
from eval.bench_measure import measure
from eval.bench_page import in_passes, page
from eval.bench_passes import of_the_corpus

_ASIDE = ("_lock",)


def write_archive(path: Path, count: int, seed: int) -> None:
    """A generated archive as a record stream, packed; the same arguments give the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 1, raw, mtime=0) as file:
        for one in archive(count, seed):
            file.write(json.dumps(one.record(), ensure_ascii=False).encode() + b"\n")


def differences(one: Path, other: Path) -> list[str]:
    """What two datasets differ in, file by file; nothing where they are the same bytes."""
    a, b = _files(one), _files(other)
    out = [f"only in {one}: {name}" for name in sorted(a.keys() - b.keys())]
    out += [f"only in {other}: {name}" for name in sorted(b.keys() - a.keys())]
    out += [f"differs: {name}" for name in sorted(a.keys() & b.keys()) if a[name] != b[name]]
    return out


def _files(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file() and p.name not in _ASIDE
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.bench")
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("archive")
    make.add_argument("--count", type=int, required=True)
    make.add_argument("--out", type=Path, required=True)
    make.add_argument("--seed", type=int, default=0)
    two = commands.add_parser("compare")
    two.add_argument("one", type=Path)
    two.add_argument("other", type=Path)
    commands.add_parser("passes")
    run = commands.add_parser("run")
    run.add_argument("--counts", default="1000,10000")
    run.add_argument("--page", type=Path, default=Path("docs/performance.md"))
    chosen = parser.parse_args(arguments)
    if chosen.command == "archive":
        write_archive(chosen.out, chosen.count, chosen.seed)
        return 0
    if chosen.command == "compare":
        found = differences(chosen.one, chosen.other)
        print("\n".join(found) or f"the same: {len(_files(chosen.one))} files")
        return 1 if found else 0
    looks = of_the_corpus()  # before all else, as a first look it must be
    if chosen.command == "passes":
        print(in_passes(looks))
        return 0
    counts = [int(c) for c in chosen.counts.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        results = []
        for count in counts:
            source = Path(folder) / f"{count}.jsonl.gz"
            write_archive(source, count, 0)
            results.append(measure(source, count, Path(folder) / str(count)))
            print(results[-1])
    chosen.page.write_text(page(results, looks), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
