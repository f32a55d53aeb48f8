"""A Scrapy item pipeline that checks the reports it is handed.

    ITEM_PIPELINES = {"extractor.integrations.scrapy.GoujiPipeline": 300}

Every item gets, under `GOUJI_FIELD`, what `gouji check --format jsonl` prints for its page: the
report's object, or `source` and `error` where it could not be read. Items are never dropped and
the reactor is never blocked: the work is done in processes of its own, and a page that crashes
one or never ends costs only itself. A `Response` in the item gives way to its URL once it is
read: no feed can hold it. Needs the extra `scrapy`.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from extractor.bulk.jsonl import year_of
from extractor.errors import BadRecord, extra, failure_object
from extractor.integrations._page_worker import Page
from extractor.readers import writable

with extra("scrapy"):
    from itemadapter import ItemAdapter
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.utils.defer import maybe_deferred_to_future

logger = logging.getLogger(__name__)

SOURCES = ("response", "body", "html", "text", "content")
"""Fields of an item that may hold the page; the first that is there counts."""
_NO_PAGE = "条目中没有网页内容（所找的字段：{}）"


class GoujiPipeline:
    """Settings, all optional:

    GOUJI_FIELD: where the result goes (`gouji`). GOUJI_SOURCES: fields that may hold the page, a
    `Response`, bytes or str (`response body html text content`). GOUJI_JOBS: processes (1).
    GOUJI_TIMEOUT: seconds a page (60). Fields `url`, `id`, `agency` and `year` of an item are used.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self.field = settings.get("GOUJI_FIELD", "gouji")
        self.sources = tuple(settings.getlist("GOUJI_SOURCES") or SOURCES)
        self.jobs = settings.getint("GOUJI_JOBS", 1)
        self.timeout = settings.getfloat("GOUJI_TIMEOUT", 60.0)
        self.stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> GoujiPipeline:
        return cls(crawler)

    def open_spider(self, spider: object = None) -> None:
        from extractor.integrations._page_pool import PagePool  # installs the reactor if imported

        self._pool = PagePool(self.jobs, self.timeout)

    def close_spider(self, spider: object = None) -> None:
        self._pool.close()

    async def process_item(self, item: Any, spider: object = None) -> Any:
        adapter = ItemAdapter(item)
        page = self._page(adapter)
        if page is None:
            missing = BadRecord(_NO_PAGE.format("、".join(self.sources)))
            found = failure_object(missing, None, None)
        else:
            found = await maybe_deferred_to_future(self._pool.check(page))
        self._count(found)
        if not _put(adapter, self.field, found):
            logger.warning("%s has no field %r for the result", type(item).__name__, self.field)
            self._add("gouji/no_field")
        for name, value in _known(adapter).items():
            if name in self.sources and isinstance(value, Response):
                _put(adapter, name, value.url)
        return item

    def _page(self, adapter: ItemAdapter) -> Page | None:
        known = _known(adapter)
        source = next((known[s] for s in self.sources if known.get(s) is not None), None)
        url = known.get("url")
        if isinstance(source, Response):
            url, source = url or source.url, source.body
        if not isinstance(source, bytes | str):
            return None
        return Page(
            body=source if isinstance(source, bytes) else None,
            text=writable(source) if isinstance(source, str) else None,
            uri=writable(str(url)) if url else None,
            id=writable(str(known["id"])) if known.get("id") is not None else None,
            agency=writable(str(known["agency"])) if known.get("agency") else None,
            year=year_of(known.get("year")),
        )

    def _count(self, found: Mapping[str, Any]) -> None:
        if "error" in found:
            self._add(f"gouji/unreadable/{found['error']['code']}")
            return
        self._add("gouji/checked")
        for finding in found["findings"]:
            self._add(f"gouji/findings/{finding['code']}")

    def _add(self, key: str) -> None:
        if self.stats is not None:
            self.stats.inc_value(key)


def _known(adapter: ItemAdapter) -> Mapping[str, Any]:
    """The fields of an item that are filled."""
    return {k: adapter[k] for k in adapter.field_names() if k in adapter}


def _put(adapter: ItemAdapter, name: str, value: object) -> bool:
    """Sets a field; False where the item has no such field, or its class takes no such value."""
    try:
        adapter[name] = value
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
    return True
