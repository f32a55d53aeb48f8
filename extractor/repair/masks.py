"""Hidden or lost characters: `行政处□`, `1＊件`, U+FFFD.

Of words that the forms print the hidden character is known, and put back. Of a number nothing is
left that could be relied on: it is blotted out as a whole, and no later stage sees a part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.codebook import load_codebook
from extractor.repair.draft import Edit

BLOT = "□"
"""What stands for every character of a number that cannot be known."""
_MASKS = "□■＊*●█▇\ufffd"
_LETTERS = "(?<![A-Za-z])[a-z]{2,6}(?![A-Za-z])"
_ANY_MASK = re.compile(f"[{_MASKS}]")
_MAY_HIDE, _MAY_BLOT = re.compile(f"[{_MASKS}a-z]"), re.compile(f"[{_MASKS}?Xx×]")
"""What no word, and no number, with hidden characters is without."""
_HIDDEN = re.compile(f"[\u4e00-\u9fff](?:[{_MASKS}]|{_LETTERS})[\u4e00-\u9fff]")
_WITHIN = re.compile(f"(?<=[\u4e00-\u9fff])[{_MASKS}]{{1,2}}(?=[\u4e00-\u9fff])")
_FEWEST = 4
"""Characters of a word that is put back."""
_MOST_HIDDEN = 0.4
_AROUND = 40
"""Characters around a hidden one in which its word lies."""
_MOST = 1500
"""Hidden characters that are looked at; a page with more of them is lost."""
_DIGIT = "0-9０-９"
_NUMBER = re.compile(
    rf"""(?<![{_DIGIT}{_MASKS}])(?<![{_DIGIT}][.,，])
         (?:[{_DIGIT}][{_DIGIT}.,，]*+(?:[{_MASKS}]|[?Xx×](?=[{_DIGIT}件条次个项篇宗万%％年]))
           |(?:[{_MASKS}]+|[?])(?=[{_DIGIT}]|,[{_DIGIT}]{{3}}(?![{_DIGIT}]))|[{_MASKS}]+(?=[件条次个项篇宗万%％]))
         (?:[{_DIGIT}{_MASKS}]|[.,，?](?=[{_DIGIT}{_MASKS}]))*""",
    re.VERBOSE,
)
_CELL = re.compile(rf"(?:(?<=[|｜\t\n])|\A)[ \u3000]*([{_MASKS}]{{1,8}})[ \u3000]*(?=[|｜\t\n]|\Z)")
"""A cell of which nothing is left."""
_EMPHASIS = re.compile(
    rf"""(?<![{_DIGIT}*])(\*{{2,3}})(?=[^\s*])
         (?:[{_DIGIT}.,，%％万亿件条]+|[^*\n|]{{1,200}}(?<![\s{_DIGIT}*]))\1(?!\*)""",
    re.VERBOSE,
)
"""Markdown's bold: these asterisks hide nothing."""
_BULLET = re.compile(rf"(?:^|\n)[ \t\u3000]*[■□●█▇](?=[{_DIGIT}]+[^{_DIGIT}\n]{{6}})")
_TIMES = re.compile(rf"(?<![{_DIGIT}])[{_DIGIT}]++[×xX][{_DIGIT}]++")
"""`5×8`, `7x24`: hours, and nothing hidden."""


@lru_cache(maxsize=1)
def _vocabulary() -> dict[int, tuple[str, ...]]:
    """The words that the forms print, by length."""
    words: set[str] = set()
    book = load_codebook()
    for form in book.forms.values():
        words.update(form.section_titles)
        for row in form.rows.values():
            words.add(row.label)
            words.update(c.label for c in row.columns)
    words |= {"政府信息公开", "政府信息", "信息公开", "行政复议", "行政诉讼", "法人或其他组织",
              "年度报告", "申请数量", "主动公开", "依申请公开"}  # fmt: skip
    out: dict[int, list[str]] = {}
    for word in words:
        for part in re.findall("[\u4e00-\u9fff]+", word):
            if len(part) >= _FEWEST:
                out.setdefault(len(part), []).append(part)
    return {size: tuple(sorted(set(same))) for size, same in out.items()}


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    """Any word of the vocabulary, each of its characters as it is or hidden; longer ones first."""
    every = sorted((w for same in _vocabulary().values() for w in same), key=len, reverse=True)
    return re.compile(
        "|".join("".join(f"(?:[{c}{_MASKS}]|{_LETTERS})" for c in word) for word in every)
    )


def hidden_words(text: str) -> Iterator[Edit]:
    """Words of the forms with hidden characters, as they were."""
    for start, end in _near_hidden(text):
        yield from _put_back(text, start, end)


def _near_hidden(text: str) -> Iterator[tuple[int, int]]:
    """Stretches around hidden characters within words, those that touch as one."""
    if _MAY_HIDE.search(text) is None:
        return
    low = high = -1
    for m, _ in zip(_HIDDEN.finditer(text), range(_MOST), strict=False):
        if m.start() - _AROUND > high:
            if high > 0:
                yield low, high
            low = max(0, m.start() - _AROUND)
        high = m.end() + _AROUND
    if high > 0:
        yield low, high


def _put_back(text: str, start: int, end: int) -> Iterator[Edit]:
    for m in _words().finditer(text, start, end):
        found = re.findall(f"[{_MASKS}]|[a-z]+|.", m[0])
        hidden = [i for i, c in enumerate(found) if c in _MASKS or c.islower()]
        if not hidden or len(hidden) > _MOST_HIDDEN * len(found):
            continue
        fits = [
            w
            for w in _vocabulary().get(len(found), ())
            if all(i in hidden or w[i] == c for i, c in enumerate(found))
        ]
        if len(fits) == 1:
            yield Edit(m.start(), m.end(), fits[0])


def hidden_numbers(text: str) -> Iterator[Edit]:
    """Numbers of which some digit is hidden, blotted out."""
    if _MAY_BLOT.search(text) is None:
        return
    if _ANY_MASK.search(text) is None and not _TIMES.search(text):
        if re.search(rf"[{_DIGIT}][?Xx×]|[?][{_DIGIT}]", text) is None:
            return
    plain = {i for m in _EMPHASIS.finditer(text) for i in _stars(m)}
    plain.update(m.end() - 1 for m in _BULLET.finditer(text))
    shown = text
    if plain:
        letters = list(text)
        for i in plain:
            letters[i] = " "
        shown = "".join(letters)
    for m in _CELL.finditer(shown):
        yield Edit(m.start(1), m.end(1), BLOT * len(m[1]))
    for m in _NUMBER.finditer(shown):
        if _TIMES.fullmatch(m[0]):
            continue
        yield Edit(m.start(), m.end(), BLOT * (m.end() - m.start()))


def _stars(m: re.Match[str]) -> Iterator[int]:
    yield from range(m.start(), m.end(1))
    yield from range(m.end() - len(m[1]), m.end())


def still_hidden(text: str) -> Iterator[tuple[int, int]]:
    """Hidden characters within words: what stood there is not known."""
    if _ANY_MASK.search(text) is None:
        return
    for m in _WITHIN.finditer(text):
        yield m.span()
