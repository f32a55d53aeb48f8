"""Figures with gold, as the linker sees them at the moment the model is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from eval.documents import Document, passages, rendered, report_specs
from extractor.errors import GoujiError
from extractor.evaluation.gold import GoldFigure
from extractor.evaluation.gold import canonical as gold_canonical
from extractor.indicators.frames import Frame
from extractor.indicators.model.decide import stands_open
from extractor.indicators.model.labels import canonical
from extractor.pipeline import extract_document
from extractor.readers import read
from extractor.records import Figure

STYLE = "pipe"
"""The rendering of reports that is trained on: it has offsets for its figures."""
FOLDS = 5


class Read(NamedTuple):
    """One document as the rules read it, with the gold of the figures the model is asked about.

    `gold`: index of a figure -> the indicators that are right, the annotators' first choice first.
    """

    document: Document
    frames: Sequence[Frame]
    figures: Sequence[Figure]
    year: int | None
    gold: dict[int, tuple[str, ...]]

    @property
    def fold(self) -> int:
        """Which part of a cross-validation it is in: all documents of one body in the same."""
        return hashlib.sha256(self.document.group.encode()).digest()[4] % FOLDS


def documents(split: str) -> list[Document]:
    """Passages and reports of a split, each once, in the order of their ids."""
    reports = [rendered(s, STYLE, split) for s in report_specs(split)]
    return sorted([*passages(split), *reports], key=lambda d: d.id)


def read_all(docs: Sequence[Document]) -> list[Read]:
    """The documents that can be read; what cannot is left out of training, scored as missed."""
    return [r for d in docs for r in _read(d)]


def _read(document: Document) -> Iterator[Read]:
    seen: list[tuple[Sequence[Frame], Sequence[Figure], int | None]] = []

    def look(
        frames: Sequence[Frame], figures: Sequence[Figure], year: int | None
    ) -> Sequence[Figure]:
        seen.append((frames, figures, year))
        return figures

    try:
        extract_document(read(document.source, year=document.year, id=document.id), look)
    except GoujiError:
        return
    for frames, figures, year in seen:
        yield Read(document, frames, figures, year, _aligned(document, figures))


def _aligned(document: Document, figures: Sequence[Figure]) -> dict[int, tuple[str, ...]]:
    out: dict[int, tuple[str, ...]] = {}
    for g in document.gold.figures:
        right = _right(g)
        if not right or g.start is None or g.end is None:
            continue
        for k, f in enumerate(figures):
            meets = f.start < g.end and g.start < f.end and f.value == Decimal(g.value)
            if meets and k not in out and stands_open(f):
                out[k] = right
                break
    return out


def _right(g: GoldFigure) -> tuple[str, ...]:
    """What is right to say; empty where the annotators say nothing."""
    if gold_canonical(g.indicator) is None:
        return ()
    return tuple(dict.fromkeys(canonical(i) for i in (g.indicator, *g.alt_indicators)))
