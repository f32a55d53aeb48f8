"""What is scored: the objects of the output contract, or another tool's with the same keys."""

from __future__ import annotations

from pathlib import Path

import msgspec

from extractor.evaluation.gold import NO_OBJECT, BadGold


class PredictedScope(msgspec.Struct, frozen=True):
    year: int | None = None
    body: str | None = None


class PredictedFigure(msgspec.Struct, frozen=True):
    """A figure of the output. A tool without offsets is matched by value and text."""

    text: str = ""
    start: int | None = None
    end: int | None = None
    value: str | int | float | None = None
    low: str | int | float | None = None
    high: str | int | float | None = None
    unit: str | None = None
    qualifier: str | None = None
    kind: str | None = None
    indicator: str | None = None
    confidence: float | None = None
    scope: PredictedScope | None = None
    sentence: str | int | None = None


class PredictedFinding(msgspec.Struct, frozen=True):
    code: str
    severity: str | None = None
    message: str = ""
    cells: tuple[str, ...] = ()
    figures: tuple[int, ...] = ()


class PredictedCell(msgspec.Struct, frozen=True):
    value: str | int | float | None = None


class PredictedSection(msgspec.Struct, frozen=True):
    title: str | None = None
    start: int = 0


class PredictedSource(msgspec.Struct, frozen=True):
    id: str | int | None = None
    uri: str | None = None
    text: str | None = None


class PredictedReport(msgspec.Struct, frozen=True):
    agency: str | None = None
    year: int | str | None = None
    form: str | None = None


class Prediction(msgspec.Struct, frozen=True):
    """One object of the output; `error` where the document could not be read."""

    source: PredictedSource | None = None
    report: PredictedReport | None = None
    sections: tuple[PredictedSection, ...] | None = None
    cells: dict[str, PredictedCell] | None = None
    figures: tuple[PredictedFigure, ...] | None = None
    findings: tuple[PredictedFinding, ...] | None = None
    error: dict[str, str | None] | str | None = None


_DECODER = msgspec.json.Decoder(Prediction)


def parse_prediction(line: bytes | str, where: str) -> Prediction:
    """One line of output. Raises BadGold."""
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadGold(f"{where}: {NO_OBJECT}（{error}）") from None


def read_predictions(path: Path) -> list[Prediction]:
    """An output file, JSONL, in the order of the gold. Raises BadGold, OSError."""
    with path.open("rb") as file:
        return [
            parse_prediction(line, f"{path.name}:{at}")
            for at, line in enumerate(file, 1)
            if line.strip()
        ]


def failed(kind: str) -> Prediction:
    """What stands for a document that broke the tool: nothing found, everything missed."""
    return Prediction(error={"code": "E100", "message": kind})
