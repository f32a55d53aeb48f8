"""Whose figure it is, where a sentence names a part of the whole (市本级, 各区县, 某局)."""

from __future__ import annotations

import regex

from extractor.indicators.wordlists import word_lists

SHORTEST_NAME = 2
"""A body's name has at least so many characters."""

_WORDS = word_lists("bodies").words

_ONE_BODY = rf"[\u4e00-\u9fff、]{{2,18}}{_WORDS['name_end']}"
_HEAD = regex.compile(
    rf"^[\s，,；;、（(：:]*{_WORDS['lead']}*(?P<body>{_WORDS['level']}|{_ONE_BODY})"
    r"(?P<tail>[^，,；;。：:]{0,24})$"
)
"""A clause that a body opens."""
_PART = regex.compile(
    r"^[\s，,；;、：:]*(?:其中|另|而)?[，,]?"
    rf"(?P<body>[\u4e00-\u9fff、（）()\d]{{0,16}}?{_WORDS['part_end']}(?:[（(][^）)]{{1,16}}[）)])?)"
    rf"{_WORDS['part_verb']}*\s*$"
)
"""A part of a list by bodies: the name and at most verbs."""
_THIN = regex.compile(r"[\s，]*(?:为|共|有|达|计|是)+\s*")
"""A clause that only leads to the number: the body stands in the one before."""
_VERB = regex.compile(rf"^(?:[（(][^）)]{{1,20}}[）)])?{_WORDS['adverb']}*\s*{_WORDS['verb']}")
"""What a body did, behind its name."""
_OPENING = regex.compile(r"^(?:其中|另有|另|此外|以|由|[\d]{4}年度?|全年|本年度?|今年)[，,]?")
"""What the pattern of a body takes with it in front of the name."""
_OWN = regex.compile(_WORDS["own"])
"""The body of the report itself, in a clause."""
_OWN_IN_LIST = regex.compile(_WORDS["own_in_list"])
"""The body of the report itself, or a medium, in a list."""
_NO_BODY = regex.compile(_WORDS["no_body"])
"""Words that no name of a body holds."""
_PLAIN_NAME = regex.compile(rf"[省市县区州]?[\u4e00-\u9fff]{{1,10}}{_WORDS['own_name_end']}")
"""县财政局: a name that a report uses of its own body."""
_DEPENDENT = regex.compile(_WORDS["dependent"])
"""所属, 直属, 各, 下级, 分局: a body below the one that reports."""
_REGION = regex.compile(r"^[省市县区州]")
_CLAUSE_MARK = regex.compile(r"[，；。]")


class BodyReader:
    """Tells a part's name from the report's own body, `agency` (None where it is unknown)."""

    def __init__(self, agency: str | None) -> None:
        self._agency = agency or ""

    def body_of(self, clause: str, left: str, since: str, in_list: bool) -> str | None:
        """The sub-body that leads the words before a figure; None for the report's own or for none.

        `left`, `clause` and `since` are those of the figure's `Frame`; `in_list`: the figure is a
        part of a whole.
        """
        words = left if left.strip(" ，,、；;：:（(") else clause
        if _THIN.fullmatch(left):  # 交警支队收到的申请最多，为203件
            told = [c for c in _CLAUSE_MARK.split(since) if c.strip()]
            words = told[-2] if len(told) > 1 else words
        if in_list:
            part = _PART.match(words)
            if part is not None and not (
                _NO_BODY.search(part["body"]) or _OWN_IN_LIST.search(part["body"])
            ):
                return str(part["body"])
        head = _HEAD.match(words)
        if head is None or not _VERB.match(head["tail"].lstrip()):
            return None
        body = str(_OPENING.sub("", head["body"]))
        if len(body) < SHORTEST_NAME or _OWN.search(body) or _NO_BODY.search(body):
            return None
        return None if self._is_own(body) else body

    def _is_own(self, body: str) -> bool:
        """Is `body` the reporting body, written in full or in short?"""
        agency = self._agency
        if not agency:
            # without a name, a plain subject (县财政局收到) is the report's own body
            return (
                _PLAIN_NAME.fullmatch(body) is not None
                and "、" not in body
                and _DEPENDENT.search(body) is None
            )
        if body in agency:
            return True
        if agency in body or agency.endswith(("人民政府", "管理委员会")):
            return False
        core = _REGION.sub("", body)
        if agency[-1:] != core[-1:]:
            return False
        rest = iter(agency)
        return all(c in rest for c in core)  # 市教育局 in 某某市教育体育局: the same order
