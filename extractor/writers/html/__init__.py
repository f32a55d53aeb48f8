"""One self-contained page: the report with its figures marked, its tables, what does not hold.

Nothing is asked of the network: style and script stand in the page, and its policy forbids more.
Several reports make one page, one below the other.
"""

from __future__ import annotations

from typing import IO

from extractor.codebook import load_codebook
from extractor.errors import GoujiError
from extractor.records import Report, source_name
from extractor.writers import Options, Writer
from extractor.writers.html.environment import template
from extractor.writers.html.view import failure_view, report_view


class HtmlWriter:
    """Writes the page's head at once, then each report as it comes."""

    def __init__(self, stream: IO[str], options: Options) -> None:
        self._stream = stream
        self._quiet = options.quiet
        self._number = 0
        self._stream.write(
            template(__name__, "head.html").render(title="政府信息公开工作年度报告核对")
        )

    def report(self, report: Report) -> None:
        self._number += 1
        view = report_view(report, load_codebook(), self._number, quiet=self._quiet)
        self._stream.write(template(__name__, "report.html").render(r=view))
        self._stream.flush()

    def failure(self, error: GoujiError, uri: str | None, record_id: str | None) -> None:
        self._number += 1
        view = failure_view(error, source_name(uri, record_id) or "输入", self._number)
        self._stream.write(template(__name__, "failure.html").render(f=view))
        self._stream.flush()

    def close(self) -> None:
        self._stream.write(template(__name__, "foot.html").render(count=self._number))
        self._stream.flush()


def open_writer(stream: IO[str], options: Options) -> Writer:
    return HtmlWriter(stream, options)
