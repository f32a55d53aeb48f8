"""The rules, one file each, and the machinery that runs them (files with an underscore)."""

from __future__ import annotations

from extractor.rules._context import Context
from extractor.rules._registry import (
    OF_NUMBERS,
    SECTIONS,
    Outcome,
    Rule,
    all_rules,
    code_order,
    every_code,
    rule,
    rule_modules,
    select_rules,
)
from extractor.rules._runner import run_rules
from extractor.rules._years import year_before

__all__ = [
    "OF_NUMBERS",
    "SECTIONS",
    "Context",
    "Outcome",
    "Rule",
    "all_rules",
    "code_order",
    "every_code",
    "rule",
    "rule_modules",
    "run_rules",
    "select_rules",
    "year_before",
]
