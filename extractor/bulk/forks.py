"""The process that workers are forked from: it has loaded everything, once for all of them.

Imports next to nothing, so that this process can be started, and load, while its parent loads
what it needs itself.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from multiprocessing import forkserver, get_all_start_methods, get_context
from typing import Any

_METHOD = "forkserver"


def begin() -> None:
    """Starts the process unless it is there; ends with this one. Where nothing forks: nothing."""
    if _METHOD in get_all_start_methods():
        context()
        with deaf():
            forkserver.ensure_running()


def context() -> Any:
    """What workers are started with: forked from that process, where that can be."""
    if _METHOD not in get_all_start_methods():  # pragma: no cover - Windows
        return get_context("spawn")
    method = get_context(_METHOD)
    method.set_forkserver_preload(["extractor.bulk.preload"])
    return method


@contextlib.contextmanager
def deaf() -> Iterator[None]:
    """A process started meanwhile does not hear Ctrl-C, not even before it can say so itself."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)
