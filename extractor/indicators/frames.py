"""The words around each figure, cut the way Chinese official prose is built.

A frame holds what stands to the left (back to the clause, back to the figure before), what stands
to the right, and the figure's place in a list: the whole it is a part of (`其中`, brackets, a
colon), or its turn in a `分别为` list, whose nouns stand together before the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from extractor.indicators.cues import table
from extractor.records import Figure, Sentence

BOUNDARY = "，,；;。：:！？\n（）()"
_LIST_OPENERS = regex.compile(
    r"(?:其中|当中)(?P<open>包括|含|有|主要有|主要是|主要为)?|(?P<incl>包括|包含|涵盖|涉及|主要有|主要为|主要是|主要包括)|具体(?:为|是|情况|来看|包括|如下)?|分类(?:看|统计)|"
    r"分别(?:为|是)(?=[^，。；]{2,})|^(?:里|中|当中)[，,]?(?:有|，)?|(?<=申请|案件|件|答复|信息)(?:里|中)[，,]?(?:有|，)?(?=[^，。；]{0,12}$)|分[^，。；]{1,6}看|(?:按|从|以)[^，。；,;]{1,14}(?:分|看|来看|划分|统计|分类|来分|构成|而言)"
)
_RESPECTIVE = regex.compile(
    r"(?:分别|依次|各)(?P<verb>[^\d，。；,;一二三四五六七八九十百零近约超]{0,12})$"
)
_ITEM_SPLIT = regex.compile(r"[、和与及]|以及|[，,]")
_JOINT = regex.compile(r"\s*(?:[、，,]|和|与|及|以及|，?和)\s*")
_ONLY_LINK = regex.compile(
    r"[\s，,；;、：:（(]*(?:其余|其它|剩余|余下|其中|另有|另外|另|还有|尚有|仍有|有|对|就|将|把|以及|和|与|及|并|且|共|约|近|的|还|剩|余|已有|含|包括|先后|这|该|上述|前述|此|目前|现|现有|仅|只有)*\s*"
)


@dataclass(slots=True)
class Frame:
    """What is known of one figure's surroundings. Indices are into the figures of the report."""

    index: int
    figure: Figure
    sentence: int
    left: str
    """The clause to the left, back to a boundary or the figure before."""
    since: str
    """Everything since the figure before (or the sentence's start)."""
    clause: str
    """The clause to the left with the figures in it."""
    before: str
    """The sentence up to the figure."""
    right: str
    """To the right, up to a boundary or the next figure."""
    onward: str
    """To the right, over commas, up to the next figure, a semicolon or the end."""
    heading: str
    section: int
    about_applications: bool = False
    """The sub-heading above is 依申请公开."""
    leads: bool = False
    """The clause begins with the figure: what it states follows it (`441件已办结`)."""
    parent: int | None = None
    list_open: bool = False
    far: bool = False
    """The whole stands in an earlier sentence."""
    list_id: int = 0
    """Parts of one list share it; a whole may be broken down more than once."""
    opener: str = ""
    """The word that opened the list (其中, 包括 …), empty for brackets."""
    turn: tuple[int, int] | None = None
    """(k, n): k-th of n figures of a `分别为` list."""
    bracket: bool = False
    shared: str = ""
    """What stands behind the last of a list whose numbers lead (`70件复议、24件诉讼获维持`)."""
    scoped_body: str | None = None
    """The body that is part of the whole and whose figure this is (市本级, 区县, 某局)."""
    joined: bool = False
    """Joined to the figure before by `、` or 和: the same list."""
    siblings: list[int] = field(default_factory=list)


