"""Blanks of a page that were encoded twice, so that their names stand in the text."""

from __future__ import annotations

import re

_BLANK = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#12288|#x3000);", re.IGNORECASE)


def blanked(text: str) -> str:
    """The text with blanks for the names of blanks, of the same length.

    >>> blanked("收到申请&nbsp;69件")
    '收到申请      69件'
    """
    return _BLANK.sub(lambda m: " " * len(m[0]), text) if "&" in text else text
