"""Numbers as Chinese official prose writes them, to `Decimal`.

Full-width and half-width digits, comma and blank grouping, Chinese numerals, and the powers of
ten that may follow either (`1.3万`, `2千`, `三百二十一`).
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6,
    "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
MAGNITUDES = {**{k: v for k, v in POWERS.items() if k in "十百千"}, "百万": 10**6, "千万": 10**7,
              "十万": 10**5, "万": 10**4, "亿": 10**8, "万亿": 10**12}  # fmt: skip

_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def parse_arabic(raw: str) -> Decimal | None:
    """The value of digits with optional grouping; None where it is no number.

    >>> (
    ...     parse_arabic("12,408"),
    ...     parse_arabic("２，８７４"),
    ...     parse_arabic("955 310"),
    ...     parse_arabic("1.30"),
    ... )
    (Decimal('12408'), Decimal('2874'), Decimal('955310'), Decimal('1.30'))
    """
    if raw.isascii() and raw.isdecimal():  # as most are
        return Decimal(raw)
    plain = "".join(raw.translate(_WIDE).split()).replace(",", "")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def parse_chinese(raw: str) -> Decimal | None:
    """The value of a Chinese numeral; None where the characters do not make one.

    >>> [str(parse_chinese(s)) for s in ("三十五", "一百零八", "二〇二三", "两万三", "廿三")]
    ['35', '108', '2023', '23000', '23']
    """
    if not raw:
        return None
    raw = raw.replace("廿", "二十").replace("卅", "三十")
    if all(c in DIGITS for c in raw):  # said digit by digit: 二〇二三
        return Decimal("".join(str(DIGITS[c]) for c in raw))
    total = section = 0
    digit: int | None = None
    last_power = 0
    for c in raw:
        if c in DIGITS:
            digit = DIGITS[c]
            if digit == 0:
                last_power = 0
        elif c in POWERS:
            section += (1 if digit is None else digit) * POWERS[c]
            last_power, digit = POWERS[c], None
        elif c in MYRIADS:
            section += digit or 0
            if section == 0:
                return None
            total = (
                (total + section) * MYRIADS[c]
                if MYRIADS[c] == 10**8
                else total + section * MYRIADS[c]
            )
            section, digit, last_power = 0, None, MYRIADS[c]
        else:
            return None
    if digit is not None:  # 三百二 is 320, 三百零二 is 302
        section += digit * (last_power // 10 if last_power >= 100 else 1)
    return Decimal(total + section)


def step_of(digits: str, factor: int) -> Decimal:
    """The value of the last written digit: `1.86` with 万 is told in steps of 100.

    >>> step_of("1.86", 10000), step_of("3", 10000)
    (Decimal('100'), Decimal('10000'))
    """
    plain = digits.translate(_WIDE)
    places = len(plain.partition(".")[2].strip())
    return (
        Decimal(factor).scaleb(-places).normalize().quantize(Decimal(1))
        if factor >= 10**places
        else Decimal(factor).scaleb(-places)
    )
