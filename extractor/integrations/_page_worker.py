"""A process that checks pages: frames on standard input, one answer each on standard output.

A frame is four bytes, the length (big-endian), and so many bytes of MessagePack. The first answer
is an empty frame: the process is ready, and what a page takes counts from there. Run as
`python -m extractor.integrations._page_worker` it shares nothing with the program that started
it, whose own main module is never imported here.
"""

from __future__ import annotations

import os
import sys
from typing import IO

import msgspec

from extractor.bulk.items import Item, Unreadable
from extractor.bulk.serial import result
from extractor.errors import failure_object

HEADER = 4


class Page(msgspec.Struct, frozen=True):
    """One page, as bytes or as text, and what is known of it."""

    body: bytes | None = None
    text: str | None = None
    uri: str | None = None
    id: str | None = None
    agency: str | None = None
    year: int | None = None


def frame(payload: bytes) -> bytes:
    return len(payload).to_bytes(HEADER, "big") + payload


def checked(page: Page) -> dict[str, object]:
    """The object of the output contract for a page, whatever becomes of it."""
    source = page.body if page.text is None else page.text
    found = result(Item(source or b"", page.uri, page.id, page.agency, page.year))
    if isinstance(found, Unreadable):
        return failure_object(found.error, page.uri, page.id)
    return found.to_dict()


def serve(source: IO[bytes], answers: IO[bytes]) -> None:
    """Says that it is ready, then answers frames until the input ends."""
    result(Item("收到申请1件。", None))  # loads what the first page would otherwise wait for
    answers.write(frame(b""))
    answers.flush()
    decode = msgspec.msgpack.Decoder(Page).decode
    while len(head := source.read(HEADER)) == HEADER:
        page = decode(source.read(int.from_bytes(head, "big")))
        answers.write(frame(msgspec.json.encode(checked(page))))
        answers.flush()


def main() -> None:
    # Whatever prints on standard output must not get between the frames.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
