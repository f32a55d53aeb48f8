"""A worker process: takes jobs from a pipe until the pipe closes.

It can be ended at any moment. It tells where it is on a board that it shares with the process
that started it, so that a document that crashes it or never ends is known by its index.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import time
from collections.abc import Callable, MutableSequence
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from extractor.bulk.batch import Settings
from extractor.readers.recogniser import THREADS

NO_MEMORY = 12
"""Exit status of a worker that had no memory left outside a document."""
_IDLE, _OVERDUE = -1, 3.0
"""A worker whose parent is gone ends itself after so many times a document's time limit."""

Board = MutableSequence[int]
"""Two numbers a worker: the index of the document it reads, and when it began (ns, monotonic)."""


class Limits(msgspec.Struct, frozen=True):
    """What one document may take."""

    timeout: float = 60.0
    """Seconds."""
    memory: int = 2048
    """MiB of data of a process, all that it holds included."""


def serve(
    pipe: Connection, board: Board, place: int, out: Path, settings: Settings, limits: Limits
) -> None:
    """The process's life. Ends quietly when the pipe does."""
    _settle(limits)
    # One thread each: there are as many workers as processors, and how sums are rounded must not
    # depend on the machine.
    os.environ[THREADS] = "1"
    import extractor.bulk.preload  # noqa: F401 - where it was not forked with all of it
    from extractor.bulk.jobs import do

    started = _reporter(board, place, limits)
    try:
        while True:
            job = pipe.recv()
            pipe.send(do(job, out, settings, started))
            job = None
            started(_IDLE)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except MemoryError:
        os._exit(NO_MEMORY)


def _settle(limits: Limits) -> None:
    """Signals, output and limits of this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        # A group of its own: a key press reaches the parent alone, and the parent can end the
        # worker together with what it started.
        with contextlib.suppress(OSError):
            os.setsid()
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        most = limits.memory * 2**20
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _reporter(board: Board, place: int, limits: Limits) -> Callable[[int], None]:
    def started(index: int) -> None:
        board[2 * place + 1] = time.monotonic_ns()
        board[2 * place] = index
        if index == _IDLE:
            faulthandler.cancel_dump_traceback_later()
        else:
            # Works even where one call into C never returns.
            faulthandler.dump_traceback_later(limits.timeout * _OVERDUE, exit=True, file=nowhere)

    nowhere = open(os.devnull, "w")  # noqa: SIM115 - for the life of the process
    return started
