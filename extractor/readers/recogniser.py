"""What recognises scans: which version it is, and how much it may use."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from extractor.errors import MissingExtra, to_install

THREADS = "GOUJI_OCR_THREADS"
"""Environment variable: threads of one recogniser; without it, all processors."""
MAX_PAGES = 40
"""Of one document; a report has ten to thirty. What stands behind them is not read."""
MAX_SECONDS = 480.0
"""For one document, less than `gouji run --ocr` gives it; what was read by then counts."""
_PACKAGES = ("rapidocr", "onnxruntime")


def recogniser() -> str:
    """Its packages with their versions. Raises `MissingExtra` without the extra `ocr`."""
    try:
        return ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    except PackageNotFoundError as error:
        raise MissingExtra(f"缺少 {error.name}，文字识别{to_install('ocr')}") from error
