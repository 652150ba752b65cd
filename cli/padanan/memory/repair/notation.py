"""How languages write numbers, dates and times: CLDR's data, through Babel."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from padanan.core.text import write_marks_as_letters

# Characters that typesetters exchange for one another between the groups of a number.
_SPACES = frozenset(" \u00a0\u2009\u202f")
_APOSTROPHES = frozenset("'’")
# Spaces at which no line breaks: between two digits they group, whatever the language.
FIXED_SPACES = frozenset("\u00a0\u2009\u202f")

# Powers of ten as Chinese and Japanese write them behind digits; written together they multiply (百万). 兆 is
# not among them: it is 10^6 in mainland China's units, and 10^12 elsewhere.
_HAN_POWERS: Mapping[str, int] = {"十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}
_HAN_LANGUAGES = frozenset({"zh", "yue", "ja"})
_WORD = re.compile(r"[^\W\d_]+")
_LATIN, _FULL_WIDTH = "0", "０"


@dataclass(frozen=True, slots=True, kw_only=True)
class Separators:
    """What stands before the decimals, and between the groups of digits."""

    decimal: str
    group: str

    def groups_with(self, separator: str) -> bool:
        """Whether a character may stand between two groups."""
        if separator in FIXED_SPACES:
            return True
        same = next((kind for kind in (_SPACES, _APOSTROPHES) if self.group in kind), {self.group})
        return separator in same


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """How a language writes numbers, dates and times.

    `separators` are by the digit zero of a script; `last_groups` are the sizes of the last and of all other
    groups of digits (3 and 2 in India). `date_order` is "dmy", "mdy" or "ymd", None where nobody can know.
    `time_separators` stand between hours and minutes. `powers` maps words such as "million", in small
    letters, and abbreviations as they are, to their exponent.
    """

    language: str
    separators: Mapping[str, Separators]
    last_groups: tuple[int, int] = (3, 3)
    date_order: str | None = None
    time_separators: str = ":"
    powers: Mapping[str, int] = field(default_factory=dict)

    def separators_of(self, zero: str) -> Separators | None:
        """Give the separators among digits of the script whose zero this is."""
        return self.separators.get(zero)

    @property
    def groups_with_space(self) -> bool:
        """Whether a plain space may stand between groups."""
        latin = self.separators.get(_LATIN)
        return latin is not None and latin.group in _SPACES

    def power(self, text: str) -> int:
        """Give the power of ten that words behind a number begin with, 0 where there is none.

        `text` is what follows the number.
        """
        text = text.lstrip(" \u00a0\u202f")
        if self.language in _HAN_LANGUAGES:
            run = re.match(f"[{''.join(_HAN_POWERS)}]*", text)
            return sum(_HAN_POWERS[character] for character in run[0]) if run else 0
        word = _WORD.match(write_marks_as_letters(text))
        return self.power_of_word(text[: word.end()]) if word else 0

    def power_of_word(self, word: str) -> int:
        """Give the power of ten that a word means, 0 for any other word."""
        return self.powers.get(word, 0) or self.powers.get(word.lower(), 0)


@lru_cache(maxsize=64)
def notation_of(tag: str) -> Notation:
    """Give the notation of a language by its BCP 47 tag; of one that CLDR does not know, next to nothing.

    Cost: 15 ms the first time, for Babel and its data; 3 ms for another language.
    """
    from babel import Locale, UnknownLocaleError

    subtag = tag.partition("-")[0]
    for name in (tag, subtag):
        try:
            locale = Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        return _notation(locale, tag)
    return Notation(language=subtag, separators={})


def _notation(locale: Any, tag: str) -> Notation:
    pattern = locale.decimal_formats[None]
    first, other = pattern.grouping
    return Notation(
        language=locale.language,
        separators=_separators(locale),
        last_groups=(first, other),
        # English has no order of its own: 03/04 is April in London and March in New York.
        date_order=None if tag == "en" else _date_order(locale.date_formats["short"].pattern),
        time_separators=_time_separators(locale),
        powers=_powers(locale),
    )


def _separators(locale: Any) -> dict[str, Separators]:
    found: dict[str, Separators] = {}
    for system, symbols in locale.number_symbols.items():
        decimal, group = symbols.get("decimal"), symbols.get("group")
        zero = _ZEROS.get(system)
        if zero is not None and decimal and group:
            found[zero] = Separators(decimal=decimal, group=group)
    latin = found.get(_LATIN)
    if latin is not None:
        # Scripts whose own separators CLDR leaves to the language's others; full width has wide ones.
        for zero in _ZEROS.values():
            found.setdefault(zero, latin)
        wide = str.maketrans(".,", "．，")
        found[_FULL_WIDTH] = Separators(
            decimal=latin.decimal.translate(wide), group=latin.group.translate(wide)
        )
    return found


# The zeros of CLDR's decimal numbering systems that texts are written in.
_ZEROS: Mapping[str, str] = {
    "latn": _LATIN,
    "fullwide": _FULL_WIDTH,
    "arab": "\N{ARABIC-INDIC DIGIT ZERO}",
    "arabext": "\N{EXTENDED ARABIC-INDIC DIGIT ZERO}",
    "deva": "\N{DEVANAGARI DIGIT ZERO}",
    "beng": "\N{BENGALI DIGIT ZERO}",
    "gujr": "\N{GUJARATI DIGIT ZERO}",
    "guru": "\N{GURMUKHI DIGIT ZERO}",
    "knda": "\N{KANNADA DIGIT ZERO}",
    "mlym": "\N{MALAYALAM DIGIT ZERO}",
    "orya": "\N{ORIYA DIGIT ZERO}",
    "tamldec": "\N{TAMIL DIGIT ZERO}",
    "telu": "\N{TELUGU DIGIT ZERO}",
    "thai": "\N{THAI DIGIT ZERO}",
    "laoo": "\N{LAO DIGIT ZERO}",
    "khmr": "\N{KHMER DIGIT ZERO}",
    "mymr": "\N{MYANMAR DIGIT ZERO}",
    "tibt": "\N{TIBETAN DIGIT ZERO}",
}


def _date_order(pattern: str) -> str | None:
    places = sorted((pattern.find(letter), letter.lower()) for letter in "dMy")
    order = "".join(letter for place, letter in places if place >= 0)
    return order if order in {"dmy", "mdy", "ymd"} else None


def _time_separators(locale: Any) -> str:
    between = re.search(r"[Hh]+(.)mm", locale.time_formats["short"].pattern)
    own = between[1] if between and between[1] in ":." else ":"
    return "".join(sorted({":", own, "h" if locale.language in {"fr", "pt"} else ":"}))


def _powers(locale: Any) -> dict[str, int]:
    """Read the words for powers of ten out of CLDR's compact patterns, `000 million` for 100,000,000."""
    words: dict[str, int] = {}
    for length, style in locale.compact_decimal_formats.items():
        for patterns in style.values():
            for number, pattern in patterns.items():
                shown = _WORD.search(write_marks_as_letters(pattern.pattern))
                if shown:
                    zeros = pattern.pattern.count("0")
                    word = pattern.pattern[shown.start() : shown.end()]
                    words.setdefault(word if length == "short" else word.lower(), len(number) - zeros)
    return words


def zero_of(digit: str) -> str:
    """Give the zero of a digit's script."""
    return chr(ord(digit) - unicodedata.decimal(digit))
