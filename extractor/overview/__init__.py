"""A dataset on one page: what was found, by rule, year and agency, and what the reports tell."""

from __future__ import annotations

from pathlib import Path

from extractor.bulk.parts import replace_file
from extractor.bulk.query import open_dataset
from extractor.overview.charts import lines
from extractor.overview.facts import gather
from extractor.writers.html.environment import template

PAGE = "index.html"


def write_overview(out: Path) -> Path:
    """Writes the page into the dataset's own folder; gives its path.

    Nothing on it depends on time or chance: the same dataset gives the same page. Raises Refused
    where the folder holds no dataset.
    """
    connection, state = open_dataset(out)
    with connection:
        facts = gather(connection, state)
    page = template(__name__, "index.html").render(f=facts, trends=lines(facts.trends))
    replace_file(out, out / PAGE, page.encode())
    return out / PAGE
