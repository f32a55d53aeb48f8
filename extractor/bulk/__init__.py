"""Many documents at once: where they come from, and how they are worked through in order.

`items` turns what a user names (files, folders, archives, records) into a stream; `results`
checks the stream one by one in this process. `run.py` spreads the same stream over processes
and writes a dataset; `batch.py` is the unit of work that other engines carry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.bulk.items import Item, Unreadable
from extractor.bulk.sources import items

if TYPE_CHECKING:
    from extractor.bulk.serial import LOOKAHEAD, results

__all__ = ["LOOKAHEAD", "Item", "Unreadable", "items", "results"]


def __getattr__(name: str) -> object:
    """What needs the pipeline loads on first use (PEP 562): a run starts its processes first."""
    if name not in ("LOOKAHEAD", "results"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from extractor.bulk import serial

    value: object = getattr(serial, name)
    return value
