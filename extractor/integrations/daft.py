"""`check_batch` on Daft: an archive over all processors of a machine, or of a Ray cluster.

    import daft
    from extractor.integrations.daft import check_pages

    pages = daft.read_parquet("s3://archive/pages/*.parquet")
    check_pages(pages).write_parquet("s3://archive/results")

`gouji assemble` makes the dataset out of the results. Needs the extra `daft`.
"""

from __future__ import annotations

import atexit
import time

from extractor.errors import extra

with extra("daft"):
    import daft
    import pyarrow as pa

    from extractor.bulk.batch import DEFAULT, Settings, check_batch
    from extractor.bulk.schema import PAGES, RESULT

ROWS = 64
"""Documents that are handed over at a time."""

SETTLING = 0.3
"""Seconds at the end of the program in which Daft's threads let go of what they hold.

They still do when the result is already there, and an interpreter that is ending aborts the
process for it (`PyGILState_Release`, status 134): Daft 0.7 on Python 3.11, one run in four,
whatever the function does.
"""
atexit.register(time.sleep, SETTLING)

_RESULT = daft.DataType.struct({f.name: daft.DataType.from_arrow_type(f.type) for f in RESULT})


def check_pages(pages: daft.DataFrame, settings: Settings = DEFAULT) -> daft.DataFrame:
    """Rows of PAGES to rows of RESULT, one for one.

    Columns of PAGES other than `doc`, `content` and `text` may be missing; others are ignored.
    """
    missing = [f for f in PAGES if f.name not in pages.column_names]
    for field in missing:
        empty = daft.lit(None).cast(daft.DataType.from_arrow_type(field.type))
        pages = pages.with_column(field.name, empty)

    @daft.func.batch(return_dtype=_RESULT, batch_size=ROWS)
    def checked(*columns: daft.Series) -> pa.StructArray:
        arrays = [c.to_arrow().cast(f.type) for c, f in zip(columns, PAGES, strict=True)]
        batch = pa.RecordBatch.from_arrays(arrays, schema=PAGES)
        found = check_batch(batch, settings)
        return pa.StructArray.from_arrays(found.columns, fields=list(RESULT))

    whole = pages.select(checked(*(pages[name] for name in PAGES.names)).alias("result"))
    return whole.select(daft.col("result").unnest())
