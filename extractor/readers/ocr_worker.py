"""Recognises pages in a process of its own, which `worker_process` may end; see `pdf_worker`.

A request is the number of a page (four bytes) and the document: a PDF or a picture. An answer's
body is an `OPENING` and the page as `pdf_worker` packs pages; in place of `K` a letter of its
`PROBLEMS`, `N` where the extra is not installed, `B` where the picture is too large.
"""

from __future__ import annotations

import io
import sys
from array import array
from functools import cache
from typing import Any

import numpy as np

from extractor.readers.ocr_pages import OPENING
from extractor.readers.ocr_picture import Grey
from extractor.readers.ocr_text import LOST, Page, engine, recognise
from extractor.readers.pdf_worker import HEAD, serve

MAX_PIXELS = 60_000_000
"""Of a picture as it comes: A3 at 400 dpi has 31 million."""
MAX_SIDE = 3508
"""Pixels of a page as it is looked at; larger ones are made smaller. A4 at 300 dpi has so many."""
MAX_MEMORY = 6 * 1024 * 1024 * 1024
"""Bytes of address space, of which the runtime of the models sets aside much and uses little."""

_DPI = 200
_POINTS = 10.5
"""What one em of a page is taken for where the picture does not say how large it is."""


class _Problem(Exception):
    """Its letter."""


def answer(request: bytes) -> tuple[bytes, bytes]:
    """The letter and the body that answer a request."""
    number = int.from_bytes(request[:4], "little")
    data = request[4:]
    try:
        recogniser = _engine()
        pages, picture, scale = (_of_pdf if b"%PDF-" in data[:1024] else _of_picture)(data, number)
    except ImportError:
        return b"N", b""
    except _Problem as problem:
        return problem.args[0], b""
    page = recognise(recogniser, picture)
    found = [c.confidence for c in page.characters if c.text != LOST]
    lost = sum(c.text == LOST for c in page.characters)
    opening = OPENING.pack(pages, float(np.mean(found)) if found else 0.0, lost)
    return b"K", opening + _packed(page, scale or _POINTS / page.em)


@cache
def _engine() -> Any:
    return engine()


def _of_pdf(data: bytes, number: int) -> tuple[int, Grey, float]:
    """Pages, the picture of one, and points a pixel."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = len(document)
            page = document[number]
            scale = min(_DPI / 72, MAX_SIDE / max(*page.get_size(), 1.0))
            bitmap = page.render(scale=scale, grayscale=True)
            return (
                pages,
                np.array(bitmap.to_numpy(), np.uint8).reshape(bitmap.height, bitmap.width),
                1 / scale,
            )
    except pypdfium2.PdfiumError:
        raise _Problem(b"D") from None


def _of_picture(data: bytes, number: int) -> tuple[int, Grey, float]:
    """The same for a picture; points a pixel are not known, 0."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the limit below counts
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "BMP")) as image:
            pages = int(getattr(image, "n_frames", 1))
            image.seek(number)
            if image.width * image.height > MAX_PIXELS:
                raise _Problem(b"B")
            shown = ImageOps.exif_transpose(image).convert("RGBA")
            paper = Image.new("RGBA", shown.size, "white")
            paper.alpha_composite(shown)
            grey = paper.convert("L")
            grey.thumbnail((MAX_SIDE, MAX_SIDE))
            return pages, np.array(grey, np.uint8), 0.0
    except (OSError, ValueError, SyntaxError, EOFError):
        raise _Problem(b"D") from None


def _packed(page: Page, scale: float) -> bytes:
    places = array("f")
    for c in page.characters:
        places.extend((c.left * scale, c.right * scale, c.middle * scale, c.height * scale))
    lines = [
        array("f", [v * scale for line in lines for v in line])
        for lines in (page.across, page.down)
    ]
    head = HEAD.pack(
        page.width * scale, page.height * scale, len(page.characters), 0,
        *(len(line) // 3 for line in lines),
    )  # fmt: skip
    text = "".join(c.text for c in page.characters).encode("utf-32-le")
    return b"".join((head, text, places, *lines))


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer, answer, MAX_MEMORY)
