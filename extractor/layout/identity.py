"""Whose report it is and for which year: title, statistics period, signature, in that order."""

from __future__ import annotations

from importlib.resources import files

import msgspec
import regex

from extractor.codebook import load_codebook
from extractor.layout.years import DATE, PERIOD, UNTIL, YEAR, read_month, read_year
from extractor.records import Document, Form, Identity, Section, Tables, YearClaim


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
_BODIES = msgspec.json.decode(_DATA, type=_Bodies)
_LONGEST_BODY = 40

_KIND = r"(?:(?:政\s?府\s?|政\s?务\s?)?信\s?息\s?公\s?开|政\s?务\s?公\s?开)"
_FILLER = r"(?:工\s?作|情\s?况|年\s?度|总\s?结|的)"
_TITLE = regex.compile(
    rf"""(?:(?P<year>{YEAR})\s*年\s*度?\s*              # 2024年度, then perhaps the body
            (?P<middle>[^\n。，,；;《》\d]{{0,40}}?)\s*)?
         (?P<words>{_KIND}\s*(?:{_FILLER}\s*){{0,6}}(?:报\s?告|年\s?报))
         (?:\s*[（(]\s*(?P<late>{YEAR})\s*年?\s*度?\s*[)）])?   # or the year behind it
    """,
    regex.VERBOSE,
)
_OPENING = regex.compile(
    rf"""(?<![^\s。；：:）)、])(?P<year>{YEAR})年度?\s*[，,]\s*
         (?:(?P<name>[\u4e00-\u9fff]{{4,20}}?)(?:{"|".join(_BODIES.verbs)}))?""",
    regex.VERBOSE,
)
_TAIL_OF_NAME = regex.compile(r"(?:关于|的|\s)+$")
_BODY_LINE = regex.compile(r"[（(【]?(?P<name>[\u4e00-\u9fff·、（）()“”\s]{2,60}?)[）)】]?\s*")
_SEPARATORS = regex.compile(r"[\s>＞»›|｜:：\-—_/\\·【】\[\]<，,。；;！!]+")
_NO_NAME = regex.compile(r"[:：，,。；;>|]")
_HEAD = 4_000
_TAIL = 600
_BEHIND_SIGNATURE = 80
_AFTER_DATE = ("", "\n", "\r", " ", "\t", "\u3000", "）", ")", "|")
_FIRST_HALF = 6
"""A report signed in the first half of a year is for the year before, as the law's dates have it
(政府信息公开条例 article 49: the report of a year is due by 31 January or 31 March of the next)."""


def identify(document: Document, sections: tuple[Section, ...], tables: Tables) -> Identity:
    """The body and the year of a report, with every claim of a year that was found.

    The year is that of the title, else of the statistics period, else the one before the
    signature, else what the record said, else the one that section one opens with. The claim
    of a signature is the year it implies: the one before its date if that lies in the first
    half of a year, else the date's own.
    """
    text = document.text
    front = min((s.start for s in sections), default=min(len(text), _HEAD))
    titles = _titles(text, min(max(front, 200), _HEAD))
    signature, signed = _signature(text, sections)
    periods = _periods(text, sections)
    site_agency, site_year = _from_site_title(document.title)
    titles = _of_years(titles, [site_year, *(p.year for p in periods)])
    claims = [c for _, c in titles if c is not None][:1] + periods
    if signed is not None:
        claims.append(signed)
    agency = next((a for a, _ in titles if a), None) or signature or site_agency
    if not claims and site_year is not None:
        claims.append(YearClaim(site_year, "title", 0, 0))
    subject = None
    if document.year_hint is not None:
        claims.append(YearClaim(document.year_hint, "hint", 0, 0))
    if not claims or (agency or document.agency_hint) is None:
        subject, opening = _opening(text, sections)
        claims = claims or opening
    year = claims[0].year if claims else None
    agency = agency or document.agency_hint or subject
    return Identity(agency, year, _form(tables, sections, year), tuple(claims))


def _of_years(
    titles: list[tuple[str | None, YearClaim | None]], years: list[int | None]
) -> list[tuple[str | None, YearClaim | None]]:
    """The titles of one report, where menus list those of other years too.

    `years` are what the page's own title and the statistics period say, in that order.
    """
    told = [c.year for _, c in titles if c is not None]
    if len(set(told)) < 2:
        return titles
    own = next((y for y in years if y in told), told[0])
    return [t for t in titles if t[1] is not None and t[1].year == own]


