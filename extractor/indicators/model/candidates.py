"""Second step: what a figure may state, and what speaks for and against each of these.

Candidates come from the rules, from the heads and from the figures around. What describes one is
shared by all cells (does the nearest row word name its row, do the rules read it so, is it its
whole's row), so that rare cells profit from frequent ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from extractor.indicators.frames import Frame
from extractor.indicators.model.balance import Sums, in_flow, sums_in, told, whole_of
from extractor.indicators.model.heads import (
    COLUMN,
    ROW,
    TOPIC,
    Odds,
    column_head,
    log_odds,
)
from extractor.indicators.model.labels import (
    OTHER,
    TABLE3,
    TABLE4,
    Label,
    canonical,
    indicator_of,
    parse_label,
)
from extractor.indicators.model.repeats import Repeats
from extractor.indicators.model.ties import Ties, ties_in, told_by
from extractor.indicators.model.words import cues_by_table
from extractor.records import Figure

TOPICS, ROWS, COLUMNS = 4, 3, 2
"""How many topics, rows and columns of the heads are considered."""
LIKELY_TOPIC, LIKELY_CELL = 0.02, 0.05
"""Less likely ones are not."""
MOST_SUMS = 50_000
"""So many sums are kept; a long-running process meets ever new words."""
_HANDLED = "carried_in+new"
"""The row whose cue is `handled`."""

Feature = tuple[str, float]
NamesOf = Callable[..., Iterable[str]]
"""Names features from words."""
Key = tuple[NamesOf, *tuple[object, ...]]
"""Such a function, and the words it names features from."""
Sources = tuple[str, ...]
"""Where a candidate comes from, each place once and in one order."""
Candidates = Mapping[str, Sources]
"""Indicator -> where it comes from."""
Beside = tuple[tuple[str, str | None], ...]
"""Places of figures around, and what each of these is taken for."""


class State:
    """The figures of a report as they are taken at the moment, and how their numbers stand."""

    def __init__(
        self,
        frames: Sequence[Frame],
        figures: Sequence[Figure],
        sums: Sums | None = None,
        ties: Ties | None = None,
    ) -> None:
        self.frames, self.figures = frames, figures
        self.sums = sums_in(frames) if sums is None else sums
        self.ties = ties_in(frames) if ties is None else ties
        self.repeats = Repeats(frames, figures)
        self._told: dict[int, tuple[Key, ...]] = {}

    def changed(self, figures: Sequence[Figure]) -> State:
        """The same report with figures taken otherwise."""
        return State(self.frames, figures, self.sums, self.ties)

    def numbers(self, indicator: str, index: int) -> list[Key]:
        """What the numbers say of a candidate of the figure `index`."""
        again = self.repeats.told(indicator, index)
        keys: list[Key] = [] if again is None else [again]
        told = self._told.get(index)
        if told is None:
            told = self._told[index] = tuple(self._sums_and_ties(index))
        if told:
            keys.append((_each, indicator, told))
        return keys

    def _sums_and_ties(self, index: int) -> Iterator[Key]:
        """Functions that name features, with the words that stand behind the candidate's."""
        if index in self.sums:
            yield from told(index, self.sums[index], self.figures)
        if index in self.ties:
            yield from told_by(self.ties[index], self.figures)


def candidates(frame: Frame, state: State, odds: Odds, near: Beside) -> Candidates:
    """What the figure of `frame` may state; `state` is the report as the rules read it.

    `near` is what the figures `around` it are read as.
    """
    figures = state.figures
    figure = figures[frame.index]
    found: dict[str, Sources] = {}

    def add(indicator: str | None, source: str) -> None:
        name = canonical(indicator)
        known = found.get(name, ())
        if source not in known:
            found[name] = (*known, source)

    add(figure.indicator, "rules")
    for other in figure.readings[1:]:
        add(other, "loose")
    add(OTHER, "other")
    for label in _of_heads(odds):
        indicator = indicator_of(label)
        if indicator is not None:
            add(indicator, "words")
    for source, stated in near:
        if stated is not None and source != "next":
            add(stated, source)
    own = state.sums.get(frame.index)
    if own is not None:
        for indicator in whole_of(own, frame.index, figures):
            add(indicator, "sum")
        for indicator in in_flow(own, frame.index):
            add(indicator, "flow")
    return found


