"""Reports that stand in a dataset twice, or that copy another year's or another agency's.

The words of these reports are much the same every year, and within a county much the same from
town to town, and rightly so; numbers of what happened are not. So wording alone accuses nobody:
a copy is told by its numbers, and the share of its wording is said beside them. Only that two
documents are one report, of one agency and one year, is told by wording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from extractor.bulk.agencies import Head, clusters, heads
from extractor.bulk.wordings import COMMON, compare, drop_fixed, equal_sentences, forget, prepare
from extractor.errors import extra

with extra("tables"):
    import duckdb

SAME_PROSE = 0.8
"""How much of either text the other has where two documents are one report, perhaps amended."""
SAME_NUMBERS = 0.5
"""And more than so many of their numbers, and of the cells that both have: towns that a crawler
gave one name share a template, and few numbers."""
FEW_PROSE = 0.95
"""Where neither has LEAST_DISTINCT numbers to tell them apart by."""
AMENDED_PROSE = 0.6
"""Where LEAST numbers and EQUAL of all are the same; a paragraph is much of a short report."""
LEAST_CHARS = 40
"""Characters of clauses below which a text is none."""
LEAST = 5
"""Equal numbers below which nothing is said: some facts do not change from year to year."""
LEAST_DISTINCT = 4
"""Different values among them: one number told five times is one number."""
STANDING = 0.5
"""How many of a report's numbers have to stand in the other in the same words."""
WHOLE_PROSE = 0.9
"""Where all of its numbers stand there, and so much of its words, LEAST_DISTINCT are enough."""
EQUAL = 0.75
"""How many have to be equal where the words around them are others."""
OTHERS_PROSE = 0.4
"""How much of a report's own words another agency's has to have besides the numbers. A report
that only fills in a template has few: there SAME_PROSE of all words, and EQUAL of the numbers."""
_ROUNDS = 12
"""Different texts of one agency and year that are told apart: two where a report was amended,
more only where one name was given to many bodies."""
_MANY = 60
"""Documents that say one number in the same words, beyond which it joins none of them."""
_SHOWN = 3
_LONGEST = 80

CopyKind = Literal["same", "year", "agency"]


class Copy(msgspec.Struct, frozen=True):
    """A report that is another one, or that repeats another's numbers."""

    kind: CopyKind
    """`same`: one report in two documents. `year`: of the same agency and another year. `agency`:
    of another agency."""
    agency: str
    year: int
    copied_agency: str
    copied_year: int
    prose: float
    """How much of the report's wording the other has, numbers aside, 0 to 1 by length."""
    equal: int
    """Telling numbers of the report that the other has too."""
    numbers: int
    """Telling numbers of the report."""
    table: bool
    """Whether the filled cells of table 3 are the same and tell more than a few cases."""
    message: str
    evidence: str
    """Sentences of the report with such numbers."""
    doc: int
    uri: str | None
    copied_doc: int
    copied_uri: str | None


Found = tuple[int, int, float, int, int, bool]
"""Two documents, and `prose`, `equal`, `numbers`, `table` of Copy."""


def find_copies(connection: duckdb.DuckDBPyConnection) -> Iterator[Copy]:
    """All of them, by kind and document.

    Joins and sorts in DuckDB, which puts on disk what memory does not hold; no step grows with the
    square of the documents. Makes temporary tables whose names begin with `_`.
    """
    known = {h.doc: h for h in heads(connection, least_cells=0)}
    bodies = clusters(known.values())
    prepare(connection, sorted((h.doc, n, h.year) for n, group in enumerate(bodies) for h in group))
    for kind, search in _SEARCHES.items():
        found = search(connection)
        shown = equal_sentences(connection, [(doc, other) for doc, other, *_ in found])
        if kind == "same":  # What a report copies is said once.
            forget(connection, [doc for doc, *_ in found])
            drop_fixed(connection)
        for doc, other, prose, equal, numbers, table in found:
            later, earlier = known[doc], known[other]
            yield Copy(
                kind, later.agency, later.year, earlier.agency, earlier.year,
                round(prose, 3), equal, numbers, table,
                _message(kind, later, earlier, (prose, equal, numbers, table)),
                _evidence(shown.get((doc, other), ())),
                doc, later.uri, other, earlier.uri,
            )  # fmt: skip


