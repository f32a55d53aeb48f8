"""Scores as text: one table for the terminal and for the written page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractor.evaluation.calibration import Calibration
from extractor.evaluation.measures import Measure, is_rate

MAIN = (
    "document", "figure", "zero", "unit", "qualifier", "kind", "interval", "scope",
    "link", "narrative", "sentence", "finding", "cell", "tables whole", "clean reports",
)  # fmt: skip
"""The measures every evaluation shows, in this order; the others follow by name."""

PER_INDICATOR = ("link ", "narrative ")
"""Beginnings of the measures of single indicators."""

NAMES = {
    "document": "无法读取的文件",
    "figure": "正文数据",
    "zero": "零陈述",
    "unit": "单位",
    "qualifier": "约数限定",
    "kind": "数据性质",
    "interval": "取值范围",
    "scope": "年份与主体",
    "link": "对应表格单元",
    "narrative": "对应叙述指标",
    "sentence": "整句全对",
    "finding": "问题",
    "cell": "单元格",
    "tables whole": "整表全对",
    "clean reports": "无误报的无错报告",
    "report.agency": "单位名称",
    "report.year": "年度",
    "report.form": "格式",
}


def ordered(found: Mapping[str, Measure]) -> list[Measure]:
    """The main measures first, then those with a part (`finding P201`) by name."""
    main = [found[n] for n in MAIN if n in found]
    return main + [m for n, m in sorted(found.items()) if n not in MAIN]


def rows(found: Iterable[Measure], names: Mapping[str, str] | None = None) -> list[list[str]]:
    """Name, precision, recall, F1, interval, tp, fp, fn; of a rate only the rate."""
    out: list[list[str]] = []
    for m in found:
        head, _, rest = m.name.partition(" ")
        name = m.name
        if names:
            name = names.get(m.name) or " ".join(x for x in (names.get(head, head), rest) if x)
        rate = is_rate(m.name)
        span = "" if m.low is None or m.high is None else f"{m.low:.3f} – {m.high:.3f}"
        out.append(
            [name, f"{m.precision:.3f}", "" if rate else f"{m.recall:.3f}",
             "" if rate else f"{m.f1:.3f}", span, str(m.tp), str(m.fp), "" if rate else str(m.fn)]
        )  # fmt: skip
    return out


HEAD = ("measure", "precision", "recall", "F1", "95 % interval", "tp", "fp", "fn")
HEAD_ZH = ("指标", "准确率", "召回率", "F1", "95%区间", "对", "多或错", "漏")


def plain(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """Columns set with blanks; the first to the left, the others to the right."""
    table = [list(head), *map(list, body)]
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    lines = []
    for row in table:
        cells = [_pad(row[0], widths[0], left=True)]
        cells += [_pad(c, w, left=False) for c, w in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def markdown(head: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    """The same as a Markdown table."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in [list(head), rule, *map(list, body)])


def calibration_rows(c: Calibration) -> list[list[str]]:
    return [
        [f"{b.low:.1f} – {b.high:.1f}", str(b.count), f"{b.confidence:.3f}", f"{b.right:.3f}"]
        for b in c.bins
    ]


CALIBRATION_HEAD = ("confidence", "links", "mean", "right")
CALIBRATION_HEAD_ZH = ("置信度", "个数", "平均", "正确率")


def curve_rows(c: Calibration) -> list[list[str]]:
    return [[f"{share:.3f}", f"{at:.3f}", f"{right:.3f}"] for share, at, right in c.curve]


CURVE_HEAD = ("coverage", "threshold", "right")
CURVE_HEAD_ZH = ("作答比例", "阈值", "正确率")


def _width(text: str) -> int:
    return sum(2 if "\u2e80" <= c <= "\uffef" else 1 for c in text)


def _pad(text: str, width: int, *, left: bool) -> str:
    gap = " " * (width - _width(text))
    return text + gap if left else gap + text
