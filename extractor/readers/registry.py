"""The formats that are known, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

import msgspec

from extractor.records import Grid, Recognised


class Content(msgspec.Struct, frozen=True):
    """What a format makes of its input: the part of a `Document` that depends on the format."""

    text: str
    media_type: str
    title: str | None = None
    grids: tuple[Grid, ...] = ()
    recognised: Recognised | None = None


class ByteFormat(msgspec.Struct, frozen=True):
    """A format told by its bytes: `sniff` must be cheap, `read` raises a `GoujiError`."""

    name: str
    sniff: Callable[[bytes], bool]
    read: Callable[[bytes], Content]
    order: int = 100
    """Lower is asked first: a format that is read comes before one that is only named."""
    recognise: Callable[[bytes], Content] | None = None
    """What reads it from its picture, where `read` raised `NoText` and the user wants that."""


class TextFormat(msgspec.Struct, frozen=True):
    """A format told by its decoded text."""

    name: str
    sniff: Callable[[str], bool]
    read: Callable[[str], Content]
    order: int = 100


_BYTES: list[ByteFormat] = []
_TEXTS: list[TextFormat] = []


def register(entry: ByteFormat | TextFormat) -> None:
    """Adds a format; a `format_*` module calls this once, when it is imported."""
    if isinstance(entry, ByteFormat):
        _BYTES.append(entry)
        _BYTES.sort(key=lambda f: f.order)
    else:
        _TEXTS.append(entry)
        _TEXTS.sort(key=lambda f: f.order)


def byte_format(data: bytes) -> ByteFormat | None:
    """The binary format of `data`; None where it should be text."""
    return next((f for f in _BYTES if f.sniff(data)), None)


def text_format(text: str) -> TextFormat:
    """The format of decoded text; plain text takes whatever no other format claims."""
    return next(f for f in _TEXTS if f.sniff(text))


def load_formats(package: str) -> None:
    """Imports every `format_*` module of the package, which registers itself."""
    for module in iter_modules(import_module(package).__path__):
        if module.name.startswith("format_"):
            import_module(f"{package}.{module.name}")
