"""One statutory form: its tables, rows and columns, read from `data/form*.json`.

The files follow the annexes of 国办公开办函〔2021〕30号 (reports for 2021 and later) and
国办公开办函〔2019〕60号 (reports for 2019 and 2020).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import msgspec

TableName = Literal["t2", "t3", "t4", "s"]
TABLES: tuple[TableName, ...] = ("t2", "t3", "t4", "s")


class _Column(msgspec.Struct, frozen=True):
    key: str
    label: str
    unit: str


class _Row(msgspec.Struct, frozen=True):
    key: str
    label: str
    short: str
    group: str = ""


class _Group(msgspec.Struct, frozen=True):
    key: str
    label: str
    short: str


class _Block(msgspec.Struct, frozen=True):
    label: str
    columns: tuple[_Column, ...]
    rows: tuple[_Row, ...]


class _Table2(msgspec.Struct, frozen=True):
    blocks: tuple[_Block, ...]


class _Table3(msgspec.Struct, frozen=True):
    columns: tuple[_Column, ...]
    groups: tuple[_Group, ...]
    rows: tuple[_Row, ...]


class _Table4(msgspec.Struct, frozen=True):
    columns: tuple[_Column, ...]
    rows: tuple[_Row, ...]


class _FormFile(msgspec.Struct, frozen=True):
    form: str
    notice: str
    first_year: int
    last_year: int | None
    sections: tuple[str, ...]
    t2: _Table2
    t3: _Table3
    t4: _Table4
    identities: dict[str, str]


class ColumnInfo(msgspec.Struct, frozen=True):
    """A column of a statutory table: `person`, `issued`, `upheld`."""

    key: str
    label: str
    unit: str


class RowInfo(msgspec.Struct, frozen=True):
    """A row of a statutory table. `id` carries the table: `t3.denied.secret`, `t4.review`.

    `label` is the form's wording with its group before it, parted by a slash; `short` is the
    label as prose would call it; `group` is the key of the group (`denied`) or empty.
    """

    id: str
    table: TableName
    label: str
    short: str
    group: str
    columns: tuple[ColumnInfo, ...]


class CellInfo(msgspec.Struct, frozen=True):
    """What the form prints around one cell. `unit` is 件, 项, 万元 or `as written`."""

    id: str
    table: TableName
    row: str
    column: str
    row_label: str
    column_label: str
    unit: str


class FormBook:
    """One form: its rows and cells in the order of the print."""

    def __init__(
        self,
        *,
        form: str,
        notice: str,
        first_year: int,
        last_year: int | None,
        rows: Iterable[RowInfo],
        section_titles: tuple[str, ...] = (),
        identities: Mapping[str, str] = MappingProxyType({}),
        groups: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.form = form
        self.notice = notice
        self.first_year = first_year
        self.last_year = last_year
        self.section_titles = section_titles
        self.identities = identities
        self.groups = groups
        self.rows: dict[str, RowInfo] = {r.id: r for r in rows}
        self.cells: dict[str, CellInfo] = {
            f"{r.id}.{c.key}": CellInfo(
                f"{r.id}.{c.key}", r.table, r.id, c.key, r.label, c.label, c.unit
            )
            for r in self.rows.values()
            for c in r.columns
        }
        self._row_ids: dict[str, tuple[str, ...]] = {
            t: tuple(r.id for r in self.rows.values() if r.table == t) for t in TABLES
        }
        self._cell_ids: dict[str | None, tuple[str, ...]] = {None: tuple(self.cells)}
        for table in TABLES:
            cells = (c.id for c in self.cells.values() if c.table == table)
            self._cell_ids[table] = tuple(cells)

    def row_ids(self, table: str) -> tuple[str, ...]:
        """The rows of a table in print order."""
        return self._row_ids.get(table, ())

    def cell_ids(self, table: str | None = None) -> tuple[str, ...]:
        """The cells of a table, or of all, in print order."""
        return self._cell_ids.get(table, ())


def _rows(source: _FormFile) -> list[RowInfo]:
    out = []
    for block in source.t2.blocks:
        columns = _columns(block.columns)
        out += [RowInfo(f"t2.{r.key}", "t2", r.label, r.short, "", columns) for r in block.rows]
    columns = _columns(source.t3.columns)
    heads = {g.key: g.label for g in source.t3.groups}
    for r in source.t3.rows:
        label = f"{heads[r.group]}/{r.label}" if r.group else r.label
        out.append(RowInfo(f"t3.{r.key}", "t3", label, r.short, r.group, columns))
    columns = _columns(source.t4.columns)
    out += [RowInfo(f"t4.{r.key}", "t4", r.label, r.short, "", columns) for r in source.t4.rows]
    return out


def _columns(source: tuple[_Column, ...]) -> tuple[ColumnInfo, ...]:
    return tuple(ColumnInfo(c.key, c.label, c.unit) for c in source)


def read_form(name: str) -> FormBook:
    """Loads one of the forms with three tables from the package data; `name` is its year."""
    raw = files("extractor.codebook").joinpath("data", f"form{name}.json").read_bytes()
    source = msgspec.json.decode(raw, type=_FormFile)
    return FormBook(
        form=source.form,
        notice=source.notice,
        first_year=source.first_year,
        last_year=source.last_year,
        rows=_rows(source),
        section_titles=source.sections,
        identities=source.identities,
        groups={g.key: g.short for g in source.t3.groups},
    )


@lru_cache(maxsize=4096)
def table_of(cell_id: str) -> str:
    """The table that an id belongs to.

    >>> table_of("t3.new.total"), table_of("s.a")
    ('t3', 's')
    """
    return cell_id.partition(".")[0]
