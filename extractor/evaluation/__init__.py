"""Measuring an output against gold answers: one scorer for the gate, the reports and users.

`read_gold` and `read_predictions` load both sides and refuse what is malformed, `score_document`
counts one document, `measures` turns the counts of many into precision, recall and F1 with
bootstrap intervals. `gouji eval GOLD PRED` is this package behind a command.
"""

from __future__ import annotations

from extractor.evaluation.gold import (
    BadGold,
    GoldDocument,
    Mode,
    mode_of,
    parse_gold,
    read_gold,
)
from extractor.evaluation.measures import Measure, measures
from extractor.evaluation.prediction import Prediction, parse_prediction, read_predictions
from extractor.evaluation.scoring import score_document
from extractor.evaluation.tally import Tally

__all__ = [
    "BadGold",
    "GoldDocument",
    "Measure",
    "Mode",
    "Prediction",
    "Tally",
    "measures",
    "mode_of",
    "parse_gold",
    "parse_prediction",
    "read_gold",
    "read_predictions",
    "score_document",
]