def _same(connection: duckdb.DuckDBPyConnection) -> list[Found]:
    """Documents that are one report, each with the first of them."""
    connection.execute("CREATE OR REPLACE TEMP TABLE _left AS FROM _reports")
    out: list[Found] = []
    for _ in range(_ROUNDS):
        # The first of an agency and year with all others; then the first of what is left.
        connection.execute(
            """
            CREATE OR REPLACE TEMP TABLE _pairs AS
            SELECT doc, min(doc) OVER (PARTITION BY body, year) AS other FROM _left
            QUALIFY other != doc
            """
        )
        connection.execute("DELETE FROM _left WHERE doc NOT IN (SELECT doc FROM _pairs)")
        compare(connection, boilerplate=False)
        rows = _one_report(connection)
        out += rows
        connection.execute(
            "DELETE FROM _left WHERE doc IN (SELECT unnest($docs))",
            {"docs": [doc for doc, *_ in rows]},
        )
    # More texts than anyone has of one year: whose they are is not known.
    forget(connection, [d for (d,) in connection.execute("SELECT doc FROM _left").fetchall()])
    return sorted(out)


def _one_report(connection: duckdb.DuckDBPyConnection) -> list[Found]:
    """Of `_compared` those alike in words, numbers, cells and the year they speak of most.

    The year is asked for once more, as a wrong one in a title makes two years' reports one's.
    """
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE _alike AS
        SELECT doc, other, prose, equal, numbers, tables
        FROM (SELECT *, greatest(numbers, others) AS most FROM _compared)
        WHERE chars >= $chars AND (
            least(prose, back) >= CASE WHEN most < $few THEN $few_prose ELSE $prose END
            AND (equal > $share * most OR most = 0)
            OR least(prose, back) >= $amended AND equal >= $least AND equal >= $equal * most
        )
        """,
        {
            "chars": LEAST_CHARS, "prose": SAME_PROSE, "share": SAME_NUMBERS,
            "few": LEAST_DISTINCT, "few_prose": FEW_PROSE, "amended": AMENDED_PROSE,
            "least": LEAST, "equal": EQUAL,
        },
    )  # fmt: skip
    return connection.execute(
        """
        WITH docs AS (SELECT doc FROM _alike UNION SELECT other FROM _alike),
        told AS (SELECT doc, cell, value FROM cells SEMI JOIN docs USING (doc)),
        unlike AS (
            SELECT p.doc, p.other FROM _alike p
            JOIN told a ON a.doc = p.doc JOIN told b ON b.doc = p.other AND b.cell = a.cell
            WHERE a.value != 0 OR b.value != 0 GROUP BY ALL
            HAVING count(*) FILTER (a.value = b.value) <= $share * count(*)
        ),
        years AS (
            SELECT doc, unnest(regexp_extract_all(sentence, '(20[0-9][0-9])年', 1)) AS year
            FROM sentences SEMI JOIN docs USING (doc)
        ),
        counted AS (SELECT doc, year, count(*) AS n FROM years GROUP BY ALL),
        most AS (
            SELECT doc, list(year) FILTER (n = top) AS years
            FROM (SELECT *, max(n) OVER (PARTITION BY doc) AS top FROM counted) GROUP BY doc
        )
        SELECT p.* FROM _alike p ANTI JOIN unlike USING (doc, other)
        LEFT JOIN most one USING (doc) LEFT JOIN most two ON two.doc = p.other
        WHERE coalesce(list_has_any(one.years, two.years), true)
        """,
        {"share": SAME_NUMBERS},
    ).fetchall()


def _other_year(connection: duckdb.DuckDBPyConnection) -> list[Found]:
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE _pairs AS
        WITH told AS (SELECT DISTINCT doc, body, year, value, unit FROM _numbers)
        SELECT a.doc, b.doc AS other FROM told a JOIN told b
          ON a.body = b.body AND a.year > b.year AND a.value = b.value AND a.unit = b.unit
        GROUP BY ALL HAVING count(*) >= $least
        UNION
        SELECT a.doc, b.doc FROM _table3 a
        JOIN _table3 b ON a.body = b.body AND a.year > b.year AND a.cells = b.cells
        """,
        {"least": LEAST_DISTINCT},
    )
    return _copied(connection, 0.0)


