"""Zero statements: prose that says none without a digit (未收到申请, 无结转, 收费情况：无).

`statements` finds them; what a trigger says none of is told by the rows of `data/zeros.toml`. What
no single row can tell has a module each: `lists` (许可、处罚、强制均为零), `documents` (无新制发),
`outcomes` (复议3件，无撤销), `unchanged` (本年无增减), `applicants` (没有科研机构提出申请).
"""

from __future__ import annotations

from extractor.figures.zeros.statements import Zero, find_zeros

__all__ = ["Zero", "find_zeros"]
