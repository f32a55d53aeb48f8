"""What `gouji run` leaves behind, told from documents: costs nothing to look for."""

from __future__ import annotations

from pathlib import Path

import msgspec

STATE = "dataset.json"
"""The file in which the folder of a dataset says what it is."""


class _Told(msgspec.Struct):
    """What no other file of that name holds."""

    sources: tuple[str, ...]
    basis: dict[str, msgspec.Raw]
    part_documents: int


def is_result(folder: Path) -> bool:
    """Whether the folder is the dataset of a run, finished or not."""
    try:
        msgspec.json.decode((folder / STATE).read_bytes(), type=_Told)
    except (OSError, msgspec.DecodeError):
        return False
    return True
