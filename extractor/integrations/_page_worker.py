"""A process that checks pages: frames on standard input, one answer each on standard output.

A frame is four bytes, the length (big-endian), and so many bytes of MessagePack. Run as
`python -m extractor.integrations._page_worker` it shares nothing with the program that started
it, whose own main module is never imported here.
"""

from __future__ import annotations

import os
import sys
from typing import IO

import msgspec

from extractor.errors import GoujiError, failure_object
from extractor.pipeline import check

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
    try:
        source = page.body if page.text is None else page.text
        report = check(source or b"", agency=page.agency, year=page.year, uri=page.uri, id=page.id)
    except GoujiError as error:
        return failure_object(error, page.uri, page.id)
    except Exception as error:
        told = f"处理时发生内部错误（{type(error).__name__}），本件未检查"
        return failure_object(GoujiError(told, code="E100"), page.uri, page.id)
    return report.to_dict()


def serve(source: IO[bytes], answers: IO[bytes]) -> None:
    """Answers frames until the input ends."""
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
