"""Documents of a crawl: the pages and files that servers answered with, out of a WARC file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from extractor.bulk.items import MAX_DOCUMENT, Item, Unreadable
from extractor.errors import Damaged, TooLarge, UnsupportedFormat

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

MAX_RECORD = 1024**3
"""Bytes of a record beyond which the rest of the file is not looked through."""

_DOCUMENTS = frozenset((
    "text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/ofd",
))  # fmt: skip
"""Types of an answer that may be a report; style sheets, scripts and images are not."""
_UNTOLD = frozenset((
    "", "application/octet-stream", "binary/octet-stream", "application/x-download",
    "application/force-download", "application/x-msdownload",
))  # fmt: skip
"""Types by which servers say nothing: there the address tells."""
_NAMES = (".htm", ".html", ".shtml", ".txt", ".pdf", ".doc", ".docx", ".ofd")


def warc_items(file: IO[bytes], uri: str) -> Iterator[Item | Unreadable]:
    """The documents of the file (plain or gzip by record), in order.

    Taken are answers with status 200 and a type of _DOCUMENTS, or with no telling type and the
    address of a document, and `resource` records alike. Chunks and compression of the transfer
    are undone.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for record in ArchiveIterator(file):
            if _is_document(record):
                yield _item(record, uri)
            if (record.length or 0) > MAX_RECORD:
                yield Unreadable(TooLarge(f"存档中有过大的记录，其余未读取：{uri}"), uri)
                return
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, UnicodeError):
        yield Unreadable(Damaged(f"网页存档已损坏：{uri}"), uri)


def _is_document(record: ArcWarcRecord) -> bool:
    if record.rec_type == "resource":
        head = record.rec_headers
    elif record.rec_type == "response" and record.http_headers is not None:
        head = record.http_headers
        if head.get_statuscode() != "200":
            return False
    else:
        return False
    kind = (head.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    path = urlsplit(record.rec_headers.get_header("WARC-Target-URI") or "").path
    told = path.lower().endswith(_NAMES) if kind in _UNTOLD else kind in _DOCUMENTS
    return told and path != "/robots.txt"


def _item(record: ArcWarcRecord, archive: str) -> Item | Unreadable:
    uri = record.rec_headers.get_header("WARC-Target-URI") or archive
    own_id = (record.rec_headers.get_header("WARC-Record-ID") or "").strip("<>") or None
    coding = (
        ""
        if record.http_headers is None
        else record.http_headers.get_header("Content-Encoding", "")
    )
    if coding.lower() not in ("", "identity", "gzip", "x-gzip", "deflate"):
        return Unreadable(UnsupportedFormat(f"网页的传输压缩方式无法读取：{coding}"), uri, own_id)
    data = record.content_stream().read(MAX_DOCUMENT + 1)
    if len(data) > MAX_DOCUMENT:
        return Unreadable(TooLarge(f"网页超过{MAX_DOCUMENT // 2**20} MB"), uri, own_id)
    return Item(data, uri, own_id)
