"""gouji (勾稽): reads government-information-disclosure annual reports and checks their figures.

    from pathlib import Path
    from extractor import check

    report = check(Path("report.html"))
    for finding in report.findings:
        print(finding.code, finding.message)

Everything is loaded on first use, so that `import extractor` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from extractor.errors import GoujiError
    from extractor.pipeline import check, extract
    from extractor.records import (
        Cell,
        Document,
        Extraction,
        Figure,
        Finding,
        Identity,
        Relation,
        Report,
        Scope,
        Section,
        Sentence,
        Span,
        Tables,
        Tally,
    )

__all__ = [
    "Cell",
    "Document",
    "Extraction",
    "Figure",
    "Finding",
    "GoujiError",
    "Identity",
    "Relation",
    "Report",
    "Scope",
    "Section",
    "Sentence",
    "Span",
    "Tables",
    "Tally",
    "__version__",
    "check",
    "extract",
]

_HOME = {"check": "extractor.pipeline", "extract": "extractor.pipeline"} | {
    "GoujiError": "extractor.errors"
}


def __getattr__(name: str) -> object:
    """Loads a public name on first use (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOME.get(name, "extractor.records")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
