"""The prose and the numbers of a dataset, so cut that two reports can be held side by side in SQL.

A clause is what stands between two marks of punctuation, its numbers masked: the same words are
the same clause whatever the figures, however the page is laid out, wherever the paragraph stands.
A telling number is one that will hardly be the same in two reports by chance or by habit: no
small or round one, no stock, no rank, none of another year. Between years
and agencies those do not count that bodies were told from above (26个试点领域): of all who say
these words many say this number.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.errors import extra

with extra("tables"):
    import duckdb
    import pyarrow as pa

SHORTEST = 6
"""Characters of a clause that counts; what is shorter says nothing of where it comes from."""
SMALL = 10
"""Numbers below it, but for fractions, may well be the same in two reports."""
ROUND = (50, 100)
COMMON = 5
"""Agencies up to which words, or a number in its words, are somebody's own; what more of them say
is boilerplate."""
FIXED = 0.2
"""A number that more than COMMON agencies have in the same words is fixed where it is this share
of all numbers in those words; where it is less, many have some number there, and some the same."""
LEAST_VALUES = 4
"""Different numbers of SMALL and more that a table 3 must have to tell more than a few cases."""
_SENTENCES = 12

_ORDINALS = "一二三四五六七八九十"
_MARKS = "，,。；;：:！!？?\\n"
_MACROS = (
    # Wide digits are digits, and the comma of 1,234 parts no clause: twice for 1,234,567.
    """
    CREATE OR REPLACE TEMP MACRO _plain(t) AS regexp_replace(regexp_replace(
        translate(t, '０１２３４５６７８９．％', '0123456789.%'),
        '([0-9]),([0-9]{3})', '\\1\\2', 'g'), '([0-9]),([0-9]{3})', '\\1\\2', 'g')
    """,
    # Without its number in a list, blanks and brackets; numbers masked.
    f"""
    CREATE OR REPLACE TEMP MACRO _masked(t) AS regexp_replace(regexp_replace(regexp_replace(t,
        '^\\s*(?:[（(]?[{_ORDINALS}0-9]{{1,3}}[）)、.．]|[{_ORDINALS}]是|第[{_ORDINALS}])', ''),
        '[^\\p{{Han}}0-9.%]', '', 'g'), '[0-9]+(?:\\.[0-9]+)?', '#', 'g')
    """,
    f"""
    CREATE OR REPLACE TEMP MACRO _clauses(t) AS
        list_transform(regexp_split_to_array(_plain(t), '[{_MARKS}]+'), lambda c: _masked(c))
    """,
    # What stands before and after a figure within its clause.
    f"""
    CREATE OR REPLACE TEMP MACRO _around(t, place, size) AS
        _masked(regexp_extract(substr(t, 1, place), '[^{_MARKS}]*$')) || '#'
        || _masked(regexp_extract(substr(t, place + size + 1), '^[^{_MARKS}]*'))
    """,
)  # fmt: skip


def prepare(connection: duckdb.DuckDBPyConnection, reports: Sequence[tuple[int, int, int]]) -> None:
    """Makes the tables that the searches read, of `reports`: doc, body, year.

    `_reports`: the same. `_numbers`: the telling numbers, with `clause`, a hash of the words around
    them, and `what`, a hash of number and words. `_table3`: a hash of the filled cells of table 3
    where they tell more than a few cases.
    """
    for macro in _MACROS:
        connection.execute(macro)
    columns = list(zip(*reports, strict=True)) or [()] * 3
    kinds = (pa.int64(), pa.int64(), pa.int32())
    arrays = [pa.array(c, k) for c, k in zip(columns, kinds, strict=True)]
    connection.register("_given", pa.table(arrays, ["doc", "body", "year"]))
    connection.execute("CREATE OR REPLACE TEMP TABLE _reports AS FROM _given")
    connection.unregister("_given")
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE _numbers AS
        SELECT doc, body, year, figure, value, unit, clause, hash(clause, value, unit) AS what
        FROM (
            SELECT doc, r.body, r.year, figure, value, unit,
                hash(_around(sentence, start_char - sentence_start, length(text))) AS clause
            FROM figures JOIN _reports r USING (doc)
            WHERE kind IN ('count', 'amount', 'ratio', 'change') AND qualifier != 'zero'
              AND scope_year IS NULL AND value IS NOT NULL
              AND (value >= $small OR value != round(value)) AND NOT list_contains($round, value)
        )
        """,
        {"small": SMALL, "round": list(ROUND)},
    )
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE _table3 AS
        SELECT doc, r.body, r.year, hash(list((cell, value) ORDER BY cell)) AS cells
        FROM cells JOIN _reports r USING (doc) WHERE form_table = 't3' AND value != 0
        GROUP BY ALL HAVING count(DISTINCT value) FILTER (value >= $small) >= $least
        """,
        {"small": SMALL, "least": LEAST_VALUES},
    )


def forget(connection: duckdb.DuckDBPyConnection, docs: Sequence[int]) -> None:
    """Takes documents out of these tables."""
    for table in ("_reports", "_numbers", "_table3"):
        sql = f"DELETE FROM {table} WHERE doc IN (SELECT unnest($docs))"  # noqa: S608 - ours
        connection.execute(sql, {"docs": docs})


def drop_fixed(connection: duckdb.DuckDBPyConnection) -> None:
    """Takes out of `_numbers` what bodies were told from above."""
    connection.execute(
        """
        DELETE FROM _numbers WHERE what IN (
            SELECT what FROM (
                SELECT what, clause, count(DISTINCT body) AS bodies FROM _numbers GROUP BY ALL
            )
            JOIN (
                SELECT clause, count(DISTINCT body) AS of FROM _numbers GROUP BY ALL
            ) USING (clause)
            WHERE bodies > $common AND bodies >= $fixed * of
        )
        """,
        {"common": COMMON, "fixed": FIXED},
    )


def compare(connection: duckdb.DuckDBPyConnection, *, boilerplate: bool) -> None:
    """Makes `_compared` of `_pairs` (doc, other).

    `prose`: how much of the document's clauses, by length, the other has; `back` the other way
    round; `own` as `prose`, without the clauses of more than COMMON agencies where `boilerplate`
    is asked for; `chars` what the smaller of the two texts has. `standing`: numbers that the other
    has in the same words; `equal`: numbers that it has; `numbers` and `others`: those of both;
    `values`, `equal_values`: how many different ones are among them. `tables`: whether table 3 is
    the same.
    """
    _hold_clauses(connection)
    if boilerplate:
        _mark_boilerplate(connection)
    connection.execute(_COMPARED)


def _hold_clauses(connection: duckdb.DuckDBPyConnection) -> None:
    """`_held`: the clauses of the documents of `_pairs`, each once a document."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE _held AS
        SELECT doc, hash(clause) AS clause, any_value(length(clause)) AS size, true AS own
        FROM (
            SELECT doc, unnest(_clauses(sentence)) AS clause FROM sentences
            SEMI JOIN (SELECT doc FROM _pairs UNION SELECT other FROM _pairs) USING (doc)
        )
        WHERE length(clause) >= $shortest GROUP BY ALL
        """,
        {"shortest": SHORTEST},
    )


def _mark_boilerplate(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """
        UPDATE _held SET own = false WHERE clause IN (
            SELECT clause
            FROM (SELECT doc, hash(unnest(_clauses(sentence))) AS clause FROM sentences)
            SEMI JOIN _held USING (clause) JOIN _reports USING (doc)
            GROUP BY clause HAVING count(DISTINCT body) > $common
        )
        """,
        {"common": COMMON},
    )


_COMPARED = """
    CREATE OR REPLACE TEMP TABLE _compared AS
    WITH sizes AS (
        SELECT doc, sum(size) AS size, sum(size) FILTER (own) AS own FROM _held GROUP BY doc
    ),
    shared AS (
        SELECT p.doc, p.other, sum(a.size) AS size, sum(a.size) FILTER (a.own) AS own
        FROM _pairs p JOIN _held a ON a.doc = p.doc
        JOIN _held b ON b.doc = p.other AND b.clause = a.clause GROUP BY ALL
    ),
    told AS (
        SELECT doc, count(DISTINCT what) AS numbers FROM _numbers
        SEMI JOIN (SELECT doc FROM _pairs UNION SELECT other FROM _pairs) USING (doc) GROUP BY doc
    ),
    kept AS (
        SELECT p.doc, p.other, count(DISTINCT a.what) AS equal,
            count(DISTINCT a.value) AS equal_values,
            count(DISTINCT a.what) FILTER (a.what = b.what) AS standing,
            count(DISTINCT a.value) FILTER (a.what = b.what) AS values
        FROM _pairs p JOIN _numbers a ON a.doc = p.doc
        JOIN _numbers b ON b.doc = p.other AND b.value = a.value AND b.unit = a.unit GROUP BY ALL
    )
    SELECT doc, other,
        coalesce(least(one.size, two.size), 0) AS chars,
        coalesce(s.size / one.size, 0.0) AS prose, coalesce(s.own / one.own, 0.0) AS own,
        coalesce(s.size / two.size, 0.0) AS back,
        coalesce(standing, 0) AS standing, coalesce(values, 0) AS values,
        coalesce(equal, 0) AS equal, coalesce(equal_values, 0) AS equal_values,
        coalesce(n.numbers, 0) AS numbers, coalesce(m.numbers, 0) AS others,
        t.cells IS NOT NULL AND t.cells = u.cells AS tables
    FROM _pairs p LEFT JOIN shared s USING (doc, other) LEFT JOIN kept k USING (doc, other)
    LEFT JOIN sizes one USING (doc) LEFT JOIN sizes two ON two.doc = p.other
    LEFT JOIN told n USING (doc) LEFT JOIN told m ON m.doc = p.other
    LEFT JOIN _table3 t USING (doc) LEFT JOIN _table3 u ON u.doc = p.other
"""


def equal_sentences(
    connection: duckdb.DuckDBPyConnection, pairs: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], list[str]]:
    """For each pair the sentences of the first whose numbers the other has, in text order."""
    if not pairs:
        return {}
    docs, others = zip(*pairs, strict=True)
    rows = connection.execute(
        """
        WITH pairs AS (SELECT unnest($docs) AS doc, unnest($others) AS other)
        SELECT p.doc, p.other, list(f.sentence ORDER BY f.figure)[:$most]
        FROM pairs p JOIN _numbers n ON n.doc = p.doc
        SEMI JOIN _numbers o ON o.doc = p.other AND o.value = n.value AND o.unit = n.unit
        JOIN figures f ON f.doc = n.doc AND f.figure = n.figure GROUP BY ALL
        """,
        {"docs": docs, "others": others, "most": _SENTENCES},
    ).fetchall()
    return {(doc, other): sentences for doc, other, sentences in rows}
