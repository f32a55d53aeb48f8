"""What is made of all parts together, once they are there: years against years, panel, names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from extractor.bulk.batch import Settings
from extractor.bulk.dataset import State, write_state
from extractor.bulk.panel import every_cell, panel_column, panel_pieces, panel_schema
from extractor.bulk.parts import Mark, scratch_file, sweep, table_file, write_table
from extractor.bulk.query import connect
from extractor.bulk.schema import ACROSS_FILE, COMPRESSION, TABLES
from extractor.bulk.years_across import across_tables
from extractor.codebook import load_codebook
from extractor.errors import extra
from extractor.rules import OF_NUMBERS

with extra("tables"):
    import duckdb
    import pyarrow as pa
    import pyarrow.parquet as pq

_UNCHECKED = """
    SELECT count(*) FROM (
        SELECT doc FROM checks WHERE list_contains($1, code[1]) GROUP BY doc
        HAVING sum(passed) + sum(failed) = 0 AND sum(skipped) > 0
    ) WHERE doc NOT IN (SELECT doc FROM findings WHERE severity = 'error')
"""
"""Documents without an error in which no rule of numbers passed or failed, but some lacked data."""
_GROUP = 8_192
"""Rows of the panel that are written together: 20 MB."""


def finish(state: State, out: Path, marks: Iterable[Mark], settings: Settings) -> State:
    """Writes what spans documents, drops what is of no use, and says that the dataset is whole."""
    made = sorted(marks, key=lambda m: m.number)
    parts = tuple(m.name for m in made)
    with connect(out, parts, across=False) as connection:
        _years(out, connection, settings)
        _write(out, out / "panel.parquet", panel_schema(), panel_pieces(connection, out, parts))
    write_table(out, out / "codebook.parquet", _codebook())
    with connect(out, parts, across=True) as connection:
        found = connection.execute(
            "SELECT severity, count(*), count(DISTINCT doc) FROM findings GROUP BY severity"
        ).fetchall()
        (unchecked,) = connection.execute(_UNCHECKED, [list(OF_NUMBERS)]).fetchone() or (0,)
    sweep(out, parts)
    whole = msgspec.structs.replace(
        state,
        complete=True,
        documents=sum(m.documents for m in made),
        failed=sum(m.failed for m in made),
        faulty=sum(documents for severity, _, documents in found if severity == "error"),
        unchecked=unchecked,
        findings={severity: count for severity, count, _ in sorted(found)},
        parts=parts,
    )
    write_state(out, whole)
    return whole


def _years(out: Path, connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """The files of the rules across years, written as they are decided."""
    paths = {t: table_file(out, t, name) for t, name in ACROSS_FILE.items()}
    aside = {t: scratch_file(out, path) for t, path in paths.items()}
    writers = {t: pq.ParquetWriter(a, TABLES[t], compression=COMPRESSION) for t, a in aside.items()}
    for tables in across_tables(connection, settings.chosen()):
        for name, writer in writers.items():
            writer.write_table(tables[name])
    for name, writer in writers.items():
        writer.close()
        aside[name].replace(paths[name])


def _write(out: Path, path: Path, schema: pa.Schema, pieces: Iterable[pa.Table]) -> None:
    """Pieces into one file, gathered into groups of rows that are worth their headers."""
    aside = scratch_file(out, path)
    held: list[pa.Table] = [schema.empty_table()]
    with pq.ParquetWriter(aside, schema, compression=COMPRESSION) as writer:
        for piece in pieces:
            held.append(piece)
            if sum(p.num_rows for p in held) >= _GROUP:
                writer.write_table(pa.concat_tables(held).combine_chunks())
                held = []
        if held:
            writer.write_table(pa.concat_tables(held).combine_chunks())
    aside.replace(path)


def _codebook() -> pa.Table:
    """What the ids of cells mean, in the words of the forms."""
    book = load_codebook()
    rows = []
    for cell in every_cell():
        info = book.cell(cell)
        assert info is not None
        forms = [name for name, form in book.forms.items() if cell in form.cells]
        rows.append({
            "cell": cell,
            "panel_column": panel_column(cell),
            "form_table": cell.partition(".")[0],
            "row_label": book.row_name(info.row),
            "column_label": info.column_label,
            "name": book.describe(cell),
            "forms": sorted(forms),
        })  # fmt: skip
    return pa.Table.from_pylist(rows)
