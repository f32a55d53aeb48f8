"""The library behind the command: `extractor.check` and `extractor.extract`."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import extractor
from extractor import GoujiError, Report, check, extract

DEMO = Path(str(files("extractor") / "demo"))
CLEAN, FAULTY = DEMO / "1-water-2024.txt", DEMO / "2-culture-2023.html"


def test_a_source_is_text_bytes_or_a_path() -> None:
    by_path = check(CLEAN)
    by_bytes = check(CLEAN.read_bytes())
    by_text = check(CLEAN.read_text(encoding="utf-8"))
    assert by_path.findings == by_bytes.findings == by_text.findings == ()
    assert by_path.cells.keys() == by_bytes.cells.keys() == by_text.cells.keys()
    assert by_path.to_dict()["source"]["uri"] == str(CLEAN)  # type: ignore[index]


@pytest.mark.parametrize("source", [None, 5, ["a"], io.BytesIO(b"a")], ids=str)
def test_what_is_no_source_is_told_so(source: Any) -> None:
    with pytest.raises(TypeError, match=r"str, bytes or pathlib\.Path"):
        check(source)


def test_bytes_of_any_kind_are_bytes() -> None:
    text = "收到申请5件，其中自然人4件、企业2件。".encode()
    told = check(text).to_dict()
    assert [check(kind(text)).to_dict() for kind in (bytearray, memoryview)] == [told] * 2


def test_a_year_is_an_integer_of_any_make() -> None:
    text = "收到申请5件。"
    report = check(text, year=np.int64(2023))  # type: ignore[arg-type] # out of a data frame
    assert json.loads(json.dumps(report.to_dict()))["report"]["year"] == 2023
    with pytest.raises(TypeError, match="integer"):
        check(text, year="2023")  # type: ignore[arg-type]


def test_html_as_text_is_read_as_html() -> None:
    assert check(FAULTY.read_text(encoding="utf-8")).findings == check(FAULTY).findings


def test_hints_stand_in_only_where_the_text_does_not_say() -> None:
    assert check(CLEAN, agency="别的局", year=2019).year == 2024
    assert check(CLEAN, agency="别的局", year=2019).agency == "云岭县水务局"
    silent = check("全年收到政府信息公开申请3件。", agency="别的局", year=2019)
    assert (silent.agency, silent.year) == ("别的局", 2019)


def test_extract_is_check_without_the_rules() -> None:
    read, checked = extract(FAULTY), check(FAULTY)
    assert read.extraction == checked.extraction
    assert read.findings == ()
    assert read.checks == {}
    assert list(checked.errors())


def test_the_faults_planted_in_the_sample_are_found_and_no_others() -> None:
    codes = sorted(f.code for f in check(FAULTY).findings)
    assert codes == ["C101", "C102", "D101", "F105", "P101", "P101", "P102", "P201", "T201",
                     "T301", "T303"]  # fmt: skip


def test_what_cannot_be_read_raises_a_coded_error() -> None:
    with pytest.raises(GoujiError) as caught:
        check(b"")
    assert caught.value.code == "E101"
    with pytest.raises(GoujiError):
        check(DEMO / "none.txt")


def test_threads_and_repetition_change_nothing() -> None:
    sources = [CLEAN, FAULTY] * 12

    def line(path: Path) -> str:
        return repr(check(path).to_dict())

    one_by_one = [line(path) for path in sources]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(line, sources))
    assert together == one_by_one
    assert len(set(one_by_one)) == 2


def test_the_lazy_names_are_the_real_ones() -> None:
    assert extractor.Report is Report
    assert isinstance(check(CLEAN), extractor.Report)
