"""Bytes to `Document`: one file a format, found by what the content is, not by its name.

A later format is one new file here: a module that calls `registry.register`.
"""

from __future__ import annotations

from extractor.readers.decode import name_in, path_name, writable
from extractor.readers.read import MAX_BYTES, read

__all__ = ["MAX_BYTES", "name_in", "path_name", "read", "writable"]
