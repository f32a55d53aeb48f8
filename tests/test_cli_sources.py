"""What the command line can be pointed at: every document in comes out, in order."""

from __future__ import annotations

import gzip
import io
import json
import os
import tarfile
import threading
import time
import zipfile
from pathlib import Path

import pytest

from extractor import GoujiError, check
from extractor.bulk import Item, Unreadable, archives, items, results
from extractor.bulk.count import counted
from extractor.bulk.items import MAX_DOCUMENT
from extractor.writers import Options, formats, open_writer

A, B = "甲局2023年报告", "乙局2023年报告"


def stream(*names: object, stdin: bytes = b"") -> list[Item | Unreadable]:
    return list(items([str(n) for n in names], io.BytesIO(stdin)))


def data(found: list[Item | Unreadable]) -> list[bytes | str]:
    assert all(isinstance(f, Item) for f in found), found
    return [f.data for f in found if isinstance(f, Item)]


def codes(found: list[Item | Unreadable]) -> list[str]:
    return [f.error.code if isinstance(f, Unreadable) else "ok" for f in found]


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_folder_is_read_in_order_and_to_its_depth(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1.txt").write_text(B)
    (tmp_path / "a.txt").write_text(A)
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert data(stream(tmp_path)) == [A.encode(), B.encode()]


def told(*names: object) -> list[str]:
    return [f.error.message for f in stream(*names) if isinstance(f, Unreadable)]


def test_why_the_system_refuses_is_said_in_chinese(tmp_path: Path) -> None:
    assert told(tmp_path / ("长" * 200)) == [f"无法打开：{tmp_path}/{'长' * 200}（文件名过长）"]


def test_a_link_to_nothing_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "a.html").symlink_to(tmp_path / "gone.html")
    (tmp_path / "b.html").symlink_to(tmp_path / "b.html")
    assert told(tmp_path) == [
        f"链接所指的文件不存在：{tmp_path}/{name}" for name in ("a.html", "b.html")
    ]


def test_a_folder_is_read_however_deep(tmp_path: Path) -> None:
    """Deeper than calls can be nested."""
    deep = tmp_path.joinpath(*["d"] * 600)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(A)
    (tmp_path / "e.txt").write_text(B)
    assert data(stream(tmp_path)) == [A.encode(), B.encode()]


def test_names_that_are_not_utf_8_can_be_written_out(tmp_path: Path) -> None:
    """Files out of a Chinese Windows have names in GBK; JSON and HTML cannot hold such bytes."""
    gbk = os.fsencode(tmp_path) + b"/" + "年报".encode("gbk") + b".txt"
    try:
        Path(os.fsdecode(gbk)).write_text("收到申请5件。", encoding="utf-8")
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")).write_bytes(b"")
    except OSError:  # pragma: no cover - a file system that has no such names
        pytest.skip("names are UTF-8 here")
    there = [str(tmp_path), os.fsdecode(gbk), os.fsdecode(gbk) + "x"]
    for form in formats():
        out = io.StringIO()
        writer = open_writer(form, out, Options())
        for found in results(items(there, io.BytesIO()), agency="\udcc4"):
            if isinstance(found, Unreadable):
                writer.failure(found.error, found.uri, found.id)
            else:
                writer.report(found)
        writer.close()
        assert out.getvalue().encode().count("年报.txt".encode()) >= 3, form
    assert check(Path(os.fsdecode(gbk))).to_dict()["source"]["uri"] == f"{tmp_path}/年报.txt"
    with pytest.raises(GoujiError, match="年报"):
        check(Path(os.fsdecode(gbk) + "x"))


def test_what_is_not_there_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(A)
    found = stream(tmp_path / "none.txt", tmp_path / "a.txt", "/dev/null")
    assert codes(found) == ["E107", "ok", "E107"]


