"""The pages of the rules at the terminal: the list, and one page."""

from __future__ import annotations

from collections.abc import Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.codebook import load_codebook
from extractor.rules import Rule
from extractor.rules._wording import TABLE_NAMES
from extractor.writers._screen import screen
from extractor.writers.console.style import DIM, HEAD, SEVERITIES


def rule_table(rules: Sequence[Rule]) -> None:
    """All rules, in the order of the output contract."""
    console = screen()
    table = Table(box=None, pad_edge=False, header_style=HEAD)
    table.add_column("编号")
    table.add_column("级别")
    table.add_column("不符之处", overflow="fold")
    table.add_column("自", style=DIM)
    for rule in rules:
        mark, name, style = SEVERITIES[rule.severity]
        table.add_row(rule.code, Text(f"{mark} {name}", style=style), rule.title, rule.since)
    console.print(table)
    console.print(Text("gouji explain 编号 可查看一条规则的说明和示例。", style=DIM))


def rule_page(rule: Rule) -> None:
    """One rule: its sections, its examples as they stand."""
    console = screen()
    _, name, style = SEVERITIES[rule.severity]
    head = Text(f"{rule.code}  {rule.title}", style=HEAD)
    head.append(f"  {name}", style=style).append(f"  自 {rule.since}", style=DIM)
    console.print(head)
    console.print(Text(rule.summary))
    for title, body in rule.page().items():
        console.print()
        console.print(Text(title, style="bold"))
        lines = _example(body) if title in ("Fires on", "Silent on") else [" ".join(body.split())]
        for line in lines:
            console.print(Padding(line, (0, 0, 0, 2), expand=False))


def _example(body: str) -> list[Text]:
    """An example as it stands, with the names of its cells beside them."""
    codebook = load_codebook()
    lines = []
    for raw in body.splitlines():
        line = Text("或" if raw == "--" else raw, style=DIM if raw == "--" else "")
        cell = codebook.cell(raw.partition(" =")[0])
        if cell is not None:
            name = f"{codebook.row_name(cell.row)}·{cell.column_label.partition('（')[0]}"
            line.append(f"    {TABLE_NAMES[cell.table]} {name}", style=DIM)
        lines.append(line)
    return lines
