"""Runs the tool over documents; what breaks is scored as missed, not left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from eval.documents import Document
from extractor.errors import GoujiError
from extractor.evaluation import Prediction, Tally, parse_prediction, score_document
from extractor.evaluation.prediction import failed
from extractor.indicators import Decide, jointly
from extractor.pipeline import apply_rules, extract_document
from extractor.readers import read


def predict(doc: Document, decide: Decide = jointly) -> Prediction:
    """The tool's output for one document, through the JSON that a user would see.

    `decide` says what each figure states; others than the tool's own are for ablations.
    """
    try:
        document = read(doc.source, year=doc.year, id=doc.id)
        report = apply_rules(extract_document(document, decide))
    except GoujiError as error:
        return Prediction(error={"code": error.code, "message": error.message})
    except Exception as error:  # a crash is a result too
        return failed(f"{type(error).__name__}: {error}")
    out = report.to_dict(with_text=True)
    return parse_prediction(msgspec.json.encode(out), doc.id)


def score(docs: Sequence[Document], decide: Decide = jointly) -> list[Tally]:
    return [score_document(d.gold, predict(d, decide), d.kind) for d in docs]


def groups(docs: Iterable[Document]) -> list[str]:
    return [d.group for d in docs]
