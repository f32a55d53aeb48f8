"""Worker processes that may die: each job is finished, and a document that kills them is named.

A document that does not end within its time limit is known at once: its worker is ended and the
document gets a verdict. One on which a worker died is tried once more by itself in a new worker,
since the death may have had another cause; if it kills that one too, it gets a verdict. The part
is then done again with the verdicts in the place of those documents.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import deque
from collections.abc import Iterator
from multiprocessing import connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import msgspec

from extractor.bulk.batch import Settings
from extractor.bulk.forks import context, deaf
from extractor.bulk.jobs import Done, Job, Verdict
from extractor.bulk.parts import Mark
from extractor.bulk.worker import NO_MEMORY, Board, Limits, serve
from extractor.errors import Crashed, GoujiError, OutOfMemory, TimedOut

DEATHS = 3
"""Workers that one part may cost without a document being to blame."""
_LOOK = 0.2
"""Seconds between looks at the clock."""
_SLACK = 10
"""Seconds that a worker may take beside a document: loading, writing a part."""
_START = 120


class Broken(RuntimeError):
    """The work cannot go on: workers die whatever they are given. The message is for users."""


class _Worker:
    """One process and what it is doing."""

    def __init__(
        self, context: Any, place: int, board: Board, out: Path,
        settings: Settings, limits: Limits,
    ) -> None:  # fmt: skip
        self.place = place
        self.board = board
        self.limits = limits
        self.job: Job | None = None
        self.since = time.monotonic()
        self.fresh = True
        board[2 * place] = -1
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=serve, args=(theirs, board, place, out, settings, limits), daemon=True
        )
        with deaf():
            self.process.start()
        theirs.close()

    def give(self, job: Job) -> None:
        self.job = job
        self.since = time.monotonic()
        with contextlib.suppress(OSError):
            # A worker that is dead already is found dead when it is asked.
            self.pipe.send(job)

    def at(self) -> int:
        """The index of the document that it reads, or read when it died; -1 for none."""
        return self.board[2 * self.place]

    def overdue(self) -> bool:
        """Whether the document it reads, or what it does beside one, takes too long."""
        if self.at() >= 0:
            began = self.board[2 * self.place + 1] / 1e9
            return time.monotonic() - began > self.limits.timeout
        began = max(self.since, self.board[2 * self.place + 1] / 1e9)
        allowed = _START if self.fresh else max(_START, _SLACK * self.limits.timeout)
        return time.monotonic() - began > allowed

    def end(self) -> None:
        """Ends the process and what it started."""
        if self.process.pid is not None and self.process.is_alive() and hasattr(os, "killpg"):
            with contextlib.suppress(OSError):
                # Its own group, unless it was too early for that: never this process's.
                if os.getpgid(self.process.pid) == self.process.pid:
                    os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Case(msgspec.Struct):
    """What became of a part's job so far."""

    job: Job
    verdicts: dict[int, Verdict] = {}
    survived: set[int] = set()
    """Documents that a worker died on and another one read."""
    deaths: int = 0


class Pool:
    """`jobs` workers. Used by one thread."""

    def __init__(self, jobs: int, out: Path, settings: Settings, limits: Limits) -> None:
        self._context = context()
        self._board: Board = self._context.RawArray("q", 2 * jobs)
        self._arguments = (out, settings, limits)
        self._workers = [self._start(place) for place in range(jobs)]
        self._again: deque[Job] = deque()
        self._cases: dict[str, _Case] = {}

    def _start(self, place: int) -> _Worker:
        return _Worker(self._context, place, self._board, *self._arguments)

    @property
    def busy(self) -> bool:
        return bool(self._cases)

    def idle(self) -> bool:
        """Whether a worker waits for a new job."""
        self._hand_out_again()
        return any(w.job is None for w in self._workers)

    def submit(self, job: Job) -> None:
        """Gives a job to an idle worker."""
        self._cases[job.name] = _Case(job)
        next(w for w in self._workers if w.job is None).give(job)

    def documents_read(self) -> int:
        """How far the parts under work are, for a progress bar."""
        return sum(max(0, w.at()) for w in self._workers if w.job is not None)

    def finished(self) -> list[Mark]:
        """The parts that are done; waits a moment for one. Raises Broken."""
        out: list[Mark] = []
        busy = [w for w in self._workers if w.job is not None]
        heard = connection.wait([w.pipe for w in busy], timeout=_LOOK)
        for worker in busy:
            if worker.pipe in heard:
                out += self._heard(worker)
            elif worker.overdue():
                self._died(worker, late=True)
        self._hand_out_again()
        return out

    def _hand_out_again(self) -> None:
        for worker in self._workers:
            if worker.job is None and self._again:
                worker.give(self._again.popleft())

    def _heard(self, worker: _Worker) -> Iterator[Mark]:
        try:
            answer: Done = worker.pipe.recv()
        except (EOFError, OSError):
            self._died(worker, late=False)
            return
        job, worker.job, worker.fresh = worker.job, None, False
        assert job is not None
        if answer.mark is None:
            assert job.trial is not None
            case = self._cases[job.name]
            case.survived.add(job.trial)
            self._retry(case)
        else:
            del self._cases[job.name]
            yield answer.mark

    def _died(self, worker: _Worker, *, late: bool) -> None:
        """Finds out what a worker died of, and puts another one in its place."""
        job, at = worker.job, worker.at()
        worker.end()
        status = worker.process.exitcode
        self._workers[worker.place] = self._start(worker.place)
        assert job is not None
        case = self._cases[job.name]
        if at >= 0 and late:
            case.verdicts[at] = _verdict(TimedOut(_TOO_SLOW))
        elif at >= 0 and (job.trial == at or at in case.survived):
            no_memory = status == NO_MEMORY
            case.verdicts[at] = _verdict(OutOfMemory(_TOO_BIG) if no_memory else Crashed(_FATAL))
        elif at >= 0:
            self._again.append(msgspec.structs.replace(case.job, trial=at))
            return
        else:
            case.deaths += 1
            if case.deaths >= DEATHS:
                raise Broken(
                    f"工作进程接连异常退出（状态{status}），无法继续；可提高 --memory 后再试"
                )
        self._retry(case)

    def _retry(self, case: _Case) -> None:
        self._again.append(msgspec.structs.replace(case.job, verdicts=dict(case.verdicts)))

    def close(self) -> None:
        """Ends the workers where they stand; unfinished parts are as if never begun."""
        for worker in self._workers:
            worker.end()


_TOO_SLOW = "处理本件超过规定时间，本件未检查"
_TOO_BIG = "处理本件所需的内存超过上限，本件未检查"
_FATAL = "处理本件时进程两次异常退出，本件未检查"


def _verdict(error: GoujiError) -> Verdict:
    return Verdict(error.code, error.message)
