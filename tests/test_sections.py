"""The six statutory sections. Developed on these rows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from renderings import HEADINGS

from extractor.layout.sections import find_sections
from extractor.readers import read

TEXT = "这一年各项任务平稳推进，群众反映良好。"
TITLE = "澜川市财政局2023年政府信息公开工作年度报告\n"


def report(headings: tuple[str, ...] = HEADINGS, joint: str = "\n", body: str = TEXT) -> str:
    return TITLE + "".join(f"{h}{joint}{body}{joint}" for h in headings)


def numbers(text: str) -> list[int]:
    document = read(text)
    found = find_sections(document)
    for before, after in pairwise(found):
        assert before.start < before.body <= before.end == after.start
    for s in found:
        assert document.text[s.start : s.body].strip()
    return [s.number for s in found]


def variant(**changed: str) -> tuple[str, ...]:
    """The form's headings, some replaced: `_4="四、行政复议、行政诉讼情况"`."""
    return tuple(changed.get(f"_{n}", h) for n, h in enumerate(HEADINGS, start=1))


LETTERS = ("I", "II", "III", "IV", "V", "VI")
ALL = [1, 2, 3, 4, 5, 6]
WHOLE = {
    "as printed": report(),
    "blank lines": report(joint="\n\n"),
    "carriage returns": report().replace("\n", "\r\n"),
    "indented": report(tuple(f"　　{h}" for h in HEADINGS)),
    "one line": report(joint=""),
    "one line with blanks": report(joint=" "),
    "no numbers": report(tuple(h[2:] for h in HEADINGS)),
    "half-width": report(tuple(h.replace("、", ",", 1) for h in HEADINGS)),
    "full stop behind the number": report(tuple(h.replace("、", "．", 1) for h in HEADINGS)),
    "blank behind the number": report(tuple(h.replace("、", " ", 1) for h in HEADINGS)),
    "parts": report(tuple(f"第{h[0]}部分 {h[2:]}" for h in HEADINGS)),
    "arabic": report(tuple(f"{n}、{h[2:]}" for n, h in enumerate(HEADINGS, 1))),
    "arabic and a blank": report(tuple(f"{n} {h[2:]}" for n, h in enumerate(HEADINGS, 1))),
    "numerals of accounts": report(
        tuple(f"{n}、{h[2:]}" for n, h in zip("壹贰叁肆伍陆", HEADINGS, strict=True))
    ),
    "roman": report(tuple(f"{n} {h[2:]}" for n, h in zip("ⅠⅡⅢⅣⅤⅥ", HEADINGS, strict=True))),
    "roman in letters": report(
        tuple(
            f"{n}. {h[2:]}"
            for n, h in zip(["I", "II", "III", "IV", "V", "VI"], HEADINGS, strict=True)
        )
    ),
    "in two digits": report(tuple(f"0{n} {h[2:]}" for n, h in enumerate(HEADINGS, 1))),
    "in two digits above": report(tuple(f"0{n}\n{h[2:]}" for n, h in enumerate(HEADINGS, 1))),
    "as in a newsletter": report(tuple(f"PART.0{n} {h[2:]}" for n, h in enumerate(HEADINGS, 1))),
    "ornaments": report(tuple(f"▎{h}" for h in HEADINGS)),
    "ornaments without numbers": report(tuple(f"◆ {h[2:]} ◆" for h in HEADINGS)),
    "lenticular": report(tuple(f"【{h[2:]}】" for h in HEADINGS)),
    "in brackets": report(tuple(f"（{h[0]}）{h[2:]}" for h in HEADINGS)),
    "in brackets, arabic": report(tuple(f"({n}){h[2:]}" for n, h in enumerate(HEADINGS, 1))),
    "other matters as well": report(variant(_6="六、其他需要报告的有关事项")),
    "markdown": report(tuple(f"## {h}" for h in HEADINGS)),
    "bold": report(tuple(f"**{h}**" for h in HEADINGS)),
    "full stop": report(tuple(f"{h}。" for h in HEADINGS)),
    "colon and text on the line": report(tuple(f"{h}：" for h in HEADINGS), joint=""),
    "renumbered": report(tuple("二三四五六七"[n] + h[1:] for n, h in enumerate(HEADINGS))),
    "all numbered alike": report(tuple("一" + h[1:] for h in HEADINGS)),
    "broken over lines": report(variant(_3="三、收到和处理政府信息公\n开申请情况")),
    "spaced out": report(tuple(" ".join(h) for h in HEADINGS)),
    "bracket behind": report(variant(_4="四、政府信息公开行政复议、行政诉讼情况（单位：件）")),
    "section four empty": report().replace(f"{HEADINGS[3]}\n{TEXT}\n", f"{HEADINGS[3]}\n"),
    "section six only 无": report().replace(f"{HEADINGS[5]}\n{TEXT}\n", f"{HEADINGS[5]}\n无\n"),
    "thin bodies": report(body="无。"),
    "introduction lists the titles": "本报告由总体情况、主动公开政府信息情况、"
    "收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。\n"
    + report(),
    "introduction with numbers": "本报告包括：一、总体情况；二、主动公开政府信息情况；"
    "三、收到和处理政府信息公开申请情况；"
    "四、政府信息公开行政复议、行政诉讼情况；五、存在的主要问题及改进情况；六、其他需要报告的事项。\n"
    + report(),
    "table of contents": "\n".join(HEADINGS) + "\n" + report(),
    "table of contents with pages": "目录\n"
    + "".join(f"{h}……{n}\n" for n, h in enumerate(HEADINGS, 1))
    + report(),
    "sub-heading like section two": report(
        body=f"（一）主动公开政府信息情况\n{TEXT}\n1.主动公开政府信息情况\n{TEXT}"
    ),
    "a second report behind": report() + report(),
    "rows of table 3": report(
        body="一、本年新收政府信息公开申请数量 1\n二、上年结转政府信息公开申请数量 0\n"
        "三、本年度办理结果 （一）予以公开 1\n四、结转下年度继续办理 0"
    ),
    "html": "<html><body>"
    + "".join(f"<p>{h}</p><p>{TEXT}</p>" for h in HEADINGS)
    + "</body></html>",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_all_six(text: str) -> None:
    assert numbers(text) == ALL


TITLES = [
    (2, "二、行政机关主动公开政府信息情况"),
    (2, "二、主动公开政府政府信息情况"),
    (3, "三、行政机关收到和处理政府信息公开申请情况"),
    (3, "三、收到和处理政府信息公开申请的情况"),
    (4, "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    (4, "四、政府信息公开行政法复议、行政诉讼情况"),
    (4, "四、政府信息公开行政复议和行政诉讼情况"),
    (5, "五、政府信息公开工作存在的主要问题及改进情况"),
    (5, "五、存在问题及改进情况"),
    (5, "五、存在的主要问题及明年工作计划"),
    (5, "五、存在的问题和改进措施"),
    (6, "六、其他需要报告事项"),
    (6, "六、需要报告的其他事项"),
    (6, "七、其他需要报告的事项"),
]


@pytest.mark.parametrize(("number", "heading"), TITLES)
@pytest.mark.parametrize("joint", ["\n", ""])
def test_titles_vary(number: int, heading: str, joint: str) -> None:
    assert numbers(report(variant(**{f"_{number}": heading}), joint)) == ALL


RETITLED = [
    (1, "一、概述"),
    (2, "二、法定主动公开内容情况"),
    (3, "三、政府信息依申请公开情况"),
    (4, "四、因政府信息公开工作被申请行政复议和提起行政诉讼的情况"),
    (4, "四、行政复议及诉讼"),
    (5, "五、工作不足和下一步打算"),
    (5, "四、政府信息公开工作存在的问题及下一步工作措施"),
    (6, "六、其他"),
    (6, "六、其他有关情况："),
]


@pytest.mark.parametrize(("number", "heading"), RETITLED)
def test_a_heading_may_tell_its_subject_in_other_words(number: int, heading: str) -> None:
    assert numbers(report(variant(**{f"_{number}": heading}))) == ALL


def test_what_only_sounds_like_a_heading_is_none() -> None:
    gone = tuple(h for n, h in enumerate(HEADINGS, start=1) if n != 5)
    for line in ("（五）存在的问题和不足", "5.存在的问题", "五、存在的问题是渠道不多，解读偏少。"):
        assert numbers(report(gone, body=f"{TEXT}\n{line}\n{TEXT}")) == [1, 2, 3, 4, 6]


@pytest.mark.parametrize("gone", ALL)
@pytest.mark.parametrize("joint", ["\n", ""])
def test_a_missing_section_is_missing(gone: int, joint: str) -> None:
    rest = tuple(h for n, h in enumerate(HEADINGS, 1) if n != gone)
    assert numbers(report(rest, joint)) == [n for n in ALL if n != gone]


def test_a_section_that_only_the_table_of_contents_has_is_missing() -> None:
    assert numbers("\n".join(HEADINGS) + "\n" + report(HEADINGS[:5])) == ALL[:5]


def test_the_first_of_two_reports_is_meant() -> None:
    document = read(report() + report())
    found = find_sections(document)
    assert found[0].start == len(TITLE)
    assert document.text[found[-1].end :].startswith(HEADINGS[0])


def test_the_body_begins_behind_the_heading() -> None:
    document = read("一、总体情况2021年，我局收到申请3件。二、主动公开政府信息情况公开信息2条。")
    first, second = find_sections(document)
    assert document.text[first.body :].startswith("2021年")
    assert document.text[first.body : first.end].endswith("3件。")
    assert (first.title, second.title) == ("总体情况", "主动公开政府信息情况")


OLD = TITLE.replace("2023", "2015") + "".join(
    f"{h}\n{TEXT}\n"
    for h in (
        "一、概述",
        "二、主动公开政府信息情况",
        "三、依申请公开政府信息情况",
        "四、咨询处理情况",
        "五、复议、诉讼情况",
        "六、主要问题和改进措施",
    )
)


@pytest.mark.parametrize(
    "text",
    [
        OLD,
        OLD.replace("\n", ""),
        "今天天气很好。",
        "本报告由总体情况、主动公开政府信息情况、其他需要报告的事项组成。",
        "2023年，我县总体情况良好，主动公开情况平稳。",
        "详见“二、主动公开政府信息情况”。",
        "目录\n" + "".join(f"{h}……{n}\n" for n, h in enumerate(HEADINGS, 1)),
        "目 录\n" + "".join(f"{h}\t{n}\n" for n, h in enumerate(HEADINGS, 1)),
        "图1 政府信息主动公开情况表",
    ],
)
def test_what_has_none(text: str) -> None:
    assert numbers(text) == []
