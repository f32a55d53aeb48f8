"""How well `gouji duplicates` tells copies from reports that only sound alike.

`python -m eval.copies` makes archives out of the corpus reports of the test split, each report
under one of the treatments below, reads them, and holds the pairs that are found against those
that were made; `--splits train dev` is for development, `--misses` lists what went wrong, and
`--write` puts the table into docs/dataset.md.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from corpus import render_office
from corpus.markup import MARK
from corpus.render import render
from corpus.spec import Spec
from eval.documents import report_specs
from eval.formats import write_into_page
from extractor.bulk import Item
from extractor.bulk.batch import check_batch, pages
from extractor.bulk.duplicates import Copy, find_copies
from extractor.bulk.tables import flatten

PAGE = Path(__file__).parents[1] / "docs" / "dataset.md"
SEED = 7
STYLES = ("pipe", "crawler", "html_plain", "html_portal", "docx_plain", "html_word", "docx_rich")
FEW, MOST = 0.25, 0.6
"""Shares of the numbers that are left as they were: facts that last, and a report half redone."""

_PLACES = "丰乐临兴凤华嘉定宁安宝岚岭川平庆德文新昌明朗林桐榆江河泰洛海清源溪潭瑞田石禾竹"
_YEAR = re.compile(r"20[012]\d(?=年|\.\d|-\d)")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CHINESE = re.compile(r"[一二三四五六七八九十百两]+")
_SET_PHRASES = (
    "坚持以公开为常态、不公开为例外，把政务公开贯穿决策、执行、管理、服务、结果全过程。",
    "认真落实《中华人民共和国政府信息公开条例》，进一步完善工作机制，明确专人负责，压实工作责任。",
    "对照26个试点领域基层政务公开标准目录，逐项梳理应公开事项，做到应公开尽公开。",
    "严格执行信息发布审核制度，落实先审后发、一事一审，确保不泄露国家秘密、商业秘密和个人隐私。",
    "在政务服务大厅设置公开专区，配备查询设备，方便群众就近获取政府信息。",
    "一是公开的主动性有待提高，二是工作人员业务能力有待加强，三是公开内容有待进一步丰富。",
    "下一步将加强学习培训，提高业务水平，不断提升政府信息公开工作质量，更好满足群众信息需求。",
    "答复按时率100%，全年未发生因信息公开引起的行政复议和行政诉讼。",
)
"""What many reports say in these or nearly these words, with the numbers that go with it."""


@dataclass
class Case:
    """Documents of one treatment; `copies` are (kind, document, document it copies)."""

    reports: list[tuple[Spec, str]]
    copies: list[tuple[str, int, int]] = field(default_factory=list)


Treatment = Callable[[Spec, Sequence[Spec], random.Random], Case]


# -- what can be done to a report -------------------------------------------------------------


def everywhere(spec: Spec, change: Callable[[str], str]) -> Spec:
    """A change of all words, those of the marked figures included."""
    return replace(
        spec,
        title=change(spec.title),
        intro=change(spec.intro),
        signature=change(spec.signature),
        sections={n: change(text) for n, text in spec.sections.items()},
    )


def moved(spec: Spec, name: str | None = None, years: int = 0) -> Spec:
    """Under another place's name, in another year, every number as it was."""
    old = spec.agency[:2]
    place = name or old

    def change(text: str) -> str:
        return _YEAR.sub(lambda m: str(int(m[0]) + years), text).replace(old, place)

    return replace(everywhere(spec, change), agency=place + spec.agency[2:], year=spec.year + years)


