"""Two years of one agency: whose reports are a pair, and what does not hold between them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

import pytest

from corpus import gold
from corpus.render import render
from corpus.spec import REPORTS, Spec, read
from extractor import Finding, Report, check, extract
from extractor.bulk import Item, Unreadable, results
from extractor.bulk.years import Years

SPECS = {p.stem: read(p) for p in sorted(REPORTS.glob("*.toml"))}
PAIRS = [(SPECS[s.previous], s) for s in SPECS.values() if s.previous]
BROKEN = next((b, s) for b, s in PAIRS if any(w["code"] == "Y101" for w in gold.across(s, b)))
THEN, NOW = (render(s, "pipe").text or "" for s in BROKEN)
AGENCY = BROKEN[0].agency
ACROSS = ("Y101", "Y102", "Y103")

Key = tuple[str, tuple[str, ...], Decimal | None]


def run(*texts: str, lookahead: int = 32) -> list[Report]:
    stream = (Item(text, f"{n}.txt") for n, text in enumerate(texts))
    found = list(results(stream, lookahead=lookahead))
    assert not any(isinstance(f, Unreadable) for f in found)
    return [f for f in found if isinstance(f, Report)]


def across(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.code in ACROSS]


def keys(findings: Iterable[Finding]) -> set[Key]:
    return {(f.code, tuple(sorted(f.cells)), f.difference) for f in findings if f.code != "Y103"}


def wanted(spec: Spec, before: Spec) -> set[Key]:
    return {
        (str(w["code"]), tuple(sorted(w["cells"])), Decimal(str(w["difference"])))
        for w in gold.across(spec, before)
    }


@pytest.mark.parametrize(("before", "spec"), PAIRS, ids=[s.id for _, s in PAIRS])
def test_what_the_corpus_has_planted_between_two_years_is_found(before: Spec, spec: Spec) -> None:
    first = check(render(before, "pipe").text or "")
    second = check(render(spec, "pipe").text or "", before=first)
    assert keys(across(second)) == wanted(spec, before)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_year_before_may_stand_before_or_behind(order: tuple[int, int]) -> None:
    reports = {r.year: r for r in run(*((THEN, NOW)[i] for i in order))}
    then, now = (s.year for s in BROKEN)
    assert not across(reports[then])
    found = across(reports[now])
    assert keys(found) == wanted(BROKEN[1], BROKEN[0]) != set()
    for finding in found:
        assert finding.severity == {"Y101": "error", "Y102": "notice"}[finding.code]
        assert f"{now}年度报告（{order.index(1)}.txt）" in finding.message
        assert f"{then}年度报告（{order.index(0)}.txt）" in finding.message


def test_a_line_of_standard_input_is_no_name_of_a_report() -> None:
    stream = (Item(text, f"-:{n}") for n, text in enumerate((THEN, NOW), start=1))
    found = [m.message for r in results(stream) if isinstance(r, Report) for m in across(r)]
    assert found
    assert not any("（-" in message for message in found), found


def test_a_stream_that_may_not_wait_knows_only_what_came_before() -> None:
    assert across(run(THEN, NOW, lookahead=0)[1])
    assert not across(run(NOW, THEN, lookahead=0)[0])


@pytest.mark.parametrize(
    ("other", "severity"),
    [
        (AGENCY.replace("县", ""), "warning"),
        ("澜皋省" + AGENCY, "warning"),
        (AGENCY.replace("县", "市"), None),
    ],
)
def test_names_of_one_body_and_of_two(other: str, severity: str | None) -> None:
    report = run(THEN, NOW.replace(AGENCY, other))[1]
    assert report.agency == other
    found = {f.severity for f in across(report) if f.code == "Y101"}
    assert found == ({severity} if severity else set())


def test_two_reports_of_the_year_before_that_disagree_decide_nothing() -> None:
    carried_out = check(THEN).cells["t3.carried_out.total"]
    other = f"{THEN[: carried_out.start]}77{THEN[carried_out.end :]}"
    assert across(run(THEN, THEN, NOW)[2])
    assert not across(run(THEN, other, NOW)[2])


def test_a_report_sent_in_again_and_again_is_remembered_once() -> None:
    """`gouji check -` may run for as long as the program that feeds it."""
    carried_out = check(THEN).cells["t3.carried_out.total"]
    many = [f"{THEN[: carried_out.start]}{n}{THEN[carried_out.end :]}" for n in range(70, 80)]
    years, mended = Years(), Years()
    for text in [THEN] * 10:
        years.add(extract(text).extraction)
    for text in many:
        mended.add(extract(text).extraction)
    now = extract(NOW).extraction
    assert years.before(now) is not None
    assert mended.before(now) is None
    assert [sum(map(len, y._known.values())) for y in (years, mended)] == [1, 2]


def test_the_total_column_follows_from_the_column_that_it_sums_up() -> None:
    person, total = (f for f in run(THEN, NOW)[1].findings if f.code == "Y101")
    assert (person.cells, total.cells) == (("t3.carried_in.person",), ("t3.carried_in.total",))
    assert person.cause is None
    assert total.cause is not None
    assert run(THEN, NOW)[1].findings[total.cause] == person
