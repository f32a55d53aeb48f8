"""Two readings of one text: the marks of each, brought together figure by figure, and compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.compile_passages import RefusalError, entries
from corpus.markup import MARK, Mark, parse
from corpus.spec import REPORTS, read

HERE = Path(__file__).parent
PASSAGES = HERE / "passages"
SECOND = HERE / "second"
REPORTS_BATCH = "reports"
ASPECTS = ("text", "value", "kind", "indicator", "scope", "optional")
"""What two readings of one figure may differ in."""
OPEN = "n.other"


@dataclass(frozen=True)
class Passage:
    """A passage or a report's prose as the gold has it now, with its marks."""

    id: str
    head: str
    marked: str

    @property
    def text(self) -> str:
        return parse(self.marked)[0]

    @property
    def marks(self) -> list[Mark]:
        return parse(self.marked)[1]


@dataclass(frozen=True)
class Pair:
    """One figure in both readings; None where a reading has none there."""

    first: Mark | None
    second: Mark | None


@dataclass(frozen=True)
class Disagreement:
    """One difference of one figure; `aspect` is `figure` where a reading lacks it."""

    passage: str
    aspect: str
    pair: Pair
    outcome: str

    def __str__(self) -> str:
        first, second = (_shown(m, self.aspect) for m in (self.pair.first, self.pair.second))
        return f"{self.passage} {self.aspect}: {first} <> {second} -> {self.outcome}"


# -- reading ------------------------------------------------------------------------------------


def passages(batch: str) -> Iterator[Passage]:
    """The passages of a batch, or for `reports` the prose of every report. Raises MarkupError."""
    if batch == REPORTS_BATCH:
        for spec in map(read, sorted(REPORTS.glob("*.toml"))):
            prose = "\n".join([spec.intro.strip(), *map(str.strip, spec.sections.values())])
            yield Passage(spec.id, f"id={spec.id} year={spec.year} body={spec.agency}", prose)
        return
    for entry in entries((PASSAGES / f"{batch}.txt").read_text(encoding="utf-8").splitlines()):
        head = dict(w.partition("=")[::2] for w in entry.header.split())
        shown = entry.header.partition(" tags=")[0]
        yield Passage(head["id"], shown, "\n".join(entry.text).strip())


def marks_of(line: str, text: str) -> tuple[Mark, ...]:
    """The marks of one line, found in `text` one after the other. Raises ValueError."""
    out: list[Mark] = []
    at = end = 0
    for m in MARK.finditer(line):
        anchor = (
            line[end : m.start()].split()[-1:] if line[m.start() - 1 : m.start()].strip() else []
        )
        end = m.end()
        before = anchor[0] if anchor else ""
        start = _find(text, before, m[1], at)
        at = start + len(m[1])
        out.append(replace(parse(m[0])[1][0], start=start, end=at))
    return tuple(out)


def _find(text: str, before: str, words: str, at: int) -> int:
    """Where `words` stand behind `before`, from `at`; never in the middle of a longer number."""
    while (found := text.find(before + words, at)) >= 0:
        start = found + len(before)
        if not _inside_number(text[max(start - 2, 0) : start], words):
            return start
        at = found + 1
    raise ValueError(f"{before}{words!r} does not stand in the text after offset {at}")


def _inside_number(before: str, words: str) -> bool:
    """Do `words` go on with a number? A full-width comma groups digits or parts two numbers."""
    grouped = "[.,，]?" if re.match(r"\d{3}(?!\d)", words) else "[.,]?"
    return words[0].isdigit() and bool(re.search(rf"\d{grouped}$", before))


def reading(path: Path, texts: Mapping[str, str]) -> dict[str, tuple[Mark, ...]]:
    """Passage id -> marks of a reading. Raises RefusalError with every line refused."""
    out: dict[str, tuple[Mark, ...]] = {}
    bad: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, rest = line.partition(" ")
        if name not in texts or name in out:
            bad.append(f"{path.name}:{number}: {name} is no passage, or stands twice")
            continue
        try:
            out[name] = marks_of(rest.replace("\\n", "\n"), texts[name])
        except ValueError as e:
            bad.append(f"{path.name}:{number}: {name}: {e}")
    if bad:
        raise RefusalError(bad)
    return out


