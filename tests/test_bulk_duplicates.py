"""Reports that are there twice or copy others are found; reports that only sound alike are not."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

duckdb = pytest.importorskip("duckdb")

from corpus.archive import Page, archive  # noqa: E402
from corpus.spec import Spec  # noqa: E402
from eval import copies as measuring  # noqa: E402
from eval import treatments  # noqa: E402
from eval.documents import report_specs  # noqa: E402
from extractor.bulk import Item  # noqa: E402
from extractor.bulk.batch import check_batch, pages  # noqa: E402
from extractor.bulk.duplicates import Copy, find_copies  # noqa: E402
from extractor.bulk.tables import flatten  # noqa: E402

PAGES = list(archive(30, seed=8))
SPECS = [
    s for s in report_specs("train")
    if treatments.has_place(s) and s.clean and len(s.marks()) > 25
][:4]  # fmt: skip
REPORT = """\
{name}{year}年政府信息公开工作年度报告
一、总体情况
{year}年，我局认真落实条例要求，围绕中心工作推进公开。主动公开信息{a}条，其中门户网站{b}条、公众号{c}条。
组织业务培训{d}人次，制作政策图解{e}幅，办理群众留言{f}件，全部按时答复。
对照标准目录逐项梳理公开事项。门户网站改版后设置专题{g}个，浏览量大幅提高。
"""


def copies(texts: list[str]) -> list[Copy]:
    return measuring.copies([Item(text, f"u{n}") for n, text in enumerate(texts)])


def report(name: str, year: int, *numbers: int) -> str:
    return REPORT.format(name=name, year=year, **dict(zip("abcdefg", numbers, strict=True)))


OTHER_WORDS = (
    ("主动公开信息", "共对外发布消息"), ("门户网站", "网站"), ("公众号", "微信"),
    ("组织业务培训", "培训干部"), ("政策图解", "图解"), ("办理群众留言", "收到留言"),
)  # fmt: skip
TOLD, OTHER = (312, 204, 108, 77, 42, 63, 18), (289, 170, 119, 81, 37, 51, 23)


def next_year(page: Page) -> str:
    """The page as lazy authors write next year's: every year moved, every number kept."""
    return re.sub(r"20\d\d(?=年|\.\d|-\d)", lambda m: str(int(m[0]) + 1), page.text)


def telling(page: Page) -> bool:
    return len(re.findall(r"(?<!\d)\d{2,}(?=[条件次篇人期])", page.text)) > 8


@pytest.mark.parametrize("treatment", treatments.NO_COPIES, ids=lambda t: t.__name__)
def test_what_only_sounds_alike_is_no_copy(treatment: treatments.Treatment) -> None:
    rng = random.Random(3)
    score = measuring.Score()
    cases = [
        (treatment.__name__, treatment(s, [o for o in SPECS if o is not s], rng)) for s in SPECS
    ]
    measuring.add(cases, score)
    assert not score.wrong, score.misses


@pytest.mark.parametrize("treatment", treatments.COPIES, ids=lambda t: t.__name__)
def test_a_copy_is_found_as_what_it_is(treatment: treatments.Treatment) -> None:
    rng = random.Random(3)
    score = measuring.Score()
    cases = [
        (treatment.__name__, treatment(s, [o for o in SPECS if o is not s], rng)) for s in SPECS
    ]
    measuring.add(cases, score)
    assert not score.wrong, score.misses
    assert score.found.total() >= 0.6 * score.made.total() > 0


def test_a_copied_report_is_found_with_its_evidence() -> None:
    page = next(p for p in PAGES if telling(p))
    (found,) = copies([next_year(page), page.text])
    assert (found.kind, found.year, found.copied_year) == ("year", page.year + 1, page.year)
    assert (found.doc, found.uri, found.copied_doc, found.copied_uri) == (0, "u0", 1, "u1")
    assert found.equal == found.numbers > 4
    assert found.prose > 0.9
    assert f"{page.year}年度报告" in found.message
    assert found.evidence[:40] in " ".join(next_year(page).split())


def test_numbers_are_copied_where_the_words_are_others() -> None:
    reworded = report("云岭市水务局", 2023, *TOLD)
    for old, new in OTHER_WORDS:
        reworded = reworded.replace(old, new)
    (found,) = copies([report("云岭市水务局", 2022, *TOLD), reworded])
    assert (found.kind, found.equal, found.numbers) == ("year", 7, 7)
    assert found.prose < 0.6


