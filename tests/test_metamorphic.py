"""One report in every rendering gives the same cells, figures and findings.

A few reports here; `make metamorphic` takes all of them.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.damage import KINDS, damage
from corpus.plant import CODES, plant
from corpus.render import TEXT_STYLES, render
from corpus.spec import REPORTS, read
from eval import formats, fuzz
from extractor import check

SPECS = {p.stem: read(p) for p in sorted(REPORTS.glob("*.toml"))}
CHOSEN = ("r05", "r16")
"""A city's police on the form of 2021 with large numbers, a county bureau with planted errors."""
PATHS = formats.paths()
CLEAN = [SPECS[s] for s in ("r03", "r09", "r21") if SPECS[s].clean]


@pytest.mark.parametrize(
    "path", [p for p in PATHS if p.name not in formats.ONE_LINE], ids=lambda p: p.name
)
def test_every_path_gives_the_same(path: formats.Way) -> None:
    (row,) = formats.measure([SPECS[s] for s in CHOSEN], [path])
    assert row.different == []
    assert (row.right, row.wrong) == (row.cells, 0)


def test_cells_that_run_together_have_no_wrong_value() -> None:
    """As long as none is blank or signed: nobody could see that in a run of digits."""
    whole = [s for s in SPECS.values() if all(v.isdecimal() for v in s.cells.values())]
    parted, fused = formats.measure(whole[:12], [p for p in PATHS if p.name in formats.ONE_LINE])
    assert parted.right == parted.cells
    assert fused.wrong == 0
    assert fused.right > 0.9 * fused.cells


@pytest.mark.parametrize("code", CODES)
def test_a_planted_error_is_the_same_error_in_every_format(code: str) -> None:
    planted = next((p for s in CLEAN if (p := plant(s, code, seed=1)) is not None), None)
    if planted is None:
        pytest.skip("nothing in these reports that this error could be planted in")
    chosen = [
        p for p in PATHS if p.name in ("crawler", "html_br GB18030", "docx_rich", "ofd_ruled")
    ]
    for row in formats.measure([planted], chosen):
        assert row.different == [], row.path.name


@settings(max_examples=40)
@given(
    name=st.sampled_from(sorted(SPECS)),
    style=st.sampled_from([s for s in TEXT_STYLES if s != "fused"]),
    kind=st.sampled_from(sorted(KINDS)),
    seed=st.integers(0, 10**6),
    cut=st.floats(0.2, 1.0),
)
def test_damage_of_any_kind_makes_no_wrong_value(
    name: str, style: str, kind: str, seed: int, cut: float
) -> None:
    gold = render(SPECS[name], style, seed).gold["cells"]
    damaged = damage(SPECS[name], kind, style, seed).text
    size = int(len(damaged) * cut)
    for cell_id, cell in check(damaged[:size]).cells.items():
        if cell.value is None or cell.end >= size - 1:  # the last number may be cut in two
            continue
        known = gold.get(cell_id)
        assert known is not None, cell_id
        assert cell.value == Decimal(known), cell_id


def test_broken_and_hostile_input_is_read_or_refused() -> None:
    tally = fuzz.run(seed=20, count=150, seconds=12, limit=10)
    assert tally.failures == []
    assert tally.read
    assert tally.refused
