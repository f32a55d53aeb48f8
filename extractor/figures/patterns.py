"""The compiled patterns of the figure finder, built once from the data files."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import regex

from extractor.language.first import guarded
from extractor.records import Qualifier

_ABOUT = "大约|大概|大致|(?<![节签预制条合契集公])约"
_AT_MOST = "几近|不超过|不到|不足|不满|少于|低于|至多|最多|将近|接近|(?<!最)近"
_AT_LEAST = (
    "不少于|不低于|不下(?=[\\d百千万])|超过|突破|(?<![侦攻告打])破(?=[\\d.一二三四五六七八九]{0,4}[百千万亿])"
    "|多于|高于|多达|至少|逾|超|上(?=[十百千万亿])"
    "|(?<![通经不])过(?=[百千万半]|[\\d.,，]{3}|\\d[\\d.]*\\s?[十百千万亿成%％])"
)
"""Approximators, where they stand before a number; 上 and 过 also begin other words.

收到过2件, 通过36件: small numbers, and those behind 通过, are told as they are.
"""
_APPROXIMATOR = guarded(f"{_ABOUT}|{_AT_MOST}|{_AT_LEAST}")

PREFIX_QUALIFIERS: dict[Qualifier, str] = {
    "about": "约|大概|大致",
    "at_most": _AT_MOST,
    "at_least": "不少于|不低于|不下|超过|突破|破|多于|高于|多达|至少|逾|超|上|过",
}
"""What a prefix means, the strongest last: 不少于 holds 少于."""

_FIRST = (
    r"\d一二三四五六七八九十百千万亿两零〇数几大约不低少至最将接近超突多高逾上过破半"
    "○廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
)
"""What a number, or an approximator before it, begins with."""

_DIGIT = "[0-9０-９]"
_BLANK = r"[ \u00a0\u2002-\u200a\u3000]"
_DECIMALS = rf"(?:[.．]{_DIGIT}+)?"
ARABIC = (
    rf"{_DIGIT}{{1,3}}(?:[,，]{_DIGIT}{{3}})+(?!{_DIGIT}){_DECIMALS}"
    rf"|{_DIGIT}{{1,3}}(?:{_BLANK}{_DIGIT}{{3}})+(?!{_DIGIT}){_DECIMALS}"
    rf"|{_DIGIT}+(?:\n{_DIGIT}+)?{_DECIMALS}"
)
"""Digits, grouped by commas or blanks, or broken by one line break."""
CHINESE = "[一二三四五六七八九十百千万亿两零〇廿卅]+"
"""A Chinese numeral."""
FORMAL = "○壹贰叁肆伍陆柒捌玖拾佰仟"
_FORMAL = f"(?<![收捡拾队落退大登])[{FORMAL}]+(?=[件份元项条次宗起])"
"""The same as accounts write it (拾叁件); its characters are in names as well."""
NUMERAL = re.compile(rf"\d|{CHINESE}|{_FORMAL}|[过逾超近]半")
"""One of them stands in every number."""
MAGNITUDE = "(?:万亿|百万|千万|十万|万(?!元)|亿|千(?!米|瓦|克)|百|十|[Ww](?=\\+))"
"""A power of ten behind digits; 万元 and 千米 are units."""

_POINT = "一二三四五六七八九"
_FRACTION = rf"""
            (?P<fraction>百分之)
            (?P<of_hundred>{CHINESE}(?:点[{_POINT}零〇]+)?|[0-9.]+)
            (?P<fraction_more>多|余)?
"""
"""百分之十二点五."""
_TENTHS = rf"""
            (?P<tenths>[{_POINT}两\d](?:点[{_POINT}])?)(?P<tenths_more>多)?
            成
            (?:(?P<tenths_half>半)|(?P<tenths_unit>[{_POINT}])(?:(?![\u4e00-\u9fff])|(?=属|是|为|来自|强)))?
            (?P<tenths_post>多|强)?
            (?![立为员果本功效都分交员长人年熟品])
"""
"""三成五; not 成立, 成为."""


_HALF = r"""
            (?P<half>(?<!另)一半(?![径路夜])|半数|(?<=[过逾超近])半(?=[，,。；;、）)的]|$|是|为|与|由|属|系|来自|涉及|以上))
            (?P<half_more>多(?![\u4e00-\u9fff]))?