def test_the_table_alone_tells_a_copy() -> None:
    spec = next(s for s in SPECS if large(s))
    later = replace(treatments.moved(spec, years=1), sections={"1": "全年工作另有侧重。"})
    texts = [treatments.rendered(s, "pipe").decode() for s in (spec, later)]
    (found,) = copies(texts)
    assert (found.kind, found.table, found.equal) == ("year", True, 0)
    assert "表三的非零单元格全部相同" in found.message


def large(spec: Spec) -> bool:
    """Whether table 3 tells more than a few cases."""
    return len({v for c, v in spec.cells.items() if c.startswith("t3") and len(v) > 1}) > 4


def test_a_few_equal_numbers_are_no_copy() -> None:
    """What stays every year: the rules' number, the hotline, a stock, a share of all."""
    standing = "设查阅点21个，配备专职人员36名，网站累计发布信息4512条，答复率100%。"
    text = "云岭市水务局{0}年政府信息公开工作年度报告\n一、总体情况\n{0}年，{1}{2}"
    told = [
        "主动公开信息312条，召开培训15次，解读政策42篇，收到留言77件，办结77件。",
        "主动公开信息289条，召开培训12次，解读政策51篇，收到留言63件，办结63件。",
    ]
    assert copies([text.format(2022 + n, t, standing) for n, t in enumerate(told)]) == []


def test_another_agency_s_numbers_in_its_words_are_a_copy_and_its_words_are_none() -> None:
    one, two = report("云岭市水务局", 2023, *TOLD), report("河桐县林业局", 2023, *TOLD)
    (found,) = copies([one, two])
    assert (found.kind, found.agency, found.copied_agency) == (
        "agency", "河桐县林业局", "云岭市水务局",
    )  # fmt: skip
    assert "云岭市水务局2023年度报告" in found.message
    assert copies([one, report("河桐县林业局", 2023, *OTHER)]) == []


def test_what_many_agencies_say_with_the_same_number_is_not_copied() -> None:
    """Eight bureaus of a county were given their numbers in the county's own sentences."""
    names = [
        f"云岭县{n}局" for n in ("水务", "林业", "教育", "民政", "财政", "司法", "统计", "审计")
    ]
    assert copies([report(name, 2023, *TOLD) for name in names]) == []
    assert len(copies([report(name, 2023, *TOLD) for name in names[:3]])) == 3


def test_a_second_edition_is_one_report_and_is_held_against_others_once() -> None:
    first, second = report("云岭市水务局", 2023, *TOLD), report("云岭市水务局", 2023, *TOLD[:6], 19)
    before = report("云岭市水务局", 2022, *TOLD)
    found = copies([before, first, second, second])
    assert [(c.kind, c.doc, c.copied_doc) for c in found] == [
        ("same", 2, 1), ("same", 3, 1), ("year", 1, 0),
    ]  # fmt: skip
    assert (found[0].equal, found[0].numbers) == (6, 7)
    assert "是同一份报告" in found[0].message


def test_one_name_and_year_with_other_numbers_are_two_reports() -> None:
    """Towns that a crawler gave the county's name."""
    assert copies([report("云岭县", 2023, *TOLD), report("云岭县", 2023, *OTHER)]) == []


def test_a_wrong_year_in_the_title_makes_no_second_edition() -> None:
    text = "云岭市水务局{0}年政府信息公开工作年度报告\n一、总体情况\n" + "".join(
        f"{{1}}年{what}工作扎实推进，没有收到公开申请。"
        for what in ("主动公开", "政策解读", "平台建设", "监督保障")
    )
    assert copies([text.format(2023, 2022), text.format(2023, 2023)]) == []
    assert [c.kind for c in copies([text.format(2023, 2023)] * 2)] == ["same"]


def test_the_order_of_the_documents_changes_no_pair() -> None:
    texts = [p.text for p in PAGES[:10]] + [next_year(p) for p in PAGES[:10]]
    items = [Item(text, str(n)) for n, text in enumerate(texts)]

    def pairs(order: list[Item]) -> set[tuple[str, ...]]:
        return {(c.kind, *sorted(map(str, (c.uri, c.copied_uri)))) for c in measuring.copies(order)}

    found = pairs(items)
    assert found == pairs(items[::-1])
    assert found


def test_an_empty_dataset_has_no_copies() -> None:
    with duckdb.connect() as connection:
        for name, table in flatten(check_batch(pages([]))).items():
            connection.register(name, table)
        assert list(find_copies(connection)) == []
