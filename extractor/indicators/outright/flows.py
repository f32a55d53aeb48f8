"""What words say outright of the flow of applications: in from last year, taken in, closed, left.

The years that an application passed between (2022年结转2023年), what came in told with what was
carried in, what is left of those taken in, what the flow comes to.
"""

from __future__ import annotations

from collections.abc import Callable

import regex

from extractor.indicators.frames import Frame
from extractor.indicators.outright.seen import LETTERS, MOST_ROWS, Seen, Told
from extractor.indicators.statements import OTHER
from extractor.records import Figure

FLOW = ("t3.new.total", "t3.carried_in.total", "t3.total.total", "t3.carried_out.total")
NEW, CARRIED_IN, ALL, CARRIED_OUT = FLOW
_BETWEEN_YEARS = regex.compile(
    r"(?P<from>20\d\d)年(?:度)?(?:未办结|未答复|申请)?结转(?:至|到|入)?(?P<to>20\d\d)年(?:度)?"
    r"的?(?:未办结|未答复)?的?(?:政府信息公开|信息公开|依申请公开|公开)?(?:申请|事项|件)?(?:数量?)?(?:共|为|有)*\s*$"
)
"""2022年结转2023年政府信息公开申请."""
_TAKEN_UP = regex.compile(r"(?:实际|最终|正式|予以)?受理(?:的|了|为)?\s*")
"""收到30件，撤件12件，受理18件: what of them is taken up."""
_CLOSED = regex.compile(
    r"[\s，；、：]*(?:当年|全年|年内|已)?办结(?:数|量|件数|数量)(?:共|为|有)*\s*"
)
_OF_THE_NEW = regex.compile(
    r"[\s，；、]*(?:其中)?的?新(?:收|增|提)?(?:到|交)?的?申请(?:中|里|已|均|全部)*"
    r"(?:答(?:复|完|毕)|办(?:结|完|毕)|回复)(?:了|的|共)*\s*"
)
"""上年的3件旧申请办完，今年22件新申请答复20件: of the new ones, as the old are told apart."""
_OLD_ONES = regex.compile(
    r"旧(?:的|件|申请|案)|(?:上(?:一)?|去|往)年(?:度)?(?:的|结|转|遗|未|跨)|结转|跨年"
)
_TAKEN_IN = regex.compile(
    r"(?<!新)(?:收到|接到|接收|受理|登记)(?![^，。；\d]*新)[^，。；\d]{0,8}(?:(?:政府)?信息公开|公开|依申请公开)[^，。；\d]{0,8}$"
    r"|(?<!新)(?:收到|接到|接收|受理|登记)(?:的|了|各类)*申请[^，。；新\d]{0,6}$"
)
_WITHIN = regex.compile(
    r"[\s，、]*[（(]?\s*(?:其中)?[^。；，]*(?:(?<![不未])(?:含|包[括含])|其中|(?:算|计)(?:在内|在里面))"
)
"""46件（含上年结转4件）, （上年转来的1件算在里面）."""
_TAKEN_IN_AND_ANSWERED = regex.compile(
    r"(?:收到|接到|受理)(?:并|、|和|及|与)?(?:答复|办理|处理|回复)[^，。；\d]{0,12}$"
)
_HANDLED = regex.compile(r"(?:办理|处理|答复|办结)(?:了|数|申请|的|共|为)*\s*$")
_DONE = regex.compile(r"办[结毕完]|答复|回复|[已均]")
_TAKEN_BACK = regex.compile(r"撤(?:回|件|销|诉)|未受理|不予受理|不属于|退回|补正")


def _between_years(seen: Seen, frame: Frame, figure: Figure) -> Told:
    if seen.year is None or figure.indicator not in (None, OTHER, *FLOW):
        return None
    if figure.unit not in LETTERS:
        return None
    if figure.indicator == OTHER and "公开" not in frame.before and not frame.about_applications:
        return None
    years = _BETWEEN_YEARS.search(frame.left)
    if years is None or int(years["from"]) != int(years["to"]) - 1:
        return None
    rows = {seen.year: CARRIED_IN, seen.year + 1: CARRIED_OUT}
    return rows.get(int(years["to"]))


