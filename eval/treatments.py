"""What is done to corpus reports to make copies of them, and what only resembles copies.

A treatment takes a report, others that can lend a paragraph, and a source of chance, and gives
documents and the pairs of them that are copies. `eval.copies` measures with it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from corpus import render_office
from corpus.markup import MARK
from corpus.render import render
from corpus.spec import Spec

STYLES = ("pipe", "crawler", "html_plain", "html_portal", "docx_plain", "html_word", "docx_rich")
FEW, MOST, NEARLY_ALL = 0.25, 0.6, 0.9
"""Shares of the numbers that are left: facts that last, a report half redone, a copy."""

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
    """With other numbers in tables and prose; of those of the prose the share `kept` stays."""
    marks = [m[0] for text in spec.sections.values() for m in MARK.finditer(text) if _varies(m)]
    stay = set(rng.sample(range(len(marks)), int(kept * len(marks))))
    number = -1

    def other(mark: re.Match[str]) -> str:
        nonlocal number
        number += _varies(mark)
        if not _varies(mark) or number in stay:
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


def _varies(mark: re.Match[str]) -> bool:
    """Whether it is a figure of the year, not a fixed phrase and not none."""
    return not {"i", "q=zero"} & set((mark[3] or "").split())


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
    return Case(_set(rng, spec, moved(spec, a_place(rng))), [("agency", 1, 0)])


def name_and_table_new(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    later = renumbered(moved(spec, a_place(rng)), rng, kept=1.0)
    return Case(_set(rng, spec, later), [("agency", 1, 0)])


def successor(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    """The body that another was merged into goes on with its report, half brought up to date."""
    later = renumbered(moved(spec, a_place(rng), years=1), rng, kept=MOST)
    return Case(_set(rng, spec, later), [("agency", 1, 0)])


def name_and_paragraph_new(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    later = patched(shuffled(moved(spec, a_place(rng)), rng), rng.choice(others), rng)
    return Case(_set(rng, spec, renumbered(later, rng, kept=1.0)), [("agency", 1, 0)])


def among_twenty_towns(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    """One template, twenty towns, two years; one copy of each kind among them."""
    first = [renumbered(moved(spec, a_place(rng)), rng) for _ in range(20)]
    second = [renumbered(moved(s, years=1), rng, kept=FEW) for s in first]
    copied = [
        amended(first[0], rng),
        renumbered(moved(first[1], years=2), rng, kept=NEARLY_ALL),
        renumbered(moved(first[2], a_place(rng)), rng, kept=NEARLY_ALL),
    ]
    at = len(first) + len(second)
    pairs = [("same", at, 0), ("year", at + 1, 1), ("agency", at + 2, 2)]
    return Case(_set(rng, *first, *second, *copied), pairs)


# -- what is no copy --------------------------------------------------------------------------


def next_year(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    later = renumbered(moved(spec, years=1), rng)
    return Case(_set(rng, phrased(spec, rng), phrased(later, rng)))


def next_year_lasting_facts(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    return Case(_set(rng, spec, renumbered(moved(spec, years=1), rng, kept=FEW)))


def two_towns(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    """One template, and nothing else in common."""
    return Case(_set(rng, spec, renumbered(moved(spec, a_place(rng)), rng)))


def county_template(spec: Spec, others: Sequence[Spec], rng: random.Random) -> Case:
    """Eight towns fill in one template; some numbers stand in it for all of them."""
    kept = renumbered(spec, rng, kept=1.0)
    fixed = {
        n: MARK.sub(lambda m: m[1] if rng.random() < FEW else m[0], text)
        for n, text in kept.sections.items()
    }
    template = replace(kept, sections=fixed)
    towns = [renumbered(moved(template, a_place(rng)), rng) for _ in range(8)]
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
    among_twenty_towns,
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


def a_place(rng: random.Random) -> str:
    return "".join(rng.sample(_PLACES, 3))


def rendered(spec: Spec, style: str) -> bytes:
    """Without markup, as what the marks promise no longer holds."""
    bare = replace(
        spec,
        sections={n: MARK.sub(lambda m: m[1], text) for n, text in spec.sections.items()},
        relations=(), same=(), planted=(), false_years=(),
    )  # fmt: skip
    maker = render_office.render if style in render_office.STYLES else render
    return maker(bare, style).data
