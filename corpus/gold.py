"""The gold answers of a report: cells, figures, relations and every finding that follows.

This is a second, plain implementation of what the rules check, written for the gold alone
(no import of `extractor`): it works on what the spec says, not on what a reader made of it.
Severity is left to the tool. Codes across years (Y…) come from `across`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from corpus.arithmetic import CODES, Interval, Relation, holds, interval
from corpus.markup import Mark, derived, number
from corpus.quantity import Quantity
from corpus.spec import COLUMNS, RESULTS, Paragraph, Spec, cell_value, outcome_rows

Finding = dict[str, Any]
_ROLES = {
    "parts": ("whole", "parts"),
    "flow": ("into", "out"),
    "share": ("stated", "of", "base"),
    "change": ("stated", "now", "before"),
}
_PERIOD = re.compile(r"(20\d\d)年1月1日.{0,6}?(?:(20\d\d)年)?12月31日")
_BLANK = ("", "/", "／", "-", "—", "－", "--", "——")
_FEE = re.compile(r"收费|处理费|费用|收取")
_SENTENCE_END = re.compile(r"[。！？!?\n]")


def values(spec: Spec) -> dict[str, Decimal | None]:
    """The cells that stand in the document; None where a cell holds no number."""
    return {c: cell_value(spec.cells[c])[0] for c in spec.present()}


def expand(indicator: str) -> list[str]:
    """An indicator -> the cells it is the sum of (derived ids expanded in full)."""
    out: list[str] = []
    for term in indicator.split("+"):
        parts = derived().get(term)
        out += [term] if parts is None else [c for p in parts for c in expand(p)]
    return out


def findings(spec: Spec) -> list[Finding]:
    """All that does not hold in the report itself, in the order structure, tables, prose."""
    cells = values(spec)
    return [
        *_structure(spec),
        *_cells(spec, cells),
        *_tables(spec, cells),
        *_against_tables(spec, cells),
        *_twice(spec),
        *(f for _, f in relations(spec) if f is not None),
    ]


def keys(found: Sequence[Finding]) -> list[str]:
    """Short names of findings, as a spec's `planted` list has them."""
    return [_key(f) for f in found]


def _key(f: Finding) -> str:
    what = f.get("key") or f.get("indicator") or (f["cells"][-1] if f["cells"] else "")
    return f"{f['code']} {what}".strip()


def _finding(code: str, cells: Sequence[str], left: Decimal, right: Decimal) -> Finding:
    return {
        "code": code,
        "cells": list(cells),
        "values": [number(left), number(right)],
        "difference": number(left - right),
    }


def _bare(code: str, key: str = "", cells: Sequence[str] = (), **more: object) -> Finding:
    out: Finding = {"code": code, "cells": list(cells), "values": [], "difference": None, **more}
    return out | {"key": key} if key else out


def _structure(spec: Spec) -> Iterator[Finding]:
    for n in spec.omit_sections:
        yield _bare("F101", str(n), section=spec.heading(n))
    for t in spec.omit_tables:
        if int(t[1]) not in spec.omit_sections:
            yield _bare("F102", t)
    lacking = sorted({k.partition(".")[0] for k in (*spec.omit_rows, *spec.omit_columns)})
    for t in lacking:
        yield _bare("F103", t)
    if (spec.form == "2021") != (spec.year >= 2021):
        yield _bare("F104", spec.form)
    if spec.form == "2021" and 6 not in spec.omit_sections and not _FEE.search(spec.prose(6)):
        yield _bare("F105", section=spec.heading(6))
    claimed = [int(y) for y in re.findall(r"20\d\d", spec.title)]
    for m in _PERIOD.finditer(spec.intro):
        claimed += [int(y) for y in m.groups() if y]
    wrong = [y for y in (*claimed, *map(int, spec.false_years)) if y != spec.year]
    if wrong:
        yield _bare("D101") | {"values": [str(spec.year), str(wrong[0])]}


