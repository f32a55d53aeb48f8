"""A report of the corpus: its readable spec (reports/*.toml) and the blocks it is made of.

A spec holds the prose with the figures marked inline, the values of the tables, and the list
of findings that must follow. `load` computes the findings from figures and cells (corpus.gold)
and refuses a spec whose `planted` list says otherwise, so that no error gets in unnoticed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from corpus import forms
from corpus.markup import Mark, parse
from corpus.quantity import MarkupError

REPORTS = Path(__file__).parent / "reports"
COLUMNS = ("person", "company", "research", "ngo", "legal", "other_org")
RESULTS = ("upheld", "corrected", "other", "pending")
_T2_2021 = {
    "rules": ("issued", "repealed", "in_force"),
    "normative": ("issued", "repealed", "in_force"),
    "licences": ("decisions",),
    "penalties": ("decisions",),
    "coercion": ("decisions",),
    "fees": ("amount",),
}
_ITEMS = ("previous_items", "change", "decisions")
_T2_2019 = {
    "rules": ("made", "published", "in_force"),
    "normative": ("made", "published", "in_force"),
    "licences": _ITEMS,
    "services": _ITEMS,
    "penalties": _ITEMS,
    "coercion": _ITEMS,
    "fees": _ITEMS[:2],
    "procurement": ("items", "amount"),
}
_SECTIONS = {f"{n}{part}" for n in range(1, 7) for part in ("", ".after")}
_KEYS = {
    "id", "agency", "agency_alt", "type", "level", "year", "form", "title", "intro", "signature",
    "notes", "planted", "relations", "same", "false_years", "previous", "sections", "headings",
    "t2", "t3", "t4", "override", "omit_sections", "omit_tables", "omit_rows", "omit_columns",
    "ascii",
}  # fmt: skip


class SpecError(ValueError):
    """A spec that cannot be used, with its file."""


@dataclass(frozen=True)
class Paragraph:
    """One line of the report; `marks` have offsets into `text`. role: title intro heading
    prose signature; `section` 0 outside the six."""

    role: str
    section: int
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Table:
    """Where a statutory table stands."""

    section: int
    grid: forms.Grid


Block = Paragraph | Table


@dataclass(frozen=True)
class Spec:
    """One report; `cells` are what stands in the table, as written."""

    id: str
    agency: str
    type: str
    level: str
    year: int
    form: str
    title: str
    intro: str
    sections: Mapping[str, str]
    cells: Mapping[str, str]
    agency_alt: tuple[str, ...] = ()
    headings: Mapping[int, str] = field(default_factory=dict)
    signature: str = ""
    notes: str = ""
    planted: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    false_years: tuple[str, ...] = ()
    previous: str = ""
    omit_sections: tuple[int, ...] = ()
    omit_tables: tuple[str, ...] = ()
    omit_rows: tuple[str, ...] = ()
    omit_columns: tuple[str, ...] = ()
    ascii: bool = False
    """Half-width brackets, commas and colons, as some crawlers leave them."""

    @property
    def clean(self) -> bool:
        return not self.planted

    def heading(self, section: int) -> str:
        return self.headings.get(section) or forms.headings()[section]

    def grid(self, table: str) -> forms.Grid:
        grid = forms.grid(self.form, table)
        for key in self.omit_rows:
            if key.startswith(table + "."):
                grid = grid.without_row(key)
        for key in self.omit_columns:
            name, _, column = key.partition(".")
            if name == table:
                grid = grid.without_column(column)
        return grid

    def blocks(self) -> list[Block]:
        """The report in reading order. Raises MarkupError."""
        return list(self._blocks)

    @cached_property
    def _blocks(self) -> tuple[Block, ...]:
        out: list[Block] = [Paragraph("title", 0, self.title)]
        out += _paragraphs("intro", 0, self.intro)
        for n in range(1, 7):
            if n in self.omit_sections:
                continue
            out.append(Paragraph("heading", n, self.heading(n)))
            out += _paragraphs("prose", n, self.sections.get(str(n), ""))
            if n in (2, 3, 4) and f"t{n}" not in self.omit_tables:
                out.append(Table(n, self.grid(f"t{n}")))
            out += _paragraphs("prose", n, self.sections.get(f"{n}.after", ""))
        out += _paragraphs("signature", 0, self.signature)
        return tuple(out)

    def marks(self) -> list[Mark]:
        """All figures in text order, `i` marks left out."""
        found = (m for b in self.blocks() if isinstance(b, Paragraph) for m in b.marks)
        return [m for m in found if not m.ignored]

    def present(self) -> list[str]:
        """Ids of the cells that stand in the document."""
        return [c for b in self.blocks() if isinstance(b, Table) for c in b.grid.cells()]

    def prose(self, section: int) -> str:
        texts = (b.text for b in self.blocks() if isinstance(b, Paragraph) and b.section == section)
        return "\n".join(texts)


def _paragraphs(role: str, section: int, marked: str) -> list[Block]:
    out: list[Block] = []
    for line in marked.strip().splitlines():
        if line.strip():
            text, marks = parse(line.strip())
            out.append(Paragraph(role, section, text, tuple(marks)))
    return out


def read(path: Path) -> Spec:
    """Reads a spec without checking its numbers. Raises SpecError."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        if unknown := set(raw) - _KEYS:
            raise SpecError(f"unknown keys {sorted(unknown)}")
        if unknown := set(raw["sections"]) - _SECTIONS:
            raise SpecError(f"unknown sections {sorted(unknown)}")
        spec = _from(raw)
        labels = [m.label for m in spec.marks() if m.label]
        if len(labels) != len(set(labels)):
            raise SpecError("a label is used twice")
        for block in (spec.intro, *spec.sections.values()):
            for line in block.splitlines():
                parse(line)
    except (tomllib.TOMLDecodeError, MarkupError, SpecError, KeyError, ValueError) as e:
        raise SpecError(f"{path.name}: {e}") from e
    if spec.id != path.stem:
        raise SpecError(f"{path.name}: id is {spec.id}")
    return spec


