"""Seeded planting of one error of a given code into a clean spec, for metamorphic tests.

`plant(spec, code, seed)` changes one thing (a number of the prose, a cell, a piece of the
structure) and returns the changed spec with `planted` set to every finding that follows from
it, knock-on ones included, as `corpus.gold` computes them. None where the spec has nothing
that this error could be planted in (no share, no zero statement …).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from corpus import forms, gold
from corpus.markup import MARK, Mark
from corpus.spec import Spec, outcome_rows

Planter = Callable[[Spec, random.Random], Spec | None]
_PLAIN = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>\D{1,4})")
_EMPTY = ("", "/", "—")
_LETTERS = ("见附件", "无", "若干")


def plant(spec: Spec, code: str, seed: int = 0) -> Spec | None:
    """One error of `code` in a clean spec. Raises KeyError for an unknown code."""
    rng = random.Random(f"{seed}:{spec.id}:{code}")
    planted = _PLANTERS[code](spec, rng)
    if planted is None:
        return None
    pruned = _prune(planted)
    keys = gold.keys(gold.findings(pruned))
    if not any(k.split()[0] == code for k in keys):
        return None
    return replace(pruned, planted=tuple(keys), notes=f"{spec.id} with {code} planted")


def plant_all(spec: Spec, seed: int = 0) -> Iterator[tuple[str, Spec]]:
    """Every code that can be planted in this spec."""
    for code in _PLANTERS:
        planted = plant(spec, code, seed)
        if planted is not None:
            yield code, planted


def _prune(spec: Spec) -> Spec:
    """Drops relations over figures or cells that are no longer there."""
    there = {m.label for m in spec.marks() if m.label} | set(spec.present())

    def stands(line: str) -> bool:
        words = re.findall(r"[\w.]+", line.partition(" ")[2])
        return all(set(gold.expand(w)) <= there or w in there for w in words)

    relations = tuple(r for r in spec.relations if stands(r))
    same = tuple(s for s in spec.same if all(w in there for w in s.split()))
    return replace(spec, relations=relations, same=same)


def rewrite(spec: Spec, index: int, text: str) -> Spec:
    """Figure `index` reads `text` instead; its marked value and interval follow from it."""
    seen = -1

    def one(marked: str) -> str:
        def each(m: re.Match[str]) -> str:
            nonlocal seen
            options = (m[3] or "").split()
            if "i" in options:
                return m[0]
            seen += 1
            if seen != index:
                return m[0]
            kept = [o for o in options if o.partition("=")[0] not in ("v", "lo", "hi", "q")]
            return "{" + "|".join([text, m[2], " ".join(kept)]) + "}"

        return MARK.sub(each, marked)

    intro = one(spec.intro)
    order = [k for n in range(1, 7) for k in (str(n), f"{n}.after")]
    live = [k for k in order if k in spec.sections and int(k[0]) not in spec.omit_sections]
    sections = {**spec.sections, **{k: one(spec.sections[k]) for k in live}}
    return replace(spec, intro=intro, sections=sections)


def _shifted(mark: Mark, rng: random.Random, least: int = 1) -> str | None:
    """The figure's text with another number in it, written in the same way."""
    m = _PLAIN.fullmatch(mark.text)
    if m is None or mark.quantity.qualifier != "exact":
        return None
    digits = m["number"].replace(",", "")
    places = len(digits.partition(".")[2])
    value = Decimal(digits)
    shift = Decimal(max(least, rng.randint(1, max(1, int(value) // 8 + 1))))
    ceiling = Decimal(100) if m["unit"] == "%" else None
    down = value > shift and (rng.random() < 0.5 or (ceiling and value + shift > ceiling))
    new = value - shift if down else value + shift
    shown = f"{new:,.{places}f}" if "," in m["number"] else f"{new:.{places}f}"
    return shown + m["unit"]


def _rewritten(
    spec: Spec, rng: random.Random, candidates: Sequence[int], least: int = 1
) -> Spec | None:
    marks = spec.marks()
    for i in rng.sample(list(candidates), len(candidates)):
        text = _shifted(marks[i], rng, least)
        if text is not None:
            return rewrite(spec, i, text)
    return None


def _states(mark: Mark, spec: Spec) -> bool:
    """Does the figure state a cell, or a sum of cells, of the report's own tables?"""
    readings = (mark.indicator, *mark.alternatives)
    table = all(r is not None and r.startswith("t") for r in readings)
    if not table or mark.year or mark.body or mark.kind not in ("count", "cumulative"):
        return False
    return set(gold.expand(mark.indicator or "")) <= set(spec.present())


def _p101(spec: Spec, rng: random.Random) -> Spec | None:
    marks = spec.marks()
    return _rewritten(
        spec,
        rng,
        [i for i, m in enumerate(marks) if _states(m, spec) and m.quantity.value > 1],
    )


_ZERO_CELLS = {
    "t3.new.total": ("t3.new.person", "t3.granted.person"),
    "t3.carried_in.total": ("t3.carried_in.person", "t3.granted.person"),
    "t3.carried_out.total": ("t3.carried_in.person", "t3.carried_out.person"),
    "t4.review.total": ("t4.review.upheld",),
    "t4.litigation.total": ("t4.direct.upheld",),
    "t4.review.total+t4.litigation.total": ("t4.review.upheld",),
    "t2.normative.issued": ("t2.normative.issued", "t2.normative.in_force"),
}


def _p102(spec: Spec, rng: random.Random) -> Spec | None:
    zeros = [
        m.indicator
        for m in spec.marks()
        if m.quantity.value == 0 and m.indicator in _ZERO_CELLS and _states(m, spec)
    ]
    if not zeros:
        return None
    raised: dict[str, int] = {}
    for cell in _ZERO_CELLS[rng.choice(zeros)]:
        raised[cell] = raised.get(cell, 0) + 1
    return _raise(spec, raised)


def _raise(spec: Spec, by: Mapping[str, int]) -> Spec:
    """Raises cells and, for tables 3 and 4, the totals that depend on them."""
    cells = dict(spec.cells)

    def add(cell: str, n: int) -> None:
        cells[cell] = str(int(cells[cell]) + n)

    for cell, n in by.items():
        table, row, column = cell[:2], cell.rsplit(".", 1)[0][3:], cell.rsplit(".", 1)[1]
        add(cell, n)
        if table in ("t3", "t4"):
            add(f"{table}.{row}.total", n)
        if table == "t3" and row in outcome_rows(spec.form):
            add(f"t3.total.{column}", n)
            add("t3.total.total", n)
    return replace(spec, cells=cells)


def _p103(spec: Spec, rng: random.Random) -> Spec | None:
    told = [
        m
        for m in spec.marks()
        if m.indicator == "t3.new.total" and _states(m, spec) and m.quantity.value > 0
    ]
    if not told or 5 in spec.omit_sections:
        return None
    other = int(told[0].quantity.value) + rng.randint(1, 9)
    figure = f"{{{other}件|t3.new.total}}"
    said = f"{spec.year}年本机关收到的{figure}政府信息公开申请中，仍有答复不够及时的。"
    sections = {**spec.sections, "5": spec.sections.get("5", "").rstrip() + "\n" + said + "\n"}
    return replace(spec, sections=sections)


def _of_relations(spec: Spec, kinds: tuple[str, ...], role: str) -> list[int]:
    """Figures in a role of the spec's relations of some kinds."""
    return [
        ref["figure"]
        for r, _ in gold.relations(spec)
        if r["kind"] in kinds and not r.get("open")
        for ref in r[role]
        if "figure" in ref
    ]


def _p201(spec: Spec, rng: random.Random) -> Spec | None:
    marks = spec.marks()
    parts = _of_relations(spec, ("parts",), "parts")
    loose = [i for i in parts if not _states(marks[i], spec)]
    return _rewritten(spec, rng, loose or parts)


def _p202(spec: Spec, rng: random.Random) -> Spec | None:
    return _rewritten(spec, rng, _of_relations(spec, ("share",), "stated"), least=3)


def _p203(spec: Spec, rng: random.Random) -> Spec | None:
    stated = _of_relations(spec, ("change", "change_rate"), "stated")
    return _rewritten(spec, rng, stated, least=4)


def _t201(spec: Spec, rng: random.Random) -> Spec | None:
    issued = "issued" if spec.form == "2021" else "published"
    stock = int(spec.cells["t2.normative.in_force"])
    more = str(stock + rng.randint(1, 3))
    return replace(spec, cells={**spec.cells, f"t2.normative.{issued}": more})


def _t301(spec: Spec, rng: random.Random) -> Spec | None:
    return _raise(spec, {"t3.carried_out.person": rng.randint(1, 4)})


def _t302(spec: Spec, rng: random.Random) -> Spec | None:
    return _bump(spec, rng, [f"t3.{rng.choice(outcome_rows(spec.form))}.person"], row=True)


def _t303(spec: Spec, rng: random.Random) -> Spec | None:
    rows = [r for r in outcome_rows(spec.form) if spec.cells[f"t3.{r}.total"] != "0"]
    row = rng.choice(rows or ["new"])
    return _bump(spec, rng, [f"t3.{row}.total"])


def _t401(spec: Spec, rng: random.Random) -> Spec | None:
    group = rng.choice(("review", "direct", "after_review"))
    return _bump(spec, rng, [f"t4.{group}.total"])


def _bump(spec: Spec, rng: random.Random, cells: list[str], row: bool = False) -> Spec:
    """Adds to cells alone; `row` adds to the row's total as well, so that the row holds."""
    n = rng.randint(1, 5)
    if row:
        cells = [*cells, cells[0].rsplit(".", 1)[0] + ".total"]
    return replace(spec, cells={**spec.cells, **{c: str(int(spec.cells[c]) + n) for c in cells}})


def _c101(spec: Spec, rng: random.Random) -> Spec | None:
    return replace(spec, cells={**spec.cells, rng.choice(spec.present()): rng.choice(_EMPTY)})


def _c102(spec: Spec, rng: random.Random) -> Spec | None:
    counts = [c for c in spec.present() if not c.endswith((".amount", ".change"))]
    cell = rng.choice(counts)
    wrong = (f"{spec.cells[cell]}件", f"{spec.cells[cell]}.5", "-2", rng.choice(_LETTERS))
    return replace(spec, cells={**spec.cells, cell: rng.choice(wrong)})


def _f101(spec: Spec, rng: random.Random) -> Spec | None:
    return replace(spec, omit_sections=(rng.choice((5, 6)),))


def _f102(spec: Spec, rng: random.Random) -> Spec | None:
    return replace(spec, omit_tables=(rng.choice(forms.TABLES),))


def _f103(spec: Spec, rng: random.Random) -> Spec | None:
    empty = [r for r in outcome_rows(spec.form) if spec.cells[f"t3.{r}.total"] == "0"]
    if rng.random() < 0.3 or not empty:
        return replace(spec, omit_columns=(f"t3.{rng.choice(('research', 'ngo', 'legal'))}",))
    return replace(spec, omit_rows=(f"t3.{rng.choice(empty)}",))


def _f104(spec: Spec, rng: random.Random) -> Spec | None:
    """The 2021 report on the tables of 2019 (the other way round is not met in the wild)."""
    if spec.form != "2021":
        return None
    cells = {c: "0" for t in forms.TABLES for c in forms.grid("2019", t).cells()}
    cells |= {c: v for c, v in spec.cells.items() if c in cells}
    for column in (*forms.data()["t3_columns"],):
        parts = (spec.cells[f"t3.other.{k}.{column}"] for k in ("no_correction", "unpaid", "other"))
        cells[f"t3.other.{column}"] = str(sum(map(int, parts)))
    for old, new in (("issued", "made"), ("issued", "published")):
        cells[f"t2.normative.{new}"] = spec.cells[f"t2.normative.{old}"]
    cells["t2.procurement.amount"] = "0"
    return replace(spec, form="2019", cells=cells)


def _f105(spec: Spec, rng: random.Random) -> Spec | None:
    if spec.form != "2021":
        return None
    return replace(spec, sections={**spec.sections, "6": rng.choice(("无。", "没有其他事项。"))})


def _d101(spec: Spec, rng: random.Random) -> Spec | None:
    last = str(spec.year - 1)
    intro = re.sub(rf"{spec.year}(?=年1(?:月1日|2月31日))", last, spec.intro)
    return None if intro == spec.intro else replace(spec, intro=intro)


_PLANTERS: dict[str, Planter] = {
    "T201": _t201, "T301": _t301, "T302": _t302, "T303": _t303, "T401": _t401,
    "C101": _c101, "C102": _c102,
    "P101": _p101, "P102": _p102, "P103": _p103, "P201": _p201, "P202": _p202, "P203": _p203,
    "F101": _f101, "F102": _f102, "F103": _f103, "F104": _f104, "F105": _f105, "D101": _d101,
}  # fmt: skip
CODES = tuple(_PLANTERS)
