"""Scans and pictures: refused with advice, or recognised with the extra `ocr`.

What needs the extra is skipped without it; `make test-ocr` installs it and runs all of this.
"""

from __future__ import annotations

import io
from array import array
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus.spec import REPORTS
from corpus.spec import read as read_spec
from extractor import Report, check
from extractor.cli import app
from extractor.errors import Damaged, NoText, TimedOut, TooLarge, UnsupportedFormat
from extractor.readers import ocr_pages, read, recogniser
from extractor.readers.pdf_pages import HEAD
from extractor.readers.worker_process import Ended

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 50
JPEG = b"\xff\xd8\xff" + b"\0" * 50
TIFF = b"II*\0" + b"\0" * 50

recognising = pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra ocr is absent")


@pytest.mark.parametrize("data", [PNG, JPEG, TIFF], ids=["png", "jpeg", "tiff"])
def test_a_picture_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(NoText) as error:
        read(data)
    assert error.value.code == "E103"
    assert "gouji[ocr]" in error.value.message
    assert "--ocr" in error.value.message


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_pages, "find_spec", lambda name: None)
    with pytest.raises(UnsupportedFormat, match=r"pip install 'gouji\[ocr\]'"):
        read(PNG, ocr=True)


def test_text_is_read_as_text_whatever_was_asked_for() -> None:
    document = read("2023年收到政府信息公开申请15件。".encode(), ocr=True)
    assert document.recognised is None


