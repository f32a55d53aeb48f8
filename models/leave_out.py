"""`python -m models.leave_out`: whole types of agencies held out of training, one part at a time.

Each part of the types is scored by a model that saw none of it, and by the rules alone. A model
that only knew the wording of its own types would lose here what it gains in `make eval`. Train and
dev only; the test split stays unread.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence

import msgspec

from eval.documents import Document
from eval.gain import HEAD, gains, table
from eval.predict import score
from extractor.evaluation import Tally, page
from extractor.indicators.model import read_model, strategies
from models.examples import documents, read_all
from models.train import build

PARTS = 4


def part_of(agency_type: str) -> int:
    return hashlib.sha256(agency_type.encode()).digest()[0] % PARTS


def held_out() -> dict[str, list[tuple[list[Document], list[Tally]]]]:
    """Strategy -> the documents of every part, scored by models that saw none of its types."""
    train, dev = documents("train"), documents("dev")
    out: dict[str, list[tuple[list[Document], list[Tally]]]] = {"rules": [], "joint": []}
    for part in range(PARTS):
        inside = [d for d in train if part_of(d.agency_type) == part]
        rest = read_all([d for d in train if part_of(d.agency_type) != part])
        card, weights = build(rest, read_all([d for d in dev if part_of(d.agency_type) != part]))
        made = strategies(read_model(msgspec.json.encode(card), weights))
        for name, own in out.items():
            own.append((inside, score(inside, made[name])))
    return out


def main(argv: Sequence[str] | None = None) -> int:
    argparse.ArgumentParser(prog="python -m models.leave_out", description=__doc__).parse_args(argv)
    found = held_out()
    print("types unknown to the model: joint against rules, on train")
    print(page.plain(HEAD, table(gains(found["rules"], found["joint"], "train"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
