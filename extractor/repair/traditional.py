"""Text in traditional characters, to simplified ones: one for one, by OpenCC's tables."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

_SAMPLE = 20_000
_FEWEST = 8
_SHARE = 0.02
"""The share of the marks among the ideographs from which a text is traditional; such texts have
a tenth, others next to none."""
_MARKS = re.compile(
    "[們個國會說來時為這對發開機關資訊請辦報縣數與無從處應實經產業動務規總統設組計進過還點類條"
    "號據級縱範圍應該將於並後]"
)
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@lru_cache(maxsize=1)
def _converter() -> _Converter:
    from opencc import OpenCC

    converter: _Converter = OpenCC("t2s")
    return converter


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters.

    >>> is_traditional("本機關主動公開政府信息"), is_traditional("本机关主动公开政府信息")
    (True, False)
    """
    sample = text[:_SAMPLE]
    marks = len(_MARKS.findall(sample))
    if marks < 3:
        return False
    ideographs = len(_IDEOGRAPH.findall(sample))
    return marks >= min(_FEWEST, ideographs * 0.25) and marks >= _SHARE * ideographs


def simplified(text: str) -> str:
    """The text in simplified characters, of the same length.

    Phrases decide characters that have several forms (乾隆, 乾淨), line by line; a line whose
    length would change stays as it is.
    """
    convert = _converter().convert
    whole = convert(text)
    if len(whole) == len(text):
        return whole
    out = []
    for line in text.split("\n"):
        shown = convert(line)
        out.append(shown if len(shown) == len(line) else line)
    return "\n".join(out)
