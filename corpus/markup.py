"""Inline figure markup of the corpus, and what a marked quantity means.

`{TEXT|INDICATOR|OPTS}` marks one quantity (see CORPUS.md). This module turns a marked text into
plain text plus `Mark`s with character offsets, and derives value, interval, unit, qualifier and
kind from the words where they are plain. It is gold: it shares no code with `extractor`, so that
a fault there cannot hide here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from pathlib import Path

from corpus.quantity import MarkupError, Quantity, finish, read_quantity

HERE = Path(__file__).parent

KINDS = ("count", "amount", "ratio", "change", "rank", "cumulative")
QUALIFIERS = ("exact", "about", "at_least", "at_most", "zero")

# k kind, q qualifier, v value, lo/hi interval, u unit, y/b scope, id label for a report's relations
_KEYS = ("k", "q", "v", "lo", "hi", "u", "y", "b", "id")
MARK = re.compile(r"\{([^{}|]+)\|([^{}|]*)(?:\|([^{}|]*))?\}")


@dataclass(frozen=True)
class Mark:
    """One marked quantity; `start`/`end` are offsets into the plain text."""

    text: str
    start: int
    end: int
    quantity: Quantity
    kind: str
    indicator: str | None
    alternatives: tuple[str | None, ...]
    year: int | None
    body: str | None
    ignored: bool
    label: str = ""

    def gold(self) -> dict[str, object]:
        """The figure as the gold files have it, numbers as decimal strings."""
        q = self.quantity
        out: dict[str, object] = {
            "text": self.text,
            "value": number(q.value),
            "low": None if q.low is None else number(q.low),
            "high": None if q.high is None else number(q.high),
            "unit": q.unit,
            "qualifier": q.qualifier,
            "kind": self.kind,
            "indicator": self.indicator,
            "scope": {"year": self.year, "body": self.body} if self.year or self.body else None,
            "start": self.start,
            "end": self.end,
        }
        if self.alternatives:
            out["alt_indicators"] = list(self.alternatives)
        return out


def number(value: Decimal) -> str:
    """A decimal without exponent and without idle zeros behind the point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def derived() -> dict[str, list[str]]:
    """Derived id -> the ids that it is the sum of, as the codebook has it (one level)."""
    data = json.loads((HERE / "codebook_ids.json").read_text(encoding="utf-8"))
    return {k: v.split("+") for k, v in data["derived"].items()}


@cache
def codebook() -> dict[str, int]:
    """Every id that a mark may name -> its place in codebook order."""
    data = json.loads((HERE / "codebook_ids.json").read_text(encoding="utf-8"))
    ids: dict[str, int] = {}
    for group in (*data["forms"].values(), data["derived"], data["narrative"]):
        for i in group:
            ids.setdefault(i, len(ids))
    return ids


def indicator(text: str) -> str | None:
    """A single id or a `+` expression in codebook order; `-` is none. Raises MarkupError."""
    if text == "-":
        return None
    known = codebook()
    terms = text.split("+")
    for term in terms:
        if term not in known:
            raise MarkupError(f"unknown indicator {term!r}")
    return "+".join(sorted(terms, key=known.__getitem__))


def parse(marked: str) -> tuple[str, list[Mark]]:
    """Marked text -> plain text and its marks in order. Raises MarkupError with an offset."""
    text, marks = _parse(marked)
    return text, list(marks)


@lru_cache(4096)
def _parse(marked: str) -> tuple[str, tuple[Mark, ...]]:
    pieces: list[str] = []
    marks: list[Mark] = []
    at = length = 0
    for m in MARK.finditer(marked):
        plain = marked[at : m.start()]
        _no_braces(plain, at)
        pieces.append(plain)
        length += len(plain)
        try:
            marks.append(_mark(m[1], m[2].strip(), m[3] or "", length))
        except MarkupError as e:
            raise MarkupError(str(e), m.start()) from None
        pieces.append(m[1])
        length += len(m[1])
        at = m.end()
    _no_braces(marked[at:], at)
    pieces.append(marked[at:])
    return "".join(pieces), tuple(marks)


def _no_braces(plain: str, at: int) -> None:
    if m := re.search(r"[{}]", plain):
        raise MarkupError("a brace that belongs to no {TEXT|INDICATOR|OPTS}", at + m.start())


def _mark(text: str, ids: str, options: str, start: int) -> Mark:
    opts = dict(_options(options))
    names = [indicator(x.strip()) for x in ids.split("/")] if ids else []
    if not names:
        raise MarkupError(f"no indicator for {text!r} (use - for none)")
    quantity = _quantity(text, opts)
    kind = opts.get("k") or _kind(text, quantity.unit)
    if kind not in KINDS:
        raise MarkupError(f"unknown kind {kind!r}")
    year = opts.get("y")
    if year is not None and not re.fullmatch(r"(19|20)\d\d", year):
        raise MarkupError(f"y={year} is no year")
    return Mark(
        text=text,
        start=start,
        end=start + len(text),
        quantity=quantity,
        kind=kind,
        indicator=names[0],
        alternatives=tuple(names[1:]),
        year=int(year) if year else None,
        body=opts.get("b"),
        ignored="i" in opts,
        label=opts.get("id", ""),
    )


def _options(options: str) -> Iterator[tuple[str, str]]:
    for word in options.split():
        key, eq, value = word.partition("=")
        if key == "i" and not eq:
            yield "i", ""
        elif eq and (value or key == "u") and key in _KEYS:
            yield key, value
        else:
            raise MarkupError(f"unknown option {word!r}")


def _kind(text: str, unit: str) -> str:
    if "百分点" in unit:
        return "change"
    if unit in ("%", "‰", "倍"):
        return "ratio"
    if text.startswith("第"):
        return "rank"
    return "amount" if unit.endswith("元") else "count"


def _quantity(text: str, opts: dict[str, str]) -> Quantity:
    told = {k: opts[k] for k in ("v", "lo", "hi", "q", "u") if k in opts}
    try:
        derived = read_quantity(text)
    except MarkupError:
        if "v" not in told or "u" not in told:
            raise
        derived = None
    if derived is None and "v" not in told:
        if "i" not in opts:
            raise MarkupError(f"{text!r} holds no plain number: give v= and u=")
        told["v"] = "0"
    if derived is None and "u" not in told:
        if "i" not in opts:
            raise MarkupError(f"no unit for {text!r}: give u=")
        told["u"] = ""
    value = _decimal(told["v"]) if "v" in told else derived.value if derived else Decimal(0)
    stated = derived.qualifier if derived else "zero" if value == 0 else "exact"
    qualifier = told.get("q", stated)
    if qualifier not in QUALIFIERS:
        raise MarkupError(f"unknown qualifier {qualifier!r}")
    unit = told.get("u", derived.unit if derived else "")
    places = max(0, -int(value.as_tuple().exponent))
    step = derived.step if derived and "v" not in told else Decimal(1).scaleb(-places)
    base = finish(value, unit, qualifier, step)
    low = base.low if "lo" not in told else _bound(told["lo"])
    high = base.high if "hi" not in told else _bound(told["hi"])
    if low is not None and high is not None and low > high:
        raise MarkupError(f"low above high for {text!r}")
    return Quantity(value, low, high, unit, qualifier, step)


def _bound(text: str) -> Decimal | None:
    return None if text == "-" else _decimal(text)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise MarkupError(f"{text!r} is no number") from None
