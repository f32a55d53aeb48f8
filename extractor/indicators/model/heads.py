"""First step: from words to topic, row and column, each with its probability."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, cast

from extractor.indicators.model.labels import TABLE3, TABLE4, Label
from extractor.indicators.model.words import Names

if TYPE_CHECKING:
    import numpy as np

TOPIC = "topic"
ROW = {TABLE3: "t3 row", TABLE4: "t4 group"}
COLUMN = {TABLE3: "t3 column", TABLE4: "t4 result"}
TABLE2_COLUMN = "t2 column"
HEADS = (TOPIC, ROW[TABLE3], COLUMN[TABLE3], ROW[TABLE4], COLUMN[TABLE4], TABLE2_COLUMN)
"""What is learnt: a row only from figures of its table, so that each says `given the topic`."""
SUREST = 6.0
"""Log-odds beyond this tell nothing more."""
MOST_LABELS = 4096
"""So many labels' places are kept."""
MOST_GROUPS = 20_000
"""Where more groups of names are known, all are forgotten: a long-running process meets ever new
words."""
_LEAST = 1 / (1 + math.exp(SUREST))


def log_odds(p: float) -> float:
    """ln(p / (1 - p)), within `SUREST`.

    >>> log_odds(0.5)
    0.0
    """
    if p <= _LEAST:
        return -SUREST
    return SUREST if p >= 1 - _LEAST else math.log(p / (1 - p))


def target(head: str, label: Label) -> str | None:
    """What a head should say of a label, None where it has no say."""
    if head == TOPIC:
        return label.topic
    if label.topic in ROW:
        if head == ROW[label.topic]:
            return label.row
        return label.column if head == COLUMN[label.topic] else None
    return label.column if head == TABLE2_COLUMN and label.column else None


def column_head(topic: str) -> str:
    return COLUMN.get(topic, TABLE2_COLUMN)


class _Classes(NamedTuple):
    """The classes of one head, which stand side by side: `at` has the place of each.

    `number`: its place among the heads.
    """

    number: int
    names: Sequence[str]
    places: slice
    at: Mapping[str, int]


class _Told(NamedTuple):
    """What the heads say of several figures, a row each."""

    classes: Mapping[str, _Classes]
    places_of: Callable[[Label], tuple[int, int, int]]
    """Where the topic, the row and the column of a label stand in a row of `every`."""
    every: np.ndarray
    """A probability for each of the classes; behind them 0 and 1, for a class that its head does
    not know and for what a label does not have."""
    best: Sequence[Sequence[float]]
    """By head, that of its likeliest class, and which of its classes that is."""
    which: Sequence[Sequence[int]]


class Odds:
    """What the heads say of one figure. Few of the probabilities are ever asked for."""

    __slots__ = ("_row", "_told")

    def __init__(self, told: _Told, row: int) -> None:
        self._told, self._row = told, row

    def likeliest(self, head: str, most: int, least: float = 0.0) -> list[tuple[str, float]]:
        """At most so many classes with at least that probability, the likeliest first."""
        told, row = self._told, self._row
        number, names, places, _ = told.classes[head]
        best = told.best[row][number]
        if best > 1 - least:  # too little is left for another one
            return [(names[told.which[row][number]], best)]
        each = told.every[row, places].tolist()
        found = [(-p, name) for name, p in zip(names, each, strict=True) if p >= least]
        found.sort()
        return [(name, -p) for p, name in found[:most]]

    def label(self, label: Label) -> tuple[float, float, float]:
        """How likely topic, row and column of `label` are; 1 where the label has none."""
        told, figure = self._told, self._row
        topic, row, column = told.places_of(label)
        item = told.every.item
        return item(figure, topic), item(figure, row), item(figure, column)


