"""What a bare sum of published information states (合计600条): what the list before it is of.

门户网站更新公告14条、动态22条，合计36条 is of the website; 图解31篇、短视频17个，合计48篇
behind 解读 counts interpretations. The parts are kinds that nobody asks for. This comes when all
else is decided, for what stands open still; sums of table cells are told in `list_sums` before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

import regex

from extractor.indicators.cues import table
from extractor.indicators.frames import Frame
from extractor.indicators.phrases import SUM_WORDS
from extractor.indicators.publication import CHANNELS, SOCIAL
from extractor.indicators.statements import stating
from extractor.language.first import swift
from extractor.records import Figure

MOST_PARTS = 10
"""Parts of one list that are looked at."""
CONFIDENCE = 0.75
"""Of what such a sum is read as."""
SEVERAL = 2
"""So many channels have a sum of their own."""

_SUM = re.compile(
    r"[\s，,、；;：:（(]*(?:以上|上述|前述)?(?:[两二三四五六七八]?[类者项种样块])?(?:信息|内容|解读)?"
    rf"(?:{SUM_WORDS})(?:更新|发布|公开)?(?:为|有|达|是)?\s*"
)
"""A clause that is nothing but a sum."""
_SUMS_UP = swift(
    r"(?:合计|共计|总计|总共|合起来|加起来|相加|之和|总量|加总|[两三四]者|[两三四]个?(?:平台|渠道|账?号)|[两三]端)"
    r"[^，。；\d]{0,8}$"
)
"""A sum over what was told before, though the clause may say more."""
_SHORT_VIDEO = regex.compile(r"抖音|快手|视频号|头条号?|小红书|客户端")
"""New media that have no indicator of their own."""
_ALONE = (None, "n.other", "n.published")
"""What a sum states of which nothing else is known."""
_ITEMS = frozenset(["条", "篇", "期", "个", "件", "部", "份", "次", "则", "张", "幅", "集"])
_FORM = regex.compile(
    r"文字|图[解文表说]|长图|一图|海报|[视音]频|动[漫画]|漫画|问答|口播|H5|专家|负责人|领导|媒体|访谈|直播|发布会|简明|图片|稿|文章"
)
"""In what form something is interpreted."""
_INTERPRETED = regex.compile(r"(?:解读|一文[一二三多]解)[^；。]{0,24}$")
"""Before the first part: the list is of interpretations."""


def with_published_sums(frames: Sequence[Frame], figures: Sequence[Figure]) -> list[Figure]:
    """`figures`, where a sum that closes a list states what the list is of; `frames` are theirs."""
    out = list(figures)
    by_index = {f.index: f for f in frames}
    summed: dict[int | None, str] = {}
    for frame in frames:
        figure = out[frame.index]
        if figure.indicator not in _ALONE or figure.unit not in _ITEMS or figure.kind != "count":
            continue
        told = None
        if _SUM.fullmatch(frame.left):
            parts = _parts(frame, by_index, out)
            told = _of_parts(frame, parts, out) if parts else None
        if told is None and _SUMS_UP.search(frame.left):
            told = _of_channels(frame, by_index, out)
        if told is None and frame.told_as in summed:
            told = summed[frame.told_as]
        if told is not None and told != figure.indicator:
            summed[frame.index] = told
            out[frame.index] = stating(figure, told, CONFIDENCE, "sum")
    return out


def _parts(frame: Frame, by_index: dict[int, Frame], figures: Sequence[Figure]) -> list[Frame]:
    """The counts right before a sum that come to it; none where they do not, or are too few."""
    found: list[Frame] = []
    value = figures[frame.index].value
    total = Decimal(0)
    for index in range(frame.index - 1, max(-1, frame.index - 1 - MOST_PARTS), -1):
        part = by_index.get(index)
        if part is None or part.sentence != frame.sentence or part.figure.unit not in _ITEMS:
            break
        found.insert(0, part)
        total += figures[index].value
        if total >= value:
            break
    return found if total == value and len(found) > 1 else []


def _of_parts(frame: Frame, parts: Sequence[Frame], figures: Sequence[Figure]) -> str | None:
    first = parts[0]
    led_up = first.before
    if _INTERPRETED.search(led_up) and all(_FORM.search(p.left) for p in parts[1:]):
        return "n.interpretations"
    if figures[frame.index].indicator != "n.published":
        return None
    channels = {h.value for h in table("channels").hits(led_up)}
    for part in parts:
        channels |= {h.value for h in table("channels").hits(part.left)}
    channel = next(iter(channels), "")
    if len(channels) != 1 or channel not in CHANNELS:
        return None
    of_it = (None, "n.other", f"n.published.{channel}")
    alike = all(figures[p.index].indicator in of_it for p in parts)
    return f"n.published.{channel}" if alike else None


def _of_channels(frame: Frame, by_index: dict[int, Frame], figures: Sequence[Figure]) -> str | None:
    """The sum of what came out through several channels, by the last number of each."""
    last: dict[str, Figure] = {}
    for index in range(frame.index - 1, max(-1, frame.index - 1 - MOST_PARTS), -1):
        part, figure = by_index.get(index), figures[index]
        if part is None or frame.sentence - part.sentence > 1:
            break
        channel = (figure.indicator or "").removeprefix("n.published.")
        other = _SHORT_VIDEO.search(part.left) if figure.indicator in (None, "n.other") else None
        channel = other.group() if other else channel
        own = channel in CHANNELS or other is not None
        if own and figure.kind == "count" and figure.scope.year is None:
            last.setdefault(channel, figure)
            if sum(f.value for f in last.values()) == figures[frame.index].value:
                break
    if len(last) < SEVERAL or sum(f.value for f in last.values()) != figures[frame.index].value:
        return None
    social = all(c in SOCIAL or _SHORT_VIDEO.fullmatch(c) for c in last)
    return "n.published.new_media" if social else "n.published"
