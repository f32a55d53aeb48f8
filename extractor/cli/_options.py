"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from extractor.cli._rows import FORMATS
from extractor.writers import formats

if TYPE_CHECKING:
    from extractor.rules import Rule

_F = TypeVar("_F", bound=Callable[..., Any])


_PARTED = re.compile(r"[,，、;；\s]+")


class Prefixes(click.ParamType[tuple[str, ...]]):
    """Rule codes or prefixes, parted by commas, Chinese ones and blanks too: `T,P201`."""

    name = "codes"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        return tuple(p.upper() for p in _PARTED.split(str(value)) if p)


def format_option(function: _F) -> _F:
    """`--format`: how results are written."""
    return click.option(
        "--format", "format_", type=click.Choice(formats()), default="console", show_default=True,
        help="For a terminal, a browser, or programs.",
    )(function)  # fmt: skip


def rows_option(function: _F) -> _F:
    """`--format` of the commands that give rows."""
    return click.option(
        "--format", "format_", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True,
        help="How rows are written.",
    )(function)  # fmt: skip


def rule_options(function: _F) -> _F:
    """`--select` and `--ignore`: which rules to run."""
    ignore = click.option("--ignore", type=Prefixes(), multiple=True, help="Not these rules.")
    select = click.option(
        "--select", type=Prefixes(), multiple=True, help="Only these rules: T, P201, ..."
    )
    return select(ignore(function))


def chosen_rules(
    select: Iterable[tuple[str, ...]], ignore: Iterable[tuple[str, ...]]
) -> tuple[Rule, ...] | None:
    """The rules to run; None for all of them. Raises a usage error for a code of no rule."""
    wanted, unwanted = _flat(select), _flat(ignore)
    if not wanted and not unwanted:
        return None
    from extractor.rules import all_rules, select_rules

    try:
        return select_rules(all_rules(), wanted, unwanted)
    except ValueError as error:
        raise click.UsageError(f"没有以 {error} 开头的规则；gouji rules 可列出全部规则。") from None


def _flat(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(code for group in groups for code in group)
