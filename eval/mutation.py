"""Every number of every report changed one at a time: noticed? at the right place? false alarms?

A report spec is changed in one number (a cell, or a marked figure of the prose), rendered, and
checked. What follows from the change is computed by the corpus' own gold code; the tool's answer
is compared with what it said of the unchanged report. A change that nothing contradicts (a number
told once) must stay without a finding.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from corpus.markup import MARK
from corpus.spec import Spec, cell_value, with_cells
from corpus.splits import split_of
from eval.documents import Document, rendered, report_specs
from eval.predict import predict
from extractor.evaluation import GoldDocument, Prediction, page
from extractor.evaluation.gold import GoldFinding
from extractor.evaluation.prediction import PredictedFinding
from extractor.evaluation.scoring import meets

SEED = 7
STYLE = "pipe"
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FIXED = re.compile(r"(?:^|\s)(?:i|v=\S*|lo=\S*|hi=\S*)(?:\s|$)")


class Mutation(msgspec.Struct, frozen=True):
    """One changed number and what became of it."""

    report: str
    place: str
    """The cell id, or `prose:` and the indicator."""
    old: str
    new: str
    follows: tuple[str, ...]
    """Codes of the findings that follow from the change; none: it must go unremarked."""
    noticed: bool
    located: bool
    """A finding that points at the changed number itself is no knock-on one."""
    false_alarms: tuple[str, ...]


class Suite(msgspec.Struct, frozen=True):
    split: str
    reports: int
    mutations: tuple[Mutation, ...]


def suite(split: str) -> Suite:
    """Changes every number of the reports of a split. About ten milliseconds a number."""
    chosen = report_specs(split)
    return Suite(split, len(chosen), tuple(m for spec in chosen for m in of_report(spec)))


def of_report(spec: Spec) -> Iterator[Mutation]:
    split = split_of(spec.agency)
    base = rendered(spec, STYLE, split)
    said = predict(base)
    for place, old, new, changed in variants(spec):
        doc = rendered(changed, STYLE, split)
        yield _judge(place, old, new, base.gold, said, doc)


def variants(spec: Spec) -> Iterator[tuple[str, str, str, Spec]]:
    """(place, old, new, spec) for every number of a report, each drawn from its own seed."""
    for cell in spec.present():
        raw = spec.cells[cell]
        value, unit = cell_value(raw)
        if value is None or unit or value < 0:
            continue
        new = _other(raw, f"{spec.id}:{cell}")
        yield cell, raw, new, with_cells(spec, {cell: new})
    for key, text in spec.sections.items():
        for m in MARK.finditer(text):
            number = _DIGITS.search(m[1])
            if number is None or _FIXED.search(m[3] or ""):
                continue
            new = _other(number[0], f"{spec.id}:{key}:{m.start()}")
            at = m.start(1) + number.start()
            changed = text[:at] + new + text[at + len(number[0]) :]
            sections = {**spec.sections, key: changed}
            # The cached blocks of a spec do not survive `replace`: each variant is parsed anew.
            yield f"prose:{m[2] or '-'}", number[0], new, replace(spec, sections=sections)


def _other(number: str, seed: str) -> str:
    """The number with one digit changed as a typist would; never a leading zero.

    >>> _other("0", "s") in "123456789"
    True
    """
    rng = random.Random(f"{SEED}:{seed}")
    places = [i for i, c in enumerate(number) if c.isdigit()]
    at = rng.choice(places)
    lead = at == places[0] and len(places) > 1
    digits = [d for d in "0123456789" if d != number[at] and not (lead and d == "0")]
    return number[:at] + rng.choice(digits) + number[at + 1 :]


def _judge(
    place: str, old: str, new: str, before: GoldDocument, said: Prediction, doc: Document
) -> Mutation:
    gold, pred = doc.gold, predict(doc)
    known = {_gold_key(f) for f in before.findings}
    fresh = [f for f in gold.findings if _gold_key(f) not in known]
    told = {_key(f, said) for f in said.findings or ()}
    newly = [f for f in pred.findings or () if _key(f, pred) not in told]
    hits = [p for p in newly if any(meets(g, p, gold, pred, by_cells=True) for g in fresh)]
    alarms = [
        p
        for p in newly
        if p.severity != "notice"
        and not any(meets(g, p, gold, pred, by_cells=True) for g in gold.findings)
    ]
    return Mutation(
        report=gold.id.partition("/")[0],
        place=place,
        old=old,
        new=new,
        follows=tuple(f.code for f in fresh),
        noticed=bool(hits),
        located=any(_points_at(p, place, before, gold, pred) for p in hits),
        false_alarms=tuple(f"{p.code} {p.message}" for p in alarms),
    )


def _gold_key(f: GoldFinding) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
    return f.code, f.cells, f.figures


def _key(f: PredictedFinding, pred: Prediction) -> tuple[object, ...]:
    """A finding of the tool, told by where it points; the numbers in it may have changed."""
    return f.code, f.cells, f.figures


def _points_at(
    p: PredictedFinding, place: str, before: GoldDocument, gold: GoldDocument, pred: Prediction
) -> bool:
    if not place.startswith("prose:"):
        return place in p.cells
    changed = [
        g
        for g, b in zip(gold.figures, before.figures, strict=True)
        if (g.text, g.value) != (b.text, b.value)
    ]
    found = pred.figures or ()
    return any(
        f.start is not None
        and g.start is not None
        and f.start < (g.end or 0)
        and g.start < (f.end or 0)
        for g in changed
        for f in (found[i] for i in p.figures if i < len(found))
    )


PLACES = ("t2", "t3", "t4", "prose linked to a table", "other prose")


def place_of(m: Mutation) -> str:
    if not m.place.startswith("prose:"):
        return m.place[:2]
    return PLACES[3] if m.place.startswith("prose:t") else PLACES[4]


HEAD = ("place", "changed", "contradicted", "noticed", "located", "with false alarms", "rate")


def table(s: Suite) -> list[list[str]]:
    out: list[list[str]] = []
    for place in (*PLACES, "all"):
        own = [m for m in s.mutations if place in ("all", place_of(m))]
        follows = [m for m in own if m.follows]
        noticed = [m for m in follows if m.noticed]
        located = [m for m in noticed if m.located]
        alarms = [m for m in own if m.false_alarms]
        rate = f"{len(noticed) / len(follows):.3f}" if follows else ""
        out.append([place, *(str(len(x)) for x in (own, follows, noticed, located, alarms)), rate])
    return out


def summary(s: Suite) -> str:
    return f"mutations of {s.reports} {s.split} reports\n" + page.plain(HEAD, table(s))
