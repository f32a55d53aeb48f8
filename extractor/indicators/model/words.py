"""What a frame's words tell the model, without a look at how the rules read it.

Words are those of the segmenter, numbers masked and years told by their distance from the
report's; cues are the tables of `data/cues.toml`. No number, no table value is among them: what a
figure states must not depend on what would fit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractor.indicators.cues import Hit, table
from extractor.indicators.frames import Frame
from extractor.language.segmenter import cutter

WORDS_LEFT = 12
"""Words of the clause before the figure that are looked at; `WORDS_RIGHT` behind it."""
WORDS_RIGHT = 8
NEAR_LEFT, NEAR_RIGHT = 10, 8
"""So many characters on either side are looked at in pairs and triples."""
CHARS_RIGHT = 24
"""So many characters hold `WORDS_RIGHT` words."""
FAR_YEARS = 2
"""Years further from the report's are all alike."""

_YEAR = re.compile(r"((?:19|20)\d\d)年(?:度)?")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*%?")
_NAMES_OF_YEARS = {0: "本年", -1: "上年", 1: "下年"}
_CASES = dict.fromkeys(["宗", "例", "单", "案"], "件")
"""Rare words for a case, which say no more than 件 does."""
_TABLES = ("objects", "rows", "flow", "columns", "results", "channels", "tables")


@lru_cache(maxsize=8192)
def cues(name: str, text: str) -> tuple[str, ...]:
    """The values of a cue table that `text` names, in text order."""
    return tuple([h.value for h in table(name).hits(text)]) if text else ()


@lru_cache(maxsize=8192)
def cues_by_table(text: str) -> Mapping[str, tuple[str, ...]]:
    """The same of each table that has cues in `text`, by its name."""
    return {name: tuple([h.value for h in hits]) for name, hits in _told(text)}


def words(text: str) -> tuple[str, ...]:
    """The words of `text`, blanks left out."""
    return tuple([w for w in cutter()(text) if not w.isspace()]) if text else ()


def neutral(text: str, year: int | None) -> str:
    """`text` with years told from `year`'s distance and other numbers as one mark.

    >>> neutral("2022年结转的3件", 2023)
    '上年结转的#件'
    """
    if not _DIGITS.search(text):
        return text

    def named(m: re.Match[str]) -> str:
        return _NAMES_OF_YEARS.get(int(m[1]) - year, "某年") if year is not None else "某年"

    return str(_DIGITS.sub("#", _YEAR.sub(named, text)))


class _Subjects(NamedTuple):
    """What tells what a whole sentence is about, by the tables of cues."""

    objects: tuple[str, ...]
    channels: tuple[str, ...]


class SentenceCues:
    """The cues of the sentence up to a figure, gathered as the figures come in text order."""

    def __init__(self) -> None:
        self._sentence = -1
        self._seen = _Subjects((), ())

    def before(self, frame: Frame) -> _Subjects:
        """What the sentence named up to `frame`, its own clause too."""
        seen = self._seen if frame.sentence == self._sentence else _Subjects((), ())
        self._sentence = frame.sentence
        self._seen = _Subjects(
            seen.objects + cues("objects", frame.since),
            seen.channels + cues("channels", frame.since),
        )
        return self._seen


Names = tuple[str, ...]
"""Names of features that come up together: made once, and known again by whoever looks them up."""


def features(
    frames: Sequence[Frame], year: int | None, asked: Callable[[Frame], bool] = lambda _: True
) -> Iterator[tuple[Frame, list[Names]]]:
    """Each frame that is asked for, in order, with the names of its features.

    All of them are yes or no.
    """
    subjects = SentenceCues()
    for k, frame in enumerate(frames):
        about = subjects.before(frame)
        if not asked(frame):
            continue
        behind = frames[k + 1].since if k + 1 < len(frames) else ""
        if behind and frames[k + 1].sentence != frame.sentence:
            behind = ""
        out = [_surroundings(frame, year), _heading(frame.heading)]
        if frame.kind:
            out.append((f"of {frame.kind}",))
        if frame.beside:
            out.append(_beside(frame.beside, cues("flow", frame.left), cues("rows", frame.left)))
        out += _words(frame, year)
        out += _cues(frame, behind, about)
        yield frame, out


def _surroundings(frame: Frame, year: int | None) -> Names:
    """Unit, kind, place in section, clause and list; years."""
    figure = frame.figure
    told = figure.scope.year
    away = "" if told is None or year is None else max(-FAR_YEARS, min(FAR_YEARS, told - year))
    return _named_surroundings(
        _CASES.get(figure.unit, figure.unit),
        figure.kind,
        figure.qualifier,
        frame.section,
        year in (2019, 2020),
        frame.leads,
        frame.bracket,
        frame.joined,
        frame.opener,
        frame.parent is not None,
        frame.list_open,
        frame.turn is not None,
        frame.scoped_body is not None,
        away,
    )


