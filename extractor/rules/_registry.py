"""The list of rules: what each is called, how grave it is, and where its page stands.

A rule is one generator in one file of this folder, marked by `@rule(...)`. Files whose name
begins with an underscore are machinery, not rules. See README.md beside this file.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from inspect import cleandoc
from typing import Literal

import msgspec

from extractor.records import Fault, Severity, Verdict
from extractor.rules._context import Context

Outcome = Fault | Literal[Verdict.PASSED, Verdict.SKIPPED]
Check = Callable[[Context], Iterator[Outcome]]

SECTIONS = (
    "What it checks",
    "Why it matters",
    "How approximation and blanks are treated",
    "Source",
    "Fires on",
    "Silent on",
)
"""The sections of every rule page, in this order; a test says so."""

_FAMILIES = "TCPYFD"
"""The order of the output contract: tables, cells, prose, years, form, dates."""
OF_NUMBERS = ("T", "C", "P", "Y")
"""Families that hold numbers against one another, or look at the cells they stand in."""


class Rule(msgspec.Struct, frozen=True):
    """One rule and its page. `title` is Chinese and short: it names the fault in lists."""

    code: str
    severity: Severity
    since: str
    """The version of gouji in which the rule first appeared."""
    check: Check
    title: str
    name: str
    """The file it stands in, which is the fault's name."""
    doc: str

    @property
    def summary(self) -> str:
        return self.doc.split("\n", 1)[0]

    def page(self) -> dict[str, str]:
        """The sections of the page by heading; a missing one is not in it."""
        marks = sorted((at, head) for head in SECTIONS if (at := self.doc.find(f"\n{head}\n")) >= 0)
        ends = [*(at for at, _ in marks[1:]), len(self.doc)]
        return {
            head: cleandoc("\n" + self.doc[at + len(head) + 2 : end])
            for (at, head), end in zip(marks, ends, strict=True)
        }


_RULES: dict[str, Rule] = {}


def rule(code: str, *, severity: Severity, since: str, title: str = "") -> Callable[[Check], Check]:
    """Registers a generator as the rule `code`. Codes are permanent and never used again."""

    def register(check: Check) -> Check:
        known = _RULES.get(code)
        if known is not None and known.check.__module__ != check.__module__:
            raise ValueError(f"{code} stands in {known.name} and in {check.__module__}")
        doc = cleandoc(check.__doc__ or "")
        _RULES[code] = Rule(
            code=code,
            severity=severity,
            since=since,
            check=check,
            title=title or doc.split("\n", 1)[0],
            name=check.__module__.rpartition(".")[2],
            doc=doc,
        )
        return check

    return register


def rule_modules() -> list[str]:
    """The names of the files in this folder that hold a rule."""
    package = import_module("extractor.rules")
    names = (m.name for m in pkgutil.iter_modules(package.__path__))
    return sorted(n for n in names if not n.startswith("_"))


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the output contract."""
    for name in rule_modules():
        import_module(f"extractor.rules.{name}")
    return tuple(sorted(_RULES.values(), key=lambda r: code_order(r.code)))


def code_order(code: str) -> tuple[int, str]:
    """Sort key that puts codes into the order of the output contract.

    >>> sorted(["F101", "P201", "T301", "D101"], key=code_order)
    ['T301', 'P201', 'F101', 'D101']
    """
    at = _FAMILIES.find(code[:1])
    return (len(_FAMILIES) if at < 0 else at, code)


def every_code() -> tuple[str, ...]:
    """The codes that `checks` lists, in the order of the output contract."""
    return tuple(r.code for r in all_rules())


def select_rules(
    rules: Sequence[Rule], select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> tuple[Rule, ...]:
    """The rules that `select` and `ignore` leave; the longer prefix wins, as in ruff.

    Prefixes: `T`, `T3`, `P201`. An empty `select` takes every rule. Raises ValueError for
    a prefix that fits no rule, so that a slip of the pen does not pass for a clean report.
    """
    codes = every_code()
    for prefix in (*select, *ignore):
        if not prefix or not any(c.startswith(prefix) for c in codes):
            raise ValueError(prefix)

    def longest(code: str, prefixes: Sequence[str]) -> int:
        return max((len(p) for p in prefixes if code.startswith(p)), default=-1)

    def wanted(code: str) -> bool:
        chosen = longest(code, select) if select else 0
        return chosen > longest(code, ignore) if chosen >= 0 else False

    return tuple(r for r in rules if wanted(r.code))
