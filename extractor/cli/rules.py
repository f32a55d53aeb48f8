"""`gouji rules`: the list of the rules."""

from __future__ import annotations

import click


@click.command("rules")
def command() -> None:
    """Lists the rules: code, severity, what does not hold."""
    from extractor.rules import all_rules
    from extractor.writers import _pages

    _pages.rule_table(all_rules())
