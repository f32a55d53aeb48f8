"""What a dataset holds, in a line or two."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extractor.bulk.dataset import State

_SEVERITIES = {"error": "错误", "warning": "警告", "notice": "提示"}


def summarise(state: State, out: Path) -> None:
    """Prints how many documents are in the dataset and what was found in them."""
    clean = state.documents - state.failed - state.faulty
    click.echo(
        f"共{state.documents}件：{state.faulty}件有错误，{clean}件无错误"
        + (f"（其中{state.unchecked}件没有可以核对的数据）" if state.unchecked else "")
        + (f"，{state.failed}件未能读取（原因见errors表）" if state.failed else "")
        + f"。结果在 {out}"
    )
    found = [
        f"{name}{state.findings[s]}处" for s, name in _SEVERITIES.items() if s in state.findings
    ]
    click.echo(f"列出问题：{'、'.join(found) or '无'}。")