def _from(raw: Mapping[str, Any]) -> Spec:
    cells = {
        **_table2(raw["form"], raw.get("t2", {})),
        **_table3(raw["form"], raw.get("t3", {})),
        **_table4(raw.get("t4", {})),
    }
    known = {c for t in forms.TABLES for c in forms.grid(raw["form"], t).cells()}
    for key, value in raw.get("override", {}).items():
        if key not in known:
            raise SpecError(f"override of unknown cell {key}")
        cells[key] = str(value)
    if set(cells) != known:
        raise SpecError(f"cells do not fit the form: {sorted(set(cells) ^ known)[:5]}")
    return Spec(
        id=raw["id"],
        agency=raw["agency"],
        agency_alt=tuple(raw.get("agency_alt", ())),
        type=raw["type"],
        level=raw["level"],
        year=raw["year"],
        form=raw["form"],
        title=raw["title"],
        intro=raw.get("intro", ""),
        sections=raw.get("sections", {}),
        cells=cells,
        headings={int(k): v for k, v in raw.get("headings", {}).items()},
        signature=raw.get("signature", ""),
        notes=raw.get("notes", ""),
        planted=tuple(raw.get("planted", ())),
        relations=tuple(_lines(raw.get("relations", ""))),
        same=tuple(_lines(raw.get("same", ""))),
        false_years=tuple(raw.get("false_years", ())),
        previous=raw.get("previous", ""),
        omit_sections=tuple(raw.get("omit_sections", ())),
        omit_tables=tuple(raw.get("omit_tables", ())),
        omit_rows=tuple(raw.get("omit_rows", ())),
        omit_columns=tuple(raw.get("omit_columns", ())),
        ascii=raw.get("ascii", False),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _table2(form: str, rows: Mapping[str, Any]) -> dict[str, str]:
    out: dict[str, str] = {}
    layout = _T2_2021 if form == "2021" else _T2_2019
    if unknown := set(rows) - set(layout):
        raise SpecError(f"t2 has no rows {sorted(unknown)}")
    for row, columns in layout.items():
        given = rows.get(row, [0] * len(columns))
        values = given if isinstance(given, list) else [given]
        if len(values) != len(columns):
            raise SpecError(f"t2.{row} wants {len(columns)} values")
        out |= {f"t2.{row}.{c}": str(v) for c, v in zip(columns, values, strict=True)}
    return out


def table3_rows(form: str) -> list[str]:
    """Row keys of table 3 without `t3.`, in order."""
    cells = forms.grid(form, "t3").cells()
    return [c[3:].rsplit(".", 1)[0] for c in cells if c.endswith(".total")]


def outcome_rows(form: str) -> list[str]:
    """The rows that add up to （七）总计."""
    outside = ("new", "carried_in", "total", "carried_out")
    return [r for r in table3_rows(form) if r not in outside]


def _table3(form: str, rows: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """Fills in zeros, the totals by column and the （七）总计 row; nothing else is computed."""
    keys = table3_rows(form)
    if unknown := set(rows) - set(keys):
        raise SpecError(f"t3 has no rows {sorted(unknown)}")
    values: dict[str, list[int]] = {}
    for key in keys:
        given = list(rows.get(key, ()))
        if len(given) > len(COLUMNS):
            raise SpecError(f"t3.{key} has more than {len(COLUMNS)} values")
        values[key] = given + [0] * (len(COLUMNS) - len(given))
    if "total" not in rows:
        leaves = [values[k] for k in outcome_rows(form)]
        values["total"] = [sum(column) for column in zip(*leaves, strict=True)]
    out: dict[str, str] = {}
    for key, row in values.items():
        out |= {f"t3.{key}.{c}": str(v) for c, v in zip(COLUMNS, row, strict=True)}
        out[f"t3.{key}.total"] = str(sum(row))
    return out


def _table4(rows: Mapping[str, Sequence[int]]) -> dict[str, str]:
    out: dict[str, str] = {}
    if unknown := set(rows) - {"review", "direct", "after_review"}:
        raise SpecError(f"t4 has no groups {sorted(unknown)}")
    for group in ("review", "direct", "after_review"):
        given = list(rows.get(group, ()))
        given += [0] * (len(RESULTS) - len(given))
        out |= {f"t4.{group}.{r}": str(v) for r, v in zip(RESULTS, given, strict=True)}
        out[f"t4.{group}.total"] = str(sum(given))
    return out


_VALUE = re.compile(r"(?P<sign>[增减+-]?)(?P<digits>\d+(?:\.\d+)?)(?P<unit>[^\d\s]{0,3})")
_WIDE = str.maketrans("０１２３４５６７８９．－−，", "0123456789.--,")


@lru_cache(4096)
def cell_value(raw: str) -> tuple[Decimal | None, str]:
    """What stands in a cell -> (value or None, the unit written in it)."""
    m = _VALUE.fullmatch(raw.translate(_WIDE).replace(",", "").replace(" ", ""))
    if m is None:
        return None, ""
    value = Decimal(m["digits"])
    return (-value if m["sign"] in ("减", "-") else value), m["unit"]


def with_cells(spec: Spec, cells: Mapping[str, str]) -> Spec:
    """A spec with some cells changed, totals left alone."""
    return replace(spec, cells={**spec.cells, **cells})
