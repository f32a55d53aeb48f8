"""Many documents at once: where they come from, and how they are worked through in order.

`items` turns what a user names (files, folders, archives, records) into a stream; `results`
checks the stream one by one in this process. `run.py` spreads the same stream over processes
and writes a dataset; `batch.py` is the unit of work that other engines carry.
"""

from __future__ import annotations

from extractor.bulk.items import Item, Unreadable
from extractor.bulk.serial import LOOKAHEAD, results
from extractor.bulk.sources import items

__all__ = ["LOOKAHEAD", "Item", "Unreadable", "items", "results"]