def _of_heads(odds: Odds) -> Iterator[Label]:
    for topic, _ in odds.likeliest(TOPIC, TOPICS, LIKELY_TOPIC):
        if topic in ROW:
            most = ROWS if topic == TABLE3 else COLUMNS
            for row, p in odds.likeliest(ROW[topic], most, LIKELY_CELL):
                for column, q in odds.likeliest(COLUMN[topic], COLUMNS, LIKELY_CELL):
                    if p * q > LIKELY_CELL:
                        yield Label(topic, row, column)
        elif topic.startswith("t"):
            for column, _ in odds.likeliest(column_head(topic), COLUMNS, LIKELY_CELL):
                yield Label(topic, "", column)
        else:
            yield Label(topic)


def near_indices(frame: Frame, state: State) -> Iterator[int | None]:
    """The indices of the figures that any candidate of `frame` is weighed against."""
    yield from (frame.parent, frame.index - 1, frame.index + 1)
    for made in state.sums.get(frame.index, ()):
        yield from (made.whole, *made.parts)
    yield from (tie.other for tie in state.ties.get(frame.index, ()))


def around(frame: Frame, figures: Sequence[Figure]) -> Beside:
    """The whole it is a part of, the figure before and the figure behind in its sentence."""
    index, sentence = frame.index, frame.sentence
    found = [] if frame.parent is None else [("whole", figures[frame.parent].indicator)]
    if index and figures[index - 1].sentence == sentence:
        found.append(("previous", figures[index - 1].indicator))
    if index + 1 < len(figures) and figures[index + 1].sentence == sentence:
        found.append(("next", figures[index + 1].indicator))
    return tuple(found)


class Near:
    """The words around a figure, looked through once for all candidates, and only if need be."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    @cached_property
    def cues(self) -> tuple[Mapping[str, tuple[str, ...]], ...]:
        """The cues by table to the left, to the right and since the figure before."""
        frame = self._frame
        places = frame.left, frame.onward if frame.leads else frame.right, frame.since
        return tuple(map(cues_by_table, places))


class Ranking:
    """The weights of candidates' features, and the sums that come up again and again.

    What is no number is told by names; the names that a few words make are summed once for each
    such words and kept.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._sums: dict[Key, float] = {}
        self._weights_of: dict[tuple[str, str | None], tuple[float, ...]] = {}

    def alone(
        self, found: Candidates, frame: Frame, figure: Figure, odds: Odds
    ) -> dict[str, float]:
        """The scores of the candidates of a figure without a look at the figures around."""
        near, scores = Near(frame), {}
        certain = log_odds(figure.confidence)
        for indicator, sources in found.items():
            a, b, c, d, e = self._slopes(indicator, figure)
            told, cell, row, column = _degrees(indicator, odds)
            score = a * told + b * cell + c * row + d * column + e * certain
            scores[indicator] = score + self._sum(_keys(indicator, sources, near, figure))
        return scores

    def together(self, indicator: str, near: Beside, index: int, state: State) -> float:
        """What the figures around and the numbers of the others add to that score."""
        return self._sum([(_near_all, indicator, near), *state.numbers(indicator, index)])

    def _slopes(self, indicator: str, figure: Figure) -> tuple[float, ...]:
        """The weights of what `_degrees` gives, and of how sure the rules are."""
        key = (indicator, figure.indicator)
        known = self._weights_of.get(key)
        if known is None:
            get = self.weights.get
            known = tuple(
                sum(get(n, 0.0) for n in names) for names in _of_degrees(indicator, figure)
            )
            if len(self._weights_of) < MOST_SUMS:
                self._weights_of[key] = known
        return known

    def _sum(self, keys: Iterable[Key]) -> float:
        """What the names of all these keys weigh together."""
        known, total = self._sums, 0.0
        for key in keys:
            own = known.get(key)
            total += self._made(key) if own is None else own
        return total

    def _made(self, key: Key) -> float:
        names, *words = key
        made, weight_of = 0.0, self.weights.get
        for name in names(*words):
            made += weight_of(name, 0.0)
        if len(self._sums) < MOST_SUMS:
            self._sums[key] = made
        return made


def described(
    indicator: str,
    sources: Sources,
    frame: Frame,
    state: State,
    odds: Odds,
) -> Iterator[Feature]:
    """Every feature of a candidate, as `Ranking` sums them up: what training learns from."""
    figure = state.figures[frame.index]
    degrees = *_degrees(indicator, odds), log_odds(figure.confidence)
    for names, degree in zip(_of_degrees(indicator, figure), degrees, strict=True):
        yield from ((name, degree) for name in names)
    keys = [
        *_keys(indicator, sources, Near(frame), figure),
        (_near_all, indicator, around(frame, state.figures)),
        *state.numbers(indicator, frame.index),
    ]
    for name_of, *words in keys:
        yield from ((name, 1.0) for name in name_of(*words))


