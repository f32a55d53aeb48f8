"""HTML in reading order: one line a paragraph, one line a table row, cells parted by tabs.

The tree builders at hand are quadratic in the nesting depth, or drop what is nested deep, so
the tags are read as a stream, in time linear in the input whatever the markup. `html_page` knows
what the HTML standard says of end tags that are left out in tables, and no more of the tree.
"""

from __future__ import annotations

import html
import re

from extractor.errors import TooLarge
from extractor.readers.blocks import compose
from extractor.readers.html_page import WORDS, Page
from extractor.readers.registry import Content, TextFormat, register
from extractor.readers.tidying import tidy

_HEAD = 65_536
MAX_TAGS = 500_000
"""Tags of a page, those left out that change nothing. The longest reports have some 20,000; each
takes half a kilobyte and five microseconds."""
_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_STRUCTURE = re.compile(
    r"</?(?:html|body|head|div|p|table|tbody|tr|td|th|span|font|h[1-6]|li|ul|section|article"
    r"|center|strong)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_BREAKS = 10
"""So many make a page of a text that has no other tags."""
_MARKDOWN_RULE = re.compile(r"^[ \t]*\|?[ \t:]*-{3}[ \t:|-]*$", re.MULTILINE)
_SCANT = 200
"""A page with less text than this may have its report in an element that a script shows."""

# A tag: its attributes may be quoted, and hold ">" only there. In the first two readings no part
# crosses a "<", so that every attempt ends at the next one; the third, for a "<" in quotes, is
# bounded. Badly quoted tags end at the next ">".
_ATTRIBUTES = r"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*"""
_WITH_LESS = r"""(?:[^<>"']++|"[^"]{0,1000}+"|'[^']{0,1000}+')*"""
_TOKEN = re.compile(
    rf"""([^<]*+)(?:<(/?)([A-Za-z][^\s/<>]*+)({_ATTRIBUTES}(?=>)|[^<>]*+(?=>)|{_WITH_LESS}(?=>))>
         |(<)|\Z)""",
    re.VERBOSE,
)
# Both cases spelt out: ignoring case costs three times as much, and other mixtures only time.
_INLINE_NAMES = "|".join(sorted(WORDS.inline))
_INLINE_NAME = f"(?:{_INLINE_NAMES}|{_INLINE_NAMES.upper()})"
_INLINE = re.compile(rf"</?{_INLINE_NAME}(?:[\s/]{_ATTRIBUTES})?>")
_HIDDEN_INLINE = re.compile(rf"<{_INLINE_NAME}\s[^<>]*(?:display|hidden|visibility)")
_RAW_INITIALS = "".join(sorted({c for w in WORDS.raw for c in w[0] + w[0].upper()}))
_RAW = re.compile(rf"<(?=[{_RAW_INITIALS}])((?i:{'|'.join(sorted(WORDS.raw))}))(?=[\s/>])[^<>]*>")
_MAY_HIDE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|\shidden")
_BOGUS = re.compile(r"<[!?][^>]*>")


def _sniff(text: str) -> bool:
    if "<" not in text[:_HEAD]:
        return False
    if _START.match(text):
        return True
    head = text[:_HEAD].lstrip()
    found = _STRUCTURE.finditer(head)
    return (
        sum(1 for _ in zip(found, range(3), strict=False)) == 3
        or _STRUCTURE.match(head) is not None
        or _broken_by_tags(head)
    )


def _broken_by_tags(head: str) -> bool:
    """Are most lines ended by `<br>`? In Markdown it stands in the cells of tables."""
    breaks = len(_BREAK.findall(head))
    often = breaks >= _BREAKS and breaks * 2 >= head.count("\n")
    return often and _MARKDOWN_RULE.search(head) is None


def _read(text: str) -> Content:
    text, title = _without_raw(_without_comments(text))
    low = text.lower()
    hides = any(w in low for w in ("display", "visibility", "hidden")) and (
        _MAY_HIDE.search(low) is not None
    )
    if not hides or _HIDDEN_INLINE.search(text) is None:
        text = _INLINE.sub("", text)  # most tags, and they change nothing
    if text.count("<") > MAX_TAGS:
        raise TooLarge(f"网页的标签超过{MAX_TAGS // 10_000}万个，不像一份年度报告，未读取。")
    page = _stream(text, hides)
    body, grids = compose(page.root)
    if page.hid_something and len(body) < _SCANT:
        shown, more = compose(_stream(text, hides=False).root)
        if len(shown) > max(4 * len(body), _SCANT // 2):
            body, grids = shown, more
    return Content(body, "text/html", title or None, grids)


def _stream(text: str, hides: bool) -> Page:
    page = Page(hides=hides)
    for run, closing, name, attributes, less in _TOKEN.findall(text):
        if run and not page.skip:
            page.text(run)
        if name:
            if closing:
                page.end_tag(name.lower())
            else:
                page.start_tag(name.lower(), attributes)
        elif less and not page.skip:
            page.text("<")
    page.close()
    return page


def _without_comments(text: str) -> str:
    """The page without comments, declarations and processing instructions.

    Searched only as far as something closes them, so that what is never closed costs nothing.
    """
    out = []
    at = 0
    last = text.rfind("-->")
    while at <= last:
        opened = text.find("<!--", at)
        if opened < 0 or opened > last:
            break
        out.append(text[at:opened])
        at = text.find("-->", opened + 4) + 3
        if at < 3:
            at = opened + 4
    out.append(text[at:])
    text = "".join(out)
    end = text.rfind(">") + 1
    return _BOGUS.sub("", text[:end]) + text[end:]


def _without_raw(text: str) -> tuple[str, str]:
    """The page without scripts, styles and the like, and its title."""
    low = ""
    out, at, title = [], 0, ""
    absent: set[str] = set()
    for found in _RAW.finditer(text):
        name = found[1].lower()
        if found.start() < at or name in absent:
            continue
        low = low or text.lower()
        end = low.find(f"</{name}", found.end()) if len(low) == len(text) else -1
        if end < 0:
            absent.add(name)
            continue
        if name == "title" and not title:
            title = tidy(html.unescape(text[found.end() : end][:1000]))
        out.append(text[at : found.start()])
        at = end
    out.append(text[at:])
    return "".join(out), title


register(TextFormat("html", _sniff, _read, order=100))
