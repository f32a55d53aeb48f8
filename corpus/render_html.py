"""HTML renderings: five ways in which sites publish these reports.

`html_plain` (rowspan/colspan, nothing else), `html_word` (Word export: spans, `o:p`, digits in
spans of their own), `html_portal` (navigation, meta line, related links, footer), `html_nested`
(layout tables, upper-case tags, end tags left out), `html_br` (paragraphs by `<br>`, `&nbsp;`
around numbers).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from html import escape

from corpus.forms import Placed
from corpus.spec import Block, Spec, Table

STYLES = ("html_plain", "html_word", "html_portal", "html_nested", "html_br")
Labels = dict[str, str]


def render(spec: Spec, style: str, rng: random.Random, encoding: str, labels: Labels) -> str:
    """The page as text, declaring a charset that fits `encoding`."""
    declared = {"gb18030": rng.choice(("gb2312", "gbk", "GB2312"))}.get(encoding, encoding)
    return _PAGES[style](spec, spec.blocks(), declared, rng, labels)


def furniture(html: str) -> list[str]:
    """Quantities of the page around the report, which may be reported or not."""
    return re.findall(r"<!--n-->(.*?)<!--/n-->", html)


def _text(p: Placed, spec: Spec, labels: Labels) -> str:
    return spec.cells[p.slot.cell] if p.slot.cell else labels.get(p.slot.label, p.slot.label)


def _spans(p: Placed) -> str:
    rows = f' rowspan="{p.rowspan}"' if p.rowspan > 1 else ""
    return rows + (f' colspan="{p.colspan}"' if p.colspan > 1 else "")


def _table(
    table: Table, spec: Spec, labels: Labels, cell: Callable[[str, Placed], str], opening: str
) -> str:
    rows = (
        "<tr>" + "".join(cell(_text(p, spec, labels), p) for p in row) + "</tr>\n"
        for row in table.grid.rows()
    )
    return opening + "\n" + "".join(rows) + "</table>\n"


def _plain(
    spec: Spec, blocks: list[Block], charset: str, rng: random.Random, labels: Labels
) -> str:
    def cell(text: str, p: Placed) -> str:
        return f"<td{_spans(p)}>{escape(text)}</td>"

    body: list[str] = []
    for b in blocks:
        if isinstance(b, Table):
            body.append(_table(b, spec, labels, cell, '<table border="1">'))
        elif b.role == "title":
            body.append(f"<h1>{escape(b.text)}</h1>\n")
        elif b.role == "heading":
            body.append(f"<h2>{escape(b.text)}</h2>\n")
        else:
            body.append(f"<p>{escape(b.text)}</p>\n")
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="{charset}">\n'
        f"<title>{escape(spec.title)}</title>\n</head>\n<body>\n{''.join(body)}</body>\n</html>\n"
    )


def _word(spec: Spec, blocks: list[Block], charset: str, rng: random.Random, labels: Labels) -> str:
    font = "font-size:16.0pt;font-family:仿宋_GB2312"

    def runs(text: str) -> str:
        pieces = re.split(r"(\d[\d,.%]*)", text)
        return "".join(
            f"<span lang=EN-US style='{font}'>{escape(s)}</span>"
            if i % 2
            else f"<span style='{font}'>{escape(s)}</span>"
            for i, s in enumerate(pieces)
            if s
        )

    def cell(text: str, p: Placed) -> str:
        shown = escape(text).replace(" ", "<br>")
        if p.slot.cell:
            shown = f"<span lang=EN-US>{shown}<o:p></o:p></span>"
        return (
            f"<td width=62 valign=center{_spans(p)} style='border:solid windowtext 1.0pt;"
            f"padding:0cm 5.4pt 0cm 5.4pt'><p class=MsoNormal align=center>{shown}</p></td>"
        )

    opening = "<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>"
    body: list[str] = []
    for b in blocks:
        if isinstance(b, Table):
            body.append(f"<div align=center>{_table(b, spec, labels, cell, opening)}</div>\n")
            continue
        weight = "<b>{}</b>" if b.role in ("title", "heading") else "{}"
        body.append(
            "<p class=MsoNormal style='text-indent:32.0pt;line-height:28.0pt'>"
            f"{weight.format(runs(b.text))}<span lang=EN-US><o:p></o:p></span></p>\n"
        )
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:w="urn:schemas-microsoft-com:office:word">\n<head>\n'
        f'<meta http-equiv=Content-Type content="text/html; charset={charset}">\n'
        '<meta name=Generator content="Microsoft Word 15">\n<style>\n<!--\np.MsoNormal'
        " {margin:0cm; font-size:10.5pt;}\n-->\n</style>\n"
        f"<title>{escape(spec.title)}</title>\n</head>\n<body lang=ZH-CN>\n"
        f"<div class=WordSection1>\n{''.join(body)}</div>\n</body>\n</html>\n"
    )


def _portal(
    spec: Spec, blocks: list[Block], charset: str, rng: random.Random, labels: Labels
) -> str:
    def cell(text: str, p: Placed) -> str:
        return f'<td{_spans(p)} style="text-align:center"><span>{escape(text)}</span></td>\n'

    body: list[str] = []
    for b in blocks:
        if isinstance(b, Table):
            opening = '<table class="tablestyle" width="100%"><tbody>'
            table = _table(b, spec, labels, cell, opening)
            body.append(table.replace("</table>", "</tbody></table>"))
        elif b.role == "heading":
            body.append(f"<p><strong>{escape(b.text)}</strong></p>\n")
        elif b.role != "title":
            body.append(f'<p style="text-indent:2em">{escape(b.text)}</p>\n')
    site = spec.agency
    day = f"{spec.year + 1}-01-{rng.randint(8, 30):02}"
    hits = rng.randint(120, 2900)
    older = "".join(
        f'<li><a href="/art/{y}.html">{escape(site)}{y}年政府信息公开工作年度报告</a>'
        f"<em>{y + 1}-01-20</em></li>"
        for y in range(spec.year - 1, spec.year - 4, -1)
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}">'
        f"<title>{escape(spec.title)}_{escape(site)}</title>"
        '<script>var hits=1280;document.write("2019年共收到申请9999件");</script>'
        "<style>.nav li{float:left;width:12%}</style></head><body>\n"
        '<div class="top"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">'
        '政务公开</a></li><li><a href="/zwfw/">政务服务</a></li><li><a href="/hd/">互动交流'
        "</a></li></ul></div>\n"
        '<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; '
        f"政府信息公开年报 &gt; {spec.year}年</div>\n"
        f'<div class="art"><h1 class="title">{escape(spec.title)}</h1>\n'
        f'<div class="info">发布时间：{day} 16:{rng.randint(10, 59)}　来源：{escape(site)}　'
        f"浏览次数：<!--n-->{hits}<!--/n-->　字体：[大 中 小]　打印</div>\n"
        f'<div id="zoom">\n{"".join(body)}</div></div>\n'
        f'<div class="rel"><h3>相关信息</h3><ul>{older}</ul></div>\n'
        f'<div class="foot"><p>主办：{escape(site)}　网站标识码：{rng.randint(10**9, 10**10 - 1)}'
        f"　某ICP备{rng.randint(10**7, 10**8 - 1)}号-1　电话：0{rng.randint(310, 999)}-"
        f"{rng.randint(2200000, 8899999)}</p></div>\n</body></html>\n"
    )


def _nested(
    spec: Spec, blocks: list[Block], charset: str, rng: random.Random, labels: Labels
) -> str:
    def cell(text: str, p: Placed) -> str:
        return f"<TD{_spans(p)} align=middle>{escape(text)}"

    body: list[str] = []
    for b in blocks:
        if isinstance(b, Table):
            table = _table(b, spec, labels, cell, "<TABLE border=1 borderColor=#000000 width=600>")
            table = (
                table.replace("<tr>", "<TR>").replace("</tr>", "").replace("</table>", "</TABLE>")
            )
            body.append(f"<TR><TD align=center>{table}</TD></TR>\n")
        elif b.role == "title":
            body.append(f"<TR><TD height=50 align=center><B>{escape(b.text)}</B></TD></TR>\n")
        else:
            body.append(f"<TR><TD class=p14>　　{escape(b.text)}</TD></TR>\n")
    return (
        f'<HTML><HEAD><TITLE>{escape(spec.title)}</TITLE><META content="text/html; '
        f'charset={charset}" http-equiv=Content-Type></HEAD>\n<BODY bgColor=#ffffff>\n'
        "<TABLE width=1000 align=center><TR><TD colSpan=2><TABLE width=100%><TR><TD>首页</TD>"
        "<TD>机构职能</TD><TD>政策文件</TD><TD>办事指南</TD></TR></TABLE></TD></TR>\n"
        "<TR><TD width=200 vAlign=top><TABLE><TR><TD>信息公开指南</TD></TR><TR><TD>信息公开目录"
        "</TD></TR><TR><TD>信息公开年报</TD></TR></TABLE></TD>\n"
        f"<TD width=800><TABLE width=100%>\n{''.join(body)}</TABLE></TD></TR>\n"
        "<TR><TD colSpan=2 align=center>版权所有 未经许可不得转载</TD></TR></TABLE>\n"
        "</BODY></HTML>\n"
    )


def _br(spec: Spec, blocks: list[Block], charset: str, rng: random.Random, labels: Labels) -> str:
    def cell(text: str, p: Placed) -> str:
        shown = escape(text)
        if p.slot.cell:
            shown = f"&nbsp;{shown}&nbsp;" if text else "&nbsp;"
        tag = "th" if p.row == 0 else "td"
        return f"<{tag}{_spans(p)}>{shown}</{tag}>"

    body: list[str] = []
    for b in blocks:
        if isinstance(b, Table):
            body.append(_table(b, spec, labels, cell, '<table cellspacing="0">'))
        elif b.role != "title":
            strong = f"<b>{escape(b.text)}</b>" if b.role == "heading" else escape(b.text)
            body.append(f"&nbsp;&nbsp;&nbsp;&nbsp;{strong}<br />\n")
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}" />'
        f"<title>{escape(spec.title)}</title></head><body>\n"
        f'<div align="center"><font size="5">{escape(spec.title)}</font></div><hr />\n'
        f'<div class="content">\n{"".join(body)}</div>\n</body></html>\n'
    )


_PAGES: dict[str, Callable[[Spec, list[Block], str, random.Random, Labels], str]] = {
    "html_plain": _plain,
    "html_word": _word,
    "html_portal": _portal,
    "html_nested": _nested,
    "html_br": _br,
}
