"""Recognised text: characters with their places, those that are not certain put out of reach.

The engine is RapidOCR with the models that its wheel brings; nothing is ever fetched. A digit
counts only if it was read with confidence, and read again as the same from a picture of another
size. Every other one becomes U+FFFD, of which later stages make no number.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import msgspec
import numpy as np

from extractor.readers.ocr_picture import (
    Box,
    Grey,
    parted,
    rules_of,
    straightened,
    unboxed_ink,
    without_rules,
)
from extractor.readers.recogniser import THREADS

LOST = "\ufffd"
SURE = 0.7
"""Confidence from which a character of a number is taken for what it was read as."""
LEGIBLE = 0.4
"""The same for an ideograph."""
_SECOND = 1.4
"""How much larger numbers are when they are read again."""
_UPRIGHT = 1.8
"""A box so many times as high as wide holds characters set one below the other."""
_AROUND = 7.0
"""Pixels by which the boxes of the detector are higher than their text, at any size of it."""
_LEAST_EM = 4.0
_BATCH = 8
_DETECTED_SIDE = 1760
"""Pixels of the larger side of the picture in which lines of text are looked for."""
_ROUGH_SIDE = 900
"""The same for the first look, which only tells how large the text is."""
_DIGITS = re.compile(r"[0-9０-９]")
_NUMBER = re.compile(r"(?!(?<![^(（])[0-9]{1,2}[.、．)）](?![0-9]))[0-9０-９][0-9０-９.,，．]*")
"""A number; that of a list, at the beginning of a line, counts nothing."""
_ALONE = re.compile(r"[0-9.,/\-—–%％]+")
_LIKE_DIGITS = str.maketrans("OoQ〇○口D", "0000000")
"""What a lone zero of a cell is taken for."""
_MAY_BE_A_DIGIT = re.compile(r"[^\u4e00-\u9fff]|[口日一二三人个]")
"""What a digit that stands alone may be misread as; other ideographs are none."""
_SMALL_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789")
_MARKS = str.maketrans("：（）", ":()")


class Character(msgspec.Struct, frozen=True):
    """One character: its edges and its middle, and how sure it is."""

    text: str
    left: float
    right: float
    middle: float
    height: float
    confidence: float


class Page(msgspec.Struct, frozen=True):
    """A page in pixels; one em of its text is `em` pixels."""

    width: int
    height: int
    em: float
    characters: tuple[Character, ...]
    across: tuple[tuple[float, float, float], ...]
    down: tuple[tuple[float, float, float], ...]


def engine() -> Any:
    """The recogniser, its models loaded from its own wheel. Raises `ImportError` without it."""
    from rapidocr import RapidOCR

    threads = int(os.environ.get(THREADS, 0))
    if threads:
        cv2.setNumThreads(threads)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": 4000,
            "Global.text_score": 0.0,
            "Global.return_word_box": True,
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTED_SIDE,
            "Rec.rec_batch_num": _BATCH,
            "Rec.rec_img_shape": [3, 48, 144],
            "EngineConfig.onnxruntime.intra_op_num_threads": threads or -1,
            "EngineConfig.onnxruntime.inter_op_num_threads": threads or -1,
        }
    )


def recognise(recogniser: Any, page: Grey) -> Page:
    """The characters and ruled lines of one page."""
    page = straightened(page)
    rows, columns = page.shape
    em = _em(recogniser, page)
    if em is None:
        return Page(columns, rows, columns / 50, (), (), ())
    rules = rules_of(page, em)
    clean = without_rules(page, rules)
    boxes = [part for box in _detected(recogniser, clean) for part in parted(box, rules)]
    boxes += unboxed_ink(page, rules, boxes, em)
    boxes.sort(key=lambda b: ((b.top + b.bottom) // em, b.left))
    characters = tuple(_characters(recogniser, clean, boxes, em))
    return Page(columns, rows, em, characters, rules.across, rules.down)


def _em(recogniser: Any, page: Grey) -> float | None:
    """How large the text of a page is, in pixels; None where there is none."""
    factor = min(1.0, _ROUGH_SIDE / max(page.shape))
    small = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    heights = [b.height for b in _detected(recogniser, small) if b.height < b.width]
    return max(float(np.median(heights)) - _AROUND, _LEAST_EM) / factor if heights else None


def _detected(recogniser: Any, page: Grey) -> list[Box]:
    found = recogniser(_coloured(page), use_det=True, use_cls=False, use_rec=False)
    if found.boxes is None:
        return []
    return [
        Box(
            float(quad[:, 0].min()), float(quad[:, 1].min()),
            float(quad[:, 0].max()), float(quad[:, 1].max()),
        )
        for quad in found.boxes
    ]  # fmt: skip


def _coloured(page: Grey) -> Any:
    return cv2.cvtColor(page, cv2.COLOR_GRAY2BGR)


class _Line(msgspec.Struct):
    """What was read in one box: its characters, where along the box, how surely."""

    text: str
    places: list[float]
    confidences: list[float]


def _read(recogniser: Any, pictures: Sequence[Any]) -> list[_Line]:
    if not pictures:
        return []
    recogniser.return_word_box = True
    found = recogniser.recognize_txt(list(pictures))
    return [_line(text, info) for text, info in zip(found.txts, found.word_results, strict=True)]


def _line(text: str, info: Any) -> _Line:
    """The places come without those of blanks, the confidences with them."""
    length = info.line_txt_len or 1.0
    columns = [(c + 0.5) / length for word in info.word_cols for c in word]
    seen = [(t, c) for t, c in zip(text, info.confs, strict=False) if not t.isspace()]
    seen = seen[: len(columns)]
    return _Line("".join(t for t, _ in seen), columns[: len(seen)], [c for _, c in seen])


def _characters(
    recogniser: Any, page: Grey, boxes: Sequence[Box], em: float
) -> Iterator[Character]:
    lines = _read(recogniser, [_cut(page, box) for box in boxes])
    doubtful = [i for i, line in enumerate(lines) if _holds_number(line.text)]
    again = _read(recogniser, [_cut(page, boxes[i], _SECOND) for i in doubtful])
    second = dict(zip(doubtful, again, strict=True))
    for i, (box, line) in enumerate(zip(boxes, lines, strict=True)):
        sure = certain(line.text, line.confidences, second[i].text if i in second else line.text)
        if not sure:
            # There is ink, and nothing is known of it.
            sure, line = LOST, _Line(LOST, [0.5], [0.0])
        yield from _placed(box, sure, line, em)


def _cut(page: Grey, box: Box, factor: float = 1.0) -> Any:
    """The picture of a box; at another size for the second reading, with more paper around."""
    margin = 1.0 if factor == 1.0 else 0.12 * min(box.height, box.width)
    part = box.within(page, margin)
    if box.height > _UPRIGHT * box.width:
        part = np.rot90(part)
    if factor != 1.0:
        part = cv2.copyMakeBorder(part, 2, 2, 6, 6, cv2.BORDER_CONSTANT, value=(255,) * 3)
        part = cv2.resize(part, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
    return _coloured(np.ascontiguousarray(part))


def _holds_number(text: str) -> bool:
    return _DIGITS.search(text) is not None or len(text) < 3


def certain(text: str, confidences: Sequence[float], again: str) -> str:
    """A line with U+FFFD for what is not certain; of the same length, or empty.

    `again` is what the second reading gave.

    >>> certain("新收12件", [1, 1, 0.9, 0.9, 1], "新收12件")
    '新收12件'
    >>> certain("新收12件", [1, 1, 0.9, 0.9, 1], "新收13件")
    '新收\ufffd\ufffd件'
    >>> certain("o", [0.9], "0"), certain("1", [0.5], "1")
    ('0', '\ufffd')
    """
    text, again = text.translate(_SMALL_DIGITS), again.translate(_SMALL_DIGITS)
    alone, other = text.translate(_LIKE_DIGITS), again.translate(_LIKE_DIGITS)
    if _ALONE.fullmatch(alone) and _ALONE.fullmatch(other):
        text, again = alone, other
    out = list(text)
    first = list(_NUMBER.finditer(text))
    second = [m[0].rstrip(".,，．") for m in _NUMBER.finditer(again)]
    for at, m in enumerate(first):
        same = len(first) == len(second) and m[0].rstrip(".,，．") == second[at]
        if not same or min(confidences[m.start() : m.end()]) < SURE:
            out[m.start() : m.end()] = LOST * (m.end() - m.start())
    for i, (char, confidence) in enumerate(zip(text, confidences, strict=True)):
        if char.isalpha() and confidence < LEGIBLE:
            out[i] = LOST
    short = len(text) < 3 and not first and _MAY_BE_A_DIGIT.search(text)
    if short and text.translate(_MARKS) != again.translate(_MARKS):
        return LOST * len(text)
    return "".join(out)


def _placed(box: Box, text: str, line: _Line, em: float) -> Iterator[Character]:
    """The characters of a box along its width, or down its height where they stand upright."""
    if box.height > _UPRIGHT * box.width and len(text) > 1:
        middle = (box.left + box.right) / 2
        for char, place, confidence in zip(text, line.places, line.confidences, strict=True):
            y = box.top + place * box.height
            yield Character(char, middle - em / 2, middle + em / 2, y, em, confidence)
        return
    y = (box.top + box.bottom) / 2
    xs = [box.left + min(place, 1.0) * box.width for place in line.places]
    half = 0.5 * min(em, box.height / 1.1)
    for i, (char, x, confidence) in enumerate(zip(text, xs, line.confidences, strict=True)):
        room = half if char > "\u2e80" else 0.55 * half
        before = (x - xs[i - 1]) / 2 if i else room
        after = (xs[i + 1] - x) / 2 if i + 1 < len(xs) else room
        left, right = x - min(room, max(before, 0.1)), x + min(room, max(after, 0.1))
        yield Character(char, left, right, y, 2 * half, confidence)
