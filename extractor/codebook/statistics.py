"""The statistics table that reports for 2014 to 2018 carry, read from `data/form2014.json`.

It has one number a row, ids `s.*`, and follows the annex of 国办发〔2014〕32号. Its rows come with
what must hold between them: sums, and parts that cannot exceed their whole.
"""

from __future__ import annotations

from importlib.resources import files

import msgspec

from extractor.codebook.forms import ColumnInfo, FormBook, RowInfo

TABLE = "s"


class _Row(msgspec.Struct, frozen=True):
    key: str
    label: str
    unit: str
    seen: int = 0


class _File(msgspec.Struct, frozen=True):
    form: str
    notice: str
    first_year: int
    last_year: int
    title: str
    rows: tuple[_Row, ...]
    sums: dict[str, tuple[str, ...]]
    within: tuple[tuple[str, str], ...]
    stands_for: dict[str, str]


class Statistics(msgspec.Struct, frozen=True):
    """The form of 2014.

    `sums`: a cell and those that add up to it. `within`: a cell and the one it cannot exceed.
    `stands_for`: a later form's id to the cell of this table that counts the same. `seen`: a cell
    and on how many public pages, forms of provinces among them, its label was found.
    """

    book: FormBook
    sums: dict[str, tuple[str, ...]]
    within: tuple[tuple[str, str], ...]
    stands_for: dict[str, str]
    seen: dict[str, int]


def read_statistics() -> Statistics:
    """Loads the form from the package data."""
    raw = files("extractor.codebook").joinpath("data", "form2014.json").read_bytes()
    source = msgspec.json.decode(raw, type=_File)
    columns = tuple(ColumnInfo(r.key, r.label, r.unit) for r in source.rows)
    row = RowInfo(TABLE, "s", source.title, "", "", columns)
    return Statistics(
        book=FormBook(
            form=source.form,
            notice=source.notice,
            first_year=source.first_year,
            last_year=source.last_year,
            rows=[row],
        ),
        sums={_id(k): tuple(map(_id, parts)) for k, parts in source.sums.items()},
        within=tuple((_id(part), _id(whole)) for part, whole in source.within),
        stands_for={later: _id(key) for key, later in source.stands_for.items()},
        seen={_id(r.key): r.seen for r in source.rows},
    )


def _id(key: str) -> str:
    return f"{TABLE}.{key}"
