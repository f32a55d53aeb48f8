"""Reports that copy another year's are found; reports that only sound alike are not."""

from __future__ import annotations

import re

import pytest

duckdb = pytest.importorskip("duckdb")

from corpus.archive import Page, archive  # noqa: E402
from extractor.bulk import Item  # noqa: E402
from extractor.bulk.batch import check_batch, pages  # noqa: E402
from extractor.bulk.duplicates import Copy, find_copies  # noqa: E402
from extractor.bulk.tables import flatten  # noqa: E402

PAGES = list(archive(30, seed=8))


def copies(texts: list[str]) -> list[Copy]:
    tables = flatten(check_batch(pages([Item(text, "u") for text in texts])))
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        return list(find_copies(connection))


def next_year(page: Page) -> str:
    """The page as lazy authors write next year's: every year moved, every number kept."""
    return re.sub(r"20\d\d(?=年|\.\d|-\d)", lambda m: str(int(m[0]) + 1), page.text)


def telling(page: Page) -> bool:
    return len(re.findall(r"(?<!\d)\d{2,}(?=[条件次篇人期])", page.text)) > 8


def test_the_same_words_with_other_numbers_are_no_copy() -> None:
    """The archive has every office's report for several years in the same words."""
    assert copies([p.text for p in PAGES]) == []


def test_a_copied_report_is_found_with_its_evidence() -> None:
    page = next(p for p in PAGES if telling(p))
    found = copies([next_year(page), page.text])
    assert "figures" in {c.what for c in found}
    for copy in found:
        assert (copy.year, copy.copied_year) == (page.year + 1, page.year)
        assert (copy.doc, copy.copied_doc) == (0, 1)
        assert copy.equal == copy.of
        assert f"{page.year}年度报告" in copy.message
        assert copy.evidence


def test_a_few_equal_numbers_are_no_copy() -> None:
    """What stays every year: the rules' number, the hotline, a stock, a share of all."""
    standing = "设查阅点21个，配备专职人员36名，网站累计发布信息4512条，答复率100%。"
    text = "云岭市水务局{0}年政府信息公开工作年度报告\n一、总体情况\n{0}年，{1}{2}"
    told = [
        "主动公开信息312条，召开培训15次，解读政策42篇，收到留言77件，办结77件。",
        "主动公开信息289条，召开培训12次，解读政策51篇，收到留言63件，办结63件。",
    ]
    assert copies([text.format(2022 + n, t, standing) for n, t in enumerate(told)]) == []
