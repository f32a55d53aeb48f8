"""An indicator as the model sees it: a topic, a row and a column.

Few figures state any one cell; many state some cell of a table, of a row, of a column. Each is
learnt by itself, so that a cell that training never saw can still be named.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from extractor.codebook import load_codebook

OTHER = "n.other"
"""The indicator of what the codebook does not name."""
TABLE3, TABLE4 = "t3", "t4"


class Label(NamedTuple):
    """`topic` is t3, t4, an object of table 2 (t2.normative) or a narrative id.

    `row` is a row of table 3 or a group of table 4, several joined by `+`, empty elsewhere.
    `column` is a column of the table, empty for a narrative id.
    """

    topic: str
    row: str = ""
    column: str = ""

    @property
    def sort(self) -> str:
        """t: cells of a table; o: outside the codebook; n: narrative."""
        return "o" if self.topic == OTHER else self.topic[0]


@lru_cache(maxsize=4096)
def parse_label(indicator: str | None) -> Label:
    """The label of an indicator; None is taken as outside the codebook.

    A sum that is neither of rows nor of columns has no label: it is taken as outside too.

    >>> parse_label("t3.denied.secret.total")
    Label(topic='t3', row='denied.secret', column='total')
    >>> parse_label("t4.review.upheld+t4.litigation.upheld")
    Label(topic='t4', row='litigation+review', column='upheld')
    """
    if indicator is None:
        return Label(OTHER)
    labels = [_single(term) for term in sorted(indicator.split("+"))]
    first = labels[0]
    if any(x.topic != first.topic or x.column != first.column for x in labels[1:]):
        return Label(OTHER)
    return Label(first.topic, "+".join(x.row for x in labels), first.column)


def _single(term: str) -> Label:
    parts = term.split(".")
    if parts[0] in (TABLE3, TABLE4):
        return Label(parts[0], ".".join(parts[1:-1]), parts[-1])
    if parts[0] == "t2":
        return Label(".".join(parts[:2]), "", parts[-1])
    return Label(term)


@lru_cache(maxsize=4096)
def indicator_of(label: Label) -> str | None:
    """The indicator with that label, None where the codebook has none.

    >>> indicator_of(Label("t3", "partial+granted", "total"))
    't3.granted.total+t3.partial.total'
    """
    if label.topic in (TABLE3, TABLE4):
        terms = [f"{label.topic}.{row}.{label.column}" for row in label.row.split("+")]
    elif label.column:
        terms = [f"{label.topic}.{label.column}"]
    else:
        terms = [label.topic]
    indicator = load_codebook().canonical("+".join(terms))
    return indicator if load_codebook().known(indicator) else None


@lru_cache(maxsize=4096)
def canonical(indicator: str | None) -> str:
    """The indicator in codebook order, `n.other` for None: what candidates are compared by."""
    return OTHER if indicator is None else load_codebook().canonical(indicator)
