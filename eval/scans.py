"""Scans of the corpus reports, read by the `ocr` extra: how many cells are right, open, wrong.

`python -m eval.scans` prints each report as a PDF, makes pictures of its pages as a scanner would
(resolution, askew, noise), reads them with `ocr=True` and holds cells and prose figures against
the gold. `--write` puts the table into docs/formats.md.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pypdfium2
from PIL import Image

from corpus import render_office
from corpus.spec import REPORTS, Spec, read
from eval.formats import write_into_page
from extractor import check

SEED = 20240501


class Scanner(NamedTuple):
    """How a page gets into a picture."""

    dpi: int
    askew: float = 0.0
    """Degrees."""
    noise: float = 0.0
    """Standard deviation in greys, of 255."""

    def __str__(self) -> str:
        askew = f", askew {self.askew}°" if self.askew else ""
        return f"{self.dpi} dpi{askew}{', noise' if self.noise else ''}"


SCANNERS = (Scanner(150), Scanner(200), Scanner(300), Scanner(200, askew=0.7, noise=12.0))


def scanned(pdf: bytes, scanner: Scanner) -> bytes:
    """A PDF of nothing but pictures, one a page."""
    random = np.random.default_rng(SEED)
    pages: list[Image.Image] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            image = page.render(scale=scanner.dpi / 72, grayscale=True).to_pil().convert("L")
            if scanner.askew:
                image = image.rotate(scanner.askew, Image.Resampling.BICUBIC, fillcolor=255)
            if scanner.noise:
                grey = np.asarray(image, np.float32)
                grey = grey + random.normal(0, scanner.noise, grey.shape)
                image = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
            pages.append(image)
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=scanner.dpi)
    return out.getvalue()


def measured(specs: Sequence[Spec], scanner: Scanner, style: str = "pdf_ruled") -> Counter[str]:
    """Cells and prose figures right, wrong (a certain value that is not the gold's) and open."""
    out: Counter[str] = Counter()
    for spec in specs:
        made = render_office.render(spec, style)
        assert isinstance(made.data, bytes)
        start = time.perf_counter()
        report = check(scanned(made.data, scanner), ocr=True)
        out["milliseconds"] += int(1000 * (time.perf_counter() - start))
        recognised = report.extraction.document.recognised
        out["pages"] += recognised.pages if recognised else 0
        for cell, told in made.gold["cells"].items():
            found = report.cells.get(cell)
            read_as = None if found is None else found.value
            wanted = None if told is None else Decimal(told)
            out["cells"] += 1
            if read_as == wanted:
                out["right"] += 1
            else:
                out["wrong" if read_as is not None else "open"] += 1
        told_figures = Counter(
            Decimal(f["value"]) for f in made.gold["figures"] if f.get("value") is not None
        )
        seen = Counter(f.value for f in report.figures)
        out["figures"] += told_figures.total()
        out["figures found"] += (told_figures & seen).total()
        out["errors"] += sum(f.severity == "error" for f in report.findings)
    return out


def rows(specs: Sequence[Spec], scanners: Sequence[Scanner] = SCANNERS) -> Iterator[str]:
    """The table, line by line as it is measured."""
    yield "| pictures | cells | right | open | wrong | prose figures found | s a page |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for scanner in scanners:
        m = measured(specs, scanner)
        yield (
            f"| {scanner} | {m['cells']} | {m['right'] / m['cells']:.2%} | {m['open']} "
            f"| {m['wrong']} | {m['figures found'] / max(1, m['figures']):.2%} "
            f"| {m['milliseconds'] / 1000 / max(1, m['pages']):.1f} |"
        )


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.scans", description=__doc__)
    parser.add_argument("reports", nargs="*", default=["r100", "r105", "r112"], metavar="ID")
    parser.add_argument("--write", action="store_true", help="put the table into docs/formats.md")
    args = parser.parse_args(argv)
    specs = [read(REPORTS / f"{name}.toml") for name in args.reports]
    lines = []
    for line in rows(specs):
        print(line, flush=True)
        lines.append(line)
    if args.write:
        write_into_page("measured: scans", "\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
