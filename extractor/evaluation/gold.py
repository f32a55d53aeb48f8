"""Gold answers: their form, and refusing what cannot be right.

One JSON object a line. A gold file with a slip in it gives wrong scores without a word, so
everything that can be checked is: numbers, qualifiers, kinds, indicator ids, rule codes, offsets
that must slice back to the figure's text, indices of findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

import msgspec

from extractor.codebook import load_codebook
from extractor.records import Kind, Qualifier

Mode = Literal["passages", "reports"]


NO_OBJECT = "这一行不是规定格式的JSON对象"


class BadGold(ValueError):
    """Gold, or an output to be scored, that is malformed; the message names file and line."""


class GoldScope(msgspec.Struct, frozen=True):
    year: int | None = None
    body: str | None = None


class GoldFigure(msgspec.Struct, frozen=True):
    """A quantity of the prose. Without offsets it is found by its value and text."""

    text: str
    value: str
    unit: str | None
    qualifier: Qualifier
    indicator: str | None
    kind: Kind | None = None
    low: str | msgspec.UnsetType | None = msgspec.UNSET
    high: str | msgspec.UnsetType | None = msgspec.UNSET
    scope: GoldScope | msgspec.UnsetType | None = msgspec.UNSET
    start: int | None = None
    end: int | None = None
    sentence: str = ""
    alt_indicators: tuple[str | None, ...] = ()

    def readings(self) -> frozenset[str | None]:
        """The indicators that are right, terms of sums in one order."""
        return frozenset(canonical(i) for i in (self.indicator, *self.alt_indicators))


class GoldFinding(msgspec.Struct, frozen=True):
    code: str
    cells: tuple[str, ...] = ()
    figures: tuple[int, ...] = ()
    alt_codes: tuple[str, ...] = ()


class Ignored(msgspec.Struct, frozen=True):
    """A quantity that may be reported or not."""

    text: str
    sentence: str = ""


class GoldDocument(msgspec.Struct, frozen=True):
    """The right answers for one document. Keys that are absent are not assessed."""

    id: str
    told_figures: tuple[GoldFigure, ...] | None = msgspec.field(default=None, name="figures")
    told_findings: tuple[GoldFinding, ...] | None = msgspec.field(default=None, name="findings")
    text: str | None = None
    body: str | None = None
    agency: str | msgspec.UnsetType | None = msgspec.UNSET
    year: int | msgspec.UnsetType | None = msgspec.UNSET
    form: str | msgspec.UnsetType | None = msgspec.UNSET
    cells: dict[str, str | int | float | None] | None = None
    ignore: tuple[Ignored | str, ...] = ()
    ignore_after: str | None = None

    @property
    def figures(self) -> tuple[GoldFigure, ...]:
        return self.told_figures or ()

    @property
    def findings(self) -> tuple[GoldFinding, ...]:
        return self.told_findings or ()

    @property
    def group(self) -> str:
        """What is drawn together by the bootstrap: documents of one body are alike."""
        return self.body or (self.agency if isinstance(self.agency, str) else "") or self.id


_DECODER = msgspec.json.Decoder(GoldDocument)
_NEAR = 0.8
"""Likeness of a key to a known one from which it is taken for a slip."""
_CODE_LETTERS = frozenset("TCPYFD")


def canonical(indicator: str | None) -> str | None:
    """An indicator with the terms of a sum in one order; None and "" are no indicator."""
    return "+".join(sorted(indicator.split("+"))) if indicator else None


def number(value: str | int | float | None) -> Decimal | str | None:
    """A number as written in an answer; what is no number stays text and equals only itself."""
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value).replace(",", ""))
    except InvalidOperation:
        return str(value)


def parse_gold(line: bytes | str, where: str) -> GoldDocument:
    """One line of gold. Raises BadGold."""
    try:
        gold = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadGold(f"{where}: {NO_OBJECT}（{error}）") from None
    wrong = [*_misspelt(msgspec.json.decode(line)), *_faults(gold)]
    if wrong:
        raise BadGold("\n".join(f"{where} ({gold.id}): {w}" for w in wrong))
    return gold


def read_gold(path: Path) -> list[GoldDocument]:
    """A gold file, JSONL. Raises BadGold with every fault of the file, OSError."""
    out: list[GoldDocument] = []
    wrong: list[str] = []
    seen: set[str] = set()
    with path.open("rb") as file:
        for at, line in enumerate(file, 1):
            if not line.strip():
                continue
            where = f"{path.name}:{at}"
            try:
                gold = parse_gold(line.strip(b"\xef\xbb\xbf \t\r\n"), where)
            except BadGold as error:
                wrong.append(str(error))
                continue
            if gold.id in seen:
                wrong.append(f"{where}: id {gold.id} 重复")
            seen.add(gold.id)
            out.append(gold)
    if not out and not wrong:
        wrong.append(f"{path.name}: 没有标注")
    elif not wrong and not any(_assesses(gold) for gold in out):
        wrong.append(f"{path.name}: 没有可供评分的键（figures、findings、cells等）")
    if wrong:
        raise BadGold("\n".join(wrong))
    return out


def _assesses(gold: GoldDocument) -> bool:
    """Whether it has an answer to anything."""
    told = (gold.told_figures, gold.told_findings, gold.cells)
    who = (gold.agency, gold.year, gold.form)
    return any(t is not None for t in told) or any(w is not msgspec.UNSET for w in who)


def mode_of(golds: Sequence[GoldDocument]) -> Mode:
    """Whole reports have cells; passages have none."""
    return "reports" if any(g.cells is not None for g in golds) else "passages"


def _misspelt(raw: Mapping[str, Any]) -> Iterator[str]:
    """Keys that are nearly those that are known: what stands under them would not be assessed.

    Other keys are the annotator's own.
    """
    yield from _unknown(raw, GoldDocument, "")
    for name, kind in (("figures", GoldFigure), ("findings", GoldFinding)):
        for n, entry in enumerate(raw.get(name) or ()):
            yield from _unknown(entry, kind, f"{name}[{n}]: ")


def _unknown(entry: Mapping[str, Any], kind: type[msgspec.Struct], where: str) -> Iterator[str]:
    known = kind.__struct_encode_fields__
    for key in entry:
        near = [] if key in known else get_close_matches(key, known, 1, _NEAR)
        if near:
            yield f"{where}未知的键 {key!r}，是否应为 {near[0]!r}"


def _faults(gold: GoldDocument) -> Iterator[str]:
    for n, f in enumerate(gold.figures):
        for fault in _figure_faults(f, gold.text):
            yield f"figures[{n}] {f.text!r}: {fault}"
    for n, finding in enumerate(gold.findings):
        for fault in _finding_faults(finding, len(gold.figures)):
            yield f"findings[{n}]: {fault}"
    for cell, value in (gold.cells or {}).items():
        if not load_codebook().known(cell):
            yield f"cells: 未知的单元格 {cell!r}"
        elif isinstance(number(value), str):
            yield f"cells[{cell}]: {value!r} 不是数"


def _finding_faults(finding: GoldFinding, figures: int) -> Iterator[str]:
    for code in (finding.code, *finding.alt_codes):
        if not (len(code) == 4 and code[0] in _CODE_LETTERS and code[1:].isdigit()):
            yield f"{code!r} 不是规则编号"
    for i in finding.figures:
        if not 0 <= i < figures:
            yield f"没有第 {i} 个数（共 {figures} 个，从 0 起）"
    for cell in finding.cells:
        if not load_codebook().known(cell):
            yield f"未知的单元格 {cell!r}"


def _figure_faults(f: GoldFigure, text: str | None) -> Iterator[str]:
    if not f.text.strip():
        yield "text 为空"
    for name, value in (("value", f.value), ("low", f.low), ("high", f.high)):
        if isinstance(value, str) and isinstance(number(value), str | None):
            yield f"{name} {value!r} 不是数"
    for indicator in (f.indicator, *f.alt_indicators):
        if indicator is not None and not load_codebook().known(indicator):
            yield f"未知的指标 {indicator!r}"
    if (f.start is None) != (f.end is None):
        yield "start 与 end 只写了一个"
    elif f.start is not None and f.end is not None:
        if not 0 <= f.start < f.end:
            yield f"位置 {f.start}..{f.end} 不成立"
        elif text is not None and text[f.start : f.end] != f.text:
            yield f"位置 {f.start}..{f.end} 处是 {text[f.start : f.end]!r}"
