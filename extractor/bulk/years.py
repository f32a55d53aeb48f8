"""Finds the same agency's report of the year before among the documents of a stream."""

from __future__ import annotations

from collections import OrderedDict

from extractor.layout.agencies import name_key, plain_name, same_body
from extractor.records import Extraction, YearBefore
from extractor.rules import year_before

KEPT = 20_000
"""Agencies' years that are remembered, some 8 KB each; beyond them the oldest is forgotten."""


class Years:
    """The reports met so far, as next year's reports see them."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, str], list[YearBefore]] = OrderedDict()

    def add(self, extraction: Extraction) -> None:
        """Remembers a report that says whose it is and for which year.

        Not those that change no answer: the same again, or a third beside two that disagree. So
        one report may be sent in as often as somebody mends it.
        """
        met = year_before(extraction)
        if met is None or not met.agency or not met.cells:
            return
        there = self._known.setdefault((met.year, name_key(met.agency)), [])
        alike = [m for m in there if m.agency == met.agency]
        if len(alike) > 1 or any(m.cells == met.cells for m in alike):
            return
        there.append(met)
        if len(self._known) > KEPT:
            self._known.popitem(last=False)

    def before(self, extraction: Extraction) -> YearBefore | None:
        """The report of the year before; None where there is none, or where two disagree."""
        identity = extraction.identity
        agency = identity.agency or extraction.document.agency_hint
        if identity.year is None or not agency:
            return None
        found = self._known.get((identity.year - 1, name_key(agency)), [])
        alike = [f for f in found if f.agency and plain_name(f.agency) == plain_name(agency)]
        alike = alike or [f for f in found if f.agency and same_body(f.agency, agency)]
        if not alike or any(f.cells != alike[0].cells for f in alike):
            return None
        return alike[0]
