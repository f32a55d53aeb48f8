"""Of what kind figures are, which year they are of and whose: rows of data."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.figures import find_figures
from extractor.indicators import by_rules, link
from extractor.layout.prose import split_prose
from extractor.records import Document, Identity, Tables

ROWS = tomllib.loads((Path(__file__).parent / "cases" / "scopes.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["text"][:16])
def test_scopes(row: dict[str, Any]) -> None:
    document, tables = Document(row["text"], "text/plain"), Tables(None, {}, ())
    sentences = split_prose(document, (), tables)
    identity = Identity(row.get("agency"), row.get("year", 2023), None)
    found = find_figures(document, sentences, identity)
    figures, _ = link(document, sentences, found, identity, tables, by_rules)
    read = {
        "kinds": [f.kind for f in figures],
        "years": [f.scope.year or 0 for f in figures],
        "bodies": [f.scope.body or "" for f in figures],
    }
    told = {name: row[name] for name in read if name in row}
    assert told
    as_told = all(read[name] == values for name, values in told.items())
    if row.get("gap"):
        assert not as_told, "the gap is closed: take the mark off the row"
        return
    assert {name: read[name] for name in told} == told
