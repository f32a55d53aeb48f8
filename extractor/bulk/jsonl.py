"""Records, one JSON object a line: `{"id", "html" or "text", "url"?, "agency"?, "year"?}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isnan
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
    year: int | float | str | None = None
    """Data frames make 2023.0 of a year, and NaN of a missing one."""


_YEARS = range(2008, 2101)
"""Years that a report can be for: the regulation is of 2008."""
_SHOWN = 20
"""Characters of a wrong value that are told."""
_FIELD = re.compile(r"`\$\.(\w+)`")
_DECODER = msgspec.json.Decoder(Record)
_ONE_DOCUMENT = "（- 按每行一条记录读取标准输入；要核对的若是一份报告，请写 /dev/stdin）"
"""Told once, to those who pipe a page into `gouji check -`."""
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
    except msgspec.ValidationError as error:
        return Unreadable(wrong_shape(error), uri, _id_of(line))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        hint = _ONE_DOCUMENT if uri == _at("-", 1) else ""
        return Unreadable(BadRecord(f"这一行不是完整的JSON{hint}"), uri)
    return from_record(record, uri)


def wrong_shape(error: msgspec.ValidationError) -> BadRecord:
    """The error of a record that has a value of another type than its key wants."""
    field = _FIELD.search(str(error))
    if field is None:
        return BadRecord("这一行不是规定格式的记录")
    return BadRecord(f"这一行不是规定格式的记录：{field[1]}的值类型不对")


def from_record(record: Record, uri: str) -> Item | Unreadable:
    """A decoded record as an item; also used for the rows of a Parquet file."""
    own_id = None if record.id is None else str(record.id)
    body = record.html if record.html is not None else record.text
    if body is None:
        return Unreadable(BadRecord("记录中没有html或text字段"), record.url or uri, own_id)
    year = year_of(record.year)
    if year is None and not _missing(record.year):
        wrong = BadRecord(f"年份应为2008至2100的整数：{str(record.year)[:_SHOWN]}")
        return Unreadable(wrong, record.url or uri, own_id)
    return Item(body, record.url or uri, own_id, record.agency, year)


def year_of(told: object) -> int | None:
    """A year that came beside a document, however it is written; None where it is none.

    >>> year_of("2023年度"), year_of(2023.0), year_of("2023"), year_of("last"), year_of(23)
    (2023, 2023, 2023, None, None)
    """
    if isinstance(told, str):
        told = told.strip().removesuffix("年度").removesuffix("年").removesuffix(".0")
        told = int(told) if len(told) == 4 and told.isascii() and told.isdigit() else None
    whole = isinstance(told, int | float) and told in _YEARS
    return int(told) if whole else None  # type: ignore[call-overload]


def _missing(year: float | str | None) -> bool:
    return year is None or (not year.strip() if isinstance(year, str) else isnan(year))


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
