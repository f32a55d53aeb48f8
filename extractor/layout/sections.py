"""The six statutory sections, found by their headings.

The headings are those of 国办公开办函〔2019〕60号 and 〔2021〕30号, with the variants of reports.
A heading may lack its number, carry another, or stand in the middle of a line when a crawler
joined the page; it is not taken for one of the lists of titles that introductions and tables
of contents hold.
"""

from __future__ import annotations

import re
from importlib.resources import files

import msgspec
import regex

from extractor.codebook import load_codebook
from extractor.layout.folding import Folded, fold
from extractor.records import Document, Section


class _Titles(msgspec.Struct, frozen=True):
    titles: tuple[tuple[str, ...], ...]
    keywords: tuple[str, ...]
    """Of each section, what a heading in other words says all the same."""
    old_headings: tuple[str, ...]


_DATA = files("extractor.layout").joinpath("data", "sections.json").read_bytes()
_TITLES = msgspec.json.decode(_DATA, type=_Titles)
_VARIANTS = tuple(tuple(sorted(words, key=len, reverse=True)) for words in _TITLES.titles)

_NUMERALS = "一二三四五六七八九十"
_SIGNS = "壹贰叁肆伍陆ⅠⅡⅢⅣⅤⅥ①②③④⑤⑥"
_LETTERS = ("I", "II", "III", "IV", "V", "VI")
_BLANK = " \t\r\f\v\u00a0\u3000|#*>＞｜"
_ORNAMENT = "【〖［[•·▎▌▍■□◆◇★☆●○▶►➤✦—–-"
"""What stands before a heading for looks; `_ENDS` stands behind it."""
_ENDS = "】〗］]◆★"
_NUMBERING = regex.compile(
    rf"""(?:第(?P<part>[{_NUMERALS}])\s*(?:部分|章|节|项)?[、．.，,：:]?
        |(?P<bracket>[（(]\s*(?P<inside>[{_NUMERALS}\d])\s*[)）][、．.，,]?)
        |(?P<han>[{_NUMERALS}])\s*(?P<mark>[、．.，,：:；;]|\s)?
        |(?:(?i:part)[ .．]?|(?<![\d.]))0?(?P<digit>[1-9１-９])(?:\s*[、．.，,]|[ \t\u3000])
        |(?P<sign>[{_SIGNS}]|(?<![A-Za-z])(?:I{{1,3}}|IV|VI?))\s*[、．.，,：:]?
        )\s*$""",
    regex.VERBOSE,
)
_PAGE_NUMBER = re.compile(r"[ \t\u3000.．·•…—–_-]*(?:\d{1,3}|[（(]\d{1,3}[）)])[ \t\r]*(?:\n|$)")
"""What stands behind a title in a table of contents."""
_WINDOW = 14
_LISTED = '、；;和及与等”"》'
"""What follows a title that is only named in a list."""

_QUOTED = '、；;”"》'
"""Of these, what follows it even where it has its own number (五、存在的…情况与先进…)."""

_HEADING = regex.compile(
    rf"^[{regex.escape(_BLANK)}]*(?P<han>[{_NUMERALS}])\s*[、．.，,]\s*(?P<words>[^\n。，,；;|\t\d]{{2,36}}?)"
    rf"[ \u3000\r：:*]*$",
    regex.MULTILINE,
)
"""A numbered line of a few words."""
_KEYWORDS = tuple(map(regex.compile, _TITLES.keywords))
_CANDIDATES = 120
_THIN = 4
"""A body of fewer ideographs than this may be a line of a table of contents."""


class _Candidate(msgspec.Struct, frozen=True):
    number: int
    start: int
    body: int
    folded: int
    folded_end: int
    score: float


