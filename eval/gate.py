"""Floors: scores below which CI fails. They rise by --update and fall only by --lower.

`floors.toml` has one table a kind and split; `"link f1" = 0.93` is the least that may be.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

from eval.results import Part
from extractor.evaluation.measures import is_rate

FLOORS = Path(__file__).resolve().parent / "floors.toml"
GATED = (
    "figure", "zero", "unit", "qualifier", "kind", "scope", "link", "narrative", "sentence",
    "finding", "cell", "clean reports",
)  # fmt: skip
SLACK = 1e-9
_HEAD = """\
# The least that each score may be on the project's own dev and test splits (make eval-gate).
# Raised by `python -m eval gate --update`; lowered only by `python -m eval gate --lower`.
"""
Floors = dict[str, dict[str, float]]


def scores(parts: Mapping[str, Part]) -> Floors:
    """What the gate looks at: precision and F1 of the main measures, the rate of a rate."""
    out: Floors = {}
    for name, part in parts.items():
        own = out.setdefault(name, {})
        crashed = part.measures.get("document")
        own["read"] = 1 - (crashed.fn / part.documents if crashed else 0)
        for key in GATED:
            m = part.measures.get(key)
            if m is None:
                continue
            own[f"{key} precision"] = m.precision
            if not is_rate(key):
                own[f"{key} f1"] = m.f1
    return out


def read_floors(path: Path = FLOORS) -> Floors:
    """Raises tomllib.TOMLDecodeError, OSError."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def below(found: Floors, floors: Floors) -> list[str]:
    """Every floor that is not met, in words; a floor whose score is gone is not met either."""
    out: list[str] = []
    for name, least in floors.items():
        for key, floor in least.items():
            score = found.get(name, {}).get(key)
            if score is None:
                out.append(f"{name}: {key} was not measured, its floor is {floor:.4f}")
            elif score < floor - SLACK:
                out.append(f"{name}: {key} is {score:.4f}, below its floor {floor:.4f}")
    return out


def raised(found: Floors, floors: Floors) -> Floors:
    """The floors with each that was exceeded at its new height."""
    out: Floors = {}
    for name in [*floors, *(n for n in found if n not in floors)]:
        old, new = floors.get(name, {}), found.get(name, {})
        out[name] = {
            k: max(old.get(k, 0.0), _down(new.get(k, 0.0)))
            for k in [*old, *(k for k in new if k not in old)]
        }
    return out


def lowered(found: Floors) -> Floors:
    """The floors at what is measured now, wherever that lies."""
    return {name: {k: _down(v) for k, v in own.items()} for name, own in found.items()}


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    lines = [_HEAD]
    for name, own in floors.items():
        lines.append(f'["{name}"]\n' + "".join(f'"{k}" = {v:.4f}\n' for k, v in own.items()))
    path.write_text("\n".join(lines), encoding="utf-8")


def _down(value: float) -> float:
    """Rounded down, so that a floor is never above what was measured."""
    return math.floor(value * 10_000 + SLACK) / 10_000
