"""Bytes to documents: formats told by content, encodings, and input that is no report at all."""

from __future__ import annotations

import base64
import hashlib
import struct
import time
import tracemalloc
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.office_doc import write_doc
from corpus.spec import REPORTS
from corpus.spec import read as corpus_spec
from extractor.errors import (
    Damaged,
    EmptyInput,
    GoujiError,
    Missing,
    NotText,
    TooLarge,
    UnsupportedFormat,
)
from extractor.readers import MAX_BYTES, read

TEXT = "一、总体情况\n2023年，我局收到政府信息公开申请12件，办结12件。\n"
TRADITIONAL = "根據政府資訊公開法規定，本機關主動公開下列資訊，並於網站公布，申請人得提供資料。\n"


# -- text and its encodings -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (TEXT.encode(), TEXT, "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), TEXT, "utf-8"),
        (TEXT.encode("gb18030"), TEXT, "gb18030"),
        (TEXT.encode("gbk"), TEXT, "gb18030"),
        ("镕㙍\n".encode("gb18030") + TEXT.encode("gb18030"), f"镕㙍\n{TEXT}", "gb18030"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "big5"),
        (TRADITIONAL.encode("gb18030"), TRADITIONAL, "gb18030"),
        (TEXT.encode("utf-16"), TEXT, "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT, "utf-16-be"),
        ((TEXT * 3 + "abc 123 def").encode("utf-16-le"), TEXT * 3 + "abc 123 def", "utf-16-le"),
        (b"plain ascii 12", "plain ascii 12", "utf-8"),
    ],
)
def test_encodings_are_told_by_the_bytes(data: bytes, text: str, encoding: str) -> None:
    document = read(data)
    assert (document.text, document.encoding) == (text, encoding)
    assert document.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("declared", ["gb2312", "big5", "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_a_page_says_of_its_encoding_is_not_believed(declared: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>{TEXT}</p></body></html>'
    assert "收到政府信息公开申请12件" in read(page.encode(encoding)).text


def test_line_ends_stay_as_they_are() -> None:
    text = TEXT.replace("\n", "\r\n")
    assert read(text.encode()).text == read(text).text == text


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode()[:-5],  # cut inside a character
        TEXT.encode("gb18030") + b"\x81",
        TEXT.encode() * 3 + b"\xff\xfe\xfd" + TEXT.encode(),
        TEXT.encode() * 4 + TEXT.encode("gb18030"),  # two encodings in one file
        TEXT.encode("gb18030") * 4 + TEXT.encode(),
        TEXT.encode().replace("，".encode(), b"\0"),
    ],
)
def test_damaged_text_is_read_as_far_as_it_goes(data: bytes) -> None:
    text = read(data).text
    assert "收到政府信息公开申请12件" in text
    assert "\0" not in text


def test_lone_surrogates_do_not_reach_the_output() -> None:
    document = read("一、总体\ud800情况")
    assert document.text == "一、总体\ufffd情况"
    document.text.encode()


@pytest.mark.parametrize(
    "data", [b"\0" * 100, bytes(range(256)) * 50, b"\x00\x01\x02\x03" * 500, b"\xff" * 3000]
)
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises((NotText, EmptyInput)) as error:
        read(data)
    assert error.value.message


@pytest.mark.parametrize("source", ["", "  \n\t", b"", b" \r\n", "<html><body></body></html>"])
def test_what_is_empty(source: str | bytes) -> None:
    with pytest.raises(EmptyInput):
        read(source)


def test_what_is_too_large(tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        read(b"x" * (MAX_BYTES + 1))
    with pytest.raises(TooLarge):
        read("x" * (MAX_BYTES + 1))
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(TooLarge):
        read(big)


# -- formats ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "media_type"),
    [
        (TEXT, "text/plain"),
        (f"# 报告\n{TEXT}", "text/markdown"),
        ("| 规章 | 0 |\n|---|---|\n| 规范性文件 | 2 |\n", "text/markdown"),
        (f"<p>{TEXT}</p>", "text/html"),
        (f"<!DOCTYPE html>\n<html><body>{TEXT}</body></html>", "text/html"),
        (f"\n\n  <HTML><BODY>{TEXT}</BODY></HTML>", "text/html"),
        (f"<!-- saved -->\n<html>{TEXT}</html>", "text/html"),
        (f"{TEXT}<div>{TEXT}</div><div>{TEXT}</div>", "text/html"),
        (f"依据《关于印发<格式>的通知》，a<b，c>d。{TEXT}", "text/plain"),
        (f"第一行<br>第二行<br>第三行<br>{TEXT}", "text/plain"),
    ],
)
def test_text_formats_are_told_by_content(source: str, media_type: str) -> None:
    assert read(source).media_type == media_type
    assert read(source.encode()).media_type == media_type


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04" + b"x" * 40 + b"xl/workbook.xml", "Excel"),
        (b"PK\x03\x04" + b"x" * 40 + b"readme.txt", "压缩包"),
        (b"\x1f\x8b" + b"x" * 60, "压缩包"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片"),
        (b"{\\rtf1\\ansi ...}", "RTF"),
        (b"PAR1" + b"\0" * 20, "Parquet"),
    ],
)
def test_known_formats_that_are_not_read_say_so(data: bytes, word: str) -> None:
    with pytest.raises(UnsupportedFormat) as error:
        read(data)
    assert word in error.value.message
    assert error.value.code == "E103"


def test_a_path_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(f"<html><body><p>{TEXT}</p></body></html>".encode())
    document = read(path)
    assert document.media_type == "text/html"
    assert document.uri == str(path)
    assert read(path, uri="https://example.org/1").uri == "https://example.org/1"