def find_sections(document: Document) -> tuple[Section, ...]:
    """The statutory sections of a report in text order; empty where it has none.

    Reports for 2018 and earlier had headings of their own: there, one or two that happen to
    agree are not taken for the statutory ones.
    """
    text = document.text
    folded = fold(text)
    found = _candidates(text, folded)
    chain = _best_chain(found)
    if len(chain) < 3:  # （一）is a sub-heading as a rule, so that it is asked only then
        bracketed = _candidates(text, folded, brackets=True)
        if len(_best_chain(bracketed)) >= 3:
            found, chain = bracketed, _best_chain(bracketed)
    if len(chain) < 3 and _is_old(text, folded):
        return ()
    if len(chain) >= 3:
        found, chain = _with_retitled(text, folded, found, chain)
    titles = load_codebook().section_titles
    out = []
    for i, c in enumerate(chain):
        if i + 1 < len(chain):
            end = chain[i + 1].start
        else:
            end = min((o.start for o in found if o.start > c.start), default=len(text))
        out.append(Section(c.number, titles[c.number - 1], c.start, end, c.body))
    return tuple(out)


def _candidates(text: str, folded: Folded, *, brackets: bool = False) -> list[_Candidate]:
    taken: dict[int, _Candidate] = {}
    for number, words in enumerate(_VARIANTS, start=1):
        covered: list[tuple[int, int]] = []
        for lo, hi in folded.find_all(words):
            if any(a <= lo < b for a, b in covered):
                continue
            covered.append((lo, hi))
            candidate = _judge(text, folded, number, (lo, hi), brackets=brackets)
            if candidate is not None:
                known = taken.get(candidate.start)
                if known is None or known.folded_end < candidate.folded_end:
                    taken[candidate.start] = candidate
    return sorted(taken.values(), key=lambda c: c.start)[:_CANDIDATES]


def _judge(
    text: str, folded: Folded, number: int, at: tuple[int, int], *, brackets: bool
) -> _Candidate | None:
    """How much an occurrence of a title looks like the heading; None where it cannot be one.

    `brackets`: its number may stand in brackets, which mark sub-headings as a rule.
    """
    lo, hi = at
    start, end = folded.start(lo), folded.end(hi)
    if end - start > 2 * (hi - lo) + 12:  # the words of the title are strewn over the text
        return None
    before = text[max(0, start - _WINDOW) : start]
    numbering = _NUMBERING.search(before)
    expected = None
    if numbering is not None:
        if numbering["bracket"] and not brackets:
            return None
        start -= len(before) - numbering.start()
        expected = _value(numbering) == number
    at_line = _at_line_start(text, start)
    if _PAGE_NUMBER.match(text, end):
        return None
    end, rest = _heading_end(text, end)
    alone = not rest or rest[0] == "\n"
    score = _score(text, numbering, expected, at_line, alone, rest)
    if score <= 0:
        return None
    return _Candidate(number, start, end, lo, hi, score)


def _value(numbering: regex.Match[str]) -> int:
    """The number that stands before a title."""
    told = numbering["part"] or numbering["han"] or numbering["inside"]
    if told and told in _NUMERALS:
        return _NUMERALS.index(told) + 1
    if sign := numbering["sign"]:
        return (_LETTERS.index(sign) if sign in _LETTERS else _SIGNS.index(sign) % 6) + 1
    return int(told or numbering["digit"])


def _score(
    text: str,
    numbering: regex.Match[str] | None,
    expected: bool | None,
    at_line: bool,
    alone: bool,
    rest: str,
) -> float:
    weak = numbering is not None and not (numbering["part"] or numbering["han"])
    own_number = expected and not weak
    if not alone and rest[0] in (_QUOTED if own_number else _LISTED):
        return 0
    if weak:  # a sub-heading as a rule
        return (8 if expected else 3) if at_line and alone else 0
    if at_line and alone:
        return 12 if expected else 10 if numbering else 9
    if numbering is None:
        return 5 if at_line and rest[0] in "。：: " else 0
    marked = bool(numbering["part"] or numbering["mark"])
    if not marked or (not alone and rest[0] in "，,"):
        return 0
    return (9 if at_line else 7) if expected else (6 if at_line else 2)


def _at_line_start(text: str, start: int) -> bool:
    while start > 0 and text[start - 1] in _BLANK + _ORNAMENT:
        start -= 1
    return start == 0 or text[start - 1] == "\n"


