"""What the command line can be pointed at: every document in comes out, in order."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from extractor.bulk import Item, Unreadable, archives, items
from extractor.bulk.items import MAX_DOCUMENT

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


def test_what_is_not_there_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(A)
    found = stream(tmp_path / "none.txt", tmp_path / "a.txt", "/dev/null")
    assert codes(found) == ["E107", "ok", "E107"]


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


def test_a_crawl_is_named_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(gzip.compress(b"WARC/1.0\r\n"))
    assert codes(stream(tmp_path)) == ["E103"]


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


def test_members_of_a_tar(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, text in (("b/1.txt", A), ("a.txt", B)):
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    assert data(stream(path)) == [A.encode(), B.encode()]


@pytest.mark.parametrize("name", ["../up.txt", "/abs.txt", "a/../../up.txt", "C:/x.txt", "..\\x"])
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
