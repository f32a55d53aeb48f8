"""`run`: an archive through worker processes into a dataset, from where the last run stopped."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from extractor.bulk.batch import Settings
from extractor.bulk.dataset import State, admit, locked, prepare, write_state
from extractor.bulk.finish import finish
from extractor.bulk.items import Item, Unreadable
from extractor.bulk.jobs import Job, Reused, job_of
from extractor.bulk.parts import (
    DOCUMENTS,
    Basis,
    Mark,
    Part,
    all_marks,
    find_mark,
    parts,
)
from extractor.bulk.pool import Pool
from extractor.bulk.worker import Limits
from extractor.readers import path_name


class Plan(msgspec.Struct, frozen=True):
    """All that a run is asked for."""

    sources: tuple[str, ...]
    out: Path
    settings: Settings = Settings()
    limits: Limits = Limits()
    jobs: int = 1
    part_documents: int = DOCUMENTS
    update: bool = False

    def basis(self) -> Basis:
        return Basis.of(self.settings, self.limits)


class Progress(msgspec.Struct):
    """How far a run is, in documents."""

    done: int = 0
    """In finished parts, those of earlier runs included."""
    kept: int = 0
    """Of them: not read again."""
    failed: int = 0
    faulty: int = 0
    under_work: int = 0


Watch = Callable[[Progress], None]
"""Who is told how far the run is, several times a second."""


def run(plan: Plan, stream: Iterable[Item | Unreadable], watch: Watch) -> State:
    """Works the stream through and leaves a complete dataset in `plan.out`.

    What stands in the folder already, of this run or of an earlier one over the same sources, is
    not done again. Raises Refused and Broken. May be ended at any moment.
    """
    basis = plan.basis()
    state = State(tuple(map(path_name, plan.sources)), basis, plan.part_documents)
    admit(plan.out, state, update=plan.update)
    with locked(plan.out):
        prepare(plan.out)
        write_state(plan.out, state)
        return finish(state, plan.out, _made(plan, basis, stream, watch), plan.settings)


def _made(
    plan: Plan, basis: Basis, stream: Iterable[Item | Unreadable], watch: Watch
) -> Iterator[Mark]:
    """The marks of all parts, in the order in which they are done."""
    progress = Progress()
    todo = _Todo(plan, basis, stream)
    ready: deque[Job] = deque()
    pool: Pool | None = None
    try:
        while True:
            for mark in todo.already:
                progress.kept += mark.documents
                yield _counted(mark, progress)
            todo.already.clear()
            if len(ready) < plan.jobs and (job := todo.next()) is not None:
                progress.kept += len(job.reused)
                ready.append(job)
            pool = pool or (
                Pool(plan.jobs, plan.out, plan.settings, plan.limits) if ready else None
            )
            if pool is None:
                watch(progress)
                if todo.exhausted:
                    return
                continue
            while ready and pool.idle():
                pool.submit(ready.popleft())
            if len(ready) >= plan.jobs or todo.exhausted:
                for mark in pool.finished():
                    yield _counted(mark, progress)
            progress.under_work = pool.documents_read()
            watch(progress)
            if todo.exhausted and not ready and not pool.busy:
                return
    finally:
        if pool is not None:
            pool.close()


def _counted(mark: Mark, progress: Progress) -> Mark:
    progress.done += mark.documents
    progress.failed += mark.failed
    progress.faulty += mark.faulty
    return msgspec.structs.replace(mark, keys=())


class _Todo:
    """The parts that are still to be made, with what can be taken from earlier ones."""

    def __init__(self, plan: Plan, basis: Basis, stream: Iterable[Item | Unreadable]) -> None:
        self._out = plan.out
        self._basis = basis.lasting().hex()
        self._parts = parts(stream, basis, plan.part_documents)
        self._known: _Known | None = None
        self.already: list[Mark] = []
        """Parts that were met and are there."""
        self.exhausted = False

    def next(self) -> Job | None:
        """The next part that is not there; None at the end, or after one that is there."""
        part = next(self._parts, None)
        if part is None:
            self.exhausted = True
            return None
        mark = find_mark(self._out, part.name)
        if mark is not None:
            self.already.append(mark)
            return None
        return job_of(part, self._basis, self._reusable(part))

    def _reusable(self, part: Part) -> dict[int, Reused]:
        """By index, the documents of the part whose rows stand in another one."""
        if self._known is None:
            self._known = _Known(self._out, self._basis)
        found = ((i, self._known.find(key)) for i, key in enumerate(part.keys))
        return {i: where for i, where in found if where is not None}


class _Known:
    """Where each document's rows stand, of those that were read with the same basis.

    Empty in a first run. Otherwise some 100 bytes a document.
    """

    def __init__(self, out: Path, basis: str) -> None:
        self._marks: list[tuple[str, int]] = []
        self._at: dict[bytes, int] = {}
        for mark in all_marks(out):
            if mark.basis != basis:
                continue
            for i, key in enumerate(mark.keys):
                if key:
                    self._at[bytes.fromhex(key)] = len(self._marks) << _WITHIN | i
            self._marks.append((mark.name, mark.first))

    def find(self, key: str) -> Reused | None:
        found = self._at.get(bytes.fromhex(key))
        if found is None:
            return None
        name, first = self._marks[found >> _WITHIN]
        return Reused(name, first + (found & ((1 << _WITHIN) - 1)))


_WITHIN = 24
"""Bits for a document's index in its part."""
