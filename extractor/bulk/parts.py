"""A dataset is written in parts: so many documents of the stream, a file in each table's folder.

A part is known by its number and by a digest of the documents in it and of what decides their
results. Its mark is written last; a part without a mark, or whose files are not what the mark
says, does not exist. So work that was cut off at any moment is found again or done again, and the
files are the same either way.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from extractor.bulk.batch import Settings, pages, sha256_of
from extractor.bulk.engine import engine
from extractor.bulk.items import Item, Unreadable
from extractor.bulk.schema import COMPRESSION, TABLES
from extractor.bulk.worker import Limits
from extractor.errors import extra
from extractor.readers.recogniser import recogniser

with extra("tables"):
    import pyarrow as pa
    import pyarrow.parquet as pq

DOCUMENTS = 256
"""Documents of a part: what is lost of the work of one process when it is ended."""
MOST_BYTES = 32 * 1024 * 1024
"""Bytes of documents after which a part is closed early: what one batch takes in memory."""

MARKS = "_parts"
SCRATCH = "_tmp"


class Basis(msgspec.Struct, frozen=True):
    """What decides the result of a document beside the document itself."""

    engine: str
    rules: tuple[str, ...] | None
    agency: str | None
    year: int | None
    timeout: float
    memory: int
    ocr: str | None = None
    """What recognises scans, with its version; None where they are refused."""

    @classmethod
    def of(cls, settings: Settings, limits: Limits) -> Basis:
        """That of this version of the package. Raises `MissingExtra` where nothing recognises."""
        return cls(
            engine(), settings.rules, settings.agency, settings.year,
            limits.timeout, limits.memory, recogniser() if settings.ocr else None,
        )  # fmt: skip

    def digest(self) -> bytes:
        return hashlib.sha256(msgspec.json.encode(self)).digest()

    def lasting(self) -> bytes:
        """The same without the limits: they decide only which documents fail."""
        return msgspec.structs.replace(self, timeout=0.0, memory=0).digest()


class Part(msgspec.Struct, frozen=True):
    """A part that is to be there."""

    number: int
    first: int
    digest: str
    keys: tuple[str, ...]
    """For each document what decides its rows, its name and place left out."""
    batch: pa.RecordBatch
    """The documents as PAGES."""

    @property
    def name(self) -> str:
        return part_name(self.number, self.digest)


class Mark(msgspec.Struct, frozen=True):
    """Says that a part is there, whole."""

    number: int
    digest: str
    basis: str
    """Of `Basis.lasting`: the keys of two marks with the same one can be compared."""
    first: int
    documents: int
    failed: int
    """Documents that stand in `errors`."""
    faulty: int
    """Documents with a finding of severity error."""
    keys: tuple[str, ...]
    """As of the part; empty for a document that another run may read after all."""
    sizes: dict[str, int]
    """Bytes of the part's file of each table."""

    @property
    def name(self) -> str:
        return part_name(self.number, self.digest)


def part_name(number: int, digest: str) -> str:
    return f"part-{number:06d}-{digest[:12]}"


def parts(
    stream: Iterable[Item | Unreadable], basis: Basis, documents: int = DOCUMENTS
) -> Iterator[Part]:
    """The stream cut into parts: a function of the stream, of `basis` and of `documents`."""
    held: list[Item | Unreadable] = []
    size = first = number = 0
    for entry in stream:
        held.append(entry)
        size += len(entry.data) if isinstance(entry, Item) else 0
        if len(held) >= documents or size >= MOST_BYTES:
            yield _part(number, first, held, basis)
            first += len(held)
            number += 1
            held, size = [], 0
    if held:
        yield _part(number, first, held, basis)


def _part(number: int, first: int, held: Sequence[Item | Unreadable], basis: Basis) -> Part:
    lasting = basis.lasting()
    keys = tuple(_key(entry, lasting) for entry in held)
    digest = hashlib.sha256(f"{number} {first}\n".encode() + basis.digest())
    for entry, k in zip(held, keys, strict=True):
        digest.update(f"{k}\0{entry.uri}\0{entry.id}\n".encode("utf-8", "surrogatepass"))
    return Part(number, first, digest.hexdigest(), keys, pages(held, first))


def _key(entry: Item | Unreadable, lasting: bytes) -> str:
    if isinstance(entry, Unreadable):
        what = f"{entry.error.code}\0{entry.error.message}"
    else:
        kind = "text" if isinstance(entry.data, str) else "bytes"
        what = f"{kind}\0{sha256_of(entry.data)}\0{entry.agency}\0{entry.year}"
    return hashlib.sha256(lasting + what.encode("utf-8", "surrogatepass")).hexdigest()[:32]


# -- on disk --------------------------------------------------------------------------------


def table_file(out: Path, table: str, name: str) -> Path:
    return out / table / f"{name}.parquet"


def write_part(out: Path, mark: Mark, tables: dict[str, pa.Table]) -> None:
    """Writes the files of a part, its mark last; each appears whole or not at all."""
    sizes = {t: write_table(out, table_file(out, t, mark.name), tables[t]) for t in TABLES}
    whole = msgspec.structs.replace(mark, sizes=sizes)
    replace_file(out, _mark_file(out, mark.name), msgspec.json.encode(whole))


def write_table(out: Path, path: Path, table: pa.Table) -> int:
    """A table as a file; gives its size."""
    aside = scratch_file(out, path)
    pq.write_table(table, aside, compression=COMPRESSION)
    size = aside.stat().st_size
    os.replace(aside, path)
    return size


def replace_file(out: Path, path: Path, content: bytes) -> None:
    aside = scratch_file(out, path)
    aside.write_bytes(content)
    os.replace(aside, path)


def scratch_file(out: Path, path: Path) -> Path:
    """Where a file is written before it takes its place."""
    return out / SCRATCH / f"{path.parent.name}-{path.name}-{os.getpid()}"


def find_mark(out: Path, name: str) -> Mark | None:
    """The mark of a part that is there, whole; None where any of it is not."""
    mark = _read_mark(_mark_file(out, name))
    if mark is None or mark.name != name:
        return None
    for table, size in mark.sizes.items():
        try:
            if table_file(out, table, name).stat().st_size != size:
                return None
        except OSError:
            return None
    return mark if mark.sizes.keys() == TABLES.keys() else None


def all_marks(out: Path) -> Iterator[Mark]:
    """Every whole part in the folder, of this run or of earlier ones, by number."""
    for path in sorted((out / MARKS).glob("part-*.json")):
        mark = find_mark(out, path.stem)
        if mark is not None:
            yield mark


def sweep(out: Path, keep: Iterable[str]) -> None:
    """Removes the parts that are not in `keep`, marks first, and what was left half-written."""
    names = set(keep)
    for folder in (MARKS, *TABLES):
        for path in (out / folder).glob("part-*"):
            if path.stem not in names:
                path.unlink(missing_ok=True)
    for path in (out / SCRATCH).iterdir():
        path.unlink(missing_ok=True)


def _mark_file(out: Path, name: str) -> Path:
    return out / MARKS / f"{name}.json"


def _read_mark(path: Path) -> Mark | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Mark)
    except (OSError, msgspec.DecodeError):
        return None
