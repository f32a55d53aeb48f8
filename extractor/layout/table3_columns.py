"""In which order table 3 has its columns, as its header says.

The header is a tree: 自然人, 法人或其他组织 and 总计 stand above, the kinds of organisation below,
so that 总计 comes before 商业企业 in reading order. Labels that are missing may be misspelt: then
the order is that of the form, unless the others contradict it.
"""

from __future__ import annotations

from collections.abc import Sequence
from re import compile as pattern
from re import finditer

from extractor.layout.words import LABELS

COLUMNS = ("person", "company", "research", "ngo", "legal", "other_org", "total")
ORGANISATIONS = COLUMNS[1:6]
_IDEOGRAPH = pattern("[\u4e00-\u9fff]")


def columns_of(lines: Sequence[str], *, parted: bool) -> tuple[tuple[str, ...], frozenset[str]]:
    """The columns in their order, and those of them whose place the header does not tell.

    `lines` are those of the header. `parted`: its cells are parted, so that they come in their
    order.

    >>> top, kinds = (
    ...     "自然人\\t法人或其他组织\\t总计",
    ...     "商业企业\\t科研机构\\t社会公益组织\\t法律服务机构\\t其他",
    ... )
    >>> columns_of([top, kinds], parted=True)[0] == COLUMNS
    True
    >>> columns_of(["总计\\t自然人\\t法人或其他组织", kinds], parted=True)[0][:3]
    ('total', 'person', 'company')
    >>> sorted(columns_of(["自然人\\t总计", "其他\\t科研机构\\t商业企业"], parted=True)[1])
    ['company', 'legal', 'ngo', 'other_org', 'research']
    """
    folded = ["".join(_IDEOGRAPH.findall(line)) for line in lines]
    header = "".join(folded)
    at = {k: _place(header, words) for k, words in LABELS.table3_columns.items()}
    named = sorted((k for k in ORGANISATIONS[:4] if at[k] >= 0), key=lambda k: at[k])
    at["other_org"] = _other(folded) if parted or not _as_in_form(named) else -1
    found = sorted((k for k in ORGANISATIONS if at[k] >= 0), key=lambda k: at[k])
    if sum(k != "other_org" for k in found) < 2:
        return COLUMNS, frozenset()
    organisations, unplaced = _ordered(found, ORGANISATIONS)
    outer = {"person": at["person"], "total": at["total"], "": _place(header, LABELS.organisations)}
    if outer[""] < 0:
        # 总计 stands above the organisations: only the order of the form says where they go.
        first = min(at[k] for k in found)
        above = 0 <= at["person"] < at["total"] < first
        outer[""] = at["person"] + 1 if above else first
    order, lost = _ordered(
        [k for k in sorted(outer, key=lambda k: outer[k]) if outer[k] >= 0], _OUTER
    )
    out = [c for key in order for c in ([key] if key else organisations)]
    return tuple(out), frozenset(COLUMNS if lost else ORGANISATIONS if unplaced else ())


_OUTER = ("person", "", "total")


def _ordered(found: Sequence[str], form: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """The labels as they stand, missing ones at the place of the form; whether that is a guess."""
    if _as_in_form(found, form):
        return form, False
    missing = [k for k in form if k not in found]
    return (*found, *missing), bool(missing)


def _as_in_form(found: Sequence[str], form: tuple[str, ...] = ORGANISATIONS) -> bool:
    return [k for k in form if k in found] == list(found)


def _other(lines: Sequence[str]) -> int:
    """Where 其他 stands, alone on its line or with other kinds, and not in 法人或其他组织.

    In a line with 自然人 or 总计 it may have come from the line below, as pages of a PDF have it.
    """
    before = 0
    for line in lines:
        beside = [w for k in ORGANISATIONS[:4] for w in LABELS.table3_columns[k] if w in line]
        for word in LABELS.table3_columns["other_org"]:
            for found in finditer(f"{word}(?!组织)", line):
                if beside or line == word:
                    return before + found.start()
        before += len(line)
    return -1


def _place(header: str, words: tuple[str, ...]) -> int:
    return next((at for w in words if (at := header.find(w)) >= 0), -1)
