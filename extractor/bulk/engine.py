"""Which engine made a result: the same engine and options give the same result for a document."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from extractor import __version__
from extractor.records import SCHEMA_VERSION

_ASIDE = ("__init__.py", "cli", "demo", "evaluation", "integrations", "writers")
"""What of the package does not decide a result; all else does: code, words, weights, rules."""
_OF_BULK = ("batch.py", "evidence.py", "schema.py", "serial.py", "tables.py")
_LEFT_OUT = ("__pycache__", "README.md", "py.typed")


@cache
def engine() -> str:
    """The version of the package and a hash of all that decides a result.

    The hash covers rules and model as well as the code, so that a changed checkout is told from
    the release it started from. Takes some 10 ms, once a process.
    """
    digest = hashlib.sha256()
    root = files("extractor")
    for at in sorted(root.iterdir(), key=lambda t: t.name):
        if at.name == "bulk":
            for name in _OF_BULK:
                _add(digest, at / name, f"bulk/{name}")
        elif at.name not in (*_ASIDE, *_LEFT_OUT):
            _add(digest, at, at.name)
    return f"gouji {__version__}, schema {SCHEMA_VERSION}, {digest.hexdigest()[:16]}"


def _add(digest: hashlib._Hash, at: Traversable, name: str) -> None:
    if at.is_dir():
        for inner in sorted(at.iterdir(), key=lambda t: t.name):
            if inner.name not in _LEFT_OUT:
                _add(digest, inner, f"{name}/{inner.name}")
    else:
        content = at.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