def renumbered(spec: Spec, rng: random.Random, kept: float = 0.0) -> Spec:
    """With other numbers in tables and prose; in the prose each is kept with a chance of `kept`."""

    def other(mark: re.Match[str]) -> str:
        options = (mark[3] or "").split()
        if "i" in options or "q=zero" in options or rng.random() < kept:
            return mark[0]
        told = _DIGITS.sub(lambda m: _other(m[0], rng), mark[1])
        if told == mark[1]:
            told = _CHINESE.sub(lambda _: rng.choice("二三四五六七八九") + "十", told, count=1)
        return "{" + told + mark[0][1 + len(mark[1]) :]

    cells = {
        i: _other(v, rng) if v.isascii() and v.isdigit() and v != "0" else v
        for i, v in spec.cells.items()
    }
    sections = {n: MARK.sub(other, text) for n, text in spec.sections.items()}
    return replace(spec, sections=sections, cells=cells)


def _other(told: str, rng: random.Random) -> str:
    """Another number of the same kind, some tenths away."""
    whole, point, rest = told.replace(",", "").partition(".")
    number = max(1, round(int(whole) * rng.uniform(0.55, 1.6)))
    number += number == int(whole)
    return (
        (f"{number:,}" if "," in told else str(number))
        + point
        + "".join(rng.choice("123456789") for _ in rest)
    )


def shuffled(spec: Spec, rng: random.Random) -> Spec:
    """The paragraphs of a section in another order."""
    return replace(spec, sections={n: _mixed(text, rng) for n, text in spec.sections.items()})


def _mixed(text: str, rng: random.Random) -> str:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    rng.shuffle(lines)
    return "\n".join(lines)


def patched(spec: Spec, donor: Spec, rng: random.Random) -> Spec:
    """One paragraph of the first section is another report's."""
    lines = spec.sections.get("1", "").strip().splitlines()
    given = donor.sections.get("1", "").strip().splitlines()
    if lines and given:
        lines[rng.randrange(len(lines))] = rng.choice(given)
    return replace(spec, sections={**spec.sections, "1": "\n".join(lines)})


def amended(spec: Spec, rng: random.Random) -> Spec:
    """As an office corrects what it has published: one number, one sentence more."""
    text = spec.sections.get("1", "")
    marks = [m for m in MARK.finditer(text) if _DIGITS.search(m[1])]
    if marks:
        m = rng.choice(marks)
        text = text[: m.start()] + _DIGITS.sub(lambda d: _other(d[0], rng), m[1]) + text[m.end() :]
    return replace(spec, sections={**spec.sections, "1": text + "\n更正说明：以上数据已经核对。\n"})


def phrased(spec: Spec, rng: random.Random) -> Spec:
    """With phrases that any office may use."""
    some = rng.sample(_SET_PHRASES, 5)
    text = spec.sections.get("1", "") + "\n" + "".join(some[:3])
    rest = spec.sections.get("5", "") + "\n" + "".join(some[3:])
    return replace(spec, sections={**spec.sections, "1": text, "5": rest})


# -- copies -----------------------------------------------------------------------------------