"""
"""占一半, 超过半数, 过半."""


class Units(NamedTuple):
    """The units of counted things, from `data/units.toml`."""

    pattern: str
    """Any unit, the longest first."""
    durations: frozenset[str]
    measured: regex.Pattern[str]
    """What a clause holds that measures a length of time."""
    strong: frozenset[str]
    """Units that make a small Chinese numeral a count even where a noun follows."""
    final: frozenset[str]
    """Units that do so only where the phrase ends behind them."""


class _Duration(msgspec.Struct):
    units: list[str]
    measured: str


class _SmallNumerals(msgspec.Struct):
    strong: list[str]
    final: list[str]


class _UnitData(msgspec.Struct):
    units: dict[str, str]
    duration: _Duration
    chinese: _SmallNumerals


class _Mask(msgspec.Struct):
    name: str
    first: str
    regex: str
    example: str


class _MaskData(msgspec.Struct):
    pattern: list[_Mask]


def _toml(name: str) -> dict[str, object]:
    return tomllib.loads((files("extractor.figures") / "data" / name).read_text("utf-8"))


@cache
def words() -> dict[str, str]:
    """The lists of `data/words.toml`, each as one group of a pattern."""
    lists = msgspec.convert(_toml("words.toml"), dict[str, list[str]])
    return {name: f"(?:{'|'.join(entries)})" for name, entries in lists.items()}


@cache
def units() -> Units:
    """The units, read once."""
    data = msgspec.convert(_toml("units.toml"), _UnitData)
    by_first: dict[str, list[str]] = {}
    for unit, not_before in sorted(data.units.items(), key=lambda kv: -len(kv[0])):
        rest = regex.escape(unit[1:]) + (f"(?!{not_before})" if not_before else "")
        by_first.setdefault(regex.escape(unit[0]), []).append(rest)
    parts = [f"{first}(?:{'|'.join(rests)})" for first, rests in by_first.items()]
    return Units(
        "(?:" + "|".join(parts) + ")",
        frozenset(data.duration.units),
        regex.compile(data.duration.measured),
        frozenset(data.chinese.strong),
        frozenset(data.chinese.final),
    )


@cache
def _masks() -> list[_Mask]:
    return msgspec.convert(_toml("phrases.toml"), _MaskData).pattern


@cache
def masks() -> re.Pattern[str]:
    """One pattern for every stretch that holds digits or numerals and is no figure.

    Each row is tried only at its own first characters, and none of them elsewhere. This and
    `number` go over every character of the prose, for which `re` takes a third of the time.
    """
    anywhere = "".join(row.first for row in _masks())
    each = "|".join(f"(?=[{row.first}])(?:{row.regex})" for row in _masks())
    return re.compile(f"(?=[{anywhere}])(?:{each})", re.MULTILINE)


def mask_examples() -> list[tuple[str, str]]:
    """(name, example) of each kind of masked stretch, for the tests."""
    return [(row.name, row.example) for row in _masks()]


@cache
def number() -> re.Pattern[str]:
    """A number with its approximators and unit; the groups are read by the finder."""
    unit = units().pattern
    return re.compile(
        rf"""
        (?=[{_FIRST}])
        (?P<prefix>(?:{_APPROXIMATOR}\s?){{0,3}})
        (?:
            {_FRACTION}
          | {_TENTHS}
          | {_HALF}
          | (?:
                (?P<arabic>{ARABIC})
              | (?P<several>[数几](?=[十百千万亿]))?
                (?P<chinese>{CHINESE}(?:点[{_POINT}]+(?=[分倍万亿]))?|{_FORMAL})
            )
            (?:(?P<range>\s*[-—–－~～至到]\s*)(?P<upper>{ARABIC})(?=\s*(?:{unit}|{MAGNITUDE})))?
            \s?
            (?P<more>余|多(?=\s?(?:{MAGNITUDE}|{unit}))|来(?=\s?(?:{MAGNITUDE}|{unit}))|几(?=\s?{unit}))?
            (?P<magnitude>{MAGNITUDE})?
            (?P<more2>余|多(?!\s?(?:种形式|个渠道|渠道|形式|方式|方|家联))|来(?=\s?{unit})|几(?=\s?{unit}))?
            (?P<plus>\+(?![\dNnXx]))?
            (?P<unit>\s{{0,2}}{unit})?
            (?P<plus2>\+(?![\dNnXx]))?
            (?P<more3>(?:之)?多(?=[，,。；;、）)]|$))?
        )
        (?P<post>\s?(?:及以上|以上|以下|以内|左右|上下))?
        """,
        re.VERBOSE,
    )
