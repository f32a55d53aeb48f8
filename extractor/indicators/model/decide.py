"""What each figure states, decided by rules and model together.

The heads read the words, the ranking weighs every candidate, the rules' reading among them, first
alone and against the rules' reading of the figures around; then each figure is weighed again in
the light of what those around it were decided to be, until nothing changes. Figures that have no
indicator by their kind (shares, changes, ranks) and zero statements are left as they are.

Tables are not looked at, so that a wrong number is never pulled onto a cell that happens to hold
it. Of the numbers of the prose it counts which add up and which are told again: a wrong one does
neither, and is left to its words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import msgspec

from extractor.indicators.frames import Frame
from extractor.indicators.memory import TIMES
from extractor.indicators.model.candidates import (
    Beside,
    Ranking,
    State,
    around,
    candidates,
    near_indices,
)
from extractor.indicators.model.heads import ROW, TOPIC, Odds, column_head
from extractor.indicators.model.labels import OTHER, Label, canonical, indicator_of, parse_label
from extractor.indicators.model.store import Card, Model, load_model
from extractor.indicators.model.words import features
from extractor.records import Figure

Decide = Callable[[Sequence[Frame], Sequence[Figure], int | None], Sequence[Figure]]
"""(frames, figures as the rules read them, the report's year) -> figures with what they state."""

SWEEPS = 3
"""Most times that a report is gone through again after a neighbour changed."""
OTHER_READING = 0.2
"""Candidates with that confidence are readings too: a rule contradicts only where none fits."""
UNDECIDED, OVERRULED = "not sure enough", "words weighed"
"""Reasons of a figure for which the rules' reading did not stand."""
_UNCOUNTED = frozenset(["ratio", "change", "rank"])


def stands_open(figure: Figure) -> bool:
    """Is it for the model to say what the figure states?"""
    uncounted = figure.kind in _UNCOUNTED or figure.unit in TIMES
    return figure.qualifier != "zero" and not uncounted


class Weighed(msgspec.Struct, frozen=True):
    """A candidate and the log-odds that it is what the figure states."""

    indicator: str
    score: float


def by_rules(frames: Sequence[Frame], figures: Sequence[Figure], year: int | None) -> list[Figure]:
    """The rules' readings as they are."""
    del frames, year
    return list(figures)


def jointly(frames: Sequence[Frame], figures: Sequence[Figure], year: int | None) -> list[Figure]:
    """What the package does: its own model, rules and words together, sentence by sentence.

    Raises `BadModel` where the model of the package does not fit.
    """
    if not any(stands_open(f) for f in figures):
        return list(figures)
    return _decide(load_model(), frames, figures, year, sweeps=SWEEPS)


def strategies(model: Model | None = None) -> Mapping[str, Decide]:
    """Who decides, by the name that ablations call it; `model` None: that of the package.

    `rules`: as the rules read. `model`: the words alone. `both`: rules and words, each figure for
    itself. `joint`: the figures of a sentence in the light of one another.
    """
    own = load_model() if model is None else model
    return {
        "rules": by_rules,
        "model": partial(_by_words, own),
        "both": partial(_decide, own, sweeps=0),
        "joint": partial(_decide, own, sweeps=SWEEPS),
    }


def _by_words(
    model: Model, frames: Sequence[Frame], figures: Sequence[Figure], year: int | None
) -> list[Figure]:
    """The likeliest topic, row and column, whatever the rules say."""
    out = list(figures)
    open_frames, odds = _read(model, frames, figures, year)
    for frame, own in zip(open_frames, odds, strict=True):
        indicator, p = _likeliest(own)
        out[frame.index] = _stated(figures[frame.index], [(indicator, p)], model.card)
    return out


def _read(
    model: Model, frames: Sequence[Frame], figures: Sequence[Figure], year: int | None
) -> tuple[list[Frame], list[Odds]]:
    """The frames that stand open and what the heads make of their words."""
    named = list(features(frames, year, lambda frame: stands_open(figures[frame.index])))
    return [f for f, _ in named], model.heads.read([names for _, names in named])


def _likeliest(odds: Odds) -> tuple[str, float]:
    topic, p = odds.likeliest(TOPIC, 1)[0]
    row = column = ""
    if topic in ROW:
        row, q = odds.likeliest(ROW[topic], 1)[0]
        p *= q
    if topic.startswith("t"):
        column, q = odds.likeliest(column_head(topic), 1)[0]
        p *= q
    return indicator_of(Label(topic, row, column)) or OTHER, p


def _decide(
    model: Model,
    frames: Sequence[Frame],
    figures: Sequence[Figure],
    year: int | None,
    *,
    sweeps: int,
) -> list[Figure]:
    out = list(figures)
    for index, ranked in weigh(model, frames, figures, year, sweeps=sweeps).items():
        told = (w for n, w in enumerate(ranked) if n == 0 or w.indicator != OTHER)
        sure = [(w.indicator, confidence(w, model.card)) for w in told]
        out[index] = _stated(figures[index], sure, model.card)
    return out


def weigh(
    model: Model,
    frames: Sequence[Frame],
    figures: Sequence[Figure],
    year: int | None,
    *,
    sweeps: int = SWEEPS,
) -> dict[int, list[Weighed]]:
    """For each figure that stands open its candidates, the best first."""
    open_frames, odds = _read(model, frames, figures, year)
    ranking, state = model.ranking, State(frames, figures)
    near = [around(f, figures) for f in open_frames]
    each = list(zip(open_frames, near, strict=True))
    base = [_alone(ranking, f, state, o, n) for (f, n), o in zip(each, odds, strict=True)]
    ranked = [_rank(ranking, own, f, state, n) for own, (f, n) in zip(base, each, strict=True)]
    _tell_alike(open_frames, ranked)
    taken = list(figures)
    for _ in range(sweeps):
        moved: set[int | None] = set()
        names: set[str] = set()
        for frame, best in zip(open_frames, ranked, strict=True):
            before, now = taken[frame.index], best[0].indicator
            if canonical(before.indicator) != now:
                taken[frame.index] = msgspec.structs.replace(before, indicator=now)
                moved.add(frame.index)
                names |= {canonical(before.indicator), now}
        if not moved:
            break
        state = state.changed(taken)
        names.discard(OTHER)
        ranked = [
            best
            if moved.isdisjoint(near_indices(f, state)) and names.isdisjoint(own)
            else _rank(ranking, own, f, state, around(f, taken))
            for own, f, best in zip(base, open_frames, ranked, strict=True)
        ]
        _tell_alike(open_frames, ranked)
    return {frame.index: best for frame, best in zip(open_frames, ranked, strict=True)}


def _tell_alike(frames: Sequence[Frame], ranked: list[list[Weighed]]) -> None:
    """A figure whose words only compare or repeat states what the other one does.

    In every sweep, since what is around it is weighed against it.
    """
    at = {frame.index: n for n, frame in enumerate(frames)}
    for n, frame in enumerate(frames):
        if frame.told_as in at:
            ranked[n] = ranked[at[frame.told_as]]


def _alone(
    ranking: Ranking, frame: Frame, state: State, odds: Odds, near: Beside
) -> dict[str, float]:
    """Candidate -> score without a look at the figures around."""
    found = candidates(frame, state, odds, near)
    return ranking.alone(found, frame, state.figures[frame.index], odds)


def _rank(
    ranking: Ranking, base: Mapping[str, float], frame: Frame, state: State, near: Beside
) -> list[Weighed]:
    """The candidates of one figure by falling score; `state` is what the others are taken for."""
    index = frame.index
    weighed = [
        Weighed(indicator, score + ranking.together(indicator, near, index, state))
        for indicator, score in base.items()
    ]
    if len(weighed) > 1:
        weighed.sort(key=lambda w: (-w.score, w.indicator))
    return weighed


def confidence(weighed: Weighed, card: Card) -> float:
    """How likely it is that the candidate is right, as measured on figures not trained on."""
    own = card.calibration[parse_label(weighed.indicator).sort]
    x = own.slope * weighed.score + own.shift
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


def _stated(figure: Figure, ranked: Sequence[tuple[str, float]], card: Card) -> Figure:
    """The figure with its likeliest indicator, or none where that is not likely enough."""
    indicator, sure = ranked[0]
    if sure < card.threshold:
        return msgspec.structs.replace(
            figure, indicator=None, confidence=0.0, readings=(), reason=UNDECIDED
        )
    others = [i for i, p in ranked[1:] if p >= OTHER_READING and i != OTHER]
    reason = OVERRULED
    if canonical(figure.indicator) == indicator:
        reason = figure.reason
        others += [i for i in figure.readings[1:] if i not in others]
    return msgspec.structs.replace(
        figure,
        indicator=indicator,
        confidence=sure,
        readings=(indicator, *others),
        reason=reason,
    )
