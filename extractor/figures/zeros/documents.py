"""None made and none repealed: normative documents and rules that the words before name.

规范性文件现行有效2件，本年无新制发、无废止 tells of both in a clause that says neither; the acts
stand in a list (制发、废止均为零), of one kind of document or of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from extractor.figures.zeros.lists import Listed
from extractor.language.first import swift

MAX_STATEMENTS = 20
"""Statements of one sentence that are looked at."""
LONGEST_ACT = 3
"""Characters of one act."""
BESIDE = 14
"""How many characters up to 公开 hold that documents were made as well."""

_ISSUED = r"新?(?:制发|制定|制作|印发|出台|发布)|新增|新发|新出|新立"
_ISSUING = swift(_ISSUED)
_ACT = rf"(?:{_ISSUED}|废止|失效|修改|修订|新?公开|总数|(?:现行)?有效)(?:数量?|件数)?"
_ACTS = rf"{_ACT}(?:(?:、|和|与|及|或|以及){_ACT})*"
_WHEN = r"(?:(?:本|当|今|全)年(?:度|内)?|年内|年度内|我[局厅委办乡镇]|本[局级]|20\d\d年)"
_CLOSES = r"(?=[，,。；;、）)]|$|[也亦又][未无没])"
_NONE_OF = swift(
    rf"(?P<t>没有|未有|(?<!有)无|未(?:再)?|零)(?P<acts>{_ACTS})"
    rf"(?:的|过)?(?:新的?)?(?:文件|情况|情形)?{_CLOSES}"
)
"""年内无新增和废止."""
_NONE_OF_BOTH = swift(
    rf"(?P<t>没有|未有|(?<!有)无|[未不]涉及|未发生)(?P<own>(?:政府)?(?:规章|(?:行政)?规范性文件)"
    rf"(?:(?:、|和|与|及|以及)(?:行政)?规范性文件)?)(?:的)?(?P<acts>{_ACT}(?:(?:、|和|与|及|或){_ACT})+)"
    rf"(?:的)?(?:情况|情形)?{_CLOSES}"
)
"""无规范性文件制发、废止."""
_NEITHER = swift(rf"(?P<t>未作|未有|无|没有)(?P<acts>增废|增减|立改废|制废){_CLOSES}")
"""本年未作增废."""
_ARE_NONE = swift(
    rf"(?<!清理)(?P<acts>{_ACTS})(?:的)?(?:[两三]项)?[，,]?{_WHEN}{{0,2}}(?:[两三]项)?(?:数字?|数据)?(?:[均都皆亦也则同]|全部|自然|同样)*"
    rf"(?P<t>为零|[:：]?无|没有|空缺|空白|挂零){_CLOSES}"
)
"""制发、废止均为零."""
_KINDS = swift(
    r"(?P<both>规章(?:、|和|与|及|以及)(?:行政)?规范性文件|规范性文件(?:、|和|与|及|以及)(?:政府)?规章)"
    r"|(?P<rules>规章)(?!制度|制定权)|(?P<normative>规范性文件)(?!(?:的)?(?:备案|审查|合法性|清理|解读|草案|栏))"
)
"""What the acts are done to; the last one before tells."""
_EACH = ("均", "都", "皆")
_ELSE = swift(
    r"申请|复议|诉讼|许可|处罚|强制|收费|公众号|微博|网站|政府信息|事项|培训|解读|清单|制度|提案|项目|草案|账号|新媒体|子站"
)
"""Something else told of since."""


def none_of_documents(text: str, start: int, end: int) -> Iterator[Listed]:
    """The statements in `text[start:end]` that say that no document was made or repealed.

    >>> text = "规范性文件现行有效2件，本年无新制发、无废止。"
    >>> [z.indicator for z in none_of_documents(text, 0, len(text))]
    ['t2.normative.issued', 't2.normative.repealed']
    """
    if text.find("规范性文件", start, end) < 0 and text.find("规章", start, end) < 0:
        return
    taken = start
    found = [
        m
        for p in (_NONE_OF, _NONE_OF_BOTH, _NEITHER, _ARE_NONE)
        for m in p.finditer(text, start, end)
    ]
    for m in islice(sorted(found, key=lambda m: m.start()), MAX_STATEMENTS):
        told = None if m.start() < taken else _told(text, start, m)
        if told is not None:
            a, b = m.span("t")
            if text[a] in "未零" and m.end("acts") - b <= LONGEST_ACT:
                b = m.end("acts")  # 未制作: the act is part of what says none
            taken = m.end()
            yield Listed(m.start(), a, b, told)


def _told(text: str, start: int, m: re.Match[str]) -> str | None:
    """The sum of what the acts of `m` come to, None where no kind of document is named."""
    named = list(_KINDS.finditer(text, start, m.start("acts")))
    if not named or _ELSE.search(text, named[-1].end(), m.start()):
        return None
    kind = named[-1]
    of_all = text[m.start() - 1 : m.start()] in _EACH  # 规章0件，规范性文件0件，均无废止
    both = kind["both"] or (of_all and len({k.lastgroup for k in named}) > 1)
    kinds = ("rules", "normative") if both else (str(kind.lastgroup),)
    acts = m["acts"]
    if acts in ("增废", "增减", "立改废", "制废"):
        columns = ["issued", "repealed"]
    else:
        made = "制作" in text[max(start, m.start() - BESIDE) : m.end()]
        said = {
            "issued": _ISSUING.search(acts) is not None,
            "published": "公开" in acts and made,
            "repealed": "废止" in acts or "失效" in acts,
            "in_force": "总数" in acts or "有效" in acts,
        }
        columns = [column for column, so in said.items() if so]
    return "+".join(f"t2.{k}.{c}" for k in kinds for c in columns) or None
