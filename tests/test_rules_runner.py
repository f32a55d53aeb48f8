"""Running the rules: selection, tallies, crashes, and findings that explain others."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files

import msgspec
import pytest
from builders import extraction

from extractor import check
from extractor.records import Fault, Figure, Finding, Report, Sentence, Verdict
from extractor.rules import Context, Outcome, Rule, all_rules, run_rules, select_rules
from extractor.rules._causes import trace_causes
from extractor.rules._examples import build
from extractor.rules._runner import MAX_FAULTS


def codes(*select: str, ignore: tuple[str, ...] = ()) -> list[str]:
    return [r.code for r in select_rules(all_rules(), select, ignore)]


def test_prefixes_choose_as_in_ruff() -> None:
    every = [r.code for r in all_rules()]
    assert codes("T3") == [c for c in every if c.startswith("T3")] != every
    left = [c for c in every if c.startswith("T") and not c.startswith(("T30", "T5"))]
    assert codes("T", ignore=("T30", "T5")) == left != []
    assert codes("T302", ignore=("T",)) == ["T302"]
    assert "T301" not in codes(ignore=("T301",))
    assert len(codes(ignore=("T301",))) == len(all_rules()) - 1


@pytest.mark.parametrize("slip", ["T0", "X", "T3011"])
def test_a_prefix_that_fits_no_rule_is_refused(slip: str) -> None:
    with pytest.raises(ValueError, match=slip):
        codes(slip)


def test_every_code_is_listed_and_nothing_counts_as_passed_without_data() -> None:
    nothing = extraction(tables=(), year=None)
    checks = run_rules(nothing).checks
    tables = ("T201", "T301", "T302", "T303", "T401", "C101", "C102", "F103", "F104", "D101")
    for code in (*tables, "Y101", "Y102", "Y103"):
        assert checks[code].passed == checks[code].failed == 0, code
        assert checks[code].skipped >= 1, code


def test_a_rule_that_was_not_selected_was_not_decided() -> None:
    report = run_rules(extraction(), rules=select_rules(all_rules(), ["T3"]))
    assert report.checks["T301"].passed == 7
    assert report.checks["T401"] == report.checks["Y101"]
    assert (report.checks["T401"].passed, report.checks["T401"].skipped) == (0, 0)


def a_rule(check: object, code: str = "T301") -> Rule:
    return Rule(code, "error", "0.1.0", check, "", "made_up", "")  # type: ignore[arg-type]


def test_a_rule_that_crashes_loses_its_own_result_only() -> None:
    def crashes(_: Context) -> Iterator[Outcome]:
        yield Verdict.PASSED
        raise ZeroDivisionError

    def works(_: Context) -> Iterator[Outcome]:
        yield Fault("不符。")

    report = run_rules(extraction(), rules=[a_rule(crashes), a_rule(works, "T302")])
    crash, fault = report.findings
    assert (crash.code, crash.severity) == ("T301", "notice")
    assert "ZeroDivisionError" in crash.message
    assert (fault.code, fault.severity) == ("T302", "error")
    tally = report.checks["T301"]
    assert (tally.passed, tally.failed, tally.skipped) == (0, 0, 1)


def test_a_rule_that_says_nothing_was_skipped() -> None:
    def silent(_: Context) -> Iterator[Outcome]:
        yield from ()

    assert run_rules(extraction(), rules=[a_rule(silent)]).checks["T301"].skipped == 1


def test_a_flood_of_faults_is_cut_and_counted() -> None:
    def floods(_: Context) -> Iterator[Outcome]:
        yield from (Fault(f"第{n}处。") for n in range(MAX_FAULTS + 50))

    report = run_rules(extraction(), rules=[a_rule(floods)])
    assert len(report.findings) == MAX_FAULTS + 1
    assert report.checks["T301"].failed == MAX_FAULTS + 50
    assert str(MAX_FAULTS + 50) in report.findings[-1].message


def test_a_fault_may_be_milder_than_its_rule() -> None:
    def mild(_: Context) -> Iterator[Outcome]:
        yield Fault("值得一看。", severity="notice")

    (finding,) = run_rules(extraction(), rules=[a_rule(mild)]).findings
    assert finding.severity == "notice"


def prose(code: str, stated: int, other: int, cells: tuple[str, ...], *figures: int) -> Finding:
    return Finding(
        code, "error", "不符。", Decimal(other), Decimal(stated), Decimal(stated - other), cells,
        figures, (),
    )  # fmt: skip


def traced(findings: list[Finding]) -> list[int | None]:
    figure = Figure(0, 1, "1件", Decimal(1), Decimal(1), Decimal(1), "件", "exact", "count", 0)
    made = msgspec.structs.replace(
        extraction({"t3.new.person": 40, "t3.new.total": 42, "t3.total.person": 40,
                    "t3.total.total": 40, "t3.granted.person": 40, "t3.granted.total": 40}),
        sentences=(Sentence(0, 1),),
        figures=(figure, figure, figure),
    )  # fmt: skip
    tables = list(run_rules(made, rules=select_rules(all_rules(), ["T"])).findings)
    return [f.cause for f in trace_causes((*tables, *findings), Context(made))]


def test_prose_that_is_right_points_at_the_wrong_cell() -> None:
    # T301 of 总计 (0), T303 of 新收 (1, the root), prose says 40.
    right = prose("P101", 40, 42, ("t3.new.total",), 0)
    assert traced([right]) == [1, None, 1]


def test_prose_that_is_wrong_in_its_own_way_stands_alone() -> None:
    wrong = prose("P101", 24, 42, ("t3.new.total",), 0)
    assert traced([wrong]) == [1, None, None]


def test_two_values_for_one_thing_follow_from_the_wrong_one() -> None:
    wrong = prose("P101", 181, 118, ("t3.granted.total",), 1)
    twice = prose("P103", 181, 118, (), 0, 1)
    other = prose("P103", 181, 170, (), 1, 2)
    assert traced([wrong, twice, other])[2:] == [None, 2, None]


def test_parts_that_miss_by_what_one_of_them_is_wrong_by() -> None:
    wrong = prose("P101", 15, 13, ("t3.granted.total",), 1)
    parts = prose("P201", 33, 31, (), 0, 1, 2)
    assert traced([wrong, parts])[2:] == [None, 2]


DEMO = (files("extractor") / "demo" / "1-water-2024.txt").read_text(encoding="utf-8")


def changed(old: str, new: str) -> tuple[Finding, ...]:
    """What is found in the first demo report with one slip in it."""
    assert DEMO.count(old) == 1
    return check(DEMO.replace(old, new)).findings


def test_what_one_wrong_figure_breaks_hangs_under_it() -> None:
    found = changed("收到政府信息公开申请69件", "收到政府信息公开申请96件")
    assert [(f.code, f.cause) for f in found] == [
        ("P101", None), ("P201", 0), ("P201", 0), ("P203", 0),
    ]  # fmt: skip
    found = changed("予以公开26件", "予以公开46件")
    assert [(f.code, f.cause) for f in found] == [("P101", None), ("P202", 0)]
    found = changed("增长15%", "增长25%")
    assert [(f.code, f.cause) for f in found] == [("P203", None)]


def test_a_share_of_several_parts_together_may_follow_from_one_of_them() -> None:
    told = (
        "@year 2023\nt3.granted.total = 13\nt3.partial.total = 6\nt3.new.total = 20\n"
        "全年收到政府信息公开申请20件，其中予以公开12件、部分公开6件、不予公开2件。前两类合计占{}。"
    )
    for share, root in (("95%", "P101"), ("60%", None)):
        found = run_rules(build(told.format(share))).findings
        (wrong,) = (f for f in found if f.code == "P202")
        assert (None if wrong.cause is None else found[wrong.cause].code) == root, share


def test_prose_that_says_what_a_sum_needs_points_at_the_cell() -> None:
    sums, told = changed("2 | 0 | 1 | 0 | 3 | 1", "2 | 0 | 1 | 0 | 4 | 1")
    assert (sums.code, sums.cause, told.code, told.cause) == ("T401", None, "P101", 0)
    assert "疑为“行政复议·总计”一格有误（改为3则相关各处均相符）" in sums.message
    (alone,) = (f for f in changed("2 | 0 | 1 | 0 | 3 | 1", "2 | 1 | 1 | 0 | 3 | 1"))
    assert "疑为" not in alone.message, "any of the five may be wrong"


def test_a_change_the_wrong_way_is_said_to_be_one() -> None:
    (found,) = changed("增长15%", "下降15%")
    assert (found.expected, found.actual, found.difference) == (-15, 15, 30)
    assert "实为增加15%，方向相反，相差30个百分点" in found.message
    (found,) = changed("比2023年的60件增长15%", "比2023年的69件增长15%")
    assert "实为持平，相差15个百分点" in found.message
    (found,) = changed("比2023年的60件增长15%", "比2023年的80件下降25%")
    assert (found.expected, found.actual) == (Decimal("13.8"), 25)
    assert "实为减少13.8%，相差11.2个百分点" in found.message


def test_what_there_was_none_of_is_quoted() -> None:
    found = changed("被申请行政复议3件，被提起行政诉讼2件", "未发生行政复议、行政诉讼案件")
    assert "未发生行政复议、行政诉讼案件”（即0件）" in found[0].message


def test_a_missing_section_says_that_its_table_is_missing_too() -> None:
    made = extraction(tables=("t2", "t3"))
    sections = tuple(s for s in made.sections if s.number not in (4, 6))
    report = run_rules(msgspec.structs.replace(made, sections=sections))
    forms = [f for f in report.findings if f.code in ("F101", "F102")]
    assert [f.code for f in forms] == ["F101", "F101"]
    assert ["第四部分" in f.message for f in forms] == [True, False]
    assert report.checks["F102"].skipped == 1


def test_causes_never_run_in_circles() -> None:
    cells = {f"t3.{row}.{c}": n for n, row in enumerate(("new", "total", "granted"), 1)
             for c in ("person", "company", "total")}  # fmt: skip
    report = run_rules(extraction(cells))
    assert len(report.findings) > 5
    assert_no_cycles(report)


def assert_no_cycles(report: Report) -> None:
    for start, finding in enumerate(report.findings):
        seen = {start}
        cause = finding.cause
        while cause is not None:
            assert cause not in seen
            seen.add(cause)
            cause = report.findings[cause].cause
