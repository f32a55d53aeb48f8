"""HTML to reading-order text: lines, table rows, what is dropped, hostile markup."""

from __future__ import annotations

import time

import pytest

from extractor.errors import TooLarge
from extractor.readers import read

REPORT = "一、总体情况：2023年收到政府信息公开申请12件，办结12件，结转0件。"


def text(page: str) -> str:
    return (
        read(f"<html><body>{page}<p>{REPORT}</p></body></html>")
        .text.removesuffix(REPORT)
        .strip("\n")
    )


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>甲</p><p>乙</p>", "甲\n乙"),
        ("<div>甲<div>乙</div>丙</div>", "甲\n乙\n丙"),
        ("甲<br>乙<br/><br />丙", "甲\n乙\n丙"),
        ("<p>甲<span>乙</span><b>丙</b><a href=x>丁</a></p>", "甲乙丙丁"),
        ("<p>收到<span lang=EN-US>12</span>件<o:p></o:p></p>", "收到12件"),
        ("<P>甲</P>\n<P>乙", "甲\n乙"),
        ("<h1>题</h1><ul><li>甲<li>乙</ul>", "题\n甲\n乙"),
        ("<p>&nbsp;&nbsp;&#12288;甲&ensp;乙&emsp;&emsp;</p>", "甲 乙"),
        ("<p>　　甲　　乙</p>", "甲 乙"),
        ("<p>优化内\n    审机制</p>", "优化内审机制"),
        ("<p>共 3\n条</p>", "共 3 条"),
        ("<p>a\n b</p>", "a b"),
        ("<p>甲\u200b乙\ufeff丙\u00ad</p>", "甲乙丙"),
        ("<p>3 &lt; 5 &amp; 7 &gt; 6 &#20214; &copy</p>", "3 < 5 & 7 > 6 件 ©"),
        ("<p>a < b 而 c > d</p>", "a < b 而 c > d"),
        ("<pre>甲\n乙\n\n丙</pre>", "甲\n乙\n丙"),
        ("<p title='a>b' data-x=\"1>2\">甲</p>", "甲"),
        ('<p onclick="if(a<b){x()}">甲</p>', "甲"),
    ],
)
def test_paragraphs(page: str, lines: str) -> None:
    assert text(page) == lines


@pytest.mark.parametrize(
    "page",
    [
        "<script>var a='<p>1</p>';</script>",
        "<style>p{content:'2'}</style>",
        "<noscript>请开启脚本</noscript>",
        "<template><p>3</p></template>",
        "<!-- <p>4</p> -->",
        "<!--[if gte mso 9]><xml><w:p>5</w:p></xml><![endif]-->",
        "<![if !supportEmptyParas]><![endif]>",
        "<?xml:namespace prefix = o ns = 'x' /><xml><o:p>6</o:p></xml>",
        "<div style='display:none'>7<div>8</div>9</div>",
        '<p style="color:red; DISPLAY : none">10</p>',
        "<span hidden>11</span>",
        "<div hidden=hidden><table><tr><td>12</table></div>",
        "<p style='visibility:hidden'>13</p>",
        "<select><option>14<option>15</select>",
        "<textarea>16</textarea><iframe>17</iframe>",
        "<svg><text>18</text></svg>",
        "<p style=display:none>19<p style=display:none>20",
        "<img alt='21' src=x><input value=22><link rel=x>",
        "<title>23</title>",
    ],
)
def test_what_is_not_shown_is_not_read(page: str) -> None:
    assert text(f"<p>甲</p>{page}<p>乙</p>") == "甲\n乙"


def test_a_hidden_cell_ends_with_its_cell() -> None:
    rows = "<tr><td>甲<td style='display:none'>乙<td>丙<tr hidden><td>丁<tr><td>戊<td>己"
    assert text(f"<table>{rows}</table>") == "甲\t丙\n戊\t己"


def test_a_report_that_a_script_would_show_is_read() -> None:
    page = (
        f"<html><body><p>首页</p><div style='display:none'><p>{REPORT * 5}</p></div></body></html>"
    )
    assert REPORT in read(page).text


