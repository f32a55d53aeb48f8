"""Which year a figure speaks of, where it is not the report's own."""

from __future__ import annotations

import regex

from extractor.figures.scope_words import (
    BASE,
    BRACKET_CLOSED,
    CHANGED_IN,
    JOINED,
    LAST_YEAR,
    NEXT_YEAR,
    OPENS,
    REPORTED,
    ROW_OF_ENDS,
    SEMICOLON,
    SPAN,
    TAKEN_OVER,
    THIS_YEAR,
    TURNED_INTO,
    TWO_BEFORE,
    YEAR,
    YEAR_BEHIND,
    caused_by,
    compared_in,
    goes_on_with,
    is_base,
    is_change_of_last_year,
    is_compared,
    is_origin,
    is_scope,
    is_set_against,
    is_standing,
    is_stock_before,
    is_subject,
    is_within_year,
    moved_from,
    names_a_time,
    names_what,
    row_goes_on,
    with_digits,
    without_asides,
)

HOLDS_AFTER = 2
"""A year so many characters before the number, or more, holds on for the figures behind it."""
LAST_HOLDS_AFTER = 4
"""The same for 上年 and 去年."""


class ScopeTracker:
    """Follows the year through one sentence, clause by clause.

    A year named in a comparison (`比2023年的226件`) holds for that figure only; a year that opens
    a clause holds until another is named. `report_year` is the report's own, None where unknown;
    `sentence` the whole one.
    """

    def __init__(self, report_year: int | None, sentence: str = "") -> None:
        self._own = report_year
        ends = {m["year"] for m in ROW_OF_ENDS.finditer(sentence)} if "年" in sentence else set()
        self._row_of_ends = len(ends) > 1
        opened = OPENS.match(sentence) if "年" in sentence else None
        self._topic = None if opened is None else self._foreign(int(opened["year"]))
        self._year: int | None = None
        self._outside: int | None = None
        self._base: int | None = None
        self._said: int | None = None
        self._counted: int | None = None
        self._first = True
        self._sentence = sentence
        self._aside = False  # the figure before was compared with, or at hand: 其中 takes up others

    def year_of(self, left: str, right: str = "") -> int | None:
        """The foreign year of the figure between `left` and `right`.

        `left` is the text since the figure before it, `right` some characters behind it.
        """
        first, self._first = self._first, False
        left = with_digits(left)
        self._counted = self._said
        self._said = self._year_of(left, right, first)
        return self._said

    def _year_of(self, left: str, right: str, first: bool) -> int | None:
        behind = YEAR_BEHIND.match(right) if "年" in right else None
        if behind is not None:
            return self._foreign(int(behind["year"]))
        left = YEAR_BEHIND.sub("", left) if left.startswith(("（", "(")) else left
        told, self._aside = not self._aside, False
        if left in JOINED or (told and self._said is not None and goes_on_with(left)):
            self._aside = not told
            return self._said  # 2022年29件、13件
        compared = compared_in(left)
        before = compared["year"] is None if compared is not None else is_base(left, right)
        self._aside = True
        before = before or is_stock_before(left)
        if before or (not first and is_set_against(left, self._sentence)):
            return self._before()
        if compared is not None:
            return self._foreign(int(compared["year"]))
        self._aside = False
        if "；" in left or ";" in left:
            *earlier, left = SEMICOLON.split(left)
            self._told("；".join(earlier))
            self._year = self._year if self._ahead() else self._topic
        if self._ahead() and is_standing(left):
            return None
        left = self._without_base(left)
        moved = moved_from(left, right)
        return self._told(left) if moved is None else self._moved_from(left, moved)

    def _moved_from(self, left: str, moved: regex.Match[str]) -> int | None:
        """The year of the first number of 由88件增至176件."""
        if moved["at"]:
            return self._before()
        self._told(left[: moved.start()])
        if self._base is not None:
            return self._base
        return None if is_within_year(left, moved) or self._ahead() else self._before()

    def year_of_change(self, left: str, right: str) -> int | None:
        """The foreign year of a change, for which `year_of` was asked already."""
        told = CHANGED_IN.search(left)
        if told is not None:
            return self._foreign(int(told["year"]) if told["year"] else self._before())
        if is_change_of_last_year(left, right):
            return self._before()
        before = self._counted
        return before if before is not None and row_goes_on(left, right) == before + 1 else None

    def _without_base(self, left: str) -> str:
        """`left` behind 与2019年相比, whose year is kept as the one compared with."""
        base = BASE.search(left) if names_a_time(left) else None
        if base is None:
            return left
        self._base = self._foreign(int(base["year"]) if base["year"] else self._before())
        return left[base.end() :]

    def _without_brackets(self, left: str) -> str:
        """`left` behind a bracket that closes in it, or from the one on that it leaves open.

        What a bracket says of years holds no longer than the bracket.
        """
        if "（" not in left and "）" not in left:
            return left
        if closed := BRACKET_CLOSED.match(left):  # 2件（其中1件为2023年的），维持1件
            self._year, left = self._outside, left[closed.end() :]
        opened = left.rfind("（")
        if opened > left.rfind("）"):
            inside, left = self._told(left[:opened]), left[opened + 1 :]
            self._outside = inside if left else self._year  # 2022年（565件）: no more
            self._year = inside
        return left

    def _told(self, left: str) -> int | None:
        """The foreign year that `left` names last, or the one that holds since before."""
        left = self._without_brackets(left)
        if not names_a_time(left):  # as in most clauses
            return self._year
        left = without_asides(left)
        last_at, found, lasting = self._named(left)
        numbered = last_at >= 0 and found is not None and is_subject(left, last_at)
        for m in THIS_YEAR.finditer(left):
            of_that_year = m.group() in ("全年", "当年") and (self._ahead() or numbered)
            if m.start() > last_at and not of_that_year:
                last_at, found = m.start(), None
        for m in LAST_YEAR.finditer(left):
            taken_over = TAKEN_OVER.search(left[: m.start()])
            if m.start() > last_at and not taken_over and not REPORTED.match(left, m.end()):
                if m["compared"] and left[m.end() :].strip() not in ("", "的", "为"):
                    continue  # 较上年增长: the change is this year's
                if is_origin(left[: m.start()], left[m.end() :]):
                    continue
                last_at, found = m.start(), self._before()
                lasting = len(left) - m.end() >= LAST_HOLDS_AFTER and "学" not in m.group()
        if self._own is not None and "年" in left:
            for pattern, year, holds in (
                (TWO_BEFORE, self._own - 2, False),
                (NEXT_YEAR, self._own + 1, True),
            ):
                at = max((m.start() for m in pattern.finditer(left)), default=-1)
                if at > last_at:
                    last_at, found, lasting = at, year, holds
        self._year = found if lasting else None
        return found

    def _named(self, left: str) -> tuple[int, int | None, bool]:
        """Where the last year stands that `left` names by its number, which it is, does it hold?"""
        last_at, found, lasting = -1, self._year, True
        for m in SPAN.finditer(left):
            last_at, found = m.end(), None
        for m in YEAR.finditer(left):
            after = left[m.end("year") + 1 :].replace(" ", "")
            before = left[: m.start()]
            if m.start() < last_at or not is_scope(before, after, self._row_of_ends):
                continue
            last_at, found = m.start(), self._foreign(int(m["year"]))
            into = TURNED_INTO.match(after)
            if caused_by(before, after) or (into and self._foreign(int(into["into"])) is None):
                found = None
            lasting = after.startswith("将") or len(left) - m.end() >= HOLDS_AFTER
            to_come = self._own is None or int(m["year"]) > self._own
            self._aside = is_compared(before)
            lasting = lasting or (not to_come and not self._aside and names_what(after))
        return last_at, found, lasting

    def _ahead(self) -> bool:
        """Is the year that holds one to come? Plans of several clauses name it once."""
        return self._year is not None and self._own is not None and self._year > self._own

    def _before(self) -> int | None:
        return None if self._own is None else self._own - 1

    def _foreign(self, year: int | None) -> int | None:
        return None if year == self._own else year
