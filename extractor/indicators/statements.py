"""What the readers hand back about one figure."""

from __future__ import annotations

from typing import Final

import msgspec

from extractor.records import Figure

Statement = tuple[str | None, float, tuple[str, ...], str]
"""(indicator, confidence from 0 to 1, other readings, reason); indicator None: undecided."""

Brief = tuple[str | None, float, str]
"""(indicator, confidence, reason): a statement that has no other readings."""

OTHER: Final = "n.other"
"""The indicator of a figure that counts something outside the codebook."""

AS_COMPARED: Final = "as the figure it is compared with"
"""The reason of a figure that states what the one before it does."""


def stating(figure: Figure, indicator: str, confidence: float, reason: str) -> Figure:
    """`figure` as one that states `indicator` and nothing else."""
    return msgspec.structs.replace(
        figure, indicator=indicator, confidence=confidence, readings=(indicator,), reason=reason
    )
