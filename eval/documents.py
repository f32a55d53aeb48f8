"""The annotated documents of the corpus: what goes into the tool, its gold, its split.

Which split a document is in says `corpus.splits`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.build import specs
from corpus.compile_passages import compile_file
from corpus.render import STYLES, render
from corpus.spec import Spec
from corpus.splits import split_of
from extractor.evaluation import GoldDocument, Mode, parse_gold

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SPLITS = ("train", "dev", "test")
RENDERINGS = 3
"""Renderings of each report, of the 13 there are; over the reports all of them occur."""


@dataclass(frozen=True)
class Document:
    """One document: `source` and `year` go to the tool, nothing else does."""

    id: str
    batch: str
    kind: Mode
    split: str
    group: str
    agency_type: str
    source: str | bytes
    year: int | None
    gold: GoldDocument


def passages(split: str | None = None) -> list[Document]:
    """The compiled passages of one split, or all."""
    return [d for d in _passages() if split in (None, d.split)]


def reports(split: str | None = None, renderings: int = RENDERINGS) -> list[Document]:
    """The rendered reports of one split, or all."""
    return list(_reports(split, renderings))


def report_specs(split: str | None = None) -> list[Spec]:
    return [s for s in _specs() if split in (None, split_of(s.agency))]


def corpus_hash() -> str:
    """SHA-256 over the passages and specs as they stand, names included."""
    digest = hashlib.sha256()
    for path in sorted([*CORPUS.glob("passages/*.txt"), *CORPUS.glob("reports/*.toml")]):
        digest.update(f"{path.name}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def _specs() -> tuple[Spec, ...]:
    return tuple(specs())


@cache
def _passages() -> tuple[Document, ...]:
    return tuple(d for path in sorted(CORPUS.glob("passages/*.txt")) for d in _of_file(path))


def _of_file(path: Path) -> Iterator[Document]:
    for p in compile_file(path):
        gold = parse_gold(json.dumps(p, ensure_ascii=False), f"{path.name} {p['id']}")
        yield Document(
            id=str(p["id"]),
            batch=path.stem,
            kind="passages",
            split=str(p["split"]),
            group=str(p["body"]),
            agency_type=str(p["type"]),
            source=str(p["text"]),
            year=int(str(p["year"])),
            gold=gold,
        )


def _reports(split: str | None, renderings: int) -> Iterator[Document]:
    for spec in _specs():
        own = split_of(spec.agency)
        n = int(spec.id[1:])  # by its own number, so that a new report changes no other's
        if split not in (None, own):
            continue
        for k in range(renderings):
            # 5 and 13 have no common divisor: every rendering has its turn.
            yield rendered(spec, STYLES[(n + 5 * k) % len(STYLES)], own)


def rendered(spec: Spec, style: str, split: str) -> Document:
    made = render(spec, style, encoding="gb18030" if style == "html_nested" else "utf-8")
    answers = {**made.gold, "id": f"{spec.id}/{style}", "body": spec.agency}
    if made.text is not None:
        answers["text"] = made.text
    gold = parse_gold(json.dumps(answers, ensure_ascii=False), f"{spec.id} as {style}")
    return Document(
        id=gold.id,
        batch="reports",
        kind="reports",
        split=split,
        group=spec.agency,
        agency_type=spec.type,
        source=made.data,
        year=None,
        gold=gold,
    )
