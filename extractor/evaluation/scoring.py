"""One document against its gold: figures, links, cells, findings.

The conventions: a figure is found where its offsets overlap and its value is right (without
offsets: by value and text); a zero statement is found by its indicator. A link counts where the
gold indicator is a table's, a narrative one where it begins with `n.` and is not `n.other`,
which may as well be left open; a gold indicator of null is not assessed. A figure in `ignore`
may be reported or not. A finding is met by one of the same code that shares a cell, or a figure's
value.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from extractor.evaluation.gold import GoldDocument, GoldFigure, GoldFinding, Mode, canonical, number
from extractor.evaluation.prediction import PredictedFigure, PredictedFinding, Prediction
from extractor.evaluation.sentences import score_sentences
from extractor.evaluation.tally import Link, Tally

_BEYOND_PASSAGES = "FTCYD"
"""Rules over whole reports: their findings in a passage are no false alarms."""
_OPEN_END = ("figure", "zero", "link", "narrative")
OPEN = "n.other"


def score_document(gold: GoldDocument, pred: Prediction, mode: Mode) -> Tally:
    """Every count of one document. A document that broke the tool is missed as a whole."""
    tally = Tally()
    if pred.error:
        tally.add("document", "fn")
        tally.miss("error", pred.error)
    if mode == "reports":
        _score_report(gold, pred, tally)
    if gold.told_figures is not None:
        _score_prose(gold, pred, tally)
    if gold.told_findings is not None:
        _score_findings(gold, pred, mode, tally)
    return tally


def _score_prose(gold: GoldDocument, pred: Prediction, tally: Tally) -> None:
    """The figures, one by one and by sentence."""
    found = pred.figures or ()
    bounded = _before_the_end(gold, pred)
    if bounded is None:
        # Where the unassessed part begins is unknown: what was found counts, nothing is spurious.
        pairs = _score_figures(gold, found, tally)
        for name, outcome in list(tally.counts):
            if outcome == "fp" and name.split(" ")[0] in _OPEN_END:
                del tally.counts[name, outcome]
    else:
        pairs = _score_figures(gold, bounded, tally)
    score_sentences(gold, found if bounded is None else bounded, pairs, tally, spared)


def squash(text: str | None) -> str:
    return "".join((text or "").split())


def spared(p: PredictedFigure, gold: GoldDocument) -> bool:
    """Is it a figure that may be reported or not?"""
    text = squash(p.text)
    sentence = squash(p.sentence if isinstance(p.sentence, str) else "")
    for entry in gold.ignore:
        i = squash(entry if isinstance(entry, str) else entry.text)
        if text and (text in i or i in text or (i in sentence and text in i)):
            return True
    return False


# -- figures ------------------------------------------------------------------------------------


def _before_the_end(gold: GoldDocument, pred: Prediction) -> tuple[PredictedFigure, ...] | None:
    """The figures before the heading behind which nothing is assessed; None: not to be found."""
    figures = pred.figures or ()
    if not gold.ignore_after:
        return figures
    heading = squash(gold.ignore_after)
    starts = [s.start for s in pred.sections or () if heading in squash(s.title)]
    text = pred.source.text if pred.source else None
    if text and heading and gold.ignore_after in text:
        starts.append(text.index(gold.ignore_after))
    if not starts:
        return None
    return tuple(f for f in figures if (f.start or 0) < min(starts))


def _score_figures(
    gold: GoldDocument, found: Sequence[PredictedFigure], tally: Tally
) -> dict[int, int]:
    """Counts the figures; returns which gold figure was met by which of the found."""
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for n, g in enumerate(gold.figures):
        k = _match(g, found, used)
        kind = "zero" if g.qualifier == "zero" else "figure"
        if k is None:
            tally.add(kind, "fn")
            tally.miss("missed", g.text, g.indicator)
            _missed_link(g, tally)
            continue
        used.add(k)
        pairs[n] = k
        tally.add(kind, "tp")
        _score_values(g, found[k], tally)
        _score_link(g, found[k], tally)
    for k, p in enumerate(found):
        if k not in used and not spared(p, gold):
            _spurious(p, tally)
    return pairs


def _match(g: GoldFigure, found: Sequence[PredictedFigure], used: set[int]) -> int | None:
    """The first figure that is this one; of equal values the one with the same indicator."""
    value, readings = number(g.value), g.readings()
    zero = g.qualifier == "zero"
    best = None
    for k, p in enumerate(found):
        if k not in used and _same(g, p, value, zero, readings):
            best = k
            break
    if best is not None and zero and not _overlap(g.text, found[best].text):
        for k, p in enumerate(found):  # 未收费，收取额为零: which of two
            if k not in used and _overlap(g.text, p.text) and _same(g, p, value, zero, readings):
                return k
    if best is not None and g.start is None and not zero:
        for k, p in enumerate(found):
            same = number(p.value) == value and canonical(p.indicator) in readings
            if k not in used and same:
                return k
    return best


def _same(
    g: GoldFigure,
    p: PredictedFigure,
    value: Decimal | str | None,
    zero: bool,
    readings: frozenset[str | None],
) -> bool:
    if zero:
        return number(p.value) == 0 and canonical(p.indicator) in readings
    if number(p.value) != value:
        return False
    if g.start is not None and g.end is not None and p.start is not None and p.end is not None:
        return p.start < g.end and g.start < p.end
    return _overlap(p.text, g.text)


def _overlap(one: str, other: str) -> bool:
    one, other = squash(one), squash(other)
    return one in other or other in one


def _score_values(g: GoldFigure, p: PredictedFigure, tally: Tally) -> None:
    """Unit, qualifier, kind, interval and scope of a figure that was found."""
    if g.qualifier != "zero":
        tally.check("unit", (p.unit or "") == (g.unit or ""))
        tally.check("qualifier", p.qualifier == g.qualifier)
        if not isinstance(g.low, msgspec.UnsetType) and not isinstance(g.high, msgspec.UnsetType):
            same = (number(p.low), number(p.high)) == (number(g.low), number(g.high))
            tally.check("interval", same)
    if g.kind is not None:
        tally.check("kind", p.kind == g.kind)
        if p.kind != g.kind:
            tally.miss("kind", g.text, "gold", g.kind, "pred", p.kind)
    if isinstance(g.scope, msgspec.UnsetType):
        return
    said = (g.scope.year, squash(g.scope.body)) if g.scope else (None, "")
    read = (p.scope.year, squash(p.scope.body)) if p.scope else (None, "")
    if said == read:
        if said != (None, ""):
            tally.add("scope", "tp")
        return
    if said != (None, ""):
        tally.add("scope", "fn")
    if read != (None, ""):
        tally.add("scope", "fp")
    tally.miss("scope", g.text, "gold", said, "pred", read)


def _missed_link(g: GoldFigure, tally: Tally) -> None:
    indicator = canonical(g.indicator)
    if indicator is None:
        return
    if indicator.startswith("t"):
        tally.add("link", "fn")
        tally.add(f"link {indicator}", "fn")
    elif indicator != OPEN:
        tally.add("narrative", "fn")
        tally.add(f"narrative {indicator}", "fn")


def _score_link(g: GoldFigure, p: PredictedFigure, tally: Tally) -> None:
    gold, pred = canonical(g.indicator), canonical(p.indicator)
    if gold is None:
        return
    if pred in g.readings():
        if pred is None:
            return  # that it is left open is one of the right answers
        gold = pred
    right = gold == pred
    if gold.startswith("t") or (pred or "").startswith("t"):
        _count_link("link", gold, pred, "t", tally)
        if not right:
            tally.miss("link", g.text, "gold", gold, "pred", pred)
    if not gold.startswith("t"):
        if not right and gold != OPEN:
            tally.miss("narrative", g.text, "gold", gold, "pred", pred)
        if gold != OPEN or not right:
            _count_link("narrative", gold, pred, "n.", tally)
    if pred is None or pred == OPEN:
        tally.silent += gold != OPEN
    elif p.confidence is not None and g.qualifier != "zero":
        tally.links.append(Link(p.confidence, right))


def _count_link(measure: str, gold: str, pred: str | None, prefix: str, tally: Tally) -> None:
    """One link under its measure and under its own indicator."""
    counted = [i for i in (gold, pred) if i and i.startswith(prefix) and i != OPEN]
    if gold == pred:
        if counted:
            tally.add(measure, "tp")
            tally.add(f"{measure} {gold}", "tp")
        return
    if gold in counted:
        tally.add(measure, "fn")
        tally.add(f"{measure} {gold}", "fn")
    if pred in counted:
        tally.add(measure, "fp")
        tally.add(f"{measure} {pred}", "fp")


def _spurious(p: PredictedFigure, tally: Tally) -> None:
    if p.qualifier == "zero":
        tally.add("zero", "fp")
        tally.miss("spurious zero", p.text, p.indicator)
        if (p.indicator or "").startswith("t"):
            tally.add("link", "fp")
            tally.add(f"link {canonical(p.indicator)}", "fp")
    else:
        tally.add("figure", "fp")
        tally.miss("spurious", p.text, p.value, p.indicator)


# -- the report as a whole -----------------------------------------------------------------------


def _score_report(gold: GoldDocument, pred: Prediction, tally: Tally) -> None:
    """Agency, year and form; every cell of the tables."""
    report = pred.report
    for key, said in (("agency", gold.agency), ("year", gold.year), ("form", gold.form)):
        if isinstance(said, msgspec.UnsetType):
            continue
        read = getattr(report, key) if report else None
        tally.check(f"report.{key}", str(read) == str(said))
        if str(read) != str(said):
            tally.miss(key, said, read)
    if gold.cells is None:
        return
    true = {k: number(v) for k, v in gold.cells.items()}
    read_cells = {k: number(c.value) for k, c in (pred.cells or {}).items()}
    wrong = [k for k in true if true[k] != read_cells.get(k)]
    tally.add("cell", "tp", len(true) - len(wrong))
    tally.add("cell", "fn", len(wrong))
    tally.add("cell", "fp", sum(k not in true and v is not None for k, v in read_cells.items()))
    if true:
        tally.check("tables whole", not wrong)
    if wrong:
        shown = ", ".join(f"{k} gold {true[k]} pred {read_cells.get(k)}" for k in wrong[:6])
        tally.miss("cells", len(wrong), shown)


# -- findings -----------------------------------------------------------------------------------


def _score_findings(gold: GoldDocument, pred: Prediction, mode: Mode, tally: Tally) -> None:
    left = list(pred.findings or ())
    for f in gold.findings:
        hit = next((x for x in left if meets(f, x, gold, pred, mode == "reports")), None)
        outcome: str = "fn"
        if hit is None:
            tally.miss("finding missed", f.code, *f.cells[:3], *f.figures)
        else:
            left.remove(hit)
            outcome = "tp"
        tally.add("finding", "tp" if outcome == "tp" else "fn")
        tally.add(f"finding {f.code}", "tp" if outcome == "tp" else "fn")
    for x in left:
        if mode == "passages" and x.code[:1] in _BEYOND_PASSAGES:
            continue
        if x.severity == "notice":
            continue
        tally.add("finding", "fp")
        tally.add(f"finding {x.code}", "fp")
        tally.miss("false alarm", x.code, x.message)
    if mode == "reports" and not gold.findings:
        quiet = not any(x.severity == "error" for x in pred.findings or ())
        tally.check("clean reports", quiet)


def meets(
    g: GoldFinding, p: PredictedFinding, gold: GoldDocument, pred: Prediction, by_cells: bool
) -> bool:
    if p.code != g.code and p.code not in g.alt_codes:
        return False
    if by_cells and g.cells:
        return bool(set(g.cells) & set(p.cells))
    if g.figures and p.figures:
        found = pred.figures or ()
        said = {number(gold.figures[i].value) for i in g.figures}
        return bool(said & {number(found[i].value) for i in p.figures if i < len(found)})
    return True
