"""The statutory forms as data: every cell id, its labels, what it is made of, what it is called."""

from __future__ import annotations

from extractor.codebook.book import Codebook, load_codebook
from extractor.codebook.forms import CellInfo, ColumnInfo, FormBook, RowInfo

__all__ = ["CellInfo", "Codebook", "ColumnInfo", "FormBook", "RowInfo", "load_codebook"]