def _cells(spec: Spec, cells: Mapping[str, Decimal | None]) -> Iterator[Finding]:
    blank = [c for c in cells if spec.cells[c].strip() in _BLANK]
    for t in sorted({c[:2] for c in blank}):
        # One line of a reviewer's list covers all blanks of a table.
        yield _bare("C101", t, [c for c in blank if c.startswith(t)])
    for c, value in cells.items():
        raw = spec.cells[c].strip()
        if raw in _BLANK:
            continue
        unit = cell_value(raw)[1]
        signed, money = c.endswith(".change"), c.endswith(".amount")
        own_unit = unit and c != "t2.procurement.amount"
        if value is None or own_unit or (value < 0 and not signed) or (value % 1 and not money):
            yield _bare("C102", cells=[c], raw=raw)


def _tables(spec: Spec, cells: Mapping[str, Decimal | None]) -> Iterator[Finding]:
    for row in ("rules", "normative"):
        issued = f"t2.{row}.{'issued' if spec.form == '2021' else 'published'}"
        pair = _known(cells, [f"t2.{row}.in_force", issued])
        if pair and pair[0] < pair[1]:
            ids = [issued, f"t2.{row}.in_force"]
            yield _finding("T201", ids, pair[0], pair[1])
    for c in (*COLUMNS, "total"):
        ids = [f"t3.{r}.{c}" for r in ("new", "carried_in", "total", "carried_out")]
        v = _known(cells, ids)
        if v and v[0] + v[1] != v[2] + v[3]:
            yield _finding("T301", ids, v[0] + v[1], v[2] + v[3])
    for c in (*COLUMNS, "total"):
        ids = [f"t3.{r}.{c}" for r in outcome_rows(spec.form)] + [f"t3.total.{c}"]
        v = _known(cells, ids)
        if v and sum(v[:-1]) != v[-1]:
            yield _finding("T302", ids, sum(v[:-1], Decimal(0)), v[-1])
    rows = dict.fromkeys(c.rsplit(".", 1)[0] for c in cells if c.startswith("t3."))
    for row in rows:
        ids = [f"{row}.{c}" for c in (*COLUMNS, "total")]
        v = _known(cells, ids)
        if v and sum(v[:-1]) != v[-1]:
            yield _finding("T303", ids, sum(v[:-1], Decimal(0)), v[-1])
    for group in ("review", "direct", "after_review"):
        ids = [f"t4.{group}.{r}" for r in (*RESULTS, "total")]
        v = _known(cells, ids)
        if v and sum(v[:-1]) != v[-1]:
            yield _finding("T401", ids, sum(v[:-1], Decimal(0)), v[-1])


def _known(cells: Mapping[str, Decimal | None], ids: Sequence[str]) -> list[Decimal] | None:
    """The values, or None where one is blank or absent (then the rule is skipped)."""
    found = [cells.get(i) for i in ids]
    return None if any(v is None for v in found) else [v for v in found if v is not None]


def _table_sum(indicator: str, cells: Mapping[str, Decimal | None]) -> Decimal | None:
    found = _known(cells, expand(indicator))
    return None if found is None else sum(found, Decimal(0))


def _against_tables(spec: Spec, cells: Mapping[str, Decimal | None]) -> Iterator[Finding]:
    for i, mark in enumerate(spec.marks()):
        readings = (mark.indicator, *mark.alternatives)
        if any(r is None or not r.startswith("t") for r in readings):
            continue
        own = mark.year in (None, spec.year) and mark.body is None
        if not own or mark.kind not in ("count", "cumulative", "amount"):
            continue
        sums = [_table_sum(r, cells) for r in readings if r]
        if any(s is None or interval(mark).meets(Interval(s, s)) for s in sums):
            continue
        indicator, true, said = mark.indicator or "", sums[0], mark.quantity.value
        if true is None:
            continue
        code = "P102" if (said == 0) != (true == 0) else "P101"
        yield _finding(code, expand(indicator), said, true) | {
            "indicator": indicator,
            "figures": [i],
        }


