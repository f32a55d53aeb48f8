"""Which applicants there were none of: the columns of the table of applications by their words."""

from __future__ import annotations

from extractor.language.first import swift

_KINDS = {"company": "商业企业", "research": "科研", "ngo": "公益组织", "legal": "法律服务"}
"""Columns by a word of their names."""
_ANYBODY = swift(r"法人|其他组织|自然人|个人|公民|群众|等")
"""Beside the kinds: others, or more than are named."""


def kinds_in(words: str) -> str:
    """The sum of the columns that `words` name, empty where they name none.

    >>> kinds_in("科研机构、法律服务机构")
    't3.new.research+t3.new.legal'
    """
    return "+".join(f"t3.new.{kind}" for kind, name in _KINDS.items() if name in words)


def columns_of(clause: str) -> str | None:
    """The same where `clause` speaks of nobody else (not 法人、科研机构等)."""
    return None if _ANYBODY.search(clause) else kinds_in(clause) or None
