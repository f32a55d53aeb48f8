"""The spaCy component `gouji`: the quantities of a text and what each of them states.

    import spacy

    nlp = spacy.blank("zh")
    nlp.add_pipe("gouji")
    doc = nlp("全年收到政府信息公开申请54件，其中自然人48件。")
    [(s.text, s._.value, s._.unit, s._.indicator) for s in doc.spans["figures"]]

Installing gouji is enough for spaCy to know the component (entry point `spacy_factories`). What
it adds goes into `Doc.to_bytes` and `DocBin(store_user_data=True)`: numbers are decimal strings.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.pipeline import apply_rules, extract_document
from extractor.records import Document, Figure

EXTENSIONS = (
    "value", "low", "high", "unit", "qualifier", "kind", "indicator", "confidence",
    "scope_year", "scope_body",
)  # fmt: skip
"""Of each span, as in the output contract; None where the text leaves it open."""


class GoujiComponent:
    """Sets `doc.spans[spans_key]`, labels being the kinds of figures, and `doc._.findings`.

    `findings`: also run the rules; each is a dict with `code`, `severity` and `message`. `year`
    is the year of the texts, where they do not say.
    """

    def __init__(self, spans_key: str, year: int | None, *, findings: bool) -> None:
        self.spans_key = spans_key
        self.year = year
        self.findings = findings
        for name in EXTENSIONS:
            if not Span.has_extension(name):
                Span.set_extension(name, default=None)
        if not Doc.has_extension("findings"):
            Doc.set_extension("findings", default=None)

    def __call__(self, doc: Doc) -> Doc:
        source = Document(doc.text, "text/plain", year_hint=self.year)
        read = extract_document(source)
        spans = [_span(doc, figure) for figure in read.figures]
        doc.spans[self.spans_key] = [s for s in spans if s is not None]
        if self.findings:
            doc._.findings = [
                {"code": f.code, "severity": f.severity, "message": f.message}
                for f in apply_rules(read).findings
            ]
        return doc


def _span(doc: Doc, figure: Figure) -> Span | None:
    """The figure as a span of whole tokens; a tokenizer that cuts words may make it wider."""
    span = doc.char_span(figure.start, figure.end, label=figure.kind, alignment_mode="expand")
    if span is None:
        return None
    span._.value = format(figure.value, "f")
    span._.low = None if figure.low is None else format(figure.low, "f")
    span._.high = None if figure.high is None else format(figure.high, "f")
    span._.unit = figure.unit
    span._.qualifier = figure.qualifier
    span._.kind = figure.kind
    span._.indicator = figure.indicator
    span._.confidence = figure.confidence
    span._.scope_year = figure.scope.year
    span._.scope_body = figure.scope.body
    return span


@Language.factory(
    "gouji",
    default_config={"spans_key": "figures", "year": None, "findings": False},
    assigns=["doc.spans"],
)
def make_gouji(
    nlp: Language, name: str, spans_key: str, year: int | None, findings: bool
) -> GoujiComponent:
    """The factory that `nlp.add_pipe("gouji", config={...})` calls."""
    return GoujiComponent(spans_key, year, findings=findings)
