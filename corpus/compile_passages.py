#!/usr/bin/env python3
"""Compiles corpus/passages/*.txt (readable markup) into annotated JSONL.

usage: python corpus/compile_passages.py FILES... [--out X.jsonl]

One object a passage: `id year note tags body type level split text figures findings relations
ignore`. Refuses what is malformed or does not add up, each with file:line; prints warnings for
what looks forgotten (an unmarked quantity). Exit 0, or 1 when anything was refused. The markup
is described in CORPUS.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypedDict

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus.arithmetic import CODES, Relation, holds, interval, parse_relation
from corpus.markup import Mark, number, parse
from corpus.quantity import MarkupError
from corpus.splits import split_of_passage

LEVELS = ("国", "省", "市", "县", "镇")
HEADER_KEYS = ("id", "year", "body", "type", "level", "tags")
PLANTABLE = ("P201", "P202", "P203", "P103")
_FINDING = re.compile(r"([A-Z]\d{3})\s+([\d\s+]+?)\s*:\s*([\d\s+]+?)\s+diff\s+(-?[\d.]+)")
# A quantity that an annotator may have forgotten: digits straight before a common measure word.
_FORGOTTEN = re.compile(
    r"(?<![\d〔（(第.])\d[\d,，.]*\s*[余多万亿千百]*\s*"
    r"(?:件次|人次|条|件|篇|次|期|场|份|万元|元|%|％|个百分点|起|宗|册|名|人|封|家|项|户|台)"
)


class Finding(TypedDict):
    """A planted inconsistency; indices into the figures, difference a decimal string."""

    code: str
    figures: list[int]
    left: list[int]
    right: list[int]
    difference: str


class RefusalError(ValueError):
    """One or more refusals, each `file:line: message`."""

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = list(messages)


@dataclass
class Entry:
    """A raw entry: its header, its lines of text and its annotation lines with line numbers."""

    line: int
    header: str
    text: list[str] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)


def entries(lines: Iterable[str]) -> Iterator[Entry]:
    """Cuts a file into entries. Text before the first `##` may be comments (`# …`) only."""
    entry: Entry | None = None
    for at, raw in enumerate(lines, 1):
        line = raw.rstrip("\r\n")
        if line.startswith("##"):
            if entry:
                yield entry
            entry = Entry(at, line[2:].strip())
        elif entry is None:
            if line.strip() and not line.startswith("#"):
                raise RefusalError([f"{at}: text before the first ## header"])
        elif line.startswith(("~", "=")):
            entry.notes.append((at, line))
        elif entry.notes:
            if line.strip():
                raise RefusalError([f"{at}: text behind ~ or = lines (a new entry begins with ##)"])
        else:
            entry.text.append(line)
    if entry:
        yield entry


def compile_entry(
    entry: Entry, batch: str, seen: set[str], warn: list[str]
) -> tuple[dict[str, object] | None, list[str]]:
    """One entry of a batch -> (its JSON object, refusals as `line: message`)."""
    head = dict(w.partition("=")[::2] for w in entry.header.split())
    bad = [f"{entry.line}: {w}" for w in _header(head)]
    if (i := head.get("id", "")) in seen:
        bad.append(f"{entry.line}: id {i} is used twice")
    seen.add(i)
    lines = list(entry.text)
    first = entry.line + 1
    while lines and not lines[0].strip():
        lines.pop(0)
        first += 1
    while lines and not lines[-1].strip():
        lines.pop()
    marked = "\n".join(lines)
    if not marked:
        return None, [*bad, f"{entry.line}: no text"]
    try:
        text, marks = parse(marked)
    except MarkupError as e:
        return None, [*bad, f"{first + marked[: e.offset].count(chr(10))}: {e}"]
    figures = [m for m in marks if not m.ignored]
    relations, findings, wrong = _annotations(entry, figures)
    bad += wrong
    warn += [f"{entry.line}: {w}" for w in _forgotten(text, marks)]
    warn += [f"{entry.line}: {w}" for w in _twice(figures, findings)]
    if bad:
        return None, bad
    tags = [t for t in head.get("tags", "").split(",") if t]
    return {
        "id": head["id"],
        "year": int(head["year"]),
        "note": " ".join(tags),
        "tags": tags,
        "body": head["body"],
        "type": head["type"],
        "level": head["level"],
        "split": split_of_passage(batch, head["body"]),
        "text": text,
        "figures": [m.gold() for m in figures],
        "findings": findings,
        "relations": [{**r.gold(), "holds": ok} for r, ok in relations],
        "ignore": [{"text": m.text, "start": m.start, "end": m.end} for m in marks if m.ignored],
    }, []


def _header(head: dict[str, str]) -> Iterator[str]:
    yield from (f"unknown header key {key!r}" for key in head if key not in HEADER_KEYS)
    yield from (f"header lacks {key}=" for key in HEADER_KEYS[:-1] if not head.get(key))
    if head.get("level", "县") not in (*LEVELS, ""):
        yield f"level={head['level']} is none of {' '.join(LEVELS)}"
    if not re.fullmatch(r"20[012]\d|", head.get("year", "")):
        yield f"year={head['year']} is no report year"


def _annotations(
    entry: Entry, figures: Sequence[Mark]
) -> tuple[list[tuple[Relation, bool]], list[Finding], list[str]]:
    """Relations with their verdict, the planted findings, and what contradicts what."""
    relations: list[tuple[int, Relation]] = []
    planted: list[tuple[int, str, list[int], list[int], Decimal]] = []
    bad: list[str] = []
    for at, line in entry.notes:
        try:
            if line.startswith("~"):
                relations.append((at, parse_relation(line[1:], len(figures))))
            else:
                planted.append((at, *_finding(line[1:], len(figures))))
        except ValueError as e:
            bad.append(f"{at}: {e}")
    verdicts: list[tuple[Relation, bool]] = []
    claimed: set[int] = set()
    for at, r in relations:
        bad += [f"{at}: {w}" for w in _kinds(r, figures)]
        ok, difference = holds(r, figures)
        verdicts.append((r, ok))
        match = next(
            (
                k
                for k, (_, code, left, right, _) in enumerate(planted)
                if code == CODES[r.kind] and sorted(left + right) == sorted(r.indices())
            ),
            None,
        )
        said = "" if difference is None else f" (difference {number(round(difference, 4))})"
        if match is None:
            if not ok:
                bad.append(f"{at}: {r.kind} does not hold{said} but has no = {CODES[r.kind]} line")
            continue
        claimed.add(match)
        if ok:
            bad.append(f"{at}: {r.kind} holds{said}, yet {CODES[r.kind]} is planted on it")
            continue
        told = planted[match][4]
        stated = figures[r.left[0][0]].quantity
        # A difference of ratios is told at the ratio's own precision.
        slack = stated.step if r.kind in ("share", "change") else Decimal(0)
        if difference is not None and abs(abs(told) - difference) > slack:
            bad.append(f"{planted[match][0]}: diff {told} but it is {number(round(difference, 4))}")
    findings: list[Finding] = []
    for k, (at, code, left, right, difference) in enumerate(planted):
        if code == "P103":
            bad += [f"{at}: {w}" for w in _contradiction(figures, left, right, difference)]
        elif k not in claimed:
            bad.append(f"{at}: {code} has no ~ line with the same figures")
        findings.append(
            {
                "code": code,
                "figures": left + right,
                "left": left,
                "right": right,
                "difference": number(difference),
            }
        )
    return verdicts, findings, bad


def _finding(line: str, count: int) -> tuple[str, list[int], list[int], Decimal]:
    m = _FINDING.fullmatch(line.strip())
    if not m:
        raise ValueError(f"cannot read finding {line.strip()!r} (CODE left : right diff D)")
    if m[1] not in PLANTABLE:
        raise ValueError(f"{m[1]} cannot be planted in a passage ({' '.join(PLANTABLE)})")
    left, right = ([int(i) for i in re.findall(r"\d+", side)] for side in (m[2], m[3]))
    for i in left + right:
        if i >= count:
            raise ValueError(f"figure {i} of {count} (they count from 0, `i` marks left out)")
    try:
        return m[1], left, right, Decimal(m[4])
    except InvalidOperation:
        raise ValueError(f"{m[4]!r} is no number") from None


def _kinds(r: Relation, figures: Sequence[Mark]) -> Iterator[str]:
    """The figure that a share or change states must be marked as such."""
    stated = figures[r.left[0][0]]
    if r.kind == "share" and stated.kind != "ratio":
        yield f"{stated.text!r} is stated as a share but marked {stated.kind} (k=ratio)"
    if r.kind == "change" and stated.kind != "change" and stated.quantity.unit != "倍":
        yield f"{stated.text!r} is stated as a change but marked {stated.kind} (k=change)"


def _contradiction(
    figures: Sequence[Mark], left: list[int], right: list[int], difference: Decimal
) -> Iterator[str]:
    if len(left) != 1 or len(right) != 1:
        yield "P103 has one figure on each side"
        return
    a, b = figures[left[0]], figures[right[0]]
    if a.indicator is None or a.indicator != b.indicator:
        yield f"P103 over {a.indicator} and {b.indicator}: must be one indicator"
    if (a.year, a.body) != (b.year, b.body):
        yield "P103 over two scopes"
    if interval(a).meets(interval(b)):
        yield f"{a.text} and {b.text} can both be true"
    if abs(a.quantity.value - b.quantity.value) != abs(difference):
        yield f"diff {difference} but it is {abs(a.quantity.value - b.quantity.value)}"


def _forgotten(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    for m in _FORGOTTEN.finditer(text):
        if not any(k.start < m.end() and m.start() < k.end for k in marks):
            yield f"unmarked quantity {m[0]!r}?"


def _twice(figures: Sequence[Mark], findings: Sequence[Finding]) -> Iterator[str]:
    """Two values of one table indicator that are planted nowhere."""
    said = [f["figures"] for f in findings if f["code"] == "P103"]
    for j, b in enumerate(figures):
        for i, a in enumerate(figures[:j]):
            same = a.indicator == b.indicator and (a.year, a.body) == (b.year, b.body)
            if not same or not (a.indicator or "").startswith("t") or a.kind != b.kind:
                continue
            if not interval(a).meets(interval(b)) and [i, j] not in said:
                yield f"{a.text} and {b.text} both state {a.indicator}: P103?"


def compile_file(
    path: str | Path, *, seen: set[str] | None = None, warn: list[str] | None = None
) -> list[dict[str, object]]:
    """All passages of a file. Raises RefusalError with every refusal; `warn` collects warnings."""
    path = Path(path)
    seen = set() if seen is None else seen
    out: list[dict[str, object]] = []
    bad: list[str] = []
    notes: list[str] = []
    try:
        for entry in entries(path.read_text(encoding="utf-8").splitlines()):
            passage, wrong = compile_entry(entry, path.stem, seen, notes)
            bad += wrong
            if passage is not None:
                out.append(passage)
    except RefusalError as e:
        bad += e.messages
    if warn is not None:
        warn += [f"{path}:{w}" for w in notes]
    if bad:
        raise RefusalError([f"{path}:{b}" for b in bad])
    return out


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, help="JSONL to write (default: standard output)")
    args = parser.parse_args(argv)
    seen: set[str] = set()
    warn: list[str] = []
    bad: list[str] = []
    passages: list[dict[str, object]] = []
    for path in args.files:
        try:
            passages += compile_file(path, seen=seen, warn=warn)
        except (RefusalError, OSError) as e:
            bad += e.messages if isinstance(e, RefusalError) else [str(e)]
    for w in warn:
        print(f"warning: {w}", file=sys.stderr)
    for b in bad:
        print(b, file=sys.stderr)
    lines = "".join(json.dumps(p, ensure_ascii=False) + "\n" for p in passages)
    if bad:
        print(f"{len(bad)} refused", file=sys.stderr)
        return 1
    if args.out:
        args.out.write_text(lines, encoding="utf-8")
    else:
        sys.stdout.write(lines)
    figures, findings = (_count(passages, key) for key in ("figures", "findings"))
    print(f"{len(passages)} passages, {figures} figures, {findings} findings", file=sys.stderr)
    return 0


def _count(passages: Sequence[dict[str, object]], key: str) -> int:
    lists = [p[key] for p in passages]
    return sum(len(x) for x in lists if isinstance(x, list))


if __name__ == "__main__":
    sys.exit(main())
