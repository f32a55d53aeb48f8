"""`gouji eval GOLD PRED`: reads both sides, scores, prints."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import TextIO

import msgspec

from extractor.evaluation import page
from extractor.evaluation.calibration import Calibration, calibrate
from extractor.evaluation.gold import BadGold, GoldDocument, Mode, mode_of, read_gold
from extractor.evaluation.measures import Measure, measures
from extractor.evaluation.prediction import Prediction, read_predictions
from extractor.evaluation.scoring import score_document
from extractor.evaluation.tally import Tally


class Result(msgspec.Struct, frozen=True):
    """What `gouji eval --format json` prints."""

    mode: Mode
    documents: int
    measures: dict[str, Measure]
    calibration: Calibration
    misses: dict[str, list[str]]


def evaluate(gold: Path, pred: Path, mode: Mode | None = None) -> Result:
    """Scores the output `pred` against `gold`. Raises BadGold, OSError."""
    golds, preds = read_gold(gold), read_predictions(pred)
    _fit(golds, preds)
    mode = mode or mode_of(golds)
    tallies = [score_document(g, p, mode) for g, p in zip(golds, preds, strict=True)]
    return result(golds, tallies, mode)


def result(golds: Sequence[GoldDocument], tallies: Sequence[Tally], mode: Mode) -> Result:
    found = measures(tallies, [g.group for g in golds])
    misses = {g.id: t.misses for g, t in zip(golds, tallies, strict=True) if t.misses}
    return Result(mode, len(golds), found, calibrate(tallies), misses)


def _fit(golds: Sequence[GoldDocument], preds: Sequence[Prediction]) -> None:
    """The output must be of the same documents, in the order of the gold."""
    if len(golds) != len(preds):
        raise BadGold(f"标注有 {len(golds)} 件，输出有 {len(preds)} 件，两边必须一一对应。")
    names = {g.id for g in golds}
    for at, (g, p) in enumerate(zip(golds, preds, strict=True), 1):
        own = p.source.id if p.source else None
        stem = PurePath(p.source.uri or "").stem if p.source else ""
        if own is None and stem in names:
            own = stem  # files named after their gold
        if own is not None and str(own) != g.id:
            raise BadGold(f"第 {at} 件：标注的 id 是 {g.id}，输出的 id 是 {own}，顺序不一致。")


def as_mode(kind: str | None) -> Mode | None:
    """The word of the command line; None is told by the gold itself."""
    return "passages" if kind == "passages" else "reports" if kind == "reports" else None


def write(out: TextIO, found: Result, *, as_json: bool, verbose: bool = False) -> None:
    """Prints a result; `verbose` lists every miss by document."""
    if as_json:
        out.write(msgspec.json.encode(found).decode() + "\n")
        return
    if verbose:
        for name, lines in found.misses.items():
            out.writelines(f"{name}  {line}\n" for line in lines)
        out.write("\n")
    shown = page.ordered(found.measures)
    if not verbose:
        shown = [m for m in shown if not m.name.startswith(page.PER_INDICATOR)]
    body = page.rows(shown, page.NAMES)
    out.write(f"{found.documents} 件\n\n{page.plain(page.HEAD_ZH, body)}\n")
    c = found.calibration
    if c.links:
        out.write(
            f"\n置信度（{c.links} 个对应关系，另有 {c.silent} 个未作判断，ECE {c.ece:.3f}）\n\n"
        )
        out.write(page.plain(page.CALIBRATION_HEAD_ZH, page.calibration_rows(c)) + "\n\n")
        out.write(page.plain(page.CURVE_HEAD_ZH, page.curve_rows(c)) + "\n")
