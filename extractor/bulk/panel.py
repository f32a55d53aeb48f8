"""The wide panel: a row for each agency and year, a column for each cell of any form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from extractor.bulk.parts import table_file
from extractor.codebook import load_codebook
from extractor.errors import extra

with extra("tables"):
    import duckdb
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

_KEYS = ("doc", "agency", "year", "form")


def panel_column(cell_id: str) -> str:
    """A cell's column: its id without points, which few languages take in a name.

    >>> panel_column("t3.denied.secret.person")
    't3_denied_secret_person'
    """
    return cell_id.replace(".", "_")


def every_cell() -> tuple[str, ...]:
    """The cells of all forms in codebook order, each once."""
    book = load_codebook()
    ids = [i for form in book.forms.values() for i in form.cell_ids()]
    return tuple(sorted(dict.fromkeys(ids), key=lambda i: (i[:2], ids.index(i))))


def panel_schema() -> pa.Schema:
    keys = [pa.int64(), pa.string(), pa.int32(), pa.string()]
    cells = [(panel_column(i), pa.float64()) for i in every_cell()]
    return pa.schema([*zip(_KEYS, keys, strict=True), *cells])


def panel_pieces(
    connection: duckdb.DuckDBPyConnection, out: Path, parts: Sequence[str]
) -> Iterator[pa.Table]:
    """The panel, a piece a part, in the order of the documents.

    Of several reports of one agency for one year the one with the most cells is taken, the
    first of those. Numbers are floats here, exact to 15 digits; `cells` holds them whole.
    """
    chosen = connection.sql(
        """
        SELECT doc FROM reports WHERE agency IS NOT NULL AND year IS NOT NULL AND cells > 0
        QUALIFY row_number() OVER (PARTITION BY agency, year ORDER BY cells DESC, doc) = 1
        ORDER BY doc
        """
    ).to_arrow_table()["doc"].combine_chunks()  # fmt: skip
    ids = pa.array(every_cell())
    for part in parts:
        yield _piece(out, part, chosen, ids)


def _piece(out: Path, part: str, chosen: pa.Array, ids: pa.Array) -> pa.Table:
    reports = pq.read_table(table_file(out, "reports", part), columns=list(_KEYS))
    reports = reports.filter(pc.is_in(reports["doc"], value_set=chosen))
    cells = pq.read_table(table_file(out, "cells", part), columns=["doc", "cell", "value"])
    row = pc.index_in(cells["doc"], value_set=reports["doc"].combine_chunks())
    column = pc.index_in(cells["cell"], value_set=ids)
    there = pc.and_(pc.is_valid(cells["value"]), pc.and_(pc.is_valid(row), pc.is_valid(column)))
    grid = np.full((len(ids), reports.num_rows), np.nan)
    values = cells["value"].filter(there).cast(pa.float64())
    grid[column.filter(there).to_numpy(), row.filter(there).to_numpy()] = values.to_numpy()
    columns = [reports[k] for k in _KEYS] + [pa.array(g, from_pandas=True) for g in grid]
    return pa.table(columns, schema=panel_schema())
