"""`gouji explain`: the page of one rule."""

from __future__ import annotations

import click


@click.command("explain")
@click.argument("code")
def command(code: str) -> None:
    """Shows the page of a rule: what it checks, why, examples.

    CODE is one that `gouji rules` lists.
    """
    from extractor.rules import all_rules
    from extractor.writers import _pages

    found = next((r for r in all_rules() if r.code == code.upper()), None)
    if found is None:
        raise click.UsageError(f"没有编号为 {code} 的规则；gouji rules 可列出全部规则。")
    _pages.rule_page(found)
