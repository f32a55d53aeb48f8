"""Renders a spec as office programs and printers leave reports: docx, doc, PDF and OFD.

Styles: `docx_plain` (merged cells, typed numbers), `docx_rich` (numbered headings, tracked
changes, text boxes, notes, nested tables), `docx_flat` and `word_2003` (one XML file), `doc` (the
binary format), `pdf_*` and `ofd_*` (see `LOOKS`). The same call gives the same bytes; PDF needs
reportlab, which is loaded on use.
"""

from __future__ import annotations

import random
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from corpus.office_doc import write_doc
from corpus.office_docx import write_docx, write_word_xml, zipped
from corpus.pages import HEIGHT, WIDTH, Leaf, Look, Setter
from corpus.render import Rendered, _gold, choose_labels
from corpus.spec import Spec

LOOKS = {
    "pdf_ruled": Look(),
    "pdf_bars": Look(rules="bars", numbers="- {} -", drawn="lines", cut=True, align="top"),
    "pdf_frames": Look(rules="frames", numbers="— {} —", running="年度报告公开栏", repeat=False),
    "pdf_bare": Look(rules="none", upright_label=False, row_gap=5.0),
    "pdf_bare_lines": Look(
        rules="none", drawn="lines", align="top", upright_label=False, row_gap=6.0, repeat=False
    ),
    "pdf_rows": Look(rules="rows", upright_label=False, row_gap=4.0, numbers="{}"),
    "pdf_turned": Look(turned="page", watermark="内部资料"),
    "pdf_sideways": Look(turned="text", rules="bars"),
    "pdf_radicals": Look(radicals=True, numbers="{} / 9", rules="bars"),
    "ofd_ruled": Look(),
    "ofd_frames": Look(rules="frames", numbers="{}", running="年度报告", cut=True, align="top"),
    "ofd_bare": Look(rules="none", upright_label=False, row_gap=5.0),
}
STYLES = ("docx_plain", "docx_rich", "docx_flat", "word_2003", "doc", *LOOKS)
_RADICALS = str.maketrans("一见车长行高", "⼀⻅⻋⻓⾏⾼")


def render(spec: Spec, style: str, seed: int = 0) -> Rendered:
    """A spec in one style. Raises KeyError for an unknown style."""
    rng = random.Random(f"{seed}:{spec.id}:{style}")
    labels = choose_labels(rng)
    if style in ("docx_flat", "word_2003"):
        suffix, data = ".doc", write_word_xml(spec, labels, flat=style == "docx_flat")
    elif style.startswith("docx"):
        suffix, data = ".docx", write_docx(spec, labels, rich=style == "docx_rich")
    elif style == "doc":
        suffix, data = ".doc", write_doc(spec, labels)
    else:
        look = LOOKS[style]
        leaves = Setter(spec, look, labels, rng).set()
        suffix = "." + style[:3]
        data = write_pdf(leaves, look) if suffix == ".pdf" else write_ofd(leaves, look)
    answers: dict[str, Any] = _gold(spec, style, f"{spec.id}{suffix}", None, [])
    return Rendered(style, suffix, "binary", data, answers)


def _stretches(text: str) -> list[str]:
    """Stretches of one script: printers change the font between them."""
    out: list[str] = []
    for c in text:
        if out and (out[-1][-1] >= "\u2000") == (c >= "\u2000"):
            out[-1] += c
        else:
            out.append(c)
    return out