def test_paths_that_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(Missing) as error:
            read(path)
        assert str(path) in error.value.message


def test_what_a_record_says_is_kept_as_a_hint() -> None:
    document = read(TEXT, id="7", uri="u", agency="某局", year=2020)
    assert (document.id, document.uri) == ("7", "u")
    assert (document.agency_hint, document.year_hint) == ("某局", 2020)
    assert document.encoding is None


@given(st.binary(max_size=400))
def test_any_bytes_give_a_document_or_a_coded_error(data: bytes) -> None:
    with suppress(GoujiError):
        read(data).text.encode()


@given(st.text(max_size=200), st.lists(st.sampled_from(["<p>", "</td>", "<table><tr>", "<!--"])))
def test_any_text_gives_a_document_or_a_coded_error(text: str, tags: list[str]) -> None:
    for source in (text, "".join(f"{t}{text}" for t in tags)):
        with suppress(GoujiError):
            document = read(source)
            document.text.encode()
            for grid in document.grids:
                for cell in grid.cells:
                    assert 0 <= cell.start <= cell.end <= len(document.text)


def test_reading_a_page_is_quick() -> None:
    page = "<html><body>" + "<p style='a:b'><span lang=EN>公开信息</span>12条</p>" * 300 + "</body>"
    read(page)
    best = min(_seconds(page) for _ in range(5))
    assert best < 0.05


def _seconds(page: str) -> float:
    start = time.perf_counter()
    read(page)
    return time.perf_counter() - start


def test_a_drawing_in_a_drawing_and_so_on_takes_no_time() -> None:
    """Each looked through all that was in it: a file of 2 KB took an hour."""
    spaces = " ".join(
        f'xmlns:{k}="http://schemas.openxmlformats.org/{v}"'
        for k, v in (("w", "wordprocessingml/2006/main"), ("m", "markup-compatibility/2006"))
    )

    def nested(times: int) -> bytes:
        before, behind = "<m:AlternateContent><m:Choice>", "</m:Choice></m:AlternateContent>"
        inner = f"<w:txbxContent><w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p></w:txbxContent>"
        inner = before * times + inner + behind * times
        body = f"<w:document {spaces}><w:body><w:p><w:r>{inner}</w:r></w:p></w:body></w:document>"
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/document.xml", body)
        return file.getvalue()

    assert TEXT.strip() in read(nested(20)).text
    start = time.perf_counter()
    with suppress(GoujiError):
        read(nested(12_000))
    assert time.perf_counter() - start < 12


def test_a_word_file_is_not_believed_how_long_its_text_is() -> None:
    spec = corpus_spec(sorted(REPORTS.glob("*.toml"))[0])
    good = write_doc(spec, {})
    told = good[(word := good.index(b"\xec\xa5")) + 0x4C : word + 0x50]
    assert good.count(told) >= 2, "in the header, and as the end of its piece"
    huge = good.replace(told, struct.pack("<I", 200_000_000))
    tracemalloc.start()
    assert read(huge).text.startswith(read(good).text)
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


# -- documents in wrappers, and what is refused with advice ------------------------------------


def test_a_web_archive_gives_the_page_in_it() -> None:
    page = f"<html><body><p>{TEXT}</p></body></html>".encode("gb18030")
    body = base64.encodebytes(page).decode()
    archive = (
        "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="=_x"\r\n\r\n'
        '--=_x\r\nContent-Type: text/html; charset="gb2312"\r\n'
        f"Content-Transfer-Encoding: base64\r\n\r\n{body}\r\n--=_x\r\nContent-Type: image/png\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--=_x--\r\n"
    )
    document = read(archive.encode())
    assert "收到政府信息公开申请12件" in document.text
    assert document.media_type == "multipart/related"
    with pytest.raises(Damaged, match="网页"):
        read(archive.replace("text/html; charset", "text/css; charset").encode())


@pytest.mark.parametrize("more", ["; a=1", ';"', "; a*0*=1", ";\r\n a=1"])
def test_a_web_archive_whose_header_never_ends_takes_no_time(more: str) -> None:
    head = "From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related"
    start = time.perf_counter()
    with pytest.raises(Damaged):
        read((head + more * 200_000 + "\r\n\r\n<p>text</p>").encode())
    assert time.perf_counter() - start < 5


def test_changes_in_a_word_file_of_2003_are_read_as_accepted() -> None:
    words = "http://schemas.microsoft.com/office/word/2003/wordml"
    run = "<w:r><w:t>{}</w:t></w:r>".format
    change = (
        '<aml:annotation w:type="Word.{}"><aml:content>{}</aml:content></aml:annotation>'.format
    )
    document = read(
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        f'<w:wordDocument xmlns:w="{words}" xmlns:aml="http://schemas.microsoft.com/aml/2001/core">'
        f"<w:body><w:p>{run('收到申请')}{change('Deletion', run('9'))}"
        f"{change('Insertion', run('12'))}{run('件')}</w:p></w:body></w:wordDocument>".encode()
    )
    assert document.text == "收到申请12件"


def test_a_scan_and_a_locked_file_say_what_to_do() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    def pdf(**options: object) -> bytes:
        out = BytesIO()
        canvas = Canvas(out, **options)
        canvas.rect(50, 50, 300, 300, fill=1)
        canvas.showPage()
        canvas.save()
        return out.getvalue()

    with pytest.raises(UnsupportedFormat, match="文字识别"):
        read(pdf())
    with pytest.raises(Damaged, match="密码"):
        read(pdf(encrypt=StandardEncryption("secret")))
