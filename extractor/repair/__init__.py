"""Damaged text mended before it is read, every offset traced back to the text as it came.

One file a kind of damage. `repair` gives a document whose text later stages can read;
`Repaired.restore` puts what they found back onto the original.
"""

from __future__ import annotations

from extractor.repair.repair import Repaired, repair

__all__ = ["Repaired", "repair"]
