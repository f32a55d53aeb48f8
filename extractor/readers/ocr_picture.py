"""The picture of a page: made straight, its ruled lines found, its text boxed.

Pixels throughout: a page is an array of greys (rows, columns), 0 is black. Nothing here reads text.
OpenCV comes with the `ocr` extra.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

_MOST_SKEW = 3.0
"""Degrees; what lies further askew was not laid on the scanner as a page."""
_LEAST_SKEW = 0.08
_SMALL = 1000
"""Pixels of the larger side at which the skew is measured."""
_LONG_RULE, _HIGH_RULE = 3.2, 1.25
"""Ems that a line must be long: strokes of characters are shorter, those of titles among them."""
_FREE_RULE = 4.0
"""Ems from which a line down is one although it touches none across."""
_TOUCHING = 0.6
_THICK_RULE = 0.3
_DARKER = 12
"""Greys by which ink is darker than the paper around it."""
_SPECK = 0.22
"""Ems of the larger side of a speck; what is larger may be a stroke of a digit."""


class Box(msgspec.Struct, frozen=True):
    """An upright rectangle, edges in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def within(self, page: Grey, margin: float = 0.0) -> Grey:
        """The part of a page that the box shows, with so many pixels around it."""
        rows, columns = page.shape[:2]
        top, bottom = max(0, int(self.top - margin)), min(rows, int(self.bottom + margin) + 1)
        left, right = max(0, int(self.left - margin)), min(columns, int(self.right + margin) + 1)
        return page[top:bottom, left:right]


class Rules(msgspec.Struct, frozen=True):
    """Ruled lines: (y, left, right) across and (x, top, bottom) down, and their pixels."""

    across: tuple[tuple[float, float, float], ...]
    down: tuple[tuple[float, float, float], ...]
    mask: NDArray[np.uint8]


def straightened(page: Grey) -> Grey:
    """The page turned by the few degrees that it lies askew."""
    angle = _skew(page)
    return page if abs(angle) < _LEAST_SKEW else _turned(page, angle)


def _skew(page: Grey) -> float:
    """Degrees by which lines of text and rules rise: where rows are sharpest against their next."""
    factor = min(1.0, _SMALL / max(page.shape))
    small = cv2.resize(page, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    ink = np.asarray(255 - small, np.uint8)

    def sharpness(angle: float) -> float:
        rows = _turned(ink, angle, paper=0).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.25), key=sharpness)
    return float(max(np.arange(coarse - 0.2, coarse + 0.21, 0.05), key=sharpness))


def _turned(page: Grey, angle: float, paper: int = 255) -> Grey:
    rows, columns = page.shape
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), angle, 1.0)
    return np.asarray(
        cv2.warpAffine(
            page, matrix, (columns, rows), flags=cv2.INTER_CUBIC, borderValue=(paper,) * 3
        ),
        np.uint8,
    )


def ink_of(page: Grey, em: float) -> NDArray[np.uint8]:
    """255 where a pixel is darker than the paper around it, else 0."""
    size = 2 * int(1.5 * em) + 1
    return np.asarray(
        cv2.adaptiveThreshold(
            page, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, size, _DARKER
        ),
        np.uint8,
    )


def rules_of(page: Grey, em: float) -> Rules:
    """The straight lines of a page, longer than any stroke of a character of size `em`."""
    ink = ink_of(page, em)
    # A thin line is broken by noise and by what is left of the skew: closed before it is measured.
    across = _bars(cv2.dilate(ink, np.ones((3, 1), np.uint8)), int(_LONG_RULE * em), 1)
    down = _bars(cv2.dilate(ink, np.ones((1, 3), np.uint8)), 1, int(_HIGH_RULE * em))
    mask = np.zeros_like(ink)
    thick = max(_THICK_RULE * em, 6.0)
    rows = [
        (y + height / 2, float(x), float(x + width))
        for x, y, width, height in _found(across)
        if height <= thick
    ]
    columns: list[tuple[float, float, float]] = []
    for x, y, width, height in _found(down):
        if width <= thick and _is_border(x + width / 2, y, y + height, rows, em):
            columns.append((x + width / 2, y, y + height))
            mask[y : y + height, x : x + width] = 255
    for middle, left, right in rows:
        part = (
            slice(int(middle - thick / 2), int(middle + thick / 2) + 1),
            slice(int(left), int(right)),
        )
        mask[part] |= across[part]
    return Rules(tuple(rows), tuple(columns), mask)


def _is_border(
    x: float, top: float, bottom: float, rows: Sequence[tuple[float, float, float]], em: float
) -> bool:
    """Whether a line down belongs to a table: the strokes of a title touch no line across."""
    if bottom - top >= _FREE_RULE * em:
        return True
    near = _TOUCHING * em
    return any(
        left - near <= x <= right + near and min(abs(y - top), abs(y - bottom)) <= near
        for y, left, right in rows
    )


def _found(bars: Any) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, width and height of each piece of a picture."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(bars, connectivity=8)
    for index in range(1, count):
        x, y, width, height = (int(v) for v in stats[index][:4])
        yield x, y, width, height


def _bars(ink: Any, width: int, height: int) -> Any:
    return cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(height, 1), max(width, 1)), np.uint8))


def without_rules(page: Grey, rules: Rules) -> Grey:
    """The page with its ruled lines painted over, so that none is read as a 1 or a bar."""
    around = cv2.dilate(rules.mask, np.ones((3, 3), np.uint8))
    return np.asarray(np.where(around > 0, 255, page), np.uint8)


def parted(box: Box, rules: Rules) -> Iterator[Box]:
    """A box cut where ruled lines run down through it: what the cells of a row hold."""
    middle = (box.top + box.bottom) / 2
    inset = 0.15 * box.height
    cuts = sorted(
        x
        for x, top, bottom in rules.down
        if box.left + inset < x < box.right - inset and top <= middle <= bottom
    )
    for left, right in zip([box.left, *cuts], [*cuts, box.right], strict=True):
        if right - left > inset:
            yield Box(left, box.top, right, box.bottom)


def unboxed_ink(page: Grey, rules: Rules, boxes: Sequence[Box], em: float) -> list[Box]:
    """Ink within ruled tables that stands in no box: single digits are easily overlooked."""
    if not rules.across or not rules.down:
        return []
    ink = ink_of(page, em)
    ink[cv2.dilate(rules.mask, np.ones((5, 5), np.uint8)) > 0] = 0
    inside = np.zeros_like(ink)
    left, right = min(x for x, _, _ in rules.down), max(x for x, _, _ in rules.down)
    top, bottom = min(y for y, _, _ in rules.across), max(y for y, _, _ in rules.across)
    inside[int(top) : int(bottom), int(left) : int(right)] = 255
    ink &= inside
    for box in boxes:
        margin = 0.2 * em
        ink[
            max(0, int(box.top - margin)) : int(box.bottom + margin) + 1,
            max(0, int(box.left - margin)) : int(box.right + margin) + 1,
        ] = 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    large = np.flatnonzero(np.maximum(stats[:, 2], stats[:, 3]) >= _SPECK * em)
    kept = np.where(np.isin(labels, large[large > 0]), 255, 0).astype(np.uint8)
    # Digits of one number are one box.
    joined = cv2.dilate(kept, np.ones((1, max(1, int(0.6 * em))), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    edge = 0.15 * em
    return [
        Box(x - edge, y - edge, x + width + edge, y + height + edge)
        for x, y, width, height in (tuple(int(v) for v in s[:4]) for s in stats[1:count])
        if height < 2.5 * em
    ]
