"""How many documents the sources hold, for a progress bar: a guess that costs little."""

from __future__ import annotations

import contextlib
import gzip
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from extractor.bulk.kinds import HEAD, kind_of
from extractor.bulk.state_file import is_result

_PIECE = 1 << 20


@contextlib.contextmanager
def counted(names: tuple[str, ...]) -> Iterator[Callable[[], int | None]]:
    """Counts in a thread; gives the function that tells the number once it is known."""
    found: list[int | None] = []
    stop = threading.Event()

    def work() -> None:
        try:
            counts = [_count(Path(n), stop) if n != "-" else None for n in names]
        except Exception:
            # Whatever is wrong with the source, the run itself says it better.
            counts = [None]
        known = [c for c in counts if c is not None]
        found.append(sum(known) if len(known) == len(counts) else None)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield lambda: found[0] if found else None
    finally:
        stop.set()


def _count(path: Path, stop: threading.Event) -> int | None:
    """The documents of a path; None where counting would mean reading everything."""
    if path.is_dir():
        if is_result(path):
            return 1
        inner = [
            _count(p, stop)
            for p in path.iterdir()
            if not (p.name.startswith(".") or (p.is_symlink() and p.is_dir()) or stop.is_set())
        ]
        known = [c for c in inner if c is not None]
        return sum(known) if len(known) == len(inner) else None
    if not path.is_file():
        return 1
    with path.open("rb") as file:
        head = file.read(HEAD)
        kind = kind_of(path.name, head)
        file.seek(0)
        if kind == "records":
            return _lines(file, stop)
        if kind == "zip":
            with zipfile.ZipFile(file) as archive:
                return sum(not m.is_dir() for m in archive.infolist())
        if kind == "gzip":
            with gzip.open(file) as inner_file:
                head = inner_file.read(HEAD)
                if kind_of(path.stem, head) != "records":
                    return None if kind_of(path.stem, head) in ("tar", "warc") else 1
                inner_file.seek(0)
                return _lines(inner_file, stop)  # type: ignore[arg-type]
        if kind == "parquet":
            import pyarrow.parquet

            return int(pyarrow.parquet.read_metadata(path).num_rows)
    return None if kind in ("tar", "warc") else 1


def _lines(file: IO[bytes], stop: threading.Event) -> int:
    count = 0
    while not stop.is_set() and (piece := file.read(_PIECE)):
        count += piece.count(b"\n")
    return count