def write_pdf(leaves: list[Leaf], look: Look) -> bytes:
    """Pages as a PDF whose Chinese font is one of the reader's own (STSong-Light)."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    size = (HEIGHT, WIDTH) if look.turned else (WIDTH, HEIGHT)
    canvas = Canvas(out, pagesize=size, invariant=1)
    for leaf in leaves:
        if look.turned:
            if look.turned == "page":
                canvas.setPageRotation(90)
            canvas.translate(HEIGHT, 0)
            canvas.rotate(90)
        canvas.setLineWidth(0.5)
        if look.watermark:
            canvas.saveState()
            canvas.setFont("STSong-Light", 60)
            canvas.translate(150, 300)
            canvas.rotate(45)
            canvas.drawString(0, 0, look.watermark)
            canvas.restoreState()
        for x0, y0, x1, y1 in leaf.lines:
            canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        for x0, y0, x1, y1 in leaf.boxes:
            filled = min(x1 - x0, y1 - y0) < 2
            canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=not filled, fill=filled)
        for word in leaf.words:
            x = word.x
            for part in _stretches(word.text.translate(_RADICALS) if look.radicals else word.text):
                wide = part[0] >= "\u2000"
                canvas.setFont(
                    "STSong-Light" if wide else "Courier", word.size if wide else word.size / 1.2
                )
                canvas.drawString(x, HEIGHT - word.y - word.size * 0.36, part)
                x += len(part) * (word.size if wide else word.size / 2)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


_MM = 25.4 / 72
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def write_ofd(leaves: list[Leaf], look: Look) -> bytes:
    """Pages as OFD (GB/T 33190-2016): a zip of XML, lengths in millimetres."""
    parts = {
        "OFD.xml": f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData>"
        "<ofd:MaxUnitID>9</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>0 0 {WIDTH * _MM:.2f} {HEIGHT * _MM:.2f}</ofd:PhysicalBox>"
        "</ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(
            f'<ofd:Page ID="{i + 1}" BaseLoc="Pages/Page_{i}/Content.xml"/>'
            for i in range(len(leaves))
        )
        + "</ofd:Pages></ofd:Document>",
    }
    for i, leaf in enumerate(leaves):
        parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = _ofd_page(leaf)
    return zipped({k: f'<?xml version="1.0" encoding="UTF-8"?>{v}' for k, v in parts.items()})


def _ofd_page(leaf: Leaf) -> str:
    out = []
    for x0, y0, x1, y1 in leaf.lines:
        out.append(
            _ofd_path(
                x0, y0, x1 - x0, y1 - y0, f"M 0 0 L {(x1 - x0) * _MM:.3f} {(y1 - y0) * _MM:.3f}"
            )
        )
    for x0, y0, x1, y1 in leaf.boxes:
        w, h = (x1 - x0) * _MM, (y1 - y0) * _MM
        data = f"M 0 0 L {w:.3f} 0 L {w:.3f} {h:.3f} L 0 {h:.3f} C"
        out.append(_ofd_path(x0, y0, x1 - x0, y1 - y0, data))
    for word in leaf.words:
        size = word.size * _MM
        steps = [size if c >= "\u2000" else size / 2 for c in word.text]
        deltas = " ".join(f"{s:.3f}" for s in steps[:-1])
        if len(steps) > 3 and len(set(steps[:-1])) == 1:
            deltas = f"g {len(steps) - 1} {steps[0]:.3f}"
        delta = f' DeltaX="{deltas}"' if deltas else ""
        out.append(
            f'<ofd:TextObject ID="1" Font="2" Size="{size:.3f}" Boundary="{word.x * _MM:.3f} '
            f'{(word.y - word.size / 2) * _MM:.3f} {sum(steps):.3f} {size:.3f}">'
            f'<ofd:TextCode X="0" Y="{size * 0.86:.3f}"{delta}>{escape(word.text)}</ofd:TextCode>'
            "</ofd:TextObject>"
        )
    return (
        f'<ofd:Page {_OFD}><ofd:Content><ofd:Layer ID="3">{"".join(out)}</ofd:Layer>'
        "</ofd:Content></ofd:Page>"
    )


def _ofd_path(x: float, y: float, w: float, h: float, data: str) -> str:
    return (
        f'<ofd:PathObject ID="1" LineWidth="0.2" Boundary="{x * _MM:.3f} {y * _MM:.3f} '
        f'{max(w, 0.3) * _MM:.3f} {max(h, 0.3) * _MM:.3f}"><ofd:AbbreviatedData>{data}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )
