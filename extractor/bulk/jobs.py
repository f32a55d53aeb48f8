"""What is asked of a worker process, and what it does: one part, or one document on trial."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from extractor.bulk.batch import Settings, check_batch
from extractor.bulk.parts import Mark, Part, table_file, write_part
from extractor.bulk.schema import PAGES, TABLES
from extractor.bulk.tables import faulty_documents, flatten
from extractor.errors import Crashed, OutOfMemory, TimedOut, extra

with extra("tables"):
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

RETRIED = frozenset((TimedOut.code, OutOfMemory.code, Crashed.code))
"""Errors that say more of the circumstances than of the document: not carried over."""


class Verdict(msgspec.Struct, frozen=True):
    """What is written in the place of a document that no worker can read."""

    code: str
    message: str


class Reused(msgspec.Struct, frozen=True):
    """Where the rows of an unchanged document stand already."""

    part: str
    doc: int


class Job(msgspec.Struct, frozen=True):
    """One part to be made; `pages` are its documents as an Arrow IPC message."""

    number: int
    digest: str
    name: str
    basis: str
    first: int
    keys: tuple[str, ...]
    pages: bytes
    reused: Mapping[int, Reused] = {}
    """By the document's index in the part."""
    verdicts: Mapping[int, Verdict] = {}
    trial: int | None = None
    """Only this document is read, to see whether a worker survives it; nothing is written."""


class Done(msgspec.Struct, frozen=True):
    """A worker's answer: the mark of the part, or None after a trial."""

    mark: Mark | None


def job_of(part: Part, basis: str, reused: Mapping[int, Reused]) -> Job:
    return Job(
        number=part.number,
        digest=part.digest,
        name=part.name,
        basis=basis,
        first=part.first,
        keys=part.keys,
        pages=part.batch.serialize().to_pybytes(),
        reused=reused,
    )


def do(job: Job, out: Path, settings: Settings, started: Callable[[int], None]) -> Done:
    """Does a job. `started` is told the index of each document before its turn."""
    batch = pa.ipc.read_record_batch(pa.py_buffer(job.pages), PAGES)
    if job.trial is not None:
        at = job.trial
        flatten(check_batch(batch.slice(at, 1), settings, lambda _: started(at)))
        return Done(None)
    batch = _with_verdicts(batch, job.verdicts)
    todo = [i for i in range(batch.num_rows) if i not in job.reused]
    fresh = batch if len(todo) == batch.num_rows else batch.take(pa.array(todo, pa.int64()))
    tables = flatten(check_batch(fresh, settings, lambda i: started(todo[i])))
    started(-1)
    if job.reused:
        tables = _merged(tables, batch, job, out)
    mark = _mark(job, batch.num_rows, tables)
    write_part(out, mark, tables)
    return Done(mark)


def _with_verdicts(batch: pa.RecordBatch, verdicts: Mapping[int, Verdict]) -> pa.RecordBatch:
    for name, field in (("error_code", "code"), ("error_message", "message")):
        values = batch[name].to_pylist()
        for i, verdict in verdicts.items():
            values[i] = getattr(verdict, field)
        at = PAGES.get_field_index(name)
        batch = batch.set_column(at, PAGES.field(at), pa.array(values, pa.string()))
    return batch


def _merged(
    tables: dict[str, pa.Table], batch: pa.RecordBatch, job: Job, out: Path
) -> dict[str, pa.Table]:
    """The new rows and those of unchanged documents, in the order of the documents."""
    by_part: dict[str, dict[int, list[int]]] = {}
    for index, old in job.reused.items():
        by_part.setdefault(old.part, {}).setdefault(old.doc, []).append(index)
    merged: dict[str, pa.Table] = {}
    for name, schema in TABLES.items():
        pieces = [tables[name]]
        for part, indices in by_part.items():
            pieces.append(_carried(out, name, part, indices, batch))
        whole = pa.concat_tables(pieces).combine_chunks()
        # Stable, so the rows of a document keep their order.
        order = pc.sort_indices(whole, sort_keys=[("doc", "ascending")])
        merged[name] = whole.take(order).cast(schema)
    return merged


def _carried(
    out: Path, name: str, part: str, indices: Mapping[int, Sequence[int]], batch: pa.RecordBatch
) -> pa.Table:
    """The rows of an earlier part that belong to `indices`, under their new number and name.

    A document of that part may stand in the new one more than once: the same bytes, other names.
    """
    schema = TABLES[name]
    old = pq.read_table(table_file(out, name, part), schema=schema)
    taken = [
        (row, index)
        for row, doc in enumerate(old["doc"].to_pylist())
        for index in indices.get(doc, ())
    ]
    old = old.take(pa.array([row for row, _ in taken], pa.int64()))
    at = pa.array([index for _, index in taken], pa.int64())
    for column in ("doc", "uri", "id"):
        if column in schema.names:
            place = schema.get_field_index(column)
            old = old.set_column(place, schema.field(place), batch[column].take(at))
    return old


def _mark(job: Job, documents: int, tables: Mapping[str, pa.Table]) -> Mark:
    errors = tables["errors"]
    uncertain = {row["doc"] - job.first for row in errors.to_pylist() if row["code"] in RETRIED}
    return Mark(
        number=job.number,
        digest=job.digest,
        basis=job.basis,
        first=job.first,
        documents=documents,
        failed=errors.num_rows,
        faulty=faulty_documents(tables),
        keys=tuple("" if i in uncertain else k for i, k in enumerate(job.keys)),
        sizes={},
    )
