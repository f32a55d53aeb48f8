"""Lines of Word documents as they are shown."""

from __future__ import annotations

from extractor.readers.tidying import tidy

_SHORT_FIELD = 40


def shown_line(text: str, *, cell: bool) -> str:
    """One line as it is shown. Tabs stay where they part a row of short fields."""
    if "\t" not in text:
        return tidy(text)
    fields = [f for f in (tidy(f) for f in text.split("\t")) if f]
    row = not cell and len(fields) > 2 and max(map(len, fields)) <= _SHORT_FIELD
    return ("\t" if row else " ").join(fields)
