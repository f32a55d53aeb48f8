"""Wordings around figures that several readers know; the patterns are `data/phrases.toml`."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from extractor.figures.patterns import words
from extractor.language.first import often_tried, swift

_ROWS: dict[str, dict[str, str]] = tomllib.loads(
    (files("extractor.indicators") / "data" / "phrases.toml").read_text("utf-8")
)


def _pattern(name: str) -> str:
    """The pattern of a row, with the lists of years in it filled in."""
    pattern = _ROWS[name]["regex"]
    for years in ("year", "last_year"):
        pattern = pattern.replace(f"{{{years}}}", words()[years])
    return pattern


def _phrase(name: str) -> re.Pattern[str]:
    return swift(_pattern(name))


SUM_WORDS = _pattern("sum")
"""Part of the patterns of clauses that are nothing but a sum."""
APPLICATION_HEADING = _phrase("application_heading")
PUBLISH_VERB = _phrase("publish_verb")
RESTATED = _phrase("restated")
COMPARED = _phrase("compared")
THIN = _phrase("thin")
CHANGED_TO = _phrase("changed_to")
YEAR_ONLY = _phrase("year_only")
YEAR_TURN = _phrase("year_turn")
CASE_VERB = _phrase("case_verb")
PUBLISHED = _phrase("published")
SHORT_DECISION = _phrase("short_decision")
SUBJECT = _phrase("subject")
CONTENT = _phrase("content")
CASE_NOISE = _phrase("case_noise")
LISTED = _phrase("listed")
DOCUMENTS = _phrase("documents")
IS_ONE = _phrase("is_one")
CARRIED = _phrase("carried")
APPLICATION_NEAR = _phrase("application_near")
ON_DISCLOSURE = _phrase("on_disclosure")
LIST_OPENERS = often_tried(_pattern("list_openers"))
NEW_EVENT = _phrase("new_event")
THE_REST = _phrase("the_rest")
FIRST_OF_ITS_OWN = _phrase("first_of_its_own")
COMPARING = _phrase("comparing")
OTHER_ACTION = _phrase("other_action")
RESPECTIVE = _phrase("respective")
ONLY_LINK = _phrase("only_link")
