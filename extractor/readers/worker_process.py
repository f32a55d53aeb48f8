"""Processes that read for this one (`pdf_worker`, `ocr_worker`), started on first use.

One of a kind per process, used by one thread at a time. It is ended where a document takes too
long or too much, and started again for the next. Where no process can be started the worker runs
here.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import IO

_READY = b"R"


class Ended(Exception):
    """The worker did not answer. `timeout`: it was ended for taking too long."""

    def __init__(self, *, timeout: bool) -> None:
        super().__init__()
        self.timeout = timeout


class _Worker:
    """A running child."""

    def __init__(self, command: list[str]) -> None:
        self.owner = os.getpid()
        self.process = subprocess.Popen(  # noqa: S603 - this interpreter and our own script
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )

    def ask(self, data: bytes, seconds: float) -> tuple[bytes, bytes]:
        """The worker's answer. Raises `Ended`."""
        late = threading.Event()

        def end() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            sink, source = self.process.stdin, self.process.stdout
            assert sink is not None
            assert source is not None
            _write(sink, len(data).to_bytes(8, "little") + data)
            head = _exactly(source, 9)
            return head[:1], _exactly(source, int.from_bytes(head[1:], "little"))
        except (OSError, EOFError):
            self.close()
            raise Ended(timeout=late.is_set()) from None
        finally:
            timer.cancel()

    def is_ready(self) -> bool:
        assert self.process.stdout is not None
        return self.process.stdout.read(1) == _READY

    def close(self) -> None:
        """Ends the child, if it is this process's."""
        if self.owner != os.getpid():
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


def _write(sink: IO[bytes], data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[sink.write(view) :]


def _exactly(source: IO[bytes], size: int) -> bytes:
    out = bytearray()
    while len(out) < size:
        piece = source.read(min(size - len(out), 1 << 20))
        if not piece:
            raise EOFError
        out += piece
    return bytes(out)


class Keeper:
    """This process's worker of one kind, if it is running.

    `module` is what it runs: a `serve` loop as a script, and an `answer`. `seconds` is how long it
    may take to answer. `packaged`: it imports of this package, else it is started as a bare file.
    """

    def __init__(self, module: str, seconds: float, *, packaged: bool = False) -> None:
        self.module = module
        self.seconds = seconds
        self.packaged = packaged
        self.lock = threading.Lock()
        self.worker: _Worker | None = None
        self.inherited: list[_Worker] = []
        """Workers of the process that this one was forked from: kept, never used."""
        self.here = False
        atexit.register(self.close)
        if hasattr(os, "register_at_fork"):
            # A thread that held the lock does not exist in the child.
            os.register_at_fork(after_in_child=self.unlock)

    def unlock(self) -> None:
        self.lock = threading.Lock()

    def ask(self, data: bytes, seconds: float | None = None) -> tuple[bytes, bytes]:
        """The worker's answer to a document, within `seconds` where less is left than it may
        take. Raises `Ended`."""
        with self.lock:
            for attempt in (1, 2):
                worker, fresh = self.running()
                if worker is None:
                    return self.answer_here(data)
                try:
                    return worker.ask(data, self.seconds if seconds is None else seconds)
                except Ended as ended:
                    self.worker = None
                    # One that was idle may have ended by itself; a new one has not.
                    if fresh or ended.timeout or attempt == 2:
                        raise
            raise Ended(timeout=False)

    def running(self) -> tuple[_Worker | None, bool]:
        """A worker that can be asked, and whether it is new; None where none can be had."""
        if self.worker is not None and self.worker.owner != os.getpid():
            self.inherited.append(self.worker)
            self.worker = None
        if self.worker is not None:
            return self.worker, False
        command = None if self.here else self.command()
        if command is not None:
            try:
                worker = _Worker(command)
            except OSError:
                worker = None
            if worker is not None and worker.is_ready():
                self.worker = worker
                return worker, True
            if worker is not None:
                worker.close()
        self.here = True
        return None, False

    def close(self) -> None:
        if self.worker is not None:
            self.worker.close()
            self.worker = None

    def command(self) -> list[str] | None:
        """What starts a worker; None where this interpreter is not one that can be started."""
        name = Path(sys.executable or "").name.lower()
        spec = find_spec(self.module)
        if not name.startswith(("python", "pypy")) or spec is None or spec.origin is None:
            return None
        if not Path(spec.origin).is_file():
            return None
        return [sys.executable, "-P", *(["-m", self.module] if self.packaged else [spec.origin])]

    def answer_here(self, data: bytes) -> tuple[bytes, bytes]:
        found: tuple[bytes, bytes] = import_module(self.module).answer(data)
        return found
