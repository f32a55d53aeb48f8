"""Characters written in another way: blanks encoded twice, digits of full width, plain quotes."""

from __future__ import annotations

import re

_BLANK = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#12288|#x3000);", re.IGNORECASE)
_FULL_WIDTH = re.compile("[０-９]")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_PAIR = re.compile(r'"([^"\n]*)"')


def blanked(text: str) -> str:
    """The text with blanks for the names of blanks, of the same length.

    >>> blanked("收到申请&nbsp;69件")
    '收到申请      69件'
    """
    return _BLANK.sub(lambda m: " " * len(m[0]), text) if "&" in text else text


def half_width(text: str) -> str:
    """The text with plain digits for those of full width, of the same length.

    >>> half_width("２０２３年收到申请６９件")
    '2023年收到申请69件'
    """
    if _FULL_WIDTH.search(text) is None:
        return text
    return text.translate(_DIGITS)


def quoted(text: str) -> str:
    """The text with opening and closing marks for plain quotes that are paired in their line.

    >>> quoted('公众号"某县发布"推送12条')
    '公众号“某县发布”推送12条'
    """
    return _PAIR.sub(r"“\1”", text) if '"' in text else text
