"""The unit of bulk work: one function over an Arrow record batch.

`check_batch` is all that runs on many documents, whichever engine carries it: the worker
processes of `gouji run`, or a cluster. It keeps no state, raises nothing for a bad document,
and gives one row out for each row in, in order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cache
from itertools import accumulate

import msgspec
import regex

from extractor.bulk.evidence import place, quote, table_values
from extractor.bulk.items import Item, Unreadable
from extractor.bulk.schema import NESTED, NUMBER, PAGES, RESULT
from extractor.bulk.serial import result
from extractor.errors import EmptyInput, GoujiError, extra
from extractor.records import Report
from extractor.rules import Rule, all_rules

with extra("tables"):
    import pyarrow as pa

Row = tuple[object, ...]

ACROSS = "Y"
"""The family of rules that hold two years' reports against one another: nothing for them here."""

_SURROGATE = regex.compile(r"[\ud800-\udfff]")


class Settings(msgspec.Struct, frozen=True):
    """What decides the result beside the document and the engine."""

    rules: tuple[str, ...] | None = None
    """The codes of the rules to run; None for all of them."""
    agency: str | None = None
    year: int | None = None
    ocr: bool = False
    """Whether scans and pictures are recognised (extra `ocr`)."""

    def chosen(self) -> tuple[Rule, ...]:
        """The rules themselves."""
        return tuple(r for r in all_rules() if self.rules is None or r.code in self.rules)


DEFAULT = Settings()


