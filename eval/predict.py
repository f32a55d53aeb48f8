"""Runs the tool over documents; what breaks is scored as missed, not left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from eval.documents import Document
from extractor.errors import GoujiError
from extractor.evaluation import Prediction, Tally, parse_prediction, score_document
from extractor.evaluation.prediction import failed
from extractor.indicators import linker
from extractor.pipeline import check

VARIANTS = ("rules", "model", "both")
"""Who decides what a figure states: the rules alone, the model alone, the rules with the model."""


def predict(doc: Document) -> Prediction:
    """The tool's output for one document, through the JSON that a user would see."""
    try:
        report = check(doc.source, year=doc.year, id=doc.id)
    except GoujiError as error:
        return Prediction(error={"code": error.code, "message": error.message})
    except Exception as error:  # a crash is a result too
        return failed(f"{type(error).__name__}: {error}")
    out = report.to_dict(with_text=True)
    return parse_prediction(msgspec.json.encode(out), doc.id)


def score(docs: Sequence[Document]) -> list[Tally]:
    return [score_document(d.gold, predict(d), d.kind) for d in docs]


@contextmanager
def using(variant: str) -> Iterator[None]:
    """The tool with another decision over indicators, for ablations."""
    if variant == "both":
        yield
        return
    own = getattr(linker, "refine", None)
    if own is None:
        raise ValueError("the linker has no model to leave out")
    from extractor.indicators.model import variants

    linker.refine = variants()[variant]  # type: ignore[attr-defined]
    try:
        yield
    finally:
        linker.refine = own  # type: ignore[attr-defined]


def groups(docs: Iterable[Document]) -> list[str]:
    return [d.group for d in docs]
