"""How well `gouji duplicates` tells copies from reports that only sound alike.

`python -m eval.copies` makes archives out of the corpus reports of the test split, each report
under one of the treatments of `eval.treatments`, reads them, and holds the pairs that are found
against those that were made; `--splits train dev` is for development, `--misses` lists what went
wrong, and `--write` puts the table into docs/dataset.md.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from corpus.spec import Spec
from eval.documents import report_specs
from eval.formats import write_into_page
from eval.treatments import COPIES, NO_COPIES, Case, a_place, has_place, moved, rendered
from extractor.bulk import Item
from extractor.bulk.batch import check_batch, pages
from extractor.bulk.duplicates import Copy, find_copies
from extractor.bulk.tables import flatten

PAGE = Path(__file__).parents[1] / "docs" / "dataset.md"
SEED = 7


@dataclass(frozen=True)
class Miss:
    """A pair that was made and not found, or found and not made."""

    treatment: str
    kind: str
    made: bool
    told: str


@dataclass
class Score:
    """Pairs over all archives: by treatment those made and those of them found, and the rest."""

    made: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)


def measure(specs: Sequence[Spec]) -> Score:
    """Every report under every treatment, as many archives as there are treatments."""
    score = Score()
    treatments = (*COPIES, *NO_COPIES)
    for turn in range(len(treatments)):
        rng = random.Random(f"{SEED} {turn}")
        cases = []
        for n, spec in enumerate(specs):
            treatment = treatments[(n + turn) % len(treatments)]
            others = [s for s in specs if s.agency != spec.agency and s.form == spec.form]
            # Another place for each, as two corpus reports may be one body's.
            case = treatment(moved(spec, a_place(rng)), others, rng)
            cases.append((treatment.__name__, case))
        add(cases, score)
    return score


def add(cases: Sequence[tuple[str, Case]], score: Score) -> None:
    """Reads one archive and counts its pairs into `score`."""
    documents: list[Item] = []
    made: dict[tuple[str, int, int], str] = {}
    of: list[str] = []
    for name, case in cases:
        first = len(documents)
        documents += [Item(rendered(spec, style), f"{style}") for spec, style in case.reports]
        of += [name] * len(case.reports)
        made |= {(kind, first + one, first + two): name for kind, one, two in case.copies}
        score.cases[name] += 1
    found = {(c.kind, c.doc, c.copied_doc): c for c in copies(documents)}
    for (kind, one, two), name in made.items():
        score.made[name, kind] += 1
        if (kind, one, two) in found:
            score.found[name, kind] += 1
        else:
            score.misses.append(Miss(name, kind, True, documents[one].uri or ""))
    for (kind, one, two), copy in found.items():
        if (kind, one, two) not in made:
            name = of[one] if of[one] == of[two] else "unrelated reports"
            score.wrong[name, kind] += 1
            score.misses.append(Miss(name, kind, False, copy.message + copy.evidence))


def copies(documents: Sequence[Item]) -> list[Copy]:
    """What is found among the documents, as of a dataset of them."""
    tables = flatten(check_batch(pages(documents)))
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        return list(find_copies(connection))


def table(score: Score) -> str:
    rows = ["| what was done | reports | pairs to find | found | wrongly found |"]
    rows.append("| --- | ---: | ---: | ---: | ---: |")
    for treatment in (*COPIES, *NO_COPIES):
        name = treatment.__name__
        rows.append(_row(name.replace("_", " "), score, [name]))
    rows.append(_row("unrelated reports", score, ["unrelated reports"]))
    rows += ["", "| kind | precision | recall |", "| --- | ---: | ---: |"]
    for kind in ("same", "year", "agency"):
        made, found, wrong = (
            sum(n for (_, k), n in counts.items() if k == kind)
            for counts in (score.made, score.found, score.wrong)
        )
        rows.append(f"| `{kind}` | {found / (found + wrong):.3f} | {found / made:.3f} |")
    return "\n".join(rows)


def _row(label: str, score: Score, names: Sequence[str]) -> str:
    made, found, wrong = (
        sum(n for (name, _), n in counts.items() if name in names)
        for counts in (score.made, score.found, score.wrong)
    )
    cases = sum(score.cases[name] for name in names)
    return f"| {label} | {cases or ''} | {made or ''} | {found if made else ''} | {wrong} |"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--splits", nargs="*", default=["test"], help="whose reports are treated")
    parser.add_argument("--misses", action="store_true", help="also list what went wrong")
    parser.add_argument("--write", action="store_true", help="put the table into docs/dataset.md")
    chosen = parser.parse_args(arguments)
    specs = [s for split in chosen.splits for s in report_specs(split) if has_place(s)]
    score = measure(specs)
    print(table(score))
    if chosen.misses:
        for miss in score.misses:
            print("missed" if miss.made else "wrong", miss.treatment, miss.kind, miss.told)
    if chosen.write:
        write_into_page("measured: copies", table(score), PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
