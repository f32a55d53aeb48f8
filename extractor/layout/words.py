"""How documents write the labels of the statutory tables: `data/labels.json`, typed."""

from __future__ import annotations

from importlib.resources import files

import msgspec


class Labels(msgspec.Struct, frozen=True):
    """Spellings in ideographs only, the form's own first. Keys are those of the codebook."""

    rows: dict[str, tuple[str, ...]]
    weak_rows: frozenset[str]
    """Rows whose label is too common to be looked for outside its place."""
    groups: tuple[str, ...]
    table3_columns: dict[str, tuple[str, ...]]
    table3_header: tuple[str, ...]
    organisations: tuple[str, ...]
    table2_blocks: tuple[str, ...]
    table2_columns: dict[str, tuple[str, ...]]
    table2_rows: dict[str, tuple[str, ...]]
    table4_results: dict[str, tuple[str, ...]]
    table4_groups: dict[str, tuple[str, ...]]
    forms: dict[str, tuple[str, ...]]
    statistics: dict[str, tuple[str, ...]]
    """Other spellings in the statistics table of 2014; its own stand in the codebook."""
    old_table_headers: tuple[str, ...]


_DATA = files("extractor.layout").joinpath("data", "labels.json").read_bytes()
LABELS = msgspec.json.decode(_DATA, type=Labels)
