"""Broken, hostile and random input, within a budget of time: `python -m eval.fuzz --seconds 60`.

Valid files of every format are mutated (bytes, pieces, members of zips), damaged, spliced with
one another and mixed with hostile markup. An input fails where it raises anything but a coded
error, where what comes out does not point into the text, or where it takes longer than `--limit`
seconds.
Failures are written to `--out` under their number, so that `--seed S --only N` makes them again.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

from corpus import render, render_office
from corpus.damage import KINDS, damage
from corpus.office_docx import zipped
from corpus.spec import REPORTS, Spec, read
from extractor import GoujiError, Report, check

SPECS = ("r03", "r05", "r12", "r16", "r25")
STYLES = (*render.STYLES, *render_office.STYLES)
_MARKUP = (
    "<table>", "<tr><td>", "</td></tr>", "<td rowspan=99999 colspan=99999>", "<!--", "<![CDATA[",
    "<script>", "<p style='display:none'>", "&#x110000;", "&#0;", "&nbsp;" * 50, "<div>" * 200,
    "<w:tbl>", "<w:tc>", "<?xml version='1.0'?>", "<!DOCTYPE a [<!ENTITY b 'cc'>]>", "%PDF-1.7",
    "endstream", '{"id":1,"text":"', "MIME-Version: 1.0\r\n",
)  # fmt: skip
_WORDS = (
    "(", "[w1]", "批注 [w1]: ", "（此处填写", "□", "政(zheng)", "一、总体情况\n", "其中" * 30,
    "，" * 200, "1" * 400, "0\t" * 200, "| " * 300, "（七）总计", "同比增长", "１２３",
    "2147483648 ", "-1 ", "1e999 ", "二〇二三年", "\u202e\u200b\u0301", "𠀀",
)  # fmt: skip
_BYTES = (b"\xff\xfe", b"\0" * 16, b"PK\x03\x04", b"\xf0\x9f")
_HOSTILE = (*(w.encode() for w in (*_MARKUP, *_WORDS)), *_BYTES)


@dataclass
class Tally:
    """What a run found. `slowest` names the input that took longest, in seconds."""

    inputs: int = 0
    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    seconds: float = 0.0

    def lines(self) -> Iterator[str]:
        yield f"{self.inputs} inputs in {self.seconds:.0f} s: {self.read} read, refused: " + (
            ", ".join(f"{code} {n}" for code, n in sorted(self.refused.items())) or "none"
        )
        yield f"slowest {self.slowest[0]:.2f} s: {self.slowest[1]}"
        yield f"{len(self.failures)} failures" + "".join(f"\n  {f}" for f in self.failures)


@cache
def _spec(name: str) -> Spec:
    return read(REPORTS / f"{name}.toml")


@cache
def _valid(name: str, style: str) -> bytes:
    maker = render_office if style in render_office.STYLES else render
    return maker.render(_spec(name), style).data


def make(seed: int, number: int) -> tuple[str, bytes]:
    """The input with that number: what it was made of, and its bytes."""
    rng = random.Random(f"{seed}:{number}")
    name, style = rng.choice(SPECS), rng.choice(STYLES)
    kind = rng.choices(("mutant", "damaged", "splice", "noise"), (75, 10, 10, 5))[0]
    if kind == "damaged":
        how = rng.choice(tuple(KINDS))
        return f"{name} {how}", _mutated(damage(_spec(name), how).text.encode(), rng)
    if kind == "splice":
        other = rng.choice(STYLES)
        one, two = _valid(name, style), _valid(rng.choice(SPECS), other)
        return f"{style}+{other}", one[: rng.randrange(len(one))] + two[rng.randrange(len(two)) :]
    if kind == "noise":
        return "noise", _noise(rng)
    data = _valid(name, style)
    if data.startswith(b"PK") and rng.random() < 0.7:
        return f"{name} {style} member", _with_member(data, rng)
    return f"{name} {style}", _mutated(data, rng)


def _noise(rng: random.Random) -> bytes:
    if rng.random() < 0.3:
        return rng.randbytes(rng.randrange(1, 5000))
    pieces = rng.choices(_HOSTILE, k=rng.choice((1, 3, 20)))
    return b"".join(p * rng.choice((1, 3, 500)) for p in pieces)


def _with_member(data: bytes, rng: random.Random) -> bytes:
    """A zip one of whose members is mutated, well packed again."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    name = rng.choice(sorted(members))
    content = members[name]
    assert isinstance(content, bytes)
    members[name] = _mutated(content, rng)
    return zipped(members)


