"""Whose report it is and for which year: title, statistics period, signature, in that order."""

from __future__ import annotations

import regex

from extractor.codebook import load_codebook
from extractor.layout.titles import (
    BODIES,
    Title,
    body_name,
    find_titles,
    quoted_title,
    site_title,
)
from extractor.layout.years import DATE, PERIOD, UNTIL, YEAR, read_month, read_year
from extractor.records import Document, Form, Identity, Section, Tables, YearClaim

_OPENING = regex.compile(
    rf"""(?<![^\s。；：:）)、])(?P<year>{YEAR})年度?\s*[，,]\s*
         (?:(?P<name>[\u4e00-\u9fff]{{4,20}}?)(?:{"|".join(BODIES.verbs)}))?""",
    regex.VERBOSE,
)
_MARK = regex.compile(r"[。；;！\s]")
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
    titles = find_titles(text, min(max(front, 200), _HEAD))
    signature, signed = _signature(text, sections)
    periods = _periods(text, sections)
    site_agency, site_year = site_title(document.title)
    titles = _of_years(titles, [site_year, *(p.year for p in periods)])
    claims = [c for _, c in titles if c is not None][:1] + periods
    if signed is not None:
        claims.append(signed)
    agency = next((a for a, _ in titles if a), None) or signature or site_agency
    if agency is None:
        agency, quoted = quoted_title(text, front + _HEAD // 4)
        claims = claims or ([quoted] if quoted else [])
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


def _of_years(titles: list[Title], years: list[int | None]) -> list[Title]:
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
    if name is not None and name.startswith(BODIES.short_for):
        name = None  # 市城管局, as the report calls itself
    return name, [YearClaim(year, "prose", m.start(), m.end("year"))]


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
        name = body_name(_MARK.split(line)[-1]) or body_name(line)
        stands_alone = not line or name is not None
        if year is None or not stands_alone:
            continue
        if not line:
            name = body_name(before.rpartition("\n")[2])
        implied = year - 1 if read_month(m["month"]) <= _FIRST_HALF else year
        return name, YearClaim(implied, "signature", m.start(), m.end())
    return None, None
