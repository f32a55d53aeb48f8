"""A dataset out of results that another engine made: what `gouji run` writes, without the work.

The results are batches of RESULT in any order, as `check_batch` gave them on some cluster.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractor.bulk.batch import Settings
from extractor.bulk.dataset import Refused, State, admit, locked, prepare, write_state
from extractor.bulk.finish import finish
from extractor.bulk.parts import DOCUMENTS, Basis, Mark, write_part
from extractor.bulk.schema import RESULT
from extractor.bulk.tables import faulty_documents, flatten
from extractor.bulk.worker import Limits
from extractor.errors import extra
from extractor.readers import path_name

with extra("tables"):
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.dataset as ds


def assemble(sources: Sequence[Path], out: Path, settings: Settings | None = None) -> State:
    """Writes the results in the Parquet files or folders `sources` as a dataset into `out`.

    Memory holds the results of one part at a time. Raises Refused where `out` is another run's,
    a source is missing or no file of results, or a document is there twice.
    """
    chosen, limits = settings or Settings(), Limits()
    results, docs = _opened(sources)
    basis = Basis.of(chosen, limits)
    state = State(tuple(map(path_name, sources)), basis, DOCUMENTS)
    admit(out, state, update=True)
    with locked(out):
        prepare(out)
        write_state(out, state)
        parts = enumerate(_parts(results, docs))
        marks = [_write(out, basis, number, part) for number, part in parts]
        return finish(state, out, marks, chosen)


def _opened(sources: Sequence[Path]) -> tuple[ds.Dataset, pa.Array]:
    """The results and the numbers of their documents, sorted. Raises Refused."""
    for source in sources:
        if not source.exists():
            raise Refused(f"找不到结果文件：{source}")
    try:
        results = ds.dataset([ds.dataset(s, format="parquet") for s in sources])
        results.schema.empty_table().select(RESULT.names).cast(RESULT)
        docs = results.to_table(columns=["doc"])["doc"].combine_chunks()
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        raise Refused(f"不是结果文件：{'、'.join(map(str, sources))}") from error
    if pc.count_distinct(docs).as_py() != len(docs):
        raise Refused("有的文档在结果中出现了不止一次")
    return results, docs.take(pc.sort_indices(docs))


def _parts(results: ds.Dataset, docs: pa.Array) -> Iterator[pa.RecordBatch]:
    """The results by document, so many a part as a local run has."""
    for first in range(0, len(docs), DOCUMENTS):
        chunk = docs.slice(first, DOCUMENTS)
        low, high = chunk[0].as_py(), chunk[-1].as_py()
        within = (pc.field("doc") >= low) & (pc.field("doc") <= high)
        rows = results.to_table(columns=RESULT.names, filter=within)
        yield rows.sort_by("doc").cast(RESULT).combine_chunks().to_batches()[0]


def _write(out: Path, basis: Basis, number: int, part: pa.RecordBatch) -> Mark:
    digest = hashlib.sha256(f"{number}\n".encode() + basis.digest())
    digest.update(memoryview(part.serialize()))
    tables = flatten(part)
    mark = Mark(
        number=number,
        digest=digest.hexdigest(),
        basis=basis.lasting().hex(),
        first=part["doc"][0].as_py(),
        documents=part.num_rows,
        failed=tables["errors"].num_rows,
        faulty=faulty_documents(tables),
        keys=("",) * part.num_rows,
        sizes={},
    )
    write_part(out, mark, tables)
    return mark
