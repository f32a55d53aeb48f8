"""The folder of a dataset: whose it is, what is in it, one run at a time."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from extractor.bulk.parts import MARKS, SCRATCH, Basis, replace_file
from extractor.bulk.schema import TABLES
from extractor.bulk.state_file import STATE

_LOCK = "_lock"


class Refused(RuntimeError):
    """A folder that must not be written to, or cannot be read. The message is for users."""


class State(msgspec.Struct, frozen=True):
    """What the folder says of itself. Nothing in it depends on time or on how it was made."""

    sources: tuple[str, ...]
    basis: Basis
    part_documents: int
    complete: bool = False
    """Every document of the sources is in, and what is made of all of them together."""
    documents: int = 0
    failed: int = 0
    faulty: int = 0
    unchecked: int = 0
    """Documents without an error in which no number could be held against another."""
    findings: dict[str, int] = {}
    """How many there are, by severity."""
    parts: tuple[str, ...] = ()


def read_state(out: Path) -> State | None:
    """What the folder says of itself; None where it is no dataset."""
    try:
        return msgspec.json.decode((out / STATE).read_bytes(), type=State)
    except (OSError, msgspec.DecodeError):
        return None


def write_state(out: Path, state: State) -> None:
    laid_out = msgspec.json.format(msgspec.json.encode(state), indent=2)
    replace_file(out, out / STATE, laid_out + b"\n")


def admit(out: Path, wanted: State, *, update: bool) -> None:
    """Raises Refused where the folder is another run's. Changes nothing.

    `update` allows the sources, the options or the engine to differ: rows that would come out
    the same are kept.
    """
    if out.exists() and not out.is_dir():
        raise Refused(f"不是文件夹：{out}")
    known = read_state(out)
    if known is None and out.exists() and any(p.name not in _OWN for p in out.iterdir()):
        raise Refused(f"{out} 不是空文件夹，也不是以前的结果；请换一个 --out")
    if known is not None and not update and (different := _differences(known, wanted)):
        raise Refused(
            f"{out} 是另一次运行的结果（{'、'.join(different)}不同）；"
            "要按现在的设置更新它，请加 --update，否则请换一个 --out"
        )


def prepare(out: Path) -> None:
    """Makes the folder ready for a run."""
    for name in (MARKS, SCRATCH, *TABLES):
        (out / name).mkdir(parents=True, exist_ok=True)
    for path in (out / SCRATCH).iterdir():
        path.unlink(missing_ok=True)


_OWN = frozenset((_LOCK, SCRATCH, MARKS, *TABLES))
"""What a run makes before the folder says whose it is."""


def _differences(known: State, wanted: State) -> list[str]:
    """The settings that differ, in the words of the command line."""
    pairs = (
        ("来源", known.sources, wanted.sources),
        ("gouji版本", known.basis.engine, wanted.basis.engine),
        ("--select/--ignore", known.basis.rules, wanted.basis.rules),
        ("--agency", known.basis.agency, wanted.basis.agency),
        ("--year", known.basis.year, wanted.basis.year),
        ("--ocr", known.basis.ocr, wanted.basis.ocr),
        ("--timeout", known.basis.timeout, wanted.basis.timeout),
        ("--memory", known.basis.memory, wanted.basis.memory),
        ("--part-size", known.part_documents, wanted.part_documents),
    )
    return [name for name, a, b in pairs if a != b]


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Keeps other runs out of the folder; the lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows
        yield
        return
    out.mkdir(parents=True, exist_ok=True)
    handle = os.open(out / _LOCK, os.O_CREAT | os.O_RDWR, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise Refused(f"另一个 gouji run 正在写 {out}") from None
    try:
        yield
    finally:
        os.close(handle)
