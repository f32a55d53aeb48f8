"""The Arrow schemas of bulk work: pages in, results out, and the tables of a dataset.

A result is one row a document with everything found in it as nested lists, so that any engine
that maps record batches can carry it; `extractor.bulk.tables` flattens it into the tables.
Needs pyarrow: import this module only where bulk work is really done.
"""

from __future__ import annotations

from collections.abc import Mapping

from extractor.errors import extra

with extra("tables"):
    import pyarrow as pa


COMPRESSION = "zstd"

NUMBER = pa.decimal128(38, 10)
"""Numbers out of documents, exact. What does not fit (28 digits before the point, 10 behind) is
null; `raw` or `text` beside it holds what is written."""

PAGES = pa.schema(
    [
        pa.field("doc", pa.int64(), nullable=False),
        ("uri", pa.string()),
        ("id", pa.string()),
        ("content", pa.binary()),
        ("text", pa.string()),
        ("agency", pa.string()),
        ("year", pa.int32()),
        ("error_code", pa.string()),
        ("error_message", pa.string()),
    ]
)
"""What goes in. `doc` is the document's place in the archive, from 0. Either `content` (the bytes
of a file) or `text` (text or HTML) holds the document; where neither could be had, `error_code`
and `error_message` say why. `agency` and `year` stand in where the text does not say. Columns
other than `doc`, `content` and `text` may be missing."""

REPORT = pa.schema(
    [
        pa.field("doc", pa.int64(), nullable=False),
        ("uri", pa.string()),
        ("id", pa.string()),
        ("sha256", pa.string()),
        ("media_type", pa.string()),
        ("encoding", pa.string()),
        ("chars", pa.int32()),
        ("title", pa.string()),
        ("agency", pa.string()),
        ("year", pa.int32()),
        ("form", pa.string()),
        ("sections", pa.list_(pa.int8())),
        ("error_code", pa.string()),
        ("error_message", pa.string()),
    ]
)
"""The columns of a result that are single values of the document."""

CELL = pa.struct(
    [
        ("cell", pa.string()),
        ("form_table", pa.string()),
        ("form_row", pa.string()),
        ("form_column", pa.string()),
        ("value", NUMBER),
        ("raw", pa.string()),
        ("state", pa.string()),
        ("start_char", pa.int32()),
        ("end_char", pa.int32()),
    ]
)

FIGURE = pa.struct(
    [
        ("figure", pa.int32()),
        ("text", pa.string()),
        ("value", NUMBER),
        ("low", NUMBER),
        ("high", NUMBER),
        ("step", NUMBER),
        ("unit", pa.string()),
        ("qualifier", pa.string()),
        ("kind", pa.string()),
        ("indicator", pa.string()),
        ("confidence", pa.float64()),
        ("scope_year", pa.int32()),
        ("scope_body", pa.string()),
        ("change_of", pa.int32()),
        ("section", pa.int8()),
        ("start_char", pa.int32()),
        ("end_char", pa.int32()),
        ("sentence_start", pa.int32()),
        ("sentence", pa.string()),
    ]
)

SENTENCE = pa.struct(
    [
        ("section", pa.int8()),
        ("start_char", pa.int32()),
        ("end_char", pa.int32()),
        ("sentence", pa.string()),
    ]
)

FINDING = pa.struct(
    [
        ("finding", pa.int32()),
        ("code", pa.string()),
        ("severity", pa.string()),
        ("message", pa.string()),
        ("expected", NUMBER),
        ("actual", NUMBER),
        ("difference", NUMBER),
        ("cause", pa.int32()),
        ("quote", pa.string()),
        ("table_values", pa.string()),
        ("place", pa.string()),
        ("cells", pa.list_(pa.string())),
        ("figures", pa.list_(pa.int32())),
        ("spans", pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))),
    ]
)

CHECK = pa.struct(
    [
        ("code", pa.string()),
        ("passed", pa.int32()),
        ("failed", pa.int32()),
        ("skipped", pa.int32()),
    ]
)

NESTED: Mapping[str, pa.StructType] = {
    "cells": CELL,
    "figures": FIGURE,
    "sentences": SENTENCE,
    "findings": FINDING,
    "checks": CHECK,
}
"""The lists of a result, each a table of the dataset."""

RESULT = pa.schema([*REPORT, *((name, pa.list_(kind)) for name, kind in NESTED.items())])
"""What comes out: one row for each row of PAGES, in its order."""

OWNER = ("doc", "agency", "year")
"""Columns that lead every flat table: whose the row is."""

COUNTED = ("cells", "figures", "findings")
"""Lists whose length stands in `reports`."""

ERRORS = pa.schema(
    [
        pa.field("doc", pa.int64(), nullable=False),
        ("uri", pa.string()),
        ("id", pa.string()),
        ("sha256", pa.string()),
        ("code", pa.string()),
        ("message", pa.string()),
    ]
)


def _flat(kind: pa.StructType) -> pa.Schema:
    owner = [REPORT.field(name) for name in OWNER]
    return pa.schema([*owner, *(kind.field(i) for i in range(kind.num_fields))])


TABLES: Mapping[str, pa.Schema] = {
    "reports": pa.schema(
        [f for f in REPORT if not f.name.startswith("error_")]
        + [(name, pa.int32()) for name in COUNTED]
    ),
    **{name: _flat(kind) for name, kind in NESTED.items()},
    "errors": ERRORS,
}
"""The tables of a dataset by name. A document stands in `reports` or in `errors`, never in both."""

ACROSS_FILE: Mapping[str, str] = {"findings": "across", "checks": "across"}
"""Tables that have a file more than parts: what the rules across years say of all documents."""

WHOLE = ("panel", "codebook")
"""Tables of the whole dataset, each one file beside the folders of the others."""