@lru_cache(maxsize=4096)
def _named_surroundings(
    unit: str,
    kind: str,
    qualifier: str,
    section: int,
    old_form: bool,
    leads: bool,
    bracket: bool,
    joined: bool,
    opener: str,
    part: bool,
    list_open: bool,
    turn: bool,
    body: bool,
    away: int | str,
) -> Names:
    return (
        f"unit {unit}",
        f"kind {kind}",
        f"qualifier {qualifier}",
        f"section {section}",
        f"old form {old_form}",
        f"leads {leads} {unit}",
        f"leads {leads}",
        f"bracket {bracket}",
        f"joined {joined}",
        f"opener {opener}",
        f"part {part}",
        f"open {list_open}",
        f"turn {turn}",
        f"body {body}",
        f"year {away}",
    )


@lru_cache(maxsize=512)
def _beside(beside: str, flow: tuple[str, ...], rows: tuple[str, ...]) -> Names:
    """What the stretch names beside a row, and beside which."""
    told = "flow" if flow else "row" if rows else "none"
    return (f"beside {beside}", f"beside {beside} {told}")


@lru_cache(maxsize=512)
def _heading(heading: str) -> Names:
    """The pairs of characters of a heading, which all figures below it share, without numbers."""
    bare = "".join(_DIGITS.sub("", heading).split())
    return tuple([f"heading {bare[i : i + 2]}" for i in range(len(bare) - 1)])


def _words(frame: Frame, year: int | None) -> tuple[Names, Names]:
    left, right = frame.left, frame.right[:CHARS_RIGHT]
    return (
        _to_left(left) or _to_left(neutral(left, year)) or (),
        _to_right(right) or _to_right(neutral(right, year)) or (),
    )


@lru_cache(maxsize=8192)
def _to_left(text: str) -> Names | None:
    """The words on the left, the nearest ones as such, and the nearest characters.

    Characters tell words of the same sort apart from others that the corpus does not have.
    None of a text with digits, which must be made `neutral` first.
    """
    if _DIGITS.search(text):
        return None
    left = words(text)[-WORDS_LEFT:]
    names = [f"left {w}" for w in left]
    names += [f"before {w}" for w in left[-1:]]
    if len(left) > 1:
        names.append(f"before {left[-2]} {left[-1]}")
    return (*names, *_characters("left of", "".join(left)[-NEAR_LEFT:]))


@lru_cache(maxsize=8192)
def _to_right(text: str) -> Names | None:
    if _DIGITS.search(text):
        return None
    right = words(text)[:WORDS_RIGHT]
    names = [f"right {w}" for w in right]
    names += [f"behind {w}" for w in right[:1]]
    return (*names, *_characters("right of", "".join(right)[:NEAR_RIGHT]))


def _characters(where: str, text: str) -> Names:
    """The pairs and triples of characters."""
    size = len(text)
    return tuple([f"{where} {text[i : i + n]}" for n in (2, 3) for i in range(size - n + 1)])


def _cues(frame: Frame, behind: str, subjects: _Subjects) -> list[Names]:
    """The cues to the left and right; `behind`: all that stands before the next figure.

    Most of these stretches are parts of what stands between two figures, which is looked through
    once for both.
    """
    left, right, since, onward = frame.left, frame.right, frame.since, frame.onward
    out: list[Names] = []
    if left:
        before = since if since.endswith(left) else left
        out.append(_in_place("L", before, len(before) - len(left), len(before), -1))
    if right:
        out.append(_in_place("R", _whole(right, behind), 0, len(right), 0))
    if frame.leads and onward:
        out.append(_in_place("O", _whole(onward, behind), 0, len(onward), 0))
    if since and since != left:
        out.append(_in_place("S", since, 0, len(since), -1))
    out.append(_about(subjects, frame.heading))
    return out


@lru_cache(maxsize=4096)
def _about(subjects: _Subjects, heading: str) -> Names:
    """What the sentence and its heading are about."""
    return (
        *_named("B", "objects", subjects.objects, -1),
        *_named("B", "channels", subjects.channels, -1),
        *_named("H", "objects", cues("objects", heading), -1),
    )


@lru_cache(maxsize=8192)
def _in_place(where: str, text: str, start: int, end: int, nearest: int) -> Names:
    """The cues in `text[start:end]`, table by table."""
    out: list[str] = []
    for name, hits in _told(text):
        found = tuple([h.value for h in hits if h.start >= start and h.end <= end])
        out += _named(where, name, found, nearest)
    return tuple(out)


@lru_cache(maxsize=4096)
def _told(text: str) -> tuple[tuple[str, Sequence[Hit]], ...]:
    """Of each table that has cues in `text`, as few have: its name and what it finds."""
    return tuple([(name, hits) for name in _TABLES if (hits := table(name).hits(text))])


def _whole(text: str, behind: str) -> str:
    """What to look through for `text`: all of `behind` where it begins with it."""
    return behind if behind.startswith(text) else text


@lru_cache(maxsize=2048)
def _named(where: str, name: str, found: tuple[str, ...], nearest: int) -> Names:
    """Every cue once, and the nearest as such."""
    if not found:
        return ()
    every = (f"{where} {name} {value}" for value in dict.fromkeys(found))
    return (*every, f"{where} {name} nearest {found[nearest]}")
