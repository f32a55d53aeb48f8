"""Every rule has a page, and the examples on the page say what the rule does."""

from __future__ import annotations

import re

import pytest

from extractor.records import Fault, Verdict
from extractor.rules import SECTIONS, Context, Rule, all_rules, every_code, rule_modules
from extractor.rules._examples import build, build_before, examples_of

CONTRACT = """
T201 T301 T302 T303 T401 T501 T502 T503 C101 C102
P101 P102 P103 P201 P202 P203 Y101 Y102 Y103
F101 F102 F103 F104 F105 D101
"""
OWN = "D201 D202 D203 D204 D205 D206 D207 D208 D209 D210 D211"
"""Beyond the contract: what is wrong with the document, not with its data."""
OF_LIMITS = "D211"
"""Of them: no notice, since what it names was not checked."""

RULES = all_rules()
EXAMPLES = [
    pytest.param(rule, fires, text, id=f"{rule.code}-{'fires' if fires else 'silent'}-{n}")
    for rule in RULES
    for n, (fires, text) in enumerate(examples_of(rule), start=1)
]


def by_code(rule: Rule) -> str:
    return rule.code


def test_every_file_of_the_folder_registers_one_rule() -> None:
    assert sorted(rule_modules()) == sorted(rule.name for rule in RULES)


def test_the_codes_are_those_of_the_contract_in_its_order() -> None:
    assert list(every_code()) == CONTRACT.split() + OWN.split()
    assert all((r.severity == "notice") != (r.code in OF_LIMITS) for r in RULES if r.code in OWN)


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_a_page_has_its_sections_in_order(rule: Rule) -> None:
    page = rule.page()
    assert tuple(page) == SECTIONS
    assert all(body.strip() for body in page.values())
    assert re.fullmatch(r"[A-Z].+\.", rule.summary), rule.summary


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_a_rule_says_what_it_is_called_and_since_when(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]\d{3}", rule.code)
    assert re.fullmatch(r"\d+\.\d+\.\d+", rule.since)
    assert rule.check.__name__ == rule.name, "the function is named like its file"


@pytest.mark.parametrize(("rule", "fires", "text"), EXAMPLES)
def test_the_examples_on_the_page_are_true(rule: Rule, fires: bool, text: str) -> None:
    made = build(text)
    outcomes = list(rule.check(Context(made, before=build_before(text, made))))
    faults = [o for o in outcomes if isinstance(o, Fault)]
    if fires:
        assert faults, "nothing was found"
        assert all(re.search(r"[一-鿿].*。$", f.message, re.DOTALL) for f in faults)
    else:
        assert not faults, [f.message for f in faults]
        assert Verdict.PASSED in outcomes, "silent, but only because it did not look"


def test_evidence_of_an_example_slices_back_to_its_text() -> None:
    made = build("t3.new.person = 103\nt3.total.person = 7\n")
    cell = made.tables.cells["t3.new.person"]
    assert made.document.text[cell.start : cell.end] == "103"


def test_an_example_with_a_slip_is_refused() -> None:
    with pytest.raises(ValueError, match="not in the form"):
        build("t3.new.persons = 103")
    with pytest.raises(ValueError, match="unknown directive"):
        build("@yaer 2024")
