"""What recognises scans: which version it is, and how many threads it may use."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from extractor.errors import MissingExtra, to_install

THREADS = "GOUJI_OCR_THREADS"
"""Environment variable: threads of one recogniser; without it, all processors."""
_PACKAGES = ("rapidocr", "onnxruntime")


def recogniser() -> str:
    """Its packages with their versions. Raises `MissingExtra` without the extra `ocr`."""
    try:
        return ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    except PackageNotFoundError as error:
        raise MissingExtra(f"缺少 {error.name}，文字识别{to_install('ocr')}") from error
