"""Training sentences put together from `wordings/*.txt`: many ways of stating one cell.

A family of wordings has frames (a sentence with its whole, and `{*}` where a list goes) and
clauses (each states one cell or indicator, or none that looks like one). From them sentences are
drawn by a seed; in each the whole is the sum of its parts. They teach words and are trained on
alone: they are in no split, and nothing is measured on them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from corpus.quantity import MarkupError

HERE = Path(__file__).parent / "wordings"
GROUPS = 30
"""Clauses are dealt into so many groups; a sentence has clauses of one, so that none of them is
known where a model is tried on sentences of another group."""
USES = 4
"""So often each clause is used."""
SEED = 20240501
LISTS = (2, 3, 3, 4, 4, 5, 6)
"""How many clauses a sentence has."""
_SLOT = "{*}"
_MARK = re.compile(r"\{(?P<what>[#N])(?P<unit>[^{}|]*)\|(?P<indicator>[^{}|/]*)")
_NO_PARTS = ("n.other", "-")
"""What states none of these is beside the list and no part of its whole."""
_JOINTS = ("，", "，", "，", "；", "、")


@dataclass(frozen=True)
class Family:
    """Frames and clauses that go together."""

    name: str
    frames: Sequence[str]
    clauses: Sequence[str]


def families(text: str) -> Iterator[Family]:
    """The families of one file. Raises MarkupError for a line before the first of them."""
    name, frames, clauses = "", list[str](), list[str]()
    for line in filter(str.strip, text.splitlines()):
        if line.startswith("@family "):
            if name:
                yield Family(name, frames, clauses)
            name, frames, clauses = line.removeprefix("@family ").strip(), [], []
        elif not name:
            raise MarkupError(f"a wording before the first family: {line}")
        elif line.startswith("= "):
            frames.append(line.removeprefix("= ").strip())
        else:
            clauses.append(line.strip())
    if name:
        yield Family(name, frames, clauses)


def sentences() -> Iterator[tuple[str, str]]:
    """(group, marked text) of every sentence, the same ones at every call."""
    for path in sorted(HERE.glob("*.txt")):
        for family in families(path.read_text(encoding="utf-8")):
            yield from _of(family, random.Random(f"{SEED}:{path.stem}:{family.name}"))


def _of(family: Family, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Frames without a list once a group, the others with lists of the clauses of each group."""
    whole = [f for f in family.frames if _SLOT not in f]
    for frame in whole:
        yield _group(frame), _numbered(frame, [], rng)
    frames = [f for f in family.frames if _SLOT in f] or [_SLOT + "。"]
    dealt: dict[str, list[str]] = {}
    for clause in family.clauses:
        dealt.setdefault(_group(clause), []).append(clause)
    for group, clauses in sorted(dealt.items()):
        for _ in range(USES):
            rng.shuffle(clauses)
            at = 0
            while at < len(clauses):
                size = rng.choice(LISTS)
                yield group, _numbered(rng.choice(frames), clauses[at : at + size], rng)
                at += size


def _group(words: str) -> str:
    return f"wordings {sha256(words.encode()).digest()[0] % GROUPS}"


def _numbered(frame: str, clauses: Sequence[str], rng: random.Random) -> str:
    """The sentence with numbers; the whole is what its parts add up to."""
    parts = 0

    def part(m: re.Match[str]) -> str:
        nonlocal parts
        value = round(10 ** rng.uniform(0, 2.4))
        parts += value if m["indicator"].strip() not in _NO_PARTS else 0
        return "{" + f"{value}{m['unit']}|{m['indicator']}"

    told = rng.choice(_JOINTS).join(_MARK.sub(part, clause) for clause in clauses)

    flow = _flow(rng)

    def whole(m: re.Match[str]) -> str:
        value = parts if m["what"] == "N" and parts else flow.get(m["indicator"].strip())
        value = value or round(10 ** rng.uniform(0, 2.8))
        return "{" + f"{value:,}{m['unit']}|{m['indicator']}"

    return _MARK.sub(whole, frame).replace(_SLOT, told)


def _flow(rng: random.Random) -> dict[str, int]:
    """Applications as they come and go: what was carried in and received is dealt with or left."""
    came = rng.randint(1, 30), rng.randint(20, 400)
    left = rng.randint(1, 15)
    names = "t3.carried_in.total", "t3.new.total"
    return dict(zip(names, came, strict=True)) | {
        "+".join(names): sum(came),
        "+".join(reversed(names)): sum(came),
        "t3.carried_out.total": left,
        "t3.total.total": sum(came) - left,
    }