def build_frames(
    text: str, sentences: tuple[Sentence, ...], figures: tuple[Figure, ...]
) -> list[Frame]:
    """One frame a figure, in order."""
    frames: list[Frame] = []
    by_sentence: dict[int, list[int]] = {}
    for i, f in enumerate(figures):
        by_sentence.setdefault(f.sentence, []).append(i)
    previous_whole: int | None = None
    for number, indices in by_sentence.items():
        sentence = sentences[number]
        made = [_frame(text, sentence, number, figures, indices, k) for k in range(len(indices))]
        _number_first(made)
        _parents(text, sentence, made, previous_whole, sentences)
        _respective(text, sentence, made)
        for a, b in zip(reversed(made[:-1]), reversed(made[1:]), strict=True):
            if b.leads and b.since.strip().endswith(("、", "和", "与")) and len(b.since) < 16:
                a.shared = b.shared or b.onward
        frames.extend(made)
        tops = [
            f.index
            for f in made
            if f.parent is None
            and f.figure.value
            and f.figure.kind in ("count", "amount", "cumulative")
        ]
        if tops:
            previous_whole = tops[-1]
    return frames


def _number_first(frames: list[Frame]) -> None:
    """`70件行政复议、24件行政诉讼获维持`: the words before 、 belong to the number before them."""
    for before, frame in zip(frames, frames[1:], strict=False):
        mark = frame.since.rfind("、")
        if (
            not before.leads
            or frame.leads
            or mark < 0
            or not _ONLY_LINK.fullmatch(frame.since[mark + 1 :])
        ):
            continue
        frame.left, frame.leads = frame.since[mark + 1 :], True
        before.right = before.onward = frame.since[:mark]


def _frame(
    text: str, s: Sentence, number: int, figures: tuple[Figure, ...], indices: list[int], k: int
) -> Frame:
    figure = figures[indices[k]]
    lo = figures[indices[k - 1]].end if k else s.start
    hi = figures[indices[k + 1]].start if k + 1 < len(indices) else s.end
    since = text[lo : figure.start]
    cut = _last_boundary(since)
    left = since[cut:]
    if not left.strip() and since.rstrip().endswith("（") and len(since) > 4:
        # 本机关不掌握（56件）: the noun stands before the bracket
        noun = since.rstrip()[:-1]
        left = regex.split(r"[、，；。：）]", noun)[-1]
    clause_from = s.start
    for c in BOUNDARY[:8]:
        clause_from = max(clause_from, text.rfind(c, s.start, figure.start) + 1)
    after = text[figure.end : hi]
    right = after
    for i, c in enumerate(after):
        if c in BOUNDARY:
            right = after[:i]
            break
    onward = after
    for i, c in enumerate(after):
        if c in "；;。！？":
            onward = after[:i]
            break
    leads = bool(_ONLY_LINK.fullmatch(left)) and (k == 0 or cut > 0 or _ends_list(since))
    joined = (
        k > 0
        and bool(_JOINT.fullmatch(since[:1] + ""))
        and "；" not in since
        and ";" not in since
        and "。" not in since
    )
    return Frame(
        index=indices[k], figure=figure, sentence=number, left=left, since=since,
        clause=text[clause_from : figure.start], before=text[s.start : figure.start],
        right=right, onward=onward, heading=s.heading, section=s.section,
        about_applications="申请" in s.heading, leads=leads, joined=joined,
    )  # fmt: skip


_CLOSED_BRACKET = regex.compile(r"[（(][^（()）]*[）)]")


def _last_boundary(since: str) -> int:
    """Where the clause before a figure begins; brackets that hold no figure belong to the clause."""
    flat = _CLOSED_BRACKET.sub(lambda m: "\u3000" * len(m.group()), since)
    return max(flat.rfind(c) for c in BOUNDARY) + 1


def _ends_list(since: str) -> bool:
    return since.strip()[:1] in ("、", "和", "与", "及", "")


