"""The equations prose puts its own figures into: wholes and parts, flows, shares, changes.

A relation is only what the words claim; whether it holds is for the rules. Where the words allow
several operands, all readings are tried here and one that holds is kept, so that a rule never
contradicts what some sensible reading reconciles.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractor.arithmetic import change_agrees, share_agrees, sums_agree
from extractor.indicators.frames import Frame
from extractor.records import Figure, Relation, Sentence

COUNTS = frozenset(["count", "amount", "cumulative"])

_SUM = regex.compile(
    r"(?:合计|共计|总计|总共|相加|累计|总数|全[市县区省旗](?:[^，。；\d]{0,4}?)|两项|三项|二者|两者|三者|合在一起|合|共)(?:[^，。；\d]{0,6}?)(?:为|是|有|达|约|近)?\s*$"
)
_LAST_PART = regex.compile(r"^[\s，,；;、：:]*(?:其[他它]|其余|余下|剩余)")
_ETC = regex.compile(r"^\s*(?:等|，等|左右等|不等)")
_CLOSED_OPENER = regex.compile(r"具体|分别|按|从|以|组成|分")
_MAINLY = regex.compile(r"主要|集中|重点|最多|居前|涉及|如|例如|特别|尤其|包括但不限|大部分|半数")
_EACH = regex.compile(r"(?:各|均为|均是|各为|都是)\s*(?:约|近)?\s*$")
_APART = regex.compile(r"另行|未计入|不计入|不含|不包括|除外|另计")
_PERIODS = regex.compile(r"季度|上半年|下半年")
_FLOW_ROWS = ("t3.new.total", "t3.carried_in.total", "t3.total.total", "t3.carried_out.total")


def find_relations(
    text: str, sentences: tuple[Sentence, ...], frames: list[Frame], figures: list[Figure]
) -> tuple[Relation, ...]:
    """All relations of the report, in text order of their left sides."""
    by_index = {f.index: f for f in frames}
    out: list[Relation] = []
    out.extend(_parts(text, frames, by_index, figures))
    out.extend(_sums(frames, figures, out))
    out.extend(_implied(frames, figures, out))
    shares = list(_shares(text, frames, by_index, figures))
    out.extend(_shared_out(shares, by_index, figures, out))
    out.extend(_identities(frames, figures, out))
    out.extend(_flows(sentences, frames, figures))
    out.extend(shares)
    out.extend(_changes(frames, figures))
    out.sort(key=lambda r: r.left)
    return tuple(out)


# -- wholes and parts -------------------------------------------------------------------------


def _parts(
    text: str, frames: list[Frame], by_index: dict[int, Frame], figures: list[Figure]
) -> Iterator[Relation]:
    groups: dict[tuple[int, int], list[Frame]] = {}
    for frame in frames:
        if frame.parent is not None and figures[frame.index].kind in COUNTS:
            groups.setdefault((frame.parent, frame.list_id), []).append(frame)
    for (parent, _), members in groups.items():
        whole = figures[parent]
        if whole.kind not in COUNTS or not whole.value:
            continue
        runs = list(_runs(members, figures, whole))
        if members[0].far:
            found = _far_whole(members, frames, figures, runs)
            if found is None:
                continue
            parent, whole = found, figures[found]
        for run in runs:
            if len(runs) > 1 and _dimension(figures[run[0].index]) is None:
                continue  # a list read as two kinds of parts: what is unnamed is not its own list
            head = by_index.get(parent)
            if head is not None and head.joined and run[0].opener[:1] in ("按", "从", "以"):
                continue  # A 64件、B 22件。按类别分: of which of the two is not said
            made = _list_of(text, parent, run, figures, by_index, len(runs) > 1)
            if made is not None:
                yield made


def _far_whole(
    members: list[Frame], frames: list[Frame], figures: list[Figure], runs: list[list[Frame]]
) -> int | None:
    """The whole of a list that opens its own sentence (`从渠道看，…`): told in one just before."""
    first = members[0]
    near = [
        f.index for f in frames
        if f.index < first.index and first.sentence - 3 <= f.sentence < first.sentence
        and f.parent is None and figures[f.index].kind in COUNTS and figures[f.index].value
        and _unit(figures[f.index]) == _unit(figures[first.index])
    ]  # fmt: skip
    for i in reversed(near):
        for run in runs:
            if len(run) > 1 and sums_agree(figures[i], [figures[m.index] for m in run]) == "agrees":
                return i
    last = [i for i in near if figures[i].sentence == first.sentence - 1]
    return last[0] if len(last) == 1 else None


def _runs(members: list[Frame], figures: list[Figure], whole: Figure) -> Iterator[list[Frame]]:
    """The members that can be added: same unit and year as the whole, one dimension at a time."""
    run = [
        m for m in members
        if (_unit(figures[m.index]) == _unit(whole) and figures[m.index].scope.year == whole.scope.year)
        or figures[m.index].qualifier == "zero"
    ]  # fmt: skip
    run = [m for m in run if not _APART.search(m.right)]
    run = [m for m in run if _group(figures[m.index]) in ("", _group(whole)) or not _group(whole)]
    if not run:
        return
    dimensions: list[list[Frame]] = []
    for m in run:
        d = _dimension(figures[m.index])
        if dimensions and (
            d == _dimension(figures[dimensions[-1][-1].index])
            or (d is None and _LAST_PART.match(m.left))
        ):
            dimensions[-1].append(m)
        else:
            dimensions.append([m])
    yield from dimensions


def _group(figure: Figure) -> str:
    """The group of table 4 that a figure belongs to, litigation and its two kinds as one."""
    i = figure.indicator or ""
    if not i.startswith("t4.") or "+" in i:
        return ""
    return "review" if i.startswith("t4.review") else "litigation"


def _dimension(figure: Figure) -> str | None:
    """What a part is a part by: applicants, outcome, origin, flow, group, result; None unknown."""
    i = figure.indicator or ""
    if not i.startswith("t") or "+" in i:
        return None
    table, _, rest = i.partition(".")
    row, _, column = rest.rpartition(".")
    if table == "t3":
        if column != "total":
            return "applicant"
        if row in ("new", "carried_in"):
            return "origin"
        return "flow" if row in ("total", "carried_out") else "outcome"
    if table == "t4":
        return "group" if column == "total" else "result " + row
    return None


def _list_of(
    text: str,
    parent: int,
    run: list[Frame],
    figures: list[Figure],
    by_index: dict[int, Frame],
    divided: bool,
) -> Relation | None:
    whole = figures[parent]
    indices = [m.index for m in run]
    parts: list[int] = []
    for m in run:
        parts.extend([m.index] * _times(m))
    total = sums_agree(whole, [figures[i] for i in parts])
    last = run[-1]
    etc = bool(_ETC.match(text[figures[last.index].end : figures[last.index].end + 4]))
    openly = (
        last.list_open
        or etc
        or any(m.list_open for m in run)
        or _MAINLY.search(run[0].since) is not None
    )
    if total == "agrees":
        return Relation("parts", (parent,), tuple(parts), open=openly)
    if (
        any(figures[i].scope.body for i in indices)
        and whole.scope.body is None
        and total == "short"
    ):
        openly = openly or (
            not _all_bodies(run) and _gap(whole, [figures[i] for i in parts]) > Decimal("0.06")
        )
    if total == "short":
        if openly:
            return Relation("parts", (parent,), tuple(parts), open=True)
        if len(set(indices)) < 2:
            return None
        closed = _closed(run, figures, divided)
        gap = _gap(whole, [figures[i] for i in parts])
        if not closed and (divided or gap > Decimal("0.06")):
            return None
        return Relation("parts", (parent,), tuple(parts))
    # the parts exceed the whole: an overlap (多选, 交叉), or two dimensions in one list?
    if len(set(indices)) < 2:
        return None
    if _overlap(text, whole, figures[last.index], figures, run):
        return None
    return Relation("parts", (parent,), tuple(parts), open=openly)


def _times(frame: Frame) -> int:
    """`A、B、C各1条` is three times one."""
    if not _EACH.search(frame.left):
        return 1
    words = frame.since.lstrip("，,；;、 ")
    words = regex.split(r"包括|其中|分别|[：:（(]", words)[-1]
    return len([w for w in regex.split(r"[、和与及，,]", words) if w.strip()]) or 1


def _closed(run: list[Frame], figures: list[Figure], divided: bool) -> bool:
    """Do the parts claim to make up the whole?"""
    names = {figures[m.index].indicator or "" for m in run}
    if not divided and (_LAST_PART.match(run[-1].left) or _LAST_PART.match(run[-1].since)):
        return True
    tails = {n.rsplit(".", 1)[-1] for n in names}
    if {"person", "org"} <= tails:
        return True
    if {"t3.new.total", "t3.carried_in.total"} <= names or {
        "t4.review.total",
        "t4.litigation.total",
    } <= names:
        return True
    if {"t4.direct.total", "t4.after_review.total"} <= names:
        return True
    if {"t3.total.total", "t3.carried_out.total"} <= names:
        return True
    outcomes = {n.split(".")[1] for n in names if n.startswith("t3.") and n.endswith(".total")}
    if len(outcomes & {"granted", "partial", "denied", "unavailable", "rejected", "other"}) >= 5:
        return True
    results = {n.rsplit(".", 1)[-1] for n in names if n.startswith("t4.")}
    if len(results & {"upheld", "corrected", "other", "pending"}) >= 3:
        return True
    if {"n.proposals.npc", "n.proposals.cppcc"} <= names:
        return True
    if _PERIODS.search(run[0].since + run[0].left) and len(run) in (2, 4):
        return True
    if (
        not divided
        and run[0].bracket
        and not run[0].opener
        and len(run) >= 2
        and all(n.startswith("t") for n in names)
    ):
        return True
    words = run[0].since + "".join(m.left for m in run)
    return "线上" in words and "线下" in words


def _all_bodies(run: list[Frame]) -> bool:
    names = "".join(m.scoped_body or m.left for m in run)
    return (
        bool(
            regex.search(r"本级|市级|省级|区级|县级", names)
            and regex.search(r"区县|县|乡镇|镇街|街道|部门|单位", names)
        )
        and len(run) >= 2
    )


def _overlap(
    text: str, whole: Figure, last: Figure, figures: list[Figure], run: list[Frame]
) -> bool:
    around = text[whole.start : last.end + 40]
    if regex.search(
        r"重复计|可涉及多|交叉|多项内容|同一(?:申请|案件|人)[^，。；]{0,10}(?:多|两)|兼有|兼具|既有|同时涉及|不相加|之和大于|分别计数|以上形式|同时采用",
        around,
    ):
        return True
    dims = {_dimension(figures[m.index]) for m in run}
    return len(dims - {None}) > 1


def _gap(whole: Figure, parts: list[Figure]) -> Decimal:
    if not whole.value:
        return Decimal(1)
    return abs(whole.value - sum((p.value for p in parts), Decimal(0))) / abs(whole.value)


def _unit(figure: Figure) -> str:
    return {
        "起": "件",
        "宗": "件",
        "例": "件",
        "份": "件",
        "件次": "件",
        "余条": "条",
        "亿元": "元",
        "万元": "元",
    }.get(figure.unit, figure.unit)


def _sums(frames: list[Frame], figures: list[Figure], taken: list[Relation]) -> Iterator[Relation]:
    """`A件，B件，合计C件`: the whole stands behind its parts."""
    known = {r.left[0] for r in taken if r.kind == "parts"}
    for k, frame in enumerate(frames):
        whole = figures[frame.index]
        words = frame.left if frame.left.strip("，, ") else frame.since
        if whole.kind not in COUNTS or frame.index in known or not _SUM.search(words):
            continue
        bodies = _body_addends(frame, frames[:k], figures)
        if bodies:
            yield Relation("parts", (frame.index,), tuple(bodies))
            continue
        run: list[int] = []
        for before in reversed(frames[:k]):
            f = figures[before.index]
            if before.sentence != frame.sentence:
                break
            if f.kind in ("ratio", "change", "rank"):
                continue
            if _unit(f) != _unit(whole) or f.scope.year != whole.scope.year or f.kind not in COUNTS:
                break
            if before.parent is not None and before.bracket:
                continue
            run.insert(0, before.index)
            if _SUM.search(before.left) and len(run) > 1:
                run.pop(0)
                break
        chosen = _addends(frame, run, frames, figures)
        if chosen:
            yield Relation("parts", (frame.index,), tuple(chosen))


_COUNTED = regex.compile(
    r"(?P<n>[两二三四五六])(?:项|者|类|种|年|条|个|级|部分)[^，。；\d]{0,6}$|(?P<both>与|和)[^，。；\d]{1,8}(?:共计|合计|总计)\s*$"
)


def _body_addends(frame: Frame, earlier: list[Frame], figures: list[Figure]) -> list[int]:
    """The figures of the bodies that `全区合计` sums up: same indicator, each with its body."""
    whole = figures[frame.index]
    if whole.scope.body is not None or whole.indicator is None:
        return []
    mine = [
        f.index for f in earlier
        if f.sentence == frame.sentence and figures[f.index].indicator == whole.indicator
        and figures[f.index].scope.body and figures[f.index].scope.year == whole.scope.year
        and _unit(figures[f.index]) == _unit(whole)
    ]  # fmt: skip
    others = [
        f
        for f in earlier
        if f.sentence == frame.sentence
        and figures[f.index].indicator == whole.indicator
        and f.index not in mine
    ]
    return mine if len(mine) >= 2 and not others else []


def _addends(frame: Frame, run: list[int], frames: list[Frame], figures: list[Figure]) -> list[int]:
    whole = figures[frame.index]
    if len(run) < 2:
        return []
    for start in range(len(run) - 1):
        if sums_agree(whole, [figures[i] for i in run[start:]]) == "agrees":
            return run[start:]
    counted = _COUNTED.search(frame.left)
    if counted is not None:
        n = (
            2
            if counted["both"]
            else "零一两三四五六".find((counted["n"] or "").replace("二", "两"))
        )
        if 2 <= n <= len(run) and _gap(whole, [figures[i] for i in run[-n:]]) < Decimal("0.06"):
            return run[-n:]
    turns = [f for f in frames if f.turn is not None and f.index in run]
    if turns and turns[-1].index == run[-1] and turns[-1].turn is not None:
        n = turns[-1].turn[1]
        if n <= len(run) and _gap(whole, [figures[i] for i in run[-n:]]) < Decimal("0.06"):
            return run[-n:]
    if whole.indicator is None:
        return []
    named = set(whole.indicator.split("+"))
    for start in range(len(run) - 1):
        tail = run[start:]
        stated = [figures[i].indicator for i in tail]
        if None in stated:
            continue
        if len(named) > 1 and set(stated) == named and len(tail) == len(named):
            return tail
        bodies = [figures[i].scope.body for i in tail]
        if all(bodies) and whole.scope.body is None and set(stated) == {whole.indicator}:
            return tail
        if whole.indicator == "n.published" and all(
            str(s).startswith("n.published.") for s in stated
        ):
            gap = _gap(whole, [figures[i] for i in tail])
            if gap < Decimal("0.06"):
                return tail
        if whole.indicator == "n.proposals" and set(stated) == {
            "n.proposals.npc",
            "n.proposals.cppcc",
        }:
            return tail
    return []


def _implied(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """`总条数X条，A类a条、B类b条、C类c条`: a whole and at least three parts without a word between."""
    known = {i for r in taken if r.kind == "parts" for i in (*r.left, *r.right)}
    k = 0
    while k < len(frames):
        whole = figures[frames[k].index]
        run: list[int] = []
        for nxt in frames[k + 1 :]:
            f = figures[nxt.index]
            if (
                nxt.sentence != frames[k].sentence
                or nxt.parent is not None
                or ("；" in nxt.since
                and run
                and not nxt.since.strip("；"))
            ):
                break
            if f.kind == "ratio":
                continue
            if (
                _unit(f) != _unit(whole)
                or f.kind != whole.kind
                or f.scope != whole.scope
                or (nxt.leads
                and not _REST_LEFT.match(nxt.left))
            ):
                break
            if run and "；" in nxt.since and "；" not in frames[k + 2].since:
                break
            run.append(nxt.index)
        ok = (
            whole.kind in COUNTS and frames[k].parent is None and frames[k].index not in known and len(run) >= 3
            and not any(i in known for i in run)
            and all(_plain_part(figures[i], whole) for i in run)
        )  # fmt: skip
        if ok:
            for n in range(len(run), 2, -1):
                parts = [figures[i] for i in run[:n]]
                if sums_agree(whole, parts) == "agrees" or (
                    n == len(run) and _gap(whole, parts) <= Decimal("0.04")
                ):
                    yield Relation("parts", (frames[k].index,), tuple(run[:n]))
                    k += n
                    break
        k += 1


_REST_LEFT = regex.compile(r"[\s，,；;、]*(?:其[他它余]|余下|剩余)")


def _plain_part(part: Figure, whole: Figure) -> bool:
    """Can it be a part by kind, channel or outcome, and not a stage of the flow?"""
    i = part.indicator or ""
    if i == whole.indicator and i.startswith("t"):
        return False
    return (
        not (
            i.startswith("t3.")
            and i.split(".")[1] in ("new", "carried_in", "total", "carried_out")
            and i.endswith(".total")
        )
        and part.value <= whole.value
    )


def _shared_out(
    shares: list[Relation], by_index: dict[int, Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """Parts told only by their shares of one whole, the last of them 其余, or making up 100 %."""
    by_base: dict[int, list[Relation]] = {}
    for r in shares:
        by_base.setdefault(r.right[1], []).append(r)
    known = {r.left[0] for r in taken if r.kind == "parts"}
    for base, rows in by_base.items():
        parts = [r.right[0] for r in rows]
        if (
            base in known
            or len(set(parts)) < 3
            or any(by_index[p].sentence != by_index[parts[0]].sentence for p in parts)
        ):
            continue
        told = sum((figures[r.left[0]].value for r in rows), Decimal(0))
        if _LAST_PART.match(by_index[parts[-1]].left) or abs(told - 100) <= Decimal("1.5"):
            yield Relation("parts", (base,), tuple(parts))


def _identity_rows() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = [
        "new",
        "carried_in",
        "total",
        "carried_out",
        "granted",
        "partial",
        "denied",
        "unavailable",
        "rejected",
        "other",
    ]
    results = ("upheld", "corrected", "other", "pending")
    out: list[tuple[str, tuple[str, ...]]] = [
        (f"t3.{r}.total", (f"t3.{r}.person", f"t3.{r}.org")) for r in rows
    ]
    out.append(("t3.new.total+t3.carried_in.total", ("t3.new.total", "t3.carried_in.total")))
    out.append(("t3.granted.total+t3.partial.total", ("t3.granted.total", "t3.partial.total")))
    out.append(("t3.total.total", tuple(f"t3.{r}.total" for r in rows[4:])))
    out.append(("t4.litigation.total", ("t4.direct.total", "t4.after_review.total")))
    out.append(("t4.review.total+t4.litigation.total", ("t4.review.total", "t4.litigation.total")))
    out.extend(
        (f"t4.{g}.total", tuple(f"t4.{g}.{r}" for r in results))
        for g in ("review", "litigation", "direct", "after_review")
    )
    out.append(("n.proposals", ("n.proposals.npc", "n.proposals.cppcc")))
    return tuple(out)


_IDENTITIES = _identity_rows()


def _identities(
    frames: list[Frame], figures: list[Figure], taken: list[Relation]
) -> Iterator[Relation]:
    """Sums that hold by what the figures state, wherever two neighbouring sentences tell all of them."""
    related = {(r.left[0], i) for r in taken if r.kind == "parts" for i in r.right}
    by_sentence: dict[int, dict[str, list[int]]] = {}
    for frame in frames:
        f = figures[frame.index]
        if (
            f.indicator is None
            or f.scope.year is not None
            or f.scope.body is not None
            or f.kind not in COUNTS
        ):
            continue
        if f.indicator.startswith(("t3", "t4", "n.proposals")):
            by_sentence.setdefault(frame.sentence, {}).setdefault(f.indicator, []).append(
                frame.index
            )
    for number, here in by_sentence.items():
        before = by_sentence.get(number - 1, {})
        for whole, parts in _IDENTITIES:
            if not all(p in here for p in parts):
                continue
            wholes = here.get(whole) or before.get(whole) or []
            if len(wholes) != 1 or any(len(here[p]) != 1 for p in parts):
                continue
            addends = tuple(here[p][0] for p in parts)
            if any((wholes[0], i) in related for i in addends):
                continue
            yield Relation("parts", (wholes[0],), addends)


# -- flows ------------------------------------------------------------------------------------


def _flows(
    sentences: tuple[Sentence, ...], frames: list[Frame], figures: list[Figure]
) -> Iterator[Relation]:
    """新收 + 上年结转 against 办结 + 结转下年, where one section of prose tells all four."""
    seen: dict[tuple[int, str], list[int]] = {}
    last_sentence = -1
    for frame in frames:
        f = figures[frame.index]
        section = sentences[frame.sentence].section
        if frame.sentence > last_sentence + 2:
            seen = {}
        if (
            f.scope.year is None
            and f.scope.body is None
            and f.kind == "count"
            and f.qualifier in ("exact", "zero")
            and (frame.parent is None or frame.leads)
        ):
            if f.indicator in _FLOW_ROWS and f.indicator is not None:
                seen.setdefault((section, f.indicator), []).append(frame.index)
                last_sentence = frame.sentence
            elif f.indicator == "t3.new.total+t3.carried_in.total":
                seen.setdefault((section, "handled"), []).append(frame.index)
                last_sentence = frame.sentence
        new, into, done, out = (seen.get((section, row), []) for row in _FLOW_ROWS)
        handled = seen.get((section, "handled"), [])
        if (
            len(done) == 1
            and len(out) == 1
            and frame.index in (done[0], out[0], *new, *into, *handled)
        ):
            if len(new) == 1 and len(into) == 1:
                yield Relation("flow", (new[0], into[0]), (done[0], out[0]))
                seen = {}
            elif (
                len(handled) == 1
                and not new
                and len(into) <= 1
                and frame.index in (done[0], out[0])
            ):
                yield Relation("flow", (handled[0],), (done[0], out[0]))
                seen = {}


# -- shares -----------------------------------------------------------------------------------

_SHARE = regex.compile(
    r"占(?P<base>[^，。；\d]{0,16}?)(?:的)?(?:比例|比重|比)?(?:为|达|达到|约|近|超过?|是|的)*\s*$|(?:比例|比重|比率|占比)(?:为|达|达到|约|是)*\s*$"
)
_OF_FIGURE = regex.compile(r"^[^，。；\d]{0,6}(?:的|中的|之)\s*(?:约|近|超)?$")
_RATE = regex.compile(r"(?P<stem>[\u4e00-\u9fff]{2,6})率\s*(?:为|达|达到|是|约|分别为)*\s*$")
_BASE_WORDS = (
    (regex.compile(r"办结|答复|办理"), ("t3.total.total",)),
    (
        regex.compile(r"新收|收到|受理|申请"),
        ("t3.new.total", "t3.new.total+t3.carried_in.total", "t3.total.total"),
    ),
)


def _shares(
    text: str, frames: list[Frame], by_index: dict[int, Frame], figures: list[Figure]
) -> Iterator[Relation]:
    for k, frame in enumerate(frames):
        stated = figures[frame.index]
        if stated.kind != "ratio" or stated.unit != "%" or stated.value > 100:
            continue
        before = [
            f
            for f in frames[:k]
            if f.sentence == frame.sentence and figures[f.index].kind in COUNTS
        ]
        rate = _RATE.search(frame.left)
        share = _SHARE.search(frame.since)
        bracket = (
            frame.bracket
            and before
            and before[-1].index == frame.index - 1
            and not frame.left.strip(" 占约")
        )
        if rate is not None and (rate["stem"] + "率").endswith("占比率"):
            rate = None
        if rate is not None and not share:
            made = _rate(frame, stated, rate["stem"], before, figures, text)
        elif _paired(frame, frames, k, figures):
            made = None
        elif (share or bracket) and before:
            made = _share(
                frame,
                stated,
                share["base"] if share and share["base"] else "",
                before,
                frames[:k],
                figures,
                text,
            )
        else:
            made = None
        if made is not None:
            yield made


_WHOLE_WORDS = regex.compile(
    r"(?:全部|总|总数|总量|总体|其|全年|总件数|申请总数|申请总量|总申请量|信息总数|信息总量|公开总量|公开总数|总条数|的|全部信息|案件总数|比例)*"
)


def frames_of(earlier: list[Frame], frame: Frame) -> list[Frame]:
    """The frames of the same sentence before `frame`."""
    return [f for f in earlier if f.sentence == frame.sentence]


def _paired(frame: Frame, frames: list[Frame], k: int, figures: list[Figure]) -> bool:
    """`占22.2%和16%`: shares told in turn, which of which is not decided here."""
    after = frames[k + 1] if k + 1 < len(frames) else None
    if (
        after is not None
        and figures[after.index].kind == "ratio"
        and regex.fullmatch(r"\s*[和、与及]\s*", after.since)
    ):
        return True
    return bool(
        k
        and figures[frames[k - 1].index].kind == "ratio"
        and regex.fullmatch(r"\s*[和、与及]\s*", frame.since)
    )


def _share(
    frame: Frame,
    stated: Figure,
    base_words: str,
    before: list[Frame],
    earlier: list[Frame],
    figures: list[Figure],
    text: str,
) -> Relation | None:
    if _OF_FIGURE.match(frame.since.lstrip("）)")) and len(before) >= 2:
        # 占全部742件的17.4%: the base stands between the part and the share
        part, base = before[-2].index, before[-1].index
        return Relation("share", (frame.index,), (part, base)) if figures[base].value else None
    head = frame.since[: frame.since.find("占")] if "占" in frame.since else ""
    if regex.search(r"[\u4e00-\u9fff]", regex.sub(r"约|均|共|仅|大约|其|各|，|比重|所", "", head)):
        return None  # 予以公开、部分公开占办结总数的48.7%: the part is not a figure of the text
    part = before[-1]
    if any(f.index > part.index and figures[f.index].kind == "count" for f in earlier):
        return None
    value = figures[part.index]
    if value.qualifier == "zero":
        return None
    candidates: list[int] = []
    certain: int | None = None
    for pattern, wanted in _BASE_WORDS:
        if base_words and pattern.search(base_words):
            for f in reversed(earlier):
                g = figures[f.index]
                if (
                    (g.indicator in wanted
                    and g.scope == figures[part.index].scope)
                    or (g.indicator in wanted
                    and g.scope.year is None
                    and g.scope.body is None)
                ):
                    candidates.append(f.index)
            if candidates:
                first = figures[candidates[0]].indicator
                if first == wanted[0]:
                    certain = candidates[0]
            break
    if part.parent is not None:
        candidates.append(part.parent)
        if certain is None and _WHOLE_WORDS.fullmatch(base_words):
            certain = part.parent
    for f in reversed(earlier):
        g = figures[f.index]
        if (
            f.index != part.index
            and g.kind in COUNTS
            and g.value >= value.value
            and _unit(g) == _unit(value)
        ):
            candidates.append(f.index)
    seen: list[int] = []
    for i in candidates:
        if i not in seen and i != part.index:
            seen.append(i)
    for i in seen:
        if share_agrees(stated, value, figures[i]):
            return Relation("share", (frame.index,), (part.index, i))
    shared = {f.index - 1 for f in frames_of(earlier, frame) if figures[f.index].kind == "ratio"}
    seen = [i for i in seen if i not in shared or i == part.parent]
    if certain is None and seen:
        near = [
            i for i in seen if any(f.index == i and f.sentence == frame.sentence for f in earlier)
        ]
        wholes = [i for i in near if all(b.index != i or b.parent is None for b in before)]
        if len(set(figures[i].value for i in wholes)) == 1 and _WHOLE_WORDS.fullmatch(base_words):
            certain = wholes[0]
        elif part.parent is None and not near:
            tops = [i for i in seen if frame.sentence - figures[i].sentence <= 1]
            if len({figures[i].value for i in tops}) == 1 and base_words.strip() in (
                "",
                "总数",
                "总量",
                "申请总数",
                "总申请量",
            ):
                certain = tops[0]
    if certain is None or figures[certain].value < value.value:
        return None
    return Relation("share", (frame.index,), (part.index, certain))


_STEMS = {
    "办结": "办结|办理完",
    "答复": "答复|回复",
    "回复": "回复|答复",
    "办复": "办复|办结|答复",
    "公开": "公开",
    "网办": "网办|网上办",
    "纠错": "纠[错正]",
    "维持": "维持",
    "采纳": "采纳",
}


def _rate(
    frame: Frame, stated: Figure, stem: str, before: list[Frame], figures: list[Figure], text: str
) -> Relation | None:
    pairs = []
    counts = [f for f in before if figures[f.index].scope.year is None]
    for i, a in enumerate(counts):
        for b in counts[:i]:
            if (
                _unit(figures[a.index]) == _unit(figures[b.index])
                and 0 < figures[b.index].value >= figures[a.index].value
            ):
                pairs.append((a.index, b.index))
    for part, base in reversed(pairs):
        if share_agrees(stated, figures[part], figures[base]):
            return Relation("share", (frame.index,), (part, base))
    if (
        stated.value >= 100
        or not pairs
        or regex.search(
            r"满意|按[期时]|提前|及时|限时|同比|主动公开率|更新|覆盖|应答|接通|好评|完好|可用|原创|开庭|出庭",
            frame.left[-12:],
        )
    ):
        return None
    last = counts[-1]
    words = _STEMS.get(stem[-2:], regex.escape(stem[-2:]))
    if last.index != frame.index - 1 or not regex.search(
        rf"(?<![不未])(?:{words})", last.left + last.right[:8]
    ):
        return None
    part = figures[last.index]
    if last.parent is not None:
        base = last.parent
    else:
        tops = [
            c.index
            for c in counts[:-1]
            if c.parent is None
            and _unit(figures[c.index]) == _unit(part)
            and figures[c.index].value >= part.value
        ]
        if len(tops) != 1:
            return None
        base = tops[0]
    if figures[base].value < part.value or _unit(figures[base]) != _unit(part):
        return None
    return Relation("share", (frame.index,), (last.index, base))


# -- changes ----------------------------------------------------------------------------------

_COMPARE = regex.compile(
    r"(?:(?<!占)比(?!例|重|为)|较|与|同|由|从)[^，。；]{0,14}$|上年(?:同期)?(?:为|的)?$|去年(?:同期)?(?:为|的)?$"
)


def _changes(frames: list[Frame], figures: list[Figure]) -> Iterator[Relation]:
    for k, frame in enumerate(frames):
        stated = figures[frame.index]
        if stated.kind != "change":
            continue
        points = stated.unit.endswith("百分点")
        kinds = ("ratio",) if points else tuple(COUNTS)
        before: int | None = None
        now: int | None = None
        explicit = regex.search(r"(?P<y>(?:19|20)\d\d)年", frame.since)
        for f in reversed(frames[:k]):
            if f.sentence != frame.sentence:
                break
            g = figures[f.index]
            if g.kind not in kinds or (
                stated.unit not in ("%", "倍") and not points and _unit(g) != _unit(stated)
            ):
                continue
            if (
                "；" in "".join(x.since for x in frames if f.index < x.index <= frame.index)
                and before is None
                and now is None
            ):
                break
            is_before = (
                g.scope.year is not None
                or bool(_COMPARE.search(f.left))
                or regex.search(r"上年|去年|年初|上一年|同期", f.left)
            )
            rises = bool(_TO_HERE.search(f.left))
            if is_before and not rises and before is None:
                if explicit and g.scope.year is not None and int(explicit["y"]) != g.scope.year:
                    continue
                before = f.index
            elif not is_before and now is None and (f.parent is None or before is None):
                now = f.index
            if before is not None and now is not None:
                break
        if before is None or now is None:
            continue
        a, b = figures[now], figures[before]
        if _unit(a) != _unit(b) or not b.value:
            continue
        if (
            a.indicator != b.indicator
            and a.indicator is not None
            and b.indicator is not None
            and abs(now - before) > 1
        ):
            continue
        falls = falls_in(frame.since)
        if change_agrees(stated, a, b, falls) is False:
            near = [
                f.index
                for f in frames[: k + 2]
                if f.sentence == frame.sentence
                and figures[f.index].kind in kinds
                and _unit(figures[f.index]) == _unit(a)
            ]
            fits = [
                (x, y)
                for x in near
                for y in near
                if x != y
                and figures[y].value
                and change_agrees(stated, figures[x], figures[y], falls)
            ]
            if fits:
                now, before = fits[-1]
                a, b = figures[now], figures[before]
        relation = Relation("change", (frame.index,), (now, before))
        if change_agrees(stated, a, b, falls) is not None:
            yield relation


_TO_HERE = regex.compile(
    r"(?:增加|减少|增长|下降|上升|提高|提升|降低|调整|扩大|缩减|变|[增减降升])(?:到|至|为)(?:了)?[^，。；]{0,8}$"
)
_FALL = regex.compile(r"下降|减少|降低|压缩|缩短|压减|回落|下滑|降幅|减幅|少|降|减")
_RISE = regex.compile(r"增长|上升|提高|提升|增加|上涨|增幅|涨幅|净增|增|升|多")


def falls_in(words: str) -> bool | None:
    """True for a fall, False for a rise, None where the words do not say."""
    fall = [m.end() for m in _FALL.finditer(words)]
    rise = [m.end() for m in _RISE.finditer(words)]
    if not fall and not rise:
        return None
    return (fall[-1] if fall else -1) > (rise[-1] if rise else -1)
