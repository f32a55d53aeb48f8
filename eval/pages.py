"""What an evaluation prints, and the page it writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from eval import gain, mutation
from eval.documents import Document
from eval.gain import Gain
from eval.mutation import Suite
from eval.results import PAGE, RESULTS, Run, part, part_section
from extractor.evaluation import Measure, Tally, page
from extractor.evaluation.measures import is_rate, value_of
from extractor.indicators.model import load_model

ABLATED = ("link", "narrative", "sentence", "finding")


class Ablation(msgspec.Struct, frozen=True):
    """`scores`: variant -> kind and split -> measure."""

    scores: dict[str, dict[str, dict[str, Measure]]]


def model_version() -> str:
    """The version of the model in use."""
    return load_model().card.version


def ablation(
    runs: Mapping[str, Sequence[tuple[Sequence[Document], Sequence[Tally]]]],
) -> Ablation:
    scores: dict[str, dict[str, dict[str, Measure]]] = {}
    for variant, scored in runs.items():
        own = scores.setdefault(variant, {})
        for docs, tallies in scored:
            found = part(docs, tallies).measures
            name = f"{docs[0].kind} {docs[0].split}"
            own[name] = {k: found[k] for k in ABLATED if k in found}
            if docs[0].kind == "passages":
                for batch in sorted({d.batch for d in docs}):
                    pairs = [(d, t) for d, t in zip(docs, tallies, strict=True) if d.batch == batch]
                    found = part([d for d, _ in pairs], [t for _, t in pairs]).measures
                    own[f"{name} {batch}"] = {k: found[k] for k in ABLATED if k in found}
    return Ablation(scores)


def _ablation_rows(a: Ablation) -> list[list[str]]:
    first = next(iter(a.scores.values()))
    return [
        [
            f"{part_name}: {measure}",
            *(_cell(own.get(part_name, {}).get(measure)) for own in a.scores.values()),
        ]
        for part_name in first
        for measure in ABLATED
        if measure in first[part_name]
    ]


def _cell(m: Measure | None) -> str:
    if m is None:
        return ""
    span = "" if m.low is None else f" [{m.low:.3f}, {m.high:.3f}]"
    if is_rate(m.name):
        return f"{value_of(m):.3f}{span}"
    return f"{m.precision:.3f} / {m.recall:.3f} / {m.f1:.3f}{span}"


def ablation_table(a: Ablation) -> str:
    return page.plain(("precision / recall / F1 [95 %]", *a.scores), _ablation_rows(a))


def summary(run: Run) -> str:
    out = []
    for name, p in run.parts.items():
        shown = [m for m in page.ordered(p.measures) if not m.name.startswith(page.PER_INDICATOR)]
        out.append(f"{name} ({p.documents})\n{page.plain(page.HEAD, page.rows(shown))}\n")
    return "\n".join(out)


def write(run: Run, ablated: Ablation, gained: Sequence[Gain], mutated: Suite) -> None:
    """The page of results."""
    RESULTS.mkdir(exist_ok=True)
    text = [
        "# Results",
        "Written by `make eval`; do not edit. Intervals are bootstrap intervals over bodies. "
        "Train is shown to be compared with test: rules and model were made on it. "
        f"gouji {run.version}, model {run.model}, corpus {run.corpus[:12]}.",
    ]
    text += [part_section(name, p) for name, p in run.parts.items()]
    text += [
        "## Ablation: who decides what a figure states",
        "Precision / recall / F1 with the interval of F1. `tg` holds types of agencies that "
        "occur nowhere in training.",
        page.markdown(("part", *ablated.scores), _ablation_rows(ablated)),
        "What rules and model together gain over the rules alone on the test split. The interval "
        "is that of the difference, the same bodies drawn for both.",
        page.markdown(gain.HEAD, gain.table(gained)),
        f"## Mutations: every number of the {mutated.reports} test reports changed, one at a time",
        page.markdown(mutation.HEAD, mutation.table(mutated)),
        "`contradicted`: something in the report contradicts the changed number. `located`: a "
        "finding points at the changed number itself. Missed and false alarms are listed in "
        "mutation.json.",
    ]
    PAGE.write_text("\n\n".join(text) + "\n", encoding="utf-8")
