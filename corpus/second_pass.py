#!/usr/bin/env python3
"""The second, blind reading of the passages: what was read, where it differs, how far it agrees.

usage: python -m corpus.second_pass blind|freeze|compare|agreement [BATCH...]

`blind` prints passages without marks; `freeze` writes the first reading's marks of a new batch to
second/BATCH.first.txt; `compare` lists where the readings differ and which of them the gold now
follows (first, second, both as alternatives, a third reading, optional); `agreement` prints how
far they agreed before that, and `--write`s it into second/README.md.

A line of second/BATCH.txt is an id and its marks in text order, in the markup of CORPUS.md. Words
that stand directly before a mark say which of several places is meant: `ta001 诉讼{0件|…}`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus import readings
from corpus.agreement import Agreement, agreement, table
from corpus.compile_passages import RefusalError
from corpus.readings import Disagreement, Pair

_BLOCK = re.compile(r"(<!-- built: agreement -->\n).*?(<!-- end -->)", re.DOTALL)


@dataclass(frozen=True)
class Batch:
    """A batch that was read twice."""

    number: int
    pairs: tuple[Pair, ...]
    disagreements: tuple[Disagreement, ...]


def read_batch(batch: str) -> Batch:
    """Both readings of a batch side by side. Raises RefusalError, OSError."""
    known = {p.id: p for p in readings.passages(batch)}
    texts = {i: p.text for i, p in known.items()}
    first = readings.reading(readings.SECOND / f"{batch}.first.txt", texts)
    second = readings.reading(readings.SECOND / f"{batch}.txt", texts)
    both = {i: readings.pairs(first[i], second[i]) for i in known if i in first and i in second}
    return Batch(
        len(both),
        tuple(p for found in both.values() for p in found),
        tuple(d for i, found in both.items() for d in readings.disagreements(known[i], found)),
    )


def batches() -> list[str]:
    """The batches that have both readings."""
    return [
        path.name.removesuffix(".first.txt")
        for path in sorted(readings.SECOND.glob("*.first.txt"))
        if (readings.SECOND / path.name.replace(".first", "")).exists()
    ]


def measured(read: Mapping[str, Batch]) -> dict[str, Agreement]:
    """Batch -> agreement, and `all` over every figure."""
    every = Batch(
        sum(b.number for b in read.values()),
        tuple(p for b in read.values() for p in b.pairs),
        tuple(d for b in read.values() for d in b.disagreements),
    )
    rows = {**read, "all": every}
    return {k: agreement(b.number, b.pairs, b.disagreements) for k, b in rows.items()}


def written(page: str, read: Mapping[str, Batch]) -> str:
    """The page with the table in the place that is kept for it."""
    block = table(measured(read))
    return _BLOCK.sub(lambda m: f"{m[1]}{block}{m[2]}", page)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("blind", "freeze", "compare", "agreement"))
    parser.add_argument("batches", nargs="*", metavar="BATCH")
    parser.add_argument("--write", action="store_true", help="agreement: to second/agreement.json")
    args = parser.parse_args(argv)
    names = args.batches or batches()
    try:
        if args.what == "blind":
            for name in names:
                for p in readings.passages(name):
                    print(f"## {p.head}\n{p.text}\n")
        elif args.what == "freeze":
            for name in names:
                (readings.SECOND / f"{name}.first.txt").write_text(
                    readings.frozen(name), encoding="utf-8"
                )
        else:
            _report(args.what, {name: read_batch(name) for name in names}, write=args.write)
    except (RefusalError, OSError) as e:
        print(e, file=sys.stderr)
        return 1
    return 0


def _report(what: str, read: Mapping[str, Batch], *, write: bool) -> None:
    if what == "compare":
        for batch in read.values():
            for d in batch.disagreements:
                print(d)
        return
    print(table(measured(read)), end="")
    if write:
        page = readings.SECOND / "README.md"
        page.write_text(written(page.read_text(encoding="utf-8"), read), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
