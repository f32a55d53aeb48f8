"""One document on its way in: what every kind of source yields."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from extractor.errors import GoujiError
from extractor.readers import MAX_BYTES

MAX_DOCUMENT = MAX_BYTES
"""Bytes of one document that are fetched: no more than the readers would take."""


class Item(msgspec.Struct, frozen=True):
    """One document before it is read: its bytes or text, and what came with it."""

    data: bytes | str
    uri: str | None
    id: str | None = None
    agency: str | None = None
    year: int | None = None


class Unreadable(msgspec.Struct, frozen=True):
    """A document that could not be had or read. It takes its place in the stream."""

    error: GoujiError
    uri: str | None
    id: str | None = None


Stream = Iterator[Item | Unreadable]
