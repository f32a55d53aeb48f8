"""`python -m eval run | ablate | gate | diff A B`: measuring the tool on its own corpus."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from eval import diff, gain, gate, mutation, pages
from eval.documents import Document, passages, reports
from eval.predict import score
from eval.results import Run, load, run_of, save
from extractor.evaluation import Tally, page
from extractor.indicators import Decide, jointly
from extractor.indicators.model import strategies

FAST_RENDERINGS = 2


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="everything: scores, ablations, mutations; writes files")
    run.add_argument("--name", default="evaluation", help="name of the JSON file in eval/results")
    run.add_argument("--fast", action="store_true", help="scores only")
    commands.add_parser("ablate", help="rules, classifier, both, jointly; writes two files")
    check = commands.add_parser("gate", help="fails where a score is below its floor")
    how = check.add_mutually_exclusive_group()
    how.add_argument("--update", action="store_true", help="raise the floors that are exceeded")
    how.add_argument("--lower", action="store_true", help="set the floors to what is measured")
    compare = commands.add_parser("diff", help="gains and losses between two JSON files")
    compare.add_argument("old", type=Path)
    compare.add_argument("new", type=Path)
    args = parser.parse_args(argv)
    if args.command == "run":
        return _run(args.name, fast=args.fast)
    if args.command == "ablate":
        _ablate()
        return 0
    if args.command == "gate":
        return _gate(update=args.update, lower=args.lower)
    sys.stdout.writelines(f"{line}\n" for line in diff.lines(load(args.old), load(args.new)))
    return 0


Scored = list[tuple[list[Document], list[Tally]]]


def scored(splits: Sequence[str], renderings: int, decide: Decide = jointly) -> Scored:
    """Passages and reports of the splits with their counts, in the order of `splits`."""
    docs = [d for s in splits for d in (passages(s), reports(s, renderings)) if d]
    return [(d, score(d, decide)) for d in docs]


def _run(name: str, *, fast: bool) -> int:
    found = scored(("test", "dev", "train"), FAST_RENDERINGS if fast else 3)
    run = run_of(found, pages.model_version())
    save(name, run)
    print(pages.summary(run))
    if fast:
        return 0
    ablation, gained = _ablate()
    mutated = mutation.suite("test")
    save("mutation", mutated)
    pages.write(run, ablation, gained, mutated)
    print(mutation.summary(mutated))
    return 0


def _ablate() -> tuple[pages.Ablation, list[gain.Gain]]:
    """Every way of deciding, and what the tool's own gains over the rules alone."""
    runs = {name: scored(("test", "dev"), 1, how) for name, how in strategies().items()}
    ablation = pages.ablation(runs)
    gained = gain.gains(runs["rules"], runs["joint"], "test")
    save("ablation", ablation)
    save("gain", gained)
    print(pages.ablation_table(ablation))
    print(page.plain(gain.HEAD, gain.table(gained)))
    return ablation, gained


def _gate(*, update: bool, lower: bool) -> int:
    run: Run = run_of(scored(("dev", "test"), FAST_RENDERINGS), pages.model_version())
    found, floors = gate.scores(run.parts), gate.read_floors()
    if lower:
        gate.write_floors(gate.lowered(found))
        print(f"floors set to what is measured: {gate.FLOORS.name}")
        return 0
    failures = gate.below(found, floors)
    if update:
        gate.write_floors(gate.raised(found, floors))
        print(f"floors raised where exceeded: {gate.FLOORS.name}")
    for failure in failures:
        print(failure)
    counted = sum(map(len, floors.values()))
    print(f"{counted - len(failures)} of {counted} floors met")
    return 1 if failures or not counted else 0


if __name__ == "__main__":
    sys.exit(main())
