"""新收 + 上年结转 against 办结 + 结转下年, told in prose."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.indicators.frames import Frame
from extractor.records import Figure, Relation, Sentence

_FLOW_ROWS = ("t3.new.total", "t3.carried_in.total", "t3.total.total", "t3.carried_out.total")


def flows(
    sentences: tuple[Sentence, ...], frames: list[Frame], figures: list[Figure]
) -> Iterator[Relation]:
    """新收 + 上年结转 against 办结 + 结转下年, where one section of prose tells all four."""
    seen: dict[tuple[int, str], list[int]] = {}
    last_sentence = -1
    for frame in frames:
        f = figures[frame.index]
        section = sentences[frame.sentence].section
        if frame.sentence > last_sentence + 2:
            seen = {}
        if (
            f.scope.year is None
            and f.scope.body is None
            and f.kind == "count"
            and f.qualifier in ("exact", "zero")
            and (frame.parent is None or frame.leads)
        ):
            if f.indicator in _FLOW_ROWS and f.indicator is not None:
                seen.setdefault((section, f.indicator), []).append(frame.index)
                last_sentence = frame.sentence
            elif f.indicator == "t3.new.total+t3.carried_in.total":
                seen.setdefault((section, "handled"), []).append(frame.index)
                last_sentence = frame.sentence
        new, into, done, out = (seen.get((section, row), []) for row in _FLOW_ROWS)
        handled = seen.get((section, "handled"), [])
        if (
            len(done) == 1
            and len(out) == 1
            and frame.index in (done[0], out[0], *new, *into, *handled)
        ):
            if len(new) == 1 and len(into) == 1:
                yield Relation("flow", (new[0], into[0]), (done[0], out[0]))
                seen = {}
            elif (
                len(handled) == 1
                and not new
                and len(into) <= 1
                and frame.index in (done[0], out[0])
            ):
                yield Relation("flow", (handled[0],), (done[0], out[0]))
                seen = {}
