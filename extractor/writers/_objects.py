"""The objects of the output contract, for the formats that print them as JSON."""

from __future__ import annotations

from extractor.errors import GoujiError


def failure_object(error: GoujiError, uri: str | None, record_id: str | None) -> dict[str, object]:
    """What takes a report's place where a document could not be read."""
    return {
        "source": {
            "uri": uri,
            "id": record_id,
            "sha256": None,
            "media_type": None,
            "encoding": None,
            "chars": None,
        },
        "error": {"code": error.code, "message": error.message},
    }
