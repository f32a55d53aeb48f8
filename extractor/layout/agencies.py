"""When two names are one body: 云岭市公安局, 云岭公安局 and 澜皋省云岭市公安局."""

from __future__ import annotations

import regex

_SHORTER = (
    (regex.compile(r"[\s“”\"'·]+|[（(][^（）()]*[)）]"), ""),
    (regex.compile(r"管理委员会$"), "管委会"),
    (regex.compile(r"街道办事处$"), "街道"),
    (regex.compile(r"(?<=[省市县区州盟旗镇乡])人民政府$"), ""),
    (regex.compile(r"(?<=[省市县区州盟旗])政府$"), ""),
    (regex.compile(r"(?<!管理)委员会$"), "委"),
)
_LEVEL = regex.compile(r"特别行政区|自治[区州县旗]|[省市县区州盟旗]")
_REGION = regex.compile(r"[\u4e00-\u9fff]{2,12}(?:自治[区州县旗]|[省市州盟县区旗])")
_REGION_MARKS, _REGION_END = "省市州盟县区旗", 15
"""The characters that a region ends with, and within how many of a name."""
_KEY = 4


def plain_name(name: str) -> str:
    """A name without blanks and brackets, its office's kind in the short form.

    >>> plain_name("云岭市人民政府"), plain_name("高新区管理委员会"), plain_name("卫生健康委员会")
    ('云岭市', '高新区管委会', '卫生健康委')
    """
    for pattern, short in _SHORTER:
        name = pattern.sub(short, name)
    return name


def name_key(name: str) -> str:
    """The same for any two names that `same_body` may take for one: to look names up by."""
    bare = str(_LEVEL.sub("", plain_name(name)))
    return bare[-_KEY:]


def same_body(one: str, other: str) -> bool:
    """Whether two names of bodies are one body's.

    Besides being written alike, a name may lack the region above it, or one word for a level.

    >>> same_body("云岭市公安局", "澜皋省云岭市公安局"), same_body("云岭市公安局", "云岭公安局")
    (True, True)
    >>> same_body("云岭市公安局", "云岭区公安局"), same_body("云岭市公安局", "公安局")
    (False, False)
    """
    a, b = sorted((plain_name(one), plain_name(other)), key=len)
    return a == b or a in shorter_forms(b)


def shorter_forms(plain: str) -> frozenset[str]:
    """What else a body of this plain name is called: without its region, or without one level.

    >>> sorted(shorter_forms("澜皋省云岭市公安局"))
    ['云岭市公安局', '澜皋云岭市公安局', '澜皋省云岭公安局']
    """
    levels = list(_LEVEL.finditer(plain))
    without_level = {plain[: m.start()] + plain[m.end() :] for m in levels if m.start() > 1}
    ends = [n for n, c in enumerate(plain[:_REGION_END], start=1) if c in _REGION_MARKS]
    without_region = {
        plain[n:] for n in ends if _REGION.fullmatch(plain[:n]) and _LEVEL.search(plain[n:])
    }
    return frozenset(without_level | without_region)
