"""The tools of the benchmark: the generated archive, and telling two datasets apart."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from corpus.archive import archive
from eval.bench import differences, main
from extractor import check


def test_the_archive_is_the_same_for_the_same_seed_and_no_report_is_another(tmp_path: Path) -> None:
    pages = list(archive(120))
    assert pages == list(archive(120))
    assert pages != list(archive(120, seed=1))
    assert len({p.text for p in pages}) == len({(p.agency, p.year) for p in pages}) == 120
    for name in ("a", "b"):
        main(["archive", "--count", "30", "--out", str(tmp_path / name)])
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_its_reports_are_read_as_what_they_are() -> None:
    found = Counter(
        (report.agency == page.agency, report.year == page.year, bool(report.cells))
        for page in archive(60)
        for report in [check(page.text)]
    )
    assert found[True, True, True] >= 45


def test_a_dataset_is_the_same_or_it_is_said_where_not(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        (folder / "cells").mkdir(parents=True)
        (folder / "cells" / "part").write_bytes(b"x")
        (folder / "_lock").write_text(folder.name)
    assert main(["compare", str(one), str(other)]) == 0
    (other / "cells" / "part").write_bytes(b"y")
    (one / "more").write_bytes(b"")
    assert differences(one, other) == [f"only in {one}: more", "differs: cells/part"]
    assert main(["compare", str(one), str(other)]) == 1
