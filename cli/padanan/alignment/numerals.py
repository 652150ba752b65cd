"""Numbers in words and digits: 180 juta, 180 million and 1.8亿 are one number.

A number is compared by its significant digits, without sign, separators and zeros at its ends: so nothing
need be known of decimal separators, nor of a multiplier that one language writes out and the other does not.
"""

import re
from collections.abc import Iterator

_DIGITS = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+(?:点[零一二三四五六七八九]+)?")
# Behind a single Chinese numeral these make it a count or a date, and no part of a word such as 一些.
_CHINESE_COUNTED = frozenset("个名年岁次天人位家条月日周支场分球局届所处座只项架艘辆点轮倍号")
_CHINESE_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_CHINESE_DIGITS |= {"〇": 0, "两": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}
_CHINESE_MYRIADS = {"万": 10_000, "亿": 100_000_000}

_WORD = re.compile(r"[a-z]+")
# Numbers of one word; `second` and `kedua` are as often no number, and 1 is an article in both languages.
_ENGLISH = dict(
    zip(
        [
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(2, 20),
        strict=True,
    )
) | dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
_ENGLISH |= {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "twice": 2, "dozen": 12}
_INDONESIAN = dict(
    zip(
        ["dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"],
        range(2, 12),
        strict=True,
    )
) | {"ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "seratus": 1, "seribu": 1}
_WORDS = {"en": _ENGLISH, "id": _INDONESIAN, "ms": _INDONESIAN}
_INDONESIAN_PARTS = {"belas": 10, "puluh": 0}  # what it adds to the digit; zeros at the end do not count


def find_numerals(text: str, language: str) -> Iterator[str]:
    """Give the significant digits of each number of a text.

    Args:
        text: NFKC text in small letters.
        language: Its subtag; words are read in English, Indonesian, Malay and Chinese, digits in all.

    Cost: linear in the text's length.
    """
    for found in _DIGITS.findall(text):
        yield _significant("".join(c for c in found if c.isdecimal()))
    if language in {"zh", "yue", "ja"}:
        yield from _chinese(text)
    elif language in _WORDS:
        yield from _spelled(text, _WORDS[language])


def _significant(digits: str) -> str:
    plain = "".join(str(int(digit)) for digit in digits)
    return plain.strip("0") or "0"


def _chinese(text: str) -> Iterator[str]:
    for found in _CHINESE.finditer(text):
        numeral = found[0]
        if len(numeral) == 1 and text[found.end() : found.end() + 1] not in _CHINESE_COUNTED:
            continue
        if all(
            character in _CHINESE_UNITS or character in _CHINESE_MYRIADS for character in numeral[:1]
        ) and (numeral != "十" and numeral[0] != "十"):
            continue  # the multiplier of a number in digits: 180万
        whole, _, fraction = numeral.partition("点")
        digits = "".join(str(_CHINESE_DIGITS[c]) for c in fraction)
        value = _chinese_value(whole)
        if value > 1 or digits:
            yield _significant(f"{value}{digits}")


def _chinese_value(numeral: str) -> int:
    """Read 三千二百 as 3200 and 二〇一八 as 2018."""
    if not any(c in _CHINESE_UNITS or c in _CHINESE_MYRIADS for c in numeral):
        return int("".join(str(_CHINESE_DIGITS[c]) for c in numeral))
    total = section = digit = 0
    for character in numeral:
        if character in _CHINESE_MYRIADS:
            total = (total + section + digit) * _CHINESE_MYRIADS[character]
            section = digit = 0
        elif character in _CHINESE_UNITS:
            section += (digit or 1) * _CHINESE_UNITS[character]
            digit = 0
        else:
            digit = _CHINESE_DIGITS[character]
    return total + section + digit


def _spelled(text: str, words: dict[str, int]) -> Iterator[str]:
    """Read numbers of one or two words: thirty-two, tiga puluh dua, lima belas."""
    found = _WORD.findall(text)
    position = 0
    while position < len(found):
        value = words.get(found[position])
        position += 1
        if value is None:
            continue
        if found[position : position + 1] and found[position] in _INDONESIAN_PARTS and words is _INDONESIAN:
            value = value + 10 if found[position] == "belas" else value * 10
            position += 1
        if value >= 20 and value % 10 == 0 and position < len(found):
            unit = words.get(found[position], 0)
            if 0 < unit < 10:
                value += unit
                position += 1
        yield _significant(str(value))
