"""What the console says of the prose beyond single figures, and how it marks cells."""

from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len

import extractor
from extractor.rules import all_rules, select_rules
from extractor.writers import Options, open_writer

PARTS = "全年收到政府信息公开申请54件，其中自然人48件，法人或其他组织{}件。"


def shown(text: str, *, select: tuple[str, ...] = ()) -> str:
    rules = select_rules(all_rules(), select) if select else None
    stream = io.StringIO()
    writer = open_writer("console", stream, Options())
    writer.report(extractor.check(text, year=2023, rules=rules))
    writer.close()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("text", "equation"),
    [
        (PARTS.format(6), "48件＋6件＝54件 ✓"),
        (PARTS.format(5), "48件＋5件≠54件，见P201 !"),
        ("主动公开信息800条，其中包括政策文件40条、人事信息22条。", "40条＋22条≤800条 ✓"),
        ("收到申请60件，上年结转3件，办结58件，结转下年度5件。", "60件＋3件＝58件＋5件 ✓"),
        ("收到申请60件，上年结转3件，办结58件，结转下年度4件。", "60件＋3件≠58件＋4件，见P201 !"),
        ("全年收到申请150件，其中网上申请121件，占80.6%。", "121件÷150件≈80.6% ✓"),
        ("全年收到申请150件，其中网上申请120件，占75%。", "120件÷150件≠75%，见P202 !"),
        ("2023年收到申请58件，较2022年的50件增长16%。", "50件→58件：16% ✓"),
        ("2023年收到申请58件，较2022年的50件增长18%。", "50件→58件：18%，见P203 !"),
    ],
)
def test_an_equation_of_the_prose_is_told_below_its_sentence(text: str, equation: str) -> None:
    lines = [line.strip() for line in shown(text).splitlines()]
    assert any(equation in line for line in lines), shown(text)


def test_a_change_whose_base_stands_in_another_report_is_no_equation() -> None:
    told = shown("收到政府信息公开申请58件，较上年增长16%。")
    assert "58件 → 本年新收·总计" in told
    assert "16%" in told


def test_an_equation_that_was_not_decided_is_not_told() -> None:
    assert "≠" not in shown(PARTS.format(5), select=("T",))
    assert "≈" not in shown("收到申请约150件，较2022年的约120件增长50%。")
    assert "50%" in shown("收到申请约150件，较2022年的约120件增长50%。")


def test_a_long_list_of_parts_is_cut_short() -> None:
    parts = "、".join(f"{name}10条" for name in "甲乙丙丁戊己庚辛壬癸")
    told = shown(f"主动公开信息100条，其中{parts}。")
    assert re.search(r"(?:10条＋){8}…＝100条 ✓", told)


def test_a_part_that_is_nothing_but_wrong_has_no_note_of_its_own() -> None:
    told = shown("主动公开信息340条，其中演出126条、展览88条、讲座116条。")
    assert "126条＋88条＋116条≠340条，见P201" in told
    assert "88条 → 见P201" not in told


def test_the_legend_explains_the_marks_that_occur() -> None:
    (right,) = (x for x in shown(PARTS.format(6)).splitlines() if x.startswith("正文中的数字"))
    (wrong,) = (x for x in shown(PARTS.format(5)).splitlines() if x.startswith("正文中的数字"))
    assert "✓ 相符" in right
    assert "!" not in right
    assert "! 见问题清单" in wrong
    assert "✓" not in wrong


@pytest.mark.parametrize("width", [40, 80])
def test_equations_keep_to_the_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    parts = "、".join(f"{name}部门{n}1,234条" for n, name in enumerate("甲乙丙丁戊己庚"))
    told = shown(f"主动公开信息8,638条，其中{parts}。")
    assert max(cell_len(line) for line in told.splitlines()) <= width
