"""Text as a reader sees it: what every reader of a format with layout does to its lines."""

from __future__ import annotations

import re

_BLANKS = "\\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_GAP = re.compile(f"[{_BLANKS}]+")
_UNTIDY = re.compile(f"[^ \\S]|[{_BLANKS[2:]}]|  ")
_WRAPPED = re.compile(r"(?<=[\u3400-\u9fff])[ \t\r\f\v]*\n\s*(?=[\u3400-\u9fff])")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")


def tidy(text: str) -> str:
    """One line as a reader sees it: runs of blanks folded, invisible characters gone.

    A line break between two ideographs is only where the source was wrapped.

    >>> tidy(" 优化内\\n  审机制，\\xa0 共 3\\u3000件 ")
    '优化内审机制， 共 3 件'
    """
    if text.isascii():
        return " ".join(text.split())
    text = text.strip()
    if _UNTIDY.search(text) is not None:
        if "\n" in text:
            text = _WRAPPED.sub("", text)
        text = _GAP.sub(" ", text).strip()
    return _UNSEEN.sub("", text) if _UNSEEN.search(text) else text