def _is_of_both(seen: Seen, frame: Frame, figure: Figure) -> bool:
    """办理申请485件，其中新收458件，上年结转27件: all that was there to be handled."""
    if figure.indicator not in (None, OTHER, NEW, ALL) or _DONE.search(frame.left):
        return False
    one, other = seen.beside(frame, 1), seen.beside(frame, 2)
    if one is None or other is None or one.parent != frame.index:
        return False
    joined = other.parent == frame.index or (other.parent is None and other.joined)
    within = {seen.figures[f.index].indicator for f in (one, other)}
    return joined and within == {NEW, CARRIED_IN}


def _with_carried_in(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """收到申请46件（含上年结转4件）: what came in and what was carried in, in one number."""
    if _is_of_both(seen, frame, figure):
        return f"{NEW}+{CARRIED_IN}", ALL
    if figure.indicator not in (None, OTHER, NEW) or not _TAKEN_IN.search(frame.left):
        return None
    part = seen.beside(frame, 1)
    if part is None or part.parent != frame.index or not _WITHIN.match(part.since + part.right):
        return None
    within = seen.figures[part.index]
    carried = within.indicator == CARRIED_IN and within.value < figure.value
    return (f"{NEW}+{CARRIED_IN}", NEW) if carried else None


def _some_left(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """受理答复申请17件，其中3件结转下年: taken in, since not all of them were closed."""
    if figure.indicator != ALL or not _TAKEN_IN_AND_ANSWERED.search(frame.left):
        return None
    part = seen.beside(frame, 1)
    left = part is not None and part.parent == frame.index
    left = left and seen.figures[frame.index + 1].indicator == CARRIED_OUT
    return (NEW, f"{NEW}+{CARRIED_IN}") if left else None


def _balanced(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """新收214件，办理219件（含上年结转22件，另有17件顺延）: what the flow comes to."""
    if figure.indicator is not None or not _HANDLED.search(frame.left):
        return None
    near = [seen.beside(frame, n) for n in range(-2, 3)]
    told = {
        seen.figures[f.index].indicator: seen.figures[f.index].value for f in near if f is not None
    }
    if not all(row in told for row in (NEW, CARRIED_IN, CARRIED_OUT)):
        return None
    closed = told[NEW] + told[CARRIED_IN] - told[CARRIED_OUT]
    return ALL if closed == figure.value else None


def _taken_up(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """收到30件，撤件12件，受理18件: a part of those that came in."""
    if figure.indicator != NEW or _TAKEN_UP.fullmatch(frame.left.strip("，、；： ")) is None:
        return None
    before = (seen.beside(frame, -n) for n in range(1, MOST_ROWS))
    for f in before:
        came = seen.figures[f.index] if f is not None else None
        if came is None or not (came.indicator or "").startswith(NEW):
            continue
        between = frame.before[len(f.before) :] if f is not None else ""
        fewer = came.value > figure.value and came.scope == figure.scope
        return OTHER if fewer and _TAKEN_BACK.search(between) else None
    return None


def _closed(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """收到申请6件，办结数5件."""
    if figure.indicator not in (None, OTHER) or not _CLOSED.fullmatch(frame.left):
        return None
    before = (seen.beside(frame, -n) for n in (1, 2, 3))
    came = any(f is not None and seen.figures[f.index].indicator == NEW for f in before)
    return ALL if came and figure.unit in LETTERS else None


def _of_the_new(seen: Seen, frame: Frame, figure: Figure) -> Told:
    """What was answered of those that came in this year, where others were carried in."""
    del seen
    if figure.indicator != ALL or not _OF_THE_NEW.fullmatch(frame.left):
        return None
    return OTHER if _OLD_ONES.search(frame.before) else None


FLOWS: tuple[tuple[str, Callable[[Seen, Frame, Figure], Told]], ...] = (
    ("结转", _between_years),
    ("申请", _with_carried_in),
    ("受理", _taken_up),
    ("受理", _some_left),
    ("收到", _some_left),
    ("理", _balanced),
    ("办结", _closed),
    ("新", _of_the_new),
)
"""Who is asked where a word stands in a clause."""
