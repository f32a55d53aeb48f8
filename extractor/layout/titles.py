"""Titles of reports, and the names of the bodies in them."""

from __future__ import annotations

import re
from importlib.resources import files

import msgspec
import regex

from extractor.layout.years import YEAR, read_year
from extractor.records import YearClaim

Title = tuple[str | None, YearClaim | None]
"""The body and the year that a title names, either of them perhaps missing."""


class _Bodies(msgspec.Struct, frozen=True):
    suffixes: tuple[str, ...]
    leads: tuple[str, ...]
    pronouns: tuple[str, ...]
    not_bodies: tuple[str, ...]
    verbs: tuple[str, ...]
    short_for: tuple[str, ...]
    cited_after: tuple[str, ...]
    cited_before: tuple[str, ...]


_DATA = files("extractor.layout").joinpath("data", "bodies.json").read_bytes()
BODIES = msgspec.json.decode(_DATA, type=_Bodies)
_LONGEST_BODY = 40

_KIND = r"(?:(?:政\s?府\s?|政\s?务\s?)?信\s?息\s?公\s?开|政\s?务\s?公\s?开)"
_FILLER = r"(?:工\s?作|情\s?况|年\s?度|总\s?结|的)"
_TITLE = regex.compile(
    rf"""(?:(?P<year>{YEAR})\s*年\s*度?\s*              # 2024年度, then perhaps the body
            (?P<middle>[^\n。，,；;《》\d]{{0,40}}?)\s*)?
         (?P<words>{_KIND}\s*(?:{_FILLER}\s*){{0,6}}
            (?:(?P<inside>{YEAR})\s*年\s*(?:{_FILLER}\s*|度\s*){{0,4}})?   # 公开2024年度报告
            (?:报\s?告|年\s?报))
         (?:\s*[（(]\s*(?P<late>{YEAR})\s*年?\s*度?\s*[)）])?   # or the year behind it
    """,
    regex.VERBOSE,
)
_TAIL_OF_NAME = regex.compile(r"(?:关于|的|\s)+$")
_BODY_LINE = regex.compile(r"[（(【]?(?P<name>[\u4e00-\u9fff·、（）()“”\s]{2,60}?)[）)】]?\s*")
_LAST_BRACKET = regex.compile(r"[（(][^（()）]*[)）]$")
_SEPARATORS = re.compile(r"[\s>＞»›|｜:：\-—_/\\·【】\[\]<，,。；;！!]+")
_NO_NAME = regex.compile(r"[:：，,。；;>|]")


def find_titles(text: str, end: int) -> list[tuple[str | None, YearClaim | None]]:
    """Titles in the first `end` characters, the likeliest first: body and claim of each."""
    found = []
    for m in _TITLE.finditer(text, 0, end + 80, timeout=2):
        if m.start() > end or _is_cited(text, m):
            continue
        year = _year_of(m)
        if year is None and not _alone(text, m):
            continue
        agency = _title_agency(text, m)
        claim = YearClaim(year, "title", m.start(), m.end()) if year else None
        rank = (0 if _alone(text, m) else 1, 0 if year else 1, 0 if agency else 1, m.start())
        if rank[0] and not agency:
            continue  # a sentence that mentions the report
        found.append((rank, agency, claim))
    found.sort(key=lambda f: f[0])
    return [(agency, claim) for _, agency, claim in found]


def _year_of(m: regex.Match[str]) -> int | None:
    """The year of a title: before it, within it or behind it."""
    return read_year(m["year"] or m["inside"] or m["late"])


def _is_cited(text: str, m: regex.Match[str]) -> bool:
    """Whether the words stand in the name of another document or ask for a report."""
    line = text[max(0, m.start() - 60) : m.start()].rpartition("\n")[2]
    if line.count("《") > line.count("》"):
        return True
    behind = text[m.end() : m.end() + 8].lstrip(" \t\u3000")  # 编制说明 below it is no 编制
    if behind.startswith(BODIES.cited_after):
        return True
    return any(w in line[-12:] for w in BODIES.cited_before)


def _alone(text: str, m: regex.Match[str]) -> bool:
    """Whether the title ends its line and its line is no sentence."""
    behind = text[m.end() : m.end() + 1]
    start = text.rfind("\n", 0, m.start()) + 1
    before = text[start : m.start()]
    return behind in ("", "\n", "\r") and "。" not in before and len(before) < 60


def _title_agency(text: str, m: regex.Match[str]) -> str | None:
    """The body named in a title: before the year, after it, or on a line of its own."""
    middle = (m["middle"] or "").strip()
    if middle:
        middle = _TAIL_OF_NAME.sub("", middle)
        name = body_name(middle + "政府" if middle.endswith("人民") else middle)
        if name:
            return name
    start = m.start() if m["year"] else m.start("words")
    line_start = text.rfind("\n", 0, start) + 1
    before = text[max(line_start, start - 80) : start].rstrip()
    before = _TAIL_OF_NAME.sub("", before).rstrip()
    if not m["year"] and before.endswith("人民"):
        before += "政府"
    if before:
        return body_name(_SEPARATORS.split(before)[-1])
    previous = text[:line_start].rstrip().rpartition("\n")[2].strip()
    following = text[m.end() : m.end() + 120].strip().partition("\n")[0].strip()
    for line in (previous, following):
        alone = _BODY_LINE.fullmatch(line)
        if alone:
            name = body_name(alone["name"])
            if name:
                return name
    return None


def body_name(raw: str) -> str | None:
    """The name of a body without what a title puts around it; None if it names none.

    >>> body_name("关于武汉市公安局"), body_name("政府信息公开年报"), body_name("我局")
    ('武汉市公安局', None, None)
    """
    name = "".join(raw.split()).strip("“”\"'《》:：、，,。·的#*")
    if name[:1] in ("（", "(", "【"):
        name = name[1:].rstrip("）)】")
    changed = True
    while changed:
        changed = False
        for lead in BODIES.leads:
            if name.startswith(lead) and name != lead:
                name, changed = name[len(lead) :], True
    if not 2 <= len(name) <= _LONGEST_BODY or name in BODIES.pronouns:
        return None
    bare = _LAST_BRACKET.sub("", name)
    if (
        _NO_NAME.search(name)
        or any(w in name for w in BODIES.not_bodies)
        or not bare.endswith(BODIES.suffixes)
    ):
        return None
    return None if any(name.startswith(p) for p in BODIES.pronouns) else name


def site_title(title: str | None) -> tuple[str | None, int | None]:
    """Body and year of a page title such as `某局2024年政府信息公开工作年度报告 - 某县政府网`."""
    if not title:
        return None, None
    m = _TITLE.search(title, timeout=1)
    if m is None:
        return None, None
    return _title_agency(title, m), _year_of(m)


def quoted_title(text: str, end: int) -> Title:
    """The report as its own introduction names it: 编制了《某镇2023年政府信息公开工作年度报告》."""
    for m in _TITLE.finditer(text, 0, end, timeout=2):
        opened = text.rfind("《", max(0, m.start() - 60), m.start())
        year = _year_of(m)
        if opened < 0 or text[m.end() : m.end() + 1] != "》" or year is None:
            continue
        named = body_name(text[opened + 1 : m.start()]) or body_name(m["middle"] or "")
        if named:
            return named, YearClaim(year, "title", m.start(), m.end())
    return None, None
