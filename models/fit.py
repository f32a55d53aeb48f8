"""Fitting: heads on words, ranking on what the heads say of bodies they were not trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from extractor.indicators.frames import Frame
from extractor.indicators.model.candidates import State, around, candidates, described
from extractor.indicators.model.decide import stands_open
from extractor.indicators.model.heads import HEADS, Heads, Odds, target
from extractor.indicators.model.labels import parse_label
from extractor.indicators.model.words import features
from models.examples import FOLDS, Read

RARE = 2
"""Features of fewer training figures are left out."""
SMOOTH_HEADS, SMOOTH_RANKING = 1.0, 0.5
"""Inverse strength of the penalty on weights (C); chosen by cross-validation on train."""
STEPS = 1000
SEED = 20240501

Weights = tuple[dict[str, int], list[tuple[str, list[str]]], np.ndarray]


class Asked(NamedTuple):
    """A figure the model is asked about: its frame, its document, its features, what is right."""

    frame: Frame
    read: Read
    names: tuple[str, ...]
    right: tuple[str, ...]


def asked(reads: Iterable[Read]) -> list[Asked]:
    """The figures with gold, in order."""
    out: list[Asked] = []
    for r in reads:
        for frame, names in features(r.frames, r.year):
            if frame.index in r.gold and stands_open(r.figures[frame.index]):
                every = tuple(name for group in names for name in group)
                out.append(Asked(frame, r, every, r.gold[frame.index]))
    return out


def fit_heads(examples: Sequence[Asked]) -> Weights:
    """(vocabulary, classes by head, weights): a row a feature and one of intercepts."""
    seen = Counter(name for x in examples for name in set(x.names))
    vocabulary = {name: n for n, name in enumerate(sorted(k for k in seen if seen[k] >= RARE))}
    everything = _matrix([[(n, 1.0) for n in dict.fromkeys(x.names)] for x in examples], vocabulary)
    labels = [parse_label(x.right[0]) for x in examples]
    classes: list[tuple[str, list[str]]] = []
    blocks: list[np.ndarray] = []
    for head in HEADS:
        told = [target(head, label) for label in labels]
        rows = [n for n, t in enumerate(told) if t is not None]
        names, weights = _multinomial(everything[rows], [str(told[n]) for n in rows])
        classes.append((head, names))
        blocks.append(weights)
    return vocabulary, classes, np.concatenate(blocks, axis=1).astype(np.float16)


def heads_of(weights: Weights) -> Heads:
    """As the program will read them: from half precision."""
    vocabulary, classes, stored = weights
    return Heads(vocabulary, classes, stored.astype(np.float32))


def _multinomial(matrix: csr_matrix, told: list[str]) -> tuple[list[str], np.ndarray]:
    """(classes, weights with the intercepts in the last row); one class needs no weights."""
    names = sorted(set(told))
    if len(names) < 2:
        return names or [""], np.zeros((matrix.shape[1] + 1, max(1, len(names))))
    made = LogisticRegression(C=SMOOTH_HEADS, max_iter=STEPS, random_state=SEED).fit(matrix, told)
    coef, intercept = made.coef_, made.intercept_
    if len(names) == 2:  # scikit-learn keeps one row for two classes
        coef, intercept = np.vstack([-coef, coef]) / 2, np.hstack([-intercept, intercept]) / 2
    return list(made.classes_), np.vstack([coef.T, intercept])


def held_out_odds(examples: Sequence[Asked]) -> list[Odds]:
    """What heads say of each example that were trained on the bodies of other folds."""
    out: list[Odds | None] = [None] * len(examples)
    for fold in range(FOLDS):
        inside = [n for n, x in enumerate(examples) if x.read.fold == fold]
        heads = heads_of(fit_heads([x for x in examples if x.read.fold != fold]))
        told = heads.read([(examples[n].names,) for n in inside])
        for n, odds in zip(inside, told, strict=True):
            out[n] = odds
    return [o for o in out if o is not None]


def fit_ranking(examples: Sequence[Asked], odds: Sequence[Odds]) -> dict[str, float]:
    """The weights of the candidates' features, from candidates that are right and wrong."""
    rows: list[list[tuple[str, float]]] = []
    right: list[bool] = []
    reads = {id(x.read): x.read for x in examples}
    taken = {key: State(r.frames, r.figures) for key, r in reads.items()}
    for x, own in zip(examples, odds, strict=True):
        state = taken[id(x.read)]
        near = around(x.frame, state.figures)
        for indicator, sources in candidates(x.frame, state, own, near).items():
            rows.append(list(described(indicator, sources, x.frame, state, own)))
            right.append(indicator in x.right)
    names = {name: n for n, name in enumerate(sorted({k for row in rows for k, _ in row}))}
    made = LogisticRegression(
        C=SMOOTH_RANKING, max_iter=STEPS, random_state=SEED, fit_intercept=False
    ).fit(_matrix(rows, names), right)
    stored = made.coef_[0].astype(np.float32)
    return dict(zip(names, stored.astype(float).tolist(), strict=True))


def fit_confidence(scores: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Slope and shift that turn scores into rates of being right (Platt)."""
    if len(set(right)) < 2:
        return 1.0, 0.0
    made = LogisticRegression(C=100.0, max_iter=STEPS, random_state=SEED)
    made.fit(np.array(scores).reshape(-1, 1), np.array(right))
    return round(float(made.coef_[0][0]), 4), round(float(made.intercept_[0]), 4)


def _matrix(rows: Sequence[Sequence[tuple[str, float]]], names: Mapping[str, int]) -> csr_matrix:
    """A row an example, a column a name; names that are not known are left out."""
    data: list[float] = []
    indices: list[int] = []
    ends = [0]
    for row in rows:
        found: dict[int, float] = {}
        for name, value in row:
            if name in names:
                found[names[name]] = found.get(names[name], 0.0) + value
        for n in sorted(found):
            indices.append(n)
            data.append(found[n])
        ends.append(len(indices))
    return csr_matrix((data, indices, ends), shape=(len(rows), len(names)))
