"""A dataset as SQL views, through DuckDB: to ask questions, and to make what spans documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from extractor.bulk.dataset import Refused, State, read_state
from extractor.bulk.parts import SCRATCH, all_marks, table_file
from extractor.bulk.schema import ACROSS_FILE, TABLES, WHOLE
from extractor.errors import extra

with extra("tables"):
    import duckdb

_MEMORY = "512MB"
_QUIET: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "memory_limit": _MEMORY,
    "preserve_insertion_order": True,
}
"""Nothing is ever fetched; what does not fit into memory is put aside in the dataset's folder."""


class NotASelection(ValueError):
    """Something other than one question: a statement that would change or fetch something."""


def open_dataset(out: Path) -> tuple[duckdb.DuckDBPyConnection, State]:
    """The dataset for questions only: nothing can be written, no other file be read.

    Raises Refused where the folder holds none, or one in the middle of an update.
    """
    state = read_state(out)
    if not out.is_dir():
        raise Refused(f"找不到文件夹：{out}")
    if state is None:
        raise Refused(f"{out} 不是 gouji run 的结果")
    names = state.parts if state.complete else _parts_so_far(out)
    connection = connect(out, names, across=state.complete)
    folder = str(out.resolve()).replace("'", "''")
    connection.execute(f"SET allowed_directories = ['{folder}/']")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection, state


def _parts_so_far(out: Path) -> tuple[str, ...]:
    marks = list(all_marks(out))
    if not marks:
        raise Refused(f"{out} 中还没有完成的部分，请先继续 gouji run")
    if max(Counter(m.number for m in marks).values()) > 1:
        raise Refused(f"{out} 正更新到一半，请先继续 gouji run")
    return tuple(m.name for m in marks)


def connect(out: Path, parts: Sequence[str], *, across: bool) -> duckdb.DuckDBPyConnection:
    """The tables made of these parts, as views; with `across` also what spans documents."""
    out = out.resolve()
    connection = duckdb.connect(":memory:", config=_QUIET)
    connection.execute(f"SET temp_directory = {_text(str(out / SCRATCH))}")
    for name in TABLES:
        files = [table_file(out, name, part) for part in parts]
        if across and name in ACROSS_FILE:
            files.append(table_file(out, name, ACROSS_FILE[name]))
        _view(connection, name, files)
    if across:
        for name in WHOLE:
            _view(connection, name, [out / f"{name}.parquet"])
    return connection


def _view(connection: duckdb.DuckDBPyConnection, name: str, files: Iterable[Path]) -> None:
    listed = ", ".join(_text(str(f)) for f in files)
    if listed:
        # A view takes no parameters; the names are ours, the paths are quoted.
        sql = f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{listed}])"  # noqa: S608
        connection.execute(sql)
    else:
        empty = TABLES[name].empty_table()
        connection.register(name, empty)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


class Answer(NamedTuple):
    """The answer to a question; the rows come some at a time."""

    columns: list[str]
    rows: Iterator[tuple[object, ...]]


def select(connection: duckdb.DuckDBPyConnection, sql: str) -> Answer:
    """The answer to one SELECT. Raises NotASelection, and duckdb.Error for a faulty one."""
    statements = connection.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise NotASelection("只接受一条 SELECT 查询")
    return _answer(connection, sql)


def whole_table(connection: duckdb.DuckDBPyConnection, name: str) -> Answer:
    """A table of `table_names`, rows in their order."""
    return _answer(connection, f'FROM "{name}"')


def _answer(connection: duckdb.DuckDBPyConnection, sql: str) -> Answer:
    cursor = connection.execute(sql)
    columns = [column[0] for column in cursor.description or ()]

    def rows() -> Iterator[tuple[object, ...]]:
        while some := cursor.fetchmany(_FETCHED):
            yield from some

    return Answer(columns, rows())


_FETCHED = 1_000


def table_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The views there are."""
    rows = connection.execute("SELECT table_name FROM information_schema.tables").fetchall()
    return sorted(row[0] for row in rows)
