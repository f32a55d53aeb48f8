"""Who applied: the column of table 3 that words name, of a figure or of a list's opener."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import regex

from extractor.indicators.cues import Hit, table
from extractor.indicators.frames import Frame

COLUMNS = frozenset(["person", "company", "research", "ngo", "legal", "other_org", "org"])
"""Applicants' kinds; all of them together are the column `total`."""
ORGS = frozenset(["company", "research", "ngo", "legal"])
"""Kinds of organisations, behind which 其他组织 are the rest of them."""
_REST_OF_ORGS = ("其他组织", "组织")
SHORT_CLAUSE = 3
"""A clause with fewer characters names no applicant: the words before it are read too."""
_BETWEEN_KINDS = ("、", "和", "与", "及")
"""What joins two kinds of applicants that share one number."""
_OF_ALL = regex.compile(
    r"(?:均|都|全部|皆|全(?=[是为由系来])|清一色)(?:[是为由系]|来自|属于?)?[^，。；]{0,12}|(?:^|申请)(?:中|里|当中|之中)[^，。；]*"
)
"""19件，均来自自然人; 402件中自然人…: no kind of the number itself."""
_BY_ANYONE = regex.compile(
    r"(?:收到|接到|受理)(?:了|过)?(?:公民|居民|村民|群众)[^，。；]{0,10}(?:提[出交]|递交|申请)[^，。；]*申请(?:件)?[为共有]?\s*$"
)
"""收到群众提交的申请3件: all that came, whoever it was that applied."""
ANYONE = re.compile(
    r"(?:公民|居民|村民|群众)(?![^，。；、\d]{0,4}(?:网上|网络|线[上下]|信函|当面|现场|邮[寄件]))"
    r"[^，。；、\d]{0,8}?(?:申请|提[出交]|提了(?=\s*$))[^，。；、\d]{0,16}$"
)
"""居民申请公开3件, not 群众网上申请3件: all that came, where no other applicant is told."""
_APPLIED = regex.compile(r"(?:所)?(?:提出|提交|递交|申请)?(?:的)?")
"""企业提出的: nothing but that they applied."""
TAKEN_UP = re.compile(r"[\s，；、]*(?P<which>前者|后者)(?:提出|提|共|为|有|是)*\s*")
"""Of two kinds of applicants the one or the other."""
BOTH = 2
"""So many kinds or rows 前者 and 后者 take up."""
OTHERS = regex.compile(r"[\s，,；;、]*其[他它](?:申请)?\s*")
"""A bare 其他, or 其他申请: the rest of a list."""
_BEFORE_KIND = regex.compile(
    r"[\s，,、；;：:（(]*(?:其中)?[对给就]?(?:[\u4e00-\u9fff]{2,4}[和及与])?"
)
"""What may stand before a kind of applicant that opens its clause."""
_APPLIES = regex.compile(r"申请|提(?=\s*$)")
"""What those do who apply."""
_ONLY_KIND = regex.compile(r"[\s，,、；;：:（(]|其中|占|有|为|申请|提出|提交|的")
"""What may stand beside a kind of applicant that alone is named."""
_SUM = re.compile(
    r"(?:合计|共计|总计|累计|总共|共有?|[两二三]项|以上|全年|全部|总[数量])(?:为|有)?\s*$|占[^，。；]{0,10}$"
)
"""A sum right before the number."""
_DASH = "——"
"""公开14件——个人11件: what stands behind it is of a part."""
_WHOSE = re.compile(rf"\s*(?:{_DASH}|，(?:均|都|全部|全)(?:[由系为是]|来自))")
"""结转2件，均由企业提出2件: of those right before it is told whose they are."""
_FOR_THEM = re.compile(r"[\s，；。]*(?:对|就|针对)")
"""对企业的13件申请，同意公开8件: of some it is told what became of them."""
OF_ALL_AGAIN = re.compile(r"[\s，,、]*(?:除|其余|余下|剩|全[年市县区省局])")
"""1件为法人申请，除2件在办外，其余24件办结: no more of that kind of applicant."""


