"""The compiled patterns of the figure finder, built once from the data files."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import regex


class Units(NamedTuple):
    pattern: str
    durations: frozenset[str]
    measured: regex.Pattern[str]
    strong: frozenset[str]
    final: frozenset[str]


def _toml(name: str) -> dict[str, object]:
    return tomllib.loads((files("extractor.figures") / "data" / name).read_text("utf-8"))


@cache
def units() -> Units:
    data = _toml("units.toml")
    table: dict[str, str] = data["units"]  # type: ignore[assignment]
    duration: dict[str, object] = data["duration"]  # type: ignore[assignment]
    chinese: dict[str, list[str]] = data["chinese"]  # type: ignore[assignment]
    parts = [
        regex.escape(unit) + (f"(?!{not_before})" if not_before else "")
        for unit, not_before in sorted(table.items(), key=lambda kv: -len(kv[0]))
    ]
    return Units(
        "(?:" + "|".join(parts) + ")",
        frozenset(duration["units"]),  # type: ignore[call-overload]
        regex.compile(str(duration["measured"])),
        frozenset(chinese["strong"]),
        frozenset(chinese["final"]),
    )


@cache
def masks() -> regex.Pattern[str]:
    """One pattern for every stretch that holds digits or numerals and is no figure.

    Each row is tried only at its own first characters, and none of them elsewhere.
    """
    rows: list[dict[str, str]] = _toml("phrases.toml")["pattern"]  # type: ignore[assignment]
    anywhere = "".join(row["first"] for row in rows)
    each = "|".join(f"(?=[{row['first']}])(?:{row['regex']})" for row in rows)
    return regex.compile(f"(?=[{anywhere}])(?:{each})", regex.MULTILINE)


def mask_examples() -> list[tuple[str, str]]:
    """(name, example) of each kind of masked stretch, for the tests."""
    rows: list[dict[str, str]] = _toml("phrases.toml")["pattern"]  # type: ignore[assignment]
    return [(row["name"], row["example"]) for row in rows]


_ABOUT = "大约|大概|大致|(?<![节签预制条合契集公])约"
_AT_MOST = "不超过|不到|不足|不满|少于|低于|至多|最多|将近|接近|近"
_AT_LEAST = (
    "不少于|不低于|超过|突破|多于|高于|多达|至少|逾|超|上(?=[十百千万亿])|过(?=[\\d百千万半])"
)

_FIRST = r"\d一二三四五六七八九十百千万亿两零〇数几大约不低少至最将接近超突多高逾上过"
"""What a number, or an approximator before it, begins with."""

PREFIX_QUALIFIERS = {
    "about": "约|大概|大致",
    "at_most": _AT_MOST,
    "at_least": "不少于|不低于|超过|突破|多于|高于|多达|至少|逾|超|上|过",
}
"""What a prefix means, the strongest last: 不少于 holds 少于."""

ARABIC = (
    r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])(?:[.．][0-9０-９]+)?"
    r"|[0-9０-９]{1,3}(?:[ \u00a0\u2002-\u200a\u3000][0-9０-９]{3})+(?![0-9０-９])(?:[.．][0-9０-９]+)?"
    r"|[0-9０-９]+(?:\n[0-9０-９]+)?(?:[.．][0-9０-９]+)?"
)
CHINESE = "[一二三四五六七八九十百千万亿两零〇]+"
MAGNITUDE = "(?:万亿|百万|千万|十万|万(?!元)|亿|千(?!米|瓦|克)|百|十|[Ww](?=\\+))"


@cache
def number() -> regex.Pattern[str]:
    """A number with its approximators and unit; the groups are read by the finder."""
    unit = units().pattern
    return regex.compile(
        rf"""
        (?=[{_FIRST}])
        (?P<prefix>(?:(?:{_ABOUT}|{_AT_MOST}|{_AT_LEAST})\s?){{0,3}}+)
        (?:
            (?P<fraction>百分之)(?P<of_hundred>{CHINESE}(?:点[一二三四五六七八九零〇]+)?|[0-9.]+)(?P<fraction_more>多|余)?
          | (?P<tenths>[一二三四五六七八九两\d](?:点[一二三四五六七八九五])?)(?P<tenths_more>多)?成(?:(?P<tenths_half>半)|(?P<tenths_unit>[一二三四五六七八九])(?![\u4e00-\u9fff]))?(?P<tenths_post>多)?(?![立为员果本功效都分交员长人年熟品])
          | (?:
                (?P<arabic>{ARABIC})
              | (?P<several>[数几](?=[十百千万亿]))?(?P<chinese>{CHINESE})
            )
            (?:(?P<range>\s*[-—–－~～至到]\s*)(?P<upper>{ARABIC})(?=\s*(?:{unit}|{MAGNITUDE})))?
            \s?
            (?P<more>余|多(?=\s?(?:{MAGNITUDE}|{unit}))|来(?=\s?(?:{MAGNITUDE}|{unit}))|几(?=\s?{unit}))?
            (?P<magnitude>{MAGNITUDE})?
            (?P<more2>余|多(?!\s?(?:种形式|个渠道|渠道|形式|方式|方|家联))|来(?=\s?{unit})|几(?=\s?{unit}))?
            (?P<plus>\+)?
            (?P<unit>\s{{0,2}}{unit})?
            (?P<plus2>\+)?
            (?P<more3>(?:之)?多(?=[，,。；;、）)]|$))?
        )
        (?P<post>\s?(?:及以上|以上|以下|以内|左右|上下))?
        """,
        regex.VERBOSE,
    )
