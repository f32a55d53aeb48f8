"""The trained part of linking: words and rules weighed together into what a figure states.

Reading map: `words` (features) -> `heads` (topic, row, column) -> `candidates` (what may be
stated, and what speaks for it) -> `decide`. `labels` takes indicators apart, `store` loads the
weights, which `models/` at the top of the project makes.
"""

from extractor.indicators.model.decide import Decide, by_rules, jointly, strategies
from extractor.indicators.model.store import Card, load_model, read_model

__all__ = [
    "Card",
    "Decide",
    "by_rules",
    "jointly",
    "load_model",
    "read_model",
    "strategies",
]