def other_rendering(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    one, two = rng.sample(STYLES, 2)
    return Case([(spec, one), (spec, two)], [("same", 1, 0)])


def amended_later(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    return Case(_set(rng, spec, amended(spec, rng)), [("same", 1, 0)])


def paragraph_replaced(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    return Case(_set(rng, spec, patched(spec, rng.choice(others), rng)), [("same", 1, 0)])


def paragraphs_reordered(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    return Case(_set(rng, spec, shuffled(spec, rng)), [("same", 1, 0)])


def three_times(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    return Case(_set(rng, spec, spec, amended(spec, rng)), [("same", 1, 0), ("same", 2, 0)])


def only_year_changed(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    return Case(_set(rng, spec, moved(spec, years=1)), [("year", 1, 0)])


def table_new(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    later = renumbered(moved(spec, years=1), rng, kept=1.0)
    return Case(_set(rng, spec, later), [("year", 1, 0)])


def half_updated(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    later = renumbered(moved(spec, years=1), rng, kept=MOST)
    return Case(_set(rng, spec, later), [("year", 1, 0)])


def reordered_and_replaced(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    later = patched(shuffled(moved(spec, years=1), rng), rng.choice(others), rng)
    return Case(_set(rng, spec, renumbered(later, rng, kept=1.0)), [("year", 1, 0)])


def only_name_changed(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    return Case(_set(rng, spec, moved(spec, _place(rng))), [("agency", 1, 0)])


def name_and_table_new(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    later = renumbered(moved(spec, _place(rng)), rng, kept=1.0)
    return Case(_set(rng, spec, later), [("agency", 1, 0)])


def successor(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    """The body that another was merged into goes on with its report, half brought up to date."""
    later = renumbered(moved(spec, _place(rng), years=1), rng, kept=MOST)
    return Case(_set(rng, spec, later), [("agency", 1, 0)])


def name_and_paragraph_new(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    later = patched(shuffled(moved(spec, _place(rng)), rng), rng.choice(others), rng)
    return Case(_set(rng, spec, renumbered(later, rng, kept=1.0)), [("agency", 1, 0)])


# -- what is no copy --------------------------------------------------------------------------


def next_year(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    later = renumbered(moved(spec, years=1), rng)
    return Case(_set(rng, phrased(spec, rng), phrased(later, rng)))


def next_year_lasting_facts(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    return Case(_set(rng, spec, renumbered(moved(spec, years=1), rng, kept=FEW)))


def two_towns(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    """One template, and nothing else in common."""
    return Case(_set(rng, spec, renumbered(moved(spec, _place(rng)), rng)))


def county_template(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    """Eight towns fill in one template; some numbers stand in it for all of them."""
    kept = renumbered(spec, rng, kept=1.0)
    fixed = {
        n: MARK.sub(lambda m: m[1] if rng.random() < FEW else m[0], text)
        for n, text in kept.sections.items()
    }
    template = replace(kept, sections=fixed)
    towns = [renumbered(moved(template, _place(rng)), rng) for _ in range(8)]
    return Case(_set(rng, *towns))


def one_name_for_two_towns(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    """A crawler gave both the county's name: only what they say tells them apart."""
    return Case(_set(rng, spec, renumbered(spec, rng)))


def independent_years(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    """Two years' reports by two authors of one office, with the phrases of the trade."""
    other = rng.choice(others)
    later = replace(
        everywhere(other, lambda t: t.replace(other.agency, spec.agency)),
        agency=spec.agency,
    )
    later = renumbered(moved(later, years=spec.year + 1 - other.year), rng)
    return Case(_set(rng, phrased(spec, rng), phrased(later, rng)))


COPIES: tuple[Treatment, ...] = (
    other_rendering, amended_later, paragraph_replaced, paragraphs_reordered, three_times,
    only_year_changed, table_new, half_updated, reordered_and_replaced,
    only_name_changed, name_and_table_new, successor, name_and_paragraph_new,
)  # fmt: skip
NO_COPIES: tuple[Treatment, ...] = (
    next_year, next_year_lasting_facts, two_towns, county_template, one_name_for_two_towns,
    independent_years,
)  # fmt: skip


def _set(rng: random.Random, *specs: Spec) -> list[tuple[Spec, str]]:
    return [(spec, rng.choice(STYLES)) for spec in specs]


def has_place(spec: Spec) -> bool:
    """Whether the name begins with a place's, so that another's can stand there."""
    return re.match(r".{2,5}?[省市县区州旗镇乡盟]", spec.agency) is not None


def _place(rng: random.Random) -> str:
    return "".join(rng.sample(_PLACES, 3))


# -- measuring --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Miss:
    """A pair that was made and not found, or found and not made."""

    treatment: str
    kind: str
    made: bool
    told: str


@dataclass
class Score:
    """Pairs over all archives: by treatment those made and those of them found, and the rest."""

    made: Counter[tuple[str, str]] = field(default_factory=Counter)
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    cases: Counter[str] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)


def measure(specs: Sequence[Spec]) -> Score:
    """Every report under every treatment, as many archives as there are treatments."""
    score = Score()
    treatments = (*COPIES, *NO_COPIES)
    for turn in range(len(treatments)):
        rng = random.Random(f"{SEED} {turn}")
        cases = []
        for n, spec in enumerate(specs):
            treatment = treatments[(n + turn) % len(treatments)]
            others = [s for s in specs if s.agency != spec.agency and s.form == spec.form]
            # Another place for each, as two corpus reports may be one body's.
            case = treatment(moved(spec, _place(rng)), others, rng)
            cases.append((treatment.__name__, case))
        add(cases, score)
    return score


def add(cases: Sequence[tuple[str, Case]], score: Score) -> None:
    """Reads one archive and counts its pairs into `score`."""
    documents: list[Item] = []
    made: dict[tuple[str, int, int], str] = {}
    of: list[str] = []
    for name, case in cases:
        first = len(documents)
        documents += [Item(rendered(spec, style), f"{style}") for spec, style in case.reports]
        of += [name] * len(case.reports)
        made |= {(kind, first + one, first + two): name for kind, one, two in case.copies}
        score.cases[name] += 1
    found = {(c.kind, c.doc, c.copied_doc): c for c in copies(documents)}
    for (kind, one, two), name in made.items():
        score.made[name, kind] += 1
        if (kind, one, two) in found:
            score.found[name, kind] += 1
        else:
            score.misses.append(Miss(name, kind, True, documents[one].uri or ""))
    for (kind, one, two), copy in found.items():
        if (kind, one, two) not in made:
            name = of[one] if of[one] == of[two] else "unrelated reports"
            score.wrong[name, kind] += 1
            score.misses.append(Miss(name, kind, False, copy.message + copy.evidence))


def copies(documents: Sequence[Item]) -> list[Copy]:
    """What is found among the documents, as of a dataset of them."""
    tables = flatten(check_batch(pages(documents)))
    with duckdb.connect() as connection:
        for name, table in tables.items():
            connection.register(name, table)
        return list(find_copies(connection))


def rendered(spec: Spec, style: str) -> bytes:
    """Without markup, as what the marks promise no longer holds."""
    bare = replace(
        spec,
        sections={n: MARK.sub(lambda m: m[1], text) for n, text in spec.sections.items()},
        relations=(), same=(), planted=(), false_years=(),
    )  # fmt: skip
    maker = render_office.render if style in render_office.STYLES else render
    return maker(bare, style).data


def table(score: Score) -> str:
    rows = ["| what was done | reports | pairs to find | found | wrongly found |"]
    rows.append("| --- | ---: | ---: | ---: | ---: |")
    for treatment in (*COPIES, *NO_COPIES):
        name = treatment.__name__
        rows.append(_row(name.replace("_", " "), score, [name]))
    rows.append(_row("unrelated reports", score, ["unrelated reports"]))
    rows += ["", "| kind | precision | recall |", "| --- | ---: | ---: |"]
    for kind in ("same", "year", "agency"):
        made, found, wrong = (
            sum(n for (_, k), n in counts.items() if k == kind)
            for counts in (score.made, score.found, score.wrong)
        )
        rows.append(f"| `{kind}` | {found / (found + wrong):.3f} | {found / made:.3f} |")
    return "\n".join(rows)


def _row(label: str, score: Score, names: Sequence[str]) -> str:
    made, found, wrong = (
        sum(n for (name, _), n in counts.items() if name in names)
        for counts in (score.made, score.found, score.wrong)
    )
    cases = sum(score.cases[name] for name in names)
    return f"| {label} | {cases or ''} | {made or ''} | {found if made else ''} | {wrong} |"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--splits", nargs="*", default=["test"], help="whose reports are treated")
    parser.add_argument("--misses", action="store_true", help="also list what went wrong")
    parser.add_argument("--write", action="store_true", help="put the table into docs/dataset.md")
    chosen = parser.parse_args(arguments)
    specs = [s for split in chosen.splits for s in report_specs(split) if has_place(s)]
    score = measure(specs)
    print(table(score))
    if chosen.misses:
        for miss in score.misses:
            print("missed" if miss.made else "wrong", miss.treatment, miss.kind, miss.told)
    if chosen.write:
        write_into_page("measured: copies", table(score), PAGE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