def column_of(frame: Frame, before: str) -> str | None:
    """The applicants' kind that `frame` names; `before` is the column of the figure before it.

    None where no kind is named, or several at once.
    """
    if frame.kind == "total":
        return "total"
    taken_up = TAKEN_UP.fullmatch(frame.left)
    of_two = _of_two(frame.before, taken_up.group("which")) if taken_up is not None else None
    if of_two is not None:
        return of_two
    right = frame.right.partition(_DASH)[0] if frame.leads or not frame.joined else ""
    reaches_back = frame.leads or len(frame.left) < SHORT_CLAUSE
    since = frame.since if reaches_back and not OF_ALL_AGAIN.match(frame.left) else ""
    for words in _named_in(frame.left, right, since):
        hits = table("columns").hits(words)
        if hits:
            last = hits[-1]
            if _BY_ANYONE.search(words) and frame.parent is None:
                return "total"
            if words[last.start : last.end] in _REST_OF_ORGS and before in ORGS:
                return "other_org"
            return _one_kind(words, hits)
    return "other_org" if before in COLUMNS and OTHERS.fullmatch(frame.left) else None


def _of_two(words: str, which: str) -> str | None:
    """The kind of applicant that 前者 or 后者 takes up, where `words` name two before it."""
    named = words[: words.find("前者")].rstrip(" ，。；：")
    kinds = [h.value for h in table("columns").hits(named)]
    told = list(dict.fromkeys(kinds))
    return (told[which == "后者"] or None) if len(told) == len(kinds) == BOTH else None


def column_in(words: str) -> str | None:
    """The one kind of applicant that ends `words`; None where it shares its place or none does."""
    hits = table("columns").hits(words)
    return _one_kind(words, hits) if hits and hits[-1].end == len(words) else None


def column_in_opener(words: str) -> bool:
    """Does a kind of applicant open `words` as those who applied (企业提出的)?"""
    first = table("columns").first(words)
    if first is None or words[: first.start].strip(" ，,、；;：:（("):
        return False
    return _APPLIED.fullmatch(words[first.end :]) is not None


def opens_with_kind(frame: Frame) -> bool:
    """Does a kind of applicant open the clause as its subject (自然人上年结转4件)?

    对企业申请予以公开5件: also as those to whom the answers went.
    """
    return bool(kind_that_opens(frame))


def kind_that_opens(frame: Frame) -> str:
    """The kind of applicant that opens the clause as its subject; "" where none does."""
    first = table("columns").first(frame.left)
    if first is None or not _BEFORE_KIND.fullmatch(frame.left[: first.start]):
        return ""
    told = frame.left[first.end :]
    does = any(table(name).hits(told) for name in ("flow", "rows")) or _APPLIES.search(told)
    return first.value if does else ""


def names_only_kind(words: str) -> bool:
    """Do `words` name a kind of applicant and nothing else (、居民)?"""
    hits = table("columns").hits(words)
    return bool(hits) and not _ONLY_KIND.sub("", words[: hits[0].start] + words[hits[-1].end :])


def tells_whose(frame: Frame) -> bool:
    """Does a kind of applicant say whose those of the number right before are?"""
    return bool(_WHOSE.match(frame.since) and table("columns").hits(frame.left))


def are_theirs(frame: Frame) -> bool:
    """对企业的13件申请, 企业提出的13件申请: does what follows tell what became of just those?"""
    by_them = frame.left.rstrip().endswith("的") and column_in_opener(frame.left)
    return bool(_FOR_THEM.match(frame.clause) or by_them)


def starts_anew(frame: Frame) -> bool:
    """Is the figure told of all again, by a rest or a sum (新收合计114件)?"""
    return bool(OF_ALL_AGAIN.match(frame.left) or _SUM.search(frame.left))


def _named_in(left: str, right: str, since: str) -> Iterator[str]:
    """Where a kind may be named, the nearest first."""
    yield left
    yield from (str(_OF_ALL.sub("", words)) for words in (right, since) if words)


def _one_kind(words: str, hits: Sequence[Hit]) -> str | None:
    """The last kind in `words`, None where it shares the number with the one before it."""
    last = hits[-1]
    if len(hits) > 1 and hits[-2].value != last.value:
        between = words[hits[-2].end : last.start]
        if between in _BETWEEN_KINDS and {hits[-2].value, last.value} <= ORGS:
            return "org"  # 企业和律师事务所8件
        return None if between in _BETWEEN_KINDS else last.value or None
    return last.value or None