def _form(tables: Tables, sections: tuple[Section, ...], year: int | None) -> Form | None:
    """The form that the tables follow; without tables the one that the year prescribes."""
    if tables.form is not None or year is None:
        return tables.form
    if year >= 2019 and len(sections) < 3:
        return None
    return load_codebook().form_of_year(year)


def _opening(text: str, sections: tuple[Section, ...]) -> tuple[str | None, list[YearClaim]]:
    """Body and year of `一、总体情况 2024年，某局认真…`, where nothing else tells them."""
    first = next((s for s in sections if s.number == 1), None)
    m = _OPENING.search(text, first.body, first.end, timeout=1) if first else None
    year = read_year(m["year"]) if m else None
    if m is None or year is None:
        return None, []
    name = body_name(m["name"] or "")
    if name is not None and name.startswith(_BODIES.short_for):
        name = None  # 市城管局, as the report calls itself
    return name, [YearClaim(year, "prose", m.start(), m.end("year"))]


# -- title ----------------------------------------------------------------------------------


def _titles(text: str, end: int) -> list[tuple[str | None, YearClaim | None]]:
    """Titles in the first `end` characters, the likeliest first: body and claim of each."""
    found = []
    for m in _TITLE.finditer(text, 0, end + 80, timeout=2):
        if m.start() > end or _is_cited(text, m):
            continue
        year = read_year(m["year"] or m["late"])
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


def _is_cited(text: str, m: regex.Match[str]) -> bool:
    """Whether the words stand in the name of another document or ask for a report."""
    line = text[max(0, m.start() - 60) : m.start()].rpartition("\n")[2]
    if line.count("《") > line.count("》"):
        return True
    behind = text[m.end() : m.end() + 8].lstrip()
    if behind.startswith(_BODIES.cited_after):
        return True
    return any(w in line[-12:] for w in _BODIES.cited_before)


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
        for lead in _BODIES.leads:
            if name.startswith(lead) and name != lead:
                name, changed = name[len(lead) :], True
    if not 2 <= len(name) <= _LONGEST_BODY or name in _BODIES.pronouns:
        return None
    bare = regex.sub(r"[（(][^（()）]*[)）]$", "", name)
    if (
        _NO_NAME.search(name)
        or any(w in name for w in _BODIES.not_bodies)
        or not bare.endswith(_BODIES.suffixes)
    ):
        return None
    return None if any(name.startswith(p) for p in _BODIES.pronouns) else name


def _from_site_title(title: str | None) -> tuple[str | None, int | None]:
    """Body and year of a page title such as `某局2024年政府信息公开工作年度报告 - 某县政府网`."""
    if not title:
        return None, None
    m = _TITLE.search(title, timeout=1)
    if m is None:
        return None, None
    return _title_agency(title, m), read_year(m["year"] or m["late"])


# -- period and signature -------------------------------------------------------------------


def _periods(text: str, sections: tuple[Section, ...]) -> list[YearClaim]:
    """The statistics period: 2024年1月1日至12月31日, both years if they differ."""
    limit = next((s.start for s in sections if s.number > 1), min(len(text), 2 * _HEAD))
    claims = []
    for m in PERIOD.finditer(text, 0, limit, timeout=2):
        years = dict.fromkeys(y for y in (read_year(m["year"]), read_year(m["until"])) if y)
        claims += [YearClaim(y, "period", m.start(), m.end()) for y in years]
    if not claims:
        m = UNTIL.search(text, 0, limit, timeout=2)
        year = read_year(m["year"]) if m else None
        if m and year:
            claims.append(YearClaim(year, "period", m.start(), m.end()))
    return claims


def _signature(text: str, sections: tuple[Section, ...]) -> tuple[str | None, YearClaim | None]:
    """The body that signed at the end, and the year its date implies."""
    last = max((s.body for s in sections), default=0)
    low = max(last, len(text) - _TAIL)
    dates = list(DATE.finditer(text, low, timeout=2))
    for m in reversed(dates):
        behind = text[m.end() :].strip()
        ends_line = text[m.end() : m.end() + 1] in _AFTER_DATE
        if len(behind) > _BEHIND_SIGNATURE or not ends_line:
            continue
        year = read_year(m["year"])
        before = text[max(low, m.start() - 80) : m.start()].rstrip()
        line = before.rpartition("\n")[2]
        name = body_name(regex.split(r"[。；;！\s]", line)[-1]) or body_name(line)
        stands_alone = not line or name is not None
        if year is None or not stands_alone:
            continue
        if not line:
            name = body_name(before.rpartition("\n")[2])
        implied = year - 1 if read_month(m["month"]) <= _FIRST_HALF else year
        return name, YearClaim(implied, "signature", m.start(), m.end())
    return None, None
