"""What else a clause names beside where applications stand: another matter, or some of them.

劳动仲裁上年结转21件、新收188件 tells where cases stand in the words of table 3, and 涉及征地的
申请12件 counts a part of those received. Both name more than the row, the year, the body and words
of counting. Nouns are an open class, so these closed ones are taken away and what is left is
looked at. What is left proves nothing by itself (回看全年, 受疫情影响): it is told to the model and
lowers the confidence of the rules. Matters that are known by name are decided on in `other_flows`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from extractor.indicators.cues import table
from extractor.indicators.frames import Frame
from extractor.indicators.memory import CASE_UNITS
from extractor.indicators.parallels import WEAK_ROWS
from extractor.indicators.statements import Statement
from extractor.indicators.wordlists import word_lists
from extractor.language.first import often_tried, swift

MATTER = 2
"""So many characters beside the known words name something."""
UNSURE = 0.6
"""No greater is the confidence of a row beside which something is named."""
APPLICATIONS = 3
"""The section on applications."""
_OPEN = "open"
_ROW = "row "
"""How the reasons of readings of table 3 begin (`ApplicationReader`)."""
_UNCOUNTED = frozenset(["ratio", "change", "rank"])
_WORDS = word_lists("matters").words
_PETITIONS = "rejected.petition"
"""The row whose words (信访) are another matter as well."""
_STATED = ("flow", "rows", "columns")
"""Cues of what table 3 has."""
_ON_DISCLOSURE = re.compile(_WORDS["on_disclosure"])
_APPLIED = swift(r"(?P<kind>[^，。；：、\d（）]{0,8})申请(?!人|量大|表|书|事项)")
"""Applications, and of what kind (食品经营许可申请, 林权类申请)."""
_OPENED = re.compile(_WORDS["opened"])
"""Words that only answers to applications for disclosure have."""
_ADVERBIAL = re.compile(
    rf"{_WORDS['adverbial']}[^，。；]{{0,24}}，|《[^》]{{0,30}}》|“[^”]{{0,20}}”"
)
"""从申请人类别看，: says of what it speaks, and names no matter."""
_APART = frozenset(["else", "apart"])
_BESIDE = "beside"
_NAMING_ANOTHER = tuple(
    f" {_BESIDE} {how}{told}" for how in sorted(_APART) for told in ("", " opened")
)
_REST = swift(r"(?:其[他它余]|别的|另外的)申请")
"""其他申请予以公开58件: of those that were not told of before."""
_BODY = re.compile(rf"[\u4e00-\u9fff]{{0,10}}{_WORDS['bodies']}(?:自身|机关|合计)?")
_KNOWN = often_tried(rf"{_WORDS['applications']}|{_WORDS['counting']}")
_NO_WORD = re.compile(r"[^\u4e00-\u9fff]+")


def note_matters(frames: Sequence[Frame]) -> None:
    """Sets `beside` of the frames of a report, in order: what their stretch names beside a row.

    `else`: another matter or some of the applications; what follows, up to the end of the next
    sentence, is of it too until applications are named. `apart`: the same behind a semicolon that
    ends what was on applications; `opened` is added to both where the sentence has words that only
    answers to applications for disclosure have. `some`: more than applications, where the heading,
    the sentence before or the stretch is on them and the clause names more.
    """
    told = _Told()
    for _, group in groupby(frames, key=attrgetter("sentence")):
        here = list(group)
        counts = [
            f for f in here if f.figure.unit in CASE_UNITS and f.figure.kind not in _UNCOUNTED
        ]
        for frame in counts:
            frame.beside = told.beside(frame)
        if any(f.beside in _APART for f in counts) and _OPENED.search(
            here[-1].before + here[-1].onward
        ):
            for frame in counts:
                frame.beside += " opened" if frame.beside in _APART else ""


def less_sure(frame: Frame, read: Statement) -> Statement:
    """`read`, `UNSURE` at most where the words name more than where applications stand."""
    indicator, confidence, others, reason = read
    if not frame.beside or not reason.startswith(_ROW):
        return read
    return indicator, min(confidence, UNSURE), others, f"{reason} {_BESIDE} {frame.beside}"


def names_another(reason: str) -> bool:
    """Was a figure read, for this reason, in words that name another matter and no application?

    Nouns are an open class: what the model takes for applications may be the other matter all the
    same, and no table is contradicted by it.
    """
    return reason.endswith(_NAMING_ANOTHER)


class _Told:
    """What was named so far: of the stretch at hand, of its sentence."""

    def __init__(self) -> None:
        self._sentence = -1
        self._named = ""
        """What holds for the stretch: "", `else`, `apart`, or that it is of applications."""
        self._last = ""
        """What its sentence named last, which holds for the next one where that names nothing."""
        self._apart = False
        """Is it behind a semicolon that ends what was on disclosure?"""

    def beside(self, frame: Frame) -> str:
        words = self._enter(frame)
        looks = not _tells_outcome(frame)
        if _ON_DISCLOSURE.search(words) or _ON_DISCLOSURE.search(frame.right):
            self._named = self._last = _OPEN
            self._apart = False
        elif "申请" in words and (applied := _APPLIED.search(words)) is not None:
            kind = _REST.search(words) or len(_named_in(applied["kind"])) >= MATTER
            self._named = self._last = "else" if kind else _OPEN
            self._apart = False
        elif looks and (not self._named or self._apart) and len(_named_in(words)) >= MATTER:
            self._named = self._last = "apart" if self._apart else "else"
        if self._named == _OPEN:
            return "some" if looks and len(_named_in(frame.left)) >= MATTER else ""
        return self._named

    def _enter(self, frame: Frame) -> str:
        """The words of the stretch since the figure before; what holds at its beginning."""
        words = frame.since
        if frame.sentence != self._sentence:
            near = frame.sentence == self._sentence + 1
            self._sentence, words = frame.sentence, frame.before
            self._named = self._last if near else ""
            self._last, self._apart = "", False
            if frame.about_applications or frame.section == APPLICATIONS:
                self._named = _OPEN
        if "；" in words:
            words = words[words.rfind("；") + 1 :]
            self._apart = self._named == _OPEN
        return words


def _tells_outcome(frame: Frame) -> bool:
    """Does an outcome stand before the number, whose reasons name other things?"""
    return any(hit.value not in WEAK_ROWS for hit in table("rows").hits(frame.left))


@lru_cache(maxsize=2048)
def _named_in(words: str) -> str:
    """The characters of `words` that are none of the known ones."""
    words = str(_ADVERBIAL.sub("，", words))
    kept = list(words)
    for name in _STATED:
        for hit in table(name).hits(words):
            if hit.value != _PETITIONS:
                kept[hit.start : hit.end] = " " * (hit.end - hit.start)
    known = _KNOWN.sub(" ", "".join(kept))
    return str(_NO_WORD.sub("", _KNOWN.sub(" ", _BODY.sub(" ", known))))