def test_a_pipe_is_read_where_it_is_named_and_passed_over_in_a_folder(tmp_path: Path) -> None:
    """`gouji check <(curl ...)`; a pipe that nobody writes to would hang a folder for good."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert codes(stream(tmp_path)) == ["E107"]
    for content in (A.encode(), zipped(tmp_path / "a.zip", {"a.txt": A.encode()}).read_bytes()):
        writer = threading.Thread(target=pipe.write_bytes, args=(content,))
        writer.start()
        assert data(stream(pipe)) == [A.encode()]
        writer.join()


def test_documents_are_counted_without_going_round_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(A)
    for name in "bcd":
        (tmp_path / name).symlink_to(tmp_path)
    with counted((str(tmp_path),)) as known:
        deadline = time.monotonic() + 10
        while known() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        assert known() == 1


def test_records_with_all_that_comes_beside_them() -> None:
    lines = [
        {"id": 7, "text": A, "agency": "甲局", "year": 2023},
        {"html": f"<p>{B}</p>", "url": "u", "year": "2022年", "more": [1]},
    ]
    found = stream("-", stdin="\n\n".join(json.dumps(x) for x in lines).encode())
    assert found == [
        Item(A, "-:1", "7", "甲局", 2023),
        Item(f"<p>{B}</p>", "u", None, None, 2022),
    ]


@pytest.mark.parametrize(
    ("year", "read"),
    [("2023.0", 2023), ('"2023"', 2023), ('"2023年"', 2023), ('" "', None), ("null", None)],
)
def test_a_year_however_programs_write_it(year: str, read: int | None) -> None:
    (found,) = stream("-", stdin=f'{{"text": "{A}", "year": {year}}}'.encode())
    assert isinstance(found, Item)
    assert found.year == read


@pytest.mark.parametrize("year", ["2023.5", "99999", "-1", '"23"', "1e400", '"' + "9" * 5000 + '"'])
def test_what_is_no_year_is_said_to_be_none(year: str) -> None:
    (found,) = stream("-", stdin=f'{{"text": "{A}", "year": {year}}}'.encode())
    assert isinstance(found, Unreadable)
    assert found.error.code == "E106"
    assert len(found.error.message) < 80


def test_who_pipes_a_page_is_told_once_how_to() -> None:
    found = stream("-", stdin=f"{A}\n{B}\n".encode())
    told = [f.error.message for f in found if isinstance(f, Unreadable)]
    assert ["/dev/stdin" in t for t in told] == [True, False]


def test_the_key_with_the_wrong_value_is_named() -> None:
    (found,) = stream("-", stdin=b'{"id": "x", "text": "a", "agency": 7}')
    assert isinstance(found, Unreadable)
    assert (found.id, "agency" in found.error.message) == ("x", True)


@pytest.mark.parametrize(
    "line",
    [
        b"{broken",
        b"[1, 2]",
        b'{"id": "x"}',
        b'{"id": "x", "text": 5}',
        b'{"text": "a", "year": "last"}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_a_broken_line_is_one_error_and_the_rest_goes_on(line: bytes) -> None:
    good = json.dumps({"text": A}).encode()
    assert codes(stream("-", stdin=good + b"\n" + line + b"\n" + good)) == ["ok", "E106", "ok"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (rb"{\rtf1\ansi hello}", "ok"),  # a document, which the readers then refuse by its name
        ("{{标题}}\n一、总体情况".encode(), "ok"),
        (b'[\n {"id": 1, "text": "a"}\n]', "E106"),
        (b'{\n "id": 1, "text": "a"\n}', "ok"),
        ("[注] 本报告".encode(), "ok"),
    ],
)
def test_not_all_that_begins_with_a_brace_is_a_record(
    tmp_path: Path, content: bytes, code: str
) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    (found,) = stream(tmp_path / "a.txt")
    assert codes([found]) == [code]
    if isinstance(found, Item) and b'"' not in content:
        assert found.data == content


def test_a_broken_record_keeps_its_id() -> None:
    (found,) = stream("-", stdin=b'{"id": "x", "text": 5}')
    assert found.id == "x"


def test_the_kind_is_told_by_content(tmp_path: Path) -> None:
    record = json.dumps({"text": A}).encode()
    (tmp_path / "1.txt").write_bytes(record + b"\n" + record)
    zipped(tmp_path / "2.bin", {"a.txt": A.encode()})
    (tmp_path / "3.dat").write_bytes(gzip.compress(B.encode()))
    (tmp_path / "4.txt").write_text(json.dumps({"text": A}, indent=1))
    (tmp_path / "5.jsonl.gz").write_bytes(gzip.compress(record))
    zipped(tmp_path / "6.docx", {"[Content_Types].xml": b"", "word/document.xml": b""})
    found = stream(tmp_path)
    assert data(found)[:6] == [A, A, A.encode(), B.encode(), A, A]
    assert isinstance(found[6], Item)
    assert found[6].uri == str(tmp_path / "6.docx")


def crawl(path: Path) -> Path:
    """A crawl as crawlers leave it: compressed record by record, transfers still encoded."""
    html = {"Content-Type": "text/html; charset=utf-8"}
    answers = [
        ("a", "200 OK", html, A.encode()),
        ("robots.txt", "200 OK", {"Content-Type": "text/plain"}, b"User-agent: *"),
        ("b", "200 OK", html | {"Content-Encoding": "gzip"}, gzip.compress(B.encode())),
        ("c", "404 Not Found", html, b"gone"),
        ("d.css", "200 OK", {"Content-Type": "text/css"}, b"p {}"),
        ("e", "200 OK", html | {"Content-Encoding": "zstd"}, b"\x28\xb5\x2f\xfd"),
        ("f.pdf", "200 OK", {"Content-Type": "application/pdf"}, b"%PDF-1.7"),
        ("g.DOC?x=1", "200 OK", {"Content-Type": "application/octet-stream"}, b"\xd0\xcf"),
        ("robots.txt", "200 OK", {}, b"User-agent: *"),
        ("h.exe", "200 OK", {"Content-Type": "application/octet-stream"}, b"MZ"),
    ]
    records = []
    for name, status, headers, body in answers:
        lines = [f"HTTP/1.1 {status}", *(f"{k}: {v}" for k, v in headers.items())]
        block = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
            f"WARC-Target-URI: https://example.gov.cn/{name}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + block + b"\r\n\r\n"))
    path.write_bytes(b"".join(records))
    return path


def test_the_pages_of_a_crawl(tmp_path: Path) -> None:
    found = stream(crawl(tmp_path / "x.warc.gz"))
    assert codes(found) == ["ok", "ok", "E103", "ok", "ok"]
    *pages, pdf, doc = data([f for f in found if isinstance(f, Item)])
    assert (pages, pdf, doc) == ([A.encode(), B.encode()], b"%PDF-1.7", b"\xd0\xcf")
    assert [f.uri for f in found[:2]] == ["https://example.gov.cn/a", "https://example.gov.cn/b"]
    assert found[0].id == "urn:uuid:a"


@pytest.mark.parametrize("keep", [20, 300])
def test_a_cut_crawl_gives_what_it_has_and_an_error(tmp_path: Path, keep: int) -> None:
    whole = crawl(tmp_path / "x.warc.gz").read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(whole[:keep])
    *read, last = codes(stream(tmp_path / "cut.warc.gz"))
    assert last == "E105"
    assert read in ([], ["ok"])


def test_archives_inside_archives_are_read_one_level_deep(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "in.zip", {"b.txt": B.encode()}).read_bytes()
    deep = zipped(tmp_path / "deep.zip", {"in.zip": inner}).read_bytes()
    lines = json.dumps({"id": "r", "text": A}).encode()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        info = tarfile.TarInfo("t.txt")
        info.size = len(A.encode())
        archive.addfile(info, io.BytesIO(A.encode()))
    members = {
        "1.zip": inner, "2.zip": deep, "3.jsonl": lines, "4.tar.gz": packed.getvalue(),
        "5.jsonl.gz": gzip.compress(lines),
    }  # fmt: skip
    found = stream(zipped(tmp_path / "a.zip", members))
    assert codes(found) == ["ok", "E103", "ok", "ok", "ok"]
    good = [f for f in found if isinstance(f, Item)]
    assert data(good) == [B.encode(), A, A.encode(), A]
    assert str(good[0].uri).endswith("a.zip!1.zip!b.txt")


def test_bombs_inside_archives_share_one_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_TOTAL", 3_000_000)
    inner = zipped(tmp_path / "in.zip", {f"{n}.txt": bytes(999_000) for n in range(9)}).read_bytes()
    path = zipped(tmp_path / "a.zip", {f"{n}.zip": inner for n in range(9)})
    found = codes(stream(path))
    assert found.count("ok") <= 3
    assert "E104" in found
    assert len(found) < 12


def test_members_of_a_zip_in_order_with_chinese_names(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"乙.txt": B.encode(), "d/甲.txt": A.encode()})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/._x", b"x")
        archive.mkdir("empty")
    found = stream(path)
    assert data(found) == [A.encode(), B.encode()]
    assert found[1].uri == f"{path}!乙.txt"


def test_names_in_the_code_page_of_chinese_windows(tmp_path: Path) -> None:
    path = tmp_path / "gbk.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("AAAA.txt", A)
    path.write_bytes(path.read_bytes().replace(b"AAAA", "报告".encode("gbk")))
    assert stream(path)[0].uri == f"{path}!报告.txt"


def test_names_in_utf_8_without_the_flag_that_says_so(tmp_path: Path) -> None:
    path = tmp_path / "utf8.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("AAAAAA.txt", A)
    path.write_bytes(path.read_bytes().replace(b"AAAAAA", "报告".encode()))
    assert stream(path)[0].uri == f"{path}!报告.txt"


def test_names_of_a_tar_in_the_code_page_of_chinese_windows(tmp_path: Path) -> None:
    path = tmp_path / "gbk.tar"
    with tarfile.open(path, "w", format=tarfile.GNU_FORMAT, encoding="gbk") as archive:
        archive.addfile(tarfile.TarInfo("报告.txt"), io.BytesIO())
    assert stream(path)[0].uri == f"{path}!报告.txt"


def test_members_of_a_tar(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, text in (("b/1.txt", A), ("a.txt", B)):
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    assert data(stream(path)) == [A.encode(), B.encode()]


@pytest.mark.parametrize(
    "name", ["../up.txt", "/abs.txt", "a/../../up.txt", "C:/x.txt", "..\\x", "."]
)
def test_names_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    assert codes(stream(zipped(tmp_path / "a.zip", {name: b"x", "z.txt": A.encode()}))) in (
        ["E105", "ok"],
        ["ok", "E105"],
    )
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        archive.addfile(tarfile.TarInfo(name), io.BytesIO())
    assert codes(stream(path)) == ["E105"]


def test_links_in_a_tar_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        link = tarfile.TarInfo("x.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert codes(stream(path)) == ["E105"]


def test_a_bomb_is_refused_unread(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"bomb.txt": bytes(MAX_DOCUMENT // 2), "z.txt": A.encode()})
    assert codes(stream(path)) == ["E104", "ok"]


def test_an_archive_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    path = zipped(tmp_path / "a.zip", {f"{n}.txt": A.encode() for n in range(9)})
    assert codes(stream(path)) == ["ok", "ok", "E104"]


@pytest.mark.parametrize("keep", [30, 60, 100])
def test_a_cut_archive_is_an_error_and_no_traceback(tmp_path: Path, keep: int) -> None:
    whole = zipped(tmp_path / "a.zip", {"a.txt": A.encode() * 9, "b.txt": B.encode() * 9})
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:keep])
    assert codes(stream(cut)) == ["E105"]
    packed = gzip.compress(A.encode() * 50)
    (tmp_path / "cut.gz").write_bytes(packed[: -keep // 10])
    assert codes(stream(tmp_path / "cut.gz")) == ["E105"]


def test_a_damaged_member_leaves_the_others(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": A.encode() * 30, "b.txt": B.encode() * 30})
    raw = bytearray(path.read_bytes())
    raw[45] ^= 0xFF
    path.write_bytes(raw)
    assert codes(stream(path)) == ["E105", "ok"]


def test_parquet_without_its_library_is_a_coded_error(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no real file")
    assert codes(stream(tmp_path / "a.parquet"))[0] in ("E103", "E105")


def test_years_of_a_data_frame_where_some_are_missing(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = {"text": [A, B], "year": pyarrow.array([2023.0, float("nan")])}
    parquet.write_table(pyarrow.table(columns), tmp_path / "a.parquet")
    found = [f for f in stream(tmp_path / "a.parquet") if isinstance(f, Item)]
    assert [f.year for f in found] == [2023, None]