def _other_agency(connection: duckdb.DuckDBPyConnection) -> list[Found]:
    """Pairs by numbers that few agencies say in the same words: each joins a few documents."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE _pairs AS
        WITH told AS (
            SELECT DISTINCT what, doc, body, year FROM _numbers SEMI JOIN (
                SELECT what FROM _numbers GROUP BY what
                HAVING count(DISTINCT body) BETWEEN 2 AND $common AND count(DISTINCT doc) <= $many
            ) USING (what)
        ),
        tables AS (
            SELECT * FROM _table3 SEMI JOIN (
                SELECT cells FROM _table3 GROUP BY cells HAVING count(DISTINCT doc) <= $many
            ) USING (cells)
        )
        SELECT a.doc, b.doc AS other FROM told a JOIN told b
          ON a.what = b.what AND a.body != b.body AND (a.year, a.doc) > (b.year, b.doc)
        GROUP BY ALL HAVING count(*) >= $least
        UNION
        SELECT a.doc, b.doc FROM tables a JOIN tables b
          ON a.cells = b.cells AND a.body != b.body AND (a.year, a.doc) > (b.year, b.doc)
        """,
        {"common": COMMON, "many": _MANY, "least": LEAST_DISTINCT},
    )
    return _copied(connection, OTHERS_PROSE)


def _copied(connection: duckdb.DuckDBPyConnection, least_own: float) -> list[Found]:
    """Of `_pairs` those whose numbers chance and habit do not explain."""
    compare(connection, boilerplate=True)
    return connection.execute(
        """
        SELECT doc, other, prose, equal, numbers, tables FROM _compared
        WHERE tables OR (own >= $own OR prose >= $same AND equal >= $equal * numbers) AND (
            standing >= $least AND values >= $distinct AND standing >= $standing * numbers
            OR standing = numbers AND values >= $distinct AND prose >= $whole
            OR equal > $least AND equal_values >= $distinct AND equal >= $equal * numbers
        )
        ORDER BY doc, other
        """,
        {
            "own": least_own, "least": LEAST, "distinct": LEAST_DISTINCT, "standing": STANDING,
            "whole": WHOLE_PROSE, "equal": EQUAL, "same": SAME_PROSE,
        },
    ).fetchall()  # fmt: skip


_SEARCHES: Mapping[CopyKind, Callable[[duckdb.DuckDBPyConnection], list[Found]]] = {
    "same": _same,
    "year": _other_year,
    "agency": _other_agency,
}


# -- words ------------------------------------------------------------------------------------


def _message(
    kind: CopyKind, later: Head, earlier: Head, counts: tuple[float, int, int, bool]
) -> str:
    prose, equal, numbers, table = counts
    other = f"{earlier.year}年度报告"
    if kind == "agency":
        other = f"{earlier.agency}{other}"
    told = [f"字句有{_percent(prose)}相同"]
    if numbers:
        told.append(f"{numbers}个数字中有{equal}个相同")
    if kind == "same":
        place = f"（{earlier.uri}）" if earlier.uri else ""
        return f"与第{earlier.doc}件{place}是同一份报告：正文{'，'.join(told)}。"
    if table:
        told.append("表三的非零单元格全部相同")
    return f"{later.year}年度报告与{other}相比，正文{'，'.join(told)}。"


def _percent(share: float) -> str:
    """Rounded, but 100 only where it is all."""
    return f"{int(share * 100)}%" if share < 1 else "100%"


def _evidence(sentences: Sequence[str]) -> str:
    whole = dict.fromkeys(" ".join(s.split()) for s in sentences)
    return "……".join(s if len(s) <= _LONGEST else s[:_LONGEST] + "…" for s in list(whole)[:_SHOWN])
