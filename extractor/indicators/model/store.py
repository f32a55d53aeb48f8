"""The stored model: weights.npz (numbers and names, no pickle) and card.json (what they are).

The loader refuses what does not fit: another format, labels the codebook does not know, shapes
that do not belong together, weights that are not those the card was written for.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from extractor.errors import BadModel
from extractor.indicators.model.candidates import Ranking
from extractor.indicators.model.heads import HEADS, TOPIC, Heads
from extractor.indicators.model.labels import parse_label

if TYPE_CHECKING:
    import numpy as np

FORMAT = 1
"""Rises where the features, the heads or the layout of the file change."""
WEIGHTS, CARD = "weights.npz", "card.json"
_ARRAYS = ("vocabulary", "classes", "heads", "features", "ranking")


class Calibration(msgspec.Struct, frozen=True):
    """Turns a candidate's log-odds x into a confidence: 1 / (1 + exp(-(slope x + shift)))."""

    slope: float
    shift: float


class Card(msgspec.Struct, frozen=True):
    """What a model is. `calibration` is by sort of indicator: t table cells, n narrative, o other.

    `threshold`: a confidence below it leaves the figure undecided. `scores`: split -> measure ->
    value; they are told, nothing depends on them.
    """

    format: int
    version: str
    weights_sha256: str
    corpus_sha256: str
    seed: int
    libraries: dict[str, str]
    documents: dict[str, int]
    figures: dict[str, int]
    labels: list[str]
    threshold: float
    calibration: dict[str, Calibration]
    scores: dict[str, dict[str, float]]
    intended_use: str
    limits: list[str]


class Model:
    """Heads, ranking weights and card, checked to belong together."""

    def __init__(self, card: Card, heads: Heads, ranking: Ranking) -> None:
        self.card, self.heads, self.ranking = card, heads, ranking


def read_model(card: bytes, weights: bytes) -> Model:
    """Raises `BadModel`."""
    try:
        told = msgspec.json.decode(card, type=Card)
    except msgspec.MsgspecError as error:
        raise BadModel(f"模型说明无法读取：{error}") from None
    if told.format != FORMAT:
        raise BadModel(f"模型格式为{told.format}，本程序需要{FORMAT}，请重新训练。")
    if hashlib.sha256(weights).hexdigest() != told.weights_sha256:
        raise BadModel("模型权重与说明不符，文件可能损坏。")
    unknown = sorted({x for x in told.labels if not _known(x)})
    if unknown:
        raise BadModel(f"模型含有编码表以外的指标：{'、'.join(unknown[:5])}")
    arrays = _arrays(weights)
    vocabulary = _names(arrays["vocabulary"])
    features = _names(arrays["features"])
    classes: list[tuple[str, list[str]]] = []
    for line in _names(arrays["classes"]):
        head, *names = line.split("\t")
        classes.append((head, names))
    heads, ranking = arrays["heads"], arrays["ranking"]
    wanted = (len(vocabulary) + 1, sum(len(names) for _, names in classes))
    if tuple(h for h, _ in classes) != HEADS or heads.shape != wanted:
        raise BadModel("模型权重的维度与特征、类别不符。")
    if ranking.shape != (len(features),) or not features:
        raise BadModel("模型排序权重的维度与特征不符。")
    topics = set(dict(classes)[TOPIC])
    if not {parse_label(x).topic for x in told.labels} <= topics:
        raise BadModel("模型的类别与说明所列指标不符。")
    by_name = dict(zip(vocabulary, range(len(vocabulary)), strict=True))
    return Model(
        told,
        Heads(by_name, classes, heads),
        Ranking(dict(zip(features, ranking.astype("float64").tolist(), strict=True))),
    )


@cache
def load_model() -> Model:
    """The model of the package, loaded once a process. Raises `BadModel`."""
    data = files("extractor.indicators.model") / "data"
    try:
        card, weights = (data / CARD).read_bytes(), (data / WEIGHTS).read_bytes()
    except OSError as error:
        raise BadModel(f"缺少模型文件：{error}") from None
    return read_model(card, weights)


def _known(indicator: str) -> bool:
    from extractor.codebook import load_codebook

    return load_codebook().known(indicator)


def _arrays(weights: bytes) -> dict[str, np.ndarray]:
    import numpy as np

    try:
        with np.load(io.BytesIO(weights), allow_pickle=False) as stored:
            return {name: stored[name] for name in _ARRAYS}
    except (KeyError, ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise BadModel(f"模型权重无法读取：{error}") from None


def _names(array: np.ndarray) -> list[str]:
    """Names, one a line of UTF-8, stored as bytes."""
    try:
        return bytes(array.tobytes()).decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise BadModel(f"模型权重无法读取：{error}") from None
