"""The statutory forms as data: every cell id, its labels, what it is made of, what it is called."""

from __future__ import annotations

from extractor.codebook.book import Codebook, load_codebook
from extractor.codebook.forms import TABLES, CellInfo, ColumnInfo, FormBook, RowInfo, table_of
from extractor.codebook.statistics import Statistics

__all__ = [
    "TABLES",
    "CellInfo",
    "Codebook",
    "ColumnInfo",
    "FormBook",
    "RowInfo",
    "Statistics",
    "load_codebook",
    "table_of",
]
