"""The sentences of a report's prose: everything that is neither table nor page furniture.

Crawled text breaks lines anywhere, inside words and numbers too, and leaves headings without
punctuation; so a line break ends a sentence only where the line looks finished.
"""

from __future__ import annotations

import regex

from extractor.records import Document, Section, Sentence, Tables

MAX_SENTENCE = 1200
"""Longest sentence in characters; what runs on longer is cut at the next comma or at once."""

_END = regex.compile(
    r"""[。！？!?]+[”"』」）)]*      # a full stop, with what closes after it
      | (?<=[\u4e00-\u9fff）)”])\.(?=\s*(?:[\u4e00-\u9fff（]|\d{1,2}[.．、]|$))   # ASCII stop used as a Chinese one
      | (?<![^\S\n])[^\S\n]*+\n\s*+  # a line break: decided by the caller
    """,
    regex.VERBOSE,
)
_NUMBERED = regex.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、．.是]|其[一二三四五六七八九]"
    r"|第[一二三四五六七八九]，?|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])\s*"
)
_UNFINISHED_HEADING = regex.compile(r"[^。，,；;：:？！]{1,32}")
_FURNITURE = regex.compile(
    r"(?:发布(?:时间|日期|机构|单位)|信息来源|来源|浏览(?:次数|量)|阅读(?:次数|量)?|点击(?:率|数|量)?|访问次数|字号|字体|索引号|"
    r"信息索引|文章来源|作者|责任编辑|编辑|打印|关闭|分享|日期|时间|当前位置|您(?:现在|当前)?(?:的|所在)?位置)\s*[:：【\[]"
)
_FOOTER = regex.compile(
    r"版权所有|主办单位|承办单位|网站标识码|ICP备|公网安备|Copyright|扫一扫|上一[篇条]|下一[篇条]|相关链接|相关附件|技术支持[:：]"
    r"|网站地图|联系我们",
    regex.IGNORECASE,
)
_CJK = regex.compile(r"[\u4e00-\u9fff]")
_CELLISH = regex.compile(r"\|")


def split_prose(
    document: Document, sections: tuple[Section, ...], tables: Tables
) -> tuple[Sentence, ...]:
    """The prose of `document` as sentences in text order, tables and page furniture left out."""
    text = document.text
    holes = sorted(
        [(r.start, r.end) for r in tables.readings] + [(s.start, s.end) for s in tables.extra]
    )
    holes = _clip(holes, len(text))
    by_start = sorted(sections, key=lambda s: s.start)
    cuts = sorted({0, len(text), *(s.start for s in by_start), *(s.body for s in by_start)})
    heading_starts = {s.start: s.body for s in by_start if s.body > s.start}
    out: list[Sentence] = []
    footer = _footer_start(text, by_start, holes)
    for start, end in zip(cuts, cuts[1:], strict=False):
        if start in heading_starts:  # the heading itself is no prose
            continue
        number = 0
        for s in by_start:
            if s.start <= start < s.end:
                number = s.number
        for lo, hi in _outside(start, min(end, footer), holes):
            _split(text, lo, hi, number, out)
    return tuple(out)


def _clip(holes: list[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for lo, hi in holes:
        lo, hi = max(lo, 0), min(hi, size)
        if merged and lo <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(hi, merged[-1][1]))
        elif lo < hi:
            merged.append((lo, hi))
    return merged


def _outside(lo: int, hi: int, holes: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out = []
    for a, b in holes:
        if b <= lo or a >= hi:
            continue
        if a > lo:
            out.append((lo, a))
        lo = max(lo, b)
    if lo < hi:
        out.append((lo, hi))
    return out


def _footer_start(text: str, sections: list[Section], holes: list[tuple[int, int]]) -> int:
    """Where the page's footer begins: only looked for behind the last section and table."""
    after = max([s.body for s in sections] + [b for _, b in holes] + [0])
    if not after:
        return len(text)
    found = _FOOTER.search(text, after)
    return found.start() if found else len(text)


def _split(text: str, lo: int, hi: int, section: int, out: list[Sentence]) -> None:
    start = lo
    heading = ""
    for m in _END.finditer(text, lo, hi):
        if "\n" in m.group() and not _line_ends(text, start, m.start(), m.end(), hi):
            continue
        heading = _add(text, start, m.end(), section, heading, out)
        start = m.end()
    _add(text, start, hi, section, heading, out)


def _line_ends(text: str, start: int, stop: int, after: int, hi: int) -> bool:
    """Does the line break at `stop` end the sentence that began at `start`?"""
    if stop <= start:
        return True
    if text[stop - 1] in "；;：:":
        return True
    line_start = max(text.rfind("\n", start, stop) + 1, start)
    line = text[line_start:stop].strip()
    if after >= hi or not line:
        return True
    if "|" in line or "\t" in line:
        return True
    upcoming = text[after : after + 60]
    if _NUMBERED.match(upcoming) and not (line[-1].isdigit() and upcoming[:1].isdigit()):
        return True
    if "|" in upcoming.split("\n", 1)[0] or "\t" in upcoming.split("\n", 1)[0]:
        return True
    if len(line) < 24 and line[-1].isdigit() and not upcoming[:1].isdigit() and "，" not in line:
        return True  # 行政许可：315: a row of figures written as text
    if _UNFINISHED_HEADING.fullmatch(line) and line_start == start:
        return True  # a heading, a title, a name: no punctuation at all in a short line
    return False


def _add(text: str, start: int, end: int, section: int, heading: str, out: list[Sentence]) -> str:
    """Append the sentence, or take it as the heading of what follows; returns the heading."""
    while start < end and (text[start].isspace() or text[start] in "　\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start < 2:
        return heading
    body = text[start:end]
    numbered = _NUMBERED.match(body)
    if numbered:
        rest = body[numbered.end() :]
        stop = min((i for i in map(rest.find, "。：:；;") if i >= 0), default=len(rest))
        heading = rest[: min(stop, 40)]
    elif _UNFINISHED_HEADING.fullmatch(body) and not any(c.isdigit() for c in body):
        heading = body
    if (
        not _CJK.search(body)
        or _is_cells(body)
        or (section == 0 and _FURNITURE.search(body) and "。" not in body)
    ):
        return heading
    while end - start > MAX_SENTENCE:
        cut = max(text.rfind(mark, start, start + MAX_SENTENCE) for mark in "；;，,、 ")
        cut = cut + 1 if cut > start else start + MAX_SENTENCE
        out.append(Sentence(start, cut, section, heading))
        start = cut
    if end > start:
        out.append(Sentence(start, end, section, heading))
    return heading


def _is_cells(body: str) -> bool:
    """A row of some other table: many separators for its length, or a label and its number."""
    marks = body.count("|") + body.count("\t")
    return marks >= 2 or (marks == 1 and len(body) < 60)
