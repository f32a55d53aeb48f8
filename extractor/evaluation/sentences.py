"""Sentence-perfect: the share of sentences in which nothing at all is wrong.

A sentence counts where the gold has a figure in it. It is perfect where every figure of it is
found with value, unit, qualifier, kind and indicator, and nothing else is. This is what a
reviewer feels: one slip in a sentence of six figures spoils the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from extractor.evaluation.gold import GoldDocument, GoldFigure, canonical
from extractor.evaluation.prediction import PredictedFigure
from extractor.evaluation.tally import Tally

_END = re.compile(r"[。！？!?\n]")
Spared = Callable[[PredictedFigure, GoldDocument], bool]


def score_sentences(
    gold: GoldDocument,
    found: Sequence[PredictedFigure],
    pairs: Mapping[int, int],
    tally: Tally,
    spared: Spared,
) -> None:
    """Counts `sentence`: tp perfect, fp not. `pairs` maps gold figures to the found ones."""
    perfect: dict[str, bool] = {}
    for n, g in enumerate(gold.figures):
        key = _sentence_of_gold(gold, g)
        right = n in pairs and _right(g, found[pairs[n]])
        perfect[key] = perfect.get(key, True) and right
    met = set(pairs.values())
    for k, p in enumerate(found):
        if k in met or spared(p, gold):
            continue
        key = _sentence_of_found(gold, p, perfect)
        if key in perfect:
            perfect[key] = False
    for right in perfect.values():
        tally.check("sentence", right)


def _right(g: GoldFigure, p: PredictedFigure) -> bool:
    if g.qualifier != "zero" and ((p.unit or "") != (g.unit or "") or p.qualifier != g.qualifier):
        return False
    if g.kind is not None and p.kind != g.kind:
        return False
    if g.indicator is None:
        return True
    said, right = canonical(p.indicator), g.readings()
    return said in right or (said is None and "n.other" in right)


def _around(text: str, start: int, end: int) -> str:
    """A sentence named by where it begins."""
    left = [m.end() for m in _END.finditer(text, 0, start)]
    return str(left[-1] if left else 0)


def _sentence_of_gold(gold: GoldDocument, g: GoldFigure) -> str:
    if g.sentence:
        return "".join(g.sentence.split())
    if gold.text is not None and g.start is not None:
        return _around(gold.text, g.start, g.end or g.start)
    return gold.id


def _sentence_of_found(gold: GoldDocument, p: PredictedFigure, known: Mapping[str, bool]) -> str:
    if gold.text is not None and p.start is not None and p.end is not None:
        key = _around(gold.text, p.start, p.end)
        if key in known:
            return key
    said = "".join(p.sentence.split()) if isinstance(p.sentence, str) else ""
    if not said:
        return ""
    return next((k for k in known if k in said or said in k), "")
