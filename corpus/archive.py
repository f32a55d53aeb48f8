"""A seeded archive of any size out of the specs: agencies over several years, some with a fault.

Each report is a spec under another name, moved to another year, with its counts multiplied, in
one of the text or HTML styles; every tenth has one error planted. Identities between the numbers
survive the multiplication, so what is found is what was planted. Made for measuring speed and for
tests of bulk work; it holds no new wording and is no part of any split.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus import gold
from corpus.markup import MARK
from corpus.plant import CODES, plant
from corpus.render import HTML_STYLES, STYLES, render
from corpus.spec import COLUMNS, REPORTS, Spec, read

FACTORS = (1, 2, 3, 4, 5, 7)
FAULTY = 0.1
"""The share of reports that get an error planted."""
_NAMES = "丰乐临兴凤华嘉定宁安宝岚岭川平庆德文新昌明朗林桐榆江河泰洛海清源溪潭瑞田石禾竹"
_FIRST = {"2021": range(2021, 2025), "2019": range(2019, 2021)}
"""The years in which a form was to be used."""
_YEAR = re.compile(r"20[012]\d(?=年|\.\d|-\d)")
_PLAIN = re.compile(r"(\d[\d,]*)([^\d%.,]{1,4})")
_UNSCALED = ("个百分点", "倍", "天", "日", "年", "月", "成")


@dataclass(frozen=True)
class Page:
    """One report of the archive. `html` says which kind of text it is."""

    id: str
    agency: str
    year: int
    text: str
    html: bool

    def record(self) -> dict[str, str]:
        """The page as a line of a record stream."""
        return {
            "id": self.id,
            "url": f"archive/{self.id}",
            "html" if self.html else "text": self.text,
        }


def archive(count: int, seed: int = 0) -> Iterator[Page]:
    """`count` reports, agency by agency and year by year; the same seed, the same reports."""
    rng = random.Random(f"archive {seed}")
    specs = _usable()
    made = agencies = 0
    while made < count:
        spec = specs[agencies % len(specs)]
        stem = _stem(agencies)
        for year in _years(spec):
            if made == count:
                return
            yield _page(spec, stem, year, made, rng)
            made += 1
        agencies += 1


def _page(spec: Spec, stem: str, year: int, number: int, rng: random.Random) -> Page:
    # Next year's report has other numbers: it is no copy of this one.
    factor = FACTORS[number % len(FACTORS)]
    code = rng.choice(CODES) if rng.random() < FAULTY else ""
    style = rng.choice(STYLES)
    text = _template(spec.id, factor, code, style)
    shift = year - spec.year
    text = _YEAR.sub(lambda m: str(int(m[0]) + shift), text).replace(spec.agency[:2], stem)
    return Page(f"{number:07d}", stem + spec.agency[2:], year, text, style in HTML_STYLES)


def _stem(index: int) -> str:
    """The name of a place: two characters or more, another for each index."""
    size = len(_NAMES)
    stem = ""
    while index or len(stem) < 2:
        index, at = divmod(index, size)
        stem = _NAMES[at] + stem
    return stem


@lru_cache(1)
def _specs() -> dict[str, Spec]:
    return {s.id: s for s in (read(path) for path in sorted(REPORTS.glob("*.toml")))}


@lru_cache(1)
def _usable() -> Sequence[Spec]:
    """Clean specs of a form in its time, whose name is a place's and whose counts multiply."""
    return [
        s
        for s in _specs().values()
        if s.clean
        and s.form in _FIRST
        and s.agency[:2] not in ("国家", "中国", "中华")
        and _scaled(s.id, FACTORS[1]) is not s
    ]


def _years(spec: Spec) -> Sequence[int]:
    """One year after the other where nothing is carried over; otherwise every other year."""
    carried = [
        spec.cells[f"t3.{row}.{c}"] for row in ("carried_in", "carried_out") for c in COLUMNS
    ]
    years = _FIRST[spec.form]
    return years if set(carried) == {"0"} else years[::2]


@lru_cache(20_000)
def _template(spec_id: str, factor: int, code: str, style: str) -> str:
    spec = _scaled(spec_id, factor)
    if code:
        spec = plant(spec, code, factor) or spec
    return render(spec, style).data.decode("utf-8")


@lru_cache(2_000)
def _scaled(spec_id: str, factor: int) -> Spec:
    """The spec with its counts multiplied; itself where some number cannot be."""
    spec = _specs()[spec_id]
    cells = {
        i: str(int(v) * factor) if v.isascii() and v.isdigit() else v for i, v in spec.cells.items()
    }
    sections = {n: MARK.sub(lambda m: _times(m, factor), text) for n, text in spec.sections.items()}
    scaled = replace(spec, cells=cells, sections=sections)
    return spec if gold.check(scaled) else scaled


def _times(mark: re.Match[str], factor: int) -> str:
    plain = _PLAIN.fullmatch(mark[1])
    options = (mark[3] or "").split()
    kinds = [o for o in options if o.startswith(("k=", "v=", "lo=", "hi=", "q="))]
    if plain is None or "i" in options or plain[2] in _UNSCALED or set(kinds) - {"k=amount"}:
        return mark[0]
    number = int(plain[1].replace(",", "")) * factor
    told = f"{number:,}" if "," in plain[1] else str(number)
    return "{" + "|".join([told + plain[2], mark[2], mark[3] or ""]).rstrip("|") + "}"
