"""Sentences that tell the same of one kind of applicant, or one outcome, after the other.

村民申请34件，公开20件；企业申请11件，公开9件: a kind that opens its stretch between semicolons
holds for all of that stretch where every other stretch is opened by another kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.indicators.applicants import ANYONE, column_in, kind_that_opens, starts_anew
from extractor.indicators.cues import table
from extractor.indicators.frames import Frame

WEAK_ROWS = frozenset(["granted", "other", "rejected.petition"])
"""Rows whose words occur outside table 3 as well."""
SEVERAL = 2
"""So many other outcomes leave no doubt."""
_HEAD = re.compile(
    r"[\s，。；]*(?:[对给就]|针对)?(?P<who>[^，：；。、\d]{2,12}?)(?:所?(?:提出|提交|递交|提))?的?"
    r"(?:(?:信息公开)?申请|答复|件|这?一栏|方面)(?:里面?|当?中|当中|方面|这?一栏|[自另]成一本账)?[，：]"
)
"""给企业的答复：, 法人和其他组织一栏，: before a stretch of which all is told of one kind."""


def _kind_of_head(frame: Frame) -> str:
    """The kind of applicant to whom the words before the clause give the stretch; "" where none."""
    head = frame.since[: len(frame.since) - len(frame.left)]
    if not head or head[-1] not in "，：":
        return ""
    told = _HEAD.fullmatch(head[head.rfind("；") + 1 :])
    return (column_in(told["who"]) or "") if told is not None else ""


def note_outcomes(frames: Sequence[Frame]) -> None:
    """Sets `among_outcomes` of the frames of one sentence, in order.

    给了材料的5件；部分公开1件；说明不掌握的4件: so the first is one too.
    """
    if len(frames) <= SEVERAL:
        return
    rows = table("rows")
    telling = [f for f in frames if any(h.value not in WEAK_ROWS for h in rows.hits(f.left))]
    for frame in frames if len(telling) >= SEVERAL else ():
        frame.among_outcomes = True


def note_kinds(frames: Sequence[Frame]) -> None:
    """Sets `kind` of the frames of one sentence, in order, where its stretches are parallel.

    It is `total` where the sentence names nobody but the public that applied.
    """
    first, last = frames[0], frames[-1]
    if ANYONE.search(first.left) and first.parent is None:
        named = table("columns").hits(last.before + last.onward)
        first.kind = "total" if {h.value for h in named} <= {"person"} else ""
    several = any("；" in frame.since for frame in frames[1:])
    if first.kind or not (several or _kind_of_head(first)):
        return
    stretches: list[list[Frame]] = [[]]
    for frame in frames:
        if "；" in frame.since and stretches[-1]:
            stretches.append([])
        stretches[-1].append(frame)
    heads = [_kind_of_head(stretch[0]) for stretch in stretches]
    kinds = [head or kind_that_opens(s[0]) for head, s in zip(heads, stretches, strict=True)]
    told = [kind for kind in kinds if kind]
    if (len(told) == 1 and not any(heads)) or len(set(told)) < len(told):
        return
    for stretch, kind in zip(stretches, kinds, strict=True):
        for frame in stretch:
            if starts_anew(frame):
                break
            frame.kind = kind