def _heading_end(text: str, end: int) -> tuple[int, str]:
    """Where the heading ends, a bracket, stop or colon behind it included; what follows."""
    rest = text[end : end + 40].lstrip(_BLANK)
    end_of_word = end
    if rest[:1] in ("（", "(") and "\n" not in rest[:30]:
        close = max(rest.find("）", 0, 30), rest.find(")", 0, 30))
        if close > 0 and not rest[1:close].strip(_NUMERALS):
            close = -1  # （一） begins the body
        if close > 0:
            end_of_word = text.index(rest[close], end) + 1
            rest = text[end_of_word : end_of_word + 40].lstrip(_BLANK)
    if rest[:1] in _ENDS:
        rest = rest.lstrip(_ENDS + _BLANK)
    stripped = rest.lstrip("。．.：:") if rest[:1] in ("。", "：", ":", "．", ".") else rest
    if stripped != rest:
        end_of_word = text.index(rest[0], end_of_word) + len(rest) - len(stripped)
        rest = stripped.lstrip(_BLANK)
    return end_of_word, rest


def _best_chain(found: list[_Candidate]) -> list[_Candidate]:
    """The headings that follow one another best: rising numbers, bodies between them.

    A heading that is passed over costs, so that a chain does not begin in a table of contents
    or end in a second report.
    """
    best: list[tuple[float, int]] = []
    for i, c in enumerate(found):
        value, previous = c.score, -1
        for j in range(i):
            p = found[j]
            if p.number >= c.number or p.folded_end > c.folded:
                continue
            thin = c.folded - p.folded_end < _THIN
            cost = (1 if p.number == 4 else 4) * thin + 3 * (i - j - 1)
            skipped = 0.5 * (c.number - p.number - 1)
            total = best[j][0] + c.score - cost - skipped
            if total > value:
                value, previous = total, j
        best.append((value, previous))
    if not best:
        return []
    at = max(range(len(best)), key=lambda i: (best[i][0], -i))
    chain = []
    while at >= 0:
        chain.append(found[at])
        at = best[at][1]
    return chain[::-1]


def _with_retitled(
    text: str, folded: Folded, found: list[_Candidate], chain: list[_Candidate]
) -> tuple[list[_Candidate], list[_Candidate]]:
    """Candidates and chain with the sections whose headings say their subject in other words.

    四、因…被申请复议的情况 between the third section and the fifth is the fourth.
    """
    extra: list[_Candidate] = []
    for number, words in enumerate(_KEYWORDS, start=1):
        if any(c.number == number for c in chain):
            continue
        low = max((c.body for c in chain if c.number < number), default=0)
        high = min((c.start for c in chain if c.number > number), default=len(text))
        lines = [m for m in _HEADING.finditer(text, low, high) if words.search(m["words"])]
        if number == 1:
            lines.reverse()  # the one before section two, not that of a table of contents
        lines.sort(key=lambda m: _NUMERALS.index(m["han"]) + 1 != number)
        if lines and (number > 1 or lines[0]["han"] == "一"):
            m = lines[0]
            start, end = m.start("han"), m.end("words")
            place = folded.index(m.start("words")), folded.index(end)
            extra.append(_Candidate(number, start, end, *place, 0))
    if not extra:
        return found, chain
    both = {c.start: c for c in (*found, *extra)}
    return sorted(both.values(), key=lambda c: c.start), sorted(
        [*chain, *extra], key=lambda c: c.start
    )


def _is_old(text: str, folded: Folded) -> bool:
    """Whether the report has the headings of the years before 2019."""
    seen = 0
    for word in _TITLES.old_headings:
        for lo, _ in folded.find_all((word,), limit=20):
            start = folded.start(lo)
            numbering = _NUMBERING.search(text[max(0, start - _WINDOW) : start])
            if numbering is not None and not numbering["bracket"]:
                start -= len(numbering[0])
                if _at_line_start(text, start) or numbering["mark"]:
                    seen += 1
                    break
    return seen >= 2