def _mutated(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 30))):
        if not out:
            break
        rng.choice(_MUTATIONS)(out, rng)
    return bytes(out)


def _flip(out: bytearray, rng: random.Random) -> None:
    out[rng.randrange(len(out))] = rng.randrange(256)


def _insert(out: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(out))
    out[at:at] = rng.choice(_HOSTILE) * rng.choice((1, 1, 20))


def _cut(out: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(out))
    del out[at : at + rng.choice((1, 3, 40, 2000))]


def _double(out: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(out))
    piece = out[at : at + rng.choice((3, 50, 4000))]
    out[at:at] = piece * rng.choice((1, 2, 30))


def _swap(out: bytearray, rng: random.Random) -> None:
    a, b = sorted((rng.randrange(len(out)), rng.randrange(len(out))))
    size = min(rng.choice((1, 30, 500)), b - a)
    out[a : a + size], out[b : b + size] = out[b : b + size], out[a : a + size]


def _truncate(out: bytearray, rng: random.Random) -> None:
    del out[rng.randrange(len(out)) :]


_MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip, _flip, _flip, _insert, _insert, _cut, _double, _swap, _truncate,
)  # fmt: skip


def examine(data: bytes) -> str | None:
    """Checks one input: None where it was read, else the code it was refused with.

    Raises AssertionError for output that does not hold together, and whatever the tool raises.
    """
    try:
        report = check(data)
    except GoujiError as error:
        refused = error
    else:
        _sound(report)
        return None
    assert refused.message
    assert refused.code.startswith("E")
    assert refused.code != "E100"
    return refused.code


def _sound(report: Report) -> None:
    text = report.extraction.document.text
    json.dumps(report.to_dict()).encode()
    for f in report.figures:
        assert text[f.start : f.end] == f.text, f
    for c in report.cells.values():
        assert 0 <= c.start <= c.end <= len(text), c
    for finding in report.findings:
        assert finding.code != "E100"
        assert all(0 <= s.start <= s.end <= len(text) for s in finding.spans), finding
        assert "运行出错" not in finding.message, finding


def run(
    *, seed: int, count: int, seconds: float, limit: float = 20.0, out: Path | None = None,
    first: int = 0,
) -> Tally:  # fmt: skip
    """Up to `count` inputs within about `seconds`; an input that takes over `limit` fails."""
    tally = Tally()
    begun = time.monotonic()
    alarm = signal.signal(signal.SIGALRM, _late)
    try:
        for number in range(first, first + count):
            if time.monotonic() - begun > seconds:
                break
            what, data = make(seed, number)
            name = f"seed {seed} number {number}: {what}, {len(data)} bytes"
            started = time.perf_counter()
            try:
                signal.setitimer(signal.ITIMER_REAL, limit)
                refused = examine(data)
                signal.setitimer(signal.ITIMER_REAL, 0)
                if refused is None:
                    tally.read += 1
                else:
                    tally.refused[refused] += 1
            except Exception as error:
                signal.setitimer(signal.ITIMER_REAL, 0)
                tally.failures.append(f"{name}: {type(error).__name__}: {error!s:.200}")
                if out is not None:
                    out.mkdir(parents=True, exist_ok=True)
                    (out / f"{seed}-{number}.bin").write_bytes(data)
            tally.inputs += 1
            tally.slowest = max(tally.slowest, (time.perf_counter() - started, name))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, alarm)
    tally.seconds = time.monotonic() - begun
    return tally


def _late(signum: int, frame: object) -> None:
    raise RuntimeError("took too long")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--count", type=int, default=10**9)
    parser.add_argument("--seed", type=int, default=zlib.crc32(time.ctime().encode()) % 10_000)
    parser.add_argument("--limit", type=float, default=20.0)
    parser.add_argument("--only", type=int, help="make and check the input of this number")
    parser.add_argument("--out", type=Path, default=Path(".fuzz"))
    chosen = parser.parse_args(arguments)
    if chosen.only is not None:
        chosen.count = 1
    tally = run(
        seed=chosen.seed,
        count=chosen.count,
        seconds=chosen.seconds,
        limit=chosen.limit,
        out=chosen.out,
        first=chosen.only or 0,
    )
    print("\n".join(tally.lines()))
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
