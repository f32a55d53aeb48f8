"""The Scrapy pipeline in a real crawl of pages served on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import extractor

SPIDER = """
import sys
from dataclasses import dataclass

import scrapy
from scrapy.crawler import CrawlerProcess


@dataclass
class Narrow:
    url: str
    body: str


class Reports(scrapy.Spider):
    name = "reports"
    start_urls = [sys.argv[1] + name for name in sys.argv[3].split(",")]

    def parse(self, response):
        yield {"url": response.url, "response": response}
        if response.url.endswith("good.html"):
            yield {"id": "7", "html": response.text, "year": 2023}
            yield {"id": "8", "text": "收到申请3件。", "year": " 2023年 "}
            yield {"id": "9", "text": "\\ud800收到申请3件。", "url": "u\\udcff"}
            yield {"url": response.url, "nothing": 1}
            yield Narrow(response.url, response.text)
            yield Whole(response)


@dataclass
class Whole:
    response: object
    gouji: object = None


process = CrawlerProcess({
    "ITEM_PIPELINES": {"extractor.integrations.scrapy.GoujiPipeline": 300},
    "FEEDS": {sys.argv[2]: {"format": "jsonlines"}},
    "GOUJI_TIMEOUT": 30,
    "LOG_LEVEL": "WARNING",
    "TELNETCONSOLE_ENABLED": False,
    "RETRY_ENABLED": False,
    "STATS_DUMP": False,
})
crawler = process.create_crawler(Reports)
process.crawl(crawler)
process.start()
kept = {k: v for k, v in crawler.stats.get_stats().items() if k.startswith("gouji/")}
import json
print(json.dumps(kept))
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Nothing: the test's output is its own."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    pages = tmp_path / "pages"
    pages.mkdir()
    demo = (files("extractor") / "demo" / "2-culture-2023.html").read_bytes()
    (pages / "good.html").write_bytes(demo)
    (pages / "empty.html").write_bytes(b"")
    (pages / "rubbish.bin").write_bytes(bytes(range(256)) * 20)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(pages)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_crawl_gets_a_result_for_every_item_and_loses_none(site: str, tmp_path: Path) -> None:
    script, feed = tmp_path / "crawl.py", tmp_path / "items.jsonl"
    script.write_text(SPIDER)
    ran = subprocess.run(
        [sys.executable, str(script), site, str(feed), "good.html,empty.html,rubbish.bin"],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    items = [json.loads(line) for line in feed.read_text().splitlines()]
    by_url = {i.get("url", "").removeprefix(site): i for i in items if "gouji" in i}
    whole = extractor.check((files("extractor") / "demo" / "2-culture-2023.html").read_bytes())
    codes = [f.code for f in whole.findings]
    assert len(items) == 9, "three pages, and six more items of the good one"
    torn = next(i for i in items if i.get("id") == "9")
    assert torn["gouji"]["figures"], "characters that nothing can write cost nobody an item"
    worded = next(i for i in items if i.get("id") == "8")
    assert worded["gouji"]["report"]["year"] == 2023, "a crawler's fields are text"
    good = next(i for i in items if "url" in i and i.get("response") == f"{site}good.html")
    typed = next(i for i in items if set(i) == {"response", "gouji"})
    assert typed["response"] == f"{site}good.html", "its URL, as no feed holds a response"
    record = next(i for i in items if i.get("id") == "7")
    for item in (good, typed, record):
        assert [f["code"] for f in item["gouji"]["findings"]] == codes
    assert record["gouji"]["source"]["id"] == "7"
    assert by_url["empty.html"]["gouji"]["error"]["code"] == "E101"
    assert by_url["rubbish.bin"]["gouji"]["error"]["code"] == "E102"
    assert next(i for i in items if "nothing" in i)["gouji"]["error"]["code"] == "E106"
    assert any(set(i) == {"url", "body"} for i in items), "an item without room for it stays"
    stats = json.loads(ran.stdout.splitlines()[-1])
    assert stats["gouji/checked"] == 6
    assert stats["gouji/no_field"] == 1
    assert stats["gouji/unreadable/E101"] == 1


POOL = """
import os, sys
from twisted.internet import defer, reactor
from extractor.integrations import _page_pool
from extractor.integrations._page_pool import PagePool
from extractor.integrations._page_worker import Page

worker = (
    "import os, time, extractor.integrations._page_worker as w\\n"
    "real = w.checked\\n"
    "def checked(page):\\n"
    "    if page.id == 'crash': os._exit(3)\\n"
    "    if page.id == 'hang': time.sleep(600)\\n"
    "    return real(page)\\n"
    "w.checked = checked\\n"
    "w.main()\\n"
)
_page_pool._COMMAND = [sys.executable, "-c", worker]
pool = PagePool(jobs=2, timeout=8.0)
ids = ["a", "crash", "b", "hang", "c", "d"]

def told(found):
    for name, (ok, value) in zip(ids, found):
        print(name, value["error"]["code"] if "error" in value else value["source"]["id"])
    pool.close()
    reactor.stop()

defer.DeferredList([pool.check(Page(text="收到申请5件。", id=i)) for i in ids]).addCallback(told)
reactor.run()
"""


def test_a_page_that_kills_its_process_or_never_ends_costs_only_itself(tmp_path: Path) -> None:
    script = tmp_path / "pool.py"
    script.write_text(POOL)
    ran = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=180, check=False
    )
    assert ran.stdout.split() == [
        "a", "a", "crash", "E110", "b", "b", "hang", "E108", "c", "c", "d", "d",
    ], ran.stderr  # fmt: skip


def test_what_a_process_takes_to_start_is_not_counted_against_a_page(tmp_path: Path) -> None:
    script = tmp_path / "pool.py"
    slow = POOL.replace('"import os, time,', '"import os, time; time.sleep(9)\\n"\n    "import')
    script.write_text(slow.replace('"crash", "b", "hang", ', ""))
    ran = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.stdout.split() == ["a", "a", "c", "c", "d", "d"], ran.stderr


def test_without_a_process_allowed_there_is_one_all_the_same(tmp_path: Path) -> None:
    script = tmp_path / "pool.py"
    script.write_text(POOL.replace("jobs=2", "jobs=0").replace('"crash", "b", "hang", ', ""))
    ran = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.stdout.split() == ["a", "a", "c", "c", "d", "d"], ran.stderr


def test_a_page_too_large_for_memory_has_the_code_of_that(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.bulk import serial
    from extractor.integrations import _page_worker

    def too_much(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(serial, "extract", too_much)
    found: Any = _page_worker.checked(_page_worker.Page(text="收到申请5件。", id="7"))
    assert (found["error"]["code"], found["source"]["id"]) == ("E109", "7")
