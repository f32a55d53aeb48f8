"""Cases and applications beside those of a cell, though the figure's own words name its row."""

from __future__ import annotations

from decimal import Decimal

import regex

from extractor.records import Figure
from extractor.rules._context import Context

_A_PART_ON_DISCLOSURE = regex.compile(
    r"(?:复议|诉讼|应诉|被诉)[^，。；\d]{0,10}\d+[件起宗][，（]?其中[^，。；\d]{0,8}信息公开[^，。；\d]{0,8}\d"
)
"""诉讼案件18件，其中信息公开类5件: the numbers of the sentence are of all matters."""
_ON_DISCLOSURE = regex.compile(r"信息公开|公开类")
_CLAUSE_MARK = regex.compile(r"[，。；、：（,;:(\n]")
_WITHDRAWN = regex.compile(r"撤回|撤销|撤件")
_FOR_ANOTHER = regex.compile(
    r"(?:代为?|受|以)[^，。；\d]{0,6}政府(?:办公室|名义|委托)?[^，。；\d]{0,6}(?:办理|答复|承办|受理|拟|办结|收到)"
)
"""另代区政府办理申请31件，办结30件: another body's, up to the semicolon."""
_SHOWN = regex.compile(r"公开|公布|集中|挂网|上网")
"""公开制定的规范性文件8件: those in force, whenever they were issued."""
_NOT_HELD = ("不存在", "不属于本", "不掌握")
"""What the row 本机关不掌握 has together and prose may tell apart."""
_GROUPS = ("review", "litigation")
_NAMES = regex.compile(r"复议|诉讼|应诉|起诉")


def is_of_other_cases(context: Context, figure: Figure, cell: str, total: Decimal) -> bool:
    """Does the figure count cases of all matters, of both kinds at once, or some of a row's?

    `cell` is the first that it states, `total` what its cells hold together.
    """
    sentence = context.sentences[figure.sentence]
    before = context.text[sentence.start : figure.start]
    clause = _CLAUSE_MARK.split(before)[-1]
    if cell == "t2.normative.issued":
        shown = _SHOWN.search(clause) is not None
        return shown and figure.value == context.value("t2.normative.in_force")
    if cell.startswith("t3.") and _FOR_ANOTHER.search(before[before.rfind("；") + 1 :]):
        return True
    if cell.startswith("t3.unavailable.not_held.") and figure.value < total:
        told = context.text[sentence.start : sentence.end]
        return sum(words in told for words in _NOT_HELD) > 1
    if cell.startswith("t3.other.other."):
        return figure.value < total and _WITHDRAWN.search(clause) is not None
    if not cell.startswith("t4."):
        return False
    if cell.endswith(".total"):
        among = _A_PART_ON_DISCLOSURE.search(before)
        return among is not None and _ON_DISCLOSURE.search(clause) is None
    if not cell.endswith(".pending") or _NAMES.search(clause):
        return False
    both = "复议" in before and ("诉讼" in before or "起诉" in before)
    return both and figure.value == _pending(context)


def _pending(context: Context) -> Decimal | None:
    """How many cases of both kinds are pending by table 4; None where a cell lacks its number."""
    ids = (f"t4.{group}.pending" for group in _GROUPS)
    values = [context.value(c) for i in ids for c in context.codebook.expand(i, context.form_used)]
    return None if None in values else sum((v for v in values if v is not None), Decimal(0))
