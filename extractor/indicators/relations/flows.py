"""What came in against what went out: applications over the year, and the stock of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

import regex

from extractor.arithmetic import totals_agree
from extractor.indicators.frames import Frame
from extractor.indicators.matters import names_another
from extractor.indicators.phrases import THE_REST
from extractor.indicators.relations.common import COUNTS, NEARLY, gap_between, unit_of
from extractor.language.first import often_tried
from extractor.records import Figure, Relation, Sentence

_NEW, _IN, _DONE, _OUT, _HANDLED = range(5)
_ROLES = {
    "t3.new.total": _NEW,
    "t3.carried_in.total": _IN,
    "t3.total.total": _DONE,
    "t3.carried_out.total": _OUT,
    "t3.new.total+t3.carried_in.total": _HANDLED,
}
REACH = 2
"""How many sentences a flow may be told over."""
IN_ALL = re.compile(
    r"(?:共|合计|总计|计|应办|要办|需办|需办理|应办理|总数|总量|经办(?:申请)?|手[上头]|连旧带新)(?:的)?(?:合计|共)?(?:有|为|是)?\s*$"
)
"""Before what there was to do in all."""
_FINISHED = often_tried(
    r"(?:审结|办结|办完|办毕|已结|结案|答复|答毕|办理完毕|答出|已答|回复)(?:了|的)?\s*$"
)
"""Before what was done."""
_LEFT_OVER = regex.compile(
    r"(?:结转|顺延|跨年|转入|移交|留到|留至|留待|未结|未审结|未办结|未答复|未答毕|在办|待办|待答复?|正在办理)"
    r"(?:至|到|入)?(?:(?:19|20)\d\d年(?:度)?|下(?:一)?年(?:度)?|明年|次年)?(?:继续办理|办理)?(?:的)?\s*$"
)
"""Before what was left to do."""
_TOGETHER_WITH = re.compile(r"[\s，]*(?:连同|连带|算上|含|包括|包含)")
"""连同上年未办完的6件，全年经手131件: these may be among them."""
_THESE = regex.compile(r"(?:这些|上述|以上|前述|两项)[^，。；\d]{0,6}[中里]")
"""In front of what became of all that was told before, not of the last number alone."""
_SETTLED = re.compile(r"[办答结审]")
_SETTLED_SO_MANY = re.compile(r"^[^办答结审]*[办答结审][结完复毕出]?[了掉]?$")
_SETTLED_APART = regex.compile(
    r"(?:另|还|此外)[^，。；\d]{0,4}(?:办[结完毕理]|答复|消化|了结|清结)[了完]?(?:上(?:一)?|去|往)年"
)
"""办结63件，另办结上年结转4件: those are none of the 63."""
_WHEN = regex.compile(
    r"(?:于|在)?(?:(?:19|20)\d\d年|本年|当年|今年|[第首]?[一二三四]?季度|[上下]半年|年内|\d+月份?|元月)(?:底|末|初|前|中旬)?(?:内|中)?"
)
"""When it was done (在2023年第一季度全部了结)."""
SETTLED_REACH = 10
"""So many characters behind a number say how what it counts ended."""
_STOCK = ("t2.normative.in_force", "t2.rules.in_force")
"""Cells that count what is there at the end of a year."""


def flows(
    sentences: tuple[Sentence, ...],
    frames: list[Frame],
    figures: list[Figure],
    taken: list[Relation],
) -> Iterator[Relation]:
    """One relation for each way in which a passage tells both sides of a balance."""
    seen: set[tuple[frozenset[int], frozenset[int]]] = set()
    parts = {r.left[0]: r.right for r in taken if r.kind == "parts"}
    told = [*_by_role(sentences, frames, figures), *_in_words(frames, figures, parts)]
    told.extend(_of_new_alone(frames, figures, told))
    for relation in told:
        key = frozenset(relation.left), frozenset(relation.right)
        if key not in seen:
            seen.add(key)
            yield relation


def _by_role(
    sentences: tuple[Sentence, ...], frames: list[Frame], figures: list[Figure]
) -> Iterator[Relation]:
    """By what the figures state, each of them told once."""
    told: dict[tuple[int, str], dict[int, list[int]]] = {}
    roles = _roles(frames, figures)
    in_new = {f.index for f in frames if f.parent is not None and roles.get(f.parent) == _NEW}
    of_both = {f.index for f in frames if f.index in in_new and _THESE.search(f.since)}
    of_new = in_new - of_both
    rest = {f.index for f in frames if roles[f.index] == _DONE and THE_REST.match(f.left)}
    held = {f.index for f in frames if roles[f.index] == _IN and _TOGETHER_WITH.match(f.left)}
    settled = _settled(frames, roles)
    last = -1
    for frame in frames:
        figure = figures[frame.index]
        role = roles[frame.index]
        if role is None or not _of_all(frame, role, roles, of_both) or not _own_and_exact(figure):
            continue
        if frame.sentence > last + REACH:
            told = {}
        last = frame.sentence
        key = (sentences[frame.sentence].section, figure.scope.body or "")
        rows = told.setdefault(key, {})
        if role == _IN:  # 上年结转7件；今年先消化这7件: what the year before left
            rows[_OUT] = _others_than(figure, rows.get(_OUT, ()), figures)
        if len(_others_than(figure, rows.get(role, ()), figures)) < len(rows.get(role, ())):
            continue  # told again: 结转下年的6件…，连同这6件
        rows.setdefault(role, []).append(frame.index)
        if len(rows.get(_DONE, ())) != 1 or len(rows.get(_OUT, ())) != 1:
            continue
        out = (rows[_DONE][0], rows[_OUT][0])
        ways = _came_in(rows)
        if frame.index in of_new or rows[_DONE][0] in of_new:
            ways = [w for w in ways if len(w) == 1]  # 新收77件，其中70件办毕: of these alone
        if not settled.isdisjoint(rows.get(_IN, ())):
            ways = [(i,) for i in rows.get(_NEW, ())] + ways
        went = [figures[i] for i in out]
        of_them = rows[_DONE][0] in rest or not held.isdisjoint(rows.get(_IN, ()))
        if of_them and _makes_up(rows.get(_NEW, ()), figures, went):
            ways = []  # 受理92件，除5件结转外，其余87件均已答复: of those received
        holds = [w for w in ways if totals_agree([figures[i] for i in w], went)]
        # …，办结221件，结转11件。申请收到167件: of another matter, unless it holds
        behind = role == _NEW and frame.sentence > max(f.sentence for f in went)
        mixed = _mixed([i for way in ways for i in way], out, figures)
        ways = [] if mixed else ways  # 接种补偿上年未了2例；…申请44件，答复42件，结转2件
        for way in holds[:1] or [w for w in ways if not behind and w != tuple(rows.get(_NEW, ()))]:
            yield Relation("flow", way, out)  # one that fits is the reading that was meant
        if ways:
            del told[key]


def _mixed(came: Sequence[int], went: Sequence[int], figures: list[Figure]) -> bool:
    """Did an earlier sentence tell some of them beside another matter, which these are not of?"""
    first = min(figures[i].sentence for i in went)
    apart = (figures[i] for i in came if figures[i].sentence < first)
    return any(names_another(f.reason) for f in apart) and not any(
        names_another(figures[i].reason) for i in went
    )


def _roles(frames: list[Frame], figures: list[Figure]) -> dict[int, int | None]:
    """What each number is of a balance; what is left over behind what was done by its words."""
    roles = {f.index: _ROLES.get(figures[f.index].indicator or "") for f in frames}
    for done, frame in pairwise(frames):
        unknown = figures[frame.index].indicator is None and roles[done.index] == _DONE
        if unknown and done.index == frame.index - 1 and _LEFT_OVER.search(frame.left):
            roles[frame.index] = _OUT  # 答了6件，顺延1件
    return roles


def _settled(frames: list[Frame], roles: dict[int, int | None]) -> set[int]:
    """The numbers carried in that are told there and then how they ended."""
    return {
        f.index
        for k, (f, behind) in enumerate(zip_longest(frames, frames[1:]))
        if roles[f.index] == _IN
        and (told_as_settled(f, behind) or _settled_behind_bracket(frames, k))
    }


def _of_all(frame: Frame, role: int, roles: dict[int, int | None], of_both: set[int]) -> bool:
    """Is it told of all applications, and not of a part of those that another number counts?"""
    whole = roles.get(frame.parent) if frame.parent is not None else None
    if frame.parent is None or whole == _HANDLED or frame.leads or frame.index in of_both:
        return True
    return role == _OUT and whole == _DONE  # 答复42件，其中案卷类9件，年底尚余3件: none of the 42


def _others_than(one: Figure, told: Sequence[int], figures: list[Figure]) -> list[int]:
    """Those of `told` that have another value."""
    return [i for i in told if figures[i].value != one.value]


def _makes_up(new: Sequence[int], figures: list[Figure], went: list[Figure]) -> bool:
    """Is what was done and what was left over all that the one number of `new` counts?"""
    return len(new) == 1 and totals_agree([figures[new[0]]], went)


def _of_new_alone(
    frames: list[Frame], figures: list[Figure], told: list[Relation]
) -> Iterator[Relation]:
    """收到58件，办结54件，结转下年4件, where nothing is said of what was carried in.

    Only where it holds, or where some of what came in neither was dealt with nor is left: the
    other way round it may be what the year before left.
    """
    carried = [f.value for f in figures if f.indicator == "t3.carried_in.total"]
    if any(carried):
        return
    known = {i for r in told for i in (*r.left, *r.right)}
    row = [f for f in frames if not f.bracket and figures[f.index].kind == "count"]
    for k, (new, out) in enumerate(zip(row, row[2:], strict=False)):
        run = (new, row[k + 1], out)
        three = [figures[f.index] for f in run]
        if (
            [_ROLES.get(f.indicator or "") for f in three] != [_NEW, _DONE, _OUT]
            or new.sentence != out.sentence
            or not known.isdisjoint(f.index for f in run)
            or not all(_own_and_exact(f) for f in three)
            or len({unit_of(f) for f in three}) > 1
        ):
            continue
        came, went = three[0].value, three[1].value + three[2].value
        apart = came - went
        told_of = any(  # …，结转4件。全年撤回申请1件
            abs(f.sentence - new.sentence) <= 1 and figures[f.index].value == apart for f in row
        )
        none = bool(carried) and gap_between(three[0], three[1:]) < NEARLY  # 上年无结转
        if apart == 0 or (apart == 1 and not told_of) or (none and not told_of):
            yield Relation("flow", (new.index,), (run[1].index, out.index))


def told_as_settled(frame: Frame, behind: Frame | None = None) -> bool:
    """上年结转的2件于元月答复完毕: is it told there and then how they ended?

    Not where another number follows right `behind` (收到8件申请，年内办完7件).
    """
    if _SETTLED_APART.search(frame.left):
        return True
    if behind is not None and _SETTLED_SO_MANY.search(frame.right.removeprefix("结转")):
        return not behind.since.startswith(frame.right) or len(behind.since) > len(frame.right)
    return _ended(frame.right)


def _ended(words: str) -> bool:
    told = _WHEN.sub("", words.removeprefix("结转"))  # 9件结转件
    return _SETTLED.search(told[:SETTLED_REACH]) is not None


def _settled_behind_bracket(frames: list[Frame], k: int) -> bool:
    """The same behind a bracket with numbers: 上年结转的4件（个人3件、企业1件）已全部办结."""
    end = k + 1
    while end < len(frames) and frames[end].bracket:
        end += 1
    words = frames[end - 1].onward
    if end == k + 1 or not words.startswith("）"):
        return False
    behind = frames[end] if end < len(frames) else None
    if behind is not None and behind.since == words:
        return False  # 上年结转4件（个人3件、企业1件）已办结3件
    return _ended(words[1:].split("，")[0])


def _in_words(
    frames: list[Frame], figures: list[Figure], parts: dict[int, tuple[int, ...]]
) -> Iterator[Relation]:
    """By the words of three figures in a row: 共40件；审结34件，结转下年6件.

    Where the first is the sum of two that came in, these are held against the same.
    """
    row = [f for f in frames if not f.bracket]  # 总数33件（含上年移交4件）；答复31件，移交下年2件
    for frame, done, out in zip(row, row[1:], row[2:], strict=False):
        if not (_FINISHED.search(done.left) and _LEFT_OVER.search(out.left)):
            continue
        three = [figures[f.index] for f in (frame, done, out)]
        if (
            not (IN_ALL.search(frame.left) or frame.index in parts)
            or len({f.sentence for f in (frame, done, out)}) > 1
            or not all(_own_and_exact(f) for f in three)
            or len({unit_of(f) for f in three}) > 1
            or gap_between(three[0], three[1:]) >= NEARLY
        ):
            continue
        yield Relation("flow", (frame.index,), (done.index, out.index))
        applications = (three[0].indicator or "").startswith("t3.")
        came = parts.get(frame.index, ()) if applications else ()
        if len(came) == 2 and all(i < frame.index for i in came):
            yield Relation("flow", came, (done.index, out.index))


def stock_flows(frames: list[Frame], figures: list[Figure]) -> Iterator[Relation]:
    """年初有效64件，制发9件、废止14件，年末有效59件: four figures in a row."""
    for k, frame in enumerate(frames[:-3]):
        first = figures[frame.index]
        if first.indicator not in _STOCK or first.scope.year is None:
            continue
        row = [figures[f.index] for f in frames[k + 1 : k + 4]]
        name = first.indicator.rpartition(".")[0]
        stated = [f.indicator for f in row]
        if len(row) == 3 and stated[0] == f"{name}.repealed":
            stated[:2] = stated[1::-1]  # 年初118件，废止22件；新出台9件，年末107件
        if (
            stated == [f"{name}.issued", f"{name}.repealed", first.indicator]
            and all(f.scope.year is None and f.kind in COUNTS for f in row)
            and all(b.index == a.index + 1 for a, b in pairwise(frames[k : k + 4]))
            and {f.sentence for f in row} == {first.sentence}
        ):
            i = frame.index
            new, gone = (i + 1, i + 2) if row[0].indicator == f"{name}.issued" else (i + 2, i + 1)
            yield Relation("flow", (i, new), (gone, i + 3))


def _own_and_exact(figure: Figure) -> bool:
    return (
        figure.scope.year is None
        and figure.kind in ("count", "cumulative")
        and figure.qualifier in ("exact", "zero")
    )


def _came_in(rows: dict[int, list[int]]) -> list[tuple[int, ...]]:
    """What came in: 新收 and 上年结转, or what was to be handled, each where it is told once."""
    ways: list[tuple[int, ...]] = []
    if len(rows.get(_NEW, ())) == 1 and len(rows.get(_IN, ())) == 1:
        ways.append((rows[_NEW][0], rows[_IN][0]))
    if len(rows.get(_HANDLED, ())) == 1 and (ways or _NEW not in rows):
        ways.append((rows[_HANDLED][0],))
    return ways
