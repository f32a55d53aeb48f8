"""One JSON object a line: the output contract itself."""

from __future__ import annotations

from typing import IO

import msgspec

from extractor.errors import GoujiError, failure_object
from extractor.records import Report
from extractor.writers import Options, Writer


class JsonLines:
    """Every line is flushed, so that a reader down the pipe can follow."""

    def __init__(self, stream: IO[str], options: Options) -> None:
        self._stream = stream
        self._options = options
        self._encode = msgspec.json.Encoder().encode

    def report(self, report: Report) -> None:
        self._line(report.to_dict(with_text=self._options.with_text))

    def failure(self, error: GoujiError, uri: str | None, record_id: str | None) -> None:
        self._line(failure_object(error, uri, record_id))

    def close(self) -> None:
        self._stream.flush()

    def _line(self, value: dict[str, object]) -> None:
        self._stream.write(self._encode(value).decode() + "\n")
        self._stream.flush()


def open_writer(stream: IO[str], options: Options) -> Writer:
    return JsonLines(stream, options)
