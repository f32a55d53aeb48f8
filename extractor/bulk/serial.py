"""Works a stream of documents through, one after the other, in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractor.bulk.items import Item, Unreadable
from extractor.errors import GoujiError
from extractor.pipeline import check
from extractor.records import Report
from extractor.rules import Rule


def results(
    stream: Iterable[Item | Unreadable],
    *,
    rules: Sequence[Rule] | None = None,
    agency: str | None = None,
    year: int | None = None,
) -> Iterator[Report | Unreadable]:
    """One result for each document of the stream, in its order.

    `agency` and `year` stand in where neither the text nor the record says. A document that
    breaks a stage of ours gives an `Unreadable` as well: one bad page must not end a run.
    """
    for item in stream:
        if isinstance(item, Unreadable):
            yield item
            continue
        try:
            yield check(
                item.data,
                agency=item.agency or agency,
                year=item.year or year,
                uri=item.uri,
                id=item.id,
                rules=rules,
            )
        except GoujiError as error:
            yield Unreadable(error, item.uri, item.id)
        except Exception as error:
            note = f"处理时发生内部错误（{type(error).__name__}），本件未检查"
            yield Unreadable(GoujiError(note, code="E100"), item.uri, item.id)