def frozen(batch: str) -> str:
    """The marks of the gold as it stands, one line a passage, to keep as the first reading."""
    return "".join(" ".join([p.id, *_anchored(p.marked)]) + "\n" for p in passages(batch))


def _anchored(marked: str) -> Iterator[str]:
    """Each mark, with as many words before it as tell its place."""
    text, marks = parse(marked)
    at = 0
    for m, mark in zip(MARK.finditer(marked), marks, strict=True):
        before = ""
        while _find(text, before, mark.text, at) != mark.start:
            before = text[mark.start - len(before) - 1 : mark.start]
        at = mark.end
        yield (before + m[0]).replace("\n", "\\n")


# -- comparing ----------------------------------------------------------------------------------


def pairs(first: Sequence[Mark], second: Sequence[Mark]) -> list[Pair]:
    """Figures of both readings brought together where they overlap, in text order."""
    out: list[Pair] = []
    free = list(second)
    for a in first:
        b = next((b for b in free if a.start < b.end and b.start < a.end), None)
        if b is not None:
            free.remove(b)
        out.append(Pair(a, b))
    return out + [Pair(None, b) for b in free]


def may_state(mark: Mark) -> set[str]:
    """What the figure may state. An undecided count is `n.other`: both are scored alike."""
    return {i or OPEN for i in (mark.indicator, *mark.alternatives)}


def differs(a: Mark, b: Mark, aspect: str) -> bool:
    """Do two readings of one figure differ in this? Optional ones differ in nothing else."""
    if aspect == "optional":
        return a.ignored != b.ignored
    if a.ignored or b.ignored:
        return False
    if aspect == "indicator":
        return not may_state(a) & may_state(b)
    if aspect == "value":
        return (a.quantity.value, a.quantity.qualifier) != (b.quantity.value, b.quantity.qualifier)
    if aspect == "scope":
        return (a.year, a.body) != (b.year, b.body)
    return bool(getattr(a, aspect) != getattr(b, aspect))


def disagreements(passage: Passage, both: Iterable[Pair]) -> Iterator[Disagreement]:
    """Every difference, with what the gold as it stands has made of it."""
    for pair in both:
        a, b = pair.first, pair.second
        if a is None or b is None:
            there = a or b
            if there is None or there.ignored:
                continue
            now = _at(passage.marks, there)
            settled = "optional" if now and now.ignored else "marked" if now else "unmarked"
            outcome = settled if settled == "optional" else _winner(pair, now is not None)
            yield Disagreement(passage.id, "figure", pair, outcome)
            continue
        for aspect in ASPECTS:
            if differs(a, b, aspect):
                now = _at(passage.marks, a)
                yield Disagreement(passage.id, aspect, pair, _outcome(a, b, now, aspect))


def _at(marks: Iterable[Mark], where: Mark) -> Mark | None:
    return next((m for m in marks if m.start < where.end and where.start < m.end), None)


def _winner(pair: Pair, marked: bool) -> str:
    return "first" if (pair.first is not None) == marked else "second"


def _outcome(a: Mark, b: Mark, now: Mark | None, aspect: str) -> str:
    if now is None or (now.ignored and aspect != "optional"):
        return "third"
    like_first, like_second = (not differs(x, now, aspect) for x in (a, b))
    if like_first and like_second:
        return "both"
    return "first" if like_first else "second" if like_second else "third"


def _shown(mark: Mark | None, aspect: str) -> str:
    if mark is None:
        return "nothing"
    if aspect == "indicator":
        return f"{mark.text} " + "/".join(x or "-" for x in (mark.indicator, *mark.alternatives))
    if aspect == "scope":
        return f"{mark.text} y={mark.year} b={mark.body}"
    if aspect == "value":
        return f"{mark.text} {mark.quantity.value} {mark.quantity.qualifier}"
    if aspect == "optional":
        return f"{mark.text} {'optional' if mark.ignored else 'a figure'}"
    return f"{mark.text} {getattr(mark, aspect) if aspect == 'kind' else mark.indicator or '-'}"
