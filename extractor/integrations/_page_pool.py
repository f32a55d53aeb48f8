"""Worker processes on Twisted's reactor: a page in, a Deferred out, nothing ever blocked."""

from __future__ import annotations

import sys
from collections import deque
from typing import Any

import msgspec
from twisted.internet import reactor as _reactor
from twisted.internet.defer import Deferred
from twisted.internet.error import ProcessExitedAlready
from twisted.internet.protocol import ProcessProtocol

from extractor.errors import Crashed, GoujiError, TimedOut, failure_object
from extractor.integrations._page_worker import HEADER, Page, frame

reactor: Any = _reactor
"""Chosen when it is first imported, and of no type that is known before."""

Result = dict[str, Any]
_COMMAND = [sys.executable, "-m", "extractor.integrations._page_worker"]
_START = 120.0
"""Seconds that a process may take until it is ready: importing, and loading the model."""
_LATE = "处理本件超过规定时间，本件未检查"
_DIED = "处理本件时进程异常退出，本件未检查"


class PagePool:
    """At most `jobs` processes, started when they are needed."""

    def __init__(self, jobs: int, timeout: float) -> None:
        self.timeout = timeout
        self._jobs = max(1, jobs)  # with none no page would ever be answered
        self._workers: list[_Worker] = []
        self._waiting: deque[tuple[Page, Deferred[Result]]] = deque()

    def check(self, page: Page) -> Deferred[Result]:
        """Fires with the object of the output contract; never fails."""
        answer: Deferred[Result] = Deferred()
        self._waiting.append((page, answer))
        self.hand_out()
        return answer

    def hand_out(self) -> None:
        while self._waiting:
            worker = next((w for w in self._workers if w.answer is None), None)
            if worker is None and len(self._workers) < self._jobs:
                worker = _Worker(self)
                self._workers.append(worker)
            if worker is None:
                return
            worker.give(*self._waiting.popleft())

    def gone(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        self.hand_out()

    def close(self) -> None:
        for worker in self._workers:
            worker.close()


class _Worker(ProcessProtocol):
    """One process. `answer` is what it works on, None while it waits."""

    def __init__(self, pool: PagePool) -> None:
        self._pool = pool
        self._heard = bytearray()
        self._ready = self._late = False
        self._alarm: Any = None
        self.page: Page | None = None
        self.answer: Deferred[Result] | None = None
        self._process: Any = reactor.spawnProcess(self, sys.executable, _COMMAND, env=None)

    def give(self, page: Page, answer: Deferred[Result]) -> None:
        self.page, self.answer = page, answer
        seconds = self._pool.timeout if self._ready else _START
        self._alarm = reactor.callLater(seconds, self._too_late)
        self._process.write(frame(msgspec.msgpack.encode(page)))

    def outReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        self._heard += data
        while len(self._heard) >= HEADER:
            size = int.from_bytes(self._heard[:HEADER], "big")
            if len(self._heard) < HEADER + size:
                return
            payload = bytes(self._heard[HEADER : HEADER + size])
            del self._heard[: HEADER + size]
            if self._ready:
                self._done(msgspec.json.decode(payload))
                self._pool.hand_out()
            else:
                self._ready = True
                if self._alarm is not None:
                    self._alarm.reset(self._pool.timeout)

    def errReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        """What the process says beside its answers is nobody's business."""

    def processEnded(self, reason: object) -> None:  # noqa: N802 - Twisted's name
        error: GoujiError = TimedOut(_LATE) if self._late else Crashed(_DIED)
        if self.page is not None:
            self._done(failure_object(error, self.page.uri, self.page.id))
        self._pool.gone(self)

    def _too_late(self) -> None:
        self._late, self._alarm = True, None
        self._kill()

    def _done(self, found: Result) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        answer, self.page, self.answer, self._alarm = self.answer, None, None, None
        if answer is not None:
            answer.callback(found)

    def close(self) -> None:
        self._process.closeStdin()

    def _kill(self) -> None:
        try:
            self._process.signalProcess("KILL")
        except ProcessExitedAlready:
            return