def test_the_command_has_the_option(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    shown = CliRunner().invoke(app, ["check", str(tmp_path / "a.png")])
    assert "E103" in shown.output
    assert "--ocr" in shown.output


@recognising
@pytest.mark.parametrize(
    ("text", "again", "confidence", "certain"),
    [
        ("新收12件", "新收12件", 0.9, "新收12件"),
        ("新收12件", "新收13件", 0.9, "新收��件"),
        ("新收12件", "新收12件", 0.5, "新收��件"),
        ("新收12件", "新收件", 0.9, "新收��件"),
        ("o", "0", 0.9, "0"),
        ("1", "1", 0.5, "�"),
        ("纠正", "纠止", 0.9, "纠正"),
        ("口", "D", 0.9, "0"),
        ("其中₁件", "其中1件", 0.9, "其中1件"),
    ],
)
def test_only_what_was_read_twice_alike_is_certain(
    text: str, again: str, confidence: float, certain: str
) -> None:
    from extractor.readers.ocr_text import certain as told

    assert told(text, [confidence] * len(text), again) == certain


@recognising
def test_broken_and_huge_pictures_are_refused() -> None:
    from PIL import Image

    with pytest.raises(Damaged):
        read(PNG, ocr=True)
    huge = io.BytesIO()
    Image.new("1", (9000, 9000)).save(huge, "PNG")
    with pytest.raises(TooLarge):
        read(huge.getvalue(), ocr=True)


PAGE = (
    "云岭县水务局2023年政府信息公开工作年度报告",
    "一、总体情况",
    "全年收到政府信息公开申请54件，其中自然人48件，法人或其他组织5件",
)


def _page_of(number: int, pages: int, lines: Sequence[str] = PAGE) -> bytes:
    """A worker's answer: one page of so many, its characters on lines of 20 points."""
    text, places = "", array("f")
    for row, line in enumerate(lines):
        for column, char in enumerate(line):
            text += char
            left = 50.0 + 12 * column
            places.extend((left, left + 12, 100.0 + 20 * row, 12.0))
    head = HEAD.pack(595.0, 842.0, len(text), 0, 0, 0)
    opening = ocr_pages.OPENING.pack(pages, 0.98, 0)
    return b"".join((opening, head, text.encode("utf-32-le"), places.tobytes()))


class _Slow:
    """A recogniser in place of the real one: `pages` of them, `seconds` each by a clock of its
    own; `hangs` is a page that it never ends."""

    def __init__(self, pages: int, seconds: float, hangs: int | None = None) -> None:
        self.pages, self.seconds, self.hangs = pages, seconds, hangs
        self.now, self.asked = 0.0, 0

    def monotonic(self) -> float:
        return self.now

    def ask(self, request: bytes, allowed: float) -> tuple[bytes, bytes]:
        number = int.from_bytes(request[:4], "little")
        self.asked += 1
        took = float("inf") if number == self.hangs else self.seconds
        self.now += min(took, allowed)
        if took > allowed:
            raise Ended(timeout=True)
        return b"K", _page_of(number, self.pages)


def _recognised_by(slow: _Slow, monkeypatch: pytest.MonkeyPatch) -> Report:
    monkeypatch.setattr(ocr_pages, "find_spec", lambda name: True)
    monkeypatch.setattr(ocr_pages, "_WORKER", slow)
    monkeypatch.setattr(ocr_pages, "time", slow)
    return check(TIFF, ocr=True)


@pytest.mark.parametrize(
    ("slow", "read_", "named"),
    [
        (_Slow(60, 5), 40, "共60页，文字识别每件限40页、8分钟，第41至60页未读取"),
        (_Slow(41, 5), 40, "第41页未读取"),
        (_Slow(60, 100), 4, "第5至60页未读取"),
        (_Slow(60, 5, hangs=2), 2, "第3至60页未读取"),
    ],
    ids=["pages", "one more", "time", "a page that never ends"],
)
def test_a_long_scan_is_read_within_bounds_and_says_what_was_not(
    slow: _Slow, read_: int, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = _recognised_by(slow, monkeypatch)
    found = {f.code: f for f in report.findings}
    assert named in found["D211"].message
    assert found["D211"].severity == "warning"
    assert f"内容由{read_}页图片识别得出" in found["D210"].message
    assert slow.now <= recogniser.MAX_SECONDS
    assert not {"F101", "F102", "F103", "F105"} & set(found)


def test_where_a_scan_breaks_off_nothing_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _codes(_recognised_by(_Slow(1, 5), monkeypatch)) == {"D210", "P201"}
    text = _recognised_by(_Slow(41, 5), monkeypatch).extraction.document.text
    assert text.endswith("5件\ufffd")


def _codes(report: Report) -> set[str]:
    return {f.code for f in report.findings}


def test_a_first_page_that_never_ends_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TimedOut, match="第1页"):
        _recognised_by(_Slow(3, 5, hangs=0), monkeypatch)


@recognising
def test_an_empty_page_holds_no_text() -> None:
    from PIL import Image

    blank = io.BytesIO()
    Image.new("L", (800, 1100), 255).save(blank, "PNG")
    with pytest.raises(UnsupportedFormat):
        read(blank.getvalue(), ocr=True)


@recognising
def test_a_scanned_report_has_its_cells_and_accuses_nobody() -> None:
    from eval.scans import Scanner, measured

    found = measured([read_spec(REPORTS / "r100.toml")], Scanner(200))
    assert found["wrong"] == 0
    assert found["right"] >= 0.98 * found["cells"]
    assert found["figures found"] >= 0.9 * found["figures"]
    assert found["errors"] == 0


def test_a_run_that_shall_recognise_says_what_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(recogniser, "version", absent)
    (tmp_path / "a.png").write_bytes(PNG)
    command = ["run", str(tmp_path / "a.png"), "--out", str(tmp_path / "out"), "--ocr"]
    done = CliRunner().invoke(app, command)
    assert (done.exit_code, "pip install 'gouji[ocr]'" in done.output) == (2, True)
    done = CliRunner().invoke(app, [*command, "--memory", "800"])
    assert (done.exit_code, "--memory" in done.output) == (2, True)
    assert not (tmp_path / "out").exists()


def test_results_with_and_without_recognition_do_not_mix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    from extractor.bulk.batch import Settings
    from extractor.bulk.parts import Basis
    from extractor.bulk.worker import Limits

    made: set[bytes] = set()
    for ocr, release in ((False, "1"), (True, "1"), (True, "2")):
        monkeypatch.setattr(recogniser, "version", lambda name, release=release: release)
        made.add(Basis.of(Settings(ocr=ocr), Limits()).lasting())
    assert len(made) == 3


@recognising
def test_a_run_recognises_pictures_the_same_with_any_number_of_processes(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    source = tmp_path / "scans"
    source.mkdir()
    for n in range(2):
        page = Image.new("L", (1000, 700), 255)
        line = f"2023 {n}: 17 + 25 = 42 (100%)"
        ImageDraw.Draw(page).text((80, 100), line, 0, ImageFont.load_default(48))
        page.save(source / f"{n}.png")
    files: list[list[bytes]] = []
    for jobs in ("1", "2"):
        out = tmp_path / jobs
        command = ["run", "-q", str(source), "--out", str(out), "--ocr", "--part-size", "1", "-j"]
        assert CliRunner().invoke(app, [*command, jobs]).exit_code == 0
        files.append([p.read_bytes() for p in sorted(out.rglob("*.parquet"))])
    assert files[0] == files[1]
    asked = CliRunner().invoke(
        app, ["query", str(out), "SELECT doc, code FROM findings", "--format", "csv"]
    )
    assert {"0,D210", "1,D210"} <= set(asked.output.split())
    refused = CliRunner().invoke(app, ["run", "-q", str(source), "--out", str(out)])
    assert (refused.exit_code, "--ocr" in refused.output) == (2, True)