@pytest.mark.parametrize(
    "page",
    [
        "<nav><ul><li>首页<li>政务公开</ul></nav>",
        "<ul class='nav'><li><a>首 页</a></li><li><a>机构职能</a></li></ul>",
        "<div class='topbar'>某局<a>登录</a><a>注册</a></div>",
        "<div id='footer'>主办单位：某局 技术支持：某公司 电话：0900-8800123 ICP备123号</div>",
        "<footer>版权所有 © 2023 某局<br>网站标识码1234567890</footer>",
        "<header><div>2024年1月2日 星期二</div></header>",
        "<div class='btm'>Copyright © 2018 某局 All Rights Reserved</div>",
    ],
)
def test_page_furniture_is_left_out(page: str) -> None:
    assert text(f"{page}<p>甲</p>") == "甲"


@pytest.mark.parametrize(
    "page",
    [
        "<header><h1>某局2023年政府信息公开工作年度报告</h1></header>",
        "<div class='header'><p>某局2023年政府信息公开工作年度报告</p></div>",
        "<div class='nav'><p>全年主动公开信息12条，收到申请3件。</p></div>",
        "<div class=foot><p>某局在全年工作中认真做好公开的各项工作并且取得了很好的成效</p></div>",
        "<footer><table><tr><td>规章</td><td>0</td></tr></table></footer>",
        "<div class='foot'><p>甲乙丙丁</p></span></section><p>报告正文在没有关闭的标签里</p>",
    ],
)
def test_report_text_is_never_taken_for_furniture(page: str) -> None:
    shown = "".join(text(page).split())
    assert len(shown) > 2


# -- tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        (
            "<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>",
            "甲\t1\n乙\t2",
        ),
        ("<table><tr><td>甲<td>1<tr><td>乙<td>2</table>", "甲\t1\n乙\t2"),
        (
            "<table><tbody><tr><th>甲</th><td></td><td>&nbsp;</td><td>3</td></tr></tbody></table>",
            "甲\t\t\t3",
        ),
        (
            "<table><tr><td><p>商业<br>企业</p></td><td><p>1</p><p></p></td></tr></table>",
            "商业企业\t1",
        ),
        ("<table><tr><td>\n 商业\n 企业 \n</td><td> 1 2 </td></tr></table>", "商业企业\t1 2"),
        ("<table><caption>表一</caption><tr><td>甲</td><td>1</td></tr></table>", "表一\n甲\t1"),
        ("<table><tr></tr><tr><td></td></tr><tr><td>甲</td><td>1</td></tr></table>", "甲\t1"),
        ("<table><tr><td>只有一格</td></tr></table>", "只有一格"),
        ("<td>表外的格</td><tr>甲</tr>", "表外的格\n甲"),
        ("<table><tr><td>甲</td>游离<td>1</td></tr></table>", "甲\t1\n游离"),
    ],
)
def test_rows_are_lines_and_cells_are_parted_by_tabs(page: str, lines: str) -> None:
    assert sorted(text(page).split("\n")) == sorted(lines.split("\n"))


def test_a_table_around_the_page_is_layout() -> None:
    inner = "<table><tr><td>规章</td><td>0</td></tr></table>"
    page = f"<table><tr><td>菜单</td><td><p>第一段。</p>{inner}<p>第二段。</p></td></tr></table>"
    document = read(f"<html><body>{page}</body></html>")
    assert document.text == "菜单\n第一段。\n规章\t0\n第二段。"
    assert len(document.grids) == 1


def test_a_table_with_long_text_is_layout() -> None:
    long = "公开信息十分重要，各单位高度重视，落实到位。" * 12
    page = f"<table><tr><td>左栏</td><td><p>{long}</p><p>{long}</p></td></tr></table>"
    assert text(page) == f"左栏\n{long}\n{long}"


