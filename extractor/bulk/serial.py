"""Works a stream of documents through, one after the other, in this process."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from extractor.bulk.items import Item, Unreadable
from extractor.bulk.years import Years
from extractor.errors import GoujiError, OutOfMemory
from extractor.pipeline import apply_rules, extract
from extractor.records import Report
from extractor.rules import Rule

LOOKAHEAD = 32
"""Documents that are read before the first is checked: its year before may come after it."""

_T = TypeVar("_T")


def results(
    stream: Iterable[Item | Unreadable],
    *,
    rules: Sequence[Rule] | None = None,
    agency: str | None = None,
    year: int | None = None,
    lookahead: int = LOOKAHEAD,
    ocr: bool = False,
) -> Iterator[Report | Unreadable]:
    """One result for each document of the stream, in its order.

    `agency` and `year` stand in where neither the text nor the record says. A report is also held
    against the same agency's report of the year before, wherever in the stream that came earlier
    or at most `lookahead` documents later; 0 gives each result as soon as its document is there. A
    document that breaks a stage of ours gives an `Unreadable`: one bad page must not end a run.
    `ocr` as in `check`.
    """
    years = Years()

    def checked(report: Report | Unreadable) -> Report | Unreadable:
        if isinstance(report, Unreadable):
            return report
        found, source = report.extraction, report.extraction.document
        return _guarded(
            lambda: apply_rules(found, rules=rules, before=years.before(found)),
            source.uri,
            source.id,
        )

    waiting: deque[Report | Unreadable] = deque()
    for item in stream:
        read = item if isinstance(item, Unreadable) else _read(item, agency, year, ocr)
        if isinstance(read, Report):
            years.add(read.extraction)
        waiting.append(read)
        if len(waiting) > lookahead:
            yield checked(waiting.popleft())
    while waiting:
        yield checked(waiting.popleft())


def result(
    item: Item,
    *,
    rules: Sequence[Rule] | None = None,
    agency: str | None = None,
    year: int | None = None,
    ocr: bool = False,
) -> Report | Unreadable:
    """What comes of one document by itself, without the year before. Raises nothing."""
    read = _read(item, agency, year, ocr)
    if isinstance(read, Unreadable):
        return read
    return _guarded(lambda: apply_rules(read.extraction, rules=rules), item.uri, item.id)


def _read(item: Item, agency: str | None, year: int | None, ocr: bool) -> Report | Unreadable:
    return _guarded(
        lambda: extract(
            item.data,
            agency=item.agency or agency,
            year=item.year or year,
            uri=item.uri,
            id=item.id,
            ocr=ocr,
        ),
        item.uri,
        item.id,
    )


def _guarded(work: Callable[[], _T], uri: str | None, id_: str | None) -> _T | Unreadable:
    try:
        return work()
    except GoujiError as error:
        return Unreadable(error, uri, id_)
    except MemoryError:
        return Unreadable(OutOfMemory("处理本件所需的内存超过上限，本件未检查"), uri, id_)
    except Exception as error:
        note = f"处理时发生内部错误（{type(error).__name__}），本件未检查"
        return Unreadable(GoujiError(note, code="E100"), uri, id_)
