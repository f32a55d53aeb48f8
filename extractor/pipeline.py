"""From one source to one report: the only place where the order of the stages is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from extractor.codebook import load_codebook
from extractor.errors import TimedOut, TooLarge
from extractor.figures import find_figures
from extractor.indicators import Decide, jointly, link
from extractor.layout.identity import identify
from extractor.layout.prose import split_prose
from extractor.layout.sections import find_sections
from extractor.layout.tables import read_tables
from extractor.readers import read
from extractor.records import Document, Extraction, Report, YearBefore
from extractor.repair import repair
from extractor.rules import Rule, run_rules, year_before

Source = str | bytes | Path
"""Text or HTML (`str`, never a path), the bytes of a file of a known format, or its path."""

MAX_CHARS = 1_000_000
"""Characters of text that are looked through. The longest reports have 100,000; every stage takes
time in proportion, some 3 seconds for text of this length and 30 for the worst that was found."""


def check(
    source: Source,
    *,
    agency: str | None = None,
    year: int | None = None,
    uri: str | None = None,
    id: str | None = None,  # noqa: A002 - the word of the output contract
    rules: Sequence[Rule] | None = None,
    before: Report | None = None,
    ocr: bool = False,
) -> Report:
    """Reads a report and checks it.

    `agency` and `year` are used where the text itself does not say. `rules` None means all
    of them. `before` is the same agency's report of the year before: the rules Y101 to Y103 hold
    the two against one another. `ocr`: scans and pictures are recognised, some five seconds a page
    (extra `ocr`); what was read so is never of severity error. Raises a `GoujiError` where the
    source cannot be read. Keeps no state between calls and may be called from several threads.
    """
    document = read(source, uri=uri, id=id, agency=agency, year=year, ocr=ocr)
    earlier = None if before is None else year_before(before.extraction)
    return apply_rules(extract_document(document), rules=rules, before=earlier)


def apply_rules(
    extraction: Extraction,
    *,
    rules: Sequence[Rule] | None = None,
    before: YearBefore | None = None,
) -> Report:
    """The last stage: what does not hold in what was read."""
    if before is not None and extraction.identity.year != before.year + 1:
        before = None
    read_of = extraction.mended or extraction
    report = run_rules(read_of, rules=rules, codebook=load_codebook(), before=before)
    if extraction.mended is None:
        return report
    findings = repair(extraction.document).findings(report.findings)
    return replace(report, extraction=extraction, findings=findings)


def extract(
    source: Source,
    *,
    agency: str | None = None,
    year: int | None = None,
    uri: str | None = None,
    id: str | None = None,  # noqa: A002 - the word of the output contract
    ocr: bool = False,
) -> Report:
    """The same as `check` without the rules: findings and checks stay empty."""
    document = read(source, uri=uri, id=id, agency=agency, year=year, ocr=ocr)
    return Report(extract_document(document))


def extract_document(document: Document, decide: Decide = jointly) -> Extraction:
    """`Document` to `Extraction`: every stage but the rules, in order.

    `decide` has the last word on what each figure states; others than the default are for
    training and for ablations.
    Raises `TooLarge` for what is no report by its length or its number of figures, and `TimedOut`
    where a pattern ran out of its time.
    """
    if len(document.text) > MAX_CHARS:
        raise TooLarge(f"正文超过{MAX_CHARS // 10_000}万字，不像一份年度报告，未检查。")
    repaired = repair(document)
    return repaired.restore(repaired.without_doubt(_stages(repaired.document, decide)))


def _stages(document: Document, decide: Decide) -> Extraction:
    """Every stage that reads the mended text, in order."""
    try:
        sections = find_sections(document)
        tables = read_tables(document, sections)
        identity = identify(document, sections, tables)
        sentences = split_prose(document, sections, tables)
        found = find_figures(document, sentences, identity)
        figures, relations = link(document, sentences, found, identity, tables, decide)
    except TimeoutError:
        raise TimedOut("文本异常，分析超时，未检查。") from None
    return Extraction(document, identity, sections, tables, sentences, figures, relations)
