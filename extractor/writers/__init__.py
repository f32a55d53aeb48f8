"""The output formats: one module each, found by its name.

A module of this package (without an underscore) is a format. It offers
`open_writer(stream, options) -> Writer`; nothing else has to be touched to add one.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import IO, Protocol

import msgspec

from extractor.errors import GoujiError
from extractor.records import Report


class Options(msgspec.Struct, frozen=True):
    """What a user may ask of a writer; one that a format has no use for is ignored."""

    with_text: bool = False
    """Put the document's text into `source.text`."""
    quiet: bool = False
    """Findings only."""


class Writer(Protocol):
    """Takes results one by one, in order, and flushes each."""

    def report(self, report: Report) -> None: ...

    def failure(self, error: GoujiError, uri: str | None, record_id: str | None) -> None: ...

    def close(self) -> None: ...


def formats() -> tuple[str, ...]:
    """The names of the formats, without loading any."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name[0] != "_"))


def open_writer(name: str, stream: IO[str], options: Options) -> Writer:
    """The writer of the format `name`, writing to `stream`. Raises KeyError for no format."""
    if name not in formats():
        raise KeyError(name)
    writer: Writer = import_module(f"{__name__}.{name}").open_writer(stream, options)
    return writer
