"""Records, one JSON object a line: `{"id", "html" or "text", "url"?, "agency"?, "year"?}`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import msgspec

from extractor.bulk.items import MAX_DOCUMENT, Item, Unreadable
from extractor.errors import BadRecord, TooLarge


class Record(msgspec.Struct):
    """A line of a record stream. Further keys are allowed and ignored."""

    id: str | int | None = None
    html: str | None = None
    text: str | None = None
    url: str | None = None
    agency: str | None = None
    year: int | str | None = None


_DECODER = msgspec.json.Decoder(Record)
_LOOSE = msgspec.json.Decoder()


def record_items(file: IO[bytes], uri: str) -> Iterator[Item | Unreadable]:
    """The records of `file`, line by line; blank lines are no records.

    A broken line gives one `Unreadable`, with its line number as address.
    """
    number = 0
    while line := file.readline(MAX_DOCUMENT + 1):
        number += 1
        if len(line) > MAX_DOCUMENT:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_DOCUMENT + 1)
            yield Unreadable(
                TooLarge(f"第{number}行超过{MAX_DOCUMENT // 2**20} MB"), _at(uri, number)
            )
            continue
        line = line.strip(b"\xef\xbb\xbf \t\r\n")
        if line:
            yield record_item(line, _at(uri, number))


def record_item(line: bytes, uri: str) -> Item | Unreadable:
    """One line. `uri` stands in where the record has no `url` of its own."""
    try:
        record = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Unreadable(BadRecord("这一行不是规定格式的JSON记录"), uri, _id_of(line))
    return from_record(record, uri)


def from_record(record: Record, uri: str) -> Item | Unreadable:
    """A decoded record as an item; also used for the rows of a Parquet file."""
    own_id = None if record.id is None else str(record.id)
    body = record.html if record.html is not None else record.text
    if body is None:
        return Unreadable(BadRecord("记录中没有html或text字段"), record.url or uri, own_id)
    year = _year(record.year)
    if record.year is not None and year is None:
        return Unreadable(BadRecord(f"年份不是数字：{record.year!r}"), record.url or uri, own_id)
    return Item(body, record.url or uri, own_id, record.agency, year)


def _year(year: int | str | None) -> int | None:
    if isinstance(year, str):
        digits = year.strip().removesuffix("年度").removesuffix("年")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) == 4 else None
    return year


def _id_of(line: bytes) -> str | None:
    """The id of a record that is valid JSON but not of the right shape."""
    try:
        loose = _LOOSE.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    found = loose.get("id") if isinstance(loose, dict) else None
    return str(found) if isinstance(found, str | int) else None


def _at(uri: str, number: int) -> str:
    return f"{uri}:{number}"