class Heads:
    """The linear classifiers of all heads over one vocabulary, softmax within each.

    `weights` has a row a feature and, last, one of intercepts; `classes` names its columns, head
    by head.
    """

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        classes: Sequence[tuple[str, Sequence[str]]],
        weights: np.ndarray,
    ) -> None:
        self._groups = _Groups(vocabulary, weights)
        self._classes: dict[str, _Classes] = {}
        self._starts: list[int] = []
        self._widths = [len(names) for _, names in classes]
        at = 0
        for number, (head, names) in enumerate(classes):
            self._starts.append(at)
            places = slice(at, at + len(names))
            self._classes[head] = _Classes(
                number, names, places, {name: n for n, name in enumerate(names, at)}
            )
            at += len(names)
        self._unknown, self._none = at, at + 1
        self._known_places: dict[Label, tuple[int, int, int]] = {}

    def _places(self, label: Label) -> tuple[int, int, int]:
        """Where the probabilities of topic, row and column of `label` stand."""
        found = self._known_places.get(label)
        if found is None:
            if len(self._known_places) >= MOST_LABELS:
                self._known_places.clear()
            found = self._known_places[label] = self._places_of(label)
        return found

    def _places_of(self, label: Label) -> tuple[int, int, int]:
        row = column = self._none
        if label.topic in ROW:
            row = self._place(ROW[label.topic], label.row)
        if label.column:
            column = self._place(column_head(label.topic), label.column)
        return self._place(TOPIC, label.topic), row, column

    def _place(self, head: str, name: str) -> int:
        return self._classes[head].at.get(name, self._unknown)

    def read(self, figures: Sequence[Iterable[Names]]) -> list[Odds]:
        """The probabilities for each figure, from the names of its features; one batch."""
        import numpy as np

        if not figures:
            return []
        named = [[_ALWAYS, *groups] for groups in figures]
        most = max(map(len, named))
        even = [groups + [_NONE] * (most - len(groups)) for groups in named]
        said = self._groups.say([*chain.from_iterable(even)])
        scores = said.reshape(len(named), most, -1).sum(axis=1)
        highest = np.maximum.reduceat(scores, self._starts, axis=1)
        e = np.exp(scores - np.repeat(highest, self._widths, axis=1))
        e /= np.repeat(np.add.reduceat(e, self._starts, axis=1), self._widths, axis=1)
        best = np.maximum.reduceat(e, self._starts, axis=1)
        which = [e[:, c.places].argmax(axis=1) for c in self._classes.values()]
        which_class = np.stack(which, axis=1).tolist()
        ends = np.tile(np.array([0, 1], e.dtype), (len(e), 1))
        every = np.concatenate([e, ends], axis=1)
        told = _Told(self._classes, self._places, every, best.tolist(), which_class)
        return [Odds(told, row) for row in range(len(e))]


_ALWAYS: Names = ("",)
"""The group that stands for the intercepts."""
_NONE: Names = ()
"""The group without names, of which nothing is said."""


class _Groups:
    """What the names of a group say together: the sum of their weights, made once a group.

    A figure has some forty names in eight groups, and the same groups come up again and again.
    Weights stay in half precision till they are summed: to widen all of them takes a quarter of
    the time of loading, and few are ever asked for.
    """

    def __init__(self, vocabulary: Mapping[str, int], weights: np.ndarray) -> None:
        self._vocabulary, self._weights = vocabulary, weights
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        import numpy as np

        self._rows: dict[Names, int] = {_ALWAYS: 0, _NONE: 1}
        """Where in `_sums` the sum of a group is; there is room for more."""
        always = self._weights[-1:].astype(np.float32)
        self._sums = np.concatenate([always, np.zeros_like(always)])

    def say(self, groups: Sequence[Names]) -> np.ndarray:
        """A row for each of `groups`."""
        with self._lock:
            if len(self._rows) > MOST_GROUPS:
                self._forget()
            rows = [*map(self._rows.get, groups)]  # a group is hashed whenever it is asked for
            if None in rows:
                new = [n for n, row in enumerate(rows) if row is None]
                self._add([*dict.fromkeys([groups[n] for n in new])])
                for n in new:
                    rows[n] = self._rows[groups[n]]
            return self._sums.take(cast("list[int]", rows), axis=0)

    def _add(self, new: Sequence[Names]) -> None:
        import numpy as np

        place, known = self._vocabulary.get, len(self._rows)
        if known + len(new) > len(self._sums):
            room = np.zeros((known + len(new), self._weights.shape[1]), self._sums.dtype)
            self._sums = np.concatenate([self._sums[:known], room])
        places: list[int] = []
        rows, starts = [], []
        for row, names in enumerate(new, known):
            self._rows[names] = row
            own = [at for name in dict.fromkeys(names) if (at := place(name)) is not None]
            if own:  # else the row stays as it is: nothing is said
                rows.append(row)
                starts.append(len(places))
                places += own
        if places:
            told = self._weights.take(places, axis=0).astype(np.float32)
            self._sums[rows] = np.add.reduceat(told, starts, axis=0)