def _parents(
    text: str,
    s: Sentence,
    frames: list[Frame],
    previous_whole: int | None,
    sentences: tuple[Sentence, ...],
) -> None:
    """Set `parent`, `list_open` and `siblings` from brackets, 其中 and colons."""
    stack: list[tuple[int | None, int, str, bool]] = []  # what held outside the bracket
    current: int | None = None
    opened, list_id, opener_word, fresh, tight = False, 0, "", 0, False
    loose = False
    fresh = frames[0].index * 100  # ids are unique over the report
    for k, frame in enumerate(frames):
        since = frame.since
        for i, c in enumerate(since):
            if c in "（(":
                head = since[:i].strip("）、 ，")
                near = len(head) <= 3 or (frames[k - 1].leads and "，" not in head)
                inner = frames[k - 1].index if k and near else None
                stack.append((current, list_id, opener_word, opened))
                fresh += 1
                current, opened, list_id, opener_word = inner, False, fresh, ""
            elif c in "）)" and stack:
                current, list_id, opener_word, opened = stack.pop()
        flat = _CLOSED_BRACKET.sub(lambda m: " " * len(m.group()), since)
        if "）" in flat or ")" in flat:
            flat = regex.split(r"[）)]", flat)[-1]
        opener = None
        if k and (frames[k - 1].figure.kind == "ratio" or frames[k - 1].bracket):
            loose = True
        for opener in _LIST_OPENERS.finditer(flat):
            pass
        if opener is not None and not stack:
            whole = frames[k - 1] if k else None
            while whole is not None and (
                whole.bracket
                or whole.figure.kind in ("ratio", "change", "rank")
                or _COMPARING.search(whole.left)
            ):
                p = whole.index - 1
                whole = next((f for f in frames if f.index == p), None)
            head = flat[: opener.start()]
            apart = bool(regex.search(r"[；;。]", head)) and bool(head.strip(" ；;，,。"))
            if (
                whole is not None
                and opener.group().startswith(("按", "从", "以", "具体", "分"))
                and not apart
            ):
                current = whole.parent if whole.parent is not None else whole.index
                opened = False
                fresh += 1
                list_id, opener_word = fresh, opener.group()
            elif (
                whole is not None
                and opener.group("incl")
                and ((current is not None and "包" not in opener.group()) or head.strip(" ，,"))
            ):
                pass  # 涉及, 包括 inside a list or behind other words open nothing
            elif whole is not None:
                strong = not apart
                if apart:
                    current = None
                if strong and not (opener.group("incl") and len(head) > 8):
                    current = (
                        whole.parent
                        if whole.parent is not None
                        and whole.joined
                        and not opener.group().startswith("其中")
                        else whole.index
                    )
                    opened = bool(opener.group("open")) or "主要" in opener.group()
                    fresh += 1
                    list_id, opener_word = fresh, opener.group()
            elif (
                opener.group().startswith(("其中", "当中", "从", "按", "具体", "分"))
                and opener.start() <= 2
            ):
                current, opened = previous_whole, bool(opener.group("open"))
                fresh += 1
                list_id, opener_word = fresh, opener.group()
        elif (
            k
            and not stack
            and frames[k - 1].leads
            and _REST.match(frames[k - 1].left)
            and _IS.match(flat)
        ):
            current, opened = frames[k - 1].index, False  # 其余59件为不予公开13件、…
            fresh += 1
            list_id, opener_word = fresh, "为"
        elif (
            not stack
            and ("；" in flat or ";" in flat)
            and current is not None
            and (tight or not loose or not _continues(flat))
        ):
            current = None
        elif (
            not stack
            and current is not None
            and k
            and frames[k - 1].figure.kind == "ratio"
            and not regex.search(r"占|比|[（(]$", frames[k - 1].since)
        ):
            current = None  # 回复率100%，公开选登356条: the list is over
        elif (
            not stack
            and current is not None
            and k
            and not _REST.match(frame.left)
            and _breaks(frames, k, current, tight)
        ) or (not stack and current is not None and k and _NEW_EVENT.search(flat)):
            current = None
        if opener is not None:
            loose = not opener.group().startswith("其中")
        if opener is not None or (stack and k and not frames[k - 1].bracket):
            tight = False
        elif current is not None and since.strip()[:1] in ("、", "和", "及"):
            tight = True  # parts joined by 、: a semicolon ends such a list
        frame.bracket = bool(stack)
        if current is not None and current != frame.index:
            frame.parent = current
            frame.list_open = opened
            frame.far = current < frames[0].index
            frame.list_id, frame.opener = list_id, opener_word
            if opener is not None and stack:
                frame.opener = opener_word = opener.group()
                opened = frame.list_open = bool(opener.group("open"))
        elif k and frame.parent is None and not stack and _COLON.search(flat) and len(flat) < 24:
            pass
    groups: dict[int, list[int]] = {}
    for f in frames:
        if f.parent is not None:
            groups.setdefault(f.parent, []).append(f.index)
    for f in frames:
        if f.parent is not None:
            f.siblings = [i for i in groups[f.parent] if i != f.index]