def test_grids_hold_rows_columns_spans_and_offsets() -> None:
    page = (
        "<html><body><p>前</p><table>"
        "<tr><td rowspan=2 colspan=2>甲</td><td>1</td><td>2</td></tr>"
        "<tr><td>3</td><td>4</td></tr>"
        "<tr><td>乙</td><td>丙</td><td>5</td><td></td></tr></table><p>后</p></body></html>"
    )
    document = read(page)
    (grid,) = document.grids
    shown = [
        (c.row, c.column, c.rowspan, c.colspan, document.text[c.start : c.end]) for c in grid.cells
    ]
    assert shown == [
        (0, 0, 2, 2, "甲"),
        (0, 2, 1, 1, "1"),
        (0, 3, 1, 1, "2"),
        (1, 2, 1, 1, "3"),
        (1, 3, 1, 1, "4"),
        (2, 0, 1, 1, "乙"),
        (2, 1, 1, 1, "丙"),
        (2, 2, 1, 1, "5"),
        (2, 3, 1, 1, ""),
    ]
    assert document.text[grid.start : grid.end] == "甲\t1\t2\n3\t4\n乙\t丙\t5\t"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("一、总体情况<br>收到申请5件<BR/>办结5件<br />二、其他" * 4, "text/html"),
        ("一、总体情况<br>\n收到申请5件<br>\n办结5件<br>\n" * 4, "text/html"),
        ("| 甲 | 乙 |\n|---|---|\n" + "| 一<br>二 | 三<br>四 |\n" * 9, "text/markdown"),
        ("收到<br>申请5件\n办结5件\n没有复议\n没有诉讼\n", "text/plain"),
    ],
)
def test_a_page_that_only_breaks_lines_is_one(text: str, kind: str) -> None:
    document = read(text)
    assert document.media_type == kind
    assert ("<" in document.text) == (kind != "text/html")


def test_the_title_of_the_page_is_kept() -> None:
    page = f"<html><head><title> 某局年报\n - 某县 </title></head><body>{REPORT}</body></html>"
    assert read(page).title == "某局年报 - 某县"


# -- hostile markup ---------------------------------------------------------------------------

N = 20_000
HOSTILE = {
    "deep divs": "<div>" * 100_000,
    "deep lists": "<ul><li>" * N,
    "deep tables": "<table><tr><td>" * N,
    "deep tables with text": "<table><tr><td>甲" * N,
    "unclosed inline": "<b><i>" * N,
    "hidden in hidden": "<div style='display:none'>" * N + "</div>" * N,
    "furniture in furniture": "<nav>" * N + "</nav>" * N,
    "end tags": "</div></td></table></p>" * N,
    "huge spans": "<table>" + "<tr><td rowspan=99999999 colspan=99999999>1<td>2" * 500 + "</table>",
    "open quotes": '<a title="' * N,
    "less-than signs": "<" * 100_000,
    "open comments": "<!--" * N,
    "open declarations": "<!" * N,
    "open scripts": "<script>" * N,
    "long reference": "&#" + "9" * 100_000 + ";",
    "ampersands": "&" * 100_000,
    "many attributes": "<p " + "a='1' " * N + ">",
    "one long line": "<p>" + "公开信息" * 200_000 + "</p>",
    "line breaks": "<br>" * N,
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_costs_little_and_loses_nothing_behind(markup: str) -> None:
    start = time.perf_counter()
    document = read(f"<html><body><p>{REPORT}</p>{markup}")
    assert time.perf_counter() - start < 5
    assert REPORT in document.text
    assert all(0 <= c.start <= c.end <= len(document.text) for g in document.grids for c in g.cells)
    assert all(c.column <= 64 for g in document.grids for c in g.cells)


def test_time_grows_with_the_size_not_faster() -> None:
    def seconds(n: int) -> float:
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            read(f"<html><body>{'<div><p>甲' * n}")
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(40_000) < 12 * seconds(8_000) + 0.1


def test_a_page_of_nothing_but_cells_is_refused_before_it_is_read() -> None:
    page = "<table>" + ("<tr>" + "<td>1</td>" * 500 + "</tr>") * 600 + "</table>"
    started = time.process_time()
    with pytest.raises(TooLarge, match="标签"):
        read(page)
    assert time.process_time() - started < 1.5
