"""A JSON array of the objects of the output contract, laid out for reading."""

from __future__ import annotations

from typing import IO

import msgspec

from extractor.errors import GoujiError, failure_object
from extractor.records import Report
from extractor.writers import Options, Writer


class JsonArray:
    """Always an array, also of one: what reads it need not know how many there were."""

    def __init__(self, stream: IO[str], options: Options) -> None:
        self._stream = stream
        self._options = options
        self._count = 0

    def report(self, report: Report) -> None:
        self._item(report.to_dict(with_text=self._options.with_text))

    def failure(self, error: GoujiError, uri: str | None, record_id: str | None) -> None:
        self._item(failure_object(error, uri, record_id))

    def close(self) -> None:
        self._stream.write("\n]\n" if self._count else "[]\n")
        self._stream.flush()

    def _item(self, value: dict[str, object]) -> None:
        laid_out = msgspec.json.format(msgspec.json.encode(value), indent=2)
        self._stream.write((",\n" if self._count else "[\n") + laid_out.decode())
        self._stream.flush()
        self._count += 1


def open_writer(stream: IO[str], options: Options) -> Writer:
    return JsonArray(stream, options)
