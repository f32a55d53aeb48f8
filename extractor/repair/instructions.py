"""What a template says to whoever fills it in, left in the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.repair.draft import Edit

_OPENING = (
    r"(?:此处|此部分|本部分(?:应|需|请|不)|请(?:根据|据实|如实|按照?|在此|结合)|填[写表报]说明|示例|模板"
    r"|(?:根据|结合|按照?)实际|没有的?(?=填)|如无)"
)
_DOES = r"(?:填[写报入列表]?|据实|删[除去]|酌情|自行|[字条]以[内上]|(?:不少于|不超过)\s?\d+字)"
_BRACKETS = re.compile(
    rf"[（(【\[［〔<《]\s*(?:注[:：]?)?{_OPENING}(?=[^）)】\]］〕>》\n]{{0,120}}?{_DOES})"
    r"[^）)】\]］〕>》\n]{0,150}[）)】\]］〕>》]"
)
_LINE = re.compile(r"^[ \t\u3000]*(?:填[写表报]说明|填报要求)\s*[:：][^\n]{1,300}$", re.MULTILINE)
_WORDS = ("填", "据实", "字以", "少于", "超过", "酌情", "自行", "删")
_SIGN = re.compile(r"[XxＸｘ×_]")
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z\d×_])(?:[XxＸｘ×]{1,4}|_{2,})(?=\s?(?:件|条|次|个|项|篇|宗|期|场|%|％|月|日))"
)


def instructions(text: str) -> Iterator[Edit]:
    """Every instruction, bracketed or on a line of its own."""
    if not any(w in text for w in _WORDS):
        return
    for pattern in (_BRACKETS, _LINE):
        for m in pattern.finditer(text):
            yield Edit(*m.span())


def placeholders(text: str) -> Iterator[tuple[int, int]]:
    """Places that were never filled in: `X件`, `××次`, `__条`."""
    if _SIGN.search(text) is None:
        return
    for m in _PLACEHOLDER.finditer(text):
        yield m.span()