_COLON = regex.compile(r"[：:]")
_NEW_EVENT = regex.compile(
    r"[，,]\s*(?:[^，,；;。]{0,8}?)(?:(?:已|共|全年|实际|按期|年内|均已|全部|尚未)?(?:办结|答复|办理)(?!结果)|结转|收到|新收|受理|连同|加上|较(?!多)|比(?!例|重)|同比|需办理|应办理|实际|召开|举办|组织|征求|发布解读|上年|去年|转入|转下)"
)


_REST = regex.compile(r"[\s，,；;、]*(?:其[他它余]|余下|剩余|另)")
_COUNTED = ("count", "cumulative", "amount")
_IS = regex.compile(r"(?:分别)?(?:为|系|即|是|包括)[^，。；]")
_COMPARING = regex.compile(r"(?:比|较|上年|去年|同期)[^，。；]{0,12}$")


def _breaks(frames: list[Frame], k: int, current: int, tight: bool) -> bool:
    """Does the k-th figure, set off by a comma, stand outside the list of `current`?"""
    frame, before = frames[k], frames[k - 1]
    if not frame.since.lstrip("）)").lstrip().startswith(("，", ",")) or before.index == current:
        return False
    if before.figure.kind in ("ratio", "change"):
        return False
    return tight or (frame.leads and not before.leads)


def _continues(since: str) -> bool:
    """A semicolon inside a list: what follows is still a part of the same whole."""
    tail = regex.split(r"[；;]", since)[-1].strip()
    return 0 < len(tail) <= 14 and not regex.search(
        r"承办|加上|连同|参加|办结|答复|收到|受理|结转|办理|举办|召开|组织|发布|另|全年|共", tail
    )


def _respective(text: str, s: Sentence, frames: list[Frame]) -> None:
    """`A、B分别为1件、2件`: hand each figure its own noun as its left context."""
    k = 0
    while k < len(frames):
        first = frames[k]
        m = _RESPECTIVE.search(first.left) if "分别" in first.left or "依次" in first.left else None
        if m is None:
            k += 1
            continue
        run = [first]
        for nxt in frames[k + 1 :]:
            if _JOINT.fullmatch(nxt.since) and (nxt.figure.kind in _COUNTED) == (
                first.figure.kind in _COUNTED
            ):
                run.append(nxt)
            else:
                break
        head = first.left[: m.start()] or first.since[: -len(first.left) or None]
        items = [i for i in _ITEM_SPLIT.split(head) if i.strip()]
        if len(items) < len(run):
            wider = (
                first.since[: first.since.rfind(first.left) + m.start()]
                if first.left
                else first.since
            )
            items = [i for i in _ITEM_SPLIT.split(wider) if i.strip()]
        verb = m.group("verb")
        if len(run) > 1 and len(items) >= len(run):
            lead = head[: head.find(items[-len(run)])] if items[-len(run)] in head else ""
            for n, frame in enumerate(run):
                item = items[-len(run) + n].strip()
                frame.turn = (n, len(run))
                noun = table("objects").last(items[-1])
                tail = items[-1][noun.end :].strip() + "，" if noun and n + 1 < len(run) else ""
                frame.left = (lead if n else "") + tail + item + verb
                frame.leads = False
        elif len(run) > 1:
            for n, frame in enumerate(run):
                frame.turn = (n, len(run))
                if n:
                    frame.left = first.left
                    frame.leads = False
        k += len(run)
