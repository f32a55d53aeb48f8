"""For people at a terminal: what was read, what it was matched to, and what does not hold."""

from __future__ import annotations

from typing import IO

from rich.console import Group, RenderableType
from rich.rule import Rule as Line
from rich.text import Text

from extractor.codebook import load_codebook
from extractor.errors import GoujiError
from extractor.records import Report, source_name
from extractor.writers import Options, Writer
from extractor.writers._screen import screen
from extractor.writers._verdict import could_be_checked
from extractor.writers._wrap import wrap
from extractor.writers.console.findings import render_findings, summary
from extractor.writers.console.prose import render_prose
from extractor.writers.console.style import BAD, DIM, GOOD, HEAD, WARN, safe
from extractor.writers.console.tables import render_tables

_MOST = 120
"""Columns beyond which a line is too long."""


class ConsoleWriter:
    """One block a report; with several reports, a line for all of them at the end."""

    def __init__(self, stream: IO[str], options: Options) -> None:
        self._console = screen(stream, _MOST)
        self._quiet = options.quiet
        self._width = self._console.width
        self._reports = self._failures = self._faulty = self._findings = self._unchecked = 0

    @property
    def _plain(self) -> bool:
        """No colours at hand: marks must say what colours would."""
        return self._console.no_color or self._console.color_system is None

    def report(self, report: Report) -> None:
        if self._reports or self._failures:
            self._console.print()
        self._reports += 1
        self._findings += len(report.findings)
        faulty = next(report.errors(), None) is not None
        self._faulty += faulty
        self._unchecked += not faulty and not could_be_checked(report)
        codebook = load_codebook()
        parts: list[RenderableType] = [self._head(report)]
        if not self._quiet:
            parts += render_tables(report, codebook, self._width, plain=self._plain)
            parts += render_prose(report, codebook, self._width, plain=self._plain)
        parts += render_findings(report, self._width)
        parts.append(summary(report))
        self._print(Group(*parts))

    def failure(self, error: GoujiError, uri: str | None, record_id: str | None) -> None:
        if self._reports or self._failures:
            self._console.print()
        self._failures += 1
        where = source_name(uri, record_id) or "输入"
        told = Text(safe(f"{where}  未能读取（{error.code}）：{error.message}"), style=BAD)
        self._print(Group(*wrap(told, self._width)))

    def close(self) -> None:
        if self._reports + self._failures > 1:
            line = Text(f"共{self._reports + self._failures}件：", style="bold")
            line.append(f"{self._faulty}件有错误", style=BAD if self._faulty else GOOD)
            line.append(f"，{self._reports - self._faulty}件无错误")
            if self._unchecked:
                line.append(f"（其中{self._unchecked}件没有可以核对的数据）", style=WARN)
            line.append(f"，共列出问题{self._findings}处")
            if self._failures:
                line.append(f"，{self._failures}件未能读取", style=BAD)
            self._console.print()
            self._print(Group(Line(style=DIM), line))
        self._console.file.flush()

    def _print(self, what: RenderableType) -> None:
        self._console.print(what, width=self._width, soft_wrap=False)

    def _head(self, report: Report) -> RenderableType:
        """Whose report it is, for which year, in which form, and from where."""
        identity, document = report.extraction.identity, report.extraction.document
        title = Text(safe(identity.agency or "（未识别出机关名称）"), style=HEAD)
        title.append(f"  {identity.year}年度" if identity.year else "  （未识别出年度）")
        if identity.form:
            title.append(f"  {identity.form}年格式", style=DIM)
        extraction = report.extraction
        facts = [
            f"{len(extraction.sections)}个法定部分",
            f"{len(extraction.tables.cells)}个表格单元",
            f"正文{len(extraction.figures)}个数字",
        ]
        source = source_name(document.uri, document.id)
        line = Text("，".join(facts), style=DIM)
        if source:
            line.append(safe(f"  {source}"))
        return Group(Line(style=DIM), title, line)


def open_writer(stream: IO[str], options: Options) -> Writer:
    return ConsoleWriter(stream, options)