def _degrees(indicator: str, odds: Odds) -> tuple[float, float, float, float]:
    """How likely the heads are: the topic, the cell, its row and its column."""
    label = parse_label(indicator)
    topic, row, column = odds.label(label)
    told = log_odds(topic)
    return (
        told,
        log_odds(topic * row * column) if label.column else told,
        log_odds(row) if label.row else 0.0,
        log_odds(column) if label.column else 0.0,
    )


def _of_degrees(indicator: str, figure: Figure) -> Iterator[tuple[str, ...]]:
    """The names of the features whose values are `_degrees` and how sure the rules are."""
    label = parse_label(indicator)
    yield "topic", f"topic {label.sort}"
    yield ("cell",)
    yield (f"row {label.topic}",)
    yield (f"column {label.topic[:2]}",)
    yield (f"sure {_stands(indicator, canonical(figure.indicator))}",)


def _keys(indicator: str, sources: Sources, near: Near, figure: Figure) -> list[Key]:
    """What is no number."""
    keys: list[Key] = [(_origin, indicator, sources, figure.indicator, figure.reason)]
    label = parse_label(indicator)
    topic = label.topic
    if topic in ROW:
        left, right, since = near.cues
        column = "" if label.column == "total" else label.column
        wanted: tuple[tuple[str, str], ...]
        if topic == TABLE3:
            row = "handled" if label.row == _HANDLED else label.row
            wanted = (("rows", row), ("flow", row), ("columns", column))
        else:
            wanted = (("results", column), ("objects", label.row))
        for name, value in wanted:
            found = left.get(name, ()), right.get(name, ()), since.get(name, ())
            keys.append((_named, topic, name, value, *found))
    return keys


def _origin(indicator: str, sources: Sources, said: str | None, reason: str) -> Iterator[str]:
    """Where the candidate comes from, and how it stands to the reading of the rules."""
    sort = parse_label(indicator).sort
    yield "always"
    yield f"sort {sort}"
    for source in sorted(sources):  # one order, so that sums are the same in every process
        yield f"from {source}"
        yield f"from {source} {sort}"
    yield f"from {' '.join(sorted(sources))} {sort}"
    yield from _against_rules(indicator, said, reason)


def _stands(indicator: str, read: str) -> str:
    """How a candidate stands to what the rules read: the same, its topic, apart."""
    if read == indicator:
        return "same"
    return "topic" if parse_label(read).topic == parse_label(indicator).topic else "apart"


def _against_rules(indicator: str, said: str | None, reason: str) -> Iterator[str]:
    """How the candidate stands to the reading of the rules."""
    read = canonical(said)
    stands = _stands(indicator, read)
    yield f"rules {stands}"
    yield f"rules {stands} {parse_label(indicator).sort} {parse_label(read).sort}"
    yield f"because {stands} {reason}"
    yield f"undecided {stands} {said is None}"
    if "+" in indicator:
        yield "sum"
        yield f"sum {stands}"


def _named(
    topic: str,
    name: str,
    value: str,
    left: tuple[str, ...],
    right: tuple[str, ...],
    since: tuple[str, ...],
) -> Iterator[str]:
    """Do the words at each place name what the candidate has there?"""
    for where, found, nearest in (("L", left, -1), ("R", right, 0), ("S", since, -1)):
        if not found:
            how = "none"
        elif found[nearest] == value:
            how = "nearest"
        else:
            how = "among" if value in found else "another"
        yield f"{where} {name} {how} {topic}"


def _each(indicator: str, told: Iterable[Key]) -> list[str]:
    """What each of these functions names, of the candidate and the words beside it."""
    names: list[str] = []
    for name_of, *words in told:
        names += name_of(indicator, *words)
    return names


def _near_all(indicator: str, near: Beside) -> list[str]:
    """How the candidate stands to what each figure around it states."""
    names: list[str] = []
    for place, said in near:
        names += _near(place, indicator, said)
    return names


def _near(place: str, indicator: str, said: str | None) -> tuple[str, ...]:
    """How the candidate stands to what a figure around it states."""
    read, label = canonical(said), parse_label(indicator)
    other = parse_label(read)
    if read == indicator:
        stands = "same"
    elif other.topic != label.topic:
        stands = "apart"
    elif label.row and other.row == label.row:
        stands = "row"
    elif label.column and other.column == label.column:
        stands = "column"
    else:
        stands = "topic"
    names = (
        f"{place} {stands} {label.sort}",
        f"{place} {stands} {label.topic}",
        f"{place} is {other.topic} {label.topic}",
    )
    if other.topic != label.topic or label.topic not in (TABLE3, TABLE4):
        return names
    return (
        *names,
        f"{place} {label.topic} row {other.row} {label.row}",
        f"{place} {label.topic} column {other.column} {label.column}",
    )
