"""The corpus' markup: what words mean, which equations hold, what the compiler refuses.

Cases are data; they were written for the gold, not taken from what the extractor does.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.arithmetic import holds, parse_relation
from corpus.compile_passages import RefusalError, compile_file, main
from corpus.markup import indicator, number, parse
from corpus.quantity import MarkupError, chinese_numeral, read_quantity
from corpus.splits import split_of

# text, value, low, high, unit, qualifier
QUANTITIES = [
    ("35件", "35", "35", "35", "件", "exact"),
    ("12,408件", "12408", "12408", "12408", "件", "exact"),
    ("2，874件", "2874", "2874", "2874", "件", "exact"),
    ("18 260 条", "18260", "18260", "18260", "条", "exact"),
    ("1.3万余条", "13000", "13000", None, "条", "at_least"),
    ("300余万元", "300", "300", None, "万元", "at_least"),
    ("1.3万余元", "13000", "13000", None, "元", "at_least"),
    ("47.36亿元", "4736000000", "4736000000", "4736000000", "元", "exact"),
    ("近40件", "40", None, "40", "件", "at_most"),
    ("约5%", "5", "5", "5", "%", "about"),
    ("66.6％", "66.6", "66.6", "66.6", "%", "exact"),
    ("三十五件", "35", "35", "35", "件", "exact"),
    ("两千余条", "2000", "2000", None, "条", "at_least"),
    ("不足千册", "1000", None, "1000", "册", "at_most"),
    ("数百个", "100", "100", None, "个", "at_least"),
    ("近三成", "30", None, "30", "%", "at_most"),
    ("三成以上", "30", "30", None, "%", "at_least"),
    ("八成五", "85", "85", "85", "%", "exact"),
    ("百分之八十", "80", "80", "80", "%", "exact"),
    ("过半", "50", "50", None, "%", "at_least"),
    ("第3名", "3", "3", "3", "名", "exact"),
    ("4.3个百分点", "4.3", "4.3", "4.3", "个百分点", "exact"),
]

NUMERALS = [
    ("零", 0), ("十", 10), ("十二", 12), ("二十", 20), ("三十五", 35), ("一百零三", 103),
    ("一千二百零三", 1203), ("万", 10_000), ("三万二千", 32_000), ("一亿二千万", 120_000_000),
    ("二〇二三", 2023),
]  # fmt: skip

# marked text, relation, holds
EQUATIONS = [
    ("{35件|-}{31件|-}{4件|-}", "parts 0 : 1 2", True),
    ("{35件|-}{31件|-}{5件|-}", "parts 0 : 1 2", False),
    ("{400余条|-}{286条|-}{131条|-}", "parts 0 : 1 2", True),
    ("{400余条|-}{286条|-}{31条|-}", "parts 0 : 1 2", False),
    ("{3.1万件|-}{2.9万余件|-}{1,700余件|-}", "parts 0 : 1 2", True),
    ("{32.1万条|-}{8.6万条|-}{24.5万条|-}", "parts 0 : 1 2", False),
    ("{20件|-}{8件|-}{5件|-}", "open 0 : 1 2", True),
    ("{20件|-}{18件|-}{5件|-}", "open 0 : 1 2", False),
    ("{143件|-}{11件|-}{132件|-}", "flow 1 2 : 0", True),
    ("{284件|-}{103件|-}{36.26%|-}", "share 2 : 1 0", True),  # cut off
    ("{284件|-}{103件|-}{36.27%|-}", "share 2 : 1 0", True),  # rounded
    ("{284件|-}{103件|-}{36.28%|-}", "share 2 : 1 0", False),
    ("{128件|-}{117件|-}{超过九成|-}", "share 2 : 1 0", True),
    ("{100件|-}{20件|-}{36件|-}{56%|-}", "share 3 : 1+2 0", True),
    ("{58件|-}{50件|-}{16%|-|k=change}", "change 2 : 0 1", True),
    ("{58件|-}{50件|-}{18%|-|k=change}", "change 2 : 0 1", False),
    ("{60件|-}{75件|-}{20%|-|k=change}", "change 2 : 0 1", True),
    ("{71.2%|-}{64.0%|-}{7.2个百分点|-}", "change 2 : 0 1", True),
    ("{71.2%|-}{64.0%|-}{6.2个百分点|-}", "change 2 : 0 1", False),
    ("{460元|-}{0.032万元|-}{140元|-}", "parts 0 : 1 2", True),
]

REFUSED = [
    ("全年收到{35件|t3.new.totl}。", "", "unknown indicator"),
    ("全年收到{35件|t3.new.total|z=1}。", "", "unknown option"),
    ("全年{未收到|t3.new.total}申请。", "", "holds no plain number"),
    ("全年收到{35件|t3.new.total。", "", "a brace"),
    ("{9件|-}、{3件|-}、{4件|-}。", "~ parts 0 : 1 2", "has no = P201"),
    ("{7件|-}、{3件|-}、{4件|-}。", "~ parts 0 : 1 2\n= P201 0 : 1 2 diff 2", "yet P201"),
    ("{9件|-}、{3件|-}、{4件|-}。", "~ parts 0 : 1 2\n= P201 0 : 1 2 diff 3", "but it is 2"),
    ("{9件|-}、{3件|-}、{4件|-}。", "= P201 0 : 1 2 diff 2", "no ~ line"),
    ("{9件|-}、{3件|-}。", "~ parts 0 : 1 2", "figure 2 of 2"),
    ("{9件|-}增长{3%|-}，{3件|-}。", "~ change 1 : 0 2", "k=change"),
    ("{9件|t3.new.total}，{9件|t3.new.total}。", "= P103 0 : 1 diff 0", "can both be true"),
    ("{9件|t3.new.total}，{8件|t3.total.total}。", "= P103 0 : 1 diff 1", "one indicator"),
    ("{9件|-}。", "= T301 0 : 0 diff 1", "cannot be planted"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "low", "high", "unit", "qualifier"), QUANTITIES)
def test_quantity(
    text: str, value: str, low: str | None, high: str | None, unit: str, qualifier: str
) -> None:
    q = read_quantity(text)
    assert q is not None
    said = (number(q.value), q.low and number(q.low), q.high and number(q.high), q.unit)
    assert (*said, q.qualifier) == (value, low, high, unit, qualifier)


@pytest.mark.parametrize("text", ["未收到", "没有", "无"])
def test_words_without_a_number_are_none(text: str) -> None:
    assert read_quantity(text) is None


@pytest.mark.parametrize("text", ["三百二件", "3-5个", "20至30件"])
def test_what_is_not_plain_is_refused(text: str) -> None:
    with pytest.raises(MarkupError):
        read_quantity(text)


@pytest.mark.parametrize(("text", "value"), NUMERALS)
def test_numeral(text: str, value: int) -> None:
    assert chinese_numeral(text) == value


@given(st.integers(min_value=0, max_value=9_999_999), st.sampled_from("件条次篇"))
def test_every_count_reads_back(value: int, unit: str) -> None:
    for shown in (f"{value}{unit}", f"{value:,}{unit}", f"{value:,}".replace(",", "，") + unit):
        q = read_quantity(shown)
        assert q is not None
        assert (q.value, q.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(("marked", "relation", "expected"), EQUATIONS)
def test_equation(marked: str, relation: str, expected: bool) -> None:
    _, marks = parse(marked)
    assert holds(parse_relation(relation, len(marks)), marks)[0] is expected


def test_parse_keeps_offsets() -> None:
    text, marks = parse("收到{35件|t3.new.total}，其中{31件|t3.new.person}。")
    assert text == "收到35件，其中31件。"
    assert [text[m.start : m.end] for m in marks] == ["35件", "31件"]


def test_sums_are_put_in_codebook_order() -> None:
    assert indicator("t3.partial.total+t3.granted.total") == "t3.granted.total+t3.partial.total"


def _passage(tmp_path: Path, text: str, notes: str, head: str = "") -> Path:
    path = tmp_path / "p.txt"
    head = head or "id=p1 year=2023 body=清平县财政局 type=财政 level=县 tags=list"
    path.write_text(f"## {head}\n{text}\n{notes}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("text", "notes", "message"), REFUSED)
def test_refusal_names_file_and_line(tmp_path: Path, text: str, notes: str, message: str) -> None:
    with pytest.raises(RefusalError) as e:
        compile_file(_passage(tmp_path, text, notes))
    assert message in str(e.value)
    assert all("p.txt:" in line for line in e.value.messages)


def test_passage_has_the_keys_of_the_samples(tmp_path: Path) -> None:
    text = (
        "收到申请{35件|t3.new.total}，\n自然人{31件|t3.new.person/n.other}，法人{5件|t3.new.org}。"
    )
    notes = "~ parts 0 : 1 2\n= P201 0 : 1 2 diff 1"
    (p,) = compile_file(_passage(tmp_path, text, notes))
    assert {"id", "year", "note", "text", "figures", "findings"} <= set(p)
    assert p["findings"] == [
        {"code": "P201", "figures": [0, 1, 2], "left": [0], "right": [1, 2], "difference": "1"}
    ]
    figures, said = p["figures"], p["text"]
    assert isinstance(figures, list)
    assert isinstance(said, str)
    assert [said[f["start"] : f["end"]] for f in figures] == ["35件", "31件", "5件"]
    assert figures[1]["alt_indicators"] == ["n.other"]


def test_marks_that_may_be_left_out_do_not_count(tmp_path: Path) -> None:
    text = "在{20个工作日|-|i}内答复{7件|-}，其中{3件|-}、{4件|-}。"
    (p,) = compile_file(_passage(tmp_path, text, "~ parts 0 : 1 2"))
    assert [i["text"] for i in p["ignore"]] == ["20个工作日"]  # type: ignore[attr-defined]
    assert len(p["figures"]) == 3  # type: ignore[arg-type]


def test_command_writes_jsonl_or_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.jsonl"
    assert main([str(_passage(tmp_path, "收到{3件|t3.new.total}。", "")), "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").count("\n") == 1
    assert main([str(_passage(tmp_path, "收到{3件|bad}。", ""))]) == 1
    assert "unknown indicator 'bad'" in capsys.readouterr().err


def test_split_is_by_body_and_about_60_20_20() -> None:
    splits = [split_of(f"第{i}县财政局") for i in range(2000)]
    assert splits == [split_of(f"第{i}县财政局") for i in range(2000)]
    shares = {s: splits.count(s) / len(splits) for s in ("train", "dev", "test")}
    assert 0.55 < shares["train"] < 0.65
    assert 0.15 < shares["dev"] < 0.25
    assert 0.15 < shares["test"] < 0.25
