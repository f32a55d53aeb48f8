"""Put on PYTHONPATH, gives the interpreter a document format that does what documents must not.

Worker processes inherit it, so the runner meets documents that really crash, hang or grow.
"""

from __future__ import annotations

import os
import signal
import time

from extractor.readers.registry import ByteFormat, Content, register

MARK = b"POISON "


def read(data: bytes) -> Content:
    what = data.removeprefix(MARK).strip()
    if what == b"exit":
        os._exit(7)
    if what == b"segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what == b"grow":
        grown = []
        while True:
            grown.append(bytearray(2**26))
    while True:  # hang
        time.sleep(1)


register(ByteFormat("poison", lambda data: data.startswith(MARK), read, order=1))
