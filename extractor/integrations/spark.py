"""`check_batch` on Spark, by `mapInArrow`: for where a cluster already stands.

    from extractor.integrations.spark import check_pages

    pages = spark.read.parquet("hdfs:///archive/pages")
    check_pages(pages).write.parquet("hdfs:///archive/results")

Every executor needs gouji with the extra `tables`. `gouji assemble` makes the dataset out of the
results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extractor.errors import extra

with extra("spark"):
    import pyarrow as pa

    from extractor.bulk.batch import DEFAULT, Settings, check_batch
    from extractor.bulk.schema import PAGES, RESULT

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def check_pages(pages: DataFrame, settings: Settings = DEFAULT) -> DataFrame:
    """Rows of PAGES to rows of RESULT, one for one.

    Columns of PAGES other than `doc`, `content` and `text` may be missing; others are ignored.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    def checked(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield check_batch(_as_pages(batch), settings)

    return pages.mapInArrow(checked, from_arrow_schema(RESULT))


def _as_pages(batch: pa.RecordBatch) -> pa.RecordBatch:
    columns = [
        batch[f.name].cast(f.type)
        if f.name in batch.schema.names
        else pa.nulls(batch.num_rows, f.type)
        for f in PAGES
    ]
    return pa.RecordBatch.from_arrays(columns, schema=PAGES)
