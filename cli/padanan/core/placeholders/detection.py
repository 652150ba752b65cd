"""Placeholders of a text that no flag speaks of, and patterns for dates, which look like printf."""

import re
from collections.abc import Iterable

from padanan.core.model import Span
from padanan.core.placeholders.table import read_placeholders

# What a text without a flag is read as where anything will do: the syntaxes that most programs use.
_COMMON = ("c", "python", "python-brace")


def find_likely_placeholders(text: str, syntaxes: Iterable[str] | None = None) -> tuple[Span, ...]:
    """Find the placeholders of a text whose syntax may be unknown; spans in order, without overlaps.

    Args:
        text: The text.
        syntaxes: Its syntaxes; None for the common ones, but without what is only a placeholder by chance:
            `100% sure`.
    """
    spans = (
        placeholder.span
        for syntax in (_COMMON if syntaxes is None else syntaxes)
        for placeholder in read_placeholders(text, syntax).placeholders
        if syntaxes is not None or _looks_meant(text, placeholder.span)
    )
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return tuple(found)


def _looks_meant(text: str, span: Span) -> bool:
    piece = text[span.start : span.end]
    if not piece.startswith("%"):
        return " " not in piece
    return piece[1] != " " and not text[max(0, span.start - 1) : span.start].isdecimal()


def is_date_pattern(text: str) -> bool:
    """Whether the percent signs of a text make a pattern for dates and times (`%b %d, %Y`), not for printf.

    They do when strftime knows all of them, none is `%s`, and one of them means nothing, or something else,
    to printf. Source: strftime in C and Python; `%-d` is GNU's.
    """
    if "%" not in text:
        return False
    letters = [found["letter"] for found in DATE_CONVERSION.finditer(text)]
    is_sound = None not in letters and "s" not in letters
    return is_sound and any(letter in _ONLY_OF_DATES for letter in letters)


# `letter` is missing where strftime knows none such.
DATE_CONVERSION = re.compile(
    r"%(?:[-_0^#EO]?(?P<letter>[aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%])|[A-Za-z]?)"
)
# What printf takes for nothing, or for something else; `h`, `j` and `l` are lengths where a letter follows.
_ONLY_OF_DATES = frozenset("bBDHIkMPrRTUVwWyYZ")