def pages(entries: Sequence[Item | Unreadable], first: int = 0) -> pa.RecordBatch:
    """Documents of a stream as a batch of PAGES, numbered from `first`."""
    rows: list[Row] = []
    for doc, e in enumerate(entries, start=first):
        if isinstance(e, Unreadable):
            rows.append((doc, e.uri, e.id, None, None, None, None, e.error.code, e.error.message))
        else:
            body = (e.data, None) if isinstance(e.data, bytes) else (None, e.data)
            rows.append((doc, e.uri, e.id, *body, e.agency, e.year, None, None))
    columns = list(zip(*rows, strict=True)) or [()] * len(PAGES)
    arrays = [_array(c, f.type) for c, f in zip(columns, PAGES, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=PAGES)


def check_batch(
    batch: pa.RecordBatch,
    settings: Settings = DEFAULT,
    started: Callable[[int], None] | None = None,
) -> pa.RecordBatch:
    """Checks the documents of a batch of PAGES; gives a batch of RESULT.

    `started` is told the index of each document before its turn, so that whoever watches this
    process knows where it stopped.
    """
    rules = settings.chosen()
    heads: list[Row] = []
    nested: dict[str, list[list[Row]]] = {name: [] for name in NESTED}
    for index, row in enumerate(batch.to_pylist()):
        if started is not None:
            started(index)
        found, sha256 = _one(row, settings, rules)
        if isinstance(found, Unreadable):
            heads.append(_failure(row["doc"], found, sha256))
            for rows in nested.values():
                rows.append([])
        else:
            heads.append(_head(row["doc"], found))
            nested["cells"].append(_cells(found))
            nested["figures"].append(_figures(found))
            nested["sentences"].append(_sentences(found))
            nested["findings"].append(finding_rows(found))
            nested["checks"].append(check_rows(found, across=False))
    fields = list(RESULT)[: len(RESULT) - len(NESTED)]
    columns = zip(*heads, strict=True) if heads else [()] * len(fields)
    arrays = [_array(c, f.type) for c, f in zip(columns, fields, strict=True)]
    arrays += [_lists(rows, NESTED[name]) for name, rows in nested.items()]
    return pa.RecordBatch.from_arrays(arrays, schema=RESULT)


def _one(
    row: dict[str, object], settings: Settings, rules: Sequence[Rule]
) -> tuple[Report | Unreadable, str | None]:
    """The result of one row of PAGES, and the hash of its document where there is one."""
    page = msgspec.convert(row, _Page)
    data = page.content if page.content is not None else page.text
    if page.error_code is not None:
        error = GoujiError(page.error_message or "", code=page.error_code)
        return Unreadable(error, page.uri, page.id), None if data is None else sha256_of(data)
    if data is None:
        return Unreadable(EmptyInput("内容为空。"), page.uri, page.id), None
    item = Item(data, page.uri, page.id, page.agency, page.year)
    found = result(item, rules=rules, agency=settings.agency, year=settings.year, ocr=settings.ocr)
    return found, sha256_of(data) if isinstance(found, Unreadable) else None


class _Page(msgspec.Struct):
    doc: int
    uri: str | None = None
    id: str | None = None
    content: bytes | None = None
    text: str | None = None
    agency: str | None = None
    year: int | None = None
    error_code: str | None = None
    error_message: str | None = None


def sha256_of(data: bytes | str) -> str:
    """The hash by which a document is known, the same as `source.sha256` of the output."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.sha256(raw).hexdigest()


# -- rows -----------------------------------------------------------------------------------


def _head(doc: object, report: Report) -> Row:
    extraction = report.extraction
    document = extraction.document
    return (
        doc, document.uri, document.id, document.sha256, document.media_type, document.encoding,
        len(document.text), document.title, report.agency, report.year, report.form,
        [s.number for s in extraction.sections], None, None,
    )  # fmt: skip


def _failure(doc: object, failure: Unreadable, sha256: str | None) -> Row:
    error = failure.error
    empty = (None,) * 7
    return doc, failure.uri, failure.id, sha256, *empty, None, error.code, error.message


def _cells(report: Report) -> list[Row]:
    return [
        (c.id, *_parted(c.id), c.value, c.raw, c.state, c.start, c.end)
        for c in report.cells.values()
    ]


@cache
def _parted(cell_id: str) -> tuple[str, str, str]:
    """Table, row and column of a cell; the cells of a list have no column.

    >>> _parted("t3.denied.secret.person"), _parted("s.a")
    (('t3', 'denied.secret', 'person'), ('s', 'a', ''))
    """
    table, _, rest = cell_id.partition(".")
    row, _, column = rest.rpartition(".") if "." in rest else (rest, "", "")
    return table, row, column


def _figures(report: Report) -> list[Row]:
    extraction = report.extraction
    text, sentences = extraction.document.text, extraction.sentences
    change_of = {r.left[0]: r.right[0] for r in extraction.relations if r.kind == "on_year"}
    out: list[Row] = []
    for n, f in enumerate(extraction.figures):
        s = sentences[f.sentence]
        out.append((
            n, f.text, f.value, f.low, f.high, f.step, f.unit, f.qualifier, f.kind, f.indicator,
            round(f.confidence, 3), f.scope.year, f.scope.body, change_of.get(n), s.section,
            f.start, f.end, s.start, text[s.start : s.end],
        ))  # fmt: skip
    return out


def _sentences(report: Report) -> list[Row]:
    text = report.extraction.document.text
    return [(s.section, s.start, s.end, text[s.start : s.end]) for s in report.extraction.sentences]


def check_rows(report: Report, *, across: bool) -> list[Row]:
    """The tallies of the rules across years, or of all the others, as rows of CHECK."""
    return [
        (code, t.passed, t.failed, t.skipped)
        for code, t in report.checks.items()
        if code.startswith(ACROSS) is across
    ]


def finding_rows(report: Report, first: int = 0) -> list[Row]:
    """The findings as rows of FINDING, numbered from `first`."""
    return [
        (
            n, f.code, f.severity, f.message, f.expected, f.actual, f.difference, f.cause,
            quote(report, f), table_values(report, f), place(report, f), list(f.cells),
            list(f.figures), [{"start": s.start, "end": s.end} for s in f.spans],
        )
        for n, f in enumerate(report.findings, start=first)
    ]  # fmt: skip


# -- arrays ---------------------------------------------------------------------------------


def _lists(rows: Sequence[Sequence[Row]], kind: pa.StructType) -> pa.ListArray:
    """One list of structs a document, built column by column."""
    offsets = pa.array([0, *accumulate(len(r) for r in rows)], pa.int32())
    flat = [row for per_document in rows for row in per_document]
    columns = zip(*flat, strict=True) if flat else [()] * kind.num_fields
    fields = [kind.field(i) for i in range(kind.num_fields)]
    arrays = [_array(c, f.type) for c, f in zip(columns, fields, strict=True)]
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(arrays, fields=fields))


def table_of(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    """Rows as a flat table."""
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [_array(c, f.type) for c, f in zip(columns, schema, strict=True)]
    return pa.table(arrays, schema=schema)


def _array(values: Iterable[object], kind: pa.DataType) -> pa.Array:
    """The values in a column; what no column can hold (see `_storable`) is replaced."""
    values = list(values)
    try:
        return pa.array(values, kind)
    except (pa.ArrowInvalid, UnicodeEncodeError):
        return pa.array([_storable(v) for v in values], kind)


def _storable(value: object) -> object:
    """A number too long for NUMBER is None; a lone surrogate (a file name) is U+FFFD."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, Decimal):
        try:
            pa.scalar(value, NUMBER)
        except pa.ArrowInvalid:
            return None
    return value
