"""A result, one row a document with nested lists, as the flat tables of a dataset."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.bulk.schema import COUNTED, NESTED, OWNER, TABLES
from extractor.errors import extra

with extra("tables"):
    import pyarrow as pa
    import pyarrow.compute as pc


def flatten(result: pa.RecordBatch) -> dict[str, pa.Table]:
    """The tables of TABLES, rows in the order of the documents and of the text in each."""
    whole = pa.Table.from_batches([result])
    failed = pc.is_valid(whole["error_code"])
    read = whole.filter(pc.invert(failed))
    out = {"reports": _reports(read)}
    for name in NESTED:
        out[name] = _exploded(read, name)
    out["errors"] = (
        whole.filter(failed)
        .rename_columns({"error_code": "code", "error_message": "message"})
        .select(TABLES["errors"].names)
        .cast(TABLES["errors"])
    )
    return out


def faulty_documents(tables: Mapping[str, pa.Table]) -> int:
    """How many documents have a finding of severity error."""
    findings = tables["findings"]
    grave = findings.filter(pc.equal(findings["severity"], "error"))
    return int(pc.count_distinct(grave["doc"]).as_py())


def _reports(read: pa.Table) -> pa.Table:
    schema = TABLES["reports"]
    columns = {name: read[name] for name in schema.names if name in read.schema.names}
    for name in COUNTED:
        columns[name] = pc.list_value_length(read[name])
    return pa.table([columns[n] for n in schema.names], schema=schema)


def _exploded(read: pa.Table, name: str) -> pa.Table:
    """The rows of one list column, led by whose they are."""
    schema = TABLES[name]
    lists = read[name].combine_chunks()
    if isinstance(lists, pa.ChunkedArray):
        lists = lists.chunk(0) if lists.num_chunks else pa.array([], read.schema.field(name).type)
    parents = pc.list_parent_indices(lists)
    owner = [read[c].take(parents) for c in OWNER]
    return pa.table([*owner, *pc.list_flatten(lists).flatten()], schema=schema)
