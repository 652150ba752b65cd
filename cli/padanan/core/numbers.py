"""Numbers in running text, compared across languages by their digits.

Separators are not read but left out: 1,000.5 and 1.000,5 and ١٬٠٠٠٫٥ all have the digits 10005.
So nothing need be known of the language, and a separator in the wrong place goes unnoticed.
"""

import re
import unicodedata
from dataclasses import dataclass

from padanan.core.model import Span
from padanan.core.text import write_marks_as_letters

# A number is no part of a word, a name, a placeholder or an entity.
_NUMBER = re.compile(
    r"(?<![\w#%&@{\\+])(?!(?<=\$)\d(?![\d.,]))\d+(?:[.,:/'’٫٬،·-]\d+|[ \u00a0\u202f]\d{3}(?!\d))*+"
    r"(?![\w}])(?!\$)"
)
# In a target letters may stand at its sides: Chinese has no space around it, Finnish puts endings behind.
_TRANSLATED = re.compile(
    r"(?<![A-Za-z0-9_#%&@{\\+])(?!(?<=\$)\d(?![\d.,]))\d+(?:[.,:/'’٫٬،·-]\d+|[ \u00a0\u202f]\d{3}(?!\d))*+"
    r"(?![A-Za-z0-9_}$])"
)
_PART = re.compile(r"\d+")
_SEPARATOR = re.compile(r"(?<=\d)[.,'’٫٬· \u00a0\u202f](?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitGroup:
    """A number as written: its `text`, and all its digits in ASCII without leading zeros."""

    span: Span
    text: str
    digits: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The digits between separators, each without leading zeros: 1, 2 and 2025 of 01/02/2025."""
        return tuple(_digits(part) for part in _PART.findall(self.text))


def find_numbers(text: str, *, is_target: bool = False) -> list[DigitGroup]:
    r"""Find numbers that stand by themselves: not `utf8`, `%1$s`, `{0}`, `&#39;`, `\x1b` `1st` or `+62`.

    Args:
        text: Any text.
        is_target: Whether letters of the language may stand beside a number without a space: 第5章.
    Cost: O(length).
    """
    pattern = _TRANSLATED if is_target else _NUMBER
    return [
        DigitGroup(
            span=Span(start=found.start(), end=found.end()),
            text=text[found.start() : found.end()],
            digits=_digits(text[found.start() : found.end()]),
        )
        for found in pattern.finditer(write_marks_as_letters(text))
    ]


def all_digits(text: str) -> frozenset[str]:
    """Give the digits of every run in a text, whatever stands around it, with and without its separators."""
    runs = {*_PART.findall(text), *_PART.findall(_SEPARATOR.sub("", text))}
    return frozenset(map(_digits, runs))


def _digits(text: str) -> str:
    digits = "".join(str(unicodedata.decimal(character)) for character in text if character.isdecimal())
    return digits.lstrip("0") or "0"
