"""Records in a Parquet file, with the columns of a record line. Needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import msgspec

from extractor.bulk.items import Item, Unreadable
from extractor.bulk.jsonl import Record, from_record, wrong_shape
from extractor.errors import BadRecord, Damaged, MissingExtra, UnsupportedFormat, extra

BATCH = 64
"""Rows read at a time: a report is some 20 KB of HTML."""


def parquet_items(file: IO[bytes], uri: str) -> Iterator[Item | Unreadable]:
    """The rows of the file, in order."""
    try:
        with extra("tables"):
            import pyarrow
            import pyarrow.parquet
    except MissingExtra as error:
        yield Unreadable(UnsupportedFormat(f"Parquet文件未读取：{error}"), uri)
        return
    try:
        table = pyarrow.parquet.ParquetFile(file)
        columns = [f for f in Record.__struct_fields__ if f in table.schema_arrow.names]
        if not {"html", "text"} & set(columns):
            yield Unreadable(BadRecord("Parquet文件中没有html或text列，不是文档"), uri)
            return
        number = 0
        for batch in table.iter_batches(batch_size=BATCH, columns=columns):
            for row in batch.to_pylist():
                number += 1
                at = f"{uri}:{number}"
                try:
                    record = msgspec.convert(row, Record)
                except msgspec.ValidationError as error:
                    yield Unreadable(wrong_shape(error), at)
                else:
                    yield from_record(record, at)
    except (pyarrow.ArrowException, OSError):
        yield Unreadable(Damaged(f"Parquet文件已损坏：{uri}"), uri)