def _twice(spec: Spec) -> Iterator[Finding]:
    marks = spec.marks()
    at = {m.label: i for i, m in enumerate(marks) if m.label}
    stated = [tuple(at[label] for label in line.split()) for line in spec.same]
    for j, b in enumerate(marks):
        for i, a in enumerate(marks[:j]):
            one = a.indicator == b.indicator and (a.year, a.body) == (b.year, b.body)
            table = (a.indicator or "").startswith("t") and a.kind == b.kind
            if not one or not (table or (i, j) in stated) or interval(a).meets(interval(b)):
                continue
            ids = expand(a.indicator or "") if table else []
            found = _finding("P103", ids, a.quantity.value, b.quantity.value)
            yield found | {"indicator": a.indicator, "figures": [i, j]}


def relations(spec: Spec) -> list[tuple[dict[str, Any], Finding | None]]:
    """Every relation of the spec in the gold's form, with its finding if it does not hold."""
    marks = spec.marks()
    at = {m.label: i for i, m in enumerate(marks) if m.label}
    cells = values(spec)
    operands = list(marks)
    refs: list[dict[str, Any]] = [{"figure": i} for i in range(len(marks))]

    def place(word: str) -> int:
        if word in at:
            return at[word]
        value = _table_sum(word, cells)
        if value is None:
            raise ValueError(f"{spec.id}: relation over {word!r}, no label and no number")
        operands.append(_cell_mark(word, value))
        refs.append({"cells": expand(word)})
        return len(operands) - 1

    out: list[tuple[dict[str, Any], Finding | None]] = []
    for line in spec.relations:
        kind, _, rest = line.partition(" ")
        if kind not in CODES or rest.count(":") != 1:
            raise ValueError(f"{spec.id}: cannot read relation {line!r}")
        left, right = (
            tuple(tuple(place(w) for w in group.split("&")) for group in side.split())
            for side in rest.split(":")
        )
        relation = Relation(kind, left, right)
        gold = _relation_gold(relation, operands, refs)
        ok, _ = holds(relation, operands)
        out.append((gold, None if ok else _broken(relation, operands, refs)))
    return out


def _cell_mark(cell: str, value: Decimal) -> Mark:
    quantity = Quantity(value, value, value, "", "exact", Decimal(1))
    return Mark(cell, 0, 0, quantity, "count", cell, (), None, None, False)


def _relation_gold(
    r: Relation, operands: Sequence[Mark], refs: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    kind = "parts" if r.kind == "open" else r.kind
    roles = _ROLES[kind]
    groups = [[i for g in r.left for i in g]]
    flat = kind in ("parts", "flow")
    groups += [[i for g in r.right for i in g]] if flat else [list(g) for g in r.right]
    named = {k: [refs[i] for i in g] for k, g in zip(roles, groups, strict=True)}
    if kind == "change" and operands[r.left[0][0]].quantity.unit in ("%", "倍"):
        kind = "change_rate"
    return {"kind": kind, **named, **({"open": True} if r.kind == "open" else {})}


def _broken(r: Relation, operands: Sequence[Mark], refs: Sequence[dict[str, Any]]) -> Finding:
    _, difference = holds(r, operands)
    figures = [refs[i]["figure"] for i in r.indices() if "figure" in refs[i]]
    cells = [c for i in r.indices() if "cells" in refs[i] for c in refs[i]["cells"]]
    stated = sum((operands[i].quantity.value for g in r.left for i in g), Decimal(0))
    code = CODES[r.kind]
    out: Finding = {"code": code, "cells": cells, "values": [number(stated)], "figures": figures}
    if difference is not None:
        out["values"].append(number(round(_other(r, operands, stated, difference), 2)))
    out["difference"] = None if difference is None else number(round(difference, 2))
    return out | {"key": "+".join(operands[i].label for i in (g for h in r.left for g in h))}


def _other(r: Relation, operands: Sequence[Mark], stated: Decimal, difference: Decimal) -> Decimal:
    """The side that the stated one is held against."""
    if r.kind in ("parts", "open", "flow"):
        return sum((operands[i].quantity.value for g in r.right for i in g), Decimal(0))
    first, second = (sum((operands[i].quantity.value for i in g), Decimal(0)) for g in r.right)
    unit = operands[r.left[0][0]].quantity.unit
    if not second or (r.kind == "change" and unit not in ("%", "倍")):
        return abs(first - second)
    ratio = first / second
    true = abs(ratio - 1) if r.kind == "change" else ratio
    return true * (100 if unit == "%" else 1)


def across(spec: Spec, before: Spec) -> list[Finding]:
    """What does not hold against the same agency's report of the year before (Y101, Y102).

    Stocks of two forms are not compared: that of 2019 counts 对外公开总数量.
    """
    now, then = values(spec), values(before)
    out: list[Finding] = []
    for c in (*COLUMNS, "total"):
        a, b = now.get(f"t3.carried_in.{c}"), then.get(f"t3.carried_out.{c}")
        if a is not None and b is not None and a != b:
            out.append(_finding("Y101", [f"t3.carried_in.{c}"], a, b))
    if spec.form != before.form:
        return out
    for row in ("rules", "normative"):
        ids = [f"t2.{row}.{k}" for k in ("in_force", "issued", "repealed")]
        v, stock = _known(now, ids), then.get(f"t2.{row}.in_force")
        if v and stock is not None and v[0] != stock + v[1] - v[2]:
            out.append(_finding("Y102", ids, v[0], stock + v[1] - v[2]))
    return out


def sentence(text: str, start: int, end: int) -> str:
    """The sentence of a paragraph that a figure stands in."""
    left = [m.end() for m in _SENTENCE_END.finditer(text, 0, start)]
    right = _SENTENCE_END.search(text, end)
    return text[left[-1] if left else 0 : right.end() if right else len(text)].strip()


def figures(spec: Spec) -> list[dict[str, Any]]:
    """The gold figures without offsets, which depend on the rendering."""
    out: list[dict[str, Any]] = []
    of = _bases(spec)
    for p in (b for b in spec.blocks() if isinstance(b, Paragraph)):
        for m in p.marks:
            if m.ignored:
                continue
            gold = m.gold()
            del gold["start"], gold["end"]
            if len(out) in of:
                gold["of"] = of[len(out)]
            out.append(gold | {"sentence": sentence(p.text, m.start, m.end)})
    return out


def _bases(spec: Spec) -> dict[int, str]:
    """Figure index of a share or change -> the indicator that it is a share or change of."""
    marks = spec.marks()
    out: dict[int, str] = {}
    for gold, _ in relations(spec):
        target = (gold.get("of") or gold.get("now") or [{}])[0]
        stated = gold.get("stated", [{}])[0].get("figure")
        indicator = marks[target["figure"]].indicator if "figure" in target else None
        if stated is not None and indicator:
            out[stated] = indicator
    return out


def ignored(spec: Spec) -> list[dict[str, str]]:
    """Quantities that may be reported or not."""
    return [
        {"text": m.text, "sentence": sentence(p.text, m.start, m.end)}
        for p in spec.blocks()
        if isinstance(p, Paragraph)
        for m in p.marks
        if m.ignored
    ]


def check(spec: Spec) -> list[str]:
    """What is wrong with the spec itself: findings that it does not say, or says in vain."""
    found, said = sorted(keys(findings(spec))), sorted(spec.planted)
    return [f"{spec.id}: not planted but found: {k}" for k in found if k not in said] + [
        f"{spec.id}: planted but not found: {k}" for k in said if k not in found
    ]
